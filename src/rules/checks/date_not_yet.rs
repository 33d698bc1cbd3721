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
            let rest = text.get(hit.span.end()..).unwrap_or_default();
            let lead =
                ["今年", "本年"].iter().find(|lead| rest.starts_with(**lead)).map_or(0, |lead| lead.len());
            let Some(date) = date_at(text, hit.span.end() + lead) else { continue };
            let last_month = period.last.month();
            if let (Some(month), true) = (date.month.and_then(|month| i8::try_from(month).ok()), lead > 0)
                && month > last_month + 1
            {
                let last = format!("{}年{last_month}月", period.last.year());
                sink.report(Finding::at(date.span).with("last", last));
                continue;
            }
            let (Some(year), Some(_)) = (date.year, date.month) else { continue };
            // An issue of a few months may come out in the next year, and report on that.
            let last = i32::from(period.last.year());
            if year > last + 1 || year == last + 1 && period.last.month() < 10 {
                let finding = Finding::at(date.span).with("last", format!("{}年", period.last.year()));
                sink.report(finding);
            }
        }
    }
}
