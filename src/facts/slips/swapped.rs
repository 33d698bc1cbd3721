//! Two characters that have changed places (督促查检), where official prose has them the other way
//! round and never so.

use super::{Kind, Slip};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::counts::{row, triple};
use crate::text::words::is_word;

/// How many of the rows of four that the two are in must be met the other way round.
const ROWS: usize = 2;
/// The step from which a row of three is not there by chance.
const COMMON: u8 = 5;

/// `pairs` are those of which no row of four was ever counted.
pub(super) fn find(grams: &Grams, pairs: &[usize], slips: &mut Vec<Slip>) {
    let mut free = 0;
    for &at in pairs {
        if at >= free && is_swapped(grams, at) {
            slips.push(Slip {
                kind: Kind::Unlikely,
                span: grams.span(at, at + 2),
                right: [grams.get(at + 1), grams.get(at)].iter().collect(),
                other: None,
                // What is a word this way round too may be meant.
                sure: !is_word(grams.get(at), grams.get(at + 1)),
            });
            free = at + 2;
        }
    }
}

fn is_swapped(grams: &Grams, at: usize) -> bool {
    let (first, second) = (grams.get(at), grams.get(at + 1));
    if first == second {
        return false;
    }
    let (before, after) = (grams.before(at), grams.get(at + 2));
    // What seems to be counted is asked first, for it hardly ever is and takes but two questions.
    if triple(before, second, first).max(triple(second, first, after)) < COMMON {
        return false;
    }
    let last = if is_han(before) { grams.before(at - 1) } else { before };
    let next = if is_han(after) { grams.get(at + 3) } else { after };
    let never = row(&[before, first, second]) == 0 && row(&[first, second, after]) == 0;
    let common = || row(&[before, second, first]).max(row(&[second, first, after])) >= COMMON;
    let with = [last, before, second, first, after, next];
    let rows = || with.windows(4).filter(|four| row(four) > 0).count();
    let meet = is_word(before, first) && is_word(second, after);
    never && !meet && common() && rows() >= ROWS && grams.places(first, second).take(2).count() == 1
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn two_characters_have_changed_places() {
        let swapped = |text| found(text, Kind::Unlikely);
        let slip = |wrong: &str, right: &str| vec![(wrong.to_owned(), right.to_owned())];
        assert_eq!(swapped("强化督促查检，推动工作落实。"), slip("查检", "检查"));
        assert_eq!(swapped("市政府召开第二次十会议，"), slip("次十", "十次"));
    }

    #[test]
    fn what_is_written_either_way_is_left_alone() {
        for text in ["强化督促检查，推动工作落实。", "市政府召开第二十次会议，", "加强市场监管"]
        {
            assert!(found(text, Kind::Unlikely).is_empty(), "{text}");
        }
    }
}
