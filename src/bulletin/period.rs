//! Which days an issue reports on: what its front page says, or what its datelines prove.

use std::collections::BTreeMap;

use jiff::civil::Date;
use memchr::memmem;

use super::{Article, Period};
use crate::text::date::date_at;

/// Datelines that are needed before they prove a month.
const WITNESSES: usize = 3;
/// A month counts as part of the issue with this share of the datelines.
const SHARE: f64 = 0.1;

/// The period of an issue: `front` is the text before its body, `body` the text itself.
pub(super) fn infer(front: &str, body: &str, articles: &[Article]) -> Option<Period> {
    let stated = stated_period(front).or_else(|| stated_week(front));
    if is_yearbook(front) {
        let year = commonest_year(body)?;
        return Some(Period {
            first: Date::new(year, 1, 1).ok()?,
            last: month_end(year, 12)?,
            written: false,
        });
    }
    let months = dateline_months(articles);
    let total: usize = months.values().sum();
    if total < WITNESSES {
        return stated;
    }
    if let Some(period) = stated
        && months.keys().any(|month| (period.first.month()..=period.last.month()).contains(month))
    {
        return Some(period);
    }
    let shares: Vec<i8> = months
        .iter()
        .filter(|(_, count)| **count as f64 >= SHARE * total as f64 && **count >= 2.min(total))
        .map(|(month, _)| *month)
        .collect();
    let (&first, &last) = (shares.first()?, shares.last()?);
    // Two months of one issue follow each other; December and January belong to two years.
    let months_apart = last - first;
    if months_apart > 2 {
        return None;
    }
    let year = year_of(articles).or_else(|| commonest_year(front)).or_else(|| commonest_year(body))?;
    let written = is_numbered(front, year) && last < 12;
    Some(Period { first: Date::new(year, first, 1).ok()?, last: month_end(year, last)?, written })
}

/// `2024年第3期` on the front page: the year is the issue's own. (The first one of a year may still
/// report on December.)
fn is_numbered(front: &str, year: i16) -> bool {
    let number = format!("{year}年第");
    let mut lines = front.lines().filter(|line| line.chars().count() <= 60);
    lines.any(|line| line.split_once(&number).is_some_and(|(_, rest)| rest.contains('期')))
}

fn dateline_months(articles: &[Article]) -> BTreeMap<i8, usize> {
    let mut months = BTreeMap::new();
    for article in articles {
        let month = article.dateline.and_then(|dateline| dateline.date.month);
        if let Some(month) = month.and_then(|m| i8::try_from(m).ok()).filter(|m| (1..=12).contains(m)) {
            *months.entry(month).or_default() += 1;
        }
    }
    months
}

fn year_of(articles: &[Article]) -> Option<i16> {
    let years = articles.iter().filter_map(|a| i16::try_from(a.dateline?.date.year?).ok());
    commonest(years)
}

/// `2023年8月`, `2024年3月4日—3月10日`, `2023年第8期` do not all state a period: a month must.
fn stated_period(front: &str) -> Option<Period> {
    for line in front.lines().filter(|line| line.chars().count() <= 60) {
        for (at, _) in line.match_indices("年") {
            let Some(begin) = digits_before(line, at) else { continue };
            let Some(date) = date_at(line, begin) else { continue };
            if let Some(period) = period_from(line, date) {
                return Some(period);
            }
        }
    }
    None
}

fn period_from(line: &str, date: crate::text::date::WrittenDate) -> Option<Period> {
    let year = i16::try_from(date.year?).ok()?;
    let month = i8::try_from(date.month?).ok()?;
    let Some(day) = date.day else {
        return Some(Period {
            first: Date::new(year, month, 1).ok()?,
            last: month_end(year, month)?,
            written: true,
        });
    };
    // One day alone is the day of printing; a week has two ends.
    let rest = line[date.span.end()..].trim_start_matches([' ', '　']);
    let rest = rest.strip_prefix(['—', '－', '-', '–', '至', '～', '~'])?.trim_start_matches(['—', ' ']);
    let last = match date_at(rest, 0) {
        Some(end) => Date::new(
            end.year.and_then(|y| i16::try_from(y).ok()).unwrap_or(year),
            i8::try_from(end.month?).ok()?,
            i8::try_from(end.day?).ok()?,
        ),
        None => {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            rest[digits..].starts_with('日').then_some(())?;
            Date::new(year, month, rest[..digits].parse().ok()?)
        }
    };
    let first = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    last.ok().filter(|last| *last >= first).map(|last| Period { first, last, written: true })
}

/// Where the digits or Han digits that end at byte `end` begin.
fn digits_before(text: &str, end: usize) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit() || c == ' ' || "〇零○一二三四五六七八九".contains(c);
    let start = text[..end].trim_end_matches(is_digit).len();
    let digits = text[start..end].trim_start();
    (!digits.is_empty()).then(|| end - digits.len())
}

fn commonest_year(text: &str) -> Option<i16> {
    let year_before = |end: usize| {
        let digits = text[..end].trim_end_matches(' ');
        let start = digits.len().checked_sub(4)?;
        let year: i16 = digits.get(start..)?.parse().ok()?;
        (1900..2100).contains(&year).then_some((year, start))
    };
    let years = memmem::find_iter(text.as_bytes(), "年").take(5000).filter_map(|at| {
        let (year, start) = year_before(at)?;
        // 2024—2026年 names two.
        let dash = text[..start].ends_with(['—', '-', '–', '～', '至']);
        let first = dash.then(|| text[..start].char_indices().next_back()).flatten();
        Some([Some(year), first.and_then(|(at, _)| year_before(at)).map(|(year, _)| year)])
    });
    commonest(years.flatten().flatten())
}

/// A yearbook (年鉴) treats the whole of a year, which its text names most often.
fn is_yearbook(front: &str) -> bool {
    front.lines().take(6).any(|line| line.contains("年鉴") && line.chars().count() <= 40)
}

/// `（3月4日—3月10日）` under a title, the year elsewhere on the front page.
fn stated_week(front: &str) -> Option<Period> {
    let year = commonest_year(front)?;
    let lines = front.lines().map(|line| line.trim_matches(['（', '）', '(', ')', ' ', '　']));
    lines.filter(|line| line.chars().count() <= 24).find_map(|line| {
        let date = date_at(line, 0).filter(|date| date.year.is_none() && date.day.is_some())?;
        period_from(line, crate::text::date::WrittenDate { year: Some(i32::from(year)), ..date })
    })
}

fn commonest(years: impl Iterator<Item = i16>) -> Option<i16> {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    years.for_each(|year| *counts.entry(year).or_default() += 1);
    counts.into_iter().max_by_key(|&(year, count)| (count, std::cmp::Reverse(year))).map(|(year, _)| year)
}

fn month_end(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}
