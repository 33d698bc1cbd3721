//! The rule engine: what an editor declares in a rule pack, and how it is run.
//!
//! A [`Rule`] is a declaration; its [`Check`] finds the violations, whether an engine made it
//! from the pack's own words (`engines/`) or it is written in Rust (`checks/`). Checks read the
//! document through a [`Context`] and report [`Finding`]s in spans of the flow to a [`Sink`],
//! which words them and leads them back to the document.

mod allowances;
pub mod builtin;
pub mod checks;
pub mod engines;
pub mod example;
mod finding;
// `build.rs` writes what kanwu reads.
#[allow(dead_code)]
mod layout;
mod needles;
mod pack;
mod problem;
mod rule;
mod selector;
mod set;
mod sink;
pub mod toml;

pub use allowances::{Name, Outcome, Settled, settle};
pub use finding::{Finding, Proposal};
pub use pack::{Declaration, LoadError, OptionDeclaration, Pack, PackError};
pub use problem::Problem;
pub use rule::{Lang, Options, Rule, Scope, Wording};
pub use selector::{Catalogue, Selector};
pub use set::{Overrides, RuleSet};
pub use sink::Sink;

use crate::against::Against;
use crate::bulletin::Reading;
use crate::facts::Facts;

/// What a check may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub reading: &'a Reading,
    pub facts: &'a Facts<'a>,
    pub house: &'a House,
    /// The documents that this one is held against; none unless somebody names them.
    pub against: Against<'a>,
    /// The places of the check's own [needles](Check::needles), by start, the longer one first.
    pub hits: &'a [engines::Hit],
    /// The document's own allowances and what became of them; none until all other rules have run.
    pub allowances: &'a [Settled<'a>],
}

impl Context<'_> {
    /// The days that the issue at byte `offset` reports on, as the house says or as it is inferred.
    pub fn period_at(&self, offset: usize) -> Option<crate::bulletin::Period> {
        self.house.period.or_else(|| self.reading.issue_at(offset)?.period)
    }

    /// The same, where it is the house that says so or the text is one issue and no collection.
    pub fn sure_period_at(&self, offset: usize) -> Option<crate::bulletin::Period> {
        let issue = || self.reading.issue_at(offset).filter(|issue| issue.is_listed());
        self.house.period.or_else(|| issue()?.period)
    }
}

/// What the house says of itself in its configuration: it outweighs whatever is inferred.
#[derive(Clone, Debug, Default)]
pub struct House {
    pub period: Option<crate::bulletin::Period>,
    pub people: Vec<Person>,
    pub organisations: Vec<Named>,
    pub places: Vec<Named>,
}

/// A person of the registry.
#[derive(Clone, Debug, Default)]
pub struct Person {
    pub name: String,
    /// The titles that the person may be given; empty where any may.
    pub titles: Vec<String>,
}

/// An organisation or place of the registry.
#[derive(Clone, Debug, Default)]
pub struct Named {
    pub name: String,
    /// Short forms that the house allows.
    pub short: Vec<String>,
}

/// Finds the violations of one rule.
pub trait Check: Send + Sync {
    /// The texts one of which every violation holds, for [`Context::hits`]; none where the whole
    /// document must be read.
    fn needles(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Reports every violation in the document. Linear time, no state from document to document.
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>);
}

/// Makes a check from the options that its rule declares and the configuration sets.
pub type Build = fn(&Options) -> Result<Box<dyn Check>, String>;
