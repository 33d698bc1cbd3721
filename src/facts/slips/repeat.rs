//! A word on both sides of its partner (互动交流互动): both orders are established (互动交流,
//! 交流互动), so that one of the two is left over from a correction.

use std::sync::OnceLock;

use super::{Kind, Slip};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::words::is_word;

/// Pairs of words that stand together in either order, as 甲 TAB 乙 and their counts, sorted.
static REVERSIBLE: &str = include_str!("../../../data/reversible.tsv");

pub(super) fn find(grams: &Grams, slips: &mut Vec<Slip>) {
    let units = grams.units();
    for (at, text) in units.windows(6).enumerate() {
        let repeated = text[0] == text[4] && text[1] == text[5];
        if repeated && text.iter().all(|&c| is_han(c)) && is_left_over(grams, at, text) {
            slips.push(Slip {
                kind: Kind::GappedRepeat,
                span: grams.span(at, at + 6),
                right: text[..4].iter().collect(),
                other: None,
                sure: true,
            });
        }
    }
}

fn is_left_over(grams: &Grams, at: usize, text: &[char]) -> bool {
    let (first, second) = ([text[0], text[1]], [text[2], text[3]]);
    let before = grams.before(at);
    let after = grams.get(at + 6);
    let runs_on = is_word(before, text[0]) || is_word(text[5], after);
    first != second && !runs_on && (is_listed(first, second) || is_listed(second, first))
}

/// True where the list has the two words in this order.
fn is_listed(first: [char; 2], second: [char; 2]) -> bool {
    static LINES: OnceLock<Vec<&str>> = OnceLock::new();
    let lines = LINES.get_or_init(|| REVERSIBLE.lines().skip(1).collect());
    let wanted: String = first.into_iter().chain(['\t']).chain(second).chain(['\t']).collect();
    let at = lines.partition_point(|line| **line < *wanted);
    lines.get(at).is_some_and(|line| line.starts_with(&wanted))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(REVERSIBLE.lines().skip(1).is_sorted());
    }

    #[test]
    fn a_word_left_over_after_its_partner() {
        let text = "开展互动交流互动活动。";
        assert_eq!(found(text, Kind::GappedRepeat), [("互动交流互动".to_owned(), "互动交流".to_owned())]);
    }

    #[test]
    fn ordinary_repeats_are_left_alone() {
        for text in ["洛阳市医院洛阳医院", "工作会议筹备工作会议", "互动，交流互动", "互动交流与互动"]
        {
            assert!(found(text, Kind::GappedRepeat).is_empty(), "{text}");
        }
    }
}
