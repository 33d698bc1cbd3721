//! Names of bodies that seem to be one name in two spellings: 市水利工程建设指挥部 and, once,
//! 市水利工作建设指挥部.
//!
//! Where a name begins nothing tells, so names are held against each other from their ends: what
//! stands once and is, but for one character or the order of two words, what stands oftener.

mod bureaus;

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::titles::{is_character_slip, tells};
use crate::text::chars::is_han;
use crate::text::words::is_word;
use crate::text::{Span, sounds};

/// How many characters of a name are looked at, from its end.
const LONGEST: usize = 18;
/// How many characters two names share at least, and where the ones that differ sound alike.
const SHARED: usize = 5;
const ALIKE: usize = 3;
/// How often the right one stands, and how often where hardly another name is so long.
const OFTEN: usize = 3;
const TWICE: usize = 2;
const LONG: usize = 7;
/// Characters that names have or lack at will, or that make another body: 和, 总, 副, 原.
const LOOSE: &str = "和与及的暨总副分委党原新老大小本各该两等人民级会家";
/// What no name of a body has.
const NEVER: &str = "的了在为也即愿向对将把被就都是从到由经给让使同于还又";
/// What opens the name of a body after that of a place, if there is one: 市教育局, 全国总工会.
const LEVELS: &str = "省市县区州镇乡";
/// How far apart two bodies stand that a sentence tells apart, in bytes.
const NEAR: usize = 150;

/// A name that stands once, and what seems to be meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Differing {
    pub span: Span,
    /// Where the other spelling stands first.
    pub other: Span,
    /// How often it stands.
    pub count: usize,
}

/// What two tails share that differ in one place: a number for the characters behind the place, and
/// the two before it.
type Frame = (u64, [char; 2]);

/// The names that differ by a slip from one that stands oftener; `kinds` are the ends of all of them.
pub fn differing(text: &str, kinds: &[Span]) -> Vec<Differing> {
    let names = Names::new(text, kinds);
    let mut found = names.found();
    found.extend(bureaus::differing(text, kinds));
    found.sort();
    found.dedup_by_key(|name| name.span.end());
    found
}

/// The ends of all names, a tail each: its characters from the last one on.
struct Names<'a> {
    text: &'a str,
    kinds: &'a [Span],
    chars: Vec<char>,
    /// Where in `chars` the tail of each of the `kinds` begins, and where the last one ends.
    starts: Vec<u32>,
}

/// The tails that have a character in one frame, by the character, and those with nothing there.
struct Framed {
    by_character: Vec<(char, Vec<usize>)>,
    whole: Vec<usize>,
}

impl<'a> Names<'a> {
    fn new(text: &'a str, kinds: &'a [Span]) -> Self {
        let mut names = Names { text, kinds, chars: Vec::new(), starts: vec![0] };
        for kind in kinds {
            let before = text.get(..kind.end()).unwrap_or_default().chars().rev();
            names.chars.extend(before.take(LONGEST).take_while(|&c| is_han(c)));
            names.starts.push(names.chars.len() as u32);
        }
        names
    }

    fn tail(&self, index: usize) -> &[char] {
        let at = |index: usize| self.starts.get(index).map_or(0, |&start| start as usize);
        self.chars.get(at(index)..at(index + 1)).unwrap_or_default()
    }

    /// The byte at which the character `at` before the last one of a tail begins.
    fn byte(&self, tail: usize, at: usize) -> Option<usize> {
        let before = self.text.get(..self.kinds.get(tail)?.end())?;
        before.char_indices().rev().nth(at).map(|(byte, _)| byte)
    }

    /// Only tails are held against each other that differ as far from their ends: one distance after the
    /// other is looked at, so that little has to be kept.
    fn found(&self) -> Vec<Differing> {
        let hasher = FixedState::default();
        let least: Vec<usize> = self.kinds.iter().map(|kind| kind.of(self.text).chars().count()).collect();
        let (mut behind, mut bags) = (vec![0u64; least.len()], vec![0u64; least.len()]);
        let mut found = Vec::new();
        for gap in 0..LONGEST {
            let reaching = |more: usize| {
                let least = &least;
                (0..least.len()).filter(move |&tail| gap >= least[tail] + more && gap < self.tail(tail).len())
            };
            found.extend(
                self.framed(gap, reaching(0), &behind).iter().flat_map(|framed| self.slips(framed, gap)),
            );
            for tail in 0..least.len() {
                if let Some(c) = self.tail(tail).get(gap) {
                    behind[tail] = hasher.hash_one((behind[tail], c));
                    bags[tail] = bags[tail].wrapping_add(hasher.hash_one(c));
                }
            }
            let mut bagged: Vec<(u64, usize)> = reaching(3).map(|tail| (bags[tail], tail)).collect();
            bagged.sort_unstable();
            let same = bagged.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > TWICE);
            found.extend(same.flat_map(|same| self.reordered(gap + 1, same.iter().map(|&(_, tail)| tail))));
        }
        found
    }

    /// Those of `tails` that share what stands around the character `gap` before their last one.
    fn framed(&self, gap: usize, tails: impl Iterator<Item = usize> + Clone, behind: &[u64]) -> Vec<Framed> {
        let frame = |tail: usize, from: usize| -> Frame {
            (behind[tail], [from, from + 1].map(|at| self.character(tail, at)))
        };
        let mut gapped: Vec<(Frame, char, usize)> =
            tails.clone().map(|tail| (frame(tail, gap + 1), self.character(tail, gap), tail)).collect();
        let mut whole: Vec<(Frame, usize)> = tails.map(|tail| (frame(tail, gap), tail)).collect();
        gapped.sort_unstable();
        whole.sort_unstable();
        let framed = gapped.chunk_by(|one, other| one.0 == other.0).filter_map(|framed| {
            let start = whole.partition_point(|(other, _)| *other < framed[0].0);
            let same = whole[start..].iter().take_while(|(other, _)| *other == framed[0].0);
            let whole: Vec<usize> = same.map(|&(_, tail)| tail).collect();
            // Most names are like no other.
            if framed.len() + whole.len() == 1 {
                return None;
            }
            let same = framed.chunk_by(|one, other| one.1 == other.1);
            let by_character = same.map(|same| (same[0].1, same.iter().map(|&(.., tail)| tail).collect()));
            Some(Framed { by_character: by_character.collect(), whole })
        });
        framed.collect()
    }

    /// The names that have another character there than one that stands oftener, one too many or too few.
    fn slips(&self, framed: &Framed, gap: usize) -> Vec<Differing> {
        let Framed { by_character, whole } = framed;
        let mut found = Vec::new();
        let many = || by_character.iter().filter(|(_, places)| places.len() > 1);
        for (c, places) in by_character.iter().filter(|(_, places)| places.len() == 1) {
            let slips = many().filter(|(other, _)| self.is_replaced(places[0], gap, [*c, *other]));
            found.extend(slips.filter_map(|(_, many)| self.differs(places[0], many, [gap + 1, gap + 1])));
            if whole.len() > 1 && self.is_extra(places[0], gap) {
                found.extend(self.differs(places[0], whole, [gap + 1, gap]));
            }
        }
        if let [once] = whole[..] {
            let lost = many().filter(|(_, places)| self.is_extra(places[0], gap));
            found.extend(lost.filter_map(|(_, many)| self.differs(once, many, [gap, gap + 1])));
        }
        found
    }

    /// Those of `tails`, of which the last `length` characters are the same, that stand once and have two
    /// words in another order than one that stands oftener.
    fn reordered(&self, length: usize, tails: impl Iterator<Item = usize>) -> Vec<Differing> {
        let mut by_order: BTreeMap<Vec<char>, Vec<usize>> = BTreeMap::new();
        for tail in tails {
            let order = (0..length).rev().map(|at| self.character(tail, at)).collect();
            by_order.entry(order).or_default().push(tail);
        }
        let mut found = Vec::new();
        for (order, once) in by_order.iter().filter(|(_, once)| once.len() == 1) {
            let slips = by_order.iter().filter(|(other, _)| is_swapped(order, other));
            found.extend(slips.filter_map(|(_, many)| self.differs(once[0], many, [length, length])));
        }
        found
    }

    fn end(&self, tail: usize) -> usize {
        self.kinds.get(tail).map_or(0, |kind| kind.end())
    }

    fn character(&self, tail: usize, at: usize) -> char {
        self.tail(tail).get(at).copied().unwrap_or('\n')
    }

    /// One of `two` characters, `gap` before the end of `tail`, seems to be a slip for the other.
    fn is_replaced(&self, tail: usize, gap: usize, two: [char; 2]) -> bool {
        let (before, after) = (self.character(tail, gap + 1), self.character(tail, gap.wrapping_sub(1)));
        !two.into_iter().any(|c| tells(c) || LOOSE.contains(c))
            && !LEVELS.contains(after)
            && is_character_slip(before, two, after)
    }

    /// The character that `tail` has there, and another does not, tells nothing.
    fn is_extra(&self, tail: usize, gap: usize) -> bool {
        let (c, after) = (self.character(tail, gap), self.character(tail, gap.wrapping_sub(1)));
        !tells(c) && !LOOSE.contains(c) && !LEVELS.contains(after)
    }

    /// The name that stands once, if `many` have all of it but for a slip; `skips` tells where in either
    /// the difference ends.
    fn differs(&self, once: usize, many: &[usize], skips: [usize; 2]) -> Option<Differing> {
        let first = *many.iter().min()?;
        let both = self.tail(once).get(skips[0]..)?.iter().zip(self.tail(first).get(skips[1]..)?);
        let shared = both.take_while(|(one, other)| one == other).count();
        let opens = self.opening(once, skips[0], shared)?;
        let is_replaced = skips[0] == skips[1];
        let two = [self.character(once, skips[0] - 1), self.character(first, skips[1] - 1)];
        let length = skips[0].min(skips[1]) - usize::from(is_replaced) + opens + 1;
        let (least, often) = match length {
            LONG.. => (SHARED, TWICE),
            // 税务局 and 水务局 sound alike, and there are both.
            _ if is_replaced && sounds::alike(two[0], two[1]) && !self.is_in_word(once, skips[0] - 1) => {
                (ALIKE, OFTEN)
            }
            _ => (SHARED, OFTEN),
        };
        let span = Span::new(self.byte(once, skips[0] + opens)?, self.end(once));
        let other = Span::new(self.byte(first, skips[1] + opens)?, self.end(first));
        let is_told_apart = || is_replaced && many.iter().any(|&other| self.share_a_sentence(once, other));
        let is_name = !span.of(self.text).contains(|c| NEVER.contains(c));
        let is_slip = is_name && length >= least && many.len() >= often && !is_told_apart();
        is_slip.then_some(Differing { span, other, count: many.len() })
    }

    fn is_in_word(&self, tail: usize, at: usize) -> bool {
        let (before, c, after) = (
            self.character(tail, at + 1),
            self.character(tail, at),
            self.character(tail, at.wrapping_sub(1)),
        );
        is_word(before, c) || is_word(c, after)
    }

    /// How many characters before the difference the name opens, if what both have before it holds that.
    fn opening(&self, tail: usize, skip: usize, shared: usize) -> Option<usize> {
        (0..shared).rev().find(|&at| {
            let c = |at: usize| self.character(tail, at);
            let (before, level, after) = (c(skip + at + 1), c(skip + at), c(skip + at - 1));
            let is_nation =
                at > 0 && matches!((level, after), ('全' | '中', '国') | ('国', '家') | ('中', '央'));
            let is_level = LEVELS.contains(level) && !is_word(level, after);
            is_nation || is_level && !matches!(before, '城' | '都' | '外' | '各')
        })
    }

    fn share_a_sentence(&self, one: usize, other: usize) -> bool {
        let (from, to) = (self.end(one).min(self.end(other)), self.end(one).max(self.end(other)));
        let between = self.text.get(from..to).unwrap_or_default();
        to - from < NEAR && !between.contains(['。', '\n'])
    }
}

/// Two neighbouring words of one and the same text have changed places.
fn is_swapped(one: &[char], other: &[char]) -> bool {
    let differs = |at: &usize| one.get(*at) != other.get(*at);
    let (Some(first), Some(last)) = ((0..one.len()).find(differs), (0..one.len()).rev().find(differs)) else {
        return false;
    };
    // 农村农业 and 农业农村 differ within their words only.
    (first.saturating_sub(1)..=first).any(|from| {
        (last + 1..one.len().min(last + 3)).any(|to| {
            let (one, other) = (&one[from..to], &other[from..to]);
            (2..one.len().saturating_sub(1)).any(|cut| [&one[cut..], &one[..cut]].concat() == other)
        })
    })
}
