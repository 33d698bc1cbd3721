//! The paragraphs of a contents read as headings and entries.

use std::ops::Range;

use super::contents::{ItemKind, Rank, RawContents, bare_heading};
use super::flow::{Flow, Role};
use super::join::beginning;
use super::leader::{bare_headline, byline, contents_line, enumerator};
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
    let mut ranks = Vec::new();
    for (paragraph, item) in items.zip(&raw.items) {
        let span = flow.paragraphs[paragraph].span;
        match item.kind {
            ItemKind::Heading(rank) => {
                ranks.push((rank, contents.entries.len()));
                let title = bare_heading(flow.of(span));
                contents.headings.push(ContentsHeading { span, title, level: 1, section: None });
            }
            _ => {
                let heading = contents.headings.len().checked_sub(1);
                contents.entries.push(Entry { heading, ..entry(flow.of(span), span) });
            }
        }
    }
    set_levels(&mut contents.headings, &ranks);
    settle(flow, &mut contents.entries, body);
    contents
}

fn entry(text: &str, span: Span) -> Entry {
    let plain = Entry { headline: span, author: None, folio: None, heading: None, article: None };
    let Some(line) = contents_line(text) else {
        return Entry { headline: bare_headline(text).shifted(span.start()), ..plain };
    };
    let within = |part: Span| part.shifted(span.start());
    let folio = line.number.map(|number| Folio { span: within(line.folio), number, roman: line.roman });
    Entry { headline: within(line.headline), author: line.author.map(within), folio, ..plain }
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
fn settle(flow: &Flow, entries: &mut [Entry], body: Range<usize>) {
    let numbered = |entry: &Entry| enumerator(flow.of(entry.headline)).is_some();
    let signed = |entry: &Entry| {
        let text = flow.of(entry.headline);
        text.contains('\u{3000}') || byline(text).is_some()
    };
    let count = entries.iter().filter(|entry| numbered(entry)).count();
    let are_numbered = count >= LEAST && count * 5 >= entries.len() * 4;
    if !are_numbered && entries.iter().filter(|entry| signed(entry)).count() < LEAST {
        return;
    }
    let openings = Openings::of(flow, body);
    let with = |entry: &Entry| openings.has(flow.of(entry.headline));
    let without = |entry: &Entry| openings.has(flow.of(unnumbered(flow, entry)));
    if are_numbered
        && entries.iter().filter(|e| without(e)).count() > entries.iter().filter(|e| with(e)).count()
    {
        entries.iter_mut().for_each(|entry| entry.headline = unnumbered(flow, entry));
    }
    for entry in entries {
        let text = flow.of(entry.headline);
        if openings.has(text) {
            continue;
        }
        let behind = byline(text).filter(|(headline, _)| openings.is_line(headline.of(text)));
        if let Some((headline, author)) = behind.or_else(|| author_before(text, &openings)) {
            let start = entry.headline.start();
            (entry.headline, entry.author) = (headline.shifted(start), Some(author.shifted(start)));
        }
    }
}

/// The headline and the author before it, where a line of the body is the headline without him:
/// `苏振邦　六盘山下的三个地名`.
fn author_before(text: &str, openings: &Openings) -> Option<(Span, Span)> {
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

/// How the paragraphs of the body begin, folded and sorted.
struct Openings(Vec<String>);

impl Openings {
    /// Characters of a paragraph that are kept.
    const KEPT: usize = 100;

    fn of(flow: &Flow, body: Range<usize>) -> Self {
        let text = flow.paragraphs[body].iter().filter(|paragraph| paragraph.role == Role::Text);
        let opening = text.map(|paragraph| fold(beginning(flow.of(paragraph.span), Self::KEPT)));
        let mut openings: Vec<String> = opening.collect();
        openings.sort_unstable();
        Openings(openings)
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
        self.0.get(self.0.partition_point(|opening| opening.as_str() < folded))
    }
}
