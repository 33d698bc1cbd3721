//! Are the headings of the contents those of the body, and does each entry stand under its own?

use crate::bulletin::{Contents, ContentsHeading, Issue, longest_rising};
use crate::rules::{Check, Context, Finding, Options, Sink};

struct Headings;

pub(super) fn mismatch(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Headings))
}

impl Check for Headings {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for issue in &context.reading.issues {
            let Some(contents) = issue.contents.as_ref().filter(|contents| are_printed(contents)) else {
                continue;
            };
            let stands = |heading: &ContentsHeading| {
                context.reading.has_lines(issue, heading.span.of(&context.reading.flow.text))
            };
            let placed: Vec<(usize, usize)> = contents
                .headings
                .iter()
                .enumerate()
                .filter_map(|(index, heading)| Some((index, heading.section?)))
                .collect();
            let order: Vec<u32> = placed.iter().map(|&(_, section)| section as u32).collect();
            let kept = longest_rising(&order);
            for (at, &(index, section)) in placed.iter().enumerate() {
                let (heading, section) = (&contents.headings[index], &issue.sections[section]);
                let finding = Finding::at(heading.span).labelled("contents").and(section.span, "body");
                if heading.title != section.title && !stands(heading) {
                    let named =
                        finding.with("contents", heading.title.as_str()).with("body", section.title.as_str());
                    sink.report(named);
                } else if !kept[at] {
                    sink.report(finding.saying("order").with("contents", heading.title.as_str()));
                }
            }
            let missing = contents.headings.iter().filter(|heading| heading.section.is_none());
            for heading in missing.filter(|heading| !stands(heading)) {
                let finding = Finding::at(heading.span).saying("missing");
                sink.report(finding.with("contents", heading.title.as_str()));
            }
        }
    }
}

struct WrongSection;

pub(super) fn wrong_section(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(WrongSection))
}

impl Check for WrongSection {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for issue in &context.reading.issues {
            let Some(contents) = issue.contents.as_ref().filter(|contents| are_printed(contents)) else {
                continue;
            };
            let strays: Vec<usize> =
                (0..contents.entries.len()).filter(|&entry| is_astray(issue, contents, entry)).collect();
            if strays.len() * 5 > contents.entries.len() {
                continue;
            }
            for run in strays.chunk_by(|a, b| a + 1 == *b) {
                let entry = &contents.entries[run[0]];
                let (Some(heading), Some(article)) = (entry.heading, entry.article) else { continue };
                let Some(section) = issue.articles[article].section else { continue };
                let finding = Finding::at(entry.headline)
                    .and(issue.sections[section].span, "body")
                    .with("contents", contents.headings[heading].title.as_str())
                    .with("body", issue.sections[section].title.as_str());
                sink.report(finding);
            }
        }
    }
}

/// The entry's heading has its partner in the body, and the article stands under another that the
/// contents know too.
fn is_astray(issue: &Issue, contents: &Contents, entry: usize) -> bool {
    let entry = &contents.entries[entry];
    let section_of_heading = entry.heading.and_then(|heading| contents.headings[heading].section);
    let section_of_article = entry.article.and_then(|article| issue.articles[article].section);
    match (section_of_heading, section_of_article) {
        (Some(said), Some(is)) => {
            said != is && contents.headings.iter().any(|heading| heading.section == Some(is))
        }
        _ => false,
    }
}

/// The body prints most of the headings: then one that it lacks is missing.
fn are_printed(contents: &Contents) -> bool {
    let printed = contents.headings.iter().filter(|heading| heading.section.is_some()).count();
    printed >= 2 && printed * 3 >= contents.headings.len() * 2
}
