//! The attachments that a document lists against those that stand behind it: 附件：1.… 2.…, and
//! below 附件1, 附件2, each with its title.

use super::reference_attachment_cited::{self as attachment_cited, ListOfAttachments};
use crate::bulletin::{Flow, Role};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::{is_han, is_space};
use crate::text::fold::{folded_chars, similarity};
use crate::text::numerals::numeral_at;

const NEEDLES: [&str; 1] = ["附件"];
/// What says that an attachment is not printed.
const LEFT_OUT: [&str; 7] = ["略", "另发", "另附", "下载", "网站", "不公开", "不发"];
/// The longest title, in bytes, and the lines that it takes at most.
const TITLE: usize = 240;
const LINES: usize = 3;
/// Two wordings of one title have so much in common.
const ALIKE: f64 = 0.65;

/// Looks at titles, at what is missing, or at what the text refers to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attachments {
    Titles,
    Missing,
    Cited,
}

pub(super) fn title(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Attachments::Titles))
}

pub(super) fn missing(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Attachments::Missing))
}

pub(super) fn cited(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Attachments::Cited))
}

impl Check for Attachments {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let notes = notes(flow, context);
        for note in &notes {
            match self {
                Attachments::Titles => {
                    note.standing.iter().for_each(|standing| title_of(flow, note, standing, sink))
                }
                Attachments::Missing if !note.standing.is_empty() => note.lacks(flow, sink),
                _ => {}
            }
        }
        if *self == Attachments::Cited {
            attachment_cited::report(context, &lists(&notes), sink);
        }
    }
}

/// An attachment by its number, in the list or over itself.
struct Attachment {
    number: u64,
    /// Its line in the list, or its label (附件2).
    span: Span,
    /// Its title; over several lines where it stands, so that there are several readings of it.
    titles: Vec<Span>,
}

/// A list of attachments (附件说明), and those that stand behind it.
#[derive(Default)]
struct Note {
    listed: Vec<Attachment>,
    standing: Vec<Attachment>,
    span: Span,
}

/// The lists, each with the number of its attachments and their last title.
fn lists(notes: &[Note]) -> Vec<ListOfAttachments> {
    let list = |note: &Note| {
        let (first, last) = (note.listed.first()?, note.listed.last()?);
        let titles = note.listed.iter().map(|listed| (listed.number, listed.span)).collect();
        let span = first.span.to(last.span);
        Some(ListOfAttachments { count: last.number, span, whole: note.span, titles })
    };
    notes.iter().filter_map(list).collect()
}

/// The lists of the document with what stands behind each, up to the next one.
fn notes(flow: &Flow, context: &Context<'_>) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut last = None;
    for hit in context.hits {
        let index = flow.paragraph_index(hit.span.start());
        let paragraph = flow.paragraphs[index].span;
        let opens = flow.text[paragraph.start()..hit.span.start()].chars().all(is_space);
        if !opens || last == Some(index) {
            continue;
        }
        last = Some(index);
        let rest = Span::new(hit.span.end(), paragraph.end());
        match rest.of(&flow.text).trim_start().starts_with(['：', ':']) {
            true => {
                notes.push(Note { listed: listed(flow, index, rest), span: paragraph, ..Note::default() })
            }
            false => {
                let same = |note: &&mut Note| is_one_document(context, note.span.start(), hit.span.start());
                if let Some(note) = notes.last_mut().filter(same) {
                    note.standing.extend(standing(flow, index, hit.span, rest, note.listed.len()));
                    note.span = note.span.to(paragraph);
                }
            }
        }
    }
    notes
}

/// True where both places lie behind one headline of the contents; an issue without them is one
/// document.
pub(super) fn is_one_document(context: &Context<'_>, one: usize, other: usize) -> bool {
    let issue = context.reading.issue_at(one).filter(|issue| issue.contents.is_some());
    let listed =
        || issue.into_iter().flat_map(|issue| &issue.articles).filter(|article| article.entry.is_some());
    let behind =
        |at: usize| listed().map(|article| article.headline).take_while(|line| line.start() <= at).last();
    behind(one) == behind(other)
}

/// The items of a list that `rest` of paragraph `index` begins: `：1.名单`, and the lines below.
fn listed(flow: &Flow, index: usize, rest: Span) -> Vec<Attachment> {
    let first = trimmed(flow, rest, &['：', ':']);
    let Some(opening) = item(flow, first) else {
        return Vec::from([Attachment { number: 1, span: first, titles: vec![first] }]);
    };
    let below = flow.paragraphs[index + 1..].iter().map_while(|paragraph| item(flow, paragraph.span));
    let counted = (1..).zip(std::iter::once(opening).chain(below));
    counted.take_while(|(number, item)| item.number == *number).map(|(_, item)| item).collect()
}

/// `2.任务分工表`
fn item(flow: &Flow, span: Span) -> Option<Attachment> {
    let line = trimmed(flow, span, &[]);
    let numeral = numeral_at(&flow.text, line.start())?;
    let rest = Span::new(numeral.span.end().min(line.end()), line.end());
    let title = trimmed(flow, rest, &['.', '．', '、']);
    let is_item = title.start() > rest.start() && !title.is_empty() && title.len() <= TITLE;
    is_item.then(|| Attachment { number: numeral.value, span: title, titles: vec![title] })
}

/// The attachment that the line `附件2` or `附件2　任务分工表` opens.
fn standing(flow: &Flow, index: usize, label: Span, rest: Span, listed: usize) -> Option<Attachment> {
    let numeral = numeral_at(&flow.text, trimmed(flow, rest, &[]).start())
        .filter(|numeral| numeral.span.end() <= rest.end());
    let number = match &numeral {
        Some(numeral) => numeral.value,
        None => Some(1).filter(|_| listed == 1)?,
    };
    let end = numeral.map_or(label.end(), |numeral| numeral.span.end());
    let after = Span::new(end, rest.end());
    let own = trimmed(flow, after, &['：', ':']);
    let apart = own.is_empty() || own.start() > end;
    if !apart || own.of(&flow.text).contains(['。', '，', '；']) {
        return None;
    }
    let below = flow.paragraphs.get(index + 1..)?.iter().take(LINES);
    let lines = below.take_while(|line| line.role != Role::ContentsEntry && line.span.len() <= TITLE);
    let titles = match own.is_empty() {
        true => {
            let lines: Vec<Span> = lines.map(|line| line.span).collect();
            lines.iter().map(|line| lines[0].to(*line)).collect()
        }
        false => std::iter::once(own).chain(lines.map(|line| own.to(line.span))).collect(),
    };
    Some(Attachment { number, span: label.to(Span::at(end)), titles })
}

/// `span` without white space around it, and without these marks before it.
fn trimmed(flow: &Flow, span: Span, marks: &[char]) -> Span {
    let text = flow.of(span);
    let inner = text.trim_start_matches(|c: char| is_space(c) || marks.contains(&c));
    let start = span.start() + text.len() - inner.len();
    Span::new(start, start + inner.trim_end_matches(|c: char| is_space(c) || "；。，".contains(c)).len())
}

impl Note {
    /// Reports what is listed and does not stand there, and the other way about.
    fn lacks(&self, flow: &Flow, sink: &mut Sink<'_>) {
        let left_out = LEFT_OUT.iter().any(|word| self.span.of(&flow.text).contains(word));
        let Some(last) = self.standing.last().filter(|_| self.listed.len() > 1 && !left_out) else { return };
        let has = |those: &[Attachment], number| those.iter().any(|that| that.number == number);
        for listed in self.listed.iter().filter(|listed| !has(&self.standing, listed.number)) {
            let finding = Finding::at(listed.span).with("number", listed.number.to_string());
            sink.report(finding.and(last.span, "last"));
        }
        for standing in self.standing.iter().filter(|standing| !has(&self.listed, standing.number)) {
            let count = self.listed.len().to_string();
            let finding = Finding::at(standing.span).saying("unlisted").with("count", count);
            sink.report(finding.and(self.listed[0].span, "list"));
        }
    }
}

/// Reports the title of `standing` where the list has another under its number.
fn title_of(flow: &Flow, note: &Note, standing: &Attachment, sink: &mut Sink<'_>) {
    let bare = |span: Span| -> Vec<char> {
        folded_chars(span.of(&flow.text)).filter(|&c| is_han(c) || c.is_alphanumeric()).collect()
    };
    let readings: Vec<(Span, Vec<char>)> =
        standing.titles.iter().map(|&title| (title, bare(title))).collect();
    let is_titled = |listed: &Attachment| {
        let title = bare(listed.span);
        readings.iter().any(|(_, reading)| holds(reading, &title) || holds(&title, reading))
    };
    let Some(own) = note.listed.iter().find(|listed| listed.number == standing.number) else { return };
    let Some(&(first, _)) = readings.first().filter(|_| !is_titled(own)) else { return };
    let report = |finding: Finding| {
        let finding = finding.with("number", standing.number.to_string()).labelled("standing");
        finding.with("listed", own.span.of(&flow.text)).and(own.span, "listed")
    };
    if let Some(other) = note.listed.iter().find(|listed| is_titled(listed)) {
        let finding = Finding::at(first).saying("other").with("other", other.number.to_string());
        return sink.report(report(finding));
    }
    let wanted = bare(own.span);
    let alike = readings.iter().map(|(title, reading)| (*title, similarity(reading, &wanted)));
    if let Some((title, _)) = alike.filter(|&(_, alike)| alike >= ALIKE).max_by(|a, b| a.1.total_cmp(&b.1)) {
        sink.report(report(Finding::at(title)));
    }
}

/// True where `title` begins or ends `whole`, or stands in it: the name of the office may go before.
fn holds(whole: &[char], title: &[char]) -> bool {
    title.len() >= 3 && whole.windows(title.len()).any(|part| part == title)
}
