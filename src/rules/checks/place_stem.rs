//! The short name of a place with a wrong character: 清州古城 where the document speaks of 青州市.

use foldhash::HashMap;
use memchr::memmem;

use crate::facts::places::stem;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::{CharSet, is_han};
use crate::text::words::is_word;
use crate::text::{counts, shapes, sounds};

/// A pair of characters that official prose has so often is no slip, in steps of its counts.
const KNOWN: u8 = 3;
/// How far away the full name may stand, in bytes.
const REACH: usize = 20_000;
/// How often the document must have the right name.
const LEAST: usize = 2;

struct Stem;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Stem))
}

impl Check for Stem {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let stems = Stems::of(context);
        if stems.known.is_empty() {
            return;
        }
        let places = context.facts.places();
        let mut found: Vec<(Pair, Span, Pair)> = Vec::new();
        for (end, after) in text.char_indices().filter(|&(_, c)| stems.following.contains(c)) {
            let mut back = text[..end].char_indices().rev();
            let (Some((_, second)), Some((start, first))) = (back.next(), back.next()) else { continue };
            let before = back.next().map_or('\n', |(_, c)| c);
            if (stems.firsts.contains(first) || stems.seconds.contains(second))
                && !stems.known.contains_key(&[first, second])
                && !LEADING.contains(before)
                && counts::pair(first, second) <= KNOWN
                // In words of their own, or in the name of somebody, the characters mean something else.
                && !is_word(before, first)
                && !is_word(second, after)
                && let Some(right) = stems.meant(first, second)
            {
                found.push(([first, second], Span::new(start, end), right));
            }
        }
        let is_known = |right: &Pair| {
            let right: String = right.iter().collect();
            memmem::find_iter(text.as_bytes(), &right).nth(LEAST - 1).is_some()
        };
        let is_near =
            |right: &Pair, at| stems.known.get(right).is_some_and(|name| places.has_near(name, at, REACH));
        found.retain(|(_, span, right)| is_near(right, span.start()) && is_known(right));
        // What stands so twice is a name of its own.
        let mut often: HashMap<Pair, usize> = HashMap::default();
        found.iter().for_each(|(pair, ..)| *often.entry(*pair).or_default() += 1);
        for (_, span, right) in found.iter().filter(|(pair, ..)| often.get(pair) == Some(&1)) {
            sink.report(Finding::at(*span).replace(right.iter().collect::<String>()));
        }
    }
}

/// What stands behind the short name of a place.
const FOLLOWING: &str = "市县区古城站港路段片境籍河江湖山寺桥镇乡村机场新老南北东西年人民";
/// What stands before a name of somebody or of another thing.
const LEADING: &str = "》”";

/// The two characters of a short name.
type Pair = [char; 2];

/// The short names of the counties and cities that the document calls by their full names.
struct Stems {
    /// With the full names.
    known: HashMap<Pair, &'static str>,
    firsts: CharSet,
    seconds: CharSet,
    following: CharSet,
}

impl Stems {
    fn of(context: &Context<'_>) -> Self {
        let mut known = HashMap::default();
        for named in context.facts.places().named() {
            let mut chars = stem(named.name).chars();
            if let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next()) {
                known.entry([first, second]).or_insert(named.name);
            }
        }
        let firsts = known.keys().map(|pair| pair[0]).collect();
        let seconds = known.keys().map(|pair| pair[1]).collect();
        Stems { known, firsts, seconds, following: FOLLOWING.chars().collect() }
    }

    /// The only name that differs from the pair by one character that sounds or looks alike.
    fn meant(&self, first: char, second: char) -> Option<Pair> {
        if !is_han(first) || !is_han(second) {
            return None;
        }
        let alike = |one: char, other: char| sounds::same(one, other) || shapes::alike(one, other);
        let mut meant = self.known.keys().filter(|&&[one, other]| {
            one == first && alike(other, second) || other == second && alike(one, first)
        });
        meant.next().filter(|_| meant.next().is_none()).copied()
    }
}
