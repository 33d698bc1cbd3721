//! Whether an issue has certain words over its text, however its lines are broken.
//!
//! Reading guesses where headlines are; this looks for the very words. What it finds is no slip,
//! whatever was understood of the lines around it.

use super::{Issue, Reading};
use crate::text::Span;
use crate::text::chars::{folded, is_space};
use crate::text::fold::folded_chars;

impl Reading {
    /// True where the body of `issue` has `words` from the start of a line up to the end of one, or
    /// up to a gap or a bracket; over several lines too, white space and forms of marks aside.
    pub fn has_lines(&self, issue: &Issue, words: &str) -> bool {
        let wanted: Vec<char> = folded_chars(words).collect();
        let Some(&first) = wanted.first() else { return false };
        let contents = issue.contents.as_ref().map_or(Span::default(), |contents| contents.span);
        let first_line = self.flow.paragraph_index(issue.span.start());
        let lines = self.flow.paragraphs[first_line..].iter().map(|paragraph| paragraph.span);
        let of_issue = lines.take_while(|line| line.start() < issue.span.end());
        of_issue.filter(|line| !contents.overlaps(*line)).any(|line| {
            let text = &self.flow.text[line.start()..issue.span.end().max(line.start())];
            folded_chars(line.of(&self.flow.text)).next() == Some(first) && opens_with(text, &wanted)
        })
    }
}

/// True where `text` begins with the folded characters `wanted`, and a headline can end behind them.
fn opens_with(text: &str, wanted: &[char]) -> bool {
    let mut wanted = wanted.iter();
    let mut chars = text.char_indices();
    while wanted.len() > 0 {
        let Some((_, c)) = chars.next() else { return false };
        if folded(c).is_some_and(|c| wanted.next() != Some(&c)) {
            return false;
        }
    }
    chars.next().is_none_or(|(_, c)| is_space(c) || matches!(c, '\n' | '（' | '(' | '—' | '◆'))
}
