//! Whether a place stands between two marks: `in = ["“”"]`, `outside = ["《》"]`.

use super::super::toml::{Reader, Table};
use crate::text::boundary::floor;

/// The marks that a rule looks between, and those that it keeps silent between.
#[derive(Clone, Debug, Default)]
pub struct Enclosure {
    inside: Vec<[char; 2]>,
    outside: Vec<[char; 2]>,
}

/// How far back an opening mark is looked for, in bytes: a longer quotation is a text of its own.
const REACH: usize = 1500;

impl Enclosure {
    pub fn take(table: &mut Table<'_>, reader: &mut Reader) -> Self {
        Enclosure { inside: pairs("in", table, reader), outside: pairs("outside", table, reader) }
    }

    /// True where the rule may speak at byte `at` of `paragraph`.
    pub fn allows(&self, paragraph: &str, at: usize) -> bool {
        if self.inside.is_empty() && self.outside.is_empty() {
            return true;
        }
        let enclosed = |pair: &[char; 2]| is_between(*pair, paragraph, at);
        !self.outside.iter().any(enclosed) && (self.inside.is_empty() || self.inside.iter().any(enclosed))
    }
}

fn is_between([open, close]: [char; 2], paragraph: &str, at: usize) -> bool {
    let start = floor(paragraph, at.saturating_sub(REACH));
    let mut closed = 0;
    for c in paragraph[start..at].chars().rev() {
        if c == close {
            closed += 1;
        } else if c == open {
            if closed == 0 {
                return true;
            }
            closed -= 1;
        }
    }
    false
}

fn pairs(key: &'static str, table: &mut Table<'_>, reader: &mut Reader) -> Vec<[char; 2]> {
    let Some(value) = table.take(key) else { return Vec::new() };
    let mut pairs = Vec::new();
    for text in reader.texts(value) {
        let mut marks = text.value.chars();
        match (marks.next(), marks.next(), marks.next()) {
            (Some(open), Some(close), None) => pairs.push([open, close]),
            _ => reader.report(
                text.span,
                "这里应是一对符号，如“《》”",
                "expected a pair of marks such as “《》”",
            ),
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pair_before_the_place_encloses_nothing() {
        let text = "《甲》乙《丙《丁》戊";
        let at = |c: char| is_between(['《', '》'], text, text.find(c).unwrap_or_default());
        assert!(at('甲') && at('丙') && at('丁') && at('戊'));
        assert!(!at('乙'));
    }
}
