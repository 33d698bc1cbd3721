//! A character, or both of a word's, that official prose never has in such company, where others
//! that sound or look the same often stand: 建立统酬协调机制.
//!
//! A place is looked at where no row of four characters that covers it was ever counted, and no row
//! of three but rarely. What might be meant there is weighed by how often the rows are met with it
//! and without it and by the words that come about. The weights, in hundredths, were fitted by logistic
//! regression to sentences with wrong characters and to correct ones; see `data/README.md`.

mod fluency;
mod middle;
mod one;
pub(super) mod particle;
mod two;

use super::{Kind, Slip};
use crate::facts::grams::Grams;
use crate::text::chars::is_han;
use crate::text::words::{is_newer_word, is_word};

/// The weight from which a slip is sure: in correct text it is met once in 100,000 characters or less.
const SURE: i32 = 320;
/// How much more must speak against what is an established word in itself.
const WORD: i32 = 120;
/// The weight from which it is worth a look.
const DOUBTFUL: i32 = 200;
/// A text that has more of them than one in so many characters is not of the kind that was counted.
const DENSEST: usize = 60;
/// Fewer of them say nothing of the text.
const FEW: usize = 10;
/// How many characters a short quotation has.
const QUOTED: usize = 12;
/// What provinces are called in a character that says little else: it stands in many a short form (驻琼部队).
const PROVINCES: &str = "冀豫辽湘皖浙赣鄂闽粤琼渝沪晋鲁苏陕";
/// What ends the names of villages and towns, which may be called anything.
const SETTLEMENTS: &str = "村镇乡庄屯寨";

pub(super) fn find(grams: &Grams, odd: &[usize], slips: &mut Vec<Slip>) {
    let start = slips.len();
    let mut free = 0;
    for (&at, next) in odd.iter().zip(odd.iter().skip(1).map(Some).chain([None])) {
        let both = next == Some(&(at + 1));
        if at >= free
            && let Some(slip) = slip(grams, at, both)
        {
            slips.push(slip);
            free = at + 2;
        }
    }
    let found = slips.len() - start;
    if found > FEW && found > grams.len() / DENSEST {
        slips.truncate(start);
    }
}

/// The stretch `from..to` with three characters on each side, for what is behind a mark line ends.
fn window<const N: usize>(grams: &Grams, from: usize) -> [char; N] {
    let mut window = ['\n'; N];
    let (start, end) = (3, N - 3);
    for (by, slot) in window[start..end].iter_mut().enumerate() {
        *slot = grams.get(from + by);
    }
    for by in 1..=3 {
        window[start - by] = from.checked_sub(by).map_or('\n', |at| grams.get(at));
        if !is_han(window[start - by]) {
            break;
        }
    }
    for (by, slot) in window[end..].iter_mut().enumerate() {
        *slot = grams.get(from + end - start + by);
        if !is_han(*slot) {
            break;
        }
    }
    window
}

/// What might be meant, and what speaks for it.
struct Candidate<const F: usize> {
    right: [char; 2],
    /// How much more fluent the text is with it.
    gain: i32,
    facts: [i32; F],
}

/// The candidate of the greatest weight. Those that many others or a better one compete with lose.
fn best<const F: usize>(
    candidates: &[Candidate<F>],
    weights: &[i32; F],
    [base, behind, rivals]: [i32; 3],
) -> Option<(i32, [char; 2])> {
    let most = candidates.iter().map(|candidate| candidate.gain).max()?;
    let base = base + rivals * i32::try_from(candidates.len()).unwrap_or(i32::MAX).min(99);
    let weighed = candidates.iter().map(|candidate| {
        let facts: i32 = candidate.facts.iter().zip(weights).map(|(fact, weight)| fact * weight).sum();
        (base + facts + behind * (most - candidate.gain), candidate.right)
    });
    weighed.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
}

/// The slip at an odd place; with the next one where `both` are odd.
fn slip(grams: &Grams, at: usize, both: bool) -> Option<Slip> {
    let one = one::meant(grams, at);
    let two = if both { two::meant(grams, at) } else { None };
    let two = two.filter(|two| one.is_none_or(|one| one.0 < two.0));
    if two.or(one).is_none_or(|(weight, _)| weight < SURE)
        && let Some(slip) = between(grams, at)
    {
        return Some(slip);
    }
    let (weight, meant) = two.or(one)?;
    if weight < DOUBTFUL || is_newer(grams, at) || is_foreign(grams, at) || is_settlement(grams, at) {
        return None;
    }
    let units = grams.units();
    let (from, right) = if two.is_some() {
        (at, meant)
    } else if is_word(grams.before(at), meant[0]) {
        (at - 1, [grams.before(at), meant[0]])
    } else {
        (at, [meant[0], grams.get(at + 1)])
    };
    let to = (from + 2).min(units.len());
    let least = if is_word(grams.get(from), grams.get(from + 1)) { SURE + WORD } else { SURE };
    Some(Slip {
        kind: Kind::Unlikely,
        span: grams.span(from, to),
        right: right.iter().collect(),
        other: None,
        sure: weight >= least && !PROVINCES.contains(grams.get(at)),
    })
}

/// The slip at a place whose neighbours tell what stands between them.
fn between(grams: &Grams, at: usize) -> Option<Slip> {
    let right = middle::meant(grams, at)?;
    if is_newer(grams, at) || is_foreign(grams, at) || is_settlement(grams, at) {
        return None;
    }
    let is_sure = !PROVINCES.contains(grams.get(at));
    let (span, right) = match is_han(grams.before(at)) {
        true => (grams.span(at - 1, at + 1), [grams.before(at), right]),
        false => (grams.span(at, at + 2), [right, grams.get(at + 1)]),
    };
    let right = right.iter().collect();
    Some(Slip { kind: Kind::Unlikely, span, right, other: None, sure: is_sure })
}

/// What a document writes twice it means.
fn is_seen_again(grams: &Grams, first: char, second: char) -> bool {
    grams.places(first, second).take(2).count() == 2
}

/// In a word that is newer than the texts that were counted.
fn is_newer(grams: &Grams, at: usize) -> bool {
    is_newer_word(grams.before(at), grams.get(at)) || is_newer_word(grams.get(at), grams.get(at + 1))
}

/// In a short quotation, where words are played with.
fn is_quoted(grams: &Grams, at: usize) -> bool {
    let before = (1..QUOTED).map_while(|by| at.checked_sub(by)).map(|at| grams.get(at));
    before.take_while(|&c| c != '”' && c != '\n').any(|c| matches!(c, '“' | '‘'))
}

/// In the name of a village or a town: 讲理村.
fn is_settlement(grams: &Grams, at: usize) -> bool {
    let after = [at + 1, at + 2].map(|at| grams.get(at));
    after.into_iter().take_while(|&c| is_han(c)).any(|c| SETTLEMENTS.contains(c))
}

/// After the dot of a foreign name.
fn is_foreign(grams: &Grams, at: usize) -> bool {
    let before = (1..=4).map_while(|by| at.checked_sub(by)).map(|at| grams.get(at));
    before.take_while(|&c| is_han(c) || c == '·').any(|c| c == '·')
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn a_character_of_the_same_sound_or_shape_is_meant() {
        let of = |text: &str| found(text, Kind::Unlikely);
        let slip = |wrong: &str, right: &str| vec![(wrong.to_owned(), right.to_owned())];
        assert_eq!(of("建立统酬协调机制，研究决定重大事项。"), slip("统酬", "统筹"));
        assert_eq!(of("不得迟报、漏报、瞒报，坚决防泛重特大事故。"), slip("防泛", "防范"));
    }

    #[test]
    fn a_word_of_the_same_sound_is_meant() {
        let slips = vec![("惠仪".to_owned(), "会议".to_owned())];
        assert_eq!(found("市政府召开专题惠仪，研究部署安全生产工作。", Kind::Unlikely), slips);
    }

    #[test]
    fn what_is_rare_and_right_is_left_alone() {
        for text in ["水壶咕嘟咕嘟地响", "副市长柳如烟参加", "实施“以竹代塑”行动", "會議討論了兩項議題"]
        {
            assert!(found(text, Kind::Unlikely).is_empty(), "{text}");
        }
    }
}
