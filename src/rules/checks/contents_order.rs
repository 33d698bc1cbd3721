//! Do entries and headings stand in the contents in the order of the body?

use crate::bulletin::{Contents, Issue, longest_rising};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

struct Order;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Order))
}

impl Check for Order {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for issue in &context.reading.issues {
            let Some(contents) = &issue.contents else { continue };
            let placed: Vec<(usize, usize)> = contents
                .entries
                .iter()
                .enumerate()
                .filter_map(|(index, entry)| Some((index, entry.article?)))
                .collect();
            let order: Vec<u32> = placed.iter().map(|&(_, article)| article as u32).collect();
            let kept = longest_rising(&order);
            let moved: Vec<usize> = (0..placed.len()).filter(|&at| !kept[at]).collect();
            // Contents whose every other line is out of place were read across two columns.
            let few = moved.len() * 4 <= placed.len().max(4) || moved.len() == 2 && !reads_across(&order);
            if !few {
                continue;
            }
            for block in moved.chunk_by(|a, b| b - a == 1 && placed[*b].1 == placed[*a].1 + 1) {
                sink.report(finding(issue, contents, &placed, block));
            }
        }
    }
}

/// True where two columns can have been read across: every other entry follows the one before.
fn reads_across(order: &[u32]) -> bool {
    let rises = |from: usize| order.iter().skip(from).step_by(2).is_sorted();
    rises(0) && rises(1)
}

/// One finding for a block that moved together; it names the neighbours in the body.
fn finding(issue: &Issue, contents: &Contents, placed: &[(usize, usize)], block: &[usize]) -> Finding {
    let (entry, article) = placed[block[0]];
    let span = whole_entry(contents, entry);
    let mut finding = Finding::at(span).labelled("contents").and(issue.articles[article].headline, "body");
    if let Some(before) = article.checked_sub(1).and_then(|before| issue.articles[before].entry) {
        finding = finding.and(contents.entries[before].headline, "after");
    }
    if block.len() > 1 {
        finding = finding.saying("block").with("count", block.len().to_string());
    }
    finding
}

/// Headline, leader and folio.
pub(super) fn whole_entry(contents: &Contents, index: usize) -> Span {
    let entry = &contents.entries[index];
    entry.folio.map_or(entry.headline, |folio| entry.headline.to(folio.span))
}
