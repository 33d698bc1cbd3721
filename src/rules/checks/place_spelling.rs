//! What looks like the full name of a place and is none: another kind (洛宁市 for 洛宁县), or one
//! character that sounds or looks like the right one (滦川县 for 栾川县).

use crate::facts::places::{Division, Places, Table, ends_in_word, is_past, stem};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::chars::{CharSet, is_han};
use crate::text::words::is_word;
use crate::text::{Span, shapes, sounds};

/// How far away the right name may stand to be what is meant, in bytes.
const REACH: usize = 20_000;
const SINCE: i16 = 1990;
/// Where places have names that the table does not know.
const ABROAD: [&str; 8] = ["日本", "韩国", "朝鲜", "越南", "台湾", "韩方", "日方", "国际友好城市"];

pub(super) fn unknown_kind(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Spelling(other_kind)))
}

pub(super) fn misspelt(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Spelling(other_character)))
}

/// Names of counties that are words besides, two characters each: 会同市有关部门 is no 会同县.
const WORDS: &str = "会同合作资源比如解放前进港口公安友好平安和平安定延长光明运河万年东风工农富裕清水前锋复兴振兴清新\
    宏伟平定洞口大同大方平和三门大观石棉丰满双桥高台民权小店同心平房灯塔天涯黑水安居老城新城城厢中方新华红旗南部南岸";

/// What a check takes for the name, and the place that is meant.
type Meant = (Span, &'static str);

struct Spelling(fn(&Seen<'_>) -> Option<Meant>);

/// A place where something ends like the name of a place.
struct Seen<'a> {
    text: &'a str,
    places: &'a Places,
    /// What may be its name, of three characters and of four.
    names: [Option<Span>; 2],
}

impl Check for Spelling {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let places = context.facts.places();
        let known = places.named().iter().flat_map(|named| stem(named.name).chars()).collect();
        for at in places.unknown() {
            let end = at + "县".len();
            let seen = Seen::ending(text, places, &known, end);
            let Some((span, name)) = seen.and_then(|seen| self.0(&seen)) else { continue };
            let paragraph = context.reading.flow.paragraph_index(span.start());
            let paragraph = context.reading.flow.paragraphs[paragraph].span.of(text);
            if !is_past(text, span, SINCE) && !ABROAD.iter().any(|word| paragraph.contains(word)) {
                sink.report(Finding::at(span).replace(name));
            }
        }
    }
}

impl<'a> Seen<'a> {
    /// What may end at byte `end`: what stands behind a place, or has all characters of its stem but
    /// one from the names of the document, `known`. The end of a word ends no name, but behind a place.
    fn ending(text: &'a str, places: &'a Places, known: &CharSet, end: usize) -> Option<Self> {
        let before = text.get(..end)?;
        let mut chars = before.char_indices().rev().take_while(|&(_, c)| is_han(c)).skip(1);
        let (second, first, third) = (chars.next()?, chars.next()?, chars.next());
        let is_known = |(_, c): (usize, char)| usize::from(known.contains(c));
        let of_two = is_known(first) + is_known(second);
        let of_three = third.map_or(0, |third| is_known(third) + of_two);
        let may_be_name = |start: usize, is_alike: bool| {
            let is_below = || text[..start].ends_with(is_kind) && places.ending_at(start).is_some();
            is_below() || is_alike && !ends_in_word(before)
        };
        let name = |start: usize, is_alike: bool| may_be_name(start, is_alike).then(|| Span::new(start, end));
        let names = [name(first.0, of_two > 0), third.and_then(|(start, _)| name(start, of_three > 1))];
        names.iter().any(Option::is_some).then_some(Seen { text, places, names })
    }

    /// True where `place` is what the text speaks of: it stands below its own parent here, or is
    /// named not far away.
    fn is_meant(&self, span: Span, place: &Division) -> bool {
        self.is_below_parent(span, place) || self.places.has_near(place.name(), span.start(), REACH)
    }

    fn is_below_parent(&self, span: Span, place: &Division) -> bool {
        self.places.ending_at(span.start()).is_some_and(|parent| place.is_under(parent.name))
    }
}

/// The last character of a place's name.
fn is_kind(c: char) -> bool {
    "省市区县州旗盟".contains(c)
}

fn other_kind(seen: &Seen<'_>) -> Option<Meant> {
    seen.names.iter().rev().flatten().find_map(|&span| {
        let text = span.of(seen.text);
        let stem = text.strip_suffix(['县', '市', '区', '旗'])?;
        let mut now = Table::get().of_stem(stem).filter(|place| place.until.is_none());
        let place = now.next().filter(|place| now.next().is_none() && place.is_county())?;
        let doubtful = text.ends_with(['区', '旗']) || is_ordinary(stem);
        let meant = if doubtful { seen.is_below_parent(span, place) } else { seen.is_meant(span, place) };
        meant.then_some((span, place.name()))
    })
}

fn other_character(seen: &Seen<'_>) -> Option<Meant> {
    seen.names.iter().flatten().find_map(|&span| {
        let name = span.of(seen.text);
        let mut chars = name.chars();
        if is_word(chars.next()?, chars.next()?) && name.chars().count() == 3 {
            return None;
        }
        let alike = |&(_, wrong, right): &(&Division, char, char)| {
            sounds::alike(wrong, right) || shapes::alike(wrong, right)
        };
        let mut meant = Table::get().beside(name).filter(alike).map(|(place, ..)| place);
        let place = meant.find(|place| seen.is_meant(span, place))?;
        Some((span, place.name()))
    })
}

fn is_ordinary(stem: &str) -> bool {
    WORDS.match_indices(stem).any(|(at, _)| at % stem.len().max(1) == 0)
}
