//! Where the partner of a lone mark was most likely meant to stand.

use crate::bulletin::Reading;
use crate::facts::marks::{Kind, Mark, Marks};
use crate::text::Span;

/// Nouns that end the title of a document.
const DOCUMENTS: &[&str] = &[
    "实施办法",
    "管理办法",
    "实施方案",
    "实施意见",
    "工作报告",
    "通知",
    "意见",
    "办法",
    "方案",
    "条例",
    "规定",
    "决定",
    "规划",
    "纲要",
    "细则",
    "计划",
    "报告",
    "通报",
    "公告",
    "章程",
    "准则",
    "规则",
    "清单",
    "措施",
    "法",
];

/// Where the partner of `mark` is missing: in a clause, or right behind what is surely a title.
pub(super) fn place(reading: &Reading, marks: &Marks, mark: Mark) -> Span {
    let flow = &reading.flow;
    let paragraph =
        flow.paragraphs.get(flow.paragraph_index(mark.span.start())).map_or(mark.span, |p| p.span);
    if mark.opens {
        let clause = Span::new(mark.span.end(), paragraph.end());
        let text = clause.of(&flow.text);
        let limit =
            next_of_kind(marks, mark).filter(|&at| at < paragraph.end()).map(|at| at - mark.span.end());
        let sentence = sentence_end(&text[..limit.unwrap_or(text.len()).min(text.len())]);
        // A title ends at its noun or, with a note behind that, at the end of the clause.
        let title = title_end(sentence).filter(|_| mark.kind == Kind::Title);
        let (start, length) = match title {
            Some(length) => (length, length + clause_end(&sentence[length..]).len()),
            None => (0, sentence.len()),
        };
        Span::new(mark.span.end() + start, mark.span.end() + length)
    } else {
        let before = last_of_kind(marks, mark).unwrap_or(0).max(paragraph.start());
        let text = Span::new(before, mark.span.start()).of(&flow.text);
        let ends = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
        Span::new(before + text.rfind(['。', '；', '！', '？', '\t']).map_or(0, ends), mark.span.start())
    }
}

/// The straight quotation mark that stands for the partner of `mark`, in the same clause.
pub(super) fn straight(reading: &Reading, mark: Mark) -> Option<Span> {
    if mark.kind != Kind::Quote {
        return None;
    }
    let flow = &reading.flow;
    let paragraph = flow.paragraphs.get(flow.paragraph_index(mark.span.start()))?.span;
    let at = if mark.opens {
        let text = Span::new(mark.span.end(), paragraph.end()).of(&flow.text);
        mark.span.end()
            + text
                .find([QUOTES, &STOPS[..4]].concat().as_slice())
                .filter(|&at| text[at..].starts_with(QUOTES))?
    } else {
        let text = Span::new(paragraph.start(), mark.span.start()).of(&flow.text);
        paragraph.start()
            + text
                .rfind([QUOTES, &STOPS[..4]].concat().as_slice())
                .filter(|&at| text[at..].starts_with(QUOTES))?
    };
    let length = flow.text.get(at..)?.chars().next()?.len_utf8();
    Some(Span::new(at, at + length))
}

const QUOTES: &[char] = &['"', '＂'];

const STOPS: [char; 9] = ['。', '；', '！', '？', '，', '：', '…', '\t', '、'];

/// `text` up to the end of the sentence or the leader of a contents line.
fn sentence_end(text: &str) -> &str {
    let end = text.find(['。', '；', '！', '？', '\t']).unwrap_or(text.len());
    let leader = LEADERS.iter().filter_map(|leader| text.find(leader)).min();
    text[..end.min(leader.unwrap_or(end))].trim_end()
}

const LEADERS: [&str; 3] = ["..", "··", "……"];

/// `text` up to a stop or the leader of a contents line.
fn clause_end(text: &str) -> &str {
    let end = text.find(STOPS).unwrap_or(text.len());
    let leader = LEADERS.iter().filter_map(|leader| text.find(leader)).min();
    text[..end.min(leader.unwrap_or(end))].trim_end()
}

/// How much of `clause` is a title, if it has a document noun: up to the first one.
fn title_end(clause: &str) -> Option<usize> {
    DOCUMENTS.iter().filter_map(|noun| clause.find(noun).map(|at| at + noun.len())).min()
}

/// Where the last pair of the mark's kind before it ends.
fn last_of_kind(marks: &Marks, mark: Mark) -> Option<usize> {
    let before = marks.pairs.partition_point(|pair| pair.open.start() < mark.span.start());
    let mut last = marks.pairs[..before].iter().rev().take(64).filter(|pair| pair.kind == mark.kind);
    last.next().map(|pair| pair.close.end()).filter(|&end| end <= mark.span.start())
}

fn next_of_kind(marks: &Marks, mark: Mark) -> Option<usize> {
    let after = marks.pairs.partition_point(|pair| pair.open.start() <= mark.span.start());
    let next = marks.pairs[after..].iter().take(64).find(|pair| pair.kind == mark.kind)?;
    Some(next.open.start())
}
