//! The number of a document beside the day that it is dated: 澜政发〔2023〕12号, 2024年5月28日; one
//! document that is cited under two numbers, and two under one.

use foldhash::HashMap;

use crate::facts::dates::DateFact;
use crate::facts::marks::Kind;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::document_number::{DocumentNumber, at_any_bracket, at_bracket};

const NEEDLES: [&str; 1] = ["〔"];
/// A number of the document itself is one in wrong brackets too.
const BRACKETS: [&str; 4] = ["〔", "[", "［", "【"];
/// The bytes of the shortest title by which a document is known again.
const TITLE: usize = 24;
/// How far below its number a document may be dated, in bytes, and by how many years a slip is off.
const REACH: usize = 60_000;
const YEARS: u32 = 2;
/// The kinds of documents that have a number of their own; of what is issued with one of them, two may
/// have one number.
const OWN: [&str; 6] = ["的通知", "的批复", "的函", "的请示", "的通报", "的决定"];

struct Year;
struct Differs;
struct Shared;

pub(super) fn year(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Year))
}

pub(super) fn differs(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Differs))
}

pub(super) fn shared(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Shared))
}

impl Check for Year {
    fn needles(&self) -> Vec<&str> {
        BRACKETS.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let own: Vec<DocumentNumber> =
            any_numbers(context).filter(|number| stands_alone(context, number.span)).collect();
        for (index, number) in own.iter().enumerate() {
            let reach = floor(text, number.span.end() + REACH);
            let end = own.get(index + 1).map_or(reach, |next| next.span.start().min(reach));
            let dates = context.facts.dates().within(Span::new(number.span.end(), end));
            let mut dated = dates.iter().filter(|fact| stands_alone(context, fact.span()));
            if let Some(fact) = dated.next().filter(|fact| is_of_another_year(text, number, fact)) {
                let finding = Finding::at(number.year).and(fact.span(), "date");
                sink.report(finding.with("date", fact.span().of(text)));
            }
        }
    }
}

/// Whether what is dated so has the number of another year; in January the last year's may be used.
fn is_of_another_year(text: &str, number: &DocumentNumber, fact: &DateFact) -> bool {
    let (Some(dated), Some(numbered)) = (fact.written.year, number.year(text)) else { return false };
    let is_late = fact.written.month == Some(1) && numbered + 1 == dated;
    let is_near = numbered.abs_diff(dated) <= YEARS;
    fact.written.day.is_some() && numbered != dated && is_near && !is_late
}

impl Check for Differs {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut known: HashMap<&str, DocumentNumber> = HashMap::default();
        for number in numbers(context) {
            let Some(title) = title_before(context, number.span.start()) else { continue };
            let first = known.entry(title).or_insert(number);
            if first.written(text) != number.written(text) {
                let finding = Finding::at(number.span).and(first.span, "first").with("title", title);
                sink.report(finding.with("first", first.written(text)));
            }
        }
    }
}

impl Check for Shared {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut known: HashMap<String, (&str, Span)> = HashMap::default();
        for number in numbers(context) {
            let has_own = |title: &&str| OWN.iter().any(|kind| title.ends_with(kind));
            let Some(title) = title_before(context, number.span.start()).filter(has_own) else { continue };
            let &mut (first, place) = known.entry(number.written(text)).or_insert((title, number.span));
            if !shortens(first, title) && !shortens(title, first) {
                let finding = Finding::at(number.span).and(place, "first");
                sink.report(finding.with("title", title).with("first", first));
            }
        }
    }
}

/// Whether `short` is `long` with some of its characters left out, as titles are cited.
fn shortens(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|wanted| rest.any(|c| c == wanted))
}

fn numbers<'a>(context: &'a Context<'_>) -> impl Iterator<Item = DocumentNumber> + 'a {
    let text = &context.reading.flow.text;
    context.hits.iter().filter_map(|hit| at_bracket(text, hit.span.start()))
}

fn any_numbers<'a>(context: &'a Context<'_>) -> impl Iterator<Item = DocumentNumber> + 'a {
    let text = &context.reading.flow.text;
    context.hits.iter().filter_map(|hit| at_any_bracket(text, hit.span.start()))
}

/// Whether `span` is all of its paragraph.
fn stands_alone(context: &Context<'_>, span: Span) -> bool {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs.get(flow.paragraph_index(span.start())).map(|paragraph| paragraph.span);
    paragraph.is_some_and(|paragraph| flow.of(paragraph).trim() == span.of(&flow.text))
}

/// The title that the number in brackets at byte `at` belongs to: 《…》（澜政发〔2024〕12号）.
fn title_before<'a>(context: &Context<'a>, at: usize) -> Option<&'a str> {
    let text = &context.reading.flow.text;
    let end = text.get(..at)?.strip_suffix(['（', '('])?.len();
    let pairs = &context.facts.marks().pairs;
    let before = pairs[..pairs.partition_point(|pair| pair.open.start() < end)].iter().rev();
    let title = before.take(3).find(|pair| pair.kind == Kind::Title && pair.close.end() == end)?;
    Some(title.inner().of(text)).filter(|title| title.len() >= TITLE)
}
