//! Entries without an article, articles without an entry, entries that stand twice.

use foldhash::HashMap;

use crate::bulletin::{Contents, Issue};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::fold::fold;

/// The share of entries that must have found their article before a missing one means anything.
const SURE: f64 = 0.5;

struct MissingArticle {
    /// Things that contents list and no body holds as text.
    no_articles: Vec<String>,
}

pub(super) fn missing_article(options: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(MissingArticle { no_articles: options.list("no-articles") }))
}

impl Check for MissingArticle {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for issue in &context.reading.issues {
            let Some(contents) = issue.contents.as_ref().filter(|contents| is_paired(contents)) else {
                continue;
            };
            let expected =
                |headline: &str| !self.no_articles.iter().any(|word| headline.contains(word.as_str()));
            let missing: Vec<usize> = (0..contents.entries.len())
                .filter(|&index| contents.entries[index].article.is_none())
                .filter(|&index| expected(flow.of(contents.entries[index].headline)))
                .filter(|&index| !context.reading.has_lines(issue, flow.of(contents.entries[index].headline)))
                .collect();
            let count = contents.entries.len();
            let cut_off = missing.len() >= 3
                && missing.len() * 6 >= count
                && missing.last() == Some(&(count - 1))
                && missing.windows(2).all(|pair| pair[1] == pair[0] + 1);
            if cut_off {
                let first = contents.entries[missing[0]].headline;
                sink.report(Finding::at(first).saying("cut-off").with("count", missing.len().to_string()));
                continue;
            }
            for index in missing {
                sink.report(Finding::at(contents.entries[index].headline));
            }
        }
    }
}

struct MissingEntry;

pub(super) fn missing_entry(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(MissingEntry))
}

impl Check for MissingEntry {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for issue in &context.reading.issues {
            let Some(contents) = issue.contents.as_ref().filter(|contents| is_paired(contents)) else {
                continue;
            };
            let unlisted = issue.articles.iter().enumerate().filter(|(_, article)| article.entry.is_none());
            let unlisted: Vec<_> = unlisted.collect();
            if unlisted.len() * 2 > issue.articles.len() {
                continue;
            }
            for (index, article) in unlisted {
                let finding = Finding::at(article.headline);
                sink.report(match entry_before(issue, contents, index) {
                    Some(place) => finding.and(place, "place"),
                    None => finding,
                });
            }
        }
    }
}

/// The entry behind which that of article `index` is to be expected.
fn entry_before(issue: &Issue, contents: &Contents, index: usize) -> Option<crate::text::Span> {
    let entry = issue.articles[..index].iter().rev().find_map(|article| article.entry)?;
    Some(contents.entries.get(entry)?.headline)
}

struct Duplicate;

pub(super) fn duplicate(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Duplicate))
}

impl Check for Duplicate {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for contents in context.reading.issues.iter().filter_map(|issue| issue.contents.as_ref()) {
            let mut seen: HashMap<String, usize> = HashMap::default();
            for (index, entry) in contents.entries.iter().enumerate() {
                let folded = fold(flow.of(entry.headline));
                let Some(&first) = seen.get(&folded) else {
                    seen.insert(folded, index);
                    continue;
                };
                // Two articles may share a headline (简讯): then each entry has its own.
                let other = &contents.entries[first];
                let both_have_articles = entry.article.is_some() && other.article.is_some();
                if !both_have_articles && folded.chars().count() >= 4 {
                    sink.report(Finding::at(entry.headline).and(other.headline, "first"));
                }
            }
        }
    }
}

/// Most entries have found their article: the contents belong to this body.
fn is_paired(contents: &Contents) -> bool {
    let paired = contents.entries.iter().filter(|entry| entry.article.is_some()).count();
    paired >= 2 && paired as f64 >= SURE * contents.entries.len() as f64
}
