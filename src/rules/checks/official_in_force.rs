//! The day from which something is in force beside the day that it was made, in one sentence: 2024年11月28日…
//! 通过，自2024年1月1日起施行.

use crate::facts::dates::DateFact;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

const NEEDLES: [&str; 3] = ["起施行", "起实施", "起生效"];
/// What an assembly passes is never in force before it is passed.
const PASSED: &str = "通过";
/// What an office issues may be so for a while.
const ISSUED: [&str; 4] = ["公布", "发布", "印发", "颁布"];
const DAYS: i32 = 366;
/// What was changed, replaced or held back is in force since another day.
const AGAIN: [&str; 7] = ["修正", "修订", "修改", "废止", "原", "重新", "同时"];
/// How much may stand between the two days, in bytes.
const REACH: usize = 360;

struct InForce;

pub(super) fn check(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(InForce))
}

impl Check for InForce {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let dates = context.facts.dates().all();
        for hit in context.hits {
            let end = dates.partition_point(|fact| fact.span().end() <= hit.span.start());
            let [.., made, force] = &dates[..end] else { continue };
            let is_told = force.span().end() == hit.span.start() && force.written.year.is_some();
            if is_told && is_too_early(text, made, force) {
                let finding = Finding::at(force.span()).and(made.span(), "made");
                sink.report(finding.with("made", made.span().of(text)));
            }
        }
    }
}

/// Whether what was `made` on a day cannot be in force since the other.
fn is_too_early(text: &str, made: &DateFact, force: &DateFact) -> bool {
    let (from, to) = (made.span().end(), force.span().start());
    if made.written.year.is_none() || to < from || to - from > REACH {
        return false;
    }
    let between = Span::new(from, to).of(text);
    let is_one_sentence = between.ends_with('自') && !between.contains(['。', '；', '\n']);
    let (Some(made), Some(force)) = (made.day_in(None), force.day_in(None)) else { return false };
    if !is_one_sentence || force >= made || AGAIN.iter().any(|word| between.contains(word)) {
        return false;
    }
    let is_issued = ISSUED.iter().any(|word| between.contains(word));
    between.contains(PASSED) || is_issued && (made - force).get_days() > DAYS
}
