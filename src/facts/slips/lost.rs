//! A sentence that begins with the rest of a word: its first character is lost.

use super::{Kind, Slip, is_single};
use crate::facts::grams::Grams;
use crate::facts::people::Name;
use crate::text::chars::{is_common_han, is_han};
use crate::text::words::is_word;

/// How many characters must stand elsewhere as they do here.
const LEN: usize = 5;

pub(super) fn find(grams: &Grams, names: &[Name], slips: &mut Vec<Slip>) {
    let ends_sentence = |c: char| !is_common_han(c) && matches!(c, '。' | '！' | '？' | '；' | '\n');
    let ends = grams.units().iter().enumerate().filter(|&(_, &c)| ends_sentence(c));
    let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
    slips.extend(starts.filter_map(|at| lost(grams, names, at)));
}

/// The slip at the start of the sentence at `at`, if its first character is lost.
fn lost(grams: &Grams, names: &[Name], at: usize) -> Option<Slip> {
    let text = grams.units().get(at..at + LEN)?;
    if is_word(text[0], text[1]) {
        return None;
    }
    let given = &text[..2];
    let whole = |text: &[char]| text.iter().all(|&c| is_han(c));
    let first = whole(text)
        .then(|| missing(grams, at, text))
        .flatten()
        .filter(|&(c, place)| is_word(c, text[0]) && !is_single(text[0]) && !is_word(grams.before(place), c));
    let of_a_name = || {
        let (surname, place) = whole(given).then(|| missing(grams, at, given)).flatten()?;
        let is_name = |name: &Name| name.chars[0] == surname && &name.chars[1..] == given;
        names.iter().any(is_name).then_some((surname, place))
    };
    let (first, place) = first.or_else(of_a_name)?;
    let len = if is_word(first, text[0]) { common(grams, at, place + 1) } else { 2 };
    Some(Slip {
        kind: Kind::LostFirst,
        span: grams.span(at, at + len),
        right: [first].iter().chain(&grams.units()[at..at + len]).collect(),
        other: Some(grams.span(place, place + len + 1)),
        sure: true,
    })
}

/// How many characters stand at both places.
fn common(grams: &Grams, one: usize, other: usize) -> usize {
    let same = |at: &usize| is_han(grams.get(one + at)) && grams.get(one + at) == grams.get(other + at);
    (0..2 * LEN).take_while(same).count()
}

/// The one character that stands before `text` everywhere but at `at`, at least twice, with one
/// of the places.
fn missing(grams: &Grams, at: usize, text: &[char]) -> Option<(char, usize)> {
    let mut places = grams.places_of(text).filter(|&place| place != at);
    let last = places.next()?;
    let first = grams.before(last);
    let mut others = places.peekable();
    others.peek()?;
    (is_han(first) && others.all(|place| grams.before(place) == first)).then(|| (first, last - 1))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn a_sentence_begins_with_the_rest_of_a_word() {
        let text = "基地在洛阳炎黄科技园揭牌。阳炎黄科技园以新技术为主导。后续洛阳炎黄科技园将加快建设。";
        assert_eq!(found(text, Kind::LostFirst), [("阳炎黄科技园".to_owned(), "洛阳炎黄科技园".to_owned())]);
    }

    #[test]
    fn a_name_has_lost_its_surname() {
        let text = "市长徐衣显主持会议。衣显强调，要抓落实。徐衣显指出，要抓好。徐衣显到嵩县调研。";
        assert_eq!(found(text, Kind::LostFirst), [("衣显".to_owned(), "徐衣显".to_owned())]);
    }

    #[test]
    fn a_word_may_begin_a_sentence() {
        let text = "栾川教师吴拥军获奖。教师吴拥军说。栾川教师吴拥军参加。洛阳炎黄科技园。炎黄科技园揭牌。洛阳炎黄科技园";
        assert!(found(text, Kind::LostFirst).is_empty());
    }
}
