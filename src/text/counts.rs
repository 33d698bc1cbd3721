//! How often characters stand together in official prose: in steps of a logarithm, 0 for never.
//!
//! The table is an open hash of two-byte slots, read in place: twelve bits of the hash and four of
//! the count, 0 where a slot is free. A row that was never counted seems to have been in one case
//! of three hundred.

/// Made by `data/make_counts.py`.
static TABLE: &[[u8; 2]] = include_bytes!("../../data/counts.bin").as_chunks().0;

/// What fills the places behind a row of less than four characters.
const NOTHING: u64 = 1;

/// How often `c` occurs.
pub fn single(c: char) -> u8 {
    let c = code(c);
    if c == 0 { 0 } else { step([c, NOTHING, NOTHING, NOTHING]) }
}

/// How often `second` follows `first`.
pub fn pair(first: char, second: char) -> u8 {
    let (first, second) = (code(first), code(second));
    if first == 0 || second == 0 { 0 } else { step([first, second, NOTHING, NOTHING]) }
}

/// How often the three stand in a row; what is no Han character is all the same.
pub fn triple(first: char, second: char, third: char) -> u8 {
    step([code(first), code(second), code(third), NOTHING])
}

/// How often the four stand in a row; the two in the middle must be Han characters.
pub fn four(row: [char; 4]) -> u8 {
    let row = row.map(code);
    if row[1] == 0 || row[2] == 0 || row[0] == 0 && row[3] == 0 { 0 } else { step(row) }
}

/// How often a row of one to four characters is met.
pub fn row(chars: &[char]) -> u8 {
    match *chars {
        [c] => single(c),
        [first, second] => pair(first, second),
        [first, second, third] => triple(first, second, third),
        [first, second, third, fourth] => four([first, second, third, fourth]),
        _ => 0,
    }
}

fn code(c: char) -> u64 {
    if ('\u{4e00}'..='\u{9fa5}').contains(&c) { u64::from(c as u32) } else { 0 }
}

fn step([first, second, third, fourth]: [u64; 4]) -> u8 {
    let key = first << 48 | second << 32 | third << 16 | fourth;
    let mut hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    let mark = (hash >> 20) as u16 & 0xfff;
    let start = (((hash >> 32) * TABLE.len() as u64) >> 32) as usize;
    let found = search(&TABLE[start..], mark).or_else(|| search(&TABLE[..start], mark));
    found.unwrap_or_default()
}

/// The count in the first slot that has the mark or is free.
#[inline]
fn search(slots: &[[u8; 2]], mark: u16) -> Option<u8> {
    let slots = slots.iter().map(|&slot| u16::from_le_bytes(slot));
    let found = slots.into_iter().find(|&slot| slot >> 4 == mark || slot == 0);
    found.map(|slot| (slot & 0xf) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_was_counted() {
        assert!(triple('人', '民', '政') > 8 && pair('政', '府') > 8 && single('的') == 15);
        assert!(four(['人', '民', '政', '府']) > 8 && row(&['人', '民', '政', '府']) > 8);
        assert!(triple('\n', '第', '一') > 3, "what stands before a paragraph counts as well");
        assert_eq!((triple('人', '民', '酬'), pair('统', '酬'), single('龘')), (0, 0, 0));
    }

    #[test]
    fn what_is_no_han_character_is_never_a_part_of_a_pair() {
        assert_eq!((pair('，', '的'), pair('的', 'a'), single('a')), (0, 0, 0));
        assert_eq!((four(['人', '，', '政', '府']), row(&[])), (0, 0));
    }
}
