//! How the numerals of a date are written: two scripts in one (二〇二三年8月15日), zeros before the
//! month and the day (2023年08月05日), the wrong zero in a year (二零二三年).

use memchr::memmem;

use crate::facts::dates::Era;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::date::{self, WrittenDate};
use crate::text::numerals::{Numeral, Script, script_of};

/// 二〇二三年8月15日.
struct MixedScript;

pub(super) fn mixed(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(MixedScript))
}

impl Check for MixedScript {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for fact in context.facts.dates().all().iter().filter(|fact| fact.era != Era::OtherCalendar) {
            let written = &fact.written;
            let Some(month) = date::month_numeral(text, written) else {
                continue;
            };
            // 2023年八月 may go on by the moon: 八月十五.
            let may_be_lunar = written.day.is_none() && month.script == Script::Han;
            if date::script(text, written).is_none() && !may_be_lunar {
                sink.report(Finding::at(written.span).replace(in_arabic(written)));
            }
        }
    }
}

fn in_arabic(date: &WrittenDate) -> String {
    let part =
        |value: Option<u32>, unit: &str| value.map(|value| format!("{value}{unit}")).unwrap_or_default();
    let year = date.year.map(|year| format!("{year}年")).unwrap_or_default();
    format!("{year}{}{}", part(date.month, "月"), part(date.day, "日"))
}

/// 2023年08月05日.
struct ZeroPadded;

pub(super) fn padded(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ZeroPadded))
}

impl Check for ZeroPadded {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for fact in context.facts.dates().all() {
            let written = &fact.written;
            let is_stamp = || starts_with_clock(text.get(written.span.end()..).unwrap_or_default());
            if !written.span.of(text).contains('月') || is_stamp() {
                continue;
            }
            let month = date::month_numeral(text, written);
            let numerals = [month, date::day_numeral(text, written)].into_iter().flatten();
            let zeros: Vec<_> = numerals.filter_map(|numeral| leading_zero(text, &numeral)).collect();
            if let Some(fixed) = without(text, written.span, &zeros).filter(|_| !zeros.is_empty()) {
                sink.report(Finding::at(written.span).replace(fixed));
            }
        }
    }
}

/// The 0 of 08; none where nothing would be left.
fn leading_zero(text: &str, numeral: &Numeral) -> Option<Span> {
    let zero = numeral.span.of(text).chars().next().filter(|c| matches!(c, '0' | '０'))?;
    let start = numeral.span.start();
    (numeral.length == 2 && numeral.value > 0).then(|| Span::new(start, start + zero.len_utf8()))
}

fn without(text: &str, span: Span, holes: &[Span]) -> Option<String> {
    let mut kept = String::with_capacity(span.len());
    let mut from = span.start();
    for hole in holes {
        kept.push_str(text.get(from..hole.start())?);
        from = hole.end();
    }
    kept.push_str(text.get(from..span.end())?);
    Some(kept)
}

/// The time of day that a machine puts after its date: 07时41分, 07:41.
fn starts_with_clock(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    let digits = rest.chars().take_while(|c| c.is_ascii_digit()).count();
    digits == 2 && rest.get(digits..).is_some_and(|after| after.starts_with(['时', ':', '：']))
}

/// 二零二三年, 一九九○年.
struct YearZero;

pub(super) fn year_zero(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(YearZero))
}

impl Check for YearZero {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for at in memmem::find_iter(text.as_bytes(), "年") {
            if let Some((span, fixed)) = year_with_wrong_zero(text, at) {
                sink.report(Finding::at(span).replace(fixed));
            }
        }
    }
}

fn year_with_wrong_zero(text: &str, end: usize) -> Option<(Span, String)> {
    let before = text.get(..end)?;
    let start = before.char_indices().rev().nth(3)?.0;
    let written = &before[start..];
    let fixed: String = written.chars().map(|c| if is_wrong_zero(c) { '〇' } else { c }).collect();
    let is_year =
        fixed.starts_with(['一', '二']) && fixed.chars().all(|c| "〇一二三四五六七八九".contains(c));
    // O and 0 alone do not show that the digits are Han numerals.
    let is_han = written.chars().filter(|&c| c == '零' || !is_wrong_zero(c)).count() >= 2;
    let last = before[..start].chars().next_back();
    let stands_alone = last.is_none_or(|c| script_of(c).is_none() && !"《“第".contains(c));
    (fixed != written && is_year && is_han && stands_alone).then(|| (Span::new(start, end), fixed))
}

fn is_wrong_zero(c: char) -> bool {
    matches!(c, '零' | '○' | 'O' | 'Ｏ' | '0' | '０' | '◯')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(text: &str) -> Option<String> {
        year_with_wrong_zero(text, text.find('年')?).map(|(_, fixed)| fixed)
    }

    #[test]
    fn only_years_have_their_zeros_changed() {
        assert_eq!(year("于二零二三年").as_deref(), Some("二〇二三"));
        assert_eq!(year("二零零零年").as_deref(), Some("二〇〇〇"));
        assert_eq!(year("二零零八年").as_deref(), Some("二〇〇八"));
        assert_eq!(year("一九九○年").as_deref(), Some("一九九〇"));
        for right in ["二〇二三年", "一千零二十四年", "2003年", "三零五年", "零年", "年"]
        {
            assert_eq!(year(right), None, "{right}");
        }
    }
}
