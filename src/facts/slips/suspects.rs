//! Where the usage of official prose leaves room for a slip: what it is asked first, of every
//! place, so that all else is asked of few.

use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::counts::{BLOCK, fours, triple};

/// The step from which a row of three is no surprise.
const COMMON: u8 = 4;
/// How many characters before a place, and behind it, a row of four that covers it reaches.
const REACH: usize = 3;

/// Places of a stretch, in their order.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    /// Han characters beside another that no row of four covers that was ever counted, and no row
    /// of three but rarely.
    pub odd: Vec<usize>,
    /// Pairs of Han characters that no row of four covers that was ever counted.
    pub pairs: Vec<usize>,
}

impl Suspects {
    pub fn of(grams: &Grams) -> Self {
        let mut suspects = Suspects::default();
        for start in (0..grams.len()).step_by(BLOCK - REACH) {
            suspects.read(grams, start);
        }
        suspects
    }

    /// Takes in the block of places from `start` on; a bit stands for each, and for those before
    /// that rows may reach from.
    fn read(&mut self, grams: &Grams, start: usize) {
        let window: [char; BLOCK + REACH] =
            std::array::from_fn(|by| (start + by).checked_sub(REACH).map_or('\n', |at| grams.get(at)));
        let inside = (1 << BLOCK) - (1 << REACH);
        let han = window.iter().rev().fold(0u64, |bits, &c| bits << 1 | u64::from(is_han(c)));
        let rows = fours(&window);
        let pairs = han & han >> 1 & !(rows | rows << 1 | rows << 2);
        self.pairs.extend(ones(pairs & inside).map(|bit| start + bit - REACH));

        let odd = han & (han << 1 | han >> 1) & !(rows | rows << 1 | rows << 2 | rows << 3) & inside;
        let threes = (odd | odd >> 1 | odd >> 2) & han >> 1;
        let is_common = |&bit: &usize| triple(window[bit], window[bit + 1], window[bit + 2]) >= COMMON;
        let threes = ones(threes).filter(is_common).fold(0u64, |bits, bit| bits | 1 << bit);
        let odd = odd & !(threes | threes << 1 | threes << 2);
        self.odd.extend(ones(odd).map(|bit| start + bit - REACH));
    }
}

/// The numbers of the bits that are set, the lowest first.
fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (lowest < u64::BITS).then_some(lowest as usize)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// The odd characters of `text`.
    fn odd(text: &str) -> String {
        let mut odd = String::new();
        Grams::over(text, [Span::new(0, text.len())], |grams| {
            odd.extend(Suspects::of(grams).odd.iter().map(|&at| grams.get(at)));
        });
        odd
    }

    #[test]
    fn what_is_often_written_is_passed_over_wherever_it_stands() {
        let usual = "贯彻落实人民政府的决定，";
        for before in 0..70 {
            let text = "，".repeat(before) + usual;
            assert_eq!(odd(&text), "", "{before}");
            assert_eq!(odd(&(text + "统酬协调")), "统酬", "{before}");
        }
        assert_eq!(odd(&usual.repeat(20)), "");
    }
}
