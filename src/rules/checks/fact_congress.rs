//! A congress or a session beside a year in which it was not held: 2021年召开的党的二十大.

use memchr::memmem;

use crate::facts::calendar::{assembly, congress, plenary_session};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Numeral, numeral_at, numeral_before};

/// What may stand between the year and the meeting without parting them.
const LINKS: [&str; 9] = ["召开的", "举行的", "开幕的", "闭幕的", "胜利召开的", "隆重召开的", "，", "", "的"];
/// What follows a meeting that the year before it dates.
const HAPPENS: [&str; 8] = ["召开", "胜利召开", "隆重召开", "开幕", "闭幕", "举行", "在北京", "胜利闭幕"];
/// What a meeting does in the month that stands before it; without a month it may speak of later.
const DOES: [&str; 9] = ["审议通过", "通过", "作出", "提出", "强调", "指出", "明确", "专题研究", "决定"];
/// How far before a meeting its year may stand, in bytes.
const REACH: usize = 60;

struct Congress;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Congress))
}

/// A meeting as it is written, and the year that it was held in.
struct Meeting {
    span: Span,
    year: i64,
}

impl Check for Congress {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let sessions = memmem::find_iter(text.as_bytes(), "中全会").filter_map(|at| plenary(text, at));
        let congresses = memmem::find_iter(text.as_bytes(), "大").filter_map(|at| party(text, at));
        let assemblies = memmem::find_iter(text.as_bytes(), "次会议").filter_map(|at| national(text, at));
        let mut meetings: Vec<Meeting> = sessions.chain(congresses).chain(assemblies).collect();
        meetings.sort_by_key(|meeting| meeting.span);
        for meeting in meetings {
            if let Some(stated) = year_beside(text, meeting.span) {
                if stated.value as i64 != meeting.year {
                    let finding = Finding::at(stated.span).replace(meeting.year.to_string());
                    sink.report(finding.with("meeting", meeting.span.of(text)).and(meeting.span, "meeting"));
                }
            } else if let Some(year) = year_above(context, meeting.span).filter(|&year| year != meeting.year)
            {
                let finding =
                    Finding::at(meeting.span).saying("above").with("year", meeting.year.to_string());
                sink.report(finding.with("stated", year.to_string()));
            }
        }
    }
}

/// 二十届三中全会, its 中全会 at byte `at`.
fn plenary(text: &str, at: usize) -> Option<Meeting> {
    let session = numeral_before(text, at)?;
    let before = text.get(..session.span.start())?.strip_suffix('届')?;
    let committee = numeral_before(text, before.len())?;
    let year = plenary_session(committee.value, session.value)?;
    let start = with_party(text, committee.span.start());
    Some(Meeting { span: Span::new(start, at + "中全会".len()), year })
}

/// 党的二十大, its 大 at byte `at`. Others have congresses too, so that 党的 must be there.
fn party(text: &str, at: usize) -> Option<Meeting> {
    let number = numeral_before(text, at)?;
    let start = with_party(text, number.span.start());
    let year = congress(number.value).filter(|_| start < number.span.start())?;
    Some(Meeting { span: Span::new(start, at + "大".len()), year })
}

/// 十四届全国人大一次会议, 全国政协十四届一次会议, the 次会议 at byte `at`.
fn national(text: &str, at: usize) -> Option<Meeting> {
    let session = numeral_before(text, at)?;
    let before = text.get(..session.span.start())?;
    let before = before.strip_suffix('第').unwrap_or(before);
    let (term, start) = if let Some(before) = before.strip_suffix('届') {
        let term = numeral_before(text, before.len())?;
        let body = text.get(..term.span.start())?.strip_suffix("全国政协")?;
        (term, body.len())
    } else {
        let bodies = ["全国人大", "全国人民代表大会", "全国政协"];
        let before = bodies.iter().find_map(|body| before.strip_suffix(body))?.strip_suffix('届')?;
        let term = numeral_before(text, before.len())?;
        (term, term.span.start())
    };
    let start = text.get(..start)?.strip_suffix('第').map_or(start, str::len);
    let year = assembly(term.value, session.value)?;
    Some(Meeting { span: Span::new(start, at + "次会议".len()), year })
}

fn with_party(text: &str, start: usize) -> usize {
    text.get(..start).and_then(|before| before.strip_suffix("党的")).map_or(start, str::len)
}

/// The year above the chronicle's entry that says of its day that the meeting at `span` was held.
fn year_above(context: &Context<'_>, span: Span) -> Option<i64> {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs.get(flow.paragraph_index(span.start()))?.span;
    let entry = context.facts.chronicles().entry_at(paragraph)?;
    let between = flow.of(Span::new(entry.span.end(), span.start()));
    let is_next = between.chars().all(|c| c.is_ascii_digit() || " \u{3000}，至—－月日".contains(c));
    let after = flow.text.get(span.end()..)?;
    let is_held = HAPPENS.iter().any(|verb| after.starts_with(verb));
    entry.year.map(i64::from).filter(|_| is_next && is_held)
}

/// The year of the meeting at `span` as the text states it.
fn year_beside(text: &str, span: Span) -> Option<Numeral> {
    let year = |end: usize| numeral_before(text, end).filter(|year| year.length == 4);
    let (before, after) = (text.get(..span.start())?, text.get(span.end()..)?);
    if let Some(rest) = after.strip_prefix('（') {
        let stated = numeral_at(text, text.len() - rest.len()).filter(|year| year.length == 4)?;
        return text.get(stated.span.end()..)?.starts_with("年").then_some(stated);
    }
    let at = before.rfind('年').filter(|at| before.len() - at < REACH)?;
    let between = before.get(at + "年".len()..)?;
    let has_month = between.starts_with(|c: char| c.is_ascii_digit());
    let between = between.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '月' | '日' | '至'));
    let linked = LINKS.contains(&between);
    let follows = |verbs: &[&str]| verbs.iter().find_map(|verb| after.strip_prefix(verb));
    let acts = has_month && follows(&DOES).is_some_and(|rest| !rest.starts_with('的'));
    let dated = between.ends_with('的') || acts || follows(&HAPPENS).is_some();
    year(at).filter(|_| linked && dated)
}
