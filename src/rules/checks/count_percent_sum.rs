//! Shares of one whole that do not make 100: 甲占46.8%、乙占17.5%、其他占23.3%, 三次产业结构为18.3∶44.1∶40.6.

use super::each::Each;
use crate::facts::quantities::{ONE, Quantity, are_a_slip_apart, decimal, quantities_in};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::numerals::numeral_at;
use crate::text::sentence::sentence_around;

/// What closes a division of a whole, and what a ratio of it follows.
const NEEDLES: [&str; 8] = ["其他", "其它", "其余", "结构", "比例", "比重", "构成", "比为"];
const RATIO: u32 = 3;
const REACH: usize = 300;
/// How far behind its word a ratio may begin, in bytes.
const BESIDE: usize = 45;
const WHOLE: i128 = 100 * ONE;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: of_hit }))
}

/// A part of the whole.
struct Part {
    span: Span,
    value: i128,
    step: i128,
}

fn of_hit(context: &Context<'_>, hit: Hit) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let parts = if hit.needle < RATIO { shares(text, hit.span) } else { ratio(text, hit.span) };
    judge(&parts?)
}

/// The finding where the parts make another sum than 100 and one slip of the hand explains it.
fn judge(parts: &[Part]) -> Option<Finding> {
    let (first, last) = (parts.first()?, parts.last()?);
    let sum: i128 = parts.iter().map(|part| part.value).sum();
    let rounding: i128 = parts.iter().map(|part| part.step).sum();
    let off = sum - WHOLE;
    let is_slip =
        |part: &&Part| off.abs() > 2 * part.step && are_a_slip_apart(part.value, part.value - off, part.step);
    if parts.len() < 3 || off.abs() <= rounding {
        return None;
    }
    parts.iter().find(is_slip)?;
    let all = first.span.to(last.span);
    Some(Finding::at(all).with("sum", decimal(sum, first.step)))
}

/// 甲占46.8%、乙占17.5%、其他占13.3%: all percentages of the sentence up to that of the rest.
fn shares(text: &str, word: Span) -> Option<Vec<Part>> {
    let sentence = sentence_around(text, word, REACH);
    let is_percent = |one: &Quantity| matches!(one.unit.of(text), "%" | "％");
    let rest = quantities_in(text, Span::new(word.end(), sentence.end())).into_iter().next();
    let rest = rest.filter(|rest| is_percent(rest) && rest.number.start() <= word.end() + BESIDE)?;
    let before = quantities_in(text, Span::new(sentence.start(), word.start()));
    let shares = before.iter().rev().take_while(|one| is_percent(one) && !one.is_loose);
    let mut all: Vec<Quantity> = shares.copied().collect();
    all.reverse();
    all.push(rest);
    // Each is said to be a share; growth is none.
    let lead = |pair: &[Quantity]| Span::new(pair[0].span().end(), pair[1].number.start()).of(text);
    let are_shares = all.windows(2).all(|pair| lead(pair).contains('占') || lead(pair).starts_with('、'));
    let said = Span::new(all.first()?.number.start(), rest.number.start()).of(text);
    let grows = ["增", "降", "升", "比上"].iter().any(|word| said.contains(word));
    (are_shares && !grows && said.contains('占')).then(|| all.iter().map(part).collect())
}

fn part(quantity: &Quantity) -> Part {
    Part { span: quantity.span(), value: quantity.value, step: quantity.step }
}

/// 三次产业结构为18.3∶41.1∶40.6
fn ratio(text: &str, word: Span) -> Option<Vec<Part>> {
    let mut at =
        word.end() + text.get(word.end()..)?.find(|c: char| c.is_ascii_digit()).filter(|&at| at <= BESIDE)?;
    let mut parts = Vec::new();
    loop {
        let whole = numeral_at(text, at)?;
        let rest = text.get(whole.span.end()..)?;
        let places = rest.strip_prefix('.').and_then(|_| numeral_at(text, whole.span.end() + 1));
        let (end, step) = match places {
            Some(places) => (places.span.end(), ONE.checked_div(10i128.checked_pow(places.length as u32)?)?),
            None => (whole.span.end(), ONE),
        };
        let value =
            i128::from(whole.value) * ONE + places.map_or(0, |places| i128::from(places.value) * step);
        parts.push(Part { span: Span::new(at, end), value, step });
        let Some(next) = text.get(end..)?.strip_prefix(['∶', '：', ':']) else { break };
        at = text.len() - next.len();
    }
    // Only what nearly makes 100 is a division of it.
    let sum: i128 = parts.iter().map(|part| part.value).sum();
    ((50 * ONE..=150 * ONE).contains(&sum) && parts.iter().all(|part| part.step < ONE)).then_some(parts)
}
