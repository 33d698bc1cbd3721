//! The short name of a place with a wrong character: 清州古城 where the document speaks of 青州市.

use foldhash::HashMap;

use crate::facts::places::stem;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
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
        let stems = stems(context);
        if stems.is_empty() {
            return;
        }
        let places = context.facts.places();
        let mut found: Vec<([char; 2], Span, [char; 2])> = Vec::new();
        let counted = counted(text, &stems);
        let mut around = [(0, '\n'); 4];
        for next in text.char_indices().chain([(text.len(), '\n')]) {
            around.rotate_left(1);
            around[3] = next;
            let [(_, before), (start, first), (last, second), (_, after)] = around;
            let Some(right) = stems.meant(first, second).filter(|right| counted.get(right) >= Some(&LEAST))
            else {
                continue;
            };
            // In words of their own, or in the name of somebody, the characters mean something else.
            let in_words = is_word(before, first) || is_word(second, after);
            let is_rare = counts::pair(first, second) <= KNOWN;
            let is_near = || stems.known.get(&right).is_some_and(|name| places.has_near(name, start, REACH));
            let is_place = FOLLOWING.contains(after) && !LEADING.contains(before);
            if is_rare && !in_words && is_place && is_near() {
                found.push(([first, second], Span::new(start, last + second.len_utf8()), right));
            }
        }
        // What stands so twice is a name of its own.
        let mut often: HashMap<[char; 2], usize> = HashMap::default();
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

/// The short names of two characters, and what is looked for.
struct Stems {
    /// With the full names.
    known: HashMap<[char; 2], &'static str>,
    by_first: HashMap<char, Vec<char>>,
    by_second: HashMap<char, Vec<char>>,
}

impl Stems {
    fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The only name that differs from the pair by one character that sounds or looks alike.
    fn meant(&self, first: char, second: char) -> Option<[char; 2]> {
        let (seconds, firsts) = (self.by_first.get(&first), self.by_second.get(&second));
        if seconds.is_none() && firsts.is_none()
            || self.known.contains_key(&[first, second])
            || !is_han(first)
            || !is_han(second)
        {
            return None;
        }
        let alike = |one: char, other: char| sounds::same(one, other) || shapes::alike(one, other);
        let (seconds, firsts) = (seconds.into_iter().flatten(), firsts.into_iter().flatten());
        let mut meant = seconds
            .filter(|&&right| alike(right, second))
            .map(|&right| [first, right])
            .chain(firsts.filter(|&&right| alike(right, first)).map(|&right| [right, second]));
        meant.next().filter(|_| meant.next().is_none())
    }
}

/// The short names of the counties and cities that the document calls by their full names.
fn stems(context: &Context<'_>) -> Stems {
    let mut stems =
        Stems { known: HashMap::default(), by_first: HashMap::default(), by_second: HashMap::default() };
    for named in context.facts.places().named() {
        let mut chars = stem(named.name).chars();
        if let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next())
            && stems.known.insert([first, second], named.name).is_none()
        {
            stems.by_first.entry(first).or_default().push(second);
            stems.by_second.entry(second).or_default().push(first);
        }
    }
    stems
}

/// How often each of the names stands in the text.
fn counted(text: &str, stems: &Stems) -> HashMap<[char; 2], usize> {
    let mut counted: HashMap<[char; 2], usize> = HashMap::default();
    for (first, second) in text.chars().zip(text.chars().skip(1)) {
        if stems.by_first.contains_key(&first) && stems.known.contains_key(&[first, second]) {
            *counted.entry([first, second]).or_default() += 1;
        }
    }
    counted
}
