//! Two people of the document whose names sound or look alike, and a place that has the one where
//! what is said there is true of the other: his office, what happened, or his namesake beside him.

use std::ops::Range;

use super::index::Index;
use super::misspelt::Misspelling;
use super::{Name, title_before};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;

/// How many characters on end say that the same is spoken of.
const SAME: usize = 8;
/// How many do so of one of two namesakes in a sentence.
const HINT: usize = 4;
/// How far from the name of the one that is looked for, and how far from the other's.
const NEAR: usize = 30;
const FAR: usize = 120;
/// How often what is spoken of may stand: in the contents, over the article and in it.
const OFTEN: usize = 5;
/// How many characters before a title tell whose it is.
const BODY: usize = 3;
/// More places of a name than these are not compared.
const PLACES: usize = 12;

/// The places where one of `names` stands and another one is meant.
pub(super) fn told(grams: &Grams, index: &Index) -> Vec<Misspelling> {
    let mut found = Vec::new();
    for (one, other, slot) in index.pairs() {
        if one.chars.len() < 3 || slot == 0 || one.registered.is_some() {
            continue;
        }
        for (right, wrong) in [(one, other), (other, one)] {
            let pair = Pair::new(grams, right, wrong);
            found.extend(
                pair.wrongs.iter().filter_map(|&at| Some(pair.misspelling(at, slot, pair.told(at)?))),
            );
        }
    }
    found
}

/// A name and the places of the one that stands for it.
struct Pair<'a> {
    grams: &'a Grams,
    right: &'a Name,
    rights: Vec<usize>,
    wrongs: Vec<usize>,
    len: usize,
}

impl<'a> Pair<'a> {
    fn new(grams: &'a Grams, right: &'a Name, wrong: &Name) -> Self {
        let places = |name: &Name| grams.places_of(&name.chars).take(PLACES).collect();
        Pair { grams, right, rights: places(right), wrongs: places(wrong), len: wrong.chars.len() }
    }

    /// How often the spelling at `at` may be meant, if something tells that it is not here.
    fn told(&self, at: usize) -> Option<usize> {
        let is_beside = |around: Range<usize>| self.rights.iter().any(|right| around.contains(right));
        let in_sentence = around(self.grams, at, FAR, |c| matches!(c, '。' | '\n'));
        if self.has_a_namesake(at) || self.has_the_others_office(at) && !is_beside(in_sentence) {
            return Some(0);
        }
        // Where each stands once, either may be right.
        let once = usize::from(self.wrongs.len() == 1);
        (self.tells_the_same(at) && !is_beside(line(self.grams, at, FAR))).then_some(once)
    }

    /// The office of the other, and of him alone, stands before the name, which elsewhere has one of its own.
    fn has_the_others_office(&self, at: usize) -> bool {
        let Some(own) = office(self.grams, at) else {
            return false;
        };
        let of = |places: &[usize]| -> Vec<_> {
            places.iter().filter(|&&place| place != at).filter_map(|&at| office(self.grams, at)).collect()
        };
        let (rights, wrongs) = (of(&self.rights), of(&self.wrongs));
        is_one_mans(own)
            && rights.contains(&own)
            && !wrongs.is_empty()
            && !wrongs.iter().any(|own| rights.contains(own))
    }

    /// What is said near the place is elsewhere said of the other, and of nobody of this name.
    fn tells_the_same(&self, at: usize) -> bool {
        let grams = self.grams;
        let known: Vec<_> = self.rights.iter().filter_map(|&right| office(grams, right)).collect();
        let is_himself = office(grams, at).is_some_and(|office| !known.contains(&office));
        if is_himself || self.wrongs.iter().any(|&wrong| grams.before(wrong) == '【') {
            return false;
        }
        let others = self.wrongs.iter().filter(|&&wrong| wrong != at);
        let stands_near = |places: &[usize], mut of: std::iter::Copied<std::slice::Iter<usize>>| {
            of.any(|name| places.iter().any(|place| line(grams, name, FAR).contains(place)))
        };
        let others: Vec<usize> = others.copied().collect();
        self.runs(line(grams, at, NEAR), at, SAME).any(|run| {
            let places: Vec<usize> = grams.places_of(run).take(OFTEN + 1).collect();
            places.len() <= OFTEN
                && stands_near(&places, self.rights.iter().copied())
                && !stands_near(&places, others.iter().copied())
        })
    }

    /// The name stands twice in a sentence, for people of two bodies, and what is said here is said
    /// of the other elsewhere.
    fn has_a_namesake(&self, at: usize) -> bool {
        let grams = self.grams;
        let is_hinted = |at: usize| {
            let lines: Vec<_> = self.rights.iter().map(|&right| line(grams, right, NEAR)).collect();
            self.runs(clause(grams, at), at, HINT)
                .any(|run| grams.places_of(run).any(|place| lines.iter().any(|line| line.contains(&place))))
        };
        let Some(own) = office(grams, at).filter(|own| own.len() > BODY) else {
            return false;
        };
        self.wrongs.iter().any(|&wrong| {
            let between = &grams.units()[at.min(wrong)..at.max(wrong)];
            let is_sentence = between.len() < FAR && !between.iter().any(|&c| matches!(c, '。' | '\n'));
            let is_another = || office(grams, wrong).is_some_and(|of_him| of_him != own);
            wrong != at && is_sentence && is_another() && is_hinted(at) && !is_hinted(wrong)
        })
    }

    /// The stretches of `len` Han characters in `range` that do not touch the name at `at`.
    fn runs(&self, range: Range<usize>, at: usize, len: usize) -> impl Iterator<Item = &'a [char]> {
        let end = at + self.len;
        let units = self.grams.units();
        let starts = range.start..(range.end + 1).saturating_sub(len);
        let apart = starts.filter(move |&from| from + len <= at || from >= end);
        apart.filter_map(move |from| units.get(from..from + len)).filter(|run| run.iter().all(|&c| is_han(c)))
    }

    fn misspelling(&self, at: usize, slot: usize, rare: usize) -> Misspelling {
        Misspelling {
            span: self.grams.span(at, at + self.len),
            wrong: self.grams.span(at + slot, at + slot + 1),
            right: self.right.chars.iter().collect(),
            other: self.rights.last().map(|&right| self.grams.span(right, right + self.len)),
            count: self.right.count,
            rare,
        }
    }
}

/// The characters around `at` in its line, `reach` on either side.
fn line(grams: &Grams, at: usize, reach: usize) -> Range<usize> {
    around(grams, at, reach, |c| c == '\n')
}

/// The clause around `at`.
fn clause(grams: &Grams, at: usize) -> Range<usize> {
    around(grams, at, NEAR, |c| matches!(c, '\n' | '，' | '。' | '；'))
}

fn around(grams: &Grams, at: usize, reach: usize, ends: impl Fn(char) -> bool) -> Range<usize> {
    let start = (at.saturating_sub(reach)..at).rev().take_while(|&at| !ends(grams.get(at))).last();
    let end = (at..grams.len().min(at + reach)).take_while(|&at| !ends(grams.get(at))).last();
    start.unwrap_or(at)..end.map_or(at, |end| end + 1)
}

/// The title before the name at `at`, with what there is of the body before it.
fn office(grams: &Grams, at: usize) -> Option<&[char]> {
    let title = title_before(grams, at)?;
    let units = grams.units();
    if let [.., '省' | '市' | '州' | '县' | '区' | '乡' | '镇', '长'] = units[title..at] {
        return Some(&units[title..at]);
    }
    let body = units[..title].iter().rev().take(BODY).take_while(|&&c| is_han(c)).count();
    Some(&units[title - body..at])
}

/// An office that says whose it is.
fn is_one_mans(office: &[char]) -> bool {
    let heads = matches!(office, [.., '省' | '市' | '州' | '县' | '区' | '乡' | '镇', '长']);
    heads || office.len() > BODY + 1
}
