//! How often characters stand together in official prose: in steps of a logarithm, 0 for never.
//!
//! The table is read in place. A row has two buckets that it may be in, of four slots each; a slot
//! is two bytes, twelve bits of the row's hash and four of its count, 0 where it is free. So a
//! question takes two reads that do not wait for each other, and no branch. A row that was never
//! counted seems to have been in one case of five hundred.

/// Made by `data/make_counts.py`.
static TABLE: &Table = &Table(*include_bytes!("../../data/counts.bin"));

/// The bytes of the table, so that a bucket lies in one line of the cache.
#[repr(align(64))]
struct Table([u8; 8 << BUCKETS]);

/// How many bits number a bucket.
const BUCKETS: u32 = 20;

/// What fills the places behind a row of less than four characters.
const NOTHING: u64 = 1;

/// How many places [`rows`] tells all of.
pub const BLOCK: usize = 61;

/// How often `c` occurs.
pub fn single(c: char) -> u8 {
    let c = code(c);
    if c == 0 { 0 } else { step(key([c, NOTHING, NOTHING, NOTHING])) }
}

/// How often `second` follows `first`.
pub fn pair(first: char, second: char) -> u8 {
    let (first, second) = (code(first), code(second));
    if first == 0 || second == 0 { 0 } else { step(key([first, second, NOTHING, NOTHING])) }
}

/// How often the three stand in a row; what is no Han character is all the same. The one in the
/// middle must be one, or none of the first two.
pub fn triple(first: char, second: char, third: char) -> u8 {
    let (first, second) = (code(first), code(second));
    if second == 0 && first != 0 { 0 } else { step(key([first, second, code(third), NOTHING])) }
}

/// How often the four stand in a row; the two in the middle must be Han characters.
pub fn four(row: [char; 4]) -> u8 {
    let row = row.map(code);
    if row[1] == 0 || row[2] == 0 || row[0] == 0 && row[3] == 0 { 0 } else { step(key(row)) }
}

/// How often a row of one to four characters is met. What seems to be counted though a part of it
/// is not never was.
pub fn row(chars: &[char]) -> u8 {
    let step = match *chars {
        [c] => single(c),
        [first, second] => pair(first, second),
        [first, second, third] => triple(first, second, third),
        [first, second, third, fourth] => four([first, second, third, fourth]),
        _ => 0,
    };
    let is_counted = |part: &[char]| part.len() == 2 && part.iter().any(|&c| code(c) == 0) || row(part) > 0;
    match chars {
        [_, rest @ ..] if step > 0 && chars.len() > 2 => {
            let whole = is_counted(rest) && is_counted(&chars[..rest.len()]);
            if whole { step } else { 0 }
        }
        _ => step,
    }
}

/// What [`rows`] tells, a bit a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// There is a Han character that may have been counted.
    pub han: u64,
    /// A row of four begins that was.
    pub fours: u64,
}

/// Where the first [`BLOCK`] of `chars` and the three behind them stand in rows that were counted.
pub fn rows(chars: &[char]) -> Rows {
    let (mut key, mut han, mut counted) = (0, 0u64, 0u64);
    for (at, &c) in chars.iter().take(BLOCK + 3).enumerate() {
        let code = code(c);
        key = key << 16 | code;
        han |= u64::from(code != 0) << at;
        counted |= u64::from(marked(key) != 0) << at;
    }
    Rows { han, fours: counted >> 3 & han >> 1 & han >> 2 & (han | han >> 3) }
}

fn code(c: char) -> u64 {
    if ('\u{4e00}'..='\u{9fa5}').contains(&c) { u64::from(c as u32) } else { 0 }
}

fn key([first, second, third, fourth]: [u64; 4]) -> u64 {
    first << 48 | second << 32 | third << 16 | fourth
}

/// The count of the row of a key.
fn step(key: u64) -> u8 {
    let found = marked(key);
    let found = found | found >> 32;
    (found | found >> 16) as u8 & 0xf
}

/// The counts in the slots that have the mark of a key, each in its place.
#[inline]
fn marked(key: u64) -> u64 {
    let mut hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    let mark = (hash >> 32 & 0xfff).max(1) << 4;
    in_bucket(hash >> 44, mark) | in_bucket(hash >> 12, mark)
}

#[inline]
fn in_bucket(number: u64, mark: u64) -> u64 {
    const ONES: u64 = 0x0001_0001_0001_0001;
    const REST: u64 = ONES * 0x7fff;
    let (buckets, _) = TABLE.0.as_chunks();
    let slots = u64::from_le_bytes(buckets[number as usize % buckets.len()]);
    // The highest bit of a slot stays clear only where nothing is left of the mark.
    let differs = (slots ^ (mark * ONES)) & (ONES * 0xfff0);
    let same = (!(((differs & REST) + REST) | differs) >> 15) & ONES;
    slots & (same * 0xf)
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
