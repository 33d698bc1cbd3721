//! Every layout in `fixtures/layouts` is understood as its hand-made expectation says.

use std::fmt::Write as _;
use std::path::Path;

use kanwu::bulletin::{Issue, Reading};
use kanwu::source::Document;
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    period: String,
    #[serde(default)]
    entry: Vec<ExpectedEntry>,
    #[serde(default)]
    article: Vec<ExpectedArticle>,
    #[serde(default)]
    section: Vec<ExpectedSection>,
}

#[derive(Deserialize)]
struct ExpectedEntry {
    headline: String,
    folio: String,
    section: String,
}

#[derive(Deserialize)]
struct ExpectedArticle {
    headline: String,
    dateline: String,
    section: String,
    line: usize,
    page: Option<String>,
}

#[derive(Deserialize)]
struct ExpectedSection {
    title: String,
    level: u8,
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn heading_path(issue: &Issue, section: Option<usize>) -> String {
    let mut titles = Vec::new();
    let mut next = section;
    while let Some(index) = next {
        titles.push(issue.sections[index].title.clone());
        next = issue.sections[index].parent;
    }
    titles.reverse();
    titles.join("/")
}

fn period(issue: &Issue) -> String {
    let Some(period) = issue.period else { return String::new() };
    match period.first.day() == 1 && period.last == period.first.last_of_month() {
        true => format!("{:04}-{:02}", period.first.year(), period.first.month()),
        false => format!("{}/{}", period.first, period.last),
    }
}

/// The expectation and what was read, in the same words, one fact a line.
fn compare(path: &Path) -> String {
    let document = Document::read(path, None).unwrap();
    let expected_path = path.with_extension("expected.toml");
    let expected: Expected = toml::from_str(&std::fs::read_to_string(expected_path).unwrap()).unwrap();
    let reading = Reading::new(&document);
    let issue = &reading.issues[0];
    let flow = &reading.flow;
    let mut want = vec![format!("period {}", expected.period)];
    let mut got = vec![format!("period {}", period(issue))];
    for entry in &expected.entry {
        want.push(format!("entry {} | {}", bare(&entry.headline), entry.folio));
        want.push(format!("entry-section {} | {}", bare(&entry.headline), bare(&entry.section)));
    }
    for entry in issue.contents.iter().flat_map(|contents| &contents.entries) {
        let headline = bare(flow.of(entry.headline));
        let folio = entry.folio.map(|folio| flow.of(folio.span).to_owned()).unwrap_or_default();
        got.push(format!("entry {headline} | {folio}"));
        let section = entry.article.and_then(|article| issue.articles[article].section);
        got.push(format!("entry-section {headline} | {}", heading_path(issue, section)));
    }
    for article in &expected.article {
        want.push(format!(
            "article {} | {} | {}",
            article.line,
            bare(&article.headline),
            bare(&article.section)
        ));
        want.push(format!("dateline {} | {}", bare(&article.headline), bare(&article.dateline)));
        if let Some(page) = &article.page {
            want.push(format!("page {} | {page}", bare(&article.headline)));
        }
    }
    for article in &issue.articles {
        let headline = bare(flow.of(article.headline));
        let start = flow.to_document(article.headline).start();
        let line = document.lines.position(&document.text, start).line;
        got.push(format!("article {line} | {headline} | {}", heading_path(issue, article.section)));
        let dateline = article.dateline.map(|dateline| bare(flow.of(dateline.span))).unwrap_or_default();
        got.push(format!("dateline {headline} | {dateline}"));
        let pages_expected = expected.article.iter().any(|article| article.page.is_some());
        if article.pages.exact && pages_expected {
            got.push(format!("page {headline} | {}", article.pages.first.unwrap_or_default()));
        }
    }
    want.extend(expected.section.iter().map(|s| format!("section {} {}", s.level, bare(&s.title))));
    got.extend(issue.sections.iter().map(|s| format!("section {} {}", s.level, s.title)));
    let mut report = String::new();
    for line in want.iter().filter(|line| !got.contains(line)) {
        let _ = writeln!(report, "  - {line}");
    }
    for line in got.iter().filter(|line| !want.contains(line)) {
        let _ = writeln!(report, "  + {line}");
    }
    report
}

#[test]
fn every_layout_is_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/layouts");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt" || e == "md"));
    paths.sort();
    assert!(paths.len() >= 20);
    let mut failed = String::new();
    for path in &paths {
        let report = compare(path);
        if !report.is_empty() {
            let _ = writeln!(failed, "{}\n{report}", path.file_name().unwrap().display());
        }
    }
    assert!(failed.is_empty(), "- expected, + read\n{failed}");
}
