//! An anniversary that is not that of its year: 2023年是建党101周年.

use memchr::memmem;

use crate::bulletin::Period;
use crate::facts::calendar::EVENTS;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Numeral, Script, numeral_before, written};

/// What may stand between the year and what is commemorated.
const LINKS: [&str; 10] =
    ["是", "，是", "正值", "恰逢", "适逢", "迎来", "，迎来", "喜迎", "，正值", "，恰逢"];
const ATTRIBUTES: [&str; 9] = ["我国", "伟大的", "中国人民", "中国", "世界", "纪念", "庆祝", "《", "“"];

struct Anniversary;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Anniversary))
}

impl Check for Anniversary {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for at in memmem::find_iter(text.as_bytes(), "周年") {
            let Some(number) = numeral_before(text, at) else {
                continue;
            };
            let Some((span, year)) = event_before(text, number.span.start()) else {
                continue;
            };
            let period = context.sure_period_at(at);
            let Some(stated) = year_before(text, span.start(), period) else {
                continue;
            };
            let right = stated - year;
            if right > 0 && i64::try_from(number.value) != Ok(right) {
                let finding = Finding::at(number.span).replace(as_written(right, number));
                sink.report(finding.with("event", span.of(text)).with("year", stated.to_string()));
            }
        }
    }
}

/// The event that ends at byte `end`, and its year.
fn event_before(text: &str, end: usize) -> Option<(Span, i64)> {
    let before = text.get(..end)?;
    let named = EVENTS.iter().filter(|(event, _)| before.ends_with(event));
    let &(event, year) = named.max_by_key(|(event, _)| event.len())?;
    Some((Span::new(end - event.len(), end), year))
}

/// The year that is said to be that of the anniversary, whose event begins at byte `start`.
fn year_before(text: &str, start: usize, period: Option<Period>) -> Option<i64> {
    let mut before = text.get(..start)?;
    while let Some(rest) = ATTRIBUTES.iter().find_map(|word| before.strip_suffix(word)) {
        before = rest;
    }
    let before = LINKS.iter().find_map(|link| before.strip_suffix(link))?.strip_suffix('年')?;
    if before.ends_with('今') {
        let period = period?;
        return (period.first.year() == period.last.year()).then(|| i64::from(period.first.year()));
    }
    let year = numeral_before(text, before.len()).filter(|year| year.length == 4)?;
    i64::try_from(year.value).ok()
}

fn as_written(right: i64, number: Numeral) -> String {
    match (number.script, u32::try_from(right)) {
        (Script::Han, Ok(right)) => written(right, Script::Han),
        _ => right.to_string(),
    }
}
