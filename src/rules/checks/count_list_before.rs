//! A list with a count of another length behind it: 甲、乙、丙等2家, 甲、乙、丙四大领域.

use super::count_list::{is_title, judge_hits};
use crate::facts::lists::{List, list_before};
use crate::facts::quantities::{Kind, ONE, Quantity, quantities_in, quantity_at};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::affix::{beginning_in, ending_in};
use crate::text::numerals::{Script, numeral_at, numeral_before, script_of};

/// Stands before the count.
const OPEN: &str = "等";
/// What stands behind it.
const UNITS: [&str; 17] = [
    "大", "人", "地", "省", "市", "县", "区", "镇", "乡", "种", "类", "个", "名", "位", "家", "部门", "单位",
];
/// From here on the unit counts what the noun behind it says.
const COUNTERS: usize = 9;
/// What a count ends in; a space may stand behind it.
const COUNT_ENDS: &str = "0123456789０１２３４５６７８９〇零一二两三四五六七八九十百 ";

struct ListBefore {
    /// 等, and each unit behind what a count ends in.
    needles: Vec<String>,
}

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    let behind = |end: char| UNITS.iter().map(move |unit| format!("{end}{unit}"));
    let needles = std::iter::once(OPEN.to_owned()).chain(COUNT_ENDS.chars().flat_map(behind)).collect();
    Ok(Box::new(ListBefore { needles }))
}

/// Finds the lists before 等 that are one short of their count.
struct OneShort;

pub(super) fn one_short(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(OneShort))
}

/// Nobody leaves out one alone of more things than these; of as many it is rare.
const MANY: usize = 4;

impl Check for OneShort {
    fn needles(&self) -> Vec<&str> {
        vec![OPEN]
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some((quantity, list)) = after_open(text, hit.span) else { continue };
            let is_short = list.least >= MANY && quantity.count() == Some(list.most + 1);
            if !is_short || list.least != list.most || list.span().of(text).contains('或') {
                continue;
            }
            let finding = Finding::at(quantity.span()).and(list.span(), "list");
            let finding = finding.with("count", list.least.to_string());
            sink.report(if list.least == MANY { finding.doubtful() } else { finding });
        }
    }
}

impl Check for ListBefore {
    fn needles(&self) -> Vec<&str> {
        self.needles.iter().map(String::as_str).collect()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        judge_hits(context, sink, |text, hit| {
            let Some(behind) = (hit.needle as usize).checked_sub(1) else {
                return after_open(text, hit.span);
            };
            let unit = behind % UNITS.len();
            let span = Span::new(hit.span.end() - UNITS[unit].len(), hit.span.end());
            if unit < COUNTERS { beside(text, span) } else { summed_up(text, span) }
        });
    }
}

/// 甲、乙、丙等2家: no fewer than they are.
fn after_open(text: &str, word: Span) -> Option<(Quantity, List)> {
    let rest = text.get(word.end()..)?;
    let offset = word.end() + rest.len() - rest.trim_start().len();
    script_of(text.get(offset..)?.chars().next()?)?;
    let quantity = quantity_at(text, offset)?;
    let list = plain_list(text, word.start())?;
    let lengths = list.items[1..].iter().map(|item| item.of(text).chars().count());
    let (least, most) = (lengths.clone().min().unwrap_or(LONG), lengths.max().unwrap_or(LONG));
    // Words beside clauses: a list in one of the items of another.
    let is_nested = least <= 2 && most >= 6;
    let is_one_of_two = || text[quantity.unit.end()..].starts_with(|c| script_of(c).is_some());
    // Of things in two places there may be three: 甲馆、乙馆、丙场等两地.
    let are_things = quantity.unit.of(text) == "地" && most > SHORT;
    let counts =
        !are_things && !is_title(text, &quantity) && quantity.unit.of(text) != "国" && !is_one_of_two();
    let titles = list.span().of(text).matches("》《").count();
    let list = List { is_open: true, least: list.items.len() + titles, ..list };
    (counts && !is_nested).then_some((quantity, list))
}

/// What goes before N大 that is no list: 全国十大, 入选十大.
const NO_LIST: &str = "球国省市区县界年度第之其会的了入这列为是评选统系以前“《";

/// What leads to a list is no longer than this, in characters: 重点在产业发展、….
const LEAD: usize = 6;

/// A list before N大 has no longer items, and one before N省 has shorter ones, in characters.
const LONG: usize = 12;
const SHORT: usize = 4;

/// 甲、乙、丙四大领域, 甲、乙、丙三县
fn beside(text: &str, unit: Span) -> Option<(Quantity, List)> {
    let before = text.get(..unit.start())?;
    let end = before.trim_end_matches(' ').len();
    if script_of(before[..end].chars().next_back()?)? != Script::Han {
        return None;
    }
    let number = numeral_before(text, end).filter(|number| number.value <= 10)?;
    let quantity =
        quantity_at(text, number.span.start()).filter(|quantity| quantity.unit.end() == unit.end())?;
    let list = plain_list(text, number.span.start())?;
    let last = list.items.last()?.of(text);
    let is_great = unit.of(text) == "大";
    let longest = if is_great { LONG } else { SHORT };
    let is_item = |item: &Span| (2..=longest).contains(&item.of(text).chars().count());
    let is_list = list.items.len() > 2
        && !last.ends_with(|c| NO_LIST.contains(c))
        && ending_in(last, &VERBS).is_none()
        && list.items[1..].iter().all(is_item)
        && (is_great || is_alone(text, &quantity, &list));
    let list = List { least: list.items.len(), ..list };
    (is_list && !may_begin_later(text, &list, quantity.count()?)).then_some((quantity, list))
}

/// What sums up a list and is done to nothing: 听取了发改、财政、审计4个部门的汇报.
const SUMS: [&str; 61] = [
    "项目",
    "企业",
    "学校",
    "医院",
    "景区",
    "公司",
    "部门",
    "单位",
    "方面",
    "领域",
    "环节",
    "板块",
    "片区",
    "层面",
    "维度",
    "主题",
    "篇章",
    "阶段",
    "县区",
    "县市",
    "乡镇",
    "街道",
    "镇",
    "乡",
    "县",
    "区",
    "市",
    "省",
    "村",
    "社区",
    "地市",
    "州市",
    "产业",
    "专业",
    "学科",
    "门类",
    "同志",
    "同学",
    "服务区",
    "展区",
    "功能区",
    "专区",
    "赛区",
    "分会场",
    "小组",
    "工作组",
    "专班",
    "窗口",
    "赛道",
    "组别",
    "课题",
    "专题",
    "岗位",
    "模块",
    "平台",
    "工种",
    "品种",
    "园区",
    "城市",
    "展馆",
    "专场",
];
/// Verbs that go before a number of things: 走访3个村.
const VERBS: [&str; 31] = [
    "跨", "打好", "打赢", "做好", "抓好", "实现", "聚焦", "走访", "调研", "考察", "检查", "督查", "暗访",
    "慰问", "覆盖", "涉及", "建成", "新建", "改建", "扩建", "成立", "设立", "确定", "选取", "推进", "打造",
    "抽取", "下辖", "联合", "组织", "评选",
];
/// No such list has a longer item, in characters.
const ITEM: usize = 14;
/// What comes in kinds has shorter names.
const KIND: usize = 6;

/// 发改、财政、审计4个部门, 张明、李强、王芳3名同志, 省教育厅、省文旅厅两部门
fn summed_up(text: &str, unit: Span) -> Option<(Quantity, List)> {
    let before = text.get(..unit.start())?.trim_end_matches(' ');
    let start = before.trim_end_matches(|c: char| script_of(c).is_some()).len();
    let rest = text.get(unit.end()..)?;
    let word = unit.of(text);
    let is_kind = matches!(word, "种" | "类");
    let sums = is_kind || matches!(word, "部门" | "单位") || beginning_in(rest, &SUMS).is_some();
    let quantity = counted(text, start, unit)?;
    let list = plain_list(text, start)?;
    let last = list.items.last()?.of(text);
    let length = |item: &Span| item.of(text).chars().count();
    let is_list = list.items.len() > 2
        && !last.ends_with(|c| NO_LIST.contains(c))
        && ending_in(last, &VERBS).is_none()
        && list.items[1..].iter().all(|item| (2..=if is_kind { KIND } else { ITEM }).contains(&length(item)));
    // 甲县、乙县和丙、丁两镇: what is joined may be a list of its own.
    let count = usize::try_from(quantity.value / ONE).ok()?;
    let is_sure = sums && is_list && !may_begin_later(text, &list, count) && count.abs_diff(list.least) <= 2;
    is_sure.then_some((quantity, list))
}

/// The number of things that begins at byte `start` and goes with the counter or noun at `unit`.
fn counted(text: &str, start: usize, unit: Span) -> Option<Quantity> {
    if let Some(quantity) = quantity_at(text, start).filter(|quantity| quantity.unit.end() == unit.end()) {
        return Some(quantity);
    }
    let number = numeral_at(text, start)?;
    let value = i128::from(number.value) * ONE;
    let is_whole = text.get(number.span.end()..unit.start())?.is_empty();
    is_whole.then_some(Quantity {
        number: number.span,
        unit,
        value,
        step: ONE,
        script: number.script,
        kind: Kind::Count,
        is_loose: false,
        is_ordinal: false,
    })
}

/// Whether the last `count` items may be a list of their own: behind 和, behind a first item that
/// says more than they do, or inside an item that does (甲局、乙局组织丙、丁两大公司).
fn may_begin_later(text: &str, list: &List, count: usize) -> bool {
    let length = |item: &Span| item.of(text).chars().count();
    let Some(begin) = list.items.len().checked_sub(count) else { return false };
    let others = list.items[1..].iter().map(length).max().unwrap_or(0);
    let begins_inside = || {
        let (first, rest) = list.items[begin..].split_first().unwrap_or((&list.items[0], &[]));
        rest.iter().map(length).max().is_some_and(|longest| length(first) > longest + LEAD)
    };
    list.may_join(text, begin) || begin == 1 && length(&list.items[0]) > others + LEAD || begins_inside()
}

/// 甲、乙、丙三县: next but one would be another number (甲、乙三省一市, 双极带动、三区协同).
fn is_alone(text: &str, quantity: &Quantity, list: &List) -> bool {
    let after = text.get(quantity.span().end()..).and_then(|rest| rest.chars().next());
    let count = quantity.count().unwrap_or(0);
    count > 2
        && count.abs_diff(list.least) <= 2
        && !after.is_some_and(|c| c == '、' || script_of(c).is_some())
}

/// The list before byte `to`, if nothing in it counts or is counted.
fn plain_list(text: &str, to: usize) -> Option<List> {
    let list = list_before(text, to);
    // 分别编辑了《甲》、《乙》: titles make a list of their own.
    let is_title = |item: &Span| item.of(text).ends_with('》');
    let titles = list.items.iter().rev().take_while(|item| is_title(item)).count();
    let joined = list.items.iter().rposition(|item| item.of(text).contains("以及"));
    let list = match joined {
        _ if titles > 1 => list.from(text, list.items.len() - titles),
        Some(index) => list.from(text, index),
        None => list,
    };
    let is_plain = |item: &Span| quantities_in(text, *item).is_empty() && !item.of(text).contains('第');
    (list.least > 1 && list.items.iter().all(is_plain)).then_some(list)
}
