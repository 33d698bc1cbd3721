//! A number of months that the first and the last day belie: 7月8日投产，2021年9月16日动工，工期近16个月.

use super::each::Each;
use jiff::civil::Date;

use crate::facts::dates::{DateFact, civil};
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::date::{Link, WrittenDate};
use crate::text::numerals::{Numeral, numeral_at};

const NEEDLES: [&str; 5] = ["工期", "历时", "用时", "耗时", "为期"];
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
        return in_range(text, range, word, &said);
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
    // Part of a month may count as one, and stops do not.
    let is_far = stated > months + 1 || stated < months / 2;
    (months > 0 && is_far).then(|| {
        let finding = Finding::at(said.span).and(start.span(), "start").and(end.span(), "end");
        finding.with("months", months.to_string())
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
