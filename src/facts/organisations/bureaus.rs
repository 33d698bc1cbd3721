//! Bureaus that are one and the same under two names, each of which is right in some other place:
//! 水利局 and 水务局, 卫生健康局 and 卫生健康委. A government has one of the two.

use std::collections::BTreeMap;

use super::{Differing, NEVER, OFTEN};
use crate::facts::people::leads;
use crate::text::Span;
use crate::text::chars::is_han;

/// What is called by one name here and by the other there.
const ALTERNATIVES: [[&str; 2]; 6] = [
    ["水利", "水务"],
    ["工信", "经信"],
    ["林业", "林草"],
    ["教育", "教体"],
    ["文旅", "文广旅"],
    ["工业和信息化", "经济和信息化"],
];
/// How long the name is between its level and its kind.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=8;

/// The bureaus among `kinds` that stand once by one name and oftener by the other.
pub(super) fn differing(text: &str, kinds: &[Span]) -> Vec<Differing> {
    let mut bureaus: BTreeMap<(char, &str), BTreeMap<&str, Vec<Span>>> = BTreeMap::new();
    for bureau in kinds.iter().filter_map(|&kind| bureau(text, kind)) {
        let name = bureau.of(text);
        let Some(level) = name.chars().next() else { continue };
        let stem = name[level.len_utf8()..].trim_end_matches(['局', '委']);
        let same = ALTERNATIVES.iter().find(|both| both.contains(&stem)).map_or(stem, |both| both[0]);
        bureaus.entry((level, same)).or_default().entry(name).or_default().push(bureau);
    }
    let mut found = Vec::new();
    for by_name in bureaus.values().filter(|by_name| by_name.len() == 2) {
        let mut counted: Vec<_> = by_name.values().collect();
        counted.sort_by_key(|places| places.len());
        if let [once, many] = counted[..]
            && let ([span], [other, ..]) = (&once[..], &many[..])
            && many.len() >= OFTEN
            && is_at_home(text, *span)
        {
            found.push(Differing { span: *span, other: *other, count: many.len() });
        }
    }
    found
}

/// The bureau that ends with `kind`, from its level on.
fn bureau(text: &str, kind: Span) -> Option<Span> {
    if !matches!(kind.of(text), "局" | "委") {
        return None;
    }
    let before = text.get(..kind.start())?.char_indices().rev();
    let name = before.take(LENGTHS.end() + 1).take_while(|&(_, c)| is_han(c) && !NEVER.contains(c));
    let level = name.enumerate().find(|(_, (_, c))| matches!(c, '省' | '市' | '县' | '区'));
    let (length, (start, _)) = level?;
    LENGTHS.contains(&length).then(|| Span::new(start, kind.end()))
}

/// No other place stands before it: 深圳市水务局 may well be besides.
fn is_at_home(text: &str, bureau: Span) -> bool {
    let before = text.get(..bureau.start()).unwrap_or_default().chars().next_back().unwrap_or('\n');
    !is_han(before) || leads(before) || NEVER.contains(before)
}
