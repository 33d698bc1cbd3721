//! A paragraph that stands twice, as it happens when text is pasted and moved.

use foldhash::HashMap;

use crate::bulletin::{Flow, Paragraph, Role};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

struct RepeatedParagraph;

/// The bytes of a paragraph that stands twice near by, and of one that does anywhere in an issue:
/// short ones are formulas (本办法自公布之日起施行。).
const SHORT: usize = 120;
const LONG: usize = 300;
/// How many paragraphs are near.
const NEAR: usize = 6;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(RepeatedParagraph))
}

impl Check for RepeatedParagraph {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for issue in &context.reading.issues {
            let mut seen: HashMap<&str, (usize, Span)> = HashMap::default();
            for (index, paragraph) in paragraphs(flow, issue.span) {
                let text = flow.of(paragraph.span).trim();
                let before = seen.insert(text, (index, paragraph.span));
                let Some((first, place)) = before else { continue };
                let is_issue = issue.contents.is_some() && text.len() >= LONG;
                if index - first <= NEAR || is_issue {
                    sink.report(Finding::at(paragraph.span).and(place, "first"));
                }
            }
        }
    }
}

/// The paragraphs of running text in `span` that are more than a formula, with their indices.
fn paragraphs(flow: &Flow, span: Span) -> impl Iterator<Item = (usize, &Paragraph)> {
    let first = flow.paragraph_index(span.start());
    let within = flow.paragraphs.iter().enumerate().skip(first);
    let within = within.take_while(move |(_, paragraph)| paragraph.span.start() < span.end());
    within.filter(|(_, paragraph)| {
        paragraph.role == Role::Text
            && paragraph.span.len() >= SHORT
            && flow.of(paragraph.span).contains('。')
    })
}
