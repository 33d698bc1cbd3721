//! A checked text, and where its places are for the client.

use std::sync::Arc;

use gen_lsp_types::{Range, Uri};

use super::client::Client;
use super::positions::Positions;
use crate::bulletin::Reading;
use crate::lint::{Linter, Report};
use crate::rules::Lang;
use crate::source::Document;
use crate::text::Span;

/// What came of a text.
pub(super) enum Outcome {
    Checked(Box<Checked>),
    /// Its configuration is faulty, at this file.
    Faulty(Uri),
    /// A fault in kanwu, in its own words.
    Crashed(String),
}

/// A text with its findings.
pub(super) struct Checked {
    pub document: Document,
    pub report: Report,
    pub linter: Arc<Linter>,
}

/// A checked text as it is shown to a client.
pub(super) struct View<'a> {
    pub uri: &'a Uri,
    /// The client's count of its edits; none for a text that is not open.
    pub version: Option<i32>,
    pub checked: &'a Checked,
    pub client: &'a Client,
    positions: Positions<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(uri: &'a Uri, version: Option<i32>, checked: &'a Checked, client: &'a Client) -> Self {
        let document = &checked.document;
        let positions = Positions::new(&document.text, &document.lines, client.encoding);
        View { uri, version, checked, client, positions }
    }

    pub(super) fn text(&self) -> &'a str {
        &self.checked.document.text
    }

    pub(super) fn reading(&self) -> &'a Reading {
        &self.checked.report.reading
    }

    /// The language of its messages.
    pub(super) fn lang(&self) -> Lang {
        self.checked.linter.config().lang.unwrap_or_default()
    }

    pub(super) fn positions(&self) -> &Positions<'a> {
        &self.positions
    }

    /// The place of `span` of the document's text.
    pub(super) fn range(&self, span: Span) -> Range {
        self.positions.range(span)
    }

    /// The place of `span` of the flow.
    pub(super) fn flow_range(&self, span: Span) -> Range {
        self.range(self.reading().flow.to_document(span))
    }
}
