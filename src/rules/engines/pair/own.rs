//! Pairs that a house declares itself: `pairs = ["{}"]`, or one mark at both ends (`["**"]`).

use super::super::super::{Context, Finding, Sink};
use super::super::{Engine, Hit};
use crate::text::Span;

pub(super) struct Own {
    pub pairs: Vec<(char, char)>,
}

impl Engine for Own {
    fn run(&self, context: &Context<'_>, _: &[Hit], sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for paragraph in &flow.paragraphs {
            for &(open, close) in &self.pairs {
                for at in lone(flow.of(paragraph.span), open, close) {
                    let found = Span::new(
                        at,
                        at + flow.text[paragraph.span.start() + at..]
                            .chars()
                            .next()
                            .map_or(0, char::len_utf8),
                    );
                    let missing = if found.shifted(paragraph.span.start()).of(&flow.text).starts_with(open) {
                        close
                    } else {
                        open
                    };
                    sink.report(Finding::at(found.shifted(paragraph.span.start())).with("partner", missing));
                }
            }
        }
    }
}

/// Where `open` and `close` stand in `text` without their partner, in order.
fn lone(text: &str, open: char, close: char) -> Vec<usize> {
    let mut waiting = Vec::new();
    let mut alone = Vec::new();
    for (at, c) in text.char_indices() {
        if c == close && (open != close || !waiting.is_empty()) {
            if waiting.pop().is_none() {
                alone.push(at);
            }
        } else if c == open {
            waiting.push(at);
        }
    }
    alone.append(&mut waiting);
    alone.sort_unstable();
    alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_without_a_partner_are_listed() {
        assert_eq!(lone("a{b}c}d{", '{', '}'), [5, 7]);
        assert_eq!(lone("*甲*乙*", '*', '*'), [8]);
    }
}
