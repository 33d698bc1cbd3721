//! Where lines begin, so that an offset becomes a line and a column.

use super::Span;

/// A place as a person says it: both count from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// The starts of a text's lines. LF, CRLF and a lone CR end a line; a form feed, as editors have it,
/// does not.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<u32>,
    len: u32,
}

impl Lines {
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !crlf {
                starts.push(at as u32 + 1);
            }
        }
        Lines { starts, len: bytes.len() as u32 }
    }

    /// How many lines there are; a text without a line end has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based index of the line that holds byte `offset`.
    pub fn index(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset).saturating_sub(1)
    }

    /// The span of the line with 0-based `index`, its line end included; empty past the end.
    pub fn span(&self, index: usize) -> Span {
        let Some(&start) = self.starts.get(index) else {
            return Span::at(self.len as usize);
        };
        let end = self.starts.get(index + 1).copied().unwrap_or(self.len);
        Span::new(start as usize, end as usize)
    }

    /// The line and column of byte `offset` in `text`, the text that these lines are of.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let index = self.index(offset);
        let start = self.span(index).start();
        let before = text.get(start..offset.min(text.len())).unwrap_or_default();
        Position { line: index + 1, column: before.chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "一\n二\r\n三\r四\x0c五";
        let lines = Lines::new(text);
        assert_eq!(lines.count(), 4);
        let of = |c: char| lines.position(text, text.find(c).unwrap());
        assert_eq!(of('三'), Position { line: 3, column: 1 });
        assert_eq!(of('五'), Position { line: 4, column: 3 });
    }

    #[test]
    fn a_column_counts_characters_beyond_the_bmp_as_one() {
        let text = "韩𬭎正";
        assert_eq!(Lines::new(text).position(text, 7), Position { line: 1, column: 3 });
    }
}
