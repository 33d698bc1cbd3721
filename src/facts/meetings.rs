//! Meetings that are counted, with the body that met and the day: 4月9日，县政府召开第23次常务会议.

use super::Facts;
use super::dates::{DateFact, Era};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::{Numeral, numeral_before};
use crate::text::sentence::sentence_around;

/// How the kinds of meetings go on behind their number.
pub const KINDS: [&str; 7] =
    ["次常务会议", "次会议", "次主席会议", "次主任会议", "次常委会会议", "次全体会议", "次全会"];
/// How far from a meeting its day may stand, in bytes.
const REACH: usize = 180;
/// The characters by which a body is known that meets.
const BODY: usize = 20;
/// What stands before the body, or between it and the number.
const VERBS: [&str; 18] = [
    "主持召开",
    "召开了",
    "召开",
    "举行了",
    "举行",
    "出席",
    "列席",
    "参加",
    "主持",
    "学习",
    "传达",
    "经过",
    "已经",
    "在",
    "由",
    "于",
    "被",
    "据",
];
/// What bodies of many kinds are called is the name of none.
const GENERIC: [&str; 8] = ["领导小组", "委员会", "常委会", "小组", "全委会", "理事会", "党组", "大会"];
/// What is done with what a meeting has decided, on another day.
const LATER: [&str; 11] =
    ["传达", "学习", "贯彻", "落实", "精神", "此前", "上次", "决定的", "通过的", "筹备", "通知"];
/// Long names and short ones.
const SHORT: [(&str, &str); 6] = [
    ("人民政府", "政府"),
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("政治协商会议", "政协"),
    ("全面深化改革", "深改"),
    ("深化改革", "深改"),
];

/// A meeting that is said to be held on a day.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Which of [`KINDS`] it is.
    pub kind: u32,
    /// Without its term and with short names: 县政府, 市人大常委会.
    pub body: String,
    /// The 十八 of 第十八届, as it is written.
    pub term: Option<String>,
    pub number: Numeral,
    pub date: Span,
    pub year: Option<i32>,
    /// Month and day, the first and the last.
    pub first: (u32, u32),
    pub last: (u32, u32),
}

impl Meeting {
    /// The meeting of which `word`, one of [`KINDS`], stands in the text, where its sentence says the day.
    pub fn read(facts: &Facts<'_>, word: Span, kind: u32) -> Option<Meeting> {
        let text = &facts.reading.flow.text;
        let number = numeral_before(text, word.start())?;
        let before = text.get(..number.span.start())?;
        let before =
            before.strip_suffix('第').or_else(|| Some(before).filter(|before| before.ends_with('届')))?;
        let (body, term) = body(before)?;
        let sentence = sentence_around(text, word, REACH);
        let paragraph = facts.reading.flow.paragraphs[facts.reading.flow.paragraph_index(word.start())].span;
        let after = text.get(word.end()..sentence.end())?;
        let is_later = |span: Span| LATER.iter().any(|word| span.of(text).contains(word));
        let ahead = Span::new(sentence.start(), before.len());
        if is_later(ahead) || after.starts_with("精神") || !is_held(text, ahead, after) {
            return None;
        }
        let day = |fact: &DateFact| {
            let first = (fact.written.month?, fact.written.day?);
            let last = fact.last().map_or(Some(first), |last| Some((last.month?, last.day?)))?;
            (fact.era == Era::Current && first <= last).then_some((fact.span(), fact.year, first, last))
        };
        let said = facts.dates().within(ahead).iter().rfind(|fact| !fact.is_linked);
        let chronicle = || {
            let entry = facts.chronicles().entry_at(paragraph)?;
            let first = (entry.month?, entry.day?);
            Some((entry.span, entry.year, first, (first.0, entry.last.unwrap_or(first.1))))
        };
        let behind = || {
            let within = Span::new(word.end(), sentence.end());
            let fact = facts.dates().within(within).first()?;
            let lead = Span::new(word.end(), fact.span().start()).of(text);
            matches!(lead, "于" | "，" | "（" | "将于" | "定于").then(|| day(fact))?
        };
        let (date, year, first, last) = match said {
            Some(fact) => day(fact)?,
            None => behind().or_else(chronicle)?,
        };
        Some(Meeting { kind, body, term, number, date, year, first, last })
    }

    /// Whether one body, under a longer or a shorter name, may hold both.
    pub fn is_of_same_body(&self, other: &Meeting) -> bool {
        let (one, other) = (&self.body, &other.body);
        one.ends_with(other.as_str()) || other.ends_with(one.as_str())
    }
}

/// The body whose meeting is counted right behind `before`, and its term.
fn body(before: &str) -> Option<(String, Option<String>)> {
    let (mut before, behind) = without_term(before);
    for verb in VERBS {
        before = before.strip_suffix(verb).unwrap_or(before);
    }
    let (before, ahead) = without_term(before);
    let start = before.char_indices().rev().take(BODY).take_while(|&(_, c)| is_han(c)).last()?.0;
    let mut name = &before[start..];
    for verb in VERBS {
        name = name.rsplit(verb).next().unwrap_or(name);
    }
    let name = name.strip_prefix('经').unwrap_or(name);
    let (town, body) = name.rsplit_once('届').map_or((name, ""), |(town, body)| (town, body));
    let number = if body.is_empty() { "" } else { &town[town.trim_end_matches(is_term).len()..] };
    let term = [behind, ahead, number].into_iter().map(|term| term.trim_matches(['第', '届']).to_owned());
    let name = format!("{}{body}", &town[..town.len() - number.len()]);
    let name = SHORT.iter().fold(name, |name, (long, short)| name.replace(long, short));
    let is_name = (2..=14).contains(&name.chars().count()) && !GENERIC.contains(&name.as_str());
    is_name.then_some((name, term.into_iter().find(|term| !term.is_empty())))
}

/// 县十七届人大常委会召开第二十次, 县委十二届三次: without the term, and the term.
fn without_term(before: &str) -> (&str, &str) {
    match before.strip_suffix('届') {
        Some(rest) => before.split_at(rest.trim_end_matches(is_term).len()),
        None => (before, ""),
    }
}

fn is_term(c: char) -> bool {
    c.is_ascii_digit() || "第一二三四五六七八九十百".contains(c)
}

/// Whether the sentence tells of the meeting as of something that takes place.
fn is_held(text: &str, ahead: Span, after: &str) -> bool {
    const AFTER: [&str; 10] = ["召开", "举行", "于", "在", "开幕", "闭幕", "审议", "研究", "上", "原则"];
    let said = ahead.of(text);
    said.contains("召开")
        || said.contains("举行")
        || said.contains("主持")
        || AFTER.iter().any(|word| after.starts_with(word))
}
