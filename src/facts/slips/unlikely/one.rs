//! One wrong character.

use super::fluency::fluency;
use super::{Candidate, best, is_quoted, is_seen_again, window};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::counts::{pair, row, single};
use crate::text::words::{is_word, seeming};
use crate::text::{shapes, sounds};

/// By how much the text must be more fluent.
const LEAST: i32 = 3;
/// What all have in common; what a better rival costs, a step; what any rival costs.
const BASE: [i32; 3] = [-813, -32, -54];
/// In the order of `facts`.
const WEIGHTS: [i32; 36] = [
    -23, -12, -25, -19, -17, 23, 18, -8, -6, 20, 20, 14, 13, 3, 6, -14, 16, 2, 17, 33, 57, -66, -84, 17, 14,
    -46, -37, 40, 35, 120, 162, -71, -2, -6, -6, -7,
];

/// The characters around the place, which is in the middle.
type Window = [char; 7];
const PLACE: usize = 3;

/// The character that is probably meant at `at`, with its weight.
pub(super) fn meant(grams: &Grams, at: usize) -> Option<(i32, [char; 2])> {
    let around: Window = window(grams, at);
    let [_, _, before, c, after, ..] = around;
    if is_seen_again(grams, before, c) || is_seen_again(grams, c, after) {
        return None;
    }
    let in_word = |&&other: &&char| seeming(before, other) || seeming(other, after);
    let alike = sounds::like(c).iter().filter(in_word).filter(|&&other| other != c);
    let shaped = shapes::like(c).iter().filter(in_word).filter(|&&other| !sounds::alike(c, other));
    let words = alike.chain(shaped).filter(|&&other| is_word(before, other) || is_word(other, after));
    let mut here = None;
    let candidates: Vec<_> = words
        .filter_map(|&other| {
            let with = Window::from([around[0], around[1], before, other, after, around[5], around[6]]);
            if threes(&with).iter().all(|&row| row == 0) {
                return None;
            }
            let here = *here.get_or_insert_with(|| fluency(&around));
            let gain = fluency(&with) - here;
            (gain >= LEAST).then(|| Candidate {
                right: [other, after],
                gain,
                facts: facts(&around, &with, gain, here, is_quoted(grams, at)),
            })
        })
        .collect();
    best(&candidates, &WEIGHTS, BASE)
}

/// How often the rows of three that cover the place are met.
fn threes(window: &Window) -> [u8; 3] {
    let [_, last, before, c, after, next, _] = *window;
    let left = if is_han(before) { row(&[last, before, c]) } else { 0 };
    let right = if is_han(after) { row(&[c, after, next]) } else { 0 };
    [left, row(&[before, c, after]), right]
}

/// How often the pairs that cover the place are met, and its character alone.
fn twos(&[_, _, before, c, after, ..]: &Window) -> [u8; 3] {
    [pair(before, c), pair(c, after), single(c)]
}

fn fours(window: &Window) -> [u8; 4] {
    [0, 1, 2, 3].map(|at| row(&window[at..at + 4]))
}

fn facts(around: &Window, with: &Window, gain: i32, here: i32, quoted: bool) -> [i32; 36] {
    let [_, last, before, c, after, next, _] = *around;
    let other = with[PLACE];
    let (rows, longer) = (threes(with), fours(with));
    let counted = |rows: &[u8]| rows.iter().filter(|&&row| row > 0).count() as i32;
    let told = |holds: bool| i32::from(holds);
    let reach = |near: char, far: char| told(is_han(near)) + told(is_han(near) && is_han(far));
    let counts = threes(around).into_iter().chain(twos(around)).chain(longer).chain(rows).chain(twos(with));
    let rest = [
        gain,
        here,
        rows.into_iter().max().unwrap_or(0).into(),
        counted(&longer),
        counted(&rows),
        told(is_word(before, c)),
        told(is_word(c, after)),
        told(is_word(before, other)),
        told(is_word(other, after)),
        told(is_word(last, before)),
        told(is_word(after, next)),
        told(sounds::alike(c, other)) + told(sounds::same(c, other)),
        told(shapes::like(c).contains(&other)),
        reach(before, last),
        reach(after, next),
        told(quoted),
        row(&around[1..3]).into(),
        row(&around[4..6]).into(),
        row(&around[..3]).into(),
        row(&around[4..]).into(),
    ];
    let mut facts = [0; 36];
    for (fact, value) in facts.iter_mut().zip(counts.map(i32::from).chain(rest)) {
        *fact = value;
    }
    facts
}
