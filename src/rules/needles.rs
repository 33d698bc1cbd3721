//! The search for all texts of all rules in one pass.
//!
//! Chinese words are short and their rarest two neighbours tell nearly all of them apart: each pair
//! of the text is looked up in a bit set that fits the fastest cache, and only where it is in the
//! set are the texts that hold it compared. So are single characters. Every occurrence is found,
//! overlapping ones too, so that no rule hides another's hits.

use std::cmp::Reverse;
use std::ops::Range;

use super::engines::Hit;
use crate::text::Span;
use crate::text::chars::is_common_han;
use crate::text::counts;

/// Which rule a text belongs to, and which of its needles it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    rule: u32,
    needle: u32,
}

/// A text with the bytes of it that stand before what it is looked for by.
#[derive(Debug)]
struct Needle {
    before: u32,
    /// Its bytes among those of all texts.
    text: Range<u32>,
    owners: Range<u32>,
}

/// The texts of a rule set, ready to be searched for.
#[derive(Debug)]
pub struct Needles {
    /// Those of two and more characters.
    longer: Slots,
    /// Those of one character.
    singles: Slots,
}

const SLOT_BITS: u32 = 17;
const WORDS: usize = 1 << (SLOT_BITS - 6);

/// The slot of a text that is looked for by these two characters.
fn pair(first: char, second: char) -> u32 {
    ((first as u32) << 16 ^ second as u32).wrapping_mul(0x9e37_79b1) >> (32 - SLOT_BITS)
}

/// The slot of a text of one character.
fn single(only: char) -> u32 {
    only as u32 & 0xffff
}

/// The rarest two neighbours of a text by their slot, and the bytes that stand before them; none
/// where there are no two.
fn rarest(text: &str) -> Option<(u32, usize)> {
    let pairs = text.char_indices().zip(text.chars().skip(1));
    // Marks and figures are frequent, and not counted.
    let often = |first, second| match is_common_han(first) && is_common_han(second) {
        true => counts::pair(first, second),
        false => MARKS_MEET,
    };
    let rarest = pairs.min_by_key(|&((_, first), second)| often(first, second));
    rarest.map(|((before, first), second)| (pair(first, second), before))
}

/// As how frequent a pair that is not of Han characters is taken, among the steps of [`counts`].
const MARKS_MEET: u8 = 9;

/// A text with where it is to be filed.
type Filed<'a> = (u32, &'a str, usize, Owner);

/// Needles by their slots, and which slots are taken, as bits.
#[derive(Debug)]
struct Slots {
    /// By slot.
    needles: Vec<Needle>,
    texts: String,
    owners: Vec<Owner>,
    bits: Box<[u64; WORDS]>,
    /// How many slots are taken before those of each word of `bits`.
    ranks: Vec<u32>,
    /// Where the needles of each taken slot begin, and where the last ones end.
    starts: Vec<u32>,
}

impl Slots {
    fn new(mut texts: Vec<Filed<'_>>) -> Self {
        texts.sort_unstable();
        let mut slots = Slots {
            needles: Vec::with_capacity(texts.len()),
            texts: String::with_capacity(texts.iter().map(|(_, text, ..)| text.len()).sum()),
            owners: texts.iter().map(|(.., owner)| *owner).collect(),
            bits: Box::new([0; WORDS]),
            ranks: Vec::with_capacity(WORDS),
            starts: Vec::new(),
        };
        let mut last = None;
        for (at, &(slot, text, before, _)) in (0..).zip(&texts) {
            match slots.needles.last_mut().filter(|_| last == Some(text)) {
                Some(needle) => needle.owners.end = at + 1,
                None => slots.add(slot, text, before, at),
            }
            last = Some(text);
        }
        slots.starts.push(slots.needles.len() as u32);
        let mut rank = 0;
        for &word in slots.bits.iter() {
            slots.ranks.push(rank);
            rank += u64::count_ones(word);
        }
        slots
    }

    /// Takes a text that none before it is equal to, and the first of its owners.
    fn add(&mut self, slot: u32, text: &str, before: usize, owner: u32) {
        let (word, bit) = (slot as usize >> 6, 1 << (slot & 63));
        if self.bits[word] & bit == 0 {
            self.bits[word] |= bit;
            self.starts.push(self.needles.len() as u32);
        }
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        let text = start..self.texts.len() as u32;
        self.needles.push(Needle { before: before as u32, text, owners: owner..owner + 1 });
    }

    /// True where a needle is in `slot`.
    #[inline]
    fn is_taken(&self, slot: u32) -> bool {
        self.bits[slot as usize >> 6 & (WORDS - 1)] >> (slot & 63) & 1 == 1
    }

    /// The needles in `slot`.
    fn needles(&self, slot: u32) -> &[Needle] {
        if !self.is_taken(slot) {
            return &[];
        }
        let (word, bit) = (slot as usize >> 6, slot & 63);
        let rank = (self.ranks[word] + (self.bits[word] & ((1 << bit) - 1)).count_ones()) as usize;
        &self.needles[self.starts[rank] as usize..self.starts[rank + 1] as usize]
    }

    /// Adds the hits of the needles in `slot`, whose characters stand at byte `at`.
    fn compare(&self, slot: u32, text: &str, at: usize, hits: &mut [Vec<Hit>]) {
        for needle in self.needles(slot) {
            self.compare_with(needle, text.as_bytes(), at, hits);
        }
    }

    /// Adds the hits of the needle's owners if what it is looked for by, at byte `at`, is part of it.
    fn compare_with(&self, needle: &Needle, text: &[u8], at: usize, hits: &mut [Vec<Hit>]) {
        let Some(start) = at.checked_sub(needle.before as usize) else { return };
        let wanted = &self.texts.as_bytes()[needle.text.start as usize..needle.text.end as usize];
        let end = start + wanted.len();
        // Most of those that share a pair end otherwise.
        if text.get(end - 1) == wanted.last() && text[start..end] == *wanted {
            let span = Span::new(start, end);
            for owner in &self.owners[needle.owners.start as usize..needle.owners.end as usize] {
                if let Some(hits) = hits.get_mut(owner.rule as usize) {
                    hits.push(Hit { needle: owner.needle, span });
                }
            }
        }
    }
}

impl Needles {
    /// Takes the texts of each rule in turn.
    pub fn new<'a>(rules: impl IntoIterator<Item = Vec<&'a str>>) -> Self {
        let (mut longer, mut singles) = (Vec::new(), Vec::new());
        for (rule, texts) in (0..).zip(rules) {
            for (needle, text) in (0..).zip(texts) {
                let owner = Owner { rule, needle };
                match (rarest(text), text.chars().next()) {
                    (Some((slot, before)), _) => longer.push((slot, text, before, owner)),
                    (None, Some(only)) => singles.push((single(only), text, 0, owner)),
                    (None, None) => {}
                }
            }
        }
        Needles { longer: Slots::new(longer), singles: Slots::new(singles) }
    }

    /// Every occurrence in `text`, for each of the `rules` rules by start, longer ones first.
    pub fn find(&self, text: &str, rules: usize) -> Vec<Vec<Hit>> {
        let mut hits = vec![Vec::new(); rules];
        if self.longer.needles.is_empty() && self.singles.needles.is_empty() {
            return hits;
        }
        let mut chars = text.char_indices();
        let Some((mut start, mut first)) = chars.next() else { return hits };
        for (at, second) in chars {
            let (longer, alone) = (pair(first, second), single(first));
            if self.longer.is_taken(longer) {
                self.longer.compare(longer, text, start, &mut hits);
            }
            if self.singles.is_taken(alone) {
                self.singles.compare(alone, text, start, &mut hits);
            }
            (start, first) = (at, second);
        }
        self.singles.compare(single(first), text, start, &mut hits);
        for hits in &mut hits {
            hits.sort_unstable_by_key(|hit| (hit.span.start(), Reverse(hit.span.end()), hit.needle));
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_occurrences_are_found_however_they_overlap() {
        let rules = [vec!["部暑", "暑", "暑。\n"], vec![], vec!["部暑", "x"]];
        let text = "部暑部署x暑。\n";
        let hits = Needles::new(rules).find(text, 3);
        let of =
            |rule: usize| hits[rule].iter().map(|hit| (hit.needle, hit.span.of(text))).collect::<Vec<_>>();
        assert_eq!(of(0), [(0, "部暑"), (1, "暑"), (2, "暑。\n"), (1, "暑")]);
        assert!(of(1).is_empty());
        assert_eq!(of(2), [(0, "部暑"), (1, "x")]);
    }

    #[test]
    fn a_text_at_the_very_end_is_found() {
        let hits = Needles::new([vec!["尾"]]).find("首尾", 1);
        assert_eq!(hits[0].len(), 1);
        assert!(Needles::new([vec!["尾"]]).find("", 1)[0].is_empty());
    }

    proptest::proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(text in "[ab部署\n]{0,40}", needles in proptest::collection::vec("[ab部署]{1,3}", 1..6)) {
            let found = Needles::new([needles.iter().map(String::as_str).collect()]).find(&text, 1);
            for (index, needle) in needles.iter().enumerate() {
                let plain: Vec<usize> = (0..text.len())
                    .filter(|&at| text.is_char_boundary(at) && text[at..].starts_with(needle.as_str()))
                    .collect();
                let ours: Vec<usize> =
                    found[0].iter().filter(|hit| hit.needle == index as u32).map(|hit| hit.span.start()).collect();
                proptest::prop_assert_eq!(plain, ours);
            }
        }
    }
}
