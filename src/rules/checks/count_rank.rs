//! A move that two ranks belie: 由第12位上升至第5位，前移8位.

use super::each::Each;
use crate::facts::quantities::{ONE, Quantity, quantities_in, rewritten};
use crate::rules::{Check, Finding, Options};
use crate::text::Span;
use crate::text::numerals::numeral_at;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 9] = ["前移", "上升", "提升", "前进", "跃升", "跃进", "后移", "下降", "后退"];
/// How far the sentence is read on either side, in bytes.
const REACH: usize = 200;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| judge(&context.reading.flow.text, hit.span),
    }))
}

/// The finding where the places between the only two ranks of the sentence are others than said.
fn judge(text: &str, word: Span) -> Option<Finding> {
    let at = word.end() + usize::from(text.get(word.end()..)?.starts_with('了')) * '了'.len_utf8();
    let number = numeral_at(text, at)?;
    let rest = text.get(number.span.end()..)?;
    let is_places = rest.starts_with("个位次")
        || rest.starts_with("个名次")
        || rest.starts_with('位') && !rest.starts_with("位数");
    let said = quantities_in(text, Span::new(at, number.span.end() + "个".len())).into_iter().next()?;
    let sentence = sentence_around(text, word, REACH);
    let ranks = ranks(text, sentence);
    let [one, other] = ranks.as_slice() else { return None };
    let right = one.1.abs_diff(other.1);
    if !is_places || right == 0 || right == number.value {
        return None;
    }
    let right = rewritten(text, &Quantity { step: ONE, ..said }, i128::from(right) * ONE);
    let finding = Finding::at(said.span()).and(one.0, "rank").and(other.0, "rank");
    Some(finding.with("right", right.clone()).replace(right))
}

/// The ranks that a sentence names, each with its place: 第12位, 第5名.
fn ranks(text: &str, sentence: Span) -> Vec<(Span, u64)> {
    let said = sentence.of(text).match_indices('第');
    let rank = |(at, mark): (usize, &str)| {
        let start = sentence.start() + at;
        let number = numeral_at(text, start + mark.len())?;
        let is_rank = text.get(number.span.end()..)?.starts_with(['位', '名']);
        is_rank.then(|| (Span::new(start, number.span.end() + '位'.len_utf8()), number.value))
    };
    said.filter_map(rank).collect()
}
