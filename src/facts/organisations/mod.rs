//! Names of bodies that seem to be one name in two spellings: 市水利工程建设指挥部 and, once,
//! 市水利工作建设指挥部.
//!
//! Where a name begins nothing tells, so names are held against each other from their ends: what
//! stands once and is, but for one character or the order of two words, what stands oftener.

mod bureaus;

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher};

use foldhash::HashMap;
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

/// The characters of a name from its last one on, with the byte at which each begins.
type Tail = Vec<(usize, char)>;

/// What two tails share that differ in one place: how many characters stand behind the place, a
/// number for them, and the two before.
type Frame = (usize, u64, [char; 2]);

/// The names that differ by a slip from one that stands oftener; `kinds` are the ends of all of them.
pub fn differing(text: &str, kinds: &[Span]) -> Vec<Differing> {
    let mut names =
        Names { text, tails: Vec::new(), gapped: Vec::new(), whole: Vec::new(), bags: HashMap::default() };
    for kind in kinds {
        names.read(*kind);
    }
    names.gapped.sort_unstable();
    names.whole.sort_unstable();
    let mut found = names.found();
    found.extend(bureaus::differing(text, kinds));
    found.sort();
    found.dedup_by_key(|name| name.span.end());
    found
}

struct Names<'a> {
    text: &'a str,
    tails: Vec<(Tail, usize)>,
    /// What stands around one character, the character, and the tail that has it.
    gapped: Vec<(Frame, char, u32)>,
    /// The same with nothing in between.
    whole: Vec<(Frame, u32)>,
    /// The tails by how many of their characters are taken and a number for these in any order.
    bags: HashMap<(usize, u64), Vec<usize>>,
}

impl Names<'_> {
    fn read(&mut self, kind: Span) {
        let (text, index) = (self.text, self.tails.len());
        let before = text.get(..kind.end()).unwrap_or_default().char_indices().rev();
        let tail: Tail = before.take(LONGEST).take_while(|&(_, c)| is_han(c)).collect();
        let least = kind.of(text).chars().count();
        let hasher = FixedState::default();
        let mut behind = hasher.build_hasher();
        let mut bag = 0u64;
        for gap in 0..tail.len() {
            if gap >= least {
                let at = |gap: usize| tail.get(gap).map_or('\n', |&(_, c)| c);
                let frame = |from: usize| (gap, behind.finish(), [at(from), at(from + 1)]);
                self.gapped.push((frame(gap + 1), at(gap), index as u32));
                self.whole.push((frame(gap), index as u32));
            }
            behind.write_u32(tail[gap].1.into());
            bag = bag.wrapping_add(hasher.hash_one(tail[gap].1));
            if gap >= least + 3 {
                self.bags.entry((gap + 1, bag)).or_default().push(index);
            }
        }
        self.tails.push((tail, kind.end()));
    }

    fn found(&self) -> Vec<Differing> {
        let mut found = Vec::new();
        for framed in self.gapped.chunk_by(|one, other| one.0 == other.0) {
            let frame = framed[0].0;
            let gap = frame.0;
            let whole = self.whole(frame);
            // Most names are like no other.
            if framed.len() + whole.len() == 1 {
                continue;
            }
            let by_character: Vec<(char, Vec<usize>)> = framed
                .chunk_by(|one, other| one.1 == other.1)
                .map(|same| (same[0].1, same.iter().map(|&(.., tail)| tail as usize).collect()))
                .collect();
            let rare = by_character.iter().filter(|(_, places)| places.len() == 1);
            for (c, places) in rare {
                let others = by_character.iter().filter(|(_, places)| places.len() > 1);
                let slips = others.filter(|(other, _)| self.is_replaced(places[0], gap, [*c, *other]));
                found.extend(slips.filter_map(|(_, many)| self.differs(places[0], many, [gap + 1, gap + 1])));
                if whole.len() > 1 && self.is_extra(places[0], gap) {
                    found.extend(self.differs(places[0], &whole, [gap + 1, gap]));
                }
            }
            if let [once] = whole[..] {
                let many = by_character.iter().map(|(_, places)| places).filter(|places| places.len() > 1);
                let lost = many.filter(|places| self.is_extra(places[0], gap));
                found.extend(lost.filter_map(|many| self.differs(once, many, [gap, gap + 1])));
            }
        }
        found.extend(self.reordered());
        found
    }

    /// The tails that have nothing in between.
    fn whole(&self, frame: Frame) -> Vec<usize> {
        let start = self.whole.partition_point(|(other, _)| *other < frame);
        let same = self.whole[start..].iter().take_while(|(other, _)| *other == frame);
        same.map(|&(_, tail)| tail as usize).collect()
    }

    /// The names that stand once and have two words in another order than one that stands oftener.
    fn reordered(&self) -> Vec<Differing> {
        let mut found = Vec::new();
        for ((length, _), places) in self.bags.iter().filter(|(_, places)| places.len() > TWICE) {
            let mut by_order: BTreeMap<Vec<char>, Vec<usize>> = BTreeMap::new();
            for &place in places {
                let order = (0..*length).rev().map(|at| self.character(place, at)).collect();
                by_order.entry(order).or_default().push(place);
            }
            for (order, once) in by_order.iter().filter(|(_, once)| once.len() == 1) {
                let slips = by_order.iter().filter(|(other, _)| is_swapped(order, other));
                found.extend(slips.filter_map(|(_, many)| self.differs(once[0], many, [*length, *length])));
            }
        }
        found
    }

    fn character(&self, tail: usize, at: usize) -> char {
        self.tails.get(tail).and_then(|(tail, _)| tail.get(at)).map_or('\n', |&(_, c)| c)
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
        let (tail, end) = self.tails.get(once)?;
        let first = *many.iter().min()?;
        let (other, other_end) = self.tails.get(first)?;
        let both = tail.get(skips[0]..)?.iter().zip(other.get(skips[1]..)?);
        let shared = both.take_while(|((_, one), (_, other))| one == other).count();
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
        let span = Span::new(tail.get(skips[0] + opens)?.0, *end);
        let other = Span::new(other.get(skips[1] + opens)?.0, *other_end);
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
        let end = |index: usize| self.tails.get(index).map_or(0, |(_, end)| *end);
        let (from, to) = (end(one).min(end(other)), end(one).max(end(other)));
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
