//! Days overdue, or to spare, that the two dates belie: 要求4月20日前反馈，实际于5月8日反馈，逾期28天.

use super::each::Each;
use crate::facts::dates::{DateFact, Era, civil};
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::numerals::{numeral_at, written};
use crate::text::sentence::sentence_around;

/// Behind the deadline, then before it.
const NEEDLES: [&str; 6] = ["逾期", "超期", "超时", "延期", "延迟", "提前"];
const EARLY: u32 = 5;
/// How far before the word the two dates may stand, in bytes.
const REACH: usize = 200;
/// A year in which February has 28 days.
const COMMON_YEAR: i32 = 2023;
/// What names a deadline behind its date.
const DEADLINES: [&str; 6] = ["前", "之前", "以前", "底前", "截止", "到期"];

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| judge(context, hit.span, hit.needle == EARLY),
    }))
}

fn judge(context: &Context<'_>, word: Span, is_early: bool) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let rest = text.get(word.end()..)?;
    let linked = rest.trim_start_matches(['了', '达']);
    let said = numeral_at(text, text.len() - linked.len())?;
    let after = text.get(said.span.end()..)?.strip_prefix('天')?;
    let sentence = sentence_around(text, word, REACH);
    let before = Span::new(sentence.start(), word.start());
    let dates = context.facts.dates().within(before);
    let [due, done] = dates else { return None };
    let behind = |date: &DateFact| text.get(date.span().end()..).unwrap_or_default();
    let is_deadline = DEADLINES.iter().any(|word| behind(due).starts_with(word));
    let is_done = !DEADLINES.iter().any(|word| behind(done).starts_with(word));
    if !is_deadline || !is_done || after.starts_with(['以', '左', '多', '半']) {
        return None;
    }
    let day = |date: &DateFact| {
        let is_plain = date.until.is_none() && date.era == Era::Current;
        civil(date.year.unwrap_or(COMMON_YEAR), &date.written).filter(|_| is_plain)
    };
    let (from, to) = (day(due)?, day(done)?);
    let is_known = due.year.is_some() == done.year.is_some();
    let crosses = due.year.is_none() && from.month().min(to.month()) <= 2 && from.month().max(to.month()) > 2;
    let (first, last) = if is_early { (to, from) } else { (from, to) };
    let days = u64::try_from(last.duration_since(first).as_hours() / 24).ok()?;
    // Whether the day itself counts, and which days work, is another question.
    let is_near = (days.saturating_sub(1)..=days + 1).contains(&said.value);
    if !is_known || crosses || is_near || days == 0 || said.value < days {
        return None;
    }
    let right = written(u32::try_from(days).ok()?, said.script);
    let finding = Finding::at(said.span).and(due.span(), "due").and(done.span(), "done");
    Some(finding.with("days", days.to_string()).replace(right))
}
