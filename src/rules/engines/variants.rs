//! `check.variants = { groups = [["图像", "图象"]] }`: one form a document.
//!
//! The form that a document uses most is taken for the one that it means, the rarer ones are
//! reported with the first place of the other; with `prefer = "first"` the first form of a group
//! is wanted whatever the document does. With `once-against = 5` only a form that stands once is
//! reported, and only where the other stands five times or more: what may well be meant so when it
//! stands more often, and is a slip of the hand when it does not.

use std::sync::Arc;

use super::super::toml::{Reader, Table};
use super::super::{Context, Finding, Sink};
use super::{Contexts, Engine, Files, Hit};
use crate::text::Span;

struct Variants {
    /// The forms of all groups, and the group that each belongs to.
    forms: Vec<(String, usize)>,
    groups: usize,
    prefer_first: bool,
    /// How often the other form of one that stands once must be there.
    once_against: Option<usize>,
    contexts: Contexts,
}

pub fn make(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    let groups = table.need("groups", reader);
    let choices = [("first", true), ("majority", false)];
    let prefer = table.take("prefer").and_then(|value| reader.choice(value, &choices));
    let once_against =
        table.take("once-against").and_then(|value| reader.number(value)).map(|count| count as usize);
    let contexts = Contexts::take(table, reader);
    let groups = groups?;
    let Some(items) = groups.get_ref().as_array() else {
        reader.report(groups.span(), "这里应是若干组写法", "expected lists of forms here");
        return None;
    };
    let mut forms = Vec::new();
    for (group, item) in items.iter().enumerate() {
        let texts = reader.texts(item);
        if texts.len() < 2 {
            reader.report(item.span(), "一组至少要有两种写法", "a group has at least two forms");
        }
        forms.extend(texts.into_iter().map(|text| (text.value, group)));
    }
    let prefer_first = prefer.is_some_and(|prefer| prefer.value);
    Some(Arc::new(Variants { forms, groups: items.len(), prefer_first, once_against, contexts }))
}

impl Engine for Variants {
    fn needles(&self) -> Vec<&str> {
        self.forms.iter().map(|(text, _)| text.as_str()).collect()
    }

    fn says(&self) -> &'static [&'static str] {
        if self.prefer_first { &[] } else { &["first"] }
    }

    fn run(&self, context: &Context<'_>, hits: &[Hit], sink: &mut Sink<'_>) {
        let places = self.places(context, hits);
        for group in 0..self.groups {
            let forms = || (0..self.forms.len()).filter(|&form| self.forms[form].1 == group);
            // Of two equally frequent forms the one that comes first in the document is meant.
            let rank = |form: &usize| {
                let first = places[*form].first().map_or(usize::MAX, |span| span.start());
                (places[*form].len(), std::cmp::Reverse(first))
            };
            let wanted = if self.prefer_first { forms().next() } else { forms().max_by_key(rank) };
            let Some(wanted) = wanted else { continue };
            let is_slip = |form: &usize| {
                let (count, others) = (places[*form].len(), places[wanted].len());
                self.once_against.is_none_or(|least| count == 1 && others >= least)
            };
            for form in forms().filter(|&form| form != wanted).filter(is_slip) {
                for &span in &places[form] {
                    sink.report(self.finding(span, wanted, &places[wanted]));
                }
            }
        }
    }
}

impl Variants {
    /// Where each form stands; of overlapping hits the longest.
    fn places(&self, context: &Context<'_>, hits: &[Hit]) -> Vec<Vec<Span>> {
        let flow = &context.reading.flow;
        let mut places = vec![Vec::new(); self.forms.len()];
        let mut end = 0;
        for hit in hits.iter().filter(|hit| (hit.needle as usize) < self.forms.len()) {
            let paragraph = flow.paragraphs[flow.paragraph_index(hit.span.start())].span;
            let local = Span::new(hit.span.start() - paragraph.start(), hit.span.end() - paragraph.start());
            if hit.span.start() >= end && self.contexts.allow(flow.of(paragraph), local) {
                places[hit.needle as usize].push(hit.span);
                end = hit.span.end();
            }
        }
        places
    }

    fn finding(&self, span: Span, wanted: usize, places: &[Span]) -> Finding {
        let form = self.forms[wanted].0.as_str();
        let finding = Finding::at(span).with("other", form).with("count", places.len().to_string());
        let finding = finding.replace(form);
        match places.first() {
            Some(&first) if !self.prefer_first => finding.and(first, "first"),
            _ => finding,
        }
    }
}
