//! The expressions of the built-in packs with their shapes, as `build.rs` has written them down:
//! to parse them all would take longer than to check a bulletin.

use std::sync::OnceLock;

use super::shape::{CELL, ROW};

/// An expression a row, its shape behind it; sorted.
static EXPRESSIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/expressions"));

/// The shape of an expression that the built-in packs hold, as `Shape::cells` writes it.
pub fn known(written: &str) -> Option<&'static str> {
    static ROWS: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| EXPRESSIONS.split(ROW).filter_map(|row| row.split_once(CELL)).collect());
    let at = rows.binary_search_by_key(&written, |(expression, _)| *expression).ok()?;
    rows.get(at).map(|(_, shape)| *shape)
}
