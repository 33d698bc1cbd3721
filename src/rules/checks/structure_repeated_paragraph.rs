//! A paragraph that stands twice, as it happens when text is pasted and moved.

use foldhash::HashMap;

use crate::bulletin::{Flow, Paragraph, Role};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::numeral_at;

struct RepeatedParagraph;

/// The bytes of a paragraph that stands twice near by, and of one that does anywhere in an issue:
/// short ones are formulas (本办法自公布之日起施行。).
const SHORT: usize = 120;
const LONG: usize = 300;
/// The bytes of an item that does not stand twice by chance.
const ITEM: usize = 24;
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
        for pair in flow.paragraphs.windows(2) {
            let [before, item] = [pair[0], pair[1]].map(|paragraph| item(&flow.text, paragraph.span));
            if let Some((before, item)) = before.zip(item)
                && before.of(&flow.text) == item.of(&flow.text)
            {
                sink.report(Finding::at(item).saying("item").and(before, "before"));
            }
        }
    }
}

/// What stands behind the ordinal of a list's item: 制定应急预案； in （四）制定应急预案；.
fn item(text: &str, paragraph: Span) -> Option<Span> {
    let written = paragraph.of(text);
    let inner = written.trim_start_matches(['（', '(', '第']);
    let numeral = numeral_at(inner, 0)?;
    let rest = inner.get(numeral.span.end()..)?;
    let item = rest.strip_prefix(['）', ')', '、', '.', '．', '条'])?.trim();
    let start = paragraph.start() + written.len() - inner.len() + (inner.len() - rest.len());
    let offset = rest.find(item)?;
    let is_item = item.len() >= ITEM && item.chars().filter(|&c| is_han(c)).count() * 3 >= ITEM;
    is_item.then(|| Span::new(start + offset, start + offset + item.len()))
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
