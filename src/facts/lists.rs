//! Enumerations as they are written: A、B、C和D, with what may be counted as an item.
//!
//! What stands in brackets, quotes or book marks belongs to its item. 和 may join two items or
//! stand inside a name, so a list has a least and a most number of items.

use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::chars::is_han_numeral;

/// An enumeration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The stretches between the separators.
    pub items: Vec<Span>,
    pub least: usize,
    pub most: usize,
    /// 等 leaves it open.
    pub is_open: bool,
    /// Its items are clauses.
    pub is_of_clauses: bool,
    /// The mark that ends it; none at the end of the text.
    pub stop: Option<char>,
}

/// What may end an item, outside of all pairs.
const BREAKS: [char; 9] = ['、', '，', '；', ';', '：', '。', '！', '？', '\n'];

const PAIRS: [(char, char); 10] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
];

/// No list is longer than this, in bytes.
const LONGEST: usize = 6000;

const JOINTS: [&str; 6] = ["以及", "和", "及", "与", "暨", "并"];

/// Names in which 和 joins no two items.
const NAMES: [&str; 9] = [
    "文化和旅游",
    "人力资源和社会保障",
    "自然资源和规划",
    "住房和城乡建设",
    "工业和信息化",
    "发展和改革",
    "经济和社会发展",
    "经济和信息化",
    "党史和地方志",
];

/// Words with 等 that leave nothing open.
const NOT_OPEN: [&str; 12] =
    ["等级", "等奖", "平等", "高等", "中等", "初等", "同等", "对等", "均等", "等于", "等待", "等线"];

impl List {
    /// From the first item to the last.
    pub fn span(&self) -> Span {
        let ends = self.items.first().zip(self.items.last());
        ends.map_or(Span::at(0), |(first, last)| first.to(*last))
    }

    /// Whether the items begin or end alike: 为了甲，为了乙, 籽粒损失率，油耗率.
    pub fn is_parallel(&self, text: &str) -> bool {
        let same = |of: fn(&str) -> Option<char>| {
            let first = self.items.first().and_then(|item| of(item.of(text)));
            first.is_some() && self.items.iter().all(|item| of(item.of(text)) == first)
        };
        same(|item| item.chars().next()) || same(|item| item.chars().next_back())
    }

    /// Whether it can have `count` items.
    pub fn allows(&self, count: usize) -> bool {
        count >= self.least && (self.is_open || count <= self.most)
    }

    /// The same list from item `first` on.
    pub fn from(&self, text: &str, first: usize) -> List {
        List::of(text, self.items.get(first..).unwrap_or_default().to_vec(), self.stop)
    }

    /// Whether 和 or the like may stand in item `index`.
    pub fn may_join(&self, text: &str, index: usize) -> bool {
        self.items.get(index).is_some_and(|item| joints(item.of(text), None).1 > 0)
    }

    fn of(text: &str, items: Vec<Span>, stop: Option<char>) -> Self {
        let items: Vec<Span> = items.into_iter().filter(|item| !item.is_empty()).collect();
        let (mut least, mut most) = (items.len(), items.len());
        for (index, item) in items.iter().enumerate() {
            // The last two items are joined, so 和 in others is part of a name.
            let is_last = index + 1 == items.len();
            let other = index.checked_sub(1).map(|other| items[other].of(text));
            let (sure, possible) = joints(item.of(text), other.filter(|_| is_last));
            let sure = if is_last { sure } else { adjoining(item.of(text)) };
            (least, most) = (least + sure, most + possible);
        }
        // 甲、乙以及丙、丁的事: what follows may be one item with a list in it.
        let joined = items.iter().position(|item| item.of(text).contains("以及"));
        least = joined.map_or(least, |index| least.min(index + 2));
        least -= usize::from(has_broken_item(text, &items));
        let is_open = items.iter().any(|item| leaves_open(item.of(text)));
        List { items, least, most, is_open, is_of_clauses: false, stop }
    }
}

/// The list that begins at byte `from` and ends with its clause; where no 、 stands in it, its
/// items are clauses and it ends with the sentence.
pub fn list_after(text: &str, from: usize) -> List {
    let breaks = breaks_after(text, from);
    let end = |position: usize| breaks.get(position).map_or(text.len(), |(at, _)| *at);
    let split = |mark: char, upto: usize| {
        let mut items = Vec::new();
        let mut start = from;
        for &(at, c) in &breaks[..upto] {
            if c == mark {
                items.push(trimmed(text, Span::new(start, at)));
                start = at + c.len_utf8();
            }
        }
        items.push(trimmed(text, Span::new(start, end(upto))));
        items
    };
    let until = |marks: &[char]| breaks.iter().position(|(_, c)| !marks.contains(c)).unwrap_or(breaks.len());
    let stop = |upto: usize| breaks.get(upto).map(|(_, c)| *c);
    match breaks.first() {
        Some((_, '，')) => {
            let upto = until(&['，', '、']);
            List { is_of_clauses: true, ..List::of(text, split('，', upto), stop(upto)) }
        }
        _ => {
            let upto = until(&['、']);
            List::of(text, split('、', upto), stop(upto))
        }
    }
}

/// The list that ends at byte `to`, its first item cut at the begin of the clause.
pub fn list_before(text: &str, to: usize) -> List {
    let low = floor(text, to.saturating_sub(LONGEST));
    let mut items = Vec::new();
    let (mut end, mut closers, mut start) = (to, Vec::new(), low);
    for (at, c) in text[low..to].char_indices().rev().map(|(at, c)| (low + at, c)) {
        if let Some(&(open, _)) = PAIRS.iter().find(|(_, close)| *close == c) {
            closers.push(open);
        } else if closers.last() == Some(&c) {
            closers.pop();
        } else if closers.is_empty() && c == '、' {
            items.push(trimmed(text, Span::new(at + c.len_utf8(), end)));
            end = at;
        } else if c == '\n' || closers.is_empty() && (BREAKS.contains(&c) || opens(c)) {
            start = at + c.len_utf8();
            break;
        }
    }
    if !closers.is_empty() {
        return List::default();
    }
    items.push(trimmed(text, Span::new(start, end)));
    items.reverse();
    // 一、: what numbers the paragraph is no item.
    if items.first().is_some_and(|first| first.of(text).chars().all(is_numbering)) {
        items.remove(0);
    }
    List::of(text, items, None)
}

/// The breaks outside of pairs from byte `from` on; the last one ends the sentence, or is a mark
/// that closes what was opened before.
fn breaks_after(text: &str, from: usize) -> Vec<(usize, char)> {
    let high = floor(text, (from + LONGEST).min(text.len()));
    let (mut found, mut skip) = (Vec::new(), from);
    for (at, c) in text[from..high].char_indices().map(|(at, c)| (from + at, c)) {
        if at < skip {
            continue;
        }
        if let Some(close) = closed_at(text, at, c) {
            skip = close;
        } else if BREAKS.contains(&c) || PAIRS.iter().any(|(_, close)| *close == c) {
            found.push((at, c));
            if !matches!(c, '、' | '，' | '；' | ';' | '：') {
                break;
            }
        }
    }
    found
}

/// The end of the pair that `c` at byte `at` opens in its paragraph.
pub fn closed_at(text: &str, at: usize, c: char) -> Option<usize> {
    let (_, close) = PAIRS.iter().find(|(open, _)| *open == c)?;
    let mut depth = 0;
    for (after, next) in text[at..].char_indices().take(LONGEST / 3) {
        match next {
            '\n' => return None,
            next if next == c => depth += 1,
            next if next == *close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + after + next.len_utf8());
        }
    }
    None
}

fn is_numbering(c: char) -> bool {
    is_han_numeral(c) || c.is_ascii_digit() || matches!(c, '第' | '其')
}

fn opens(c: char) -> bool {
    PAIRS.iter().any(|(open, _)| *open == c)
}

/// How many 和 of `item` surely join two items, and how many may.
fn joints(item: &str, other: Option<&str>) -> (usize, usize) {
    let (mut sure, mut possible, mut start, mut at) = (0, 0, 0, 0);
    while let Some(c) = item.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some(end) = closed_at(item, at, c) {
            at = end;
            // 《甲》《乙》 needs no mark between.
            let again = usize::from(item[at..].starts_with(c) && matches!(c, '《' | '“'));
            (sure, possible) = (sure + again, possible + again);
            continue;
        }
        let Some(joint) = JOINTS.iter().find(|joint| item[at..].starts_with(**joint)) else {
            at += c.len_utf8();
            continue;
        };
        let (left, right) = (item[start..at].trim(), item[at + joint.len()..].trim());
        let is_name = NAMES.iter().any(|name| {
            let parts = name.split_once('和').filter(|_| *joint == "和");
            parts.is_some_and(|(before, after)| left.ends_with(before) && right.starts_with(after))
        });
        at += joint.len();
        if is_name || left.is_empty() || right.is_empty() || right.starts_with('其') {
            continue;
        }
        possible += 1;
        if right.chars().count() < 2 || left.chars().count() < 2 {
            continue;
        }
        if *joint == "以及" || alike(left, right, other) {
            sure += 1;
            start = at;
        }
    }
    (sure, possible)
}

/// How many titles of `item` follow one another without a mark: 《甲》《乙》.
fn adjoining(item: &str) -> usize {
    item.matches("》《").count()
}

/// Whether the two halves of an item are items themselves: the same last character, as in `other`,
/// or names that are as short as all.
fn alike(left: &str, right: &str, other: Option<&str>) -> bool {
    let last = |text: &str| text.chars().next_back();
    let is_name = |text: &str| (2..=3).contains(&text.chars().count());
    let is_quoted = |text: &str| matches!(last(text), Some('”' | '’' | '）' | ')'));
    match other {
        Some(other) if last(left) == last(right) => last(other) == last(left) && !is_quoted(left),
        Some(other) => is_name(left) && is_name(right) && is_name(other),
        None => last(left) == last(right) && !is_quoted(left) && left.chars().count() > 3,
    }
}

/// Whether one item alone ends unlike all others: the first half of 制作、传播的案件 among 案件.
fn has_broken_item(text: &str, items: &[Span]) -> bool {
    let last = |item: &Span| item.of(text).chars().next_back();
    let end = items.last().and_then(last);
    items.len() > 4 && items.iter().filter(|item| last(item) != end).count() == 1
}

fn leaves_open(item: &str) -> bool {
    let mut at = 0;
    while let Some(c) = item.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some(end) = closed_at(item, at, c) {
            at = end;
            continue;
        }
        let is_word = |word: &str| {
            let offset = word.find('等').unwrap_or(0);
            at.checked_sub(offset)
                .and_then(|start| item.get(start..))
                .is_some_and(|rest| rest.starts_with(word))
        };
        if c == '等' && !NOT_OPEN.iter().any(|word| is_word(word)) {
            return true;
        }
        at += c.len_utf8();
    }
    item.contains("……") || item.contains("之类")
}

fn trimmed(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let start = span.start() + written.len() - written.trim_start().len();
    Span::new(start, start + written.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str) -> (Vec<&str>, usize, usize) {
        let list = list_after(text, 0);
        (list.items.iter().map(|item| item.of(text)).collect(), list.least, list.most)
    }

    #[test]
    fn a_list_ends_with_its_clause() {
        assert_eq!(after("甲村、乙村，都在山里"), (vec!["甲村", "乙村"], 2, 2));
        assert_eq!(after("抓项目，抓招商，抓服务。再说"), (vec!["抓项目", "抓招商", "抓服务"], 3, 3));
        assert_eq!(after("甲、乙）和丙"), (vec!["甲", "乙"], 2, 2));
    }

    #[test]
    fn what_stands_in_a_pair_belongs_to_its_item() {
        assert_eq!(after("《甲、乙》、丙（丁，戊）。").0, ["《甲、乙》", "丙（丁，戊）"]);
    }

    #[test]
    fn a_joint_may_stand_inside_a_name() {
        assert_eq!(after("甲水村、乙水村和丙水村。").1, 3);
        let (_, least, most) = after("财政局、人力资源和社会保障局。");
        assert_eq!((least, most), (2, 2));
        let (_, least, most) = after("财政局、白沙和石磨供销社。");
        assert_eq!((least, most), (2, 3));
        assert_eq!(after("医药、低空经济和商业航天、装备。").1, 3);
        assert_eq!(after("王小二、李四和张三。").1, 3);
        assert_eq!(after("和平路、谐和里、总和。").2, 4);
        assert_eq!(after("甲县制假案、乙县造假案、丙县生产、销售假货案、丁县贩假案。").1, 4);
        assert_eq!(after("外交部长、国防部长以及工业、旅游部长。").1, 3);
    }

    #[test]
    fn an_open_list_allows_more() {
        let list = list_after("甲村、乙村等地。", 0);
        assert!(list.allows(5) && list.allows(2) && !list.allows(1));
        assert!(!list_after("一等奖、二等奖。", 0).is_open);
    }

    #[test]
    fn a_list_is_read_from_its_end() {
        let text = "据悉，在甲村（原乙、丙村）、丁村、戊村";
        let list = list_before(text, text.len());
        assert_eq!(list.items.len(), 3);
        assert_eq!(list.items[0].of(text), "在甲村（原乙、丙村）");
    }
}
