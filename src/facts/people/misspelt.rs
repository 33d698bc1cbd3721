//! Strings that are a known name but for one character that sounds or looks the same.
//!
//! Whether such a string is the name misspelt or something else is for its surroundings to say:
//! the title before it, what follows, how often either stands.

use foldhash::{HashMap, HashSet};

use super::apart::{are_two, is_bare, title_behind};
use super::index::{Index, RARE, find};
use super::lexicon::{can_be_given, ends_honour, is_surname, makes_no_name};
use super::told::told;
use super::transposed::transposed;
use super::{Ending, Name, ending, ends_title, follows, leads};
use crate::facts::grams::Grams;
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::words::is_word;
use crate::text::{shapes, sounds};

/// How often the name of somebody stands who is what the issue is about.
const LEADING: usize = 8;
/// How often the name stands of somebody who may be meant even beside a title that is not his.
const SURE: usize = 4;
/// How many characters on either side are enough to say that the same is said.
const TWIN: usize = 4;

/// A place where a name seems to be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misspelling {
    pub span: Span,
    /// The character that differs.
    pub wrong: Span,
    /// The name as it is elsewhere.
    pub right: String,
    /// Another place of the name, if the document has one: the nearest before, else the first.
    pub other: Option<Span>,
    /// How often the name stands in the stretch.
    pub count: usize,
    /// How often this spelling does; 0 where what is said there tells that the name is meant.
    pub rare: usize,
}

impl Misspelling {
    /// Whether `name` is what is meant.
    fn means(&self, name: &[char]) -> bool {
        self.right.chars().eq(name.iter().copied())
    }
}

/// The places of the stretch where one of `names` seems to be misspelt; `known` are all names
/// that the stretch itself speaks for.
pub fn misspelt(grams: &Grams, names: &[Name], known: &[Name]) -> Vec<Misspelling> {
    if names.is_empty() {
        return Vec::new();
    }
    let index = Index::new(names);
    let mut usages: HashMap<&[char], Usage> = HashMap::default();
    let mut found = told(grams, &index);
    let is_right = |window: &[char]| found.iter().any(|told| told.means(window));
    let mut seen = Vec::new();
    index.each(grams, |at, window, slot, name| {
        let rare = grams.places_of(window).take(RARE + 1).count();
        let outnumbered = (1..=RARE).contains(&rare) && name.count >= 2 * rare - 1;
        if !outnumbered && name.registered.is_none() || is_right(window) {
            return;
        }
        let usage = usages.entry(&name.chars).or_insert_with(|| Usage::of(grams, name));
        let place = Place { grams, at, window, slot, rare };
        if place.is_slip(name, usage, known) {
            seen.push(place.misspelling(name, usage));
        }
    });
    found.extend(seen);
    found.extend(transposed(grams, names, known));
    found.sort_by_key(|slip| (slip.span.start(), std::cmp::Reverse((slip.span.len(), slip.count))));
    found.dedup_by(|next, kept| next.span.overlaps(kept.span));
    found
}

/// How the document uses a name.
struct Usage {
    places: Vec<usize>,
    titles: HashSet<(char, char)>,
    before: HashSet<(char, char)>,
    after: HashSet<(char, char)>,
}

impl Usage {
    fn of(grams: &Grams, name: &Name) -> Self {
        let places: Vec<usize> = grams.places_of(&name.chars).collect();
        let len = name.chars.len();
        let before: HashSet<_> =
            places.iter().filter(|&&at| at >= 2).map(|&at| pair(grams, at - 2)).collect();
        let after = places.iter().map(|&at| pair(grams, at + len)).filter(|&(c, _)| is_han(c)).collect();
        let listed = name.registered.iter().flat_map(|registered| registered.titles.iter().copied());
        let titles = before.iter().copied().filter(|&(a, b)| ends_title(a, b)).chain(listed);
        let titles = titles.chain(places.iter().filter_map(|&at| label(grams, at))).collect();
        Usage { places, titles, before, after }
    }
}

/// The end of the label before ： at `at`, if it says what somebody is: 先进个人, and not 责任编辑 or 成员,
/// which one is besides.
fn label(grams: &Grams, at: usize) -> Option<(char, char)> {
    let (first, last) = pair(grams, at.checked_sub(3)?);
    (grams.before(at) == '：' && ends_honour(last)).then_some((first, last))
}

fn pair(grams: &Grams, at: usize) -> (char, char) {
    (grams.get(at), grams.get(at + 1))
}

/// What stands around a string that may be a name.
struct Setting {
    /// The very title that stands behind the name elsewhere stands behind it.
    his_title_behind: bool,
    /// A title that stands before the name elsewhere.
    same_title: bool,
    /// A title that does not, though others do.
    other_title: bool,
    /// A title, an age (29岁的), a list or the string itself says that it is somebody.
    is_person: bool,
    /// What follows also follows the name elsewhere.
    as_elsewhere: bool,
    ending: Ending,
}

/// A string that would be a name with another character in one slot.
struct Place<'a> {
    grams: &'a Grams,
    at: usize,
    window: &'a [char],
    slot: usize,
    /// How often the string stands, counted up to one more than [`RARE`].
    rare: usize,
}

impl Place<'_> {
    fn end(&self) -> usize {
        self.at + self.window.len()
    }

    fn setting(&self, usage: &Usage, known: &[Name]) -> Setting {
        let before = self.at.checked_sub(2).map(|at| pair(self.grams, at));
        let title = before.filter(|&(a, b)| ends_title(a, b)).or_else(|| label(self.grams, self.at));
        let in_list = self.grams.before(self.at) == '、' && self.grams.get(self.end()) == '、';
        let next = pair(self.grams, self.end());
        let behind = |at: usize| title_behind(self.grams, at + self.window.len());
        let his_title_behind =
            behind(self.at).is_some_and(|own| usage.places.iter().any(|&at| behind(at) == Some(own)));
        Setting {
            his_title_behind,
            same_title: his_title_behind || title.is_some_and(|title| usage.titles.contains(&title)),
            other_title: title.is_some_and(|title| !usage.titles.contains(&title))
                && !usage.titles.is_empty(),
            is_person: title.is_some()
                || before == Some(('岁', '的'))
                || in_list
                || find(known, self.window).is_some(),
            as_elsewhere: usage.after.contains(&next),
            ending: ending(self.window[self.window.len() - 1], next.0, next.1),
        }
    }

    /// Whether the surroundings say that `name` is meant.
    fn is_slip(&self, name: &Name, usage: &Usage, known: &[Name]) -> bool {
        let setting = self.setting(usage, known);
        let rare = self.rare;
        let enough = if setting.is_person || self.takes_up(usage, &setting) { 1 } else { 2 };
        let outnumbered = (1..=RARE).contains(&rare) && name.count >= enough.max(2 * rare - 1);
        if !outnumbered && name.registered.is_none() {
            return false;
        }
        let may_be_another = name.registered.is_some() || rare > 1;
        if may_be_another && !setting.same_title && self.is_somebody_else(usage) {
            return false;
        }
        let are_two = || !setting.his_title_behind && are_two(self.grams, self.window, &usage.places);
        if self.is_part_of_another(known) || are_two() {
            return false;
        }
        // In a list of names and nothing else nothing says who is meant.
        let is_bare = |at: usize| is_bare(self.grams, at, self.window.len());
        if is_bare(self.at) && name.count < SURE && !usage.places.iter().any(|&at| is_bare(at)) {
            return false;
        }
        let own = name.chars.get(self.slot).copied().unwrap_or('\n');
        let other = self.window[self.slot];
        if !sounds::alike(own, other) && !shapes::alike(own, other) {
            return rare == 1 && !setting.other_title && self.is_unlike_slip(name, usage, &setting);
        }
        match self.window.len() {
            2 => self.short_is_slip(name, &setting),
            _ => self.long_is_slip(name, usage, &setting),
        }
    }

    /// With a character that is nothing like the name's, all the rest has to agree.
    fn is_unlike_slip(&self, name: &Name, usage: &Usage, setting: &Setting) -> bool {
        if self.has_twin(usage) {
            return true;
        }
        let next = pair(self.grams, self.end());
        let does = setting.as_elsewhere || follows(next.0, next.1);
        let before = self.grams.before(self.at);
        if !can_be_given(self.window[self.slot]) {
            return false;
        }
        if self.window.len() > 2 {
            let titled = setting.same_title && name.count >= 2;
            let begins = name.count >= 3 && !is_han(before) && before != '、' && self.slot > 0;
            return does && (titled || begins) && self.is_unlike_words(usage);
        }
        let begins = setting.same_title || matches!(before, '\n' | '。');
        let words = [self.window, &name.chars].iter().any(|pair| is_word(pair[0], pair[1]));
        let words = words || makes_no_name(self.window[1]);
        name.count >= LEADING && name.sightings > 0 && begins && setting.as_elsewhere && !words
    }

    /// The name stands elsewhere between the same characters.
    fn has_twin(&self, usage: &Usage) -> bool {
        let same = |one: usize, other: usize| {
            is_han(self.grams.get(one)) && self.grams.get(one) == self.grams.get(other)
        };
        usage.places.iter().any(|&at| {
            let end = at + self.window.len();
            let before = (1..=TWIN).all(|by| self.at >= by && at >= by && same(self.at - by, at - by));
            before && (0..TWIN).all(|by| same(self.end() + by, end + by))
        })
    }

    /// A name of three or four characters is hardly anything else.
    fn long_is_slip(&self, name: &Name, usage: &Usage, setting: &Setting) -> bool {
        let begins = setting.is_person || self.begins(usage);
        let ends = setting.as_elsewhere || setting.ending > Ending::None;
        let leading = name.count >= LEADING && setting.as_elsewhere;
        // 何为东到开发区调研 opens a sentence as a name does, and 何卫东 is known well.
        let opens = name.count >= SURE
            && !is_han(self.grams.before(self.at))
            && setting.ending >= Ending::Function
            && self.window.len() > 2;
        begins
            && ends
            && (setting.same_title || leading || opens || self.is_unlike_words(usage))
            && (!setting.other_title || name.count >= SURE || name.registered.is_some())
    }

    /// A name of two characters needs more: another word may well be spelt that way.
    fn short_is_slip(&self, name: &Name, setting: &Setting) -> bool {
        let word = is_word(self.window[0], self.window[1]);
        if name.sightings == 0 {
            return false;
        }
        // Another surname makes another person, and so does another title of a well-known one.
        let surname = self.slot == 0 && is_surname(self.window[0]) && !setting.as_elsewhere;
        let known = name.count > 2 && !(name.count >= LEADING && setting.as_elsewhere);
        let other = surname || (setting.other_title && known);
        if setting.is_person && setting.ending >= Ending::Function && !word && !other {
            return true;
        }
        if setting.same_title {
            return name.count >= 2 && !surname && (setting.as_elsewhere || setting.ending > Ending::None);
        }
        let (before, next) = (self.grams.before(self.at), pair(self.grams, self.end()));
        let begins = !is_han(before) || (leads(before) && !is_word(before, self.window[0]));
        let ends = setting.as_elsewhere || (!word && follows(next.0, next.1));
        begins && ends && name.count >= 3 && !setting.other_title
    }

    /// A sentence that begins with somebody who was named before with a title.
    fn takes_up(&self, usage: &Usage, setting: &Setting) -> bool {
        let begins = matches!(self.grams.before(self.at), '\n' | '。' | '，');
        let is_introduced = !usage.titles.is_empty() && usage.places.first().is_some_and(|&at| at < self.at);
        self.window.len() > 2 && begins && is_introduced && setting.ending >= Ending::Function
    }

    /// The string may begin here: after a mark, a title, a word, or what stands before the name elsewhere.
    fn begins(&self, usage: &Usage) -> bool {
        let before = self.grams.before(self.at);
        if !is_han(before) || leads(before) {
            return true;
        }
        let Some(pair) = self.at.checked_sub(2).map(|at| pair(self.grams, at)) else {
            return false;
        };
        usage.before.contains(&pair) || (is_word(pair.0, pair.1) && !is_word(pair.1, self.window[0]))
    }

    /// The character makes no word with its neighbours, and what it shares with the name stands in
    /// neither way of writing only.
    fn is_unlike_words(&self, usage: &Usage) -> bool {
        let mut touched =
            self.window.windows(2).enumerate().filter(|&(at, _)| at == self.slot || at + 1 == self.slot);
        let words = touched.any(|(_, pair)| is_word(pair[0], pair[1]));
        let shared = match self.slot {
            0 => &self.window[1..],
            slot if slot + 1 == self.window.len() => &self.window[..slot],
            _ => return !words,
        };
        let elsewhere = self.grams.places_of(shared).take(usage.places.len() + 3).count();
        !words && elsewhere <= usage.places.len() + 2
    }

    /// The string has titles of its own, none of which the name has.
    fn is_somebody_else(&self, usage: &Usage) -> bool {
        let own = Usage::of(self.grams, &Name { chars: self.window.to_vec(), ..Name::default() });
        !own.titles.is_empty() && own.titles.is_disjoint(&usage.titles)
    }

    /// The string lies in a longer name that the document has.
    fn is_part_of_another(&self, known: &[Name]) -> bool {
        let longer = (self.window.len() + 1).min(4);
        let units = self.grams.units();
        let starts = [self.at.checked_sub(1), Some(self.at)];
        starts
            .into_iter()
            .flatten()
            .any(|at| units.get(at..at + longer).is_some_and(|text| find(known, text).is_some()))
    }

    fn misspelling(&self, name: &Name, usage: &Usage) -> Misspelling {
        let len = self.window.len();
        let earlier = usage.places.iter().find(|&&at| at < self.at);
        let other = earlier.or(usage.places.last()).map(|&at| self.grams.span(at, at + len));
        Misspelling {
            span: self.grams.span(self.at, self.end()),
            wrong: self.grams.span(self.at + self.slot, self.at + self.slot + 1),
            right: name.chars.iter().collect(),
            other,
            count: name.count,
            rare: self.rare,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::names;
    use super::*;

    fn slips(text: &str) -> Vec<(String, String)> {
        let mut all = Vec::new();
        Grams::over(text, [Span::new(0, text.len())], |grams| {
            let names = names(grams);
            let found = misspelt(grams, &names, &names);
            all.extend(found.into_iter().map(|slip| (slip.span.of(text).to_owned(), slip.right)));
        });
        all
    }

    fn one(text: &str, wrong: &str, right: &str) {
        assert_eq!(slips(text), [(wrong.to_owned(), right.to_owned())], "{text}");
    }

    #[test]
    fn a_name_in_another_spelling_is_found_wherever_it_stands() {
        let rest = "市长徐衣显主持召开会议。徐衣显强调，要抓落实。\n徐衣显与王兵举行会谈。";
        one(&format!("{rest}会后，徐依显到嵩县调研。"), "徐依显", "徐衣显");
        one(&format!("{rest}市长许衣显率队调研。"), "许衣显", "徐衣显");
        one(&format!("{rest}随后，徐衣险主持召开座谈会。"), "徐衣险", "徐衣显");
    }

    #[test]
    fn a_name_of_two_characters_needs_its_title_or_its_sentence() {
        let rest = "市委书记江凌主持会议。江凌到市文联调研。江凌强调，要抓落实。";
        one(&format!("{rest}市委书记江陵出席会议。"), "江陵", "江凌");
        one(&format!("{rest}江玲到市教育局调研。"), "江玲", "江凌");
        assert!(slips(&format!("{rest}代表团到江陵考察，江陵县城很美。")).is_empty());
    }

    #[test]
    fn two_people_stay_two() {
        assert!(slips("任命：\n韩雪萍为市审计局副局长；\n韩雪平为市档案馆馆长。\n免去：\n韩雪萍的市统计局副局长职务。").is_empty());
        assert!(
            slips("县水务局局长梁海波通报情况，石桥镇党委书记梁海博介绍经验。梁海波说，汛期将至。")
                .is_empty()
        );
        assert!(slips("市领导王伟、王炜参加。王伟强调，要抓落实。王伟主持会议。").is_empty());
        assert!(slips("市长徐衣显主持。徐衣显强调。徐依显是一名学生。徐依显说，徐依显来了。").is_empty());
    }
}
