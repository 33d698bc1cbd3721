//! The expressions of the built-in packs with their shapes, as `build.rs` has written them down:
//! to parse them all would take longer than to check a bulletin.

use std::sync::OnceLock;

/// An expression a line, its shape behind it; sorted.
static EXPRESSIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/expressions.tsv"));

/// The shape of an expression that the built-in packs hold, as [`Shape::line`](super::shape::Shape::line) writes it.
pub fn known(written: &str) -> Option<&'static str> {
    static LINES: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let lines = LINES.get_or_init(|| EXPRESSIONS.lines().filter_map(|line| line.split_once('\t')).collect());
    let at = lines.binary_search_by_key(&written, |(expression, _)| *expression).ok()?;
    lines.get(at).map(|(_, shape)| *shape)
}
