//! A character that official prose never has in such company, where one that sounds or looks the
//! same often stands: 建立统酬协调机制.
//!
//! A place is looked at where none of the three characters in a row that cover it was ever counted.
//! The candidates are weighed by a few questions (how often the three rows are met with the other
//! character, whether it makes words, whether the one that stands there makes any), and the weights
//! were fitted by logistic regression to sentences with one wrong character and to correct texts.

use super::{Kind, Slip, is_named};
use crate::facts::grams::Grams;
use crate::facts::people::Name;
use crate::text::chars::is_han;
use crate::text::counts::{pair, single, triple};
use crate::text::words::{is_word, seeming};
use crate::text::{shapes, sounds};

/// The weight from which a slip is sure: in correct text it is met once in 100,000 characters or less.
const SURE: f32 = 1.5;
/// The weight from which it is worth a look.
const DOUBTFUL: f32 = 0.2;
/// A text that has more of them than one in so many characters is not of the kind that was counted.
const DENSEST: usize = 60;
/// Fewer of them say nothing of the text.
const FEW: usize = 10;
/// How many characters a short quotation has.
const QUOTED: usize = 12;

pub(super) fn find(grams: &Grams, names: &[Name], slips: &mut Vec<Slip>) {
    let start = slips.len();
    let mut at = 0;
    while at < grams.len() {
        at += match look(grams, at) {
            Look::Known(next) => next,
            Look::Odd => match slip(grams, names, at) {
                Some(slip) => {
                    slips.push(slip);
                    2
                }
                None => 1,
            },
        };
    }
    let found = slips.len() - start;
    if found > FEW && found > grams.len() / DENSEST {
        slips.truncate(start);
    }
}

/// What the rows of three say of a place.
enum Look {
    /// It is as it should be, and what follows is up to so many characters on.
    Known(usize),
    Odd,
}

fn look(grams: &Grams, at: usize) -> Look {
    let c = grams.get(at);
    if !is_han(c) {
        return Look::Known(1);
    }
    let Around { last, before, after, next } = Around::of(grams, at);
    if is_han(after) {
        if triple(c, after, next) > 0 {
            return Look::Known(if is_han(next) { 3 } else { 2 });
        }
    } else if !is_han(before) {
        return Look::Known(1);
    }
    if triple(before, c, after) > 0 || is_han(before) && triple(last, before, c) > 0 {
        Look::Known(1)
    } else {
        Look::Odd
    }
}

/// Two characters on each side of a place.
#[derive(Clone, Copy)]
struct Around {
    last: char,
    before: char,
    after: char,
    next: char,
}

impl Around {
    fn of(grams: &Grams, at: usize) -> Self {
        let before = |by| at.checked_sub(by).map_or('\n', |at| grams.get(at));
        Around { last: before(2), before: before(1), after: grams.get(at + 1), next: grams.get(at + 2) }
    }

    /// How often the rows of three are met with `c`.
    fn rows(self, c: char) -> [u8; 3] {
        let left = if is_han(self.before) { triple(self.last, self.before, c) } else { 0 };
        let right = if is_han(self.after) { triple(c, self.after, self.next) } else { 0 };
        [left, triple(self.before, c, self.after), right]
    }
}

fn slip(grams: &Grams, names: &[Name], at: usize) -> Option<Slip> {
    let (c, around) = (grams.get(at), Around::of(grams, at));
    if is_seen_again(grams, around.before, c) || is_seen_again(grams, c, around.after) {
        return None;
    }
    let here = of_place(grams, at, around);
    let seems_word = seeming();
    let may_be_meant =
        |&other: &char| other != c && seems_word(around.before, other) | seems_word(other, around.after);
    let candidates = sounds::like(c).iter().copied().chain(shapes::like(c)).filter(may_be_meant);
    let weighed = candidates.filter_map(|other| Some((here + weight(around, c, other)?, other)));
    let (weight, right) = weighed.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    if weight < DOUBTFUL || is_named(grams, names, at) || is_foreign(grams, at) {
        return None;
    }
    let (from, to) = if is_word(around.before, right) { (at - 1, at + 1) } else { (at, at + 2) };
    let units = grams.units();
    Some(Slip {
        kind: Kind::Unlikely,
        span: grams.span(from, to),
        right: units[from..at].iter().chain([&right]).chain(&units[at + 1..to]).collect(),
        other: None,
        sure: weight >= SURE,
    })
}

/// What a document writes twice it means.
fn is_seen_again(grams: &Grams, first: char, second: char) -> bool {
    grams.places(first, second).take(2).count() == 2
}

/// What the place says, whichever character is meant.
fn of_place(grams: &Grams, at: usize, around: Around) -> f32 {
    let Around { last, before, after, next } = around;
    let c = grams.get(at);
    let counts =
        -0.19 * f32::from(pair(before, c)) - 0.15 * f32::from(pair(c, after)) + 0.15 * f32::from(single(c));
    counts
        - 2.75
        - when(is_word(before, c), 0.96)
        - when(is_word(c, after), 2.06)
        - when(is_word(last, before), 0.10)
        + when(is_word(after, next), 0.01)
        - when(!is_han(before), 3.63)
        - when(!is_han(after), 4.16)
        - when(is_quoted(grams, at), 4.6)
}

/// What speaks for `other` in the place of `c`; nothing does where it makes no word.
fn weight(around: Around, c: char, other: char) -> Option<f32> {
    let Around { last, before, after, next } = around;
    let (left, right) = (is_word(before, other), is_word(other, after));
    if !(left || right) {
        return None;
    }
    let rows = around.rows(other);
    if rows.iter().filter(|&&row| row > 0).count() < 2 {
        return None;
    }
    let [first, middle, third] = rows.map(f32::from);
    let least = (if is_han(before) { first } else { middle }).min(middle);
    let least = if is_han(after) { least.min(third) } else { least };
    let counts =
        0.17 * first + 0.41 * middle + 0.20 * third + 0.35 * least - 0.11 * f32::from(pair(other, after));
    let words = when(left, 0.77) + when(right, 0.61);
    let stranded = when(left && !is_word(last, before), 0.35) + when(right && !is_word(after, next), 1.35);
    Some(counts + words + stranded + when(shapes::alike(c, other), 1.43))
}

fn when(holds: bool, weight: f32) -> f32 {
    if holds { weight } else { 0.0 }
}

/// In a short quotation, where words are played with.
fn is_quoted(grams: &Grams, at: usize) -> bool {
    let before = (1..QUOTED).map_while(|by| at.checked_sub(by)).map(|at| grams.get(at));
    before.take_while(|&c| c != '”' && c != '\n').any(|c| matches!(c, '“' | '‘'))
}

/// After the dot of a foreign name.
fn is_foreign(grams: &Grams, at: usize) -> bool {
    let before = (1..=4).map_while(|by| at.checked_sub(by)).map(|at| grams.get(at));
    before.take_while(|&c| is_han(c) || c == '·').any(|c| c == '·')
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn a_character_of_the_same_sound_or_shape_is_meant() {
        let of = |text: &str| found(text, Kind::Unlikely);
        let slip = |wrong: &str, right: &str| vec![(wrong.to_owned(), right.to_owned())];
        assert_eq!(of("建立统酬协调机制，研究决定重大事项。"), slip("统酬", "统筹"));
        assert_eq!(of("不得迟报、漏报、瞒报，坚决防泛重特大事故。"), slip("防泛", "防范"));
    }

    #[test]
    fn what_is_rare_and_right_is_left_alone() {
        for text in ["水壶咕嘟咕嘟地响", "副市长柳如烟参加", "实施“以竹代塑”行动", "會議討論了兩項議題"]
        {
            assert!(found(text, Kind::Unlikely).is_empty(), "{text}");
        }
    }
}
