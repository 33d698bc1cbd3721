//! The text as it is read on: logical paragraphs, one line each.

use super::join::Logical;
use super::lines::RawLine;
use crate::source::Opens;
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
/// is one line that ends in LF, there are no empty lines and no indents.
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

/// Stands in the flow for something that is no prose: inline code, an image.
pub const OBJECT: char = '\u{fffc}';

impl Flow {
    pub(super) fn new(lines: &[RawLine<'_>], furniture: &[bool], logicals: &[Logical]) -> Self {
        let length = lines.iter().map(|line| line.text.len() + 1).sum();
        let mut flow = Flow { text: String::with_capacity(length), ..Flow::default() };
        for logical in logicals {
            let start = flow.text.len();
            for index in logical.lines.clone().filter(|&index| !furniture[index]) {
                flow.push(&lines[index]);
            }
            if flow.text.len() > start {
                flow.paragraphs
                    .push(Paragraph { span: Span::new(start, flow.text.len()), role: logical.role });
                flow.text.push('\n');
            }
        }
        flow
    }

    fn push(&mut self, line: &RawLine<'_>) {
        let mut rest = line.text.as_ref();
        for piece in line.pieces() {
            if piece.opens == Opens::Gap {
                self.segments
                    .push(Segment { flow: self.text.len() as u32, document: Span::at(piece.span.start()) });
                self.text.push(OBJECT);
            }
            let (text, after) = rest.split_at_checked(piece.span.len()).unwrap_or((rest, ""));
            self.segments.push(Segment { flow: self.text.len() as u32, document: piece.span });
            self.text.push_str(text);
            rest = after;
        }
    }

    /// The segment that the byte before (`behind`) or at `offset` was read from.
    fn segment(&self, offset: usize, behind: bool) -> Option<Segment> {
        let after = self.segments.partition_point(|segment| match behind {
            true => (segment.flow as usize) < offset,
            false => segment.flow as usize <= offset,
        });
        after.checked_sub(1).map(|index| self.segments[index])
    }

    fn place(&self, offset: usize, behind: bool) -> usize {
        self.segment(offset, behind).map_or(0, |segment| {
            (segment.document.start() + offset - segment.flow as usize).min(segment.document.end())
        })
    }

    /// Where byte `offset` of the document stands in the flow, or the first place after it that
    /// the flow holds.
    pub fn from_document(&self, offset: usize) -> usize {
        let after = self.segments.partition_point(|segment| segment.document.end() <= offset);
        self.segments.get(after).map_or(self.text.len(), |segment| {
            segment.flow as usize + offset.saturating_sub(segment.document.start())
        })
    }

    /// The stretch of the document that `span` of the flow was read from, cuts included.
    pub fn to_document(&self, span: Span) -> Span {
        let start = self.place(span.start(), false);
        match span.is_empty() {
            // An insertion belongs to the character before it, which may end a line.
            true => Span::at(self.place(span.start(), true)),
            false => Span::new(start, self.place(span.end(), true)),
        }
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

    /// The same for an `offset` that does not lie before paragraph `from`: one near is found at once.
    pub fn paragraph_from(&self, from: usize, offset: usize) -> usize {
        let is_begun = |paragraph: &Paragraph| paragraph.span.start() <= offset;
        let rest = self.paragraphs.get(from..).unwrap_or_default();
        let mut reach = 1;
        while rest.get(reach).is_some_and(is_begun) {
            reach *= 2;
        }
        from + rest[..rest.len().min(reach)].partition_point(is_begun).saturating_sub(1)
    }

    /// The characters of `span`.
    pub fn of(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}
