//! Names filed under what is left of them when one character is taken out, together with the
//! sound, and with each shape, of that character.
//!
//! One pass over the stretch asks for each place whether it fits such an entry; a table of
//! characters answers "no" almost everywhere.

use super::Name;
use crate::facts::grams::Grams;
use crate::text::sounds::Sound;
use crate::text::{shapes, sounds};

/// The names by what is left of them when one character is taken out.
pub(super) struct Index<'a> {
    names: &'a [Name],
    /// What [`key`] makes of a frame and a likeness, with the name's number; sorted.
    frames: Vec<(u64, u32)>,
    /// A bit for some of the frames without a likeness: where it is missing, so is the frame.
    seen: [u64; SEEN],
    /// For each character, in which slots of names it occurs.
    slots: [u16; CHARACTERS],
}

/// Powers of two. Characters that share a place are told apart later.
const SEEN: usize = 256;
const CHARACTERS: usize = 4096;

/// What any two characters share; what stands around them has to say the rest.
const ANY: u64 = 1;
/// How often a spelling may stand and still be a slip.
pub(super) const RARE: usize = 2;
/// How many names that share a frame and a likeness are told apart.
const ALIKE: usize = 8;
/// The lengths of names, the longest first.
const LENGTHS: [usize; 3] = [4, 3, 2];

impl<'a> Index<'a> {
    pub(super) fn new(names: &'a [Name]) -> Self {
        let mut index = Index { names, frames: Vec::new(), seen: [0; SEEN], slots: [0; CHARACTERS] };
        for (name, number) in names.iter().zip(0..).filter(|(name, _)| LENGTHS.contains(&name.chars.len())) {
            for (slot, &c) in name.chars.iter().enumerate() {
                index.slots[c as usize % CHARACTERS] |= bit(name.chars.len(), slot);
                let (word, bit) = seen_bit(key(&name.chars, slot, ANY));
                index.seen[word] |= bit;
                index.frames.extend(likenesses(c).map(|likeness| (key(&name.chars, slot, likeness), number)));
            }
        }
        index.frames.sort_unstable();
        index
    }

    /// Calls `each` with every place of the stretch that would be a name with another character in
    /// one slot: where it begins, its characters, the slot, the name.
    pub(super) fn each<'g>(
        &self,
        grams: &'g Grams,
        mut each: impl FnMut(usize, &'g [char], usize, &'a Name),
    ) {
        let units = grams.units();
        let mut slots = [0, 1, 2].map(|at| self.slots(grams.get(at)));
        for at in 0..units.len().saturating_sub(1) {
            let [first, second, third] = slots;
            let fourth = self.slots(grams.get(at + 3));
            slots = [second, third, fourth];
            let filled = first & FIRST | second & SECOND | third & THIRD | fourth & FOURTH;
            let close = CLOSE[usize::from(filled) % CLOSE.len()];
            if close == 0 {
                continue;
            }
            for len in LENGTHS.into_iter().filter(|len| close >> len & 1 == 1) {
                if let Some(window) = units.get(at..at + len) {
                    self.alike(window, fitting(filled, len), |name, slot| each(at, window, slot, name));
                }
            }
        }
    }

    /// Every two names that differ in one slot and sound or look alike there, with the slot.
    pub(super) fn pairs(&self) -> Vec<(&'a Name, &'a Name, usize)> {
        let mut found = Vec::new();
        for same in self.frames.chunk_by(|one, other| one.0 == other.0) {
            let same = &same[..same.len().min(ALIKE)];
            for (at, &(_, one)) in same.iter().enumerate() {
                found.extend(same[at + 1..].iter().map(|&(_, other)| (one.min(other), one.max(other))));
            }
        }
        found.sort_unstable();
        found.dedup();
        let name = |number: u32| self.names.get(number as usize);
        let pair = |(one, other)| {
            let (one, other) = (name(one)?, name(other)?);
            let mut differing = (0..one.chars.len()).filter(|&at| one.chars.get(at) != other.chars.get(at));
            let slot = differing.next().filter(|_| one.chars.len() == other.chars.len())?;
            let (a, b) = (one.chars[slot], other.chars[slot]);
            let is_alike = sounds::alike(a, b) || shapes::alike(a, b);
            (is_alike && differing.next().is_none()).then_some((one, other, slot))
        };
        found.into_iter().filter_map(pair).collect()
    }

    fn slots(&self, c: char) -> u16 {
        self.slots[c as usize % CHARACTERS]
    }

    /// Calls `each` with the names that `window` would be with another character in one slot, the
    /// slots that it fills already being the bits of `fitting`.
    fn alike(&self, window: &[char], fitting: u16, mut each: impl FnMut(&'a Name, usize)) {
        let len = window.len();
        let all = (1u16 << len) - 1;
        if fitting == all
            && find(self.names, window).is_some_and(|name| name.count > RARE || name.registered.is_some())
        {
            return;
        }
        let is_seen = |slot: &usize| {
            let (word, bit) = seen_bit(key(window, *slot, ANY));
            self.seen[word] & bit != 0
        };
        for slot in (0..len).filter(|slot| fitting | 1 << slot == all).filter(is_seen) {
            for likeness in likenesses(window[slot]) {
                let key = key(window, slot, likeness);
                let from = self.frames.partition_point(|&(other, _)| other < key);
                let same = self.frames[from..].iter().take_while(|&&(other, _)| other == key).take(ALIKE);
                for name in same.filter_map(|&(_, number)| self.names.get(number as usize)) {
                    let differs = |at: usize| name.chars.get(at) != window.get(at);
                    if name.chars.len() == len && (0..len).all(|at| differs(at) == (at == slot)) {
                        each(name, slot);
                    }
                }
            }
        }
    }
}

/// The name that is `chars` among `names`, which are sorted.
pub(super) fn find<'a>(names: &'a [Name], chars: &[char]) -> Option<&'a Name> {
    let at = names.binary_search_by(|name| name.chars.as_slice().cmp(chars)).ok()?;
    names.get(at)
}

/// The bit of a slot: two for names of two characters, three for those of three, then four.
fn bit(len: usize, slot: usize) -> u16 {
    1 << (first_bit(len) + slot)
}

const fn first_bit(len: usize) -> usize {
    len * (len - 1) / 2 - 1
}

/// Which slots of a name of `len` characters are among the `filled` ones.
const fn fitting(filled: u16, len: usize) -> u16 {
    filled >> first_bit(len) & ((1 << len) - 1)
}

/// All slots but one are filled.
const fn is_close(filled: u16, len: usize) -> bool {
    fitting(filled, len).count_ones() as usize + 1 >= len
}

/// For each set of filled slots a bit for each length of name that it is close to.
const CLOSE: [u8; 512] = {
    let mut close = [0; 512];
    let mut filled = 0;
    while filled < close.len() {
        let mut at = 0;
        while at < LENGTHS.len() {
            close[filled] |= (is_close(filled as u16, LENGTHS[at]) as u8) << LENGTHS[at];
            at += 1;
        }
        filled += 1;
    }
    close
};

/// The bits of the first slot of each length, of the second and so on.
const FIRST: u16 = 0b0_0010_0101;
const SECOND: u16 = 0b0_0100_1010;
const THIRD: u16 = 0b0_1001_0000;
const FOURTH: u16 = 0b1_0000_0000;

/// Where a key has its bit among those that were seen.
fn seen_bit(key: u64) -> (usize, u64) {
    ((key >> 56) as usize % SEEN, 1 << (key >> 50 & 63))
}

/// A number for `chars` without the one in `slot`, which shares `likeness` with the one meant.
fn key(chars: &[char], slot: usize, likeness: u64) -> u64 {
    let others = chars.iter().enumerate().filter(|&(at, _)| at != slot).map(|(_, &c)| c as u64);
    let parts = others.chain([likeness, (chars.len() * 4 + slot) as u64]);
    parts.fold(0, |key: u64, part| (key.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95))
}

/// What `c` shares with the characters that it may stand in for: its sound, each of its shapes,
/// and less than that.
fn likenesses(c: char) -> impl Iterator<Item = u64> {
    let sound = sounds::sound(c).map(Sound::number);
    let shapes = shapes::groups(c).map(|group| u64::MAX - u64::from(group));
    sound.into_iter().chain(shapes).chain([ANY])
}
