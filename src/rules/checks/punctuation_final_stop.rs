//! A paragraph of prose that ends without a stop, where the others of the document have theirs.

use crate::bulletin::{Flow, Role};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::{is_han, is_space};
use crate::text::numerals::after_ordinal;

/// A paragraph of fewer bytes may be a heading or a line of a list.
const SHORTEST: usize = 90;
/// The last clause is a sentence's, and not a signature, from so many characters on.
const CLAUSE: usize = 6;
/// Where more than one paragraph in so many lacks its stop, lines are broken otherwise than read.
const SELDOM: usize = 12;

struct FinalStop;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(FinalStop))
}

impl Check for FinalStop {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for issue in &context.reading.issues {
            let (mut prose, mut open) = (0, Vec::new());
            for end in ends(&context.reading.flow, issue.span) {
                prose += 1;
                open.extend(end);
            }
            if open.len() * SELDOM <= prose {
                for end in open {
                    sink.report(Finding::at(Span::at(end)).replace("。"));
                }
            }
        }
    }
}

/// For each paragraph of prose within `span`, where its stop is missing.
fn ends(flow: &Flow, span: Span) -> impl Iterator<Item = Option<usize>> {
    let paragraphs = span.select(&flow.paragraphs, |paragraph| paragraph.span);
    paragraphs.iter().filter(|paragraph| paragraph.role == Role::Text).filter_map(|paragraph| {
        let text = flow.of(paragraph.span).trim_end_matches(is_space);
        let last = text.rsplit(['。', '！', '？']).next()?;
        let is_prose = text.len() >= SHORTEST && text.contains('，') && last.len() < text.len();
        let is_prose = is_prose || text.contains('，') && is_article(text);
        is_prose.then(|| is_unfinished(last).then_some(paragraph.span.start() + text.len()))
    })
}

/// 第八条　…: an article of a regulation is a sentence, however short.
fn is_article(text: &str) -> bool {
    let rest = after_ordinal(text).and_then(|rest| rest.strip_prefix('条'));
    rest.is_some_and(|rest| rest.starts_with(is_space))
}

/// The clause ends in a word, and is no by-line (记者 王鼎 摄), date, title or list.
fn is_unfinished(last: &str) -> bool {
    let clause = last.trim_start_matches(is_space);
    let is_list = clause.contains('、') && !clause.contains('，');
    let is_clause = clause.chars().count() >= CLAUSE && !clause.contains(is_space) && !is_list;
    let is_signed = clause.ends_with(['日', '摄', '文', '图', '讯', '等']) || clause.contains("关于");
    is_clause && !is_signed && !clause.contains('《') && clause.ends_with(is_han)
}
