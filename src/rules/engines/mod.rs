//! The engines that make a check from a pack's own words: no Rust needed for a new rule.
//!
//! An engine names the texts without which it has nothing to find. All of them, of all rules, are
//! searched for in one pass over the flow; an engine is run on its own hits alone.

mod classes;
mod contexts;
mod enclosure;
mod expression;
mod known;
mod lexicon;
mod literals;
mod ordinals;
mod pair;
mod pattern;
mod presence;
mod repeat;
mod sequence;
mod shape;
mod variants;

pub use contexts::Contexts;
pub use enclosure::Enclosure;
pub use expression::Expression;

use std::borrow::Cow;
use std::sync::Arc;

use super::toml::{Reader, Table};
use super::{Context, Sink};
use crate::text::Span;

/// A check made of a rule's own settings.
pub trait Engine: Send + Sync {
    /// The texts one of which every violation holds; none where the whole document must be read.
    fn needles(&self) -> Vec<&str> {
        Vec::new()
    }

    /// True where an engine of this kind is meant to have needles, so that none means slow.
    fn wants_needles(&self) -> bool {
        false
    }

    /// The keys of `say` that the rule must have.
    fn says(&self) -> &'static [&'static str] {
        &[]
    }

    /// Reports every violation. `hits` are those of the needles, by start, the longer one first.
    fn run(&self, context: &Context<'_>, hits: &[Hit], sink: &mut Sink<'_>);
}

/// A needle found in the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place among the engine's needles.
    pub needle: u32,
    pub span: Span,
}

/// Gives the text of a file that a pack names, or says why it can't.
pub type Files<'a> = &'a dyn Fn(&str) -> Result<Cow<'static, str>, String>;

/// Makes an engine from its settings; what is wrong with them goes to the reader.
pub type Make = fn(&mut Table<'_>, &mut Reader, Files<'_>) -> Option<Arc<dyn Engine>>;

/// Every engine by the key that a pack uses (`check.KEY = { … }`), in alphabetical order.
pub const ENGINES: &[(&str, Make)] = &[
    ("forbid", presence::forbid),
    ("lexicon", lexicon::make),
    ("pair", pair::make),
    ("pattern", pattern::make),
    ("repeat", repeat::make),
    ("require", presence::require),
    ("sequence", sequence::make),
    ("variants", variants::make),
];
