//! The titles of documents that the references name: 《古树名木保护条例》.

use super::spellings::Spellings;
use super::{Against, Place};
use crate::facts::Facts;
use crate::facts::titles::{LENGTHS, is_slip};
use crate::text::Span;
use crate::text::chars::is_space;

/// All titles of the references.
#[derive(Default)]
pub struct Titles(Spellings);

impl Titles {
    pub(super) fn add(&mut self, reference: usize, facts: &Facts<'_>) {
        for (span, chars) in titles(facts) {
            self.0.add(chars, Place { reference, span });
        }
    }
}

impl Against<'_> {
    /// The title in a reference that `chars`, one of the draft's, is a slip for.
    pub fn title(self, chars: &[char]) -> Option<Place> {
        let titles = &self.index().titles.0;
        if titles.holds(chars, self) {
            return None;
        }
        titles.meant(chars, self, is_slip).map(|(_, place)| place)
    }
}

/// The titles between book marks, without spaces, that are long enough to be compared.
pub fn titles(facts: &Facts<'_>) -> Vec<(Span, Vec<char>)> {
    let text = &facts.reading.flow.text;
    let pairs = facts.marks().pairs.iter().filter(|pair| pair.kind.is_title());
    let titles = pairs.map(|pair| pair.inner()).filter(|span| span.len() <= 4 * LENGTHS.end());
    let spelt = titles.map(|span| (span, span.of(text).chars().filter(|&c| !is_space(c)).collect()));
    spelt.filter(|(_, chars): &(Span, Vec<char>)| LENGTHS.contains(&chars.len())).collect()
}
