//! The sentence around a place: up to the marks and line ends that close one.

use super::Span;
use super::boundary::{ceil, floor};

const ENDS: [char; 5] = ['。', '！', '？', '\n', '；'];
/// How many of them end a sentence and not only a clause of it.
const STOPS: usize = 4;

/// The sentence that holds `place`, without the mark that ends it, read no further than `reach`
/// bytes to either side.
pub fn sentence_around(text: &str, place: Span, reach: usize) -> Span {
    up_to(text, place, reach, &ENDS)
}

/// The same, beyond semicolons.
pub fn whole_sentence_around(text: &str, place: Span, reach: usize) -> Span {
    up_to(text, place, reach, &ENDS[..STOPS])
}

fn up_to(text: &str, place: Span, reach: usize, ends: &[char]) -> Span {
    let low = ceil(text, place.start().saturating_sub(reach));
    let high = floor(text, place.end().saturating_add(reach));
    let before = text.get(low..place.start()).unwrap_or_default();
    let after = text.get(place.end()..high).unwrap_or_default();
    let said = before.rsplit(ends).next().unwrap_or_default();
    let rest = after.split(ends).next().unwrap_or_default();
    Span::new(place.start() - said.len(), place.end() + rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_marks_and_at_the_reach() {
        let text = "甲来了。乙说，丙走了；丁在。";
        let at = |word: &str| text.find(word).map(|at| Span::new(at, at + word.len())).unwrap();
        assert_eq!(sentence_around(text, at("丙"), 100).of(text), "乙说，丙走了");
        assert_eq!(whole_sentence_around(text, at("丙"), 100).of(text), "乙说，丙走了；丁在");
        assert_eq!(sentence_around(text, at("丙"), 4).of(text), "，丙走");
        assert_eq!(sentence_around(text, at("甲"), 100).of(text), "甲来了");
        assert_eq!(sentence_around(text, Span::at(text.len()), 100).of(text), "");
    }
}
