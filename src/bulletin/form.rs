//! How the lines of one contents are written: where their folios stand, and whether a column's name
//! stands before each headline.

use foldhash::HashSet;

use super::join::beginning;
use super::leader::{ContentsLine, bare_headline, contents_line, folio_first};
use super::lines::RawLine;
use crate::text::Span;
use crate::text::chars::{is_han, is_space};
use crate::text::fold::fold;

/// The form of a contents; every line of it is read by the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// `08　栏目　标题`: the folio opens the line.
    folio_first: bool,
    /// `【栏目】标题`, `栏目｜标题`: the headline follows a label.
    labelled: bool,
}

/// How many lines a contents has at the least.
const LEAST: usize = 3;
/// Characters by which the body is asked for a headline.
const KEY: usize = 8;

impl Form {
    pub fn new(folio_first: bool) -> Self {
        Form { folio_first, labelled: false }
    }

    /// `line` taken apart where it has a folio.
    pub fn line(self, line: &str) -> Option<ContentsLine> {
        let read = if self.folio_first { folio_first(line) } else { contents_line(line) };
        read.map(|read| self.without_label(read, line))
    }

    /// A line without a folio taken apart: its label and its headline.
    pub fn bare(self, line: &str) -> (Option<Span>, Span) {
        let headline = bare_headline(line);
        match label(headline.of(line)).filter(|_| self.labelled) {
            Some(label) => (Some(label.name), Span::new(label.end, headline.end())),
            None => (None, headline),
        }
    }

    fn without_label(self, read: ContentsLine, line: &str) -> ContentsLine {
        match label(read.headline.of(line)).filter(|_| self.labelled) {
            Some(label) => {
                let start = read.headline.start();
                let headline = Span::new(start + label.end, read.headline.end());
                ContentsLine { label: Some(label.name.shifted(start)), headline, ..read }
            }
            None => read,
        }
    }

    /// The same form, and with labels where the lines of the body have the headlines of `entries`
    /// without what stands before them.
    pub fn with_labels<'a>(self, entries: &[&str], body: impl Iterator<Item = &'a RawLine<'a>>) -> Self {
        let labels = entries.iter().filter_map(|entry| Some((*entry, label(entry)?)));
        let labels: Vec<(&str, Label)> = labels.collect();
        let names: HashSet<&str> = labels.iter().map(|(entry, label)| label.name.of(entry)).collect();
        let spaced = labels.iter().filter(|(_, label)| label.spaced).count() * 2 > labels.len();
        let many = labels.len() >= LEAST && labels.len() * 5 >= entries.len() * 3;
        // An author stands so before his own article; a column has several.
        if !many || spaced && names.len() * 3 > labels.len() * 2 {
            return self;
        }
        let openings: HashSet<String> = body.map(|line| key(&line.text)).collect();
        let whole = entries.iter().filter(|entry| openings.contains(&key(entry))).count();
        let without = labels.iter().filter(|(entry, label)| openings.contains(&key(&entry[label.end..])));
        let without = without.count();
        Form { labelled: without > whole && without * 2 >= labels.len(), ..self }
    }
}

fn key(text: &str) -> String {
    fold(beginning(&fold(beginning(text, KEY * 4)), KEY))
}

/// The lines from `from` on as entries that begin with their folios, up to the text; `None` where
/// these are not in the way of folios: they rise, but they are no count (1, 2, 3).
pub(super) fn folios_before(texts: &[&str], behind: &[bool]) -> Option<Vec<Option<ContentsLine>>> {
    let read: Vec<Option<ContentsLine>> = texts.iter().map(|text| folio_first(text)).collect();
    let numbers: Vec<u32> = read.iter().flatten().filter_map(|line| line.number).collect();
    let ends_in_one = read.iter().zip(behind).filter(|(line, behind)| line.is_some() && **behind).count();
    let steps = numbers.windows(2);
    let falls = steps.clone().filter(|pair| pair[1] < pair[0]).count();
    let counts = steps.clone().filter(|pair| pair[1] == pair[0] + 1 || pair[1] == 1).count();
    let padded = texts.iter().zip(&read).any(|(text, line)| line.is_some() && text.starts_with('0'));
    let are_folios = numbers.len() >= LEAST
        && falls * 5 <= numbers.len()
        && (padded || counts < numbers.len() - 1)
        && ends_in_one * 2 < numbers.len();
    are_folios.then_some(read)
}

/// The name of a column before a headline.
#[derive(Clone, Copy, Debug)]
struct Label {
    name: Span,
    /// Where the headline begins.
    end: usize,
    /// White space alone sets it off, as it does an author.
    spaced: bool,
}

/// `【要闻】标题`, `人物｜标题`, `要闻　标题`: the label of `headline`.
fn label(headline: &str) -> Option<Label> {
    let first = headline.chars().next()?;
    let (name, gap) = match LABELS.iter().find(|(open, _)| *open == first) {
        Some(&(_, close)) => {
            let name = first.len_utf8()..headline.char_indices().skip(1).find(|&(_, c)| c == close)?.0;
            let end = name.end + close.len_utf8();
            (name, Span::at(end))
        }
        None => {
            let is_gap = |c: char| is_space(c) || BARS.contains(&c);
            let end = headline.find(is_gap)?;
            let rest = headline[end..].trim_start_matches(is_gap);
            (0..end, Span::new(end, headline.len() - rest.len()))
        }
    };
    let marks = gap.of(headline);
    let spaced = !gap.is_empty() && !marks.contains(BARS);
    let wide = !spaced || marks.contains(['\u{3000}', '\t']) || marks.chars().count() >= 2;
    let rest = headline[gap.end()..].trim_start_matches(is_space);
    let letters = rest.chars().filter(|&c| is_han(c) || c.is_alphabetic()).take(2).count();
    let is_label = wide && letters == 2 && is_column(headline[name].trim_matches(is_space));
    is_label.then(|| Label { name: Span::new(0, gap.start()), end: headline.len() - rest.len(), spaced })
}

/// True for what a column can be called.
fn is_column(name: &str) -> bool {
    (2..=10).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || is_space(c))
}

/// What stands around the name of a column.
const LABELS: [(char, char); 8] =
    [('【', '】'), ('[', ']'), ('［', '］'), ('〔', '〕'), ('〖', '〗'), ('·', '·'), ('◆', '◆'), ('●', '●')];
/// What stands between the name of a column and a headline.
const BARS: [char; 5] = ['|', '｜', '│', '丨', '∣'];
