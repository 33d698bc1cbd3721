//! Which two characters make a word: the test for where one word may end and the next begin.

use std::sync::OnceLock;

/// Sorted records of two Han characters and a line feed, so that it is searched as it lies.
static WORDS: &[u8] = include_bytes!("../../data/words.txt");

const RECORD: usize = 7;
const FIRST_HAN: u32 = 0x4e00;
const HANS: usize = 0x5200;

/// True where the two characters are an established word.
pub fn is_word(first: char, second: char) -> bool {
    let Some(at) = (first as u32).checked_sub(FIRST_HAN).map(|at| at as usize) else {
        return false;
    };
    let starts = starts();
    let (Some(&from), Some(&to)) = (starts.get(at), starts.get(at + 1)) else {
        return false;
    };
    let mut second_bytes = [0; 4];
    let second = second.encode_utf8(&mut second_bytes).as_bytes();
    let (mut low, mut high) = (from as usize, to as usize);
    while low < high {
        let middle = (low + high) / 2;
        let record = &WORDS[middle * RECORD + 3..middle * RECORD + 6];
        match record.cmp(second) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}

/// Where the words of each first character begin, counted in records.
fn starts() -> &'static [u32] {
    static STARTS: OnceLock<Vec<u32>> = OnceLock::new();
    STARTS.get_or_init(|| {
        let mut starts = vec![0; HANS + 1];
        for record in WORDS.chunks_exact(RECORD) {
            if let Some(count) = starts.get_mut(first_of(record) + 1) {
                *count += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        starts
    })
}

/// The place of a record's first character among all Han characters.
fn first_of(record: &[u8]) -> usize {
    let code = (record[0] as u32 & 0xf) << 12 | (record[1] as u32 & 0x3f) << 6 | record[2] as u32 & 0x3f;
    code.wrapping_sub(FIRST_HAN) as usize
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
