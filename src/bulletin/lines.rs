//! The lines of a document as they were printed, before anything is joined.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::{Document, Opens, Piece};
use crate::text::Span;
use crate::text::chars::is_space;

/// A line that holds something besides white space.
#[derive(Debug)]
pub(super) struct RawLine<'a> {
    /// Its words, white space at both ends left out.
    pub text: Cow<'a, str>,
    /// Its pieces among the document's, trimmed like the text.
    pub pieces: Vec<Piece>,
    /// Bytes of white space that it began with.
    pub indent: usize,
    /// An empty line stands before it.
    pub after_blank: bool,
    /// A form feed stands before it.
    pub after_feed: bool,
    /// The level of the format's own heading.
    pub heading: Option<u8>,
}

impl RawLine<'_> {
    /// Where the line stands in the document.
    pub fn span(&self) -> Span {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }
}

/// The lines of `document`, in its order.
pub(super) fn raw_lines(document: &Document) -> Vec<RawLine<'_>> {
    let mut lines = Vec::new();
    let (mut blank, mut feed) = (false, false);
    for range in lines_of(&document.pieces) {
        let pieces = &document.pieces[range];
        feed |= pieces.first().is_some_and(|piece| piece.opens == Opens::Page);
        match raw_line(document, pieces) {
            None => blank = true,
            Some(line) => {
                lines.push(RawLine { after_blank: blank, after_feed: feed, ..line });
                (blank, feed) = (false, false);
            }
        }
    }
    lines
}

/// The ranges of pieces that make a line each.
fn lines_of(pieces: &[Piece]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= pieces.len() {
            return None;
        }
        let reads_on = |piece: &&Piece| matches!(piece.opens, Opens::Nothing | Opens::Gap);
        let end = start + 1 + pieces[start + 1..].iter().take_while(reads_on).count();
        let range = start..end;
        start = end;
        Some(range)
    })
}

fn raw_line<'a>(document: &'a Document, pieces: &[Piece]) -> Option<RawLine<'a>> {
    let mut pieces: Vec<Piece> = pieces.to_vec();
    let mut indent = 0;
    for piece in &mut pieces {
        let text = piece.span.of(&document.text);
        let white = text.len() - text.trim_start_matches(is_space).len();
        indent += white;
        piece.span = Span::new(piece.span.start() + white, piece.span.end());
        if white < text.len() {
            break;
        }
    }
    for piece in pieces.iter_mut().rev() {
        let text = piece.span.of(&document.text);
        let kept = text.trim_end_matches(is_space).len();
        piece.span = Span::new(piece.span.start(), piece.span.start() + kept);
        if kept > 0 {
            break;
        }
    }
    let heading = pieces.iter().find_map(|piece| match piece.opens {
        Opens::Heading(level) => Some(level),
        _ => None,
    });
    pieces.retain(|piece| !piece.span.is_empty());
    let text = match pieces.as_slice() {
        [] => return None,
        [only] => Cow::Borrowed(only.span.of(&document.text)),
        many => Cow::Owned(many.iter().map(|piece| piece.span.of(&document.text)).collect()),
    };
    Some(RawLine { text, pieces, indent, after_blank: false, after_feed: false, heading })
}
