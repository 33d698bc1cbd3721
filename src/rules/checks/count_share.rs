//! A share that the part and the whole beside it belie: 入库24.15亿元，占全市132.20亿元的28.3%.

use super::each::Each;
use crate::facts::quantities::{
    Kind, ONE, Quantity, are_a_slip_apart, are_swapped, quantities_in, rewritten,
};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 10] = [
    "占",
    "完成年度",
    "完成全年",
    "完成目标",
    "完成计划",
    "完成任务",
    "为年度",
    "为全年",
    "为计划",
    "为目标",
];
/// From here on a part may be more than the whole: 4200人，完成年度目标4000人的105%.
const TARGET: u32 = 1;
/// How far from the word its figures may stand, in bytes.
const REACH: usize = 360;
/// How much may stand between the part and the word, and between the word and its share, in bytes.
const BESIDE: usize = 60;
/// Of more wholes than this one would fit by chance.
const WHOLES: usize = 4;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: of_hit }))
}

/// What is said to be a share of what.
pub(super) struct Claim {
    pub part: Quantity,
    /// What the part may be of, the nearest first.
    pub wholes: Vec<Quantity>,
    pub share: Quantity,
    /// The text names the whole: 占全市132.20亿元的.
    pub is_named: bool,
    /// The whole is what was to be reached.
    pub is_target: bool,
    /// Another figure confirms the part and the whole.
    pub is_sure: bool,
}

fn of_hit(context: &Context<'_>, hit: Hit) -> Option<Finding> {
    let is_target = hit.needle >= TARGET;
    let claim = claim(context, hit.span).filter(|claim| claim.is_named || !is_target)?;
    judge(&context.reading.flow.text, &Claim { is_target, ..claim })
}

fn claim(context: &Context<'_>, word: Span) -> Option<Claim> {
    let flow = &context.reading.flow;
    let text = &flow.text;
    let sentence = sentence_around(text, word, REACH);
    let clause = clause_behind(text, Span::new(word.end(), sentence.end()));
    let said = quantities_in(text, clause);
    let share = *said.last().filter(|share| is_percent(text, share) && !share.is_loose)?;
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
    let part = *before.last().filter(|part| is_amount(text, part))?;
    let between = text.get(part.span().end()..word.start())?;
    // 甲项目82亿元，社会投资规模占比达92.5%: of something else, whose amount is not said.
    let subject = between.rsplit('，').next().filter(|_| between.contains('，')).unwrap_or_default();
    let is_other = text.get(word.end()..)?.starts_with('比') && subject.chars().count() >= 4;
    let is_cut =
        is_other || clause.of(text).contains("分别") || without_notes(between).contains(['、', '；']);
    if share.number.start() > word.end() + BESIDE || between.len() > BESIDE || is_cut {
        return None;
    }
    let alike = |whole: &&Quantity| {
        is_amount(text, whole) && whole.unit.of(text) == part.unit.of(text) && whole.value > 0
    };
    let named: Vec<Quantity> = said.iter().filter(alike).copied().collect();
    let is_named = !named.is_empty();
    let paragraph = flow.paragraphs[flow.paragraph_index(word.start())].span;
    let wholes = match is_named {
        true => named,
        false => {
            let low = paragraph.start().max(word.start().saturating_sub(3 * REACH));
            let low = ceil(text, low);
            let all = quantities_in(text, Span::new(low, part.number.start()));
            // 玉米8.1万亩，占27.0%: beside the part, and no whole of it.
            let is_part = |one: &&Quantity| {
                let behind = text.get(one.span().end()..).unwrap_or_default();
                behind.trim_start_matches(['，', '（']).starts_with('占')
            };
            let wholes = all.iter().rev().filter(alike).filter(|whole| !is_part(whole));
            wholes.filter(|whole| whole.value > part.value).copied().collect()
        }
    };
    Some(Claim { part, wholes, share, is_named, is_target: false, is_sure: false })
}

/// The clause that `rest` begins with, up to a note but past one that it goes on behind: 占总额（128.5亿元）的.
fn clause_behind(text: &str, rest: Span) -> Span {
    let said = rest.of(text);
    let noted = said.find("）的").filter(|&close| said[..close].matches('（').count() == 1);
    let from = noted.filter(|&close| !said[..close].contains(['，', '、', '：'])).unwrap_or(0);
    let end = said[from..].find(['，', '、', '：', '（']).map_or(said.len(), |at| from + at);
    Span::new(rest.start(), rest.start() + end)
}

/// `text` without what stands in brackets: 县（市、区）.
fn without_notes(text: &str) -> String {
    let mut parts = text.split('（');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('）').map_or(part, |(_, rest)| rest))
}

pub(super) fn judge(text: &str, claim: &Claim) -> Option<Finding> {
    let Claim { part, wholes, share, is_named, is_target, is_sure } = claim;
    if wholes.is_empty() || wholes.len() > WHOLES || wholes.iter().any(|whole| fits(part, whole, share)) {
        return None;
    }
    let finding = |at: Span, whole: &Quantity| {
        let finding = Finding::at(at).and(part.span(), "part").and(whole.span(), "whole");
        finding.with("share", share.span().of(text)).with("part", part.span().of(text))
    };
    // 86.4万元 of 108亿元 for 80 %: the magnitude is wrong.
    let scaled = wholes.iter().find(|whole| {
        let times = |times: i128| Quantity { value: part.value * times, step: part.step * times, ..*part };
        *is_named && [10_000, 100_000_000].iter().any(|&by| fits(&times(by), whole, share))
    });
    if let Some(whole) = scaled {
        return Some(finding(part.span(), whole).saying("magnitude").with("whole", whole.span().of(text)));
    }
    let slip = |whole: &&Quantity| {
        let right = rounded(percent(part.value, whole), share.step);
        let off = (right - share.value).abs();
        let most = if *is_target { 1000 * ONE } else { 100 * ONE };
        let is_slip = *is_sure
            || are_a_slip_apart(share.value, right, share.step)
            || are_swapped(share.value, right, share.step);
        off > 2 * share.step && right <= most && is_slip
    };
    let whole = wholes.iter().find(slip)?;
    let right = rewritten(text, share, rounded(percent(part.value, whole), share.step));
    Some(finding(share.span(), whole).with("whole", whole.span().of(text)).replace(right))
}

/// What `part` is of `whole` in percent, in millionths.
fn percent(part: i128, whole: &Quantity) -> i128 {
    part.saturating_mul(100 * ONE) / whole.value.max(1)
}

fn rounded(value: i128, step: i128) -> i128 {
    (value + step / 2) / step.max(1) * step.max(1)
}

/// Whether `part` may be `share` of `whole`: each is rounded in its last place.
fn fits(part: &Quantity, whole: &Quantity, share: &Quantity) -> bool {
    let (least, most) = (part.value - part.step / 2, part.value + part.step / 2);
    let low = percent(least, &Quantity { value: whole.value + whole.step / 2, ..*whole });
    let high = percent(most, &Quantity { value: whole.value - whole.step / 2, ..*whole });
    // Figures cut off and not rounded are common.
    low - share.step <= share.value && share.value <= high + share.step
}

pub(super) fn is_percent(text: &str, quantity: &Quantity) -> bool {
    matches!(quantity.unit.of(text), "%" | "％")
}

/// A number of things or an amount, said exactly.
pub(super) fn is_amount(text: &str, quantity: &Quantity) -> bool {
    const OTHERS: [&str; 18] = [
        "%",
        "％",
        "‰",
        "个百分点",
        "百分点",
        "年",
        "月",
        "日",
        "号",
        "时",
        "分",
        "秒",
        "岁",
        "倍",
        "届",
        "次",
        "期",
        "大",
    ];
    let counts = quantity.kind == Kind::Measure || quantity.count().is_some();
    counts && !quantity.is_loose && !quantity.is_ordinal && !OTHERS.contains(&quantity.unit.of(text))
}
