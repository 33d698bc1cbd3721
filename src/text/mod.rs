//! Characters and places: what a span is, where lines begin, which kind a character is of.

pub mod affix;
pub mod boundary;
pub mod chars;
pub mod company;
pub mod counts;
pub mod date;
pub mod document_number;
pub mod fold;
mod hashes;
pub mod lines;
pub mod numerals;
pub mod sentence;
pub mod shapes;
pub mod sounds;
pub mod span;
pub mod words;

pub use lines::{Lines, Position};
pub use span::Span;
