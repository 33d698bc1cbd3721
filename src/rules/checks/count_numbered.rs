//! Numbered paragraphs or clauses below another number of them: 做好以下4项工作：, and then 1. to 3.

use super::count_list::{count_in_brackets, is_title};
use super::each::Each;
use crate::facts::quantities::{ONE, Quantity, quantities_in, rewritten};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::affix::{beginning_in, ending_in};
use crate::text::boundary::ceil;
use crate::text::numerals::{Script, script_of, written};

/// The first number of each form.
const NEEDLES: [&str; 13] =
    ["一、", "（一）", "(一)", "1.", "1．", "1、", "（1）", "(1)", "①", "第一，", "第一部分", "第一条", "——"];
/// What stands before and behind the number, in the same order.
const FORMS: [(&str, &str, Script); 13] = [
    ("", "、", Script::Han),
    ("（", "）", Script::Han),
    ("(", ")", Script::Han),
    ("", ".", Script::Arabic),
    ("", "．", Script::Arabic),
    ("", "、", Script::Arabic),
    ("（", "）", Script::Arabic),
    ("(", ")", Script::Arabic),
    ("", "", Script::Arabic),
    ("第", "，", Script::Han),
    ("第", "部分", Script::Han),
    ("第", "条", Script::Han),
    ("——", "", Script::Arabic),
];
const CIRCLED: usize = 8;
const DASHES: usize = 12;
/// What says that they are below.
const BELOW: [&str; 5] = ["以下", "如下", "下列", "下面", "下述"];
/// What is numbered below without that being said.
const NOUNS: [&str; 46] = [
    "议题", "议程", "事项", "文件", "报告", "汇报", "意见", "建议", "要求", "措施", "举措", "办法", "做法",
    "方面", "问题", "特点", "亮点", "工作", "任务", "阶段", "步骤", "环节", "部分", "原则", "内容", "决定",
    "议案", "草案", "条件", "情形", "经验", "启示", "体会", "要点", "思路", "制度", "标准", "事", "行动",
    "工程", "优势", "变化", "关系", "重点", "实事", "分",
];
/// What counts no list below: 前三项, 这三项.
const OTHER: [&str; 16] = [
    "前", "后", "这", "上述", "以上", "其他", "其余", "其中", "等", "另", "另外", "各", "每", "该", "那",
    "首",
];
/// Announcements count with these.
const UNITS: [&str; 9] = ["个", "点", "条", "项", "大", "件", "种", "类", "部"];
/// How far before the first item its number may stand, in bytes.
const REACH: usize = 150;
/// A number that is further off was not meant for these paragraphs.
const FAR: usize = 2;
const MOST: u32 = 40;
/// A dashed item has no more paragraphs than this.
const PARAGRAPHS: usize = 4;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge }))
}

fn judge(context: &Context<'_>, hit: Hit) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let (form, first) = (hit.needle as usize, hit.span);
    let before = text.get(..first.start())?;
    let is_line = before.ends_with('\n');
    if !is_line && (!before.ends_with(['：', '。']) || form == DASHES) {
        return None;
    }
    let quantity = match before.strip_suffix("）\n") {
        // 先进集体名单（12个）
        Some(said) => count_in_brackets(text, said.len() + '）'.len_utf8())?,
        None => {
            let end = before.trim_end_matches('\n').len();
            announced(text, end).or_else(|| heading(text, end).filter(|_| is_line))?
        }
    };
    let count = quantity.count()?;
    let (last, points) = if is_line { paragraphs(text, first, form)? } else { clauses(text, first, form)? };
    let is_near = points.abs_diff(count) <= FAR;
    if count < 2 || points < 2 || points == count || !is_near {
        return None;
    }
    let finding = Finding::at(quantity.span()).and(last, "last").with("count", points.to_string());
    Some(finding.replace(rewritten(text, &quantity, points as i128 * ONE)))
}

/// 一、全力抓好三件大事, a heading above the items.
fn heading(text: &str, end: usize) -> Option<Quantity> {
    let line = text.get(ceil(text, end.saturating_sub(REACH))..end)?.rsplit('\n').next()?;
    let (number, words) = line.split_once('、').or_else(|| line.split_once('）'))?;
    let is_plain = !words.contains(['，', '；', '、', '。']);
    let is_heading = is_plain && number.chars().all(|c| "（一二三四五六七八九十".contains(c));
    let all = quantities_in(text, Span::new(end - words.len(), end));
    let [only] = all.as_slice() else { return None };
    let tail = text.get(only.span().end()..end)?;
    let head = text.get(end - words.len()..only.number.start())?;
    let is_named = UNITS.contains(&only.unit.of(text)) && ending_in(tail, &NOUNS).is_some();
    let is_announced = is_heading && is_named && !is_title(text, only) && ending_in(head, &OTHER).is_none();
    (is_announced && !head.is_empty()).then_some(*only)
}

/// 做好以下4项工作：, 审议了5个文件。
fn announced(text: &str, at: usize) -> Option<Quantity> {
    let low = ceil(text, at.saturating_sub(REACH));
    let before = text.get(low..at)?;
    let said = before.strip_suffix(['：', '。', '，'])?;
    let sentence = said.rsplit(['。', '！', '？', '；', '\n', '”']).next()?;
    let span = Span::new(low + said.len() - sentence.len(), low + said.len());
    let mut all = quantities_in(text, span);
    let last = all.pop()?;
    let head = text.get(..last.number.start())?;
    let tail = text.get(last.span().end()..span.end())?;
    let clause = Span::new(span.start(), last.number.start()).of(text).rsplit('，').next()?;
    let is_below = BELOW.iter().any(|word| clause.contains(word) || tail.contains(word));
    // 从四个方面抓好落实：
    let leads = before.ends_with('：') && beginning_in(tail, &NOUNS).is_some();
    let is_named =
        !tail.contains('，') && tail.chars().count() <= 14 && (leads || ending_in(tail, &NOUNS).is_some());
    let joined = all.pop().and_then(|other| text.get(other.span().end()..last.number.start()));
    let is_alone = joined.is_none_or(|between| !between.contains(['、', '和']) && between.len() > 12);
    // 三、四类 and 二类 number a class.
    let is_class = head.ends_with('、') || last.number.of(text) == "二";
    let is_time = head.ends_with(['午', '晚', '晨', '时']) || tail.starts_with("工作日");
    let is_announced = UNITS.contains(&last.unit.of(text))
        && (is_below && tail.chars().count() <= 24 || is_named)
        && is_alone
        && !is_time
        && !is_class
        && !is_title(text, &last)
        && ending_in(head, &OTHER).is_none();
    is_announced.then_some(last)
}

/// The number of item `n` as it is written.
fn number(form: usize, n: u32) -> String {
    match FORMS.get(form) {
        _ if form == CIRCLED => char::from_u32('①' as u32 + n - 1).filter(|_| n <= 20).into_iter().collect(),
        Some((before, ..)) if form == DASHES => (*before).to_owned(),
        Some((before, behind, script)) => format!("{before}{}{behind}", written(n, *script)),
        None => String::new(),
    }
}

/// The last of the numbered paragraphs from `first` on, and how many there are.
fn paragraphs(text: &str, first: Span, form: usize) -> Option<(Span, usize)> {
    let (mut points, mut last, mut apart) = (1, first, 0);
    let (mut next, mut over) = (number(form, 2), number(form, 3));
    let again = if form == DASHES { String::new() } else { number(form, 1) };
    let mut at = first.start();
    for line in text.get(at..)?.split_inclusive('\n') {
        let (begin, is_first) = (at, at == first.start());
        at += line.len();
        if is_first {
            continue;
        }
        apart += 1;
        if points < MOST && line.starts_with(&next) && !is_decimal(&line[next.len()..], form) {
            (last, points, apart) = (Span::new(begin, begin + next.len()), points + 1, 0);
            (next, over) = (number(form, points + 1), number(form, points + 2));
        } else if form == DASHES && apart > PARAGRAPHS || !again.is_empty() && line.starts_with(&again) {
            break;
        } else if form != DASHES && line.starts_with(&over) {
            // One was skipped, which is another slip.
            return None;
        }
    }
    Some((last, points as usize))
}

/// The same within the paragraph.
fn clauses(text: &str, first: Span, form: usize) -> Option<(Span, usize)> {
    let rest = text.get(first.end()..)?.split('\n').next()?;
    let marks = ['；', '。', '，', '：', '、', ';', '）', ' ', '”'];
    let place = |within: &str, number: &str| {
        let begun =
            |at: &usize| within[..*at].ends_with(marks) && !is_decimal(&within[at + number.len()..], form);
        within.match_indices(number).map(|(at, _)| at).find(begun)
    };
    let rest = &rest[..place(rest, &number(form, 1)).unwrap_or(rest.len())];
    let (mut points, mut last, mut from) = (1, first, 0);
    while points < MOST {
        let next = number(form, points + 1);
        let Some(at) = rest.get(from..).and_then(|rest| place(rest, &next)).map(|at| from + at) else {
            break;
        };
        from = at + next.len();
        last = Span::new(first.end() + at, first.end() + from);
        points += 1;
    }
    let goes_on = |text: &str| text.starts_with(&number(form, points + 1));
    let is_over = place(&rest[from..], &number(form, points + 2)).is_none();
    let below = text.get(first.end() + rest.len()..)?.trim_start_matches('\n');
    (is_over && !goes_on(below)).then_some((last, points as usize))
}

/// 1.5 and no item 1.
fn is_decimal(rest: &str, form: usize) -> bool {
    FORMS.get(form).is_some_and(|form| form.1 == ".")
        && rest.chars().next().and_then(script_of) == Some(Script::Arabic)
}
