//! The literals one of which every match of an expression holds: they are what the shared search
//! looks for, so that the expression itself runs where it can match and nowhere else.

use std::iter::once_with;

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};

/// Literals that a match can't do without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literals {
    pub texts: Vec<String>,
    /// Each match begins with one of them.
    pub leading: bool,
}

/// Texts of which every match holds some: for each way in which an expression can match, sets of
/// which one text each must be there. Without any it may match anywhere.
///
/// They are kept as they are written down, for most are never asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways(pub String);

/// What parts ways, their sets, and the texts of these.
const PARTS: [char; 3] = ['\u{1d}', '\u{1c}', '\u{1b}'];

impl Ways {
    /// The ways of `hir`, one for each of its alternatives; none where one of them needs no text.
    pub fn of(hir: &Hir) -> Ways {
        let [of_ways, of_sets, of_texts] = PARTS.map(String::from);
        let ways: Vec<_> = alternatives(hir).iter().map(sets).collect();
        let mut texts = ways.iter().flatten().flatten();
        if ways.iter().any(Vec::is_empty) || texts.any(|text| text.contains(PARTS)) {
            return Ways::default();
        }
        let set = |texts: &Vec<String>| texts.join(&of_texts);
        let way = |sets: &Vec<_>| sets.iter().map(set).collect::<Vec<_>>().join(&of_sets);
        Ways(ways.iter().map(way).collect::<Vec<_>>().join(&of_ways))
    }

    /// False where `text` surely has no match in it: the expression need not even be compiled.
    pub fn may_match(&self, text: &str) -> bool {
        let [of_ways, of_sets, of_texts] = PARTS;
        let has_one = |set: &str| set.split(of_texts).any(|literal| text.contains(literal));
        self.0.is_empty() || self.0.split(of_ways).any(|way| way.split(of_sets).all(has_one))
    }
}

fn alternatives(hir: &Hir) -> &[Hir] {
    match hir.kind() {
        HirKind::Capture(capture) => alternatives(&capture.sub),
        HirKind::Alternation(parts) => parts,
        _ => std::slice::from_ref(hir),
    }
}

/// How many sets are kept of one way: the needle's own, most often, and one to rule it out.
const SETS: usize = 2;

/// The sets of literals of one way, the rarest first.
fn sets(hir: &Hir) -> Vec<Vec<String>> {
    let mut sets: Vec<Vec<String>> = match hir.kind() {
        HirKind::Capture(capture) => return sets(&capture.sub),
        HirKind::Concat(parts) => {
            let tail = |at: usize| prefixes(&Hir::concat(parts[at..parts.len().min(at + 3)].to_vec()));
            (0..parts.len()).filter_map(|at| rarest([tail(at), inner(&parts[at])].into_iter())).collect()
        }
        _ => rarest([prefixes(hir), inner(hir)].into_iter()).into_iter().collect(),
    };
    sets.sort_by_key(|set| std::cmp::Reverse(worth(set)));
    sets.dedup();
    sets.truncate(SETS);
    sets
}

/// More of them than this, and the search for them costs more than it saves.
const MOST: usize = 96;

/// Literals of this worth are rare enough to look no further.
const ENOUGH: i64 = 6 * 16;

/// The best literals of `hir`, or none where no set of them is sure and small.
pub fn required(hir: &Hir) -> Option<Literals> {
    let mut best = prefixes(hir).map(|texts| Literals { texts, leading: true });
    if best.as_ref().is_some_and(|best| worth(&best.texts) >= ENOUGH) {
        return best;
    }
    if let Some(inner) = inner(hir) {
        let better = best.as_ref().is_none_or(|best| worth(&inner) > worth(&best.texts));
        if better {
            best = Some(Literals { texts: inner, leading: false });
        }
    }
    best
}

fn inner(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Capture(capture) => inner(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => inner(&repetition.sub),
        HirKind::Concat(parts) => {
            let tails = (0..parts.len()).map(|at| {
                let part = &parts[at..parts.len().min(at + 3)];
                prefixes(&Hir::concat(part.to_vec()))
            });
            rarest(tails.chain(parts.iter().map(inner)))
        }
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(rarest(once_with(|| prefixes(part)).chain(once_with(|| inner(part))))?);
            }
            usable(all)
        }
        _ => prefixes(hir),
    }
}

/// The best of `sets`, taken one after another until one is rare enough.
fn rarest(sets: impl Iterator<Item = Option<Vec<String>>>) -> Option<Vec<String>> {
    let mut best: Option<Vec<String>> = None;
    for set in sets.flatten() {
        if best.as_ref().is_none_or(|best| worth(&set) > worth(best)) {
            best = Some(set);
        }
        if best.as_ref().is_some_and(|best| worth(best) >= ENOUGH) {
            break;
        }
    }
    best
}

fn prefixes(hir: &Hir) -> Option<Vec<String>> {
    let mut extractor = Extractor::new();
    extractor.limit_class(24).limit_repeat(4).limit_total(MOST);
    let seq = extractor.extract(hir);
    let texts = seq.literals()?.iter().map(|literal| String::from_utf8(literal.as_bytes().to_vec()).ok());
    usable(texts.collect::<Option<Vec<String>>>()?)
}

fn usable(mut texts: Vec<String>) -> Option<Vec<String>> {
    texts.sort();
    texts.dedup();
    let usable = !texts.is_empty() && texts.len() <= MOST && texts.iter().all(|text| !text.is_empty());
    usable.then_some(texts)
}

/// How rare the literals are, roughly: long ones are, single frequent characters are not.
fn worth(texts: &[String]) -> i64 {
    let rarity = |text: &String| -> i64 {
        let of = |c: char| match c {
            ' ' | '0'..='9' | '，' | '。' | '、' | '的' => 1,
            '一'..='十' | '年' | '月' | '日' | '“' | '”' | '《' | '》' | '；' | '：' | '（' | '）' => {
                2
            }
            _ => 4,
        };
        text.chars().take(4).map(of).sum()
    };
    let least = texts.iter().map(rarity).min().unwrap_or_default();
    least * 16 - texts.len() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(regex: &str) -> Option<Literals> {
        required(&regex_syntax::parse(regex).unwrap())
    }

    fn texts(regex: &str) -> Vec<String> {
        of(regex).map(|literals| literals.texts).unwrap_or_default()
    }

    #[test]
    fn the_rarest_part_of_an_expression_is_required() {
        assert_eq!(texts("》、《"), ["》、《"]);
        assert_eq!(texts("[0-9]+个?百分点"), ["个百分点", "百分点"]);
        assert_eq!(texts("(?:超过|逾)[0-9]{1,4}以上"), ["以上"]);
        assert_eq!(texts("。{2,}"), ["。。"]);
    }

    #[test]
    fn nothing_is_required_where_anything_may_match() {
        assert_eq!(of("[^，。]+"), None);
        assert_eq!(of("(?:以上)?[^，]"), None);
    }

    #[test]
    fn what_a_match_needs_besides_is_known_for_each_alternative() {
        let ways =
            Ways::of(&regex_syntax::parse("围绕[^，]{2,20}为(?:中心|主题)|多亏[^，]{2,20}的结果").unwrap());
        assert!(ways.may_match("围绕乡村振兴为主题") && ways.may_match("多亏大家的结果"));
        assert!(!ways.may_match("围绕乡村振兴的结果") && !ways.may_match("为主题"));
        assert!(Ways::of(&regex_syntax::parse("围绕|[^，]{2}").unwrap()).may_match("任何"));
    }

    #[test]
    fn a_leading_literal_is_known_as_one() {
        assert!(of("截止(?:目前|今年)").is_some_and(|literals| literals.leading));
        assert!(of("[^，]{2}截止目前").is_some_and(|literals| !literals.leading));
    }
}
