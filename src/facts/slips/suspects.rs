//! Where the usage of official prose leaves room for a slip: what it is asked first, of every
//! place, so that all else is asked of few.

use super::line::Line;
use crate::facts::grams::Grams;
use crate::facts::people::Name;
use crate::text::counts::{BLOCK, Rows, rows, triple};

/// The step from which a row of three is no surprise.
const COMMON: u8 = 4;
/// How many characters before a place, and behind it, a row of four that covers it reaches.
const REACH: usize = 3;

/// Places of a line, or of several, in their order.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    /// Han characters beside another that no row of four covers that was ever counted, and no row
    /// of three but rarely.
    pub odd: Vec<usize>,
    /// Pairs of Han characters that no row of four covers that was ever counted, and no row of
    /// three but rarely.
    pub pairs: Vec<usize>,
}

impl Suspects {
    pub fn of(line: Line<'_>) -> Self {
        let mut suspects = Suspects::default();
        let edge = ['\n'; REACH];
        let padded = [&edge, line.units(), &edge].concat();
        for start in (0..line.units().len()).step_by(BLOCK - REACH) {
            suspects.read(&padded[start..], start);
        }
        suspects
    }

    /// Takes in the block of places from `start` on, given from as far before as rows reach from.
    fn read(&mut self, window: &[char], start: usize) {
        let inside = (1 << BLOCK) - (1 << REACH);
        let Rows { han, fours } = rows(window);
        let pairs = han & han >> 1 & !(fours | fours << 1 | fours << 2) & inside;
        let odd = han & (han << 1 | han >> 1) & !(fours | fours << 1 | fours << 2 | fours << 3) & inside;
        let threes = (odd | odd >> 1 | odd >> 2 | pairs | pairs >> 1) & han >> 1;
        let mut common = 0u64;
        for bit in ones(threes) {
            let step = triple(window[bit], window[bit + 1], window[bit + 2]);
            common |= u64::from(step >= COMMON) << bit;
        }
        let pairs = pairs & !(common | common << 1);
        self.pairs.extend(ones(pairs).map(|bit| start + bit - REACH));
        let odd = odd & !(common | common << 1 | common << 2);
        self.odd.extend(ones(odd).map(|bit| start + bit - REACH));
    }

    /// Leaves out what stands in one of `names`: it is as it should be.
    pub fn forget(&mut self, names: &Named) {
        self.odd.retain(|&at| !names.covers(at));
        self.pairs.retain(|&at| !names.covers(at) && !names.covers(at + 1));
    }
}

/// Which characters of a stretch stand in a name.
#[derive(Debug)]
pub(super) struct Named(Vec<bool>);

impl Named {
    pub fn new(grams: &Grams, names: &[Name]) -> Self {
        let mut named = vec![false; grams.len()];
        for name in names {
            for at in grams.places_of(&name.chars) {
                named[at..at + name.chars.len()].fill(true);
            }
        }
        Named(named)
    }

    pub fn covers(&self, at: usize) -> bool {
        self.0.get(at) == Some(&true)
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

    /// The odd characters of `text`.
    fn odd(text: &str) -> String {
        let units: Vec<char> = text.chars().collect();
        Suspects::of(Line::new(&units)).odd.iter().map(|&at| units[at]).collect()
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
