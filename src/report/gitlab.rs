//! A Code Quality report for GitLab, which compares those of two branches by their fingerprints.

use std::io::{self, Write};

use serde::Serialize;

use super::place::Places;
use super::{Checked, Writer};
use crate::diagnostic::Severity;

pub struct Gitlab<W> {
    out: W,
    first: bool,
}

impl<W: Write> Gitlab<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(Gitlab { out, first: true })
    }
}

impl<W: Write> Writer for Gitlab<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        let document = checked.document;
        let places = Places::new(&document.text, &document.lines);
        let path = super::slashes(&document.name);
        let fingerprints = (checked.fingerprints)();
        for (diagnostic, fingerprint) in checked.diagnostics.iter().zip(&fingerprints) {
            let (start, end) = places.range(diagnostic.span);
            let issue = Issue {
                description: &diagnostic.message,
                check_name: &diagnostic.rule,
                fingerprint: &format!("{path}:{fingerprint}"),
                severity: match diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info | Severity::Off => "info",
                },
                location: Location { path: &path, lines: Lines { begin: start.line, end: end.line } },
            };
            self.out.write_all(if self.first { b"\n " } else { b",\n " })?;
            self.first = false;
            serde_json::to_writer(&mut self.out, &issue)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(if self.first { b"]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}
