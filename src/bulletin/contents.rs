//! Where the contents stand, and what their lines say.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::form::{Form, folios_before};
use super::items::{Item, ItemKind, Sorter, is_foreign};
use super::join::opens_item;
use super::leader::{ContentsLine, contents_line};
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
    pub form: Form,
    pub items: Vec<Item>,
}

/// How many lines that are no entries may stand between two entries.
const GAP: usize = 5;
/// Characters of a headline at the least, on the average of a contents.
const SHORTEST: usize = 6;
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
    let mut entries: Vec<Option<ContentsLine>> = lines.iter().zip(&furniture).map(entry).collect();
    let mut found = Vec::new();
    let mut short = None;
    let mut from = 0;
    while let Some((title, first)) = next_start(lines, &entries, from) {
        let folio_first = title.is_some_and(|title| read_folio_first(lines, &mut entries, title + 1));
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
        let items = Sorter::new(lines, &entries, of_items, short, folio_first).items(&furniture);
        from = region.end;
        let form = form(lines, &entries, &region, &items, folio_first);
        found.push(RawContents { title, lines: region, form, items });
    }
    // Contents in another language, away from the others, are no other issue.
    let is_translated =
        |contents: &RawContents| contents.items.iter().all(|item| is_foreign(&lines[item.lines.start].text));
    if !found.iter().all(is_translated) {
        found.retain(|contents| !is_translated(contents));
    }
    found
}

/// Reads the lines from `start` on as entries that begin with their folios, if they are.
fn read_folio_first(lines: &[RawLine<'_>], entries: &mut [Option<ContentsLine>], start: usize) -> bool {
    let texts = lines[start..].iter().map(|line| line.text.as_ref()).take(400);
    let texts: Vec<&str> = texts.take_while(|text| !ends_contents(text)).collect();
    let behind: Vec<bool> = entries[start..start + texts.len()].iter().map(Option::is_some).collect();
    let Some(read) = folios_before(&texts, &behind) else { return false };
    entries[start..start + read.len()].clone_from_slice(&read);
    true
}

/// The form of the contents `region`, by its entries and the lines around it.
fn form(
    lines: &[RawLine<'_>],
    entries: &[Option<ContentsLine>],
    region: &Range<usize>,
    items: &[Item],
    folio_first: bool,
) -> Form {
    let of_entries = items.iter().filter(|item| matches!(item.kind, ItemKind::Entry | ItemKind::Bare));
    let headline = |item: &Item| {
        let text = lines[item.lines.start].text.as_ref();
        entries[item.lines.start].as_ref().map_or(text, |line| line.headline.of(text))
    };
    let headlines: Vec<&str> = of_entries.map(headline).collect();
    let around = lines[..region.start].iter().chain(&lines[region.end..]);
    Form::new(folio_first).with_labels(&headlines, around)
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
pub(super) fn is_contents_title(text: &str) -> bool {
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
        let fits = (2..=40).contains(&bare.chars().count()) && !ends_contents(text);
        // Whoever issued it has a line above the title of the first document.
        let begins_headline = || known.iter().any(|known| known.starts_with(&bare));
        fits && !begins_headline() && returns(*index, &bare)
    };
    let after = region.end..lines.len().min(region.end + 4);
    region.end + after.take_while(belongs).count()
}

/// Running text: no contents line is as long or has a full stop inside.
fn ends_contents(text: &str) -> bool {
    text.contains('。') || text.len() > 400
}

/// A contents without folios: the lines after its title up to where they return.
fn bare_region(lines: &[RawLine<'_>], title: usize) -> Option<Range<usize>> {
    let start = title + 1;
    let before_text = lines[start..].iter().take(400).take_while(|line| !ends_contents(&line.text));
    let bare: Vec<String> = before_text.map(|line| bare_heading(&line.text)).collect();
    let first = bare.first()?;
    // 第一章 returns, whatever it is called.
    let opening = first.find('章').map(|at| &first[..at + '章'.len_utf8()]).filter(|_| opens_item(first));
    let mut known = HashSet::default();
    let returns = bare.iter().enumerate().map(|(index, line)| {
        let opens_again = index > 2 && opening.is_some_and(|opening| line.starts_with(opening));
        !known.insert(line.as_str()) || opens_again
    });
    let returns: Vec<bool> = returns.collect();
    // An entry may stand twice; in the body most of the lines before the first text return.
    let mut count = 0;
    let most = (0..returns.len()).rev().filter(|&index| {
        count += usize::from(returns[index]);
        returns[index] && count * 2 >= returns.len() - index
    });
    let of_first = || (1..bare.len()).find(|&index| bare[index] == *first);
    let end = most.min().filter(|&end| end >= 3).or_else(of_first)?;
    (end >= 3).then_some(start..start + end)
}

/// The headings that a body can have: the short lines of the document, with how often they stand.
pub(super) fn short_lines(lines: &[RawLine<'_>]) -> HashMap<String, usize> {
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
