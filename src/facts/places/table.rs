//! The administrative divisions of the country, those of today and what they were before.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::hash::Hash;
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::HashMap;

use crate::text::affix::ending_in;

/// A place a line, one tab further in than its parent; behind what is no more, the year and what
/// stands in its stead.
/// The month up to which the divisions of the table are known, as 2026-09.
pub const AS_OF: &str = "2026-09";

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
    /// The numbers of the divisions by their names.
    names: Groups<&'static str, u16>,
    /// The same by their stems.
    stems: Groups<&'static str, u16>,
    /// Each name once by its last two characters; the longest name first.
    endings: Groups<[char; 2], (Reverse<usize>, &'static str)>,
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
        let named = || divisions.iter().map(Division::name).zip(0..);
        let ending = |(name, _): (&'static str, u16)| Some((last_two(name)?, (Reverse(name.len()), name)));
        Table {
            names: Groups::new(named()),
            stems: Groups::new(named().map(|(name, index)| (stem(name), index))),
            endings: Groups::new(named().filter_map(ending)),
            gapped: OnceLock::new(),
            divisions,
        }
    }

    /// The longest name of a place that `text` ends with.
    pub fn ending(&self, text: &str) -> Option<&'static str> {
        let last = last_two(text)?;
        self.endings.get(&last).iter().map(|(_, name)| *name).find(|name| text.ends_with(name))
    }

    /// Every place that is or was called `name`.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Division> + Clone {
        self.all(self.names.get(name))
    }

    /// Every place whose name is `stem` and a kind.
    pub fn of_stem(&self, stem: &str) -> impl Iterator<Item = &Division> + Clone {
        self.all(self.stems.get(stem))
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

    fn all<'a>(&'a self, numbers: &'a [u16]) -> impl Iterator<Item = &'a Division> + Clone + use<'a> {
        numbers.iter().filter_map(|&number| self.divisions.get(usize::from(number)))
    }
}

/// Values by a key that several share, sorted, and all of them in one list.
struct Groups<K, V> {
    values: Vec<V>,
    places: HashMap<K, Range<u16>>,
}

impl<K: Copy + Eq + Hash, V: Copy + Default + Ord> Groups<K, V> {
    fn new(pairs: impl Iterator<Item = (K, V)> + Clone) -> Self {
        let mut counts: HashMap<K, u16> = HashMap::default();
        for (key, _) in pairs.clone() {
            *counts.entry(key).or_default() += 1;
        }
        let mut end = 0;
        let place = |(key, count): (K, u16)| {
            let start = end;
            end += count;
            (key, start..start)
        };
        let mut places: HashMap<K, Range<u16>> = counts.into_iter().map(place).collect();
        let mut values = vec![V::default(); end.into()];
        for (key, value) in pairs {
            if let Some(place) = places.get_mut(&key) {
                values[usize::from(place.end)] = value;
                place.end += 1;
            }
        }
        places.values().for_each(|place| values[place.start.into()..place.end.into()].sort_unstable());
        Groups { values, places }
    }

    fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> &[V]
    where
        K: Borrow<Q>,
    {
        let place = self.places.get(key).cloned().unwrap_or_default();
        &self.values[place.start.into()..place.end.into()]
    }
}

fn last_two(text: &str) -> Option<[char; 2]> {
    let mut backwards = text.chars().rev();
    let last = backwards.next()?;
    Some([backwards.next()?, last])
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
        assert_eq!(table.ending("全县"), None);
    }
}
