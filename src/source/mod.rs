//! A manuscript as its owner keeps it, and the text that it holds.
//!
//! Bytes become one UTF-8 string, line ends and all; a reader for each format says which parts of
//! it are prose and where lines open. Everything above works on spans of that string.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::text::{Lines, Span};

/// The kinds of file that kanwu reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Text,
    Markdown,
}

/// What a piece of prose begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A new page and a new line (a form feed).
    Page,
    /// A new line.
    Line,
    /// A line that the format itself calls a heading, of this level (1 is the highest).
    Heading(u8),
    /// Nothing: it reads on from the piece before it (a word in bold print).
    Nothing,
    /// Nothing, but something that is no prose (inline code, an image) stands before it.
    Gap,
}

/// A stretch of the text that is prose and lies in one line, without its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub span: Span,
    pub opens: Opens,
}

/// One decoded file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name in diagnostics: the path as it was given, or that of standard input.
    pub name: PathBuf,
    pub format: Format,
    /// Where `text` came from in the file.
    pub encoding: Encoding,
    /// The whole text, its line ends kept, without a byte order mark.
    pub text: Arc<str>,
    pub lines: Lines,
    /// The prose in the order of the text; an empty line is an empty piece.
    pub pieces: Vec<Piece>,
}

/// How the file's bytes are read and would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    pub charset: &'static encoding_rs::Encoding,
    /// The file begins with a byte order mark.
    pub bom: bool,
}

impl Document {
    /// A document from text at hand: an editor's buffer, a test's string.
    pub fn from_text(name: impl AsRef<Path>, text: impl Into<Arc<str>>) -> Self {
        let name = name.as_ref().to_path_buf();
        let text: Arc<str> = text.into();
        let format = Format::Text;
        let encoding = Encoding { charset: encoding_rs::UTF_8, bom: false };
        let lines = Lines::new(&text);
        let pieces = plain::pieces(&text);
        Document { name, format, encoding, text, lines, pieces }
    }
}

mod plain;
