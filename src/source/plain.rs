//! Plain text: all of it is prose, line by line.

use super::{Opens, Piece};
use crate::text::Span;

/// The lines of `text` as pieces; a form feed opens a page.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut opens = Opens::Line;
    for at in memchr::memchr3_iter(b'\n', b'\r', b'\x0c', bytes) {
        if bytes[at] == b'\n' && at > 0 && bytes[at - 1] == b'\r' {
            start = at + 1;
            continue;
        }
        pieces.push(Piece { span: Span::new(start, at), opens });
        opens = if bytes[at] == b'\x0c' { Opens::Page } else { Opens::Line };
        start = at + 1;
    }
    pieces.push(Piece { span: Span::new(start, text.len()), opens });
    pieces
}
