//! Which characters sound alike: the same syllable, tones and the usual regional mergers ignored.

use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::ToPinyin;

use super::{counts, words};

/// A syllable with z/zh, c/ch, s/sh, l/n and final n/ng taken as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound(u16);

impl Sound {
    /// A number that only this sound has.
    pub fn number(self) -> u64 {
        self.0.into()
    }
}

/// The sound of `c` in its commonest reading; `None` where it has none.
pub fn sound(c: char) -> Option<Sound> {
    let sound = sounds().of(c).0;
    (sound > 0).then_some(Sound(sound))
}

/// True for two different characters that sound alike.
pub fn alike(a: char, b: char) -> bool {
    a != b && sound(a).is_some_and(|of_a| sound(b) == Some(of_a))
}

/// True for two characters of the very same syllable, whatever their tones.
pub fn same(a: char, b: char) -> bool {
    let (of_a, of_b) = (sounds().of(a).1, sounds().of(b).1);
    of_a > 0 && of_a == of_b
}

/// The characters in use that sound like `c`, itself among them.
pub fn like(c: char) -> &'static [char] {
    let sounds = sounds();
    sounds.groups.get(usize::from(sounds.of(c).0)).map_or(&[], Vec::as_slice)
}

/// The words of two characters that sound like the two.
pub fn words_like(first: char, second: char) -> impl Iterator<Item = [char; 2]> {
    let key = sound(first).zip(sound(second));
    let words = key.map_or(&[][..], |key| Index::get().bucket(bucket(key)));
    words.iter().copied().filter(move |&[one, two]| key == sound(one).zip(sound(two)))
}

/// The block of characters whose sounds are known.
const FIRST: usize = 0x4e00;
const LAST: usize = 0x9fff;

/// What is known of the sounds, as it is looked up.
struct Sounds {
    /// The sound and the syllable of each character, numbered from 1; 0 where there is none.
    of: Vec<(u16, u16)>,
    /// The characters in use by their sounds; nothing at 0.
    groups: Vec<Vec<char>>,
}

impl Sounds {
    fn of(&self, c: char) -> (u16, u16) {
        (c as usize).checked_sub(FIRST).and_then(|at| self.of.get(at)).copied().unwrap_or_default()
    }
}

/// Built when first asked for, which takes about a millisecond.
fn sounds() -> &'static Sounds {
    static SOUNDS: OnceLock<Sounds> = OnceLock::new();
    SOUNDS.get_or_init(|| {
        let mut sounds = Sounds { of: Vec::with_capacity(LAST + 1 - FIRST), groups: vec![Vec::new()] };
        let (mut syllables, mut folds) = (HashMap::new(), HashMap::new());
        for c in (FIRST..=LAST).filter_map(|code| char::from_u32(code as u32)) {
            let Some(syllable) = c.to_pinyin().map(|reading| reading.plain()) else {
                sounds.of.push((0, 0));
                continue;
            };
            let next = syllables.len() as u16 + 1;
            let (sound, syllable) = *syllables.entry(syllable).or_insert_with(|| {
                let next_sound = folds.len() as u16 + 1;
                (*folds.entry(folded(syllable)).or_insert(next_sound), next)
            });
            sounds.of.push((sound, syllable));
            sounds.groups.resize(folds.len() + 1, Vec::new());
            if counts::single(c) > 0 {
                sounds.groups[usize::from(sound)].push(c);
            }
        }
        sounds
    })
}

/// The bytes of a syllable without what is often merged.
fn folded(syllable: &str) -> u64 {
    let mut folded = 0u64;
    let mut previous = None;
    for byte in syllable.bytes() {
        folded = match (previous, byte) {
            (Some(b'z' | b'c' | b's'), b'h') | (Some(b'n'), b'g') => folded,
            (None, b'n') => u64::from(b'l'),
            _ => folded << 8 | u64::from(byte),
        };
        previous = Some(byte);
    }
    folded
}

/// All words by their sounds: those of a bucket stand side by side.
struct Index {
    starts: Vec<u32>,
    words: Vec<[char; 2]>,
}

/// A power of two, about as many as there are words.
const BUCKETS: usize = 1 << 16;

impl Index {
    fn get() -> &'static Index {
        static INDEX: OnceLock<Index> = OnceLock::new();
        INDEX.get_or_init(|| {
            let key = |[first, second]: [char; 2]| Some(bucket(sound(first).zip(sound(second))?));
            let keyed = || words::all().filter_map(|word| Some((key(word)?, word)));
            let mut starts = vec![0; BUCKETS + 1];
            keyed().for_each(|(bucket, _)| starts[bucket] += 1);
            let mut sum = 0;
            for start in &mut starts {
                sum += *start;
                *start = sum;
            }
            let mut words = vec![['\n'; 2]; sum as usize];
            for (bucket, word) in keyed() {
                starts[bucket] -= 1;
                words[starts[bucket] as usize] = word;
            }
            Index { starts, words }
        })
    }

    fn bucket(&self, number: usize) -> &[[char; 2]] {
        let at = |number: usize| self.starts.get(number).map_or(0, |&start| start as usize);
        self.words.get(at(number)..at(number + 1)).unwrap_or_default()
    }
}

fn bucket((first, second): (Sound, Sound)) -> usize {
    let key = u32::from(first.0) << 16 | u32::from(second.0);
    (key.wrapping_mul(0x9e37_79b1) >> 16) as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_is_found_without_rare_characters() {
        assert!(like('酬').contains(&'筹') && !like('酬').contains(&'统'));
        assert!(like('筹').iter().all(|&c| counts::single(c) > 0));
    }

    #[test]
    fn words_of_the_same_sounds_are_found() {
        let like = |first, second| words_like(first, second).collect::<Vec<_>>();
        assert!(like('事', '时').contains(&['实', '施']) && !like('事', '时').contains(&['会', '议']));
        assert!(like('a', '时').is_empty());
    }

    #[test]
    fn tones_and_regional_mergers_are_ignored() {
        for (a, b) in [('凌', '陵'), ('衣', '依'), ('徐', '许'), ('张', '脏'), ('兰', '南'), ('林', '玲')]
        {
            assert!(alike(a, b), "{a}{b}");
        }
        for (a, b) in [('江', '凌'), ('衣', '衣'), ('王', '军'), ('a', '啊')] {
            assert!(!alike(a, b), "{a}{b}");
        }
        assert!(same('衣', '依') && !same('兰', '南'));
    }
}
