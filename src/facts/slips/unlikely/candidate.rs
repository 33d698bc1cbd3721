//! What might be meant at a place, and what speaks for it and against it.

use super::fluency::fluency;
use super::{is_quoted, window};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::counts::{pair, row, single, triple};
use crate::text::words::{is_word, seeming};
use crate::text::{shapes, sounds};

/// By how much the text must be more fluent.
const LEAST: i32 = 10;
/// How many facts there are of a candidate at most.
const FACTS: usize = 59;
/// Up to which number places in the document are counted.
const OFTEN: usize = 3;

/// What might be meant, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Candidate<const N: usize> {
    pub right: [char; N],
    pub facts: Facts,
    /// How much more fluent the text is with it.
    gain: i32,
}

/// The share of what was never counted.
const NEVER: i32 = -16;

/// Where the three characters before the place end.
const PLACE: usize = 3;

/// The single characters that might be meant at `at`.
pub(super) fn of_one(grams: &Grams, at: usize, is_odd: bool) -> Vec<Candidate<1>> {
    let around: [char; 7] = window(grams, at);
    let [_, _, before, c, after, ..] = around;
    if is_meant(grams, [&[before, c, after]]) {
        return Vec::new();
    }
    let in_word = !is_odd || is_word(before, c) || is_word(c, after);
    let is_likely = |&&other: &&char| {
        let makes_word = (seeming(before, other) || seeming(other, after))
            && (is_word(before, other) || is_word(other, after));
        other != c && (makes_word || !in_word && triple(before, other, after) > 0)
    };
    let shaped = shapes::like(c).iter().filter(|&&other| !sounds::alike(c, other));
    let others = sounds::like(c).iter().chain(shaped).filter(is_likely);
    weighed(grams, at, around, others.map(|&other| [other]))
}

/// The words of two characters that might be meant at `at`.
pub(super) fn of_two(grams: &Grams, at: usize) -> Vec<Candidate<2>> {
    let around: [char; 8] = window(grams, at);
    let [_, _, before, first, second, after, ..] = around;
    let bounded = !is_han(before) && !is_han(after);
    let rows = [[before, first, second], [first, second, after]];
    if bounded || !is_han(second) || is_meant(grams, rows.each_ref().map(|row| &row[..])) {
        return Vec::new();
    }
    let words = sounds::words_like(first, second).filter(|&[one, two]| one != first && two != second);
    weighed(grams, at, around, words)
}

/// True where the document writes one of the rows twice: it means what it writes.
fn is_meant<const R: usize>(grams: &Grams, rows: [&[char]; R]) -> bool {
    rows.into_iter().any(|row| grams.places_of(row).nth(1).is_some())
}

fn weighed<const N: usize, const W: usize>(
    grams: &Grams,
    at: usize,
    around: [char; W],
    others: impl Iterator<Item = [char; N]>,
) -> Vec<Candidate<N>> {
    let (mut place, mut is_new) = (None, None);
    let mut candidates = Vec::new();
    for right in others {
        let mut with = around;
        with[PLACE..PLACE + N].copy_from_slice(&right);
        // A word that is met with none of its neighbours is meant only where what stands there is none.
        let is_met = || with[1..].windows(3).take(N + 2).any(|row| triple(row[0], row[1], row[2]) > 0);
        let pairs = || (PLACE..=PLACE + N).all(|at| pair(around[at - 1], around[at]) == 0);
        if !*is_new.get_or_insert_with(pairs) && !is_met() {
            continue;
        }
        let (here, of_place) = place.get_or_insert_with(|| (fluency(&around, i32::MIN).unwrap_or(0), None));
        let Some(fluency) = fluency(&with, *here + LEAST) else { continue };
        let gain = fluency - *here;
        let mut facts =
            of_place.get_or_insert_with(|| Facts::of_place::<N>(grams, at, &around, *here)).clone();
        facts.of_meant::<N>(grams, &around, &with, gain);
        candidates.push(Candidate { right, facts, gain });
    }
    let count = candidates.len() as i32;
    let most = candidates.iter().map(|candidate| candidate.gain).max().unwrap_or(0);
    for candidate in &mut candidates {
        candidate.facts.push(count);
        candidate.facts.push(most - candidate.gain);
    }
    candidates
}

/// How often the rows of `length` are met that cover the place.
fn covering<const N: usize>(window: &[char], length: usize) -> impl Iterator<Item = u8> {
    let edge = |at: usize| (PLACE..PLACE + N).contains(&at);
    (PLACE + 1 - length..PLACE + N).map(move |at| {
        let part = &window[at..at + length];
        // Behind a mark and before one the rest of the row says nothing.
        let inner =
            part.iter().enumerate().skip(1).take(length - 2).all(|(by, &c)| edge(at + by) || is_han(c));
        if inner { row(part) } else { 0 }
    })
}

/// How often `text` stands in the document, as far as it is counted.
fn seen(grams: &Grams, text: &[char]) -> usize {
    grams.places_of(text).take(OFTEN).count()
}

/// Facts in the order in which the forest asks for them.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts(Vec<i8>);

impl Facts {
    fn push(&mut self, fact: i32) {
        self.0.push(fact.clamp(i8::MIN.into(), i8::MAX.into()) as i8);
    }

    pub fn all(&self) -> &[i8] {
        &self.0
    }

    /// What is the same whatever is meant.
    fn of_place<const N: usize>(grams: &Grams, at: usize, around: &[char], here: i32) -> Self {
        let [last, before, after, next] =
            [PLACE - 2, PLACE - 1, PLACE + N, PLACE + N + 1].map(|at| around[at]);
        let told = |holds: bool| i32::from(holds);
        let reach = |near: char, far: char| told(is_han(near)) + told(is_han(near) && is_han(far));
        let mut facts = Facts(Vec::with_capacity(FACTS));
        facts.push(here);
        facts.of_rows::<N>(around);
        facts.of_words::<N>(around);
        facts.push(told(is_word(last, before)));
        facts.push(told(is_word(after, next)));
        facts.push(reach(before, last));
        facts.push(reach(after, next));
        for part in [&around[1..3], &around[PLACE + N..PLACE + N + 2], &around[..3], &around[PLACE + N..]] {
            facts.push(row(part).into());
        }
        facts.push(told(is_quoted(grams, at)));
        facts.of_document::<N>(grams, around);
        facts
    }

    fn of_meant<const N: usize>(&mut self, grams: &Grams, around: &[char], with: &[char], gain: i32) {
        self.push(gain);
        self.of_rows::<N>(with);
        self.of_shares::<N>(with);
        self.of_words::<N>(with);
        let pairs = || around.iter().zip(with).filter(|(one, other)| one != other);
        let same = pairs().filter(|&(&one, &other)| sounds::same(one, other)).count();
        let alike = pairs().filter(|&(&one, &other)| sounds::alike(one, other)).count();
        let shaped = pairs().filter(|&(&one, &other)| shapes::like(one).contains(&other)).count();
        self.push((same + alike) as i32);
        self.push(shaped as i32);
        self.of_document::<N>(grams, with);
    }

    /// How often the rows that cover the place are met.
    fn of_rows<const N: usize>(&mut self, window: &[char]) {
        for &c in &window[PLACE..PLACE + N] {
            self.push(single(c).into());
        }
        for length in 2..=4 {
            for row in covering::<N>(window, length) {
                self.push(row.into());
            }
        }
    }

    /// Which share of what stands before and behind goes on as it does here.
    fn of_shares<const N: usize>(&mut self, window: &[char]) {
        let (end, len) = (PLACE + N, window.len());
        for (whole, part) in [
            (&window[..=PLACE], &window[..PLACE]),
            (&window[1..=PLACE], &window[1..PLACE]),
            (&window[end - 1..], &window[end..]),
            (&window[end - 1..len - 1], &window[end..len - 1]),
        ] {
            let met = i32::from(row(whole));
            self.push(if met > 0 { met - i32::from(row(part)).max(met) } else { NEVER });
        }
    }

    /// Which words come about.
    fn of_words<const N: usize>(&mut self, window: &[char]) {
        for pair in window[PLACE - 1..=PLACE + N].windows(2) {
            self.push(i32::from(is_word(pair[0], pair[1])));
        }
    }

    /// How often the place stands in the document with each of its neighbours, and with both or,
    /// of a word, the one before.
    fn of_document<const N: usize>(&mut self, grams: &Grams, window: &[char]) {
        let part = if N == 1 { 2 } else { 3 };
        for part in [&window[2..2 + part], &window[PLACE..PLACE + part], &window[2..PLACE + part]] {
            self.push(seen(grams, part) as i32);
        }
    }
}
