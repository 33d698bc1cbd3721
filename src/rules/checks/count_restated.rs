//! A figure that is said again and otherwise: 大桥全长1268米 here, 大桥全长1286米 there.

use std::collections::BTreeMap;

use super::count_restated_beside::Beside;
use crate::facts::mention::is_mention;
use crate::facts::quantities::{Kind, Quantity, are_a_slip_apart, are_swapped, quantities_in, quantity_at};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::affix::ending_in;
use crate::text::boundary::{ceil, floor};
use crate::text::chars::{is_han, next_digit};
use crate::text::numerals::Script;
use crate::text::sentence::sentence_around;

/// How far apart the two may stand, in bytes.
const REACH: usize = 40_000;
/// Words before a figure that name it, in characters.
const LABEL: usize = 3;
/// As many are the same where two figures are of one thing.
const KEY: usize = 4;
/// As many tell in different articles.
const LONG: usize = 8;
/// As many may have other words before them.
const ALIKE: usize = 6;
/// No more of them are read.
const MOST: usize = 14;
/// Of as many digits chance seldom makes nearly the same.
const TELLING: usize = 4;
/// How far a sentence is read before its figure, in bytes.
const SENTENCE: usize = 300;
/// How far a paragraph is, for the days that it speaks of.
const PARAGRAPH: usize = 900;
/// How far behind a figure the one that goes with it may stand, in bytes.
const BESIDE: usize = 90;
/// So many different figures under one label are of different things.
const DIFFERENT: usize = 2;

/// What stands between a label and its figure.
const LINKS: [&str; 18] = [
    "达到了",
    "达到",
    "已达",
    "约达",
    "达",
    "为",
    "是",
    "有",
    "共计",
    "共",
    "合计",
    "已",
    "了",
    "约",
    "总计",
    "增至",
    "现有",
    "的",
];
/// What may go before a label without making it another one.
const LEADS: [&str; 34] = [
    "目前",
    "现有",
    "共有",
    "全市",
    "全县",
    "全区",
    "全省",
    "全镇",
    "全乡",
    "全村",
    "全国",
    "我市",
    "我县",
    "我区",
    "我省",
    "全年",
    "累计",
    "已经",
    "该",
    "本",
    "共",
    "已",
    "此次",
    "本次",
    "本届",
    "这次",
    "的",
    "完成",
    "实现",
    "了",
    "据统计",
    "总的看",
    "现",
    "拥有",
];
/// Figures of another time, place or manner are no contradiction.
const ELSEWHEN: [&str; 22] = [
    "上年", "去年", "同期", "前年", "往年", "此前", "原来", "原有", "原定", "上届", "上次", "上季", "上月",
    "昨日", "当时", "曾", "预计", "计划", "目标", "将", "力争", "同比",
];

/// What has another figure every day.
pub(super) const DAILY: [&str; 7] = ["当日", "今天", "今日", "日均", "昨天", "当天", "新增确诊"];

/// What the name of a place or a body ends in.
const BODIES: [char; 14] =
    ['省', '市', '县', '区', '镇', '乡', '村', '司', '校', '院', '厂', '局', '站', '组'];

struct Restated;

/// A figure with the words before it.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub quantity: Quantity,
    /// The Chinese characters right before it, links left out.
    pub label: &'a str,
}

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Restated))
}

impl Check for Restated {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut beside = Beside::default();
        let mut groups: BTreeMap<(&str, &str), Vec<Said<'_>>> = BTreeMap::new();
        for said in figures(text) {
            beside.read(context, said, sink);
            let key = (tail(said.label, KEY), said.quantity.unit.of(text));
            groups.entry(key).or_default().push(said);
        }
        for group in groups.values().filter(|group| group.len() > 1) {
            for near in group.chunk_by(are_near) {
                if let Some(finding) = judge(context, near) {
                    sink.report(finding);
                }
            }
        }
    }
}

/// The figures of the text that say exactly how many or how much of something with a name.
fn figures(text: &str) -> impl Iterator<Item = Said<'_>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at = next_digit(text, at)?;
            let start = at;
            at += bytes[at..]
                .iter()
                .position(|b| !matches!(b, b'0'..=b'9' | b'.' | b','))
                .unwrap_or(bytes.len() - at);
            let digits = bytes[start..at].iter().filter(|b| b.is_ascii_digit()).count();
            let before = text.get(..start)?;
            if digits < 2 || !before.ends_with(is_han) {
                continue;
            }
            let label = label(before);
            // PM10年平均浓度 and PM2.5年平均浓度 are two things.
            let named =
                before.trim_end_matches(is_han).trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            if label.chars().count() < LABEL || named.ends_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            if let Some(quantity) = quantity_at(text, start).filter(|quantity| is_figure(text, quantity)) {
                return Some(Said { quantity, label });
            }
        }
    })
}

/// The words that `before` ends with, without what only leads to the figure.
fn label(before: &str) -> &str {
    let start = before.char_indices().rev().take(MOST).take_while(|&(_, c)| is_han(c)).last();
    let mut label = start.map_or("", |(at, _)| &before[at..]);
    while let Some(link) = ending_in(label, &LINKS) {
        label = &label[..label.len() - link.len()];
    }
    label
}

fn is_figure(text: &str, quantity: &Quantity) -> bool {
    let counts = match quantity.unit.of(text) {
        "年" | "月" | "日" | "号" | "时" | "分" | "秒" | "届" | "次" | "期" | "大" | "点" | "天" | "岁"
        | "度" | "℃" | "%" | "％" | "‰" | "个百分点" | "百分点" | "倍" | "片" | "周年" | "周岁" => {
            false
        }
        _ => quantity.kind == Kind::Measure || quantity.count().is_some(),
    };
    counts && quantity.script == Script::Arabic && !quantity.is_loose && !quantity.is_ordinal
}

/// Whether two figures stand near each other.
fn are_near(one: &Said<'_>, other: &Said<'_>) -> bool {
    other.quantity.number.start() < one.quantity.number.start() + REACH
}

/// Whether two figures stand in one article, or in none.
fn are_in_one_article(context: &Context<'_>, one: &Said<'_>, other: &Said<'_>) -> bool {
    let article = |said: &Said<'_>| {
        let at = said.quantity.number.start();
        context.reading.issue_at(at)?.article_at(at).map(|article| article.headline)
    };
    article(one) == article(other)
}

/// The finding where two figures of one thing differ by a slip.
fn judge(context: &Context<'_>, near: &[Said<'_>]) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let mut values: Vec<i128> = near.iter().map(|said| said.quantity.value).collect();
    values.sort_unstable();
    values.dedup();
    if values.len() != DIFFERENT {
        return None;
    }
    let second = near.iter().position(|said| said.quantity.value != near[0].quantity.value)?;
    let (one, other) = (&near[second - 1], &near[second]);
    let is_long = tail(one.label, LONG) == tail(other.label, LONG) && one.label.chars().count() >= LONG;
    let may_be_one = is_long || are_in_one_article(context, one, other);
    if !may_be_one || !is_slip(text, one, other) || !are_of_one(text, one, other) {
        return None;
    }
    // An erratum quotes what was wrong: “产量56.3万吨”应为“产量53.6万吨”.
    let flow = &context.reading.flow;
    if [one, other].iter().any(|said| is_mention(flow, said.quantity.span())) {
        return None;
    }
    let first = one.quantity.span();
    Some(Finding::at(other.quantity.span()).and(first, "first").with("first", first.of(text)))
}

/// Whether a slip of the hand explains the difference: two digits that changed places, or less where
/// the figures behind both are the same.
fn is_slip(text: &str, one: &Said<'_>, other: &Said<'_>) -> bool {
    let (one, other) = (&one.quantity, &other.quantity);
    let step = one.step.min(other.step);
    let apart = (one.value - other.value).abs() / step.max(1);
    let is_long = [one, other].iter().all(|figure| significant(figure.value / step.max(1)) >= TELLING);
    are_swapped(one.value, other.value, step)
        || is_long && apart > 9 && are_a_slip_apart(one.value, other.value, step)
        || are_a_slip_apart(one.value, other.value, step) && have_one_companion(text, one, other)
}

/// Whether the figures behind both are the same: 学校26所、学位3.2万个, 学校28所、学位3.2万个.
fn have_one_companion(text: &str, one: &Quantity, other: &Quantity) -> bool {
    let next = |quantity: &Quantity| {
        let from = quantity.span().end();
        let next = quantities_in(text, Span::new(from, floor(text, from + BESIDE))).into_iter().next()?;
        let between = text.get(from..next.number.start())?;
        Some((between, next.number.of(text), next.unit.of(text)))
    };
    next(one).is_some_and(|companion| companion.1.len() > 2 && next(other) == Some(companion))
}

/// Whether nothing speaks of two things, times or places.
fn are_of_one(text: &str, one: &Said<'_>, other: &Said<'_>) -> bool {
    let (left, right) = (bare(one.label), bare(other.label));
    let is_one_label = left.ends_with(right) || right.ends_with(left) || alike(left, right) >= ALIKE;
    let before = |said: &Said<'_>| {
        let sentence = sentence_around(text, said.quantity.number, SENTENCE);
        Span::new(sentence.start(), said.quantity.number.start()).of(text)
    };
    let is_of_a_day = [one, other].iter().any(|said| DAILY.iter().any(|word| before(said).contains(word)));
    let one_time = is_within(&days(text, one), &days(text, other));
    let [one, other] = [one, other].map(before);
    let is_elsewhen = |sentence: &str| ELSEWHEN.iter().any(|word| sentence.contains(word));
    is_one_label
        && is_elsewhen(one) == is_elsewhen(other)
        && !is_of_a_day
        && one_time
        && agree(place(one), place(other))
}

/// The times that the paragraph speaks of before a figure.
pub(super) fn days<'a>(text: &'a str, said: &Said<'_>) -> Vec<&'a str> {
    let low = ceil(text, said.quantity.number.start().saturating_sub(PARAGRAPH));
    let said = Span::new(low, said.quantity.number.start()).of(text);
    times(said.rsplit('\n').next().unwrap_or_default())
}

/// A label without the words that may lead to it.
fn bare(label: &str) -> &str {
    let mut label = label;
    while let Some(lead) = LEADS.iter().find(|lead| label.starts_with(**lead)) {
        label = &label[lead.len()..];
    }
    label
}

/// Whether one of two lists has all of the other.
fn is_within(one: &[&str], other: &[&str]) -> bool {
    one.iter().all(|word| other.contains(word)) || other.iter().all(|word| one.contains(word))
}

fn agree(one: Option<&str>, other: Option<&str>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// The years, months, quarters and days that a sentence names.
fn times(sentence: &str) -> Vec<&str> {
    let ends = sentence.match_indices(['年', '月', '日', '季', '半']);
    ends.filter_map(|(at, unit)| {
        let before = &sentence[..at];
        let number = before.len()
            - before.trim_end_matches(|c: char| c.is_ascii_digit() || "上下一二三四".contains(c)).len();
        (number > 0).then(|| &sentence[at - number..at + unit.len()])
    })
    .collect()
}

/// The last place or body that a sentence names, by its last characters: 永平县, 柳林公司.
fn place(sentence: &str) -> Option<&str> {
    let mut ends = sentence.rmatch_indices(BODIES);
    ends.find_map(|(at, unit)| {
        let start = sentence[..at].char_indices().rev().take_while(|&(_, c)| is_han(c)).nth(1)?.0;
        let name = &sentence[start..at + unit.len()];
        (!LEADS.iter().any(|lead| name.ends_with(lead))).then_some(name)
    })
}

/// How many digits a whole number has but for the zeros that it ends in.
pub(super) fn significant(value: i128) -> usize {
    value.to_string().trim_end_matches('0').len()
}

/// How many characters both end in.
fn alike(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count()
}

/// The last `many` characters of `text`.
pub(super) fn tail(text: &str, many: usize) -> &str {
    text.char_indices().rev().nth(many.saturating_sub(1)).map_or(text, |(at, _)| &text[at..])
}
