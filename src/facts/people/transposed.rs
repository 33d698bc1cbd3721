//! A name whose given characters have changed places: 高远志 beside 高志远.

use super::apart::are_two;
use super::index::{RARE, find};
use super::misspelt::Misspelling;
use super::{Name, title_before};
use crate::facts::grams::Grams;

/// The places where one of `names` stands with its given characters the other way round, no more
/// often and as a name: one of `known`, or behind a title.
pub(super) fn transposed(grams: &Grams, names: &[Name], known: &[Name]) -> Vec<Misspelling> {
    let mut found = Vec::new();
    for name in names {
        let [surname, first, second] = name.chars[..] else { continue };
        let swapped = [surname, second, first];
        let rare = grams.places_of(&swapped).take(RARE + 1).count();
        let is_rarer = rare <= RARE && (rare <= name.count || name.registered.is_some());
        if rare == 0 || !is_rarer || first == second {
            continue;
        }
        let is_name = |at: usize| find(known, &swapped).is_some() || title_before(grams, at).is_some();
        let places: Vec<usize> = grams.places_of(&name.chars).collect();
        if are_two(grams, &swapped, &places) {
            continue;
        }
        for at in grams.places_of(&swapped).filter(|&at| is_name(at)) {
            let other = places.iter().find(|&&place| place < at).or(places.last());
            found.push(Misspelling {
                span: grams.span(at, at + 3),
                wrong: grams.span(at + 1, at + 3),
                right: name.chars.iter().collect(),
                other: other.map(|&place| grams.span(place, place + 3)),
                count: name.count,
                rare,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::misspelt::misspelt;
    use super::super::names;
    use super::*;
    use crate::text::Span;

    #[test]
    fn given_characters_have_changed_places() {
        let text = "市长高志远主持会议。高志远强调，要抓落实。会后，市长高远志到嵩县调研。";
        Grams::over(text, [Span::new(0, text.len())], |grams| {
            let names = names(grams);
            let found = misspelt(grams, &names, &names);
            let found: Vec<_> = found.iter().map(|slip| (slip.span.of(text), slip.right.as_str())).collect();
            assert_eq!(found, [("高远志", "高志远")]);
        });
    }
}
