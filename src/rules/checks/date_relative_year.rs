//! A year beside 今年 or 去年 that cannot be it in this issue: 今年（2022年） in one of 2023.

use memchr::memmem;

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::boundary::ceil;
use crate::text::numerals::{Numeral, Script, numeral_at};

const WORDS: [(char, i64); 4] = [('今', 0), ('去', -1), ('明', 1), ('前', -2)];
/// How far back a quotation is looked for, in bytes.
const REACH: usize = 300;

struct RelativeYear;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(RelativeYear))
}

impl Check for RelativeYear {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for at in memmem::find_iter(text.as_bytes(), "年") {
            let word = text.get(..at).and_then(|before| before.chars().next_back());
            let Some((word, offset)) = WORDS.into_iter().find(|&(c, _)| Some(c) == word) else {
                continue;
            };
            let Some(stated) = year_beside(text, at + "年".len()) else {
                continue;
            };
            let Some(issue) = year_of_issue(context, at).filter(|_| !is_quoted(text, at)) else {
                continue;
            };
            let right = i64::from(issue) + offset;
            if i64::try_from(stated.value) != Ok(right) {
                let finding = Finding::at(stated.span).replace(right.to_string());
                sink.report(finding.with("word", format!("{word}年")).with("issue", issue.to_string()));
            }
        }
    }
}

/// 2022 in 今年（2022年） and 今年2022年.
fn year_beside(text: &str, at: usize) -> Option<Numeral> {
    let bracket =
        text.get(at..)?.chars().next().filter(|c| matches!(c, '（' | '(')).map_or(0, char::len_utf8);
    let year = numeral_at(text, at + bracket)?;
    let is_year = year.script == Script::Arabic && year.length == 4 && (1900..2100).contains(&year.value);
    let after = text.get(year.span.end()..)?;
    (is_year && after.starts_with('年')).then_some(year)
}

/// The one year that the issue lies in, where that is known. What is no bulletin may gather texts
/// of many years.
fn year_of_issue(context: &Context<'_>, at: usize) -> Option<i16> {
    let is_bulletin = context.reading.issue_at(at).is_some_and(|issue| issue.contents.is_some());
    if context.house.period.is_none() && !is_bulletin {
        return None;
    }
    let period = context.period_at(at).filter(|period| period.written)?;
    (period.first.year() == period.last.year()).then(|| period.first.year())
}

fn is_quoted(text: &str, at: usize) -> bool {
    let before = text.get(ceil(text, at.saturating_sub(REACH))..at).unwrap_or_default();
    before.rfind('“') > before.rfind('”')
}
