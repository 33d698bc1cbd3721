//! A number of years that does not fit the years beside it: 从2018年到2023年，坚守讲台七年.

use super::each::Each;
use crate::rules::{Check, Finding, Options};
use crate::text::Span;
use crate::text::numerals::{Numeral, Script, numeral_at, numeral_before, written};
use crate::text::sentence::sentence_around;

/// What says how long something took, and what one has done for so long.
const NEEDLES: [&str; 12] =
    ["历时", "耗时", "用时", "历经", "从教", "任教", "从医", "从警", "从军", "服役", "坚守", "工龄"];
/// From here on the years begin with the work itself.
const CAREERS: u32 = 4;
/// What a career begins with, and what a work does.
const STARTS: [&str; 10] =
    ["参加工作", "任教", "从教", "从医", "从警", "入伍", "参军", "走上讲台", "上岗", "当兵"];
const WORKS: [&str; 9] = ["开工", "动工", "启动", "开始", "始建", "立项", "动笔", "着手", "奠基"];
/// How far the years and the number may stand, in bytes.
const REACH: usize = 240;
const BESIDE: usize = 18;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| judge(&context.reading.flow.text, hit.span, hit.needle >= CAREERS),
    }))
}

fn judge(text: &str, word: Span, is_career: bool) -> Option<Finding> {
    let stated = stated(text, word.end())?;
    let sentence = sentence_around(text, word, REACH);
    let said = Span::new(sentence.start(), word.start());
    let years = years(text, said);
    let [first, last] = years.as_slice() else { return None };
    let between = last.value.checked_sub(first.value).filter(|years| *years > 0)?;
    // Years of which one has worked begin where the text says that it began.
    let begins = Span::new(first.span.end(), last.span.start()).of(text);
    let starts: &[&str] = if is_career { &STARTS } else { &WORKS };
    let is_range = begins.ends_with(['到', '至']) && word.start() <= last.span.end() + BESIDE;
    let is_bound = is_range || starts.iter().any(|start| begins.contains(start));
    // The years may be counted from either end.
    let fits = (between.saturating_sub(1)..=between + 1).contains(&stated.value);
    if fits || !is_bound {
        return None;
    }
    let right = u32::try_from(between).ok()?;
    let right = if right == 2 && stated.script == Script::Han {
        "两".to_owned()
    } else {
        written(right, stated.script)
    };
    let finding = Finding::at(stated.span).and(first.span, "first").and(last.span, "last");
    Some(finding.with("right", right.clone()).replace(right))
}

/// 七 in 坚守讲台七年: a number of years right behind byte `at` or a few words on.
fn stated(text: &str, at: usize) -> Option<Numeral> {
    let rest = text.get(at..)?;
    let clause = rest.split(['，', '。', '；', '、', '（']).next()?;
    let end = clause.find('年').filter(|end| *end <= BESIDE + 9)?;
    let number = numeral_before(text, at + end)?;
    let behind = rest.get(end + '年'.len_utf8()..)?;
    let before = text.get(..number.span.start())?;
    let is_exact = !behind.starts_with(['多', '余', '来', '级', '代', '前', '半'])
        && !before.ends_with(['近', '约', '第', '逾', '超', '过', '每']);
    (is_exact && number.span.start() >= at && (1..=100).contains(&number.value)).then_some(number)
}

/// The years of four digits in `span`.
fn years(text: &str, span: Span) -> Vec<Numeral> {
    let ends = span.of(text).match_indices('年');
    let year = |(at, _): (usize, &str)| {
        numeral_before(text, span.start() + at).filter(|year| {
            year.length == 4 && year.script == Script::Arabic && year.span.start() >= span.start()
        })
    };
    ends.filter_map(year).filter(|year| numeral_at(text, year.span.start()).is_some()).collect()
}
