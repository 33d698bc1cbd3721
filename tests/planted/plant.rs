//! A planted defect: what is changed in a document, and which places a finding may speak of.

use kanwu::diagnostic::{Diagnostic, Severity};
use kanwu::text::Span;

/// One defect, in spans of the faultless document.
pub struct Plant {
    /// Disjoint.
    edits: Vec<(Span, String)>,
    /// The places that belong to it, besides those of the edits.
    related: Vec<Span>,
}

impl Plant {
    pub fn replace(span: Span, by: impl Into<String>) -> Self {
        Plant { edits: vec![(span, by.into())], related: Vec::new() }
    }

    pub fn remove(span: Span) -> Self {
        Plant::replace(span, "")
    }

    /// With one more edit.
    pub fn and(mut self, span: Span, by: impl Into<String>) -> Self {
        self.edits.push((span, by.into()));
        self.edits.sort();
        self
    }

    /// With one more place that findings may speak of.
    pub fn near(mut self, span: Span) -> Self {
        self.related.push(span);
        self
    }

    /// `text` with the defect in it.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        let mut from = 0;
        for (span, by) in &self.edits {
            out.push_str(&text[from..span.start()]);
            out.push_str(by);
            from = span.end();
        }
        out + &text[from..]
    }

    /// What was done to `text`, with a few characters around it.
    pub fn describe(&self, text: &str) -> String {
        let edits = self.edits.iter().map(|(span, by)| {
            let before: Vec<char> = text[..span.start()].chars().rev().take(12).collect();
            let after: String = text[span.end()..].chars().take(12).collect();
            let before: String = before.into_iter().rev().collect();
            let cut = |text: &str| text.chars().take(40).collect::<String>();
            format!("{before}⟦{}⇒{}⟧{after}", cut(span.of(text)), cut(by)).replace('\n', "↵")
        });
        edits.collect::<Vec<_>>().join("  and  ")
    }

    /// Where byte `offset` of the faultless document stands in the other one.
    fn moved(&self, offset: usize, is_end: bool) -> usize {
        let mut new = offset as isize;
        for (span, by) in &self.edits {
            let behind =
                if is_end { span.end() <= offset } else { span.end() <= offset && span.start() < offset };
            if behind {
                new += by.len() as isize - span.len() as isize;
            } else if span.start() < offset {
                let kept = if is_end { by.len() } else { 0 };
                new += span.start() as isize + kept as isize - offset as isize;
            }
        }
        new.max(0) as usize
    }

    /// The places that a finding may speak of, in the document with the defect.
    pub fn places(&self) -> Vec<Span> {
        let spans = self.edits.iter().map(|(span, _)| span).chain(&self.related);
        spans.map(|span| Span::new(self.moved(span.start(), false), self.moved(span.end(), true))).collect()
    }

    /// How the findings of the document with the defect divide: those that speak of the defect, and
    /// the others. Neither counts what is only worth a look.
    pub fn divide<'a>(&self, found: &'a [Diagnostic]) -> (Vec<&'a Diagnostic>, Vec<&'a Diagnostic>) {
        let places = self.places();
        let touches = |span: Span| places.iter().any(|place| place.overlaps(span) || touch(*place, span));
        let speaks = |diagnostic: &&Diagnostic| {
            touches(diagnostic.span) || diagnostic.labels.iter().any(|label| touches(label.span))
        };
        found.iter().filter(|diagnostic| diagnostic.severity >= Severity::Warning).partition(speaks)
    }
}

/// True where nothing is left of `place` and `span` ends or begins there.
fn touch(place: Span, span: Span) -> bool {
    place.is_empty() && (span.end() == place.start() || span.start() == place.end())
}
