//! `kanwu outline --format json`: the wire form of an outline. Spans are given as places in the
//! document, and indices lead from one list to the other.

use std::io::{self, Write};

use serde::Serialize;

use super::outline::{Outline, Source};
use crate::bulletin::{Article, Contents, Dateline, Issue};
use crate::text::Span;
use crate::text::date::WrittenDate;

#[derive(Serialize)]
struct Page<'a> {
    path: String,
    issues: Vec<IssueWire<'a>>,
}

#[derive(Serialize)]
struct IssueWire<'a> {
    period: Option<PeriodWire>,
    contents: Option<ContentsWire<'a>>,
    sections: Vec<SectionWire<'a>>,
    articles: Vec<ArticleWire<'a>>,
}

#[derive(Serialize)]
struct PeriodWire {
    first: String,
    last: String,
    /// `configuration`, `text` or `inferred`.
    source: &'static str,
}

#[derive(Serialize)]
struct ContentsWire<'a> {
    headings: Vec<HeadingWire<'a>>,
    entries: Vec<EntryWire<'a>>,
}

#[derive(Serialize)]
struct HeadingWire<'a> {
    title: &'a str,
    level: u8,
    start: Place,
    section: Option<usize>,
}

#[derive(Serialize)]
struct EntryWire<'a> {
    headline: &'a str,
    author: Option<&'a str>,
    folio: Option<u32>,
    start: Place,
    heading: Option<usize>,
    article: Option<usize>,
}

#[derive(Serialize)]
struct SectionWire<'a> {
    title: &'a str,
    level: u8,
    start: Place,
    parent: Option<usize>,
}

#[derive(Serialize)]
struct ArticleWire<'a> {
    headline: &'a str,
    dateline: Option<DatelineWire<'a>>,
    start: Place,
    section: Option<usize>,
    entry: Option<usize>,
    pages: PagesWire,
}

#[derive(Serialize)]
struct DatelineWire<'a> {
    text: &'a str,
    first: DateWire,
    last: Option<DateWire>,
}

#[derive(Serialize)]
struct DateWire {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

#[derive(Serialize)]
struct PagesWire {
    first: Option<u32>,
    last: Option<u32>,
    exact: bool,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
}

/// Writes outlines one after the other as one JSON document.
pub struct Writer<W> {
    out: W,
    first: bool,
}

impl<W: Write> Writer<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"version\": 1, \"documents\": [")?;
        Ok(Writer { out, first: true })
    }

    pub fn document(&mut self, outline: &Outline<'_>) -> io::Result<()> {
        self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        let issues = outline.reading.issues.iter().map(|issue| wire(outline, issue)).collect();
        let page = Page { path: outline.document.name.display().to_string(), issues };
        Ok(serde_json::to_writer(&mut self.out, &page)?)
    }

    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out)
    }
}

fn wire<'a>(outline: &Outline<'a>, issue: &'a Issue) -> IssueWire<'a> {
    let period = outline.period(issue).map(|(period, source)| PeriodWire {
        first: period.first.to_string(),
        last: period.last.to_string(),
        source: match source {
            Source::Configured => "configuration",
            Source::Written => "text",
            Source::Inferred => "inferred",
        },
    });
    let section = |section: &'a crate::bulletin::Section| SectionWire {
        title: &section.title,
        level: section.level,
        start: place(outline, section.span),
        parent: section.parent,
    };
    IssueWire {
        period,
        contents: issue.contents.as_ref().map(|contents| contents_wire(outline, contents)),
        sections: issue.sections.iter().map(section).collect(),
        articles: issue.articles.iter().map(|article| article_wire(outline, article)).collect(),
    }
}

fn contents_wire<'a>(outline: &Outline<'a>, contents: &'a Contents) -> ContentsWire<'a> {
    let headings = contents.headings.iter().map(|heading| HeadingWire {
        title: &heading.title,
        level: heading.level,
        start: place(outline, heading.span),
        section: heading.section,
    });
    let entries = contents.entries.iter().map(|entry| EntryWire {
        headline: outline.text(entry.headline),
        author: entry.author.map(|author| outline.text(author)),
        folio: entry.folio.map(|folio| folio.number),
        start: place(outline, entry.headline),
        heading: entry.heading,
        article: entry.article,
    });
    ContentsWire { headings: headings.collect(), entries: entries.collect() }
}

fn article_wire<'a>(outline: &Outline<'a>, article: &'a Article) -> ArticleWire<'a> {
    let dateline = |dateline: Dateline| DatelineWire {
        text: outline.text(dateline.span),
        first: date_wire(dateline.date),
        last: dateline.until.map(date_wire),
    };
    let pages = article.pages;
    ArticleWire {
        headline: outline.text(article.headline),
        dateline: article.dateline.map(dateline),
        start: place(outline, article.headline),
        section: article.section,
        entry: article.entry,
        pages: PagesWire { first: pages.first, last: pages.last, exact: pages.exact },
    }
}

fn date_wire(date: WrittenDate) -> DateWire {
    DateWire { year: date.year, month: date.month, day: date.day }
}

fn place(outline: &Outline<'_>, span: Span) -> Place {
    let offset = outline.reading.flow.to_document(span).start();
    let position = outline.document.lines.position(&outline.document.text, offset);
    Place { line: position.line, column: position.column, offset }
}
