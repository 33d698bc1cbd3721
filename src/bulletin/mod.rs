//! The bulletin recovered from its text: contents, sections, articles, pages.
//!
//! Structure is inferred with evidence and never demanded: a memo without contents is a valid
//! document, and rules that need a bulletin have nothing to say about it. All spans in here are
//! spans of the [`Flow`].

mod align;
mod contents;
mod dateline;
mod entries;
mod flow;
mod folio;
mod form;
mod headlines;
mod items;
mod join;
mod known;
mod leader;
mod lines;
mod location;
mod lookup;
mod pages;
mod period;
mod proven;
mod sections;
mod structure;

pub use flow::{Flow, OBJECT, Paragraph, Role};
pub use folio::{Misprint, PageMap, longest_rising};
pub use join::{opens_entry, opens_item};
pub use location::{Location, Part};

use crate::source::Document;
use crate::text::Span;

/// A document as it is understood: what is read on, and the issues of the bulletin in it.
#[derive(Debug)]
pub struct Reading {
    pub flow: Flow,
    /// One for each contents; a document without any is one issue without contents.
    pub issues: Vec<Issue>,
    /// The printed pages, where page lines or form feeds tell them.
    pub pages: PageMap,
}

/// One issue (期) of a bulletin.
#[derive(Debug, Default)]
pub struct Issue {
    pub span: Span,
    /// What the text itself says or its datelines prove; configuration may know better.
    pub period: Option<Period>,
    pub contents: Option<Contents>,
    /// The headings of the body in its order.
    pub sections: Vec<Section>,
    /// The articles of the body in its order.
    pub articles: Vec<Article>,
}

/// The days that an issue reports on, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub first: jiff::civil::Date,
    pub last: jiff::civil::Date,
    /// The year stands in the text (or in the configuration) and is not guessed.
    pub written: bool,
}

/// The table of contents (目录).
#[derive(Debug, Default)]
pub struct Contents {
    pub span: Span,
    pub headings: Vec<ContentsHeading>,
    pub entries: Vec<Entry>,
}

/// A section heading in the contents.
#[derive(Debug)]
pub struct ContentsHeading {
    pub span: Span,
    /// The heading without ornaments and inner spaces.
    pub title: String,
    /// 1 is the highest.
    pub level: u8,
    /// Its place among [`Issue::sections`].
    pub section: Option<usize>,
}

/// One line of the contents: headline, leader, folio.
#[derive(Debug)]
pub struct Entry {
    /// The headline alone.
    pub headline: Span,
    pub author: Option<Span>,
    pub folio: Option<Folio>,
    /// Its place among [`Contents::headings`].
    pub heading: Option<usize>,
    /// Its place among [`Issue::articles`].
    pub article: Option<usize>,
}

/// A printed page number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folio {
    pub span: Span,
    pub number: u32,
    pub roman: bool,
}

/// A heading of the body with the articles below it.
#[derive(Debug)]
pub struct Section {
    pub span: Span,
    pub title: String,
    pub level: u8,
    pub parent: Option<usize>,
}

/// Headline, dateline, body.
#[derive(Debug)]
pub struct Article {
    pub headline: Span,
    /// The date that the article opens or closes with.
    pub dateline: Option<Dateline>,
    /// All that follows the headline, the dateline included, up to the next article or heading.
    pub body: Span,
    /// Its place among [`Issue::sections`]: the innermost one.
    pub section: Option<usize>,
    /// Its place among the entries of the contents.
    pub entry: Option<usize>,
    pub pages: Pages,
}

/// A date as the dateline writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    pub span: Span,
    pub date: crate::text::date::WrittenDate,
    /// The last day where a range is written (8月11日至12日).
    pub until: Option<crate::text::date::WrittenDate>,
}

/// The printed pages on which a headline can stand, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Pages {
    pub first: Option<u32>,
    pub last: Option<u32>,
    /// Printed page lines or form feeds say so; otherwise it is bounded by evidence.
    pub exact: bool,
}

impl Reading {
    /// Reads `document`: joins what page cuts and wraps broke, then recovers its structure.
    pub fn new(document: &Document) -> Self {
        let lines = lines::raw_lines(document);
        let pages = pages::page_evidence(&lines);
        let contents = contents::find_contents(&lines, &pages.furniture);
        let logicals = join::logical_lines(&lines, &pages.furniture, &contents);
        let mut flow = Flow::new(&lines, &pages.furniture, &logicals);
        let evidence = structure::Evidence {
            levels: logicals.iter().map(|logical| lines[logical.lines.start].heading).collect(),
            pages: PageMap::new(&flow, &lines, &pages),
        };
        let issues = issue_ranges(&flow, contents.len());
        let issues = issues.into_iter().enumerate();
        let issues =
            issues.map(|(at, range)| structure::issue(&mut flow, contents.get(at), range, &evidence));
        Reading { issues: issues.collect(), flow, pages: evidence.pages }
    }

    /// The issue that byte `offset` of the flow lies in.
    pub fn issue_at(&self, offset: usize) -> Option<&Issue> {
        let after = self.issues.partition_point(|issue| issue.span.start() <= offset);
        self.issues.get(after.checked_sub(1)?)
    }
}

impl Issue {
    /// True where most of what the contents list is there, so that this is an issue indeed.
    pub fn is_listed(&self) -> bool {
        let entries = self.contents.as_ref().map_or(&[][..], |contents| &contents.entries);
        let found = entries.iter().filter(|entry| entry.article.is_some()).count();
        found > 2 && found * 2 > entries.len()
    }

    /// The article that byte `offset` of the flow lies in.
    pub fn article_at(&self, offset: usize) -> Option<&Article> {
        self.article_index(offset).map(|index| &self.articles[index])
    }

    fn article_index(&self, offset: usize) -> Option<usize> {
        let after = self.articles.partition_point(|article| article.headline.start() <= offset);
        let index = after.checked_sub(1)?;
        let article = &self.articles[index];
        (offset < article.body.end().max(article.headline.end())).then_some(index)
    }
}

/// The paragraphs of each issue. With several contents each begins an issue; one alone governs
/// the whole document, wherever it stands.
fn issue_ranges(flow: &Flow, contents: usize) -> Vec<std::ops::Range<usize>> {
    let of_contents =
        |role: Role| matches!(role, Role::ContentsTitle | Role::ContentsHeading | Role::ContentsEntry);
    let mut starts = vec![0];
    if contents > 1 {
        let roles = flow.paragraphs.iter().map(|paragraph| paragraph.role);
        let begins = |&(index, role): &(usize, Role)| {
            of_contents(role)
                && (role == Role::ContentsTitle
                    || index == 0
                    || !of_contents(flow.paragraphs[index - 1].role))
        };
        starts.extend(roles.enumerate().filter(begins).map(|(index, _)| index).skip(1));
    }
    let ends = starts.iter().skip(1).copied().chain([flow.paragraphs.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}
