//! What was found in a document, as bytes that a cache keeps from one run to the next.
//!
//! Only the same build reads what it has written: the form has no version of its own.

use serde::{Deserialize, Serialize};

use super::found::{Found, OwnPart, Place, Places};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
use crate::rate::{Counting, Line, Rate};
use crate::text::Span;

/// The bytes that `found` is kept as; none where it speaks of other files.
pub fn write(found: &Found) -> Option<Vec<u8>> {
    let diagnostics = found.diagnostics.iter().map(DiagnosticWire::of).collect::<Option<Vec<_>>>()?;
    let wire = Wire {
        diagnostics,
        fingerprints: found.fingerprints.clone(),
        characters: found.characters,
        lines: found.rate.lines.iter().map(LineWire::of).collect(),
        rated: found.rate.characters,
        needed: found.needed.iter().copied().collect(),
        offsets: found.places.offsets.clone(),
        places: found.places.places.iter().map(PlaceWire::of).collect(),
    };
    serde_json::to_vec(&wire).ok()
}

/// What `bytes` keep, whose rate was counted after `how`; none where they are not what [`write()`]
/// makes.
pub fn read(bytes: &[u8], how: Counting) -> Option<Found> {
    let wire: Wire = serde_json::from_slice(bytes).ok()?;
    let diagnostics = wire.diagnostics.into_iter().map(DiagnosticWire::read).collect::<Option<Vec<_>>>()?;
    let lines = wire.lines.into_iter().map(LineWire::read).collect();
    let places = wire.places.into_iter().map(PlaceWire::read).collect();
    Some(Found {
        diagnostics,
        fingerprints: wire.fingerprints,
        characters: wire.characters,
        rate: Rate { lines, characters: wire.rated, how },
        needed: wire.needed.into_iter().collect(),
        places: Places { offsets: wire.offsets, places },
    })
}

#[derive(Serialize, Deserialize)]
struct Wire {
    diagnostics: Vec<DiagnosticWire>,
    fingerprints: Vec<String>,
    characters: usize,
    lines: Vec<LineWire>,
    /// The characters that the rate is divided by.
    rated: usize,
    needed: Vec<usize>,
    offsets: Vec<(u32, u32)>,
    places: Vec<PlaceWire>,
}

type SpanWire = (usize, usize);

#[derive(Serialize, Deserialize)]
struct DiagnosticWire {
    rule: String,
    severity: String,
    message: String,
    span: SpanWire,
    label: String,
    labels: Vec<(SpanWire, String)>,
    notes: Vec<String>,
    fixes: Vec<FixWire>,
    /// The bits of the number: written out, the last of them could change.
    weight: u64,
}

#[derive(Serialize, Deserialize)]
struct FixWire {
    safe: bool,
    message: String,
    edits: Vec<(SpanWire, String)>,
}

#[derive(Serialize, Deserialize)]
struct LineWire {
    rule: String,
    weight: u64,
    findings: usize,
    counted: usize,
    in_headlines: usize,
    errors: u64,
}

#[derive(Serialize, Deserialize)]
struct PlaceWire {
    page: Option<u32>,
    /// The section, if there is one, and the number of the article.
    article: Option<(Option<String>, usize)>,
    in_contents: bool,
}

fn of_span(span: Span) -> SpanWire {
    (span.start(), span.end())
}

fn span((start, end): SpanWire) -> Span {
    Span::new(start, end)
}

impl DiagnosticWire {
    fn of(diagnostic: &Diagnostic) -> Option<Self> {
        // What another file says would have to be kept with it.
        if diagnostic.labels.iter().any(|label| label.elsewhere.is_some()) {
            return None;
        }
        let label = |label: &Label| (of_span(label.span), label.message.clone());
        Some(DiagnosticWire {
            rule: diagnostic.rule.to_string(),
            severity: diagnostic.severity.as_str().to_owned(),
            message: diagnostic.message.clone(),
            span: of_span(diagnostic.span),
            label: diagnostic.label.clone(),
            labels: diagnostic.labels.iter().map(label).collect(),
            notes: diagnostic.notes.clone(),
            fixes: diagnostic.fixes.iter().map(FixWire::of).collect(),
            weight: diagnostic.weight.to_bits(),
        })
    }

    fn read(self) -> Option<Diagnostic> {
        let severity: Severity = self.severity.parse().ok()?;
        let label = |(place, message)| Label { elsewhere: None, span: span(place), message };
        Some(Diagnostic {
            rule: self.rule.into(),
            severity,
            message: self.message,
            span: span(self.span),
            label: self.label,
            labels: self.labels.into_iter().map(label).collect(),
            notes: self.notes,
            fixes: self.fixes.into_iter().map(FixWire::read).collect(),
            weight: f64::from_bits(self.weight),
        })
    }
}

impl FixWire {
    fn of(fix: &Fix) -> Self {
        FixWire {
            safe: fix.applicability == Applicability::Safe,
            message: fix.message.clone(),
            edits: fix.edits.iter().map(|edit| (of_span(edit.span), edit.replacement.clone())).collect(),
        }
    }

    fn read(self) -> Fix {
        let edit = |(place, replacement)| Edit { span: span(place), replacement };
        Fix {
            applicability: if self.safe { Applicability::Safe } else { Applicability::Unsafe },
            message: self.message,
            edits: self.edits.into_iter().map(edit).collect(),
        }
    }
}

impl LineWire {
    fn of(line: &Line) -> Self {
        LineWire {
            rule: line.rule.to_string(),
            weight: line.weight.to_bits(),
            findings: line.findings,
            counted: line.counted,
            in_headlines: line.in_headlines,
            errors: line.errors.to_bits(),
        }
    }

    fn read(self) -> Line {
        Line {
            rule: self.rule.into(),
            weight: f64::from_bits(self.weight),
            findings: self.findings,
            counted: self.counted,
            in_headlines: self.in_headlines,
            errors: f64::from_bits(self.errors),
        }
    }
}

impl PlaceWire {
    fn of(place: &Place) -> Self {
        let article = match &place.part {
            Some(OwnPart::Article { section, number }) => Some((section.clone(), *number)),
            Some(OwnPart::Contents) | None => None,
        };
        PlaceWire { page: place.page, article, in_contents: place.part == Some(OwnPart::Contents) }
    }

    fn read(self) -> Place {
        let article = self.article.map(|(section, number)| OwnPart::Article { section, number });
        Place { page: self.page, part: article.or(self.in_contents.then_some(OwnPart::Contents)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Reading;
    use crate::diagnostic::Elsewhere;
    use crate::source::Document;

    fn found() -> Found {
        let text = "会议布署了下一阶段的工作。\n会议结束。\n";
        let reading = Reading::new(&Document::from_text("a.txt", text));
        let edit = Edit { span: Span::new(6, 12), replacement: "部署".into() };
        let fix = Fix { applicability: Applicability::Unsafe, message: "改".into(), edits: vec![edit] };
        let diagnostic = Diagnostic {
            rule: "character/wrong-word".into(),
            severity: Severity::Error,
            message: "“布署”应为“部署”\u{1b}\"".into(),
            span: Span::new(6, 12),
            label: "标".into(),
            labels: vec![Label { elsewhere: None, span: Span::new(0, 6), message: "此处".into() }],
            notes: vec!["注".into()],
            fixes: vec![fix],
            weight: 0.1 + 0.2,
        };
        let diagnostics = vec![diagnostic];
        let how = Counting { limit: Some(2.0), ..Counting::default() };
        let rate = Rate::new(&diagnostics, &reading, 17, &how);
        Found::new(diagnostics, vec!["ab-1".into()], 17, rate, [3].into(), &reading)
    }

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        let found = found();
        let bytes = write(&found).unwrap();
        assert_eq!(read(&bytes, found.rate.how), Some(found.clone()));
        assert_eq!(read(&bytes[1..], found.rate.how), None);
        assert_eq!(read(&bytes[..bytes.len() - 1], found.rate.how), None);
        assert_eq!(read(b"{}", found.rate.how), None);
    }

    #[test]
    fn what_shows_another_file_is_not_kept() {
        let mut found = found();
        let other = Document::from_text("b.txt", "会议部署了工作。\n");
        let elsewhere = Elsewhere { path: other.name, text: other.text, lines: other.lines };
        found.diagnostics[0].labels[0].elsewhere = Some(elsewhere.into());
        assert_eq!(write(&found), None);
    }
}
