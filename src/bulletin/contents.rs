//! Where the contents stand, and what their lines say.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::join::opens_item;
use super::leader::{ContentsLine, contents_line, enumerator};
use super::lines::RawLine;
use crate::text::chars::{is_common_han, is_space};
use crate::text::fold::{fold, folded_chars};

/// The contents of one issue, in raw lines.
#[derive(Debug)]
pub(super) struct RawContents {
    /// The line 目录, where there is one.
    pub title: Option<usize>,
    /// Title and all, up to the line after the last entry.
    pub lines: Range<usize>,
    pub items: Vec<Item>,
}

/// One heading or entry of the contents and the raw lines that it takes.
#[derive(Debug)]
pub(super) struct Item {
    pub lines: Range<usize>,
    pub kind: ItemKind,
}

#[derive(Debug)]
pub(super) enum ItemKind {
    /// A section heading of this rank: the smaller, the higher.
    Heading(Rank),
    /// An entry; its last line ends in the folio, the ones before it are headline.
    Entry,
    /// An entry without a folio.
    Bare,
}

/// How a heading is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// ◆◆◆ 时政 ◆◆◆, 【时政】, 一、时政
    Ornamented,
    /// （一）领导活动
    Numbered,
    /// 领导活动
    Plain,
}

/// How many lines that are no entries may stand between two entries.
const GAP: usize = 5;
/// Characters of a headline at the least, on the average of a contents.
const SHORTEST: usize = 6;
/// Characters up to which a plain line is taken for a heading and not for half a headline.
const LONGEST_SURE: usize = 10;
/// Characters of the longest heading.
pub(super) const LONGEST_HEADING: usize = 20;

/// A heading without its ornaments: `◆◆◆ 时 政 ◆◆◆` → `时政`.
pub(super) fn bare_heading(text: &str) -> String {
    fold(text.trim_matches(is_ornament))
}

/// True where the bare heading `bare` opens `text`, its ornaments aside.
fn opens_with_heading(text: &str, bare: &str) -> bool {
    let mut folded = folded_chars(text.trim_matches(is_ornament));
    bare.chars().all(|c| folded.next() == Some(c))
}

/// What may stand around a heading and is no part of it.
pub(super) fn is_ornament(c: char) -> bool {
    !is_common_han(c) && !c.is_alphanumeric() && !matches!(c, '（' | '）' | '《' | '》' | '“' | '”' | '、')
}

/// Every contents of the document, in its order.
pub(super) fn find_contents(lines: &[RawLine<'_>], furniture: &[bool]) -> Vec<RawContents> {
    let name = lines.iter().map(|line| fold(&line.text)).find(|text| !text.is_empty()).unwrap_or_default();
    let heads = lines.iter().map(|line| is_running_head(&line.text, &name));
    let furniture: Vec<bool> = furniture.iter().zip(heads).map(|(&marked, head)| marked || head).collect();
    let entry = |(line, &is_furniture): (&RawLine<'_>, &bool)| {
        (!is_furniture && line.text.len() < 400).then(|| contents_line(&line.text))?
    };
    let entries: Vec<Option<ContentsLine>> = lines.iter().zip(&furniture).map(entry).collect();
    let mut found = Vec::new();
    let mut short = None;
    let mut from = 0;
    while let Some((title, first)) = next_start(lines, &entries, from) {
        let region = match entries_region(lines, &entries, first, title.is_some()) {
            Some(region) => region,
            None => match title.and_then(|title| bare_region(lines, title)) {
                Some(region) => region,
                None => {
                    from = first.max(title.map_or(0, |t| t + 1));
                    if title.is_none() {
                        from += 1;
                    }
                    continue;
                }
            },
        };
        let region = title.unwrap_or(region.start)..with_last_lines(lines, region);
        let short = short.get_or_insert_with(|| short_lines(lines));
        let of_items = title.map_or(region.start, |title| title + 1)..region.end;
        let items = items(lines, &entries, &furniture, of_items, short);
        from = region.end;
        found.push(RawContents { title, lines: region, items });
    }
    found
}

/// The name of the publication again, with the number of the contents' page: `龙江党史　　目录·2`.
fn is_running_head(text: &str, name: &str) -> bool {
    let mut folded = folded_chars(text);
    let begins = name.chars().count() >= 4 && name.chars().all(|c| folded.next() == Some(c));
    begins && folded.all(|c| !is_common_han(c) || "目录次第页期年月".contains(c))
}

/// The next contents title, or the next line that is surely an entry.
fn next_start(
    lines: &[RawLine<'_>],
    entries: &[Option<ContentsLine>],
    from: usize,
) -> Option<(Option<usize>, usize)> {
    let is_start = |&index: &usize| {
        is_contents_title(&lines[index].text) || entries[index].as_ref().is_some_and(|entry| entry.certain)
    };
    let index = (from..lines.len()).find(is_start)?;
    match is_contents_title(&lines[index].text) {
        true => Some((Some(index), index + 1)),
        false => Some((None, index)),
    }
}

/// 目录, 目　次, 目录 Contents, 本期要目, ◆ 本期目录 ◆
fn is_contents_title(text: &str) -> bool {
    // Every word for it has one of these characters.
    if text.len() > 60 || !text.contains(['目', '要', 'o', 'O', 'ｏ', 'Ｏ']) {
        return false;
    }
    let whole = bare_heading(text).to_lowercase();
    let words = whole.replace("contents", "").replace("tableof", "");
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let base = bare.trim_start_matches("本期").trim_start_matches("本刊").trim_start_matches('总');
    matches!(base, "目录" | "目次" | "要目" | "内容提要" | "内容目录") || (words != whole && bare.is_empty())
}

/// The lines from `first` on in which entries follow each other: at least three of them.
fn entries_region(
    lines: &[RawLine<'_>],
    entries: &[Option<ContentsLine>],
    first: usize,
    titled: bool,
) -> Option<Range<usize>> {
    let (mut count, mut certain, mut end, mut since) = (0, 0, first, 0);
    let (mut falls, mut before) = (0, 0);
    let (mut columns, mut letters) = (0, 0);
    for index in first..lines.len() {
        match &entries[index] {
            Some(entry) => {
                count += 1;
                certain += usize::from(entry.certain);
                let number = entry.number.unwrap_or(before);
                falls += usize::from(number < before);
                before = number;
                let headline = entry.headline.of(&lines[index].text);
                columns += usize::from(ends_in_column(headline));
                letters += headline.chars().count();
                end = index + 1;
                since = 0;
            }
            None => {
                since += 1;
                if since > GAP || ends_contents(&lines[index].text) {
                    break;
                }
            }
        }
    }
    let rising = falls * 5 <= count;
    let mostly_certain = certain * 2 >= count;
    let is_contents = match titled {
        // Below a title, numbers that rise are folios even where a single space sets them off.
        true => mostly_certain || rising,
        // Without one, the rows of a table look like entries, but for their order and their names.
        false => mostly_certain && rising && columns * 2 < count && letters >= SHORTEST * count,
    };
    (count >= 3 && is_contents).then_some(first..end)
}

/// True for the first cells of a table's row, the last of which is a number: `琅琊区\t8`.
fn ends_in_column(headline: &str) -> bool {
    let cells = headline.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    cells.len() < headline.len() && cells.ends_with(is_space)
}

/// The end of the region with the lines after its last folio that still belong to it: headings
/// and entries without a folio, which a line further down in the body begins with again.
fn with_last_lines(lines: &[RawLine<'_>], region: Range<usize>) -> usize {
    let known: HashSet<String> = lines[region.clone()].iter().map(|line| bare_heading(&line.text)).collect();
    let returns = |index: usize, bare: &str| {
        let later = lines[index + 1..].iter().take(4000).filter(|line| line.text.len() < 400);
        later.into_iter().any(|line| opens_with_heading(&line.text, bare))
    };
    let belongs = |index: &usize| {
        let text = lines[*index].text.as_ref();
        let bare = bare_heading(text);
        let fits = (2..=40).contains(&bare.chars().count()) && !ends_contents(text) && !known.contains(&bare);
        fits && returns(*index, &bare)
    };
    let after = region.end..lines.len().min(region.end + 4);
    region.end + after.take_while(belongs).count()
}

/// Running text: no contents line is as long or has a full stop inside.
fn ends_contents(text: &str) -> bool {
    text.contains('。') || text.len() > 400
}

/// A contents without folios: the lines after its title up to where its first line returns.
fn bare_region(lines: &[RawLine<'_>], title: usize) -> Option<Range<usize>> {
    let start = title + 1;
    let first = bare_heading(&lines.get(start)?.text);
    let second = lines.get(start + 1).map(|line| fold(&line.text)).unwrap_or_default();
    let mut end = start;
    for (index, line) in lines.iter().enumerate().skip(start + 1).take(400) {
        if ends_contents(&line.text) {
            break;
        }
        let returns = bare_heading(&line.text) == first || (index > start + 1 && fold(&line.text) == second);
        if returns {
            end = index;
            break;
        }
    }
    (end >= start + 3).then_some(start..end)
}

/// Headings and entries of the lines `range`, wrapped ones joined.
fn items(
    lines: &[RawLine<'_>],
    entries: &[Option<ContentsLine>],
    furniture: &[bool],
    range: Range<usize>,
    short: &HashMap<String, usize>,
) -> Vec<Item> {
    let with_folios = entries[range.clone()].iter().flatten().count() > 0;
    let is_item = |index: &usize| enumerator(&lines[*index].text).is_some();
    let numbered = range.clone().filter(is_item).count() * 2 > range.len();
    let within = short_lines(&lines[range.clone()]);
    let is_in_body = |bare: &str| short.get(bare) > within.get(bare);
    let longest =
        entries[range.clone()].iter().flatten().map(|entry| entry.headline.len()).max().unwrap_or(0);
    let mut items = Vec::new();
    let mut open: Option<usize> = None;
    for index in range.filter(|&index| !furniture[index]) {
        let text = lines[index].text.as_ref();
        if entries[index].is_some() {
            let mut start = open.take().unwrap_or(index);
            if start < index && opens_item(text) {
                // 第一章 under the name of a regulation: no second half of it.
                items.push(Item { lines: start..index, kind: ItemKind::Bare });
                start = index;
            }
            items.push(Item { lines: start..index + 1, kind: ItemKind::Entry });
            continue;
        }
        let bare = bare_heading(text);
        let ornament = ornament(text);
        let next_is_entry = entries.get(index + 1).is_some_and(Option::is_some);
        // A line that both here and in the body is followed by the same one may be a heading over
        // its first article or the first half of a headline; headings are short and set apart.
        let length = bare.chars().count();
        let apart = lines.get(index + 1).is_some_and(|next| next.after_blank);
        let is_heading = ornament.is_some_and(|rank| rank < Rank::Plain)
            || (is_in_body(&bare) && (length <= LONGEST_SURE || apart || !next_is_entry))
            || lines[index].heading.is_some();
        let long = length > LONGEST_SURE && (text.len() * 2 > longest || (next_is_entry && !apart));
        if !with_folios {
            let kind = match ornament {
                Some(rank) if rank < Rank::Plain || bare.chars().count() <= 6 => ItemKind::Heading(rank),
                Some(rank) if numbered && !is_item(&index) => ItemKind::Heading(rank),
                _ => ItemKind::Bare,
            };
            items.push(Item { lines: index..index + 1, kind });
        } else if is_caption(text) {
            items.push(Item { lines: index..index + 1, kind: ItemKind::Bare });
        } else if !is_heading && (long || open.is_some()) && (next_is_entry || open.is_none()) {
            open.get_or_insert(index);
        } else {
            // What neither the body nor its setting makes a heading, below a heading and above no
            // entry, is an entry whose folio is lost.
            let below_heading = matches!(items.last(), Some(Item { kind: ItemKind::Heading(_), .. }));
            let kind = match !is_heading && (long || (below_heading && !next_is_entry)) {
                true => ItemKind::Bare,
                false => ItemKind::Heading(ornament.unwrap_or(Rank::Plain)),
            };
            items.push(Item { lines: index..index + 1, kind });
        }
    }
    items
}

/// 表2　…, 图1-3 …: a list of tables and pictures may go without folios.
fn is_caption(text: &str) -> bool {
    let numbered = text.strip_prefix(['表', '图']).map(str::trim_start);
    numbered.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The headings that a body can have: the short lines of the document, with how often they stand.
fn short_lines(lines: &[RawLine<'_>]) -> HashMap<String, usize> {
    let short = lines
        .iter()
        .filter(|line| line.text.len() <= 90 && !line.text.contains('。') && !line.text.contains('，'));
    let bare = short.map(|line| bare_heading(&line.text));
    let mut counts = HashMap::default();
    for bare in bare.filter(|bare| (1..=LONGEST_HEADING).contains(&bare.chars().count())) {
        *counts.entry(bare).or_default() += 1;
    }
    counts
}

/// How a heading line is set; `None` for a line that no heading looks like.
fn ornament(text: &str) -> Option<Rank> {
    let count = text.chars().count();
    if count > 40 {
        return None;
    }
    let first = text.chars().next()?;
    if matches!(
        first,
        '◆' | '◇'
            | '■'
            | '□'
            | '●'
            | '○'
            | '★'
            | '☆'
            | '▲'
            | '△'
            | '▼'
            | '►'
            | '▶'
            | '※'
            | '◎'
            | '【'
            | '〖'
            | '｜'
            | '|'
            | '—'
            | '#'
    ) {
        return Some(Rank::Ornamented);
    }
    if text.contains('、') && text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count() > 0
    {
        let numeral = text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
        if text.chars().nth(numeral) == Some('、') {
            return Some(Rank::Ornamented);
        }
    }
    let inner = text.strip_prefix(['（', '(']);
    if inner.is_some_and(|rest| rest.starts_with(|c| "一二三四五六七八九十".contains(c))) {
        return Some(Rank::Numbered);
    }
    (fold(text).chars().count() <= LONGEST_HEADING).then_some(Rank::Plain)
}
