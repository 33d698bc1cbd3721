//! Why a file can't be read. The words for it are the report's.

use std::path::{Path, PathBuf};

/// A path that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    pub path: PathBuf,
    pub reason: Reason,
}

/// What stands in the way. Offsets count the bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Missing,
    Directory,
    /// The system's own words.
    Unreadable(String),
    /// Larger than a span can reach.
    TooLarge,
    /// A format that kanwu does not read.
    Unsupported(Foreign),
    /// Bytes that no text holds; the offset is that of the first one.
    Binary {
        offset: usize,
    },
    /// The file ends in the middle of a character.
    Truncated {
        offset: usize,
    },
    /// No Chinese charset explains the byte at `offset`, or not the one that was asked for.
    Undecodable {
        offset: usize,
        charset: Option<&'static str>,
    },
    /// A folder or pattern that holds no file to check.
    NothingFound,
}

/// Formats that people hand in and kanwu does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Foreign {
    /// Word 97 and WPS: a compound file.
    Doc,
    Docx,
    Odt,
    Rtf,
    Pdf,
    Html,
    /// Anything else that is packed with zip.
    Zip,
    /// Spreadsheets, slides, pictures.
    Other,
}

impl ReadError {
    pub(super) fn new(path: &Path, reason: Reason) -> Self {
        ReadError { path: path.to_path_buf(), reason }
    }

    /// What the system said of `path`.
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => Reason::Missing,
            std::io::ErrorKind::IsADirectory => Reason::Directory,
            _ => Reason::Unreadable(error.to_string()),
        };
        ReadError::new(path, reason)
    }
}
