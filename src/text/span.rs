//! A stretch of text, as a half-open byte range.

use std::ops::Range;

/// A half-open byte range `start..end`, always on character boundaries of the text it belongs to.
///
/// Two texts have spans: a document's text (what the file holds) and its flow (what is read on,
/// page cuts removed, see [`crate::bulletin::Flow`]). Rules speak in flow spans, diagnostics in
/// document spans; the step from one to the other is taken in one place, the rules' sink.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`; an inverted pair becomes empty at `start`.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Span { start, end: end.max(start) }
    }

    /// The empty span at byte `at`.
    #[inline]
    pub fn at(at: usize) -> Self {
        Span::new(at, at)
    }

    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The characters of `text` that the span covers; empty where it does not fit the text.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    #[inline]
    pub fn contains(self, offset: usize) -> bool {
        (self.start()..self.end()).contains(&offset)
    }

    /// True where `other` lies wholly inside this span.
    #[inline]
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the two share a byte, or where one is empty and lies inside the other.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        if self.is_empty() || other.is_empty() {
            return self.start <= other.end && other.start <= self.end;
        }
        self.start < other.end && other.start < self.end
    }

    /// Those of `items`, which are in the order of their spans, that begin within this span.
    pub fn select<T>(self, items: &[T], span: impl Fn(&T) -> Span) -> &[T] {
        let begun = |offset: usize| items.partition_point(|item| span(item).start() < offset);
        let first = begun(self.start());
        &items[first..begun(self.end()).max(first)]
    }

    /// The same length, moved `by` bytes to the right: from a slice's offsets to its text's.
    #[inline]
    pub fn shifted(self, by: usize) -> Self {
        Span::new(self.start() + by, self.end() + by)
    }

    /// The smallest span that covers both.
    #[inline]
    pub fn to(self, other: Span) -> Self {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}
