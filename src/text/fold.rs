//! Text under which two ways of writing the same thing compare equal, with the way back.

use super::Span;
use super::chars::{folded, is_common_han};

/// The folded characters of a stretch of text: no white space, width and quote forms levelled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    pub chars: Vec<char>,
    /// Where each character stands in the text it came from.
    places: Vec<Span>,
}

impl Folded {
    pub fn new(text: &str) -> Self {
        Folded::head(text, usize::MAX)
    }

    /// The first `max` folded characters of `text`.
    pub fn head(text: &str, max: usize) -> Self {
        let room = max.min(text.len().div_ceil(3));
        let mut out = Folded { chars: Vec::with_capacity(room), places: Vec::with_capacity(room) };
        for (at, c) in text.char_indices() {
            if out.chars.len() == max {
                break;
            }
            if let Some(folded) = folded(c) {
                out.chars.push(folded);
                out.places.push(Span::new(at, at + c.len_utf8()));
            }
        }
        out
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The bytes of the original text that the characters `from..to` stand for; an empty range
    /// gives the place before character `from`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let end = self.places.last().map_or(0, |place| place.end());
        let start = self.places.get(from).map_or(end, |place| place.start());
        match to.checked_sub(1).filter(|_| to > from).and_then(|last| self.places.get(last)) {
            Some(last) => Span::new(start, last.end()),
            None => Span::at(start),
        }
    }

    /// How many characters begin before byte `at` of the original text.
    pub fn count_before(&self, at: usize) -> usize {
        self.places.partition_point(|place| place.start() < at)
    }

    pub fn starts_with(&self, other: &Folded) -> bool {
        self.chars.starts_with(&other.chars)
    }
}

/// The folded characters of `text` one by one.
pub fn folded_chars(text: &str) -> impl Iterator<Item = char> + Clone + '_ {
    text.chars().filter_map(folded)
}

/// The folded characters of `text`, for comparison.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, mark)) = rest.char_indices().find(|&(_, c)| !is_common_han(c)) {
        out.push_str(&rest[..at]);
        out.extend(folded(mark));
        rest = &rest[at + mark.len_utf8()..];
    }
    out.push_str(rest);
    out
}

/// True where the two fold to the same characters.
pub fn is_same_folded(one: &str, other: &str) -> bool {
    one == other || folded_chars(one).eq(folded_chars(other))
}

/// How alike two folded texts are, 0 to 1: twice the shared pairs of neighbours over all pairs
/// (Dice). Short texts count their characters instead.
pub fn similarity(a: &[char], b: &[char]) -> f64 {
    if a == b {
        return 1.0;
    }
    let width = if a.len().min(b.len()) < 4 { 1 } else { 2 };
    let (left, right) = (sorted_parts(a, width), sorted_parts(b, width));
    let total = left.len() + right.len();
    if total == 0 {
        return 0.0;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < left.len() && j < right.len() {
        match left[i].cmp(&right[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * shared as f64 / total as f64
}

/// The stretches of `width` characters, one or two, as sorted numbers.
fn sorted_parts(chars: &[char], width: usize) -> Vec<u64> {
    let number = |part: &[char]| part.iter().fold(0, |number, &c| number << 32 | u64::from(c));
    let mut parts: Vec<u64> = chars.windows(width).map(number).collect();
    parts.sort_unstable();
    parts
}
