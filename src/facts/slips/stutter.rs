//! A character written twice (文物保护护单位), where official prose has it once and never twice.

use super::{Kind, Slip};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::counts::{pair, triple};
use crate::text::words::is_word;

/// How often two of the character may stand together elsewhere, and what is right must stand here.
const TWICE: u8 = 4;
const ONCE: u8 = 4;

/// A word that is met so often is one, and nothing that may be doubled (红艳艳).
const COMMON: u8 = 9;

/// What says where or when, behind a word that stands on its own.
const LOCAL: &str = "内外中上下前后里间时";

/// What counts things stands once after a figure, whatever may be doubled elsewhere.
const MEASURES: &str = "个名家户项人次年月日元吨亩米条座处件台套辆万亿";

pub(super) fn find(grams: &Grams, slips: &mut Vec<Slip>) {
    for (at, two) in grams.units().windows(2).enumerate() {
        if two[0] == two[1] && is_han(two[0]) && is_slip(grams, at) {
            slips.push(Slip {
                kind: Kind::Stutter,
                span: grams.span(at, at + 2),
                right: two[0].to_string(),
                other: None,
                sure: true,
            });
        }
    }
}

fn is_slip(grams: &Grams, at: usize) -> bool {
    let (before, c, after) = (grams.before(at), grams.get(at), grams.get(at + 2));
    let further = at.checked_sub(2).map_or('\n', |at| grams.get(at));
    // 行政区域内 and 内河 meet.
    let is_behind_word = LOCAL.contains(c) && is_word(further, before);
    let meets = (is_word(before, c) || is_behind_word) && is_word(c, after);
    if before.is_ascii_digit() && MEASURES.contains(c) {
        // 2024年年中, 1亿亿电子伏
        if is_han(after) && matches!(c, '年' | '亿') {
            return false;
        }
        return if is_han(after) { triple(c, c, after) < ONCE && !is_word(c, after) } else { c != after };
    }
    // 警示教育会议议6次: behind the word no other begins.
    if !is_han(after) && before != '一' && pair(before, c) >= COMMON && is_word(before, c) && !is_word(c, c)
    {
        return triple(c, c, after) == 0
            && before != further
            && before != c
            && grams.places(c, c).take(2).count() < 2;
    }
    let alone = before != c && after != c && grams.places(c, c).take(2).count() < 2;
    let is_never_so = || triple(before, c, c) == 0 && triple(c, c, after) == 0 && pair(c, c) <= TWICE;
    let once = |further, after_that| {
        triple(before, c, after) >= ONCE
            && triple(further, before, c).max(triple(c, after, after_that)) >= ONCE
    };
    alone && !meets && !is_word(c, c) && is_never_so() && once(further, grams.get(at + 3))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn a_character_stands_twice() {
        let slip = |wrong: &str, right: &str| vec![(wrong.to_owned(), right.to_owned())];
        assert_eq!(found("省级文物保护护单位21处。", Kind::Stutter), slip("护护", "护"));
        assert_eq!(found("各级各各部门要抓好落实。", Kind::Stutter), slip("各各", "各"));
        assert_eq!(found("全国共有20个个基地入选。", Kind::Stutter), slip("个个", "个"));
        assert_eq!(found("召开警示教育会议议6次。", Kind::Stutter), slip("议议", "议"));
        assert_eq!(found("10月1日至12月10日日，晒秋节举行。", Kind::Stutter), slip("日日", "日"));
    }

    #[test]
    fn words_that_meet_and_words_that_are_doubled_are_right() {
        for text in [
            "农村集体资产产权交易",
            "本行政区域内内河通航水域",
            "工作中中国企业积极参与",
            "人人参与",
            "规规矩矩做事",
            "省公安局局长",
            "柳柳州",
            "新增10个个体工商户",
            "到2024年年中，",
            "一座座“智慧城市”",
            "山丹丹开花红艳艳。",
        ] {
            assert!(found(text, Kind::Stutter).is_empty(), "{text}");
        }
    }
}
