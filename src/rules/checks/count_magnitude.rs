//! One figure in two magnitudes: 260.6亿元 and 260.6万元 in one article.

use std::collections::HashMap;

use crate::facts::quantities::{Quantity, quantity_at};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;

const NEEDLES: [&str; 2] = ["亿", "万"];

/// How far apart the two may stand, in bytes.
const REACH: usize = 1500;
/// How far apart two of one thing may stand: no issue is longer, in bytes.
const ISSUE: usize = 100_000;
/// As many significant digits tell by themselves; one less does with the words before them.
const TELLING: usize = 4;
/// Characters of these words.
const LABEL: usize = 4;

struct Magnitude;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Magnitude))
}

impl Check for Magnitude {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut seen: HashMap<(&str, &str), Quantity> = HashMap::new();
        let mut labelled: HashMap<(&str, &str, &str), Quantity> = HashMap::new();
        let mut article = None;
        for hit in context.hits {
            let Some((digits, significant)) = digits_before(text, hit.span.start()) else { continue };
            let Some(quantity) = quantity_at(text, digits.start()) else { continue };
            if let Some(label) = label(text, digits.start()) {
                let key = (label, digits.of(text), quantity.unit.of(text));
                let first = *labelled.entry(key).or_insert(quantity);
                if first.value != quantity.value && quantity.number.start() < first.number.end() + ISSUE {
                    report(text, &first, &quantity, sink);
                    continue;
                }
            }
            if significant < TELLING {
                continue;
            }
            let here =
                context.reading.issue_at(digits.start()).and_then(|issue| issue.article_at(digits.start()));
            let here = here.map(|article| article.headline);
            if here != article {
                seen.clear();
                article = here;
            }
            let key = (digits.of(text), quantity.unit.of(text));
            match seen.get(&key) {
                None => _ = seen.insert(key, quantity),
                Some(first) if first.value == quantity.value || is_far(first, &quantity) => {
                    seen.insert(key, quantity);
                }
                Some(first) => report(text, first, &quantity, sink),
            }
        }
    }
}

fn report(text: &str, first: &Quantity, quantity: &Quantity, sink: &mut Sink<'_>) {
    let finding = Finding::at(quantity.span()).and(first.span(), "first");
    sink.report(finding.with("first", first.span().of(text)));
}

/// The words right before a number at byte `at`, of which one thing has one number: 概算投资97.2亿元.
fn label(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?.trim_end_matches(['为', '达', '约']);
    let start = before.char_indices().rev().take(LABEL).take_while(|&(_, c)| is_han(c)).nth(LABEL - 1)?.0;
    Some(&before[start..])
}

/// Whether the two have nothing to do with each other.
fn is_far(one: &Quantity, other: &Quantity) -> bool {
    other.number.start() > one.number.end() + REACH
}

/// The number that ends at byte `at` with its significant digits, where they are so many that chance
/// seldom makes another one.
fn digits_before(text: &str, at: usize) -> Option<(Span, usize)> {
    let before = text.get(..at)?.trim_end_matches(' ');
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let number = &before[before.trim_end_matches(is_part).len()..];
    let significant = number.replace('.', "").trim_matches('0').len();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 18;
    let span = Span::new(before.len() - number.len(), before.len());
    (significant + 1 >= TELLING && is_number).then_some((span, significant))
}
