//! Which two characters make a word: the test for where one word may end and the next begin.

use super::hashes::{MARK_BUCKETS, WORD_SLOTS, index, mark, slot, word};

// The words of data/words.txt: `MARKS`, buckets of eight marks, zero where there is none, and
// `SLOTS`, each word's number in the first free slot from its own on. See build/tables.rs.
include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// True where the two characters are an established word.
pub fn is_word(first: char, second: char) -> bool {
    if !seeming(first, second) {
        return false;
    }
    let word = word(first, second);
    let mut at = slot(word);
    while SLOTS[at] != word {
        if SLOTS[at] == 0 {
            return false;
        }
        at = (at + 1) % WORD_SLOTS;
    }
    true
}

/// True for a word of today's official prose that neither dictionaries nor older texts have; the
/// list is kept by hand.
pub fn is_newer_word(first: char, second: char) -> bool {
    let (records, _) = NEWER.as_chunks::<7>();
    let mut word = [b'\n'; 7];
    if first.len_utf8() != 3 || second.len_utf8() != 3 {
        return false;
    }
    first.encode_utf8(&mut word[..3]);
    second.encode_utf8(&mut word[3..6]);
    records.binary_search(&word).is_ok()
}

/// Two characters of three bytes and a line feed a record, sorted.
static NEWER: &[u8] = include_bytes!("../../data/newer-words.txt");

/// What follows `first` in words of two characters.
pub fn begun_by(first: char) -> &'static [char] {
    of(first, &BEGUN_STARTS, &BEGUN)
}

/// What stands before `second` in words of two characters.
pub fn ended_by(second: char) -> &'static [char] {
    of(second, &ENDED_STARTS, &ENDED)
}

fn of(c: char, starts: &[u32], all: &'static [char]) -> &'static [char] {
    let range = index(c).and_then(|at| Some(*starts.get(at)? as usize..*starts.get(at + 1)? as usize));
    range.and_then(|range| all.get(range)).unwrap_or_default()
}

/// A test that is true for every word, and for one in a hundred other pairs. For asking about each
/// pair of a text: there is no branch in it, and its table stays in the cache.
#[inline]
pub fn seeming(first: char, second: char) -> bool {
    let (bucket, mark) = mark((first as u32) << 16 | second as u32);
    // A lane that holds the mark becomes zero, and only a zero lane borrows its highest bit.
    let lanes = MARKS[bucket % MARK_BUCKETS] ^ (LANES * mark);
    lanes.wrapping_sub(LANES) & !lanes & LANES << 7 != 0
}

/// One in each of the eight lanes of a bucket.
const LANES: u64 = 0x0101_0101_0101_0101;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_sorted_words_of_two_characters() {
        let text = include_str!("../../data/words.txt");
        assert!(text.lines().all(|word| word.chars().count() == 2 && word.len() == 6));
        assert!(text.lines().is_sorted_by(|a, b| a < b));
        assert!(text.lines().count() * 2 <= WORD_SLOTS);
        // A word whose mark is pushed out of a full bucket is not found; there may be a few.
        let found = |word: &str| is_word(word.chars().next().unwrap(), word.chars().nth(1).unwrap());
        assert!(text.lines().filter(|word| !found(word)).count() < 10);
    }

    #[test]
    fn newer_words_are_sorted_records() {
        let (records, rest) = NEWER.as_chunks::<7>();
        assert!(rest.is_empty() && records.is_sorted() && records.iter().all(|record| record[6] == b'\n'));
        assert!(is_newer_word('数', '智') && is_newer_word('驻', '村') && !is_newer_word('数', '字'));
    }

    #[test]
    fn words_are_known_and_other_pairs_are_not() {
        assert!(is_word('教', '师') && is_word('会', '议') && is_word('研', '究'));
        assert!(!is_word('阳', '炎') && !is_word('员', '军') && !is_word('a', '师') && !is_word('𬭎', '师'));
    }
}
