//! The bulletin as an editor's outline: contents, sections, articles; and what of it can be folded.

use std::collections::HashMap;

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, FoldingRange, FoldingRangeKind, Location, Range,
    SymbolInformation, SymbolKind,
};

use super::view::View;
use crate::bulletin::{Article, Issue};
use crate::text::Span;

/// The parts of each issue, the smaller in the larger.
pub(super) fn nested(view: &View<'_>) -> Vec<DocumentSymbol> {
    view.reading().issues.iter().flat_map(|issue| parts(view, issue)).collect()
}

/// The same in one list, for clients that know no other.
pub(super) fn flat(view: &View<'_>) -> Vec<SymbolInformation> {
    let mut list = Vec::new();
    let mut open: Vec<(DocumentSymbol, Option<String>)> =
        nested(view).into_iter().rev().map(|symbol| (symbol, None)).collect();
    while let Some((symbol, container)) = open.pop() {
        let children = symbol.children.into_iter().flatten().rev();
        open.extend(children.map(|child| (child, Some(symbol.name.clone()))));
        #[expect(deprecated, reason = "the field is there all the same")]
        list.push(SymbolInformation {
            deprecated: None,
            location: Location { uri: view.uri.clone(), range: symbol.range },
            base_symbol_information: BaseSymbolInformation {
                name: symbol.name,
                kind: symbol.kind,
                tags: None,
                container_name: container,
            },
        });
    }
    list
}

fn parts(view: &View<'_>, issue: &Issue) -> Vec<DocumentSymbol> {
    let mut parts = Vec::new();
    if let Some(contents) = &issue.contents {
        let first = contents.headings.iter().map(|heading| heading.span);
        let first = first.chain(contents.entries.iter().map(|entry| entry.headline)).min();
        let title = view.reading().flow.of(contents.span).lines().next().unwrap_or_default();
        parts.push(symbol(view, title, SymbolKind::Array, contents.span, first.unwrap_or(contents.span)));
    }
    parts.extend(Tree::new(view, issue).below(None));
    parts
}

/// The sections of an issue with what stands in them.
struct Tree<'a> {
    view: &'a View<'a>,
    issue: &'a Issue,
    /// Where each section ends in the flow.
    ends: Vec<usize>,
    /// The sections and articles directly below each section, and below none.
    sections: HashMap<Option<usize>, Vec<usize>>,
    articles: HashMap<Option<usize>, Vec<usize>>,
}

impl<'a> Tree<'a> {
    fn new(view: &'a View<'a>, issue: &'a Issue) -> Self {
        let (mut sections, mut articles): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
        for (index, section) in issue.sections.iter().enumerate() {
            // A parent that does not come before its child would lead round in a circle.
            let parent = section.parent.filter(|parent| *parent < index);
            sections.entry(parent).or_default().push(index);
        }
        for (index, article) in issue.articles.iter().enumerate() {
            let section = article.section.filter(|section| *section < issue.sections.len());
            articles.entry(section).or_default().push(index);
        }
        Tree { view, issue, ends: section_ends(issue), sections, articles }
    }

    fn below(&self, parent: Option<usize>) -> Vec<DocumentSymbol> {
        let of = |map: &HashMap<Option<usize>, Vec<usize>>| map.get(&parent).cloned().unwrap_or_default();
        let articles = of(&self.articles).into_iter().map(|index| self.article(&self.issue.articles[index]));
        let sections = of(&self.sections).into_iter().map(|index| self.section(index));
        articles.chain(sections).collect()
    }

    fn section(&self, index: usize) -> DocumentSymbol {
        let section = &self.issue.sections[index];
        let whole = section.span.to(Span::at(self.ends[index]));
        let mut symbol = symbol(self.view, &section.title, SymbolKind::Namespace, whole, section.span);
        let children = self.below(Some(index));
        symbol.children = (!children.is_empty()).then_some(children);
        symbol
    }

    fn article(&self, article: &Article) -> DocumentSymbol {
        let flow = &self.view.reading().flow;
        let name = flow.of(article.headline);
        let mut symbol = symbol(self.view, name, SymbolKind::String, whole(article), article.headline);
        let dateline = article.dateline.map(|dateline| flow.of(dateline.span));
        symbol.detail = dateline.map(|dateline| dateline.split_whitespace().collect());
        symbol
    }
}

/// Where each section ends in the flow: where the next of its rank or a higher one begins.
fn section_ends(issue: &Issue) -> Vec<usize> {
    let mut ends = vec![issue.span.end(); issue.sections.len()];
    // Those after the section in hand that no lower one hides, the nearest last.
    let mut next: Vec<usize> = Vec::new();
    for (index, section) in issue.sections.iter().enumerate().rev() {
        while next.last().is_some_and(|next| issue.sections[*next].level > section.level) {
            next.pop();
        }
        if let Some(next) = next.last() {
            ends[index] = issue.sections[*next].span.start();
        }
        next.push(index);
    }
    ends
}

fn whole(article: &Article) -> Span {
    article.headline.to(article.body)
}

fn symbol(view: &View<'_>, name: &str, kind: SymbolKind, whole: Span, name_at: Span) -> DocumentSymbol {
    let name = name.trim();
    let (range, selection_range) = (trimmed(view, whole), view.flow_range(name_at));
    let range =
        Range { start: range.start.min(selection_range.start), end: range.end.max(selection_range.end) };
    #[expect(deprecated, reason = "the field is there all the same")]
    DocumentSymbol {
        // Clients refuse a symbol without a name.
        name: if name.is_empty() { "…".to_owned() } else { name.to_owned() },
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children: None,
    }
}

/// The place of `span` of the flow, line ends after it left out.
fn trimmed(view: &View<'_>, span: Span) -> Range {
    let text = view.reading().flow.of(span).trim_end();
    view.flow_range(Span::new(span.start(), span.start() + text.len()))
}

/// The contents, sections and articles that have more than one line.
pub(super) fn folds(view: &View<'_>) -> Vec<FoldingRange> {
    let mut spans = Vec::new();
    for issue in &view.reading().issues {
        spans.extend(issue.contents.iter().map(|contents| contents.span));
        let sections = issue.sections.iter().zip(section_ends(issue));
        spans.extend(sections.map(|(section, end)| section.span.to(Span::at(end))));
        spans.extend(issue.articles.iter().map(whole));
    }
    let ranges = spans.into_iter().map(|span| trimmed(view, span));
    let mut folds: Vec<FoldingRange> = ranges
        .filter(|range| range.start.line < range.end.line)
        .map(|range| FoldingRange {
            start_line: range.start.line,
            start_character: None,
            end_line: range.end.line,
            end_character: None,
            kind: Some(FoldingRangeKind::Region),
            collapsed_text: None,
        })
        .collect();
    folds.sort_by_key(|fold| (fold.start_line, std::cmp::Reverse(fold.end_line)));
    folds.dedup_by_key(|fold| fold.start_line);
    folds
}
