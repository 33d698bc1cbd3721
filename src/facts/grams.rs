//! A stretch of text, indexed so that every place of two neighbouring characters is at hand.
//!
//! What a document proves about its own words rests on the question "where else does this stand?".
//! Characters become 16-bit units and every pair of Han characters is linked to its last place
//! before, which is one cheap pass and needs two bytes a character. An issue of more than
//! `LIMIT` characters is read in several stretches: time stays linear and memory bounded.

use crate::text::Span;
use crate::text::chars::is_han;

/// How many characters a stretch holds at most, whole strides; places fit 16 bits.
const LIMIT: usize = 2_031 * STRIDE;
const NONE: u16 = u16::MAX;
/// Every how many units the byte offset is kept.
const STRIDE: usize = 32;
/// How soon a pair returns where a word of up to as many characters may stand twice.
pub const SOON: usize = 8;
/// How many links are followed for one pair before the rest counts as too common to matter.
const PATIENCE: usize = 2_000;

/// One stretch and the index of its pairs. The buffers serve one stretch after another.
#[derive(Debug, Default)]
pub struct Grams {
    units: Vec<char>,
    marks: Vec<u32>,
    heads: Vec<u16>,
    links: Vec<u16>,
    returns: Vec<u16>,
}

impl Grams {
    /// Calls `each` for every stretch of `spans` of `text` in turn.
    pub fn over(text: &str, spans: impl IntoIterator<Item = Span>, mut each: impl FnMut(&Grams)) {
        let mut grams = Grams::default();
        for span in spans {
            let (mut start, end) = (span.start(), span.end().min(text.len()));
            while start < end {
                start = grams.read(text, start, end);
                grams.link();
                each(&grams);
            }
        }
    }

    /// Takes characters from byte `start` on, whole lines if it cannot be all of them; returns
    /// where the next stretch begins.
    fn read(&mut self, text: &str, start: usize, end: usize) -> usize {
        self.units.clear();
        self.marks.clear();
        let text = text.get(start..end).unwrap_or_default();
        self.units.reserve(text.len().min(LIMIT));
        let mut chars = text.chars();
        let offset = |rest: &str| start + text.len() - rest.len();
        while self.units.len() < LIMIT && !chars.as_str().is_empty() {
            self.marks.push(offset(chars.as_str()) as u32);
            self.units.extend(chars.by_ref().take(STRIDE));
        }
        let mut next = offset(chars.as_str());
        if next < end
            && let Some(line_end) = self.units.iter().rposition(|&c| c == '\n').filter(|&at| at > LIMIT / 2)
        {
            next -= bytes(&self.units[line_end + 1..]);
            self.units.truncate(line_end + 1);
            self.marks.truncate(self.units.len().div_ceil(STRIDE));
        }
        if self.units.is_empty() { end } else { next }
    }

    /// Links each pair of Han characters to its last place before.
    fn link(&mut self) {
        let buckets = self.units.len().next_power_of_two().max(64);
        self.heads.clear();
        self.heads.resize(buckets, NONE);
        self.links.clear();
        self.links.resize(self.units.len(), NONE);
        self.returns.clear();
        // What may have returned from the stretch before is not known.
        self.returns.push(0);
        let (mut before, mut before_is_han) = ('\n', false);
        for (at, &unit) in self.units.iter().enumerate() {
            let unit_is_han = is_han(unit);
            if before_is_han & unit_is_han {
                let head = &mut self.heads[bucket(before, unit, buckets)];
                let (last, here) = (*head, (at - 1) as u16);
                // A pair in the same bucket is taken for it, which does no harm.
                if usize::from(here.wrapping_sub(last)) <= SOON {
                    self.returns.push(here);
                }
                self.links[at - 1] = last;
                *head = here;
            }
            (before, before_is_han) = (unit, unit_is_han);
        }
    }

    /// Bytes of the text at which a pair of characters stands again that stood at most [`SOON`]
    /// characters before, and some at which none does.
    pub fn returns(&self) -> impl Iterator<Item = usize> {
        self.returns.iter().map(|&at| self.offset(usize::from(at)))
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// True for a stretch without characters.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// All characters of the stretch.
    pub fn units(&self) -> &[char] {
        &self.units
    }

    /// The character at `at`; a line end outside the stretch.
    pub fn get(&self, at: usize) -> char {
        self.units.get(at).copied().unwrap_or('\n')
    }

    /// The character before `at`; a line end at the start.
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |before| self.get(before))
    }

    /// The places of two neighbouring Han characters, the last one first.
    pub fn places(&self, first: char, second: char) -> impl Iterator<Item = usize> {
        let head = self.heads.get(bucket(first, second, self.heads.len())).copied();
        let mut next = head.filter(|_| is_han(first) && is_han(second)).unwrap_or(NONE);
        let links = std::iter::from_fn(move || {
            let at = usize::from(next);
            next = *self.links.get(at)?;
            Some(at)
        });
        links.take(PATIENCE).filter(move |&at| self.get(at) == first && self.get(at + 1) == second)
    }

    /// The places of `text`, two or more Han characters, the last one first.
    pub fn places_of<'a>(&'a self, text: &'a [char]) -> impl Iterator<Item = usize> + 'a {
        let pair = [text.first().copied().unwrap_or('\n'), text.get(1).copied().unwrap_or('\n')];
        let rest = text.get(2..).unwrap_or_default();
        let goes_on = move |at: usize| rest.iter().zip(at + 2..).all(|(&c, at)| self.get(at) == c);
        self.places(pair[0], pair[1]).filter(move |&at| goes_on(at))
    }

    /// The span of the characters `from..to` in the text that was read.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.offset(from), self.offset(to))
    }

    fn offset(&self, at: usize) -> usize {
        let at = at.min(self.units.len());
        let mark = (at / STRIDE).min(self.marks.len().saturating_sub(1));
        self.marks.get(mark).map_or(0, |&mark| mark as usize) + bytes(&self.units[mark * STRIDE..at])
    }
}

fn bytes(units: &[char]) -> usize {
    units.iter().map(|c| c.len_utf8()).sum()
}

fn bucket(first: char, second: char, buckets: usize) -> usize {
    let key = (first as u32) << 16 ^ second as u32;
    (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & buckets.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, of: &str) -> Vec<Span> {
        let mut found = Vec::new();
        let of: Vec<char> = of.chars().collect();
        Grams::over(text, [Span::new(0, text.len())], |grams| {
            found.extend(grams.places_of(&of).map(|at| grams.span(at, at + of.len())));
        });
        found.sort();
        found
    }

    #[test]
    fn every_place_of_a_string_is_found_with_its_bytes() {
        let text = "市长徐衣显到，𬭎a徐衣显与徐衣\n徐衣显";
        let all: Vec<_> = text.match_indices("徐衣显").map(|(at, s)| Span::new(at, at + s.len())).collect();
        assert_eq!(places(text, "徐衣显"), all);
        assert_eq!(
            places(text, "衣显"),
            all.iter().map(|s| Span::new(s.start() + 3, s.end())).collect::<Vec<_>>()
        );
        assert!(places("", "徐衣").is_empty() && places("徐", "徐衣").is_empty());
    }

    #[test]
    fn a_long_text_is_read_in_whole_lines() {
        let line = "甲乙丙丁戊己庚辛壬癸\n";
        let text = line.repeat(20_000);
        assert_eq!(places(&text, "壬癸").len(), 20_000.min(PATIENCE * 4));
        let mut characters = 0;
        Grams::over(&text, [Span::new(0, text.len())], |grams| {
            assert!(grams.len() <= LIMIT && grams.units().ends_with(&['\n']));
            characters += grams.len();
        });
        assert_eq!(characters, 220_000);
    }

    #[test]
    fn a_long_text_without_line_ends_is_cut_anywhere() {
        let text = "甲乙".repeat(LIMIT);
        let mut characters = 0;
        Grams::over(&text, [Span::new(0, text.len())], |grams| characters += grams.len());
        assert_eq!(characters, LIMIT * 2);
    }
}
