//! The company that a word does not keep, though one that sounds or looks like it does: 查出 before
//! 违法, where 查处 is met and 查出 never.

use super::chars::is_common_han;
use super::hashes::{self, COMPANY_SLOTS, PAIR_BITS};

// `PAIRS`, each a wrong word, the right one and how many steps likelier that must make the rest;
// `WRONG`, a bit for each wrong word; `COMPANY`, the company by its hash. Made from
// data/company.tsv, see build/company.rs.
include!(concat!(env!("OUT_DIR"), "/company.rs"));

/// How many characters before and after the word are asked: the most telling first.
const SHAPES: [(usize, usize); 9] = [(2, 1), (1, 2), (0, 3), (3, 0), (1, 1), (0, 2), (2, 0), (0, 1), (1, 0)];

/// What is meant in some company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant {
    pub right: [char; 2],
    /// How many steps likelier it must be beside its nearest neighbours.
    pub steps: i32,
}

/// False where no company is known of a word, whose second character may be nothing.
#[inline]
pub fn has_company(word: [char; 2]) -> bool {
    let bit = hashes::wrong_word(word);
    WRONG[bit / 64] >> (bit % 64) & 1 == 1
}

/// What may be meant instead of `word` between the characters before and after it, the nearest first.
pub fn meant(word: [char; 2], before: [char; 3], after: [char; 3]) -> impl Iterator<Item = Meant> {
    let [before, after] = [before, after].map(|chars| hashes::company_sides(chars.map(known)));
    let key = move |(of_before, of_after): (usize, usize)| {
        hashes::company(word, before[of_before % before.len()], after[of_after % after.len()])
    };
    SHAPES.into_iter().filter_map(move |shape| find(word, key(shape)))
}

fn find(word: [char; 2], key: u64) -> Option<Meant> {
    let mark = hashes::company_mark(key);
    let mut at = hashes::company_slot(key);
    while let slot @ 1.. = COMPANY[at] {
        let pair = PAIRS.get((slot & PAIR_BITS) as usize - 1);
        if slot & !PAIR_BITS == mark
            && let Some(&(wrong, right, steps)) = pair
            && wrong == word
        {
            return Some(Meant { right, steps });
        }
        at = (at + 1) % COMPANY_SLOTS;
    }
    None
}

/// The character as the table has it.
fn known(c: char) -> char {
    match c {
        '0'..='9' => '0',
        _ if is_common_han(c) => c,
        _ => '，',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert!(PAIRS.len() < PAIR_BITS as usize);
        assert!(COMPANY.iter().filter(|&&slot| slot != 0).count() * 4 < COMPANY_SLOTS * 3);
        for (wrong, right, _) in PAIRS {
            assert!(has_company(wrong) && wrong != right && (wrong[1] == '\0') == (right[1] == '\0'));
        }
    }
}
