//! Which characters sound alike: the same syllable, tones and the usual regional mergers ignored.

use std::collections::HashMap;
use std::sync::OnceLock;

use pinyin::ToPinyin;

use super::{counts, words};

/// A syllable with z/zh, c/ch, s/sh, l/n and final n/ng taken as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sound(u64);

impl Sound {
    /// A number that only this sound has.
    pub fn number(self) -> u64 {
        self.0
    }
}

/// The sound of `c` in its commonest reading; `None` where it has none.
pub fn sound(c: char) -> Option<Sound> {
    let syllable = c.to_pinyin()?.plain().as_bytes();
    let mut folded = 0u64;
    for (at, &byte) in syllable.iter().enumerate() {
        let previous = at.checked_sub(1).map(|before| syllable[before]);
        let byte = match (previous, byte) {
            (Some(b'z' | b'c' | b's'), b'h') | (Some(b'n'), b'g') => continue,
            (None, b'n') => b'l',
            _ => byte,
        };
        folded = folded << 8 | u64::from(byte);
    }
    Some(Sound(folded))
}

/// True for two different characters that sound alike.
pub fn alike(a: char, b: char) -> bool {
    a != b && sound(a).is_some_and(|of_a| sound(b) == Some(of_a))
}

/// True for two characters of the very same syllable, whatever their tones.
pub fn same(a: char, b: char) -> bool {
    a.to_pinyin().is_some_and(|of_a| b.to_pinyin().is_some_and(|of_b| of_a.plain() == of_b.plain()))
}

/// The characters in use that sound like `c`, itself among them.
pub fn like(c: char) -> &'static [char] {
    static GROUPS: OnceLock<HashMap<Sound, Vec<char>>> = OnceLock::new();
    let groups = GROUPS.get_or_init(|| {
        let mut groups: HashMap<Sound, Vec<char>> = HashMap::new();
        for c in ('\u{4e00}'..='\u{9fa5}').filter(|&c| counts::single(c) > 0) {
            if let Some(sound) = sound(c) {
                groups.entry(sound).or_default().push(c);
            }
        }
        groups
    });
    sound(c).and_then(|sound| groups.get(&sound)).map_or(&[], Vec::as_slice)
}

/// The words of two characters that sound like the two.
pub fn words_like(first: char, second: char) -> impl Iterator<Item = [char; 2]> {
    let key = sound(first).zip(sound(second));
    let index = words();
    let mut next = key.map_or(0, |key| index.heads[bucket(key)]);
    let numbers = std::iter::from_fn(move || {
        let number = (next as usize).checked_sub(1)?;
        next = index.links[number];
        Some(number)
    });
    numbers.map(words::word).filter(move |&[one, two]| key.is_some() && key == sound(one).zip(sound(two)))
}

/// Words linked by their sounds; each number is one more than that of a word, 0 is the end.
struct Index {
    heads: Vec<u32>,
    links: Vec<u32>,
}

/// A power of two, about as many as there are words.
const BUCKETS: usize = 1 << 16;

fn words() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index { heads: vec![0; BUCKETS], links: Vec::with_capacity(words::all().len()) };
        for ([first, second], number) in words::all().zip(1..) {
            let Some(key) = sound(first).zip(sound(second)) else {
                index.links.push(0);
                continue;
            };
            let head = &mut index.heads[bucket(key)];
            index.links.push(*head);
            *head = number;
        }
        index
    })
}

fn bucket((first, second): (Sound, Sound)) -> usize {
    let key = first.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second.0;
    (key.wrapping_mul(0xd6e8_feb8_6659_fd93) >> 48) as usize % BUCKETS
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
