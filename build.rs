//! Parses the expressions of the built-in packs once and for all: what is known of each goes into
//! a table that `rules/engines/known.rs` reads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(dead_code)]
#[path = "src/rules/engines/classes.rs"]
mod classes;
#[allow(dead_code)]
#[path = "src/rules/engines/literals.rs"]
mod literals;
#[allow(dead_code)]
#[path = "src/rules/engines/shape.rs"]
mod shape;

use shape::{CELL, ROW, Shape};

/// The settings of a check that hold no expressions.
const OTHERS: [&str; 7] = ["files", "groups", "in", "needs", "outside", "pairs", "replace"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/rules/engines");
    let mut known = BTreeMap::new();
    for entry in fs::read_dir("rules")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            pack(&path, &mut known)?;
        }
    }
    let rows: String = known.iter().map(|(written, shape)| format!("{written}{CELL}{shape}{ROW}")).collect();
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(folder.join("expressions"), rows)
}

/// Adds the expressions of the pack at `path`; a pack that is not well-formed is reported elsewhere.
fn pack(path: &Path, known: &mut BTreeMap<String, String>) -> io::Result<()> {
    let table: toml::Table = fs::read_to_string(path)?.parse().unwrap_or_default();
    let rules = table.get("rule").and_then(toml::Value::as_array);
    let checks = rules.into_iter().flatten().filter_map(|rule| rule.get("check")?.as_table());
    for (name, setting) in checks.flatten().filter_map(|(_, check)| check.as_table()).flatten() {
        if !OTHERS.contains(&name.as_str()) {
            let one = std::slice::from_ref(setting);
            let several = setting.as_array().map_or(one, Vec::as_slice);
            several.iter().filter_map(toml::Value::as_str).for_each(|written| expression(written, known));
        }
    }
    Ok(())
}

fn expression(written: &str, known: &mut BTreeMap<String, String>) {
    let parsed = regex_syntax::parse(&classes::expand(written).text);
    let shape = parsed.ok().and_then(|hir| Shape::of(&hir).cells());
    if let Some(shape) = shape.filter(|_| !written.contains([CELL, ROW])) {
        known.insert(written.to_owned(), shape);
    }
}
