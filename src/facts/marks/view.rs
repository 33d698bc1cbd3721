//! The surroundings of a mark in its paragraph.

use super::{Kind, Mark};
use crate::text::chars;

/// The length in bytes of a phrase: forty Han characters.
pub(super) const NEAR: usize = 120;

/// How many paragraphs a quoted provision may have.
const PARAGRAPHS: usize = 40;

/// A paragraph, asked about the surroundings of a mark.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub text: &'a str,
    pub start: usize,
}

impl<'a> View<'a> {
    pub fn between(self, from: usize, to: usize) -> &'a str {
        self.text.get(from.saturating_sub(self.start)..to.saturating_sub(self.start)).unwrap_or_default()
    }

    fn before(self, mark: Mark) -> &'a str {
        self.between(self.start, mark.span.start())
    }

    fn after(self, mark: Mark) -> &'a str {
        self.text.get(mark.span.end().saturating_sub(self.start)..).unwrap_or_default()
    }

    /// Nothing but space stands before it.
    pub fn is_first(self, mark: Mark) -> bool {
        let before = self.before(mark);
        before.len() < 40 && before.chars().all(chars::is_space)
    }

    /// Nothing but marks and space stands after it.
    pub fn is_last(self, mark: Mark) -> bool {
        let after = self.after(mark);
        after.len() < 40 && after.chars().all(|c| chars::is_space(c) || "。；，、”’》）！？".contains(c))
    }

    pub fn follows_colon(self, mark: Mark) -> bool {
        self.before(mark).trim_end().ends_with(['：', ':'])
    }

    pub fn ends_sentence(self) -> bool {
        self.text.trim_end().ends_with(['。', '！', '？', '；'])
    }

    /// A closing mark belongs here: a stop, a closing mark or the end of the paragraph follows.
    pub fn is_before_stop(self, mark: Mark) -> bool {
        self.after(mark).trim_start().chars().next().is_none_or(|c| "，。；：、！？）》".contains(c))
    }

    /// An opening mark belongs here: a stop, an opening mark or the start of the paragraph
    /// comes before.
    pub fn is_after_stop(self, mark: Mark) -> bool {
        self.before(mark).trim_end().chars().next_back().is_none_or(|c| "，。；：、！？（《".contains(c))
    }

    /// An apostrophe or a prime, which no partner is missing for: O’Brien, workers’, ’99, 13”.
    /// `open` where an opening mark waits for this one.
    pub fn is_letter_mark(self, mark: Mark, open: bool) -> bool {
        if !mark.kind.is_quote() {
            return false;
        }
        let before = self.before(mark).chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        let after = self.after(mark).chars().next();
        match mark.kind {
            Kind::InnerQuote if before && after.is_some_and(|c| c.is_ascii_alphanumeric()) => true,
            Kind::InnerQuote if !open => before || after.is_some_and(|c| c.is_ascii_digit()),
            _ => !open && !mark.opens && self.is_inches(mark),
        }
    }

    /// 13”液晶, 5’30”
    fn is_inches(self, mark: Mark) -> bool {
        let before = self.before(mark);
        let rest = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let after = self.after(mark).chars().next();
        let screen = after.is_some_and(|c| "液屏显电彩平智大的×xX*".contains(c));
        rest.len() < before.len() && (rest.ends_with(['’', '\'']) || screen && before.len() - rest.len() <= 4)
    }

    /// True where the paragraph has more closing brackets than opening ones, so that those which
    /// could end a list number (1）, a）) do.
    pub fn closes_are_numbers(self, marks: &[Mark]) -> bool {
        let round = marks.iter().filter(|mark| mark.kind == Kind::Round);
        let balance: i64 = round.map(|mark| if mark.opens { 1 } else { -1 }).sum();
        balance < 0
    }

    /// The mark that opens the provision which an amendment quotes (修改为：“…。“…。”), every one of
    /// its paragraphs opened anew: taken out of `open` together with the ones that follow it.
    pub fn amendment(self, open: &mut Vec<Mark>) -> Option<Mark> {
        if open.len() > PARAGRAPHS {
            return None;
        }
        let first = open.iter().rposition(|&mark| self.quotes_provision(mark))?;
        let anew = |mark: &Mark| {
            mark.kind == Kind::Quote && self.before(*mark).trim_end().ends_with(['。', '；', '：'])
        };
        let continues = open.len() > first + 1 && open[first + 1..].iter().all(anew);
        continues.then(|| open.drain(first..).next()).flatten()
    }

    fn quotes_provision(self, mark: Mark) -> bool {
        let Some(lead) = self.before(mark).trim_end().strip_suffix(['：', ':']) else { return false };
        let near = lead.char_indices().rev().nth(NEAR / 3).map_or(0, |(at, _)| at);
        let clause = lead[near..].rsplit(['。', '；', '”']).next().unwrap_or_default();
        mark.kind == Kind::Quote
            && ["修改为", "改为", "增加", "作为", "规定"].iter().any(|word| clause.contains(word))
    }

    /// `1）`, `a）`, `①）` at the start of an item.
    pub fn ends_number(self, mark: Mark) -> bool {
        if mark.kind != Kind::Round || mark.opens {
            return false;
        }
        let is_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '①'..='⑳' | '０'..='９');
        let before = self.before(mark);
        let rest = before.trim_end_matches(is_number);
        let len = before[rest.len()..].chars().count();
        let opens_item = rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '（');
        (1..=3).contains(&len) && opens_item
    }

    /// Leaves out `》》` and `《《` that point at a line's text from its edges.
    pub fn without_arrows(self, marks: &[Mark]) -> &[Mark] {
        let twice = |a: Mark, b: Mark| {
            a.kind == Kind::Title
                && b.kind == Kind::Title
                && a.opens == b.opens
                && a.span.end() == b.span.start()
        };
        let mut marks = marks;
        if let [a, b, ..] = *marks
            && !a.opens
            && twice(a, b)
            && self.is_first(a)
        {
            marks = &marks[2..];
        }
        if let [.., a, b] = *marks
            && a.opens
            && twice(a, b)
            && self.is_last(b)
        {
            marks = &marks[..marks.len() - 2];
        }
        marks
    }
}
