//! The contexts that every engine can ask for around what it finds: `before`/`after` must match
//! next to it, `beside` on one side or the other, `not-before`/`not-after` must not; what overlaps a match of `unless` is left alone;
//! `in` and `outside` are pairs of marks around it.

use regex_automata::{Anchored, Input};

use super::super::toml::{At, Reader, Table};
use super::{Enclosure, Expression};
use crate::text::Span;
use crate::text::boundary::{ceil, floor};

/// What must and must not stand around a match.
#[derive(Debug, Default)]
pub struct Contexts {
    before: Option<Expression>,
    after: Option<Expression>,
    /// The same expression, for the one side and for the other.
    beside: Option<(Expression, Expression)>,
    not_before: Option<Expression>,
    not_after: Option<Expression>,
    unless: Option<Expression>,
    enclosure: Enclosure,
}

/// How far from a match its contexts reach, in bytes.
const REACH: usize = 192;

impl Contexts {
    pub fn take(table: &mut Table<'_>, reader: &mut Reader) -> Self {
        let mut one = |key| {
            let written: Vec<At<String>> = table.take(key).map(|v| reader.texts(v)).unwrap_or_default();
            Expression::any_of(&written, reader)
        };
        let [before, not_before] = ["before", "not-before"].map(&mut one);
        let [after, not_after, unless] = ["after", "not-after", "unless"].map(&mut one);
        let beside = one("beside").map(|e| (e.clone().anchored_at_end(), e));
        let [before, not_before] = [before, not_before].map(|e| e.map(Expression::anchored_at_end));
        let enclosure = Enclosure::take(table, reader);
        Contexts { before, after, beside, not_before, not_after, unless, enclosure }
    }

    /// True where the rule may speak of `found` in `paragraph`.
    pub fn allow(&self, paragraph: &str, found: Span) -> bool {
        let before = |e: &Expression| ends_at(e, paragraph, found.start());
        let after = |e: &Expression| begins_at(e, paragraph, found.end());
        self.before.as_ref().is_none_or(before)
            && self.after.as_ref().is_none_or(after)
            && self.beside.as_ref().is_none_or(|(left, right)| before(left) || after(right))
            && !self.not_before.as_ref().is_some_and(before)
            && !self.not_after.as_ref().is_some_and(after)
            && !self.unless.as_ref().is_some_and(|e| overlaps(e, paragraph, found))
            && self.enclosure.allows(paragraph, found.start())
    }
}

fn ends_at(expression: &Expression, paragraph: &str, end: usize) -> bool {
    let start = floor(paragraph, end.saturating_sub(REACH));
    let input = Input::new(&paragraph[..end]).range(start..end);
    expression.regex().is_some_and(|regex| regex.is_match(input))
}

fn begins_at(expression: &Expression, paragraph: &str, start: usize) -> bool {
    let end = ceil(paragraph, start + REACH);
    let input = Input::new(paragraph).range(start..end).anchored(Anchored::Yes);
    expression.regex().is_some_and(|regex| regex.is_match(input))
}

/// True where some match of `expression` shares a character with `found`.
fn overlaps(expression: &Expression, paragraph: &str, found: Span) -> bool {
    let Some(regex) = expression.regex() else { return false };
    let mut start = floor(paragraph, found.start().saturating_sub(REACH));
    let end = ceil(paragraph, found.end() + REACH);
    while start < found.end() {
        let Some(other) = regex.find(Input::new(paragraph).range(start..end)) else { return false };
        if Span::from(other.range()).overlaps(found) {
            return true;
        }
        start = ceil(paragraph, other.start() + 1);
    }
    false
}
