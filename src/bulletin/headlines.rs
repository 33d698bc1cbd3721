//! What can be a headline: the candidates that the contents are aligned with.

use super::align::Fit;
use super::flow::{Flow, Role};
use super::join::{beginning, opens_with_dateline, run_in_headline};
use crate::text::chars::{is_han, is_space};
use crate::text::fold::Folded;

/// How a headline is set off from its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `headline 8月2日，…`
    RunIn,
    /// A line of its own before a paragraph that opens with a date.
    AloneDated,
    /// A line of its own.
    Alone,
    /// `【headline】text`
    Bracketed,
    /// A heading of the format itself, of this level.
    Marked(u8),
    /// Words that white space sets off, or a paragraph that merely may begin with a headline.
    Loose,
}

/// A paragraph of the body that may begin with a headline.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Its place among the flow's paragraphs.
    pub paragraph: usize,
    pub style: Style,
    /// The folded beginning of the paragraph, in byte offsets of the paragraph.
    pub head: Folded,
    /// Folded characters of the headline that the paragraph's own form shows.
    length: usize,
    /// Bytes of the paragraph.
    bytes: usize,
}

/// Folded characters that are kept of a paragraph's beginning at most.
const HEAD: usize = 130;
const LONGEST: usize = 90;
/// What an entry may lack at the end of its headline.
const LOST: usize = 4;

impl Candidate {
    /// The headline by the paragraph's own form.
    pub fn headline(&self) -> &[char] {
        &self.head.chars[..self.length]
    }

    /// The headline that begins with the `length` folded characters of an entry: its own, where that
    /// goes on for a few characters of the same words (签|约 before the dateline).
    pub fn whole(&self, length: usize) -> usize {
        let rest = self.headline().get(length..).unwrap_or_default();
        let goes_on = self.style != Style::Loose
            && self.fit(length) == Fit::Prefix
            && rest.len() <= LOST
            && rest.iter().all(|&c| is_han(c))
            && !matches!(rest, [.., '讯' | '电']);
        if goes_on { self.length } else { length }
    }

    /// How a headline of `length` folded characters ends here.
    pub fn fit(&self, length: usize) -> Fit {
        let end = self.head.span(0, length).end();
        let next = self.head.span(length, length).start();
        if end >= self.bytes || length == self.length && self.style != Style::Loose {
            Fit::Whole
        } else if next > end {
            Fit::Apart
        } else {
            Fit::Prefix
        }
    }
}

/// The candidates among the paragraphs `range` that are neither contents nor headings; `longest` is
/// the length of the longest headline of the contents that they will be compared with.
pub(super) fn candidates(
    flow: &Flow,
    levels: &[Option<u8>],
    range: std::ops::Range<usize>,
    longest: Option<usize>,
) -> Vec<Candidate> {
    let body = range.filter(|&index| flow.paragraphs[index].role == Role::Text);
    body.map(|index| candidate(flow, levels, index, longest)).collect()
}

fn candidate(flow: &Flow, levels: &[Option<u8>], index: usize, longest: Option<usize>) -> Candidate {
    let text = flow.of(flow.paragraphs[index].span);
    let (style, bytes) = form(flow, levels, index, text);
    let kept = match (style, longest) {
        (Style::Loose, None) => 0,
        (Style::Loose, Some(_)) => HEAD,
        // The headline, and the character behind one of the contents.
        _ => HEAD.min(text[..bytes].chars().count().max(longest.map_or(0, |longest| longest + 1))),
    };
    let head = Folded::head(text, kept);
    Candidate { paragraph: index, style, length: head.count_before(bytes), bytes: text.len(), head }
}

/// The style that the paragraph shows and the bytes of its headline.
fn form(flow: &Flow, levels: &[Option<u8>], index: usize, text: &str) -> (Style, usize) {
    if let Some(level) = levels.get(index).copied().flatten() {
        return (Style::Marked(level), text.len());
    }
    if text.starts_with('【')
        && let Some(close) = text.find('】').filter(|&close| close <= LONGEST * 3)
    {
        return (Style::Bracketed, close + '】'.len_utf8());
    }
    let beginning = beginning(text, LONGEST + 30);
    if let Some(headline) =
        run_in_headline(beginning).filter(|h| h.chars().filter(|&c| !is_space(c)).count() >= 4)
    {
        return (Style::RunIn, headline.len());
    }
    if is_alone(text) {
        let next = flow.paragraphs.get(index + 1).map(|next| flow.of(next.span)).unwrap_or_default();
        let dated = opens_with_dateline(next);
        return (if dated { Style::AloneDated } else { Style::Alone }, text.len());
    }
    let gap = beginning.find(is_space).filter(|&gap| gap >= 12 && !beginning[..gap].contains(['。', '；']));
    (Style::Loose, gap.unwrap_or(beginning.len()))
}

/// A line as headlines are: no sentence, no mark at its end that reads on.
fn is_alone(text: &str) -> bool {
    text.len() <= LONGEST * 4
        && (4..=LONGEST).contains(&text.chars().count())
        && !text.contains('。')
        && !text.ends_with(['，', '、', '；', '：', ',', ';', ':'])
}
