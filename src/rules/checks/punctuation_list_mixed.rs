//! A list of short parallel items with another mark before its first 、: 早预报，早预警、早处置.

use memchr::memmem;

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;

/// The shortest and the longest item, in characters.
const ITEM: std::ops::RangeInclusive<usize> = 3..=6;

struct ListMixed;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ListMixed))
}

impl Check for ListMixed {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for mark in memmem::find_iter(text.as_bytes(), "、") {
            let Some(middle) = item_before(text, mark) else { continue };
            let Some(before) = text[..middle.start()].strip_suffix('，').map(str::len) else { continue };
            let count = middle.of(text).chars().count();
            let first =
                text[..before].char_indices().rev().nth(count - 1).map(|(at, _)| Span::new(at, before));
            let Some(first) = first.filter(|first| first.of(text).chars().all(is_han)) else { continue };
            let behind = mark + "、".len();
            let last = Span::new(behind, behind + run(&text[behind..]));
            let closed = text[last.end()..].starts_with(['，', '。', '；', '”', '\n']);
            if closed
                && ITEM.contains(&count)
                && are_parallel([first, middle, last].map(|item| item.of(text)))
            {
                let comma = Span::new(before, middle.start());
                sink.report(Finding::at(comma).replace("、").and(first.to(last), "list"));
            }
        }
    }
}

/// The length in bytes of the Han characters that `text` begins with.
fn run(text: &str) -> usize {
    text.find(|c: char| !is_han(c)).unwrap_or(text.len())
}

/// The Han characters between a mark and byte `end`.
fn item_before(text: &str, end: usize) -> Option<Span> {
    let before = text.get(..end)?;
    let most = *ITEM.end() + 1;
    let chars = before.char_indices().rev().take(most).take_while(|&(_, c)| is_han(c));
    chars.last().map(|(start, _)| Span::new(start, end))
}

/// Items of one length that begin with the same character and go on with others.
fn are_parallel(items: [&str; 3]) -> bool {
    let count = |item: &str| item.chars().count();
    let head = |item: &str| item.chars().next();
    let [first, middle, last] = items;
    let same = |of: fn(&str, &str) -> bool| of(first, middle) && of(middle, last);
    same(|a, b| a.chars().count() == b.chars().count())
        && head(first) == head(middle)
        && head(middle) == head(last)
        && same(|a, b| a != b)
        && count(first) >= *ITEM.start()
}
