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

/// Where the full-width form stands so often, one half-width mark is a slip in more places.
const USUAL: usize = 10;

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
    let (mut found, mut doubtful) = (Vec::new(), Vec::new());
    for &at in &marks.narrow {
        let at = at as usize;
        let Some(paragraph) = flow.paragraphs.get(flow.paragraph_index(at)) else { continue };
        let text = flow.of(paragraph.span);
        let inside = at.saturating_sub(paragraph.span.start());
        let (Some(before), Some(rest)) = (text.get(..inside), text.get(inside..)) else { continue };
        let mut chars = rest.chars();
        let Some(mark) = chars.next() else { continue };
        let after = chars.as_str();
        let span = Span::new(at, at + 1);
        let (is_wrong, may_be_wrong) = match mark {
            '.' if paragraph.role != Role::Text => continue,
            '.' => (stop(before, after), stands_alone(before, after)),
            _ => (point(mark, before, after), joins_chinese(mark, before, after)),
        };
        match wide(mark) {
            wide if is_wrong => found.push((span, wide)),
            wide if may_be_wrong => doubtful.push((span, wide)),
            _ => {}
        }
    }
    if let [(_, wide)] = doubtful[..]
        && flow.text.matches(wide).nth(USUAL - 1).is_some()
    {
        found.append(&mut doubtful);
        found.sort_unstable();
    }
    found
}

fn wide(mark: char) -> char {
    match mark {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        _ => '。',
    }
}

fn opens(c: char) -> bool {
    "“‘《（【〔".contains(c)
}

fn closes(c: char) -> bool {
    "”’》）】〕".contains(c)
}

/// One of `,;:?!` between Chinese on both sides.
fn point(mark: char, before: &str, after: &str) -> bool {
    let parts_clauses = matches!(mark, ',' | ';');
    let left = before.chars().next_back().is_some_and(|c| chars::is_han(c) || closes(c));
    let left_number = parts_clauses && is_counted(before.chars().rev());
    let right_number = left && parts_clauses && is_counted(after.chars());
    let right = match after.trim_end().chars().next() {
        Some(c) => chars::is_han(c) || opens(c) || closes(c) || right_number,
        // A label may end in a colon, a contents line in anything: a sentence comes before.
        None => mark == ';' || mark != ':' && before.contains(['，', '。', '、']),
    };
    let left = left || left_number && after.chars().next().is_some_and(chars::is_han);
    left && right
}

/// One of `,;:?!` behind Chinese or a figure, and before Chinese or, if it is a colon, a figure or
/// the paragraph's end: right in a label or a table, a slip where all others are full-width.
fn joins_chinese(mark: char, before: &str, after: &str) -> bool {
    let ends_chinese = |c: char| chars::is_han(c) || closes(c);
    let left = before.chars().next_back().is_some_and(|c| ends_chinese(c) || mark != ':' && c == '%');
    left && match after.chars().next() {
        Some(c) => chars::is_han(c) || opens(c) || mark == ':' && c.is_ascii_digit(),
        None => mark == ':',
    }
}

/// A number, read away from the mark, with a Han character behind it: 增长8.3% before, 12名 after.
fn is_counted(chars: impl Iterator<Item = char> + Clone) -> bool {
    let is_part = |c: &char| c.is_ascii_digit() || matches!(c, '.' | '%' | '‰' | '℃');
    let digits = chars.clone().take(NUMBER).take_while(is_part).filter(char::is_ascii_digit).count();
    digits > 0 && chars.take(NUMBER + 1).find(|c| !is_part(c)).is_some_and(chars::is_han)
}

/// The longest number that is looked through.
const NUMBER: usize = 16;

/// As many characters may stand between two dots of a foreign name.
const NAME: usize = 8;

/// Characters that foreign names are spelt with.
const SPELLING: &str =
    "斯尔克德特巴拉马尼亚卡史密约翰迪卢阿埃布伊奥基米诺莫罗里洛维科贝曼恩弗格瓦托塞纳奇姆杰蒂娜琳姬彼萨列夫";

/// A full stop as one ASCII dot: a clause before it, and a clause or the paragraph's end after it.
fn stop(before: &str, after: &str) -> bool {
    let clause = before.chars().rev().take_while(|&c| chars::is_han(c)).take(6).count();
    let next = after.chars().take_while(|&c| chars::is_han(c)).take(4).count();
    let ends = after.trim().is_empty();
    !is_spelt(before, after) && (ends && is_sentence(before) && clause >= 2 || clause >= 6 && next >= 4)
}

/// One ASCII dot behind words of a sentence, with words or the paragraph's end behind it.
fn stands_alone(before: &str, after: &str) -> bool {
    let last = |c: char| chars::is_han(c) || closes(c);
    let words = before.chars().rev().take_while(|&c| last(c)).take(2).count();
    let next = after.chars().take_while(|&c| chars::is_han(c)).take(2).count();
    let ends = after.trim().is_empty();
    // 两会.2024 is the name of an event, 。2024年 begins a sentence.
    let behind_number = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_date = behind_number.len() < after.len() && behind_number.starts_with(['年', '月', '日']);
    let goes_on = next == 2 || is_date || after.starts_with(opens);
    // The second dot of a foreign name: 劳尔.卡斯特罗.鲁斯.
    let is_name = is_spelt(before, after) || before.chars().rev().take(NAME).any(|c| matches!(c, '.' | '·'));
    !is_name && is_sentence(before) && words == 2 && (goes_on || ends)
}

fn is_sentence(before: &str) -> bool {
    before.contains(['，', '。', '、', '；'])
}

/// Between two characters that foreign names are spelt with: 卡尔.马克思.
fn is_spelt(before: &str, after: &str) -> bool {
    let spelt = |c: Option<char>| c.is_some_and(|c| SPELLING.contains(c));
    spelt(before.chars().next_back()) && spelt(after.chars().next())
}
