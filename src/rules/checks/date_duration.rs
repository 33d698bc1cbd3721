//! A number of days that does not fit the first and the last one: 8月15日至17日，为期两天.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::bulletin::Period;
use crate::facts::dates::{DateFact, Era, civil};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::affix::ending_in;
use crate::text::boundary::{ceil, floor};
use crate::text::date::{Link, WrittenDate};
use crate::text::numerals::{self, Numeral, Script, numeral_at};
use crate::text::sentence::sentence_around;

const LASTING: [&str; 10] =
    ["天", "为期", "历时", "为时", "会期", "展期", "赛期", "公示期", "公告期", "用时"];
const DAYS: u32 = 0;
/// How far from the words the dates may stand, in bytes.
const REACH: usize = 360;
/// How far after a range, in bytes.
const BESIDE: usize = 60;

/// A range of more days than this may be counted without its week-ends.
const WEEK: u64 = 5;

struct Duration;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Duration))
}

impl Check for Duration {
    fn needles(&self) -> Vec<&str> {
        LASTING.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for &hit in context.hits {
            let finding = match hit.needle {
                DAYS => beside_range(context, hit.span),
                _ => judge(context, hit.span.start(), hit.span.end()),
            };
            finding.into_iter().for_each(|finding| sink.report(finding));
        }
    }
}

/// 7月1日至8月25日的56天里, 5月1日至5日，共5天, 为期4天（5月6日至9日）: the days of the range, and no nights.
fn beside_range(context: &Context<'_>, unit: Span) -> Option<Finding> {
    const LEADS: [&str; 8] = ["的", "用", "这", "共", "连续", "共计", "整整", "（"];
    const OTHERS: [char; 13] = ['前', '后', '以', '左', '多', '余', '半', '一', '工', '假', '小', '两', '夜'];
    let text = &context.reading.flow.text;
    let days = numerals::numeral_before(text, unit.start()).filter(|days| (2..=366).contains(&days.value))?;
    let before = text.get(..days.span.start())?;
    let behind = text.get(unit.end()..)?;
    let dates = context.facts.dates();
    let low = ceil(text, before.len().saturating_sub(2 * BESIDE));
    let is_range = |fact: &&DateFact| matches!(fact.until, Some((Link::Through, _)));
    let range = match behind.starts_with('（') {
        // What it is said of may stand before as well.
        true => dates.within(Span::new(unit.end(), floor(text, unit.end() + 18))).iter().find(is_range),
        false => {
            dates.within(Span::new(low, before.len())).iter().rfind(|fact| !fact.is_linked).filter(is_range)
        }
    }?;
    let is_noted = range.span().start() > unit.start();
    let is_meant = match is_noted {
        true => {
            let opened = text.get(unit.end()..range.span().start())?;
            let closes = text.get(range.span().end()..)?.starts_with(['）', '，']);
            closes
                && matches!(opened, "（" | "（从" | "（自" | "（即")
                && !before.ends_with(['第', '每', '约', '近', '前', '后', '各'])
        }
        false => {
            let lead = text.get(range.span().end()..before.len())?;
            let marks = ['，', '。', '；', '、', '：', '\n'];
            let is_near = !lead.strip_prefix('，').unwrap_or(lead).contains(marks) && lead.len() <= BESIDE;
            let is_own = lead.starts_with('，') == ["，共", "，共计"].contains(&lead);
            is_near
                && is_own
                && ending_in(lead, &LEADS).is_some()
                && !lead.contains(['每', '第', '前', '后', '各', '分'])
                && !behind.starts_with(OTHERS)
        }
    };
    let period = context.period_at(unit.start());
    let known = range.day_in(period).zip(range.last_day_in(period));
    let bounds = bounded(known, Some((range.written, range.last()?)), (range.span(), None))?;
    let is_civil = is_meant && range.era != Era::OtherCalendar;
    is_civil.then(|| disagree(&days, &bounds)).flatten().map(|(finding, _)| finding)
}

/// The first and the last day, and where the text says so.
struct Bounds {
    first: Date,
    last: Date,
    year_is_known: bool,
    /// The text says that it began on the first day, and not only that it took place.
    is_first: bool,
    spans: (Span, Option<Span>),
}

/// 两 in 为期两天; none in 为期两天半 and 为期3天左右.
fn stated_days(text: &str, at: usize) -> Option<Numeral> {
    let after_spaces =
        |at: usize| Some(text.len() - text.get(at..)?.trim_start_matches([' ', '\u{3000}']).len());
    let days = numeral_at(text, after_spaces(at)?)?;
    let rest = text.get(after_spaces(days.span.end())?..)?.strip_prefix(['天', '日'])?;
    let loose = ["半", "左右", "以上", "多", "余", "的分", "每"].iter().any(|word| rest.starts_with(word));
    (!loose && (1..=366).contains(&days.value)).then_some(days)
}

/// The bounds that the sentence around `at` writes out.
fn bounds(context: &Context<'_>, at: usize, end: usize) -> Option<Bounds> {
    let text = &context.reading.flow.text;
    let sentence = sentence_around(text, Span::new(at, end), REACH);
    let dates = context.facts.dates().within(sentence);
    let period = context.period_at(at);
    let mut earlier = dates.iter().rev().skip_while(|fact| fact.written.span.end() > at);
    // The second date of a range speaks through the first.
    let before = earlier.find(|fact| !fact.is_linked);
    if let Some(range) = before.filter(|fact| fact.until.is_some_and(|(link, _)| link == Link::Through)) {
        return beside(text, range, at, period);
    }
    let before = before.or_else(|| dateline(context, at))?;
    if let Some(first) = dates.iter().rev().find(|fact| fact.span().end() <= before.span().start()) {
        let lasts = text.get(first.span().end()..before.span().start())?;
        if ["持续到", "持续至", "延续到", "延续至", "一直到"].contains(&lasts) {
            return lasting(text, first, before, at, period);
        }
    }
    if let Some(ended) = begun_and_ended(text, dates, at, period) {
        return Some(ended);
    }
    let after = dates.iter().find(|fact| fact.written.span.start() >= end)?;
    let begins = text.get(before.written.span.end()..after.written.span.start())?;
    let until = text.get(end..after.written.span.start())?.trim_end_matches([' ', '到', '至']);
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let lasts = ["持续", "延续", "举办", "展出"].iter().any(|word| until.ends_with(word));
    let is_first = says(begins, &["启动", "开幕", "开始", "开班", "开赛", "拉开", "开启", "揭幕"]);
    if !lasts || !(is_first || says(begins, &["举行", "举办", "开展", "活动"])) {
        return None;
    }
    let known = before.day_in(period).zip(after.day_in(period));
    let unknown = (before.year, after.year) == (None, None);
    let written = unknown.then_some((before.written, after.written));
    let bounds = bounded(known, written, (before.written.span, Some(after.written.span)))?;
    Some(Bounds { is_first, ..bounds })
}

/// The date of the article that byte `at` lies in, where it is one day.
fn dateline<'a>(context: &Context<'a>, at: usize) -> Option<&'a DateFact> {
    let dateline = context.reading.issue_at(at)?.article_at(at)?.dateline?;
    let fact = context.facts.dates().within(dateline.span).first()?;
    (fact.until.is_none() && fact.written.span.end() <= at).then_some(fact)
}

/// A range is meant if it stands right before, and the days are not those of one part of it.
fn beside(text: &str, range: &DateFact, at: usize, period: Option<Period>) -> Option<Bounds> {
    let between = text.get(range.span().end()..at).filter(|between| between.len() <= BESIDE)?;
    let in_parts = ["分", "每", "各", "批", "轮", "次", "第", "首", "先后", "两期", "一期"];
    if in_parts.iter().any(|word| between.contains(word)) {
        return None;
    }
    let known = range.day_in(period).zip(range.last_day_in(period));
    bounded(known, Some((range.written, range.last()?)), (range.span(), None))
}

/// 5月1日持续到5月10日，为期10天
fn lasting(
    text: &str,
    first: &DateFact,
    last: &DateFact,
    at: usize,
    period: Option<Period>,
) -> Option<Bounds> {
    text.get(last.span().end()..at).filter(|between| between.len() <= BESIDE)?;
    let known = first.day_in(period).zip(last.day_in(period));
    bounded(known, Some((first.written, last.written)), (first.span(), Some(last.span())))
}

/// 9月22日开幕，23日闭幕: days of one month, which may stand above.
fn opened_and_closed(text: &str, words: Span) -> Option<Bounds> {
    let sentence = sentence_around(text, words, REACH);
    let day_before = |from: usize, event: &str| {
        let at = from + text.get(from..sentence.end())?.find(event)?;
        let before = Span::new(from, at).of(text);
        let unit = from + before.rfind('日')?;
        let day = numerals::numeral_before(text, unit).filter(|day| (1..=31).contains(&day.value))?;
        (day.span.start() >= from).then_some((day, at + event.len()))
    };
    let (first, opened) = day_before(sentence.start(), "开幕")?;
    let (last, _) = day_before(opened, "闭幕")?;
    let is_one_month = !Span::new(opened, last.span.start()).of(text).contains('月');
    // In a month of 31 days, whichever it is.
    let day = |day: &Numeral| Date::new(2023, 1, i8::try_from(day.value).ok()?).ok();
    let bounds = Bounds {
        first: day(&first)?,
        last: day(&last)?,
        year_is_known: false,
        is_first: true,
        spans: (first.span, Some(last.span)),
    };
    is_one_month.then_some(bounds)
}

/// 活动从9月10日开始，9月16日结束，历时7天
fn begun_and_ended(text: &str, dates: &[DateFact], at: usize, period: Option<Period>) -> Option<Bounds> {
    let [first, last] = dates else { return None };
    let begun = text.get(first.span().end()..last.span().start())?.split('，').next()?;
    let begun = begun.trim_end_matches(['至', '到']);
    let ended = text.get(last.span().end()..at)?.strip_suffix('，')?;
    let says = |said: &str, words: &[&str]| words.iter().any(|word| said.ends_with(word));
    let is_whole = says(begun, &["开始", "启动", "开幕", "开赛", "开展", "开班", "开营"])
        && says(ended, &["结束", "闭幕", "落幕", "收官", "落下帷幕", "结业"])
        && !ended.contains('，');
    let known = first.day_in(period).zip(last.day_in(period));
    let unknown = (first.year, last.year) == (None, None);
    let written = unknown.then_some((first.written, last.written));
    is_whole.then(|| bounded(known, written, (first.span(), Some(last.span()))))?
}

/// 21—23日　人代会召开，会期3天: the days that an entry of a chronicle opens with, of one month.
fn entry_bounds(context: &Context<'_>, at: usize) -> Option<Bounds> {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs[flow.paragraph_index(at)].span;
    let first = numeral_at(&flow.text, paragraph.start())?;
    let linked = flow.text.get(first.span.end()..at)?.strip_prefix(['—', '－', '-', '至'])?;
    let last = numeral_at(&flow.text, at - linked.len())?;
    let said = flow.text.get(last.span.end()..at)?.strip_prefix('日')?;
    let is_first = said.starts_with([' ', '\u{3000}']) && !said.contains(['。', '；', '月', '分', '每']);
    let day = |day: &Numeral| Date::new(2023, 1, i8::try_from(day.value).ok()?).ok();
    let bounds = Bounds {
        first: day(&first)?,
        last: day(&last)?,
        year_is_known: false,
        is_first: true,
        spans: (first.span.to(last.span), None),
    };
    (is_first && first.value < last.value).then_some(bounds)
}

/// The bounds as `known`, else as `written` in some year.
fn bounded(
    known: Option<(Date, Date)>,
    written: Option<(WrittenDate, WrittenDate)>,
    spans: (Span, Option<Span>),
) -> Option<Bounds> {
    const COMMON_YEAR: i32 = 2023;
    let assumed = || {
        let (first, last) = written?;
        let (first, last) = (civil(COMMON_YEAR, &first)?, civil(COMMON_YEAR, &last)?);
        // Nobody knows whether there is a 29 February between them.
        (first.month() > 2 || last.month() <= 2).then_some((first, last))
    };
    let (first, last) = known.or_else(assumed)?;
    Some(Bounds { first, last, year_is_known: known.is_some(), is_first: true, spans })
}

fn judge(context: &Context<'_>, at: usize, end: usize) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let stated = stated_days(text, end)?;
    let bounds = opened_and_closed(text, Span::new(at, stated.span.end()))
        .or_else(|| bounds(context, at, stated.span.end()))
        .or_else(|| entry_bounds(context, at))?;
    let (finding, may_be_nights) = disagree(&stated, &bounds)?;
    Some(if may_be_nights || !bounds.is_first { finding.doubtful() } else { finding })
}

/// The finding where the days are others than stated, and whether the nights would be those.
fn disagree(stated: &Numeral, bounds: &Bounds) -> Option<(Finding, bool)> {
    let nights = bounds.last.duration_since(bounds.first).as_hours() / 24;
    let days = u64::try_from(nights).ok().filter(|&nights| nights <= 366)? + 1;
    if is_round(stated.value, days) || is_working_days(stated.value, days, bounds) {
        return None;
    }
    let (label, last) = match bounds.spans.1 {
        Some(last) => ("first", Some(last)),
        None => ("range", None),
    };
    let finding = Finding::at(stated.span).and(bounds.spans.0, label).with("days", days.to_string());
    let finding = last.into_iter().fold(finding, |finding, last| finding.and(last, "last"));
    Some((finding.replace(replacement(stated, days)), stated.value + 1 == days))
}

/// Whether `stated` is `days`, or near it and a round number.
fn is_round(stated: u64, days: u64) -> bool {
    stated == days || (stated >= 30 && stated.is_multiple_of(10) && stated.abs_diff(days) <= 2)
}

/// Whether `stated` counts the working days between the bounds, on whatever weekday they begin
/// where the year is not known.
fn is_working_days(stated: u64, days: u64, bounds: &Bounds) -> bool {
    let working = |shift: i64| {
        let first = bounds.first.saturating_add(shift.days());
        let all = first.series(1.day()).take(usize::try_from(days).unwrap_or(usize::MAX));
        all.filter(|day| day.weekday().to_monday_zero_offset() < 5).count() as u64
    };
    match bounds.year_is_known {
        true => stated == working(0),
        false => days > WEEK && (0..7).any(|shift| stated == working(shift)),
    }
}

fn replacement(stated: &Numeral, days: u64) -> String {
    match (stated.script, days) {
        (Script::Han, 2) => "两".to_owned(),
        (script, days) => numerals::written(u32::try_from(days).unwrap_or(u32::MAX), script),
    }
}
