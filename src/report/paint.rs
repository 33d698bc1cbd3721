//! Colours, and kanwu's own names of severities in the place of the renderer's.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::termcolor::{Color, ColorSpec, WriteColor};
use codespan_reporting::term::{Styles, WriteStyle};

/// A terminal, or a file that stays plain.
pub(super) struct Painter<'a> {
    out: Box<dyn WriteColor + 'a>,
    styles: Styles,
    /// The severity that is written next stands for `info`.
    renames: bool,
}

impl<'a> Painter<'a> {
    pub(super) fn new(out: impl WriteColor + 'a) -> Self {
        let mut blue = ColorSpec::new();
        blue.set_fg(Some(Color::Blue));
        let primary_label_note = blue.clone();
        let header_note = blue.set_bold(true).set_intense(true).clone();
        let styles = Styles { primary_label_note, header_note, ..Styles::default() };
        Painter { out: Box::new(out), styles, renames: false }
    }

    /// Writes `text` in the colour that findings of `severity` have.
    pub(super) fn paint(&mut self, severity: Severity, text: &str) -> io::Result<()> {
        self.out.set_color(self.styles.header(severity))?;
        self.out.write_all(text.as_bytes())?;
        WriteColor::reset(&mut self.out)
    }

    pub(super) fn strong(&mut self, text: &str) -> io::Result<()> {
        self.out.set_color(self.styles.header_message())?;
        self.out.write_all(text.as_bytes())?;
        WriteColor::reset(&mut self.out)
    }
}

impl Write for Painter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.renames && bytes == b"note" {
            self.renames = false;
            self.out.write_all(b"info")?;
            return Ok(bytes.len());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteStyle for Painter<'_> {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.renames = severity == Severity::Note;
        self.out.set_color(self.styles.header(severity))
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.out.set_color(self.styles.header_message())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.out.set_color(self.styles.line_number())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.out.set_color(self.styles.note_bullet())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.out.set_color(self.styles.source_border())
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.out.set_color(self.styles.label(severity, style))
    }

    fn reset(&mut self) -> io::Result<()> {
        WriteColor::reset(&mut self.out)
    }
}
