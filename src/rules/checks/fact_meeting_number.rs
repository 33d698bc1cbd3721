//! One meeting under two numbers: what the 第40次常务会议 passed, the 第41次 did too.

use foldhash::HashMap;

use crate::facts::marks::Kind;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::{Numeral, numeral_before};
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 6] = ["次常务会议", "次会议", "次主席会议", "次主任会议", "次常委会会议", "次全体会议"];
/// What a meeting does with a document once.
const PASSES: [&str; 4] = ["审议通过", "表决通过", "通过《", "通过了《"];
/// How far from the meeting the document may stand, in bytes.
const REACH: usize = 300;

struct MeetingNumber;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(MeetingNumber))
}

impl Check for MeetingNumber {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut known: HashMap<(u32, char, &str), Numeral> = HashMap::default();
        for hit in context.hits {
            let Some((body, number)) = meeting(text, hit.span.start()) else { continue };
            for title in passed(context, hit.span) {
                let first = *known.entry((hit.needle, body, title.of(text))).or_insert(number);
                if first.value != number.value {
                    let finding = Finding::at(number.span).and(first.span, "first").and(title, "title");
                    let finding = finding.with("title", title.of(text));
                    sink.report(finding.with("first", first.span.of(text)));
                    break;
                }
            }
        }
    }
}

/// The number of 第40次常务会议, its 次 at byte `at`, and the character before 第.
fn meeting(text: &str, at: usize) -> Option<(char, Numeral)> {
    let number = numeral_before(text, at)?;
    let before = text.get(..number.span.start())?.strip_suffix('第')?;
    let body = before.chars().next_back().filter(|&c| is_han(c))?;
    Some((body, number))
}

/// The titles of what the meeting of this sentence passed.
fn passed(context: &Context<'_>, meeting: Span) -> Vec<Span> {
    let text = &context.reading.flow.text;
    let sentence = sentence_around(text, meeting, REACH);
    let after = Span::new(meeting.end(), sentence.end());
    let before = Span::new(sentence.start(), meeting.start());
    let passes = |span: Span| PASSES.iter().any(|word| span.of(text).contains(word));
    if !passes(after)
        || [before, after].iter().any(|part| NEEDLES.iter().any(|word| part.of(text).contains(word)))
    {
        return Vec::new();
    }
    let pairs = &context.facts.marks().pairs;
    let from = pairs.partition_point(|pair| pair.span().start() < sentence.start());
    let within = pairs[from..].iter().take_while(|pair| pair.span().start() < sentence.end());
    let titles = within.filter(|pair| pair.kind == Kind::Title).map(|pair| pair.inner());
    titles.filter(|title| title.len() >= 18).collect()
}
