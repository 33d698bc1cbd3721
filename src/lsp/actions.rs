//! What an editor offers at a finding: its corrections, all safe ones, an allowance, an explanation.
//!
//! Everything is made of kanwu's own findings. The diagnostics that a client sends along may have
//! lost their places on the way.

use gen_lsp_types::{CodeAction, CodeActionKind, Command, Range, TextEdit, Uri};
use serde_json::json;

use super::edits::{self, Target};
use super::pages::Pages;
use super::view::View;
use super::{EXPLAIN, FIX_ALL, QUICK_FIX, diagnostics};
use crate::diagnostic::{Diagnostic, Edit};
use crate::fix::is_safe;
use crate::report::note;
use crate::rules::Lang;
use crate::text::Span;

/// The configuration that an allowance is written to.
pub(super) struct House {
    pub uri: Uri,
    pub version: Option<i32>,
    /// What it reads; none where it has still to be made.
    pub text: Option<String>,
}

/// The kinds of action that are asked for; `only` is what a client says.
pub(super) struct Wanted(pub Option<Vec<String>>);

impl Wanted {
    pub(super) fn takes(&self, kind: &str) -> bool {
        let within = |wider: &String| {
            kind.strip_prefix(wider.as_str())
                .is_some_and(|rest| wider.is_empty() || rest.is_empty() || rest.starts_with('.'))
        };
        self.0.as_ref().is_none_or(|only| only.iter().any(within))
    }
}

/// What can be done about the findings at `range`.
pub(super) fn at(view: &View<'_>, range: Range, pages: &Pages, house: Option<&House>) -> Vec<CodeAction> {
    let here = view.positions().span(range);
    let findings = view.checked.report.diagnostics.iter();
    let findings: Vec<&Diagnostic> = findings
        .filter(|finding| finding.span.start() <= here.end() && here.start() <= finding.span.end())
        .collect();
    let fixes = findings.iter().flat_map(|finding| fixes(view, finding, pages));
    let here = findings.iter().map(|finding| allow_here(view, finding, pages));
    let in_house = findings.iter().filter_map(|finding| allow_in_house(view, finding, pages, house?));
    let mut actions: Vec<CodeAction> = fixes.chain(here).chain(in_house).collect();
    let mut rules: Vec<&str> = findings.iter().map(|finding| &*finding.rule).collect();
    rules.dedup();
    actions.extend(rules.into_iter().map(|rule| explain(view, rule)));
    actions
}

fn fixes(view: &View<'_>, finding: &Diagnostic, pages: &Pages) -> Vec<CodeAction> {
    let fix = |fix: &crate::diagnostic::Fix| {
        let title = note::fix(view.text(), fix, true, view.lang());
        let edits = fix.edits.iter().map(|edit| text_edit(view, edit)).collect();
        CodeAction {
            diagnostics: Some(vec![diagnostics::one(view, pages, finding)]),
            is_preferred: is_safe(fix).then_some(true),
            edit: Some(edits::workspace(view.client, &Target::of(view), edits)),
            ..action(title, QUICK_FIX)
        }
    };
    finding.fixes.iter().map(fix).collect()
}

fn text_edit(view: &View<'_>, edit: &Edit) -> TextEdit {
    TextEdit { range: view.range(edit.span), new_text: edit.replacement.clone() }
}

fn action(title: String, kind: &'static str) -> CodeAction {
    CodeAction {
        title,
        kind: Some(CodeActionKind::from(kind.to_owned())),
        diagnostics: None,
        is_preferred: None,
        disabled: None,
        edit: None,
        command: None,
        data: None,
        tags: None,
    }
}

/// All safe corrections at once. Without `edits` they are made when the action is chosen; none
/// where there are none.
pub(super) fn fix_all(view: &View<'_>, eager: bool) -> Option<CodeAction> {
    let fixes = view.checked.report.diagnostics.iter().flat_map(|finding| &finding.fixes);
    if !fixes.into_iter().any(is_safe) {
        return None;
    }
    let title = match view.lang() {
        Lang::Zh => "改正全部稳妥的问题",
        Lang::En => "Make all safe corrections",
    };
    let mut action = action(title.to_owned(), FIX_ALL);
    if eager {
        action.edit = Some(edits::workspace(view.client, &Target::of(view), edits::corrected(view)));
    } else {
        action.data = Some(json!({"uri": view.uri}));
    }
    Some(action)
}

fn explain(view: &View<'_>, rule: &str) -> CodeAction {
    let title = match view.lang() {
        Lang::Zh => format!("说明 {rule}"),
        Lang::En => format!("Explain {rule}"),
    };
    let arguments = Some(vec![json!(rule), json!({"uri": view.uri})]);
    let command = Command { title: title.clone(), tooltip: None, command: EXPLAIN.to_owned(), arguments };
    CodeAction { command: Some(command), ..action(title, QUICK_FIX) }
}

/// A note in the text itself, as its format has it.
fn allow_here(view: &View<'_>, finding: &Diagnostic, pages: &Pages) -> CodeAction {
    let title = match view.lang() {
        Lang::Zh => format!("在文中认可：{}", finding.rule),
        Lang::En => format!("Allow here: {}", finding.rule),
    };
    let checked = view.checked;
    let edit = checked.report.allowing(&checked.document, finding, reason(view.lang()));
    let edits = vec![text_edit(view, &edit)];
    CodeAction {
        diagnostics: Some(vec![diagnostics::one(view, pages, finding)]),
        edit: Some(edits::workspace(view.client, &Target::of(view), edits)),
        ..action(title, QUICK_FIX)
    }
}

/// What an allowance says until somebody says more.
fn reason(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "已核对",
        Lang::En => "looked at",
    }
}

fn allow_in_house(view: &View<'_>, finding: &Diagnostic, pages: &Pages, house: &House) -> Option<CodeAction> {
    if house.text.is_none() && !view.client.creates_files {
        return None;
    }
    let title = match view.lang() {
        Lang::Zh => format!("在 kanwu.toml 中认可：{}", finding.rule),
        Lang::En => format!("Allow in kanwu.toml: {}", finding.rule),
    };
    let reason = reason(view.lang());
    let allowed = toml::Value::from(telling(view.text(), finding.span));
    let block = format!("[[allow]]\nrule = \"{}\"\ntext = {allowed}\nreason = \"{reason}\"\n", finding.rule);
    let text = house.text.as_deref().unwrap_or_default();
    let gap = match text {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let end = edits::end(text, view.client.encoding);
    let edit = TextEdit { range: Range { start: end, end }, new_text: format!("{gap}{block}") };
    let target = Target { uri: &house.uri, version: house.version, exists: house.text.is_some() };
    Some(CodeAction {
        diagnostics: Some(vec![diagnostics::one(view, pages, finding)]),
        edit: Some(edits::workspace(view.client, &target, vec![edit])),
        ..action(title, QUICK_FIX)
    })
}

/// From so many characters on, what is marked speaks for itself.
const TELLING: usize = 4;
/// How many characters to each side belong to the words of an allowance otherwise.
const NEIGHBOURS: usize = 8;

/// The words by which `span` of `text` is allowed and little else: what is marked, with its
/// neighbours in the sentence where that alone is short and may stand anywhere.
fn telling(text: &str, span: Span) -> &str {
    if span.of(text).chars().count() >= TELLING {
        return span.of(text);
    }
    let ends = |c: &char| matches!(c, '。' | '！' | '？' | '；' | '\n' | '\r');
    let before = text.get(..span.start()).unwrap_or_default().chars().rev();
    let after = text.get(span.end()..).unwrap_or_default().chars();
    let left: usize = before.take(NEIGHBOURS).take_while(|c| !ends(c)).map(char::len_utf8).sum();
    let right: usize = after.take(NEIGHBOURS).take_while(|c| !ends(c)).map(char::len_utf8).sum();
    Span::new(span.start() - left, span.end() + right).of(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_wanted_with_those_above_it() {
        let wanted = |only: &[&str]| Wanted(Some(only.iter().map(|kind| kind.to_string()).collect()));
        assert!(Wanted(None).takes(FIX_ALL) && wanted(&[""]).takes(FIX_ALL));
        assert!(wanted(&["source.fixAll"]).takes(FIX_ALL) && wanted(&["source"]).takes(FIX_ALL));
        assert!(!wanted(&["source.fixAl"]).takes(FIX_ALL) && !wanted(&["quickfix"]).takes(FIX_ALL));
        assert!(!wanted(&["source.fixAll.kanwu.x"]).takes(FIX_ALL));
    }

    #[test]
    fn short_words_are_allowed_with_their_neighbours() {
        let text = "上午开会。他说,会议布署了工作；下午休会。";
        let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
        assert_eq!(telling(text, at("会议布署")), "会议布署");
        assert_eq!(telling(text, at(",")), "他说,会议布署了工作");
        assert_eq!(telling(text, Span::at(0)), "上午开会");
    }
}
