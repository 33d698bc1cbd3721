//! A range of quantities that runs backwards: 20—10人.

use crate::facts::quantities::{ONE, Quantity, quantity_at};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Script, numeral_before};

const NEEDLES: [&str; 3] = ["—", "～", "~"];

/// Units that are counted in no ranges, or that come after scores and numbers of things.
const OTHERS: [&str; 20] = [
    "年", "月", "日", "号", "时", "分", "秒", "届", "次", "期", "大", "点", "场", "区", "国", "门", "片",
    "队", "组", "起",
];

struct Range;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Range))
}

impl Check for Range {
    fn needles(&self) -> &'static [&'static str] {
        &NEEDLES
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            if let Some(finding) = reversed(text, hit.span) {
                sink.report(finding);
            }
        }
    }
}

fn reversed(text: &str, link: Span) -> Option<Finding> {
    let from = numeral_before(text, link.start()).filter(|from| from.script == Script::Arabic)?;
    let to = quantity_at(text, link.end()).filter(|to| to.script == Script::Arabic)?;
    let before = text.get(..from.span.start())?.chars().next_back()?;
    let is_number = before.is_ascii_alphanumeric() || ".-—－～:：/（(第从由自号室栋楼降".contains(before);
    let is_falling = text.get(..from.span.start())?.ends_with("下降")
        || text.get(to.span().end()..)?.starts_with(['降', '减']);
    let counts = !OTHERS.contains(&to.unit.of(text)) && !is_number && !is_falling;
    let value = i128::from(from.value) * ONE;
    let is_padded = |span: Span| span.of(text).starts_with('0');
    if !counts || value <= bare(text, &to, value)? || is_padded(from.span) || is_padded(to.number) {
        return None;
    }
    let digits = to.number.of(text);
    let tail = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &digits[..digits.len() - tail.len()];
    let unit = Span::new(to.number.end(), to.unit.end()).of(text);
    let fix = format!("{number}{}{}{tail}{unit}", link.of(text), from.span.of(text));
    Some(Finding::at(from.span.to(to.unit)).replace(fix))
}

/// The number before its 万 or 亿, in millionths; none where the first may do without (5000—1万元).
fn bare(text: &str, quantity: &Quantity, first: i128) -> Option<i128> {
    let number = quantity.number.of(text);
    let digits = number.trim_end_matches(['万', '亿', ' ']);
    let value = digits.parse::<i128>().ok()?.checked_mul(ONE)?;
    (digits.len() == number.len() || first < 100 * ONE).then_some(value)
}
