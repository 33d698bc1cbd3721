//! Points that are announced with another number than follow: 三个方面：一是…二是…, “四个着力”：着力….

use super::count_list::is_title;
use super::each::Each;
use crate::facts::quantities::{ONE, Quantity, quantities_in, quantity_at, rewritten};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::chars::is_han_numeral;
use crate::text::numerals::{Script, written};

/// The first point in each way of counting them, and the quoted watchwords.
const NEEDLES: [&str; 15] = [
    "一是",
    "一要",
    "第一，",
    "第一是",
    "其一",
    "一方面",
    "“两个",
    "“三个",
    "“四个",
    "“五个",
    "“六个",
    "“七个",
    "“八个",
    "“九个",
    "“十个",
];
const WATCHWORDS: u32 = 6;

/// How far before the first point its number may stand, in bytes.
const REACH: usize = 100;
/// The words that may add a point without a number.
const FURTHER: [&str; 8] = ["最后", "此外", "另外", "再者", "同时", "还要", "还有", "再次"];
/// Points are counted with these.
const UNITS: [&str; 8] = ["个", "点", "条", "项", "大", "件", "种", "类"];
/// A number that is further off was not meant for these points.
const FAR: usize = 2;
/// A number of points is not read from more than this.
const MOST: usize = 30;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: of_hit }))
}

fn of_hit(context: &Context<'_>, hit: Hit) -> Option<Finding> {
    let text = &context.reading.flow.text;
    match hit.needle {
        WATCHWORDS.. => watchword(text, hit.span),
        _ => points(text, hit.span, NEEDLES.get(hit.needle as usize)?),
    }
}

/// 提出三点要求：一是…二是…
fn points(text: &str, first: Span, form: &str) -> Option<Finding> {
    let announced = announced(text, first.start())?;
    let count = announced.count()?;
    let points = follow(text, first, form);
    let is_near = points.len().abs_diff(count) <= FAR;
    if count < 2 || points.len() < 2 || points.len() == count || !is_near {
        return None;
    }
    let last = points.last()?;
    let rest = text.get(last.end()..)?.lines().next()?;
    // An extract, or a point that has no number of its own.
    let is_cut =
        || !rest.ends_with(['。', '”', '！']) || Span::new(first.start(), last.end()).of(text).contains('\n');
    let goes_on = || FURTHER.iter().any(|word| rest.contains(word)) || is_cut();
    if points.len() < count && goes_on() {
        return None;
    }
    // With what it says: behind it one more may be missing.
    let said = rest.split(['。', '；']).next().unwrap_or_default();
    let last = Span::new(last.start(), last.end() + said.len());
    let finding = Finding::at(announced.span()).and(last, "last").with("count", points.len().to_string());
    Some(finding.replace(rewritten(text, &announced, points.len() as i128 * ONE)))
}

/// The number that announces the points of which the first begins at byte `at`.
pub(super) fn announced(text: &str, at: usize) -> Option<Quantity> {
    let low = ceil(text, at.saturating_sub(REACH));
    let before = text.get(low..at)?;
    let said = before.trim_end_matches(['：', '，', '。', '“', '‘', '—', '；', ' ', '\n']);
    if said.len() == before.len() {
        return None;
    }
    let sentence = said.rsplit(['。', '！', '？', '；', '\n']).next()?;
    let span = Span::new(low + said.len() - sentence.len(), low + said.len());
    let mut all = quantities_in(text, span);
    let last = all.pop()?;
    let joined = all.pop().and_then(|other| text.get(other.span().end()..last.number.start()));
    let is_alone =
        joined.is_none_or(|between| !between.contains(['、', '和', '章', '部']) && between.len() > 12);
    let beside = text.get(last.span().end()..span.end())?;
    let is_time = |c: char| matches!(c, '午' | '晚' | '晨' | '时');
    let is_announced = UNITS.contains(&last.unit.of(text))
        && beside.chars().count() <= 14
        && !beside.contains('，')
        && is_alone
        && !is_title(text, &last)
        && !text.get(..last.number.start())?.ends_with(is_time);
    is_announced.then_some(last)
}

/// The points from the first one on, each as its ordinal.
fn follow(text: &str, first: Span, form: &str) -> Vec<Span> {
    let mut points = vec![first];
    while let Some(last) = points.last().filter(|_| points.len() < MOST) {
        let number = written(points.len() as u32 + 1, Script::Han);
        let next = form.replacen('一', &number, 1);
        let others = ["是", "要", "则"].map(|word| format!("{number}{word}"));
        let Some(found) = next_point(text, last.end(), form, &next, &others) else { break };
        points.push(found);
    }
    points
}

/// The next point behind byte `from`: in its paragraph, or at the begin of the one behind it.
fn next_point(text: &str, from: usize, form: &str, next: &str, others: &[String]) -> Option<Span> {
    let paragraph = text.get(from..)?.split('\n').next()?;
    // 十一是 is no 一是.
    let begun = |at: &usize| !paragraph[..*at].ends_with(is_han_numeral);
    let anew = paragraph.match_indices(form).map(|(at, _)| at).find(begun);
    let points = &paragraph[..anew.unwrap_or(paragraph.len())];
    let marks = ['，', ',', '。', '；', ';', '：', '、', '！', '？', '”', '）', ' '];
    let place = |word: &str| {
        let at = points.match_indices(word).map(|(at, _)| at).find(|&at| points[..at].ends_with(marks))?;
        Some(Span::new(from + at, from + at + word.len()))
    };
    let below = from + paragraph.len() + 1;
    let begins = |word: &str| text.get(below..).is_some_and(|rest| rest.starts_with(word));
    let here = place(next).or_else(|| others.iter().find_map(|word| place(word)));
    here.or_else(|| (anew.is_none() && begins(next)).then(|| Span::new(below, below + next.len())))
}

/// “四个着力”：着力甲、着力乙、着力丙
fn watchword(text: &str, open: Span) -> Option<Finding> {
    let quantity = quantity_at(text, open.start() + '“'.len_utf8())?;
    let count = quantity.count()?;
    let (word, rest) = text.get(open.end()..)?.split_once('”')?;
    if !(2..=3).contains(&word.chars().count()) {
        return None;
    }
    let noun = rest.split(['，', '。', '；', '：', '、', '！', '？', '“', '（', '\n']).next()?;
    let list = rest.get(noun.len()..)?.strip_prefix(['：', '，'])?;
    let list = list.strip_prefix('即').unwrap_or(list);
    let sentence = list.split(['。', '\n', '！', '？']).next()?;
    let times = sentence.matches(word).count();
    let first = sentence.split(['、', '，', '；']).next()?;
    let is_listed = noun.len() <= 6 && (first.starts_with(word) || first.ends_with(word));
    if !is_listed || times < 2 || times == count || sentence.contains('等') {
        return None;
    }
    let start = text.len() - list.len();
    let finding = Finding::at(quantity.span()).and(Span::new(start, start + sentence.len()), "list");
    Some(finding.saying("watchword").with("word", word).with("count", times.to_string()))
}
