//! A sentence that stands twice in one paragraph or the next, and a clause twice in a row, as it happens when
//! text is pasted and moved.

use foldhash::HashMap;

use crate::bulletin::{Flow, Role};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;

/// The characters of a sentence that does not stand twice in one paragraph by chance, and in two.
const SAME: usize = 15;
const NEXT: usize = 20;
/// The bytes of a clause that is not said twice in a row for its sound.
const CLAUSE: usize = 18;
/// No character takes more bytes, and no sentence is shorter in them.
const BYTES: usize = 3;
/// What one says again in the same words.
const FORMULAS: [&str; 10] =
    ["主席团", "依法", "规定", "罚款", "责令", "处分", "应当", "可以", "不得", "有期徒刑"];
/// What ends a sentence.
const ENDS: [char; 3] = ['。', '！', '？'];

struct RepeatedSentence;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(RepeatedSentence))
}

impl Check for RepeatedSentence {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let mut seen: HashMap<&str, (usize, Span)> = HashMap::default();
        for (index, paragraph) in flow.paragraphs.iter().enumerate() {
            if paragraph.role != Role::Text || paragraph.span.len() < SAME * BYTES {
                continue;
            }
            let text = flow.of(paragraph.span);
            // Articles of laws say alike what is alike, and amendments quote them.
            let is_law = text.starts_with('第') && text.chars().take(9).any(|c| c == '条');
            if is_law || text.contains("改为") {
                continue;
            }
            let mut start = paragraph.span.start();
            for sentence in text.split_inclusive(ENDS) {
                let span = Span::new(start, start + sentence.len());
                start = span.end();
                if let Some(finding) = clause(flow, span) {
                    sink.report(finding);
                }
                if sentence.len() < SAME * BYTES || !sentence.ends_with(ENDS) {
                    continue;
                }
                let Some((before, first)) = seen.insert(sentence, (index, span)) else { continue };
                if is_slip(sentence, index - before) {
                    sink.report(Finding::at(span).and(first, "first").replace(""));
                }
            }
        }
    }
}

/// Whether the same sentence so many paragraphs on is no refrain, formula or speech.
fn is_slip(sentence: &str, apart: usize) -> bool {
    let length = sentence.chars().filter(|&c| is_han(c) || c.is_ascii_digit()).count();
    let least = if apart == 0 { SAME } else { NEXT };
    let is_quoted = sentence.contains(['“', '”', '：', '《']) && apart > 0;
    apart <= 1 && length >= least && !is_quoted && !FORMULAS.iter().any(|word| sentence.contains(word))
}

/// 全力破解难题，全力破解难题，: the same clause twice in a row.
fn clause(flow: &Flow, sentence: Span) -> Option<Finding> {
    let mut start = sentence.start();
    let mut before: Option<Span> = None;
    for clause in flow.of(sentence).split_inclusive(['，', '；']) {
        let span = Span::new(start, start + clause.len());
        start = span.end();
        let is_again = |first: &Span| first.len() == span.len() && flow.of(*first) == clause;
        // What is sung or cried says so.
        let is_said_aloud = flow.of(sentence)[..span.start() - sentence.start()].contains('“');
        if let Some(first) =
            before.filter(|_| !is_said_aloud && clause.len() >= CLAUSE + BYTES).filter(is_again)
        {
            let is_said = clause.chars().filter(|&c| is_han(c)).count() * BYTES >= CLAUSE;
            return is_said.then(|| Finding::at(span).saying("clause").and(first, "first").replace(""));
        }
        before = Some(span);
    }
    None
}
