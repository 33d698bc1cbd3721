//! Slips that the rest of the document or the usage of official prose proves, a rule for each kind.

use crate::facts::mention::is_mention;
use crate::facts::slips::{Kind, Slip};
use crate::rules::{Check, Context, Finding, Options, Sink};

struct Proven(Kind);

pub(super) fn gapped_repeat(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Proven(Kind::GappedRepeat)))
}

pub(super) fn lost_character(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Proven(Kind::LostFirst)))
}

pub(super) fn rare_neighbour(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Proven(Kind::Blend)))
}

pub(super) fn unlikely(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Proven(Kind::Unlikely)))
}

pub(super) fn doubled(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Proven(Kind::Stutter)))
}

pub(super) fn particle(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Proven(Kind::Particle)))
}

pub(super) fn company(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Proven(Kind::Company)))
}

pub(super) fn dropped(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Proven(Kind::Dropped)))
}

impl Check for Proven {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        // What was joined over a cut may have been two paragraphs after all.
        let flow = &context.reading.flow;
        let sure = |slip: &&Slip| slip.kind != Kind::GappedRepeat || flow.is_unbroken(slip.span);
        let slips = context.facts.usage().slips.iter().filter(|slip| slip.kind == self.0);
        let used = |slip: &&Slip| !is_mention(flow, slip.span);
        for slip in slips.filter(sure).filter(used) {
            let finding = Finding::at(slip.span).replace(slip.right.as_str());
            let finding = if slip.sure { finding } else { finding.doubtful() };
            sink.report(match slip.other {
                Some(other) => finding.and(other, "other"),
                None => finding,
            });
        }
    }
}
