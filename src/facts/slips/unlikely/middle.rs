//! A character between two where another is often met and it never is: 银呆监会 for 银保监会. No word
//! need come about; what stands on both sides tells.

use super::{is_quoted, is_seen_again, window};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::counts::{pair, row, triple};
use crate::text::words::is_word;
use crate::text::{shapes, sounds};

/// From how many steps on, over the rows with both neighbours, what is meant is sure: where both pairs
/// are met rarely, and where one is now and then.
const LEAST: [u32; 2] = [12, 16];
/// Beside a mark, where the rows go on on one side, for what sounds the very same.
const EDGE: u32 = 14;
/// Up to which step a pair is met rarely, and now and then.
const RARE: u8 = 3;
const SELDOM: u8 = 5;
/// The row of three alone has as many steps.
const THREE: u8 = 3;
/// By how much the best must be ahead of the next.
const AHEAD: u32 = 3;

/// The character that is surely meant at `at`.
pub(super) fn meant(grams: &Grams, at: usize) -> Option<char> {
    let around @ [_, _, before, c, after, ..] = window::<7>(grams, at);
    if is_word(before, c) || is_word(c, after) {
        return None;
    }
    let pairs = pair(before, c).max(pair(c, after));
    if pairs > SELDOM || met(&around) > 0 || is_quoted(grams, at) {
        return None;
    }
    if is_seen_again(grams, before, c) || is_seen_again(grams, c, after) {
        return None;
    }
    let shaped = shapes::like(c).iter().filter(|&&other| !sounds::alike(c, other));
    let others = sounds::like(c).iter().chain(shaped).copied();
    // One question tells for most that they are never met there.
    let others = others.filter(|&other| other != c && triple(before, other, after) >= THREE);
    if is_han(before) && is_han(after) {
        return likeliest(&around, others, LEAST[usize::from(pairs > RARE)]);
    }
    likeliest(&around, others.filter(|&other| sounds::same(c, other)), EDGE)
}

/// The one of `others` that is met there at least so often, and far more than the rest.
pub(super) fn likeliest(around: &[char; 7], others: impl Iterator<Item = char>, least: u32) -> Option<char> {
    let (mut best, mut next) = ((0, '\n'), 0);
    for other in others {
        let mut with = *around;
        with[3] = other;
        let steps = met(&with);
        if steps > best.0 {
            (best, next) = ((steps, other), best.0);
        } else {
            next = next.max(steps);
        }
    }
    (best.0 >= least && best.0 >= next + AHEAD).then_some(best.1)
}

/// How often the character in the middle is met between its neighbours, in the row of three and two
/// of four: those that both neighbours are in or, beside a mark, those with the one that is there.
pub(super) fn met(around: &[char; 7]) -> u32 {
    let [_, _, before, _, after, ..] = *around;
    let fours = match (is_han(before), is_han(after)) {
        (true, true) => [1, 2],
        (true, false) => [0, 1],
        (false, true) => [2, 3],
        (false, false) => return 0,
    };
    match row(&around[2..5]) {
        0 => 0,
        three => u32::from(three) + fours.iter().map(|&at| u32::from(row(&around[at..at + 4]))).sum::<u32>(),
    }
}
