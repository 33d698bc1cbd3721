//! Where the tables that are made when kanwu is built have their entries: `build/tables.rs` puts
//! them there, and the modules of each table look there.

/// The first and the last character of the block that tables tell of, by number.
pub const FIRST: usize = 0x4e00;
pub const LAST: usize = 0x9fff;

/// How many buckets the marks of words have: two words fall into one on average.
pub const MARK_BUCKETS: usize = 1 << 15;
/// How many slots the words have, twice as many as there are words or more.
pub const WORD_SLOTS: usize = 1 << 17;
/// How many buckets the words have by their sounds, about as many as there are words.
pub const SOUND_BUCKETS: usize = 1 << 16;

/// The index of a character in the tables of the block.
#[inline]
pub fn index(c: char) -> Option<usize> {
    (c as usize).checked_sub(FIRST).filter(|_| c as usize <= LAST)
}

/// Two characters of the basic plane as one number; 1, which is no word, for others.
#[inline]
pub fn word(first: char, second: char) -> u32 {
    let (first, second) = (first as u32, second as u32);
    if first | second > 0xffff { 1 } else { first << 16 | second }
}

/// The bucket of a word's number and its mark there, from 1 to 255.
#[inline]
pub fn mark(word: u32) -> (usize, u64) {
    let hash = word.wrapping_mul(0x85eb_ca6b);
    ((hash >> 17) as usize, u64::from(hash >> 9 & 0xff).max(1))
}

/// The slot that a word's number is looked for in first.
#[inline]
pub fn slot(word: u32) -> usize {
    (word.wrapping_mul(0x9e37_79b1) >> 15) as usize
}

/// The bucket of the words that have these two sounds.
#[inline]
pub fn sounds((first, second): (u16, u16)) -> usize {
    let key = u32::from(first) << 16 | u32::from(second);
    (key.wrapping_mul(0x9e37_79b1) >> 16) as usize % SOUND_BUCKETS
}

/// How many slots the company of words has, well above the number of its rows.
pub const COMPANY_SLOTS: usize = 1 << 18;
/// How many bits tell which words have company.
pub const WRONG_WORDS: usize = 1 << 16;

/// The bit of a word of one character, the second being nothing, or of two.
#[inline]
pub fn wrong_word([first, second]: [char; 2]) -> usize {
    (word(first, second).wrapping_mul(0x9e37_79b1) >> 16) as usize % WRONG_WORDS
}

/// The key of a word in company, given the keys of the characters before it and after it.
#[inline]
pub fn company(word: [char; 2], before: u64, after: u64) -> u64 {
    let word = u64::from(word[0] as u32) << 32 | u64::from(word[1] as u32);
    let key = word.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ before ^ after.rotate_left(23);
    let key = (key ^ key >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    key ^ key >> 29
}

/// The keys of the first none to three characters on one side of a word, the nearest first.
#[inline]
pub fn company_sides(chars: [char; 3]) -> [u64; 4] {
    let mut keys = [1; 4];
    for (at, c) in chars.into_iter().enumerate() {
        keys[at + 1] = (keys[at] ^ u64::from(c as u32)).wrapping_mul(0xbf58_476d_1ce4_e5b9).rotate_left(31);
    }
    keys
}

/// The slot that a key is looked for in first.
#[inline]
pub fn company_slot(key: u64) -> usize {
    key as usize % COMPANY_SLOTS
}

/// What tells a key from others in its slot, in the upper bits; the lower ones number the pair of words.
#[inline]
pub fn company_mark(key: u64) -> u32 {
    (key >> 32) as u32 & !PAIR_BITS
}

/// The bits of a slot that hold the number of a pair, from 1 on.
pub const PAIR_BITS: u32 = 0x3fff;
