//! One measure in two units that do not come to the same: 100亩（66.7公顷）.

use super::each::Each;
use crate::facts::quantities::{Quantity, are_a_slip_apart, quantities_in, quantity_at, rewritten};
use crate::rules::{Check, Finding, Options};
use crate::text::Span;
use crate::text::boundary::ceil;

/// What stands between the two.
const NEEDLES: [&str; 6] = ["（", "(", "，折合", "，合", "，即", "，相当于"];
/// From here on no bracket has to close behind the second one.
const WORDS: u32 = 2;
/// How far before the link the first one may begin, in bytes.
const REACH: usize = 60;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Length,
    Area,
    Mass,
    Time,
}

/// Units with what they measure and how much: in millimetres, thirds of a square metre, grams, minutes.
const UNITS: [(&str, Of, i128); 17] = [
    ("毫米", Of::Length, 1),
    ("厘米", Of::Length, 10),
    ("米", Of::Length, 1_000),
    ("公里", Of::Length, 1_000_000),
    ("千米", Of::Length, 1_000_000),
    ("平方米", Of::Area, 3),
    ("亩", Of::Area, 2_000),
    ("公顷", Of::Area, 30_000),
    ("平方公里", Of::Area, 3_000_000),
    ("平方千米", Of::Area, 3_000_000),
    ("克", Of::Mass, 1),
    ("斤", Of::Mass, 500),
    ("公斤", Of::Mass, 1_000),
    ("千克", Of::Mass, 1_000),
    ("吨", Of::Mass, 1_000_000),
    ("分钟", Of::Time, 1),
    ("小时", Of::Time, 60),
];

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each {
        needles: &NEEDLES,
        judge: |context, hit| judge(&context.reading.flow.text, hit.span, hit.needle < WORDS),
    }))
}

fn judge(text: &str, link: Span, is_bracket: bool) -> Option<Finding> {
    let rest = text.get(link.end()..)?;
    let said = rest.trim_start_matches(['约', '合', '即', '折', '为']);
    let other = quantity_at(text, link.end() + rest.len() - said.len())?;
    let (kind, one_more) = measure(text, &other)?;
    let behind = text.get(other.span().end()..)?;
    let ends = behind.starts_with(if is_bracket { ['）', ')'] } else { ['，', '。'] });
    let low = ceil(text, link.start().saturating_sub(REACH));
    let first = quantities_in(text, Span::new(low, link.start())).pop()?;
    let (first_kind, one) = measure(text, &first)?;
    if !ends || first.span().end() != link.start() || first_kind != kind || one == one_more {
        return None;
    }
    let right = first.value.checked_mul(one)? / one_more;
    let step = other.step.max(1);
    let rounded = (right + step / 2) / step * step;
    let rounding = first.step * one / one_more + step;
    // Two in a hundred are what a rounded factor may come to.
    let is_off = (right - other.value).abs() > rounding.max(right / 50);
    let is_exact = !first.is_loose && !other.is_loose;
    let is_digit = is_exact && are_a_slip_apart(other.value, rounded, step);
    let is_slip = is_digit || is_tenfold(right, other.value);
    let said = rewritten(text, &other, rounded);
    (is_off && is_slip).then(|| Finding::at(other.span()).and(first.span(), "other").with("right", said))
}

/// What a quantity measures, and how much its unit is.
fn measure(text: &str, quantity: &Quantity) -> Option<(Of, i128)> {
    let unit = quantity.unit.of(text);
    UNITS.iter().find(|(name, ..)| *name == unit).map(|&(_, of, much)| (of, much))
}

/// Whether one is ten, a hundred, … ten thousand times the other, but for rounding.
fn is_tenfold(one: i128, other: i128) -> bool {
    let (less, more) = (one.min(other), one.max(other));
    (1..=4).any(|power| (less * 10_i128.pow(power) - more).abs() <= more / 100)
}
