//! Tables as plain text has them: lines next to each other with cells that tabs or wide gaps part.

use super::quantities::ONE;
use crate::bulletin::{Flow, Role};
use crate::text::Span;
use crate::text::chars::narrow;

/// A run of lines with as many cells each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub rows: Vec<Row>,
}

/// One line of a table: its cells, white space left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<Span>,
}

/// A figure as a cell has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    pub span: Span,
    /// In millionths.
    pub value: i128,
    /// What one more in the last written place is worth; 0 for a whole number.
    pub step: i128,
}

/// Fewer lines are no table.
const LEAST: usize = 3;
/// The bytes of a line whose cells one space parts, at the most.
const NARROW: usize = 150;
/// More digits are no figure.
const MOST_DIGITS: usize = 18;

impl Table {
    /// The label of a row: its first cell that is no figure.
    pub fn label<'a>(&self, text: &'a str, row: &Row) -> Option<&'a str> {
        row.cells.iter().map(|cell| cell.of(text)).find(|cell| cell.chars().any(|c| c.is_alphabetic()))
    }

    /// The rows from the first that has a figure on; the ones before are its head.
    pub fn body(&self, text: &str) -> &[Row] {
        let has_figure = |row: &Row| row.cells.iter().skip(1).any(|&cell| figure(text, cell).is_some());
        let first = self.rows.iter().position(has_figure).unwrap_or(self.rows.len());
        &self.rows[first..]
    }

    /// What the rows of the head say of column `at`.
    pub fn head(&self, text: &str, at: usize) -> String {
        let head = &self.rows[..self.rows.len() - self.body(text).len()];
        head.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.of(text)).collect()
    }

    pub fn span(&self) -> Span {
        let ends = self.rows.first().zip(self.rows.last());
        let cells = ends.and_then(|(first, last)| Some((*first.cells.first()?, *last.cells.last()?)));
        cells.map_or(Span::at(0), |(first, last)| first.to(last))
    }
}

/// The tables of the flow, in order.
pub(super) fn tables(flow: &Flow) -> Vec<Table> {
    let (mut found, mut rows): (Vec<Table>, Vec<Row>) = (Vec::new(), Vec::new());
    let mut close = |rows: &mut Vec<Row>| {
        let rows = std::mem::take(rows);
        if rows.len() >= LEAST {
            found.push(Table { rows });
        }
    };
    for paragraph in &flow.paragraphs {
        let is_body = matches!(paragraph.role, Role::Text | Role::Headline | Role::Heading);
        let cells = if is_body { cells(&flow.text, paragraph.span) } else { Vec::new() };
        if rows.last().is_some_and(|last| last.cells.len() != cells.len()) {
            close(&mut rows);
        }
        if cells.len() > 1 {
            rows.push(Row { cells });
        }
    }
    close(&mut rows);
    found
}

/// The stretches of a line that tabs, wide spaces or two spaces part.
fn cells(text: &str, line: Span) -> Vec<Span> {
    let written = line.of(text);
    let is_figure = |cell: &Span| figure(text, *cell).is_some();
    if written.ends_with(|c: char| c.is_ascii_digit()) && written.len() <= NARROW {
        // 石磨县 764 738 26: one space parts the cells where nearly all of them are figures.
        let mut at = line.start();
        let words = written.split(' ').map(|word| {
            let cell = Span::new(at, at + word.len());
            at = cell.end() + 1;
            cell
        });
        let words: Vec<Span> = words.collect();
        let is_row = words.len() > 3 && words[words.len() - 3..].iter().all(is_figure);
        if is_row && words.iter().all(|word| !word.is_empty()) {
            return words;
        }
    }
    if !["\t", "  ", "\u{3000}"].iter().any(|gap| written.contains(gap)) || written.contains('。') {
        return Vec::new();
    }
    let mut cells = Vec::new();
    let mut start = None;
    let mut gap = 0;
    for (at, c) in written.char_indices().map(|(at, c)| (line.start() + at, c)) {
        match c {
            '\t' | '\u{3000}' => gap = 2,
            ' ' => gap += 1,
            _ => {
                if gap > 1
                    && let Some(start) = start.replace(at)
                {
                    cells.push(trimmed(text, Span::new(start, at)));
                }
                start.get_or_insert(at);
                gap = 0;
            }
        }
    }
    cells.extend(start.map(|start| trimmed(text, Span::new(start, line.end()))));
    cells
}

fn trimmed(text: &str, span: Span) -> Span {
    Span::new(span.start(), span.start() + span.of(text).trim_end().len())
}

/// The figure that a cell is, if it is nothing else: 780, 1,280.5, -3.2.
pub fn figure(text: &str, cell: Span) -> Option<Figure> {
    let written = cell.of(text);
    let digits = written.strip_prefix(['-', '−', '－']).unwrap_or(written);
    let (mut value, mut places, mut count) = (0i128, None, 0);
    for c in digits.chars().map(narrow) {
        match c {
            ',' if places.is_none() && count > 0 => {}
            '.' if places.is_none() && count > 0 => places = Some(0),
            _ => {
                value = value * 10 + i128::from(c.to_digit(10)?);
                places = places.map(|places| places + 1);
                count += 1;
            }
        }
    }
    if count == 0 || count > MOST_DIGITS || places.is_some_and(|places| places == 0 || places > 6) {
        return None;
    }
    let step = ONE / 10i128.pow(places.unwrap_or(0));
    let value = if digits.len() < written.len() { -value * step } else { value * step };
    Some(Figure { span: cell, value, step: if places.is_some() { step } else { 0 } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_nothing_but_a_number() {
        let read = |text: &str| figure(text, Span::new(0, text.len())).map(|f| (f.value, f.step));
        assert_eq!(read("780"), Some((780 * ONE, 0)));
        assert_eq!(read("1,280.5"), Some((1_280_500_000, 100_000)));
        assert_eq!(read("-3.2"), Some((-3_200_000, 100_000)));
        for text in ["", "-", "3.", "12人", "5—9", "12%", ".5", "１a"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn cells_are_parted_by_tabs_and_wide_gaps() {
        let parts = |text: &str| {
            cells(text, Span::new(0, text.len()))
                .iter()
                .map(|cell| cell.of(text).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(parts("甲镇\t12\t780"), ["甲镇", "12", "780"]);
        assert_eq!(parts("甲 镇  12　780 "), ["甲 镇", "12", "780"]);
        assert!(parts("甲镇 12").is_empty());
    }
}
