//! One document under two titles that differ by a slip.

use crate::rules::{Check, Context, Finding, Options, Sink};

struct TitleDiffers;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(TitleDiffers))
}

impl Check for TitleDiffers {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for title in context.facts.differing_titles() {
            let [few, many] = title.counts;
            let finding = Finding::at(title.span).with("count", many.to_string()).and(title.other, "other");
            let other = flow.of(title.other);
            sink.report(match few < many {
                true => finding.replace(other),
                false => finding.saying("undecided").with("other", other),
            });
        }
    }
}
