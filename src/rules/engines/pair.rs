//! `check.pair = { find = "unpaired" }`: marks that come in pairs and what can be wrong with them.
//!
//! `find` is one of `unpaired` (the default), `crossed`, `reversed`, `nested` and `empty`. `pairs`
//! narrows it to some pairs (`["《》"]`); pairs of a house's own (`["{}"]`) may be named for
//! `unpaired`. `nested` needs `pairs` with one pair and `inner`, the marks that stand inside it.

mod nested;
mod own;
mod partner;

use std::sync::Arc;

use super::super::toml::{At, Reader, Table};
use super::super::{Context, Finding, Proposal, Sink};
use super::{Engine, Files, Hit};
use crate::facts::marks::{Kind, Marks, Pair, Reversed};
use crate::text::{Span, chars};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Find {
    Unpaired,
    Crossed,
    Reversed,
    Nested,
    Empty,
}

const FINDS: &[(&str, Find)] = &[
    ("unpaired", Find::Unpaired),
    ("crossed", Find::Crossed),
    ("reversed", Find::Reversed),
    ("nested", Find::Nested),
    ("empty", Find::Empty),
];

pub fn make(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    let find = match table.take("find") {
        Some(value) => reader.choice(value, FINDS)?.value,
        None => Find::Unpaired,
    };
    let place = table.span.clone();
    let texts = table.take("pairs").map(|value| reader.texts(value)).unwrap_or_default();
    let pairs = texts.iter().map(|text| marks_of(text, reader)).collect::<Option<Vec<_>>>()?;
    let inner = match table.take("inner").and_then(|value| reader.text(value)) {
        Some(text) => Some(marks_of(&text, reader)?),
        None => None,
    };
    let kinds: Option<Vec<Kind>> = pairs.iter().map(|&(open, close)| Kind::of(open, close)).collect();
    let inner = inner.and_then(|(open, close)| Kind::of(open, close));
    let engine: Arc<dyn Engine> = match (find, kinds, inner) {
        (Find::Nested, Some(kinds), Some(inner)) if kinds.len() == 1 => {
            Arc::new(nested::Nested { outer: kinds[0], inner })
        }
        (Find::Nested, ..) => {
            let (zh, en) =
                ("nested 需要 pairs（一对符号）和 inner", "“nested” needs one of `pairs` and `inner`");
            reader.report(place, zh, en);
            return None;
        }
        (Find::Unpaired, None, _) => Arc::new(own::Own { pairs }),
        (_, None, _) => {
            reader.report(
                place,
                "自定的符号只能用于 unpaired",
                "own pairs can be used with “unpaired” alone",
            );
            return None;
        }
        (_, Some(kinds), _) => Arc::new(Standard { find, kinds }),
    };
    Some(engine)
}

fn marks_of(text: &At<String>, reader: &mut Reader) -> Option<(char, char)> {
    let mut marks = text.value.chars();
    let pair = (marks.next(), marks.next(), marks.next());
    if let (Some(open), Some(close), None) = pair {
        return Some((open, close));
    }
    reader.report(text.span.clone(), "这里应是一对符号，如“《》”", "expected a pair of marks such as “《》”");
    None
}

/// What [`Marks`] knows of the pairs of Chinese writing.
struct Standard {
    find: Find,
    /// The kinds that are looked at; empty where all are.
    kinds: Vec<Kind>,
}

impl Engine for Standard {
    fn says(&self) -> &'static [&'static str] {
        match self.find {
            Find::Unpaired => &["mismatch", "partner", "straight"],
            Find::Crossed => &["other"],
            _ => &[],
        }
    }

    fn run(&self, context: &Context<'_>, _: &[Hit], sink: &mut Sink<'_>) {
        let marks = context.facts.marks();
        match self.find {
            Find::Unpaired => self.unpaired(context, marks, sink),
            Find::Crossed => self.crossed(marks, sink),
            Find::Reversed => reversed(marks, sink),
            Find::Empty => self.empty(context, marks, sink),
            Find::Nested => {}
        }
    }
}

impl Standard {
    fn means(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    fn unpaired(&self, context: &Context<'_>, marks: &Marks, sink: &mut Sink<'_>) {
        for &(open, close) in marks.mismatched.iter().filter(|(open, _)| self.means(open.kind)) {
            let (_, right) = open.kind.marks();
            let finding = Finding::at(close.span).saying("mismatch").replace(right);
            sink.report(finding.with("partner", right).and(open.span, "partner"));
        }
        for mark in marks.lone.iter().filter(|mark| self.means(mark.kind)) {
            let (open, close) = mark.kind.marks();
            let missing = if mark.opens { close } else { open };
            let finding = match partner::straight(context.reading, *mark) {
                Some(straight) => Finding::at(straight).saying("straight").replace(missing),
                None => {
                    let place = partner::place(context.reading, marks, *mark);
                    Finding::at(mark.span).and(place, "partner")
                }
            };
            sink.report(finding.with("partner", missing));
        }
    }

    /// One finding for each pair that crosses others.
    fn crossed(&self, marks: &Marks, sink: &mut Sink<'_>) {
        let mut seen = None;
        for &(first, second) in &marks.crossed {
            let (Some(a), Some(b)) = (marks.pairs.get(first), marks.pairs.get(second)) else { continue };
            if seen == Some(first) || !self.means(a.kind) && !self.means(b.kind) {
                continue;
            }
            seen = Some(second);
            sink.report(crossing(a, b));
        }
    }

    fn empty(&self, context: &Context<'_>, marks: &Marks, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let text = |pair: &Pair| flow.of(pair.inner());
        let empty = |pair: &&Pair| {
            self.means(pair.kind)
                && !matches!(pair.kind, Kind::Narrow | Kind::Angle)
                && !pair.spans_paragraphs
                && text(pair).chars().all(chars::is_space)
        };
        let mut pairs = marks.pairs.iter().filter(empty).peekable();
        let mut before = None;
        while let Some(pair) = pairs.next() {
            let line = flow.paragraph_index(pair.open.start());
            let next = pairs.peek().map(|next| flow.paragraph_index(next.open.start()));
            // Blanks to be filled in are wide, or stand several on a line.
            let is_blank = text(pair).chars().count() >= 4 || before == Some(line) || next == Some(line);
            before = Some(line);
            if !is_blank && !is_mentioned(pair, marks, &flow.text) {
                sink.report(Finding::at(pair.span()).replace(""));
            }
        }
    }
}

/// The marks themselves are spoken of: 书名号“《》”, 〔〕内为累计数.
fn is_mentioned(pair: &Pair, marks: &Marks, text: &str) -> bool {
    let is_quoted =
        marks.around(pair.open.start()).next().is_some_and(|around| around.inner() == pair.span());
    let (before, after) = (&text[..pair.open.start()], &text[pair.close.end()..]);
    let is_used = before.ends_with(['用', '以', '加']) && after.starts_with(chars::is_han);
    is_quoted || is_used || after.starts_with(['内', '里', '中'])
}

/// Closing (or opening) marks that touch can change places.
fn crossing(a: &Pair, b: &Pair) -> Finding {
    let swap = |x: Kind, y: Kind, close: bool| {
        let mark = |kind: Kind| if close { kind.marks().1 } else { kind.marks().0 };
        String::from_iter([mark(y), mark(x)])
    };
    if a.close.end() == b.close.start() {
        return Finding::at(a.close.to(b.close))
            .replace(swap(a.kind, b.kind, true))
            .and(a.open.to(b.open), "other");
    }
    if a.open.end() == b.open.start() {
        return Finding::at(a.open.to(b.open)).replace(swap(a.kind, b.kind, false)).and(a.close, "other");
    }
    Finding::at(a.close).and(a.open, "other").and(b.span(), "other")
}

fn reversed(marks: &Marks, sink: &mut Sink<'_>) {
    for found in &marks.reversed {
        match *found {
            Reversed::Both(first, second) => {
                let (open, close) = first.kind.marks();
                let edits = vec![(first.span, open.to_string()), (second.span, close.to_string())];
                let whole = first.span.to(second.span);
                let right =
                    format!("{open}{}{close}", sink.text(Span::new(first.span.end(), second.span.start())));
                let finding = Finding::at(whole).with("fix", right);
                sink.report(finding.propose(Proposal { edits, ..Proposal::default() }));
            }
            Reversed::One { wrong, .. } => {
                let (open, close) = wrong.kind.marks();
                sink.report(Finding::at(wrong.span).replace(if wrong.opens { close } else { open }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_finding_has_a_name() {
        assert!(FINDS.iter().any(|(name, find)| *name == "unpaired" && *find == Find::Unpaired));
        assert_eq!(FINDS.len(), 5);
    }
}
