//! When something happened, as far as its sentence says so.

use crate::facts::Facts;
use crate::facts::dates::Era;
use crate::text::Span;
use crate::text::numerals::{Script, numeral_before};

/// How far back a sentence is read, in characters.
const REACH: usize = 120;

/// A day, a month or a year, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub span: Span,
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Moment {
    /// The last one before byte `offset` in its sentence.
    pub fn before(facts: &Facts<'_>, offset: usize) -> Option<Moment> {
        let text = &facts.reading.flow.text;
        let sentence = Span::new(sentence_start(text, offset), offset);
        let date = facts.dates().within(sentence).iter().rfind(|date| date.written.span.end() <= offset);
        let year = year_before(text, sentence);
        match date {
            Some(date) if year.is_none_or(|year| year.span.start() <= date.written.span.start()) => {
                let of_a_day = date.era == Era::Current && date.until.is_none() && !date.is_linked;
                let (month, day) = (date.written.month, date.written.day);
                let period = facts.reading.issue_at(offset).and_then(|issue| issue.period);
                let year = date.year_in(period);
                of_a_day.then_some(Moment { span: date.written.span, year, month, day })
            }
            _ => year,
        }
    }

    pub fn is_day(self) -> bool {
        self.day.is_some()
    }

    /// A day is named, or else the year too.
    pub fn is_exact(self) -> bool {
        self.day.is_some() || self.year.is_some()
    }

    /// Both name the same, and if only one of them names the year, a day.
    pub fn agrees(self, other: Moment) -> bool {
        let years = match (self.year, other.year) {
            (Some(one), Some(other)) => one == other,
            _ => self.day.is_some(),
        };
        years && (self.month, self.day) == (other.month, other.day)
    }

    /// What two moments that agree have in common.
    pub fn key(self) -> (Option<u32>, Option<u32>) {
        (self.month, self.day)
    }
}

/// The last year alone in `sentence`, in four digits: 2022年.
fn year_before(text: &str, sentence: Span) -> Option<Moment> {
    let at = sentence.start() + sentence.of(text).rfind('年')?;
    let year = numeral_before(text, at).filter(|year| year.script == Script::Arabic && year.length == 4)?;
    let span = Span::new(year.span.start(), at + '年'.len_utf8());
    let value = i32::try_from(year.value).ok()?;
    Some(Moment { span, year: Some(value), month: None, day: None })
}

/// Where the sentence or the part of it that byte `offset` lies in begins.
pub(super) fn sentence_start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default().char_indices().rev().take(REACH);
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n');
    let mut start = offset;
    for (at, c) in before {
        if ends(c) {
            break;
        }
        start = at;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Reading;
    use crate::source::Document;

    fn key(text: &str) -> Option<(Option<i32>, Option<u32>, Option<u32>)> {
        let reading = Reading::new(&Document::from_text("a.txt", text));
        let facts = Facts::new(&reading);
        let at = reading.flow.text.find('此')?;
        Moment::before(&facts, at).map(|moment| (moment.year, moment.month, moment.day))
    }

    #[test]
    fn the_nearest_date_or_year_of_the_sentence_counts() {
        assert_eq!(key("8月2日，此会召开"), Some((None, Some(8), Some(2))));
        assert_eq!(key("2022年8月2日，此会召开"), Some((Some(2022), Some(8), Some(2))));
        assert_eq!(key("8月2日获悉，2022年此项投资"), Some((Some(2022), None, None)));
        assert_eq!(key("8月2日召开。此会"), None);
        assert_eq!(key("8月2日至5日，此会召开"), None);
        assert_eq!(key("去年8月2日，此会召开"), None);
    }
}
