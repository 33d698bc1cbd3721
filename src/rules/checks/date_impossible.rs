//! A date that no calendar has: 2月30日, 2023年2月29日, 13月5日.

use jiff::civil::Date;

use crate::facts::dates::{DateFact, Era};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::affix::beginning_in;
use crate::text::date::{self, WrittenDate};
use crate::text::numerals::{self, Script};

/// What happens in a month: 3月开工，13月完工.
const HAPPENS: [&str; 10] =
    ["完工", "竣工", "建成", "投产", "通车", "开工", "动工", "召开", "底前", "底完成"];

struct Impossible;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Impossible))
}

impl Check for Impossible {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for fact in context.facts.dates().all().iter().chain(&context.facts.chronicles().days) {
            if fact.era == Era::OtherCalendar {
                continue;
            }
            let year = fact.year_in(context.period_at(fact.written.span.start()));
            for date in stated(fact) {
                if let Some(finding) = judge(text, &date, year) {
                    sink.report(finding);
                }
            }
        }
    }
}

/// The date itself and the end of its range, where that is no date of its own.
fn stated(fact: &DateFact) -> impl Iterator<Item = WrittenDate> {
    let bare = fact.until.is_some_and(|(_, until)| until.month.is_none());
    std::iter::once(fact.written).chain(fact.last().filter(|_| bare))
}

fn judge(text: &str, date: &WrittenDate, year: Option<i32>) -> Option<Finding> {
    let month = date.month?;
    let finding = || Finding::at(date.span).with("month", month.to_string());
    if !(1..=12).contains(&month) {
        // 13月薪, 24月龄 and 15月 alone are no dates, if they don't open a sentence as dates do.
        let opens = text[..date.span.start()].ends_with(['。', '；', '\n']);
        let opens = opens && text[date.span.end()..].starts_with('，');
        let happens = beginning_in(&text[date.span.end()..], &HAPPENS).is_some();
        let is_date = date.year.is_some() || date.day.is_some() || opens || happens;
        return (is_date && !reads_on(text, date)).then(|| finding().saying("month"));
    }
    let day = date.day?;
    let days = days_in(month, year)?;
    if (1..=days).contains(&day) || reads_on(text, date) {
        return None;
    }
    // An old text counts by the moon and does not say so.
    let by_the_moon = date.year.is_none() && (1..=30).contains(&day);
    if by_the_moon && date::script(text, date) == Some(Script::Han) {
        return None;
    }
    let finding = match (month, year) {
        (2, Some(year)) if day == 29 => finding().saying("common-year").with("year", year.to_string()),
        _ => finding().with("last", days.to_string()),
    };
    let last_day = (day == days + 1 && day == 31).then(|| with_day(text, date, days)).flatten();
    Some(match last_day {
        Some(fixed) => finding.replace(fixed),
        None => finding,
    })
}

/// How many days the month has; the most it can have where the year is not known.
fn days_in(month: u32, year: Option<i32>) -> Option<u32> {
    const A_LEAP_YEAR: i32 = 2024;
    let year = i16::try_from(year.unwrap_or(A_LEAP_YEAR)).ok()?;
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    u32::try_from(first.days_in_month()).ok()
}

/// True before words that make it an age or a span of time.
fn reads_on(text: &str, date: &WrittenDate) -> bool {
    let after = text.get(date.span.end()..).unwrap_or_default();
    after.starts_with(['龄', '薪', '大', '内', '游'])
}

fn with_day(text: &str, date: &WrittenDate, day: u32) -> Option<String> {
    let numeral = date::day_numeral(text, date)?;
    let mut fixed = text.get(date.span.start()..numeral.span.start())?.to_owned();
    fixed.push_str(&numerals::written(day, numeral.script));
    fixed.push_str(text.get(numeral.span.end()..date.span.end())?);
    Some(fixed)
}
