//! The search for all texts of all rules in one pass.
//!
//! Chinese words are short and their first two characters tell nearly all of them apart: each pair
//! of neighbours is looked up in a bit set that fits the fastest cache, and only where it is in
//! the set are the texts that begin with it compared. Every occurrence is found, overlapping ones
//! too, so that no rule hides another's hits.

use super::engines::Hit;
use crate::text::Span;

/// Which rule a text belongs to, and which of its needles it is.
#[derive(Clone, Copy, Debug)]
struct Owner {
    rule: u32,
    needle: u32,
}

/// A text with the slot of its beginning.
#[derive(Debug)]
struct Needle {
    slot: u32,
    text: Box<str>,
    owners: Vec<Owner>,
}

/// The texts of a rule set, ready to be searched for.
#[derive(Debug, Default)]
pub struct Needles {
    /// By slot, longer texts first.
    needles: Vec<Needle>,
    /// The slots of texts of two and more characters; the bit set for single characters.
    pairs: Vec<u64>,
    singles: Vec<u64>,
}

const SLOT_BITS: u32 = 17;
const WORDS: usize = 1 << (SLOT_BITS - 6);

fn slot(first: char, second: char) -> u32 {
    let mixed = (first as u32).wrapping_mul(0x9e37_79b1) ^ (second as u32).wrapping_mul(0x85eb_ca6b);
    mixed.wrapping_mul(0xc2b2_ae35) >> (32 - SLOT_BITS)
}

/// Stands for the second character of a text that has one alone.
const NONE: char = '\0';

fn is_set(bits: &[u64], slot: u32) -> bool {
    bits.get(slot as usize >> 6).is_some_and(|word| word >> (slot & 63) & 1 == 1)
}

impl Needles {
    /// Takes the texts of each rule in turn.
    pub fn new<'a>(rules: impl IntoIterator<Item = Vec<&'a str>>) -> Self {
        let mut all: Vec<(&str, Owner)> = Vec::new();
        for (rule, texts) in rules.into_iter().enumerate() {
            let owned = texts.into_iter().enumerate().filter(|(_, text)| !text.is_empty());
            all.extend(owned.map(|(at, text)| (text, Owner { rule: rule as u32, needle: at as u32 })));
        }
        all.sort_by_key(|(text, owner)| (*text, owner.rule, owner.needle));
        let mut set = Needles { pairs: vec![0; WORDS], singles: vec![0; WORDS], ..Needles::default() };
        for (text, owner) in all {
            set.add(text, owner);
        }
        set.needles.sort_by_key(|needle| (needle.slot, std::cmp::Reverse(needle.text.len())));
        set
    }

    fn add(&mut self, text: &str, owner: Owner) {
        if let Some(last) = self.needles.last_mut().filter(|last| *last.text == *text) {
            last.owners.push(owner);
            return;
        }
        let mut chars = text.chars();
        let (first, second) = (chars.next().unwrap_or(NONE), chars.next());
        let slot = slot(first, second.unwrap_or(NONE));
        let bits = if second.is_some() { &mut self.pairs } else { &mut self.singles };
        bits[slot as usize >> 6] |= 1 << (slot & 63);
        self.needles.push(Needle { slot, text: text.into(), owners: vec![owner] });
    }

    /// Every occurrence in `text`, for each of the `rules` rules by start, longer ones first.
    pub fn find(&self, text: &str, rules: usize) -> Vec<Vec<Hit>> {
        let mut hits = vec![Vec::new(); rules];
        if self.needles.is_empty() {
            return hits;
        }
        let mut chars = text.char_indices();
        let Some((mut start, mut first)) = chars.next() else { return hits };
        for (at, second) in chars.chain([(text.len(), NONE)]) {
            let pair = slot(first, second);
            if is_set(&self.pairs, pair) {
                self.compare(text, start, pair, &mut hits);
            }
            let single = slot(first, NONE);
            if is_set(&self.singles, single) {
                self.compare(text, start, single, &mut hits);
            }
            (start, first) = (at, second);
        }
        hits
    }

    #[cold]
    fn compare(&self, text: &str, start: usize, slot: u32, hits: &mut [Vec<Hit>]) {
        let from = self.needles.partition_point(|needle| needle.slot < slot);
        let same = self.needles[from..].iter().take_while(|needle| needle.slot == slot);
        for needle in same.filter(|needle| text[start..].starts_with(&*needle.text)) {
            let span = Span::new(start, start + needle.text.len());
            for owner in &needle.owners {
                if let Some(hits) = hits.get_mut(owner.rule as usize) {
                    hits.push(Hit { needle: owner.needle, span });
                }
            }
        }
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
