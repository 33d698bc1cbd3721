//! A growth that is said to be so many points above another, which the document gives otherwise:
//! 增长6.3%，高出地区生产总值增速2.8个百分点.

use crate::facts::quantities::{Quantity, are_a_slip_apart, quantities_in, quantity_at, rewritten};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::chars::is_han;
use crate::text::sentence::sentence_around;

/// Above, then below.
const NEEDLES: [&str; 6] = ["高出", "高于", "快于", "低于", "慢于", "落后"];
const BELOW: u32 = 3;
/// What names a rate behind the thing that grew.
const RATES: [&str; 4] = ["增速", "增幅", "增长速度", "增长率"];
/// The shortest and the longest name, in characters.
const NAME: std::ops::RangeInclusive<usize> = 4..=16;
/// So many are looked up, each in the issue that it stands in.
const MOST: usize = 12;
/// How far before the word the rate may stand, in bytes.
const REACH: usize = 120;
/// How far behind the name its growth may stand, in bytes.
const BEHIND: usize = 120;

struct PointsApart;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(PointsApart))
}

impl Check for PointsApart {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let claims = context.hits.iter().filter_map(|hit| claim(text, hit.span, hit.needle >= BELOW));
        for finding in claims.take(MOST).filter_map(|claim| judge(context, &claim)) {
            sink.report(finding);
        }
    }
}

/// 6.3% and 2.8个百分点 with what the latter is above or below.
struct Claim<'a> {
    level: Quantity,
    said: Quantity,
    name: &'a str,
    is_below: bool,
}

fn claim(text: &str, word: Span, is_below: bool) -> Option<Claim<'_>> {
    let rest = text.get(word.end()..)?;
    let name = &rest[..rest.find(|c: char| !is_han(c)).unwrap_or(rest.len())];
    let said = quantity_at(text, word.end() + name.len())?;
    let name = RATES.iter().find_map(|rate| name.strip_suffix(rate))?;
    let is_points = matches!(said.unit.of(text), "个百分点" | "百分点") && !said.is_loose;
    if !is_points || !NAME.contains(&name.chars().count()) {
        return None;
    }
    let sentence = sentence_around(text, word, REACH);
    let level = quantities_in(text, Span::new(sentence.start(), word.start())).pop()?;
    let between = Span::new(level.span().end(), word.start()).of(text);
    let is_level =
        is_percent(text, &level) && !level.is_loose && matches!(between, "，" | "，增速" | "，增幅");
    is_level.then_some(Claim { level, said, name, is_below })
}

fn judge(context: &Context<'_>, claim: &Claim<'_>) -> Option<Finding> {
    let Claim { level, said, name, is_below } = claim;
    let text = &context.reading.flow.text;
    let issue = context.reading.issue_at(said.number.start())?.span;
    let places = issue.of(text).match_indices(name);
    let rates: Vec<Quantity> =
        places.filter_map(|(at, _)| growth(text, issue.start() + at + name.len())).collect();
    let rate = *rates.first().filter(|first| rates.iter().all(|rate| rate.value == first.value))?;
    let right = if *is_below { rate.value - level.value } else { level.value - rate.value };
    let is_slip = right > 0 && right != said.value && is_slip(said.value, right, said.step);
    if !is_slip || said.step != rate.step {
        return None;
    }
    let fix = rewritten(text, said, right);
    let finding = Finding::at(said.span()).and(rate.span(), "rate").and(level.span(), "level");
    Some(finding.with("right", fix.clone()).replace(fix))
}

/// What the thing that is named before byte `at` grew by: 地区生产总值142.36亿元，比上年增长4.1%.
fn growth(text: &str, at: usize) -> Option<Quantity> {
    let end = floor(text, at + BEHIND);
    let sentence = text.get(at..end)?.split(['。', '；', '\n']).next()?;
    let said = quantities_in(text, Span::new(at, at + sentence.len()));
    let rate = said.into_iter().find(|rate| is_percent(text, rate))?;
    let lead = Span::new(at, rate.number.start()).of(text);
    let clause = lead.rsplit('，').next()?;
    let is_growth = clause.ends_with("增长") && !rate.is_loose && rate.unit.end() <= end;
    // Another thing, another time, and what is only planned.
    let is_other = ["占", "中，", "、", "和", "预期", "目标", "计划", "其中", "增加值"]
        .iter()
        .any(|word| lead.contains(word));
    (is_growth && !is_other).then_some(rate)
}

fn is_percent(text: &str, quantity: &Quantity) -> bool {
    matches!(quantity.unit.of(text), "%" | "％")
}

/// 1.9 for 0.9: one digit is another, if both are written with as many.
fn is_slip(said: i128, right: i128, step: i128) -> bool {
    let digits = |value: i128| format!("{:06}", value / step.max(1)).into_bytes();
    let unlike = digits(said).iter().zip(digits(right).iter()).filter(|(a, b)| a != b).count();
    unlike == 1 || are_a_slip_apart(said, right, step)
}
