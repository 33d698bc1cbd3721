//! The titles of documents that the references name: 《古树名木保护条例》.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::spellings::Spellings;
use super::{Against, Place};
use crate::facts::Facts;
use crate::facts::titles::{LENGTHS, is_slip, tells};
use crate::text::Span;
use crate::text::chars::is_space;

/// All titles of the references.
#[derive(Default)]
pub struct Titles {
    all: Spellings,
    /// The numbers of titles by the sum of their characters.
    whole: Sums,
    /// The same by the sums that are left when one character is taken out.
    shorter: Sums,
}

type Sums = HashMap<u64, Vec<usize>, FixedState>;

/// How many titles of the same sum are told apart.
const ALIKE: usize = 4;

impl Titles {
    pub(super) fn add(&mut self, reference: usize, facts: &Facts<'_>) {
        for (span, chars) in titles(facts) {
            if let Some(index) = self.all.add(chars.clone(), Place { reference, span }) {
                let keep = |sums: &mut Sums, sum: u64| {
                    let known = sums.entry(sum).or_default();
                    if known.len() < ALIKE {
                        known.push(index);
                    }
                };
                keep(&mut self.whole, sum(&chars));
                shorter(&chars).for_each(|sum| keep(&mut self.shorter, sum));
            }
        }
    }

    /// Where a title has one character less or more than `chars`.
    fn of_other_length(&self, chars: &[char], against: Against<'_>) -> Option<Place> {
        let longer = self.shorter.get(&sum(chars)).into_iter();
        let known = longer.chain(shorter(chars).filter_map(|sum| self.whole.get(&sum))).flatten();
        let known = known.filter_map(|&index| self.all.get(index));
        known.filter(|title| is_lost(&title.chars, chars)).find_map(|title| title.place(against))
    }
}

impl Against<'_> {
    /// The title in a reference that `chars`, one of the draft's, is a slip for.
    pub fn title(self, chars: &[char]) -> Option<Place> {
        let titles = &self.index().titles;
        if titles.all.holds(chars, self) {
            return None;
        }
        let meant = titles.all.meant(chars, self, is_slip).map(|(_, place)| place);
        meant.or_else(|| titles.of_other_length(chars, self))
    }
}

/// A sum that tells strings apart, whatever order they are met in.
fn sum(chars: &[char]) -> u64 {
    chars.iter().fold(0, |sum, &c| next(sum, c))
}

fn next(sum: u64, c: char) -> u64 {
    sum.wrapping_mul(BASE).wrapping_add(u64::from(u32::from(c)) + 1)
}

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// The sums of `chars` with one of them taken out, the first and the last apart.
fn shorter(chars: &[char]) -> impl Iterator<Item = u64> {
    let heads: Vec<u64> =
        chars.iter().scan(0, |sum, &c| Some(std::mem::replace(sum, next(*sum, c)))).collect();
    let last = chars.len().saturating_sub(1);
    // What follows a character, and the power of the base that what stands before it is raised by.
    let tail = |(sum, power): &mut (u64, u64), &c: &char| {
        let before = (*sum, *power);
        *sum = sum.wrapping_add((u64::from(u32::from(c)) + 1).wrapping_mul(*power));
        *power = power.wrapping_mul(BASE);
        Some(before)
    };
    let tails: Vec<(u64, u64)> = chars.iter().rev().scan((0, 1), tail).collect();
    let sums = heads.into_iter().zip(tails.into_iter().rev());
    sums.map(|(head, (tail, power))| head.wrapping_mul(power).wrapping_add(tail))
        .skip(1)
        .take(last.saturating_sub(1))
}

/// One of two titles has a character that the other lacks, and not one that tells documents apart.
fn is_lost(one: &[char], other: &[char]) -> bool {
    let (long, short) = if one.len() > other.len() { (one, other) } else { (other, one) };
    if long.len() != short.len() + 1 {
        return false;
    }
    let at = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let is_inner = at > 0 && at + 1 < long.len();
    is_inner && !tells(long[at]) && long[at + 1..] == short[at..]
}

/// The titles between book marks, without spaces, that are long enough to be compared.
pub fn titles(facts: &Facts<'_>) -> Vec<(Span, Vec<char>)> {
    let text = &facts.reading.flow.text;
    let pairs = facts.marks().pairs.iter().filter(|pair| pair.kind.is_title());
    let titles = pairs.map(|pair| pair.inner()).filter(|span| span.len() <= 4 * LENGTHS.end());
    let spelt = titles.map(|span| (span, span.of(text).chars().filter(|&c| !is_space(c)).collect()));
    spelt.filter(|(_, chars): &(Span, Vec<char>)| LENGTHS.contains(&chars.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_without_a_character_are_those_of_the_shorter_string() {
        let chars: Vec<char> = "推进新型工业化的决定".chars().collect();
        let expected = (1..chars.len() - 1).map(|at| {
            let rest: Vec<char> = [&chars[..at], &chars[at + 1..]].concat();
            sum(&rest)
        });
        assert!(shorter(&chars).eq(expected));
        assert_eq!(shorter(&[]).count() + shorter(&['会', '议']).count(), 0);
    }

    #[test]
    fn a_character_that_tells_documents_apart_is_not_lost() {
        let lost = |one: &str, other: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            is_lost(&chars(one), &chars(other))
        };
        assert!(lost("推进新型工业化的决定", "推进新型工业化决定"));
        assert!(!lost("推进全市工业化的决定", "推进全工业化的决定"));
        assert!(!lost("推进新型工业化的决定", "推进新型工业化的决定书"));
    }
}
