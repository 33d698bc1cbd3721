//! Characters that a typist may take for one another.

use std::sync::LazyLock;

use kanwu::text::{shapes, sounds};

use crate::random::Random;

/// The 3,755 characters of the first level of GB 2312.
static COMMON: LazyLock<Vec<char>> = LazyLock::new(|| {
    let rows = (0xb0u8..=0xd7).flat_map(|row| (0xa1u8..=0xfe).map(move |cell| [row, cell]));
    let decoded = rows.filter_map(|bytes| {
        let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
        text.chars().next().filter(|c| kanwu::text::chars::is_han(*c))
    });
    decoded.collect()
});

/// What a typist may put in the place of `c`: another character that sounds or looks the same.
pub fn likely(random: &mut Random, c: char) -> Option<char> {
    let alike: Vec<char> = match random.once_in(2) {
        true => COMMON.iter().copied().filter(|&other| shapes::alike(c, other)).collect(),
        false => Vec::new(),
    };
    let alike = match alike.is_empty() {
        true => COMMON.iter().copied().filter(|&other| sounds::alike(c, other)).collect(),
        false => alike,
    };
    random.pick(&alike).copied()
}

/// A likely slip, or any other character once in three times.
pub fn any(random: &mut Random, c: char) -> Option<char> {
    match random.once_in(3) {
        true => random.pick(&COMMON).copied().filter(|&other| other != c),
        false => likely(random, c),
    }
}
