//! A character, or both of a word's, that official prose never has in such company, where others
//! that sound or look the same often stand: 建立统酬协调机制, 惠及市场主题1.3万户.
//!
//! Looked at is the company of pairs that no row of four characters was ever counted with. What
//! might be meant there is weighed by a forest of small trees, grown from texts with slips planted
//! in them and from correct ones; see `data/README.md`.

mod candidate;
mod fluency;
mod forest;
pub(super) mod particle;
#[cfg(test)]
mod training;

use candidate::{Candidate, of_one, of_two};
pub(super) use candidate::{Likelier, Window};
use forest::Forest;

use super::suspects::Suspects;
use super::{Kind, Memory, Slip};
use crate::facts::grams::Grams;
use crate::facts::quantities::counts_things;
use crate::text::chars::is_han;
use crate::text::words::{is_newer_word, is_word};

/// The weight from which a slip is sure: in correct text it is met once in 50,000 characters or less.
const SURE: i32 = 240;
/// How much more must speak against what stands in a short quotation, where words are played with.
const QUOTED: i32 = 200;
/// And how much more in the name of a firm.
const NAMED: i32 = 200;
/// The weight from which it is worth a look.
const DOUBTFUL: i32 = 150;
/// A text that has more of them than one in so many characters is not of the kind that was counted.
const DENSEST: usize = 60;
/// Fewer of them say nothing of the text.
const FEW: usize = 10;
/// How many characters a short quotation has.
const SHORT: usize = 12;
/// What provinces are called in a character that says little else: it stands in many a short form (驻琼部队).
const PROVINCES: &str = "冀豫辽湘皖浙赣鄂闽粤琼渝沪晋鲁苏陕";
/// Countries that are called so too: 中柬命运共同体.
const COUNTRIES: &str = "柬缅";
/// What ends the names of firms, which may be called anything.
const FIRMS: [&str; 8] = ["集团", "公司", "股份", "控股", "实业", "药业", "证券", "人寿"];
/// What ends the names of villages and towns, which may be called anything.
const SETTLEMENTS: &str = "村镇乡庄屯寨";
/// Any of them may stand where another one does.
const NUMERALS: &str = "一二三四五六七八九十百千";
/// Characters that are written for one another, and either is right.
const INTERCHANGEABLE: [&str; 4] = ["词辞", "型性形", "账帐", "象像"];

pub(super) fn find(grams: &Grams, suspects: &Suspects, memory: Option<&Memory>, slips: &mut Vec<Slip>) {
    let mut found: Vec<Found> = Vec::new();
    let mut next = 0;
    for &at in &suspects.pairs {
        let ones = [at, at + 1].map(|place| {
            let is_odd = suspects.odd.binary_search(&place).is_ok();
            let candidates = (place >= next).then(|| of_one(grams, place, is_odd, memory));
            Found::best(grams, place, candidates?, &forest::ONE)
        });
        let two = Found::best(grams, at, of_two(grams, at, memory), &forest::TWO);
        for new in ones.into_iter().flatten().chain(two) {
            // A slip makes its neighbours look wrong too: the heaviest of them is the one.
            match found.last_mut() {
                Some(last) if new.at <= last.at + last.len => {
                    if new.weight > last.weight {
                        *last = new;
                    }
                }
                _ => found.push(new),
            }
        }
        next = at + 2;
    }
    if found.len() <= FEW || found.len() <= grams.len() / DENSEST {
        slips.extend(found.into_iter().map(|found| found.slip(grams)));
    }
}

/// What is probably meant at a place.
#[derive(Clone, Copy, Debug)]
struct Found {
    at: usize,
    len: usize,
    weight: i32,
    right: [char; 2],
}

impl Found {
    /// The heaviest of the candidates, if it is worth a look.
    fn best<const N: usize>(
        grams: &Grams,
        at: usize,
        candidates: Vec<Candidate<N>>,
        forest: &Forest,
    ) -> Option<Self> {
        let weighed =
            candidates.iter().map(|candidate| (forest.weight(candidate.facts.all()), candidate.right));
        let (weight, right) = weighed.max()?;
        let found = Found { at, len: N, weight, right: [right[0], right[N - 1]] };
        (weight >= DOUBTFUL && !found.is_allowed(grams)).then_some(found)
    }

    /// What stands there may well be right, whatever is met elsewhere.
    fn is_allowed(&self, grams: &Grams) -> bool {
        let (c, right) = (grams.get(self.at), self.right[0]);
        let either = |set: &&str| set.contains(c) && set.contains(right);
        self.len == 1
            && (NUMERALS.contains(right) || is_counted(grams, self.at) || INTERCHANGEABLE.iter().any(either))
            // A word does not begin or end in the midst of a number: 因四舍五入.
            || self.len == 2 && [c, grams.get(self.at + 1)].iter().any(|&c| NUMERALS.contains(c))
            || is_newer(grams, self.at)
            || is_foreign(grams, self.at)
            || is_settlement(grams, self.at)
            || self.weight < SURE + NAMED && is_firm(grams, self.at)
    }

    fn is_sure(&self, grams: &Grams) -> bool {
        let least = if is_quoted(grams, self.at) { SURE + QUOTED } else { SURE };
        let is_short_form = [PROVINCES, COUNTRIES].iter().any(|all| all.contains(grams.get(self.at)));
        self.weight >= least && !is_short_form && !is_short_item(grams, self.at)
    }

    /// Of one character is shown with its neighbour, best with the one that it makes a word with.
    fn slip(&self, grams: &Grams) -> Slip {
        let (before, after) = (grams.before(self.at), grams.get(self.at + 1));
        let [first, second] = self.right;
        let goes_back = is_han(before) && (is_word(before, first) || !is_han(after));
        let (from, right) = match self.len {
            1 if goes_back => (self.at - 1, [before, first]),
            1 => (self.at, [first, after]),
            _ => (self.at, [first, second]),
        };
        Slip {
            kind: Kind::Unlikely,
            span: grams.span(from, from + 2),
            right: right.iter().collect(),
            other: None,
            sure: self.is_sure(grams),
        }
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

/// In a word that is newer than the texts that were counted.
fn is_newer(grams: &Grams, at: usize) -> bool {
    is_newer_word(grams.before(at), grams.get(at)) || is_newer_word(grams.get(at), grams.get(at + 1))
}

/// In a short quotation.
fn is_quoted(grams: &Grams, at: usize) -> bool {
    let before = (1..SHORT).map_while(|by| at.checked_sub(by)).map(|at| grams.get(at));
    before.take_while(|&c| c != '”' && c != '\n').any(|c| matches!(c, '“' | '‘'))
}

/// What is counted may be anything behind a numeral in characters (二十二岁); behind one in figures
/// it is a word that things are counted with (500部).
fn is_counted(grams: &Grams, at: usize) -> bool {
    let (before, c) = (grams.before(at), grams.get(at));
    let is_counted = NUMERALS.contains(before) || before.is_ascii_digit() && counts_things(c);
    is_counted && !is_word(c, grams.get(at + 1))
}

/// Right before what ends the name of a firm, or one character away from it: 科飞亚公司.
fn is_firm(grams: &Grams, at: usize) -> bool {
    let after: String = (at + 1..=at + 4).map(|at| grams.get(at)).collect();
    let ends = |rest: &str| FIRMS.iter().any(|firm| rest.starts_with(firm));
    after.char_indices().take(3).take_while(|&(_, c)| is_han(c)).any(|(by, _)| ends(&after[by..]))
}

/// In the name of a village or a town: 讲理村.
fn is_settlement(grams: &Grams, at: usize) -> bool {
    let after = [at + 1, at + 2].map(|at| grams.get(at));
    after.into_iter().take_while(|&c| is_han(c)).any(|c| SETTLEMENTS.contains(c))
}

/// One of two characters between two 、, as places are listed: 铜吉、宜常、黔吉.
fn is_short_item(grams: &Grams, at: usize) -> bool {
    let start = if is_han(grams.before(at)) { at.saturating_sub(1) } else { at };
    grams.before(start) == '、' && grams.get(start + 2) == '、'
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
        for text in [
            "水壶咕嘟咕嘟地响",
            "副市长柳如烟参加",
            "实施“以竹代塑”行动",
            "會議討論了兩項議題",
            "项目由新乡科瑞达公司、国宸集团投资建设。",
            "加装住宅电梯500部以上。",
            "部分数据因四舍五入，与合计略有差异。",
        ] {
            assert!(found(text, Kind::Unlikely).is_empty(), "{text}");
        }
    }
}
