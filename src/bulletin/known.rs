//! What the contents know of the body's lines, before any of them are joined.

use foldhash::{HashMap, HashSet};

use super::contents::{RawContents, bare_heading, is_ornament};
use super::items::ItemKind;
use super::leader::byline;
use super::lines::RawLine;
use crate::text::chars::is_han;
use crate::text::fold::{fold, folded_chars, similarity};

/// The headlines and headings of all contents of a document, folded.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Sorted.
    headlines: Vec<String>,
    /// The headlines by their first and by their last characters.
    by_end: HashMap<[char; KEY], Vec<u32>>,
    headings: HashSet<String>,
    /// How headlines and headings open: hardly a line of running text opens as they do.
    openings: HashSet<[char; KEY]>,
}

/// Characters by which a headline is looked up that may differ in another.
const KEY: usize = 3;
/// Headlines that are compared with one line at most.
const MOST: usize = 200;
/// Two wordings of one headline share this much.
const ALIKE: f64 = 0.7;

impl Known {
    pub fn new(contents: &[RawContents], lines: &[RawLine<'_>]) -> Self {
        let mut known = Known::default();
        let mut alone = None;
        let items =
            contents.iter().flat_map(|contents| contents.items.iter().map(|item| (contents.form, item)));
        for (form, item) in items {
            // Joined, so that a document number on the second line is cut off too.
            let text: String = lines[item.lines.clone()].iter().map(|line| line.text.as_ref()).collect();
            let label = match &item.kind {
                ItemKind::Heading(_) => {
                    known.headings.extend(headings(&text).map(bare_heading));
                    None
                }
                ItemKind::Bare => {
                    let (label, headline) = form.bare(&text);
                    known.headlines.push(fold(headline.of(&text)));
                    label
                }
                ItemKind::Entry => {
                    let line = form.line(&text);
                    let headline = line.as_ref().map_or(text.as_str(), |line| line.headline.of(&text));
                    known.headlines.push(fold(own_line(headline, lines, &mut alone)));
                    line.and_then(|line| line.label)
                }
                ItemKind::Aside => None,
            };
            known.headings.extend(label.map(|label| bare_heading(label.of(&text))));
        }
        known.headlines.sort_unstable();
        known.headlines.dedup();
        for (index, headline) in known.headlines.iter().enumerate() {
            for end in ends(headline) {
                known.by_end.entry(end).or_default().push(index as u32);
            }
        }
        let texts = known.headlines.iter().chain(&known.headings);
        known.openings = texts.map(|text| key(text.chars())).collect();
        known
    }

    /// False for a line that surely neither is a heading nor opens with a headline.
    pub fn opens_like(&self, text: &str) -> bool {
        let is_known = |text: &str| {
            let mut opening = key(folded_chars(text));
            (0..KEY).rev().any(|at| {
                let known = self.openings.contains(&opening);
                opening[at] = NONE;
                known
            })
        };
        let bare = text.trim_start_matches(is_ornament);
        is_known(text) || (bare.len() < text.len() && is_known(bare))
    }

    /// True where there are no contents that anything could be known from.
    pub fn is_empty(&self) -> bool {
        self.headlines.is_empty() && self.headings.is_empty()
    }

    pub fn is_heading(&self, bare: &str) -> bool {
        self.headings.contains(bare)
    }

    /// A headline, or what differs from one in a few characters.
    pub fn is_headline(&self, folded: &str) -> bool {
        if self.headlines.binary_search_by(|known| known.as_str().cmp(folded)).is_ok() {
            return true;
        }
        let chars: Vec<char> = folded.chars().collect();
        self.alike(ends(folded)).any(|headline| {
            headline.len().abs_diff(chars.len()) * 5 <= headline.len()
                && similarity(&headline, &chars) >= ALIKE
        })
    }

    /// A headline goes on where `folded` ends, and `next` goes on like it.
    pub fn is_cut_headline(&self, folded: &str, next: &str) -> bool {
        let (chars, next): (Vec<char>, Vec<char>) = (folded.chars().collect(), folded_chars(next).collect());
        let mut alike = self.alike(ends(folded).chain(ends_of(&next))).peekable();
        if alike.peek().is_none() {
            return false;
        }
        let whole = self.headlines.binary_search_by(|known| known.as_str().cmp(folded)).is_ok();
        alike.any(|headline| {
            let Some((first, rest)) = headline.split_at_checked(chars.len()) else { return false };
            if rest.is_empty() {
                return false;
            }
            let next = &next[..next.len().min(rest.len())];
            let alike = || similarity(first, &chars) >= ALIKE && similarity(rest, next) >= ALIKE;
            // The contents may go on with what the line has not: a document number in brackets.
            let ends_alike = rest.strip_prefix(next).is_some_and(|more| matches!(more, [] | ['(', ..]));
            (first == chars && ends_alike) || (!whole && rest.len() >= 4 && alike())
        })
    }

    /// A headline that the line begins with.
    pub fn opens_with_headline(&self, folded: &str) -> bool {
        // The longest known headline not after it in order may be its beginning, or share one.
        let at = self.headlines.partition_point(|known| known.as_str() <= folded);
        self.headlines[at.saturating_sub(8)..at].iter().any(|known| folded.starts_with(known.as_str()))
    }

    /// The headlines that have one of these `ends`; a bounded number of them.
    fn alike(&self, ends: impl Iterator<Item = [char; KEY]>) -> impl Iterator<Item = Vec<char>> {
        let indices = ends.filter_map(|end| self.by_end.get(&end));
        let headlines = indices.flatten().take(MOST).filter_map(|&index| self.headlines.get(index as usize));
        headlines.map(|headline| headline.chars().collect())
    }
}

/// A heading as it stands, and without its translation: 综述 Reviews, 综述.
pub(super) fn headings(text: &str) -> impl Iterator<Item = &str> {
    let latin = text.find(|c: char| c.is_ascii_alphabetic()).filter(|&at| text[..at].contains(is_han));
    let alone = latin.filter(|&at| !text[at..].contains(is_han)).map(|at| text[..at].trim_end());
    std::iter::once(text).chain(alone)
}

/// `headline` without the author behind it, where a line of the document has it so.
fn own_line<'a, 'l>(
    headline: &'a str,
    lines: &'l [RawLine<'_>],
    alone: &mut Option<HashSet<&'l str>>,
) -> &'a str {
    let Some((bare, _)) = byline(headline) else { return headline };
    let alone = alone.get_or_insert_with(|| lines.iter().map(|line| line.text.as_ref()).collect());
    if alone.contains(bare.of(headline)) { bare.of(headline) } else { headline }
}

/// The first and the last characters of `folded`, once where they are the same.
fn ends(folded: &str) -> impl Iterator<Item = [char; KEY]> {
    let first = key(folded.chars());
    let mut last = key(folded.chars().rev());
    last.reverse();
    [Some(first), (first != last).then_some(last)].into_iter().flatten()
}

/// The last of `chars`, which a headline can end in.
fn ends_of(chars: &[char]) -> Option<[char; KEY]> {
    chars.last_chunk().copied()
}

/// Stands in a key for a character that is not there.
const NONE: char = '\0';

/// The first of `chars`.
fn key(chars: impl Iterator<Item = char>) -> [char; KEY] {
    let mut key = [NONE; KEY];
    key.iter_mut().zip(chars).for_each(|(to, c)| *to = c);
    key
}
