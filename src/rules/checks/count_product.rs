//! A total that is not so many times as much: 每套1200元，采购50套，合计7万元; an average that does not
//! fit: 1680人、420户，户均6人.

use super::each::Each;
use crate::facts::products::{AVERAGES, BESIDE, Product, of_all, of_each, on_average, scale};
use crate::facts::quantities::{Kind, ONE, Quantity, are_a_slip_apart, are_swapped, rewritten};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options};
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 14] = {
    let mut needles = ["每"; 14];
    needles[13] = "各";
    let mut at = 0;
    while at < AVERAGES.len() {
        needles[at + 1] = AVERAGES[at].0;
        at += 1;
    }
    needles
};
const EACH: u32 = 0;
const ALL: u32 = 13;
/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 300;
/// Units of one kind that are taken for each other.
const UNITS: [(&str, i128); 3] = [("吨", 2000), ("公斤", 2), ("斤", 1)];

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: of_hit }))
}

fn of_hit(context: &Context<'_>, hit: Hit) -> Option<Finding> {
    let text = &context.reading.flow.text;
    // 各 stands nearly everywhere, and seldom before a figure.
    let near = text.as_bytes().get(hit.span.end()..)?.iter().take(BESIDE);
    if hit.needle == ALL && !near.into_iter().any(u8::is_ascii_digit) {
        return None;
    }
    let sentence = sentence_around(text, hit.span, REACH);
    let product = match hit.needle {
        EACH => of_each(text, hit.span, sentence),
        ALL => of_all(text, hit.span, sentence),
        _ => {
            let (_, counter) = AVERAGES.get(hit.needle as usize - 1)?;
            on_average(text, hit.span, counter, sentence)
        }
    };
    judge(text, &product?)
}

/// A figure with what the two others make it.
struct Claim<'a> {
    said: &'a Quantity,
    right: i128,
}

fn judge(text: &str, product: &Product) -> Option<Finding> {
    let Product { each, of, number, total, is_average, times } = product;
    let (up, down) = scale(text, each, total)?;
    let are_firm = [each, number, total].iter().all(|one| !one.is_ordinal && one.value > 0);
    // What they make in the unit of the total.
    let make = |each: i128, number: i128| {
        let made = each.saturating_mul(*times).saturating_mul(number) / of.max(&1);
        made.saturating_mul(up) / down
    };
    let right = make(each.value, number.value);
    let slack = make(each.value + blur(each), number.value + blur(number)) - right + blur(total);
    if !are_firm || number.is_loose || total.is_loose || (total.value - right).abs() <= slack {
        return None;
    }
    let whole = Claim { said: total, right };
    let by = total.value.saturating_mul(*of) / number.value * down / up / times;
    let part = Claim { said: each, right: by };
    let count = total.value.saturating_mul(*of) / each.value * down / up / times;
    let is_near = (total.value - right).abs().saturating_mul(100) <= right.max(total.value).saturating_mul(3);
    let (first, second) = if *is_average { (&part, &whole) } else { (&whole, &part) };
    let scaled = |claim: &Claim| Some((*claim.said, claim.scaled(text)?));
    let large = |claim: &Claim| claim.said.number.of(text).ends_with(['万', '亿']);
    let by_scale = match *is_average && large(&part) {
        true => scaled(&part).or_else(|| scaled(&whole)),
        false => scaled(&whole).or_else(|| scaled(&part)),
    };
    let exact = || {
        let fix = first.slip(text, is_near).map(|fix| (*first.said, fix));
        // Of each one, a whole number tells.
        let tells =
            !is_near && (second.said.kind == Kind::Count && second.right % ONE == 0 || second.is_swapped());
        let fix = fix.or_else(|| second.slip(text, is_near).filter(|_| tells).map(|fix| (*second.said, fix)));
        let many = Claim { said: number, right: count };
        fix.or_else(|| many.slip(text, is_near).filter(|_| many.is_swapped()).map(|fix| (*number, fix)))
    };
    let (wrong, right) = by_scale.or_else(|| exact().filter(|_| !is_loose(text, each)))?;
    let others = [each, number, total].into_iter().filter(|one| **one != wrong);
    let finding = others.fold(Finding::at(wrong.span()), |finding, one| finding.and(one.span(), "other"));
    Some(finding.with("right", right.clone()).replace(right))
}

impl Claim<'_> {
    /// 3.07万元 for 3.07亿元, 13万公斤 for 13万吨: nothing but the magnitude or the unit is wrong.
    fn scaled(&self, text: &str) -> Option<String> {
        let Claim { said, right } = *self;
        let is_near = |value: i128| (value - right).abs() <= right / 25;
        if let Some((value, written)) = other_magnitude(text, said).filter(|(value, _)| is_near(*value)) {
            return (value > 0).then_some(written);
        }
        let unit = said.unit.of(text);
        let size = |unit: &str| UNITS.iter().find(|(name, _)| *name == unit).map(|(_, size)| *size);
        let other = UNITS.iter().find(|(name, other)| {
            let ours = size(unit).unwrap_or_default();
            *name != unit && ours > 0 && is_near(said.value / ours * other)
        });
        other.map(|(name, _)| format!("{}{name}", said.number.of(text)))
    }

    fn is_swapped(&self) -> bool {
        are_swapped(self.said.value, self.right, self.said.step) && self.right % self.said.step == 0
    }

    /// One digit, a swap of neighbours or a place makes the figure wrong.
    fn slip(&self, text: &str, is_near: bool) -> Option<String> {
        let Claim { said, right } = *self;
        let step = said.step.max(1);
        let rounded = (right + step / 2) / step * step;
        let is_whole = (right - rounded).abs() <= step / 10 || is_off_by_place(said.value, right);
        let is_slip = are_swapped(said.value, rounded, step)
            || !is_near
                && (are_a_slip_apart(said.value, rounded, step) || is_off_by_place(said.value, right));
        let finer = || in_wan(text, said, right).filter(|_| right % step != 0);
        (is_whole && is_slip && right > 0).then(|| finer().unwrap_or_else(|| rewritten(text, said, rounded)))
    }
}

/// 60万元 for 600万元
fn is_off_by_place(said: i128, right: i128) -> bool {
    [10, 100, 1000].iter().any(|by| said.saturating_mul(*by) == right || right.saturating_mul(*by) == said)
}

/// By how much rounding may have moved a figure.
fn blur(quantity: &Quantity) -> i128 {
    if quantity.kind == Kind::Count && quantity.step == ONE { 0 } else { quantity.step / 2 }
}

/// 约900元; 人均 alone makes nothing loose.
fn is_loose(text: &str, each: &Quantity) -> bool {
    let before = text.get(..each.number.start()).unwrap_or_default();
    let behind = text.get(each.unit.end()..).unwrap_or_default();
    let is_led = before.ends_with(['均', '每']);
    each.is_loose && (!is_led || behind.starts_with(['以', '左', '多', '余']))
}

/// What is said in 亿 and would need more places there, in 万: 2400万元.
fn in_wan(text: &str, quantity: &Quantity, value: i128) -> Option<String> {
    let number = quantity.number.of(text);
    let wan = 10_000 * ONE;
    let is_fit = number.ends_with('亿') && value % wan == 0 && value > 0;
    is_fit.then(|| format!("{}万{}", value / wan, quantity.unit.of(text)))
}

/// 3.07万元 as 3.07亿元, the other way about, and 1020元 as 1020万元.
fn other_magnitude(text: &str, quantity: &Quantity) -> Option<(i128, String)> {
    let (number, unit) = (quantity.number.of(text), quantity.unit.of(text));
    match number.chars().next_back()? {
        '万' => {
            Some((quantity.value.checked_mul(10_000)?, quantity.span().of(text).replacen('万', "亿", 1)))
        }
        '亿' => Some((quantity.value / 10_000, quantity.span().of(text).replacen('亿', "万", 1))),
        c if c.is_ascii_digit() && quantity.value >= 100 * ONE => {
            Some((quantity.value.checked_mul(10_000)?, format!("{number}万{unit}")))
        }
        _ => None,
    }
}
