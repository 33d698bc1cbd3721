//! The text as it is read on: logical paragraphs, one line each.

use crate::source::{Document, Opens};
use crate::text::Span;

/// What a paragraph is in the bulletin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 目录
    ContentsTitle,
    ContentsHeading,
    ContentsEntry,
    /// A section heading of the body.
    Heading,
    /// A headline that stands alone.
    Headline,
    /// Running text; an article's headline may open it.
    Text,
}

/// A logical paragraph of the flow, its line end left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub span: Span,
    pub role: Role,
}

/// The prose of a document with page cuts, page lines and wraps taken out: each logical paragraph
/// is one line that ends in LF, there are no empty lines.
#[derive(Debug, Default)]
pub struct Flow {
    pub text: String,
    pub paragraphs: Vec<Paragraph>,
    /// Where stretches of the flow lie in the document, by start; each reads on unbroken.
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug)]
struct Segment {
    flow: u32,
    document: Span,
}

impl Flow {
    pub(super) fn new(document: &Document) -> Self {
        let mut flow = Flow::default();
        for piece in &document.pieces {
            let text = piece.span.of(&document.text);
            if !matches!(piece.opens, Opens::Nothing | Opens::Gap) {
                flow.end_paragraph();
            }
            flow.push(piece.span, text);
        }
        flow.end_paragraph();
        flow
    }

    /// Takes `span` of the document, which reads `text`, at the end of the open paragraph.
    fn push(&mut self, span: Span, text: &str) {
        if text.is_empty() {
            return;
        }
        self.segments.push(Segment { flow: self.text.len() as u32, document: span });
        self.text.push_str(text);
    }

    fn end_paragraph(&mut self) {
        let start = self.paragraphs.last().map_or(0, |last| last.span.end() + 1);
        if start < self.text.len() {
            self.paragraphs.push(Paragraph { span: Span::new(start, self.text.len()), role: Role::Text });
            self.text.push('\n');
        }
    }

    /// Where byte `offset` of the flow stands in the document. At a join the place after it is
    /// meant; `end_of` answers for the place before.
    fn place(&self, offset: usize) -> usize {
        let after = self.segments.partition_point(|segment| segment.flow as usize <= offset);
        let Some(segment) = after.checked_sub(1).map(|index| self.segments[index]) else {
            return 0;
        };
        (segment.document.start() + offset - segment.flow as usize).min(segment.document.end())
    }

    /// The stretch of the document that `span` of the flow was read from, joins included.
    pub fn to_document(&self, span: Span) -> Span {
        let start = self.place(span.start());
        if span.is_empty() {
            return Span::at(start);
        }
        // Step back by one byte, so that a span which ends at a join ends before the cut.
        let end = self.place(span.end() - 1) + 1;
        Span::new(start, end.max(start))
    }

    /// True where `span` reads on in the document as it does in the flow, so that an edit of the
    /// one is an edit of the other.
    pub fn is_unbroken(&self, span: Span) -> bool {
        self.to_document(span).len() == span.len()
    }

    /// The index of the paragraph that holds byte `offset`.
    pub fn paragraph_index(&self, offset: usize) -> usize {
        self.paragraphs.partition_point(|p| p.span.start() <= offset).saturating_sub(1)
    }

    /// The characters of `span`.
    pub fn of(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}
