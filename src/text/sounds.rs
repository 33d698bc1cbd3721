//! Which characters sound alike: the same syllable, tones and the usual regional mergers ignored.

use super::hashes;

// `OF`, the sound and the syllable of each character of the block, numbered from 1; `LIKE`, the
// characters in use by their sounds; `WORDS`, the words of two characters by theirs, in buckets. See
// build/tables.rs.
include!(concat!(env!("OUT_DIR"), "/sounds.rs"));

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
    let sound = of(c).0;
    (sound > 0).then_some(Sound(sound))
}

/// True for two different characters that sound alike.
pub fn alike(a: char, b: char) -> bool {
    a != b && sound(a).is_some_and(|of_a| sound(b) == Some(of_a))
}

/// True for two characters of the very same syllable, whatever their tones.
pub fn same(a: char, b: char) -> bool {
    let (of_a, of_b) = (of(a).1, of(b).1);
    of_a > 0 && of_a == of_b
}

/// The characters in use that sound like `c`, itself among them.
pub fn like(c: char) -> &'static [char] {
    match usize::from(of(c).0) {
        0 => &[],
        sound => &LIKE[LIKE_STARTS[sound] as usize..LIKE_STARTS[sound + 1] as usize],
    }
}

/// The words of two characters that sound like the two.
pub fn words_like(first: char, second: char) -> impl Iterator<Item = [char; 2]> {
    let key = (of(first).0, of(second).0);
    let words = match key {
        (0, _) | (_, 0) => &[][..],
        key => {
            let bucket = hashes::sounds(key);
            &WORDS[WORDS_STARTS[bucket] as usize..WORDS_STARTS[bucket + 1] as usize]
        }
    };
    words.iter().copied().filter(move |&[one, two]| key == (of(one).0, of(two).0))
}

/// The sound of `c` and its syllable, 0 where it has none.
#[inline]
fn of(c: char) -> (u16, u16) {
    hashes::index(c).and_then(|index| OF.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::counts;
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
