//! `check.pattern = { regex = '…' }`: what an expression matches, in the contexts that a rule
//! wants and out of those that it does not.
//!
//! `replace` gives the right form (`$1` is a group), `mark` as the name of a group narrows what is
//! flagged, `before`/`after` must match next to it and `not-before`/`not-after` must not; what
//! overlaps a match of `unless` is left alone; `in`/`outside` are pairs of marks.

use std::sync::Arc;

use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input};

use super::super::toml::{At, Reader, Table};
use super::super::{Context, Finding, Sink};
use super::literals::{Literals, required};
use super::{Enclosure, Engine, Expression, Files, Hit, ceil, floor};
use crate::text::Span;

struct Pattern {
    regex: Expression,
    literals: Option<Literals>,
    /// The length in bytes of the longest match, where there is one.
    longest: Option<usize>,
    replace: Option<String>,
    marked: bool,
    contexts: Contexts,
}

/// What must and must not stand around a match.
struct Contexts {
    before: Option<Expression>,
    after: Option<Expression>,
    not_before: Option<Expression>,
    not_after: Option<Expression>,
    unless: Option<Expression>,
    enclosure: Enclosure,
}

/// How far from a match its contexts reach, in bytes.
const REACH: usize = 192;

pub fn make(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    let written = table.need("regex", reader).and_then(|value| reader.text(value));
    let replace = table.take("replace").and_then(|value| reader.any_text(value));
    let needs = table.take("needs").map(|value| reader.texts(value));
    let contexts = Contexts::take(table, reader);
    let written = written?;
    let (regex, hir) = Expression::parse(&written, reader)?;
    if hir.properties().minimum_len() == Some(0) {
        let (zh, en) = ("这个表达式连空文字也匹配", "this expression matches even an empty text");
        reader.report(written.span.clone(), zh, en);
        return None;
    }
    let needs = needs.map(|texts| texts.into_iter().map(|text| text.value).collect());
    let literals = match needs {
        Some(texts) => Some(Literals { texts, leading: false }),
        None => required(&hir),
    };
    let marked = written.value.contains("<mark>");
    let longest = hir.properties().maximum_len();
    Some(Arc::new(Pattern { regex, literals, longest, replace, marked, contexts }))
}

impl Contexts {
    fn take(table: &mut Table<'_>, reader: &mut Reader) -> Self {
        let mut one = |key| {
            let written: Vec<At<String>> = table.take(key).map(|v| reader.texts(v)).unwrap_or_default();
            Expression::any_of(&written, reader)
        };
        let [before, not_before] = ["before", "not-before"].map(&mut one);
        let [after, not_after, unless] = ["after", "not-after", "unless"].map(&mut one);
        let [before, not_before] = [before, not_before].map(|e| e.map(Expression::anchored_at_end));
        let enclosure = Enclosure::take(table, reader);
        Contexts { before, after, not_before, not_after, unless, enclosure }
    }

    fn allow(&self, paragraph: &str, found: Span) -> bool {
        let before = |e: &Expression| ends_at(e, paragraph, found.start());
        let after = |e: &Expression| begins_at(e, paragraph, found.end());
        self.before.as_ref().is_none_or(before)
            && self.after.as_ref().is_none_or(after)
            && !self.not_before.as_ref().is_some_and(before)
            && !self.not_after.as_ref().is_some_and(after)
            && !self.unless.as_ref().is_some_and(|e| overlaps(e, paragraph, found))
            && self.enclosure.allows(paragraph, found.start())
    }
}

fn ends_at(expression: &Expression, paragraph: &str, end: usize) -> bool {
    let start = floor(paragraph, end.saturating_sub(REACH));
    let input = Input::new(&paragraph[..end]).range(start..end);
    expression.regex().is_some_and(|regex| regex.is_match(input))
}

fn begins_at(expression: &Expression, paragraph: &str, start: usize) -> bool {
    let end = ceil(paragraph, start + REACH);
    let input = Input::new(paragraph).range(start..end).anchored(Anchored::Yes);
    expression.regex().is_some_and(|regex| regex.is_match(input))
}

/// True where some match of `expression` shares a character with `found`.
fn overlaps(expression: &Expression, paragraph: &str, found: Span) -> bool {
    let Some(regex) = expression.regex() else { return false };
    let mut start = floor(paragraph, found.start().saturating_sub(REACH));
    let end = ceil(paragraph, found.end() + REACH);
    while start < found.end() {
        let Some(other) = regex.find(Input::new(paragraph).range(start..end)) else { return false };
        if Span::from(other.range()).overlaps(found) {
            return true;
        }
        start = ceil(paragraph, other.start() + 1);
    }
    false
}

impl Engine for Pattern {
    fn needles(&self) -> Vec<&str> {
        let texts = self.literals.iter().flat_map(|literals| &literals.texts);
        texts.map(String::as_str).collect()
    }

    fn run(&self, context: &Context<'_>, hits: &[Hit], sink: &mut Sink<'_>) {
        let Some(regex) = self.regex.regex() else { return };
        let mut captures = regex.create_captures();
        let flow = &context.reading.flow;
        if self.literals.is_none() {
            for paragraph in &flow.paragraphs {
                self.search(regex, &mut captures, context, paragraph.span, paragraph.span, sink);
            }
            return;
        }
        let mut open: Option<(Span, Span)> = None;
        for hit in hits {
            let paragraph = flow.paragraphs[flow.paragraph_index(hit.span.start())].span;
            let window = self.window(&flow.text, paragraph, hit.span);
            open = match open {
                Some((same, last)) if same == paragraph && window.start() <= last.end() => {
                    Some((same, last.to(window)))
                }
                other => {
                    if let Some((paragraph, window)) = other {
                        self.search(regex, &mut captures, context, paragraph, window, sink);
                    }
                    Some((paragraph, window))
                }
            };
        }
        if let Some((paragraph, window)) = open {
            self.search(regex, &mut captures, context, paragraph, window, sink);
        }
    }
}

impl Pattern {
    /// Where a match that holds the literal at `hit` can lie.
    fn window(&self, text: &str, paragraph: Span, hit: Span) -> Span {
        let Some(longest) = self.longest else {
            let leading = self.literals.as_ref().is_some_and(|literals| literals.leading);
            return if leading { Span::new(hit.start(), paragraph.end()) } else { paragraph };
        };
        let leading = self.literals.as_ref().is_some_and(|literals| literals.leading);
        let start = if leading { hit.start() } else { hit.end().saturating_sub(longest) };
        let start = ceil(text, start).max(paragraph.start());
        let end = floor(text, hit.start().saturating_add(longest)).min(paragraph.end());
        Span::new(start, end)
    }

    /// Reports what the expression matches inside `window` of the flow, `paragraph` around it.
    fn search(
        &self,
        regex: &Regex,
        captures: &mut Captures,
        context: &Context<'_>,
        paragraph: Span,
        window: Span,
        sink: &mut Sink<'_>,
    ) {
        let text = context.reading.flow.of(paragraph);
        let offset = paragraph.start();
        let mut at = window.start() - offset;
        let end = window.end() - offset;
        while at < end {
            let input = Input::new(text).range(at..end);
            let Some(found) = regex.find(input.clone()) else { return };
            at = found.end().max(at + 1);
            let whole = Span::from(found.range());
            if !self.contexts.allow(text, whole) {
                continue;
            }
            let grouped = self.marked || self.replace.is_some();
            if grouped {
                regex.captures(input, captures);
            }
            let mark = captures.get_group_by_name("mark").filter(|_| self.marked);
            let span = mark.map_or(whole, |mark| Span::new(mark.start, mark.end)).shifted(offset);
            if context.facts.mask().overlaps(span) {
                continue;
            }
            let mut finding = Finding::at(span);
            if let Some(template) = &self.replace {
                let mut right = String::new();
                captures.interpolate_string_into(text, template, &mut right);
                finding = finding.replace(right);
            }
            sink.report(finding);
        }
    }
}
