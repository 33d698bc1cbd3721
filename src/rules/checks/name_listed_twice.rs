//! A list that has the same item twice: 王琰君、李新红、王琰君.

use memchr::memmem;

use crate::facts::people::is_surname;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;

/// How many characters an item has.
const ITEM: std::ops::RangeInclusive<usize> = 2..=10;
/// How many items back the same one is looked for.
const REACH: usize = 80;

struct ListedTwice;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ListedTwice))
}

impl Check for ListedTwice {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut items: Vec<Span> = Vec::new();
        let mut open = 0;
        for at in memmem::find_iter(text.as_bytes(), "、") {
            match item(text, open, at) {
                Some(item) => {
                    report(text, &items, item, sink);
                    items.push(item);
                }
                None => {
                    trailing(text, &items, open, sink);
                    items.clear();
                    items.extend(last_name(text, open, at));
                }
            }
            open = at + "、".len();
        }
        trailing(text, &items, open, sink);
    }
}

/// The person that the list closes with, whatever follows the name.
fn trailing(text: &str, items: &[Span], start: usize, sink: &mut Sink<'_>) {
    let Some(length) = text.get(start..).and_then(|rest| rest.char_indices().nth(3)).map(|(at, _)| at) else {
        return;
    };
    let name = Span::new(start, start + length);
    if name.of(text).chars().next().is_some_and(is_surname) {
        report(text, items, name, sink);
    }
}

/// What stands between two marks, if it is an item.
fn item(text: &str, start: usize, end: usize) -> Option<Span> {
    let item = text.get(start..end).filter(|item| item.len() <= 4 * ITEM.end())?;
    let whole = start > 0 && item.chars().all(is_han) && ITEM.contains(&item.chars().count());
    whole.then(|| Span::new(start, end))
}

/// The name of three characters that a list opens with, whatever stands before it.
fn last_name(text: &str, floor: usize, end: usize) -> Option<Span> {
    let start = text.get(floor..end)?.char_indices().nth_back(2)?.0 + floor;
    let name = text.get(start..end)?;
    (name.chars().all(is_han) && name.chars().next().is_some_and(is_surname)).then(|| Span::new(start, end))
}

fn report(text: &str, items: &[Span], item: Span, sink: &mut Sink<'_>) {
    let same = |other: &&Span| other.of(text) == item.of(text);
    if let Some(&first) = items.iter().rev().take(REACH).find(same) {
        sink.report(Finding::at(item).and(first, "first"));
    }
}
