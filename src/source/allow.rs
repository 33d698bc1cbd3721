//! Allowances in the manuscript: notes that accept a finding and say why.
//!
//! In Markdown an allowance is a comment, which no reader of the page sees. Plain text has no
//! comments, so there it stands in the brackets that editors use for notes to the typesetter, best
//! on a line of its own: one search for `【kanwu` finds all of them before the text is printed. In
//! both it is no prose: it is not read, not checked and not counted.
//!
//! ```text
//! <!-- kanwu-allow: character/traditional an inscription, as it stands -->
//! 【kanwu允许：character/traditional，date/weekday 匾额原字】
//! 【kanwu全文允许：style 领导讲话照录】
//! ```

use super::{Format, Piece};
use crate::text::Span;
use crate::text::chars::is_space;

/// What an allowance begins with, after its bracket; the whole document first.
const WORDS: [(&str, Reach); 4] = [
    ("kanwu-allow-file", Reach::Document),
    ("kanwu-allow", Reach::Paragraph),
    ("kanwu全文允许", Reach::Document),
    ("kanwu允许", Reach::Paragraph),
];

/// How the notes of plain text begin.
pub(super) const OPEN: &str = "【kanwu";

/// How far an allowance goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The paragraph that it stands in, or the next one where it stands by itself.
    Paragraph,
    Document,
}

/// A note in the document that accepts what some rules find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// All of it, brackets included.
    pub span: Span,
    pub reach: Reach,
    /// The names of rules and groups; none where the note cannot be understood.
    pub names: Vec<Span>,
    /// Why; empty where nothing is said.
    pub reason: Span,
    /// What goes with it when it is taken out: its whole line where nothing else stands there.
    pub whole: Span,
    /// A byte of prose in the paragraph that is meant; nothing where no prose follows.
    pub anchor: Option<usize>,
    /// Prose stands before it in its own paragraph.
    pub(super) inside: bool,
}

/// The note that accepts what `rule` finds, as a document of this format writes it, without a line
/// end. One that gives no `reason` is told of, and accepts nothing.
pub fn note(format: Format, rule: &str, reason: &str) -> String {
    match format {
        Format::Markdown => format!("<!-- kanwu-allow: {rule} {reason} -->"),
        Format::Text => format!("【kanwu允许：{rule} {reason}】"),
    }
}

/// The allowances among the comments of `span`, a stretch of Markdown that is markup.
pub(super) fn comments(text: &str, span: Span, inside: bool, found: &mut Vec<Allowance>) {
    let mut at = span.start();
    while let Some(begin) = Span::new(at, span.end()).of(text).find("<!--").map(|begin| at + begin) {
        let inner = begin + "<!--".len();
        let end = Span::new(inner, span.end()).of(text).find("-->").map(|end| inner + end);
        let whole = Span::new(begin, end.map_or(span.end(), |end| end + "-->".len()));
        let content = Span::new(inner, end.unwrap_or(span.end()));
        found.extend(read(text, whole, content, end.is_some(), inside));
        at = whole.end();
    }
}

/// The allowances in `line` of a plain text.
pub(super) fn notes(text: &str, line: Span, found: &mut Vec<Allowance>) {
    let mut at = line.start();
    let mut inside = false;
    while let Some(begin) = Span::new(at, line.end()).of(text).find(OPEN).map(|begin| at + begin) {
        let inner = begin + '【'.len_utf8();
        let end = Span::new(inner, line.end()).of(text).find('】').map(|end| inner + end);
        let whole = Span::new(begin, end.map_or(line.end(), |end| end + '】'.len_utf8()));
        let content = Span::new(inner, end.unwrap_or(line.end()));
        inside |= !Span::new(at, begin).of(text).chars().all(is_space);
        found.extend(read(text, whole, content, end.is_some(), inside));
        at = whole.end();
    }
}

/// Finds for each allowance the prose that it speaks of.
pub(super) fn settle(text: &str, pieces: &[Piece], allowances: &mut [Allowance]) {
    if allowances.is_empty() {
        return;
    }
    let spans = pieces.iter().map(|piece| piece.span);
    let prose = spans.filter(|span| !span.of(text).chars().all(is_space)).map(Span::start);
    let prose: Vec<usize> = prose.collect();
    for allowance in allowances {
        let next = prose.partition_point(|start| *start < allowance.span.start());
        let index = if allowance.inside { next.checked_sub(1) } else { Some(next) };
        allowance.anchor = index.and_then(|index| prose.get(index)).copied();
    }
}

/// The allowance that `content`, the inside of the note `whole`, writes down; nothing where it is
/// some other note.
fn read(text: &str, whole: Span, content: Span, closed: bool, inside: bool) -> Option<Allowance> {
    let written = content.of(text);
    let trimmed = written.trim_start_matches(is_space);
    let (word, reach) = WORDS.iter().find(|(word, _)| trimmed.starts_with(word))?;
    let after = content.start() + (written.len() - trimmed.len()) + word.len();
    let reason = Span::at(content.end());
    let mut allowance = Allowance {
        span: whole,
        reach: *reach,
        names: Vec::new(),
        reason,
        whole: line(text, whole),
        anchor: None,
        inside,
    };
    let mut rest = Rest { text, span: Span::new(after, content.end()) };
    rest.skip(is_space);
    if closed && rest.take([':', '：']) {
        while let Some(name) = rest.name() {
            allowance.names.push(name);
            rest.skip(is_space);
            if !rest.take([',', '，', '、']) {
                break;
            }
        }
        rest.skip(is_space);
        allowance.reason = Span::new(rest.span.start(), rest.span.start() + rest.of().trim_end().len());
    }
    Some(allowance)
}

/// `span`, or its line with the line end where nothing but white space stands beside it.
fn line(text: &str, span: Span) -> Span {
    let before = text.get(..span.start()).unwrap_or_default().trim_end_matches([' ', '\t', '\u{3000}']);
    let after = text.get(span.end()..).unwrap_or_default();
    let rest = after.trim_start_matches([' ', '\t', '\u{3000}']);
    let end = ["\r\n", "\n", "\r"].iter().find(|end| rest.starts_with(**end));
    match (before.is_empty() || before.ends_with(['\n', '\r', '\x0c']), end) {
        (true, Some(end)) => Span::new(before.len(), text.len() - rest.len() + end.len()),
        _ => span,
    }
}

/// What is still to be read of a note.
struct Rest<'a> {
    text: &'a str,
    span: Span,
}

impl Rest<'_> {
    fn of(&self) -> &str {
        self.span.of(self.text)
    }

    fn advance(&mut self, bytes: usize) {
        self.span = Span::new(self.span.start() + bytes, self.span.end());
    }

    fn skip(&mut self, what: fn(char) -> bool) {
        self.advance(self.of().len() - self.of().trim_start_matches(what).len());
    }

    fn take(&mut self, marks: impl IntoIterator<Item = char>) -> bool {
        let found = marks.into_iter().find(|mark| self.of().starts_with(*mark));
        self.advance(found.map_or(0, char::len_utf8));
        found.is_some()
    }

    /// The name of a rule: it begins with a small letter and ends where its letters do, so that a
    /// reason in Chinese may follow a comma.
    fn name(&mut self) -> Option<Span> {
        self.skip(is_space);
        let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
        let len = self.of().find(|c| !is_letter(c)).unwrap_or(self.of().len());
        let name = Span::new(self.span.start(), self.span.start() + len);
        self.advance(len);
        (len > 0).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Document, Format};

    use super::*;

    /// Each allowance as `names|reason|the prose it speaks of`.
    fn read(name: &str, text: &str) -> Vec<String> {
        let document = Document::from_text(name, text);
        let of = |span: &Span| span.of(&document.text).to_owned();
        let told = document.allowances.iter().map(|allowance| {
            let names: Vec<String> = allowance.names.iter().map(of).collect();
            let piece = document.pieces.iter().find(|piece| Some(piece.span.start()) == allowance.anchor);
            let prose = piece.map_or("—".to_owned(), |piece| of(&piece.span));
            format!("{}|{}|{prose}", names.join(","), of(&allowance.reason))
        });
        told.collect()
    }

    fn prose(name: &str, text: &str) -> Vec<String> {
        let document = Document::from_text(name, text);
        document.pieces.iter().map(|piece| piece.span.of(&document.text).to_owned()).collect()
    }

    #[test]
    fn a_comment_speaks_of_the_paragraph_that_follows_or_that_it_stands_in() {
        let text = "# 题\n\n<!-- kanwu-allow: date/weekday, style 照录 -->\n\n甲段\n续行\n\n乙<!--kanwu-allow: date 原文-->段\n\n<!-- 别的 -->\n\n- 丙<!-- kanwu-allow: unit\n说明 -->\n";
        assert_eq!(read("a.md", text), ["date/weekday,style|照录|甲段", "date|原文|乙", "unit|说明|丙"]);
        assert_eq!(prose("a.md", text), ["题", "甲段", "续行", "乙", "段", "丙"]);
        assert_eq!(
            read("a.md", "| 甲 | 乙 |\n|--|--|\n| 丙 | 丁<!-- kanwu-allow: unit 表 --> |\n"),
            ["unit|表|丁"]
        );
    }

    #[test]
    fn a_note_of_plain_text_stands_by_itself_or_in_its_line() {
        let text = "甲段\r\n\r\n　【kanwu允许：date/weekday，照录】\r\n\r\n乙段\r\n丙【kanwu-allow: unit, style 表】段\r\n【kanwu允许：date 尾】\r\n";
        assert_eq!(read("a.txt", text), ["date/weekday|照录|乙段", "unit,style|表|丙", "date|尾|—"]);
        assert_eq!(prose("a.txt", text), ["甲段", "", "", "乙段", "丙", "段", ""]);
        assert_eq!(prose("a.txt", "上页\u{c}【kanwu允许：date 头】\n下页"), ["上页", "下页"]);
    }

    #[test]
    fn what_cannot_be_understood_names_no_rule() {
        for note in
            ["kanwu允许 date 原文】", "kanwu允许：】", "kanwu-allow：，date 原文】", "kanwu允许：date 原文"]
        {
            let text = format!("【{note}\n正文");
            let told = read("a.txt", &text);
            assert!(told.len() == 1 && told[0].starts_with('|'), "{note} {told:?}");
        }
        assert_eq!(read("a.txt", "【kanwu】是一种工具。"), [""; 0]);
        assert_eq!(read("a.txt", "【kanwu允许：date】\n正文"), ["date||正文"]);
    }

    #[test]
    fn the_note_that_is_proposed_is_understood() {
        for (name, format) in [("a.txt", Format::Text), ("a.md", Format::Markdown)] {
            let text = format!("{}\n正文", note(format, "date/weekday", "照录"));
            assert_eq!(read(name, &text), ["date/weekday|照录|正文"]);
            let text = note(format, "unit", "");
            assert_eq!(read(name, &format!("{text}{text}\n正文")), ["unit||正文", "unit||正文"]);
        }
    }
}
