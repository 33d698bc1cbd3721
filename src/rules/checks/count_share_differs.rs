//! One of several shares that tells another whole than the rest: 98.67亿元，占65.0%；21.25亿元，占14.0%；….

use crate::facts::quantities::{ONE, Quantity, are_a_slip_apart, are_swapped, quantities_in, rewritten};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

const NEEDLES: [&str; 1] = ["占"];
/// So many others have to agree, or one less where the shares make a hundred.
const AGREE: usize = 3;
const LEAST: usize = 3;
/// Of more amounts that fit, one would be a slip away by chance.
const CHOICES: usize = 24;
/// More of them are no list.
const MOST: usize = 30;
/// How much may stand between a part and its share, in bytes.
const BESIDE: usize = 12;
/// A paragraph is read no further than this from the first share, in bytes.
const REACH: usize = 900;

struct ShareDiffers;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ShareDiffers))
}

/// A part with its share, and the least and the greatest whole that they tell.
struct Part {
    part: Quantity,
    share: Quantity,
    whole: (i128, i128),
}

impl Check for ShareDiffers {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let paragraph = |at: usize| flow.paragraph_index(at);
        let of_one = context.hits.chunk_by(|a, b| {
            paragraph(a.span.start()) == paragraph(b.span.start()) && b.span.start() < a.span.end() + REACH
        });
        for hits in of_one.filter(|hits| hits.len() >= LEAST) {
            let end = |hit: usize| flow.paragraphs[paragraph(hits[hit].span.start())].span.end();
            let mut parts = Vec::new();
            for (at, hit) in hits.iter().enumerate() {
                let next = hits.get(at + 1).map_or(end(at), |next| next.span.start());
                let from = at.checked_sub(1).map_or(hit.span.start(), |before| hits[before].span.end());
                let from = if at == 0 { flow.paragraphs[paragraph(from)].span.start() } else { from };
                parts.extend(part(&flow.text, from, hit.span, next));
            }
            if let Some(finding) = judge(&flow.text, &parts) {
                sink.report(finding);
            }
        }
    }
}

/// 21.25亿元，占14.0%
fn part(text: &str, from: usize, word: Span, to: usize) -> Option<Part> {
    let from = crate::text::boundary::ceil(text, from.max(word.start().saturating_sub(REACH)));
    let part = quantities_in(text, Span::new(from, word.start())).pop()?;
    let share = quantities_in(text, Span::new(word.end(), to)).into_iter().next()?;
    let between = Span::new(part.span().end(), word.start()).of(text);
    let is_share = matches!(share.unit.of(text), "%" | "％") && share.number.start() == word.end();
    let is_plain = between.len() <= BESIDE && between.trim_matches(['，', '（']).is_empty();
    let is_exact = !part.is_loose && !share.is_loose && share.value > 0 && part.value > 0;
    if !is_share || !is_plain || !is_exact || matches!(part.unit.of(text), "%" | "％") {
        return None;
    }
    let half = |one: &Quantity| if one.step == ONE && one.count().is_some() { 0 } else { one.step / 2 };
    let least = (part.value - half(&part)).saturating_mul(100 * ONE) / (share.value + share.step / 2).max(1);
    let greatest =
        (part.value + half(&part)).saturating_mul(100 * ONE) / (share.value - share.step / 2).max(1) + 1;
    Some(Part { part, share, whole: (least, greatest) })
}

/// The finding where all but one part tell one whole.
fn judge(text: &str, parts: &[Part]) -> Option<Finding> {
    let unit = parts.first()?.part.unit.of(text);
    if parts.len() < LEAST || parts.len() > MOST || parts.iter().any(|part| part.part.unit.of(text) != unit) {
        return None;
    }
    let common = |but: Option<usize>| {
        let those =
            || parts.iter().enumerate().filter(|(at, _)| Some(*at) != but).map(|(_, part)| part.whole);
        let least = those().map(|(least, _)| least).max()?;
        let greatest = those().map(|(_, greatest)| greatest).min()?;
        (least <= greatest).then_some((least, greatest))
    };
    if common(None).is_some() {
        return None;
    }
    let mut odd = (0..parts.len()).filter_map(|at| Some((at, common(Some(at))?)));
    let (at, (least, greatest)) = odd.next().filter(|_| odd.next().is_none())?;
    let Part { part, share, .. } = &parts[at];
    let whole = least / 2 + greatest / 2;
    let rounded = |value: i128, step: i128| (value + step / 2) / step.max(1) * step.max(1);
    let right = rounded(part.value.saturating_mul(100 * ONE) / whole.max(1), share.step);
    // Shares that make a hundred are right, and an amount is not.
    let all: i128 = parts.iter().map(|part| part.share.value).sum();
    let is_all = |sum: i128| (sum - 100 * ONE).abs() <= share.step.min(ONE) * parts.len() as i128 / 2 + 1;
    let amounts = amounts((least, greatest), share, part.step);
    let swapped = amounts.iter().find(|amount| are_swapped(part.value, **amount, part.step));
    let amount = swapped.or_else(|| amounts.iter().find(|amount| is_slip(part.value, **amount, part.step)));
    if let Some(amount) = amount.filter(|_| is_all(all)) {
        let right = rewritten(text, part, *amount);
        let finding = Finding::at(part.span()).and(share.span(), "part").with("part", share.span().of(text));
        return Some(finding.with("right", right.clone()).replace(right));
    }
    let off = (right - share.value).abs();
    let is_sure = parts.len() > AGREE || is_all(all - share.value + right);
    let is_slip = is_slip(share.value, right, share.step) || are_swapped(share.value, right, share.step);
    if off <= 2 * share.step || right > 100 * ONE || !is_sure || !is_slip {
        return None;
    }
    let right = rewritten(text, share, right);
    let finding = Finding::at(share.span()).and(part.span(), "part").with("part", part.span().of(text));
    Some(finding.with("right", right.clone()).replace(right))
}

/// The amounts that may be `share` of a whole in between, the likeliest first, or none where there are many.
fn amounts((least, greatest): (i128, i128), share: &Quantity, step: i128) -> Vec<i128> {
    let step = step.max(1);
    let of = |whole: i128, share: i128| whole.saturating_mul(share) / (100 * ONE) / step;
    let (low, high) =
        (of(least, share.value - share.step / 2), of(greatest, share.value + share.step / 2) + 1);
    let middle = of(least / 2 + greatest / 2, share.value);
    let mut all: Vec<i128> = (low..=high).take(CHOICES + 1).collect();
    all.sort_by_key(|amount| (amount - middle).abs());
    if all.len() > CHOICES { Vec::new() } else { all.into_iter().map(|amount| amount * step).collect() }
}

/// One slip of the hand, a digit that is one too many or lacks among them: 18.0 for 8.0.
fn is_slip(said: i128, right: i128, step: i128) -> bool {
    let digits = |value: i128| (value / step.max(1)).to_string().into_bytes();
    let (mut long, mut short) = (digits(said), digits(right));
    if long.len() < short.len() {
        std::mem::swap(&mut long, &mut short);
    }
    let without =
        |at: usize| long.iter().enumerate().filter(move |(of, _)| *of != at).map(|(_, digit)| *digit);
    let is_one_more =
        long.len() == short.len() + 1 && (0..long.len()).any(|at| without(at).eq(short.iter().copied()));
    is_one_more || are_a_slip_apart(said, right, step)
}
