//! Parts that do not add up to their whole: 12名男生、9名女生，共20人.

use crate::facts::quantities::{Kind, ONE, Quantity, are_a_slip_apart, quantities_in, rewritten};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::script_of;

/// What says that there are a whole and parts.
const NEEDLES: [&str; 11] =
    ["其中", "加上", "共", "合计", "总计", "总数", "总量", "总奖牌", "总人数", "分别为", "："];

/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 420;
/// How much may stand before a whole, and between it and its first part, in bytes.
const BEFORE: usize = 70;
/// How much may stand between two parts before 共, in bytes.
const GAP: usize = 33;
/// How far behind 共 its number may stand, in bytes.
const BESIDE: usize = 21;

/// Words that belong together and leave nothing out.
const EXHAUSTIVE: [&[&str]; 12] = [
    &["男", "女"],
    &["一等奖", "二等奖", "三等奖"],
    &["金", "银", "铜"],
    &["境外", "本土"],
    &["城镇", "农村"],
    &["中央", "地方"],
    &["约束性", "预期性"],
    &["公办", "民办"],
    &["新建", "改"],
    &["新建", "续建"],
    &["其余"],
    &["其他"],
];

/// What makes numbers levels, which add up to nothing.
const CHANGES: [&str; 11] =
    ["提高到", "增加到", "降低到", "减少到", "增至", "升至", "降至", "上升", "比上", "比去", "多出"];
/// A smaller whole is not compared with two parts: few things are counted in many ways.
const LEAST: i128 = 5 * ONE;

/// Who is counted is counted with any of these.
const PEOPLE: [&str; 3] = ["人", "名", "位"];

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
    fn needles(&self) -> &'static [&'static str] {
        &NEEDLES
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let addition = match NEEDLES.get(hit.needle as usize) {
                Some(&"其中") => among(text, hit.span),
                Some(&"加上") => added(text, hit.span),
                Some(&("：" | "分别为")) => listed(text, hit.span),
                _ => total(text, hit.span),
            };
            if let Some(finding) = addition.and_then(|addition| judge(text, &addition)) {
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
        let counts = is_exact(part) && is_exact(whole) && is_stock(text, whole, part);
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
    let is_explained = is_slip(whole, off) || !is_partial && parts.iter().any(|part| is_slip(part, -off));
    if begun.any(adds_up) || !is_explained || *is_partial && off < 0 {
        return None;
    }
    let right = rewritten(text, whole, sum);
    Some(Finding::at(whole.span()).and(all, "parts").with("sum", right.clone()).replace(right))
}

/// Whether `whole` is a number of things, no change of them (新增50人，其中…), that `part` right behind
/// it may be of: as long, and long enough to have a digit wrong.
fn is_stock(text: &str, whole: &Quantity, part: &Quantity) -> bool {
    const CHANGING: [char; 10] = ['增', '减', '升', '降', '新', '比', '超', '差', '余', '均'];
    let low = (whole.number.start().saturating_sub(BEFORE)..).find(|&at| text.is_char_boundary(at));
    let before = Span::new(low.unwrap_or(0), whole.number.start());
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
    let first = behind.first()?;
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
    let whole = before.iter().rev().find(|whole| are_of_a_kind(text, whole, first)).copied()?;
    let parts: Vec<Quantity> =
        behind.iter().copied().filter(|part| are_of_a_kind(text, part, &whole)).collect();
    let said = Span::new(word.end(), sentence.end()).of(text);
    let is_partial = !EXHAUSTIVE.iter().any(|words| words.iter().all(|word| said.contains(word)));
    Some(Addition { whole, parts, is_partial })
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
    let behind = Span::new(word.end(), sentence.end().min(word.end() + BESIDE + 30));
    let whole = quantities_in(text, behind).into_iter().next()?;
    if whole.number.start() > word.end() + BESIDE {
        return None;
    }
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
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
    let uncounted = Span::new(parts.last()?.span().end(), word.start()).of(text);
    if uncounted.contains(['、', '和', '及']) {
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

fn are_of_a_kind(text: &str, one: &Quantity, other: &Quantity) -> bool {
    let (left, right) = (one.unit.of(text), other.unit.of(text));
    let adds = |quantity: &Quantity, unit: &str| match quantity.kind {
        Kind::Count => !matches!(unit, "届" | "次" | "大" | "期" | "点") && !is_quoted(text, quantity),
        Kind::Measure => !matches!(
            unit,
            "%" | "％"
                | "‰"
                | "年"
                | "月"
                | "日"
                | "号"
                | "时"
                | "分"
                | "倍"
                | "岁"
                | "周年"
                | "百分点"
                | "个百分点"
        ),
    };
    adds(one, left)
        && adds(other, right)
        && (left == right || PEOPLE.contains(&left) && PEOPLE.contains(&right))
}

/// “五个认同”: a watchword.
fn is_quoted(text: &str, quantity: &Quantity) -> bool {
    text.get(..quantity.number.start()).is_some_and(|before| before.ends_with('“'))
}

/// The sentence around `word`; the one before too where `word` begins it.
fn sentence(text: &str, word: Span) -> Span {
    let ends = ['。', '！', '？', '；', '\n'];
    let low = (word.start().saturating_sub(REACH)..=word.start())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    let high = (word.end() + REACH).min(text.len());
    let high = (word.end()..=high).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(word.end());
    let said = text[low..word.start()].trim_end_matches(['。', '；']);
    let before = said.rsplit(ends).next().unwrap_or_default();
    let after = text[word.end()..high].split(ends).next().unwrap_or_default();
    Span::new(low + said.len() - before.len(), word.end() + after.len())
}
