//! A page line whose number is not that of its page: — 8 —, — 8 —, — 10 —.

use crate::rules::{Check, Context, Finding, Options, Sink};

struct Folio;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Folio))
}

impl Check for Folio {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for misprint in &context.reading.pages.misprinted {
            let right = misprint.right.to_string();
            let finding = Finding::outside(misprint.span, &misprint.written);
            sink.report(finding.with("right", right.clone()).replace(right));
        }
    }
}
