//! A numbered document (澜政发〔2024〕12号) whose number in the contents is another one than under
//! its headline.

use crate::bulletin::{Contents, Issue};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::document_number::{DocumentNumber, first_in};

/// How far behind a headline its number stands, in bytes.
const REACH: usize = 120;

struct Number;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Number))
}

impl Check for Number {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for issue in &context.reading.issues {
            let Some(contents) = &issue.contents else { continue };
            for index in 0..contents.entries.len() {
                let Some((listed, printed)) = numbers(&flow.text, issue, contents, index) else { continue };
                let (one, other) = (listed.written(&flow.text), printed.written(&flow.text));
                if one != other {
                    let finding = Finding::at(listed.span).and(printed.span, "body").replace(other.as_str());
                    sink.report(finding.with("body", other));
                }
            }
        }
    }
}

/// The number of an entry in the contents and the one in the body.
fn numbers(
    text: &str,
    issue: &Issue,
    contents: &Contents,
    index: usize,
) -> Option<(DocumentNumber, DocumentNumber)> {
    let entry = &contents.entries[index];
    let article = issue.articles.get(entry.article?)?;
    let next = contents.entries.get(index + 1).map_or(contents.span.end(), |next| next.headline.start());
    let listed = first_in(text, Span::new(entry.headline.start(), next.max(entry.headline.end())))?;
    let end = article.body.end().min(article.headline.end() + REACH);
    Some((listed, first_in(text, Span::new(article.headline.end(), end))?))
}
