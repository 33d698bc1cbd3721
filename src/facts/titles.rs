//! Titles of documents that seem to be one title in two spellings: 《古树名木保护条例》 and
//! 《古树名木保护条列》.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::laws::{is_generic, is_law};
use super::marks::{Kind, Marks};
use crate::bulletin::Reading;
use crate::text::affix::apart;
use crate::text::chars::{is_han, is_han_numeral, is_space};
use crate::text::words::is_word;
use crate::text::{Span, shapes, sounds};

/// Shorter titles resemble each other by chance, longer ones are no titles.
pub const LENGTHS: std::ops::RangeInclusive<usize> = 8..=60;
/// Characters that tell one document from another like it.
const TELLING: &str = "省市县区乡镇村州国上下中前后内外东南西北进出公私男女新旧大小甲乙丙丁正副初高月日年民刑军警农林牧渔美英法德日韩俄印加澳非欧阿纳";

/// Characters that a title has or lacks at will.
const LOOSE: &str = "和与及的暨总副分儿";
/// How often a title stands that another is a slip of whatever the character.
const OFTEN: usize = 3;

type Map<K, V> = HashMap<K, V, FixedState>;

/// A title that stands in two spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    pub span: Span,
    /// Where the other spelling stands first.
    pub other: Span,
    /// How often this and the other spelling stand in the issue.
    pub counts: [usize; 2],
}

/// A spelling with its places.
struct Spelling {
    chars: Vec<char>,
    places: Vec<Span>,
}

/// The titles that differ from another title of their issue by a slip, the rarer of the two first.
pub(super) fn differing(reading: &Reading, marks: &Marks) -> Vec<Differing> {
    let mut found = Vec::new();
    for issue in &reading.issues {
        let pairs = issue.span.select(&marks.pairs, |pair| pair.span());
        let pairs = pairs.iter().filter(|pair| pair.kind == Kind::Title);
        let spellings = spellings(&reading.flow.text, pairs.map(|pair| pair.inner()));
        for (one, other) in alike(&spellings) {
            let (few, many) = match one.places.len() < other.places.len() {
                true => (one, other),
                false => (other, one),
            };
            let both = few.places.len() > 1 && many.places.len() > 1;
            let is_told = is_slip(&few.chars, &many.chars) || is_outnumbered(few, many);
            if let (true, false, Some(&other)) = (is_told, both, many.places.first()) {
                let counts = [few.places.len(), many.places.len()];
                found.extend(few.places.iter().map(|&span| Differing { span, other, counts }));
            }
        }
    }
    found.sort_by_key(|title| title.span);
    found.dedup_by_key(|title| title.span);
    found
}

fn spellings(text: &str, titles: impl Iterator<Item = Span>) -> Vec<Spelling> {
    let mut spellings: Vec<Spelling> = Vec::new();
    let mut known: Map<Vec<char>, usize> = Map::default();
    for title in titles.filter(|title| title.len() <= 4 * LENGTHS.end()) {
        let chars: Vec<char> = title.of(text).chars().filter(|&c| !is_space(c)).collect();
        if !LENGTHS.contains(&chars.len()) {
            continue;
        }
        let index = *known.entry(chars.clone()).or_insert(spellings.len());
        match spellings.get_mut(index) {
            Some(spelling) => spelling.places.push(title),
            None => spellings.push(Spelling { chars, places: vec![title] }),
        }
    }
    spellings
}

/// Every two spellings that differ by one character, or by the order of their characters.
fn alike(spellings: &[Spelling]) -> Vec<(&Spelling, &Spelling)> {
    let mut found = Vec::new();
    let mut seen: Map<(u64, usize), usize> = Map::default();
    for (index, spelling) in spellings.iter().enumerate() {
        for key in keys(&spelling.chars).chain(shorter(&spelling.chars)) {
            let earlier = seen.entry(key).or_insert(index);
            if let (true, Some(other)) = (*earlier != index, spellings.get(*earlier))
                && other.chars != spelling.chars
            {
                found.push((other, spelling));
            }
        }
    }
    found
}

/// What two spellings share that differ by one character, or by the order of their characters.
pub fn keys(chars: &[char]) -> impl Iterator<Item = (u64, usize)> {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let number = |c: char| u64::from(u32::from(c)).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1;
    let mut power = 1u64;
    let mut powers = Vec::with_capacity(chars.len());
    for _ in chars {
        powers.push(power);
        power = power.wrapping_mul(BASE);
    }
    let terms: Vec<u64> =
        chars.iter().zip(&powers).map(|(&c, power)| number(c).wrapping_mul(*power)).collect();
    let whole = terms.iter().fold(0u64, |sum, term| sum.wrapping_add(*term));
    let bag = chars.iter().fold(0u64, |sum, &c| sum.wrapping_add(number(c)));
    let length = chars.len();
    let without = terms.into_iter().enumerate().map(move |(gap, term)| (whole.wrapping_sub(term), gap + 1));
    without.chain([(bag, length << 8)])
}

/// The same for two of which one has a character more: what is left without each, and the whole.
fn shorter(chars: &[char]) -> impl Iterator<Item = (u64, usize)> {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |sum: u64, c: &char| sum.wrapping_mul(BASE).wrapping_add(u64::from(u32::from(*c)));
    let mut behind = vec![(0u64, 1u64)];
    for c in chars.iter().rev() {
        let &(sum, power) = behind.last().unwrap_or(&(0, 1));
        behind
            .push((u64::from(u32::from(*c)).wrapping_mul(power).wrapping_add(sum), power.wrapping_mul(BASE)));
    }
    let whole = behind.last().map_or(0, |&(sum, _)| sum);
    let length = chars.len();
    let mut before = 0u64;
    let mut keys = vec![(whole, length << 16)];
    for (at, c) in chars.iter().enumerate() {
        let (sum, power) = behind[length - at - 1];
        keys.push((before.wrapping_mul(power).wrapping_add(sum), (length - 1) << 16));
        before = step(before, c);
    }
    keys.into_iter()
}

/// The one stands once, the other at least [`OFTEN`] times, and no character that could tell them apart
/// is another, too many or too few.
fn is_outnumbered(few: &Spelling, many: &Spelling) -> bool {
    let (one, other) = (few.chars.as_slice(), many.chars.as_slice());
    if few.places.len() > 1 || many.places.len() < OFTEN {
        return false;
    }
    let (begin, differing) = apart(one, other);
    let is_plain = |part: &&[char]| part.len() < 2 && !part.iter().any(|&c| tells(c) || LOOSE.contains(c));
    if begin == 0 || !differing.iter().all(is_plain) || is_law(&one.iter().collect::<String>()) {
        return false;
    }
    // Two words that fit may both be meant, but for those that are said of everything.
    let words = |title: &[char]| {
        let around = [begin.checked_sub(1), Some(begin)].into_iter().flatten();
        let mut words =
            around.filter_map(|at| title.get(at..at + 2)).filter(|pair| is_word(pair[0], pair[1]));
        words.next().map(is_generic)
    };
    match (words(one), words(other)) {
        (Some(few), Some(many)) if one.len() == other.len() => few && many,
        _ => true,
    }
}

/// True where one of two titles seems to be a slip for the other.
pub fn is_slip(one: &[char], other: &[char]) -> bool {
    let differing = || one.iter().zip(other).enumerate().filter(|(_, (a, b))| a != b);
    if one.len() != other.len() {
        return false;
    }
    let mut places = differing().map(|(index, (&a, &b))| (index, a, b));
    match (places.next(), places.next()) {
        (Some((index, a, b)), None) => {
            let at =
                |index: Option<usize>| index.and_then(|index| one.get(index)).copied().unwrap_or_default();
            let neighbours = (at(index.checked_sub(1)), at(Some(index + 1)));
            ![a, b].into_iter().any(tells) && is_character_slip(neighbours.0, [a, b], neighbours.1)
        }
        (Some((first, ..)), Some(_)) => is_reordered(one, other, first),
        _ => false,
    }
}

/// A character that tells one name from another like it: 东, 二, 县.
pub fn tells(c: char) -> bool {
    !is_han(c) || is_han_numeral(c) || TELLING.contains(c)
}

/// True where one of two characters between the same neighbours seems to be a slip for the other:
/// they sound or look alike, or one of them alone makes a word there.
pub fn is_character_slip(before: char, two: [char; 2], after: char) -> bool {
    let [one, other] = two;
    let fits = two.map(|c| is_word(before, c) || is_word(c, after));
    sounds::alike(one, other) || shapes::alike(one, other) || fits[0] != fits[1]
}

/// Two neighbouring stretches have changed places, of two characters and more, or single ones.
fn is_reordered(one: &[char], other: &[char], first: usize) -> bool {
    let last = one.iter().zip(other).rposition(|(a, b)| a != b).unwrap_or(first);
    let (one, other) = (&one[first..=last], &other[first..=last]);
    // 中越 and 越中 are the same two countries, each first at home.
    let is_pair = one.len() < 4 && one.iter().any(|&c| TELLING.contains(c));
    let is_plain = !is_pair && one.len() <= 8 && one.iter().all(|&c| is_han(c) && !is_han_numeral(c));
    is_plain && (1..one.len()).any(|cut| [&one[cut..], &one[..cut]].concat() == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(one: &str, other: &str) -> bool {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let spellings = [one, other].map(|text| Spelling { chars: chars(text), places: Vec::new() });
        alike(&spellings).iter().any(|(one, other)| is_slip(&one.chars, &other.chars))
    }

    #[test]
    fn a_slip_is_told_from_another_document() {
        assert!(slip("古树名木保护条例实施细则", "古树名木保护条列实施细则"));
        assert!(slip("关于推进乡村振兴工作的意见", "关于乡村振兴推进工作的意见"));
        assert!(!slip("城市公共汽车管理办法（试行）", "城镇公共汽车管理办法（试行）"));
        assert!(!slip("第一批重点项目名单公告", "第二批重点项目名单公告"));
        assert!(!slip("建设项目实施方案编制指南", "建设项目实施细则编制指南"));
    }
}
