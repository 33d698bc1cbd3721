//! Whether a sentence speaks of former times, or of what a place was before.

use crate::text::Span;
use crate::text::boundary::{ceil, floor};
use crate::text::chars::is_han;

/// Words of a sentence that tells of the past or of a change.
const PAST: [&str; 47] = [
    "原名",
    "原属",
    "原为",
    "旧称",
    "旧属",
    "古称",
    "古代",
    "史称",
    "时称",
    "时属",
    "曾属",
    "曾为",
    "曾任",
    "时任",
    "前身",
    "原隶属",
    "曾隶属",
    "改隶",
    "先后隶属",
    "划归",
    "划入",
    "并入",
    "析置",
    "改名",
    "改称",
    "更名",
    "改为",
    "撤县",
    "撤市",
    "撤区",
    "撤销",
    "设市",
    "设区",
    "设立",
    "升格",
    "民国",
    "清代",
    "明代",
    "清朝",
    "解放前",
    "抗战",
    "抗日",
    "红军",
    "解放战争",
    "年间",
    "时期",
    "出生",
];
/// Marks that end a sentence.
const STOPS: [char; 5] = ['。', '！', '？', '；', '\n'];
/// A sentence is looked at so far from the place, in bytes.
const REACH: usize = 300;

/// True where the sentence around `span` tells of the past, or names a year before `since`.
pub fn is_past(text: &str, span: Span, since: i16) -> bool {
    let sentence = sentence(text, span);
    PAST.iter().any(|word| sentence.contains(word)) || years(sentence).any(|year| year < since)
}

/// The sentence around `span`, or what is near of it.
fn sentence(text: &str, span: Span) -> &str {
    let low = ceil(text, span.start().saturating_sub(REACH));
    let high = floor(text, span.end() + REACH);
    let before = text.get(low..span.start()).unwrap_or_default();
    let after = text.get(span.end()..high).unwrap_or_default();
    let start = before.rfind(STOPS).map_or(low, |at| low + at);
    let end = after.find(STOPS).map_or(high, |at| span.end() + at);
    text.get(start..end).unwrap_or_default()
}

/// The years that are written with four digits.
fn years(text: &str) -> impl Iterator<Item = i16> {
    numbers(text).map(|(_, year)| year)
}

/// The years that open a clause, so that they say when something was.
pub fn opening_years(text: &str) -> impl Iterator<Item = i16> {
    let opens = |&(at, _): &(usize, i16)| !text[..at].ends_with(|c| is_han(c) || c.is_ascii());
    numbers(text).filter(opens).map(|(_, year)| year)
}

/// Numbers of four digits that may be years, with their places.
fn numbers(text: &str) -> impl Iterator<Item = (usize, i16)> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let numbered = digits
        .filter_map(|digits| Some((digits.as_ptr() as usize - text.as_ptr() as usize, digits.parse().ok()?)));
    numbered.filter(|(_, year)| (1000..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_is_told_by_its_words_and_years() {
        let past = |text: &str| {
            let at = text.find("偃师市").unwrap();
            is_past(text, Span::new(at, at + "偃师市".len()), 2021)
        };
        assert!(past("2018年，偃师市获评先进。") && past("撤销偃师市，设立偃师区。"));
        assert_eq!(opening_years("2023年，申办2030年").collect::<Vec<_>>(), [2023]);
        assert!(!past("2018年开工。偃师市获评先进。") && !past("2023年，偃师市获评先进。"));
    }
}
