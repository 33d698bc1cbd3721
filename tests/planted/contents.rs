//! Defects of the contents and of what they list.

use kanwu::bulletin::Entry;
use kanwu::text::Span;
use kanwu::text::chars::is_han;

use crate::characters;
use crate::plant::Plant;
use crate::random::Random;
use crate::sheet::Sheet;

/// A folio that is neither its neighbours' nor near theirs.
pub fn folio_far_off(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let entries = sheet.entries();
    let at = random.below(entries.len());
    let folios = || entries.iter().filter_map(|entry| entry.folio).map(|folio| folio.number);
    let (folio, last) = (entries.get(at)?.folio?, folios().max()?);
    let number_at = |at: Option<usize>| Some(entries.get(at?)?.folio?.number);
    let before = number_at(at.checked_sub(1)).unwrap_or(1);
    let after = number_at(Some(at + 1)).unwrap_or(last);
    let digits: String = folio.number.to_string();
    let wrong = match random.below(3) {
        // A key struck twice, or two in the wrong order.
        0 => digits.chars().flat_map(|c| [c, c]).take(digits.len() + 1).collect::<String>().parse().ok()?,
        1 => digits.chars().rev().collect::<String>().parse().ok()?,
        _ => 1 + random.below(last as usize + 5) as u32,
    };
    let far = wrong + 3 <= before || wrong >= after + 3;
    far.then(|| {
        Plant::replace(sheet.place(folio.span), wrong.to_string()).near(sheet.whole_entry(&entries[at]))
    })
}

/// The places that a slip in the headline of `entry` is a matter of.
fn both_headlines(plant: Plant, sheet: &Sheet, entry: &Entry) -> Plant {
    let article = sheet.article_of(entry);
    plant.near(sheet.whole_entry(entry)).near(sheet.place(article.headline))
}

fn headline_char(sheet: &Sheet, random: &mut Random) -> Option<(Span, char, usize)> {
    let at = random.below(sheet.entries().len());
    let chars = sheet.chars(sheet.place(sheet.entries().get(at)?.headline));
    let &(span, c) = random.pick(&chars)?;
    is_han(c).then_some((span, c, at))
}

/// Another character in a headline of the contents.
pub fn headline_replaced(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let (span, c, at) = headline_char(sheet, random)?;
    let other = characters::any(random, c)?;
    Some(both_headlines(Plant::replace(span, other), sheet, &sheet.entries()[at]))
}

/// A character less in a headline of the contents.
pub fn headline_lost(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let (span, _, at) = headline_char(sheet, random)?;
    Some(both_headlines(Plant::remove(span), sheet, &sheet.entries()[at]))
}

/// An article that the contents do not list.
pub fn entry_dropped(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let entry = random.pick(sheet.entries())?;
    let lines = sheet.lines(sheet.whole_entry(entry));
    Some(Plant::remove(lines).near(sheet.place(sheet.article_of(entry).headline)))
}

/// An entry without its article; a section keeps one at least, and no page line goes with it.
pub fn article_dropped(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let entry = random.pick(sheet.entries())?;
    let (articles, article) = (&sheet.issue().articles, sheet.article_of(entry));
    let same = articles.iter().filter(|other| other.section == article.section).count();
    let lines = sheet.lines(sheet.place(article.headline.to(article.body)));
    let text = lines.of(&sheet.text);
    let furnished = text.contains('\u{c}') || text.lines().any(|line| line.starts_with('—'));
    (same > 1 && !furnished).then(|| Plant::remove(lines).near(sheet.whole_entry(entry)))
}

/// Two entries of a heading in each other's place, with their folios or without.
pub fn entries_swapped(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let entries = sheet.entries();
    let one = random.pick(entries)?;
    let same: Vec<_> = entries
        .iter()
        .filter(|other| other.heading == one.heading && other.headline != one.headline)
        .collect();
    let other = *random.pick(&same)?;
    let with_folios = random.once_in(2);
    let span = |entry| match with_folios {
        true => sheet.whole_entry(entry),
        false => sheet.place(entry.headline),
    };
    let (first, second) = (span(one), span(other));
    let plant = Plant::replace(first, second.of(&sheet.text)).and(second, first.of(&sheet.text));
    Some(both_headlines(both_headlines(plant, sheet, one), sheet, other))
}

/// Another character in a section heading of the contents, or one less.
pub fn heading_changed(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let contents = sheet.issue().contents.as_ref()?;
    let heading = random.pick(&contents.headings)?;
    let section = &sheet.issue().sections[heading.section?];
    let chars: Vec<_> =
        sheet.chars(sheet.place(heading.span)).into_iter().filter(|&(_, c)| is_han(c)).collect();
    let &(span, c) = random.pick(&chars)?;
    let plant = match random.once_in(3) && chars.len() > 2 {
        true => Plant::remove(span),
        false => Plant::replace(span, characters::any(random, c)?),
    };
    Some(plant.near(sheet.place(heading.span)).near(sheet.place(section.span)))
}
