//! The number of an official document as it is written: 澜政发〔2024〕12号 (GB/T 9704—2012, 7.2.5).

use super::Span;
use super::boundary::floor;
use super::chars::{is_han, is_space};
use super::numerals::numeral_at;

/// The longest code of an office, in characters.
const CODE: usize = 12;

/// A number with the year in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentNumber {
    /// From the code of the office to 号.
    pub span: Span,
    /// The year's four digits.
    pub year: Span,
}

impl DocumentNumber {
    /// The year that it is of.
    pub fn year(&self, text: &str) -> Option<i32> {
        self.year.of(text).parse().ok()
    }

    /// The number without the spaces that extraction leaves.
    pub fn written(&self, text: &str) -> String {
        self.span.of(text).chars().filter(|&c| !is_space(c)).collect()
    }
}

/// The first number whose 〔 stands in `span`.
pub fn first_in(text: &str, span: Span) -> Option<DocumentNumber> {
    let within = text.get(span.start()..floor(text, span.end()))?;
    within.match_indices('〔').find_map(|(at, _)| at_bracket(text, span.start() + at))
}

/// The number whose 〔 stands at byte `open`.
pub fn at_bracket(text: &str, open: usize) -> Option<DocumentNumber> {
    text.get(open..)?.starts_with('〔').then(|| at_any_bracket(text, open))?
}

/// The number whose bracket stands at byte `open`, a wrong one too: `澜政发[2024]12号`.
pub fn at_any_bracket(text: &str, open: usize) -> Option<DocumentNumber> {
    const BRACKETS: [(char, char); 4] = [('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】')];
    let opening = text.get(open..)?.chars().next()?;
    let (_, closing) = BRACKETS.into_iter().find(|&(bracket, _)| bracket == opening)?;
    let year = numeral_at(text, open + opening.len_utf8()).filter(|year| year.length == 4)?;
    let rest = text.get(year.span.end()..)?.strip_prefix(closing)?.trim_start_matches(is_space);
    let number = numeral_at(text, text.len() - rest.len())?;
    let end = text.get(number.span.end()..)?.strip_prefix('号')?;
    let code = text[..open].chars().rev().take(CODE).take_while(|&c| is_han(c));
    let start = open - code.map(char::len_utf8).sum::<usize>();
    Some(DocumentNumber { span: Span::new(start, text.len() - end.len()), year: year.span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_an_office_a_year_and_a_count() {
        let text = "根据《办法》（澜政发〔2024〕 12号）要求";
        let found = first_in(text, Span::new(0, text.len())).unwrap();
        assert_eq!((found.written(text).as_str(), found.year(text)), ("澜政发〔2024〕12号", Some(2024)));
        for text in ["〔24〕12号", "〔2024〕号", "〔2024〕12页", "（2024）12号"] {
            assert_eq!(first_in(text, Span::new(0, text.len())), None, "{text}");
        }
    }
}
