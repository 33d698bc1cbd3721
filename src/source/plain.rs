//! Plain text: all of it is prose, line by line, but for allowances.

use super::allow::{self, Allowance};
use super::{Opens, Piece};
use crate::text::Span;

/// The lines of `text` as pieces, and the allowances among them; a form feed opens a page.
pub(super) fn pieces(text: &str) -> (Vec<Piece>, Vec<Allowance>) {
    let bytes = text.as_bytes();
    let mut reader = Reader { text, notes: text.contains(allow::OPEN), ..Reader::default() };
    let mut start = 0;
    for at in memchr::memchr3_iter(b'\n', b'\r', b'\x0c', bytes) {
        if bytes[at] == b'\n' && at > 0 && bytes[at - 1] == b'\r' {
            start = at + 1;
            continue;
        }
        reader.line(Span::new(start, at));
        if bytes[at] == b'\x0c' {
            reader.opens = Opens::Page;
        }
        start = at + 1;
    }
    reader.line(Span::new(start, text.len()));
    (reader.pieces, reader.allowances)
}

struct Reader<'a> {
    text: &'a str,
    /// There is an allowance somewhere, so that each line must be looked at.
    notes: bool,
    /// What the next piece opens.
    opens: Opens,
    pieces: Vec<Piece>,
    allowances: Vec<Allowance>,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Reader { text: "", notes: false, opens: Opens::Line, pieces: Vec::new(), allowances: Vec::new() }
    }
}

impl Reader<'_> {
    fn line(&mut self, line: Span) {
        let known = self.allowances.len();
        if self.notes {
            allow::notes(self.text, line, &mut self.allowances);
        }
        if known == self.allowances.len() {
            self.pieces.push(Piece { span: line, opens: self.opens });
            self.opens = Opens::Line;
            return;
        }
        // The line reads on as if the notes were not there; one of notes alone is no line at all.
        let notes: Vec<Span> = self.allowances[known..].iter().map(|note| note.span).collect();
        let mut at = line.start();
        for (begin, end) in notes.iter().map(|n| (n.start(), n.end())).chain([(line.end(), line.end())]) {
            let span = Span::new(at, begin);
            if !span.of(self.text).trim().is_empty() {
                self.pieces.push(Piece { span, opens: self.opens });
                self.opens = Opens::Nothing;
            }
            at = end;
        }
        if self.opens == Opens::Nothing {
            self.opens = Opens::Line;
        }
    }
}
