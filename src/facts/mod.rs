//! What the text states: dates, marks, names, quantities and lists. Computed once a document, when
//! first asked for; quantities and lists are read at the places that a rule comes with.

pub mod calendar;
pub mod chronicle;
pub mod dates;
pub mod grams;
pub mod laws;
pub mod levels;
pub mod lists;
pub mod marks;
mod mask;
pub mod meetings;
pub mod mention;
pub mod organisations;
pub mod people;
pub mod places;
pub mod products;
pub mod quantities;
pub mod short_forms;
pub mod slips;
pub mod tables;
pub mod titles;
mod usage;

use std::cell::OnceCell;

pub use mask::Mask;
pub use slips::Memory;
pub use usage::Usage;

use crate::bulletin::Reading;
use chronicle::Chronicles;
use dates::Dates;
use marks::Marks;
use places::Places;
use short_forms::ShortForm;
use tables::Table;
use titles::Differing;

/// The facts of one document, shared by all rules.
pub struct Facts<'a> {
    pub reading: &'a Reading,
    chronicles: OnceCell<Chronicles>,
    dates: OnceCell<Dates>,
    marks: OnceCell<Marks>,
    mask: OnceCell<Mask>,
    places: OnceCell<Places>,
    short_forms: OnceCell<Vec<ShortForm>>,
    tables: OnceCell<Vec<Table>>,
    usage: OnceCell<Usage>,
    memory: Option<&'a Memory>,
}

impl<'a> Facts<'a> {
    pub fn new(reading: &'a Reading) -> Self {
        Facts {
            reading,
            chronicles: OnceCell::new(),
            dates: OnceCell::new(),
            marks: OnceCell::new(),
            mask: OnceCell::new(),
            places: OnceCell::new(),
            short_forms: OnceCell::new(),
            tables: OnceCell::new(),
            usage: OnceCell::new(),
            memory: None,
        }
    }

    /// The same facts, what `memory` knows from an earlier check not found anew.
    pub fn remembering(self, memory: Option<&'a Memory>) -> Self {
        Facts { memory, ..self }
    }

    /// The days that paragraphs open with under headings with their months.
    pub fn chronicles(&self) -> &Chronicles {
        self.chronicles.get_or_init(|| Chronicles::new(&self.reading.flow))
    }

    /// The dates of the flow, in order.
    pub fn dates(&self) -> &Dates {
        self.dates.get_or_init(|| Dates::new(&self.reading.flow.text))
    }

    /// Paired marks, halves without a partner, odd characters.
    pub fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| Marks::new(&self.reading.flow))
    }

    /// The stretches that are no prose: addresses and file names.
    pub fn mask(&self) -> &Mask {
        self.mask.get_or_init(|| Mask::new(&self.reading.flow.text))
    }

    /// The places that the text calls by their full names.
    pub fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::new(&self.reading.flow.text))
    }

    /// The short forms that the text defines.
    pub fn short_forms(&self) -> &[ShortForm] {
        self.short_forms.get_or_init(|| short_forms::short_forms(self.reading, self.marks()))
    }

    /// The tables that lines of cells make.
    pub fn tables(&self) -> &[Table] {
        self.tables.get_or_init(|| tables::tables(&self.reading.flow))
    }

    /// The titles that stand in two spellings.
    pub fn differing_titles(&self) -> Vec<Differing> {
        titles::differing(self.reading, self.marks())
    }

    /// The people that the document names, and what its own use of words shows to be wrong.
    pub fn usage(&self) -> &Usage {
        self.usage.get_or_init(|| Usage::of(self.reading, self.memory))
    }
}
