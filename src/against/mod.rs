//! The documents that a draft is held against: last month's issue, a background paper.
//!
//! What they say is indexed once, when the first draft asks, and looked up by every draft. A draft
//! that is itself one of them is held against the others alone.

pub mod figures;
pub mod meetings;
mod moment;
pub mod names;
pub mod people;
mod spellings;
pub mod titles;

use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use moment::Moment;

use crate::bulletin::Reading;
use crate::diagnostic::Elsewhere;
use crate::facts::Facts;
use crate::source::Document;
use crate::text::Span;

/// A document that drafts are held against.
#[derive(Debug)]
pub struct Reference {
    pub elsewhere: Arc<Elsewhere>,
    pub reading: Reading,
}

impl Reference {
    /// Reads `document` as it is understood.
    pub fn new(document: &Document) -> Self {
        let elsewhere = Elsewhere {
            path: document.name.clone(),
            text: document.text.clone(),
            lines: document.lines.clone(),
        };
        Reference { elsewhere: Arc::new(elsewhere), reading: Reading::new(document) }
    }
}

/// A place in a reference, in bytes of its flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number among the references.
    pub reference: usize,
    pub span: Span,
}

/// All references of a run, in the order in which they were named.
#[derive(Default)]
pub struct References {
    all: Vec<Arc<Reference>>,
    index: OnceLock<Index>,
}

static NONE: References = References { all: Vec::new(), index: OnceLock::new() };

/// What the references say.
#[derive(Default)]
struct Index {
    figures: figures::Figures,
    meetings: meetings::Meetings,
    names: names::Names,
    people: people::People,
    titles: titles::Titles,
}

impl References {
    pub fn new(all: impl IntoIterator<Item = Reference>) -> Self {
        References { all: all.into_iter().map(Arc::new).collect(), index: OnceLock::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The references for the draft called `name`: all but that one.
    pub fn besides(&self, name: &Path) -> Against<'_> {
        let plain = |path: &Path| path.strip_prefix(".").unwrap_or(path).to_path_buf();
        let own = self.all.iter().position(|reference| plain(&reference.elsewhere.path) == plain(name));
        Against { references: self, own }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for (number, reference) in self.all.iter().enumerate() {
                let facts = Facts::new(&reference.reading);
                index.figures.add(number, &facts);
                index.meetings.add(number, &facts);
                index.names.add(number, &facts);
                index.people.add(number, &facts);
                index.titles.add(number, &facts);
            }
            index
        })
    }
}

/// The references as one draft sees them.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    references: &'a References,
    /// The number of the draft itself where it is one of them.
    own: Option<usize>,
}

impl Default for Against<'static> {
    fn default() -> Self {
        Against { references: &NONE, own: None }
    }
}

impl<'a> Against<'a> {
    /// There is nothing to hold the draft against.
    pub fn is_empty(self) -> bool {
        self.references.all.len() <= usize::from(self.own.is_some())
    }

    /// The reference that `place` is in.
    pub fn reference(self, place: Place) -> &'a Arc<Reference> {
        &self.references.all[place.reference]
    }

    /// What stands at `place`.
    pub fn text(self, place: Place) -> &'a str {
        self.reference(place).reading.flow.of(place.span)
    }

    /// What the references say, each as it is read on.
    pub fn flows(self) -> impl Iterator<Item = &'a str> {
        let all = self.references.all.iter().enumerate();
        let others = all.filter(move |(number, _)| Some(*number) != self.own);
        others.map(|(_, reference)| reference.reading.flow.text.as_str())
    }

    fn is_other(self, place: Place) -> bool {
        Some(place.reference) != self.own
    }

    fn index(self) -> &'a Index {
        self.references.index()
    }
}
