//! A space between the two characters of a word: 企 业.

use memchr::memchr_iter;

use crate::bulletin::Role;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::{is_han, is_space};
use crate::text::words::is_word;

/// More spaces than this between Han characters were put there by who extracted or aligned the text.
const SELDOM: usize = 3;
/// A paragraph of fewer bytes may be a heading, or a name that is aligned.
const SHORTEST: usize = 45;

struct SpaceInWord;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(SpaceInWord))
}

impl Check for SpaceInWord {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let spaces = memchr_iter(b' ', flow.text.as_bytes()).filter_map(|at| around(&flow.text, at));
        let spaces: Vec<_> = spaces.take(SELDOM + 1).collect();
        if spaces.len() > SELDOM {
            return;
        }
        for (space, [before, first, second, after]) in spaces {
            let paragraph = &flow.paragraphs[flow.paragraph_index(space.start())];
            let is_prose = paragraph.role == Role::Text && paragraph.span.len() >= SHORTEST;
            // Beside a word it parts clauses: 会议 决定.
            let parts_words = is_word(before, first) || is_word(second, after);
            let is_aligned = is_space(before) || is_space(after);
            if is_prose && !parts_words && !is_aligned && is_word(first, second) {
                let word = String::from_iter([first, second]);
                sink.report(Finding::at(space).replace("").with("word", word));
            }
        }
    }
}

/// One space between Han characters, with two characters on either side.
fn around(text: &str, at: usize) -> Option<(Span, [char; 4])> {
    let (mut before, mut after) = (text[..at].chars().rev(), text[at + 1..].chars());
    let (first, second) = (before.next().filter(|&c| is_han(c))?, after.next().filter(|&c| is_han(c))?);
    Some((Span::new(at, at + 1), [before.next()?, first, second, after.next()?]))
}
