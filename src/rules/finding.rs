//! What a check reports: a place in the flow, and what the rule's wording needs to speak of it.

use std::sync::Arc;

use crate::against::Reference;
use crate::text::Span;

/// One violation, in spans of the flow, before it is worded.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    pub(super) span: Span,
    /// The key of the wording in the rule's `say` table that stands for its `message`.
    pub(super) message: Option<&'static str>,
    pub(super) label: Option<&'static str>,
    pub(super) labels: Vec<Other>,
    pub(super) notes: Vec<&'static str>,
    pub(super) values: Vec<(&'static str, String)>,
    pub(super) proposals: Vec<Proposal>,
    pub(super) downgraded: bool,
    /// Its spans are those of the document's text.
    pub(super) outside: bool,
}

/// Another place, with the key of what stands under it.
#[derive(Clone, Debug)]
pub(super) struct Other {
    /// Where the place is in another document, and the span one of that document's flow.
    pub(super) reference: Option<Arc<Reference>>,
    pub(super) span: Span,
    pub(super) key: &'static str,
}

/// A correction in spans of the flow; all its edits belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    pub edits: Vec<(Span, String)>,
    /// Lowers the rule's own applicability.
    pub unsafe_: bool,
    /// The key of the wording in the rule's `say` table, where the edits do not say enough.
    pub saying: Option<&'static str>,
}

impl Finding {
    /// A violation at `span`; its characters are the wording's `{text}`.
    pub fn at(span: Span) -> Self {
        Finding { span, ..Finding::default() }
    }

    /// A violation in what is no prose and has no place in the flow: all its spans are of the
    /// document's own text, where `text` stands at `span`.
    pub fn outside(span: Span, text: &str) -> Self {
        Finding { span, outside: true, ..Finding::default() }.with("text", text)
    }

    /// Speaks with the rule's `say.KEY` in place of its `message`.
    pub fn saying(mut self, key: &'static str) -> Self {
        self.message = Some(key);
        self
    }

    /// Puts `say.KEY` under the primary span.
    pub fn labelled(mut self, key: &'static str) -> Self {
        self.label = Some(key);
        self
    }

    /// Shows another place, `say.KEY` under it.
    pub fn and(mut self, span: Span, key: &'static str) -> Self {
        self.labels.push(Other { reference: None, span, key });
        self
    }

    /// Shows a place in another document, `span` being one of its flow.
    pub fn and_in(mut self, reference: &Arc<Reference>, span: Span, key: &'static str) -> Self {
        self.labels.push(Other { reference: Some(reference.clone()), span, key });
        self
    }

    /// Adds the note `say.KEY`.
    pub fn note(mut self, key: &'static str) -> Self {
        self.notes.push(key);
        self
    }

    /// Gives the wording's `{name}` its value.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Offers to put `replacement` in the place of the primary span; `{fix}` in the wording.
    pub fn replace(self, replacement: impl Into<String>) -> Self {
        let span = self.span;
        self.propose(Proposal { edits: vec![(span, replacement.into())], ..Proposal::default() })
    }

    /// Offers a correction of its own edits.
    pub fn propose(mut self, proposal: Proposal) -> Self {
        self.proposals.push(proposal);
        self
    }

    /// Lowers the severity to `info`: the evidence is weaker here than the rule's usual one.
    pub fn doubtful(mut self) -> Self {
        self.downgraded = true;
        self
    }
}
