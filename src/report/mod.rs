//! Findings as people and programs read them.
//!
//! Every writer takes the same [`Checked`] documents one after another, so that memory stays
//! flat however many there are, and ends with a summary.

pub mod baseline;
pub mod catalogue;
pub mod checkstyle;
pub mod compact;
pub mod csv;
pub mod found;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod kept;
pub mod note;
pub mod outline;
pub mod outline_json;
mod paint;
mod place;
pub mod rate;
pub mod rdjsonl;
pub mod sarif;
pub mod schema;
mod snippets;
pub mod trouble;
mod window;
mod xml;

use std::io;
use std::path::Path;
use std::time::Duration;

use crate::bulletin::Location;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rate::{Rate, per_10k};
use crate::source::Document;

/// Where in the publication a byte of the document's text stands.
pub type Locate<'a> = &'a dyn Fn(usize) -> Location<'a>;

/// What a rule, by its id, says of itself.
pub type Explain<'a> = &'a dyn Fn(&str) -> Option<String>;

/// One document with what was found in it, in the order of the text.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    pub document: &'a Document,
    pub diagnostics: &'a [Diagnostic],
    /// The characters that were read, white space left out.
    pub characters: usize,
    pub rate: &'a Rate,
    /// Left out where output must be the same every time.
    pub elapsed: Option<Duration>,
    pub locate: Locate<'a>,
    /// What knows each finding again when lines have moved, in the findings' order.
    pub fingerprints: &'a dyn Fn() -> Vec<String>,
}

/// One form in which findings are written: one document after another, then the end of it all.
pub trait Writer {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()>;

    /// Writes what closes the report; without it the report is half a one.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A path as it is written in reports for machines: with `/`, and without `./` before it.
pub fn slashes(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    path.strip_prefix("./").map(str::to_owned).unwrap_or(path)
}

/// What the summary counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    pub files: usize,
    pub characters: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// What errors and warnings come to, by weight.
    pub weight: f64,
    /// The characters that this is divided by.
    pub counted: usize,
}

impl Totals {
    /// The totals of one document.
    pub fn of(checked: &Checked<'_>) -> Self {
        let rate = checked.rate;
        let (weight, counted) = (rate.errors(), rate.characters);
        let mut totals =
            Totals { files: 1, characters: checked.characters, weight, counted, ..Totals::default() };
        for diagnostic in checked.diagnostics {
            match diagnostic.severity {
                Severity::Error => totals.errors += 1,
                Severity::Warning => totals.warnings += 1,
                Severity::Info => totals.infos += 1,
                Severity::Off => {}
            }
        }
        totals
    }

    pub fn add(&mut self, other: Totals) {
        self.files += other.files;
        self.characters += other.characters;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.weight += other.weight;
        self.counted += other.counted;
    }

    /// Nothing was found.
    pub fn is_clean(&self) -> bool {
        self.errors + self.warnings + self.infos == 0
    }

    /// The error rate (差错率): errors in 10,000 characters, to two places.
    pub fn error_rate(&self) -> f64 {
        per_10k(self.weight, self.counted)
    }
}
