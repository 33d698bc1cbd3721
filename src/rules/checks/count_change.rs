//! A change that the figures beside it belie: 157.8万吨，比上年增产1.5万吨，增长10.0%.

use crate::facts::quantities::{Kind, ONE, Quantity, quantities_in, rewritten};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 5] = ["比", "较", "上年同期", "上年", "去年"];
const NOTE: u32 = 2;
/// What says upwards, and downwards, by how much.
const UP: [&str; 10] = ["增加", "增长", "增产", "提高", "上升", "增", "多", "增收", "净增", "净增加"];
const DOWN: [&str; 8] = ["减少", "下降", "降低", "减产", "减", "少", "减收", "净减少"];
/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 240;
/// How much may stand between the level and what it is compared with, in bytes.
const BESIDE: usize = 36;

struct Change;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Change))
}

/// A level with what it was and what lies between, and the figure that can be told from the others.
struct Statement {
    said: Quantity,
    right: i128,
    /// By how much rounding may move it.
    slack: i128,
    others: [Quantity; 2],
}

impl Check for Change {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let ways: &[fn(&str, Span) -> Option<Statement>] = match hit.needle {
                NOTE => &[grown_from],
                3 => &[grown_since, noted],
                4 => &[grown_since],
                _ => &[grown_by, from_and_by, share_of_base],
            };
            let finding = |way: &fn(&str, Span) -> Option<Statement>| judge(text, &way(text, hit.span)?);
            if let Some(finding) = ways.iter().find_map(finding) {
                sink.report(finding);
            }
        }
    }
}

fn judge(text: &str, statement: &Statement) -> Option<Finding> {
    let Statement { said, right, slack, others } = statement;
    // One of what is counted tells; the last place of what is measured may be rounded.
    let tolerance = if said.kind == Kind::Count { 0 } else { said.step.min(ONE) };
    let exact = [said, &others[0], &others[1]].iter().all(|one| !one.is_loose && !one.is_ordinal);
    if !exact || (said.value - right).abs() <= slack + tolerance || *right <= 0 {
        return None;
    }
    let fix = rewritten(text, said, *right);
    let finding = Finding::at(said.span()).and(others[0].span(), "one").and(others[1].span(), "other");
    let finding = finding.with("one", others[0].span().of(text)).with("other", others[1].span().of(text));
    (fix != said.span().of(text)).then(|| finding.replace(fix))
}

/// 157.8万吨，比上年增产1.5万吨，增长1.0%
fn grown_by(text: &str, word: Span) -> Option<Statement> {
    let (level, behind) = around(text, word)?;
    let [by, share, ..] = behind.as_slice() else { return None };
    let lead = Span::new(word.end(), by.number.start()).of(text);
    let lead = lead
        .strip_prefix(|c| matches!(c, '上' | '去' | '前'))?
        .trim_start_matches(['年', '同', '期', '末', '底', '度']);
    let link = Span::new(by.span().end(), share.number.start()).of(text).strip_prefix('，')?;
    let sign = direction(lead).filter(|sign| direction(link) == Some(*sign))?;
    let base = level.value - sign * by.value;
    if !is_percent(text, share) || unit(text, by) != unit(text, &level) || base <= 0 || by.value <= 0 {
        return None;
    }
    let percent = |by: i128, base: i128| by.saturating_mul(100 * ONE) / base.max(1);
    let right = percent(by.value, base);
    let widest = percent(by.value + by.step / 2, base - level.step / 2 - by.step / 2) - right;
    Some(Statement { said: *share, right, slack: widest + share.step / 2, others: [level, *by] })
}

/// 增至131项，比上一批的119项增加12项
fn from_and_by(text: &str, word: Span) -> Option<Statement> {
    let (level, behind) = around(text, word)?;
    // 上一批: other numbers may stand before the one compared with.
    let first = behind.iter().position(|from| unit(text, from) == unit(text, &level))?;
    let [from, by, ..] = behind.get(first..)? else { return None };
    let lead = Span::new(word.end(), from.number.start()).of(text);
    let is_level = lead.ends_with('的') && !lead.contains(['，', '、']);
    let sign = direction(Span::new(from.span().end(), by.number.start()).of(text))?;
    let points = is_percent(text, &level) && matches!(unit(text, by), "个百分点" | "百分点");
    let alike = unit(text, from) == unit(text, &level) && (points || unit(text, by) == unit(text, &level));
    if is_level && is_percent(text, by) && unit(text, from) == unit(text, &level) && !points {
        return grown(level, *from, *by, sign);
    }
    if !is_level || !alike || is_percent(text, by) {
        return None;
    }
    let rounding = |quantity: &Quantity| if quantity.step == ONE { 0 } else { quantity.step };
    let right = level.value - sign * by.value;
    let slack = (rounding(&level) + rounding(from) + rounding(by)) / 2;
    Some(Statement { said: *from, right, slack, others: [level, *by] })
}

/// 18.6万亩，比上年的18.2万亩增加0.4万亩，增长2.2%
fn share_of_base(text: &str, word: Span) -> Option<Statement> {
    let (level, behind) = around(text, word)?;
    let [from, by, share, ..] = behind.as_slice() else { return None };
    let lead = Span::new(word.end(), from.number.start()).of(text);
    let sign = direction(Span::new(from.span().end(), by.number.start()).of(text))?;
    let link = Span::new(by.span().end(), share.number.start()).of(text).strip_prefix('，')?;
    let are_one = [from, by].iter().all(|one| unit(text, one) == unit(text, &level));
    let is_said = lead.ends_with('的') && !lead.contains(['，', '、']) && direction(link) == Some(sign);
    // At constant prices another rate is right.
    let said = sentence_around(text, word, REACH).of(text);
    let is_nominal = !["生产总值", "增加值", "可比", "实际", "总产值"].iter().any(|word| said.contains(word));
    let is_share = is_percent(text, share) && !is_percent(text, &level) && is_nominal;
    if !are_one || !is_said || !is_share || from.value <= from.step || by.value <= 0 {
        return None;
    }
    let percent = |by: i128, from: i128| by.saturating_mul(100 * ONE) / from.max(1);
    let right = percent(by.value, from.value);
    let widest = percent(by.value + by.step / 2, from.value - from.step / 2) - right;
    Some(Statement { said: *share, right, slack: widest + share.step / 2, others: [*from, *by] })
}

/// 4.12万人次，同比增长186.2%（上年同期为1.44万人次）
fn grown_from(text: &str, word: Span) -> Option<Statement> {
    let before = text.get(..word.start())?.strip_suffix('（')?;
    let sentence = sentence_around(text, word, REACH);
    let said = quantities_in(text, Span::new(sentence.start(), before.len()));
    let [.., level, share] = said.as_slice() else { return None };
    let from = quantities_in(text, Span::new(word.end(), sentence.end())).into_iter().next()?;
    let link =
        Span::new(level.span().end(), share.number.start()).of(text).trim_start_matches(['，', '同', '比']);
    let lead = Span::new(word.end(), from.number.start()).of(text);
    let sign = direction(link)?;
    let is_near = lead.len() <= BESIDE && share.span().end() == before.len();
    if !is_near || !is_percent(text, share) || unit(text, &from) != unit(text, level) || from.value <= 0 {
        return None;
    }
    grown(*level, from, *share, sign)
}

/// 146家，比上年净增11家（上年为135家）
fn noted(text: &str, word: Span) -> Option<Statement> {
    let before = text.get(..word.start())?.strip_suffix('（')?;
    let sentence = sentence_around(text, word, REACH);
    let said = quantities_in(text, Span::new(sentence.start(), before.len()));
    let [.., level, by] = said.as_slice() else { return None };
    let from = quantities_in(text, Span::new(word.end(), sentence.end())).into_iter().next()?;
    let lead = Span::new(word.end(), from.number.start()).of(text);
    let link = Span::new(level.span().end(), by.number.start()).of(text);
    let link = link.trim_start_matches(['，', '同', '比', '较', '上', '去', '年']);
    let sign = direction(link)?;
    let are_one = [by, &from].iter().all(|one| unit(text, one) == unit(text, level));
    let is_near = matches!(lead, "为" | "是" | "有") && by.span().end() == before.len();
    let right = sign * (level.value - from.value);
    let slack = if by.step == ONE { 0 } else { by.step };
    (is_near && are_one).then_some(Statement { said: *by, right, slack, others: [*level, from] })
}

/// 8640万件，上年为7200万件，同比增长20%
fn grown_since(text: &str, word: Span) -> Option<Statement> {
    let sentence = sentence_around(text, word, REACH);
    let level = quantities_in(text, Span::new(sentence.start(), word.start())).pop()?;
    let behind = quantities_in(text, Span::new(word.end(), sentence.end()));
    let [from, share, ..] = behind.as_slice() else { return None };
    let before = Span::new(level.span().end(), word.start()).of(text);
    let lead = Span::new(word.end(), from.number.start()).of(text);
    let link = Span::new(from.span().end(), share.number.start()).of(text);
    let is_level =
        matches!(before, "，" | "（") && matches!(lead, "为" | "是" | "同期为" | "同期是" | "仅为");
    let link = link.trim_start_matches(['）', '，']).trim_start_matches("同比");
    let is_amount = !is_percent(text, &level) && unit(text, from) == unit(text, &level) && from.value > 0;
    let sign = direction(link).filter(|_| is_level && is_amount && is_percent(text, share))?;
    grown(level, *from, *share, sign)
}

/// What `level` grew by since it was `from`, against the `share` that is said.
fn grown(level: Quantity, from: Quantity, share: Quantity, sign: i128) -> Option<Statement> {
    if from.value <= 0 {
        return None;
    }
    let percent = |to: i128, from: i128| (to - from).saturating_mul(100 * ONE) / from.max(1) * sign;
    let right = percent(level.value, from.value);
    let (high, low) = (level.value + level.step / 2, from.value - from.step / 2);
    let slack = (percent(high, low) - right).abs() + share.step / 2;
    Some(Statement { said: share, right, slack, others: [level, from] })
}

/// The level right before `word`, and the quantities behind it in its sentence.
fn around(text: &str, word: Span) -> Option<(Quantity, Vec<Quantity>)> {
    let sentence = sentence_around(text, word, REACH);
    let before = text.get(sentence.start()..word.start())?.trim_end_matches('同').trim_end_matches('，');
    let end = sentence.start() + before.len();
    let level = quantities_in(text, Span::new(sentence.start(), end)).pop()?;
    let behind = quantities_in(text, Span::new(word.end(), sentence.end()));
    (level.span().end() == end && end < word.start()).then_some((level, behind))
}

/// 1 where `words` end in growth, -1 where in decline.
fn direction(words: &str) -> Option<i128> {
    let words = words.trim_end_matches(['了', '约', '为', '达']);
    let is = |list: &[&str]| list.contains(&words);
    is(&UP).then_some(1).or_else(|| is(&DOWN).then_some(-1))
}

fn unit<'a>(text: &'a str, quantity: &Quantity) -> &'a str {
    quantity.unit.of(text)
}

fn is_percent(text: &str, quantity: &Quantity) -> bool {
    matches!(unit(text, quantity), "%" | "％")
}
