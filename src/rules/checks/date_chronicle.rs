//! An entry of a chronicle out of its order: 5日　…, 15日　…, 13日　….

use super::date_out_of_order::{Day, longest_in_order};
use crate::facts::chronicle::Entry;
use crate::rules::{Check, Context, Finding, Options, Sink};

/// A chronicle has as many entries at least.
const LEAST: usize = 5;
/// One of so many may stand elsewhere; where more do the order is another.
const TOLERANCE: usize = 7;

struct Chronicle;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Chronicle))
}

impl Check for Chronicle {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for run in &context.facts.chronicles().runs {
            // What is of a month alone stands anywhere in it.
            let days: Vec<Entry> = run.iter().copied().filter(|entry| entry.day.is_some()).collect();
            report(&days, sink);
        }
    }
}

fn report(run: &[Entry], sink: &mut Sink<'_>) {
    let days: Vec<Day> =
        run.iter().map(|entry| (0, entry.month.unwrap_or(0), entry.day.unwrap_or(0))).collect();
    let kept = longest_in_order(&days);
    let moved = kept.iter().filter(|&&kept| !kept).count();
    if run.len() < LEAST || moved * TOLERANCE > run.len() + 1 {
        return;
    }
    for (index, entry) in run.iter().enumerate().filter(|(index, _)| !kept[*index]) {
        let earlier = (0..index).rev().find(|&at| kept[at] && days[at] > days[index]);
        let later = (index + 1..run.len()).find(|&at| kept[at] && days[at] < days[index]);
        let Some(other) = earlier.or(later).and_then(|at| run.get(at)) else { continue };
        sink.report(Finding::at(entry.span).and(other.span, "other").with("other", sink.text(other.span)));
    }
}
