//! Quantities as they are written: a number with what it counts or measures (两枚, 3.5亿元, 约20家).
//!
//! They are read where somebody asks: a rule comes with a place that a needle found, and only the
//! sentence around it is gone through.

use crate::text::Span;
use crate::text::affix::{beginning_in, ending_in};
use crate::text::numerals::{self, Numeral, Script, numeral_at, script_of};

/// Values are kept in millionths, so that decimals compare exactly.
pub const ONE: i128 = 1_000_000;

/// The words that count things one by one.
const COUNTS: [&str; 67] = [
    "个", "名", "位", "家", "项", "条", "枚", "块", "件", "种", "类", "所", "座", "户", "处", "支", "批",
    "场", "人", "部", "篇", "首", "幅", "台", "辆", "艘", "架", "套", "只", "头", "匹", "株", "棵", "门",
    "起", "例", "届", "次", "轮", "期", "对", "组", "队", "面", "本", "册", "份", "张", "颗", "栋", "幢",
    "间", "宗", "段", "片", "村", "镇", "乡", "县", "市", "省", "区", "校", "国", "大", "点", "地",
];

/// The words that measure, the longer ones first.
const MEASURES: [&str; 54] = [
    "个百分点",
    "平方公里",
    "平方千米",
    "百分点",
    "平方米",
    "立方米",
    "千瓦时",
    "个小时",
    "个月",
    "美元",
    "欧元",
    "港元",
    "日元",
    "英镑",
    "公斤",
    "千克",
    "公顷",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "千瓦",
    "小时",
    "分钟",
    "人次",
    "车次",
    "班次",
    "架次",
    "年级",
    "微克",
    "毫克",
    "周岁",
    "周年",
    "年",
    "月",
    "日",
    "号",
    "时",
    "元",
    "吨",
    "克",
    "斤",
    "亩",
    "米",
    "度",
    "天",
    "分",
    "秒",
    "岁",
    "倍",
    "%",
    "％",
    "‰",
    "℃",
];

/// What stands before a number that is not meant exactly, or not of the whole.
const LOOSE_BEFORE: [&str; 22] = [
    "约",
    "近",
    "超",
    "逾",
    "超过",
    "突破",
    "不足",
    "至少",
    "最多",
    "接近",
    "不少于",
    "不低于",
    "低于",
    "高于",
    "多于",
    "少于",
    "最高",
    "最低",
    "每",
    "各",
    "平均",
    "人均",
];

/// Words that end like one of them.
const FIRM_BEFORE: [&str; 11] =
    ["签约", "节约", "预约", "条约", "合约", "邀约", "附近", "邻近", "最近", "临近", "反超"];

/// What stands behind one.
const LOOSE_AFTER: [&str; 9] = ["余", "多", "几", "来", "左右", "以上", "以下", "以内", "上下"];

/// A number with what it counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number with its 万 or 亿.
    pub number: Span,
    /// The word that counts or measures.
    pub unit: Span,
    /// In millionths.
    pub value: i128,
    /// What one more in the last written place is worth.
    pub step: i128,
    pub script: Script,
    pub kind: Kind,
    /// 约, 近, 余, 以上: the number is not meant exactly.
    pub is_loose: bool,
    /// 第3个: it counts nothing.
    pub is_ordinal: bool,
}

/// What a quantity is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 3个, 两枚
    Count,
    /// 3.5亿元, 20%
    Measure,
}

impl Quantity {
    pub fn span(&self) -> Span {
        self.number.to(self.unit)
    }

    /// The whole number that it is, if it is one and said exactly.
    pub fn count(&self) -> Option<usize> {
        let exact = self.kind == Kind::Count && !self.is_loose && !self.is_ordinal && self.value % ONE == 0;
        usize::try_from(self.value / ONE).ok().filter(|_| exact)
    }
}

/// True for a character that things are counted with one by one: 个, 部.
pub fn counts_things(c: char) -> bool {
    COUNTS.iter().any(|count| count.chars().eq([c]))
}

/// `quantity` with another value, in its own script, places and magnitude.
pub fn rewritten(text: &str, quantity: &Quantity, value: i128) -> String {
    let number = quantity.number.of(text);
    let digits = number.trim_end_matches(['万', '亿', ' ']);
    let places = digits.rsplit_once('.').map_or(0, |(_, places)| places.len());
    let steps = (value + quantity.step / 2) / quantity.step.max(1);
    let scale = 10_i128.pow(places as u32);
    let number = match (quantity.script, u32::try_from(steps)) {
        (Script::Han, Ok(2)) => "两".to_owned(),
        (Script::Han, Ok(steps)) => numerals::written(steps, Script::Han),
        _ if places == 0 => steps.to_string(),
        _ => format!("{}.{:0places$}", steps / scale, steps % scale),
    };
    let rest = Span::new(quantity.number.start() + digits.len(), quantity.unit.end());
    format!("{number}{}", rest.of(text))
}

/// A value in millionths as a number with as many places as `step` asks for: 12.50.
pub fn decimal(value: i128, step: i128) -> String {
    let places = (0..=6).find(|places| ONE / 10i128.pow(*places) <= step.max(1)).unwrap_or(0) as usize;
    let (steps, scale) = (value.abs() / step.max(1), 10i128.pow(places as u32));
    let sign = if value < 0 { "-" } else { "" };
    match places {
        0 => format!("{sign}{}", value.abs() / ONE),
        _ => format!("{sign}{}.{:0places$}", steps / scale, steps % scale),
    }
}

/// The quantities that begin in `span`, in order; `text` is read no further than its end.
pub fn quantities_in(text: &str, span: Span) -> Vec<Quantity> {
    let mut found = Vec::new();
    let before = text.get(..span.start()).and_then(|before| before.chars().next_back());
    let begun = |rest: &str| before.and_then(script_of).map_or(0, |_| run(rest));
    let mut at = span.start() + text.get(span.start()..).map_or(0, begun);
    while let Some(c) = text.get(at..span.end()).and_then(|rest| rest.chars().next()) {
        if script_of(c).is_none() {
            at += c.len_utf8();
            continue;
        }
        match quantity_at(text, at) {
            Some(quantity) if quantity.span().end() <= span.end() => {
                at = quantity.span().end();
                found.push(quantity);
            }
            _ => at += run(text.get(at..).unwrap_or_default()).max(c.len_utf8()),
        }
    }
    found
}

/// The quantity whose number begins at byte `offset`.
pub fn quantity_at(text: &str, offset: usize) -> Option<Quantity> {
    let number = number_at(text, offset)?;
    let before = text.get(..offset)?.trim_end_matches(' ');
    let mut end = number.span.end();
    let spaces = |end: usize| text[end..].len() - text[end..].trim_start_matches(' ').len();
    let mut rest = &text[end + spaces(end)..];
    let loose = beginning_in(rest, &LOOSE_AFTER);
    if let Some(word) = loose {
        end += spaces(end) + word.len();
        rest = &text[end + spaces(end)..];
    }
    end += spaces(end);
    let (kind, unit) = unit_of(rest)?;
    let unit = Span::new(end, end + unit.len());
    let after = &text[unit.end()..];
    let is_loose = loose.is_some()
        || ending_in(before, &LOOSE_BEFORE).is_some() && ending_in(before, &FIRM_BEFORE).is_none()
        || beginning_in(after, &LOOSE_AFTER).is_some();
    let Number { span, value, step, script } = number;
    Some(Quantity {
        number: span,
        unit,
        value,
        step,
        script,
        kind,
        is_loose,
        is_ordinal: before.ends_with('第'),
    })
}

/// The unit that `text` begins with.
pub fn unit_of(text: &str) -> Option<(Kind, &'static str)> {
    let measure = beginning_in(text, &MEASURES).map(|unit| (Kind::Measure, unit));
    measure.or_else(|| beginning_in(text, &COUNTS).map(|unit| (Kind::Count, unit)))
}

struct Number {
    span: Span,
    value: i128,
    step: i128,
    script: Script,
}

/// The next three digits of a number written in groups: 1,200, or 1 200 as GB/T 15835—2011 5.1.1 has
/// it.
fn group_after(text: &str, end: usize) -> Option<Numeral> {
    if text[end..].starts_with(',') {
        return numeral_at(text, end + 1);
    }
    let space =
        text[end..].chars().next().filter(|c| matches!(c, ' ' | '\u{2009}' | '\u{a0}' | '\u{202f}'))?;
    let is_group = |group: &Numeral| group.length == 3 && group.script == Script::Arabic;
    let head = text[..end].chars().rev().take_while(char::is_ascii_digit).count();
    numeral_at(text, end + space.len_utf8()).filter(is_group).filter(|_| head <= 3)
}

/// 12, 12.5万, 1,200, 3.5万亿, 两, 二十三
fn number_at(text: &str, offset: usize) -> Option<Number> {
    let first = numeral_at(text, offset)?;
    if first.script == Script::Han {
        // 百村, 千名: as many as can be. 零部件 counts nothing.
        if first.value == 0 || first.span.of(text).starts_with(['百', '千', '万', '亿']) {
            return None;
        }
        let value = i128::from(first.value) * ONE;
        return Some(Number { span: first.span, value, step: ONE, script: Script::Han });
    }
    let (mut value, mut step, mut end) = (i128::from(first.value) * ONE, ONE, first.span.end());
    while let Some(group) = group_after(text, end) {
        if group.length != 3 || step != ONE || value > ONE.pow(3) {
            return None;
        }
        (value, end) = (value * 1000 + i128::from(group.value) * ONE, group.span.end());
    }
    if let Some(places) = text[end..].strip_prefix('.').and_then(|_| numeral_at(text, end + 1)) {
        step = ONE.checked_div(10_i128.checked_pow(places.length as u32)?).filter(|step| *step > 0)?;
        value += i128::from(places.value) * step;
        end = places.span.end();
    }
    let rest = text[end..].trim_start_matches(' ');
    let tens = [("万亿", 1_000_000_000_000), ("万", 10_000), ("亿", 100_000_000)];
    if let Some((word, times)) = tens.into_iter().find(|(word, _)| rest.starts_with(word)) {
        (value, step, end) = (value * times, step * times, text.len() - rest.len() + word.len());
        let lower = (word == "亿").then(|| number_at(text, end).filter(|lower| lower.value < times * ONE));
        if let Some(lower) = lower.flatten().filter(|lower| lower.script == Script::Arabic) {
            (value, step, end) = (value + lower.value, lower.step, lower.span.end());
        }
    }
    Some(Number { span: Span::new(offset, end), value, step, script: Script::Arabic })
}

/// Whether one slip of the hand makes one of two values of the other: off by two at most, one digit
/// of as many, or two neighbours that changed places. `step` is the last place of both.
pub fn are_a_slip_apart(one: i128, other: i128, step: i128) -> bool {
    let (one, other) = (one / step.max(1), other / step.max(1));
    if one == other || one < 0 || other < 0 {
        return false;
    }
    let (left, right) = (one.to_string().into_bytes(), other.to_string().into_bytes());
    let unlike = (0..left.len().min(right.len())).filter(|&at| left[at] != right[at]).count();
    // Of a digit or two nearly everything is one digit away.
    let is_long = left.len() > 2 || left.len() == 2 && one.abs_diff(other) <= 10;
    let by_hand = is_long && left.len() == right.len() && (unlike == 1 || are_swapped(one, other, 1));
    by_hand || one.abs_diff(other) <= 2
}

/// Whether two neighbouring digits that change places make one of two values of the other.
pub fn are_swapped(one: i128, other: i128, step: i128) -> bool {
    let (one, other) = (one / step.max(1), other / step.max(1));
    if one == other || one < 10 || other < 10 {
        return false;
    }
    let (left, right) = (one.to_string().into_bytes(), other.to_string().into_bytes());
    let unlike: Vec<usize> = (0..left.len().min(right.len())).filter(|&at| left[at] != right[at]).collect();
    let swapped = |first: usize, second: usize| {
        second == first + 1 && left[first] == right[second] && left[second] == right[first]
    };
    left.len() == right.len() && matches!(*unlike, [first, second] if swapped(first, second))
}

/// The length of the numerals that `text` begins with, whatever they are written in (1万5千零7).
fn run(text: &str) -> usize {
    text.find(|c| script_of(c).is_none() && !matches!(c, '.' | ',')).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str, i128)> {
        let all = quantities_in(text, Span::new(0, text.len()));
        all.iter().map(|q| (q.number.of(text), q.unit.of(text), q.value)).collect()
    }

    #[test]
    fn a_number_comes_with_its_unit() {
        assert_eq!(read("共有 5 家单位"), [("5", "家", 5 * ONE)]);
        assert_eq!(read("投资260.6亿元"), [("260.6亿", "元", 26_060_000_000 * ONE)]);
        assert_eq!(read("夺得两枚金牌、三块银牌"), [("两", "枚", 2 * ONE), ("三", "块", 3 * ONE)]);
        assert_eq!(read("增长4.5%"), [("4.5", "%", 4_500_000)]);
        assert_eq!(read("1,200名"), [("1,200", "名", 1200 * ONE)]);
        assert_eq!(read("3 102人，医师1 107人"), [("3 102", "人", 3102 * ONE), ("1 107", "人", 1107 * ONE)]);
        assert_eq!(read("汽车零部件7个"), [("7", "个", 7 * ONE)]);
        assert_eq!(read("2023 102人"), [("102", "人", 102 * ONE)]);
        assert_eq!(read("2亿6971.6万人次"), [("2亿6971.6万", "人次", 269_716_000 * ONE)]);
    }

    #[test]
    fn what_is_not_meant_exactly_is_known() {
        let loose = |text: &str| quantities_in(text, Span::new(0, text.len()))[0].is_loose;
        assert!(loose("1600 余名选手") && loose("近70名") && loose("50家以上") && loose("每3个"));
        assert!(!loose("参加的70名") && !loose("集中签约5个") && !loose("总人数12名"));
    }

    #[test]
    fn it_is_rewritten_as_it_is_written() {
        let again = |text: &str, value| rewritten(text, &quantity_at(text, 0).unwrap(), value);
        assert_eq!(again("3.5亿元", 12_340_000_000 * ONE), "123.4亿元");
        assert_eq!(again("三家", 2 * ONE), "两家");
        assert_eq!(again("65.2%", 70_050_000), "70.1%");
        assert_eq!(again("5 家", 12 * ONE), "12 家");
    }

    #[test]
    fn a_slip_is_small() {
        let apart = |one, other| are_a_slip_apart(one * ONE, other * ONE, ONE);
        assert!(apart(360, 362) && apart(164, 264) && apart(29, 30) && apart(135, 153));
        assert!(
            !apart(5, 5)
                && !apart(5, 50)
                && !apart(360, 118)
                && !apart(12, 9)
                && !apart(20, 90)
                && !apart(4, 1)
        );
    }

    #[test]
    fn nothing_is_read_beyond_the_end() {
        assert_eq!(quantities_in("3家", Span::new(0, 1)), []);
        assert_eq!(quantities_in("13家", Span::new(1, 5)), []);
        assert_eq!(read("8.8.8.8"), []);
        assert_eq!(read("1万5千零7个，109万7176个"), []);
    }
}
