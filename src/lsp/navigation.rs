//! From the contents to the article and back, and links to where files lead.

use std::path::Path;

use gen_lsp_types::{DocumentLink, LocationLink, Position, Uri};

use super::positions::Positions;
use super::uri;
use super::view::View;
use crate::bulletin::{Article, Entry, Issue};
use crate::rules::Lang;
use crate::rules::toml::{Reader, Table, parse};
use crate::text::{Lines, Span};

/// Where the contents entry or headline at `position` leads: to its article, or to its entry.
pub(super) fn definition(view: &View<'_>, position: Position) -> Option<LocationLink> {
    let at = view.reading().flow.from_document(view.positions().offset(position));
    let issue = view.reading().issue_at(at)?;
    let touches = |span: Span| (span.start()..=span.end()).contains(&at);
    let (origin, target, whole) = entries(issue)
        .find(|(entry, _)| touches(line(entry)))
        .map(|(entry, article)| (line(entry), article.headline, article.headline.to(article.body)))
        .or_else(|| {
            let (entry, article) = entries(issue).find(|(_, article)| touches(article.headline))?;
            Some((article.headline, entry.headline, line(entry)))
        })?;
    Some(LocationLink {
        origin_selection_range: Some(view.flow_range(origin)),
        target_uri: view.uri.clone(),
        target_range: view.flow_range(whole),
        target_selection_range: view.flow_range(target),
    })
}

/// The entries of the contents that have an article, with it.
fn entries(issue: &Issue) -> impl Iterator<Item = (&Entry, &Article)> {
    let entries = issue.contents.iter().flat_map(|contents| &contents.entries);
    entries.filter_map(|entry| Some((entry, issue.articles.get(entry.article?)?)))
}

/// An entry from its headline to its folio.
fn line(entry: &Entry) -> Span {
    entry.folio.map_or(entry.headline, |folio| entry.headline.to(folio.span))
}

/// The page numbers of the contents, each a link to its article.
pub(super) fn links(view: &View<'_>) -> Vec<DocumentLink> {
    let mut links = Vec::new();
    for (entry, article) in view.reading().issues.iter().flat_map(entries) {
        let Some(folio) = entry.folio else { continue };
        let place = view.flow_range(article.headline).start;
        let tooltip = match view.lang() {
            Lang::Zh => format!("正文第 {} 行", place.line + 1),
            Lang::En => format!("line {}", place.line + 1),
        };
        links.push(DocumentLink {
            range: view.flow_range(folio.span),
            target: Some(Uri(format!("{}#L{}", view.uri.0, place.line + 1))),
            tooltip: Some(tooltip),
            data: None,
        });
    }
    links
}

/// The files that the configuration at `path`, which reads `text`, extends and takes packs from.
pub(super) fn configuration_links(path: &Path, text: &str, spoken: super::Spoken) -> Vec<DocumentLink> {
    let Ok(table) = parse(text) else { return Vec::new() };
    let (mut table, mut reader) = (Table::new(&table, 0..text.len()), Reader::default());
    let values: Vec<_> = ["extends", "packs"].into_iter().filter_map(|key| table.take(key)).collect();
    let names = values.into_iter().flat_map(|value| reader.texts(value));
    let lines = Lines::new(text);
    let positions = Positions::new(text, &lines, spoken.encoding);
    let folder = path.parent().unwrap_or(Path::new(""));
    names
        .filter(|name| folder.join(&name.value).is_file())
        .map(|name| DocumentLink {
            range: positions.range(Span::from(name.span)),
            target: Some(uri::of_path(&folder.join(&name.value))),
            tooltip: None,
            data: None,
        })
        .collect()
}
