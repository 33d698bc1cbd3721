//! A word of two characters in the place of another that sounds like it.

use super::fluency::fluency;
use super::{Candidate, best, is_quoted, is_seen_again, window};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::counts::{pair, row, single};
use crate::text::sounds;
use crate::text::words::is_word;

/// By how much the text must be more fluent.
const LEAST: i32 = 4;
/// What all have in common; what a better rival costs, a step; what any rival costs.
const BASE: [i32; 3] = [-736, -48, -43];
/// In the order of `facts`.
const WEIGHTS: [i32; 25] =
    [-10, -13, -9, -11, 10, 11, -8, 27, 26, -9, 0, 2, 13, 3, 37, 57, 52, -94, -110, 4, 52, 78, -37, 11, 9];

/// The characters around the two, which are in the middle.
type Window = [char; 8];

/// The word that is probably meant at `at`, with its weight.
pub(super) fn meant(grams: &Grams, at: usize) -> Option<(i32, [char; 2])> {
    let around: Window = window(grams, at);
    let [_, _, before, first, second, after, ..] = around;
    let bounded = !is_han(before) && !is_han(after);
    if bounded || !is_han(second) || is_known(&around) || is_seen_again(grams, first, second) {
        return None;
    }
    let mut here = None;
    let words = sounds::words_like(first, second).filter(|&[one, two]| one != first && two != second);
    let candidates: Vec<_> = words
        .filter_map(|[one, two]| {
            let mut with = around;
            [with[3], with[4]] = [one, two];
            if inner(&with) == 0 && outer(&with) == 0
                || pair(one, two) == 0
                || single(one) == 0
                || single(two) == 0
            {
                return None;
            }
            let here = *here.get_or_insert_with(|| fluency(&around));
            let gain = fluency(&with) - here;
            (gain >= LEAST).then(|| Candidate {
                right: [one, two],
                gain,
                facts: facts(&around, &with, gain, here, is_quoted(grams, at)),
            })
        })
        .collect();
    best(&candidates, &WEIGHTS, BASE)
}

fn is_known(around: &Window) -> bool {
    inner(around) > 0 || outer(around) > 0
}

/// How often the row of three is met that begins before the two, and the one that ends behind them.
fn inner(&[_, _, before, first, second, ..]: &Window) -> u8 {
    row(&[before, first, second])
}

fn outer(&[_, _, _, first, second, after, ..]: &Window) -> u8 {
    row(&[first, second, after])
}

/// How often the rows of three are met in which one of the two is or both are.
fn threes(window: &Window) -> [u8; 4] {
    let [_, last, before, first, second, after, next, _] = *window;
    let left = if is_han(before) { row(&[last, before, first]) } else { 0 };
    let right = if is_han(after) { row(&[second, after, next]) } else { 0 };
    [left, inner(window), outer(window), right]
}

fn facts(around: &Window, with: &Window, gain: i32, here: i32, quoted: bool) -> [i32; 25] {
    let [_, last, before, first, second, after, next, _] = *around;
    let [_, _, _, one, two, ..] = *with;
    let rows = threes(with);
    let longer = [0, 1, 2, 3, 4].map(|at| row(&with[at..at + 4]));
    let sum = |rows: &[u8]| rows.iter().map(|&row| i32::from(row)).sum::<i32>();
    let counted = |rows: &[u8]| rows.iter().filter(|&&row| row > 0).count() as i32;
    let told = |holds: bool| i32::from(holds);
    let reach = |near: char, far: char| told(is_han(near)) + told(is_han(near) && is_han(far));
    let [left, inner, outer, right] = rows.map(i32::from);
    [
        sum(&threes(around)),
        pair(before, first).into(),
        pair(first, second).into(),
        pair(second, after).into(),
        single(first).into(),
        single(second).into(),
        left,
        inner,
        outer,
        right,
        sum(&longer),
        pair(one, two).into(),
        gain,
        here,
        counted(&longer),
        counted(&rows),
        told(is_word(first, second)),
        told(is_word(before, first)),
        told(is_word(second, after)),
        told(sounds::same(first, one)) + told(sounds::same(second, two)),
        reach(before, last),
        reach(after, next),
        told(quoted),
        row(&around[1..3]).into(),
        row(&around[5..7]).into(),
    ]
}
