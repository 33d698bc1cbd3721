//! A career longer than a life leaves room for: 1961年生，16岁拜师学艺，至2023年已从艺64年.

use super::each::Each;
use super::fact_age::{born_before, this_year};
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::numerals::{Numeral, numeral_at, numeral_before};

const NEEDLES: [&str; 9] = ["从艺", "从教", "从医", "从警", "执教", "学艺", "行医", "任教", "从业"];
/// What one begins at an age: 14岁随父学艺.
const BEGINNINGS: [&str; 12] = ["开始", "起", "随", "跟", "师从", "拜", "学", "从", "走上", "登", "入", "便"];
/// How far before the word the life is read, in bytes.
const REACH: usize = 400;
/// Ages and years may each be counted from either end.
const BLUR: i64 = 2;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: |context, hit| judge(context, hit.span) }))
}

fn judge(context: &Context<'_>, word: Span) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let rest = text.get(word.end()..)?;
    let lead =
        ["已经", "长达", "已", "达", "有"].into_iter().find(|lead| rest.starts_with(lead)).unwrap_or("");
    let stated = numeral_at(text, word.end() + lead.len())?;
    let is_exact = text.get(stated.span.end()..)?.strip_prefix('年')?;
    if is_exact.starts_with(['多', '余', '来', '间', '前']) {
        return None;
    }
    let low = ceil(text, word.start().saturating_sub(REACH));
    let before = text.get(low..word.start())?.rsplit('\n').next()?;
    let began = age_before(text, Span::new(word.start() - before.len(), word.start()))?;
    let born = born_before(context, word)?;
    let is_over = ["逝世", "去世", "病逝", "退休", "病故"].iter().any(|word| before.contains(word));
    let then = written_year(text, word.start()).or_else(|| this_year(context, word.start()))?;
    let right = then - born.value - i64::try_from(began.value).ok()?;
    let said = i64::try_from(stated.value).ok()?;
    // One may have stopped since, but by no round number of tens.
    let is_slip = said > right + BLUR || (right - said) % 10 == 0 && said + BLUR < right;
    (right > 0 && is_slip && !is_over).then(|| {
        let finding = Finding::at(stated.span).and(born.span, "born").and(began.span, "began");
        finding.with("right", right.to_string()).with("then", then.to_string())
    })
}

/// The age at which the one told of began.
fn age_before(text: &str, before: Span) -> Option<Numeral> {
    let said = before.of(text);
    let ages = said.match_indices('岁').filter(|(at, _)| {
        let rest = &said[at + '岁'.len_utf8()..];
        BEGINNINGS.iter().any(|word| rest.starts_with(word))
    });
    let mut ages = ages.filter_map(|(at, _)| numeral_before(text, before.start() + at));
    ages.next().filter(|age| ages.next().is_none() && (5..60).contains(&age.value))
}

/// 2023 in 至2023年已从艺.
fn written_year(text: &str, at: usize) -> Option<i64> {
    let before = text.get(..at)?.trim_end_matches(['已', '，', '底', '末', '年']);
    let year = numeral_before(text, before.len()).filter(|year| year.length == 4)?;
    let is_until = text.get(..year.span.start())?.ends_with(['至', '到']);
    is_until.then_some(year.value as i64)
}
