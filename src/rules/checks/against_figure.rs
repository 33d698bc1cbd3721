//! A figure that another document gives otherwise, of the same thing at the same time.

use crate::against::figures::figures;
use crate::rules::{Check, Context, Finding, Options, Sink};

struct Figure;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Figure))
}

impl Check for Figure {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let against = context.against;
        if against.is_empty() {
            return;
        }
        for figure in figures(context.facts) {
            if let Some(other) = against.figure(&figure) {
                let finding = Finding::at(figure.quantity.span()).with("other", against.text(other));
                sink.report(finding.and_in(against.reference(other), other.span, "other"));
            }
        }
    }
}
