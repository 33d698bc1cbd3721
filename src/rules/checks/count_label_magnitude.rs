//! An amount that would be ten thousand times too much or too little: 一般公共预算收入10.28亿元, and
//! 一般公共预算收入增长5%，达到10.8万元.

use foldhash::HashMap;

use crate::facts::quantities::{Quantity, quantity_at};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::chars::is_han;

const NEEDLES: [&str; 2] = ["万元", "亿元"];
/// The words that name an amount are compared as far from their end, in characters.
const KEY: usize = 6;
/// How far before a number they may stand, in bytes.
const BESIDE: usize = 120;
/// How far apart two amounts may stand, in bytes.
const FAR: usize = 100_000;
/// The places that 万 and 亿 lie apart.
const TIMES: i128 = 10_000;
/// Of fewer digits chance makes nearly the same.
const DIGITS: usize = 3;
/// More amounts of one name are of different things.
const MOST: usize = 200;
/// What leads from a clause that names an amount to one that gives it.
const LEADS: [&str; 6] = ["达到", "达", "为", "完成", "实现", "总额达"];
/// What says how an amount changed, behind its name.
const CHANGES: [&str; 6] = ["增长", "同比", "下降", "比上年", "较上年", "增加"];
/// Each of many has another.
const EACH: [&str; 9] = ["人均", "户均", "村均", "平均", "每", "单", "最高", "最低", "奖"];

struct LabelMagnitude;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(LabelMagnitude))
}

impl Check for LabelMagnitude {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut named: HashMap<&str, Vec<Quantity>> = HashMap::default();
        for hit in context.hits {
            let Some((quantity, label)) = amount(text, hit.span) else { continue };
            if let Some(key) = key(label) {
                named.entry(key).or_default().push(quantity);
            }
        }
        for amounts in named.values().filter(|amounts| amounts.len() > 1) {
            for near in amounts.chunk_by(|a, b| b.number.start() < a.number.end() + FAR) {
                if let Some(finding) = judge(text, near) {
                    sink.report(finding);
                }
            }
        }
    }
}

/// The amount that ends in `unit`, with the clause that names it.
fn amount(text: &str, unit: Span) -> Option<(Quantity, &str)> {
    let before = text.get(..unit.start())?;
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let start = before.trim_end_matches(is_part).len();
    let digits = before[start..].chars().filter(char::is_ascii_digit).count();
    let quantity = quantity_at(text, start).filter(|_| digits >= DIGITS)?;
    let low = ceil(text, start.saturating_sub(BESIDE));
    let lead = text.get(low..start)?.trim_end_matches('约');
    let mut clauses = lead.rsplit(['，', '。', '；', '：', '、', '\n', '（', '）']);
    let own = clauses.next()?;
    let bare = LEADS.iter().find_map(|word| own.strip_suffix(word)).unwrap_or(own);
    // 增长5%左右，达到10.8亿元: the clause before names it.
    let label = match bare.is_empty() && own.len() > bare.len() {
        true => {
            let said = clauses.next()?;
            let end = CHANGES.iter().filter_map(|word| said.find(word)).min()?;
            &said[..end]
        }
        false => bare,
    };
    let is_one = !EACH.iter().any(|word| label.contains(word));
    (is_one && label.chars().all(is_han)).then_some((quantity, label))
}

/// The last characters of the words that name an amount.
fn key(label: &str) -> Option<&str> {
    let start = label.char_indices().rev().nth(KEY - 1)?.0;
    Some(&label[start..])
}

/// The finding where one amount alone is that many times what the others are.
fn judge(text: &str, amounts: &[Quantity]) -> Option<Finding> {
    if amounts.len() > MOST {
        return None;
    }
    let near = |one: i128, other: i128| {
        one.saturating_mul(4) <= other.saturating_mul(5) && other.saturating_mul(4) <= one.saturating_mul(5)
    };
    let mut odd = amounts.iter().filter(|odd| {
        let value = odd.value;
        amounts.iter().filter(|one| !std::ptr::eq(*one, *odd)).all(|one| {
            near(value.saturating_mul(TIMES), one.value) || near(value, one.value.saturating_mul(TIMES))
        })
    });
    // Of two amounts the latter is named.
    let odd =
        if amounts.len() == 2 { odd.next_back()? } else { odd.next().filter(|_| odd.next().is_none())? };
    let other = amounts.iter().find(|one| !std::ptr::eq(*one, odd))?;
    let finding = Finding::at(odd.span()).and(other.span(), "other");
    Some(finding.with("other", other.span().of(text)))
}
