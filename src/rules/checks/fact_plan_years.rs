//! A five-year plan beside years that are not its own: “十四五”（2020—2025年）.

use memchr::memmem;

use crate::facts::calendar::plan;
use crate::rules::{Check, Context, Finding, Options, Proposal, Sink};
use crate::text::numerals::{Numeral, numeral_at};

/// What may stand between the plan's name and the bracket.
const NAMES: [&str; 6] = ["”", "时期", "期间", "规划", "五年规划", "规划期"];
const DASHES: [char; 7] = ['—', '–', '-', '至', '～', '~', '－'];

struct PlanYears;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(PlanYears))
}

impl Check for PlanYears {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for at in memmem::find_iter(text.as_bytes(), "五”") {
            let Some((number, end)) = plan_at(text, at) else {
                continue;
            };
            let (Some((first, last)), Some((from, to))) = (plan(number), years_after(text, end)) else {
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

/// The number of the plan whose 五” is at byte `at`, and where its name ends.
fn plan_at(text: &str, at: usize) -> Option<(u64, usize)> {
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
    Some((ordinal, at + "五”".len()))
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
        let (number, end) = plan_at(text, at).unwrap();
        let (from, to) = years_after(text, end).unwrap();
        assert_eq!((number, from.value, to.value), (14, 2021, 2025));
    }
}
