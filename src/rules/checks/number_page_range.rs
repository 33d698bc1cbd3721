//! Pages whose first is above their last: 第12—8页.

use super::each::Each;
use crate::rules::{Check, Finding, Options};
use crate::text::Span;
use crate::text::numerals::{Script, numeral_at, numeral_before};

const NEEDLES: [&str; 1] = ["页"];

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| reversed(&context.reading.flow.text, hit.span).map(Finding::at),
    }))
}

/// The range 第12—8页 that `unit` closes, if it runs backwards.
fn reversed(text: &str, unit: Span) -> Option<Span> {
    let last = numeral_before(text, unit.start()).filter(|last| last.script == Script::Arabic)?;
    let upto = text.get(..last.span.start())?;
    let before = ["—", "－", "–", "-", "～", "~", "至"].iter().find_map(|link| upto.strip_suffix(link))?;
    let first = numeral_before(text, before.len())?;
    let start = text.get(..first.span.start())?.strip_suffix('第')?.len();
    // 112—18 leaves out the digits that both begin with.
    let is_short = first.length > 2
        && last.length < first.length
        && first.value % 10u64.pow(last.length as u32) < last.value;
    let is_range = numeral_at(text, first.span.start())?.script == Script::Arabic;
    (is_range && first.value > last.value && !is_short).then(|| Span::new(start, unit.end()))
}
