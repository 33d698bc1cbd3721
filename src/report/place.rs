//! Lines and columns of many offsets, in a time that does not grow with the length of lines.

use crate::text::boundary::{ceil, floor};
use crate::text::{Lines, Position, Span};

/// Bytes from one count to the next.
const STRIDE: usize = 512;

/// A text with the number of characters that stand before every so many bytes.
pub(super) struct Places<'a> {
    text: &'a str,
    lines: &'a Lines,
    counts: Vec<u32>,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str, lines: &'a Lines) -> Self {
        let starts = (0..text.len()).step_by(STRIDE).map(|at| ceil(text, at));
        let counts = starts.scan((0, 0), |(last, count), start| {
            *count += characters(text, *last, start);
            *last = start;
            Some(*count as u32)
        });
        Places { text, lines, counts: counts.collect() }
    }

    /// The line and column of byte `offset`.
    pub(super) fn position(&self, offset: usize) -> Position {
        // Within a character it is the place of that character.
        let offset = floor(self.text, offset);
        let line = self.lines.index(offset);
        let start = self.lines.span(line).start();
        Position { line: line + 1, column: self.before(offset) - self.before(start) + 1 }
    }

    /// The places of the first and behind the last character of `span`.
    pub(super) fn range(&self, span: Span) -> (Position, Position) {
        (self.position(span.start()), self.position(span.end()))
    }

    /// How many characters begin before byte `offset`.
    fn before(&self, offset: usize) -> usize {
        // The offset may be the end of a text that is some strides long, or empty.
        let stride = (offset / STRIDE).min(self.counts.len().saturating_sub(1));
        let count = self.counts.get(stride).map_or(0, |&count| count as usize);
        count + characters(self.text, ceil(self.text, stride * STRIDE), ceil(self.text, offset))
    }
}

/// How many characters stand between two boundaries.
fn characters(text: &str, from: usize, to: usize) -> usize {
    text.get(from..to).unwrap_or_default().chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_lines_everywhere() {
        let text = format!("{}\n𬭎{}\r\n", "会a".repeat(3000), "—x".repeat(1365));
        let lines = Lines::new(&text);
        let places = Places::new(&text, &lines);
        let ends = (0..=text.len()).rev().filter(|&i| text.is_char_boundary(i)).step_by(37);
        for offset in ends {
            assert_eq!(places.position(offset), lines.position(&text, offset), "{offset}");
        }
        let empty = Lines::new("");
        assert_eq!(Places::new("", &empty).position(0), Position { line: 1, column: 1 });
    }
}
