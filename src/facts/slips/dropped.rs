//! A word that has lost one of its two characters: 生态文建设 for 生态文明建设.
//!
//! The two beside the gap never stand together in this company. With the lost character back, one of
//! them, which is no word of its own, makes a word, and the rows around it are common.

use super::{Kind, Memory, Slip, is_single};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::counts::{pair, row, triple};
use crate::text::words::{begun_by, ended_by, is_word};

/// The step up to which two hardly ever stand together.
const RARE: u8 = 3;
/// How many steps the rows must have together that hold the lost character.
const LEAST: u32 = 30;
/// By how many steps what is left of the word may be met more often without the lost character.
const USUAL: u8 = 1;
/// By how many the best must be ahead of the next.
const AHEAD: u32 = 4;

pub(super) fn find(grams: &Grams, pairs: &[usize], memory: Option<&Memory>, slips: &mut Vec<Slip>) {
    let mut free = 0;
    for &at in pairs {
        if at < free || grams.places(grams.get(at), grams.get(at + 1)).nth(1).is_some() {
            continue;
        }
        let around = std::array::from_fn(|by| (at + by).checked_sub(2).map_or('\n', |at| grams.get(at)));
        let lost = match memory {
            Some(memory) => *memory.lost.borrow_mut().get(around, || lost(around)),
            None => lost(around),
        };
        if let Some(lost) = lost {
            slips.push(Slip {
                kind: Kind::Dropped,
                span: grams.span(at, at + 2),
                right: [grams.get(at), lost, grams.get(at + 1)].iter().collect(),
                other: None,
                sure: true,
            });
            free = at + 2;
        }
    }
}

/// The character that is lost in the midst of the six.
fn lost(around: [char; 6]) -> Option<char> {
    let [_, before, first, second, after, _] = around;
    if !is_han(second) || is_word(first, second) || pair(first, second) > RARE {
        return None;
    }
    let never = row(&[before, first, second]) == 0 && row(&[first, second, after]) == 0;
    let is_rest = |c: char, neighbour: char, in_word: bool| is_han(neighbour) && !in_word && !is_single(c);
    let of_first = is_rest(first, before, is_word(before, first));
    let of_second = is_rest(second, after, is_word(second, after));
    if !never || of_first == of_second {
        return None;
    }
    let others = if of_first { begun_by(first) } else { ended_by(second) };
    let (mut best, mut next) = ((0, '\n'), 0);
    for &other in others {
        let steps = steps(&around, other, of_first);
        if steps > best.0 {
            (best, next) = ((steps, other), best.0);
        } else {
            next = next.max(steps);
        }
    }
    (best.0 >= LEAST && best.0 >= next + AHEAD).then_some(best.1)
}

/// How often the rows are met that hold `lost` in its place; none where it does not go with both sides.
fn steps(around: &[char; 6], lost: char, of_first: bool) -> u32 {
    let [last, before, first, second, after, next] = *around;
    let with = [last, before, first, lost, second, after, next];
    // Most of what is asked about is never met between the two: it takes but two reads to know.
    if triple(first, lost, second) == 0 {
        return 0;
    }
    let threes: [u8; 3] = std::array::from_fn(|at| row(&with[at + 1..at + 4]));
    let [left, middle, right] = threes;
    let word = if of_first { left } else { right };
    let beside = if of_first { pair(before, first) } else { pair(second, after) };
    // 央企 mostly stands without 中.
    if middle == 0 || word == 0 || word + USUAL < beside {
        return 0;
    }
    let fours = (0..4).map(|at| u32::from(row(&with[at..at + 4])));
    threes.into_iter().map(u32::from).sum::<u32>() + fours.sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn a_word_has_lost_a_character() {
        let slip = |wrong: &str, right: &str| vec![(wrong.to_owned(), right.to_owned())];
        assert_eq!(found("全面推进生态文建设和环境保护。", Kind::Dropped), slip("文建", "文明建"));
    }

    #[test]
    fn short_forms_have_lost_nothing() {
        assert!(found("中央企业和央企研发投入增长，通报雨情、工情汇总。", Kind::Dropped).is_empty());
    }
}
