//! Half-width marks between Han characters: 抓好落实,推动发展.

use crate::bulletin::Role;
use crate::facts::marks::Marks;
use crate::rules::{Check, Context, Finding, Options, Proposal, Sink};
use crate::text::{Span, chars};

struct HalfWidthMarks;

pub fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(HalfWidthMarks))
}

/// More than so many that full-width commas do not outnumber are the way in which the whole text
/// is set: told once.
const THROUGHOUT: usize = 30;

impl Check for HalfWidthMarks {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let found = marks(context, context.facts.marks());
        let text = context.reading.flow.text.as_str();
        if found.len() > THROUGHOUT && found.len() > text.matches('，').count() {
            let count = found.len().to_string();
            sink.report(Finding::at(found[0].0).saying("throughout").with("count", count));
            return;
        }
        let flow = &context.reading.flow;
        let paragraph = |found: &(Span, char)| flow.paragraph_index(found.0.start());
        for same in found.chunk_by(|one, other| paragraph(one) == paragraph(other)) {
            sink.report(together(same));
        }
    }
}

/// The marks of one paragraph, which are the same slip made again and again, as one finding.
fn together(marks: &[(Span, char)]) -> Finding {
    let edits = marks.iter().map(|&(span, wide)| (span, wide.to_string())).collect();
    let finding = Finding::at(marks[0].0).propose(Proposal { edits, ..Proposal::default() });
    if marks.len() == 1 {
        return finding;
    }
    let finding = finding.saying("several").with("count", marks.len().to_string());
    marks[1..].iter().fold(finding, |finding, &(span, _)| finding.and(span, "also"))
}

fn marks(context: &Context<'_>, marks: &Marks) -> Vec<(Span, char)> {
    let flow = &context.reading.flow;
    let mut found = Vec::new();
    for &at in &marks.narrow {
        let at = at as usize;
        let Some(paragraph) = flow.paragraphs.get(flow.paragraph_index(at)) else { continue };
        let text = flow.of(paragraph.span);
        let inside = at.saturating_sub(paragraph.span.start());
        let (Some(before), Some(rest)) = (text.get(..inside), text.get(inside..)) else { continue };
        let mut chars = rest.chars();
        let Some(mark) = chars.next() else { continue };
        let after = chars.as_str();
        let wide = match mark {
            '.' if paragraph.role == Role::Text => stop(before, after),
            '.' => None,
            _ => point(mark, before, after),
        };
        found.extend(wide.map(|wide| (Span::new(at, at + 1), wide)));
    }
    found
}

fn opens(c: char) -> bool {
    "“‘《（【〔".contains(c)
}

fn closes(c: char) -> bool {
    "”’》）】〕".contains(c)
}

/// The full-width form of `,;:?!` between Chinese on both sides.
fn point(mark: char, before: &str, after: &str) -> Option<char> {
    let left = before.chars().next_back().is_some_and(|c| chars::is_han(c) || closes(c));
    let left_number = mark == ',' && is_counted(before.chars().rev());
    let right_number = left && mark == ',' && is_counted(after.chars());
    let right = match after.trim_end().chars().next() {
        Some(c) => chars::is_han(c) || opens(c) || closes(c) || right_number,
        // A label may end in a colon, a contents line in anything: a sentence comes before.
        None => mark != ':' && before.contains(['，', '。', '、']),
    };
    let left = left || left_number && after.chars().next().is_some_and(chars::is_han);
    (left && right).then_some(match mark {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        _ => '！',
    })
}

/// A number, read away from the mark, with a Han character behind it: 增长8.3% before, 12名 after.
fn is_counted(chars: impl Iterator<Item = char> + Clone) -> bool {
    let is_part = |c: &char| c.is_ascii_digit() || matches!(c, '.' | '%' | '‰' | '℃');
    let digits = chars.clone().take(NUMBER).take_while(is_part).filter(char::is_ascii_digit).count();
    digits > 0 && chars.take(NUMBER + 1).find(|c| !is_part(c)).is_some_and(chars::is_han)
}

/// The longest number that is looked through.
const NUMBER: usize = 16;

/// Characters that foreign names are spelt with.
const SPELLING: &str =
    "斯尔克德特巴拉马尼亚卡史密约翰迪卢阿埃布伊奥基米诺莫罗里洛维科贝曼恩弗格瓦托塞纳奇姆杰蒂娜琳姬彼萨列夫";

/// A full stop as one ASCII dot: a clause before it, and a clause or the paragraph's end after it.
fn stop(before: &str, after: &str) -> Option<char> {
    let clause = before.chars().rev().take_while(|&c| chars::is_han(c)).take(6).count();
    let next = after.chars().take_while(|&c| chars::is_han(c)).take(4).count();
    let ends = after.trim().is_empty();
    let spelt = |c: Option<char>| c.is_some_and(|c| SPELLING.contains(c));
    let is_name = spelt(before.chars().next_back()) && spelt(after.chars().next());
    let is_sentence = before.contains(['，', '。', '、', '；']);
    (!is_name && (ends && is_sentence && clause >= 2 || clause >= 6 && next >= 4)).then_some('。')
}
