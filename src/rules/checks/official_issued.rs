//! A notice that issues one document by its headline and another by its text: 关于印发《…方案》的通知,
//! 《…预案》已经县政府同意，现印发给你们.

use crate::facts::marks::Kind;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::chars::is_han;
use crate::text::fold::similarity;

const NEEDLES: [&str; 1] = ["印发"];
/// How far behind the headline the document is named, in bytes.
const REACH: usize = 900;
/// How much of the sentence behind the title says that it is issued, in bytes.
const BESIDE: usize = 180;
/// Two titles of one document have so much in common, and the shortest that tells has as many characters.
const ALIKE: f64 = 0.7;
const LEAST: usize = 8;

struct Issued;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Issued))
}

impl Check for Issued {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some(headed) = headed(text, hit.span) else { continue };
            let Some(said) = said(context, headed.end()) else { continue };
            let bare = |span: Span| span.of(text).chars().filter(|&c| is_han(c)).collect::<Vec<_>>();
            let (one, other) = (bare(headed), bare(said));
            let is_part = one.len() < other.len() && other.ends_with(&one)
                || other.len() < one.len() && one.ends_with(&other);
            if one != other && !is_part && other.len() >= LEAST && similarity(&one, &other) >= ALIKE {
                sink.report(Finding::at(said).and(headed, "headline").with("headline", headed.of(text)));
            }
        }
    }
}

/// The title in 关于印发《…》的通知 or 关于印发…的通知, its 印发 at `word`, on a line of its own.
fn headed(text: &str, word: Span) -> Option<Span> {
    if !text.get(..word.start())?.ends_with("关于") {
        return None;
    }
    let rest = text.get(word.end()..)?;
    let line = rest.split('\n').next()?;
    let title = line.strip_suffix("的通知").or_else(|| line.find("的通知（").map(|at| &line[..at]))?;
    let bare = title.strip_prefix('《').and_then(|title| title.strip_suffix('》'));
    let start = word.end() + if bare.is_some() { '《'.len_utf8() } else { 0 };
    let title = bare.unwrap_or(title);
    (!title.contains(['《', '。', '，'])).then(|| Span::new(start, start + title.len()))
}

/// The title in 《…》已经…同意，现印发给你们 near behind byte `at`.
fn said(context: &Context<'_>, at: usize) -> Option<Span> {
    let text = &context.reading.flow.text;
    let pairs = &context.facts.marks().pairs;
    let from = pairs.partition_point(|pair| pair.open.start() < at);
    let near = pairs[from..].iter().take_while(|pair| pair.open.start() < at + REACH);
    let issued = |span: Span| {
        let behind = Span::new(span.end(), floor(text, span.end() + BESIDE)).of(text);
        let sentence = behind.split(['。', '\n']).next().unwrap_or_default();
        sentence.starts_with("》已经") && sentence.contains("现印发") || sentence.starts_with("》印发给")
    };
    let titles: Vec<Span> = near.filter(|pair| pair.kind == Kind::Title).map(|pair| pair.inner()).collect();
    titles.into_iter().find(|title| issued(*title))
}
