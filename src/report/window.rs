//! What of a text is shown around a finding.
//!
//! A paragraph of a bulletin is one line of hundreds of characters. So the renderer is handed
//! windows: for each place a sentence or two, cut with `…` where a sentence or clause ends, with
//! the true line and column numbers.

use std::ops::Range;

use codespan_reporting::diagnostic::{Label, LabelStyle};
use unicode_width::UnicodeWidthChar;

use crate::text::boundary::floor;
use crate::text::{Lines, Span};

/// The columns of a window, gutter not counted.
const WIDTH: usize = 72;

/// A place to point at, and what to say under it.
pub(super) struct Mark<'a> {
    pub span: Span,
    pub primary: bool,
    pub message: &'a str,
}

/// The windows of one diagnostic on one document, as a file of the renderer's.
pub(super) struct Snippet {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) rows: Vec<Row>,
    /// Where labels start in `text`, and the columns that they start at in the document.
    pub(super) columns: Vec<(usize, usize)>,
}

/// One window: a line of the snippet.
pub(super) struct Row {
    pub(super) span: Range<usize>,
    /// Its line as the renderer counts: lines with text between them are not neighbours.
    pub(super) index: usize,
    /// The line in the document.
    pub(super) line: usize,
}

/// The part of a mark that lies in one line.
struct Part<'a> {
    line: usize,
    span: Span,
    style: LabelStyle,
    message: &'a str,
}

impl Snippet {
    /// Windows on all `marks` in `text`, and the labels that point into them; `column` tells the
    /// column of a byte.
    pub(super) fn new(
        name: String,
        text: &str,
        lines: &Lines,
        column: &dyn Fn(usize) -> usize,
        marks: &[Mark<'_>],
    ) -> (Self, Vec<Label<()>>) {
        let mut snippet = Snippet { name, text: String::new(), rows: Vec::new(), columns: Vec::new() };
        let mut labels = Vec::new();
        let mut parts: Vec<Part<'_>> = marks.iter().flat_map(|mark| split(text, lines, mark)).collect();
        parts.sort_by_key(|part| (part.span.start(), part.span.end()));
        for group in grouped(text, &parts) {
            let line = lines_body(text, lines, group[0].line);
            let core = core(text, group);
            let view = View::new(text, line, core);
            let shift = snippet.push(&view.shown, group[0].line);
            for part in group {
                let start = shift + view.start_of(part.span.start());
                let end = shift + view.end_of(part.span.end()).max(view.start_of(part.span.start()));
                snippet.columns.push((start, column(part.span.start())));
                labels.push(Label::new(part.style, (), start..end).with_message(part.message));
            }
        }
        (snippet, labels)
    }

    /// Takes a window on the line with index `line`; returns where it starts.
    fn push(&mut self, shown: &str, line: usize) -> usize {
        let index = self.rows.last().map_or(0, |last| last.index + if last.line + 1 == line { 1 } else { 3 });
        let start = self.text.len();
        self.text.push_str(shown);
        self.rows.push(Row { span: start..self.text.len(), index, line });
        self.text.push('\n');
        start
    }
}

/// The line with index `line` without its line end and without what begins a page.
fn lines_body(text: &str, lines: &Lines, line: usize) -> Span {
    let span = lines.span(line);
    let upto_end = span.of(text).trim_end_matches(['\n', '\r', '\x0c']);
    let body = upto_end.trim_start_matches('\x0c');
    let end = span.start() + upto_end.len();
    Span::new(end - body.len(), end)
}

/// A mark's first and last line; what lies between them need not be seen.
fn split<'a>(text: &str, lines: &Lines, mark: &Mark<'a>) -> Vec<Part<'a>> {
    let style = if mark.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
    let span = Span::new(floor(text, mark.span.start()), floor(text, mark.span.end()));
    let first = lines.index(span.start());
    let last = lines.index(span.end().saturating_sub(1).max(span.start()));
    let within = |line: usize| {
        let body = lines_body(text, lines, line);
        let start = span.start().clamp(body.start(), body.end());
        Span::new(start, span.end().clamp(start, body.end()))
    };
    let mut parts = vec![Part { line: first, span: within(first), style, message: mark.message }];
    if last > first {
        if parts[0].span.is_empty() {
            parts.clear();
        }
        let message = if parts.is_empty() { mark.message } else { "" };
        parts.push(Part { line: last, span: within(last), style, message });
    }
    parts
}

/// Parts that share a window: those of a line that overlap or stand close together.
fn grouped<'p, 'a>(text: &str, parts: &'p [Part<'a>]) -> Vec<&'p [Part<'a>]> {
    let mut groups = Vec::new();
    let mut start = 0;
    let mut core = Span::default();
    for (index, part) in parts.iter().enumerate() {
        let all = if index == start { part.span } else { core.to(part.span) };
        let near = part.span.start() <= core.end() || fits(all.of(text));
        if index > start && (part.line != parts[start].line || !near) {
            groups.push(&parts[start..index]);
            start = index;
            core = part.span;
        } else {
            core = all;
        }
    }
    if start < parts.len() {
        groups.push(&parts[start..]);
    }
    groups
}

/// What a window must show of `group`: all of it, or else its narrowest part.
fn core(text: &str, group: &[Part<'_>]) -> Span {
    let spans = || group.iter().map(|part| part.span);
    let whole = spans().reduce(Span::to).unwrap_or_default();
    let narrowest = spans().min_by_key(|span| span.len()).unwrap_or_default();
    if fits(whole.of(text)) { whole } else { narrowest }
}

fn fits(text: &str) -> bool {
    text.len() <= 4 * WIDTH && text.chars().map(columns).sum::<usize>() <= WIDTH
}

/// What a window shows, and where the text's offsets are in it.
struct View {
    shown: String,
    /// Offsets of shown characters in the text and in `shown`, ascending.
    map: Vec<(usize, usize)>,
}

impl View {
    /// The view of `line` around `core`, which lies in it.
    fn new(text: &str, line: Span, core: Span) -> Self {
        let mut view = View { shown: String::new(), map: Vec::new() };
        if fits(line.of(text)) {
            view.show(text, line);
            view.map.push((line.end(), view.shown.len()));
            return view;
        }
        let (head, tail) = shortened(text, core);
        let used = head.of(text).chars().chain(tail.of(text).chars()).map(columns).sum::<usize>();
        let around = surroundings(text, line, core, WIDTH.saturating_sub(used + 2));
        if around.start() > line.start() {
            view.shown.push('…');
        }
        view.show(text, Span::new(around.start(), head.end()));
        if head.end() < tail.start() {
            view.map.push((head.end(), view.shown.len()));
            view.shown.push('…');
        }
        view.show(text, Span::new(tail.start(), around.end()));
        view.map.push((around.end(), view.shown.len()));
        if around.end() < line.end() {
            view.shown.push('…');
        }
        view
    }

    fn show(&mut self, text: &str, span: Span) {
        for (at, c) in span.of(text).char_indices() {
            self.map.push((span.start() + at, self.shown.len()));
            show_char(c, &mut self.shown);
        }
    }

    /// Where the character at `offset` is shown, or the `…` that stands for it.
    fn start_of(&self, offset: usize) -> usize {
        let after = self.map.partition_point(|(at, _)| *at <= offset);
        after.checked_sub(1).and_then(|at| self.map.get(at)).map_or(0, |(_, shown)| *shown)
    }

    fn end_of(&self, offset: usize) -> usize {
        let at = self.map.partition_point(|(at, _)| *at < offset);
        self.map.get(at).or(self.map.last()).map_or(0, |(_, shown)| *shown)
    }
}

/// `core` in two halves that fit a window; they meet where it fits whole.
fn shortened(text: &str, core: Span) -> (Span, Span) {
    if fits(core.of(text)) {
        return (core, Span::at(core.end()));
    }
    let half = WIDTH / 2 - 4;
    let head = core.start() + reach(core.of(text).chars(), half);
    let tail = core.end() - reach(core.of(text).chars().rev(), half);
    (Span::new(core.start(), head), Span::new(tail.max(head), core.end()))
}

/// How many bytes of `chars` fit into `room` columns.
fn reach(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 0;
    chars
        .take_while(|&c| {
            used += columns(c);
            used <= room
        })
        .map(char::len_utf8)
        .sum()
}

/// `core` with as much of `line` around it as fits into `room`, cut where a sentence or at
/// least a clause ends. What one side does not need the other gets.
fn surroundings(text: &str, line: Span, core: Span, room: usize) -> Span {
    let before = Span::new(line.start(), core.start()).of(text);
    let after = Span::new(core.end(), line.end()).of(text);
    let back = |room: usize| {
        let floor = core.start() - reach(before.chars().rev(), room);
        if floor == line.start() { floor } else { first_border(text, floor, core.start()) }
    };
    let ahead = |room: usize| {
        let ceiling = core.end() + reach(after.chars(), room);
        if ceiling == line.end() { ceiling } else { last_border(text, core.end(), ceiling) }
    };
    let left_of = |start: usize| room - width_up_to(Span::new(start, core.start()).of(text), room);
    let right_of = |end: usize| room - width_up_to(Span::new(core.end(), end).of(text), room);
    let half = back((room / 2).max(room - width_up_to(after, room)));
    let end = ahead(left_of(half));
    Span::new(back(right_of(end)), end)
}

fn width_up_to(text: &str, room: usize) -> usize {
    let mut used = 0;
    for c in text.chars() {
        used += columns(c);
        if used >= room {
            return room;
        }
    }
    used
}

/// Where to begin between `from` and `to`, so that most of that is shown.
fn first_border(text: &str, from: usize, to: usize) -> usize {
    let offsets = Span::new(from, to).of(text).char_indices().map(|(at, _)| from + at).chain([to]);
    best(text, offsets, |at| (to - at) * 2 >= to - from).unwrap_or(from)
}

/// Where to end between `from` and `to`.
fn last_border(text: &str, from: usize, to: usize) -> usize {
    let offsets = Span::new(from, to).of(text).char_indices().map(|(at, _)| from + at).chain([to]);
    best(text, offsets.rev(), |at| (at - from) * 2 >= to - from).unwrap_or(to)
}

/// The first end of a sentence among `offsets`, else that of a clause if it leaves `enough`,
/// else the first place that cuts no word.
fn best(text: &str, offsets: impl Iterator<Item = usize>, enough: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut clause, mut word) = (None, None);
    for at in offsets {
        let border = border(text, at);
        if border == Border::Sentence {
            return Some(at);
        }
        clause = clause.or((border == Border::Clause).then_some(at));
        word = word.or((border >= Border::Word).then_some(at));
    }
    clause.filter(|&at| enough(at)).or(word)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Border {
    /// Inside a number or a Latin word, or before a mark that closes.
    None,
    Word,
    Clause,
    Sentence,
}

/// How good a place `offset` is to cut `text` at.
fn border(text: &str, offset: usize) -> Border {
    let closing = ['”', '’', '」', '』', '）', '》', '〉', '】', ')'];
    let (before, after) = text.split_at_checked(offset).unwrap_or_default();
    let next = after.chars().next().unwrap_or(' ');
    let bare = before.chars().rev().take(4).find(|c| !closing.contains(c)).unwrap_or(' ');
    let last = before.chars().next_back().unwrap_or(' ');
    if closing.contains(&next) || "，、。；：！？".contains(next) {
        return Border::None;
    }
    match bare {
        '。' | '！' | '？' | '；' => Border::Sentence,
        _ if matches!(last, '，' | '、' | '：' | '\t' | '\u{3000}') => Border::Clause,
        _ if last.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() => Border::None,
        _ => Border::Word,
    }
}

/// The columns that `c` takes when it is shown.
pub(super) fn columns(c: char) -> usize {
    match c {
        '\t' => 4,
        c if is_unseen(c) => {
            let mut shown = String::new();
            show_char(c, &mut shown);
            shown.len()
        }
        c => c.width().unwrap_or_default(),
    }
}

/// Characters that a terminal obeys or swallows: they are shown by their number.
pub(super) fn is_unseen(c: char) -> bool {
    let formatting = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    formatting || (c.is_control() && c != '\t')
}

pub(super) fn show_char(c: char, out: &mut String) {
    if is_unseen(c) {
        out.push_str(&format!("<{:02X}>", c as u32));
    } else {
        out.push(c);
    }
}
