//! Are the folios of the contents possible: do they rise, and does each headline stand there?

use crate::bulletin::{Article, Contents, Folio, Issue, longest_rising};
use crate::rules::{Check, Context, Finding, Options, Sink};

struct Rising;

pub(super) fn order(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Rising))
}

impl Check for Rising {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for contents in context.reading.issues.iter().filter_map(|issue| issue.contents.as_ref()) {
            for run in runs(contents) {
                let numbers: Vec<u32> = run.iter().map(|&(_, number)| number).collect();
                let kept = longest_rising(&numbers);
                let fallen: Vec<usize> = (0..run.len()).filter(|&at| !kept[at]).collect();
                if fallen.len() * 4 > run.len().max(4) {
                    continue;
                }
                for at in fallen {
                    report(contents, &run, &kept, at, sink);
                }
            }
        }
    }
}

/// The Arabic folios in their order, cut where the count begins anew (a supplement).
fn runs(contents: &Contents) -> Vec<Vec<(usize, u32)>> {
    let folios = contents.entries.iter().enumerate().filter_map(|(index, entry)| {
        let folio = entry.folio.filter(|folio| !folio.roman)?;
        Some((index, folio.number))
    });
    let folios: Vec<(usize, u32)> = folios.collect();
    let begins_anew = |at: usize| {
        let small = folios.get(at..at + 3).is_some_and(|next| {
            next[0].1 <= 2 && next[0].1 <= next[1].1 && next[1].1 <= next[2].1 && next[2].1 <= 12
        });
        small && folios[at - 1].1 >= 10
    };
    let mut runs = vec![Vec::new()];
    for (at, &folio) in folios.iter().enumerate() {
        if at > 0 && begins_anew(at) {
            runs.push(Vec::new());
        }
        if let Some(run) = runs.last_mut() {
            run.push(folio);
        }
    }
    runs
}

fn report(contents: &Contents, run: &[(usize, u32)], kept: &[bool], at: usize, sink: &mut Sink<'_>) {
    let (entry, number) = run[at];
    let Some(folio) = contents.entries[entry].folio else { return };
    let near = |mut places: Box<dyn Iterator<Item = usize> + '_>| {
        places.find(|&place| kept[place]).map(|place| run[place])
    };
    let before = near(Box::new((0..at).rev()));
    let after = near(Box::new(at + 1..run.len()));
    let mut finding = Finding::at(folio.span).with("folio", number.to_string());
    for (neighbour, key) in [(before, "before"), (after, "after")] {
        if let Some((entry, _)) = neighbour
            && let Some(folio) = contents.entries[entry].folio
        {
            finding = finding.and(folio.span, key);
        }
    }
    let (low, high) = (before.map_or(1, |b| b.1), after.map_or(u32::MAX, |a| a.1));
    if let Some(right) = repaired(number, low, high) {
        finding = finding.note("digits").with("right", right.to_string()).replace(right.to_string());
    }
    sink.report(finding);
}

/// The one number between the neighbours that the same digits can make: 61 → 16.
fn repaired(number: u32, low: u32, high: u32) -> Option<u32> {
    let swapped: u32 = number.to_string().chars().rev().collect::<String>().parse().ok()?;
    (swapped != number && (low..=high).contains(&swapped)).then_some(swapped)
}

struct OutsidePages;

pub(super) fn outside_pages(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(OutsidePages))
}

/// Characters of an average page by which a jump of folios is too wide, at the least.
const SPARSE: f64 = 6.0;

impl Check for OutsidePages {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for issue in &context.reading.issues {
            let Some(contents) = &issue.contents else { continue };
            let offset = printed_offset(issue, contents);
            let paired = issue.articles.iter().filter_map(|article| {
                let folio = contents.entries[article.entry?].folio.filter(|folio| !folio.roman)?;
                Some((article, folio))
            });
            let paired: Vec<_> = paired.collect();
            if let Some(finding) = all_astray(&paired, offset) {
                sink.report(finding);
                continue;
            }
            for (at, &(article, folio)) in paired.iter().enumerate() {
                let said = i64::from(folio.number);
                let low = article.pages.first.map(|page| i64::from(page) + offset);
                let high = article.pages.last.map(|page| i64::from(page) + offset);
                let finding =
                    Finding::at(folio.span).with("folio", said.to_string()).and(article.headline, "body");
                let outside = low.is_some_and(|low| said < low) || high.is_some_and(|high| said > high);
                let name = |page: Option<i64>| page.map_or("…".to_owned(), |page| page.to_string());
                if outside && article.pages.exact {
                    sink.report(finding.with("page", name(low)).replace(name(low)));
                } else if outside {
                    sink.report(finding.saying("bounded").with("from", name(low)).with("to", name(high)));
                } else if at + 1 == paired.len() && high.is_none() && jumps(issue, &paired, at) {
                    let before = paired[at - 1].1;
                    sink.report(finding.saying("jump").and(before.span, "before"));
                }
            }
        }
    }
}

/// One finding where most folios are wrong: the contents were made from other pages.
fn all_astray(paired: &[(&Article, Folio)], offset: i64) -> Option<Finding> {
    let astray = |(article, folio): &&(&Article, Folio)| {
        article.pages.exact
            && article.pages.first.is_some_and(|page| i64::from(page) + offset != i64::from(folio.number))
    };
    let count = paired.iter().filter(astray).count();
    let (_, first) = paired.iter().find(astray)?;
    let many = count >= 5 && count * 2 > paired.len();
    many.then(|| Finding::at(first.span).saying("all").with("count", count.to_string()))
}

/// Folios count from elsewhere than page lines where most of them are off by one amount.
fn printed_offset(issue: &Issue, contents: &Contents) -> i64 {
    let offsets = issue.articles.iter().filter(|article| article.pages.exact).filter_map(|article| {
        let folio = contents.entries[article.entry?].folio?;
        Some(i64::from(folio.number) - i64::from(article.pages.first?))
    });
    let mut offsets: Vec<i64> = offsets.collect();
    offsets.sort_unstable();
    let longest = offsets.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
    longest.filter(|run| run.len() * 2 > offsets.len() && run.len() > 2).map_or(0, |run| run[0])
}

/// The last folio lies so far behind the one before that the text between could not fill the
/// pages: nothing after it bounds it otherwise.
fn jumps(issue: &Issue, paired: &[(&Article, Folio)], at: usize) -> bool {
    let (Some(first), Some(before)) = (paired.first(), at.checked_sub(1).map(|before| &paired[before]))
    else {
        return false;
    };
    let pages = before.1.number.saturating_sub(first.1.number) + 1;
    let text = before.0.headline.start().saturating_sub(first.0.headline.start());
    let (last, jump) = (paired[at], paired[at].1.number.saturating_sub(before.1.number));
    let between = last.0.headline.start().saturating_sub(before.0.headline.start());
    let a_page = text as f64 / f64::from(pages);
    issue.articles.len() >= 5 && a_page > 0.0 && f64::from(jump) > 3.0 + SPARSE * between as f64 / a_page
}
