//! The administrative divisions of the country, those of today and what they were before.

use std::hash::{BuildHasher, Hash};
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use crate::text::affix::ending_in;
use crate::text::chars::CharSet;

/// The month up to which the divisions of the table are known, as 2026-09.
pub const AS_OF: &str = "2026-09";

/// A place a line, one tab further in than its parent; behind what is no more, the year and what
/// stands in its stead.
static TABLE: &str = include_str!("../../../data/places.tsv");

/// What a place's name ends with.
const KINDS: [&str; 14] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "省",
    "市",
    "盟",
    "州",
    "县",
    "旗",
    "区",
];

/// One place under one parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    pub province: &'static str,
    /// The prefecture that it is, or belongs to; empty where there is none.
    pub city: &'static str,
    /// Empty for a province or a prefecture.
    pub county: &'static str,
    /// The year in which it was no more under this parent.
    pub until: Option<i16>,
    /// What stands in its stead.
    pub instead: Option<&'static str>,
}

impl Division {
    pub fn name(&self) -> &'static str {
        [self.county, self.city, self.province].into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    pub fn is_county(&self) -> bool {
        !self.county.is_empty()
    }

    /// True where `name` is the province or the prefecture above it.
    pub fn is_under(&self, name: &str) -> bool {
        self.is_county() && self.city == name || self.province == name
    }
}

/// The table, ready to be asked.
pub struct Table {
    divisions: Vec<Division>,
    stems: Vec<&'static str>,
    by_name: Chains,
    by_stem: Chains,
    /// By the last three characters of their names.
    by_ending: Chains,
    /// The last characters of their names but one.
    penultimates: CharSet,
    /// Those of today by their names with one character of the stem left out; made when asked for.
    gapped: OnceLock<Vec<(u64, u16)>>,
}

impl Table {
    /// The table of the country.
    pub fn get() -> &'static Table {
        static READ: OnceLock<Table> = OnceLock::new();
        READ.get_or_init(|| Table::new(TABLE))
    }

    fn new(text: &'static str) -> Table {
        let divisions: Vec<Division> = divisions(text).collect();
        let stems: Vec<_> = divisions.iter().map(|division| stem(division.name())).collect();
        let names = || divisions.iter().map(Division::name);
        Table {
            by_name: Chains::new(names()),
            by_stem: Chains::new(stems.iter()),
            by_ending: Chains::new(names().map(last_three)),
            penultimates: names().filter_map(|name| name.chars().nth_back(1)).collect(),
            gapped: OnceLock::new(),
            stems,
            divisions,
        }
    }

    /// The longest name of a place that `text` ends with.
    pub fn ending(&self, text: &str) -> Option<&'static str> {
        text.chars().nth_back(1).filter(|&c| self.penultimates.contains(c))?;
        let names = self.by_ending.of(last_three(text)).filter_map(|at| Some(self.divisions.get(at)?.name()));
        let long = names.filter(|name| text.ends_with(name)).max_by_key(|name| name.len());
        long.or_else(|| {
            let (start, _) = text.char_indices().nth_back(1)?;
            self.named(&text[start..]).next().map(Division::name)
        })
    }

    /// Every place that is or was called `name`.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Division> + Clone {
        let found = self.by_name.of(name).filter_map(|at| self.divisions.get(at));
        found.filter(move |division| division.name() == name)
    }

    /// Every place whose name is `stem` and a kind.
    pub fn of_stem(&self, stem: &str) -> impl Iterator<Item = &Division> + Clone {
        let found = self.by_stem.of(stem).filter(move |&at| self.stems.get(at) == Some(&stem));
        found.filter_map(|at| self.divisions.get(at))
    }

    /// The places of today whose name differs from `name` by one character of the stem, each with
    /// the character of `name` and its own.
    pub fn beside<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a Division, char, char)> {
        let gapped = self.gapped.get_or_init(|| self.gapped());
        gaps(name).flat_map(move |(key, gap)| {
            let from = gapped.partition_point(|&(of, _)| of < key);
            let found = gapped[from..].iter().take_while(move |&&(of, _)| of == key);
            found.filter_map(move |&(_, index)| {
                let division = self.divisions.get(usize::from(index))?;
                let (wrong, right) = differing(name, division.name(), gap)?;
                Some((division, wrong, right))
            })
        })
    }

    fn gapped(&self) -> Vec<(u64, u16)> {
        let today = (0u16..).zip(&self.divisions).filter(|(_, division)| division.until.is_none());
        let keys =
            |(index, division): (u16, &Division)| gaps(division.name()).map(move |(key, _)| (key, index));
        let mut gapped: Vec<_> = today.flat_map(keys).collect();
        gapped.sort_unstable();
        gapped
    }
}

/// The numbers of what is in a list, found by a key that several may have.
struct Chains {
    /// The first of each chain and the one behind each, one more than its number; 0 for none.
    heads: Vec<u16>,
    next: Vec<u16>,
}

impl Chains {
    /// A power of two, more than there are places.
    const COUNT: usize = 1 << 13;

    fn new<K: Hash>(keys: impl DoubleEndedIterator<Item = K> + ExactSizeIterator) -> Self {
        let mut chains = Chains { heads: vec![0; Self::COUNT], next: vec![0; keys.len()] };
        for (number, key) in (1..=keys.len() as u16).zip(keys).rev() {
            let head = &mut chains.heads[Self::chain(key)];
            chains.next[usize::from(number) - 1] = std::mem::replace(head, number);
        }
        chains
    }

    /// All that have `key`, by their numbers, and perhaps a few others.
    fn of<K: Hash>(&self, key: K) -> impl Iterator<Item = usize> + Clone {
        let first = self.heads[Self::chain(key)];
        let behind = |&number: &u16| self.next.get(usize::from(number).checked_sub(1)?).copied();
        std::iter::successors(Some(first), behind).filter_map(|number| usize::from(number).checked_sub(1))
    }

    fn chain<K: Hash>(key: K) -> usize {
        FixedState::default().hash_one(key) as usize % Self::COUNT
    }
}

fn last_three(text: &str) -> Option<[char; 3]> {
    let mut backwards = text.chars().rev();
    Some([backwards.next()?, backwards.next()?, backwards.next()?])
}

fn divisions(text: &'static str) -> impl Iterator<Item = Division> {
    let (mut province, mut city) = ("", "");
    text.lines().map(move |line| {
        let name = line.trim_start_matches('\t');
        let mut fields = name.split('\t');
        let name = fields.next().unwrap_or_default();
        let until = fields.next().and_then(|year| year.parse().ok());
        let instead = fields.next();
        let county = match line.len() - line.trim_start_matches('\t').len() {
            0 => {
                (province, city) = (name, "");
                ""
            }
            1 => {
                city = name;
                ""
            }
            _ => name,
        };
        Division { province, city, county, until, instead }
    })
}

/// A number for `name` with each character of its stem left out in turn, and which one that is.
fn gaps(name: &str) -> impl Iterator<Item = (u64, usize)> {
    let count = stem(name).chars().count();
    let without = move |gap: usize| {
        let kept = name.chars().enumerate().filter(|&(index, _)| index != gap);
        let mix = |sum: u64, c: char| (sum ^ u64::from(u32::from(c))).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (kept.fold(gap as u64, |sum, (_, c)| mix(sum, c)), gap)
    };
    (0..count).filter(move |_| count > 1).map(without)
}

/// The characters at `gap` of two names that differ there alone.
fn differing(one: &str, other: &str, gap: usize) -> Option<(char, char)> {
    let mut both = one.chars().zip(other.chars()).enumerate();
    let equal = both.all(|(index, (a, b))| (a == b) != (index == gap));
    (equal && one.chars().count() == other.chars().count())
        .then(|| Some((one.chars().nth(gap)?, other.chars().nth(gap)?)))?
}

/// A name without its kind: 栾川 of 栾川县.
pub fn stem(name: &str) -> &str {
    let bare = ending_in(name, &KINDS).and_then(|kind| name.strip_suffix(kind));
    bare.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_knows_its_parents_and_what_became_of_it() {
        let table = Table::get();
        let found: Vec<_> = table.named("栾川县").filter(|place| place.until.is_none()).collect();
        assert_eq!(found.len(), 1);
        assert!(found[0].is_under("洛阳市") && found[0].is_under("河南省") && !found[0].is_under("三门峡市"));
        let former = table.named("偃师市").find(|place| place.city == "洛阳市").unwrap();
        assert_eq!((former.until, former.instead), (Some(2021), Some("偃师区")));
    }

    #[test]
    fn every_line_is_a_place_under_a_known_parent() {
        for place in &Table::get().divisions {
            assert!(!place.province.is_empty() && !place.name().is_empty(), "{place:?}");
            assert!(place.instead.is_none_or(|now| Table::get().named(now).next().is_some()), "{place:?}");
        }
    }

    #[test]
    fn a_name_with_one_other_character_is_found() {
        let found: Vec<_> =
            Table::get().beside("滦川县").map(|(place, wrong, right)| (place.name(), wrong, right)).collect();
        assert!(found.contains(&("栾川县", '滦', '栾')), "{found:?}");
    }

    #[test]
    fn the_longest_name_ends_a_text() {
        let table = Table::get();
        assert_eq!(table.ending("到黔东南苗族侗族自治州"), Some("黔东南苗族侗族自治州"));
        assert_eq!(table.ending("洛阳市栾川县"), Some("栾川县"));
        assert_eq!(table.ending("山西省吉县"), Some("吉县"));
        assert_eq!((table.ending("全县"), table.ending("县")), (None, None));
    }
}
