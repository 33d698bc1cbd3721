//! Parses the built-in packs and their expressions once and for all: each pack is laid out for
//! `rules/layout.rs`, and what is known of each expression goes into a table that
//! `rules/engines/known.rs` reads. Makes the tables of words, sounds and shapes. Counts the rules and sums up all that they are made of, for
//! `kanwu --version`.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(dead_code)]
#[path = "src/rules/engines/classes.rs"]
mod classes;
#[path = "build/company.rs"]
mod company;
#[allow(dead_code)]
#[path = "src/text/counts.rs"]
mod counts;
#[allow(dead_code)]
#[path = "src/text/hashes.rs"]
mod hashes;
#[allow(dead_code)]
#[path = "src/rules/layout.rs"]
mod layout;
#[allow(dead_code)]
#[path = "src/rules/engines/literals.rs"]
mod literals;
#[allow(dead_code)]
#[path = "src/rules/engines/shape.rs"]
mod shape;
#[path = "build/tables.rs"]
mod tables;

use shape::{CELL, ROW, Shape};
use toml::de::DeTable;

/// The settings of a check that hold no expressions.
const OTHERS: [&str; 7] = ["files", "groups", "in", "needs", "outside", "pairs", "replace"];

/// All that decides what kanwu finds.
const SOURCES: [&str; 6] = ["Cargo.lock", "build", "build.rs", "data", "rules", "src"];

fn main() -> io::Result<()> {
    let mut build = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        identify(Path::new(source), &mut build)?;
    }
    println!("cargo::rustc-env=KANWU_BUILD={:016x}", build.finish());
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    tables::write(&folder)?;
    company::write(&folder)?;
    let (mut known, mut rules) = (BTreeMap::new(), 0);
    for entry in fs::read_dir("rules")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path)?;
            fs::write(folder.join(path.file_name().unwrap_or_default()), laid_out(&text))?;
            rules += expressions(&text, &mut known);
        }
    }
    println!("cargo::rustc-env=KANWU_RULES={rules}");
    println!("cargo::rustc-env=KANWU_DIGEST={:016x}", digest()?);
    let rows: String = known.iter().map(|(written, shape)| format!("{written}{CELL}{shape}{ROW}")).collect();
    fs::write(folder.join("expressions"), rows)
}

/// Adds what is in `path`, a file or a folder, to what tells builds apart.
fn identify(path: &Path, build: &mut DefaultHasher) -> io::Result<()> {
    if !path.is_dir() {
        // A package may come without its lock file.
        fs::read(path).unwrap_or_default().hash(build);
        return Ok(());
    }
    let mut inside = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    inside.sort();
    for path in inside {
        path.hash(build);
        identify(&path, build)?;
    }
    Ok(())
}

/// The layout of a pack; one that is not well-formed has none, and is reported elsewhere.
fn laid_out(text: &str) -> Vec<u8> {
    DeTable::parse(text).map(|table| layout::written(table.get_ref(), text)).unwrap_or_default()
}

/// Adds the expressions of the pack `text`; tells how many rules it has.
fn expressions(text: &str, known: &mut BTreeMap<String, String>) -> usize {
    let table: toml::Table = text.parse().unwrap_or_default();
    let rules = table.get("rule").and_then(toml::Value::as_array);
    let count = rules.map_or(0, Vec::len);
    let checks = rules.into_iter().flatten().filter_map(|rule| rule.get("check")?.as_table());
    for (name, setting) in checks.flatten().filter_map(|(_, check)| check.as_table()).flatten() {
        if !OTHERS.contains(&name.as_str()) {
            let one = std::slice::from_ref(setting);
            let several = setting.as_array().map_or(one, Vec::as_slice);
            several.iter().filter_map(toml::Value::as_str).for_each(|written| expression(written, known));
        }
    }
    count
}

/// The sum (FNV-1a, 64 bits) of the packs, profiles, word lists and tables, in the order of their names.
fn digest() -> io::Result<u64> {
    let mut files = Vec::new();
    for folder in ["rules", "rules/lexicon", "rules/profiles", "data"] {
        files.extend(fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())));
    }
    files.retain(|path| {
        path.extension().is_some_and(|end| ["toml", "tsv", "txt", "bin"].iter().any(|e| end == *e))
    });
    files.sort();
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        for byte in fs::read(file)? {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(sum)
}

fn expression(written: &str, known: &mut BTreeMap<String, String>) {
    let parsed = regex_syntax::parse(&classes::expand(written).text);
    let shape = parsed.ok().and_then(|hir| Shape::of(&hir).cells());
    if let Some(shape) = shape.filter(|_| !written.contains([CELL, ROW])) {
        known.insert(written.to_owned(), shape);
    }
}
