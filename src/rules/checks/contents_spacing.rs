//! Headlines that differ from their articles' by white space alone: one summary an issue.

use super::contents_headline::pairs;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::chars::is_space;
use crate::text::fold::is_same_folded;

struct Spacing;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Spacing))
}

impl Check for Spacing {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for issue in &context.reading.issues {
            let spaced = |text: &str| -> Vec<bool> { text.trim().chars().map(is_space).collect() };
            let differ = pairs(issue).filter(|(entry, article)| {
                let (a, b) = (flow.of(entry.headline), flow.of(article.headline));
                a != b && is_same_folded(a, b) && spaced(a) != spaced(b)
            });
            let places: Vec<_> = differ.collect();
            if let Some((entry, article)) = places.first() {
                let finding = Finding::at(entry.headline).and(article.headline, "body");
                sink.report(finding.with("count", places.len().to_string()));
            }
        }
    }
}
