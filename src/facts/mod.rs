//! What the text states: dates, marks, names. Computed once a document, when first asked for.

use crate::bulletin::Reading;

/// The facts of one document, shared by all rules.
pub struct Facts<'a> {
    pub reading: &'a Reading,
}

impl<'a> Facts<'a> {
    pub fn new(reading: &'a Reading) -> Self {
        Facts { reading }
    }
}
