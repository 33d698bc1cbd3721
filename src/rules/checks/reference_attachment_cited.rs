//! A reference to an attachment that the list of attachments does not have: 见附件3, where it has two.

use super::reference_attachments::is_one_document;
use crate::facts::dates::DateFact;
use crate::rules::{Context, Finding, Sink};
use crate::text::Span;
use crate::text::boundary::{ceil, floor};
use crate::text::chars::{is_han, is_space};
use crate::text::numerals::{Script, numeral_at};

/// How far below a reference the list may stand, in bytes.
const REACH: usize = 30_000;
/// A document of more attachments is a collection.
const MOST: u64 = 30;
/// So many references between one and the list are looked at.
const MENTIONS: usize = 100;
/// How far before a reference another document is named that it belongs to, in bytes.
const BESIDE: usize = 24;
/// How far before a reference its title begins at the most, in bytes; and the characters of one.
const NAME: usize = 120;
const SHORTEST: usize = 4;
/// What is looked at behind a list, in bytes: more of it may stand there in another form.
const BEHIND: usize = 300;

/// A list of attachments (附件：1.… 2.…).
pub(super) struct ListOfAttachments {
    pub count: u64,
    /// From its first title to the last one.
    pub span: Span,
    /// With what stands behind it.
    pub whole: Span,
    /// The number and the title of each.
    pub titles: Vec<(u64, Span)>,
}

pub(super) fn report(context: &Context<'_>, lists: &[ListOfAttachments], sink: &mut Sink<'_>) {
    let text = &context.reading.flow.text;
    for hit in context.hits {
        let Some(number) = numeral_at(text, hit.span.end()) else { continue };
        let next = lists.partition_point(|list| list.span.start() <= hit.span.start());
        let Some(list) = lists.get(next) else { continue };
        let is_beyond = number.script == Script::Arabic && (list.count + 1..=MOST).contains(&number.value);
        let is_near = list.span.start() - hit.span.end() <= REACH
            && next.checked_sub(1).is_none_or(|before| lists[before].whole.end() <= hit.span.start());
        let between = || {
            let from = context.hits.partition_point(|other| other.span.start() <= hit.span.start());
            context.hits[from..].iter().take_while(|other| other.span.end() < list.span.start())
        };
        // A list in the midst of a line, or another document's.
        let is_next = || {
            between().take(MENTIONS).all(|other| {
                let is_list = other.span.start() >= list.whole.start();
                is_list || !text[other.span.end()..].starts_with(['：', ':'])
            })
        };
        if is_near && number.script == Script::Arabic && is_next() {
            let label = hit.span.to(number.span);
            titled_otherwise(text, label, number.value, list)
                .into_iter()
                .for_each(|finding| sink.report(finding));
        }
        if is_beyond && is_near && is_next() && is_meant(context, hit.span, list) && is_whole(text, list) {
            let finding = Finding::at(hit.span.to(number.span)).and(list.span, "list");
            sink.report(finding.with("count", list.count.to_string()));
        }
    }
}

/// 《任务分工表》（附件2）, where the list has that as 附件1.
fn titled_otherwise(text: &str, label: Span, number: u64, list: &ListOfAttachments) -> Option<Finding> {
    let low = ceil(text, label.start().saturating_sub(NAME));
    let before = text.get(low..label.start())?;
    let named = before.trim_end_matches(['见', '详', '附', '（', '(', '附', '后', '：']);
    let name = match named.strip_suffix('》') {
        Some(titled) if named.len() < before.len() || before.ends_with('》') => {
            titled.rsplit('《').next()?
        }
        _ if before.ends_with('见') => {
            let clause = named.rsplit(|c| !is_han(c)).next()?;
            ["各地的", "具体的", "具体", "相关", "有关", "的"]
                .iter()
                .fold(clause, |name, lead| name.strip_prefix(lead).unwrap_or(name))
        }
        _ => return None,
    };
    let is_of = |title: Span| {
        let title = title.of(text);
        title == name
            || name.chars().count() >= SHORTEST && (title.ends_with(name) || title.starts_with(name))
    };
    let mut of_name = list.titles.iter().filter(|(_, title)| is_of(*title));
    let (other, title) = of_name.next().filter(|_| of_name.next().is_none())?;
    (*other != number && name.chars().count() >= SHORTEST).then(|| {
        let finding = Finding::at(label).saying("titled").and(*title, "list").with("name", name);
        finding.with("other", other.to_string()).replace(format!("附件{other}"))
    })
}

/// Whether the reference is one of the document's own text, and not to another document (《…》附件3).
fn is_meant(context: &Context<'_>, word: Span, list: &ListOfAttachments) -> bool {
    let flow = &context.reading.flow;
    let paragraph = flow.paragraphs[flow.paragraph_index(word.start())].span;
    let before = Span::new(paragraph.start(), word.start()).of(&flow.text);
    let near = ceil(before, before.len().saturating_sub(BESIDE));
    let stands_alone = |fact: &DateFact| {
        let paragraph = flow.paragraphs[flow.paragraph_index(fact.span().start())].span;
        paragraph.of(&flow.text).trim() == fact.span().of(&flow.text)
    };
    let between = Span::new(word.end(), list.span.start());
    // A label of an attachment in the midst of a long line.
    let opens = before.chars().next_back().is_none_or(is_space);
    let is_own =
        !before[near..].contains(['》', '〕']) && is_one_document(context, word.start(), between.end());
    !opens && is_own && !context.facts.dates().within(between).iter().any(stands_alone)
}

/// Whether no more of the list stands behind what was read of it.
fn is_whole(text: &str, list: &ListOfAttachments) -> bool {
    let next = list.count + 1;
    let high = floor(text, list.span.end() + BEHIND);
    let behind = text.get(list.span.start()..high).unwrap_or_default();
    let head = behind.split("附件").next().unwrap_or_default();
    !["", "（"].iter().any(|open| {
        [".", "．", "、", "）", " ", "："].iter().any(|mark| head.contains(&format!("{open}{next}{mark}")))
    })
}
