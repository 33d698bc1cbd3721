//! Workflow commands of GitHub Actions, which become annotations at the lines of a pull request.

use std::io::{self, Write};

use super::place::Places;
use super::{Checked, Writer};
use crate::diagnostic::Severity;

pub struct Github<W> {
    out: W,
}

impl<W: Write> Github<W> {
    pub fn new(out: W) -> Self {
        Github { out }
    }
}

impl<W: Write> Writer for Github<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        let document = checked.document;
        let places = Places::new(&document.text, &document.lines);
        let path = property(&super::slashes(&document.name));
        for diagnostic in checked.diagnostics {
            let (start, end) = places.range(diagnostic.span);
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info | Severity::Off => "notice",
            };
            write!(self.out, "::{command} file={path},line={},endLine={}", start.line, end.line)?;
            // Columns go with one line alone; the last one is counted in.
            if start.line == end.line {
                let last = end.column.saturating_sub(1).max(start.column);
                write!(self.out, ",col={},endColumn={last}", start.column)?;
            }
            writeln!(self.out, ",title={}::{}", property(&diagnostic.rule), data(&diagnostic.message))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// Escaped as the runner unescapes a command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escaped as the runner unescapes a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
