//! `path:line:column: severity[rule] message`, a finding a line, as editors jump to it and grep
//! finds it.

use std::io::{self, Write};

use super::place::Places;
use super::{Checked, Writer, note};

pub struct Compact<W> {
    out: W,
}

impl<W: Write> Compact<W> {
    pub fn new(out: W) -> Self {
        Compact { out }
    }
}

impl<W: Write> Writer for Compact<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        let document = checked.document;
        let places = Places::new(&document.text, &document.lines);
        let path = note::plain(&document.name.to_string_lossy());
        for diagnostic in checked.diagnostics {
            let place = places.position(diagnostic.span.start());
            let (line, column, rule) = (place.line, place.column, &diagnostic.rule);
            let (severity, message) = (diagnostic.severity.as_str(), note::plain(&diagnostic.message));
            writeln!(self.out, "{path}:{line}:{column}: {severity}[{rule}] {message}")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
