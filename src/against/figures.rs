//! Figures that do not change: those of a day or a year that is named, and those of what stands still.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::moment::sentence_start;
use super::{Against, Moment, Place, keep};
use crate::facts::Facts;
use crate::facts::quantities::{Quantity, are_a_slip_apart, quantities_in};
use crate::text::chars::{is_han, is_space};
use crate::text::numerals::Script;

/// What stands before a figure that is the same at all times.
const LASTING: [&str; 16] = [
    "全长",
    "总长",
    "占地",
    "占地面积",
    "建筑面积",
    "总面积",
    "流域面积",
    "海拔",
    "始建于",
    "建于",
    "成立于",
    "创建于",
    "创办于",
    "出生于",
    "库容",
    "生于",
];
/// Years, and what grows with them: a day without its year says nothing of it.
const YEARLY: [&str; 5] = ["周年", "周岁", "岁", "届", "年"];
/// The characters before a lasting figure that have to be the same, what it is of included.
const SUBJECT: usize = 8;
/// The same for a figure of a day or a year, from its date on.
const LEAST: usize = 5;
const MOST: usize = 24;
/// The characters before the date.
const AHEAD: usize = 4;

type Map<K, V> = HashMap<K, V, FixedState>;

/// What two figures of the same thing share: the words before them, the date's day, the unit.
type Key = (String, Option<(Option<u32>, Option<u32>)>, String);

/// A figure with what it is of.
#[derive(Clone, Debug)]
pub struct Figure {
    pub quantity: Quantity,
    moment: Option<Moment>,
    key: Key,
}

/// All such figures of the references.
#[derive(Default)]
pub struct Figures(Map<Key, Vec<(Place, Figure)>>);

impl Figures {
    pub(super) fn add(&mut self, reference: usize, facts: &Facts<'_>) {
        for figure in figures(facts) {
            let place = Place { reference, span: figure.quantity.span() };
            keep(self.0.entry(figure.key.clone()).or_default(), place, figure, |one, other| {
                one.quantity.value == other.quantity.value
            });
        }
    }
}

impl Against<'_> {
    /// The figure of the same thing in a reference, where it is a slip away from `figure`, one of the
    /// draft's, and no reference has that.
    pub fn figure(self, figure: &Figure) -> Option<Place> {
        let known = self.index().figures.0.get(&figure.key)?;
        let agrees = |other: &Figure| match (figure.moment, other.moment) {
            (Some(here), Some(there)) => here.agrees(there),
            _ => true,
        };
        let others = || known.iter().filter(|(place, other)| self.is_other(*place) && agrees(other));
        let (here, step) = (figure.quantity.value, figure.quantity.step);
        if others().any(|(_, other)| other.quantity.value == here) {
            return None;
        }
        let is_slip = |other: &Figure| {
            let same_step = other.quantity.step == step;
            let other = other.quantity.value;
            same_step && (are_a_slip_apart(here, other, step) || are_exchanged(here, other, step))
        };
        others().find(|(_, other)| is_slip(other)).map(|(place, _)| *place)
    }
}

/// The same digits in another order: 36 and 63.
fn are_exchanged(one: i128, other: i128, step: i128) -> bool {
    let digits = |value: i128| {
        let mut digits = (value / step.max(1)).to_string().into_bytes();
        digits.sort_unstable();
        digits
    };
    digits(one) == digits(other)
}

/// The figures of a document that two documents can only give alike.
pub fn figures(facts: &Facts<'_>) -> Vec<Figure> {
    let text = &facts.reading.flow.text;
    let paragraphs = facts.reading.flow.paragraphs.iter();
    let quantities = paragraphs.flat_map(|paragraph| quantities_in(text, paragraph.span));
    let exact = quantities.filter(|q| !q.is_loose && !q.is_ordinal && q.script == Script::Arabic);
    exact.filter_map(|quantity| lasting(text, quantity).or_else(|| dated(facts, quantity))).collect()
}

fn lasting(text: &str, quantity: Quantity) -> Option<Figure> {
    let before = last(text, quantity.number.start(), SUBJECT)?;
    let is_lasting = LASTING.iter().any(|word| before.ends_with(word)) && before.chars().all(is_han);
    let key = (before, None, quantity.unit.of(text).to_owned());
    is_lasting.then_some(Figure { quantity, moment: None, key })
}

fn dated(facts: &Facts<'_>, quantity: Quantity) -> Option<Figure> {
    let text = &facts.reading.flow.text;
    let start = quantity.number.start();
    let moment = Moment::before(facts, start).filter(|moment| moment.is_exact())?;
    // The figure is not the date's own.
    let between: String = text.get(moment.span.end()..start)?.chars().filter(|c| !is_space(*c)).collect();
    let length = between.chars().count();
    let said = between.chars().filter(|&c| is_han(c)).count();
    let is_range = between.contains(['至', '以', '从', '较', '比', '前']);
    let is_yearly = YEARLY.contains(&quantity.unit.of(text));
    if said < LEAST || length > MOST || is_range || is_yearly {
        return None;
    }
    let sentence = sentence_start(text, moment.span.start());
    let ahead: Vec<char> = text.get(sentence..moment.span.start())?.chars().rev().take(AHEAD).collect();
    let words = ahead.into_iter().rev().chain(['|']).chain(between.chars()).collect();
    let key = (words, Some(moment.key()), quantity.unit.of(text).to_owned());
    Some(Figure { quantity, moment: Some(moment), key })
}

/// The `count` characters before byte `offset`, spaces left out.
fn last(text: &str, offset: usize, count: usize) -> Option<String> {
    let before = text.get(..offset)?.chars().rev().filter(|c| !is_space(*c)).take(count);
    let mut characters: Vec<char> = before.collect();
    characters.reverse();
    (characters.len() == count).then(|| characters.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_is_of_stands_before_a_lasting_figure() {
        let figure = |text: &str| {
            let at = text.find(|c: char| c.is_ascii_digit())?;
            lasting(text, crate::facts::quantities::quantity_at(text, at)?)
        };
        assert!(figure("临河至青石高速公路全长120公里").is_some());
        assert!(figure("公路全长120公里").is_none());
        assert!(figure("临河市图书馆今年接待120人").is_none());
    }
}
