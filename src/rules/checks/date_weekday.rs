//! A date beside a weekday that the calendar denies: 2023年8月15日（星期一）.

use jiff::civil::{Date, Weekday};

use crate::bulletin::Period;
use crate::facts::dates::{DateFact, civil};
use crate::rules::{Check, Context, Finding, Options, Proposal, Sink};
use crate::text::date::{self, WrittenDate};
use crate::text::{Span, numerals};

const NAMES: [&str; 3] = ["星期", "礼拜", "周"];
/// What stands between a date and the weekday that it is said to be.
const LINKS: [&str; 7] = ["是", "为", "，是", "恰逢", "正逢", "，恰逢", APPOSED];
/// 2024年6月5日，星期三，….
const APPOSED: &str = "，";
const DAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

struct OnWeekday;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(OnWeekday))
}

impl Check for OnWeekday {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut years = PossibleYears::default();
        for fact in context.facts.dates().all().iter().chain(&context.facts.chronicles().days) {
            for (weekday, date) in weekdays_of(text, fact) {
                let period = context.period_at(fact.written.span.start());
                let is_guess = fact.year.is_none() && period.is_some_and(|period| !period.written);
                let period = period.map(|period| Period { written: true, ..period });
                let day = if date == fact.written { fact.day_in(period) } else { fact.last_day_in(period) };
                if let Some(finding) = day.and_then(|day| judge(text, &weekday, &date, day)) {
                    let is_proved = !is_guess
                        || period.zip(context.reading.issue_at(fact.written.span.start())).is_some_and(
                            |(period, issue)| {
                                let span = issue.span;
                                years
                                    .of(span, text, period)
                                    .iter()
                                    .all(|&year| denies(year, &date, weekday.day))
                            },
                        );
                    sink.report(if is_proved { finding } else { finding.doubtful() });
                }
            }
        }
    }
}

/// The years that an issue may be of whose own year is nowhere stated, for the last one asked for.
#[derive(Default)]
struct PossibleYears {
    issue: Option<Span>,
    years: Vec<i32>,
}

impl PossibleYears {
    /// Mentions that a year needs to be taken for the issue's.
    const MENTIONS: usize = 3;

    fn of(&mut self, issue: Span, text: &str, period: Period) -> &[i32] {
        if self.issue != Some(issue) {
            self.issue = Some(issue);
            self.years = Self::count(issue.of(text), period);
        }
        &self.years
    }

    /// The year of `period`, with the ones around it where the text does not name it far more often
    /// than them, and where an issue looks back (to March) or ahead (from October).
    fn count(text: &str, period: Period) -> Vec<i32> {
        let own = i32::from(period.first.year());
        let mut mentions = [0usize; 3];
        for (at, _) in text.match_indices('年') {
            let digits = text[..at].trim_end_matches(' ');
            let digits = digits.len().checked_sub(4).and_then(|start| digits.get(start..));
            let year = digits.and_then(|digits| digits.parse::<i32>().ok());
            let slot = year.and_then(|year| usize::try_from(year - own + 1).ok());
            if let Some(count) = slot.and_then(|slot| mentions.get_mut(slot)) {
                *count += 1;
            }
        }
        let [before, here, after] = mentions;
        let is_named = here >= Self::MENTIONS && here >= 2 * (before + after);
        let (first, last) = (period.first.month(), period.last.month());
        let (ahead, back) = (!is_named || last >= 10, !is_named || first <= 3);
        let neighbours = [(ahead, own - 1), (back, own + 1)];
        let others = neighbours.into_iter().filter(|(possible, _)| *possible).map(|(_, year)| year);
        std::iter::once(own).chain(others).collect()
    }
}

/// True where `date` in `year` is no `weekday`.
fn denies(year: i32, date: &WrittenDate, weekday: Weekday) -> bool {
    civil(year, date).is_none_or(|day| day.weekday() != weekday)
}

/// A weekday as it is written; `span` covers 星期一.
struct Named {
    span: Span,
    day: Weekday,
}

/// The weekdays that stand beside the dates of `fact`, each with its own date.
fn weekdays_of(text: &str, fact: &DateFact) -> Vec<(Named, WrittenDate)> {
    let before = weekday_before(text, fact.written.span.start());
    if let Some(weekday) = before.filter(|_| fact.until.is_none() && !fact.is_linked) {
        return vec![(weekday, fact.written)];
    }
    let end = fact.span().end();
    let rest = text.get(end..).unwrap_or_default();
    let bracket = rest.chars().next().filter(|c| matches!(c, '（' | '('));
    // 2025年5月30日　星期五, as a masthead has it.
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    let link = LINKS.iter().find(|link| rest.starts_with(**link)).map_or(gap, |link| link.len());
    let inside = end + bracket.map_or(link, char::len_utf8);
    let noted = || bracket.and_then(|_| after_note(text, inside)).and_then(|at| weekday_at(text, at));
    let Some(first) = weekday_at(text, inside).or_else(noted) else {
        return Vec::new();
    };
    let is_apposed = link == APPOSED.len() && rest.starts_with(APPOSED);
    let goes_on = text.get(first.span.end()..).is_some_and(|rest| rest.starts_with(['，', '。']));
    if is_apposed && !goes_on {
        return Vec::new();
    }
    let second = after_link(text, first.span.end()).and_then(|at| weekday_at(text, at));
    let last = second.as_ref().unwrap_or(&first);
    if !ends_there(text, last, bracket.is_some()) {
        return Vec::new();
    }
    match (fact.last(), second) {
        (None, None) => vec![(first, fact.written)],
        (Some(until), Some(second)) => vec![(first, fact.written), (second, until)],
        _ => Vec::new(),
    }
}

fn judge(text: &str, weekday: &Named, date: &WrittenDate, day: Date) -> Option<Finding> {
    if day.weekday() == weekday.day {
        return None;
    }
    let right = in_words(weekday.span.of(text), day.weekday())?;
    let finding = Finding::at(weekday.span)
        .and(date.span, "date")
        .with("date", format!("{}年{}月{}日", day.year(), day.month(), day.day()))
        .with("year", day.year().to_string())
        .replace(right);
    Some(match other_day(text, weekday.day, date, day) {
        Some((numeral, written)) => finding.with("day", written.as_str()).propose(Proposal {
            edits: vec![(numeral, written)],
            unsafe_: true,
            saying: Some("other-day"),
        }),
        None => finding,
    })
}

/// The date put right instead of the weekday: the nearest day of the month that is one.
fn other_day(text: &str, weekday: Weekday, date: &WrittenDate, day: Date) -> Option<(Span, String)> {
    let forward = i64::from(weekday.since(day.weekday()));
    let steps = if forward <= 3 { [forward, forward - 7] } else { [forward - 7, forward] };
    let length = i64::from(day.days_in_month());
    let target =
        steps.into_iter().map(|step| i64::from(day.day()) + step).find(|d| (1..=length).contains(d))?;
    let numeral = date::day_numeral(text, date)?;
    Some((numeral.span, numerals::written(u32::try_from(target).ok()?, numeral.script)))
}

fn in_words(written: &str, day: Weekday) -> Option<String> {
    let name = NAMES.iter().find(|name| written.starts_with(**name))?;
    let index = usize::try_from(day.to_monday_zero_offset()).ok()?;
    Some(format!("{name}{}", DAYS.get(index)?))
}

fn weekday_at(text: &str, at: usize) -> Option<Named> {
    let rest = text.get(at..)?;
    let name = NAMES.iter().find(|name| rest.starts_with(**name))?;
    let day = rest[name.len()..].chars().next()?;
    Some(Named { span: Span::new(at, at + name.len() + day.len_utf8()), day: numbered(day)? })
}

/// Where the last part of a note in brackets begins: 周二 in （农历正月初七、周二）.
fn after_note(text: &str, at: usize) -> Option<usize> {
    let note = text.get(at..)?.split(['）', ')', '\n']).next()?;
    let mark = note.rfind(['、', '，']).filter(|_| note.chars().count() < 16)?;
    Some(at + mark + '、'.len_utf8())
}

/// 星期六 in 星期六（8月19日 and in 星期六，2023年8月19日.
fn weekday_before(text: &str, at: usize) -> Option<Named> {
    let upto = text.get(..at)?;
    let full = || upto.strip_suffix('，').filter(|before| before.trim_end_matches(DAYS).ends_with("星期"));
    let before = upto.strip_suffix(['（', '(']).or_else(full)?;
    let day = before.chars().next_back()?;
    let start = before.len() - day.len_utf8();
    let name = NAMES.iter().find(|name| before[..start].ends_with(**name))?;
    let span = Span::new(start - name.len(), before.len());
    let recurring = before[..span.start()].ends_with(['每', '逢']);
    Some(Named { span, day: numbered(day)? }).filter(|_| !recurring)
}

fn numbered(day: char) -> Option<Weekday> {
    let day = if day == '天' { '日' } else { day };
    let index = DAYS.iter().position(|&d| d == day)?;
    Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()
}

fn after_link(text: &str, at: usize) -> Option<usize> {
    let link = text.get(at..)?.chars().next()?;
    matches!(link, '、' | '至' | '到' | '和' | '—' | '－' | '-' | '～').then(|| at + link.len_utf8())
}

/// True where the weekday is one, and not the beginning of a name (周一鸣) or a week's work (周一体).
fn ends_there(text: &str, weekday: &Named, in_brackets: bool) -> bool {
    const PARTS_OF_DAY: [&str; 9] = ["上午", "下午", "中午", "早", "晚", "凌晨", "傍晚", "清晨", "夜"];
    let rest = text.get(weekday.span.end()..).unwrap_or_default().trim_start_matches(' ');
    if rest.starts_with(['）', ')']) {
        return in_brackets;
    }
    let named_in_full = !weekday.span.of(text).starts_with('周');
    let clock = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '，' | '、' | '。' | '；'));
    PARTS_OF_DAY.iter().any(|part| rest.starts_with(part)) || clock || (named_in_full && !in_brackets)
}
