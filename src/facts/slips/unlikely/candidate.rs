//! What might be meant at a place, and what speaks for it and against it.

use super::fluency::fluency;
use super::{is_quoted, window};
use crate::facts::grams::Grams;
use crate::facts::slips::Memory;
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

/// A place with the three characters on each side.
pub type Window<const W: usize> = [char; W];

/// What the text is more fluent with, and by how much.
#[derive(Clone, Copy, Debug)]
pub struct Likelier<const N: usize> {
    right: [char; N],
    gain: i32,
}

/// What might be meant, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Candidate<const N: usize> {
    pub right: [char; N],
    pub facts: Facts,
}

/// The share of what was never counted.
const NEVER: i32 = -16;

/// Where the three characters before the place end.
const PLACE: usize = 3;

/// The single characters that might be meant at `at`.
pub(super) fn of_one(grams: &Grams, at: usize, is_odd: bool, memory: Option<&Memory>) -> Vec<Candidate<1>> {
    let around: Window<7> = window(grams, at);
    let [_, _, before, c, after, ..] = around;
    if is_meant(grams, [&[before, c, after]]) {
        return Vec::new();
    }
    match memory {
        Some(memory) => candidates(
            grams,
            at,
            &around,
            memory.ones.borrow_mut().get((around, is_odd), || one_likelier(around, is_odd)),
        ),
        None => candidates(grams, at, &around, &one_likelier(around, is_odd)),
    }
}

fn one_likelier(around: Window<7>, is_odd: bool) -> Vec<Likelier<1>> {
    let [_, _, before, c, after, ..] = around;
    let in_word = !is_odd || is_word(before, c) || is_word(c, after);
    let is_likely = |&&other: &&char| {
        let makes_word = (seeming(before, other) || seeming(other, after))
            && (is_word(before, other) || is_word(other, after));
        other != c && (makes_word || !in_word && triple(before, other, after) > 0)
    };
    let shaped = shapes::like(c).iter().filter(|&&other| !sounds::alike(c, other));
    let others = sounds::like(c).iter().chain(shaped).filter(is_likely);
    likelier(around, others.map(|&other| [other]))
}

/// The words of two characters that might be meant at `at`.
pub(super) fn of_two(grams: &Grams, at: usize, memory: Option<&Memory>) -> Vec<Candidate<2>> {
    let around: Window<8> = window(grams, at);
    let [_, _, before, first, second, after, ..] = around;
    let bounded = !is_han(before) && !is_han(after);
    let rows = [[before, first, second], [first, second, after]];
    if bounded || !is_han(second) || is_meant(grams, rows.each_ref().map(|row| &row[..])) {
        return Vec::new();
    }
    match memory {
        Some(memory) => {
            candidates(grams, at, &around, memory.twos.borrow_mut().get(around, || two_likelier(around)))
        }
        None => candidates(grams, at, &around, &two_likelier(around)),
    }
}

fn two_likelier(around: Window<8>) -> Vec<Likelier<2>> {
    let [_, _, _, first, second, ..] = around;
    let words = sounds::words_like(first, second).filter(|&[one, two]| one != first && two != second);
    likelier(around, words)
}

/// True where the document writes one of the rows twice: it means what it writes.
fn is_meant<const R: usize>(grams: &Grams, rows: [&[char]; R]) -> bool {
    rows.into_iter().any(|row| grams.places_of(row).nth(1).is_some())
}

/// Those of `others` that the text is so much more fluent with that they are worth a look.
fn likelier<const N: usize, const W: usize>(
    around: Window<W>,
    others: impl Iterator<Item = [char; N]>,
) -> Vec<Likelier<N>> {
    let (mut here, mut is_new) = (None, None);
    let likelier = others.filter_map(|right| {
        let mut with = around;
        with[PLACE..PLACE + N].copy_from_slice(&right);
        // A word that is met with none of its neighbours is meant only where what stands there is none.
        let is_met = || with[1..].windows(3).take(N + 2).any(|row| triple(row[0], row[1], row[2]) > 0);
        let pairs = || (PLACE..=PLACE + N).all(|at| pair(around[at - 1], around[at]) == 0);
        if !*is_new.get_or_insert_with(pairs) && !is_met() {
            return None;
        }
        let here = *here.get_or_insert_with(|| fluency(&around, i32::MIN).unwrap_or(0));
        let gain = fluency(&with, here + LEAST)? - here;
        Some(Likelier { right, gain })
    });
    likelier.collect()
}

/// What is `likelier`, with all that is known of it.
fn candidates<const N: usize, const W: usize>(
    grams: &Grams,
    at: usize,
    around: &Window<W>,
    likelier: &[Likelier<N>],
) -> Vec<Candidate<N>> {
    let Some(most) = likelier.iter().map(|likelier| likelier.gain).max() else { return Vec::new() };
    let of_place = Facts::of_place::<N>(grams, at, around);
    let candidate = |&Likelier { right, gain }: &Likelier<N>| {
        let (mut facts, mut with) = (of_place.clone(), *around);
        with[PLACE..PLACE + N].copy_from_slice(&right);
        facts.of_meant::<N>(grams, around, &with, gain);
        facts.push(likelier.len() as i32);
        facts.push(most - gain);
        Candidate { right, facts }
    };
    likelier.iter().map(candidate).collect()
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
    fn of_place<const N: usize>(grams: &Grams, at: usize, around: &[char]) -> Self {
        let [last, before, after, next] =
            [PLACE - 2, PLACE - 1, PLACE + N, PLACE + N + 1].map(|at| around[at]);
        let told = |holds: bool| i32::from(holds);
        let reach = |near: char, far: char| told(is_han(near)) + told(is_han(near) && is_han(far));
        let mut facts = Facts(Vec::with_capacity(FACTS));
        facts.push(fluency(around, i32::MIN).unwrap_or(0));
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
