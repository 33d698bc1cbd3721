//! The error rate (差错率): what the findings come to, counted as publishers count.
//!
//! After 《图书编校质量差错率计算方法》, an annexe to 《图书质量管理规定》(2004): each kind of error has a
//! weight, the same wrong word counts once a page and four times at most, small things have a limit
//! of their own, and the sum is set against 10,000 characters. What is for information counts nothing.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bulletin::{Part, Reading};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Span;

/// What is published, as far as its limit goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// 图书: 《图书质量管理规定》, 2004.
    Book,
    /// 期刊: 《报纸期刊质量管理规定》, 2020. A bulletin for internal use goes by it too.
    Periodical,
    /// 报纸: 《报纸期刊质量管理规定》, 2020.
    Newspaper,
}

impl Publication {
    /// All of them with their names in configuration and on the command line.
    pub const ALL: [(&str, Publication); 3] = [
        ("book", Publication::Book),
        ("periodical", Publication::Periodical),
        ("newspaper", Publication::Newspaper),
    ];

    /// The errors in 10,000 characters that are allowed, the limit included.
    pub fn limit(self) -> f64 {
        match self {
            Publication::Book => 1.0,
            Publication::Periodical => 2.0,
            Publication::Newspaper => 3.0,
        }
    }
}

/// How a house counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counting {
    pub publication: Option<Publication>,
    /// A limit of the house's own, in errors in 10,000 characters.
    pub limit: Option<f64>,
    /// The characters of the pages as they are set (版面字数), where the house says so.
    pub characters: Option<usize>,
    /// How many times an error in the contents or in a headline counts; once where nothing is set.
    pub headline_factor: Option<f64>,
}

impl Counting {
    /// What is set here, and what `other` says of the rest.
    pub fn over(self, other: Counting) -> Counting {
        Counting {
            publication: self.publication.or(other.publication),
            limit: self.limit.or(other.limit),
            characters: self.characters.or(other.characters),
            headline_factor: self.headline_factor.or(other.headline_factor),
        }
    }

    /// The errors in 10,000 characters that are allowed, if anything limits them.
    pub fn limit(&self) -> Option<f64> {
        self.limit.or(self.publication.map(Publication::limit))
    }
}

/// The error rate of one document, with how it came about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rate {
    /// A line a rule, the one with most errors first.
    pub lines: Vec<Line>,
    /// What is divided by.
    pub characters: usize,
    pub how: Counting,
}

/// What the findings of one rule come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub rule: Arc<str>,
    /// The weight of one finding.
    pub weight: f64,
    pub findings: usize,
    /// Those that are left after what another finding counts already and after the limits.
    pub counted: usize,
    /// Those of them that stand in the contents or in a headline, where these count more.
    pub in_headlines: usize,
    pub errors: f64,
}

/// The characters of a page where the pages are not known.
const PAGE: usize = 1000;
/// How many times the same wrong word counts in a document.
const SAME_WORD: usize = 4;
/// How many of the same half errors (letters, units, mixed scripts) count: together 1.5.
const SAME_HALF: usize = 3;
/// How many findings about the form of numbers count: together 1.
const NUMBER_FORMS: usize = 10;

impl Rate {
    /// The rate of a document of so many `characters` with these findings, in the order of its text.
    pub fn new(diagnostics: &[Diagnostic], reading: &Reading, characters: usize, how: &Counting) -> Rate {
        let mut lines: Vec<Line> = Vec::new();
        let mut tally = Tally::default();
        let loud: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.severity >= Severity::Warning).collect();
        for (diagnostic, counts) in loud.iter().zip(one_cause(&loud)) {
            let counts = counts && tally.counts(diagnostic, reading);
            let factor = how.headline_factor.filter(|_| counts && stands_out(reading, diagnostic.span));
            let line = line_of(&mut lines, diagnostic);
            line.findings += 1;
            line.counted += usize::from(counts);
            line.in_headlines += usize::from(factor.is_some());
            if counts {
                line.errors += line.weight * factor.unwrap_or(1.0);
            }
        }
        lines.sort_by(|one, other| {
            other.errors.total_cmp(&one.errors).then_with(|| one.rule.cmp(&other.rule))
        });
        Rate { lines, characters: how.characters.unwrap_or(characters), how: *how }
    }

    /// The errors, by weight.
    pub fn errors(&self) -> f64 {
        self.lines.iter().map(|line| line.errors).sum()
    }

    /// The errors in 10,000 characters, to two places.
    pub fn per_10k(&self) -> f64 {
        per_10k(self.errors(), self.characters)
    }

    /// False where a limit is set and exceeded; the limit itself passes.
    pub fn passes(&self) -> bool {
        self.how.limit().is_none_or(|limit| self.per_10k() <= limit)
    }
}

/// `errors` in 10,000 of so many `characters`, to two places.
pub fn per_10k(errors: f64, characters: usize) -> f64 {
    match characters {
        0 => 0.0,
        _ => (errors * 10_000.0 / characters as f64 * 100.0).round() / 100.0,
    }
}

fn line_of<'a>(lines: &'a mut Vec<Line>, diagnostic: &Diagnostic) -> &'a mut Line {
    let known = lines.iter().position(|line| line.rule == diagnostic.rule);
    let index = known.unwrap_or_else(|| {
        let (rule, weight) = (diagnostic.rule.clone(), diagnostic.weight);
        lines.push(Line { rule, weight, findings: 0, counted: 0, in_headlines: 0, errors: 0.0 });
        lines.len() - 1
    });
    &mut lines[index]
}

/// Which findings count of those that overlap: of each place the one with the largest weight.
fn one_cause(diagnostics: &[&Diagnostic]) -> Vec<bool> {
    let mut counts = vec![true; diagnostics.len()];
    let mut last: Option<usize> = None;
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        let Some(before) = last.filter(|&last| diagnostics[last].span.overlaps(diagnostic.span)) else {
            last = Some(index);
            continue;
        };
        let heavier = diagnostic.weight > diagnostics[before].weight;
        counts[if heavier { before } else { index }] = false;
        last = Some(if heavier { index } else { before });
    }
    counts
}

/// What has been counted so far of things that count so many times only.
#[derive(Default)]
struct Tally<'a> {
    words: HashMap<(&'a str, &'a str), Vec<usize>>,
    numbers: usize,
}

impl<'a> Tally<'a> {
    /// True if this finding is to be counted as well.
    fn counts(&mut self, diagnostic: &'a Diagnostic, reading: &Reading) -> bool {
        let group = diagnostic.rule.split('/').next().unwrap_or_default();
        if group == "number" && diagnostic.weight < 0.5 {
            self.numbers += 1;
            return self.numbers <= NUMBER_FORMS;
        }
        if diagnostic.weight < 0.5 || group != "character" && diagnostic.weight >= 1.0 {
            return true;
        }
        let start = diagnostic.span.start();
        let page = reading.location(start).page.map(|page| page as usize);
        // Three bytes to a character.
        let page = page.unwrap_or(start / (3 * PAGE));
        let most = if diagnostic.weight < 1.0 { SAME_HALF } else { SAME_WORD };
        let pages = self.words.entry((&diagnostic.rule, &diagnostic.message)).or_default();
        let counts = pages.len() < most && (diagnostic.weight < 1.0 || !pages.contains(&page));
        if counts {
            pages.push(page);
        }
        counts
    }
}

/// True in the contents and in headlines.
fn stands_out(reading: &Reading, span: Span) -> bool {
    let at = reading.flow.from_document(span.start());
    let headline = || {
        let article = reading.issue_at(at).and_then(|issue| issue.article_at(at));
        article.is_some_and(|article| article.headline.contains(at))
    };
    reading.location(span.start()).part == Some(Part::Contents) || headline()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Document;

    fn finding(rule: &str, span: (usize, usize), weight: f64) -> Diagnostic {
        Diagnostic {
            rule: rule.into(),
            severity: Severity::Error,
            message: "“布署”应为“部署”".into(),
            span: Span::new(span.0, span.1),
            label: String::new(),
            labels: Vec::new(),
            notes: Vec::new(),
            fixes: Vec::new(),
            weight,
        }
    }

    fn rate(findings: &[Diagnostic], how: Counting) -> Rate {
        let document = Document::from_text("a.txt", "会议布署了下一阶段的工作。\n".repeat(400));
        Rate::new(findings, &Reading::new(&document), 4800, &how)
    }

    #[test]
    fn one_cause_is_one_error_and_the_heavier_counts() {
        let findings = [
            finding("punctuation/a", (0, 3), 0.1),
            finding("character/b", (0, 6), 1.0),
            finding("date/c", (3, 6), 0.5),
        ];
        let rate = rate(&findings, Counting::default());
        assert_eq!(rate.errors(), 1.0);
        assert_eq!(rate.lines.iter().map(|line| line.counted).sum::<usize>(), 1);
        assert_eq!(rate.per_10k(), 2.08);
    }

    #[test]
    fn the_same_word_counts_once_a_page_and_four_times_in_all() {
        let at = |byte: usize| finding("character/wrong-word", (byte, byte + 6), 1.0);
        let same_page = [at(6), at(45), at(84)];
        assert_eq!(rate(&same_page, Counting::default()).errors(), 1.0);
        let pages: Vec<_> = (0..7).map(|page| at(page * 3000 + 6)).collect();
        assert_eq!(rate(&pages, Counting::default()).errors(), 4.0);
    }

    #[test]
    fn information_counts_nothing_and_the_set_pages_are_divided_by() {
        let info = Diagnostic { severity: Severity::Info, ..finding("style/a", (0, 3), 1.0) };
        let how = Counting { characters: Some(10_000), ..Counting::default() };
        let rate = rate(&[info, finding("date/b", (9, 12), 1.0)], how);
        assert_eq!(rate.per_10k(), 1.0);
    }

    #[test]
    fn a_limit_of_the_house_goes_before_the_publications() {
        let mut how = Counting { publication: Some(Publication::Newspaper), ..Counting::default() };
        assert_eq!(how.limit(), Some(3.0));
        how.limit = Some(0.5);
        assert_eq!(how.limit(), Some(0.5));
    }
}
