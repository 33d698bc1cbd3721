//! Is a person's name spelt as it is elsewhere in the document, and as in the registry?

use std::collections::HashSet;

use crate::facts::Usage;
use crate::rules::{Check, Context, Finding, Options, Sink};

struct Spelling;

pub(super) fn spelling(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Spelling))
}

impl Check for Spelling {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let registered: HashSet<&str> = context.house.people.iter().map(|p| p.name.as_str()).collect();
        for slip in &context.facts.usage().misspelt {
            if registered.contains(context.reading.flow.of(slip.span)) {
                continue;
            }
            let finding = Finding::at(slip.span).with("name", slip.right.as_str());
            // Where both stand equally often the later one is shown, and neither is said to be right.
            let undecided = slip.count <= slip.rare && !registered.contains(slip.right.as_str());
            let finding = match slip.other {
                Some(other) if undecided && other.start() > slip.span.start() => continue,
                Some(other) => finding.and(other, "other"),
                None => finding,
            };
            sink.report(match undecided {
                true => finding.saying("undecided"),
                false => finding.with("count", slip.count.to_string()).replace(slip.right.as_str()),
            });
        }
    }
}

struct Near;

pub(super) fn near(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Near))
}

impl Check for Near {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let people: Vec<_> = context
            .house
            .people
            .iter()
            .map(|person| (person.name.as_str(), person.titles.as_slice()))
            .collect();
        if people.is_empty() {
            return;
        }
        for slip in Usage::near(context.reading, &people) {
            sink.report(Finding::at(slip.span).replace(slip.right));
        }
    }
}
