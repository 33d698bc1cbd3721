//! A total that is not so many times as much: 每套1200元，采购50套，合计7万元; an average that does not
//! fit: 1680人、420户，户均6人.

use super::each::Each;
use crate::facts::quantities::{
    ONE, Quantity, are_a_slip_apart, are_swapped, quantities_in, quantity_at, rewritten,
};
use crate::rules::engines::Hit;
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::affix::beginning_in;
use crate::text::boundary::ceil;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 8] = ["每", "人均", "户均", "亩均", "亩产", "村均", "校均", "日均"];
const EACH: u32 = 0;
/// What is said of each one stands no further behind it, in bytes.
const BESIDE: usize = 30;
/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 300;

/// What things are counted with behind 每.
const COUNTERS: [&str; 26] = [
    "平方米",
    "公斤",
    "人",
    "名",
    "位",
    "户",
    "亩",
    "套",
    "台",
    "个",
    "件",
    "吨",
    "斤",
    "家",
    "村",
    "辆",
    "头",
    "只",
    "株",
    "棵",
    "期",
    "场",
    "所",
    "班",
    "份",
    "年",
];
/// What teams are counted with behind 每, and without.
const TEAMS: [(&str, &[&str]); 3] = [("队", &["支", "队"]), ("组", &["组", "个"]), ("班", &["个", "班"])];
/// What a total follows.
const TOTALS: [&str; 8] = ["共计", "合计", "总计", "总额", "总金额", "总价", "总共", "共"];
/// Times: 每人每月 says what a month makes.
const TIMES: [&str; 6] = ["每年", "每月", "每天", "每日", "每周", "每季"];

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: of_hit }))
}

/// So much for each, so many, and what they make.
struct Claim {
    each: Quantity,
    number: Quantity,
    total: Quantity,
    /// The average is what follows from the others.
    is_average: bool,
    /// The number of each is as likely to be wrong as the total.
    is_open: bool,
}

fn of_hit(context: &Context<'_>, hit: Hit) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let claim = match hit.needle {
        EACH => each(text, hit.span).or_else(|| team(text, hit.span)),
        _ => average(text, hit.span),
    };
    judge(text, &claim?)
}

/// 每套1200元，共采购50套，合计7万元; 24期，1920人，平均每期90人
fn each(text: &str, word: Span) -> Option<Claim> {
    let rest = text.get(word.end()..)?;
    let counter = beginning_in(rest, &COUNTERS)?;
    let sentence = sentence_around(text, word, REACH);
    let from = word.end() + counter.len();
    let each = first(text, Span::new(from, sentence.end()))?;
    let lead = Span::new(from, each.number.start()).of(text);
    // 每人每月: what a month makes is compared with what a month makes.
    let time = TIMES.iter().find(|time| lead.contains(**time));
    let is_plain = lead.len() <= BESIDE
        && !lead.contains(['，', '；', '增', '减', '降', '比'])
        && (time.is_some() || !lead.contains('每'));
    if !is_plain {
        return None;
    }
    let is_average = text.get(..word.start())?.ends_with("平均");
    let outside = |quantity: &Quantity| quantity.number.start() != each.number.start();
    let is_date = |quantity: &Quantity| quantity.unit.of(text) == "年" && quantity.value >= 1000 * ONE;
    let mut all = quantities_in(text, sentence);
    all.retain(|quantity| outside(quantity) && !is_date(quantity));
    // 40个村: the noun is what is counted.
    let is_number = |quantity: &&Quantity| {
        let unit = quantity.unit.of(text);
        let noun = || text.get(quantity.span().end()..).is_some_and(|rest| rest.starts_with(counter));
        are_units_alike(unit, counter) || unit == "个" && noun()
    };
    let number = only(all.iter().filter(is_number))?;
    let total = match is_average {
        true => only(all.iter().filter(|total| scale(text, total, &each).is_some() && **total != number))?,
        false => total(text, &all, &each, sentence, time.copied())?,
    };
    Some(Claim { each, number, total, is_average, is_open: false })
}

/// 21支队伍、462名选手，每队22人
fn team(text: &str, word: Span) -> Option<Claim> {
    let rest = text.get(word.end()..)?;
    let (counter, units) = TEAMS.iter().find(|(counter, _)| rest.starts_with(counter))?;
    let each = quantity_at(text, word.end() + counter.len())?;
    let sentence = sentence_around(text, word, REACH);
    let said = quantities_in(text, Span::new(sentence.start(), word.start()));
    let number = only(said.iter().filter(|number| units.contains(&number.unit.of(text))))?;
    let total = only(said.iter().filter(|total| are_units_alike(total.unit.of(text), each.unit.of(text))))?;
    let is_of_teams = text.get(number.span().end()..)?.chars().take(4).any(|c| counter.contains(c));
    let are_people = are_units_alike(each.unit.of(text), "人");
    // What number each has, and no other one stands before it: 每队22人.
    (is_of_teams && are_people).then_some(Claim { each, number, total, is_average: false, is_open: true })
}

/// 420户，1680人，户均6人; 12万亩，5.4万吨，平均亩产540公斤
fn average(text: &str, word: Span) -> Option<Claim> {
    let counter = match word.of(text).trim_end_matches(['均', '产']) {
        "日" => "天",
        counter => counter,
    };
    let sentence = sentence_around(text, word, REACH);
    let each = first(text, Span::new(word.end(), sentence.end()))?;
    let lead = Span::new(word.end(), each.number.start()).of(text);
    // 人均收入6000元的村 says of which village it is.
    let is_of_another = text.get(each.span().end()..)?.starts_with('的');
    if lead.len() > BESIDE || lead.contains(['，', '；', '增', '减', '降', '比', '每']) || is_of_another
    {
        return None;
    }
    let mut said = quantities_in(text, Span::new(sentence.start(), word.start()));
    // 日均7.68万人次 is an average too.
    said.retain(|quantity| !clause_before(text, quantity).contains('均'));
    let number = only(said.iter().filter(|quantity| are_units_alike(quantity.unit.of(text), counter)))?;
    let total = only(said.iter().filter(|total| scale(text, total, &each).is_some() && **total != number))?;
    Some(Claim { each, number, total, is_average: true, is_open: false })
}

/// What stands before a quantity in its clause.
fn clause_before<'a>(text: &'a str, quantity: &Quantity) -> &'a str {
    let low = ceil(text, quantity.number.start().saturating_sub(BESIDE));
    let before = text.get(low..quantity.number.start()).unwrap_or_default();
    before.rsplit(['，', '、', '；', '。']).next().unwrap_or_default()
}

/// The total that the sentence names as one, of the unit of `each`.
fn total(
    text: &str,
    all: &[Quantity],
    each: &Quantity,
    sentence: Span,
    time: Option<&str>,
) -> Option<Quantity> {
    let is_total = |total: &&Quantity| {
        let from = total.number.start().saturating_sub(BESIDE).max(sentence.start());
        let label = Span::new(ceil(text, from), total.number.start())
            .of(text)
            .rsplit(['，', '、', '：'])
            .next()
            .unwrap_or_default();
        let word = TOTALS.iter().any(|word| label.contains(word));
        let is_of_time =
            time.is_none_or(|time| label.contains(time)) && (time.is_some() || !label.contains('每'));
        word && is_of_time && scale(text, total, each).is_some()
    };
    only(all.iter().filter(is_total))
}

/// What one of the unit of `total` is in the unit of `each`.
fn scale(text: &str, total: &Quantity, each: &Quantity) -> Option<i128> {
    let (total, each) = (total.unit.of(text), each.unit.of(text));
    match (total, each) {
        _ if total == each => Some(1),
        ("吨", "公斤" | "千克") => Some(1000),
        ("吨", "斤") => Some(2000),
        _ if are_units_alike(total, each) => Some(1),
        _ => None,
    }
}

fn are_units_alike(one: &str, other: &str) -> bool {
    const PEOPLE: [&str; 4] = ["人", "名", "位", "人次"];
    one == other || PEOPLE.contains(&one) && PEOPLE.contains(&other)
}

fn first(text: &str, span: Span) -> Option<Quantity> {
    quantities_in(text, span).into_iter().next()
}

/// The only one of `quantities`.
fn only<'a>(mut quantities: impl Iterator<Item = &'a Quantity>) -> Option<Quantity> {
    quantities.next().filter(|_| quantities.next().is_none()).copied()
}

fn judge(text: &str, claim: &Claim) -> Option<Finding> {
    let Claim { each, number, total, is_average, is_open } = claim;
    let is_exact = [each, number, total].iter().all(|one| !one.is_ordinal && one.value > 0)
        && !number.is_loose
        && !total.is_loose
        && !each.is_loose;
    let scale = scale(text, total, each)?;
    let made = (each.value / ONE).saturating_mul(number.value);
    let by_each = total.value.saturating_mul(ONE) / number.value.max(1);
    let is_each = *is_open
        && !are_swapped(total.value, made, total.step)
        && by_each % ONE == 0
        && are_a_slip_apart(each.value, by_each, each.step);
    let (wrong, right) = match *is_average || is_each {
        true => (each, total.value.saturating_mul(scale * ONE) / number.value.max(1)),
        false => (total, made / scale),
    };
    if *is_average && let Some(right) = magnitude(text, claim, scale) {
        let finding = Finding::at(total.span()).and(each.span(), "other").and(number.span(), "other");
        return Some(finding.with("right", right.clone()).replace(right));
    }
    if !is_exact {
        return None;
    }
    let step = wrong.step;
    let scaled = other_magnitude(text, wrong).filter(|(value, _)| *value == right);
    let rounded = match scaled {
        Some(_) => right,
        None => right.saturating_add(step / 2) / step.max(1) * step.max(1),
    };
    let off = (rounded - wrong.value).abs();
    // What is rounded, or of an average number of people, is near.
    let is_near = off.saturating_mul(100) <= rounded.max(wrong.value).saturating_mul(3) || off == 0;
    let by_magnitude = [10, 100, 10_000, 100_000_000].iter().any(|by| {
        [right, rounded]
            .iter()
            .any(|of| *of == wrong.value.saturating_mul(*by) || of.saturating_mul(*by) == wrong.value)
    });
    let is_slip = are_swapped(wrong.value, rounded, step)
        || are_a_slip_apart(wrong.value, rounded, step)
        || by_magnitude;
    let finer = in_wan(text, wrong, right).filter(|_| right % step != 0);
    let is_whole = *is_average || is_each || scaled.is_some() || finer.is_some() || right % step == 0;
    if is_near || !is_slip || !is_whole {
        return None;
    }
    let others = [each, number, total].into_iter().filter(|one| *one != wrong);
    let finding = others.fold(Finding::at(wrong.span()), |finding, one| finding.and(one.span(), "other"));
    let scaled = scaled.map(|(_, written)| written).or(finer);
    let right = scaled.unwrap_or_else(|| rewritten(text, wrong, rounded));
    Some(finding.with("right", right.clone()).replace(right))
}

/// 38.4万人次，收入3.07万元，人均800元: what the total is in the magnitude that the average asks for, if
/// nothing else is wrong.
fn magnitude(text: &str, claim: &Claim, scale: i128) -> Option<String> {
    let Claim { each, number, total, .. } = claim;
    let right = (each.value / ONE).saturating_mul(number.value) / scale;
    let (other, written) = other_magnitude(text, total)?;
    let is_near = other.saturating_sub(right).saturating_abs() <= right / 10;
    (is_near && other > 0).then_some(written)
}

/// What is said in 亿 and would need more places there, in 万: 2400万元.
fn in_wan(text: &str, quantity: &Quantity, value: i128) -> Option<String> {
    let number = quantity.number.of(text);
    let wan = 10_000 * ONE;
    let is_fit = number.ends_with('亿') && value % wan == 0 && value > 0;
    is_fit.then(|| format!("{}万{}", value / wan, quantity.unit.of(text)))
}

/// 3.07万元 as 3.07亿元, and the other way about.
fn other_magnitude(text: &str, quantity: &Quantity) -> Option<(i128, String)> {
    let (value, from, to) = match quantity.number.of(text).chars().next_back()? {
        '万' => (quantity.value.checked_mul(10_000)?, "万", "亿"),
        '亿' => (quantity.value / 10_000, "亿", "万"),
        _ => return None,
    };
    Some((value, quantity.span().of(text).replacen(from, to, 1)))
}
