//! Letters and digits set as wide as a Han character: ２０２３年.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::{Span, chars};

struct FullWidth {
    once: bool,
}

/// All runs; with `once = true`, the only one of a text whose figures are half-width otherwise.
pub fn build(options: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(FullWidth { once: options.flag("once") }))
}

/// Where half-width digits are so many, one full-width run is a slip.
const USUAL: usize = 30;

/// So many runs are the way that the whole text is set, told once.
const THROUGHOUT: usize = 20;

impl Check for FullWidth {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let runs = joined(text, &context.facts.marks().wide);
        let is_once = runs.len() == 1
            && text.bytes().filter(u8::is_ascii_digit).nth(USUAL - 1).is_some()
            && runs[0].of(text).contains(|c| ('０'..='９').contains(&c));
        if is_once != self.once {
            return;
        }
        let shown = if runs.len() > THROUGHOUT { 1 } else { runs.len() };
        for &run in runs.iter().take(shown) {
            let narrow: String = run.of(text).chars().map(chars::narrow).collect();
            let finding = Finding::at(run).replace(narrow).with("count", runs.len().to_string());
            sink.report(if shown < runs.len() { finding.saying("throughout") } else { finding });
        }
    }
}

/// The runs, joined over a point, hyphen or percent sign of the same width: ＰＭ２．５.
fn joined(text: &str, runs: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for &run in runs {
        match joined.last_mut() {
            Some(last) if matches!(Span::new(last.end(), run.start()).of(text), "．" | "－" | "％") => {
                *last = last.to(run);
            }
            _ => joined.push(run),
        }
    }
    joined
}
