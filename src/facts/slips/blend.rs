//! A string that the document writes otherwise elsewhere, with a pair of characters in it that is
//! no word, begins and ends none, and stands nowhere else (常委员军会议 beside 常委会议军会议).
//!
//! What may differ is narrow, as other words are often put in the same place: a character that
//! sounds or looks the same, or, where a whole clause is otherwise that of a line elsewhere, a
//! character lost out of a word or one in the place of a word. A weak pair is looked for first; only there are the places searched that have the same
//! characters on both sides and up to two others in between. Where those make no weak pair, the
//! weak one is a slip.

use super::{Kind, Slip, is_single};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::words::is_word;
use crate::text::{shapes, sounds};

/// How many characters must be the same on the left, on the right, and together.
const LEFT: usize = 2;
const RIGHT: usize = 3;
const TOGETHER: usize = 6;
/// How many where a whole clause is the same but for the slip.
const CLAUSE: usize = 8;
/// How many places of the right side are looked at.
const PLACES: usize = 64;

pub(super) fn find(grams: &Grams, pairs: &[usize], slips: &mut Vec<Slip>) {
    let mut free = LEFT;
    for &at in pairs {
        if at >= free
            && is_weak(grams, at)
            && !is_seen(grams, at, 3)
            && let Some(slip) = blend(grams, at)
        {
            slips.push(slip);
            free = at + 2;
        }
    }
}

/// The pair at `at` is no word, and not the end of one and the beginning of another either.
fn is_weak(grams: &Grams, at: usize) -> bool {
    let (first, second) = (grams.get(at), grams.get(at + 1));
    if !is_han(first) || !is_han(second) {
        return false;
    }
    let (ends, begins) = (is_single(first), is_single(second));
    if (ends && begins) || is_word(first, second) {
        return false;
    }
    let ends = ends || is_word(grams.before(at), first);
    let begins = begins || is_word(second, grams.get(at + 2));
    !(ends && begins)
}

/// The pair at `at` is a word, lies between two, or stands in another place too.
fn is_sound(grams: &Grams, at: usize) -> bool {
    let han = is_han(grams.get(at)) && is_han(grams.get(at + 1));
    han && (!is_weak(grams, at) || is_seen(grams, at, 2))
}

/// The pair at `at` stands in at least `often` places.
fn is_seen(grams: &Grams, at: usize, often: usize) -> bool {
    grams.places(grams.get(at), grams.get(at + 1)).take(often).count() == often
}

/// A stretch that may be wrong, and one that may be right in its place.
struct Swap {
    wrong: (usize, usize),
    right: (usize, usize),
}

/// The slip at the weak pair at `at`, if another place shows what is meant.
fn blend(grams: &Grams, at: usize) -> Option<Slip> {
    let wrongs = [(at, at + 1), (at + 1, at + 2), (at + 1, at + 1)];
    let swap = wrongs.into_iter().find_map(|wrong| swap(grams, wrong))?;
    let units = grams.units();
    let (from, to) = (at.min(swap.wrong.0), (at + 2).max(swap.wrong.1));
    let right = units[from..swap.wrong.0].iter().chain(&units[swap.right.0..swap.right.1]);
    Some(Slip {
        kind: Kind::Blend,
        span: grams.span(from, to),
        right: right.chain(&units[swap.wrong.1..to]).collect(),
        other: Some(grams.span(swap.right.0 - (swap.wrong.0 - from), swap.right.1 + to - swap.wrong.1)),
        sure: true,
    })
}

/// Another place with the same characters on both sides of `wrong`, sound ones in between.
fn swap(grams: &Grams, wrong: (usize, usize)) -> Option<Swap> {
    let units = grams.units();
    let (from, to) = wrong;
    let right_side = units.get(to..to + RIGHT).filter(|side| side.iter().all(|&c| is_han(c)))?;
    let left_side =
        units.get(from.checked_sub(LEFT)?..from).filter(|side| side.iter().all(|&c| is_han(c)))?;
    if !may_meet(grams, left_side, right_side, to) {
        return None;
    }
    let places = grams.places_of(right_side).filter(|&place| place != to).take(PLACES);
    for place in places {
        for between in 0..=2usize {
            let Some(start) = place.checked_sub(between).filter(|&start| start >= LEFT) else {
                continue;
            };
            let same_left = (1..=LEFT).all(|by| units[start - by] == units[from - by]);
            if !same_left || units[start..place] == units[from..to] {
                continue;
            }
            let after = common(units[to..].iter(), units[place..].iter());
            let before = common(units[..from].iter().rev(), units[..start].iter().rev());
            let heads = || grams.before(start - before) == '\n' && !in_word(grams.before(from - before));
            let ends = || !in_word(grams.get(to + after)) && !in_word(grams.get(place + after));
            let is_clause = || before + after >= CLAUSE && heads() && ends();
            let makes_word = || (start - 1..place).any(|at| is_word(units[at], units[at + 1]));
            let tells = match (&units[from..to], &units[start..place]) {
                (&[one], &[other]) => makes_word() && is_alike(one, other),
                ([], &[lost]) => is_clause() && makes_word() && !is_single(lost),
                ([one], &[first, second]) => {
                    is_clause() && is_word(first, second) && *one != first && *one != second
                }
                _ => false,
            };
            if tells && before + after >= TOGETHER && (start - 1..place).all(|at| is_sound(grams, at)) {
                return Some(Swap { wrong, right: (start, place) });
            }
        }
    }
    None
}

/// False where surely the two sides stand nowhere else but around `to` with up to two characters
/// in between. The places of both are gone through until the first side has no more.
fn may_meet(grams: &Grams, left: &[char], right: &[char], to: usize) -> bool {
    let (mut lefts, mut rights) = (grams.places_of(left), grams.places_of(right));
    loop {
        let Some(place) = lefts.next() else { return false };
        let starts = (0..=2).map(|between| place + LEFT + between);
        let meets = |start: usize| start != to && grams.units()[start..].starts_with(right);
        if starts.filter(|&start| start < grams.len()).any(meets) || rights.next().is_none() {
            return true;
        }
    }
}

/// The two sound or look alike.
fn is_alike(one: char, other: char) -> bool {
    sounds::alike(one, other) || shapes::alike(one, other)
}

/// A character of running text, as against marks and spaces.
fn in_word(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

/// How many characters two runs have in common from their start.
fn common<'a>(one: impl Iterator<Item = &'a char>, other: impl Iterator<Item = &'a char>) -> usize {
    one.zip(other).take(40).take_while(|&(a, b)| a == b && in_word(*a)).count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn two_ways_of_writing_run_together() {
        let text = "2023年市委常委会议军会议召开\n2023年市委常委员军会议召开，落实党委议军制度。";
        assert_eq!(found(text, Kind::Blend), [("员军".to_owned(), "会议军".to_owned())]);
    }

    #[test]
    fn two_people_may_have_names_alike() {
        let text = "任命鲁明哲为市商务局局长；\n任命鲁明喆为市商务局副局长。";
        assert!(found(text, Kind::Blend).is_empty());
    }

    #[test]
    fn different_things_may_differ_by_a_character() {
        for text in [
            "市委召开第二次调研督导会议部署\n市委召开第九次调研指导会议部署",
            "深化重点产业发展规划\n强化重大产业发展规划",
        ] {
            assert!(found(text, Kind::Blend).is_empty(), "{text}");
        }
    }
}
