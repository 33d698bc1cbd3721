//! Printed page lines and running heads: what they prove of pages, and that they are no prose.

use std::collections::{HashMap, HashSet};

use super::lines::RawLine;
use crate::text::chars::narrow;

/// What the page evidence of a document says of its raw lines.
#[derive(Debug, Default)]
pub(super) struct PageEvidence {
    /// Raw lines that are page lines or running heads, by index.
    pub furniture: Vec<bool>,
    /// Where a new page begins: the index of its first raw line, and its printed number if any.
    pub starts: Vec<(usize, Option<u32>)>,
    /// Page lines with another number than those around them ask for, and that number.
    pub misprinted: Vec<(usize, u32)>,
}

/// A line that can be a printed folio.
struct Candidate {
    line: usize,
    number: u32,
    /// Set off by dashes, dots or 第…页, so that it is hardly anything else.
    decorated: bool,
}

pub(super) fn page_evidence(lines: &[RawLine<'_>]) -> PageEvidence {
    let mut evidence = PageEvidence { furniture: vec![false; lines.len()], ..PageEvidence::default() };
    let mut folios = confirmed(candidates(lines), lines);
    evidence.misprinted = put_right(&mut folios);
    for folio in &folios {
        evidence.furniture[folio.line] = true;
    }
    mark_running_heads(lines, &folios, &mut evidence.furniture);
    evidence.starts = page_starts(lines, &folios, &evidence.furniture);
    evidence
}

fn candidates(lines: &[RawLine<'_>]) -> Vec<Candidate> {
    let folio_of = |(index, line): (usize, &RawLine<'_>)| {
        let (number, decorated) = page_line(&line.text)?;
        Some(Candidate { line: index, number, decorated })
    };
    lines.iter().enumerate().filter_map(folio_of).collect()
}

/// `— 12 —`, `·12·`, `- 12 -`, `第12页`, `第 12 页 共 34 页`, `12`.
fn page_line(text: &str) -> Option<(u32, bool)> {
    if text.len() > 40 {
        return None;
    }
    let bare: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    if let Some(rest) = bare.strip_prefix('第') {
        let (number, tail) = rest.split_once('页')?;
        let tail = tail.trim_start_matches(['/', '，', ',', '·']);
        let total = tail.strip_prefix('共').and_then(|t| t.strip_suffix('页'));
        let fits = tail.is_empty() || total.is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()));
        return number.parse().ok().filter(|_| fits).map(|n| (n, true));
    }
    const FRAME: [char; 12] = ['—', '-', '–', '―', '─', '·', '•', '~', '～', '|', '*', '－'];
    let inner = bare.trim_start_matches(FRAME);
    let opened = inner.len() < bare.len();
    let digits = inner.trim_end_matches(FRAME);
    let closed = digits.len() < inner.len();
    let number = (digits.len() <= 4 && !digits.is_empty()).then(|| digits.parse().ok())??;
    (opened == closed).then_some((number, opened))
}

/// The candidates that run on by one from page to page: at least two of them where they are set
/// off or stand at a form feed, three where they are bare numbers.
fn confirmed(candidates: Vec<Candidate>, lines: &[RawLine<'_>]) -> Vec<Candidate> {
    let at_feed =
        |c: &Candidate| lines[c.line].after_feed || lines.get(c.line + 1).is_none_or(|next| next.after_feed);
    let mut kept = HashSet::new();
    keep_misprinted(&candidates, &mut kept);
    for decorated in [true, false] {
        let of_kind: Vec<&Candidate> = candidates.iter().filter(|c| c.decorated == decorated).collect();
        for run in of_kind.chunk_by(|a, b| (a.number + 1..=a.number + 2).contains(&b.number)) {
            let fed = run.iter().filter(|c| at_feed(c)).count();
            if run.len() >= if decorated { 2 } else { 3 } || fed * 2 > run.len() {
                kept.extend(run.iter().map(|c| c.line));
            }
        }
    }
    candidates.into_iter().filter(|c| kept.contains(&c.line)).collect()
}

/// Keeps a page line whose number is wrong where those before and behind it leave room for one page.
fn keep_misprinted(candidates: &[Candidate], kept: &mut HashSet<usize>) {
    let decorated: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.decorated).collect();
    for near in decorated.windows(5) {
        if let [first, before, at, after, last] = near
            && between([first, before, after, last].map(|near| near.number)).is_some()
        {
            kept.insert(at.line);
        }
    }
}

/// The number of the one page that two before it and two behind it leave room for.
fn between([first, before, after, last]: [u32; 4]) -> Option<u32> {
    (first + 1 == before && before + 2 == after && after + 1 == last).then_some(before + 1)
}

/// Gives page lines the number that those around them ask for, and tells which.
fn put_right(folios: &mut [Candidate]) -> Vec<(usize, u32)> {
    let mut wrong = Vec::new();
    for at in 2..folios.len().saturating_sub(2) {
        let around = [at - 2, at - 1, at + 1, at + 2].map(|near| folios[near].number);
        if let Some(right) = between(around)
            && folios[at].decorated
            && folios[at].number != right
        {
            folios[at].number = right;
            wrong.push((folios[at].line, right));
        }
    }
    wrong
}

/// Marks short lines that return beside three page lines or more: the bulletin's name, its issue.
fn mark_running_heads(lines: &[RawLine<'_>], folios: &[Candidate], furniture: &mut [bool]) {
    let mut seen: HashMap<&str, Vec<usize>> = HashMap::new();
    let beside_folio = |at: usize| {
        let near = [at.checked_sub(1), Some(at + 1)];
        near.into_iter().flatten().any(|n| folios.binary_search_by_key(&n, |f| f.line).is_ok())
    };
    for (index, line) in lines.iter().enumerate() {
        let at_break = line.after_feed || lines.get(index + 1).is_some_and(|next| next.after_feed);
        if line.text.len() <= 90 && !furniture[index] && (at_break || beside_folio(index)) {
            seen.entry(line.text.as_ref()).or_default().push(index);
        }
    }
    for places in seen.into_values().filter(|places| places.len() >= 3) {
        places.into_iter().for_each(|index| furniture[index] = true);
    }
}

/// Folios stand at the foot of their page unless they follow a form feed.
fn page_starts(lines: &[RawLine<'_>], folios: &[Candidate], furniture: &[bool]) -> Vec<(usize, Option<u32>)> {
    let feeds: Vec<usize> = (0..lines.len()).filter(|&index| lines[index].after_feed).collect();
    if folios.is_empty() {
        return feeds.into_iter().map(|line| (line, None)).collect();
    }
    // Furniture may stand between the feed and the folio: a running head above it.
    let heads_page = |folio: &&Candidate| {
        let above = (0..=folio.line).rev().take_while(|&line| furniture[line]).take(3);
        above.into_iter().any(|line| lines[line].after_feed)
    };
    let at_head = folios.iter().filter(heads_page).count() * 2 > folios.len();
    let mut starts = Vec::new();
    for (index, folio) in folios.iter().enumerate() {
        if at_head {
            starts.push((folio.line, Some(folio.number)));
            continue;
        }
        let begin = match index.checked_sub(1).map(|before| folios[before].line + 1) {
            Some(begin) => begin,
            None => feeds.iter().rev().find(|&&feed| feed <= folio.line).copied().unwrap_or(0),
        };
        starts.push((begin, Some(folio.number)));
    }
    if let (false, Some(last)) = (at_head, folios.last())
        && last.line + 1 < lines.len()
    {
        starts.push((last.line + 1, Some(last.number + 1)));
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::page_line;

    #[test]
    fn printed_page_lines_are_known() {
        for line in ["— 12 —", "·12·", "- 12 -", "－１２－", "第12页", "第 12 页 共 34 页"] {
            assert_eq!(page_line(line), Some((12, true)), "{line}");
        }
        assert_eq!(page_line("12"), Some((12, false)));
        for line in ["12日", "—12", "2023年", "12.5", "——"] {
            assert_eq!(page_line(line), None, "{line}");
        }
    }
}
