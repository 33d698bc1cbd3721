//! The titles of national laws and regulations, and which of them a title that is none comes near.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use crate::text::affix::apart;

/// A title a line, without 中华人民共和国.
static TITLES: &str = include_str!("../../data/laws.txt");

/// The name of the state, which a law's full name begins with.
pub const STATE: &str = "中华人民共和国";

/// How much longer or shorter than a title a slip of it may be.
const LENGTHS: usize = 3;
/// More characters than this a title and its slip have in common.
const COMMON: usize = 3;
/// Titles of more characters than this are like no other by chance.
const LONG: usize = 15;
/// Words that titles have in each other's place.
const GENERIC: [&str; 10] = ["管理", "工作", "保护", "促进", "保障", "监督", "建设", "发展", "处理", "处置"];

/// The table, ready to be asked.
struct Laws {
    titles: HashSet<&'static str>,
    /// By the number of characters.
    lengths: HashMap<usize, Vec<(&'static str, Vec<char>)>>,
}

fn laws() -> &'static Laws {
    static LAWS: OnceLock<Laws> = OnceLock::new();
    LAWS.get_or_init(|| {
        let titles = || TITLES.lines().filter(|line| !line.starts_with('#'));
        let mut lengths: HashMap<usize, Vec<_>> = HashMap::default();
        for title in titles() {
            let chars: Vec<char> = title.chars().collect();
            lengths.entry(chars.len()).or_default().push((title, chars));
        }
        Laws { titles: titles().collect(), lengths }
    })
}

/// The title that `name`, which is none itself, seems to be meant for. `is_full` says that the name
/// of the state stands before it, so that its beginning is that of the title.
pub fn near(name: &str, is_full: bool) -> Option<&'static str> {
    let laws = laws();
    if laws.titles.contains(name) {
        return None;
    }
    let chars: Vec<char> = name.chars().collect();
    let lengths = chars.len().saturating_sub(LENGTHS)..=chars.len() + LENGTHS;
    let titles = lengths.filter_map(|length| laws.lengths.get(&length)).flatten();
    let near = titles.filter_map(|(title, other)| Some((distance(&chars, other, is_full)?, *title)));
    near.min().map(|(_, title)| title)
}

/// Whether `name`, with or without that of the state, is the title of a law.
pub fn is_law(name: &str) -> bool {
    laws().titles.contains(name.strip_prefix(STATE).unwrap_or(name))
}

/// A word that titles have in another's place.
pub fn is_generic(word: &[char]) -> bool {
    GENERIC.iter().any(|generic| word.iter().copied().eq(generic.chars()))
}

/// How many characters tell `one` from `other`, where they stand in one place and make a slip: in a
/// law up to three too many or too few, one other, or a word that titles have for another; in what
/// is no law that word alone, for there are regulations of all names.
fn distance(one: &[char], other: &[char], is_full: bool) -> Option<usize> {
    let (begin, [left, right]) = apart(one, other);
    let end = one.len() - begin - left.len();
    let is_law = one.last() == Some(&'法') || one.len() > LONG;
    let fits = match (left.len(), right.len()) {
        (0, more) | (more, 0) => is_law && more <= LENGTHS,
        (1, 1) => is_law,
        _ => is_generic(left) && is_generic(right),
    };
    let starts = begin > 0 || is_full;
    (fits && starts && end > 0 && begin + end > COMMON).then_some(left.len().max(right.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_led_back_to_its_title() {
        for (name, title) in [
            ("非物质文化遗产保护法", "非物质文化遗产法"),
            ("乡村振兴法", "乡村振兴促进法"),
            ("职业技术教育法", "职业教育法"),
            ("地方志管理条例", "地方志工作条例"),
            ("安全生产管理法", "安全生产法"),
        ] {
            assert_eq!(near(name, true), Some(title), "{name}");
        }
    }

    #[test]
    fn titles_and_what_is_far_from_all_stay() {
        assert_eq!(near("维护国家安全法", false), None);
        for name in ["监察法", "监察官法", "水法", "外汇管理条例", "婚姻登记管理条例", "芯片法", ""]
        {
            assert_eq!(near(name, true), None, "{name}");
        }
    }

    #[test]
    fn the_table_has_each_title_once() {
        let lines: Vec<&str> = TITLES.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), laws().titles.len());
        assert!(
            lines.iter().all(|line| !line.starts_with(STATE) && line.trim() == *line && !line.is_empty())
        );
    }
}
