//! A range that ends before it begins: 8月15日至12日, 2025—2023年.

use memchr::memmem;

use crate::facts::dates::{DateFact, Era, civil};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::date::Link;
use crate::text::numerals::{Numeral, Script, numeral_before};

struct Reversed;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Reversed))
}

impl Check for Reversed {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for fact in context.facts.dates().all() {
            if is_reversed(text, fact) {
                sink.report(Finding::at(fact.span()));
            } else if is_one_day(text, fact) {
                sink.report(Finding::at(fact.span()).saying("same"));
            }
        }
        for at in memmem::find_iter(text.as_bytes(), "年") {
            if let Some(span) = reversed_years(text, at) {
                sink.report(Finding::at(span));
            }
        }
    }
}

fn is_reversed(text: &str, fact: &DateFact) -> bool {
    let (Some((Link::Through, until)), first) = (fact.until, fact.written) else {
        return false;
    };
    if fact.era == Era::OtherCalendar {
        return false;
    }
    if let (Some(from), Some(to)) = (first.year, until.year) {
        let days = civil(from, &first).zip(civil(to, &until));
        return days.map_or((from, first.month) > (to, until.month), |(from, to)| from > to);
    }
    // Another month without a year may be the next year's, unless that makes eleven months of it.
    let same_month = until.month.is_none_or(|month| Some(month) == first.month);
    if let (Some(from), Some(to)) = (first.month, until.month)
        && from.checked_sub(to) == Some(1)
        && until.year.is_none()
    {
        // Years of account and of school begin on a first.
        return first.day.is_some_and(|day| day > 1) && until.day.is_some();
    }
    let is_span =
        text.get(until.span.end()..).is_some_and(|rest| rest.starts_with(['内', '游', '龄', '前', '间']));
    same_month
        && until.year.is_none()
        && !is_span
        && first.day.zip(until.day).is_some_and(|(from, to)| from > to)
}

/// 8月20日至20日, where no hours say that the day itself is parted.
fn is_one_day(text: &str, fact: &DateFact) -> bool {
    let (Some((Link::Through, until)), first) = (fact.until, fact.written) else { return false };
    let month = until.month.is_none_or(|month| Some(month) == first.month);
    let year = until.year.is_none_or(|year| Some(year) == first.year);
    let is_bare = !text
        .get(until.span.end()..)
        .is_some_and(|rest| rest.starts_with(|c: char| "前内上下晚凌中0123456789 ".contains(c)));
    month && year && first.day.is_some() && first.day == until.day && is_bare
}

/// The years of a range that has its last 年 at byte `at`, if they run backwards.
fn reversed_years(text: &str, at: usize) -> Option<Span> {
    let to = numeral_before(text, at).filter(is_year)?;
    let upto = text.get(..to.span.start())?;
    let before_link = ["至", "—", "－", "–", "-", "～"].iter().find_map(|link| upto.strip_suffix(link))?;
    let year_end = before_link.strip_suffix('年').unwrap_or(before_link).len();
    let from = numeral_before(text, year_end).filter(is_year)?;
    let counted_back = text.get(..from.span.start())?.ends_with(['前', '-', '.', '/', '—', '至', '号', '第']);
    (from.value > to.value && from.script == to.script && !counted_back)
        .then(|| Span::new(from.span.start(), at + "年".len()))
}

fn is_year(numeral: &Numeral) -> bool {
    numeral.length == 4
        && match numeral.script {
            Script::Arabic => (1900..2100).contains(&numeral.value),
            Script::Han => (1800..2100).contains(&numeral.value),
        }
}
