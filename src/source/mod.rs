//! A manuscript as its owner keeps it, and the text that it holds.
//!
//! Bytes become one UTF-8 string, line ends and all; a reader for each format says which parts of
//! it are prose and where lines open. Everything above works on spans of that string.

pub mod allow;
mod decode;
mod error;
mod foreign;
mod markdown;
mod origin;
mod paths;
mod plain;
pub mod walk;
pub mod write;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use allow::{Allowance, Reach};
pub use decode::{CHARSETS, charset};
pub use error::{Foreign, ReadError, Reason};
pub use paths::Paths;

use crate::text::{Lines, Span};

/// The longest file and the longest text, in bytes: a span's offsets are 32 bits wide.
const MAX_LEN: usize = u32::MAX as usize - 1;

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
    /// The notes that accept findings; they are no prose.
    pub allowances: Vec<Allowance>,
    origin: origin::Origin,
}

/// How the file's bytes are read and would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    pub charset: &'static encoding_rs::Encoding,
    /// The file begins with a byte order mark.
    pub bom: bool,
}

impl Format {
    /// The format that a file's name announces; anything but Markdown is plain text.
    pub fn of(name: &Path) -> Self {
        let extension = name.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let markdown = ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known));
        if markdown { Format::Markdown } else { Format::Text }
    }
}

impl Document {
    /// A document from text at hand: an editor's buffer, a test's string.
    pub fn from_text(name: impl AsRef<Path>, text: impl Into<Arc<str>>) -> Self {
        let encoding = Encoding { charset: encoding_rs::UTF_8, bom: false };
        Document::new(name.as_ref(), text.into(), encoding, origin::Origin::default())
    }

    /// Reads the file at `path`, in the charset `forced` or in the one that it shows.
    pub fn read(path: &Path, forced: Option<&'static encoding_rs::Encoding>) -> Result<Self, ReadError> {
        let failed = |error: std::io::Error| ReadError::io(path, &error);
        let file = std::fs::File::open(path).map_err(failed)?;
        let metadata = file.metadata().map_err(failed)?;
        if metadata.is_dir() {
            return Err(ReadError::new(path, Reason::Directory));
        }
        if metadata.len() > MAX_LEN as u64 {
            return Err(ReadError::new(path, Reason::TooLarge));
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
        file.take(MAX_LEN as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
        Document::decode(path, &bytes, forced)
    }

    /// A document from a file's `bytes`; `name` tells the format.
    pub fn decode(
        name: &Path,
        bytes: &[u8],
        forced: Option<&'static encoding_rs::Encoding>,
    ) -> Result<Self, ReadError> {
        if let Some(foreign) = foreign::recognise(name, bytes) {
            return Err(ReadError::new(name, Reason::Unsupported(foreign)));
        }
        let (text, encoding) =
            decode::decode(bytes, forced).map_err(|reason| ReadError::new(name, reason))?;
        let origin = origin::Origin::new(bytes, encoding.charset);
        Ok(Document::new(name, text.into(), encoding, origin))
    }

    fn new(name: &Path, text: Arc<str>, encoding: Encoding, origin: origin::Origin) -> Self {
        let format = Format::of(name);
        let lines = Lines::new(&text);
        let (pieces, mut allowances) = match format {
            Format::Text => plain::pieces(&text),
            Format::Markdown => markdown::pieces(&text),
        };
        allow::settle(&text, &pieces, &mut allowances);
        Document { name: name.to_path_buf(), format, encoding, text, lines, pieces, allowances, origin }
    }
}
