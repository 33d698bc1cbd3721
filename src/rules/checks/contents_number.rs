//! A numbered document (澜政发〔2024〕12号) whose number in the contents is another one than under
//! its headline.

use crate::bulletin::{Contents, Issue};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::{is_han, is_space};

/// How far behind a headline its number stands, in bytes.
const REACH: usize = 120;
/// The longest code of an office, in characters.
const CODE: usize = 12;

struct Number;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Number))
}

impl Check for Number {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        for issue in &context.reading.issues {
            let Some(contents) = &issue.contents else { continue };
            for index in 0..contents.entries.len() {
                let Some((listed, printed)) = numbers(&flow.text, issue, contents, index) else { continue };
                let (one, other) = (written(listed.of(&flow.text)), written(printed.of(&flow.text)));
                if one != other {
                    let finding = Finding::at(listed).and(printed, "body").replace(other.as_str());
                    sink.report(finding.with("body", other));
                }
            }
        }
    }
}

/// The number of an entry in the contents and the one in the body.
fn numbers(text: &str, issue: &Issue, contents: &Contents, index: usize) -> Option<(Span, Span)> {
    let entry = &contents.entries[index];
    let article = issue.articles.get(entry.article?)?;
    let next = contents.entries.get(index + 1).map_or(contents.span.end(), |next| next.headline.start());
    let listed = number_in(text, Span::new(entry.headline.start(), next.max(entry.headline.end())))?;
    let end = article.body.end().min(article.headline.end() + REACH);
    Some((listed, number_in(text, Span::new(article.headline.end(), end))?))
}

/// The first 〔2024〕12号 that begins in `span`, with the code of the office before it.
fn number_in(text: &str, span: Span) -> Option<Span> {
    let bytes = text.as_bytes().get(span.start()..span.end())?;
    let open = span.start() + bytes.windows(3).position(|three| three == "〔".as_bytes())?;
    let rest = text.get(open + '〔'.len_utf8()..)?;
    let year = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest.get(year..)?.strip_prefix('〕')?.trim_start_matches(is_space);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let end = rest.get(digits..)?.strip_prefix('号').filter(|_| year == 4 && digits > 0)?;
    let code = text[..open].chars().rev().take(CODE).take_while(|&c| is_han(c));
    let start = open - code.map(char::len_utf8).sum::<usize>();
    Some(Span::new(start.max(span.start()), text.len() - end.len()))
}

/// Without the spaces that extraction leaves.
fn written(number: &str) -> String {
    number.chars().filter(|&c| !is_space(c)).collect()
}
