//! A table for a spreadsheet: a finding a row, with a byte order mark so that Excel reads Chinese.

use std::io::{self, Write};

use super::place::Places;
use super::{Checked, Writer, note};
use crate::bulletin::Part;
use crate::rules::Lang;

pub struct Csv<W: Write> {
    out: csv::Writer<W>,
}

const ZH: [&str; 10] = ["文件", "页", "行", "列", "级别", "规则", "原文", "问题", "改法", "位置"];
const EN: [&str; 10] =
    ["file", "page", "line", "column", "severity", "rule", "text", "message", "correction", "place"];

impl<W: Write> Csv<W> {
    pub fn new(mut out: W, lang: Lang) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        out.write_record(if lang == Lang::Zh { ZH } else { EN })?;
        Ok(Csv { out })
    }
}

impl<W: Write> Writer for Csv<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        let document = checked.document;
        let places = Places::new(&document.text, &document.lines);
        for diagnostic in checked.diagnostics {
            let place = places.position(diagnostic.span.start());
            let location = (checked.locate)(diagnostic.span.start());
            let part = match location.part {
                Some(Part::Article { section, number }) => {
                    format!("{} {number}", section.unwrap_or_default()).trim().to_owned()
                }
                _ => String::new(),
            };
            let correction = diagnostic.fixes.first().map(|fix| fix.title()).unwrap_or_default();
            self.out.write_record(
                [
                    document.name.to_string_lossy().into_owned(),
                    location.page.map(|page| page.to_string()).unwrap_or_default(),
                    place.line.to_string(),
                    place.column.to_string(),
                    diagnostic.severity.as_str().to_owned(),
                    diagnostic.rule.to_string(),
                    diagnostic.span.of(&document.text).to_owned(),
                    diagnostic.message.clone(),
                    correction,
                    part,
                ]
                .map(cell),
            )?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// A cell that a spreadsheet takes for text: what begins as a formula does is set off.
fn cell(text: String) -> String {
    let text = note::plain(&text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
