//! An anniversary that is not that of its year: 2023年是建党101周年.

use memchr::memmem;

use crate::bulletin::Period;
use crate::facts::calendar::EVENTS;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::{Numeral, numeral_at, numeral_before, written};

/// What may stand between the year and what is commemorated.
const LINKS: [&str; 10] =
    ["是", "，是", "正值", "恰逢", "适逢", "迎来", "，迎来", "喜迎", "，正值", "，恰逢"];
const ATTRIBUTES: [&str; 10] =
    ["我国", "伟大的", "中国人民", "中国", "世界", "纪念", "庆祝", "《", "“", "抗日战争暨"];
/// What is done on an anniversary in its year or to prepare it.
const CELEBRATIONS: [&str; 2] = ["庆祝", "纪念"];
/// Who or what may stand between the year and the celebration, in characters; and what looks back there.
const BETWEEN: usize = 8;
const BACK: [&str; 10] = ["学习", "贯彻", "落实", "回顾", "继", "在", "曾", "获", "自", "精神"];
/// What looks back on the celebration.
const AFTERWARDS: [&str; 5] = ["大会上", "大会讲话", "大会精神", "大会重要", "时"];

struct Anniversary;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Anniversary))
}

impl Check for Anniversary {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for at in memmem::find_iter(text.as_bytes(), "周年") {
            let Some(number) = numeral_before(text, at) else {
                continue;
            };
            let Some((span, year)) = event_before(text, number.span.start()) else {
                continue;
            };
            let period = context.sure_period_at(at);
            let after = at + "周年".len();
            let said = year_before(text, span.start(), period).or_else(|| year_noted(text, after));
            let celebrated = || {
                let stated = celebration(text, span.start(), after).map(|stated| (stated, 1));
                stated.or_else(|| entry_above(context, span, after).map(|stated| (stated, 0)))
            };
            let Some((stated, ahead)) = said.map(|stated| (stated, 0)).or_else(celebrated) else {
                continue;
            };
            let right = stated - year;
            let is_prepared = i64::try_from(number.value) == Ok(right + ahead);
            if right > 0 && !is_prepared && i64::try_from(number.value) != Ok(right) {
                let finding = Finding::at(number.span).replace(as_written(right, number));
                sink.report(finding.with("event", span.of(text)).with("year", stated.to_string()));
            }
        }
    }
}

/// The event that ends at byte `end`, and its year.
fn event_before(text: &str, end: usize) -> Option<(Span, i64)> {
    let before = text.get(..end)?;
    let named = EVENTS.iter().filter(|(event, _)| before.ends_with(event));
    let &(event, year) = named.max_by_key(|(event, _)| event.len())?;
    Some((Span::new(end - event.len(), end), year))
}

/// The year that is said to be that of the anniversary, whose event begins at byte `start`.
fn year_before(text: &str, start: usize, period: Option<Period>) -> Option<i64> {
    let mut before = text.get(..start)?;
    while let Some(rest) = ATTRIBUTES.iter().find_map(|word| before.strip_suffix(word)) {
        before = rest;
    }
    let before = LINKS.iter().find_map(|link| before.strip_suffix(link))?.strip_suffix('年')?;
    if before.ends_with('今') {
        let period = period?;
        return (period.first.year() == period.last.year()).then(|| i64::from(period.first.year()));
    }
    let year = numeral_before(text, before.len()).filter(|year| year.length == 4)?;
    i64::try_from(year.value).ok()
}

/// 2016 in 长征胜利80周年（2016年）.
fn year_noted(text: &str, at: usize) -> Option<i64> {
    let rest = text.get(at..)?.strip_prefix('（')?;
    let year = numeral_at(text, text.len() - rest.len()).filter(|year| year.length == 4)?;
    text.get(year.span.end()..)?.starts_with("年）").then_some(year.value as i64)
}

/// The year before a celebration, whose event begins at byte `start`: 2021年7月1日，庆祝…100周年大会.
fn celebration(text: &str, start: usize, end: usize) -> Option<i64> {
    let mut before = text.get(..start)?;
    let mut celebrated = false;
    while let Some(word) = ATTRIBUTES.iter().find(|word| before.ends_with(**word)) {
        celebrated |= CELEBRATIONS.contains(word);
        before = &before[..before.len() - word.len()];
    }
    let at = before.rfind('年').filter(|at| celebrated && before.len() - at < 3 * (2 * BETWEEN + 4))?;
    let year = numeral_before(text, at).filter(|year| year.length == 4)?;
    let between = before.get(at + "年".len()..)?;
    let between = between.trim_start_matches(|c: char| c.is_ascii_digit() || "月日".contains(c));
    let between = between.strip_prefix('，').unwrap_or(between);
    let is_plain = between.chars().count() <= BETWEEN && between.chars().all(is_han);
    let back = BACK.iter().any(|word| between.contains(word));
    let later = AFTERWARDS.iter().any(|word| text.get(end..).is_some_and(|rest| rest.starts_with(word)));
    (is_plain && !back && !later).then_some(year.value as i64)
}

/// The year above a chronicle's entry on a celebration: 10月1日，庆祝国庆35周年大会召开 below 1984年.
fn entry_above(context: &Context<'_>, event: Span, end: usize) -> Option<i64> {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs.get(flow.paragraph_index(event.start()))?.span;
    let entry = context.facts.chronicles().entry_at(paragraph)?;
    let before = flow.of(Span::new(entry.span.end(), event.start()));
    let celebrated = CELEBRATIONS.iter().any(|word| before.contains(word)) && !before.contains('。');
    let is_meeting = flow.text.get(end..)?.starts_with("大会") && before.chars().count() <= 3 * BETWEEN;
    entry.year.map(i64::from).filter(|_| celebrated && is_meeting)
}

fn as_written(right: i64, number: Numeral) -> String {
    u32::try_from(right).map_or_else(|_| right.to_string(), |right| written(right, number.script))
}
