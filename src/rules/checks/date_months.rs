//! A part of the year beside months that are not its own: 上半年（1—7月）, 前三季度（1—6月）.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::numerals::{Numeral, Script, numeral_at};

/// The parts of a year, the longer name first, with their first and last month.
const PARTS: [(&str, u64, u64); 12] = [
    ("上半年", 1, 6),
    ("下半年", 7, 12),
    ("前三季度", 1, 9),
    ("前三个季度", 1, 9),
    ("一季度", 1, 3),
    ("首季度", 1, 3),
    ("二季度", 4, 6),
    ("三季度", 7, 9),
    ("四季度", 10, 12),
    ("全年", 1, 12),
    ("首季", 1, 3),
    ("末季", 10, 12),
];
const NEEDLES: [&str; PARTS.len()] = {
    let mut names = [""; PARTS.len()];
    let mut index = 0;
    while index < PARTS.len() {
        names[index] = PARTS[index].0;
        index += 1;
    }
    names
};
const DASHES: [char; 8] = ['—', '–', '－', '-', '至', '到', '～', '~'];

struct Months;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Months))
}

impl Check for Months {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut done = 0;
        for hit in context.hits.iter() {
            let Some(&(name, first, last)) = PARTS.get(hit.needle as usize) else { continue };
            if hit.span.start() < done {
                continue;
            }
            done = hit.span.end();
            let Some((from, to)) = months_after(text, hit.span.end()) else { continue };
            if (from.value, to.value) != (first, last) {
                let finding = Finding::at(from.span.to(to.span)).and(hit.span, "part").with("part", name);
                sink.report(finding.with("first", first.to_string()).with("last", last.to_string()));
            }
        }
    }
}

/// The two numbers of （1—6月） at byte `at`.
fn months_after(text: &str, at: usize) -> Option<(Numeral, Numeral)> {
    let month = |at: usize| {
        let number = numeral_at(text, at)?;
        (number.script == Script::Arabic && (1..=12).contains(&number.value)).then_some(number)
    };
    let inside = text.get(at..)?.strip_prefix(['（', '('])?;
    let inside = inside.strip_prefix('即').unwrap_or(inside);
    let from = month(text.len() - inside.len())?;
    let rest = text.get(from.span.end()..)?;
    let rest = rest.strip_prefix('月').unwrap_or(rest);
    let linked = rest.trim_start_matches(DASHES);
    let to = month(text.len() - linked.len()).filter(|_| linked.len() < rest.len())?;
    let closed = text.get(to.span.end()..)?.strip_prefix('月')?.trim_start_matches('份');
    closed.starts_with(['）', ')']).then_some((from, to))
}
