//! What an expression says of all its matches before it is compiled.

use regex_syntax::hir::Hir;

use super::literals::{Literals, Ways, required};

/// What ends a cell and a row of the table of expressions: characters that no expression is written with.
pub const CELL: char = '\u{1f}';
pub const ROW: char = '\u{1e}';

/// What holds of every match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// One may be empty.
    pub may_be_empty: bool,
    /// The length in bytes of the longest one, where there is one.
    pub longest: Option<usize>,
    /// The texts one of which each holds.
    pub literals: Option<Literals>,
    /// What else they hold.
    pub ways: Ways,
}

impl Shape {
    pub fn of(hir: &Hir) -> Shape {
        let properties = hir.properties();
        Shape {
            may_be_empty: properties.minimum_len() == Some(0),
            longest: properties.maximum_len(),
            literals: required(hir),
            ways: Ways::of(hir),
        }
    }

    /// The shape as cells that [`Shape::read`] reads; none where they could not be told apart.
    pub fn cells(&self) -> Option<String> {
        let longest = self.longest.map(|longest| longest.to_string()).unwrap_or_default();
        let mut cells = vec![self.may_be_empty.to_string(), longest, self.ways.0.clone()];
        if let Some(Literals { texts, leading }) = &self.literals {
            cells.push(leading.to_string());
            cells.extend(texts.iter().cloned());
        }
        cells.iter().all(|cell| !cell.contains([CELL, ROW])).then(|| cells.join(&CELL.to_string()))
    }

    pub fn read(cells: &str) -> Option<Shape> {
        let mut cells = cells.split(CELL);
        let may_be_empty = cells.next()?.parse().ok()?;
        let longest = cells.next().filter(|cell| !cell.is_empty()).map(str::parse).transpose().ok()?;
        let ways = Ways(cells.next()?.to_owned());
        let leading = cells.next().map(str::parse).transpose().ok()?;
        let texts = cells.map(str::to_owned).collect();
        let literals = leading.map(|leading| Literals { texts, leading });
        Some(Shape { may_be_empty, longest, literals, ways })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_read_as_it_was_written() {
        for regex in [
            "》、《",
            "围绕[^，]{2,20}为(?:中心|主题)|多亏[^，]{2,20}的结果",
            "[0-9]+个?百分点",
            "[^，。]+",
            "(?:以上)?",
            r"[\s]截止(?:目前|今年)",
        ] {
            let shape = Shape::of(&regex_syntax::parse(regex).unwrap());
            assert_eq!(shape.cells().as_deref().and_then(Shape::read), Some(shape), "{regex}");
        }
    }
}
