//! The dates that the text states, with what it says about their year.
//!
//! What is written and what is inferred stay apart: a year that only the period suggests
//! may prove something wrong only where no other year is possible.

use jiff::civil::Date;

use crate::bulletin::Period;
use crate::text::Span;
use crate::text::affix::{beginning_in, ending_in};
use crate::text::chars::is_han_numeral;
use crate::text::date::{self, Link, WrittenDate};
use crate::text::numerals::numeral_at;

/// A year is carried on within a sentence over this many bytes at most.
const REACH: usize = 240;

/// Which calendar and which year a date without a written year may be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Era {
    /// The calendar and the year of what is reported.
    Current,
    /// 去年8月, 98年8月: another year, or one that is not written out.
    OtherYear,
    /// 农历八月十五, 光绪二十四年八月: not the civil calendar.
    OtherCalendar,
}

/// One date of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateFact {
    pub written: WrittenDate,
    /// What it is linked to, with the parts that stand there: 12日 in 8月11日至12日.
    pub until: Option<(Link, WrittenDate)>,
    /// It is the second of two linked dates.
    pub is_linked: bool,
    pub era: Era,
    /// The year it is written with, or the one written before it in its sentence.
    pub year: Option<i32>,
}

impl DateFact {
    /// From the first date to the end of what it is linked to.
    pub fn span(&self) -> Span {
        self.until.map_or(self.written.span, |(_, until)| self.written.span.to(until.span))
    }

    /// What it is linked to, with the month and the year taken over from it.
    pub fn last(&self) -> Option<WrittenDate> {
        let (_, until) = self.until?;
        let (month, year) = (until.month.or(self.written.month), until.year.or(self.written.year));
        Some(WrittenDate { year, month, ..until })
    }

    /// The only year that it can be of: the one in the text, or that of `period` where its month
    /// is one of the period's.
    pub fn year_in(&self, period: Option<Period>) -> Option<i32> {
        match self.era {
            Era::OtherCalendar => None,
            Era::OtherYear => self.written.year,
            Era::Current => self.year.or_else(|| year_of(period?, self.written.month?)),
        }
    }

    /// The day of the calendar, where its year is certain.
    pub fn day_in(&self, period: Option<Period>) -> Option<Date> {
        civil(self.year_in(period)?, &self.written)
    }

    /// The last day of a range, where its year is certain.
    pub fn last_day_in(&self, period: Option<Period>) -> Option<Date> {
        let (last, (_, until)) = (self.last()?, self.until?);
        let first = self.day_in(period)?;
        let year = i32::from(first.year());
        let day = civil(until.year.unwrap_or(year), &last)?;
        // 12月30日至1月2日 ends in the next year.
        let next_year = day < first && until.year.is_none() && until.month.is_some();
        if next_year { civil(year + 1, &last) } else { Some(day) }
    }
}

/// All dates of a text, in order.
#[derive(Debug, Default)]
pub struct Dates(Vec<DateFact>);

impl Dates {
    pub(super) fn new(text: &str) -> Self {
        let mut facts: Vec<DateFact> = Vec::new();
        for written in date::dates_in(text, Span::new(0, text.len())) {
            let before = facts.last();
            let is_linked = before.and_then(|b| b.until).is_some_and(|(_, until)| until.span == written.span);
            let era = match before {
                Some(before) if is_linked && written.year.is_none() => before.era,
                _ => era(text, written.span),
            };
            let carried = || match era {
                Era::Current => before.and_then(|before| carried_year(text, before, &written)),
                _ => None,
            };
            let year = written.year.or_else(carried);
            let until = date::range_after(text, &written);
            facts.push(DateFact { written, until, is_linked, era, year });
        }
        Dates(facts)
    }

    pub fn all(&self) -> &[DateFact] {
        &self.0
    }

    /// The dates that begin in `span`.
    pub fn within(&self, span: Span) -> &[DateFact] {
        span.select(&self.0, |fact| fact.written.span)
    }
}

/// The day that the paragraph of a chronicle opens with where its month stands above: 21日　….
pub fn leading_day(text: &str, paragraph: Span) -> Option<(Span, u32)> {
    let day = numeral_at(text, paragraph.start()).filter(|day| day.value <= 31)?;
    let rest = text.get(day.span.end()..paragraph.end())?.strip_prefix('日')?;
    let opens = rest.starts_with([' ', '\u{3000}', '\t', '，']);
    opens.then(|| (Span::new(paragraph.start(), day.span.end() + "日".len()), day.value as u32))
}

/// The date `written` in `year`, if the calendar has it.
pub fn civil(year: i32, written: &WrittenDate) -> Option<Date> {
    let (month, day) = (written.month?, written.day?);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The year in which `month` lies in `period`, if that is written and there is one only.
fn year_of(period: Period, month: u32) -> Option<i32> {
    let touches = |year: i16| {
        let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
        (first <= period.last && first.last_of_month() >= period.first).then_some(i32::from(year))
    };
    let mut years = (period.first.year()..=period.last.year()).take(3).filter_map(touches);
    let year = years.next().filter(|_| period.written)?;
    years.next().is_none().then_some(year)
}

/// The year of the date `before`, where it holds for `date` too: one sentence, no other year
/// between them, and the later date not earlier in the year.
fn carried_year(text: &str, before: &DateFact, date: &WrittenDate) -> Option<i32> {
    let gap = before.written.span.end()..date.span.start();
    let between = text.get(gap).filter(|gap| gap.len() <= REACH)?;
    let parts = |date: &WrittenDate| (date.month, date.day);
    let same =
        !between.contains(['年', '。', '！', '？', '；', '\n']) && parts(&before.written) <= parts(date);
    before.year.filter(|_| same)
}

fn era(text: &str, span: Span) -> Era {
    const SAME_YEAR: [&str; 3] = ["今年", "本年", "当年"];
    const LUNAR: [&str; 4] = ["农历", "阴历", "夏历", "旧历"];
    let before = text[..span.start()].trim_end_matches([' ', '\u{3000}']);
    let after = text[span.end()..].trim_start_matches(['（', '(']);
    // The note 农历正月初七 gives the other calendar's date beside this one.
    let lunar = |text: &str| {
        let rest = beginning_in(text, &LUNAR).and_then(|word| text.strip_prefix(word));
        rest.is_some_and(|rest| !rest.starts_with(|c: char| is_han_numeral(c) || "正冬腊闰除".contains(c)))
    };
    if before.ends_with(['历', '闰']) || lunar(after) {
        return Era::OtherCalendar;
    }
    match before.strip_suffix('年') {
        None => Era::Current,
        Some(_) if ending_in(before, &SAME_YEAR).is_some() => Era::Current,
        Some(rest) if rest.ends_with(['去', '明', '前', '次', '翌', '来', '同', '上', '后', '每']) => {
            Era::OtherYear
        }
        Some(rest) if rest.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) => {
            Era::OtherYear
        }
        Some(_) => Era::OtherCalendar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Vec<DateFact> {
        Dates::new(text).all().to_vec()
    }

    fn august() -> Option<Period> {
        let day = |day| Date::new(2023, 8, day).unwrap();
        Some(Period { first: day(1), last: day(31), written: true })
    }

    #[test]
    fn a_year_is_carried_on_in_its_sentence() {
        let years = |text: &str| facts(text).iter().map(|fact| fact.year).collect::<Vec<_>>();
        assert_eq!(years("2022年3月1日起施行，5月1日起全面实施"), [Some(2022), Some(2022)]);
        assert_eq!(years("2022年3月1日起施行。5月1日起全面实施"), [Some(2022), None]);
        assert_eq!(years("2022年3月1日签约，今年5月1日开工"), [Some(2022), None]);
        assert_eq!(years("2022年12月1日签约，5月1日开工"), [Some(2022), None]);
    }

    #[test]
    fn the_period_gives_the_year_of_its_own_months_only() {
        let day = |text: &str| facts(text)[0].day_in(august());
        assert_eq!(day("8月19日，晴"), Date::new(2023, 8, 19).ok());
        assert_eq!(day("7月19日，晴"), None);
        assert_eq!(day("去年8月22日集中开工"), None);
        assert_eq!(day("今年8月22日集中开工"), Date::new(2023, 8, 22).ok());
        assert_eq!(day("农历八月十五日"), None);
        assert_eq!(day("光绪二十四年八月六日"), None);
    }

    #[test]
    fn a_range_crosses_the_month_and_the_year() {
        let fact = facts("2022年12月30日至1月2日")[0];
        assert_eq!(fact.last_day_in(None), Date::new(2023, 1, 2).ok());
        let fact = facts("8月11日至12日")[0];
        assert_eq!(fact.last_day_in(august()), Date::new(2023, 8, 12).ok());
        assert!(facts("8月30日—9月2日")[1].is_linked);
    }

    #[test]
    fn the_dates_of_a_stretch_are_found() {
        let text = "8月1日、8月2日、8月3日";
        let dates = Dates::new(text);
        let second = dates.all()[1].written.span;
        assert_eq!(dates.within(second).len(), 1);
        assert_eq!(dates.within(Span::at(3)).len(), 0);
    }
}
