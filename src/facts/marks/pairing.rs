//! Which halves belong together: within a paragraph, and over several where a text may do so.
//!
//! Every kind of mark is matched by itself, so that a crossing is seen as two whole pairs. What
//! is left over is first excused (a quotation whose every paragraph opens, an amendment quoted
//! at length, list numbers, arrows, apostrophes), then read as marks turned round; only the rest
//! lacks a partner.

use super::view::{NEAR, View};
use super::{Kind, Mark, Marks, Pair, Reversed};
use crate::bulletin::{Flow, Paragraph, Role};
use crate::text::Span;

const STOPS: [char; 7] = ['，', '。', '；', '：', '、', '！', '？'];

/// A half without a partner in its paragraph.
#[derive(Clone, Copy)]
struct Left {
    mark: Mark,
    paragraph: usize,
}

/// Pairs the `marks` of `flow`, which are in the order of the text.
pub(super) fn pair(flow: &Flow, marks: &[Mark]) -> Marks {
    let mut pairing = Pairing {
        flow,
        found: Marks::default(),
        left: Vec::new(),
        numbers: Vec::new(),
        closes_last: Vec::new(),
    };
    let mut rest = marks;
    for (index, paragraph) in flow.paragraphs.iter().enumerate() {
        let here = rest.partition_point(|mark| mark.span.start() < paragraph.span.end());
        let (own, after) = rest.split_at(here);
        if !own.is_empty() {
            pairing.paragraph(index, paragraph, own);
        }
        rest = after;
    }
    // A list has more than one item: a number by itself has lost its opening bracket.
    if let [alone] = pairing.numbers[..] {
        let at = pairing.left.partition_point(|left| left.mark.span < alone.mark.span);
        pairing.left.insert(at, alone);
    }
    pairing.excuse_quotations();
    pairing.join_paragraphs();
    pairing.judge();
    pairing.found
}

struct Pairing<'a> {
    flow: &'a Flow,
    found: Marks,
    left: Vec<Left>,
    /// Closing brackets that end a list number: 1）.
    numbers: Vec<Left>,
    /// Paragraphs that open with a quotation mark and close with its partner.
    closes_last: Vec<usize>,
}

impl Pairing<'_> {
    fn paragraph(&mut self, index: usize, paragraph: &Paragraph, marks: &[Mark]) {
        let view = View { text: self.flow.of(paragraph.span), start: paragraph.span.start() };
        let marks = view.without_arrows(marks);
        let numbers = view.closes_are_numbers(marks);
        let first_left = self.left.len();
        let mut open: [Vec<Mark>; Kind::ALL.len()] = Default::default();
        for &mark in marks {
            let stack = &mut open[mark.kind as usize];
            if mark.kind == Kind::Narrow {
                self.left.push(Left { mark, paragraph: index });
            } else if mark.opens {
                stack.push(mark);
            } else if view.is_letter_mark(mark, !stack.is_empty()) {
                continue;
            } else if numbers && view.ends_number(mark) {
                self.numbers.push(Left { mark, paragraph: index });
            } else if let Some(partner) = view.amendment(stack).or_else(|| stack.pop()) {
                self.join(partner, mark);
                if view.is_first(partner) && view.is_last(mark) && mark.kind == Kind::Quote {
                    self.closes_last.push(index);
                }
            } else {
                self.left.push(Left { mark, paragraph: index });
            }
        }
        let still_open = open.into_iter().flatten().filter(|&mark| !view.is_letter_mark(mark, false));
        self.left.extend(still_open.map(|mark| Left { mark, paragraph: index }));
        self.left[first_left..].sort_by_key(|left| left.mark.span);
        self.join_widths(first_left);
    }

    fn join(&mut self, open: Mark, close: Mark) {
        // A pair of both widths counts as the full-width one.
        let kind = if open.kind == close.kind { open.kind } else { Kind::Round };
        let (open, close) = (open.span, close.span);
        self.found.pairs.push(Pair { kind, open, close, parent: None, spans_paragraphs: false });
    }

    /// Joins half-width brackets with each other and with the full-width ones that the paragraph
    /// left over since `from`; forgets those that stay alone: they are no marks of Chinese prose.
    fn join_widths(&mut self, from: usize) {
        let left = self.left.split_off(from);
        let is_round = |left: &Left| matches!(left.mark.kind, Kind::Round | Kind::Narrow);
        let mut joined = vec![false; left.len()];
        let mut open = Vec::new();
        for (index, here) in left.iter().enumerate().filter(|(_, left)| is_round(left)) {
            if here.mark.opens {
                open.push(index);
            } else if let Some(partner) = open.pop() {
                self.join(left[partner].mark, here.mark);
                joined[partner] = true;
                joined[index] = true;
            }
        }
        let alone = left.into_iter().zip(joined).filter(|(_, joined)| !joined).map(|(left, _)| left);
        self.left.extend(alone.filter(|left| !matches!(left.mark.kind, Kind::Narrow | Kind::Angle)));
    }

    /// Lets each paragraph of a quotation open it anew; where the last one does not close it, the
    /// mark of the last one is alone.
    fn excuse_quotations(&mut self) {
        let mut goes_on: Option<usize> = None;
        let mut closed = std::mem::take(&mut self.closes_last);
        let mut excused = vec![false; self.left.len()];
        for (index, left) in self.left.iter().enumerate().rev() {
            let Left { mark, paragraph } = *left;
            if mark.kind != Kind::Quote || !mark.opens || self.role(paragraph) != Role::Text {
                continue;
            }
            while closed.last().is_some_and(|&last| last > paragraph + 1) {
                closed.pop();
            }
            let next = Some(paragraph + 1);
            let view = self.view(paragraph);
            let is_first = view.is_first(mark);
            excused[index] =
                (goes_on == next || closed.last().copied() == next) && (is_first || view.follows_colon(mark));
            if is_first {
                goes_on = Some(paragraph);
            }
        }
        let mut excused = excused.into_iter();
        for left in std::mem::take(&mut self.left) {
            if excused.next() == Some(true) {
                self.join_to_end(left);
            } else {
                self.left.push(left);
            }
        }
    }

    /// The paragraph ends inside the quotation that the mark opens.
    fn join_to_end(&mut self, left: Left) {
        let Some(paragraph) = self.flow.paragraphs.get(left.paragraph) else { return };
        let (kind, open, close) = (left.mark.kind, left.mark.span, Span::at(paragraph.span.end()));
        self.found.pairs.push(Pair { kind, open, close, parent: None, spans_paragraphs: true });
    }

    /// Joins halves that stand in different paragraphs for a reason.
    fn join_paragraphs(&mut self) {
        let mut open: [Option<usize>; Kind::ALL.len()] = Default::default();
        let mut joined = vec![false; self.left.len()];
        for index in 0..self.left.len() {
            let Left { mark, paragraph } = self.left[index];
            let waiting = &mut open[mark.kind as usize];
            if mark.opens {
                *waiting = Some(index);
                continue;
            }
            let Some(first) = waiting.take() else { continue };
            let from = self.left[first];
            if from.paragraph != paragraph && self.may_span(from, self.left[index]) {
                self.join(from.mark, mark);
                if let Some(pair) = self.found.pairs.last_mut() {
                    pair.spans_paragraphs = true;
                }
                joined[first] = true;
                joined[index] = true;
            }
        }
        let mut joined = joined.into_iter();
        self.left.retain(|_| !joined.next().unwrap_or_default());
    }

    fn may_span(&self, from: Left, to: Left) -> bool {
        let (first, last) = (self.view(from.paragraph), self.view(to.paragraph));
        let in_body = self.role(from.paragraph) == Role::Text;
        // No line ends in an opening quotation mark or begins with a closing one.
        let at_edge = from.mark.kind.is_quote() && (first.is_last(from.mark) || last.is_first(to.mark));
        let cut = to.paragraph == from.paragraph + 1 && !first.ends_sentence() && !at_edge;
        let whole = last.is_last(to.mark);
        let block = match from.mark.kind {
            Kind::Quote | Kind::Corner => first.is_first(from.mark) || first.follows_colon(from.mark),
            Kind::Round | Kind::Lenticular | Kind::Tortoise => first.is_first(from.mark),
            _ => false,
        };
        cut || in_body && whole && block
    }

    /// Reads what is left over as quotation marks turned round, as pairs of two kinds, or as
    /// halves without a partner.
    fn judge(&mut self) {
        let left = std::mem::take(&mut self.left);
        let mut index = 0;
        while let Some(&first) = left.get(index) {
            index += 1;
            let next = left.get(index).filter(|next| next.paragraph == first.paragraph).copied();
            if let Some(reversed) = next.and_then(|next| self.reversed(first, next)) {
                self.found.reversed.push(reversed);
                index += 1;
            } else if let Some(next) = next.filter(|&next| self.is_mismatch(first, next)) {
                self.found.mismatched.push((first.mark, next.mark));
                index += 1;
            } else {
                self.found.lone.push(first.mark);
            }
        }
    }

    /// Marks turned round are near each other, or each stands where its opposite belongs.
    fn reversed(&self, first: Left, second: Left) -> Option<Reversed> {
        let (a, b) = (first.mark, second.mark);
        if a.kind != b.kind || !a.kind.is_quote() {
            return None;
        }
        let view = self.view(first.paragraph);
        let inner = view.between(a.span.end(), b.span.start());
        let is_clause = !inner.contains(['，', '。', '；', '！', '？', '：']);
        let is_phrase = inner.len() <= NEAR && !inner.contains(['。', '；']);
        let (opens_here, closes_here) = (view.is_after_stop(a), view.is_before_stop(b));
        // After a closing mark a stop is in its place: the text goes on outside the quotation.
        let is_outside = inner.starts_with(STOPS) || inner.ends_with(STOPS) && !closes_here;
        match (a.opens, b.opens) {
            (false, true) if !is_outside && (is_clause || is_phrase || opens_here && closes_here) => {
                Some(Reversed::Both(a, b))
            }
            (true, true) if is_clause || closes_here => Some(Reversed::One { wrong: b, partner: a }),
            (false, false) if is_clause || opens_here || is_phrase && !is_outside => {
                Some(Reversed::One { wrong: a, partner: b })
            }
            _ => None,
        }
    }

    /// An opening mark of one kind and a closing one of another, with one phrase between them.
    fn is_mismatch(&self, first: Left, second: Left) -> bool {
        let (a, b) = (first.mark, second.mark);
        let inner = self.view(first.paragraph).between(a.span.end(), b.span.start());
        a.opens
            && !b.opens
            && a.kind != b.kind
            && inner.len() <= 2 * NEAR
            && !inner.contains(['。', '；', '，'])
    }

    fn role(&self, paragraph: usize) -> Role {
        self.flow.paragraphs.get(paragraph).map_or(Role::Text, |p| p.role)
    }

    fn view(&self, paragraph: usize) -> View<'_> {
        let span = self.flow.paragraphs.get(paragraph).map_or(Span::at(0), |p| p.span);
        View { text: self.flow.of(span), start: span.start() }
    }
}
