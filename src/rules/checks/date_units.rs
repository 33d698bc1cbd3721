//! A date whose parts are not whole: 2023年8月12，, 2023年5月12月, 20223年5月.

use crate::facts::dates::DateFact;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Numeral, Script, numeral_at, numeral_before};

/// What follows a day that lacks its 日.
const AFTER_DAY: [&str; 9] = ["，", "。", "；", "）", "上午", "下午", "晚上", "前，", "起，"];
/// A paragraph that speaks of times whose years have three digits.
const ANCIENT: &str = "朝汉魏蜀吴晋曹帝王孙刘罗马纪";

struct DayUnit;
struct YearDigits;

pub(super) fn day_unit(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(DayUnit))
}

pub(super) fn year_digits(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(YearDigits))
}

impl Check for DayUnit {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let months = context.facts.dates().all().iter().filter(|fact| is_month_of_year(text, fact));
        for fact in months {
            let end = fact.written.span.end();
            let Some(day) = numeral_at(text, end).filter(is_day) else { continue };
            let rest = text.get(day.span.end()..).unwrap_or_default();
            let is_line =
                (rest.is_empty() || rest.starts_with('\n')) && stands_alone(text, fact.written.span);
            if is_line || AFTER_DAY.iter().any(|word| rest.starts_with(word)) {
                sink.report(Finding::at(Span::at(day.span.end())).replace("日"));
            } else if rest.starts_with('月') && !rest.starts_with("月龄") {
                let unit = Span::new(day.span.end(), day.span.end() + "月".len());
                sink.report(Finding::at(unit).saying("month").replace("日"));
            }
        }
    }
}

/// 2023年8月 in Arabic numerals, without a day.
fn is_month_of_year(text: &str, fact: &DateFact) -> bool {
    let date = fact.written;
    let starts = date.span.of(text).starts_with(|c: char| c.is_ascii_digit());
    date.year.is_some() && date.day.is_none() && starts && date.span.of(text).ends_with('月')
}

/// The date opens its line, as that of a document does.
fn stands_alone(text: &str, date: Span) -> bool {
    text.get(..date.start()).is_none_or(|before| before.is_empty() || before.ends_with('\n'))
}

fn is_day(day: &Numeral) -> bool {
    day.script == Script::Arabic && (1..=31).contains(&day.value) && day.length <= 2
}

impl Check for YearDigits {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for fact in context.facts.dates().all().iter().filter(|fact| fact.written.year.is_none()) {
            let at = fact.written.span.start();
            let before = flow.text.get(..at).and_then(|before| before.strip_suffix('年'));
            let Some(year) = before.and_then(|before| numeral_before(&flow.text, before.len())) else {
                continue;
            };
            let paragraph = flow.paragraphs.get(flow.paragraph_index(at)).map(|paragraph| paragraph.span);
            let is_ancient =
                paragraph.is_some_and(|span| span.of(&flow.text).contains(|c| ANCIENT.contains(c)));
            if is_misshapen(&flow.text, &year) && (year.length > 4 || !is_ancient) {
                sink.report(Finding::at(Span::new(year.span.start(), at)));
            }
        }
    }
}

/// 20223 and 203: a year of this century or the last with a digit too many or too few.
fn is_misshapen(text: &str, year: &Numeral) -> bool {
    let starts = ["19", "20"].iter().any(|century| year.span.of(text).starts_with(century));
    let is_alone =
        !text.get(..year.span.start()).is_some_and(|before| before.ends_with(['.', '．', '第', '前']));
    let fits = match year.length {
        5 => starts,
        3 => starts || year.span.of(text).starts_with('2'),
        _ => false,
    };
    year.script == Script::Arabic && is_alone && fits
}
