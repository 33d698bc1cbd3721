//! Something to come that would be over by the day of the report: 8月15日，…将于8月5日开赛.

use crate::facts::dates::{DateFact, Era};
use crate::rules::{Check, Context, Finding, Options, Sink};

const AHEAD: [&str; 5] = ["将于", "将在", "定于", "拟于", "计划于"];
/// Words of a plan that is no longer the plan.
const PAST: [&str; 9] = ["原", "曾", "此前", "推迟", "延期", "已", "取消", "当时", "本应"];
/// How far the two dates may stand apart, in bytes.
const REACH: usize = 450;

struct Ahead;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Ahead))
}

impl Check for Ahead {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut report: Option<&DateFact> = None;
        for fact in context.facts.dates().all() {
            let before = text.get(..fact.written.span.start()).unwrap_or_default();
            let lead = AHEAD.iter().find(|word| before.ends_with(**word));
            if let (Some(lead), Some(day)) = (lead, report) {
                if is_over(text, day, fact) {
                    let date = day.span().of(text).replace([' ', '\u{3000}'], "");
                    let finding = Finding::at(fact.written.span).and(day.span(), "date");
                    sink.report(finding.with("lead", *lead).with("date", date));
                }
            } else if opens_sentence(text, fact) {
                report = Some(fact);
            }
        }
    }
}

/// 8月15日，
fn opens_sentence(text: &str, fact: &DateFact) -> bool {
    let before = text.get(..fact.written.span.start()).unwrap_or_default().chars().next_back();
    let opens = before.is_none_or(|c| matches!(c, '。' | '！' | '？' | '\n' | ' ' | '\u{3000}'));
    opens
        && fact.written.day.is_some()
        && text.get(fact.span().end()..).is_some_and(|rest| rest.starts_with('，'))
}

fn is_over(text: &str, report: &DateFact, fact: &DateFact) -> bool {
    let gap = report.written.span.end()..fact.written.span.start();
    let Some(between) = text.get(gap).filter(|between| between.len() <= REACH) else {
        return false;
    };
    let one_sentence = !between.contains(['。', '！', '？', '；', '\n']);
    let after = text.get(fact.span().end()..).unwrap_or_default().split(['，', '。', '\n']).next();
    let changed = |text: &str| PAST.iter().any(|word| text.contains(word));
    let current = report.era == Era::Current && fact.era == Era::Current;
    let (day, planned) = (report.written, fact.written);
    let years = (day.year, planned.year);
    let earlier = match years {
        (Some(now), Some(then)) => (then, planned.month, planned.day) < (now, day.month, day.day),
        // Another month may be that of the next year.
        _ => planned.year.is_none() && planned.month == day.month && planned.day < day.day,
    };
    let known = planned.day.is_some() && one_sentence && current;
    known && earlier && !changed(between) && !after.is_some_and(changed)
}
