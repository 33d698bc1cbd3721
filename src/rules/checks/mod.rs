//! The checks that are written in Rust, one file each, and the table that names them.

use super::Build;

/// Every check by the key that a pack uses (`check.KEY = {}`), in alphabetical order. A test
/// holds it against the packs in both directions.
pub const CHECKS: &[(&str, Build)] = &[];
