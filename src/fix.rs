//! Corrections carried out: what the findings propose becomes the file's new bytes.
//!
//! Only what a fix names is written; every other byte of the file stays as it is, whatever its
//! encoding. A fix is one whole: its edits are all made or none of them. Where two want the same
//! characters the first in the text goes first, and the other is looked at again in the corrected
//! text, until nothing is left to do. A fix that would bring about a new finding is not made.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::lint::{Linter, Report};
use crate::source::Document;
use crate::text::Span;

/// The rounds after which even fixes that undo each other come to rest.
const ROUNDS: usize = 10;

/// A correction that was made, or that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub rule: Arc<str>,
    /// The line and column of its first edit, counted from 1, in the text that it was made in.
    pub line: usize,
    pub column: usize,
    /// The words around it, before and after.
    pub before: String,
    pub after: String,
}

/// How many characters are shown to each side of a correction.
const NEIGHBOURS: usize = 12;

impl Made {
    /// What `edits`, in the order of the text, make of `document`.
    pub fn new(document: &Document, rule: &Arc<str>, edits: &[Edit]) -> Made {
        let text = &*document.text;
        let mut spans = edits.iter().map(|edit| edit.span);
        let first = spans.next().unwrap_or_default();
        let whole = spans.fold(first, Span::to);
        let ends = |c: &char| matches!(c, '。' | '！' | '？' | '；' | '\n' | '\r');
        let left = text[..whole.start()].chars().rev().take(NEIGHBOURS).take_while(|c| !ends(c));
        let right = text[whole.end()..].chars().take(NEIGHBOURS).take_while(|c| !ends(c));
        let start = whole.start() - left.map(char::len_utf8).sum::<usize>();
        let end = whole.end() + right.map(char::len_utf8).sum::<usize>();
        let mut after = String::new();
        let mut at = start;
        for edit in edits {
            after += Span::new(at, edit.span.start()).of(text);
            after += &edit.replacement;
            at = edit.span.end();
        }
        after += Span::new(at, end).of(text);
        let place = document.lines.position(text, whole.start());
        let before = Span::new(start, end).of(text).to_owned();
        Made { rule: rule.clone(), line: place.line, column: place.column, before, after }
    }
}

/// A document after its corrections.
#[derive(Debug)]
pub struct Fixed {
    pub document: Document,
    /// What is found in it still.
    pub report: Report,
    pub made: Vec<Made>,
}

/// Says whether a fix of a finding is to be made.
pub type Wanted<'a> = &'a mut dyn FnMut(&Document, &Diagnostic, &Fix) -> bool;

/// Corrects `document`, which `linter` has reported on, with those fixes that `wanted` accepts.
pub fn fix(linter: &Linter, document: Document, report: Report, wanted: Wanted<'_>) -> Fixed {
    let mut fixed = Fixed { document, report, made: Vec::new() };
    for _ in 0..ROUNDS {
        let chosen = choose(&fixed, wanted);
        let Some((document, report, kept)) = carry_out(linter, &fixed, chosen) else { break };
        let made = kept.iter().map(|chosen| chosen.made(&fixed.document));
        let made: Vec<Made> = made.collect();
        fixed.made.extend(made);
        (fixed.document, fixed.report) = (document, report);
    }
    fixed
}

/// True for fixes that may be made unseen.
pub fn is_safe(fix: &Fix) -> bool {
    fix.applicability == Applicability::Safe
}

/// A fix to be made, with the bytes that each of its edits becomes.
struct Chosen {
    rule: Arc<str>,
    edits: Vec<(Edit, Vec<u8>)>,
}

impl Chosen {
    fn span(&self) -> Span {
        let mut spans = self.edits.iter().map(|(edit, _)| edit.span);
        let first = spans.next().unwrap_or_default();
        spans.fold(first, Span::to)
    }

    fn made(&self, document: &Document) -> Made {
        let edits: Vec<Edit> = self.edits.iter().map(|(edit, _)| edit.clone()).collect();
        Made::new(document, &self.rule, &edits)
    }
}

/// The first wanted fix of each finding, without those that overlap an earlier one.
fn choose(fixed: &Fixed, wanted: Wanted<'_>) -> Vec<Chosen> {
    let document = &fixed.document;
    let mut taken: BTreeMap<usize, Span> = BTreeMap::new();
    let mut chosen = Vec::new();
    for diagnostic in &fixed.report.diagnostics {
        for fix in &diagnostic.fixes {
            let Some(edits) = writable(document, fix) else { continue };
            let spans = edits.iter().map(|(edit, _)| edit.span);
            // The spans that are taken share no character: two of them at most can reach so far.
            let near = |span: Span| taken.range(..=span.end()).rev().take(2);
            let free = spans.clone().all(|span| near(span).all(|(_, other)| !touches(span, *other)));
            if free && wanted(document, diagnostic, fix) {
                taken.extend(spans.map(|span| (span.start(), span)));
                chosen.push(Chosen { rule: diagnostic.rule.clone(), edits });
                break;
            }
        }
    }
    chosen
}

/// Insertions at the border of another edit would depend on the order of the two.
fn touches(one: Span, other: Span) -> bool {
    one.overlaps(other) || one.start() == other.start()
}

/// The edits in the order of the text with their bytes; `None` where one cannot be written in the
/// file's charset or changes nothing.
fn writable(document: &Document, fix: &Fix) -> Option<Vec<(Edit, Vec<u8>)>> {
    let mut edits = Vec::new();
    for edit in &fix.edits {
        edits.push((edit.clone(), document.encode(&edit.replacement)?));
    }
    edits.sort_by_key(|(edit, _)| (edit.span.start(), edit.span.end()));
    let changes = edits.iter().any(|(edit, _)| edit.span.of(&document.text) != edit.replacement);
    (changes && !edits.is_empty()).then_some(edits)
}

/// The corrected document with its findings and the fixes that were made in it: without those
/// that bring about findings which were not there before. `None` where nothing is left.
fn carry_out(
    linter: &Linter,
    fixed: &Fixed,
    mut chosen: Vec<Chosen>,
) -> Option<(Document, Report, Vec<Chosen>)> {
    while !chosen.is_empty() {
        let document = written(&fixed.document, &chosen)?;
        let report = linter.check(&document);
        let caused = caused(fixed, &document, &report, &chosen);
        if caused.is_empty() {
            return Some((document, report, chosen));
        }
        let kept = chosen.into_iter().enumerate().filter(|(index, _)| !caused.contains(index));
        chosen = kept.map(|(_, chosen)| chosen).collect();
    }
    None
}

/// The document that the file is with `chosen` written into it.
fn written(document: &Document, chosen: &[Chosen]) -> Option<Document> {
    let mut edits: Vec<_> = chosen.iter().flat_map(|chosen| &chosen.edits).collect();
    edits.sort_by_key(|(edit, _)| (edit.span.start(), edit.span.end()));
    let source = document.source();
    let mut bytes = Vec::with_capacity(source.len());
    let mut at = 0;
    for (edit, replacement) in edits {
        let range = document.source_range(edit.span);
        bytes.extend_from_slice(source.get(at..range.start)?);
        bytes.extend_from_slice(replacement);
        at = range.end;
    }
    bytes.extend_from_slice(source.get(at..)?);
    Document::decode(&document.name, &bytes, Some(document.encoding.charset)).ok()
}

/// The fixes, by their index in `chosen`, that stand nearest to the findings of `report` that
/// were not there before.
fn caused(fixed: &Fixed, document: &Document, report: &Report, chosen: &[Chosen]) -> HashSet<usize> {
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for diagnostic in &fixed.report.diagnostics {
        *known.entry((&diagnostic.rule, diagnostic.span.of(&fixed.document.text))).or_default() += 1;
    }
    let mut grown = 0;
    let places = chosen.iter().map(|chosen| {
        let place = chosen.span().start().saturating_add_signed(grown);
        grown += growth(chosen);
        place
    });
    let places: Vec<usize> = places.collect();
    let mut caused = HashSet::new();
    for diagnostic in &report.diagnostics {
        let words = (&*diagnostic.rule, diagnostic.span.of(&document.text));
        if let Some(count) = known.get_mut(&words).filter(|count| **count > 0) {
            *count -= 1;
            continue;
        }
        let distance = |index: &usize| places[*index].abs_diff(diagnostic.span.start());
        caused.extend((0..chosen.len()).min_by_key(distance));
    }
    caused
}

/// How many bytes of text longer the fix makes what it corrects.
fn growth(chosen: &Chosen) -> isize {
    let grown = |(edit, _): &(Edit, Vec<u8>)| edit.replacement.len() as isize - edit.span.len() as isize;
    chosen.edits.iter().map(grown).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn fixed(document: Document, all: bool) -> Fixed {
        let linter = Linter::new(&Config::profile(None).unwrap()).unwrap();
        let report = linter.check(&document);
        fix(&linter, document, report, &mut |_, _, fix| all || is_safe(fix))
    }

    #[test]
    fn safe_fixes_alone_are_made_unless_more_is_wanted() {
        let text = "会议布署工作,要求抓好落实,，确保完成。\n";
        let safe = fixed(Document::from_text("a.txt", text), false);
        assert!(safe.document.text.contains("布署工作，要求"), "{}", safe.document.text);
        let all = fixed(Document::from_text("a.txt", text), true);
        assert!(all.document.text.contains("部署工作，要求抓好落实，确保完成。"), "{}", all.document.text);
        assert!(!all.made.is_empty());
    }

    #[test]
    fn the_file_keeps_its_charset_its_mark_and_its_line_ends() {
        let text = "会议要求,抓好落实。\r\n第二段没有问题。\r\n";
        for (charset, mark) in
            [("gb18030", &[][..]), ("big5", &[]), ("utf-16le", &[0xff, 0xfe]), ("utf-8", &[0xef, 0xbb, 0xbf])]
        {
            let traditional = text.replace("会议", "會議").replace("没", "沒").replace("问题", "問題");
            let text = if charset == "big5" {
                traditional.replace("实", "實").replace("开", "開")
            } else {
                text.to_owned()
            };
            let charset = crate::source::charset(charset).unwrap();
            let model = Document::decode("a.txt".as_ref(), &[], Some(charset)).unwrap();
            let encode = |text: &str| [mark, &model.encode(text).unwrap()].concat();
            let document = Document::decode("a.txt".as_ref(), &encode(&text), Some(charset)).unwrap();
            let fixed = fixed(document, false);
            assert_eq!(&*fixed.document.source(), encode(&text.replace(',', "，")), "{}", charset.name());
        }
    }

    #[test]
    fn what_cannot_be_written_is_left() {
        let charset = crate::source::charset("big5").unwrap();
        let document = Document::decode("a.txt".as_ref(), b"", Some(charset)).unwrap();
        assert!(document.encode("𬭎").is_none());
    }
}
