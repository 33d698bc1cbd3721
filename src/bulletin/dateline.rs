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
    let start = words.find(|c: char| !is_space(c) && !matches!(c, '（' | '(' | '【' | '\n' | '】' | '：'))?;
    if let Some(dateline) = dateline_at(text, body.start() + start, body.end()) {
        return Some(dateline);
    }
    // After a short lead-in that white space or a bracket sets off.
    let lead = words[start..].char_indices().take(24).find(|&(_, c)| c.is_ascii_digit())?;
    let before = words[start..start + lead.0].chars().next_back()?;
    let apart = is_space(before) || matches!(before, '（' | '(' | '）' | ')' | '讯' | '电');
    apart.then(|| dateline_at(text, body.start() + start + lead.0, body.end()))?
}

/// `…（8月2日）`, `（来源：临江日报 8月2日）`, or a last line that is a date.
fn closing(text: &str, body: Span) -> Option<Dateline> {
    let words = body.of(text).trim_end();
    let tail_start = words.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
    let tail = &words[tail_start..];
    let bare = tail.trim_end_matches(['）', ')', '】', ']']);
    let closes = bare.ends_with('日') && (bare.len() < tail.len() || tail.contains('\n'));
    if !closes {
        return None;
    }
    let opened = bare.rfind(['（', '(', '\n', '【']).map_or(0, |at| at + 1);
    let digits = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c);
    let candidates = bare.char_indices().filter(|&(at, c)| at >= opened && digits(c));
    candidates.filter_map(|(at, _)| dateline_at(text, body.start() + tail_start + at, body.end())).find(
        |dateline| {
            dateline.until.map_or(dateline.span, |until| until.span).end()
                == body.start() + tail_start + bare.len()
        },
    )
}

fn dateline_at(text: &str, at: usize, end: usize) -> Option<Dateline> {
    let date: WrittenDate = date_at(text, at)?;
    if date.span.end() > end {
        return None;
    }
    let until = range_after(text, &date).filter(|(link, _)| *link == Link::Through).map(|(_, until)| until);
    Some(Dateline { span: until.map_or(date.span, |until| date.span.to(until.span)), date, until })
}
