//! What tells two people whose names are alike from one whose name is misspelt: a place where both
//! stand side by side, each in a role of his own. One such place holds for the whole document.

use super::{ends_title, title_before};
use crate::facts::grams::Grams;
use crate::text::chars::{is_han, is_space};

/// Between how many characters a list, or a sentence, has both.
const NEAR: usize = 60;
/// How many characters before a title tell whose it is.
const BODY: usize = 3;
/// How many characters of a title behind a name are read.
const TITLE: usize = 30;

/// The document has `name` and somebody at `places`, whose name is as long, as two people.
pub(super) fn are_two(grams: &Grams, name: &[char], places: &[usize]) -> bool {
    let len = name.len();
    grams.places_of(name).any(|at| {
        places.iter().any(|&place| {
            are_listed(grams, at, place)
                || are_appointed(grams, at, place, len)
                || are_titled(grams, at, place)
                || are_members(grams, at, place, len)
        })
    })
}

/// Between spaces or line ends, as in a list of names and nothing else.
pub(super) fn is_bare(grams: &Grams, at: usize, len: usize) -> bool {
    is_space(grams.before(at)) && is_space(grams.get(at + len))
}

/// In one list parted by 、.
fn are_listed(grams: &Grams, one: usize, other: usize) -> bool {
    let between = between(grams, one, other);
    between.contains(&'、') && between.iter().all(|&c| is_han(c) || c == '、')
}

/// Each is given an office (李某为局长；李谋为院长).
fn are_appointed(grams: &Grams, one: usize, other: usize, len: usize) -> bool {
    let is_item = |at: usize| {
        matches!(grams.before(at), '\n' | '；' | '：' | '，' | '、')
            && matches!(grams.get(at + len), '为' | '任')
    };
    is_item(one) && is_item(other)
}

/// Each has a title before it in one sentence, of another body (一中教师何晓明获奖，二中教师何小明入选).
fn are_titled(grams: &Grams, one: usize, other: usize) -> bool {
    let between = between(grams, one, other);
    let is_sentence = between.contains(&'，') && !between.iter().any(|&c| c == '。' || is_space(c));
    let body = |at: usize| {
        let title = title_before(grams, at)?;
        grams.units().get(title.checked_sub(BODY)?..title)
    };
    match (body(one), body(other)) {
        (Some(one), Some(other)) => is_sentence && one != other,
        _ => false,
    }
}

/// Each has another title behind it, in lists of who belongs to a group.
fn are_members(grams: &Grams, one: usize, other: usize, len: usize) -> bool {
    match (title_behind(grams, one + len), title_behind(grams, other + len)) {
        (Some(one), Some(other)) => !one.ends_with(other) && !other.ends_with(one),
        _ => false,
    }
}

/// The title behind the space at `at`, as in lists and tables of who belongs to a group.
pub(super) fn title_behind(grams: &Grams, at: usize) -> Option<&[char]> {
    let units = grams.units().get(at..).unwrap_or_default();
    let spaces = units.iter().take_while(|&&c| is_space(c) && c != '\n').count();
    let title = &units[spaces..units.len().min(spaces + TITLE)];
    let title = &title[..title.iter().position(|&c| is_space(c)).unwrap_or(title.len())];
    let is_title = matches!(title, [.., first, last] if ends_title(*first, *last));
    (spaces > 0 && is_title).then_some(title)
}

/// The characters from the one place to the other; none where they are far apart.
fn between(grams: &Grams, one: usize, other: usize) -> &[char] {
    let (from, to) = (one.min(other), one.max(other));
    if to - from < NEAR { &grams.units()[from..to] } else { &[] }
}

#[cfg(test)]
mod tests {
    use super::super::misspelt::misspelt;
    use super::super::names;
    use super::*;
    use crate::text::Span;

    fn slips(text: &str) -> usize {
        let mut count = 0;
        Grams::over(text, [Span::new(0, text.len())], |grams| {
            let names = names(grams);
            count += misspelt(grams, &names, &names).len();
        });
        count
    }

    #[test]
    fn two_people_stay_two_wherever_they_stand() {
        for text in [
            "组长：沈立群　副市长\n成员：沈利群　市水利局局长\n会上，副市长沈立群讲话。沈立群强调，要抓落实。",
            "县一中教师陆远程获一等奖，县二中教师陆元程获二等奖。教师陆远程任教二十年。陆远程说，教书是福。一等奖：陆元程",
            "高振东　陈志远　阙根旺　潘卫平\n原局长阙根望逝世。阙根望参加革命工作五十年。",
        ] {
            assert_eq!(slips(text), 0, "{text}");
        }
    }

    #[test]
    fn one_is_one_wherever_he_stands() {
        for text in [
            "组长：沈立群　副市长\n会上，副市长沈立群讲话。沈立群强调，要抓落实。\n成员：沈利群　副市长",
            "县一中教师陆远程获一等奖。教师陆远程任教二十年。县一中教师陆元程说，教书是福。",
        ] {
            assert_eq!(slips(text), 1, "{text}");
        }
    }
}
