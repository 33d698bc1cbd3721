//! What a line shows by itself: read without the rest of the document, so that what came of a line
//! can be remembered.

use super::suspects::Suspects;
use super::{Kind, Memory, company, swapped};
use crate::facts::grams::Grams;

/// The characters of one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a>(&'a [char]);

impl<'a> Line<'a> {
    #[cfg(test)]
    pub fn new(units: &'a [char]) -> Self {
        Line(units)
    }

    pub fn units(self) -> &'a [char] {
        self.0
    }

    /// The character at `at`; a line end outside the line.
    pub fn get(self, at: usize) -> char {
        self.0.get(at).copied().unwrap_or('\n')
    }

    /// The character `by` places before `at`; a line end outside the line.
    pub fn back(self, at: usize, by: usize) -> char {
        at.checked_sub(by).map_or('\n', |at| self.get(at))
    }

    /// The character before `at`; a line end at the start.
    pub fn before(self, at: usize) -> char {
        self.back(at, 1)
    }
}

/// A slip, if the document does not show that it is meant.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub kind: Kind,
    pub at: usize,
    /// How many characters are wrong.
    pub len: usize,
    pub right: String,
    pub sure: bool,
}

/// What lines show, each place counted from the first of them on.
#[derive(Debug, Default)]
pub(super) struct Sights {
    pub suspects: Suspects,
    pub proposals: Vec<Proposal>,
}

impl Sights {
    /// What the lines of the stretch show.
    pub fn of(grams: &Grams, memory: Option<&Memory>) -> Self {
        let mut all = Sights::default();
        let mut start = 0;
        for units in grams.units().split_inclusive(|&c| c == '\n') {
            let line = Line(units);
            match memory {
                Some(memory) => {
                    all.add(memory.lines.borrow_mut().get(units.into(), || Sights::of_line(line)), start)
                }
                None => all.add(&Sights::of_line(line), start),
            }
            start += units.len();
        }
        all
    }

    fn of_line(line: Line<'_>) -> Self {
        let suspects = Suspects::of(line);
        let mut proposals = Vec::new();
        swapped::propose(line, &suspects.pairs, &mut proposals);
        company::propose(line, &mut proposals);
        Sights { suspects, proposals }
    }

    fn add(&mut self, line: &Sights, start: usize) {
        self.suspects.odd.extend(line.suspects.odd.iter().map(|at| start + at));
        self.suspects.pairs.extend(line.suspects.pairs.iter().map(|at| start + at));
        let moved = line.proposals.iter().map(|one| Proposal { at: start + one.at, ..one.clone() });
        self.proposals.extend(moved);
    }
}
