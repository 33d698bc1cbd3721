//! A range of quantities that runs backwards: 20—10人.

use super::each::Each;
use crate::facts::quantities::{ONE, Quantity, quantities_in, quantity_at};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::numerals::{Script, numeral_before};

const NEEDLES: [&str; 6] = ["—", "～", "~", "至", "到", "以上"];
const WORDS: u32 = 3;
const FROM: u32 = 5;

/// Units that are counted in no ranges, or that come after scores and numbers of things.
const OTHERS: [&str; 20] = [
    "年", "月", "日", "号", "时", "分", "秒", "届", "次", "期", "大", "点", "场", "区", "国", "门", "片",
    "队", "组", "起",
];

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: of_hit }))
}

fn of_hit(context: &Context<'_>, hit: Hit) -> Option<Finding> {
    let text = &context.reading.flow.text;
    match hit.needle {
        FROM => bounds(text, hit.span),
        WORDS.. => between(text, hit.span),
        _ => reversed(text, hit.span),
    }
}

/// How much is read before a number, in bytes.
const REACH: usize = 60;
/// What falls, changes or is counted down runs backwards rightly.
const FALLING: [&str; 26] = [
    "升", "降", "跌", "涨", "减", "增", "缩", "调", "从", "由", "自", "下滑", "改", "提", "延", "压", "回落",
    "收窄", "恢复", "变", "扩", "转", "第", "推迟", "倒", "递",
];

/// 8000元至5000元, 15至8名
fn between(text: &str, link: Span) -> Option<Finding> {
    let to = quantity_at(text, link.end()).filter(|to| to.script == Script::Arabic)?;
    let from = number_before(text, link.start(), to.unit.of(text))?;
    let clause = clause_before(text, from.span.start());
    let before = text.get(..from.span.start())?.chars().next_back()?;
    let is_number =
        before.is_ascii_alphanumeric() || ".-—－～:：/（(号室栋楼".contains(before) && before != '：';
    let counts = !OTHERS.contains(&to.unit.of(text)) && !is_number && !to.is_loose;
    // 1米83 ends in a number of its own; 8000元至2000元不等 is a list of cases.
    let is_tail = text[..from.span.start()].trim_end_matches(before).ends_with(|c: char| c.is_ascii_digit());
    let rest = text.get(to.span().end()..)?;
    let is_other = is_tail || rest.starts_with("不等") || to.unit.of(text) == "度";
    let falls = || FALLING.iter().any(|word| clause.contains(word) || rest.starts_with(word));
    let first = match from.has_unit {
        true => from.value,
        // 5000至1万元 may do without the first magnitude.
        false if !to.number.of(text).ends_with(['万', '亿']) => from.value,
        false => return None,
    };
    if !counts || is_other || first <= to.value || falls() {
        return None;
    }
    let (first, second) = match from.has_unit {
        true => (to.span().of(text), from.span.of(text).to_owned()),
        false => (
            to.number.of(text),
            format!("{}{}", from.span.of(text), Span::new(to.number.end(), to.unit.end()).of(text)),
        ),
    };
    let fix = format!("{first}{}{second}", link.of(text));
    Some(Finding::at(from.span.to(to.unit)).replace(fix))
}

/// 5万元以上2万元以下
fn bounds(text: &str, word: Span) -> Option<Finding> {
    let to = quantity_at(text, word.end())?;
    let rest = text.get(to.span().end()..)?;
    let low = clause_before(text, word.start());
    let from = quantities_in(text, Span::new(word.start() - low.len(), word.start())).pop()?;
    let is_range = from.span().end() == word.start()
        && rest.starts_with("以下")
        && from.unit.of(text) == to.unit.of(text);
    if !is_range || from.value <= to.value || OTHERS.contains(&to.unit.of(text)) && to.unit.of(text) != "年"
    {
        return None;
    }
    let (from, to) = (from.span(), to.span());
    let fix = format!("{}{}{}", to.of(text), word.of(text), from.of(text));
    Some(Finding::at(from.to(to)).replace(fix))
}

/// The clause that ends at byte `at`, as far as it is near.
fn clause_before(text: &str, at: usize) -> &str {
    text[ceil(text, at.saturating_sub(REACH))..at]
        .rsplit(['，', '。', '；', '：', '\n'])
        .next()
        .unwrap_or_default()
}

/// The first number of a range.
struct From {
    span: Span,
    value: i128,
    has_unit: bool,
}

/// The number that ends at byte `at`, with `unit` or without one.
fn number_before(text: &str, at: usize, unit: &str) -> Option<From> {
    let before = text.get(..at)?;
    if before.ends_with(|c: char| c.is_ascii_digit()) {
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let value = parse(&before[start..])?;
        return Some(From { span: Span::new(start, at), value, has_unit: false });
    }
    let clause = clause_before(text, at);
    let all = quantities_in(text, Span::new(at - clause.len(), at));
    let last =
        all.last().filter(|last| last.span().end() == at && last.unit.of(text) == unit && !last.is_loose)?;
    (last.script == Script::Arabic).then(|| From { span: last.span(), value: last.value, has_unit: true })
}

/// 3.5 in millionths.
fn parse(number: &str) -> Option<i128> {
    let (whole, places) = number.split_once('.').unwrap_or((number, ""));
    let is_plain = !whole.starts_with('0') && whole.len() < 12 && places.len() < 6;
    let step = ONE / 10i128.pow(u32::try_from(places.len()).ok().filter(|places| *places < 6)?);
    let value = format!("{whole}{places}").parse::<i128>().ok()?;
    is_plain.then_some(value * step)
}

fn reversed(text: &str, link: Span) -> Option<Finding> {
    let from = numeral_before(text, link.start()).filter(|from| from.script == Script::Arabic)?;
    let to = quantity_at(text, link.end()).filter(|to| to.script == Script::Arabic)?;
    let before = text.get(..from.span.start())?.chars().next_back()?;
    let is_number = before.is_ascii_alphanumeric() || ".-—－～:：/（(第从由自号室栋楼降".contains(before);
    let is_falling = text.get(..from.span.start())?.ends_with("下降")
        || text.get(to.span().end()..)?.starts_with(['降', '减']);
    let counts = !OTHERS.contains(&to.unit.of(text)) && !is_number && !is_falling;
    let value = i128::from(from.value) * ONE;
    let is_padded = |span: Span| span.of(text).starts_with('0');
    if !counts || value <= bare(text, &to, value)? || is_padded(from.span) || is_padded(to.number) {
        return None;
    }
    let digits = to.number.of(text);
    let tail = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &digits[..digits.len() - tail.len()];
    let unit = Span::new(to.number.end(), to.unit.end()).of(text);
    let fix = format!("{number}{}{}{tail}{unit}", link.of(text), from.span.of(text));
    Some(Finding::at(from.span.to(to.unit)).replace(fix))
}

/// The number before its 万 or 亿, in millionths; none where the first may do without (5000—1万元).
fn bare(text: &str, quantity: &Quantity, first: i128) -> Option<i128> {
    let number = quantity.number.of(text);
    let digits = number.trim_end_matches(['万', '亿', ' ']);
    let value = digits.parse::<i128>().ok()?.checked_mul(ONE)?;
    (digits.len() == number.len() || first < 100 * ONE).then_some(value)
}
