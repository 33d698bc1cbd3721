//! A five-year plan beside years that are not its own: “十四五”（2020—2025年）, 2024年是“十四五”收官之年.

use memchr::memmem;

use crate::facts::calendar::plan;
use crate::rules::{Check, Context, Finding, Options, Proposal, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::{Numeral, numeral_at, numeral_before};

/// What may stand between the plan's name and the bracket.
const NAMES: [&str; 6] = ["”", "时期", "期间", "规划", "五年规划", "规划期"];
/// What may stand between the plan's name and what its first or last year is called.
const ATTRIBUTES: [&str; 8] = ["”", "规划", "计划", "时期", "期间", "发展", "五年", "的"];
/// The first and the last year by what they are called.
const OPENINGS: [&str; 7] = ["开局之年", "开局起步之年", "起步之年", "第一年", "首年", "头一年", "初"];
const CLOSINGS: [&str; 5] = ["收官之年", "最后一年", "期末", "末年", "末"];
/// What equates a year with the name behind it, and with the one before it.
const EQUALS: [&str; 6] = ["是", "，是", "为", "作为", "正值", ""];
const APPOSED: [&str; 5] = ["的", "（", "即", "——", ""];
/// The longest name of a plan for one field, in characters.
const FIELD: usize = 30;
/// How such names end.
const PLANS: [&str; 4] = ["规划", "计划", "方案", "纲要"];
const DASHES: [char; 7] = ['—', '–', '-', '至', '～', '~', '－'];

struct PlanYears;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(PlanYears))
}

impl Check for PlanYears {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for at in memmem::find_iter(text.as_bytes(), "五”") {
            let Some((number, name)) = plan_at(text, at) else {
                continue;
            };
            let Some((first, last)) = plan(number) else {
                continue;
            };
            if let Some((stated, right)) = milestone(text, name, (first, last)) {
                let finding = Finding::at(stated.span).saying("milestone").and(name, "plan");
                sink.report(finding.with("plan", name.of(text)).replace(right.to_string()));
            }
            let own = years_after(text, name.end());
            let Some((from, to)) = own.or_else(|| years_of_title(text, name.end(), (first, last))) else {
                continue;
            };
            if (from.value as i64, to.value as i64) != (first, last) {
                let proposal = Proposal {
                    edits: vec![(from.span, first.to_string()), (to.span, last.to_string())],
                    unsafe_: true,
                    ..Proposal::default()
                };
                let years = from.span.to(to.span);
                let finding =
                    Finding::at(years).with("first", first.to_string()).with("last", last.to_string());
                sink.report(finding.propose(proposal));
            }
        }
    }
}

/// The number of the plan whose 五” is at byte `at`, and its name with the marks.
fn plan_at(text: &str, at: usize) -> Option<(u64, Span)> {
    let open = text.get(..at)?.rfind('“').filter(|open| at - open <= "“十四".len())?;
    let ordinal = match text.get(open + "“".len()..at)? {
        "九" => 9,
        "十" => 10,
        "十一" => 11,
        "十二" => 12,
        "十三" => 13,
        "十四" => 14,
        "十五" => 15,
        _ => return None,
    };
    Some((ordinal, Span::new(open, at + "五”".len())))
}

/// The year that is called the first or the last one of the plan `name` and is not, with the right one.
fn milestone(text: &str, name: Span, (first, last): (i64, i64)) -> Option<(Numeral, i64)> {
    let mut rest = text.get(name.end()..)?;
    while let Some(after) = ATTRIBUTES.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    let called = |words: &[&str]| words.iter().find_map(|word| rest.strip_prefix(word));
    let opening = called(&OPENINGS).map(|rest| (rest, first));
    let (rest, right) = opening.or_else(|| called(&CLOSINGS).map(|rest| (rest, last)))?;
    let before = text.get(..name.start())?;
    let before = before.strip_suffix('《').unwrap_or(before);
    let stands_before = EQUALS.iter().find_map(|link| {
        let end = before.strip_suffix(link)?.strip_suffix('年')?.len();
        numeral_before(text, end).filter(|year| year.length == 4)
    });
    let stands_after = || {
        APPOSED.iter().find_map(|link| {
            let start = text.len() - rest.strip_prefix(link)?.len();
            let year = numeral_at(text, start).filter(|year| year.length == 4)?;
            text.get(year.span.end()..)?.starts_with('年').then_some(year)
        })
    };
    let stated = stands_before.or_else(stands_after)?;
    (stated.value as i64 != right).then_some((stated, right))
}

/// The years of the plan of one field, 《“十四五”能源规划（2021—2026年）》, where they miss those of
/// the plan by one: others may begin later or look further.
fn years_of_title(text: &str, end: usize, (first, last): (i64, i64)) -> Option<(Numeral, Numeral)> {
    let rest = text.get(end..)?;
    let field: usize =
        rest.chars().take(FIELD).take_while(|&c| is_han(c) || c == '、').map(char::len_utf8).sum();
    let (field, after) = rest.split_at_checked(field)?;
    let bracket = after.strip_prefix('》').unwrap_or(after);
    PLANS.iter().any(|plan| field.ends_with(plan)).then_some(())?;
    let years = years_after(text, text.len() - bracket.len())?;
    let (from, to) = (years.0.value as i64 - first, years.1.value as i64 - last);
    matches!((from, to), (0, -1 | 1) | (-1, 0)).then_some(years)
}

/// （2021—2025年） behind the name, the words after it passed over.
fn years_after(text: &str, end: usize) -> Option<(Numeral, Numeral)> {
    let mut rest = text.get(end..)?;
    while let Some(after) = NAMES.iter().find_map(|name| rest.strip_prefix(name)) {
        rest = after;
    }
    let rest = rest.strip_prefix(['（', '('])?;
    let from = numeral_at(text, text.len() - rest.len()).filter(|year| year.length == 4)?;
    let rest = text.get(from.span.end()..)?.trim_start_matches('年');
    let linked = rest.trim_start_matches(DASHES);
    let to = numeral_at(text, text.len() - linked.len()).filter(|year| year.length == 4)?;
    let closed = text.get(to.span.end()..)?.trim_start_matches('年').starts_with(['）', ')']);
    (closed && linked.len() < rest.len()).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_and_its_years_are_read() {
        let text = "“十四五”时期（2021—2025年）";
        let at = text.find("五”").unwrap();
        let (number, name) = plan_at(text, at).unwrap();
        let (from, to) = years_after(text, name.end()).unwrap();
        assert_eq!((number, from.value, to.value), (14, 2021, 2025));
    }
}
