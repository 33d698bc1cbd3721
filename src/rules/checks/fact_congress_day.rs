//! A congress or plenary session on a day on which it was not held: 7月5日，党的二十届三中全会召开.

use crate::facts::calendar::{Day, congress_days, plenary_days};
use crate::facts::dates::leading_day;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::numeral_before;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 3] = ["中全会", "次全国代表大会", "大"];
/// What follows a meeting that the day before it dates, and whether it is its first or last day.
const HAPPENS: [(&str, Part); 6] = [
    ("召开", Part::Any),
    ("举行", Part::Any),
    ("胜利召开", Part::Any),
    ("开幕", Part::First),
    ("闭幕", Part::Last),
    ("胜利闭幕", Part::Last),
];
/// How far before the meeting its day may stand, in bytes.
const REACH: usize = 90;

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Any,
    First,
    Last,
}

struct CongressDay;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(CongressDay))
}

impl Check for CongressDay {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some((meeting, days)) = meeting(text, hit.needle, hit.span) else { continue };
            let Some(part) = happens(text, meeting.end()) else { continue };
            if let Some(stated) = wrong_day(context, meeting, days, part) {
                let finding = Finding::at(stated).and(meeting, "meeting").with("meeting", meeting.of(text));
                sink.report(finding.with("right", in_words(days)));
            }
        }
    }
}

/// The meeting whose name ends in `end`, with its first and its last day.
fn meeting(text: &str, needle: u32, end: Span) -> Option<(Span, [Day; 2])> {
    let number = numeral_before(text, end.start())?;
    let before = text.get(..number.span.start())?;
    let (start, days) = match needle {
        0 => {
            let committee = numeral_before(text, before.strip_suffix('届')?.len())?;
            (committee.span.start(), plenary_days(committee.value, number.value)?)
        }
        1 => (before.strip_suffix("中国共产党第")?.len(), congress_days(number.value)?),
        _ => (before.strip_suffix("党的")?.len(), congress_days(number.value)?),
    };
    Some((Span::new(start, end.end()), days))
}

/// What is said to happen right behind the meeting.
fn happens(text: &str, at: usize) -> Option<Part> {
    let rest = text.get(at..)?.trim_start_matches("在北京").trim_start_matches("在京");
    let (verb, part) = HAPPENS.iter().find(|(verb, _)| rest.starts_with(verb))?;
    // 闭幕不久, 召开前夕: the day is another one.
    let after = rest.strip_prefix(verb)?.chars().next();
    after.is_none_or(|c| !is_han(c)).then_some(*part)
}

/// The day that the sentence gives for the meeting, if it is none of it.
fn wrong_day(context: &Context<'_>, meeting: Span, days: [Day; 2], part: Part) -> Option<Span> {
    let flow = &context.reading.flow;
    let sentence = sentence_around(&flow.text, meeting, REACH);
    let before = Span::new(sentence.start(), meeting.start());
    let dated = context.facts.dates().within(before).iter().rev().find(|fact| !fact.is_linked);
    let [first, last] = days;
    let (of_first, of_last) = ((first.1, first.2), (last.1, last.2));
    if let Some(fact) = dated {
        let date = (fact.written.month?, fact.written.day?);
        let until = fact.last().and_then(|until| Some((until.month?, until.day?)));
        let is_of_year = fact.written.year.is_none_or(|year| i64::from(year) == first.0);
        let is_right = match (until, part) {
            (Some(until), _) => (date, until) == (of_first, of_last),
            (None, Part::Any) => (of_first..=of_last).contains(&date),
            (None, Part::First) => date == of_first,
            (None, Part::Last) => date == of_last,
        };
        return (is_of_year && !is_right).then(|| fact.span());
    }
    let paragraph = flow.paragraphs.get(flow.paragraph_index(meeting.start()))?.span;
    let (span, day) = leading_day(&flow.text, paragraph).filter(|(span, _)| before.covers(*span))?;
    let is_right = match part {
        Part::Any => (first.2..=last.2).contains(&day),
        Part::First => day == first.2,
        Part::Last => day == last.2,
    };
    (!is_right).then_some(span)
}

/// 2024年7月15日至18日
fn in_words([first, last]: [Day; 2]) -> String {
    format!("{}年{}月{}日至{}日", first.0, first.1, first.2, last.2)
}
