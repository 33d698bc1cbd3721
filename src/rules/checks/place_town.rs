//! A town or township whose name stands once with a character that sounds or looks like another:
//! 大和乡 where the document otherwise has 大河乡.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::words::is_word;
use crate::text::{shapes, sounds};

const NEEDLES: [&str; 3] = ["镇", "乡", "街道"];
/// What stands before a kind and is no name: 各镇, 全乡, 种到乡.
const NO_NAMES: &str = "各全该本每此个些的两三四五六七八九十几多城集乡村家老故下建到让了在是为向对将把被及与等从给以他她我你们自";
/// How far from the other spelling, in bytes.
const REACH: usize = 30_000;

struct Town;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Town))
}

/// The last two characters of a name, before its kind.
type Stem = [char; 2];

impl Check for Town {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut towns: BTreeMap<(u32, Stem), Vec<Span>> = BTreeMap::new();
        for hit in context.hits {
            if let Some((stem, span)) = stem(text, hit.span) {
                towns.entry((hit.needle, stem)).or_default().push(span);
            }
        }
        // Those that stand more than once, by the kind and one of their characters in its place.
        let mut known: HashMap<(u32, usize, char), Vec<(Stem, Span)>> = HashMap::default();
        for ((kind, stem), places) in towns.iter().filter(|(_, places)| places.len() > 1) {
            for (at, &c) in stem.iter().enumerate() {
                known.entry((*kind, at, c)).or_default().push((*stem, places[0]));
            }
        }
        let mut found: Vec<(Span, String, Span)> = Vec::new();
        for ((kind, stem), places) in towns.iter().filter(|(_, places)| places.len() == 1) {
            let beside = (0..2).flat_map(|at| known.get(&(*kind, at, stem[at])).into_iter().flatten());
            let near = |other: Span| other.start().abs_diff(places[0].start()) < REACH;
            let mut meant = beside.filter(|(other, at)| near(*at) && are_alike(stem, other));
            if let (Some((right, other)), None) = (meant.next(), meant.next()) {
                let kind = NEEDLES.get(*kind as usize).copied().unwrap_or_default();
                found.push((places[0], format!("{}{}{kind}", right[0], right[1]), *other));
            }
        }
        found.sort();
        for (span, right, other) in found {
            sink.report(Finding::at(span).and(other, "other").replace(right));
        }
    }
}

/// The two characters before the kind of a town at `kind`, with their place.
fn stem(text: &str, kind: Span) -> Option<(Stem, Span)> {
    let mut before = text.get(..kind.start())?.char_indices().rev().take_while(|&(_, c)| is_han(c));
    let ((_, second), (start, first)) = (before.next()?, before.next()?);
    let kind_begins = kind.of(text).chars().next()?;
    let next = text.get(kind.end()..)?.chars().next().unwrap_or('\n');
    let begins_word = kind.of(text) != "街道" && is_word(kind_begins, next);
    let is_name = !begins_word
        && !is_word(second, kind_begins)
        && ![first, second].iter().any(|&c| NO_NAMES.contains(c));
    is_name.then(|| ([first, second], Span::new(start, kind.end())))
}

/// Whether one character tells the two apart, and it sounds or looks the same.
fn are_alike(one: &Stem, other: &Stem) -> bool {
    let alike = |at: usize| sounds::same(one[at], other[at]) || shapes::alike(one[at], other[at]);
    one[0] == other[0] && one[1] != other[1] && alike(1)
        || one[1] == other[1] && one[0] != other[0] && alike(0)
}
