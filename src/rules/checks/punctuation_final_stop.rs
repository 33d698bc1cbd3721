//! A paragraph of prose that ends without a stop, where the others of the document have theirs.

use crate::bulletin::{Flow, Paragraph, Role, opens_entry, opens_item};
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
                    let finding = Finding::at(end).replace("。");
                    sink.report(if end.is_empty() { finding } else { finding.saying("other") });
                }
            }
        }
    }
}

/// For each paragraph of prose within `span`, where its stop is missing, or what stands there.
fn ends(flow: &Flow, span: Span) -> impl Iterator<Item = Option<Span>> {
    let paragraphs = span.select(&flow.paragraphs, |paragraph| paragraph.span);
    (0..paragraphs.len()).filter(|&at| paragraphs[at].role == Role::Text).filter_map(move |at| {
        let text = flow.of(paragraphs[at].span).trim_end_matches(is_space);
        let words = text.trim_end_matches(['，', '、']);
        let start = paragraphs[at].span.start();
        let mark = Span::new(start + words.len(), start + text.len());
        let last = words.rsplit(['。', '！', '？']).next()?;
        let is_prose = text.len() >= SHORTEST && text.contains('，') && last.len() < words.len();
        let is_prose = is_prose || text.contains('，') && (is_article(text) || opens_entry(text));
        let is_open = match mark.is_empty() {
            true => is_unfinished(last),
            // A page may cut the paragraph here, unless something begins behind it.
            false => paragraphs.get(at + 1).is_none_or(|next| begins(flow, next)),
        };
        is_prose.then_some(is_open.then_some(mark))
    })
}

/// A heading, an item of a list, an article or an entry of a chronicle.
fn begins(flow: &Flow, paragraph: &Paragraph) -> bool {
    let text = flow.of(paragraph.span);
    paragraph.role != Role::Text || opens_item(text) || opens_entry(text)
}

/// 第八条　…: an article of a regulation is a sentence, however short.
fn is_article(text: &str) -> bool {
    let rest = after_ordinal(text).and_then(|rest| rest.strip_prefix('条'));
    rest.is_some_and(|rest| rest.starts_with(is_space))
}

/// The clause ends in a word or a figure, and is no by-line (记者 王鼎 摄), date, title or list.
fn is_unfinished(last: &str) -> bool {
    let clause = last.trim_start_matches(is_space);
    let is_list = clause.contains('、') && !clause.contains('，');
    let is_clause = clause.chars().count() >= CLAUSE && !clause.contains(is_space) && !is_list;
    let is_signed = clause.ends_with(['日', '摄', '文', '图', '讯', '等']) || clause.contains("关于");
    let ends_open = clause.trim_end_matches('”').ends_with(|c| is_han(c) || c == '%');
    is_clause && !is_signed && !clause.contains('《') && ends_open
}
