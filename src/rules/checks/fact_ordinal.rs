//! An ordinal of a headline that its article has otherwise: 第六届农民丰收节 over 第五届农民丰收节.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::chars::is_han;
use crate::text::numerals::{Numeral, numeral_at};

/// No more of an article is read, in bytes.
const REACH: usize = 900;
/// Characters of a name that are compared, and how many in a row are the same in one name.
const NAME: usize = 14;
const ALIKE: usize = 4;
/// Characters before an ordinal that are the same where its name says little (会议).
const LEAD: usize = 6;
const UNITS: [char; 5] = ['届', '次', '批', '期', '轮'];

struct Ordinal;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Ordinal))
}

/// 第六届 with the words before it, from it on, and the name behind it.
struct Named {
    number: Numeral,
    unit: char,
    lead: Vec<char>,
    name: Vec<char>,
}

impl Check for Ordinal {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for article in context.reading.issues.iter().flat_map(|issue| &issue.articles) {
            let listed = ordinals(text, article.headline);
            if listed.is_empty() {
                continue;
            }
            let end = floor(text, article.body.end().min(article.body.start() + REACH));
            let said = ordinals(text, Span::new(article.body.start(), end));
            for one in &listed {
                let mut same =
                    said.iter().filter(|other| other.unit == one.unit && are_of_one(one, other)).peekable();
                let Some(first) = same.peek() else { continue };
                let first = first.number.span;
                if same.all(|other| other.number.value != one.number.value) {
                    let finding = Finding::at(one.number.span).and(first, "body");
                    sink.report(finding.with("body", first.of(text)));
                }
            }
        }
    }
}

/// The numbers of 第六届…, 第三批… in `span`.
fn ordinals(text: &str, span: Span) -> Vec<Named> {
    let within = span.of(text).match_indices('第');
    let named = within.filter_map(|(at, first)| {
        let number = numeral_at(text, span.start() + at + first.len())?;
        let rest = text.get(number.span.end()..)?;
        let unit = rest.chars().next().filter(|unit| UNITS.contains(unit))?;
        let name = rest.chars().skip(1).take_while(|&c| is_han(c)).take(NAME).collect();
        let before = text.get(..span.start() + at)?.chars().rev();
        let lead = before.take_while(|&c| is_han(c)).take(LEAD).collect();
        Some(Named { number, unit, lead, name })
    });
    named.collect()
}

/// Whether the names have as many characters in a row in common, or short ones are the same behind
/// the same words (市人大常委会召开第二十次会议).
fn are_of_one(one: &Named, other: &Named) -> bool {
    let is_same_lead = one.lead.len() == LEAD && one.lead == other.lead;
    let is_same_name = one.name.iter().take(2).eq(other.name.iter().take(2));
    is_same_lead && is_same_name && one.name.len() > 1
        || one.name.windows(ALIKE).any(|part| other.name.windows(ALIKE).any(|other| part == other))
}
