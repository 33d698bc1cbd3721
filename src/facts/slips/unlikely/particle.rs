//! 的, 地 or 得 where another of the three always stands: 更加扎实得作风, 以人民为中心得发展.

use super::{is_quoted, window};
use crate::facts::grams::Grams;
use crate::facts::slips::{Kind, Slip};
use crate::text::chars::is_han;
use crate::text::counts::{row, triple};
use crate::text::words::is_word;

const PARTICLES: [char; 3] = ['的', '地', '得'];
/// From how many steps on another is meant: in a million characters of correct text hardly ever it is not.
const LEAST: u32 = 10;
/// By how much the best must be ahead of the next.
const AHEAD: u32 = 3;

pub(in super::super) fn find(grams: &Grams, slips: &mut Vec<Slip>) {
    for (at, &c) in grams.units().iter().enumerate() {
        if PARTICLES.contains(&c)
            && let Some(right) = meant(grams, at, c)
        {
            slips.push(Slip {
                kind: Kind::Particle,
                span: grams.span(at, at + 1),
                right: right.to_string(),
                other: None,
                sure: true,
            });
        }
    }
}

fn meant(grams: &Grams, at: usize, c: char) -> Option<char> {
    let (before, after) = (grams.before(at), grams.get(at + 1));
    // What was counted is asked first: it nearly always was.
    if !is_han(before) || !is_han(after) || triple(before, c, after) > 0 || is_word(c, after) {
        return None;
    }
    let around = window::<7>(grams, at);
    // 更大得作用 has no 大得 in it.
    if is_word(before, c) && !is_word(around[1], before) {
        return None;
    }
    // 自然保护地规划: behind what it is often met 地 may be a noun, and an adverb any verb's.
    if c == '地' && triple(around[1], before, c) > 0 {
        return None;
    }
    let is_met = met(&around) > 0 || row(&around[1..5]) > 0 || row(&around[2..6]) > 0;
    // 进取的良好氛围 is no 取得; and behind 有了更加深入的 the same verb is a noun that 深入地 goes with.
    let in_word = |other: char| is_word(before, other) || is_word(other, after);
    let may_be = |other: char| other != c && !in_word(other) && (c, other) != ('的', '地');
    let others = PARTICLES.into_iter().filter(|&other| may_be(other));
    likeliest(&around, others).filter(|_| !is_met && !is_quoted(grams, at))
}

/// The one of `others` that is met there often, and far more than the rest.
fn likeliest(around: &[char; 7], others: impl Iterator<Item = char>) -> Option<char> {
    let (mut best, mut next) = ((0, '\n'), 0);
    for other in others {
        let mut with = *around;
        with[3] = other;
        let steps = met(&with);
        if steps > best.0 {
            (best, next) = ((steps, other), best.0);
        } else {
            next = next.max(steps);
        }
    }
    (best.0 >= LEAST && best.0 >= next + AHEAD).then_some(best.1)
}

/// How often the character in the middle is met between its neighbours, in the row of three and the
/// two of four that both are in.
fn met(around: &[char; 7]) -> u32 {
    match row(&around[2..5]) {
        0 => 0,
        three => u32::from(three) + [1, 2].map(|at| u32::from(row(&around[at..at + 4]))).iter().sum::<u32>(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::found;
    use super::*;

    #[test]
    fn another_particle_is_meant() {
        let slip = |wrong: &str, right: &str| vec![(wrong.to_owned(), right.to_owned())];
        assert_eq!(found("坚持以人民为中心得发展思想。", Kind::Particle), slip("得", "的"));
        assert_eq!(found("以更加扎实得作风推动工作。", Kind::Particle), slip("得", "的"));
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in [
            "化解“一地多证”问题",
            "自然保护地规划",
            "适用工作地法律",
            "服务得好、服务得有竞争力",
            "深入地了解情况",
            "有了更加深入的了解",
            "营造积极进取的良好氛围",
            "中国农村土地制度",
        ] {
            assert!(found(text, Kind::Particle).is_empty(), "{text}");
        }
    }
}
