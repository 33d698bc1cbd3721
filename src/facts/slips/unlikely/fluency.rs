//! How well a stretch reads, in steps of a logarithm.

use crate::text::chars::is_han;
use crate::text::counts::{row, single};

/// What it costs to know one character less of what stands before.
const BACK: i32 = 2;
/// What an unknown end costs.
const END: i32 = -14;
/// What a character costs that is new behind any other.
const NEW: i32 = -26;

/// How likely the characters from the fourth on are, each behind the three before it, up to a mark;
/// `None` below `least`.
pub(super) fn fluency(window: &[char], least: i32) -> Option<i32> {
    let mut sum = 0;
    for at in 3..window.len() {
        let is_end = !is_han(window[at]);
        sum += if is_end { longer(window, at, 3).unwrap_or(END) } else { behind(window, at) };
        // No character adds to it.
        if sum < least {
            return None;
        }
        if is_end {
            break;
        }
    }
    Some(sum)
}

fn behind(window: &[char], at: usize) -> i32 {
    let known = (2..=4)
        .rev()
        .zip(0..)
        .find_map(|(length, less)| longer(window, at, length).map(|step| step - less * BACK));
    known.unwrap_or_else(|| NEW + i32::from(single(window[at])))
}

/// How likely the last of a row of `length` characters is behind the others; `None` for a row that
/// was never counted.
fn longer(window: &[char], at: usize, length: usize) -> Option<i32> {
    let whole = row(&window[at + 1 - length..=at]);
    let others = || row(&window[at + 1 - length..at]).max(whole);
    (whole > 0).then(|| i32::from(whole) - i32::from(others()))
}
