//! Where in the publication a place is, as one editor would tell another.

use super::{Issue, Reading};

/// A place in the publication, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Location<'a> {
    /// The printed page.
    pub page: Option<u32>,
    pub part: Option<Part<'a>>,
}

/// A part of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Contents,
    Article {
        /// The heading that it stands under.
        section: Option<&'a str>,
        /// Its place under that heading, counted from 1.
        number: usize,
    },
}

impl Reading {
    /// Where byte `offset` of the document's own text is.
    pub fn location(&self, offset: usize) -> Location<'_> {
        let offset = self.flow.from_document(offset);
        let page = if self.pages.is_empty() { None } else { self.pages.page(offset) };
        Location { page, part: self.issue_at(offset).and_then(|issue| issue.part(offset)) }
    }
}

impl Issue {
    fn part(&self, offset: usize) -> Option<Part<'_>> {
        if self.contents.as_ref().is_some_and(|contents| contents.span.contains(offset)) {
            return Some(Part::Contents);
        }
        if self.contents.is_none() && self.sections.is_empty() {
            return None;
        }
        let index = self.article_index(offset)?;
        let section = self.articles[index].section;
        // Articles stand in the order of their sections.
        let first = self.articles[..index].partition_point(|article| article.section < section);
        let title = section.and_then(|section| self.sections.get(section)).map(|section| &*section.title);
        Some(Part::Article { section: title, number: index - first + 1 })
    }
}
