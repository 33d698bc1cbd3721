//! A reference to an article that a regulation does not have: 违反本办法第二十四条 where the last
//! one is 第二十二条.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Numeral, numeral_at};

/// What the regulation calls itself before the number of one of its articles.
const NEEDLES: [&str; 8] =
    ["本办法第", "本条例第", "本规定第", "本细则第", "本规则第", "本章程第", "本规程第", "本法第"];
/// What the last article of a whole regulation says.
const CLOSINGS: [&str; 4] = ["施行", "生效", "废止", "解释"];

struct MissingArticle;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(MissingArticle))
}

impl Check for MissingArticle {
    fn needles(&self) -> &'static [&'static str] {
        &NEEDLES
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        if context.hits.is_empty() {
            return;
        }
        let regulations = regulations(context);
        for hit in context.hits {
            let start = hit.span.end() - "第".len();
            let after = regulations.partition_point(|regulation| regulation.span.start() <= start);
            let around = after.checked_sub(1).and_then(|index| regulations.get(index));
            let Some(regulation) = around.filter(|regulation| start < regulation.span.end()) else {
                continue;
            };
            let Some((number, span)) = article_at(text, start) else { continue };
            if number.value > regulation.last {
                let last = regulation.last_at.of(text);
                sink.report(Finding::at(span).and(regulation.last_at, "last").with("last", last));
            }
        }
    }
}

/// A regulation that stands there from its first article to its last.
struct Regulation {
    span: Span,
    /// The number of its last article, and where that stands.
    last: u64,
    last_at: Span,
}

/// The regulations of the document of which no article is missing.
fn regulations(context: &Context<'_>) -> Vec<Regulation> {
    let flow = &context.reading.flow;
    let opening = flow.paragraphs.iter().filter_map(|paragraph| {
        let (number, span) = article_at(&flow.text, paragraph.span.start())?;
        Some((number.value, span, paragraph.span))
    });
    let opening: Vec<(u64, Span, Span)> = opening.collect();
    let runs = opening.chunk_by(|_, (number, ..)| *number != 1);
    let whole = runs.filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        let closes = CLOSINGS.iter().any(|word| last.2.of(&flow.text).contains(word));
        // One number may be skipped or stand twice: another rule speaks of it.
        let is_whole = first.0 == 1 && last.0.abs_diff(run.len() as u64) <= 1 && closes;
        let span = first.1.to(last.2);
        is_whole.then_some(Regulation { span, last: last.0, last_at: last.1 })
    });
    whole.collect()
}

/// 第二十四条 at byte `at`, and not 第二十四条之一.
fn article_at(text: &str, at: usize) -> Option<(Numeral, Span)> {
    let number = text.get(at..)?.strip_prefix('第').and_then(|_| numeral_at(text, at + "第".len()))?;
    let end = number.span.end() + "条".len();
    let is_article = text.get(number.span.end()..)?.starts_with('条') && !text.get(end..)?.starts_with('之');
    is_article.then(|| (number, Span::new(at, end)))
}
