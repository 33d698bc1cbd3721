//! A place by a name that it had no more when the text was written: 偃师市 in 2023.

use crate::facts::marks::Kind;
use crate::facts::places::{Named, Table, ends_here, ends_in_word, is_past, opening_years, stem};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::boundary::ceil;
use crate::text::chars::is_han;

/// What stands before a name that is meant to be the old one.
const BEFORE: [&str; 12] = ["原", "旧", "老", "前", "时", "撤", "废", "称", "古", "籍", "消", "和原"];
/// What may follow it: a book about it, a person from it.
const AFTER: [&str; 9] = ["志", "史", "籍", "改", "撤", "更", "时", "并", "升"];
/// Who was registered under the old name keeps it.
const REGISTERED: [&str; 8] = ["公司", "厂", "集团", "合作社", "商行", "协会", "学会", "基金会"];
/// Names that ended earlier are hardly ever meant, except below a parent.
const LATE: i16 = 2000;
/// How far back years are looked for, in bytes.
const REACH: usize = 900;
/// How long the name of such a body may be, in characters.
const LONGEST: usize = 20;

struct Former;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Former))
}

impl Check for Former {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let places = context.facts.places();
        let named = places.named();
        for (index, place) in named.iter().enumerate() {
            let is_listed = || is_listed(text, named, index);
            let Some((until, instead)) = former(place.name, is_listed) else {
                continue;
            };
            let year = || year_at(context, place);
            let settled = places.ending_at(place.span.start()).is_some();
            let is_word = || ends_in_word(place.name) && !is_whole(text, place) && !is_listed();
            if !settled && (until < LATE || is_word()) {
                continue;
            }
            if year().is_some_and(|year| year > until)
                && !is_past(text, place.span, until)
                && stands_alone(context, place)
            {
                let finding = Finding::at(place.span).replace(instead);
                sink.report(finding.with("year", until.to_string()));
            }
        }
    }
}

/// Since when no place has the name, and what stands in its stead.
fn former(name: &str, is_listed: impl Fn() -> bool) -> Option<(i16, &'static str)> {
    let mut last = None;
    for place in Table::get().named(name) {
        last = last.max(Some((place.until?, place.instead)));
    }
    let (until, instead) = last?;
    let now = instead?;
    // 兰坪县 is still said for 兰坪白族普米族自治县, and 沙县 for 沙县区 where no districts are listed.
    let is_short = now.len() > name.len() && now.starts_with(stem(name));
    (!is_short || now.strip_suffix('区') == Some(name) && is_listed()).then_some((until, now))
}

/// The place stands in a list of places: 三元区、沙县、明溪县.
fn is_listed(text: &str, named: &[Named], index: usize) -> bool {
    let follows = |one: Option<&Named>, other: Option<&Named>| {
        let between = one.zip(other).and_then(|(one, other)| text.get(one.span.end()..other.span.start()));
        between == Some("、")
    };
    let at = |index: Option<usize>| index.and_then(|index| named.get(index));
    let (before, here, after) = (at(index.checked_sub(1)), at(Some(index)), at(Some(index + 1)));
    let ends = |end: usize| ends_here(text, end) && !text[end..].starts_with(['区', '市']);
    follows(before, here) && here.is_some_and(|here| ends(here.span.end())) || follows(here, after)
}

/// The name begins behind a mark, so that nothing else ends with it.
fn is_whole(text: &str, place: &Named) -> bool {
    let begins = |before: char| !is_han(before) && !before.is_alphanumeric();
    let before = text[..place.span.start()].chars().next_back();
    place.name.ends_with(['县', '市']) && place.name.chars().count() > 2 && before.is_none_or(begins)
}

/// The year that the place is spoken of in: the earliest that is written before it, not far away
/// in its paragraph, else that of the issue. After an earlier year all is history.
fn year_at(context: &Context<'_>, place: &Named) -> Option<i16> {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs.get(flow.paragraph_index(place.span.start()))?.span;
    let from = paragraph.start().max(place.span.start().saturating_sub(REACH));
    let written = opening_years(flow.text.get(ceil(&flow.text, from)..place.span.start())?).min();
    written.or_else(|| Some(context.sure_period_at(place.span.start())?.first.year()))
}

/// True where nothing around the name says that it is quoted, or meant as it was.
fn stands_alone(context: &Context<'_>, place: &Named) -> bool {
    let text = &context.reading.flow.text;
    let (before, after) = (&text[..place.span.start()], &text[place.span.end()..]);
    let marks = context.facts.marks();
    let quoted = marks.around(place.span.start()).any(|pair| pair.kind.is_title() || pair.kind.is_quote());
    let name = after.chars().take_while(|&c| is_han(c) || matches!(c, '（' | '）')).take(LONGEST);
    let name: String = name.collect();
    let short = place.name.chars().count() == 2;
    !quoted
        && !marks.inside(place.span.start(), Kind::Round)
        && !before.ends_with(|c| short && is_han(c))
        && !BEFORE.iter().any(|word| before.ends_with(word))
        && !AFTER.iter().any(|word| after.starts_with(word))
        && !REGISTERED.iter().any(|body| name.contains(body))
}
