//! Two characters that have changed places (督促查检), where official prose has them the other way
//! round and never so.

use super::line::{Line, Proposal};
use super::{Kind, is_single};
use crate::text::chars::is_han;
use crate::text::counts::{four, pair, row, triple};
use crate::text::words::{is_newer_word, is_word, seeming};

/// How many of the rows of four that the two are in must be met the other way round.
const ROWS: usize = 2;
/// The step from which a row of three is not there by chance.
const COMMON: u8 = 5;

/// The step from which a row of four is a phrase that everybody writes.
const PHRASE: u8 = 5;
/// Behind the name of a place, which may be any.
const PLACES: &str = "村镇乡庄屯寨社街路";
/// The step up to which two hardly ever stand together.
const RARE: u8 = 3;
/// The step from which a word is a common one.
const WORD: u8 = 9;

/// `pairs` are those of which no row of four was ever counted.
pub(super) fn propose(line: Line<'_>, pairs: &[usize], proposals: &mut Vec<Proposal>) {
    let words = (0..line.units().len()).filter(|&at| may_be_word(line, at));
    let broken = words.filter(|&at| is_never(line, at) || breaks_phrase(line, at));
    let mut places: Vec<usize> =
        pairs.iter().copied().filter(|&at| is_swapped(line, at)).chain(broken).collect();
    places.sort_unstable();
    places.dedup();
    proposals.extend(places.into_iter().map(|at| {
        let (first, second) = (line.get(at), line.get(at + 1));
        // What is a word this way round too may be meant.
        let sure = !is_word(first, second);
        Proposal { kind: Kind::Unlikely, at, len: 2, right: [second, first].iter().collect(), sure }
    }));
}

/// The two at `at` are a common word the other way round.
fn may_be_word(line: Line<'_>, at: usize) -> bool {
    let (first, second) = (line.get(at), line.get(at + 1));
    is_han(first)
        && is_han(second)
        && first != second
        && seeming(second, first)
        && pair(second, first) >= WORD
        && is_word(second, first)
        && !is_newer_word(first, second)
}

/// They never stand so, nor does either make a word with its neighbour: 按序程印发.
fn is_never(line: Line<'_>, at: usize) -> bool {
    let (first, second) = (line.get(at), line.get(at + 1));
    let (before, after) = (line.before(at), line.get(at + 2));
    !PLACES.contains(after)
        && pair(first, second) <= RARE
        && row(&[before, first, second]).max(row(&[first, second, after])) == 0
        && is_rest(is_word(before, first), is_word(second, after), second)
        && is_rest(is_word(second, after), is_word(before, first), first)
        && row(&[before, second, first]).max(row(&[second, first, after])) >= COMMON
}

/// Where one of the two makes a word with its neighbour, the other is left over.
fn is_rest(is_word: bool, other_is_word: bool, other: char) -> bool {
    !is_word || !other_is_word && !is_single(other)
}

/// Both, the other way round, are a word, and make a common phrase with the word beside them that
/// they never make as they stand: 突发件事.
fn breaks_phrase(line: Line<'_>, at: usize) -> bool {
    let (first, second) = (line.get(at), line.get(at + 1));
    let (before, after) = (line.before(at), line.get(at + 2));
    let phrase = |with: [char; 4], as_is: [char; 4], beside: [char; 3]| {
        four(with) >= PHRASE && four(as_is) == 0 && row(&with) >= PHRASE && row(&beside) == 0
    };
    let behind = || {
        let next = line.get(at + 3);
        is_han(next)
            && is_word(after, next)
            && !is_word(before, first)
            && phrase([second, first, after, next], [first, second, after, next], [first, second, after])
    };
    let ahead = || {
        let last = line.back(at, 2);
        is_han(last)
            && is_word(last, before)
            && !is_word(second, after)
            && phrase([last, before, second, first], [last, before, first, second], [before, first, second])
    };
    is_han(after) && behind() || is_han(before) && ahead()
}

fn is_swapped(line: Line<'_>, at: usize) -> bool {
    let (first, second) = (line.get(at), line.get(at + 1));
    if first == second {
        return false;
    }
    let (before, after) = (line.before(at), line.get(at + 2));
    // What seems to be counted is asked first, for it hardly ever is and takes but two questions.
    if triple(before, second, first).max(triple(second, first, after)) < COMMON {
        return false;
    }
    let last = if is_han(before) { line.back(at, 2) } else { before };
    let next = if is_han(after) { line.get(at + 3) } else { after };
    let never = row(&[before, first, second]) == 0 && row(&[first, second, after]) == 0;
    let common = || row(&[before, second, first]).max(row(&[second, first, after])) >= COMMON;
    let with = [last, before, second, first, after, next];
    let rows = || with.windows(4).filter(|four| row(four) > 0).count();
    let meet = is_word(before, first) && is_word(second, after);
    never && !meet && common() && rows() >= ROWS
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
        assert_eq!(swapped("遇有突发件事，立即报告。"), slip("件事", "事件"));
        assert_eq!(swapped("由办公室按序程印发。"), slip("序程", "程序"));
    }

    #[test]
    fn what_is_written_either_way_is_left_alone() {
        for text in ["强化督促检查，推动工作落实。", "市政府召开第二十次会议，", "加强市场监管"]
        {
            assert!(found(text, Kind::Unlikely).is_empty(), "{text}");
        }
    }
}
