//! What a finding is: one violation at one place, with labels, notes and fixes.

use std::path::PathBuf;
use std::sync::Arc;

use crate::text::{Lines, Span};

/// How sure kanwu is, and so how loud: `error` — the document itself proves it; `warning` — a
/// standard or a list says so; `info` — worth a look; `off` — not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Off,
    Info,
    Warning,
    Error,
}

impl Severity {
    /// The name in configuration and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Off => "off",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl std::str::FromStr for Severity {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        match s {
            "off" => Ok(Severity::Off),
            "info" => Ok(Severity::Info),
            "warning" => Ok(Severity::Warning),
            "error" => Ok(Severity::Error),
            _ => Err(()),
        }
    }
}

/// Whether a fix may be applied unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Needs an eye: right in most cases, or right only if the other place is.
    Unsafe,
    /// The meaning is kept and the result is always right.
    Safe,
}

/// One replacement in a document's text; an empty span inserts, an empty replacement deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub replacement: String,
}

/// A correction: disjoint edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub applicability: Applicability,
    /// What it does, where the edits do not say enough; otherwise empty.
    pub message: String,
    pub edits: Vec<Edit>,
}

impl Fix {
    /// What it does in a few words: the rule's own, or else what it puts in.
    pub fn title(&self) -> String {
        match self.message.is_empty() {
            true => self.edits.iter().map(|edit| edit.replacement.as_str()).collect::<Vec<_>>().join("…"),
            false => self.message.clone(),
        }
    }
}

/// Another place that belongs to a finding: the line it contradicts, the first spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The file of the place where it is not the finding's own.
    pub elsewhere: Option<Arc<Elsewhere>>,
    /// In the text of that file.
    pub span: Span,
    pub message: String,
}

/// A file beside the one that a finding is in: last month's issue, a background paper.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// The path as it was given.
    pub path: PathBuf,
    /// The whole text, and where its lines begin.
    pub text: Arc<str>,
    pub lines: Lines,
}

impl PartialEq for Elsewhere {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

impl Eq for Elsewhere {}

/// One finding, in spans of the document's own text.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// `group/name`
    pub rule: Arc<str>,
    pub severity: Severity,
    pub message: String,
    pub span: Span,
    /// What stands under the primary span besides the message; may be empty.
    pub label: String,
    pub labels: Vec<Label>,
    pub notes: Vec<String>,
    pub fixes: Vec<Fix>,
    /// The share in the error rate (差错率), in errors.
    pub weight: f64,
}
