//! A rate that the numbers beside it belie: 抽检1860批次，合格1823批次，合格率89.0%.

use super::count_kind::are_alike;
use super::count_share::{Claim, is_amount, is_percent, judge};
use super::each::Each;
use crate::facts::quantities::{Quantity, quantities_in};
use crate::rules::{Check, Options};
use crate::text::Span;
use crate::text::affix::beginning_in;
use crate::text::boundary::floor;
use crate::text::chars::is_han;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 6] = ["率", "计划的", "任务的", "目标的", "总数的", "总投资的"];
const RATE: u32 = 0;
/// How far from the word its figures may stand, in bytes.
const REACH: usize = 360;
/// How much may stand between a figure and the word that names it, in bytes.
const BESIDE: usize = 24;
/// The characters that may stand between a rate and its figure.
const LINKS: &str = "为达到是高已均也了约仅";

/// What names what there should be, and what there is of it.
const DUE: [&str; 4] = ["应", "计划", "拟", "需"];
const DONE: [&str; 4] = ["实", "已", "完成", "现已"];
/// What leads to the rest.
const RESTS: [&str; 9] = ["其余", "剩余", "余下", "尚有", "还有", "未", "另有", "另外", "有"];

/// Rates of change are shares of nothing.
const CHANGES: [&str; 6] = ["增长", "下降", "增加", "减少", "变化", "回升"];

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| {
            let text = &context.reading.flow.text;
            judge(text, &claim(text, hit.span, hit.needle == RATE)?)
        },
    }))
}

/// 合格1823批次，合格率89.0%: the part has the name of the rate. 计划投资65亿元，完成52亿元，完成计划的
/// 60%: the whole has the name of what it is a share of.
fn claim(text: &str, word: Span, is_rate: bool) -> Option<Claim> {
    let sentence = sentence_around(text, word, REACH);
    let share = quantities_in(text, Span::new(word.end(), sentence.end())).into_iter().next()?;
    let lead = Span::new(word.end(), share.number.start()).of(text);
    if !is_percent(text, &share) || share.is_loose || !lead.chars().all(|c| LINKS.contains(c)) {
        return None;
    }
    let name = match is_rate {
        true => named_rate(text.get(..word.start())?)?,
        false => word.of(text).trim_end_matches('的'),
    };
    let said = quantities_in(text, Span::new(sentence.start(), word.start()));
    let amounts: Vec<Quantity> = said.into_iter().filter(|one| is_amount(text, one)).collect();
    let named = |one: &&Quantity| is_named(text, one, sentence.start(), name);
    let whole_of = |part: &Quantity, wholes: &mut dyn Iterator<Item = &Quantity>| {
        let is_whole = |whole: &&Quantity| are_alike(text, whole, part) && whole.value > part.value;
        wholes.filter(is_whole).copied().collect::<Vec<_>>()
    };
    let (part, mut wholes) = match is_rate {
        true => match amounts.iter().rev().find(named) {
            // 目标任务5000人，实际完成5650人，完成率113%
            Some(part) if name == "完成" => (*part, targets(text, &amounts, part, sentence)),
            Some(part) => (*part, whole_of(part, &mut amounts.iter().rev())),
            None => {
                due_and_done(text, &amounts, sentence).or_else(|| without(text, &amounts, sentence, name))?
            }
        },
        false => {
            let part = *amounts.last()?;
            (part, whole_of(&part, &mut amounts.iter().filter(named)))
        }
    };
    // 整改到位218个，整改率66.7%，其余109个正在整改: part and rest make the whole, said or not.
    let rest = rest(text, share.span().end(), &part).filter(|_| is_rate && amounts.last() == Some(&part));
    let whole = rest.map(|rest| Quantity { value: part.value + rest.value, ..rest });
    let is_sure = whole.is_some_and(|whole| wholes.iter().any(|said| said.value == whole.value));
    wholes.extend(whole.filter(|_| wholes.is_empty()));
    let is_target = name == "完成";
    Some(Claim { part, wholes, share, is_named: false, is_target, is_sure })
}

/// 应投票1286人，实际投票1241人: the last two, whatever the rate is called.
fn due_and_done(text: &str, amounts: &[Quantity], sentence: Span) -> Option<(Quantity, Vec<Quantity>)> {
    let [.., whole, part] = amounts else { return None };
    let clause = |one: &Quantity| {
        let before = text.get(sentence.start()..one.number.start()).unwrap_or_default();
        before.rsplit(['，', '；', '：', '（']).next().unwrap_or_default()
    };
    let is_due = DUE.iter().any(|word| clause(whole).contains(word)) && !clause(whole).contains("响应");
    let is_done = DONE.iter().any(|word| clause(part).starts_with(word));
    let is_part = are_alike(text, whole, part) && whole.value > part.value;
    (is_due && is_done && is_part).then(|| (*part, vec![*whole]))
}

/// 抽查320批次，不合格8批次，合格率97.5%: the part is what remains.
fn without(
    text: &str,
    amounts: &[Quantity],
    sentence: Span,
    name: &str,
) -> Option<(Quantity, Vec<Quantity>)> {
    let [.., whole, other] = amounts else { return None };
    let before = text.get(sentence.start()..other.number.start())?;
    let clause = before.rsplit(['，', '；', '：', '（', '、']).next()?;
    let is_other = clause.ends_with(&format!("不{name}")) || clause.ends_with(&format!("未{name}"));
    let is_part = are_alike(text, whole, other) && whole.value > other.value;
    let part = Quantity { value: whole.value - other.value, ..*other };
    (is_other && is_part).then(|| (part, vec![*whole]))
}

/// What there was to do, which may be less than what was done.
fn targets(text: &str, amounts: &[Quantity], part: &Quantity, sentence: Span) -> Vec<Quantity> {
    let is_target = |one: &&Quantity| {
        let before = text.get(sentence.start()..one.number.start()).unwrap_or_default();
        let clause = before.rsplit(['，', '；', '：', '（', '、']).next().unwrap_or_default();
        let is_named = ["目标", "任务", "计划"].iter().any(|word| clause.contains(word));
        *one != part && are_alike(text, one, part) && (is_named || one.value > part.value)
    };
    amounts.iter().rev().filter(is_target).copied().collect()
}

/// What is left of the whole, said right behind the rate.
fn rest(text: &str, from: usize, part: &Quantity) -> Option<Quantity> {
    let behind = text.get(from..floor(text, from + REACH / 2))?.split(['。', '\n', '！']).next()?;
    let said = behind.strip_prefix(['，', '；', '、'])?;
    let is_rest = beginning_in(said, &RESTS).is_some();
    let clause = Span::new(from + behind.len() - said.len(), from + behind.len());
    let rest = quantities_in(text, clause).into_iter().next().filter(|_| is_rest)?;
    let near = Span::new(clause.start(), rest.number.start()).of(text);
    let is_plain = near.chars().count() <= 8 && !near.contains('，') && !rest.is_loose;
    (is_plain && are_alike(text, &rest, part)).then_some(rest)
}

/// 合格 before 率; what 城镇化率 is the share of is 城镇人口.
fn named_rate(before: &str) -> Option<&str> {
    let before = before.strip_suffix('化').filter(|before| before.ends_with("城镇")).unwrap_or(before);
    let start = before.char_indices().rev().nth(1)?.0;
    Some(&before[start..]).filter(|name| name.chars().all(is_han) && !CHANGES.contains(name))
}

/// Whether the words beside `quantity` have `name`, as they are (合格1823批次) and not denied.
fn is_named(text: &str, quantity: &Quantity, from: usize, name: &str) -> bool {
    let before = &text[from..quantity.number.start()];
    let clause = before.rsplit(['，', '、', '；', '：', '（']).next().unwrap_or_default();
    let at = clause.rfind(name).filter(|at| clause.len() - at <= BESIDE + name.len());
    let is_denied = |at: usize| clause[..at].ends_with(['不', '未', '非', '待', '应']);
    let behind = text.get(quantity.span().end()..).unwrap_or_default();
    at.is_some_and(|at| !is_denied(at)) || behind.starts_with(name)
}
