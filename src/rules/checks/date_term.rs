//! A term in years that its first and last day belie: 自2023年8月1日起施行，有效期5年，至2027年7月31日止.

use super::each::Each;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::facts::dates::{DateFact, civil};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::numerals::{Numeral, numeral_at};
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 6] = ["有效期", "期限", "为期", "任期", "服务期", "租期"];
/// What may stand between the word and its number.
const LINKS: [&str; 5] = ["限为", "限", "为", "是", "："];
/// How far from the word the two days may stand, in bytes.
const REACH: usize = 300;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: of_hit }))
}

fn of_hit(context: &Context<'_>, hit: Hit) -> Option<Finding> {
    let text = &context.reading.flow.text;
    judge(context, hit.span, years_after(text, hit.span.end())?)
}

/// 5 in 有效期5年, 有效期为五年.
fn years_after(text: &str, at: usize) -> Option<Numeral> {
    let rest = text.get(at..)?;
    let link = LINKS.iter().find(|link| rest.starts_with(**link)).map_or(0, |link| link.len());
    let years = numeral_at(text, at + link)?;
    let is_term = text.get(years.span.end()..)?.starts_with('年') && (1..=70).contains(&years.value);
    is_term.then_some(years)
}

fn judge(context: &Context<'_>, word: Span, years: Numeral) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let sentence = sentence_around(text, word, REACH);
    let full = |fact: &&DateFact| fact.written.year.is_some() && fact.written.day.is_some();
    let days: Vec<_> = context.facts.dates().within(sentence).iter().filter(full).collect();
    let [first, last] = days.as_slice() else { return None };
    let day = |fact: &DateFact| civil(fact.written.year?, &fact.written);
    let (from, to) = (day(first)?, day(last)?);
    let (before, after) = (text.get(..last.written.span.start())?, text.get(last.written.span.end()..)?);
    let closes = before.ends_with(['至', '到', '—', '－', '-']) || after.starts_with(['止', '届', '到']);
    let end = from.checked_add(i64::try_from(years.value).ok()?.years()).ok()?;
    let right = end.yesterday().ok()?;
    if !closes || from >= to || to == end || to == right {
        return None;
    }
    let finding = Finding::at(last.written.span).and(first.written.span, "first").and(years.span, "years");
    let finding = finding.with("years", years.span.of(text)).with("right", right.to_string());
    Some(match written(right, last.written.span.of(text)) {
        Some(fix) => finding.replace(fix),
        None => finding,
    })
}

/// `day` as a date in Arabic numerals is written; none in the place of another form.
fn written(day: Date, like: &str) -> Option<String> {
    let is_plain = like.contains('年') && like.starts_with(|c: char| c.is_ascii_digit());
    is_plain.then(|| format!("{}年{}月{}日", day.year(), day.month(), day.day()))
}
