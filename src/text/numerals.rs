//! Whole numbers as they are written: 12, １２, 十二, 二〇二三.

use super::Span;
use super::chars::is_common_han;

/// Longer runs of digits are no quantity (an account, a hash), so none are read.
const MOST_DIGITS: usize = 18;

/// With which characters a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// 0–9, half or full width.
    Arabic,
    /// 一二三, with or without 十百千万亿.
    Han,
}

/// A whole number at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    pub span: Span,
    pub value: u64,
    /// How many characters it has.
    pub length: usize,
    pub script: Script,
}

/// The numeral that begins at byte `offset` and is as long as can be.
pub fn numeral_at(text: &str, offset: usize) -> Option<Numeral> {
    let rest = text.get(offset..)?;
    let script = script_of(rest.chars().next()?)?;
    let run = rest.char_indices().take(MOST_DIGITS + 1).take_while(|&(_, c)| script_of(c) == Some(script));
    let end = run.last().map(|(at, c)| at + c.len_utf8())?;
    read(text, Span::new(offset, offset + end), script)
}

/// The numeral that ends at byte `offset` and is as long as can be.
pub fn numeral_before(text: &str, offset: usize) -> Option<Numeral> {
    let before = text.get(..offset)?;
    let script = script_of(before.chars().next_back()?)?;
    let run =
        before.char_indices().rev().take(MOST_DIGITS + 1).take_while(|&(_, c)| script_of(c) == Some(script));
    let start = run.last().map(|(at, _)| at)?;
    read(text, Span::new(start, offset), script)
}

/// `value` in `script`: 12, 十二. Above 99 always in Arabic numerals.
pub fn written(value: u32, script: Script) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS.get(n as usize).copied().unwrap_or_default();
    match (script, value / 10, value % 10) {
        (Script::Han, 0, 0) => "零".to_owned(),
        (Script::Han, 0, ones) => digit(ones).to_owned(),
        (Script::Han, 1, ones) => format!("十{}", digit(ones)),
        (Script::Han, tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => value.to_string(),
    }
}

/// The script whose numerals `c` belongs to.
pub fn script_of(c: char) -> Option<Script> {
    if c.is_ascii_digit() || ('０'..='９').contains(&c) {
        return Some(Script::Arabic);
    }
    if is_common_han(c) && !is_near_numeral(c) {
        return None;
    }
    (han_digit(c).is_some() || han_unit(c).is_some() || matches!(c, '廿' | '卅')).then_some(Script::Han)
}

/// False for most characters that are no numeral, in a step or two.
#[inline]
fn is_near_numeral(c: char) -> bool {
    const NUMERALS: &str = "零一二两三四五六七八九十百千万亿廿卅";
    const MARKS: [u64; 16] = {
        let (bytes, mut marks, mut at) = (NUMERALS.as_bytes(), [0; 16], 0);
        while at < bytes.len() {
            // The last two bytes of a character of three hold its lower twelve bits.
            let low = (bytes[at + 1] as usize & 0xf) << 6 | bytes[at + 2] as usize & 0x3f;
            marks[low / 64] |= 1 << (low % 64);
            at += 3;
        }
        marks
    };
    MARKS[c as usize / 64 % MARKS.len()] >> (c as usize % 64) & 1 == 1
}

fn read(text: &str, span: Span, script: Script) -> Option<Numeral> {
    let written = span.of(text);
    let length = written.chars().count();
    if length > MOST_DIGITS {
        return None;
    }
    let value = match script {
        Script::Arabic => positional(written.chars().map(|c| super::chars::narrow(c).to_digit(10)))?,
        Script::Han => han(written)?,
    };
    Some(Numeral { span, value, length, script })
}

fn positional(digits: impl Iterator<Item = Option<u32>>) -> Option<u64> {
    digits.into_iter().try_fold(0_u64, |value, digit| value.checked_mul(10)?.checked_add(digit?.into()))
}

/// 二〇二三 digit by digit; 二千零二十三, 十二 and 廿八 by their units. What is neither (七八, 十五六
/// as a guess) is no number.
fn han(written: &str) -> Option<u64> {
    if written.chars().all(|c| han_digit(c).is_some()) {
        let estimate = written.chars().count() == 2 && !written.contains(['〇', '零', '○']);
        return if estimate { None } else { positional(written.chars().map(han_digit)) };
    }
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None);
    for c in written.chars() {
        if let Some(value) = han_digit(c) {
            if digit.is_some_and(|before| before != 0) {
                return None;
            }
            digit = Some(u64::from(value));
        } else if let 20 | 30 = tens(c) {
            section += tens(c);
        } else {
            match han_unit(c)? {
                unit @ ..10_000 => section += digit.take().filter(|&d| d != 0).unwrap_or(1) * unit,
                unit => {
                    section += digit.take().unwrap_or(0);
                    // 万 counts what stands since 亿, 亿 counts all before it.
                    let (kept, counted) =
                        if unit == 10_000 { (total, section) } else { (0, total + section) };
                    total = counted.max(1).checked_mul(unit)?.checked_add(kept)?;
                    section = 0;
                }
            }
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}

fn tens(c: char) -> u64 {
    match c {
        '廿' => 20,
        '卅' => 30,
        _ => 0,
    }
}

fn han_digit(c: char) -> Option<u32> {
    match c {
        '〇' | '零' | '○' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

fn han_unit(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// What stands behind the number of 第八条, which `text` begins with.
pub fn after_ordinal(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('第')?;
    let number = numeral_at(text, text.len() - rest.len())?;
    text.get(number.span.end()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<u64> {
        numeral_at(text, 0).map(|numeral| numeral.value)
    }

    #[test]
    fn both_scripts_are_read() {
        assert_eq!(value("2023年"), Some(2023));
        assert_eq!(value("２０２３年"), Some(2023));
        assert_eq!(value("二〇二三年"), Some(2023));
        assert_eq!(value("二千零二十三年"), Some(2023));
        assert_eq!(value("十二月"), Some(12));
        assert_eq!(value("三十一日"), Some(31));
        assert_eq!(value("廿八"), Some(28));
        assert_eq!(value("一亿二千万"), Some(120_000_000));
        assert_eq!(value("九"), Some(9));
    }

    #[test]
    fn a_number_is_written_as_it_is_read() {
        for number in 0..=99 {
            assert_eq!(value(&written(number, Script::Han)), Some(number.into()));
            assert_eq!(value(&written(number, Script::Arabic)), Some(number.into()));
        }
    }

    #[test]
    fn a_guess_and_an_endless_run_are_no_number() {
        assert_eq!(value("七八月"), None);
        assert_eq!(value("十五六岁"), None);
        assert_eq!(value(&"9".repeat(40)), None);
        assert_eq!(value("月"), None);
        assert_eq!(value(""), None);
    }

    #[test]
    fn a_numeral_is_found_from_its_end() {
        let text = "共计 2023";
        let numeral = numeral_before(text, text.len()).unwrap();
        assert_eq!((numeral.span.of(text), numeral.value), ("2023", 2023));
        assert_eq!(numeral_before("第十二", 9).unwrap().value, 12);
    }
}
