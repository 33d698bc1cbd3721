//! A change that the figures beside it belie: 157.8万吨，比上年增产1.5万吨，增长10.0%.

use crate::facts::levels::{Level, Role, levels_in};
use crate::facts::quantities::{Kind, ONE, Quantity, are_a_slip_apart, are_swapped, rewritten};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::sentence::whole_sentence_around;

/// What levels are compared with.
const NEEDLES: [&str; 10] = ["比", "较", "上年", "去年", "同期", "年初", "年为", "原来", "原有", "倍"];
/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 240;
/// At constant prices, or of the same things, another rate is right.
const REAL: [&str; 10] =
    ["生产总值", "增加值", "可比", "实际", "总产值", "不变价", "同口径", "剔除", "扣除", "分别"];
/// What the level of now may be led by where that of then stands before it.
const NOW: [&str; 16] = [
    "，", "今年", "本年", "当年", "本届", "本期", "现在", "目前", "同期", "则", "为", "是", "有", "达到",
    "达", "已",
];

struct Change;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Change))
}

/// A figure with what two others make of it.
struct Claim {
    said: Quantity,
    right: i128,
    /// By how much rounding may move it.
    slack: i128,
    others: [Quantity; 2],
}

/// How much there is, how much there was and what is said of the change.
#[derive(Clone, Copy)]
struct Step {
    now: Quantity,
    then: Quantity,
    by: Quantity,
    sign: i128,
}

impl Check for Change {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut read = 0;
        for hit in context.hits {
            if hit.span.start() < read {
                continue;
            }
            // 386.5亿元，比年初增加35.8亿元；年初为350.7亿元
            let sentence = whole_sentence_around(text, hit.span, REACH);
            read = sentence.end();
            let levels = levels_in(text, sentence);
            let claims = (0..levels.len()).map(|at| claims(text, sentence, &levels[at..]));
            for finding in claims.filter_map(|claims| judge(text, claims)) {
                sink.report(finding);
            }
        }
    }
}

/// The first claim that is wrong; of a wrong one and its figures, the one that a slip made so.
fn judge(text: &str, claims: Vec<Vec<Claim>>) -> Option<Finding> {
    let mut ways = claims.into_iter().find(|ways| ways.iter().any(Claim::is_wrong))?;
    ways.retain(Claim::is_wrong);
    let slip = ways.iter().position(Claim::is_slip).unwrap_or(0);
    let Claim { said, right, others: [one, other], .. } = ways.swap_remove(slip);
    let fix = rewritten(text, &said, right);
    let finding = Finding::at(said.span()).and(one.span(), "one").and(other.span(), "other");
    let finding = finding.with("one", one.span().of(text)).with("other", other.span().of(text));
    (fix != said.span().of(text)).then(|| finding.replace(fix))
}

impl Claim {
    fn is_wrong(&self) -> bool {
        let exact = [&self.said, &self.others[0], &self.others[1]];
        let exact = exact.iter().all(|one| !one.is_loose && !one.is_ordinal);
        // One of what is counted tells; the last place of what is measured may be rounded.
        let tolerance = if self.said.kind == Kind::Count { 0 } else { self.said.step.min(ONE) };
        exact && (self.said.value - self.right).abs() > self.slack + tolerance && self.right > 0
    }

    fn is_slip(&self) -> bool {
        let step = self.said.step;
        let right = (self.right + step / 2) / step * step;
        are_a_slip_apart(self.said.value, right, step) || are_swapped(self.said.value, right, step)
    }
}

/// What is claimed from the first of `levels` on, each claim with the others that it may be told by.
fn claims(text: &str, sentence: Span, levels: &[Level]) -> Vec<Vec<Claim>> {
    let by = |level: &Level| match level.role {
        Role::By(sign) => Some((level.quantity, sign)),
        _ => None,
    };
    let is_real = REAL.iter().any(|word| sentence.of(text).contains(word));
    let step = |now: &Level, then: &Level, change: &Level| {
        let (by, sign) = by(change)?;
        Some(Step { now: now.quantity, then: then.quantity, by, sign })
    };
    let [first, second, third, rest @ ..] = levels else { return Vec::new() };
    // 3.86万亩，是2022年2.41万亩的1.6倍
    let is_times = unit(text, &third.quantity) == "倍" && third.lead.of(text) == "的";
    if first.role == Role::Now && second.role == Role::Then && is_times {
        return times(text, first.quantity, second.quantity, third.quantity).into_iter().collect();
    }
    let steps = match (first.role, second.role, third.role) {
        (Role::Now, Role::Then, Role::By(_)) => step(first, second, third),
        (Role::Now, Role::By(_), Role::Then) if !second.is_bare => step(first, third, second),
        (Role::Before, Role::Now, Role::By(_)) if is_same(text, first, second) => step(second, first, third),
        (Role::Now, Role::By(_), Role::By(_)) if !second.is_bare => {
            return grown(text, first, second, third, is_real).into_iter().collect();
        }
        _ => None,
    };
    let Some(step) = steps else { return Vec::new() };
    let share =
        rest.first().and_then(by).filter(|(share, sign)| is_percent(text, share) && *sign == step.sign);
    let of_base =
        share.filter(|_| !is_percent(text, &step.by) && unit(text, &step.by) == unit(text, &step.then));
    let of_base = of_base.filter(|_| !is_real).map(|(share, _)| vec![rate(share, step.by, step.then)]);
    let own = of_step(text, &step, is_real);
    own.into_iter().chain(of_base).collect()
}

/// 8640万件，上年为7200万件，同比增长20%; 131项，比上一批的119项增加12项
fn of_step(text: &str, step: &Step, is_real: bool) -> Option<Vec<Claim>> {
    let Step { now, then, by, sign } = *step;
    let is_share = is_percent(text, &by);
    let points = matches!(unit(text, &by), "个百分点" | "百分点") && is_percent(text, &now);
    if unit(text, &now) != unit(text, &then) || then.value <= then.step || by.value <= 0 {
        return None;
    }
    if is_share && !is_percent(text, &now) {
        return (!is_real).then(|| vec![share(now, then, by, sign)]);
    }
    if is_share || !points && unit(text, &by) != unit(text, &now) {
        return None;
    }
    let slack = (rounding(&now) + rounding(&then) + rounding(&by)) / 2;
    let claim = |said, right, others| Claim { said, right, slack, others };
    Some(vec![
        claim(by, sign * (now.value - then.value), [now, then]),
        claim(then, now.value - sign * by.value, [now, by]),
        claim(now, then.value + sign * by.value, [then, by]),
    ])
}

/// How many times as much `now` is as `then`.
fn times(text: &str, now: Quantity, then: Quantity, said: Quantity) -> Option<Vec<Claim>> {
    let ratio = |now: i128, then: i128| now.saturating_mul(ONE) / then.max(1);
    let right = ratio(now.value, then.value);
    let widest = ratio(now.value + now.step / 2, then.value - then.step / 2);
    let is_said = unit(text, &now) == unit(text, &then) && then.value > then.step && !is_percent(text, &now);
    let slack = (widest - right).abs() + said.step / 2;
    is_said.then(|| vec![Claim { said, right, slack, others: [now, then] }])
}

/// 157.8万吨，比上年增产1.5万吨，增长1.0%, or the other way round.
fn grown(text: &str, now: &Level, one: &Level, other: &Level, is_real: bool) -> Option<Vec<Claim>> {
    let (by, share) = if is_percent(text, &one.quantity) { (other, one) } else { (one, other) };
    let Role::By(sign) = by.role else { return None };
    let (now, by, part) = (now.quantity, by.quantity, share.quantity);
    let base = now.value - sign * by.value;
    let is_amount = unit(text, &by) == unit(text, &now) && !is_percent(text, &by);
    if share.role != Role::By(sign) || !is_amount || !is_percent(text, &part) || is_real || base <= 0 {
        return None;
    }
    let then = Quantity { value: base, step: now.step.max(by.step) * 2, ..now };
    let mut claim = rate(part, by, then);
    claim.others = [now, by];
    // What the rate makes of the level: the amount may be the slip.
    let right = now.value.saturating_mul(part.value) / (100 * ONE + sign * part.value).max(1);
    let slack = (claim.slack / 100).saturating_mul(base / ONE) + now.step;
    Some(vec![claim, Claim { said: by, right, slack, others: [now, part] }])
}

fn percent(part: i128, whole: i128) -> i128 {
    part.saturating_mul(100 * ONE) / whole.max(1)
}

/// How much of `then` the change `by` is, against the `share` that is said.
fn rate(share: Quantity, by: Quantity, then: Quantity) -> Claim {
    let right = percent(by.value, then.value);
    let widest = percent(by.value + by.step / 2, then.value - then.step / 2) - right;
    Claim { said: share, right, slack: widest + share.step / 2, others: [then, by] }
}

/// What `now` grew by since it was `then`, against the `share` that is said.
fn share(now: Quantity, then: Quantity, share: Quantity, sign: i128) -> Claim {
    let grown = |to: i128, from: i128| percent(to - from, from) * sign;
    let right = grown(now.value, then.value);
    let widest = grown(now.value + now.step / 2, then.value - then.step / 2);
    Claim { said: share, right, slack: (widest - right).abs() + share.step / 2, others: [now, then] }
}

/// Whether the levels are said of the same: 去年新增5200人，今年新增5860人.
fn is_same(text: &str, before: &Level, now: &Level) -> bool {
    let mut words = now.lead.of(text);
    while let Some(word) = NOW.iter().find(|word| words.starts_with(**word)) {
        words = &words[word.len()..];
    }
    unit(text, &before.quantity) == unit(text, &now.quantity)
        && before.lead.of(text).contains(words)
        && now.lead.of(text).starts_with('，')
}

fn rounding(quantity: &Quantity) -> i128 {
    if quantity.step == ONE { 0 } else { quantity.step }
}

fn unit<'a>(text: &'a str, quantity: &Quantity) -> &'a str {
    quantity.unit.of(text)
}

fn is_percent(text: &str, quantity: &Quantity) -> bool {
    matches!(unit(text, quantity), "%" | "％")
}
