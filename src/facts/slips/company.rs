//! A word where one that sounds or looks like it is meant, as its company shows: 查出违法 for 查处违法.
//!
//! The word is a good one and may be met with each of its neighbours. But official prose often has
//! the other word in this company and never this one, and the other goes with the nearest neighbours
//! too.

use super::Kind;
use super::line::{Line, Proposal};
use crate::facts::grams::Grams;
use crate::facts::people::Name;
use crate::text::chars::is_han;
use crate::text::company::{self, Meant};
use crate::text::counts::{pair, row, single};
use crate::text::words::is_word;

/// What ends the second character of a word that has but one.
const NOTHING: char = '\0';
/// A document that has a word so often in the same company means it.
const OFTEN: usize = 3;

pub(super) fn propose(line: Line<'_>, proposals: &mut Vec<Proposal>) {
    for (at, &c) in line.units().iter().enumerate().filter(|&(_, &c)| is_han(c)) {
        let words = [[c, line.get(at + 1)], [c, NOTHING]];
        let found = words.into_iter().filter(|&word| company::has_company(word));
        let meant = found.filter_map(|word| Some((length(word), meant(line, at, word)?))).next();
        proposals.extend(meant.map(|(len, right)| {
            let right = right.iter().filter(|&&c| c != NOTHING).collect();
            Proposal { kind: Kind::Company, at, len, right, sure: true }
        }));
    }
}

fn length(word: [char; 2]) -> usize {
    if word[1] == NOTHING { 1 } else { 2 }
}

/// The word that is meant instead of the one at `at`.
fn meant(line: Line<'_>, at: usize, word: [char; 2]) -> Option<[char; 2]> {
    let end = at + length(word);
    let (before, after) = (line.before(at), line.get(end));
    let begins = is_word(before, word[0]);
    let ends = is_word(line.get(end - 1), after);
    // Two words meet (健全程序), or a character is part of one.
    if if word[1] == NOTHING { begins || ends } else { begins && ends } {
        return None;
    }
    let around = ([1, 2, 3].map(|by| line.back(at, by)), [0, 1, 2].map(|by| line.get(end + by)));
    let is_likelier = |meant: &Meant| gain(word, meant.right, before, after) >= meant.steps;
    company::meant(word, around.0, around.1).find(is_likelier).map(|meant| meant.right)
}

/// By how many steps `right` is likelier beside its nearest neighbours: of a word beside the one
/// that says less, of a character beside both together.
fn gain(word: [char; 2], right: [char; 2], before: char, after: char) -> i32 {
    let share = |[first, second]: [char; 2]| -> [i32; 2] {
        let [alone, left, right] = match second {
            NOTHING => [single(first), pair(before, first), pair(first, after)],
            _ => [pair(first, second), row(&[before, first, second]), row(&[first, second, after])],
        };
        [left, right].map(|side| i32::from(side) - i32::from(alone))
    };
    let (here, with) = (share(word), share(right));
    let sides = [with[0] - here[0], with[1] - here[1]];
    if word[1] == NOTHING {
        [before, after].into_iter().zip(sides).filter(|&(c, _)| is_han(c)).map(|(_, side)| side).sum()
    } else {
        sides[0].min(sides[1])
    }
}

/// What stands there is a name, is played with in quotation marks, or is what the document writes.
pub(super) fn is_kept(grams: &Grams, names: &[Name], at: usize, len: usize) -> bool {
    let (before, after) = (grams.before(at), grams.get(at + len));
    let is_quoted = matches!(before, '“' | '‘') || matches!(after, '”' | '’');
    let text = &grams.units()[at..at + len];
    let is_named = |name: &Name| {
        let from = at.saturating_sub(name.chars.len());
        let around = grams.units().get(from..(at + len + name.chars.len()).min(grams.len()));
        around.is_some_and(|around| around.windows(name.chars.len()).any(|part| part == &name.chars[..]))
            && text.iter().any(|c| name.chars.contains(c))
    };
    let beside = |from: usize, to: usize| {
        let row = grams.units().get(from..to).unwrap_or_default();
        let is_whole = row.iter().all(|&c| is_han(c)) && row.len() > 1;
        is_whole && grams.places_of(row).take(OFTEN).count() == OFTEN
    };
    is_quoted
        || names.iter().any(is_named)
        || beside(at.saturating_sub(1), at + len) && beside(at, at + len + 1)
}
