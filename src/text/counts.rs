//! How often characters stand together in official prose: in steps of a logarithm, 0 for never.
//!
//! The table is an open hash of two-byte slots, read in place: twelve bits of the hash and four of
//! the count, 0 where a slot is free. A pair that was never counted seems to have been in one case
//! of five hundred.

/// Made by `data/make_counts.py`.
static TABLE: &[[u8; 2]] = include_bytes!("../../data/counts.bin").as_chunks().0;

/// How often `c` occurs.
pub fn single(c: char) -> u8 {
    step(code(c), 1, 1)
}

/// How often `second` follows `first`.
pub fn pair(first: char, second: char) -> u8 {
    if code(first) == 0 || code(second) == 0 { 0 } else { step(code(first), code(second), 1) }
}

/// How often the three stand in a row; what is no Han character is all the same.
#[inline]
pub fn triple(first: char, second: char, third: char) -> u8 {
    step(code(first), code(second), code(third))
}

fn code(c: char) -> u64 {
    if ('\u{4e00}'..='\u{9fa5}').contains(&c) { u64::from(c as u32) } else { 0 }
}

#[inline]
fn step(first: u64, second: u64, third: u64) -> u8 {
    let mut hash = (first << 32 | second << 16 | third).wrapping_mul(0x9e37_79b9_7f4a_7c15);
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
    for &slot in slots {
        let slot = u16::from_le_bytes(slot);
        if slot >> 4 == mark || slot == 0 {
            return Some((slot & 0xf) as u8);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_was_counted() {
        assert!(triple('人', '民', '政') > 8 && pair('政', '府') > 8 && single('的') == 15);
        assert!(triple('\n', '第', '一') > 3, "what stands before a paragraph counts as well");
        assert_eq!((triple('人', '民', '酬'), pair('统', '酬'), single('龘')), (0, 0, 0));
    }

    #[test]
    fn what_is_no_han_character_is_never_a_part_of_a_pair() {
        assert_eq!((pair('，', '的'), pair('的', 'a'), single('a')), (0, 0, 0));
    }
}
