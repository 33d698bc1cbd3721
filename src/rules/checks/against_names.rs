//! Organisations, meetings, places and documents whose names are a slip away from those that another
//! document gives.

use crate::against::names::{Kind, names};
use crate::against::titles::titles;
use crate::against::{Against, Place};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

struct Names(Kind);

pub(super) fn organisation(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Names(Kind::Organisation)))
}

pub(super) fn meeting(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Names(Kind::Meeting)))
}

pub(super) fn place(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Names(Kind::Place)))
}

impl Check for Names {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        if context.against.is_empty() {
            return;
        }
        let text = &context.reading.flow.text;
        for name in names(self.0, text) {
            if let Some((span, other)) = context.against.name(self.0, text, &name) {
                report(context.against, span, other, sink);
            }
        }
    }
}

struct Titles;

pub(super) fn document(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Titles))
}

impl Check for Titles {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        if context.against.is_empty() {
            return;
        }
        for (span, chars) in titles(context.facts) {
            if let Some(other) = context.against.title(&chars) {
                report(context.against, span, other, sink);
            }
        }
    }
}

fn report(against: Against<'_>, span: Span, other: Place, sink: &mut Sink<'_>) {
    let name = against.text(other);
    let finding = Finding::at(span).with("other", name).and_in(against.reference(other), other.span, "other");
    sink.report(finding.replace(name));
}
