//! Characters and places: what a span is, where lines begin, which kind a character is of.

pub mod chars;
pub mod date;
pub mod lines;
pub mod numerals;
pub mod span;
pub mod words;

pub use lines::{Lines, Position};
pub use span::Span;
