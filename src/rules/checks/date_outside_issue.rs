//! A dateline that lies outside the days its issue reports on.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::bulletin::{Article, Dateline, Issue, Period};
use crate::facts::dates::civil;
use crate::rules::{Check, Context, Finding, Options, Proposal, Sink};
use crate::text::date::{self, WrittenDate};
use crate::text::numerals;

/// Where more than one dateline in so many lies outside, it is the period that is not understood.
const MANY: usize = 10;

struct OutsideIssue {
    grace_days: i64,
}

pub(super) fn build(options: &Options) -> Result<Box<dyn Check>, String> {
    let grace_days = options.int("grace-days");
    if !(0..=366).contains(&grace_days) {
        return Err(format!("grace-days = {grace_days}: 0–366"));
    }
    Ok(Box::new(OutsideIssue { grace_days }))
}

impl Check for OutsideIssue {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for issue in &context.reading.issues {
            let known = context.house.period.or(issue.period);
            let Some(period) = known.or_else(|| common_month(issue)) else {
                continue;
            };
            let dated = issue.articles.iter().filter(|article| article.dateline.is_some()).count();
            // Where datelines have no year, an earlier day of this year with one is told and dates nothing.
            let has_year = |article: &&Article| article.dateline.is_some_and(|line| line.date.year.is_some());
            let with_year = issue.articles.iter().filter(has_year).count();
            let outside: Vec<_> = issue
                .articles
                .iter()
                .enumerate()
                .filter_map(|(index, article)| Some((index, article.dateline?)))
                .filter(|(_, dateline)| self.is_outside(dateline, period))
                .filter(|(_, dateline)| {
                    let of_year = dateline.date.year == Some(period.first.year().into());
                    !of_year || with_year * 2 > dated
                })
                .filter(|(_, dateline)| !is_signature(context, dateline))
                .filter(|&(index, _)| !issue.articles.get(index).is_some_and(|a| is_chronicle(context, a)))
                .collect();
            if context.house.period.is_none() && outside.len() > (dated / MANY).max(1) {
                continue;
            }
            for (index, dateline) in outside {
                let days = if known.is_some() { in_words(period) } else { month_in_words(period) };
                sink.report(finding(context, issue, index, &dateline, period).with("period", days));
            }
        }
    }
}

impl OutsideIssue {
    fn is_outside(&self, dateline: &Dateline, period: Period) -> bool {
        let last = dateline.until.unwrap_or(dateline.date);
        let month = last.month.or(dateline.date.month);
        let last = WrittenDate { month, year: last.year.or(dateline.date.year), ..last };
        let years = i32::from(period.first.year()) - 1..=i32::from(period.last.year()) + 1;
        let grace = self.grace_days.days();
        let allowed = (period.first.saturating_sub(grace), period.last.saturating_add(grace));
        let mut possible =
            years.filter(|&year| dateline.date.year.is_none_or(|y| y == year || !period.written));
        // A day that no calendar has is another rule's matter.
        let known = days_of(&dateline.date, 2024).is_some() && days_of(&last, 2024).is_some();
        known
            && possible.all(|year| {
                let first = days_of(&dateline.date, year);
                let until = days_of(&last, year).map(|(_, until)| until);
                first.zip(until).is_some_and(|((first, _), until)| until < allowed.0 || first > allowed.1)
            })
    }
}

/// The month that nearly all datelines of an issue share of which no year is known; the year given
/// stands for any.
fn common_month(issue: &Issue) -> Option<Period> {
    const ENOUGH: usize = 5;
    const ANY_YEAR: i16 = 2024;
    let mut counts = [0usize; 13];
    let dates = issue.articles.iter().filter_map(|article| Some(article.dateline?.date));
    for date in dates.filter(|date| date.year.is_none()) {
        let slot = date.month.and_then(|month| counts.get_mut(usize::try_from(month).ok()?));
        *slot? += 1;
    }
    let total: usize = counts.iter().sum();
    let (month, &count) = counts.iter().enumerate().max_by_key(|&(_, count)| *count)?;
    let first = Date::new(ANY_YEAR, i8::try_from(month).ok()?, 1).ok()?;
    let is_shared = count >= ENOUGH && (total - count) * MANY <= total.max(MANY);
    is_shared.then_some(Period { first, last: first.last_of_month(), written: false })
}

/// The line under a document that says when it was signed: it is published later, often by months.
fn is_signature(context: &Context<'_>, dateline: &Dateline) -> bool {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs.get(flow.paragraph_index(dateline.span.start()));
    dateline.date.year.is_some() && paragraph.is_some_and(|paragraph| paragraph.span == dateline.span)
}

/// A year that is written out is meant, unless the day would be one of the issue's in another year.
fn is_deliberate(date: &WrittenDate, period: Period) -> bool {
    let inside = |year: i16| {
        let days = days_of(date, year.into());
        days.is_some_and(|(first, last)| first <= period.last && last >= period.first)
    };
    date.year.is_some() && !(period.first.year()..=period.last.year()).any(inside)
}

/// A list of events (大事记) opens its paragraphs with dates of any time.
fn is_chronicle(context: &Context<'_>, article: &Article) -> bool {
    const ENTRIES: usize = 3;
    let flow = &context.reading.flow;
    let opens =
        |at: usize| flow.paragraphs.get(flow.paragraph_index(at)).is_some_and(|p| p.span.start() == at);
    let dates = context.facts.dates().within(article.body);
    dates.iter().filter(|fact| opens(fact.written.span.start())).take(ENTRIES).count() == ENTRIES
}

/// The first and the last day that `date` stands for: a month alone is all of it.
fn days_of(date: &WrittenDate, year: i32) -> Option<(Date, Date)> {
    match date.day {
        Some(_) => civil(year, date).map(|day| (day, day)),
        None => {
            civil(year, &WrittenDate { day: Some(1), ..*date }).map(|first| (first, first.last_of_month()))
        }
    }
}

fn finding(
    context: &Context<'_>,
    issue: &Issue,
    index: usize,
    dateline: &Dateline,
    period: Period,
) -> Finding {
    let text = &context.reading.flow.text;
    let finding = Finding::at(dateline.date.span).note("period");
    let sure = dateline.date.day.is_some() && !is_deliberate(&dateline.date, period);
    let finding = if sure { finding } else { finding.doubtful() };
    match other_month(issue, index, &dateline.date, period) {
        Some(month) => match date::month_numeral(text, &dateline.date) {
            Some(numeral) => finding.propose(Proposal {
                edits: vec![(numeral.span, numerals::written(month, numeral.script))],
                unsafe_: true,
                saying: None,
            }),
            None => finding,
        },
        None => finding,
    }
}

/// The month of the issue, where the dateline has one next to it and its day fits between those
/// of the articles around it.
fn other_month(issue: &Issue, index: usize, date: &WrittenDate, period: Period) -> Option<u32> {
    let month = u32::try_from(period.first.month()).ok()?;
    let one_month = period.first.first_of_month() == period.last.first_of_month();
    let is_next = matches!(date.month?.abs_diff(month), 1 | 11);
    let day = civil(period.first.year().into(), &WrittenDate { month: Some(month), ..*date })?.day();
    let section = issue.articles.get(index)?.section;
    let dated = |article: &Article| {
        let date = article.dateline?.date;
        (article.section == section && date.month == Some(month)).then_some(date.day?)
    };
    let before = issue.articles.get(..index)?.iter().rev().find_map(dated);
    let after = issue.articles.get(index + 1..)?.iter().find_map(dated);
    let day = u32::try_from(day).ok()?;
    let fits = before.is_none_or(|before| before <= day) && after.is_none_or(|after| day <= after);
    (one_month && is_next && fits && before.or(after).is_some()).then_some(month)
}

/// 11月
fn month_in_words(period: Period) -> String {
    format!("{}月", period.first.month())
}

/// 2023年8月, or its days where it is no calendar month.
fn in_words(period: Period) -> String {
    let (first, last) = (period.first, period.last);
    let whole = first.day() == 1 && last == last.last_of_month();
    let month = |date: Date| format!("{}年{}月", date.year(), date.month());
    match (whole, first.first_of_month() == last.first_of_month()) {
        (true, true) => month(first),
        (true, false) => format!("{}至{}", month(first), month(last)),
        _ => format!("{}{}日至{}{}日", month(first), first.day(), month(last), last.day()),
    }
}
