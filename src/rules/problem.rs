//! What is wrong in a TOML file that an editor wrote, at the place where it is.

use std::ops::Range;

use super::Wording;

/// One mistake in a configuration or a rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the TOML file that are meant.
    pub span: Range<usize>,
    pub message: Wording,
    /// What to do about it.
    pub help: Option<Wording>,
}

impl Problem {
    pub fn new(span: Range<usize>, message: Wording) -> Self {
        Problem { span, message, help: None }
    }

    pub fn help(mut self, help: Wording) -> Self {
        self.help = Some(help);
        self
    }
}
