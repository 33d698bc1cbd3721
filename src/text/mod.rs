//! Characters and places: what a span is, where lines begin, which kind a character is of.

pub mod chars;
pub mod date;
pub mod fold;
pub mod lines;
pub mod numerals;
pub mod span;

pub use lines::{Lines, Position};
pub use span::Span;
