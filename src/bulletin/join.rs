//! Which printed lines make one paragraph: page cuts and wraps undone.

use std::ops::Range;

use super::contents::{RawContents, bare_heading};
use super::flow::Role;
use super::items::ItemKind;
use super::known::Known;
use super::lines::RawLine;
use crate::text::chars::is_space;
use crate::text::date::date_at;
use crate::text::fold::fold;

/// A paragraph of the flow, in raw lines; furniture among them is left out.
#[derive(Debug)]
pub(super) struct Logical {
    pub lines: Range<usize>,
    pub role: Role,
}

/// The width at which every line of a hard-wrapped document breaks, in columns.
#[derive(Clone, Copy, Debug)]
struct Wrap {
    width: usize,
    /// Paragraphs are indented.
    indented: bool,
}

pub(super) fn logical_lines(
    lines: &[RawLine<'_>],
    furniture: &[bool],
    contents: &[RawContents],
) -> Vec<Logical> {
    let known = Known::new(contents, lines);
    let wrap = detect_wrap(lines, furniture, contents);
    let mut out: Vec<Logical> = Vec::new();
    let mut next = 0;
    for region in contents {
        join_body(lines, furniture, next..region.lines.start, &known, wrap, &mut out);
        if let Some(title) = region.title {
            out.push(Logical { lines: title..title + 1, role: Role::ContentsTitle });
        }
        out.extend(region.items.iter().map(|item| Logical {
            lines: item.lines.clone(),
            role: match item.kind {
                ItemKind::Heading(_) => Role::ContentsHeading,
                _ => Role::ContentsEntry,
            },
        }));
        next = region.lines.end;
    }
    join_body(lines, furniture, next..lines.len(), &known, wrap, &mut out);
    out
}

fn join_body(
    lines: &[RawLine<'_>],
    furniture: &[bool],
    range: Range<usize>,
    known: &Known,
    wrap: Option<Wrap>,
    out: &mut Vec<Logical>,
) {
    let mut open: Option<Range<usize>> = None;
    let mut page_cut = false;
    for index in range {
        if furniture[index] {
            page_cut = true;
            continue;
        }
        page_cut |= lines[index].after_feed;
        match &mut open {
            Some(paragraph) if joins(lines, paragraph, index, page_cut, known, wrap) => {
                paragraph.end = index + 1
            }
            _ => {
                out.extend(open.take().map(|lines| Logical { lines, role: Role::Text }));
                open = Some(index..index + 1);
            }
        }
        page_cut = false;
    }
    out.extend(open.map(|lines| Logical { lines, role: Role::Text }));
}

/// Whether line `index` reads on from the paragraph of the lines before it.
fn joins(
    lines: &[RawLine<'_>],
    paragraph: &Range<usize>,
    index: usize,
    page_cut: bool,
    known: &Known,
    wrap: Option<Wrap>,
) -> bool {
    let before = &lines[paragraph.end - 1];
    let line = &lines[index];
    if before.heading.is_some() || line.heading.is_some() {
        return false;
    }
    let (a, b) = (before.text.as_ref(), line.text.as_ref());
    let terminated = is_terminated(a);
    if are_rows(a, b) {
        return false;
    }
    if terminated && wrap.is_none() {
        return false;
    }
    if is_cut_number(a, b) {
        return true;
    }
    let one_line = paragraph.len() == 1;
    if one_line && a.len() <= 300 && joins_headline(a, b, known) {
        return true;
    }
    // A headline over two lines begins here, whatever the line before it ends with.
    let next = lines.get(index + 1).filter(|next| !next.after_blank);
    if line.after_blank && b.len() <= 300 && next.is_some_and(|next| joins_headline(b, &next.text, known)) {
        return false;
    }
    let parts = || lines[paragraph.clone()].iter().map(|line| line.text.as_ref());
    let short = paragraph.len() <= 3
        && parts().all(|part| !part.contains('。'))
        && parts().map(|part| part.chars().count()).sum::<usize>() <= 100;
    let is_unit = || {
        let whole: String = parts().collect();
        known.is_heading(&bare_heading(&whole)) || known.is_headline(&fold(&whole))
    };
    if opens_unit(b, known) || opens_entry(b) || (short && !known.is_empty() && is_unit()) {
        return false;
    }
    if short && !a.ends_with(['，', '、']) && (opens_with_dateline(b) || repeats_opening(a, b)) {
        return false;
    }
    if let Some(wrap) = wrap
        && (!line.after_blank || page_cut)
        && columns(before) + 5 >= wrap.width
        && !(wrap.indented && line.indent > 0)
    {
        return !terminated || wrap.indented || columns(line) + 5 >= wrap.width;
    }
    // An indented line begins a paragraph where the ones before it do.
    if terminated
        || (line.indent >= 4 && before.indent >= 4 && wrap.is_none() && !page_cut && !line.after_blank)
    {
        return false;
    }
    let reads_like_text = a.contains(['。', '，', '；', '、']) || paragraph.len() > 1;
    reads_like_text && a.chars().count() >= if page_cut { 12 } else { 20 }
}

/// Two lines with as many cells: rows of a table, whatever marks their words have (县（市、区）).
fn are_rows(a: &str, b: &str) -> bool {
    let gaps = |line: &str| line.matches('\t').count();
    gaps(a) > 0 && gaps(a) == gaps(b)
}

/// The first sentence of an article says its headline again.
fn repeats_opening(headline: &str, text: &str) -> bool {
    let head = beginning(headline, 8);
    head.chars().count() == 8 && text.starts_with(head)
}

/// `…象棋比赛 8` + `月24日，…`: a date or a number that the page cuts.
fn is_cut_number(a: &str, b: &str) -> bool {
    let digit_at_end = a.ends_with(|c: char| c.is_ascii_digit());
    let units = ["月", "日", "年", "时", "%", "万", "亿"];
    if digit_at_end && units.iter().any(|unit| b.starts_with(unit)) {
        return true;
    }
    let day = b.trim_start_matches(|c: char| c.is_ascii_digit());
    // 2024年8月 on a line of its own is the heading of a chronicle, its days stand below.
    let is_heading = a.starts_with(|c: char| c.is_ascii_digit())
        && a.chars().all(|c| c.is_ascii_digit() || is_space(c) || "年月".contains(c));
    let after_month =
        !is_heading && a.ends_with('月') && a.trim_end_matches('月').ends_with(|c: char| c.is_ascii_digit());
    after_month && day.len() < b.len() && day.trim_start_matches(is_space).starts_with('日')
}

/// A headline over two lines: the contents know the whole of it.
fn joins_headline(a: &str, b: &str, known: &Known) -> bool {
    if known.is_empty() {
        return false;
    }
    let folded = fold(a);
    if folded.chars().count() < 4 {
        return false;
    }
    known.is_cut_headline(&folded, beginning(b, 100))
}

/// A line that can only begin something: a heading, a headline, an item of a list.
fn opens_unit(text: &str, known: &Known) -> bool {
    let head = beginning(text, 110);
    if known.opens_like(head)
        && (known.is_heading(&bare_heading(head)) || known.opens_with_headline(&fold(head)))
    {
        return true;
    }
    if run_in_headline(head).is_some_and(|headline| headline.chars().count() >= 6) {
        return true;
    }
    opens_item(head)
}

/// 16日　…: an entry of a chronicle.
pub fn opens_entry(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix('日').filter(|_| rest.len() < text.len());
    rest.is_some_and(|rest| rest.starts_with(is_space))
}

/// The first `count` characters of `text`.
pub(super) fn beginning(text: &str, count: usize) -> &str {
    let mut rest = text.chars();
    match count.checked_sub(1) {
        Some(last) => rest.nth(last),
        None => return "",
    };
    &text[..text.len() - rest.as_str().len()]
}

/// 一、 （一） 1. （1） 第一条 ① 【…】 附件
pub fn opens_item(text: &str) -> bool {
    let han = |c: char| "一二三四五六七八九十百".contains(c);
    let first = text.chars().next();
    if first.is_some_and(|c| matches!(c, '【' | '◆' | '●' | '■' | '①'..='⑳' | '※')) {
        return true;
    }
    if text.strip_prefix("附件").is_some_and(|number| number.trim_end_matches('：').len() <= 4) {
        return true;
    }
    let numeral = text.trim_start_matches(han);
    if numeral.len() < text.len() && numeral.starts_with('、') {
        return true;
    }
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let rest = inner.trim_start_matches(|c: char| han(c) || c.is_ascii_digit());
        return rest.len() < inner.len() && rest.starts_with(['）', ')']);
    }
    if let Some(inner) = text.strip_prefix('第') {
        let rest = inner.trim_start_matches(han);
        return rest.len() < inner.len() && rest.starts_with(['条', '章', '节', '编']);
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after_dot = digits.strip_prefix(['.', '．']).filter(|_| digits.len() < text.len());
    after_dot.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `headline 8月2日，`: the words before a dateline that white space sets off.
pub(super) fn run_in_headline(text: &str) -> Option<&str> {
    let mut after_space = None;
    for (at, c) in text.char_indices() {
        if is_space(c) {
            after_space = Some(at);
        } else if c.is_ascii_digit()
            && let Some(end) = after_space
            && opens_with_dateline(&text[at..])
        {
            let headline = text[..end].trim_end_matches(is_space);
            return (!headline.contains(['。', '；'])).then_some(headline).filter(|h| !h.is_empty());
        } else {
            after_space = None;
        }
    }
    None
}

/// 8月2日， 8月11日至12日， 8月， （8月2日）
pub(super) fn opens_with_dateline(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '【']);
    let Some(date) = date_at(text, 0) else { return false };
    let after = &text[date.span.end()..];
    let after = match after.strip_prefix(['至', '—', '－', '-', '、', '～']) {
        Some(range) => {
            let day = range.find('日').filter(|&at| at <= 20);
            day.map_or(after, |at| &range[at + '日'.len_utf8()..])
        }
        None => after,
    };
    date.span.start() == 0
        && after.starts_with(['，', ',', '）', ')', '】', '电', '讯', '上', '下', '晚', '起'])
}

/// Ends a sentence or an item, so that the paragraph can end here.
fn is_terminated(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '）', ')', '》', '」', '』', '】']);
    match bare.chars().next_back() {
        Some('。' | '！' | '？' | '!' | '?' | '…') => true,
        Some(last) => bare.len() == text.len() && matches!(last, '；' | '：' | ';' | ':'),
        None => true,
    }
}

fn columns(line: &RawLine<'_>) -> usize {
    // An ideographic space of the indent is three bytes and two columns.
    unicode_width::UnicodeWidthStr::width(line.text.as_ref()) + line.indent as usize * 2 / 3
}

/// Most lines of running text end at one width: the extractor kept the lines of the page.
fn detect_wrap(lines: &[RawLine<'_>], furniture: &[bool], contents: &[RawContents]) -> Option<Wrap> {
    let in_contents = |index: usize| {
        let region = contents.partition_point(|region| region.lines.end <= index);
        contents.get(region).is_some_and(|region| region.lines.contains(&index))
    };
    let body = lines.iter().enumerate().filter(|(index, _)| !furniture[*index] && !in_contents(*index));
    let sample: Vec<(usize, bool)> = body
        .take(2000)
        .map(
            |(_, line)| {
                if line.text.len() > 400 { (usize::MAX, false) } else { (columns(line), line.indent > 0) }
            },
        )
        .collect();
    let mut widths: Vec<usize> =
        sample.iter().map(|(width, _)| *width).filter(|&width| width >= 20).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len() * 4 / 5)?;
    let full = widths.iter().filter(|&&w| w.abs_diff(width) <= 5).count();
    if width > 120 || widths.len() < 12 || full * 2 < widths.len() {
        return None;
    }
    let indented = sample.iter().filter(|(_, indented)| *indented).count();
    Some(Wrap { width, indented: indented * 20 >= sample.len() })
}
