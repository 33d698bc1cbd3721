//! Reviewdog's diagnostic format, an object a line. Its columns are bytes of UTF-8, counted from 1.

use std::io::{self, Write};

use serde::Serialize;

use super::{Checked, Writer};
use crate::diagnostic::{Edit, Severity};
use crate::source::Document;
use crate::text::Span;

pub struct Rdjsonl<W> {
    out: W,
}

impl<W: Write> Rdjsonl<W> {
    pub fn new(out: W) -> Self {
        Rdjsonl { out }
    }
}

impl<W: Write> Writer for Rdjsonl<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        let document = checked.document;
        let path = super::slashes(&document.name);
        for diagnostic in checked.diagnostics {
            let edits = diagnostic.fixes.first().map(|fix| fix.edits.as_slice()).unwrap_or_default();
            let suggestion = |edit: &'_ Edit| Suggestion {
                range: range(document, edit.span),
                text: edit.replacement.clone(),
            };
            let line = Diagnostic {
                message: &diagnostic.message,
                location: Location { path: &path, range: range(document, diagnostic.span) },
                severity: match diagnostic.severity {
                    Severity::Error => "ERROR",
                    Severity::Warning => "WARNING",
                    Severity::Info | Severity::Off => "INFO",
                },
                source: Source { name: "kanwu" },
                code: Code { value: &diagnostic.rule },
                suggestions: edits.iter().map(suggestion).collect(),
            };
            serde_json::to_writer(&mut self.out, &line)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

fn range(document: &Document, span: Span) -> Range {
    let place = |offset: usize| {
        let line = document.lines.index(offset);
        Place { line: line + 1, column: offset - document.lines.span(line).start() + 1 }
    };
    Range { start: place(span.start()), end: place(span.end()) }
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: &'a str,
    location: Location<'a>,
    severity: &'static str,
    source: Source,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
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
}
