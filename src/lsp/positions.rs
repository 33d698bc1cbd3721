//! Places as editors count them: lines from 0, columns from 0 in bytes, UTF-16 units or characters.
//!
//! This is the one border that such columns cross.

use gen_lsp_types::{Position, Range};

use crate::text::{Lines, Span};

/// What a column counts; the client and the server agree on it when they meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// What holds where nothing is agreed.
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// The names in the protocol, the one that costs least first.
    pub(super) const ALL: [(&str, Encoding); 3] =
        [("utf-8", Encoding::Utf8), ("utf-32", Encoding::Utf32), ("utf-16", Encoding::Utf16)];

    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        }
    }

    /// How much `bytes` of a text count. Characters are counted by their first byte.
    fn count(self, bytes: &[u8]) -> usize {
        let characters = || bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count();
        match self {
            Encoding::Utf8 => bytes.len(),
            Encoding::Utf32 => characters(),
            // Characters beyond the BMP, of four bytes, are two units.
            Encoding::Utf16 => characters() + bytes.iter().filter(|byte| **byte >= 0xf0).count(),
        }
    }

    fn of(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// Bytes from one count to the next: what a look-up has to walk at most.
const STRIDE: usize = 512;

/// The places of a text.
pub(super) struct Positions<'a> {
    text: &'a str,
    lines: &'a Lines,
    encoding: Encoding,
    /// What stands before every so many bytes, counted from the start of the text.
    counts: Vec<u32>,
}

impl<'a> Positions<'a> {
    pub(super) fn new(text: &'a str, lines: &'a Lines, encoding: Encoding) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut before = 0;
        for stride in text.as_bytes().chunks(STRIDE) {
            counts.push(before);
            before += encoding.count(stride) as u32;
        }
        Positions { text, lines, encoding, counts }
    }

    /// The place of byte `offset`; between the two characters of a line end, that of the line end.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let index = self.lines.index(offset);
        let line = content(self.text, self.lines.span(index));
        let column = self.before(offset.min(line.end())) - self.before(line.start());
        Position { line: index as u32, character: column as u32 }
    }

    pub(super) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start()), end: self.position(span.end()) }
    }

    /// The byte that `position` means; see [`offset`].
    pub(super) fn offset(&self, position: Position) -> usize {
        offset(self.text, self.lines, self.encoding, position)
    }

    /// The bytes that `range` means; a range that is the wrong way round is turned.
    pub(super) fn span(&self, range: Range) -> Span {
        let (one, other) = (self.offset(range.start), self.offset(range.end));
        Span::new(one.min(other), one.max(other))
    }

    fn before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        let start = stride * STRIDE;
        let Some(&count) = self.counts.get(stride) else {
            // The end of a text that is some strides long, or empty.
            let last = self.counts.len().saturating_sub(1);
            let count = self.counts.last().map_or(0, |&count| count as usize);
            return count + self.encoding.count(&self.text.as_bytes()[last * STRIDE..]);
        };
        count as usize + self.encoding.count(&self.text.as_bytes()[start..offset])
    }
}

/// The byte of `text` that `position` means. A column past the end of its line is that end, a line
/// past the last one the end of the text, and a column within a character its start.
pub(super) fn offset(text: &str, lines: &Lines, encoding: Encoding, position: Position) -> usize {
    let line = content(text, lines.span(position.line as usize));
    let mut left = position.character as usize;
    let mut at = line.start();
    for c in line.of(text).chars() {
        let width = encoding.of(c);
        if left < width {
            break;
        }
        left -= width;
        at += c.len_utf8();
    }
    at
}

/// A line without its end.
pub(super) fn content(text: &str, line: Span) -> Span {
    let bare = line.of(text).trim_end_matches(['\n', '\r']).len();
    Span::new(line.start(), line.start() + bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "韩𬭎正\r\n\na𠮷b\r四";

    #[test]
    fn each_encoding_counts_in_its_own_way() {
        let lines = Lines::new(TEXT);
        for (encoding, expected) in [(Encoding::Utf8, 7), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            let at = TEXT.find('正').unwrap();
            let position = Positions::new(TEXT, &lines, encoding).position(at);
            assert_eq!((position.line, position.character), (0, expected), "{encoding:?}");
        }
    }

    #[test]
    fn every_place_leads_back() {
        let long = format!("{}{TEXT}", "会𬭎a".repeat(700));
        for text in [TEXT, &long, ""] {
            let lines = Lines::new(text);
            for (_, encoding) in Encoding::ALL {
                let positions = Positions::new(text, &lines, encoding);
                let within_line_end = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
                let offsets = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
                for at in offsets.filter(|at| !within_line_end(*at)) {
                    assert_eq!(positions.offset(positions.position(at)), at, "{encoding:?} {at}");
                }
            }
        }
    }

    #[test]
    fn places_outside_are_drawn_in() {
        let lines = Lines::new(TEXT);
        let of = |line, character| offset(TEXT, &lines, Encoding::Utf16, Position { line, character });
        assert_eq!(of(0, 99), TEXT.find('\r').unwrap());
        assert_eq!(of(9, 0), TEXT.len());
        assert_eq!(of(0, 2), TEXT.find('𬭎').unwrap(), "within a character it is the character's place");
    }
}
