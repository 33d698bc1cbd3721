//! A number that stands twice in a row: 147147个, 11日11日, 5.65.6亿元.

use crate::facts::quantities::quantity_at;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::next_digit;

/// The digits of one copy, where nothing stands between two.
const LEAST: usize = 3;
const MOST: usize = 4;
/// The longest word between two copies, in bytes.
const WORD: usize = 15;

struct Doubled;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Doubled))
}

impl Check for Doubled {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(start) = next_digit(text, at) {
            let length = number(&bytes[start..]);
            let again = again(text, Span::new(start, start + length));
            at = again.map_or(start + length, |again| again.end());
            if let Some(again) = again {
                sink.report(Finding::at(again).replace(""));
            }
        }
    }
}

/// The length of the number that `bytes` begins with.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| !matches!(b, b'0'..=b'9' | b'.')).unwrap_or(bytes.len())
}

/// The second copy of the number at `run`, or of it with the word behind it.
fn again(text: &str, run: Span) -> Option<Span> {
    let before = text.get(..run.start())?.chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() && c.is_ascii() || "-—－～~/:：第号年".contains(c))
    {
        return None;
    }
    let written = run.of(text);
    match written.len().is_multiple_of(2) && is_copied(written) {
        true => {
            let copy = Span::new(run.start() + written.len() / 2, run.end());
            // A number of a thing, no name of one: 20052005房.
            quantity_at(text, copy.start()).map(|_| copy)
        }
        false => with_word(text, run),
    }
}

/// 147147, 5.65.6
fn is_copied(written: &str) -> bool {
    let (one, other) = written.split_at(written.len() / 2);
    let is_decimal = one.matches('.').count() == 1 && !one.starts_with('.') && !one.ends_with('.');
    let is_long = !one.contains('.') && (LEAST..=MOST).contains(&one.len()) && !one.starts_with('0');
    let is_varied = || one.bytes().any(|b| Some(b) != one.bytes().next());
    one == other && (is_decimal || is_long && is_varied())
}

/// 11日11日, 1.2万1.2万, 35家35家
fn with_word(text: &str, run: Span) -> Option<Span> {
    let written = run.of(text);
    let rest = text.get(run.end()..)?;
    let gap = rest
        .bytes()
        .take(WORD + 1)
        .position(|b| b.is_ascii_digit())
        .filter(|gap| (1..=WORD).contains(gap))?;
    let word = rest.get(..gap)?;
    let copy = Span::new(run.end() + gap, run.end() + gap + written.len() + gap);
    let is_word = word.chars().all(|c| c.is_alphabetic() || matches!(c, '%' | '％' | '℃'));
    let is_copy = text.get(copy.start()..copy.end()) == Some(&text[run.start()..copy.start()]);
    // 10个10个地数 counts by tens.
    let is_distributive =
        written.len() < 2 || text.get(copy.end()..).is_some_and(|rest| rest.starts_with(['地', '的']));
    (is_word && is_copy && !is_distributive).then_some(copy)
}
