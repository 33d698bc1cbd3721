//! The bulletin recovered from its text: contents, sections, articles, pages.
//!
//! Structure is inferred with evidence and never demanded: a memo without contents is a valid
//! document, and rules that need a bulletin have nothing to say about it. All spans in here are
//! spans of the [`Flow`].

mod flow;

pub use flow::{Flow, Paragraph, Role};

use crate::source::Document;
use crate::text::Span;

/// A document as it is understood: what is read on, and the issues of the bulletin in it.
#[derive(Debug)]
pub struct Reading {
    pub flow: Flow,
    /// One for each contents; a document without any is one issue without contents.
    pub issues: Vec<Issue>,
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
        let flow = Flow::new(document);
        let issue = Issue { span: Span::new(0, flow.text.len()), ..Issue::default() };
        Reading { flow, issues: vec![issue] }
    }

    /// The issue that byte `offset` of the flow lies in.
    pub fn issue_at(&self, offset: usize) -> Option<&Issue> {
        let after = self.issues.partition_point(|issue| issue.span.start() <= offset);
        self.issues.get(after.checked_sub(1)?)
    }
}

impl Issue {
    /// The article that byte `offset` of the flow lies in.
    pub fn article_at(&self, offset: usize) -> Option<&Article> {
        let after = self.articles.partition_point(|article| article.headline.start() <= offset);
        let article = self.articles.get(after.checked_sub(1)?)?;
        (offset < article.body.end().max(article.headline.end())).then_some(article)
    }
}
