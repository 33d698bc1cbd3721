//! Which article of the body belongs to which entry of the contents.
//!
//! Exact first, then by similarity, then by place between two neighbours that are sure; the order
//! of the two sides never matters for what is paired, so that a swapped entry finds its article.

use std::collections::{BTreeSet, VecDeque};

use foldhash::HashMap;

use super::headlines::{Candidate, Style};
use crate::text::fold::{Folded, similarity};

/// An entry as it is matched.
pub(super) struct Wanted {
    pub folded: Folded,
}

/// A paragraph of the body that an entry was found to head, and the bytes that its headline takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pairing {
    pub entry: usize,
    /// The place of the candidate in the list it came from.
    pub candidate: usize,
    /// Folded characters of the candidate's headline, where it was found by its beginning.
    pub length: usize,
}

/// Folded characters by which entries are looked up.
const KEY: usize = 8;
/// Below this a pair is no pair, unless its place proves it.
const SIMILAR: f64 = 0.5;
/// What a pair must share when it stands alone between two sure neighbours.
const SIMILAR_IN_PLACE: f64 = 0.25;

/// Pairs entries with candidates, each used once. Both are in the order of the text.
pub(super) fn align(wanted: &[Wanted], candidates: &[Candidate]) -> Vec<Pairing> {
    let mut pairings = exact(wanted, candidates);
    similar(wanted, candidates, &mut pairings);
    in_place(wanted, candidates, &mut pairings);
    pairings.sort_unstable_by_key(|pairing| pairing.entry);
    pairings
}

/// The candidates that begin with an entry's very headline; equal entries take theirs in order.
fn exact(wanted: &[Wanted], candidates: &[Candidate]) -> Vec<Pairing> {
    let mut entries: HashMap<&[char], VecDeque<usize>> = HashMap::default();
    // Which lengths of headline begin with these characters: few, so few look-ups a paragraph.
    let mut lengths: HashMap<&[char], BTreeSet<usize>> = HashMap::default();
    for (entry, wanted) in wanted.iter().enumerate().filter(|(_, w)| !w.folded.is_empty()) {
        let chars = wanted.folded.chars.as_slice();
        entries.entry(chars).or_default().push_back(entry);
        lengths.entry(&chars[..chars.len().min(KEY)]).or_default().insert(chars.len());
    }
    let mut hits: Vec<(usize, Fit, usize)> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let head = candidate.head.chars.as_slice();
        let keys = (1..=KEY.min(head.len())).filter_map(|length| lengths.get(&head[..length]));
        let fitting = keys.flatten().copied().filter(|&length| length <= head.len());
        let found = fitting.filter(|&length| entries.contains_key(&head[..length]));
        hits.extend(found.map(|length| (length, candidate.fit(length), index)));
    }
    // The longer headline first (one may begin with another), the better fit, the earlier place.
    hits.sort_by_key(|&(length, fit, index)| (std::cmp::Reverse((length, fit)), index));
    let mut taken = vec![false; candidates.len()];
    let mut pairings = Vec::new();
    for (length, fit, candidate) in hits {
        let sure = fit > Fit::Prefix || length >= 8;
        let waiting = entries.get_mut(&candidates[candidate].head.chars[..length]);
        if taken[candidate] || !sure {
            continue;
        }
        if let Some(entry) = waiting.and_then(VecDeque::pop_front) {
            taken[candidate] = true;
            pairings.push(Pairing { entry, candidate, length: candidates[candidate].whole(length) });
        }
    }
    pairings
}

/// How a headline ends in the paragraph that it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The text reads on.
    Prefix,
    /// White space follows.
    Apart,
    /// A dateline follows, or nothing.
    Whole,
}

/// The most alike of what is left, best first.
fn similar(wanted: &[Wanted], candidates: &[Candidate], pairings: &mut Vec<Pairing>) {
    let (entries, free) = left(wanted, candidates, pairings);
    let mut scored = Vec::new();
    for (rank, &entry) in entries.iter().enumerate() {
        // With very much left over, only what stands about as far along is compared.
        let near = free.len() * rank / entries.len().max(1);
        let window = near.saturating_sub(REACH)..free.len().min(near + REACH);
        for &index in &free[window] {
            let score = similarity(&wanted[entry].folded.chars, candidates[index].headline());
            if score >= SIMILAR && candidates[index].style != Style::Loose || score >= 0.75 {
                scored.push((score, entry, index));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut taken, mut given) = (vec![false; candidates.len()], vec![false; wanted.len()]);
    for (_, entry, candidate) in scored {
        if !taken[candidate] && !given[entry] {
            (taken[candidate], given[entry]) = (true, true);
            pairings.push(Pairing { entry, candidate, length: candidates[candidate].headline().len() });
        }
    }
}

/// How many candidates an entry is compared with to each side.
const REACH: usize = 300;

/// One entry and one article left over between the same two neighbours belong together even where
/// little of the wording is the same.
fn in_place(wanted: &[Wanted], candidates: &[Candidate], pairings: &mut Vec<Pairing>) {
    let (entries, free) = left(wanted, candidates, pairings);
    let of_entry: HashMap<usize, usize> = pairings.iter().map(|p| (p.entry, p.candidate)).collect();
    for entry in entries {
        let before = entry.checked_sub(1).and_then(|e| of_entry.get(&e)).copied();
        let after = of_entry.get(&(entry + 1)).copied();
        let (Some(from), Some(to)) = (before.map(|b| b + 1).or((entry == 0).then_some(0)), after) else {
            continue;
        };
        let between = free.iter().filter(|&&index| (from..to.max(from)).contains(&index));
        let strict: Vec<usize> =
            between.copied().filter(|&index| candidates[index].style != Style::Loose).collect();
        if let [only] = strict.as_slice() {
            let headline = candidates[*only].headline();
            if similarity(&wanted[entry].folded.chars, headline) >= SIMILAR_IN_PLACE {
                pairings.push(Pairing { entry, candidate: *only, length: headline.len() });
            }
        }
    }
}

/// The entries and candidates that no pairing names.
fn left(wanted: &[Wanted], candidates: &[Candidate], pairings: &[Pairing]) -> (Vec<usize>, Vec<usize>) {
    let (mut given, mut taken) = (vec![false; wanted.len()], vec![false; candidates.len()]);
    for pairing in pairings {
        (given[pairing.entry], taken[pairing.candidate]) = (true, true);
    }
    let free = |used: Vec<bool>| (0..used.len()).filter(|&index| !used[index]).collect();
    (free(given), free(taken))
}
