//! A book or a document that stands between quotation marks once, and otherwise in book marks.

use foldhash::HashMap;

use crate::facts::marks::Kind;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

/// What the titles of books and documents end with; plays, songs and series lend their names to much else.
const ENDS: [&str; 18] = [
    "志", "年鉴", "文集", "选集", "选编", "汇编", "丛书", "词典", "辞典", "史", "办法", "条例", "规定",
    "细则", "纲要", "名录", "图鉴", "图志",
];
/// How long a title is, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=40;

struct Quoted;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Quoted))
}

impl Check for Quoted {
    fn needles(&self) -> Vec<&str> {
        vec!["志”", "鉴”", "集”", "编”", "书”", "典”", "史”", "法”", "例”", "定”", "则”", "要”", "录”"]
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let (text, pairs) = (&context.reading.flow.text, &context.facts.marks().pairs);
        if context.hits.is_empty() {
            return;
        }
        let is_title = |inner: Span| {
            let inner = inner.of(text);
            ENDS.iter().any(|end| inner.ends_with(end)) && LENGTHS.contains(&inner.chars().count())
        };
        let of_kind = |is_kind: fn(Kind) -> bool| {
            pairs.iter().filter(move |pair| is_kind(pair.kind) && is_title(pair.inner()))
        };
        let mut titles: HashMap<&str, Span> = HashMap::default();
        for pair in of_kind(|kind| kind == Kind::Title) {
            titles.entry(pair.inner().of(text)).or_insert(pair.span());
        }
        let mut quoted: HashMap<&str, Vec<Span>> = HashMap::default();
        for pair in of_kind(Kind::is_quote) {
            quoted.entry(pair.inner().of(text)).or_default().push(pair.span());
        }
        let mut found: Vec<(Span, Span, &str)> = Vec::new();
        for (title, places) in quoted {
            if let (&[span], Some(&other)) = (&places[..], titles.get(title)) {
                found.push((span, other, title));
            }
        }
        found.sort();
        for (span, other, title) in found {
            sink.report(Finding::at(span).and(other, "other").replace(format!("《{title}》")));
        }
    }
}
