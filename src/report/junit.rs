//! JUnit's XML: each document a suite of tests, each finding one that failed.

use std::io::{self, Write};

use super::place::Places;
use super::xml::escaped;
use super::{Checked, Writer};
use crate::diagnostic::Severity;

pub struct Junit<W> {
    out: W,
}

impl<W: Write> Junit<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kanwu\">")?;
        Ok(Junit { out })
    }
}

impl<W: Write> Writer for Junit<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        let document = checked.document;
        let places = Places::new(&document.text, &document.lines);
        let name = escaped(&super::slashes(&document.name));
        let loud =
            || checked.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= Severity::Warning);
        let failures = loud().count();
        writeln!(
            self.out,
            " <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\">",
            failures.max(1)
        )?;
        if failures == 0 {
            writeln!(self.out, "  <testcase name=\"kanwu\" classname=\"{name}\"/>")?;
        }
        for diagnostic in loud() {
            let place = places.position(diagnostic.span.start());
            let (rule, message) = (escaped(&diagnostic.rule), escaped(&diagnostic.message));
            let (line, column) = (place.line, place.column);
            writeln!(
                self.out,
                "  <testcase name=\"{rule} {line}:{column}\" classname=\"{name}\">\
                 <failure message=\"{message}\" type=\"{}\">{name}:{line}:{column}: {message}</failure></testcase>",
                diagnostic.severity.as_str(),
            )?;
        }
        writeln!(self.out, " </testsuite>")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        writeln!(self.out, "</testsuites>")?;
        self.out.flush()
    }
}
