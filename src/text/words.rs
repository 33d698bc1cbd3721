//! Which two characters make a word: the test for where one word may end and the next begin.

use std::sync::OnceLock;

/// Sorted records of two Han characters and a line feed, so that it is searched as it lies.
static WORDS: &[u8] = include_bytes!("../../data/words.txt");

const RECORD: usize = 7;
const FIRST_HAN: u32 = 0x4e00;
const HANS: usize = 0x5200;

/// Slots of the filter that answers most questions without a search.
const FILTER: usize = 1 << 19;

/// True where the two characters are an established word.
pub fn is_word(first: char, second: char) -> bool {
    let index = index();
    let (word, bit) = slot(first as u32, second as u32);
    index.filter.get(word).is_some_and(|bits| bits >> bit & 1 == 1) && index.holds(first, second)
}

/// What is worked out once about [`WORDS`].
struct Index {
    /// A bit for each slot that some word falls into.
    filter: Vec<u64>,
    /// Where the words of each first character begin, counted in records.
    starts: Vec<u32>,
}

impl Index {
    fn holds(&self, first: char, second: char) -> bool {
        let at = (first as u32).wrapping_sub(FIRST_HAN) as usize;
        let next = at.wrapping_add(1);
        let (Some(&from), Some(&to)) = (self.starts.get(at), self.starts.get(next)) else {
            return false;
        };
        let (mut low, mut high) = (from as usize, to as usize);
        while low < high {
            let middle = (low + high) / 2;
            match code(&WORDS[middle * RECORD + 3..]).cmp(&(second as u32)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return true,
            }
        }
        false
    }
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index { filter: vec![0; FILTER / 64], starts: vec![0; HANS + 1] };
        for record in WORDS.chunks_exact(RECORD) {
            let (first, second) = (code(record), code(&record[3..]));
            let (word, bit) = slot(first, second);
            index.filter[word] |= 1 << bit;
            if let Some(count) = index.starts.get_mut((first.saturating_sub(FIRST_HAN) + 1) as usize) {
                *count += 1;
            }
        }
        for at in 1..index.starts.len() {
            index.starts[at] += index.starts[at - 1];
        }
        index
    })
}

/// The bit of the filter for two characters, as a place and a bit in it.
fn slot(first: u32, second: u32) -> (usize, u32) {
    let hash = (first << 16 ^ second).wrapping_mul(0x9e37_79b1) >> 13;
    ((hash >> 6) as usize, hash & 63)
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
    }

    #[test]
    fn words_are_known_and_other_pairs_are_not() {
        assert!(is_word('教', '师') && is_word('会', '议') && is_word('研', '究'));
        assert!(!is_word('阳', '炎') && !is_word('员', '军') && !is_word('a', '师') && !is_word('𬭎', '师'));
    }
}
