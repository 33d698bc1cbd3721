//! A list that has a person or a place twice: 王琰君、李新红、王琰君.

use memchr::memmem;

use crate::facts::people::is_surname;
use crate::facts::places::Table;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::words::is_word;

/// The longest name of a place, in bytes.
const LONGEST: usize = 45;
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
    if is_person(name.of(text)) {
        report(text, items, name, sink);
    }
}

/// What stands between two marks, if it is a person or a place.
fn item(text: &str, start: usize, end: usize) -> Option<Span> {
    let item = text.get(start..end).filter(|item| start > 0 && item.len() <= LONGEST)?;
    (is_person(item) || Table::get().named(item).next().is_some()).then(|| Span::new(start, end))
}

/// A surname and one or two characters that make no word with it.
fn is_person(item: &str) -> bool {
    let mut chars = item.chars();
    let (Some(surname), Some(given)) = (chars.next(), chars.next()) else {
        return false;
    };
    is_surname(surname) && !is_word(surname, given) && chars.count() <= 1 && item.chars().all(is_han)
}

/// The name of three characters that a list opens with, whatever stands before it.
fn last_name(text: &str, floor: usize, end: usize) -> Option<Span> {
    let start = text.get(floor..end)?.char_indices().nth_back(2)?.0 + floor;
    let name = text.get(start..end)?;
    is_person(name).then(|| Span::new(start, end))
}

fn report(text: &str, items: &[Span], item: Span, sink: &mut Sink<'_>) {
    let same = |other: &&Span| other.of(text) == item.of(text);
    if let Some(&first) = items.iter().rev().take(REACH).find(same) {
        sink.report(Finding::at(item).and(first, "first"));
    }
}
