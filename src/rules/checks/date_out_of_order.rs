//! An article that stands out of the order of dates which its section keeps.

use crate::bulletin::{Dateline, Issue, Period};
use crate::rules::{Check, Context, Finding, Options, Sink};

/// A section is ordered by date if no more of its articles stand elsewhere, in percent.
const TOLERANCE: usize = 15;
/// From this many dated articles on a section shows by itself that it is ordered.
const TELLING: usize = 7;
/// Shorter sections are judged if the rest of the issue has this many neighbours, …
const NEIGHBOURS: usize = 8;
/// … so many of them in order, in percent.
const IN_ORDER: usize = 90;

struct OutOfOrder;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(OutOfOrder))
}

impl Check for OutOfOrder {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for issue in &context.reading.issues {
            let sections = sections(issue, context.house.period.or(issue.period));
            let counts: Vec<_> = sections.iter().map(|section| neighbours(&section.days)).collect();
            let all = counts.iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
            for (section, own) in sections.iter().zip(&counts) {
                report(issue, section, (all.0 - own.0, all.1 - own.1), sink);
            }
        }
    }
}

/// A dateline as a place in time.
pub(super) type Day = (i32, u32, u32);

/// The dated articles of one section.
struct Dated {
    section: Option<usize>,
    lines: Vec<Dateline>,
    days: Vec<Day>,
}

fn sections(issue: &Issue, period: Option<Period>) -> Vec<Dated> {
    let mut sections: Vec<Dated> = Vec::new();
    for article in &issue.articles {
        if sections.last().is_none_or(|last| last.section != article.section) {
            sections.push(Dated { section: article.section, lines: Vec::new(), days: Vec::new() });
        }
        let dated = article.dateline.and_then(|line| Some((line, day(&line, period)?)));
        if let (Some((line, day)), Some(section)) = (dated, sections.last_mut()) {
            section.lines.push(line);
            section.days.push(day);
        }
    }
    sections
}

/// The day of a dateline; a year that is not written is the one nearest to the period. Without any
/// period all datelines are of one year, as far as can be told.
fn day(line: &Dateline, period: Option<Period>) -> Option<Day> {
    let (month, day) = (line.date.month?, line.date.day?);
    let Some(first) = period.map(|period| period.first) else {
        return Some((0, month, day));
    };
    let (year, first_month) = (i32::from(first.year()), i32::from(first.month()));
    let months_away = |y: &i32| ((y - year) * 12 + month as i32 - first_month).abs();
    let year = line.date.year.or_else(|| (year - 1..=year + 1).min_by_key(months_away))?;
    Some((year, month, day))
}

/// How many neighbours there are, and how many of them in order.
fn neighbours(days: &[Day]) -> (usize, usize) {
    (days.len().saturating_sub(1), days.windows(2).filter(|pair| pair[0] <= pair[1]).count())
}

fn report(issue: &Issue, section: &Dated, rest: (usize, usize), sink: &mut Sink<'_>) {
    let days = &section.days;
    let kept = longest_in_order(days);
    let moved = days.len() - kept.iter().filter(|&&kept| kept).count();
    if moved == 0 || !is_ordered(days.len(), moved, rest) {
        return;
    }
    let title = section.section.and_then(|index| issue.sections.get(index)).map(|s| s.title.as_str());
    for (index, line) in section.lines.iter().enumerate().filter(|(index, _)| !kept[*index]) {
        let before = (0..index).rev().find(|&i| kept[i] && days[i] > days[index]);
        let after = || (index + 1..days.len()).find(|&i| kept[i] && days[i] < days[index]);
        let (neighbour, saying) = match before {
            Some(neighbour) => (neighbour, "earlier"),
            None => match after() {
                Some(neighbour) => (neighbour, "later"),
                None => continue,
            },
        };
        let Some(other) = section.lines.get(neighbour) else {
            continue;
        };
        let finding = Finding::at(line.date.span)
            .saying(saying)
            .and(other.date.span, if saying == "earlier" { "before" } else { "after" })
            .with("other", sink.text(other.date.span).replace([' ', '\u{3000}'], ""))
            .with("date", sink.text(line.date.span).replace([' ', '\u{3000}'], ""))
            .with("count", days.len().to_string())
            .with("rest", (days.len() - moved).to_string());
        let finding = match title {
            Some(title) => finding.with("section", title).note("section"),
            None => finding.note("no-section"),
        };
        // What weighs most may stand first, whenever it was.
        let may_lead = index == 0 && days.len() < TELLING;
        sink.report(if may_lead { finding.doubtful() } else { finding });
    }
}

/// Whether a section of `count` dated articles, `moved` of them out of order, is ordered by date
/// at all: it says so itself if it is long, else the `rest` of the issue must.
fn is_ordered(count: usize, moved: usize, rest: (usize, usize)) -> bool {
    if count >= TELLING {
        return moved * 100 <= count * TOLERANCE;
    }
    moved == 1 && rest.0 >= NEIGHBOURS && rest.1 * 100 >= rest.0 * IN_ORDER
}

/// Which of `days` stay where the fewest move; of several ways the one that keeps what comes
/// first.
pub(super) fn longest_in_order(days: &[Day]) -> Vec<bool> {
    // `heads[n]` is the latest day that n + 1 days in order can begin with, read from the end.
    let mut heads: Vec<Day> = Vec::new();
    let mut lengths = vec![0; days.len()];
    for (index, day) in days.iter().enumerate().rev() {
        let length = heads.partition_point(|head| head >= day);
        match heads.get_mut(length) {
            Some(head) => *head = *day,
            None => heads.push(*day),
        }
        lengths[index] = length + 1;
    }
    let (mut wanted, mut last) = (heads.len(), None);
    let keep = |(day, length): (&Day, usize)| {
        let keeps = length == wanted && last.is_none_or(|last| last <= *day);
        if keeps {
            wanted -= 1;
            last = Some(*day);
        }
        keeps
    };
    days.iter().zip(lengths).map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(days: &[u32]) -> Vec<usize> {
        let days: Vec<_> = days.iter().map(|&day| (2023, 8, day)).collect();
        let kept = longest_in_order(&days);
        (0..days.len()).filter(|&index| !kept[index]).collect()
    }

    #[test]
    fn the_fewest_articles_move() {
        assert_eq!(moved(&[1, 2, 2, 5]), [0; 0]);
        assert_eq!(moved(&[2, 9, 12, 13, 12, 16, 24]), [4]);
        assert_eq!(moved(&[2, 9, 31, 13, 16]), [2]);
        assert_eq!(moved(&[20, 1, 2, 3]), [0]);
        assert_eq!(moved(&[]), [0; 0]);
    }

    #[test]
    fn a_short_section_needs_an_ordered_issue() {
        assert!(is_ordered(7, 1, (0, 0)));
        assert!(!is_ordered(7, 2, (90, 90)));
        assert!(is_ordered(3, 1, (20, 19)));
        assert!(!is_ordered(3, 1, (20, 12)));
        assert!(!is_ordered(3, 1, (2, 2)));
    }
}
