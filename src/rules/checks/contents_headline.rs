//! Is a headline in the contents the one over its article?
//!
//! Both sides are compared without white space and with width and quote forms levelled. What then
//! differs is shown on both sides, and the article's own first sentence, which repeats the
//! headline in most bulletins, is called as a witness.

use std::ops::Range;

use memchr::memmem;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::bulletin::{Article, Entry, Flow, Issue};
use crate::rules::{Check, Context, Finding, Options, Proposal, Sink};
use crate::text::Span;
use crate::text::chars::{is_han, is_han_numeral, is_space};
use crate::text::fold::{Folded, is_same_folded};
use crate::text::words::is_word;

/// What two headlines differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Difference {
    Words,
    Marks,
}

/// Reports one kind of difference, so that each kind is a rule of its own.
struct Headline(Difference);

pub(super) fn mismatch(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Headline(Difference::Words)))
}

pub(super) fn punctuation(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Headline(Difference::Marks)))
}

impl Check for Headline {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for issue in &context.reading.issues {
            for (entry, article) in pairs(issue) {
                if is_same_folded(flow.of(entry.headline), flow.of(article.headline)) {
                    continue;
                }
                let pair = Pair::new(flow, entry, article);
                if pair.difference() == self.0 && !context.reading.has_lines(issue, flow.of(entry.headline)) {
                    let finding = pair.finding(flow, issue, article);
                    sink.report(if pair.is_alike() { finding } else { finding.doubtful() });
                }
            }
        }
    }
}

/// The characters that a slip takes up at most in a short headline, from first to last.
const SLIP: usize = 8;

/// The entries that have an article, with it.
pub(super) fn pairs(issue: &Issue) -> impl Iterator<Item = (&Entry, &Article)> {
    let entries = issue.contents.iter().flat_map(|contents| &contents.entries);
    entries.filter_map(|entry| Some((entry, issue.articles.get(entry.article?)?)))
}

/// Both wordings of a headline.
struct Pair {
    contents: Folded,
    contents_at: Span,
    body: Folded,
    body_at: Span,
}

impl Pair {
    fn new(flow: &Flow, entry: &Entry, article: &Article) -> Self {
        Pair {
            contents: Folded::new(flow.of(entry.headline)),
            contents_at: entry.headline,
            body: Folded::new(flow.of(article.headline)),
            body_at: article.headline,
        }
    }

    /// Marks alone differ where what is left of both sides is the same.
    fn difference(&self) -> Difference {
        let words = |folded: &Folded| -> Vec<char> {
            folded.chars.iter().copied().filter(|&c| c.is_alphanumeric() || is_han(c)).collect()
        };
        if words(&self.contents) == words(&self.body) { Difference::Marks } else { Difference::Words }
    }

    /// The folded characters that differ on each side, from the first difference to the last.
    fn differing(&self) -> (Range<usize>, Range<usize>) {
        let ops = capture_diff_slices(Algorithm::Myers, &self.contents.chars, &self.body.chars);
        let differs = |op: &&DiffOp| !matches!(op, DiffOp::Equal { .. });
        let first = ops.iter().find(differs).map(|op| (op.old_range().start, op.new_range().start));
        let last = ops.iter().rfind(differs).map(|op| (op.old_range().end, op.new_range().end));
        let ((a, x), (b, y)) = (first.unwrap_or_default(), last.unwrap_or_default());
        (a..b, x..y)
    }

    /// True where a slip can have made the difference; of what differs more, one may be another
    /// headline, or no headline at all.
    fn is_alike(&self) -> bool {
        let (contents, body) = self.differing();
        let longest = self.contents.len().max(self.body.len());
        contents.len().max(body.len()) <= SLIP.max(longest / 3)
    }

    fn finding(&self, flow: &Flow, issue: &Issue, article: &Article) -> Finding {
        let (contents, body) = self.differing();
        let (contents, body) = widened(self, contents, body);
        let contents_span =
            self.contents.span(contents.start, contents.end).shifted(self.contents_at.start());
        let body_span = self.body.span(body.start, body.end).shifted(self.body_at.start());
        let margin = usize::from(contents.len().min(body.len()) < 3);
        let words = |left: usize, right: usize| {
            let contents = quoted(&self.contents, flow, self.contents_at, &contents, left, right);
            (contents, quoted(&self.body, flow, self.body_at, &body, left, right))
        };
        let (contents_words, body_words) = words(margin, margin);
        let lead = Lead::new(flow, article);
        let witness = lead.find(&body_words);
        let attested = attested(flow, issue, self, &contents, &body);
        let body_is_wrong = attested.unwrap_or(witness.is_none() && lead.find(&contents_words).is_some());
        let (left, right) = whole_words(&self.contents.chars, &contents);
        let (contents_words, body_words) = words(left, right);
        let in_contents = (contents_span, "contents", &contents_words);
        let in_body = (body_span, "body", &body_words);
        let ((wrong, label, _), (right, other, words), says) = match body_is_wrong {
            true => (in_body, in_contents, "fix-body"),
            false => (in_contents, in_body, "fix-contents"),
        };
        let mut finding = Finding::at(wrong).labelled(label).and(right, other).with("right", words);
        if let Some(place) = witness {
            finding = finding.and(place, "lead");
        }
        let replacement: String = flow.of(right).chars().filter(|&c| !is_space(c)).collect();
        finding.with("contents", contents_words).with("body", body_words).propose(Proposal {
            edits: vec![(wrong, replacement)],
            unsafe_: true,
            saying: Some(says),
        })
    }
}

/// A difference of which one side is empty, or that cuts a number, shows its neighbours too.
fn widened(pair: &Pair, mut contents: Range<usize>, mut body: Range<usize>) -> (Range<usize>, Range<usize>) {
    let (a, b) = (&pair.contents.chars, &pair.body.chars);
    let is_number = |c: char| c.is_ascii_digit() || is_han_numeral(c);
    let inside_number = |chars: &[char], at: usize| {
        at > 0 && chars.get(at).copied().is_some_and(is_number) && is_number(chars[at - 1])
    };
    let can_grow_left = |contents: &Range<usize>, body: &Range<usize>| contents.start > 0 && body.start > 0;
    if (contents.is_empty() || body.is_empty()) && can_grow_left(&contents, &body) {
        (contents.start, body.start) = (contents.start - 1, body.start - 1);
    }
    while (inside_number(a, contents.start) || inside_number(b, body.start))
        && can_grow_left(&contents, &body)
    {
        (contents.start, body.start) = (contents.start - 1, body.start - 1);
    }
    if (contents.is_empty() || body.is_empty()) && contents.end < a.len() && body.end < b.len() {
        (contents.end, body.end) = (contents.end + 1, body.end + 1);
    }
    (contents, body)
}

/// The words of a difference with so many neighbours to each side.
fn quoted(folded: &Folded, flow: &Flow, at: Span, range: &Range<usize>, left: usize, right: usize) -> String {
    let wide = range.start.saturating_sub(left)..(range.end + right).min(folded.len());
    let span = folded.span(wide.start, wide.end).shifted(at.start());
    flow.of(span).chars().filter(|&c| !is_space(c)).collect()
}

/// How many neighbours of a difference make whole words of it, to the left and to the right.
fn whole_words(chars: &[char], range: &Range<usize>) -> (usize, usize) {
    let word = |at: usize| matches!(chars.get(at..at + 2), Some(&[a, b]) if is_word(a, b));
    let left = match range.start {
        0 | 1 => range.start,
        start => 1 + usize::from(word(start - 2)),
    };
    let right = (chars.len() - range.end).min(1 + usize::from(word(range.end)));
    (left, right)
}

/// The article's first sentence, which repeats the headline in most bulletins.
struct Lead {
    folded: Folded,
    at: usize,
}

impl Lead {
    fn new(flow: &Flow, article: &Article) -> Self {
        let text = flow.of(article.body);
        let end = text.find('。').or_else(|| text.find('\n')).unwrap_or(text.len());
        Lead { folded: Folded::head(&text[..end], 300), at: article.body.start() }
    }

    /// Where the sentence has `words`, white space and quote forms apart.
    fn find(&self, words: &str) -> Option<Span> {
        let words = Folded::new(words).chars;
        let at = self.folded.chars.windows(words.len().max(2)).position(|window| window == words)?;
        Some(self.folded.span(at, at + words.len()).shifted(self.at))
    }
}

/// How far around an article its issue is searched, so that many findings stay cheap in a long one.
const REACH: usize = 1 << 19;

/// Which side the rest of the issue knows: the end of the difference with the character after it
/// stands elsewhere for one of them alone. `None` where both or neither do.
fn attested(
    flow: &Flow,
    issue: &Issue,
    pair: &Pair,
    contents: &Range<usize>,
    body: &Range<usize>,
) -> Option<bool> {
    let gram = |folded: &Folded, range: &Range<usize>| -> Option<String> {
        let last = range.end.checked_sub(1)?;
        Some(folded.chars.get(last..last + 2)?.iter().collect())
    };
    let (of_contents, of_body) = (gram(&pair.contents, contents)?, gram(&pair.body, body)?);
    if of_contents == of_body {
        return None;
    }
    let near = pair.body_at.start().saturating_sub(REACH)..pair.body_at.end() + REACH;
    let (from, to) = (near.start.max(issue.span.start()), near.end.min(issue.span.end()));
    let text = flow.text.as_bytes().get(from..to).unwrap_or_default();
    // Two places are as good as many.
    let elsewhere = |gram: &str| {
        let known = [pair.contents_at, pair.body_at];
        let places = memmem::find_iter(text, gram).map(|at| at + from);
        places.filter(|&at| !known.iter().any(|span| span.contains(at))).take(2).count()
    };
    // The lead repeats the headline, slip and all: one place proves nothing.
    match (elsewhere(&of_contents), elsewhere(&of_body)) {
        (0, many) if many > 1 => Some(false),
        (many, 0 | 1) if many > 0 => Some(true),
        _ => None,
    }
}
