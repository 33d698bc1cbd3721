//! On which printed page a headline stands: known, or bounded by the folios of its neighbours.

use super::flow::Flow;
use super::lines::RawLine;
use super::pages::PageEvidence;
use super::{Article, Entry, Pages};
use crate::text::Span;
use crate::text::chars::narrow;

/// The printed pages of a document, by the offset in the flow at which each begins.
#[derive(Debug, Default)]
pub struct PageMap {
    starts: Vec<(usize, u32)>,
    /// Page lines with a wrong number.
    pub misprinted: Vec<Misprint>,
}

/// A printed folio that is not the number of its page.
#[derive(Debug)]
pub struct Misprint {
    /// Its digits, in the document's own text.
    pub span: Span,
    pub written: String,
    pub right: u32,
}

impl Misprint {
    fn of(line: &RawLine<'_>, right: u32) -> Option<Self> {
        let is_digit = |c: char| narrow(c).is_ascii_digit();
        let start = line.text.find(is_digit)?;
        let rest = &line.text[start..];
        let digits = &rest[..rest.find(|c| !is_digit(c)).unwrap_or(rest.len())];
        let start = line.span.start() + start;
        Some(Misprint { span: Span::new(start, start + digits.len()), written: digits.to_owned(), right })
    }
}

impl PageMap {
    /// From the raw lines that begin a page: those whose number is printed.
    pub(super) fn new(flow: &Flow, lines: &[RawLine<'_>], evidence: &PageEvidence) -> Self {
        let numbered = evidence.starts.iter().filter_map(|&(line, number)| Some((line, number?)));
        let place =
            |(line, number): (usize, u32)| Some((flow.from_document(lines.get(line)?.span.start()), number));
        let misprint = |&(line, right): &(usize, u32)| Misprint::of(lines.get(line)?, right);
        PageMap {
            starts: numbered.filter_map(place).collect(),
            misprinted: evidence.misprinted.iter().filter_map(misprint).collect(),
        }
    }

    /// The printed number of the page that byte `offset` of the flow lies on, where it is known.
    pub fn page(&self, offset: usize) -> Option<u32> {
        let after = self.starts.partition_point(|&(start, _)| start <= offset);
        after.checked_sub(1).map(|index| self.starts[index].1)
    }

    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

/// The places of a longest subsequence of `values` that never falls, as a mask: what it leaves
/// out is the fewest that must move. Of several such the one of the narrowest range is taken, so
/// that 15, 8, 16 leaves out the 8.
pub fn longest_rising(values: &[u32]) -> Vec<bool> {
    let of_smallest = rising(values);
    let mirrored: Vec<u32> = values.iter().rev().map(|&value| u32::MAX - value).collect();
    let mut of_greatest = rising(&mirrored);
    of_greatest.reverse();
    let range = |kept: &[bool]| {
        let mut values = values.iter().zip(kept).filter(|(_, kept)| **kept).map(|(value, _)| *value);
        let first = values.next();
        values.next_back().or(first).zip(first).map_or(0, |(last, first)| last - first)
    };
    if range(&of_greatest) < range(&of_smallest) { of_greatest } else { of_smallest }
}

/// The longest rising subsequence that keeps to the smallest values.
fn rising(values: &[u32]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, &value) in values.iter().enumerate() {
        let at = tails.partition_point(|&tail| values[tail] <= value);
        before.push(at.checked_sub(1).map(|at| tails[at]));
        match tails.get_mut(at) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut kept = vec![false; values.len()];
    let mut next = tails.last().copied();
    while let Some(index) = next {
        kept[index] = true;
        next = before[index];
    }
    kept
}

/// Gives every article the pages that its headline can be on.
pub(super) fn assign_pages(articles: &mut [Article], entries: &[Entry], map: &PageMap) {
    if !map.is_empty() {
        for article in articles {
            let page = map.page(article.headline.start());
            article.pages = Pages { first: page, last: page, exact: page.is_some() };
        }
        return;
    }
    let folio = |article: &Article| {
        let folio = entries[article.entry?].folio?;
        (!folio.roman).then_some(folio.number)
    };
    let stated: Vec<(usize, u32)> =
        articles.iter().enumerate().filter_map(|(index, article)| Some((index, folio(article)?))).collect();
    let numbers: Vec<u32> = stated.iter().map(|&(_, number)| number).collect();
    let kept = longest_rising(&numbers);
    let sure: Vec<(usize, u32)> =
        stated.iter().zip(kept).filter(|(_, kept)| *kept).map(|(s, _)| *s).collect();
    for (index, article) in articles.iter_mut().enumerate() {
        let at = sure.partition_point(|&(other, _)| other < index);
        let after = sure[at..].iter().find(|&&(other, _)| other > index);
        article.pages = Pages {
            first: at.checked_sub(1).map(|before| sure[before].1),
            last: after.map(|&(_, number)| number),
            exact: false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn the_fewest_are_left_out() {
        assert_eq!(longest_rising(&[1, 2, 61, 3, 3, 4]), [true, true, false, true, true, true]);
        assert_eq!(longest_rising(&[15, 8, 16, 17]), [true, false, true, true]);
        assert_eq!(longest_rising(&[]), [] as [bool; 0]);
    }
}
