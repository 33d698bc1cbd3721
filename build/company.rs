//! The table of words and the company that they do not keep, as Rust that its module includes.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use crate::hashes::{self, COMPANY_SLOTS, WRONG_WORDS};
use crate::tables::table;

/// Writes the table into `folder`.
pub fn write(folder: &Path) -> io::Result<()> {
    let text = fs::read_to_string("data/company.tsv")?;
    let (mut pairs, mut wrong) = (String::new(), vec![0u64; WRONG_WORDS / 64]);
    let (mut slots, mut count) = (vec![0u32; COMPANY_SLOTS], 0);
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [word, right, steps, contexts] = cells[..] else {
            return Err(io::Error::other(format!("data/company.tsv: {line}")));
        };
        let word = two(word);
        // Writing to a String does not fail.
        _ = write!(pairs, "({word:?},{:?},{steps}),", two(right));
        let bit = hashes::wrong_word(word);
        wrong[bit / 64] |= 1 << (bit % 64);
        for context in contexts.split(' ') {
            let [before, after] = around(context);
            let key = hashes::company(word, before, after);
            let mut at = hashes::company_slot(key);
            while slots[at] != 0 {
                at = (at + 1) % COMPANY_SLOTS;
            }
            slots[at] = hashes::company_mark(key) | (count + 1);
        }
        count += 1;
    }
    let pairs = format!("static PAIRS: [([char; 2], [char; 2], i32); {count}] = [{pairs}];\n");
    fs::write(
        folder.join("company.rs"),
        pairs + &table("WRONG", "u64", &wrong) + &table("COMPANY", "u32", &slots),
    )
}

/// The one or two characters of a word.
fn two(word: &str) -> [char; 2] {
    let mut chars = word.chars();
    std::array::from_fn(|_| chars.next().unwrap_or('\0'))
}

/// The keys of the characters before and after the word.
fn around(context: &str) -> [u64; 2] {
    let (before, after) = context.split_once('～').unwrap_or_default();
    let key = |mut chars: Box<dyn Iterator<Item = char> + '_>, count: usize| {
        let chars = std::array::from_fn(|_| chars.next().unwrap_or('\0'));
        hashes::company_sides(chars)[count]
    };
    [
        key(Box::new(before.chars().rev()), before.chars().count()),
        key(Box::new(after.chars()), after.chars().count()),
    ]
}
