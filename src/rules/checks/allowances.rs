//! Allowances in the manuscript that do not hold: without a reason, for no rule, for nothing.

use crate::rules::{Check, Context, Finding, Options, Outcome, Proposal, Settled, Sink};
use crate::text::Span;

/// A check that looks at each allowance by itself.
struct Each(fn(&Settled<'_>, &Context<'_>, &mut Sink<'_>));

impl Check for Each {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for settled in context.allowances {
            (self.0)(settled, context, sink);
        }
    }
}

pub(super) fn unreadable(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each(|settled, _, sink| {
        if settled.names.is_empty() {
            sink.report(Finding::outside(settled.allowance.span, ""));
        }
    })))
}

pub(super) fn no_reason(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each(|settled, _, sink| {
        if let (Some(first), true) = (settled.names.first(), settled.allowance.reason.is_empty()) {
            sink.report(Finding::outside(settled.allowance.span, first.text));
        }
    })))
}

pub(super) fn unknown_rule(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each(|settled, _, sink| {
        for name in &settled.names {
            let Outcome::Unknown(meant) = &name.outcome else { continue };
            let finding = Finding::outside(name.span, name.text);
            sink.report(match meant {
                Some(meant) => finding.saying("meant").replace(meant),
                None => finding,
            });
        }
    })))
}

pub(super) fn unused(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each(|settled, _, sink| {
        let is_idle = |outcome: &Outcome| *outcome == Outcome::Idle;
        let useless = settled.names.iter().all(|name| is_idle(&name.outcome));
        for name in settled.names.iter().filter(|name| is_idle(&name.outcome)) {
            // The whole note goes only where none of its names is needed.
            let span = if useless { settled.allowance.span } else { name.span };
            let finding = Finding::outside(span, name.text);
            sink.report(if useless { finding.propose(taken_out(settled.allowance.whole)) } else { finding });
            if useless {
                break;
            }
        }
    })))
}

fn taken_out(span: Span) -> Proposal {
    Proposal { edits: vec![(span, String::new())], saying: Some("take-out"), ..Proposal::default() }
}
