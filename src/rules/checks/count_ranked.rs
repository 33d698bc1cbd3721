//! Figures that are said to be in order and are not: 从高到低依次为96.7%、91.2%、92.3%.

use crate::facts::quantities::{Quantity, quantities_in};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::sentence::sentence_around;

/// Downwards first.
const NEEDLES: [&str; 6] = ["高到低", "大到小", "多到少", "低到高", "小到大", "少到多"];
const UP: u32 = 3;
/// Of fewer figures chance decides.
const LEAST: usize = 3;
/// How far from the words the figures may begin, in bytes, and how far they are read.
const BESIDE: usize = 120;
const REACH: usize = 900;

struct Ranked;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Ranked))
}

impl Check for Ranked {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let figures = figures(text, hit.span);
            if let Some((odd, before)) = out_of_order(&figures, hit.needle >= UP) {
                let finding = Finding::at(odd.span()).and(before.span(), "before");
                sink.report(finding.with("before", before.span().of(text)));
            }
        }
    }
}

/// The figures behind the words, of one unit and one to each item.
fn figures(text: &str, words: Span) -> Vec<Quantity> {
    let sentence = sentence_around(text, words, REACH);
    let all = quantities_in(text, Span::new(words.end(), sentence.end()));
    let first = all.first().filter(|first| first.number.start() <= words.end() + BESIDE);
    let is_one = |figure: &Quantity| first.is_some_and(|first| first.unit.of(text) == figure.unit.of(text));
    let are_plain = all.len() >= LEAST
        && all.iter().all(|figure| is_one(figure) && !figure.is_loose && !figure.is_ordinal);
    if are_plain { all } else { Vec::new() }
}

/// The only figure that breaks the order, with the one before it.
fn out_of_order(figures: &[Quantity], upwards: bool) -> Option<(Quantity, Quantity)> {
    let breaks = |pair: &[Quantity]| {
        if upwards { pair[1].value < pair[0].value } else { pair[1].value > pair[0].value }
    };
    let mut broken = figures.windows(2).filter(|pair| breaks(pair));
    let pair = broken.next()?;
    broken.next().is_none().then_some((pair[1], pair[0]))
}
