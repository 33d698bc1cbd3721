//! Parts that do not add up to their whole: 12名男生、9名女生，共20人.

use super::count_kind::{
    are_many_kinds, are_of_a_kind, exclude_each_other, is_aside, is_base, leaves_nothing_out,
};
use crate::facts::quantities::{
    Kind, ONE, Quantity, are_a_slip_apart, are_swapped, quantities_in, rewritten,
};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::affix::ending_in;
use crate::text::boundary::{ceil, floor};
use crate::text::chars::is_han;
use crate::text::numerals::script_of;

/// What says that there are a whole and parts.
const NEEDLES: [&str; 15] = [
    "其中",
    "加上",
    "共",
    "合计",
    "总计",
    "总数",
    "总量",
    "总奖牌",
    "总人数",
    "分别为",
    "：",
    "中，",
    "其余",
    "尚有",
    "另有",
];

/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 420;
/// How much may stand before a whole, and between it and its first part, in bytes.
const BEFORE: usize = 70;
/// How much may stand between two parts before 共, in bytes.
const GAP: usize = 33;
/// How far behind 共 its number may stand, in bytes.
const BESIDE: usize = 21;

/// What makes numbers levels, which add up to nothing.
const CHANGES: [&str; 11] =
    ["提高到", "增加到", "降低到", "减少到", "增至", "升至", "降至", "上升", "比上", "比去", "多出"];
/// A smaller whole is not compared with two parts: few things are counted in many ways.
const LEAST: i128 = 5 * ONE;

/// Characters before two amounts that are the same where both are amounts of one thing.
const LABEL: usize = 4;

/// What one magnitude is of another.
const TIMES: [i128; 2] = [10_000, 100_000_000];

struct Sum;

/// A whole with its parts, and whether they may be some of it only.
struct Addition {
    whole: Quantity,
    parts: Vec<Quantity>,
    is_partial: bool,
}

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Sum))
}

impl Check for Sum {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let addition = match NEEDLES.get(hit.needle as usize) {
                Some(&"其中") => among(text, hit.span),
                Some(&"加上") => added(text, hit.span),
                Some(&("：" | "分别为")) => listed(text, hit.span),
                Some(&"中，") => out_of(text, hit.span),
                Some(&("其余" | "尚有" | "另有")) => rest(text, hit.span),
                _ => total(text, hit.span),
            };
            let found = addition.and_then(|addition| match NEEDLES.get(hit.needle as usize) {
                Some(&"其中") => magnitude(&addition).or_else(|| judge(text, &addition)),
                _ => judge(text, &addition),
            });
            if let Some(finding) = found {
                sink.report(finding);
                continue;
            }
            let totals = matches!(NEEDLES.get(hit.needle as usize), Some(&("共" | "合计" | "总计")));
            if let Some(addition) = totals.then(|| scattered(text, hit.span)).flatten()
                && let Some(finding) = swapped(text, &addition)
            {
                sink.report(finding);
            }
        }
    }
}

/// The finding where the parts add up to nearly the whole, and to nothing else that is said.
fn judge(text: &str, addition: &Addition) -> Option<Finding> {
    let Addition { whole, parts, is_partial } = addition;
    let is_exact = |part: &Quantity| !part.is_loose && !part.is_ordinal;
    if let Some(part) = parts.first().filter(|part| *is_partial && part.value > whole.value) {
        let is_same = || is_stock(text, whole, part) || have_one_label(text, [whole, part]);
        let counts = is_exact(part) && is_exact(whole) && is_same();
        let finding = || Finding::at(part.span()).saying("part").and(whole.span(), "whole");
        return counts.then(|| finding().with("whole", whole.span().of(text)));
    }
    if parts.len() < 2 || !parts.iter().chain([whole]).all(is_exact) {
        return None;
    }
    let all = parts.first()?.span().to(parts.last()?.span());
    let is_small = whole.value < LEAST && parts.len() < 3;
    if is_small || CHANGES.iter().any(|word| all.of(text).contains(word)) {
        return None;
    }
    let rounded = |quantity: &Quantity| if quantity.step == ONE { 0 } else { quantity.step };
    let rounding: i128 = parts.iter().chain([whole]).map(rounded).sum();
    let sum: i128 = parts.iter().map(|part| part.value).sum();
    let adds_up = |sum: i128| (sum - whole.value).abs() * 2 <= rounding;
    let mut begun = parts.iter().scan(0, |sum, part| {
        *sum += part.value;
        Some(*sum)
    });
    // One slip of the hand in the whole or in a part explains it.
    let is_slip = |quantity: &Quantity, off: i128| {
        are_a_slip_apart(quantity.value, quantity.value + off, quantity.step)
    };
    let off = sum - whole.value;
    let many_kinds = *is_partial && are_many_kinds(text, parts);
    if begun.any(adds_up) && (!many_kinds || adds_up(sum)) {
        return None;
    }
    let in_part = |part: &Quantity| is_slip(part, -off) && (!is_partial || off > 2 * part.step);
    // Some of the parts are less than the whole, and only two digits that changed places tell.
    let is_over = *is_partial && off > rounding;
    let is_too_much =
        is_over && exclude_each_other(text, parts) || is_over && is_slip(whole, off) && many_kinds;
    let is_explained = is_too_much
        || match *is_partial && off < 0 {
            true => is_swapped(addition),
            false => is_slip(whole, off) || parts.iter().any(in_part),
        };
    is_explained.then(|| unlike(text, whole, all, sum))
}

/// The finding that `whole` is not the `sum` of what stands at `parts`.
fn unlike(text: &str, whole: &Quantity, parts: Span, sum: i128) -> Finding {
    let right = rewritten(text, whole, sum);
    Finding::at(whole.span()).and(parts, "parts").with("sum", right.clone()).replace(right)
}

/// Whether two neighbouring digits of the whole or of a part that change places make the sum.
fn is_swapped(addition: &Addition) -> bool {
    let Addition { whole, parts, .. } = addition;
    let off = parts.iter().map(|part| part.value).sum::<i128>() - whole.value;
    are_swapped(whole.value, whole.value + off, whole.step)
        || parts.iter().any(|part| are_swapped(part.value, part.value - off, part.step))
}

/// 860亿元，其中350万元、510万元, or 3.6亿元，其中2.1万元、1.5亿元: the whole or a part in another
/// magnitude.
fn magnitude(addition: &Addition) -> Option<Finding> {
    let Addition { whole, parts, .. } = addition;
    let sum: i128 = parts.iter().map(|part| part.value).sum();
    let fits = |one: i128, other: i128| TIMES.iter().any(|times| one.checked_mul(*times) == Some(other));
    let all = parts.first()?.span().to(parts.last()?.span());
    if parts.len() < 2 {
        return None;
    }
    if fits(sum, whole.value) || fits(whole.value, sum) {
        return Some(Finding::at(whole.span()).saying("magnitude").and(all, "parts"));
    }
    let right = |part: &&Quantity| part.value + whole.value - sum;
    let odd = parts.iter().find(|part| fits(part.value, right(part)) || fits(right(part), part.value))?;
    Some(Finding::at(odd.span()).saying("odd").and(whole.span(), "whole"))
}

/// 2024年180万元，2022年、2023年分别120万元、150万元，三年共计540万元: parts with other numbers between.
fn scattered(text: &str, word: Span) -> Option<Addition> {
    let Addition { whole, .. } = total(text, word)?;
    let sentence = sentence(text, word);
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
    let parts: Vec<Quantity> = before.into_iter().filter(|part| are_of_a_kind(text, part, &whole)).collect();
    Some(Addition { whole, parts, is_partial: false })
}

/// The finding where two digits that changed places explain what does not add up.
fn swapped(text: &str, addition: &Addition) -> Option<Finding> {
    let Addition { whole, parts, .. } = addition;
    let all = parts.first()?.span().to(parts.last()?.span());
    let is_exact = parts.iter().chain([whole]).all(|part| !part.is_loose && !part.is_ordinal);
    let changes = CHANGES.iter().any(|word| all.of(text).contains(word));
    let sum: i128 = parts.iter().map(|part| part.value).sum();
    let is_telling = parts.len() > 2 && is_exact && !changes && whole.value > sum.max(10 * ONE) / 2;
    (is_telling && is_swapped(addition)).then(|| unlike(text, whole, all, sum))
}

/// Whether the words right before both end alike: 网络零售额21亿元；其中农产品网络零售额29亿元.
fn have_one_label(text: &str, both: [&Quantity; 2]) -> bool {
    let label = |quantity: &Quantity| {
        let before = text.get(..quantity.number.start()).unwrap_or_default();
        before.chars().rev().take_while(|&c| is_han(c)).take(LABEL).collect::<Vec<_>>()
    };
    let [one, other] = both.map(label);
    let is_each = sentence(text, both[0].number).of(text).contains('每');
    // A balance may be less than one of its sides.
    let is_time = matches!(both[0].unit.of(text), "个月" | "天" | "个小时" | "小时" | "分钟");
    one.len() == LABEL
        && one == other
        && !is_each
        && !is_time
        && !one.iter().any(|&c| "差净均增减".contains(c))
}

/// Whether `whole` is a number of things, no change of them (新增50人，其中…), that `part` right behind
/// it may be of: as long, and long enough to have a digit wrong.
fn is_stock(text: &str, whole: &Quantity, part: &Quantity) -> bool {
    const CHANGING: [char; 10] = ['增', '减', '升', '降', '新', '比', '超', '差', '余', '均'];
    let low = ceil(text, whole.number.start().saturating_sub(BEFORE));
    let before = Span::new(low, whole.number.start());
    let clause = before.of(text).rsplit(['。', '；', '\n']).next().unwrap_or_default();
    let between = Span::new(whole.span().end(), part.number.start()).of(text);
    let counts = whole.kind == Kind::Count || whole.unit.of(text) == "人次";
    let is_long = whole.number.len() == part.number.len() && whole.value >= 100 * ONE;
    let is_alone = !quantities_in(text, before).iter().any(|other| are_of_a_kind(text, other, whole));
    let stands_near = between.len() <= BEFORE && !clause.contains(CHANGING) && !between.contains(CHANGING);
    counts && is_long && is_alone && stands_near
}

/// 24个项目，其中6个一等奖、9个二等奖、9个三等奖
fn among(text: &str, word: Span) -> Option<Addition> {
    // 通过其中24件 goes on with the 24.
    if text.get(..word.start())?.ends_with(is_han) {
        return None;
    }
    let sentence = sentence(text, word);
    let behind = quantities_in(text, Span::new(word.end(), sentence.end()));
    let first = behind.iter().find(|part| !is_year(text, part))?;
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
    let is_whole = |whole: &&Quantity| are_of_a_kind(text, whole, first) && !is_base(text, whole);
    // 4.5万人，比上年增加0.3万人，其中2.6万人: of the change they are no parts.
    let mut wholes = before.iter().rev().filter(is_whole);
    let nearest = wholes.next()?;
    let is_change = nearest.value < first.value && is_changed(text, nearest);
    let whole = if is_change { *wholes.next()? } else { *nearest };
    let is_part = |part: &Quantity| are_of_a_kind(text, part, &whole) && !is_aside(text, word.end(), part);
    let parts: Vec<Quantity> = behind.iter().copied().filter(is_part).collect();
    let is_partial = !leaves_nothing_out(text, Span::new(sentence.start(), word.start()), &parts);
    Some(Addition { whole, parts, is_partial })
}

/// By how much something rose or fell.
fn is_changed(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.number.start()).unwrap_or_default().trim_end_matches('了');
    ending_in(before, &["增加", "减少", "增长", "下降", "提高", "多", "少"]).is_some()
}

/// 其中2021年8200万元: when, and not how much.
fn is_year(text: &str, quantity: &Quantity) -> bool {
    matches!(quantity.unit.of(text), "年" | "月" | "级")
}

/// 26项任务中，已完成11项、正在推进15项
fn out_of(text: &str, word: Span) -> Option<Addition> {
    let sentence = sentence(text, word);
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
    let whole = before.last().copied()?;
    let between = Span::new(whole.span().end(), word.start()).of(text);
    let behind = quantities_in(text, Span::new(word.end(), sentence.end()));
    let parts: Vec<Quantity> =
        behind.into_iter().take_while(|part| are_of_a_kind(text, part, &whole)).collect();
    let sum: i128 = parts.iter().map(|part| part.value).sum();
    // One or two more may be counted twice: 12名队员中，8名是新人，5名参加过.
    let is_over = whole.count().is_some() && sum > whole.value + 2 * ONE;
    let is_near = between.len() <= BESIDE && between.chars().all(is_han);
    (is_near && is_over).then_some(Addition { whole, parts, is_partial: true })
}

/// 21项任务，已完成18项，其余3项
fn rest(text: &str, word: Span) -> Option<Addition> {
    let sentence = sentence(text, word);
    let last = quantities_in(text, Span::new(word.end(), sentence.end())).into_iter().next()?;
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
    let mut parts: Vec<Quantity> =
        before.into_iter().filter(|part| are_of_a_kind(text, part, &last)).collect();
    let is_near = last.number.start() <= word.end() + BESIDE;
    // 另有2个 may be more than the whole, but for what is done with those.
    let said = Span::new(sentence.start(), word.start()).of(text);
    let is_rest = word.of(text) == "其余"
        || said.contains('已') && ["未", "正在", "正", "待"].iter().any(|word| behind_of(text, &last, word));
    let most = if word.of(text) == "其余" { 2 } else { 3 };
    if !is_near || !is_rest || !(2..=most).contains(&parts.len()) {
        return None;
    }
    let whole = parts.remove(0);
    parts.push(last);
    (whole.value > parts[0].value).then_some(Addition { whole, parts, is_partial: false })
}

/// Whether `word` stands right behind the quantity: 2个未启动, 3处正在抢修.
fn behind_of(text: &str, quantity: &Quantity, word: &str) -> bool {
    let rest = text.get(quantity.span().end()..).unwrap_or_default();
    rest.starts_with(word)
}

/// 夺得17枚。加上此前的两枚，以19枚居首
fn added(text: &str, word: Span) -> Option<Addition> {
    let sentence = sentence(text, word);
    let behind = quantities_in(text, Span::new(word.end(), sentence.end()));
    let [second, whole] = behind.get(..2)? else { return None };
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
    let first = before.iter().rev().find(|first| are_of_a_kind(text, first, whole))?;
    let is_lacking = Span::new(second.span().end(), whole.number.start()).of(text).contains('差');
    (are_of_a_kind(text, second, whole) && !is_lacking).then(|| Addition {
        whole: *whole,
        parts: vec![*first, *second],
        is_partial: false,
    })
}

/// 12名男生、9名女生，共21人
fn total(text: &str, word: Span) -> Option<Addition> {
    let near = text.get(word.end()..)?.chars().take(BESIDE / 3);
    near.map(script_of).find(Option::is_some)?;
    let sentence = sentence(text, word);
    let behind = Span::new(word.end(), sentence.end().min(floor(text, word.end() + 2 * BESIDE)));
    let whole = quantities_in(text, behind).into_iter().next()?;
    if whole.number.start() > word.end() + BESIDE {
        return None;
    }
    let mut before = quantities_in(text, Span::new(sentence.start(), word.start()));
    // 第一批30个、第二批45个
    before.retain(|part| !part.is_ordinal);
    let mut parts: Vec<Quantity> = Vec::new();
    let is_part = |part: &&Quantity| are_of_a_kind(text, part, &whole);
    // 三次产业合计: a number in between that names what is added.
    let between = before.iter().rev().take_while(|other| !is_part(other)).take(1).count();
    for part in before.iter().rev().skip(between).take_while(is_part) {
        let behind = parts.last().map_or(part.span().end(), |next| next.number.start());
        if behind > part.span().end() + GAP {
            break;
        }
        parts.push(*part);
    }
    parts.reverse();
    // 6个单项和团体、全能，共8个: more is counted than has a number.
    let uncounted = Span::new(parts.last()?.span().end(), word.start()).of(text).trim_end_matches('、');
    // 32个部门和77个单位共出台118个文件: they do it, and are no parts of it.
    let verb = text.get(word.end()..whole.number.start())?;
    let acts = ending_in(verb, &["有", "计", "达", "达到", "为", "是", "得"]).is_none()
        && verb.chars().filter(|&c| is_han(c)).count() > 1;
    if acts && uncounted.ends_with(is_han) {
        return None;
    }
    // 12名老艺人每人带2名徒弟，共带24名: multiplied, not added.
    let said = Span::new(parts.first()?.span().end(), word.start()).of(text);
    if uncounted.contains(['、', '和', '及']) || said.contains(['每', '各']) {
        return None;
    }
    Some(Addition { whole, parts, is_partial: false })
}

/// 入选20家：甲县8家、乙县7家、丙县5家
fn listed(text: &str, word: Span) -> Option<Addition> {
    let near = text.get(..word.start())?.chars().rev().take(BESIDE);
    near.map(script_of).find(Option::is_some)?;
    let sentence = sentence(text, word);
    let whole = quantities_in(text, Span::new(sentence.start(), word.start())).pop()?;
    let behind = quantities_in(text, Span::new(word.end(), sentence.end()));
    let parts: Vec<Quantity> =
        behind.iter().take_while(|part| are_of_a_kind(text, part, &whole)).copied().collect();
    (parts.len() == behind.len()).then_some(Addition { whole, parts, is_partial: false })
}

/// The sentence around `word`; the one before too where `word` begins it.
fn sentence(text: &str, word: Span) -> Span {
    let ends = ['。', '！', '？', '；', '\n'];
    let (low, high) = (ceil(text, word.start().saturating_sub(REACH)), floor(text, word.end() + REACH));
    let said = text[low..word.start()].trim_end_matches(['。', '；']);
    let before = said.rsplit(ends).next().unwrap_or_default();
    let after = text[word.end()..high].split(ends).next().unwrap_or_default();
    Span::new(low + said.len() - before.len(), word.end() + after.len())
}
