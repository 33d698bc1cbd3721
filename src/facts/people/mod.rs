//! The people that a document names, with the titles that stand before them.
//!
//! A name is taken where something says that it is one: a title before it (市长徐衣显), a list
//! that such a name opens (王军、张玉杰), or a sentence that begins with a surname and goes on with
//! what people do (。徐衣显主持…). Where a name ends is decided by what follows, and where two
//! lengths remain, by all the other places.

mod apart;
mod index;
mod lexicon;
pub mod misspelt;
mod told;
mod transposed;

pub use lexicon::{Ending, ending, ends_title, follows, is_surname, leads};

use foldhash::HashMap;

use super::grams::Grams;
use crate::text::Span;
use crate::text::chars::{is_han, is_space};
use crate::text::words::is_word;
use lexicon::{
    addresses, can_be_given, ends_label, is_compound_surname, is_doubtful_surname, makes_no_name, surnames,
};

/// A name of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Two to four characters.
    pub chars: Vec<char>,
    /// How often it stands in the stretch, whatever is around it.
    pub count: usize,
    /// How often something says that it is a name.
    pub sightings: usize,
    /// What the registry says of it, if it is the registry that knows it.
    pub registered: Option<Registered>,
}

/// A name's entry in the registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// The last two characters of each title.
    pub titles: Vec<(char, char)>,
}

/// A name with the title before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    pub name: Span,
    /// The title without the organisation: 市长, 副市长, 秘书长.
    pub title: Span,
}

/// Names of the registry, sorted, with what the stretch shows of them.
pub fn registered(grams: &Grams, people: &[(&str, &[String])]) -> Vec<Name> {
    let named = people.iter().map(|(name, titles)| {
        let chars: Vec<char> = name.chars().collect();
        let count = grams.places_of(&chars).count();
        let end = |title: &String| {
            let mut backwards = title.chars().rev();
            let last = backwards.next()?;
            Some((backwards.next()?, last))
        };
        let titles = titles.iter().filter_map(end).collect();
        Name { chars, count, sightings: 1, registered: Some(Registered { titles }) }
    });
    let mut names: Vec<_> = named.collect();
    names.sort_by(|a, b| a.chars.cmp(&b.chars));
    names
}

/// The places of `names` with a title before them.
pub fn titled(grams: &Grams, names: &[Name]) -> Vec<Titled> {
    let mut found = Vec::new();
    for name in names {
        for at in grams.places_of(&name.chars) {
            let mut end = at;
            while let Some(start) = title_before(grams, end) {
                let title = grams.span(start, end);
                found.push(Titled { name: grams.span(at, at + name.chars.len()), title });
                // 市委副书记、市长陈立群 has both.
                match organisation_before(grams, start) {
                    Some(other) => end = other,
                    None => break,
                }
            }
        }
    }
    found.sort_by_key(|titled| titled.name);
    found
}

/// Where the title before 、 ends, if the one behind it, from `start` on, has one beside it.
fn organisation_before(grams: &Grams, start: usize) -> Option<usize> {
    let mark = (start.saturating_sub(ORGANISATION)..start).rev().find(|&at| !is_han(grams.get(at)))?;
    (grams.get(mark) == '、').then_some(mark)
}

/// Characters between 、 and the title behind it: 市委副书记、市政府党组书记.
const ORGANISATION: usize = 6;

/// Where the title that ends at `at` begins.
fn title_before(grams: &Grams, at: usize) -> Option<usize> {
    let (first, last) = (grams.get(at.checked_sub(2)?), grams.before(at));
    if !ends_title(first, last) {
        return None;
    }
    let core = if is_word(first, last) { at - 2 } else { at.checked_sub(3)? };
    let qualified = matches!(grams.before(core), '副' | '代' | '原');
    Some(if qualified { core - 1 } else { core })
}

/// Why a place is thought to hold a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    /// A title stands before it.
    Title,
    /// A name and 、 stand before it.
    List,
    /// A sentence or a clause begins.
    Start,
    /// A form of address stands after it.
    Address,
    /// 任命 or 免去 stands before it, or 由 before and 兼任 behind.
    Appointment,
    /// It stands between spaces, its title behind.
    Group,
    /// It stands in brackets as a heading, or behind what its bearer is (责任编辑：).
    Label,
}

/// The names of the stretch, sorted.
pub fn names(grams: &Grams) -> Vec<Name> {
    let mut sightings: HashMap<&[char], usize> = HashMap::default();
    let units = grams.units();
    let (mut free, mut list) = (0, None);
    for at in surnames(units) {
        if at < free {
            continue;
        }
        // 李　瑶　宋文涛: such a list goes on from a name that is spaced too.
        let in_list = list == Some(at);
        if let Some(end) = spaced_name(grams, at).filter(|_| in_list || stands_free(grams, at)) {
            (free, list) = (end, next_cell(grams, end));
            continue;
        }
        let Some((cue, len)) = cue(grams, at, in_list).and_then(|cue| Some((cue, name_at(grams, at, cue)?)))
        else {
            continue;
        };
        // 陈某 and 王某 are no names.
        if !units[at..at + len].contains(&'某') {
            *sightings.entry(&units[at..at + len]).or_default() += 1;
        }
        free = at + len;
        list = match grams.get(free) {
            '、' => Some(free + 1),
            _ if matches!(cue, Cue::Group | Cue::Label) => next_cell(grams, free),
            _ => None,
        };
    }
    let settled = settle(grams, sightings);
    let named = settled.into_iter().map(|(chars, sightings)| Name {
        chars: chars.to_vec(),
        count: grams.places_of(chars).count(),
        sightings,
        registered: None,
    });
    let mut names: Vec<_> = named.collect();
    names.sort_by(|a, b| a.chars.cmp(&b.chars));
    names
}

/// What says that a name may begin at `at`.
fn cue(grams: &Grams, at: usize, in_list: bool) -> Option<Cue> {
    let before = grams.before(at);
    if in_list {
        return Some(if before == '、' { Cue::List } else { Cue::Group });
    }
    let is_set_apart = |len: usize| is_space(grams.get(at + len)) && grams.get(at + len) != '\n';
    if !is_han(before) {
        // 李文军　市财政局局长: in a list of who belongs to a group.
        if stands_free(grams, at) && [2, 3].into_iter().any(is_set_apart) {
            return Some(Cue::Group);
        }
        return Some(if is_labelled(grams, at) { Cue::Label } else { Cue::Start });
    }
    let takes = |len: usize| matches!((grams.get(at + len), grams.get(at + len + 1)), ('兼' | '担', '任'));
    if before == '由' && [2, 3].into_iter().any(takes) {
        return Some(Cue::Appointment);
    }
    let previous = at.checked_sub(2).map_or('\n', |at| grams.get(at));
    if ends_title(previous, before) {
        return Some(Cue::Title);
    }
    if matches!((previous, before), ('任', '命') | ('免', '去')) {
        return Some(Cue::Appointment);
    }
    let addressed = [2, 3].into_iter().any(|len| addresses(grams.get(at + len), grams.get(at + len + 1)));
    (addressed && (is_word(previous, before) || leads(before))).then_some(Cue::Address)
}

/// A line, a cell or what a label speaks of begins at `at`.
fn stands_free(grams: &Grams, at: usize) -> bool {
    let before = grams.before(at);
    before == '：' || is_space(before)
}

/// Whether `at` begins a heading in brackets, or stands behind a label of people.
fn is_labelled(grams: &Grams, at: usize) -> bool {
    match grams.before(at) {
        '【' => [2, 3].into_iter().any(|len| grams.get(at + len) == '】'),
        '：' => {
            let label = at.checked_sub(3).map(|at| (grams.get(at), grams.get(at + 1)));
            label.is_some_and(|(first, last)| ends_title(first, last) || ends_label(last))
        }
        _ => false,
    }
}

/// Where a name of two characters ends that are spaced out at `at`: 李　瑶.
fn spaced_name(grams: &Grams, at: usize) -> Option<usize> {
    let end = at + 1 + grams.units().get(at + 1..)?.iter().take_while(|&&c| is_gap(c)).count();
    let is_spaced = end > at + 1 && can_be_given(grams.get(end)) && is_han(grams.get(end));
    (is_spaced && is_space(grams.get(end + 1))).then_some(end + 1)
}

/// Where the next cell of a line begins whose last one ends at `at`.
fn next_cell(grams: &Grams, at: usize) -> Option<usize> {
    let gap = grams.units().get(at..)?.iter().take_while(|&&c| is_gap(c)).count();
    (gap > 0).then_some(at + gap)
}

fn is_gap(c: char) -> bool {
    is_space(c) && c != '\n'
}

/// How many characters the name at `at` has, if there is one.
fn name_at(grams: &Grams, at: usize, cue: Cue) -> Option<usize> {
    let surname = if is_compound_surname(grams.get(at), grams.get(at + 1)) { 2 } else { 1 };
    let rated = [surname + 1, surname + 2].map(|len| (rate(grams, at, surname, len, cue), len));
    let (ending, len) = match rated {
        [(Ending::None, _), (Ending::None, _)] => return None,
        [(short, len), (long, _)] if short > long => (short, len),
        [(short, _), (long, len)] if long > short => (long, len),
        [(both, short), (_, long)] => {
            // Both ends are possible: the one that other places confirm, else the longer.
            let text = &grams.units()[at..(at + long).min(grams.len())];
            let others = |text: &[char]| grams.places_of(text).take(50).count();
            let len = if others(text) < others(&text[..short.min(text.len())]) { short } else { long };
            (both, len)
        }
    };
    (ending > Ending::None).then_some(len)
}

/// How firmly a name of `len` characters at `at` ends, [`Ending::None`] where it is none.
fn rate(grams: &Grams, at: usize, surname: usize, len: usize, cue: Cue) -> Ending {
    let Some(text) = grams.units().get(at..at + len) else {
        return Ending::None;
    };
    let given = &text[surname..];
    if !given.iter().all(|&c| can_be_given(c)) || matches!(given, &[c] if makes_no_name(c)) {
        return Ending::None;
    }
    let end = at + len;
    let first = is_word(text[0], text[1]) && surname == 1;
    let rest = given.len() == 2 && is_word(given[0], given[1]);
    let spoken = follows(text[0], text[1]) || ends_title(text[len - 2], text[len - 1]);
    let doubtful = surname == 1 && is_doubtful_surname(text[0]);
    let least = match cue {
        _ if spoken => return Ending::None,
        Cue::Title if first && doubtful => return Ending::None,
        Cue::Title if first || rest => Ending::Function,
        Cue::Title => Ending::Word,
        _ if first || (rest && doubtful) => return Ending::None,
        Cue::Group if !is_space(grams.get(end)) => return Ending::None,
        Cue::Group if first || rest => return Ending::None,
        Cue::Label if is_han(grams.get(end)) => return Ending::None,
        Cue::List | Cue::Appointment | Cue::Group | Cue::Label => Ending::Function,
        Cue::Start if !is_han(grams.get(end)) => return Ending::None,
        Cue::Address if !addresses(grams.get(end), grams.get(end + 1)) => return Ending::None,
        Cue::Address => return Ending::Firm,
        Cue::Start => Ending::Firm,
    };
    let ending = ending(text[len - 1], grams.get(end), grams.get(end + 1));
    if ending >= least { ending } else { Ending::None }
}

/// Drops a name that is the beginning of another one, or another one and the word after it.
fn settle<'a>(grams: &Grams, sightings: HashMap<&'a [char], usize>) -> HashMap<&'a [char], usize> {
    let mut settled = sightings.clone();
    let mut longer: Vec<_> = sightings.iter().filter(|(name, _)| name.len() > 2).collect();
    longer.sort_unstable_by_key(|(name, _)| std::cmp::Reverse((name.len(), **name)));
    for (&long, &seen_long) in longer {
        let short = &long[..long.len() - 1];
        let Some(&seen_short) = sightings.get(short) else {
            continue;
        };
        let always = grams.places_of(short).count() == grams.places_of(long).count();
        let (kept, dropped) = if always && seen_long >= seen_short { (long, short) } else { (short, long) };
        settled.remove(dropped);
        settled.insert(kept, seen_long + seen_short);
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        Grams::over(text, [Span::new(0, text.len())], |grams| {
            all.extend(names(grams).into_iter().map(|name| name.chars.iter().collect::<String>()));
        });
        all
    }

    #[test]
    fn a_title_introduces_a_name_and_what_follows_ends_it() {
        assert_eq!(found("市长徐衣显主持，市委书记江凌到市文联调研。"), ["徐衣显", "江凌"]);
        assert_eq!(found("副司长陈丽娜率队，校长、教师吴拥军入选"), ["吴拥军", "陈丽娜"]);
        assert_eq!(found("省长王凯致开幕词。合伙人许沈波一行"), ["王凯", "许沈波"]);
    }

    #[test]
    fn whoever_is_appointed_has_a_name() {
        assert_eq!(found("任命鲁明喆为市商务局局长，免去童景行的市商务局局长职务。"), ["童景行", "鲁明喆"]);
        assert!(found("任命文件已下发，免去高额费用。").is_empty());
    }

    #[test]
    fn a_list_goes_on_from_a_name() {
        assert_eq!(found("市领导王军、张玉杰、李新红参加活动"), ["张玉杰", "李新红", "王军"]);
    }

    #[test]
    fn a_list_has_a_label_and_goes_on_over_spaces() {
        assert_eq!(
            found("副主编：李　瑶　宋文涛\n先进个人：张丽萍、毛伟强\n目标：全面小康"),
            ["宋文涛", "张丽萍", "毛伟强"]
        );
        assert_eq!(found("【张丽萍】　女，护士。张丽苹说，要学。阎老说，好。"), ["张丽苹", "张丽萍"]);
    }

    #[test]
    fn a_sentence_begins_with_a_name_that_does_something() {
        assert_eq!(found("会议召开。欧阳明哲主持会议，祁建峰出席会议。"), ["欧阳明哲", "祁建峰"]);
    }

    #[test]
    fn ordinary_words_after_a_title_are_none() {
        for text in [
            "市长高度重视此项工作。",
            "由市委书记任组长，市长任副组长。",
            "书记强调，全会指出，方案提出",
            "代表应邀出席",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn other_places_tell_the_length() {
        assert_eq!(found("书记王军强调，要抓紧。王军强调研督导，王军出席。王军还到"), ["王军"]);
    }
}
