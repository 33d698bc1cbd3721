//! The entries of a chronicle: paragraphs that open with a day whose month, and perhaps year, stand
//! above in a heading. 2024年3月大事记, then 5日　….

use super::dates::{DateFact, Era};
use crate::bulletin::{Flow, Role};
use crate::text::Span;
use crate::text::chars::is_space;
use crate::text::date::WrittenDate;
use crate::text::numerals::{Script, numeral_at};

/// What may stand before the day.
const BULLETS: [char; 9] = ['▲', '△', '●', '○', '■', '◆', '★', '·', ' '];
/// What a heading with a year says of itself.
const TITLE: &str = "大事记";
/// No heading is longer, in bytes.
const HEADING: usize = 90;

/// An entry by the day that it opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `5日` or `5月3日`.
    pub span: Span,
    /// The one of a heading above.
    pub year: Option<i32>,
    /// Its own or that above it.
    pub month: Option<u32>,
    /// None in 3月　….
    pub day: Option<u32>,
    /// The month stands in the entry itself.
    has_month: bool,
    /// The last day of 20—22日.
    pub last: Option<u32>,
}

/// The chronicles of a document.
#[derive(Debug, Default)]
pub struct Chronicles {
    /// Of each the entries that stand together.
    pub runs: Vec<Vec<Entry>>,
    /// The days that have their month from above, as dates.
    pub days: Vec<DateFact>,
}

impl Chronicles {
    pub(super) fn new(flow: &Flow) -> Self {
        let runs = runs(flow);
        let days = runs.iter().flatten().filter_map(Entry::date).collect();
        Chronicles { runs, days }
    }

    /// The entry that `paragraph` is.
    pub fn entry_at(&self, paragraph: Span) -> Option<&Entry> {
        let run = self
            .runs
            .partition_point(|run| run.last().is_some_and(|last| last.span.start() < paragraph.start()));
        self.runs.get(run)?.iter().find(|entry| paragraph.covers(entry.span))
    }
}

impl Entry {
    fn date(&self) -> Option<DateFact> {
        let written = WrittenDate { span: self.span, year: None, month: self.month, day: self.day };
        let is_of_heading =
            !self.has_month && self.last.is_none() && self.month.is_some() && self.day.is_some();
        let fact = DateFact { written, until: None, is_linked: false, era: Era::Current, year: self.year };
        is_of_heading.then_some(fact)
    }
}

/// The entries that stand together; a paragraph without a day of its own may follow each.
fn runs(flow: &Flow) -> Vec<Vec<Entry>> {
    let (mut runs, mut run): (Vec<Vec<Entry>>, Vec<Entry>) = (Vec::new(), Vec::new());
    let (mut year, mut month, mut since) = (None, None, 0);
    for paragraph in &flow.paragraphs {
        let text = flow.of(paragraph.span);
        let is_body = matches!(paragraph.role, Role::Text | Role::Headline | Role::Heading);
        if let Some((of_year, of_month)) = heading(text).filter(|_| is_body) {
            (year, month) = (of_year.or(year), of_month);
            continue;
        }
        let bullet = text.len() - text.trim_start_matches(BULLETS).len();
        match entry(&flow.text, paragraph.span.start() + bullet, (year, month)).filter(|_| is_body) {
            Some(entry) => {
                month = entry.month;
                run.push(entry);
                since = 0;
            }
            None if since == 0 && is_body => since += 1,
            None => {
                runs.push(std::mem::take(&mut run));
                (year, month, since) = (None, None, 0);
            }
        }
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    runs
}

/// The year and the month of a heading: 5月, 五月, 2024年3月大事记, 大事记（2024年）, 2024年.
fn heading(text: &str) -> Option<(Option<i32>, Option<u32>)> {
    if text.len() > HEADING {
        return None;
    }
    let text = &*text.replace(is_space, "");
    let number = |at: usize, unit: &str| {
        let number = numeral_at(text, at)?;
        let end = number.span.end() + unit.len();
        text.get(number.span.end()..)?.starts_with(unit).then_some((number, end))
    };
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let year = number(start, "年").filter(|(year, _)| year.length == 4);
    let month =
        number(year.map_or(start, |(_, end)| end), "月").filter(|(month, _)| (1..=12).contains(&month.value));
    let end = month.or(year)?.1;
    let is_bare = start == 0 && end == text.len();
    // 2024年3月大事记, 五月大事记
    let is_titled = (year.is_some() || month.is_some() && start == 0) && text.contains(TITLE);
    let said = (year.map(|(year, _)| year.value as i32), month.map(|(month, _)| month.value as u32));
    (is_bare || is_titled).then_some(said)
}

/// `5日　…`, `5月3日　…` or `5月　…` at byte `start`; a day without a month is of the one above.
fn entry(text: &str, start: usize, (year, month): (Option<i32>, Option<u32>)) -> Option<Entry> {
    let small = |at: usize| numeral_at(text, at).filter(|n| n.value < 100 && n.script == Script::Arabic);
    let first = small(start)?;
    let has_month = text.get(first.span.end()..)?.starts_with('月');
    let (month, day) = match has_month {
        true => (Some(first.value as u32), small(first.span.end() + "月".len())),
        false => (month, Some(first)),
    };
    // 20—22日
    let last = day.as_ref().and_then(|day| {
        let rest = text.get(day.span.end()..)?;
        let linked = rest.strip_prefix(['—', '－', '-', '–', '至'])?;
        small(text.len() - linked.len()).filter(|last| last.value > day.value)
    });
    let end = match last.as_ref().or(day.as_ref()) {
        Some(day) if text.get(day.span.end()..)?.starts_with('日') => day.span.end() + "日".len(),
        None if year.is_some() => first.span.end() + "月".len(),
        _ => return None,
    };
    let rest = text.get(end..)?;
    let reads_on =
        |c: char| is_space(c) || matches!(c, '，' | '：' | '（' | '(') || has_month && "至—－".contains(c);
    let day = day.map(|day| day.value as u32);
    rest.starts_with(reads_on).then_some(Entry {
        span: Span::new(start, end),
        year,
        month,
        day,
        has_month,
        last: last.map(|last| last.value as u32),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_of_which_month_the_days_are() {
        assert_eq!(heading("5月"), Some((None, Some(5))));
        assert_eq!(heading("2024年3月大事记"), Some((Some(2024), Some(3))));
        assert_eq!(heading("江州县大事记（2023年）"), Some((Some(2023), None)));
        assert_eq!(heading("2023年"), Some((Some(2023), None)));
        assert_eq!(heading("2024年7—8月大事记"), Some((Some(2024), None)));
        assert_eq!(heading("7　月"), Some((None, Some(7))));
        assert_eq!(heading("五月大事记"), Some((None, Some(5))));
        for text in ["5月3日", "2023年工作总结", "大事记", "5月底前完成。"] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn an_entry_opens_with_its_day() {
        let day = |text: &str| entry(text, 0, (Some(2024), Some(3))).map(|entry| (entry.month, entry.day));
        assert_eq!(day("5日　县委召开会议。"), Some((Some(3), Some(5))));
        assert_eq!(day("4月5日，大桥通车。"), Some((Some(4), Some(5))));
        assert_eq!(day("32日（星期二）　大桥通车。"), Some((Some(3), Some(32))));
        assert_eq!(day("4月　大桥通车。"), Some((Some(4), None)));
        assert_eq!(day("20—22日　县人代会召开。"), Some((Some(3), Some(20))));
        assert_eq!((day("5日内完成。"), day("5名同志")), (None, None));
    }
}
