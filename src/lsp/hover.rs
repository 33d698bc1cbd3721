//! What an editor says of the place under the pointer: the findings there and their rules.

use gen_lsp_types::{Position, Range};
use serde_json::{Value, json};

use super::Spoken;
use super::pages::explanation;
use super::positions::{Positions, offset};
use super::view::View;
use crate::lint::Linter;
use crate::report::note;
use crate::text::{Lines, Span};

/// Words about a place, in Markdown.
pub(super) struct Hover {
    words: String,
    range: Range,
}

impl Hover {
    /// As the protocol has it; `markdown` where the client shows that.
    pub(super) fn value(&self, markdown: bool) -> Value {
        let kind = if markdown { "markdown" } else { "plaintext" };
        json!({"contents": {"kind": kind, "value": self.words}, "range": self.range})
    }
}

/// The findings at `position`, each with its proof, its place in the publication and its rule.
pub(super) fn at(view: &View<'_>, position: Position) -> Option<Hover> {
    let at = view.positions().offset(position);
    let findings = view.checked.report.diagnostics.iter();
    let here = findings.filter(|finding| finding.span.start() <= at && at <= finding.span.end());
    let (mut words, mut whole): (Vec<String>, Option<Span>) = Default::default();
    for finding in here {
        let mut lines = vec![format!("**{}**", finding.message)];
        lines.extend(finding.notes.iter().cloned());
        lines.extend(finding.fixes.iter().map(|fix| note::fix(view.text(), fix, true, view.lang())));
        lines.extend(note::location(view.reading().location(finding.span.start()), view.lang()));
        words.push(lines.join("  \n"));
        words.extend(explanation(&view.checked.linter, &finding.rule, view.lang()));
        whole = Some(whole.map_or(finding.span, |whole| whole.to(finding.span)));
    }
    Some(Hover { words: words.join("\n\n"), range: view.range(whole?) })
}

/// The rule whose id stands in quotes at `position` of a configuration or pack that reads `text`.
pub(super) fn rule_at(text: &str, position: Position, linter: &Linter, spoken: Spoken) -> Option<Hover> {
    let lines = Lines::new(text);
    let at = offset(text, &lines, spoken.encoding, position);
    let is_quote = |c: char| matches!(c, '"' | '\'' | '\n');
    let start = text.get(..at)?.rfind(is_quote).map_or(0, |quote| quote + 1);
    let end = text.get(at..)?.find(is_quote).map_or(text.len(), |quote| at + quote);
    let id = Span::new(start, end);
    let words = explanation(linter, id.of(text), spoken.lang)?;
    Some(Hover { words, range: Positions::new(text, &lines, spoken.encoding).range(id) })
}
