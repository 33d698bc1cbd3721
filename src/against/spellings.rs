//! Strings of the references, found again where one character or the order of two words differs.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Against, Place};
use crate::facts::titles::keys;

type Map<K, V> = HashMap<K, V, FixedState>;

/// How many spellings that share all but one place are told apart.
const ALIKE: usize = 8;

/// A string with the first place of it in each reference.
#[derive(Debug)]
pub struct Spelling {
    pub chars: Vec<char>,
    places: Vec<Place>,
}

impl Spelling {
    /// The first place that is not in the draft itself.
    pub fn place(&self, against: Against<'_>) -> Option<Place> {
        self.places.iter().copied().find(|place| against.is_other(*place))
    }
}

/// All strings of one kind.
#[derive(Default)]
pub struct Spellings {
    all: Vec<Spelling>,
    exact: Map<Vec<char>, usize>,
    /// By what is left when one character is taken out, and by the characters in any order.
    near: Map<(u64, usize), Vec<usize>>,
}

impl Spellings {
    /// Takes the string `chars`; tells its number where it is new.
    pub fn add(&mut self, chars: Vec<char>, place: Place) -> Option<usize> {
        if let Some(known) = self.exact.get(&chars).and_then(|&index| self.all.get_mut(index)) {
            if known.places.last().is_none_or(|last| last.reference != place.reference) {
                known.places.push(place);
            }
            return None;
        }
        let index = self.all.len();
        for key in keys(&chars) {
            let alike = self.near.entry(key).or_default();
            if alike.len() < ALIKE {
                alike.push(index);
            }
        }
        self.exact.insert(chars.clone(), index);
        self.all.push(Spelling { chars, places: vec![place] });
        Some(index)
    }

    /// The string with this number.
    pub fn get(&self, index: usize) -> Option<&Spelling> {
        self.all.get(index)
    }

    /// The very string stands in a reference.
    pub fn holds(&self, chars: &[char], against: Against<'_>) -> bool {
        let known = self.exact.get(chars).and_then(|&index| self.all.get(index));
        known.is_some_and(|known| known.place(against).is_some())
    }

    /// The first string of a reference that `is_slip` takes `chars` for, with its place.
    pub fn meant(
        &self,
        chars: &[char],
        against: Against<'_>,
        is_slip: impl Fn(&[char], &[char]) -> bool,
    ) -> Option<(&Spelling, Place)> {
        let near = keys(chars).flat_map(|key| self.near.get(&key).into_iter().flatten());
        let near = near.filter_map(|&index| self.all.get(index));
        let mut near = near.filter(|known| known.chars != chars && is_slip(&known.chars, chars));
        near.find_map(|known| Some((known, known.place(against)?)))
    }
}
