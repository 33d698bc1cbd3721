//! What a document's own use of words and names proves, found together: all of it rests on the
//! same index, which is made once for each stretch and then given up.

use super::grams::Grams;
use super::people::misspelt::{Misspelling, misspelt};
use super::people::{Titled, names, titled};
use super::slips::{Memory, Slip, slips};
use crate::bulletin::Reading;

/// The findings of all stretches of a document, each list in the order of the flow.
#[derive(Debug, Default)]
pub struct Usage {
    /// The places where a title stands before a name.
    pub titled: Vec<Titled>,
    pub misspelt: Vec<Misspelling>,
    pub slips: Vec<Slip>,
    /// Bytes of the flow at which a pair of characters returns soon: no word stands twice elsewhere.
    pub returns: Vec<usize>,
}

impl Usage {
    pub(super) fn of(reading: &Reading, memory: Option<&Memory>) -> Self {
        let mut usage = Usage::default();
        let issues = reading.issues.iter().map(|issue| issue.span);
        Grams::over(&reading.flow.text, issues, |grams| {
            let names = names(grams);
            usage.titled.extend(titled(grams, &names));
            usage.misspelt.extend(misspelt(grams, &names, &names));
            usage.slips.extend(slips(grams, &names, memory));
            usage.returns.extend(grams.returns());
        });
        memory.into_iter().for_each(Memory::settle);
        usage
    }

    /// The places where one of `registered` seems to be meant and is misspelt.
    pub fn near(reading: &Reading, registered: &[(&str, &[String])]) -> Vec<Misspelling> {
        let mut found = Vec::new();
        let issues = reading.issues.iter().map(|issue| issue.span);
        Grams::over(&reading.flow.text, issues, |grams| {
            let known = names(grams);
            let registered = super::people::registered(grams, registered);
            found.extend(misspelt(grams, &registered, &known));
        });
        found.sort_by_key(|slip| slip.span);
        found
    }
}
