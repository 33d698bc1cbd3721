//! `check.require = { regex = '…' }` and `check.forbid = { regex = '…' }`: what a document, or each
//! of its articles or sections, must and must not hold.
//!
//! `per` is `document`, `article` or `section`; `section = '…'` narrows it to the sections whose
//! title the expression matches and to the articles in them; `most` is how often a forbidden text
//! may stand there after all.

use std::sync::Arc;

use regex_automata::Input;

use super::super::toml::{Reader, Table};
use super::super::{Context, Finding, Sink};
use super::{Contexts, Engine, Expression, Files, Hit};
use crate::bulletin::Issue;
use crate::text::Span;

struct Presence {
    regex: Expression,
    /// How often a forbidden text may stand in a unit; none where it is required.
    most: Option<usize>,
    per: Per,
    section: Option<Expression>,
    contexts: Contexts,
}

#[derive(Clone, Copy, PartialEq)]
enum Per {
    Document,
    Section,
    Article,
}

/// A stretch that is looked at by itself, and what is reported when it lacks something.
struct Unit {
    head: Span,
    whole: Span,
}

pub fn require(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    make(table, reader, None)
}

pub fn forbid(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    let most = table.take("most").and_then(|value| reader.number(value)).unwrap_or_default();
    make(table, reader, Some(most.max(0.0) as usize))
}

fn make(table: &mut Table<'_>, reader: &mut Reader, most: Option<usize>) -> Option<Arc<dyn Engine>> {
    let regex = table.need("regex", reader).map(|value| reader.texts(value)).unwrap_or_default();
    let regex = Expression::any_of(&regex, reader);
    let choices = [("document", Per::Document), ("section", Per::Section), ("article", Per::Article)];
    let per = table.take("per").and_then(|value| reader.choice(value, &choices));
    let section = table.take("section").map(|value| reader.texts(value)).unwrap_or_default();
    let section = Expression::any_of(&section, reader);
    let contexts = Contexts::take(table, reader);
    let per = per.map_or(Per::Document, |per| per.value);
    Some(Arc::new(Presence { regex: regex?, most, per, section, contexts }))
}

impl Engine for Presence {
    fn run(&self, context: &Context<'_>, _: &[Hit], sink: &mut Sink<'_>) {
        for unit in self.units(context) {
            let found = self.found(context, unit.whole);
            match self.most {
                None if found.is_empty() && !unit.whole.is_empty() => sink.report(Finding::at(unit.head)),
                None => {}
                Some(most) => found.iter().skip(most).for_each(|&span| sink.report(Finding::at(span))),
            }
        }
    }
}

impl Presence {
    fn units(&self, context: &Context<'_>) -> Vec<Unit> {
        let flow = &context.reading.flow;
        let Some(first) = flow.paragraphs.first() else { return Vec::new() };
        if self.per == Per::Document {
            return vec![Unit { head: first.span, whole: Span::new(0, flow.text.len()) }];
        }
        context.reading.issues.iter().flat_map(|issue| self.units_of(issue)).collect()
    }

    fn units_of(&self, issue: &Issue) -> Vec<Unit> {
        let titled = |section: Option<usize>| {
            let title = section.and_then(|at| issue.sections.get(at)).map_or("", |section| &section.title);
            let regex = self.section.as_ref().and_then(Expression::regex);
            regex.is_none_or(|regex| regex.is_match(title))
        };
        if self.per == Per::Article {
            let articles = issue.articles.iter().filter(|article| titled(article.section));
            let unit = |article: &crate::bulletin::Article| Unit {
                head: article.headline,
                whole: article.headline.to(article.body),
            };
            return articles.map(unit).collect();
        }
        let section = |(at, section): (usize, &crate::bulletin::Section)| {
            let below = issue.sections[at + 1..].iter().find(|next| next.level <= section.level);
            let end = below.map_or(issue.span.end(), |next| next.span.start());
            titled(Some(at)).then(|| Unit { head: section.span, whole: Span::new(section.span.start(), end) })
        };
        issue.sections.iter().enumerate().filter_map(section).collect()
    }

    fn found(&self, context: &Context<'_>, whole: Span) -> Vec<Span> {
        let Some(regex) = self.regex.regex() else { return Vec::new() };
        let text = &context.reading.flow.text;
        let matches = regex.find_iter(Input::new(text).range(whole.range()));
        let spans = matches.map(|found| Span::from(found.range()));
        let counts = |span: &Span| !context.facts.mask().overlaps(*span) && self.contexts.allow(text, *span);
        spans.filter(counts).collect()
    }
}
