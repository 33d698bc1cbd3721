//! Parts that add up in one measure and not in the other: 项目18个，总投资87.5亿元，其中甲类7个、45.2亿元，….

use super::count_kind::are_of_a_kind;
use super::each::Each;
use crate::facts::quantities::{Kind, ONE, Quantity, are_a_slip_apart, quantities_in, rewritten};
use crate::rules::{Check, Finding, Options};
use crate::text::Span;
use crate::text::boundary::{ceil, floor};

const NEEDLES: [&str; 1] = ["其中"];
/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 420;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| judge(&context.reading.flow.text, hit.span),
    }))
}

fn judge(text: &str, word: Span) -> Option<Finding> {
    let (before, behind) = around(text, word);
    let wholes = quantities_in(text, before);
    let [.., first, second] = wholes.as_slice() else { return None };
    let parts = quantities_in(text, behind);
    // Each part has both, and nothing else is said.
    let in_pairs = |pair: &[Quantity]| matches!(pair, [one, other] if are_of_a_kind(text, one, first) && are_of_a_kind(text, other, second));
    let are_pairs = parts.len() >= 4 && parts.len().is_multiple_of(2) && parts.chunks(2).all(in_pairs);
    let is_exact = wholes.iter().rev().take(2).chain(&parts).all(|one| !one.is_loose && !one.is_ordinal);
    if !are_pairs || !is_exact || are_of_a_kind(text, first, second) {
        return None;
    }
    let sum = |from: usize| parts.iter().skip(from).step_by(2).map(|part| part.value).sum::<i128>();
    let (right, wrong, sum) = match (sum(0) == first.value, sum(1) == second.value) {
        (true, false) => (first, second, sum(1)),
        (false, true) => (second, first, sum(0)),
        _ => return None,
    };
    // One of what is counted is enough by chance; what is rounded is off in its last place.
    let counts = wrong.kind == Kind::Count || wrong.step == ONE;
    let is_off = counts || (sum - wrong.value).abs() > wrong.step * (parts.len() as i128 + 2) / 4;
    let proves = right.value >= 10 * right.step;
    if !is_off || !proves || !are_a_slip_apart(wrong.value, sum, wrong.step) {
        return None;
    }
    let all = parts.first()?.span().to(parts.last()?.span());
    let fix = rewritten(text, wrong, sum);
    let finding = Finding::at(wrong.span()).and(all, "parts").and(right.span(), "other");
    Some(finding.with("sum", fix.clone()).replace(fix))
}

/// What stands before `word` in its sentence, the one before it where `word` begins one, and behind it.
fn around(text: &str, word: Span) -> (Span, Span) {
    let ends = ['。', '！', '？', '\n'];
    let (low, high) = (ceil(text, word.start().saturating_sub(REACH)), floor(text, word.end() + REACH));
    let said = text[low..word.start()].trim_end_matches(['。', '；']);
    let before = said.rsplit(ends).next().unwrap_or_default();
    let after = text[word.end()..high].split(ends).next().unwrap_or_default();
    let end = low + said.len();
    (Span::new(end - before.len(), end), Span::new(word.end(), word.end() + after.len()))
}
