//! The lines below a finding: its correction, and longer texts in lines that fit.

use super::window::{columns, is_unseen, show_char};
use crate::bulletin::{Location, Part};
use crate::diagnostic::{Edit, Fix};
use crate::rules::Lang;
use crate::text::Span;

/// The columns of a line of explanation.
const WIDTH: usize = 72;
/// The longest stretch of text that is shown with several edits made in it, in characters.
const JOINT: usize = 30;

/// What `fix` does to `text`; a second one for the same finding begins with “or”.
pub fn fix(text: &str, fix: &Fix, first: bool, lang: Lang) -> String {
    let (change, new) = change(text, fix);
    let new = plain(&new);
    match lang {
        Lang::Zh => {
            let or = if first { "" } else { "或" };
            let verb = change.zh();
            format!("{or}{verb}：{new}")
        }
        Lang::En => {
            let or = if first { "" } else { "or " };
            let verb = change.en();
            format!("{or}{verb}: {new}")
        }
    }
}

/// Where in the publication a finding is: page, section, article; `None` where nothing is known.
pub fn location(location: Location<'_>, lang: Lang) -> Option<String> {
    let zh = lang == Lang::Zh;
    let mut words = Vec::new();
    if let Some(page) = location.page {
        words.push(if zh { format!("第 {page} 页") } else { format!("page {page}") });
    }
    match location.part {
        Some(Part::Article { section, number }) => {
            words.extend(section.map(plain));
            words.push(if zh { format!("第 {number} 条") } else { format!("article {number}") });
        }
        // That it stands in the contents can be seen, and is said by the rules about them.
        Some(Part::Contents) | None => {}
    }
    (!words.is_empty()).then(|| words.join(" · "))
}

enum Change {
    Replace,
    Insert,
    Delete,
}

impl Change {
    fn zh(&self) -> &'static str {
        match self {
            Change::Replace => "改为",
            Change::Insert => "补上",
            Change::Delete => "删去",
        }
    }

    fn en(&self) -> &'static str {
        match self {
            Change::Replace => "change to",
            Change::Insert => "insert",
            Change::Delete => "delete",
        }
    }
}

fn change(text: &str, fix: &Fix) -> (Change, String) {
    match fix.edits.as_slice() {
        [Edit { span, replacement }] if replacement.is_empty() => (Change::Delete, span.of(text).to_owned()),
        [Edit { span, replacement }] if span.is_empty() => (Change::Insert, replacement.clone()),
        [Edit { replacement, .. }] => (Change::Replace, replacement.clone()),
        edits => (Change::Replace, jointly(text, edits).unwrap_or_else(|| fix.title())),
    }
}

/// The stretch that `edits` lie in as it reads after them, if it is short.
fn jointly(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start(), edit.span.end()));
    let whole = sorted.iter().fold(sorted.first()?.span, |all, edit| all.to(edit.span));
    if whole.len() > 4 * JOINT || whole.of(text).chars().count() > JOINT {
        return None;
    }
    let mut new = String::new();
    let mut at = whole.start();
    for edit in sorted {
        new.push_str(Span::new(at, edit.span.start()).of(text));
        new.push_str(&edit.replacement);
        at = edit.span.end();
    }
    Some(new)
}

/// `text` without characters that a terminal would obey, and in one line.
pub(super) fn plain(text: &str) -> String {
    if !text.chars().any(is_unseen) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(' '),
            c => show_char(c, &mut out),
        }
    }
    out
}

/// `text` in lines that fit; broken between Han characters and between words, never before a
/// mark that closes.
pub(super) fn wrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 64);
    for line in text.trim_end().lines() {
        let (mut used, mut word) = (0, String::new());
        for c in line.chars() {
            if breaks_before(word.chars().next_back(), c) {
                used = put(&word, used, &mut out);
                word.clear();
            }
            word.push(c);
        }
        put(&word, used, &mut out);
        out.push('\n');
    }
    out
}

/// Puts an unbreakable `word` behind `used` columns of a line, or on the next one.
fn put(word: &str, used: usize, out: &mut String) -> usize {
    let width = |word: &str| word.chars().map(columns).sum::<usize>();
    if used > 0 && used + width(word.trim_end()) > WIDTH {
        out.push('\n');
        let word = word.trim_start();
        out.extend(word.chars().map(|c| if is_unseen(c) { ' ' } else { c }));
        return width(word);
    }
    out.extend(word.chars().map(|c| if is_unseen(c) { ' ' } else { c }));
    used + width(word)
}

fn breaks_before(last: Option<char>, next: char) -> bool {
    let Some(last) = last else { return false };
    if "，、。；：！？…—”’」』）》〉】,.;:!?)]}".contains(next) || "“‘「『（《〈【([{".contains(last)
    {
        return false;
    }
    let narrow = |c: char| c.is_ascii() && c != ' ';
    !(narrow(last) && narrow(next)) && next != ' '
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Applicability;

    fn edit(start: usize, end: usize, new: &str) -> Edit {
        Edit { span: Span::new(start, end), replacement: new.into() }
    }

    fn of(text: &str, edits: Vec<Edit>, lang: Lang) -> String {
        fix(text, &Fix { applicability: Applicability::Safe, message: "甲…乙".into(), edits }, true, lang)
    }

    #[test]
    fn a_fix_says_what_it_does() {
        assert_eq!(of("会义", vec![edit(3, 6, "议")], Lang::Zh), "改为：议");
        assert_eq!(of("会，议", vec![edit(3, 6, "")], Lang::Zh), "删去：，");
        assert_eq!(of("会议", vec![edit(6, 6, "。")], Lang::En), "insert: 。");
    }

    #[test]
    fn close_edits_are_shown_together() {
        let edits = vec![edit(9, 12, "”"), edit(0, 3, "“")];
        assert_eq!(of("\u{ff02}会议\u{ff02}", edits, Lang::Zh), "改为：“会议”");
        let far = format!("甲{}乙", "一".repeat(JOINT));
        let edits = vec![edit(0, 3, "丙"), edit(far.len() - 3, far.len(), "丁")];
        assert_eq!(of(&far, edits, Lang::Zh), "改为：甲…乙");
    }

    #[test]
    fn long_texts_break_where_a_typesetter_would() {
        let text = format!("{}。“{}”", "工".repeat(WIDTH / 2), "作".repeat(3));
        let lines: Vec<_> = wrapped(&text).lines().map(str::to_owned).collect();
        assert!(lines[1].starts_with("工。“作"), "{lines:?}");
        assert_eq!(wrapped("a\u{1b}b"), "a b\n");
    }
}
