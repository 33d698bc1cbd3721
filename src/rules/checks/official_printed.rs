//! The day of printing beside the day that a document is dated: 2024年5月28日, and below it
//! 2024年5月20日印发.

use crate::facts::dates::DateFact;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

const NEEDLES: [&str; 1] = ["日印发"];
/// The longest line of printing, in bytes: an office and a date.
const LINE: usize = 150;
/// How many paragraphs may stand between the date and the line of printing: who gets a copy, whether
/// it is made public. Below more of them the date is that of an attachment.
const BETWEEN: usize = 6;

struct Printed;

pub(super) fn check(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Printed))
}

impl Check for Printed {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for hit in context.hits {
            let index = flow.paragraph_index(hit.span.start());
            let Some(line) = flow.paragraphs.get(index).map(|paragraph| paragraph.span) else { continue };
            let is_last = flow.of(line).trim_end().len() == hit.span.end() - line.start();
            if !is_last || line.len() > LINE {
                continue;
            }
            let Some(printed) = context.facts.dates().within(line).last() else { continue };
            let Some(dated) = dated_above(context, index) else { continue };
            // Only what both say in full is compared: a carried year may be another's.
            let days = (printed.day_in(None), dated.day_in(None));
            let is_full = printed.written.year.is_some() && dated.written.year.is_some();
            if let (Some(of_printing), Some(of_document)) = days
                && is_full
                && of_printing < of_document
            {
                let text = &flow.text;
                let finding = Finding::at(printed.span()).and(dated.span(), "date");
                sink.report(finding.with("date", dated.span().of(text)));
            }
        }
    }
}

/// The date that is a paragraph of its own, the nearest above paragraph `index`.
fn dated_above<'a>(context: &'a Context<'_>, index: usize) -> Option<&'a DateFact> {
    let flow = &context.reading.flow;
    let above = flow.paragraphs[index.saturating_sub(BETWEEN + 1)..index].iter().rev();
    above.map(|paragraph| paragraph.span).find_map(|paragraph: Span| {
        let date = context.facts.dates().within(paragraph).first()?;
        (flow.of(paragraph).trim() == date.span().of(&flow.text)).then_some(date)
    })
}
