//! The paragraphs of a contents read as headings and entries.

use std::cell::OnceCell;
use std::ops::Range;

use super::contents::{RawContents, bare_heading};
use super::flow::{Flow, Role};
use super::form::Form;
use super::items::{ItemKind, Rank};
use super::join::beginning;
use super::known::headings;
use super::leader::{byline, enumerator};
use super::{Contents, ContentsHeading, Entry, Folio};
use crate::text::Span;
use crate::text::chars::{is_han, is_space};
use crate::text::fold::fold;

/// The contents' paragraphs read as headings and entries.
pub(super) fn read(flow: &Flow, raw: &RawContents, range: Range<usize>, body: Range<usize>) -> Contents {
    let is_item = |role: Role| matches!(role, Role::ContentsHeading | Role::ContentsEntry);
    let of_contents: Vec<usize> = range
        .filter(|&index| {
            is_item(flow.paragraphs[index].role) || flow.paragraphs[index].role == Role::ContentsTitle
        })
        .collect();
    let mut contents = Contents::default();
    if let (Some(&first), Some(&last)) = (of_contents.first(), of_contents.last()) {
        contents.span = flow.paragraphs[first].span.to(flow.paragraphs[last].span);
    }
    let items = of_contents.into_iter().filter(|&index| is_item(flow.paragraphs[index].role));
    let openings = Openings::of(flow, body);
    let mut ranks = Vec::new();
    for (paragraph, item) in items.zip(&raw.items) {
        let span = flow.paragraphs[paragraph].span;
        match item.kind {
            ItemKind::Heading(rank) => {
                ranks.push((rank, contents.entries.len()));
                let title = bare_heading(heading_alone(flow.of(span), &openings));
                contents.headings.push(ContentsHeading { span, title, level: 1, section: None });
            }
            ItemKind::Aside => {
                let folio = read_entry(raw.form, flow.of(span), span).1.folio;
                if let Some(last) = contents.entries.last_mut().filter(|last| last.folio.is_none()) {
                    last.folio = folio;
                }
            }
            ItemKind::Entry | ItemKind::Bare => {
                let (label, entry) = read_entry(raw.form, flow.of(span), span);
                if let Some(label) = label {
                    let title = bare_heading(flow.of(label));
                    if contents.headings.last().is_none_or(|last| last.title != title) {
                        ranks.push((Rank::Plain, contents.entries.len()));
                        contents.headings.push(ContentsHeading {
                            span: label,
                            title,
                            level: 1,
                            section: None,
                        });
                    }
                }
                let heading = contents.headings.len().checked_sub(1);
                contents.entries.push(Entry { heading, ..entry });
            }
        }
    }
    set_levels(&mut contents.headings, &ranks);
    settle(flow, &mut contents.entries, &openings);
    contents
}

/// The heading as it stands, or without its translation where the body has it so.
fn heading_alone<'a>(text: &'a str, openings: &Openings<'_>) -> &'a str {
    let alone = headings(text).nth(1).filter(|alone| !openings.is_line(text) && openings.is_line(alone));
    alone.unwrap_or(text)
}

/// The label before an entry and the entry itself.
fn read_entry(form: Form, text: &str, span: Span) -> (Option<Span>, Entry) {
    let within = |part: Span| part.shifted(span.start());
    let plain = Entry { headline: span, author: None, folio: None, heading: None, article: None };
    let Some(line) = form.line(text) else {
        let (label, headline) = form.bare(text);
        return (label.map(within), Entry { headline: within(headline), ..plain });
    };
    let folio = line.number.map(|number| Folio { span: within(line.folio), number, roman: line.roman });
    let entry = Entry { headline: within(line.headline), author: line.author.map(within), folio, ..plain };
    (line.label.map(within), entry)
}

/// Levels from how headings are set; among plain ones a heading right before another is its parent.
fn set_levels(headings: &mut [ContentsHeading], ranks: &[(Rank, usize)]) {
    let mut kinds: Vec<Rank> = ranks.iter().map(|&(rank, _)| rank).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut has_parent = false;
    for (index, &(rank, entries)) in ranks.iter().enumerate() {
        let level = kinds.iter().position(|&kind| kind == rank).unwrap_or_default() as u8 + 1;
        let is_parent = ranks.get(index + 1).is_some_and(|&(next, at)| at == entries && next >= rank);
        headings[index].level = match (kinds.len(), is_parent) {
            (1, true) => 1,
            (1, false) => 1 + u8::from(has_parent),
            _ => level,
        };
        has_parent |= is_parent;
    }
}

/// Takes numbers and authors for parts of the contents where the body has the headlines without
/// them: `（1）关于…的通知` over `关于…的通知`, `一渠清水　冯学敏` over `一渠清水`.
fn settle(flow: &Flow, entries: &mut [Entry], openings: &Openings<'_>) {
    if !settle_numbers(flow, entries, openings) {
        for section in entries.chunk_by_mut(|one, other| one.heading == other.heading) {
            settle_numbers(flow, section, openings);
        }
    }
    settle_authors(flow, entries, openings);
}

/// Takes authors for authors where lines of the body are the headlines without them.
fn settle_authors(flow: &Flow, entries: &mut [Entry], openings: &Openings<'_>) {
    let is_signed = |entry: &Entry| {
        let text = flow.of(entry.headline);
        (text.contains('\u{3000}') || byline(text).is_some()) && !openings.has(text)
    };
    let signed: Vec<usize> = (0..entries.len()).filter(|&index| is_signed(&entries[index])).collect();
    // Of few it must be seen that they are authors, and no words that the body lacks.
    let many = signed.len() >= LEAST;
    let proven = |entry: &Entry| {
        let text = flow.of(entry.headline);
        let is_author = |author: Span| openings.is_line(author.of(text).trim_matches(['（', '）']));
        let behind = byline(text)
            .filter(|&(headline, author)| openings.is_line(headline.of(text)) && (many || is_author(author)));
        behind.or_else(|| author_before(text, openings).filter(|_| many))
    };
    let found: Vec<_> = signed.iter().map(|&index| proven(&entries[index])).collect();
    // What most have, the rest have too: their headlines are other ones in the body.
    let are_behind = found.iter().flatten().filter(|(headline, _)| headline.start() == 0).count();
    let of_habit = |entry: &Entry| byline(flow.of(entry.headline)).filter(|_| are_behind >= LEAST);
    for (index, found) in signed.into_iter().zip(found) {
        let entry = &mut entries[index];
        if let Some((headline, author)) = found.or_else(|| of_habit(entry)) {
            let start = entry.headline.start();
            (entry.headline, entry.author) = (headline.shifted(start), Some(author.shifted(start)));
        }
    }
}

/// Cuts the numbers off the headlines of `entries` where most have one in the contents alone.
fn settle_numbers(flow: &Flow, entries: &mut [Entry], openings: &Openings<'_>) -> bool {
    let numbered = |entry: &&Entry| enumerator(flow.of(entry.headline)).is_some();
    let count = entries.iter().filter(numbered).count();
    if count < 2 || count * 5 < entries.len() * 4 {
        return false;
    }
    let with = entries.iter().filter(|entry| openings.has(flow.of(entry.headline))).count();
    let without = entries.iter().filter(|entry| openings.has(flow.of(unnumbered(flow, entry)))).count();
    let settles = without > with && (count >= LEAST || with == 0);
    if settles {
        entries.iter_mut().for_each(|entry| entry.headline = unnumbered(flow, entry));
    }
    settles
}

/// The headline and the author before it, where a line of the body is the headline without him:
/// `苏振邦　六盘山下的三个地名`.
fn author_before(text: &str, openings: &Openings<'_>) -> Option<(Span, Span)> {
    let gaps = text.char_indices().filter(|&(at, c)| c == '\u{3000}' && at <= AUTHORS).map(|(at, _)| at);
    let is_author = |at: usize| text[..at].chars().all(|c| is_han(c) || is_space(c) || c == '、');
    gaps.filter(|&at| is_author(at)).find_map(|at| {
        let headline = text[at..].trim_start_matches(is_space);
        let found = Span::new(text.len() - headline.len(), text.len());
        openings.is_line(headline).then_some((found, Span::new(0, at)))
    })
}

/// The bytes that the names of authors take up at most before a headline.
const AUTHORS: usize = 60;

/// How many entries of a contents are written in one way, that it may be its way.
const LEAST: usize = 3;

fn unnumbered(flow: &Flow, entry: &Entry) -> Span {
    let length = enumerator(flow.of(entry.headline)).unwrap_or(0);
    Span::new(entry.headline.start() + length, entry.headline.end())
}

/// How the paragraphs of the body begin, folded and sorted once somebody asks.
struct Openings<'a> {
    flow: &'a Flow,
    body: Range<usize>,
    sorted: OnceCell<Vec<String>>,
}

impl<'a> Openings<'a> {
    /// Characters of a paragraph that are kept.
    const KEPT: usize = 100;

    fn of(flow: &'a Flow, body: Range<usize>) -> Self {
        Openings { flow, body, sorted: OnceCell::new() }
    }

    /// True where a paragraph begins with `headline`.
    fn has(&self, headline: &str) -> bool {
        let folded = fold(headline);
        self.first_from(&folded).is_some_and(|opening| opening.starts_with(&folded))
    }

    /// True where `headline` is all of a paragraph.
    fn is_line(&self, headline: &str) -> bool {
        let folded = fold(headline);
        self.first_from(&folded).is_some_and(|opening| *opening == folded)
    }

    /// The first that is not before `folded` in order.
    fn first_from(&self, folded: &str) -> Option<&String> {
        let sorted = self.sorted.get_or_init(|| self.sorted());
        sorted.get(sorted.partition_point(|opening| opening.as_str() < folded))
    }

    fn sorted(&self) -> Vec<String> {
        let text = self.flow.paragraphs[self.body.clone()].iter().filter(|p| p.role == Role::Text);
        let opening = text.map(|paragraph| fold(beginning(self.flow.of(paragraph.span), Self::KEPT)));
        let mut openings: Vec<String> = opening.collect();
        openings.sort_unstable();
        openings
    }
}
