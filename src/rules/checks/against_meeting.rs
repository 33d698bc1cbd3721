//! A meeting that is another one in another document: 五次全会 and 四次全会 on the same day.

use crate::against::meetings::meetings;
use crate::rules::{Check, Context, Finding, Options, Sink};

struct Ordinal;

pub(super) fn ordinal(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Ordinal))
}

impl Check for Ordinal {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        if context.against.is_empty() {
            return;
        }
        for meeting in meetings(context.facts) {
            let Some((place, other)) = context.against.meeting(&meeting) else {
                continue;
            };
            let pairs = meeting.numbers.iter().zip(&other.numbers);
            let Some((here, there)) = pairs.clone().find(|(here, there)| here.1 != there.1) else {
                continue;
            };
            let reference = context.against.reference(place);
            let finding = Finding::at(here.0).with("other", reference.reading.flow.of(there.0));
            sink.report(finding.and_in(reference, there.0, "other"));
        }
    }
}
