//! Findings for programs: one JSON object, a contract with its version and schema
//! (`docs/diagnostics.schema.json`).

use std::io::{self, Write};

use serde::Serialize;

use super::place::Places;
use super::{Checked, Totals, Writer};
use crate::diagnostic::{self, Applicability};
use crate::text::{Position, Span};

/// The version of the contract; it grows when a reader of the old one would be misled.
const VERSION: u32 = 1;

/// Writes one document after another, a diagnostic a line, then the summary.
pub struct Json<W> {
    out: W,
    first: bool,
    totals: Totals,
}

impl<W: Write> Json<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(out, "{{\"version\": {VERSION},\n \"diagnostics\": [")?;
        Ok(Json { out, first: true, totals: Totals::default() })
    }
}

impl<W: Write> Writer for Json<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        self.totals.add(Totals::of(checked));
        if checked.diagnostics.is_empty() {
            return Ok(());
        }
        let document = checked.document;
        let text: &str = &document.text;
        let path = document.name.to_string_lossy();
        let places = Places::new(text, &document.lines);
        let page = |offset| (checked.locate)(offset).page;
        let wire = Wire { text, path: &path, places: &places, page: &page };
        for diagnostic in checked.diagnostics {
            self.out.write_all(if self.first { b"\n  " } else { b",\n  " })?;
            self.first = false;
            serde_json::to_writer(&mut self.out, &wire.diagnostic(diagnostic))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(if self.first { b"],\n \"summary\": " } else { b"\n ],\n \"summary\": " })?;
        let totals = &self.totals;
        let summary = Summary {
            files: totals.files,
            characters: totals.characters,
            errors: totals.errors,
            warnings: totals.warnings,
            infos: totals.infos,
            error_rate_per_10k: totals.error_rate(),
        };
        serde_json::to_writer(&mut self.out, &summary)?;
        self.out.write_all(b"}\n")?;
        self.out.flush()
    }
}

/// The step from a document's types to those of the contract.
struct Wire<'a> {
    text: &'a str,
    path: &'a str,
    places: &'a Places<'a>,
    /// The printed page that a byte stands on, where it is known.
    page: &'a dyn Fn(usize) -> Option<u32>,
}

impl<'a> Wire<'a> {
    fn diagnostic(&self, diagnostic: &'a diagnostic::Diagnostic) -> Diagnostic<'a> {
        Diagnostic {
            rule: &diagnostic.rule,
            severity: diagnostic.severity.as_str(),
            path: self.path,
            message: &diagnostic.message,
            text: diagnostic.span.of(self.text),
            range: self.range(diagnostic.span),
            related: diagnostic.labels.iter().map(|label| self.related(label)).collect(),
            notes: &diagnostic.notes,
            fixes: diagnostic.fixes.iter().map(|fix| self.fix(fix)).collect(),
        }
    }

    fn related(&self, label: &'a diagnostic::Label) -> Related<'a> {
        let (path, range) = match &label.elsewhere {
            None => (self.path.into(), self.range(label.span)),
            Some(elsewhere) => {
                let place = |offset| {
                    let Position { line, column } = elsewhere.lines.position(&elsewhere.text, offset);
                    Place { line, column, offset, page: None }
                };
                let range = Range { start: place(label.span.start()), end: place(label.span.end()) };
                (elsewhere.path.to_string_lossy(), range)
            }
        };
        Related { message: &label.message, path, range }
    }

    fn fix(&self, fix: &'a diagnostic::Fix) -> Fix<'a> {
        let edits = fix.edits.iter();
        Fix {
            applicability: match fix.applicability {
                Applicability::Safe => "safe",
                Applicability::Unsafe => "unsafe",
            },
            message: fix.title(),
            edits: edits.map(|e| Edit { range: self.range(e.span), replacement: &e.replacement }).collect(),
        }
    }

    fn range(&self, span: Span) -> Range {
        Range { start: self.place(span.start()), end: self.place(span.end()) }
    }

    fn place(&self, offset: usize) -> Place {
        let position = self.places.position(offset);
        let page = (self.page)(offset);
        Place { line: position.line, column: position.column, offset, page }
    }
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    rule: &'a str,
    severity: &'static str,
    path: &'a str,
    message: &'a str,
    text: &'a str,
    #[serde(flatten)]
    range: Range,
    related: Vec<Related<'a>>,
    notes: &'a [String],
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    path: std::borrow::Cow<'a, str>,
    #[serde(flatten)]
    range: Range,
}

#[derive(Serialize)]
struct Fix<'a> {
    applicability: &'static str,
    message: String,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    range: Range,
    replacement: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    characters: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    error_rate_per_10k: f64,
}
