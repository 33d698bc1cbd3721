//! The lines of a contents sorted: headings, entries, and what another language says of them.

use std::ops::Range;

use foldhash::HashMap;

use super::contents::{LONGEST_HEADING, bare_heading, is_contents_title, short_lines};
use super::join::opens_item;
use super::leader::{ContentsLine, enumerator};
use super::lines::RawLine;
use crate::text::chars::is_han;
use crate::text::fold::fold;

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
    /// What is said of the line before: its folio alone, its words in another language, perhaps with
    /// the folio. No entry of its own.
    Aside,
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

/// Characters up to which a plain line is taken for a heading and not for half a headline.
const LONGEST_SURE: usize = 10;
/// Lines in another language that make a contents bilingual, at the least.
const LEAST: usize = 3;

/// The lines of one contents, and what is asked of all of them.
pub(super) struct Sorter<'a> {
    lines: &'a [RawLine<'a>],
    /// What each line says that has a folio.
    entries: &'a [Option<ContentsLine>],
    range: Range<usize>,
    folio_first: bool,
    /// The short lines of the document, and those of the contents.
    short: &'a HashMap<String, usize>,
    within: HashMap<String, usize>,
    /// Most lines have an ordinal.
    numbered: bool,
    /// Most lines open as 第一章 does.
    chapters: bool,
    /// Every entry is given in two languages.
    bilingual: bool,
    /// Bytes of the longest headline with a folio, if there is any.
    longest: Option<usize>,
}

impl<'a> Sorter<'a> {
    pub fn new(
        lines: &'a [RawLine<'a>],
        entries: &'a [Option<ContentsLine>],
        range: Range<usize>,
        short: &'a HashMap<String, usize>,
        folio_first: bool,
    ) -> Self {
        let of_range = || lines[range.clone()].iter().map(|line| line.text.as_ref());
        let numbered = of_range().filter(|text| enumerator(text).is_some()).count() * 2 > range.len();
        let chapters = of_range().filter(|text| text.starts_with('第') && opens_item(text)).count();
        let foreign = of_range().filter(|text| is_foreign(text)).count();
        let headlines = entries[range.clone()].iter().flatten().map(|entry| entry.headline.len());
        Sorter {
            lines,
            entries,
            folio_first,
            short,
            within: short_lines(&lines[range.clone()]),
            numbered,
            chapters: chapters * 2 > range.len(),
            bilingual: foreign >= LEAST && foreign * 3 >= range.len() && foreign < range.len(),
            longest: headlines.max(),
            range,
        }
    }

    /// Headings and entries in their order, wrapped ones joined.
    pub fn items(&self, furniture: &[bool]) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut open: Option<usize> = None;
        for index in self.range.clone().filter(|&index| !furniture[index]) {
            let text = self.lines[index].text.as_ref();
            let is_aside = is_contents_title(text) || is_folio(text) || (self.bilingual && is_foreign(text));
            if is_aside || self.longest.is_none() || self.is_translated(index) {
                let kind = if is_aside { ItemKind::Aside } else { self.alone(index) };
                items.extend(open.take().map(|start| Item { lines: start..index, kind: ItemKind::Bare }));
                items.push(Item { lines: index..index + 1, kind });
            } else if self.entries[index].is_some() {
                let mut start = open.take().unwrap_or(index);
                if start < index && (opens_item(text) || self.folio_first) {
                    // 第一章 under the name of a regulation: no second half of it.
                    items.push(Item { lines: start..index, kind: ItemKind::Bare });
                    start = index;
                }
                items.push(Item { lines: start..index + 1, kind: ItemKind::Entry });
            } else {
                self.put_without_folio(index, &mut items, &mut open);
            }
        }
        items
    }

    /// A line without a folio among those with one: a heading, the half of a headline, an entry
    /// whose folio is lost.
    fn put_without_folio(&self, index: usize, items: &mut Vec<Item>, open: &mut Option<usize>) {
        let text = self.lines[index].text.as_ref();
        let line = index..index + 1;
        let length = bare_heading(text).chars().count();
        let next_is_entry = self.entries.get(index + 1).is_some_and(Option::is_some);
        let apart = self.lines.get(index + 1).is_some_and(|next| next.after_blank);
        let is_heading = self.is_heading(index);
        let of_longest = text.len() * 2 > self.longest.unwrap_or_default();
        let long = length > LONGEST_SURE && (of_longest || (next_is_entry && !apart));
        let last = items.last_mut().filter(|last| !is_heading && self.goes_on(last, index));
        if is_caption(text) {
            items.push(Item { lines: line, kind: ItemKind::Bare });
        } else if let Some(last) =
            last.filter(|last| self.folio_first && !is_heading && last.lines.end == index)
        {
            last.lines.end = line.end;
        } else if !is_heading && (long || open.is_some()) && (next_is_entry || open.is_none()) {
            open.get_or_insert(index);
        } else {
            // What neither the body nor its setting makes a heading, below a heading and above no
            // entry, is an entry whose folio is lost.
            let below_heading = matches!(items.last(), Some(Item { kind: ItemKind::Heading(_), .. }));
            let kind = match !is_heading && (long || (below_heading && !next_is_entry)) {
                true => ItemKind::Bare,
                false => ItemKind::Heading(ornament(text).unwrap_or(Rank::Plain)),
            };
            items.push(Item { lines: line, kind });
        }
    }

    /// True where the headline of `last`, which its folio opens, is so long that line `index` can be
    /// the rest of it.
    fn goes_on(&self, last: &Item, index: usize) -> bool {
        let headline = self.entries[last.lines.start].as_ref().map_or(0, |entry| entry.headline.len());
        let is_before = matches!(last.kind, ItemKind::Entry) && last.lines.end == index;
        let is_full = headline >= LONGEST_SURE * 3 && headline * 5 >= self.longest.unwrap_or_default() * 4;
        self.folio_first && is_before && is_full
    }

    /// A line that both here and in the body is followed by the same one may be a heading over its
    /// first article or the first half of a headline; headings are short and set apart.
    fn is_heading(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let bare = bare_heading(&line.text);
        let next_is_entry = self.entries.get(index + 1).is_some_and(Option::is_some);
        let apart = self.lines.get(index + 1).is_some_and(|next| next.after_blank);
        let is_in_body = || self.short.get(&bare) > self.within.get(&bare);
        ornament(&line.text).is_some_and(|rank| rank < Rank::Plain)
            || ((bare.chars().count() <= LONGEST_SURE || apart || !next_is_entry) && is_in_body())
            || line.heading.is_some()
    }

    /// True where the line below says the same in another language, and has the folio.
    fn is_translated(&self, index: usize) -> bool {
        let below = index + 1..self.range.end;
        let foreign = below.take_while(|&next| is_foreign(&self.lines[next].text));
        self.bilingual
            && self.entries[index].is_none()
            && foreign.into_iter().any(|next| self.entries[next].is_some())
    }

    /// The kind of a line that no folio is to be expected of.
    fn alone(&self, index: usize) -> ItemKind {
        let text = self.lines[index].text.as_ref();
        match ornament(text) {
            Some(rank) if self.longest.is_none() && self.is_heading_by_form(text, rank) => {
                ItemKind::Heading(rank)
            }
            _ => ItemKind::Bare,
        }
    }

    fn is_heading_by_form(&self, text: &str, rank: Rank) -> bool {
        rank < Rank::Plain
            || (bare_heading(text).chars().count() <= 6 && !self.chapters)
            || (self.numbered && enumerator(text).is_none())
    }
}

/// 表2　…, 图1-3 …: a list of tables and pictures may go without folios.
fn is_caption(text: &str) -> bool {
    let numbered = text.strip_prefix(['表', '图']).map(str::trim_start);
    numbered.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// True for a folio that has a line of its own.
fn is_folio(text: &str) -> bool {
    text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for a line of another language: letters, and no Han among them.
pub(super) fn is_foreign(text: &str) -> bool {
    text.chars().filter(char::is_ascii_alphabetic).take(4).count() == 4 && !text.contains(is_han)
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
