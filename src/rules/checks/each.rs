//! A check that judges each place of its needles by itself, as most checks of figures and dates do.

use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Sink};

pub(super) struct Each {
    pub needles: &'static [&'static str],
    /// What is wrong at a place.
    pub judge: fn(&Context<'_>, Hit) -> Option<Finding>,
}

impl Check for Each {
    fn needles(&self) -> Vec<&str> {
        self.needles.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for finding in context.hits.iter().filter_map(|&hit| (self.judge)(context, hit)) {
            sink.report(finding);
        }
    }
}
