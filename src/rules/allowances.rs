//! What becomes of the allowances in a manuscript: which findings they accept, and which of them
//! accept nothing any more.

use std::collections::BTreeMap;

use super::{Catalogue, Selector};
use crate::bulletin::Reading;
use crate::diagnostic::Diagnostic;
use crate::source::{Allowance, Document, Reach};
use crate::text::Span;

/// The group of the rules about allowances. No allowance in a manuscript answers for these.
pub(super) const GROUP: &str = "allowance";

/// An allowance with what became of each rule that it names.
pub struct Settled<'a> {
    pub allowance: &'a Allowance,
    pub names: Vec<Name<'a>>,
}

/// A rule or group that an allowance names.
pub struct Name<'a> {
    pub span: Span,
    pub text: &'a str,
    pub outcome: Outcome,
}

/// What became of an allowance for a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It accepted something.
    Needed,
    /// The rule ran and found nothing that there was to accept.
    Idle,
    /// The rule did not run, or the allowance gives no reason and so does not hold.
    Open,
    /// There is no such rule; perhaps this one is meant.
    Unknown(Option<String>),
}

/// Takes from `diagnostics` what the document's allowances accept; the allowances, and how many
/// findings they took. `runs` says whether all rules of a name that are switched on in this
/// document ran on it, and any did.
pub fn settle<'a>(
    document: &'a Document,
    reading: &Reading,
    catalogue: &Catalogue<'_>,
    runs: &dyn Fn(&Selector) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Settled<'a>>, usize) {
    let paragraph = |at: usize| reading.flow.paragraph_index(reading.flow.from_document(at));
    let mut settled = Vec::new();
    let mut standing = Standing::default();
    for allowance in &document.allowances {
        let place = match allowance.reach {
            Reach::Document => Some(None),
            Reach::Paragraph => allowance.anchor.map(|anchor| Some(paragraph(anchor))),
        };
        let mut names = Vec::new();
        for &span in &allowance.names {
            let text = span.of(&document.text);
            let outcome = match catalogue.select(text) {
                Err(meant) => Outcome::Unknown(meant),
                Ok(_) if allowance.reason.is_empty() => Outcome::Open,
                Ok(name) => {
                    let outcome = if runs(&name) { Outcome::Idle } else { Outcome::Open };
                    if let Some(place) = place {
                        standing.0.entry((place, name)).or_insert((settled.len(), names.len()));
                    }
                    outcome
                }
            };
            names.push(Name { span, text, outcome });
        }
        settled.push(Settled { allowance, names });
    }
    let found = diagnostics.len();
    diagnostics.retain(|diagnostic| {
        let accepting = standing.accepting(&diagnostic.rule, paragraph(diagnostic.span.start()));
        for &(allowance, name) in &accepting {
            settled[allowance].names[name].outcome = Outcome::Needed;
        }
        accepting.is_empty()
    });
    let accepted = found - diagnostics.len();
    (settled, accepted)
}

/// The allowances that hold, as indices of the allowance and of the name in it: by paragraph, or
/// nothing for the whole document, and by name. Of two that say the same the first holds.
#[derive(Default)]
struct Standing(BTreeMap<(Option<usize>, Selector), (usize, usize)>);

impl Standing {
    /// All that accept what `rule` finds in `paragraph`.
    fn accepting(&self, rule: &str, paragraph: usize) -> Vec<(usize, usize)> {
        let group = rule.split('/').next().unwrap_or_default();
        if group == GROUP {
            return Vec::new();
        }
        let names = [Selector::Rule(rule.to_owned()), Selector::Group(group.to_owned()), Selector::All];
        let places = [Some(paragraph), None].into_iter();
        let keys = places.flat_map(|place| names.iter().map(move |name| (place, name.clone())));
        keys.filter_map(|key| self.0.get(&key).copied()).collect()
    }
}
