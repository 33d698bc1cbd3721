//! The section headings of the body, and which headings of the contents they are.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::contents::{LONGEST_HEADING, bare_heading};
use super::flow::{Flow, Role};
use super::{ContentsHeading, Section};
use crate::text::chars::{is_han, is_space};
use crate::text::date::date_at;
use crate::text::fold::similarity;

/// A paragraph that is a section heading.
#[derive(Debug)]
pub(super) struct Found {
    pub paragraph: usize,
    pub title: String,
    pub level: u8,
    pub heading: Option<usize>,
}

/// The paragraphs that repeat a heading of the contents, each heading once or, where the body
/// prints it again as a running head, at its first place.
pub(super) fn named(flow: &Flow, range: Range<usize>, headings: &[ContentsHeading]) -> Vec<Found> {
    let mut by_title: HashMap<&str, Vec<usize>> = HashMap::default();
    for (index, heading) in headings.iter().enumerate().rev() {
        by_title.entry(&heading.title).or_default().push(index);
    }
    let mut found = Vec::new();
    for index in range {
        let Some(title) = short_title(flow, index) else { continue };
        if let Some(heading) = by_title.get_mut(title.as_str()).and_then(Vec::pop) {
            found.push(Found {
                paragraph: index,
                title,
                level: headings[heading].level,
                heading: Some(heading),
            });
        }
    }
    found
}

/// Pairs the headings that the body does not repeat with short lines that stand in their place.
pub(super) fn renamed(
    flow: &Flow,
    claimed: &HashSet<usize>,
    range: Range<usize>,
    headings: &[ContentsHeading],
    found: &mut Vec<Found>,
) {
    for (index, heading) in headings.iter().enumerate() {
        if found.iter().any(|f| f.heading == Some(index)) {
            continue;
        }
        let before = found.iter().filter(|f| f.heading.is_some_and(|h| h < index)).map(|f| f.paragraph).max();
        let after = found.iter().filter(|f| f.heading.is_some_and(|h| h > index)).map(|f| f.paragraph).min();
        let between = before.map_or(range.start, |b| b + 1)..after.unwrap_or(range.end);
        let title: Vec<char> = heading.title.chars().collect();
        let score = |other: &str| {
            let other: Vec<char> = other.chars().collect();
            similarity(&title, &other).max(shared_characters(&title, &other))
        };
        let is_free = |at: &usize| {
            flow.paragraphs[*at].role == Role::Text && !claimed.contains(at) && !is_signature(flow, *at)
        };
        let candidates = between.filter(is_free).filter_map(|at| Some((at, short_title(flow, at)?)));
        let best = candidates.max_by(|a, b| score(&a.1).total_cmp(&score(&b.1)));
        if let Some((paragraph, title)) = best
            && score(&title) >= 0.5
        {
            found.push(Found { paragraph, title, level: heading.level, heading: Some(index) });
            found.sort_by_key(|f| f.paragraph);
        }
    }
}

/// Headings that no contents names: the format's own above the deepest level, or lines set wide
/// (`特 别 关 注`).
pub(super) fn unnamed(flow: &Flow, levels: &[Option<u8>], range: Range<usize>) -> Vec<Found> {
    let deepest = range.clone().filter_map(|index| levels[index]).max().unwrap_or_default();
    let heading = |index: usize| {
        let title = short_title(flow, index)?;
        let of_format = levels[index].filter(|&level| level < deepest);
        let level = of_format.or_else(|| is_set_wide(flow, index).then_some(1))?;
        Some(Found { paragraph: index, title, level, heading: None })
    };
    range.filter_map(heading).collect()
}

/// The sections with their parents: the nearest heading above of a higher level.
pub(super) fn nested(flow: &Flow, found: &[Found]) -> Vec<Section> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut sections = Vec::with_capacity(found.len());
    for (index, heading) in found.iter().enumerate() {
        open.retain(|&(level, _)| level < heading.level);
        sections.push(Section {
            span: flow.paragraphs[heading.paragraph].span,
            title: heading.title.clone(),
            level: heading.level,
            parent: open.last().map(|&(_, parent)| parent),
        });
        open.push((heading.level, index));
    }
    sections
}

/// The bare title of a paragraph that is short enough for a heading and free of sentence marks.
pub(super) fn short_title(flow: &Flow, index: usize) -> Option<String> {
    let paragraph = flow.paragraphs.get(index)?;
    let text = flow.of(paragraph.span);
    if !matches!(paragraph.role, Role::Text | Role::Heading)
        || text.len() > 100
        || text.contains(['。', '，', '；', '：'])
    {
        return None;
    }
    let title = bare_heading(text);
    (1..=LONGEST_HEADING).contains(&title.chars().count()).then_some(title)
}

/// Whose document it is, above its date.
fn is_signature(flow: &Flow, index: usize) -> bool {
    let below = flow.paragraphs.get(index + 1).map(|below| flow.of(below.span).trim());
    let date = below.and_then(|below| Some((below, date_at(below, 0)?)));
    date.is_some_and(|(below, date)| date.span.start() == 0 && date.span.end() == below.len())
}

/// `特 别 关 注`: every Han character apart from the next, two of them at least.
fn is_set_wide(flow: &Flow, index: usize) -> bool {
    let text = flow.of(flow.paragraphs[index].span);
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    let single = |word: &&str| word.chars().count() == 1 && word.chars().all(is_han);
    (2..=10).contains(&words.len()) && words.iter().all(single)
}

/// The share of characters that two titles have in common, whatever their order.
fn shared_characters(a: &[char], b: &[char]) -> f64 {
    let shared = a.iter().filter(|c| b.contains(c)).count();
    2.0 * shared as f64 / (a.len() + b.len()).max(1) as f64
}
