//! The date that an article opens or closes with.

use super::Dateline;
use super::flow::Flow;
use crate::text::Span;
use crate::text::chars::is_space;
use crate::text::date::{Link, WrittenDate, date_at, range_after};

/// The dateline of an article whose text is `body`, headline left out.
pub(super) fn find(flow: &Flow, body: Span) -> Option<Dateline> {
    opening(&flow.text, body).or_else(|| closing(&flow.text, body))
}

/// `8月2日，…`, `（8月2日）…`, `本报讯 8月2日，…`: within the first words.
fn opening(text: &str, body: Span) -> Option<Dateline> {
    let words = body.of(text);
    let start = words.find(|c: char| !is_space(c) && !"（(【】：\n○◇◆●■□·※".contains(c))?;
    if let Some(dateline) = dateline_at(text, body.start() + start, body.end()) {
        return opens_a_report(&text[dateline.span.end()..]).then_some(dateline);
    }
    // After a short lead-in that white space or a bracket sets off.
    let lead = words[start..].char_indices().take(24).find(|&(_, c)| c.is_ascii_digit())?;
    let before = words[start..start + lead.0].chars().next_back()?;
    let apart = is_space(before) || matches!(before, '（' | '(' | '）' | ')' | '讯' | '电');
    let dateline = apart.then(|| dateline_at(text, body.start() + start + lead.0, body.end()))??;
    opens_a_report(&text[dateline.span.end()..]).then_some(dateline)
}

/// What follows a dateline: a mark, a weekday in brackets, a time of day; not a noun (3月　召开).
fn opens_a_report(after: &str) -> bool {
    let note = after.starts_with('（').then(|| after.split_once('）')).flatten();
    let after = note.filter(|(note, _)| note.contains(['周', '期'])).map_or(after, |(_, rest)| rest);
    after.is_empty()
        || after.starts_with([
            '，', ',', '）', ')', '】', '\n', '电', '讯', '上', '下', '晚', '凌', '中', '起', '至',
        ])
}

/// `…（8月2日）`, `（来源：临江日报 8月25日）`, or a line that is a date: the signature.
fn closing(text: &str, body: Span) -> Option<Dateline> {
    let words = body.of(text).trim_end();
    let mut end = words.len();
    let mut last = true;
    while let Some(line) = words[..end].rsplit('\n').next() {
        let start = end - line.len();
        if last || line.len() <= 120 {
            let found = closing_line(text, Span::new(body.start() + start, body.start() + end));
            if found.is_some() {
                return found;
            }
        }
        last = false;
        end = start.checked_sub(1)?;
    }
    None
}

/// The date that a line ends with, alone or in brackets.
fn closing_line(text: &str, line: Span) -> Option<Dateline> {
    let words = line.of(text);
    let bare = words.trim_end_matches(['）', ')', '】', ']']);
    if !bare.ends_with('日') {
        return None;
    }
    let opened = match bare.len() < words.len() {
        true => bare.rfind(['（', '(', '【', '['])?,
        false => 0,
    };
    let is_digit = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c);
    let starts =
        bare[opened..].char_indices().filter(|&(_, c)| is_digit(c)).map(|(at, _)| line.start() + opened + at);
    let end = line.start() + bare.len();
    let alone = |dateline: &Dateline| bare.len() < words.len() || dateline.span.start() == line.start();
    starts.take(40).filter_map(|at| dateline_at(text, at, end)).find(|d| d.span.end() == end && alone(d))
}

fn dateline_at(text: &str, at: usize, end: usize) -> Option<Dateline> {
    let date: WrittenDate = date_at(text, at)?;
    let until = range_after(text, &date).filter(|(link, _)| *link == Link::Through).map(|(_, until)| until);
    let span = until.map_or(date.span, |until| date.span.to(until.span));
    (span.start() == at && span.end() <= end).then_some(Dateline { span, date, until })
}
