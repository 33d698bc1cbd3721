//! A list with a count of another length behind it: 甲、乙、丙等2家, 甲、乙、丙四大领域.

use super::count_list::{is_title, judge_hits};
use crate::facts::lists::{List, list_before};
use crate::facts::quantities::{Quantity, quantities_in, quantity_at};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Script, numeral_before, script_of};

/// 等 before the count, or the word behind it.
const NEEDLES: [&str; 10] = ["等", "大", "人", "地", "省", "市", "县", "区", "镇", "乡"];
const OPEN: u32 = 0;

struct ListBefore;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ListBefore))
}

/// Finds the lists before 等 that are one short of their count.
struct OneShort;

pub(super) fn one_short(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(OneShort))
}

/// Nobody leaves out one alone of more things than these; of as many it is rare.
const MANY: usize = 4;

impl Check for OneShort {
    fn needles(&self) -> &'static [&'static str] {
        &NEEDLES[..1]
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
    fn needles(&self) -> &'static [&'static str] {
        &NEEDLES
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        judge_hits(context, sink, |text, hit| match hit.needle {
            OPEN => after_open(text, hit.span),
            _ => beside(text, hit.span),
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
    let counts = !is_title(text, &quantity) && quantity.unit.of(text) != "国" && !is_one_of_two();
    let titles = list.span().of(text).matches("》《").count();
    let list = List { is_open: true, least: list.items.len() + titles, ..list };
    (counts && !is_nested).then_some((quantity, list))
}

/// What goes before N大 that is no list: 全国十大, 入选十大.
const NO_LIST: &str = "国省市区县界年度第之其会的了入这列为是评选统系以前“《";

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
        && list.items[1..].iter().all(is_item)
        && (is_great || is_alone(text, &quantity, &list));
    let list = List { least: list.items.len(), ..list };
    (is_list && !may_begin_later(text, &list, quantity.count()?)).then_some((quantity, list))
}

/// Whether the last `count` items may be a list of their own: behind 和, or behind a first item
/// that says more than they do.
fn may_begin_later(text: &str, list: &List, count: usize) -> bool {
    let length = |item: &Span| item.of(text).chars().count();
    let Some(begin) = list.items.len().checked_sub(count) else { return false };
    let others = list.items[1..].iter().map(length).max().unwrap_or(0);
    list.may_join(text, begin) || begin == 1 && length(&list.items[0]) > others + LEAD
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
