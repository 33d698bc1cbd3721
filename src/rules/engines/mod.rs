//! The engines that make a check from a pack's own words: no Rust needed for a new rule.
