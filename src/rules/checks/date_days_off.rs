//! Days off that their dates belie: 6月8日（星期六）至10日（星期一）放假，共4天.

use super::each::Each;
use jiff::civil::Date;

use crate::facts::dates::civil;
use crate::rules::{Check, Finding, Options};
use crate::text::Span;
use crate::text::date::WrittenDate;
use crate::text::numerals::{Numeral, numeral_at, numeral_before, written};

const NEEDLES: [&str; 2] = ["放假", "调休"];
/// A year in which February has 28 days.
const COMMON_YEAR: i32 = 2023;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| judge(&context.reading.flow.text, hit.span),
    }))
}

fn judge(text: &str, word: Span) -> Option<Finding> {
    let rest = text.get(word.end()..)?.trim_start_matches('，').strip_prefix('共')?;
    let said = numeral_at(text, text.len() - rest.len())?;
    let is_exact =
        text.get(said.span.end()..)?.strip_prefix('天').is_some_and(|rest| !rest.starts_with('半'));
    let before = text.get(..word.start())?.trim_end_matches("放假").trim_end_matches('、');
    let (span, days) = days_before(text, before.len())?;
    if !is_exact || said.value == days {
        return None;
    }
    let right = written(u32::try_from(days).ok()?, said.script);
    let finding = Finding::at(said.span).and(span, "range").with("days", days.to_string());
    Some(finding.replace(right))
}

/// The range of days that ends at byte `end`, with the weekdays in brackets, and how many they are.
fn days_before(text: &str, end: usize) -> Option<(Span, u64)> {
    let (last, at) = day_before(text, end)?;
    let linked = text.get(..at)?.strip_suffix(['至', '到', '—', '－', '-'])?;
    let (first, start) = day_before(text, linked.len())?;
    let month = first.0?;
    let civil = |month: u64, day: &Numeral| {
        let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day.value).ok()?);
        civil(
            COMMON_YEAR,
            &WrittenDate { span: Span::default(), year: None, month: Some(month), day: Some(day) },
        )
    };
    let from: Date = civil(month.value, &first.1)?;
    let to = civil(last.0.map_or(month.value, |month| month.value), &last.1)?;
    // From February on nobody knows, in which year the days lie.
    let is_known = month.value != 2 || to.month() == 2;
    let days = u64::try_from(to.duration_since(from).as_hours() / 24).ok()? + 1;
    (is_known && days < 32).then_some((Span::new(start, end), days))
}

/// 10日（星期一） or 6月8日 before byte `end`, and where it begins.
fn day_before(text: &str, end: usize) -> Option<((Option<Numeral>, Numeral), usize)> {
    let before = text.get(..end)?;
    let bare = match before.strip_suffix(['）', ')']) {
        Some(noted) => &before[..noted.rfind(['（', '('])?],
        None => before,
    };
    let day = numeral_before(text, bare.strip_suffix('日')?.len())?;
    let month = text.get(..day.span.start())?.strip_suffix('月');
    let month = month.and_then(|before| numeral_before(text, before.len()));
    let start = month.as_ref().map_or(day.span.start(), |month| month.span.start());
    Some(((month, day), start))
}
