//! So much for each, so many, and what that makes, as one sentence says it: 每座5人，共24座，120名队员.
//! Each of the three is the only one of its kind there, or it is not read.

use super::quantities::{Kind, ONE, Quantity, quantities_in, quantity_at, unit_of};
use crate::text::Span;
use crate::text::boundary::ceil;

/// What is said of each one stands no further behind it, in bytes.
pub const BESIDE: usize = 36;
/// What a total follows.
const TOTALS: [&str; 8] = ["共计", "合计", "总计", "总额", "总金额", "总价", "总共", "共"];
/// 每人每月 says what a month makes.
const TIMES: [&str; 6] = ["每年", "每月", "每天", "每日", "每周", "每季"];
/// What is said for each in other words: 亩均, 单价.
pub const AVERAGES: [(&str, &str); 12] = [
    ("人均", "人"),
    ("户均", "户"),
    ("亩均", "亩"),
    ("亩产", "亩"),
    ("村均", "村"),
    ("校均", "所"),
    ("日均", "天"),
    ("年均", "年"),
    ("月均", "个月"),
    ("场均", "场"),
    ("单价", ""),
    ("单产", "亩"),
];
/// How many of the smallest unit others of its kind are.
const FAMILIES: [&[(&str, i128)]; 3] = [
    &[("克", 1), ("斤", 500), ("公斤", 1000), ("千克", 1000), ("吨", 1_000_000)],
    &[("人", 1), ("名", 1), ("位", 1), ("人次", 1)],
    &[("米", 1), ("公里", 1000), ("千米", 1000)],
];

/// The three figures.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    pub each: Quantity,
    /// 每50亩配1名: of how many it is said.
    pub of: i128,
    pub number: Quantity,
    pub total: Quantity,
    /// 人均, 平均每期: what follows from the others.
    pub is_average: bool,
    /// 每人每月, and the total of a year.
    pub times: i128,
}

/// What `sentence` says at the 每 of `word`.
pub fn of_each(text: &str, word: Span, sentence: Span) -> Option<Product> {
    let rest = text.get(word.end()..sentence.end())?;
    // 每50亩, 每500米
    let many = quantity_at(text, word.end()).filter(|many| many.unit.end() <= sentence.end());
    let (of, counter, from) = match many {
        Some(many) => (many.value, many.unit.of(text), many.unit.end()),
        None => {
            let counter = unit_of(rest).map(|(_, unit)| unit).or_else(|| team(rest))?;
            (ONE, counter, word.end() + counter.len())
        }
    };
    let each = first(text, Span::new(from, sentence.end()))?;
    let lead = Span::new(from, each.number.start()).of(text);
    let time = TIMES.iter().find(|time| lead.contains(**time)).copied();
    let is_plain = lead.len() <= BESIDE && !lead.contains(['，', '；', '增', '减', '降', '比', '第']);
    if !is_plain || lead.contains('每') && time.is_none() {
        return None;
    }
    let is_average = text.get(..word.start())?.ends_with("平均");
    let noun: String = lead.chars().take(2).collect();
    let all = others(text, sentence, &each);
    let is_number = |number: &&Quantity| counts(text, number, counter, &noun, sentence);
    let number = only(all.iter().filter(is_number))?;
    let (total, times) = total(text, &all, &each, &number, sentence, time)?;
    Some(Product { each, of, number, total, is_average, times })
}

/// What `sentence` says at the 人均 or 亩产 of `word`, of the things counted with `counter`.
pub fn on_average(text: &str, word: Span, counter: &str, sentence: Span) -> Option<Product> {
    let each = first(text, Span::new(word.end(), sentence.end()))?;
    let lead = Span::new(word.end(), each.number.start()).of(text);
    // 人均收入6000元的村 says of which village it is.
    let is_of_another = text.get(each.span().end()..)?.starts_with('的');
    let is_plain = lead.len() <= BESIDE && !lead.contains(['，', '；', '增', '减', '降', '比', '每', '、']);
    if !is_plain || is_of_another {
        return None;
    }
    let all = others(text, sentence, &each);
    let is_priced = |number: &&Quantity| counter.is_empty() && number.kind == Kind::Count;
    let is_number = |number: &&Quantity| is_priced(number) || counts(text, number, counter, "", sentence);
    let number = only(all.iter().filter(is_number))?;
    let (total, times) = total(text, &all, &each, &number, sentence, None)?;
    let is_average = !counter.is_empty();
    Some(Product { each, of: ONE, number, total, is_average, times })
}

/// What `sentence` says at the 各 of `word`: 8个乡镇各选派3名干部，共24名.
pub fn of_all(text: &str, word: Span, sentence: Span) -> Option<Product> {
    let behind = text.get(word.end()..sentence.end())?;
    let digit = behind.find(|c: char| c.is_ascii_digit()).filter(|at| *at <= BESIDE)?;
    let each = quantity_at(text, word.end() + digit)?;
    let clause = text.get(sentence.start()..word.start())?.rsplit(['，', '；', '：']).next()?;
    let number = quantities_in(text, Span::new(word.start() - clause.len(), word.start())).pop()?;
    let noun = Span::new(number.span().end(), word.start()).of(text);
    let lead = Span::new(word.end(), each.number.start()).of(text);
    let is_plain =
        !noun.is_empty() && noun.chars().count() <= 6 && !lead.contains(['，', '、', '项', '类', '级', '种']);
    let all = quantities_in(text, Span::new(each.span().end(), sentence.end()));
    let is_total = |total: &&Quantity| {
        let label = clause_before(text, total, sentence);
        scale(text, total, &each).is_some() && TOTALS.iter().any(|word| label.starts_with(word))
    };
    let total = only(all.iter().filter(is_total))?;
    is_plain.then_some(Product { each, of: ONE, number, total, is_average: false, times: 1 })
}

/// How many of the unit of `other` one of the unit of `one` is, as a fraction.
pub fn scale(text: &str, one: &Quantity, other: &Quantity) -> Option<(i128, i128)> {
    let (one, other) = (one.unit.of(text), other.unit.of(text));
    let size =
        |family: &&[(&str, i128)], unit| family.iter().find(|(name, _)| *name == unit).map(|(_, n)| *n);
    let in_family = |family| size(family, one).zip(size(family, other));
    FAMILIES.iter().find_map(in_family).or((one == other).then_some((1, 1)))
}

/// 每团, 每班: what is no counter elsewhere.
fn team(rest: &str) -> Option<&str> {
    const TEAMS: [&str; 6] = ["团", "班", "列", "站", "库", "店"];
    TEAMS.into_iter().find(|team| rest.starts_with(team))
}

/// The quantities of the sentence that are said of no single one, and are no dates.
fn others(text: &str, sentence: Span, each: &Quantity) -> Vec<Quantity> {
    let is_date = |quantity: &Quantity| quantity.unit.of(text) == "年" && quantity.value >= 1000 * ONE;
    let is_single = |quantity: &Quantity| {
        let clause = clause_before(text, quantity, sentence);
        // 每年发放: of a time, and of all.
        let clause = TIMES.iter().find_map(|time| clause.strip_prefix(*time)).unwrap_or(clause);
        clause.contains(['每', '均']) || ["亩产", "单产", "单价"].iter().any(|word| clause.contains(word))
    };
    let mut all = quantities_in(text, sentence);
    all.retain(|one| one.number.start() != each.number.start() && !is_date(one) && !is_single(one));
    all
}

/// Whether `number` is how many there are of what is counted with `counter` or called `noun`.
fn counts(text: &str, number: &Quantity, counter: &str, noun: &str, sentence: Span) -> bool {
    let unit = number.unit.of(text);
    let behind = text.get(number.span().end()..sentence.end()).unwrap_or_default();
    let before = clause_before(text, number, sentence);
    let near: String = behind.chars().take(4).take_while(|c| !"，、；。".contains(*c)).collect();
    let is_noun = |noun: &str| !noun.is_empty() && (near.contains(noun) || before.contains(noun));
    // 一座哨点，共18个，每点
    let is_all = || {
        let said = text.get(sentence.start()..number.number.start()).unwrap_or_default();
        ["共", "共有", "共设", "共建"].contains(&before) && said.contains(counter)
    };
    // One alone makes nothing, and 年产值 after 一座 counts no years.
    if number.value < 2 * ONE {
        return false;
    }
    match unit {
        "个" | "支" | "座" | "处" | "所" if unit != counter => {
            is_noun(counter) || noun.chars().count() == 2 && is_noun(noun) || is_all()
        }
        "个" => noun.is_empty() || is_noun(noun) || noun.chars().next().is_some_and(|c| c.is_ascii_digit()),
        _ => unit == counter || scale_of(unit, counter),
    }
}

fn scale_of(unit: &str, counter: &str) -> bool {
    let people = FAMILIES[1];
    let is = |name: &str| people.iter().any(|(unit, _)| *unit == name);
    is(unit) && is(counter)
}

/// The total of what is said of each, and how many times as long it is of.
fn total(
    text: &str,
    all: &[Quantity],
    each: &Quantity,
    number: &Quantity,
    sentence: Span,
    time: Option<&str>,
) -> Option<(Quantity, i128)> {
    let label = |total: &Quantity| {
        let clause = clause_before(text, total, sentence);
        clause.rsplit('：').next().unwrap_or_default()
    };
    let alike = |total: &&Quantity| *total != number && scale(text, total, each).is_some();
    let total = only(all.iter().filter(alike)).or_else(|| {
        let is_named = |total: &&Quantity| TOTALS.iter().any(|word| label(total).contains(word));
        only(all.iter().filter(alike).filter(is_named))
    })?;
    let said = label(&total);
    match time {
        None => Some((total, 1)),
        Some(time) if said.contains(time) => Some((total, 1)),
        Some("每月") if said.contains('年') => Some((total, 12)),
        Some(_) => None,
    }
}

/// What stands before a quantity in its clause.
fn clause_before<'a>(text: &'a str, quantity: &Quantity, sentence: Span) -> &'a str {
    let low = quantity.number.start().saturating_sub(2 * BESIDE).max(sentence.start());
    let before = text.get(ceil(text, low)..quantity.number.start()).unwrap_or_default();
    before.rsplit(['，', '、', '；', '。', '（']).next().unwrap_or_default()
}

fn first(text: &str, span: Span) -> Option<Quantity> {
    quantities_in(text, span).into_iter().next()
}

/// The only one of `quantities`.
fn only<'a>(mut quantities: impl Iterator<Item = &'a Quantity>) -> Option<Quantity> {
    quantities.next().filter(|_| quantities.next().is_none()).copied()
}
