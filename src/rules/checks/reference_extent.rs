//! What is said of the length of a regulation that the document holds: 《办法》共7章28条, where it has
//! 27 articles.

use super::reference_article::{Regulation, regulations};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::numerals::{Numeral, numeral_at, numeral_before, written};
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 1] = ["章"];
/// A sentence is read no further than this before the word, in bytes.
const REACH: usize = 200;
/// How far above its first article the title of a regulation stands, in bytes.
const ABOVE: usize = 1500;
/// What a short name is.
const KINDS: [&str; 8] = ["办法", "条例", "规定", "细则", "规则", "章程", "规程", "规范"];

struct Extent;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Extent))
}

impl Check for Extent {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut claims = context.hits.iter().filter_map(|hit| claim(text, hit.span)).peekable();
        if claims.peek().is_none() {
            return;
        }
        let regulations = regulations(context);
        let [regulation] = regulations.as_slice() else { return };
        for (chapters, articles) in claims {
            let is_outside = !regulation.span.covers(articles.span);
            if !is_outside || !is_named(text, chapters.span, regulation) {
                continue;
            }
            let last = regulation.last();
            let said = [(&chapters, regulation.chapter, "chapter"), (&articles, last, "article")];
            for (number, last, key) in said {
                let Some((right, at)) = last.filter(|&(right, _)| right != number.value) else { continue };
                let finding = Finding::at(number.span).saying(key).and(at, "last");
                let fix = written(right as u32, number.script);
                sink.report(finding.with("right", right.to_string()).replace(fix));
            }
        }
    }
}

/// 7 and 28 in 共7章28条.
fn claim(text: &str, word: Span) -> Option<(Numeral, Numeral)> {
    let chapters = numeral_before(text, word.start()).filter(|number| (2..100).contains(&number.value))?;
    let rest = text.get(word.end()..)?;
    let linked = rest.trim_start_matches(['、', '，', '共', '计', ' ']);
    let articles = numeral_at(text, text.len() - linked.len())?;
    let is_article = text.get(articles.span.end()..)?.starts_with('条');
    let is_count = !text.get(..chapters.span.start())?.ends_with('第');
    (is_article && is_count && articles.value > 1).then_some((chapters, articles))
}

/// Whether the sentence that ends in `number` speaks of the regulation that stands in the document.
fn is_named(text: &str, number: Span, regulation: &Regulation) -> bool {
    let sentence = sentence_around(text, number, REACH);
    let before = Span::new(sentence.start(), number.start()).of(text);
    let low = ceil(text, regulation.span.start().saturating_sub(ABOVE));
    let above = text.get(low..regulation.span.start()).unwrap_or_default();
    let Some((_, rest)) = before.rsplit_once('《') else { return false };
    let Some((name, _)) = rest.split_once('》') else { return false };
    let is_other = ["原", "旧", "上位法", "修订前"].iter().any(|word| before.contains(word));
    let is_titled = || above.lines().any(|line| !line.contains('。') && line.contains(name));
    !is_other && name.chars().count() > 1 && is_titled() && (KINDS.contains(&name) || name.len() >= 18)
}
