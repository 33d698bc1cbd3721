//! Numbered meetings and their days: the 第62次常务会议 on two days, or the 第62次 after the 第63次.

use std::collections::BTreeMap;

use crate::facts::dates::DateFact;
use crate::facts::meetings::{KINDS, Meeting};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::{Numeral, numeral_before};
use crate::text::sentence::sentence_around;

/// How far from a meeting its day may stand, in bytes.
const REACH: usize = 180;
/// How far apart the meetings of one year may stand, in bytes.
const ISSUE: usize = 120_000;
/// Characters by which a body is known that meets, and how many it has at the least.
const BODY: usize = 9;
const LEAST: usize = 2;
/// No month and no term has more meetings.
const MOST: usize = 64;
/// What is done with what a meeting has decided, on another day.
const LATER: [&str; 9] = ["传达", "学习", "贯彻", "落实", "精神", "此前", "上次", "决定的", "通过的"];

struct MeetingDay;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(MeetingDay))
}

/// A meeting that is said to be held on a day.
struct Held<'a> {
    number: Numeral,
    date: &'a DateFact,
    /// Year, month and day, as far as they are known.
    day: (i32, u32, u32),
}

impl Check for MeetingDay {
    fn needles(&self) -> Vec<&str> {
        KINDS.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut bodies: BTreeMap<(u32, (usize, &str)), Vec<Held<'_>>> = BTreeMap::new();
        for hit in context.hits {
            if let Some((body, held)) = held(context, hit.span) {
                let issue =
                    context.reading.issues.partition_point(|issue| issue.span.start() <= hit.span.start());
                bodies.entry((hit.needle, (issue, body))).or_default().push(held);
            }
        }
        by_body(context, sink);
        for meetings in bodies.values() {
            for (index, one) in meetings.iter().enumerate() {
                let Some(other) = meetings[..index].iter().rev().find(|other| contradict(one, other)) else {
                    continue;
                };
                let finding = Finding::at(one.number.span).and(other.number.span, "other");
                let finding = finding.and(one.date.span(), "date").with("other", other.number.span.of(text));
                sink.report(finding.with("date", other.date.span().of(text)));
            }
        }
    }
}

/// Two numbers for what one body held on one day: 第22次 in the chronicle, 第23次 in the report; one number
/// of one term in two years.
fn by_body(context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = &context.reading.flow.text;
    let mut months: BTreeMap<(u32, usize, u32), Vec<Meeting>> = BTreeMap::new();
    let mut terms: BTreeMap<(String, u64), Vec<Meeting>> = BTreeMap::new();
    for hit in context.hits {
        let Some(meeting) = Meeting::read(context.facts, hit.span, hit.needle) else { continue };
        let issue = context.reading.issues.partition_point(|issue| issue.span.start() <= hit.span.start());
        let of_month = months.entry((hit.needle, issue, meeting.first.0)).or_default();
        let mut found = other_number(of_month, &meeting).map(|other| (other.clone(), "same"));
        keep(of_month, &meeting);
        if let Some(term) = &meeting.term {
            let of_term = terms.entry((term.clone(), meeting.number.value)).or_default();
            let other = of_term.iter().find(|other| is_other_year(other, &meeting));
            found = found.or_else(|| other.map(|other| (other.clone(), "year")));
            keep(of_term, &meeting);
        }
        if let Some((other, key)) = found {
            let finding = Finding::at(meeting.number.span).saying(key).and(other.number.span, "other");
            let finding = finding.and(meeting.date, "date").with("other", other.number.span.of(text));
            sink.report(finding.with("date", other.date.of(text)));
        }
    }
}

fn keep(meetings: &mut Vec<Meeting>, meeting: &Meeting) {
    if meetings.len() < MOST {
        meetings.push(meeting.clone());
    }
}

/// The meeting of the same body and day under another number, where none has this one.
fn other_number<'a>(of_month: &'a [Meeting], meeting: &Meeting) -> Option<&'a Meeting> {
    let bodies = || of_month.iter().filter(|other| other.is_of_same_body(meeting));
    let is_other = |other: &&Meeting| {
        let years = other.year.is_none() || meeting.year.is_none() || other.year == meeting.year;
        let are_near = meeting.number.span.start() < other.number.span.start() + ISSUE;
        let on_one_day = other.first <= meeting.last && meeting.first <= other.last;
        years
            && are_near
            && on_one_day
            && other.number.value != meeting.number.value
            && other.date != meeting.date
    };
    // Two that stand in one place were both held.
    let is_known = bodies().any(|other| other.number.value == meeting.number.value);
    bodies().find(is_other).filter(|_| !is_known)
}

/// 县十八届人大一次会议 of 2022 and of 2023.
fn is_other_year(other: &Meeting, meeting: &Meeting) -> bool {
    let months = |one: &Meeting| Some(one.year? * 12 + one.first.0 as i32);
    let apart = months(other).zip(months(meeting)).is_some_and(|(one, other)| one.abs_diff(other) > 2);
    apart && other.kind == meeting.kind && other.is_of_same_body(meeting)
}

/// Whether one body cannot have held both: one number on two days, two numbers on one day or in
/// another order than their days.
fn contradict(one: &Held<'_>, other: &Held<'_>) -> bool {
    let are_near = one.number.span.start() < other.number.span.start() + ISSUE;
    let is_against = one.number.value.cmp(&other.number.value) != one.day.cmp(&other.day);
    is_against && one.day != other.day && are_near
}

/// The body and the meeting whose 次 begins `word`, where the sentence says on which day it is held.
fn held<'a>(context: &Context<'a>, word: Span) -> Option<(&'a str, Held<'a>)> {
    let text = &context.reading.flow.text;
    let number = numeral_before(text, word.start())?;
    let before = text.get(..number.span.start())?;
    // 县委十二届三次全会 has no 第.
    let before =
        before.strip_suffix('第').or_else(|| Some(before).filter(|before| before.ends_with('届')))?;
    let start = before.char_indices().rev().take(BODY).take_while(|&(_, c)| is_han(c)).last()?.0;
    let said = &before[start..];
    let body = said.rsplit("召开").next().unwrap_or(said);
    let sentence = sentence_around(text, word, REACH);
    let dates = context.facts.dates().within(Span::new(sentence.start(), number.span.start()));
    let date = dates.last().filter(|date| date.until.is_none() && date.written.day.is_some())?;
    let between = Span::new(date.span().end(), before.len()).of(text);
    let after = text.get(word.end()..)?;
    let is_held = between.contains("召开") || after.starts_with("召开") || after.starts_with("举行");
    let is_later = LATER.iter().any(|word| between.contains(word)) || after.starts_with("精神");
    let day = (date.year.unwrap_or(0), date.written.month?, date.written.day?);
    let is_of_body = body.chars().count() >= LEAST && is_held && !is_later;
    is_of_body.then_some((body, Held { number, date, day }))
}
