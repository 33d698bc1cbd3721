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
    /// Where the line stands in the document.
    pub span: Span,
    /// Its pieces among the document's, white space and all.
    pieces: &'a [Piece],
    /// Bytes of white space that it began with.
    pub indent: u32,
    /// An empty line stands before it.
    pub after_blank: bool,
    /// A form feed stands before it.
    pub after_feed: bool,
    /// The level of the format's own heading.
    pub heading: Option<u8>,
}

impl RawLine<'_> {
    /// Its pieces, trimmed like the text.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> {
        let trimmed = |piece: &Piece| {
            let start = piece.span.start().max(self.span.start());
            Piece { span: Span::new(start, piece.span.end().min(self.span.end())), ..*piece }
        };
        self.pieces.iter().map(trimmed).filter(|piece| !piece.span.is_empty())
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

fn raw_line<'a>(document: &'a Document, pieces: &'a [Piece]) -> Option<RawLine<'a>> {
    let is_word = |c: char| !is_space(c);
    let of = |piece: &Piece| piece.span.of(&document.text);
    let begins = |piece: &Piece| Some(piece.span.start() + of(piece).find(is_word)?);
    let ends = |piece: &Piece| Some(piece.span.start() + of(piece).trim_end_matches(is_space).len());
    let first = pieces.iter().position(|piece| begins(piece).is_some())?;
    let last = pieces.iter().rposition(|piece| begins(piece).is_some())?;
    let (start, end) = (begins(&pieces[first])?, ends(&pieces[last])?);
    let white: usize = pieces[..first].iter().map(|piece| piece.span.len()).sum();
    let heading = pieces.iter().find_map(|piece| match piece.opens {
        Opens::Heading(level) => Some(level),
        _ => None,
    });
    let line = RawLine {
        text: Cow::Borrowed(""),
        span: Span::new(start, end),
        pieces: &pieces[first..=last],
        indent: (white + start - pieces[first].span.start()) as u32,
        after_blank: false,
        after_feed: false,
        heading,
    };
    let text = match first == last {
        true => Cow::Borrowed(line.span.of(&document.text)),
        false => Cow::Owned(line.pieces().map(|piece| of(&piece)).collect()),
    };
    Some(RawLine { text, ..line })
}
