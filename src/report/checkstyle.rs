//! Checkstyle's XML, which many CI servers read.

use std::io::{self, Write};

use super::place::Places;
use super::xml::escaped;
use super::{Checked, Writer};

pub struct Checkstyle<W> {
    out: W,
}

impl<W: Write> Checkstyle<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">")?;
        Ok(Checkstyle { out })
    }
}

impl<W: Write> Writer for Checkstyle<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        let document = checked.document;
        let places = Places::new(&document.text, &document.lines);
        writeln!(self.out, " <file name=\"{}\">", escaped(&super::slashes(&document.name)))?;
        for diagnostic in checked.diagnostics {
            let place = places.position(diagnostic.span.start());
            writeln!(
                self.out,
                "  <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"kanwu.{}\"/>",
                place.line,
                place.column,
                diagnostic.severity.as_str(),
                escaped(&diagnostic.message),
                escaped(&diagnostic.rule.replace('/', ".")),
            )?;
        }
        writeln!(self.out, " </file>")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        writeln!(self.out, "</checkstyle>")?;
        self.out.flush()
    }
}
