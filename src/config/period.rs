//! The days that an issue reports on, as an editor writes them: `2023`, `2023-08`, `2023-08-15`,
//! or two of these with a `/` between.

use jiff::civil::Date;

use crate::bulletin::Period;

/// The period that `text` writes, or nothing where it is none.
pub fn parse(text: &str) -> Option<Period> {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    let (first, _) = days(first)?;
    let (_, last) = days(last)?;
    (first <= last).then_some(Period { first, last, written: true })
}

/// The first and last day of a year, a month or a day.
fn days(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.trim().split('-').map(number);
    let year = i16::try_from(parts.next()??).ok().filter(|year| (1000..=9999).contains(year))?;
    let month = parts.next().map(|month| i8::try_from(month?).ok());
    let day = parts.next().map(|day| i8::try_from(day?).ok());
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(month), None) => {
            let first = Date::new(year, month?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, month?, day?).ok()?;
            Some((day, day))
        }
    }
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        parse(text).map(|period| format!("{}..{}", period.first, period.last))
    }

    #[test]
    fn a_year_a_month_a_day_and_ranges() {
        assert_eq!(shown("2023").as_deref(), Some("2023-01-01..2023-12-31"));
        assert_eq!(shown("2024-02").as_deref(), Some("2024-02-01..2024-02-29"));
        assert_eq!(shown("2023-08-15").as_deref(), Some("2023-08-15..2023-08-15"));
        assert_eq!(shown("2023-07/2023-08").as_deref(), Some("2023-07-01..2023-08-31"));
        assert_eq!(shown("2023-07-26 / 2023-08-25").as_deref(), Some("2023-07-26..2023-08-25"));
    }

    #[test]
    fn what_is_no_period() {
        for text in [
            "",
            "8月",
            "2023-13",
            "2023-02-30",
            "23-08",
            "2023-08-01-02",
            "2023-08/2023-07",
            "2023-",
            "+2023",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
