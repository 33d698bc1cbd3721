//! `check.pattern = { regex = '…' }`: what an expression matches, in the contexts that a rule
//! wants and out of those that it does not.
//!
//! `replace` gives the right form (`$1` is a group), `mark` as the name of a group narrows what is
//! flagged, `before`/`after` must match next to it and `not-before`/`not-after` must not; what
//! overlaps a match of `unless` is left alone; `in`/`outside` are pairs of marks.

use std::sync::Arc;

use regex_automata::Input;

use super::super::toml::{Reader, Table};
use super::super::{Context, Finding, Sink};
use super::literals::{Literals, Ways};
use super::{Contexts, Engine, Expression, Files, Hit};
use crate::text::Span;
use crate::text::boundary::{ceil, floor};

struct Pattern {
    regex: Expression,
    literals: Option<Literals>,
    /// The length in bytes of the longest match, where there is one.
    longest: Option<usize>,
    ways: Ways,
    replace: Option<String>,
    marked: bool,
    contexts: Contexts,
}

pub fn make(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    let written = table.need("regex", reader).and_then(|value| reader.text(value));
    let replace = table.take("replace").and_then(|value| reader.any_text(value));
    let needs = table.take("needs").map(|value| reader.texts(value));
    let contexts = Contexts::take(table, reader);
    let written = written?;
    let regex = Expression::parse(&written, reader)?;
    let shape = regex.shape();
    if shape.may_be_empty {
        let (zh, en) = ("这个表达式连空文字也匹配", "this expression matches even an empty text");
        reader.report(written.span.clone(), zh, en);
        return None;
    }
    let needs = needs.map(|texts| texts.into_iter().map(|text| text.value).collect());
    let literals = match needs {
        Some(texts) => Some(Literals { texts, leading: false }),
        None => shape.literals,
    };
    let marked = written.value.contains("<mark>");
    Some(Arc::new(Pattern {
        regex,
        literals,
        longest: shape.longest,
        ways: shape.ways,
        replace,
        marked,
        contexts,
    }))
}

impl Engine for Pattern {
    fn needles(&self) -> Vec<&str> {
        let texts = self.literals.iter().flat_map(|literals| &literals.texts);
        texts.map(String::as_str).collect()
    }

    fn wants_needles(&self) -> bool {
        true
    }

    fn run(&self, context: &Context<'_>, hits: &[Hit], sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        if self.literals.is_none() {
            for paragraph in &flow.paragraphs {
                self.search(context, paragraph.span, paragraph.span, sink);
            }
            return;
        }
        let mut open: Option<(Span, Span)> = None;
        let mut index = 0;
        for hit in hits {
            index = flow.paragraph_from(index, hit.span.start());
            let paragraph = flow.paragraphs[index].span;
            let window = self.window(&flow.text, paragraph, hit.span);
            open = match open {
                Some((same, last)) if same == paragraph && window.start() <= last.end() => {
                    Some((same, last.to(window)))
                }
                other => {
                    if let Some((paragraph, window)) = other {
                        self.search(context, paragraph, window, sink);
                    }
                    Some((paragraph, window))
                }
            };
        }
        if let Some((paragraph, window)) = open {
            self.search(context, paragraph, window, sink);
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
    fn search(&self, context: &Context<'_>, paragraph: Span, window: Span, sink: &mut Sink<'_>) {
        // To compile an expression takes as long as to search some pages with it.
        if !self.regex.is_compiled() && !self.ways.may_match(context.reading.flow.of(window)) {
            return;
        }
        let Some(regex) = self.regex.regex() else { return };
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
            let mut captures = regex.create_captures();
            if self.marked || self.replace.is_some() {
                regex.captures(input, &mut captures);
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
