//! A number of months that the first and the last day belie: 7月8日投产，2021年9月16日动工，工期近16个月.

use super::each::Each;
use jiff::civil::Date;

use crate::facts::dates::{DateFact, Era, civil};
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::date::{Link, WrittenDate};
use crate::text::numerals::{Numeral, numeral_at};
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 7] = ["工期", "历时", "用时", "耗时", "为期", "，共", "长达"];
/// How far before the word its dates may stand, in bytes.
const REACH: usize = 180;
/// What may stand between the word and its number.
const LINKS: [&str; 7] = ["近", "约", "仅", "共", "长达", "为", "不到"];
const STARTS: [&str; 4] = ["动工", "开工", "启动", "奠基"];
const ENDS: [&str; 9] = ["投产", "竣工", "建成", "通车", "完工", "启用", "投用", "投入使用", "验收"];

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: |context, hit| judge(context, hit.span) }))
}

fn judge(context: &Context<'_>, word: Span) -> Option<Finding> {
    let flow = &context.reading.flow;
    let text = &flow.text;
    let rest = text.get(word.end()..)?;
    let link = LINKS.iter().find(|link| rest.starts_with(**link)).map_or(0, |link| link.len());
    let said = numeral_at(text, word.end() + link)?;
    let behind = text.get(said.span.end()..)?;
    let is_planned = text.get(..word.start())?.ends_with(['划', '同', '定', '总']);
    if !behind.starts_with("个月") || behind.starts_with("个月内") || is_planned {
        return None;
    }
    let paragraph = flow.paragraphs[flow.paragraph_index(word.start())].span;
    let before = Span::new(paragraph.start(), word.start());
    let dates = context.facts.dates().within(before);
    if let Some(range) = dates.iter().rev().find(|fact| !fact.is_linked && fact.until.is_some()) {
        return in_range(text, range, word, &said).or_else(|| from_to(context, word, &said));
    }
    let day = |fact: &DateFact| -> Option<Date> {
        let year = fact.year.or_else(|| fact.year_in(context.sure_period_at(word.start())))?;
        let written = WrittenDate { day: fact.written.day.or(Some(1)), ..fact.written };
        civil(year, &written).filter(|_| fact.until.is_none())
    };
    let follows = |fact: &DateFact, words: &[&str]| {
        let next = dates.iter().map(|next| next.span().start()).find(|&next| next > fact.span().start());
        let rest = text.get(fact.span().end()..next.unwrap_or(word.start())).unwrap_or_default();
        let clause = rest.split(['。', '；']).next().unwrap_or_default();
        words.iter().any(|word| clause.contains(word))
    };
    let entry = context.facts.chronicles().entry_at(paragraph);
    let opening =
        paragraph.select(&context.facts.chronicles().days, |fact| fact.written.span).iter().find(|fact| {
            let sentence = text.get(fact.span().end()..word.start()).unwrap_or_default();
            entry.is_some_and(|entry| entry.span == fact.span())
                && sentence.split('。').next().is_some_and(|said| ENDS.iter().any(|word| said.contains(word)))
        });
    if let Some(finding) = from_to(context, word, &said) {
        return Some(finding);
    }
    let (start, end) = match (dates, opening) {
        ([start], Some(end)) if follows(start, &STARTS) => (start, end),
        ([start, end], None) if follows(start, &STARTS) && follows(end, &ENDS) => (start, end),
        ([end, start], None) if follows(start, &STARTS) && follows(end, &ENDS) => (start, end),
        _ => return None,
    };
    let (from, to) = (day(start)?, day(end)?);
    let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month());
    let stated = i32::try_from(said.value).ok()?;
    // Part of a month may count as one, and stops do not; one digit of two tells.
    let is_digit = stated >= 10 && months >= 10 && (stated - months).abs() % 10 == 0 && stated != months;
    let is_far = stated > months + 1 || stated < months / 2 || is_digit;
    (months > 0 && is_far).then(|| {
        let finding = Finding::at(said.span).and(start.span(), "start").and(end.span(), "end");
        finding.with("months", months.to_string())
    })
}

/// 从3月起到7月底，历时5个月; 自2023年4月至2024年3月，历时12个月: months alone, or a day that begins one.
fn from_to(context: &Context<'_>, word: Span, said: &Numeral) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let sentence = sentence_around(text, word, REACH);
    let dates = context.facts.dates().within(Span::new(sentence.start(), word.start()));
    let [.., first, last] = dates else { return None };
    let between = text.get(first.written.span.end()..last.written.span.start())?;
    let behind = text.get(last.written.span.end()..word.start())?;
    let head = between.strip_suffix(['到', '至', '—', '～'])?.trim_end_matches(['，', '直', '份']);
    let is_begun = ["", "起", "初", "开始", "上旬", "初开始", "开始启动"].contains(&head);
    let is_ended = behind
        .trim_end_matches(['，', '（', '、'])
        .trim_end_matches("结束")
        .trim_end_matches(['底', '末', '止', '份', '期', '间'])
        .is_empty();
    let same_era = [first, last].iter().all(|fact| fact.era == Era::Current);
    if !is_begun || !is_ended || !same_era {
        return None;
    }
    let (from, to) = (first.written, last.written);
    let year = |fact: &DateFact| fact.written.year.or(fact.year).unwrap_or(0);
    let years = if to.year.is_some() && from.year.is_some() { year(last) - year(first) } else { 0 };
    let apart = years * 12 + to.month? as i32 - from.month? as i32;
    let stated = i32::try_from(said.value).ok()?;
    // The last month counts where it is a whole one, and perhaps where it is not.
    let (least, most) = match (from.day, to.day) {
        (Some(from), Some(to)) if to < from => (apart - 1, apart),
        _ => (apart, apart + 1),
    };
    let fits = (least..=most).contains(&stated);
    (!fits && apart > 0).then(|| {
        let dates = first.written.span.to(last.written.span);
        let finding = Finding::at(said.span).saying("range").and(dates, "dates");
        let is_whole = from.day.is_none_or(|day| day == 1) && to.day.is_none_or(|day| day >= 28);
        finding.with("months", if is_whole { apart + 1 } else { apart }.to_string())
    })
}

/// 5月1日至6月30日，为期3个月
fn in_range(text: &str, range: &DateFact, word: Span, said: &Numeral) -> Option<Finding> {
    const COMMON_YEAR: i32 = 2023;
    let (link, _) = range.until?;
    let beside = text.get(range.span().end()..word.start())?;
    let (first, last) = (range.written, range.last()?);
    let year = first.year.unwrap_or(COMMON_YEAR);
    let from = civil(year, &first)?;
    let to = civil(last.year.unwrap_or(year), &last)?.tomorrow().ok()?;
    // Thirtieths of a month.
    let parts = |day: Date| (i32::from(day.year()) * 12 + i32::from(day.month())) * 30 + i32::from(day.day());
    let length = parts(to) - parts(from);
    let stated = i32::try_from(said.value).ok()? * 30;
    let is_beside = link == Link::Through && matches!(beside, "，" | "" | "（");
    (is_beside && length > 0 && (stated - length).abs() > 20).then(|| {
        let finding = Finding::at(said.span).saying("range").and(range.span(), "dates");
        finding.with("months", ((length + 15) / 30).to_string())
    })
}
