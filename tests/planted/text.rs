//! Defects of the text: dates, marks, words, names.

use jiff::civil::{Date, Weekday};
use kanwu::bulletin::Dateline;
use kanwu::text::Span;
use kanwu::text::chars::is_han;
use kanwu::text::date::{WrittenDate, dates_in, range_after};
use kanwu::text::words::is_word;

use crate::characters;
use crate::plant::Plant;
use crate::random::Random;
use crate::sheet::Sheet;

fn date_in_text(sheet: &Sheet, random: &mut Random) -> Option<WrittenDate> {
    let dates: Vec<_> = dates_in(&sheet.text, sheet.body()).filter(|date| date.day.is_some()).collect();
    random.pick(&dates).copied()
}

fn dateline(sheet: &Sheet, random: &mut Random) -> Option<Dateline> {
    let datelines: Vec<_> = sheet.issue().articles.iter().filter_map(|article| article.dateline).collect();
    let dateline = random.pick(&datelines).copied()?;
    dateline.date.day.map(|_| dateline)
}

/// `date` with another month or day, everything else as it is.
fn rewritten(sheet: &Sheet, date: Span, month: u32, day: u32) -> Option<Plant> {
    let text = date.of(&sheet.text);
    let (before, rest) = text.split_once('月')?;
    let head = before.trim_end();
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let space = if before.ends_with(' ') { " " } else { "" };
    Some(Plant::replace(
        date,
        format!("{head}{month}{space}月{space}{day}{space}{}", rest.get(rest.find('日')?..)?),
    ))
}

/// 8月32日, 13月2日, 2月30日.
pub fn date_impossible(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let date = date_in_text(sheet, random)?;
    let (month, day) = (date.month?, date.day?);
    let range = range_after(&sheet.text, &date).map_or(date.span, |(_, until)| date.span.to(until.span));
    let plant = match random.below(4) {
        0 => rewritten(sheet, date.span, 13 + random.below(6) as u32, day),
        1 => rewritten(sheet, date.span, 2, 30),
        2 => rewritten(sheet, date.span, *random.pick(&[4, 6, 9, 11])?, 31),
        _ => rewritten(sheet, date.span, month, 32 + random.below(60) as u32),
    };
    plant.map(|plant| plant.near(range))
}

/// An article that opens with a day of another month.
pub fn date_outside(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let dateline = dateline(sheet, random)?;
    let (month, day) = (dateline.date.month?, dateline.date.day?);
    let off = 1 + random.below(3) as u32;
    let other = if random.once_in(2) { (month + off - 1) % 12 + 1 } else { (month + 11 - off) % 12 + 1 };
    rewritten(sheet, sheet.place(dateline.date.span), other, day.min(28))
}

/// A day of the week that the day was not, where the text says which year it is of.
pub fn weekday_wrong(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let year = sheet.issue().period?.first.year();
    let dateline = dateline(sheet, random)?;
    if dateline.until.is_some() || sheet.text.matches(&year.to_string()).count() < 3 {
        return None;
    }
    let day = Date::new(year, dateline.date.month? as i8, dateline.date.day? as i8).ok()?;
    let names = ['一', '二', '三', '四', '五', '六', '日'];
    let right = names[day.weekday().to_monday_zero_offset() as usize];
    debug_assert_eq!(names[Weekday::Sunday.to_monday_zero_offset() as usize], '日');
    let wrong = random.pick(&names).copied().filter(|&name| name != right)?;
    let date = sheet.place(dateline.date.span);
    let at = date.end();
    match sheet.text[at..].starts_with("（星期") {
        true => {
            let name = Span::new(at, at + "（星期".len() + right.len_utf8());
            Some(Plant::replace(name, format!("（星期{wrong}")).near(date))
        }
        false => Some(Plant::replace(Span::at(at), format!("（星期{wrong}）")).near(date)),
    }
}

/// A word of two to four characters written twice.
pub fn word_doubled(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let chars = sheet.chars(sheet.body());
    let at = random.below(chars.len());
    let word_at = |at: usize| match chars.get(at..at + 2) {
        Some(&[(one, first), (two, second)]) => {
            (first != second && is_word(first, second)).then_some(one.to(two))
        }
        _ => None,
    };
    let between = |at: usize| match chars.get(at..at + 2) {
        Some(&[(_, first), (_, second)]) => is_word(first, second),
        _ => false,
    };
    let mut word = word_at(at).filter(|_| !at.checked_sub(1).is_some_and(between) && !between(at + 1))?;
    if random.once_in(3) {
        word = word_at(at + 2).filter(|_| !between(at + 3)).map_or(word, |next| word.to(next));
    }
    let again = Span::at(word.end());
    Some(Plant::replace(again, word.of(&sheet.text)).near(word))
}

/// One of the marks `needles` less in the document.
fn mark_lost(sheet: &Sheet, random: &mut Random, needles: &[&str]) -> Option<Plant> {
    let marks = sheet.find(Span::new(0, sheet.text.len()), needles);
    let &mark = random.pick(&marks)?;
    Some(Plant::remove(mark).near(sheet.lines(mark)))
}

pub fn quote_lost(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    mark_lost(sheet, random, &["“", "”"])
}

pub fn book_mark_lost(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    mark_lost(sheet, random, &["《", "》"])
}

pub fn bracket_lost(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    mark_lost(sheet, random, &["（", "）"])
}

/// A half-width comma between Chinese words.
pub fn comma_half_width(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let commas = sheet.find(sheet.body(), &["，"]);
    random.pick(&commas).map(|&comma| Plant::replace(comma, ","))
}

/// A stop, a comma or a pause mark struck twice.
pub fn stop_doubled(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let stops = sheet.find(sheet.body(), if random.once_in(2) { &["。"] } else { &["，", "、", "；"] });
    random.pick(&stops).map(|&stop| Plant::replace(stop, stop.of(&sheet.text).repeat(2)))
}

/// A person's name, once with a character that sounds or looks like its own.
pub fn name_misspelt(sheet: &Sheet, random: &mut Random) -> Option<Plant> {
    let &person = random.pick(sheet.people)?;
    let places = sheet.find(Span::new(0, sheet.text.len()), &[person]);
    let place = *random.pick(&places)?;
    let chars = sheet.chars(place);
    let &(span, c) = random.pick(&chars)?;
    debug_assert!(is_han(c));
    let other = characters::likely(random, c)?;
    Some(Plant::replace(span, other).near(place))
}
