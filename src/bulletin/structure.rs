//! One issue put together: contents, headings, articles, and how they belong to each other.

use std::ops::Range;

use foldhash::HashSet;

use super::align::{Pairing, Wanted, align};
use super::contents::RawContents;
use super::flow::{Flow, Role};
use super::folio::{PageMap, assign_pages};
use super::headlines::{Candidate, candidates};
use super::sections::{self, Found};
use super::{Article, Contents, Issue, Pages, dateline, entries, period, proven};
use crate::text::Span;
use crate::text::fold::Folded;

/// What a document shows besides the words of its flow.
pub(super) struct Evidence {
    /// The level of the format's own heading, for each paragraph of the flow.
    pub levels: Vec<Option<u8>>,
    pub pages: PageMap,
}

/// The issue made of the paragraphs `range` of the flow.
pub(super) fn issue(
    flow: &mut Flow,
    raw: Option<&RawContents>,
    range: Range<usize>,
    evidence: &Evidence,
) -> Issue {
    let body = body_range(flow, range.clone());
    let mut contents = raw.map(|raw| entries::read(flow, raw, range.clone(), body.clone()));
    let no_headings = Vec::new();
    let headings = contents.as_ref().map_or(&no_headings, |contents| &contents.headings);
    let mut found = match headings.is_empty() {
        true => sections::unnamed(flow, &evidence.levels, body.clone()),
        false => sections::named(flow, range.clone(), headings),
    };
    set_roles(flow, &found);
    let wanted = wanted(flow, contents.as_ref());
    let longest = wanted.iter().map(|wanted| wanted.folded.len()).max();
    let mut candidates = candidates(flow, &evidence.levels, range.clone(), longest);
    drop_cover_lines(&mut candidates, body.start);
    let pairings = align(&wanted, &candidates);
    let claimed: HashSet<usize> =
        pairings.iter().map(|pairing| candidates[pairing.candidate].paragraph).collect();
    sections::renamed(flow, &claimed, range.clone(), headings, &mut found);
    set_roles(flow, &found);
    let unlisted: Vec<usize> = proven::unpaired(flow, &candidates, &pairings, contents.is_some())
        .into_iter()
        .filter(|&index| contents.is_none() || candidates[index].paragraph >= body.start)
        .collect();
    let mut articles = articles(flow, &candidates, &pairings, &unlisted);
    let span = paragraphs_span(flow, range);
    let stops = stops(flow, &articles, &found, contents.as_ref(), span.end());
    for article in &mut articles {
        let end = stops[stops.partition_point(|&stop| stop <= article.headline.start())..].first().copied();
        article.body = Span::new(article.headline.end(), end.unwrap_or(span.end()));
        article.dateline = dateline::find(flow, article.body);
        let begun =
            found.partition_point(|f| flow.paragraphs[f.paragraph].span.end() <= article.headline.start());
        article.section = begun.checked_sub(1);
    }
    link(&articles, &found, contents.as_mut());
    let entries = contents.as_ref().map(|contents| contents.entries.as_slice()).unwrap_or_default();
    assign_pages(&mut articles, entries, &evidence.pages);
    let front_end = contents.as_ref().map(|contents| contents.span.start()).into_iter();
    let front_end = front_end.chain(articles.first().map(|article| article.headline.start())).min();
    let front = Span::new(span.start(), front_end.unwrap_or(span.start()));
    let period = period::infer(flow.of(front), flow.of(span), &articles);
    let sections = sections::nested(flow, &found);
    Issue { span, period, contents, sections, articles }
}

/// The paragraphs behind the contents, or behind the title where there are none before the text:
/// while the contents' own are the only ones with a role.
fn body_range(flow: &Flow, range: Range<usize>) -> Range<usize> {
    let of_contents = |index: &usize| flow.paragraphs[*index].role != Role::Text;
    let last = range.clone().rev().find(of_contents).map(|last| last + 1);
    // Contents at the end govern what stands before them.
    let start = last.filter(|&last| last < range.end).unwrap_or(range.start + 1);
    start.min(range.end)..range.end
}

/// Drops lines before the body that stand in it too: the month on the cover, which heads the chronicle.
fn drop_cover_lines(candidates: &mut Vec<Candidate>, body: usize) {
    let (cover, inside): (Vec<_>, Vec<_>) = candidates.iter().partition(|found| found.paragraph < body);
    let cover: HashSet<&[char]> = cover.into_iter().map(Candidate::headline).collect();
    let again: HashSet<Vec<char>> = inside
        .into_iter()
        .map(Candidate::headline)
        .filter(|line| !line.is_empty() && cover.contains(line))
        .map(<[char]>::to_vec)
        .collect();
    candidates.retain(|found| found.paragraph >= body || !again.contains(found.headline()));
}

/// The headlines as they are looked for in the body.
fn wanted(flow: &Flow, contents: Option<&Contents>) -> Vec<Wanted> {
    let entries = contents.map(|contents| contents.entries.as_slice()).unwrap_or_default();
    entries.iter().map(|entry| Wanted { folded: Folded::new(flow.of(entry.headline)) }).collect()
}

/// The paired articles and those that the body proves by itself, in its order.
fn articles(
    flow: &mut Flow,
    candidates: &[Candidate],
    pairings: &[Pairing],
    unlisted: &[usize],
) -> Vec<Article> {
    let mut heads: Vec<(usize, usize, Option<usize>)> =
        pairings.iter().map(|pairing| (pairing.candidate, pairing.length, Some(pairing.entry))).collect();
    heads.extend(unlisted.iter().map(|&index| (index, candidates[index].headline().len(), None)));
    heads.sort_unstable();
    let mut articles = Vec::with_capacity(heads.len());
    for (index, length, entry) in heads {
        let candidate = &candidates[index];
        let paragraph = &mut flow.paragraphs[candidate.paragraph];
        let headline = candidate.head.span(0, length).shifted(paragraph.span.start());
        if headline == paragraph.span {
            paragraph.role = Role::Headline;
        }
        let body = Span::at(headline.end());
        articles.push(Article {
            headline,
            dateline: None,
            body,
            section: None,
            entry,
            pages: Pages::default(),
        });
    }
    articles
}

/// Where a body ends at the latest: the next headline, the next heading, the contents, the end.
fn stops(
    flow: &Flow,
    articles: &[Article],
    found: &[Found],
    contents: Option<&Contents>,
    end: usize,
) -> Vec<usize> {
    let mut stops: Vec<usize> = articles.iter().map(|article| article.headline.start()).collect();
    stops.extend(found.iter().map(|heading| flow.paragraphs[heading.paragraph].span.start()));
    stops.extend(contents.map(|contents| contents.span.start()));
    stops.push(end);
    stops.sort_unstable();
    stops
}

/// Tells entries and headings of the contents their partners in the body.
fn link(articles: &[Article], found: &[Found], contents: Option<&mut Contents>) {
    let Some(contents) = contents else { return };
    for (index, article) in articles.iter().enumerate() {
        if let Some(entry) = article.entry.and_then(|entry| contents.entries.get_mut(entry)) {
            entry.article = Some(index);
        }
    }
    for (index, heading) in found.iter().enumerate() {
        if let Some(of_contents) = heading.heading.and_then(|at| contents.headings.get_mut(at)) {
            of_contents.section = Some(index);
        }
    }
}

fn set_roles(flow: &mut Flow, found: &[Found]) {
    for heading in found {
        flow.paragraphs[heading.paragraph].role = Role::Heading;
    }
}

fn paragraphs_span(flow: &Flow, range: Range<usize>) -> Span {
    let paragraphs = &flow.paragraphs[range];
    match (paragraphs.first(), paragraphs.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    }
}
