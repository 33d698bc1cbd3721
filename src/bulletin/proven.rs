//! Articles that no entry names: only those that stand as the paired ones do.

use super::align::Pairing;
use super::flow::{Flow, Role};
use super::headlines::{Candidate, Style};
use crate::text::chars::is_han_numeral;

/// The candidates without an entry that the body itself proves to be articles, by index.
pub(super) fn unpaired(
    flow: &Flow,
    candidates: &[Candidate],
    pairings: &[Pairing],
    has_contents: bool,
) -> Vec<usize> {
    let mut paired = vec![false; candidates.len()];
    pairings.iter().for_each(|pairing| paired[pairing.candidate] = true);
    let habit = Habit::new(candidates, &paired, has_contents);
    let free = (0..candidates.len()).filter(|&index| {
        !paired[index] && !is_byline(candidates, &paired, index) && !is_numbered(&candidates[index])
    });
    let mut found: Vec<usize> = free.filter(|&index| habit.proves(flow, &candidates[index])).collect();
    // So many of a kind that the contents pass over are subheadings, not lost entries.
    let alone = |index: &usize| candidates[*index].style == Style::Alone;
    if has_contents {
        drop_series(pairings, &mut found, alone);
    }
    if has_contents && found.iter().filter(|index| alone(index)).count() * 5 > pairings.len() {
        found.retain(|index| !alone(index));
    }
    found
}

/// Drops the lines of which several stand alone between the same two articles: subheadings.
fn drop_series(pairings: &[Pairing], found: &mut Vec<usize>, alone: impl Fn(&usize) -> bool) {
    let mut heads: Vec<usize> = pairings.iter().map(|pairing| pairing.candidate).collect();
    heads.sort_unstable();
    let gap = |index: usize| heads.partition_point(|&head| head < index);
    let lines: Vec<usize> = found.iter().filter(|index| alone(index)).map(|&index| gap(index)).collect();
    let count = |of: &[usize], gap| of.iter().filter(|&&other| other == gap).count();
    found.retain(|index| !alone(index) || count(&lines, gap(*index)) == 1);
}

/// The line under a headline that has a line of its own: a speaker, an author, a second headline.
fn is_byline(candidates: &[Candidate], paired: &[bool], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).filter(|&before| paired[before]) else { return false };
    let stands_alone = matches!(candidates[before].style, Style::Alone | Style::AloneDated);
    stands_alone && candidates[before].paragraph + 1 == candidates[index].paragraph
}

/// 变化之一：…, 案例二：…: the parts of an article are numbered, its headline is not.
fn is_numbered(candidate: &Candidate) -> bool {
    let head = &candidate.headline()[..candidate.headline().len().min(8)];
    let colon = head.iter().position(|&c| c == '：' || c == ':');
    let number = colon.and_then(|colon| head.get(colon.checked_sub(1)?));
    number.is_some_and(|&c| is_han_numeral(c) || c.is_ascii_digit())
}

/// How the articles of this issue are set, by those that are sure.
struct Habit {
    has_contents: bool,
    run_in: f64,
    dated: f64,
    bracketed: f64,
    alone: f64,
    level: Option<u8>,
    shortest: usize,
    longest: usize,
}

impl Habit {
    fn new(candidates: &[Candidate], paired: &[bool], has_contents: bool) -> Self {
        let sure: Vec<&Candidate> = candidates
            .iter()
            .zip(paired)
            .filter(|(_, paired)| **paired || !has_contents)
            .map(|(c, _)| c)
            .collect();
        let share = |style: Style| {
            let count = sure.iter().filter(|candidate| candidate.style == style).count();
            count as f64 / sure.len().max(1) as f64
        };
        let levels = sure.iter().filter_map(|candidate| match candidate.style {
            Style::Marked(level) => Some(level),
            _ => None,
        });
        let lengths = || sure.iter().map(|candidate| candidate.headline().len());
        Habit {
            has_contents,
            run_in: share(Style::RunIn),
            dated: share(Style::AloneDated),
            bracketed: share(Style::Bracketed),
            alone: share(Style::Alone),
            level: levels.max(),
            shortest: lengths().min().unwrap_or_default(),
            longest: lengths().max().unwrap_or_default(),
        }
    }

    fn proves(&self, flow: &Flow, candidate: &Candidate) -> bool {
        let length = candidate.headline().len();
        match candidate.style {
            Style::RunIn => length >= 6 && (!self.has_contents || self.run_in >= 0.2),
            Style::AloneDated => length >= 6 && (!self.has_contents || self.dated >= 0.2),
            Style::Bracketed => self.bracketed >= 0.2,
            Style::Marked(level) => self.level == Some(level),
            Style::Alone => {
                self.has_contents
                    && self.alone >= 0.6
                    && (self.shortest.max(6)..=self.longest).contains(&length)
                    && stands_between_texts(flow, candidate.paragraph)
                    // A letter is signed and dated: 弟　秀峰　十一月十五日.
                    && candidate.headline().last() != Some(&'日')
            }
            Style::Loose => false,
        }
    }
}

/// A sentence ends before the paragraph, and running text follows it.
fn stands_between_texts(flow: &Flow, paragraph: usize) -> bool {
    let before = paragraph.checked_sub(1).and_then(|index| flow.paragraphs.get(index));
    let ended = before.is_none_or(|before| {
        before.role != Role::Text || flow.of(before.span).ends_with(['。', '！', '？', '”', '）', '…'])
    });
    let follows = flow.paragraphs.get(paragraph + 1).is_some_and(|next| {
        next.role == Role::Text && next.span.len() >= 180 && flow.of(next.span).contains('。')
    });
    ended && follows
}
