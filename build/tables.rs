//! The tables of words, sounds and shapes, as Rust that their modules include: to make them takes
//! longer than to check a page.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{Debug, Write};
use std::path::Path;
use std::{fs, io};

use pinyin::ToPinyin;

use crate::counts;
use crate::hashes::{self, FIRST, LAST, MARK_BUCKETS, SOUND_BUCKETS, WORD_SLOTS};

/// Writes the tables into `folder`.
pub fn write(folder: &Path) -> io::Result<()> {
    let words = fs::read_to_string("data/words.txt")?;
    let words: Vec<[char; 2]> = words.lines().filter_map(|line| pair(line.chars())).collect();
    let sounds = Sounds::new();
    fs::write(folder.join("words.rs"), of_words(&words))?;
    fs::write(folder.join("sounds.rs"), sounds.tables(&words))?;
    let [shapes, parts] = ["data/shapes.tsv", "data/parts.tsv"].map(fs::read_to_string);
    fs::write(folder.join("shapes.rs"), of_shapes(&shapes?, &parts?))
}

/// A line of Rust for a table.
pub fn table<T: Debug>(name: &str, kind: &str, values: &[T]) -> String {
    let mut line = format!("static {name}: [{kind}; {}] = [", values.len());
    // Writing to a String does not fail.
    values.iter().for_each(|value| _ = write!(line, "{value:?},"));
    line + "];\n"
}

/// Values in groups: where each group begins, and all values one after the other.
fn grouped<T: Debug>(name: &str, kind: &str, groups: impl IntoIterator<Item = Vec<T>>) -> String {
    let (mut starts, mut all) = (vec![0], Vec::new());
    for group in groups {
        all.extend(group);
        starts.push(all.len() as u32);
    }
    table(&format!("{name}_STARTS"), "u32", &starts) + &table(name, kind, &all)
}

fn pair(mut chars: impl Iterator<Item = char>) -> Option<[char; 2]> {
    Some([chars.next()?, chars.next()?])
}

/// The characters of the block that tables tell of.
fn block() -> impl Iterator<Item = char> {
    (FIRST..=LAST).filter_map(|code| char::from_u32(code as u32))
}

fn is_in_use(c: char) -> bool {
    counts::single(c) > 0
}

fn of_words(words: &[[char; 2]]) -> String {
    let (mut marks, mut slots) = (vec![0u64; MARK_BUCKETS], vec![0u32; WORD_SLOTS]);
    for word in words.iter().map(|&[first, second]| hashes::word(first, second)) {
        let (bucket, mark) = hashes::mark(word);
        marks[bucket] = marks[bucket] << 8 | mark;
        let mut at = hashes::slot(word);
        while slots[at] != 0 {
            at = (at + 1) % WORD_SLOTS;
        }
        slots[at] = word;
    }
    let (mut begun, mut ended) = (vec![Vec::new(); LAST + 1 - FIRST], vec![Vec::new(); LAST + 1 - FIRST]);
    for &[first, second] in words.iter().filter(|word| word.iter().all(|&c| is_in_use(c))) {
        hashes::index(first).into_iter().for_each(|at| begun[at].push(second));
        hashes::index(second).into_iter().for_each(|at| ended[at].push(first));
    }
    table("MARKS", "u64", &marks)
        + &table("SLOTS", "u32", &slots)
        + &grouped("BEGUN", "char", begun)
        + &grouped("ENDED", "char", ended)
}

/// What is known of the sounds.
struct Sounds {
    /// The sound and the syllable of each character, numbered from 1; 0 where there is none.
    of: Vec<(u16, u16)>,
    /// How many sounds there are.
    count: usize,
}

impl Sounds {
    fn new() -> Self {
        let (mut syllables, mut folds) = (HashMap::new(), HashMap::new());
        let of = block().map(|c| {
            let Some(syllable) = c.to_pinyin().map(|reading| reading.plain()) else { return (0, 0) };
            let next = syllables.len() as u16 + 1;
            *syllables.entry(syllable).or_insert_with(|| {
                let next_sound = folds.len() as u16 + 1;
                (*folds.entry(folded(syllable)).or_insert(next_sound), next)
            })
        });
        let of = of.collect();
        Sounds { of, count: folds.len() }
    }

    fn sound(&self, c: char) -> u16 {
        hashes::index(c).map_or(0, |index| self.of[index].0)
    }

    fn tables(&self, words: &[[char; 2]]) -> String {
        let mut alike = vec![Vec::new(); self.count + 1];
        block().filter(|&c| is_in_use(c)).for_each(|c| alike[usize::from(self.sound(c))].push(c));
        alike[0].clear();
        let mut buckets = vec![Vec::new(); SOUND_BUCKETS];
        for &[first, second] in words {
            if let key @ (1.., 1..) = (self.sound(first), self.sound(second)) {
                buckets[hashes::sounds(key)].push([first, second]);
            }
        }
        table("OF", "(u16, u16)", &self.of)
            + &grouped("LIKE", "char", alike)
            + &grouped("WORDS", "[char; 2]", buckets)
    }
}

/// The bytes of a syllable without what is often merged.
fn folded(syllable: &str) -> u64 {
    let mut folded = 0u64;
    let mut previous = None;
    for byte in syllable.bytes() {
        folded = match (previous, byte) {
            (Some(b'z' | b'c' | b's'), b'h') | (Some(b'n'), b'g') => folded,
            (None, b'n') => u64::from(b'l'),
            _ => folded << 8 | u64::from(byte),
        };
        previous = Some(byte);
    }
    folded
}

/// `shapes` has a group of look-alikes a line, `parts` a part and the characters it is in.
fn of_shapes(shapes: &str, parts: &str) -> String {
    let mut groups: BTreeMap<char, Vec<u16>> = BTreeMap::new();
    for (line, number) in shapes.lines().zip(0..) {
        line.chars().for_each(|c| groups.entry(c).or_default().push(number));
    }
    let mut like: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for line in shapes.lines().chain(parts.lines()) {
        for c in line.chars() {
            like.entry(c).or_default().extend(line.chars().filter(|&other| other != c && is_in_use(other)));
        }
    }
    let like = block().map(|c| {
        let mut others = like.remove(&c).unwrap_or_default();
        others.sort_unstable();
        others.dedup();
        others
    });
    let groups = block().map(|c| groups.remove(&c).unwrap_or_default());
    grouped("LIKE", "char", like) + &grouped("GROUPS", "u16", groups)
}
