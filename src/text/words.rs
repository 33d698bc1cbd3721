//! Which two characters make a word: the test for where one word may end and the next begin.

use std::sync::OnceLock;

/// Sorted records of two Han characters and a line feed, as an editor's tools can read it.
static WORDS: &[u8] = include_bytes!("../../data/words.txt");

const RECORD: usize = 7;
/// A power of two, twice the number of words or more.
const SLOTS: usize = 1 << 17;

/// A power of two; two words fall into one on average.
const BUCKETS: usize = 1 << 15;

/// True where the two characters are an established word.
pub fn is_word(first: char, second: char) -> bool {
    if !seeming()(first, second) {
        return false;
    }
    let key = key(first as u32, second as u32);
    let table = &words().table;
    let mut at = slot(key);
    while table[at] != key {
        if table[at] == 0 {
            return false;
        }
        at = (at + 1) % SLOTS;
    }
    true
}

/// All words, in the order of their characters.
pub fn all() -> impl ExactSizeIterator<Item = [char; 2]> {
    (0..WORDS.len() / RECORD).map(word)
}

/// The word of a number.
pub fn word(number: usize) -> [char; 2] {
    let record = WORDS.get(number * RECORD..(number + 1) * RECORD).unwrap_or_default();
    let of = |bytes: &[u8]| char::from_u32(code(bytes)).unwrap_or('\n');
    [of(record), of(record.get(3..).unwrap_or_default())]
}

/// True for a word of today's official prose that neither dictionaries nor older texts have; the
/// list is kept by hand.
pub fn is_newer_word(first: char, second: char) -> bool {
    let words = include_str!("../../data/newer-words.txt").lines();
    words.into_iter().any(|word| word.chars().eq([first, second]))
}

/// A test that is true for every word, and for one in a hundred other pairs. For asking about each
/// pair of a text: there is no branch in it, and its table stays in the cache.
pub fn seeming() -> impl Fn(char, char) -> bool + Copy {
    let marks = &words().marks;
    move |first, second| {
        let (bucket, mark) = mark((first as u32) << 16 | second as u32);
        // A lane that holds the mark becomes zero, and only a zero lane borrows its highest bit.
        let lanes = marks[bucket] ^ (LANES * mark);
        lanes.wrapping_sub(LANES) & !lanes & LANES << 7 != 0
    }
}

/// One in each of the eight lanes of a bucket.
const LANES: u64 = 0x0101_0101_0101_0101;

/// The words as they are looked up.
struct Words {
    /// Buckets of eight marks, zero where there is none.
    marks: Box<[u64; BUCKETS]>,
    /// The words as keys, each in the first free slot from its own on.
    table: Box<[u32; SLOTS]>,
}

/// Built when first asked for, which takes about a millisecond.
fn words() -> &'static Words {
    static TABLE: OnceLock<Words> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words = Words { marks: Box::new([0; BUCKETS]), table: Box::new([0; SLOTS]) };
        for record in WORDS.chunks_exact(RECORD) {
            let key = key(code(record), code(&record[3..]));
            let (bucket, mark) = mark(key);
            words.marks[bucket] = words.marks[bucket] << 8 | mark;
            let mut at = slot(key);
            while words.table[at] != 0 {
                at = (at + 1) % SLOTS;
            }
            words.table[at] = key;
        }
        words
    })
}

/// The bucket of a key and its mark there, from 1 to 255.
fn mark(key: u32) -> (usize, u64) {
    let hash = key.wrapping_mul(0x85eb_ca6b);
    ((hash >> 17) as usize, u64::from(hash >> 9 & 0xff).max(1))
}

/// Two characters of the basic plane as one number; 1, which is no word, for others.
fn key(first: u32, second: u32) -> u32 {
    if first | second > 0xffff { 1 } else { first << 16 | second }
}

fn slot(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> 15) as usize
}

/// The character that three bytes of UTF-8 stand for.
fn code(bytes: &[u8]) -> u32 {
    let part = |at: usize, mask: u8| u32::from(bytes.get(at).copied().unwrap_or(0) & mask);
    part(0, 0xf) << 12 | part(1, 0x3f) << 6 | part(2, 0x3f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_sorted_words_of_two_characters() {
        let text = std::str::from_utf8(WORDS).unwrap();
        assert!(text.lines().all(|word| word.len() == RECORD - 1 && word.chars().count() == 2));
        assert!(text.lines().is_sorted_by(|a, b| a < b));
        assert!(WORDS.len() / RECORD * 2 <= SLOTS);
        // A word whose mark is pushed out of a full bucket is not found; there may be a few.
        let found = |word: &str| is_word(word.chars().next().unwrap(), word.chars().nth(1).unwrap());
        assert!(text.lines().filter(|word| !found(word)).count() < 10);
    }

    #[test]
    fn words_are_known_and_other_pairs_are_not() {
        assert!(is_word('教', '师') && is_word('会', '议') && is_word('研', '究'));
        assert!(!is_word('阳', '炎') && !is_word('员', '军') && !is_word('a', '师') && !is_word('𬭎', '师'));
    }
}
