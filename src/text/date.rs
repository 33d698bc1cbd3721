//! A date as it is written: 2023年8月2日, 8 月 2 日, 8月, 二〇二三年八月二日, 2023-08-02.

use memchr::memmem;

use super::Span;
use super::affix::beginning_in;
use super::numerals::{Numeral, Script, numeral_at, numeral_before, script_of};

/// The parts of a date that stand in the text; nothing is inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// From the first numeral to 年, 月 or 日.
    pub span: Span,
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
}

/// How two dates hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// All days from the one to the other: 8月11日至12日.
    Through,
    /// The two of them: 8月15日、16日.
    And,
}

/// The date that begins at byte `offset`: a month at least, tight or with one space between its
/// parts. Parts no calendar has (8月32日) are read as they stand.
pub fn date_at(text: &str, offset: usize) -> Option<WrittenDate> {
    let first = numeral_at(text, offset)?;
    if let Some(date) = iso(text, &first) {
        return Some(date);
    }
    let Some(after_year) = unit_after(text, first.span.end(), "年") else {
        return month_and_day(text, first);
    };
    let year = year(&first)?;
    let month = numeral_at(text, skip_space(text, after_year))?;
    let date = month_and_day(text, month)?;
    Some(WrittenDate { span: first.span.to(date.span), year: Some(year), ..date })
}

/// The dates in `span` of `text`, in order.
pub fn dates_in(text: &str, span: Span) -> impl Iterator<Item = WrittenDate> {
    let text = text.get(..span.end()).unwrap_or(text);
    let from = span.start().min(text.len());
    let bytes = &text.as_bytes()[from..];
    let mut months = memmem::find_iter(bytes, "月").map(move |at| at + from).peekable();
    let mut marks = memchr::memchr3_iter(b'-', b'.', b'/', bytes).map(move |at| at + from).peekable();
    let mut done = from;
    std::iter::from_fn(move || {
        loop {
            let month_is_next = match (months.peek(), marks.peek()) {
                (Some(month), Some(mark)) => month < mark,
                (month, mark) => match (month, mark) {
                    (None, None) => return None,
                    (month, _) => month.is_some(),
                },
            };
            let start = match month_is_next {
                true => months.next().and_then(|at| start_before_month(text, at)),
                false => marks.next().and_then(|at| start_before_mark(text, at)),
            };
            let date = start.filter(|&at| at >= done).and_then(|at| date_at(text, at));
            if let Some(date) = date {
                done = date.span.end();
                return Some(date);
            }
        }
    })
}

/// The date that `first` is linked to: 12日 in 8月11日至12日 or 8月11—12日, 9月2日 in
/// 8月30日—9月2日. It has the parts that it is written with.
pub fn range_after(text: &str, first: &WrittenDate) -> Option<(Link, WrittenDate)> {
    let at = skip_space(text, first.span.end());
    let (link, length) = link_at(text.get(at..)?)?;
    let at = skip_space(text, at + length);
    if let Some(date) = date_at(text, at) {
        return Some((link, date));
    }
    first.day?;
    let day = numeral_at(text, at).filter(is_small)?;
    let end = unit_after(text, day.span.end(), "日").or_else(|| open_day(text, &day))?;
    let day_alone =
        WrittenDate { span: Span::new(at, end), year: None, month: None, day: Some(day.value as u32) };
    Some((link, day_alone))
}

/// The mark or word between two dates, with its length in bytes.
fn link_at(rest: &str) -> Option<(Link, usize)> {
    const THROUGH: [&str; 11] = ["至", "到", "——", "—", "──", "─", "–", "－", "-", "～", "~"];
    const AND: [&str; 2] = ["、", "和"];
    let one_of = |words: &[&str]| beginning_in(rest, words).map(str::len);
    one_of(&THROUGH).map(|n| (Link::Through, n)).or_else(|| one_of(&AND).map(|n| (Link::And, n)))
}

fn month_and_day(text: &str, month: Numeral) -> Option<WrittenDate> {
    if !is_small(&month) {
        return None;
    }
    let after_month = unit_after(text, month.span.end(), "月")?;
    let day = numeral_at(text, skip_space(text, after_month)).filter(is_small).and_then(|day| {
        let end = unit_after(text, day.span.end(), "日").or_else(|| open_day(text, &day))?;
        Some((day.value as u32, end))
    });
    Some(WrittenDate {
        span: Span::new(month.span.start(), day.map_or(after_month, |(_, end)| end)),
        year: None,
        month: Some(month.value as u32),
        day: day.map(|(day, _)| day),
    })
}

/// The end of `day` where its 日 comes later, as in 8月11—12日 and 8月11、12日.
fn open_day(text: &str, day: &Numeral) -> Option<usize> {
    let end = day.span.end();
    let (_, length) = link_at(text.get(end..)?)?;
    let next = numeral_at(text, end + length).filter(|next| is_small(next) && next.script == day.script)?;
    unit_after(text, next.span.end(), "日").map(|_| end)
}

/// 2023-08-02, 2023.8.2, 2023/8/2.
fn iso(text: &str, first: &Numeral) -> Option<WrittenDate> {
    if first.script != Script::Arabic || first.length != 4 || !(1900..2100).contains(&first.value) {
        return None;
    }
    let mark = text[first.span.end()..].chars().next().filter(|c| matches!(c, '-' | '.' | '/'))?;
    let part = |at: usize| numeral_at(text, at).filter(|n| n.script == Script::Arabic && is_small(n));
    let month = part(first.span.end() + 1)?;
    let day = text[month.span.end()..].starts_with(mark).then(|| part(month.span.end() + 1))??;
    let mut after = text[day.span.end()..].chars();
    let reads_on = match after.next() {
        Some(c) if c == mark => after.next().is_some_and(|c| c.is_alphanumeric()) || mark == '/',
        Some(c) => c.is_ascii_alphanumeric() && c != 'T',
        None => false,
    };
    (!reads_on).then_some(WrittenDate {
        span: first.span.to(day.span),
        year: Some(first.value as i32),
        month: Some(month.value as u32),
        day: Some(day.value as u32),
    })
}

/// Where the date begins that has its 月 at byte `at`.
fn start_before_month(text: &str, at: usize) -> Option<usize> {
    let month = numeral_before(text, skip_space_back(text, at)).filter(is_small)?;
    let before = &text[..month.span.start()];
    let decimal =
        before.strip_suffix(['.', '．']).is_some_and(|whole| whole.ends_with(|c: char| c.is_ascii_digit()));
    if decimal {
        return None;
    }
    let with_year = before[..skip_space_back(text, before.len())].strip_suffix('年').and_then(|upto| {
        let numeral = numeral_before(text, skip_space_back(text, upto.len()))?;
        year(&numeral).map(|_| numeral.span.start())
    });
    Some(with_year.unwrap_or(month.span.start()))
}

/// Where the date begins that has its first `-`, `.` or `/` at byte `at`.
fn start_before_mark(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let start = at.checked_sub(4)?;
    let year = bytes[start..at].iter().all(u8::is_ascii_digit) && bytes.get(at + 1)?.is_ascii_digit();
    let alone = |c: &u8| !c.is_ascii_alphanumeric() && !b"-./_=&?".contains(c);
    (year && start.checked_sub(1).is_none_or(|before| alone(&bytes[before]))).then_some(start)
}

/// Four digits, in either script.
fn year(numeral: &Numeral) -> Option<i32> {
    let fits = numeral.length == 4 && (1000..=2999).contains(&numeral.value);
    fits.then_some(numeral.value as i32)
}

/// Can be a month or a day, right or wrong.
fn is_small(numeral: &Numeral) -> bool {
    numeral.value < 100 && (numeral.script == Script::Han || numeral.length <= 2)
}

/// The end of `unit` where it follows byte `at`, after one space at most.
fn unit_after(text: &str, at: usize, unit: &str) -> Option<usize> {
    let at = skip_space(text, at);
    text.get(at..)?.starts_with(unit).then_some(at + unit.len())
}

fn skip_space(text: &str, at: usize) -> usize {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.filter(|&c| is_gap(c)).map_or(at, |c| at + c.len_utf8())
}

fn skip_space_back(text: &str, at: usize) -> usize {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.filter(|&c| is_gap(c)).map_or(at, |c| at - c.len_utf8())
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\u{2002}'..='\u{200a}')
}

/// The numeral of the day of `date`, where it has one.
pub fn day_numeral(text: &str, date: &WrittenDate) -> Option<Numeral> {
    date.day?;
    let upto = date.span.of(text).trim_end_matches('日').len();
    numeral_before(text, skip_space_back(text, date.span.start() + upto))
}

/// The numeral of the month of `date`, where it has one.
pub fn month_numeral(text: &str, date: &WrittenDate) -> Option<Numeral> {
    date.month?;
    let written = date.span.of(text);
    let month = written.find('月').map(|at| date.span.start() + at);
    let before = month.or_else(|| day_numeral(text, date).map(|day| day.span.start() - 1))?;
    numeral_before(text, skip_space_back(text, before))
}

/// The numerals that `date` is written with, where all are of one script.
pub fn script(text: &str, date: &WrittenDate) -> Option<Script> {
    let mut scripts = date.span.of(text).chars().filter_map(script_of);
    let first = scripts.next()?;
    scripts.all(|script| script == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parts = (Option<i32>, Option<u32>, Option<u32>);

    fn parts(date: WrittenDate) -> Parts {
        (date.year, date.month, date.day)
    }

    fn at_start(text: &str) -> Option<(String, Parts)> {
        date_at(text, 0).map(|date| (date.span.of(text).to_owned(), parts(date)))
    }

    fn found(text: &str) -> Vec<&str> {
        dates_in(text, Span::new(0, text.len())).map(|date| date.span.of(text)).collect()
    }

    #[test]
    fn every_form_is_read() {
        let full = (Some(2023), Some(8), Some(2));
        for text in [
            "2023年8月2日",
            "2023 年 8 月 2 日",
            "２０２３年８月２日",
            "二〇二三年八月二日",
            "2023-08-02",
            "2023.8.2",
            "2023/8/2",
        ] {
            assert_eq!(at_start(text), Some((text.to_owned(), full)));
            assert_eq!(found(&format!("会期：{text}，晴")), [text]);
        }
        assert_eq!(at_start("8月，"), Some(("8月".into(), (None, Some(8), None))));
        assert_eq!(at_start("十二月三十一日晚"), Some(("十二月三十一日".into(), (None, Some(12), Some(31)))));
        assert_eq!(at_start("2023年8月底"), Some(("2023年8月".into(), (Some(2023), Some(8), None))));
        assert_eq!(at_start("2月30日"), Some(("2月30日".into(), (None, Some(2), Some(30)))));
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in
            ["8个月", "2023年", "每月15日", "七八月间", "3.10.12版", "2023.8", "2021-2035", "2038.5月票", ""]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(found("见 https://example.org/2026/06/01/a.html"), [""; 0]);
        assert_eq!(found("网址 2026.6.1.15 和 id-2026-06-01"), [""; 0]);
    }

    #[test]
    fn a_short_year_is_left_outside() {
        assert_eq!(found("光绪二十四年八月六日，98年3月"), ["八月六日", "3月"]);
    }

    #[test]
    fn all_dates_of_a_stretch_come_in_order() {
        let text = "7月24日会后，8月1日和2023-08-05，至9月底";
        assert_eq!(found(text), ["7月24日", "8月1日", "2023-08-05", "9月"]);
        let from = text.find("8月").unwrap();
        assert_eq!(dates_in(text, Span::new(from, from + 12)).count(), 1);
    }

    #[test]
    fn the_end_of_a_range_has_its_own_parts() {
        let until = |text: &str| {
            let (link, date) = range_after(text, &date_at(text, 0).unwrap())?;
            Some((link, date.span.of(text).to_owned(), date.month, date.day))
        };
        assert_eq!(until("8月11日至12日，"), Some((Link::Through, "12日".into(), None, Some(12))));
        assert_eq!(until("8月30日—9月2日"), Some((Link::Through, "9月2日".into(), Some(9), Some(2))));
        assert_eq!(until("8月15日、16日"), Some((Link::And, "16日".into(), None, Some(16))));
        assert_eq!(until("8月11—12日"), Some((Link::Through, "12日".into(), None, Some(12))));
        assert_eq!(until("8月15、16日"), Some((Link::And, "16日".into(), None, Some(16))));
        assert_eq!(until("8 月 5 日 至 7 日"), Some((Link::Through, "7 日".into(), None, Some(7))));
        assert_eq!(until("8月5日，至7日"), None);
        assert_eq!(until("8月至12日"), None);
    }

    #[test]
    fn the_numerals_of_a_date_are_found_again() {
        for text in
            ["2023年8月12日", "2023 年 8 月 12 日", "2023-08-12", "二〇二三年八月十二日", "8月12—13日"]
        {
            let date = date_at(text, 0).unwrap();
            assert_eq!(month_numeral(text, &date).map(|month| month.value), Some(8), "{text}");
            assert_eq!(day_numeral(text, &date).map(|day| day.value), Some(12), "{text}");
        }
    }

    #[test]
    fn any_text_is_survived() {
        for text in [
            "月月月月",
            "月",
            "-.-/",
            "2023-",
            "2023-08-",
            "8月11—",
            "8月１",
            "年月日",
            "𬭎月2023年𬭎8月",
            "2．8月",
        ] {
            for at in 0..=text.len() + 1 {
                let _ = date_at(text, at);
                let _ = dates_in(text, Span::new(at, text.len())).count();
            }
        }
    }
}
