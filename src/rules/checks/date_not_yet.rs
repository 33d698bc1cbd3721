//! What is said to be done on a day that the issue has not yet seen: 已于2025年11月投产, in 2024.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::date::date_at;

const NEEDLES: [&str; 4] = ["已于", "已在", "现已于", "业已于"];

struct NotYet;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(NotYet))
}

impl Check for NotYet {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some(period) = context.sure_period_at(hit.span.start()) else { continue };
            let Some(date) = date_at(text, hit.span.end()) else { continue };
            let (Some(year), Some(_)) = (date.year, date.month) else { continue };
            // An issue of a few months may come out in the next year, and report on that.
            let last = i32::from(period.last.year());
            if year > last + 1 || year == last + 1 && period.last.month() < 10 {
                let finding = Finding::at(date.span).with("last", period.last.year().to_string());
                sink.report(finding);
            }
        }
    }
}
