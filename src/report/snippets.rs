//! The windows that a finding shows, those of its own document first, as the files of the renderer.

use std::ops::Range;

use codespan_reporting::diagnostic::Label;
use codespan_reporting::files::{Error, Files};

use super::window::{Mark, Row, Snippet};
use crate::text::Lines;

/// One file for each document that a finding shows something of.
#[derive(Default)]
pub(super) struct Snippets(Vec<Snippet>);

impl Snippets {
    /// Takes windows on all `marks` in `text`, which is called `name`; returns the labels that point
    /// into them. `column` tells the column of a byte.
    pub(super) fn add(
        &mut self,
        name: String,
        text: &str,
        lines: &Lines,
        column: &dyn Fn(usize) -> usize,
        marks: &[Mark<'_>],
    ) -> impl Iterator<Item = Label<usize>> + use<> {
        let (snippet, labels) = Snippet::new(name, text, lines, column, marks);
        let file = self.0.len();
        self.0.push(snippet);
        labels
            .into_iter()
            .map(move |label| Label::new(label.style, file, label.range).with_message(label.message))
    }

    fn get(&self, file: usize) -> Result<&Snippet, Error> {
        self.0.get(file).ok_or(Error::FileMissing)
    }

    fn row(&self, file: usize, index: usize) -> Result<&Row, Error> {
        let rows = &self.get(file)?.rows;
        let max = rows.last().map_or(0, |row| row.index);
        rows.iter().find(|row| row.index == index).ok_or(Error::LineTooLarge { given: index, max })
    }
}

impl<'a> Files<'a> for Snippets {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, file: usize) -> Result<&'a str, Error> {
        Ok(&self.get(file)?.name)
    }

    fn source(&'a self, file: usize) -> Result<&'a str, Error> {
        Ok(&self.get(file)?.text)
    }

    fn line_index(&'a self, file: usize, offset: usize) -> Result<usize, Error> {
        let rows = &self.get(file)?.rows;
        let after = rows.partition_point(|row| row.span.start <= offset);
        let row = after.checked_sub(1).and_then(|at| rows.get(at));
        row.map(|row| row.index).ok_or(Error::FileMissing)
    }

    fn line_number(&'a self, file: usize, index: usize) -> Result<usize, Error> {
        Ok(self.row(file, index)?.line + 1)
    }

    fn column_number(&'a self, file: usize, _: usize, offset: usize) -> Result<usize, Error> {
        let found = self.get(file)?.columns.iter().find(|(start, _)| *start == offset);
        Ok(found.map_or(1, |(_, column)| *column))
    }

    fn line_range(&'a self, file: usize, index: usize) -> Result<Range<usize>, Error> {
        Ok(self.row(file, index)?.span.clone())
    }
}
