//! What was found in a document, as it outlives its reading: all reports are written from it.

use std::collections::BTreeSet;

use super::Checked;
use crate::bulletin::{Location, Part, Reading};
use crate::diagnostic::Diagnostic;
use crate::rate::Rate;
use crate::source::Document;

/// The findings of one document with what reports say of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// By place, then by rule, each with what knows it again when lines have moved.
    pub diagnostics: Vec<Diagnostic>,
    pub fingerprints: Vec<String>,
    /// The characters that were read, white space left out.
    pub characters: usize,
    pub rate: Rate,
    /// Which of the configuration's allowances were needed, by their index.
    pub needed: BTreeSet<usize>,
    pub(super) places: Places,
}

/// Where in the publication the bytes are that findings speak of.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Places {
    /// Offsets in their order, each with the index of its place.
    pub offsets: Vec<(u32, u32)>,
    pub places: Vec<Place>,
}

/// [`Location`], with words of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub page: Option<u32>,
    pub part: Option<OwnPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OwnPart {
    Contents,
    Article { section: Option<String>, number: usize },
}

impl Found {
    /// What is known of `diagnostics` from the `reading` of their document.
    pub fn new(
        diagnostics: Vec<Diagnostic>,
        fingerprints: Vec<String>,
        characters: usize,
        rate: Rate,
        needed: BTreeSet<usize>,
        reading: &Reading,
    ) -> Self {
        let places = Places::new(&diagnostics, reading);
        Found { diagnostics, fingerprints, characters, rate, needed, places }
    }

    /// Drops the findings that `keep` does not want; it is given their fingerprints too.
    pub fn retain(&mut self, mut keep: impl FnMut(&Diagnostic, &str) -> bool) {
        let all = self.diagnostics.iter().zip(&self.fingerprints);
        let kept: Vec<bool> = all.map(|(diagnostic, print)| keep(diagnostic, print)).collect();
        let mut of_diagnostics = kept.iter();
        self.diagnostics.retain(|_| of_diagnostics.next().copied().unwrap_or_default());
        let mut of_prints = kept.iter();
        self.fingerprints.retain(|_| of_prints.next().copied().unwrap_or_default());
    }

    /// Where in the publication a byte is that one of the findings speaks of.
    pub fn location(&self, offset: usize) -> Location<'_> {
        let offsets = &self.places.offsets;
        let index = offsets.binary_search_by_key(&(offset as u32), |(offset, _)| *offset);
        debug_assert!(index.is_ok(), "no finding speaks of byte {offset}");
        let place = index.ok().and_then(|index| self.places.places.get(offsets[index].1 as usize));
        place.map(Place::location).unwrap_or_default()
    }

    /// The same for those who write reports; `elapsed` where they may say how long it took.
    pub fn with<R>(
        &self,
        document: &Document,
        elapsed: Option<std::time::Duration>,
        write: impl FnOnce(&Checked<'_>) -> R,
    ) -> R {
        write(&Checked {
            document,
            diagnostics: &self.diagnostics,
            characters: self.characters,
            rate: &self.rate,
            elapsed,
            locate: &|offset| self.location(offset),
            fingerprints: &|| self.fingerprints.clone(),
        })
    }
}

impl Places {
    fn new(diagnostics: &[Diagnostic], reading: &Reading) -> Self {
        let mut offsets = BTreeSet::new();
        for diagnostic in diagnostics {
            let edits = diagnostic.fixes.iter().flat_map(|fix| &fix.edits);
            let labels = diagnostic.labels.iter().filter(|label| label.elsewhere.is_none());
            let others = labels.map(|label| label.span).chain(edits.map(|edit| edit.span));
            offsets.extend(others.chain([diagnostic.span]).flat_map(|span| [span.start(), span.end()]));
        }
        let mut found = Places::default();
        for offset in offsets {
            let place = Place::of(reading.location(offset));
            if found.places.last() != Some(&place) {
                found.places.push(place);
            }
            found.offsets.push((offset as u32, found.places.len() as u32 - 1));
        }
        found
    }
}

impl Place {
    fn of(location: Location<'_>) -> Self {
        let part = location.part.map(|part| match part {
            Part::Contents => OwnPart::Contents,
            Part::Article { section, number } => {
                OwnPart::Article { section: section.map(str::to_owned), number }
            }
        });
        Place { page: location.page, part }
    }

    fn location(&self) -> Location<'_> {
        let part = self.part.as_ref().map(|part| match part {
            OwnPart::Contents => Part::Contents,
            OwnPart::Article { section, number } => {
                Part::Article { section: section.as_deref(), number: *number }
            }
        });
        Location { page: self.page, part }
    }
}
