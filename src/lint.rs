//! One document in, its findings out: the library's front door.
//!
//! A [`Linter`] compiles the rules of a configuration once and checks any number of documents,
//! from as many threads as there are.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::against::References;
use crate::bulletin::Reading;
use crate::config::{Allowance, Config, ConfigError};
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::facts::Facts;
pub use crate::facts::Memory;
use crate::fingerprint::fingerprints;
use crate::rate::Rate;
use crate::rules::{Context, Lang, Overrides, Rule, RuleSet, Selector, settle};
use crate::source::{Document, Format, allow};
use crate::text::{Span, chars};

/// A configuration and its rules, ready to run.
pub struct Linter {
    config: Config,
    lang: Lang,
    rules: RuleSet,
    /// The severity that each rule declares, before any configuration.
    declared: BTreeMap<Arc<str>, Severity>,
    identity: OnceLock<String>,
}

/// What was found in one document.
#[derive(Debug)]
pub struct Report {
    /// By place, then by rule; none twice.
    pub diagnostics: Vec<Diagnostic>,
    /// The characters that were read, white space left out.
    pub characters: usize,
    /// What the findings come to.
    pub rate: Rate,
    /// How many findings allowances took away, the document's own and the house's.
    pub allowed: usize,
    /// Which of the configuration's allowances took some of them, by their index.
    pub needed: BTreeSet<usize>,
    /// The document as it was understood.
    pub reading: Reading,
}

impl Report {
    /// What knows each finding again when its lines have moved, in the findings' order.
    pub fn fingerprints(&self) -> Vec<String> {
        fingerprints(&self.diagnostics, &self.reading)
    }

    /// The edit that accepts `diagnostic`, one of these, in the document itself, for this `reason`: a
    /// line before its paragraph, in Markdown a comment behind it.
    pub fn allowing(&self, document: &Document, diagnostic: &Diagnostic, reason: &str) -> Edit {
        let flow = &self.reading.flow;
        let index = flow.paragraph_index(flow.from_document(diagnostic.span.start()));
        let paragraph = flow.paragraphs.get(index).map_or(diagnostic.span, |p| flow.to_document(p.span));
        let mut replacement = allow::note(document.format, &diagnostic.rule, reason);
        let at = match document.format {
            Format::Markdown => paragraph.end(),
            Format::Text => {
                replacement.push_str(if document.text.contains("\r\n") { "\r\n" } else { "\n" });
                let before = Span::new(0, paragraph.start()).of(&document.text);
                before.rfind(['\n', '\r', '\x0c']).map_or(0, |end| end + 1)
            }
        };
        Edit { span: Span::at(at), replacement }
    }

    /// The highest severity of all findings.
    pub fn highest(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }
}

impl Linter {
    /// Compiles the rules of `config`, those left out that are off everywhere.
    pub fn new(config: &Config) -> Result<Linter, Vec<ConfigError>> {
        let rules = || config.packs.iter().flat_map(|pack| &pack.rules).map(|declaration| &declaration.rule);
        let declared: BTreeMap<_, _> = rules().map(|rule| (rule.id.clone(), rule.severity)).collect();
        let severity =
            |(id, declared): (&Arc<str>, &Severity)| (id.to_string(), config.highest_severity(id, *declared));
        let severities = declared.iter().map(severity).collect();
        let overrides = Overrides { severities, options: config.options.clone() };
        let compiled = RuleSet::compile(&config.packs, &overrides);
        let rules =
            compiled.map_err(|errors| errors.into_iter().map(ConfigError::from).collect::<Vec<_>>())?;
        let (config, lang, identity) = (config.clone(), config.lang.unwrap_or_default(), OnceLock::new());
        Ok(Linter { config, lang, rules, declared, identity })
    }

    /// What tells this linter from others that find something else, or say it otherwise: linters of
    /// one build with the same identity report the same of the same document.
    pub fn identity(&self) -> &str {
        self.identity.get_or_init(|| self.config.identity())
    }

    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The rules that run.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.rules.rules()
    }

    /// Finds everything that the rules object to in `document`.
    pub fn check(&self, document: &Document) -> Report {
        self.check_against(document, &References::default())
    }

    /// The same, and where `document` differs from what `references` say of the same things.
    pub fn check_against(&self, document: &Document, references: &References) -> Report {
        self.report(document, references, None)
    }

    /// What [`Linter::check`] finds, sooner, of a document that was checked before and has hardly changed since; each has
    /// a `memory` of its own.
    pub fn check_again(&self, document: &Document, memory: &Memory) -> Report {
        self.report(document, &References::default(), Some(memory))
    }

    fn report(&self, document: &Document, references: &References, memory: Option<&Memory>) -> Report {
        let reading = Reading::new(document);
        let facts = Facts::new(&reading).remembering(memory);
        let against = references.besides(&document.name);
        let house = &self.config.house;
        let context =
            Context { reading: &reading, facts: &facts, house, against, hits: &[], allowances: &[] };
        let mut diagnostics = self.rules.run(&context, self.lang);
        self.settle_severities(&mut diagnostics, &document.name);
        self.yield_to_others(&mut diagnostics);
        let accepted = self.accept(document, &context, &mut diagnostics);
        let (found, mut needed) = (diagnostics.len(), BTreeSet::new());
        diagnostics.retain(|diagnostic| !self.is_allowed(diagnostic, document, &mut needed));
        let allowed = accepted + found - diagnostics.len();
        diagnostics.sort_by(|one, other| order(one).cmp(&order(other)));
        diagnostics.dedup_by(|one, other| order(one) == order(other));
        let characters = reading.flow.text.chars().filter(|c| !chars::is_space(*c)).count();
        let rate = Rate::new(&diagnostics, &reading, characters, &self.config.counting);
        Report { diagnostics, characters, rate, allowed, needed, reading }
    }

    /// Gives each finding the severity that its rule has in this file.
    fn settle_severities(&self, diagnostics: &mut Vec<Diagnostic>, path: &Path) {
        if self.config.overrides.is_empty() {
            return;
        }
        let ran: BTreeMap<&str, Severity> = self.rules().map(|rule| (&*rule.id, rule.severity)).collect();
        let mut here: BTreeMap<Arc<str>, Severity> = BTreeMap::new();
        diagnostics.retain_mut(|diagnostic| {
            let id = &diagnostic.rule;
            let declared = self.declared.get(id).copied().unwrap_or(diagnostic.severity);
            let entry = here.entry(id.clone());
            let severity = *entry.or_insert_with(|| self.config.severity_in(path, id, declared));
            // A finding may be less than its rule: then it stays so.
            let doubtful = ran.get(&**id).is_some_and(|ran| diagnostic.severity < *ran);
            diagnostic.severity = if doubtful { severity.min(diagnostic.severity) } else { severity };
            severity != Severity::Off
        });
    }

    /// Drops what another rule says better.
    fn yield_to_others(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut silent = vec![false; diagnostics.len()];
        let spoken: HashSet<Arc<str>> =
            diagnostics.iter().map(|diagnostic| diagnostic.rule.clone()).collect();
        for rule in self.rules().filter(|rule| !rule.yields.is_empty() && spoken.contains(&rule.id)) {
            let own = |diagnostic: &Diagnostic| diagnostic.rule == rule.id;
            // The other place that a finding shows is part of the same slip; what is merely worth a
            // look silences nothing that is wrong.
            let loud = |d: &&Diagnostic| d.severity > Severity::Info || rule.severity == Severity::Info;
            let others = diagnostics.iter().filter(|d| !own(d) && speaks_for(rule, &d.rule)).filter(loud);
            let spans = others.flat_map(|d| {
                let labels = d.labels.iter().filter(|label| label.elsewhere.is_none());
                labels.map(|label| label.span).chain([d.span])
            });
            let taken = Taken::new(spans.collect());
            for (index, diagnostic) in diagnostics.iter().enumerate().filter(|(_, d)| own(d)) {
                // Two rules that see one slip may each mark half of it (项目项目): touching is enough.
                let span = diagnostic.span;
                silent[index] = taken.overlaps(Span::new(span.start().saturating_sub(1), span.end() + 1));
            }
        }
        let mut silent = silent.into_iter();
        diagnostics.retain(|_| !silent.next().unwrap_or_default());
    }

    /// Takes away what the document's own allowances accept and adds what is to be said of those
    /// themselves; how many were taken.
    fn accept(&self, document: &Document, context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> usize {
        if document.allowances.is_empty() {
            return 0;
        }
        let catalogue = self.rules.catalogue();
        let runs = |name: &Selector| self.judges(name, &document.name, !context.against.is_empty());
        let (allowances, accepted) = settle(document, context.reading, &catalogue, &runs, diagnostics);
        let mut told = self.rules.conclude(&Context { allowances: &allowances, ..*context }, self.lang);
        self.settle_severities(&mut told, &document.name);
        diagnostics.extend(told);
        accepted
    }

    /// True where everything that `name` means and that is switched on in the file at `path` runs
    /// there, and anything does: then that it finds nothing says something. Rules that hold a
    /// document against others run only where there are such, it being `held`.
    pub fn judges(&self, name: &Selector, path: &Path, held: bool) -> bool {
        let compares = |id: &str| id.split('/').next() == Some("against");
        let meant = self.declared.iter().filter(|(id, _)| name.matches(id) && (held || !compares(id)));
        let runs = |(id, declared): (&Arc<str>, &Severity)| {
            self.config.severity_in(path, id, *declared) != Severity::Off
        };
        meant.clone().any(runs) && !meant.map(|(id, _)| id).any(|id| self.config.leaves_out(id))
    }

    /// True where the house accepts `diagnostic`; the allowances that do are `needed`.
    fn is_allowed(&self, diagnostic: &Diagnostic, document: &Document, needed: &mut BTreeSet<usize>) -> bool {
        let accepts = |allowance: &Allowance| {
            allowance.rule.matches(&diagnostic.rule)
                && allowance.paths.as_ref().is_none_or(|paths| paths.matches(&document.name))
                && (diagnostic.span.of(&document.text) == allowance.text
                    || sentence(&document.text, diagnostic.span).contains(&allowance.text))
        };
        let all = self.config.allowances.iter().enumerate();
        let accepting: Vec<usize> = all.filter(|(_, one)| accepts(one)).map(|(index, _)| index).collect();
        needed.extend(&accepting);
        !accepting.is_empty()
    }
}

fn order(diagnostic: &Diagnostic) -> (usize, usize, &str) {
    (diagnostic.span.start(), diagnostic.span.end(), &diagnostic.rule)
}

/// True where `rule` yields to the rule `other`.
fn speaks_for(rule: &Rule, other: &str) -> bool {
    rule.yields.iter().any(|name| match name.ends_with('/') {
        true => other.starts_with(name.as_str()),
        false => other == name,
    })
}

/// The sentence around `span`, from one mark of its end to the next.
fn sentence(text: &str, span: Span) -> &str {
    let is_end = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n' | '\r');
    let before = text.get(..span.start()).unwrap_or_default();
    let start = before.char_indices().rfind(|(_, c)| is_end(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    let after = text.get(span.end()..).unwrap_or_default();
    let end = after.find(is_end).map_or(text.len(), |at| span.end() + at);
    text.get(start..end).unwrap_or_default()
}

/// The places that other rules have spoken of, searched in logarithmic time.
struct Taken {
    /// Disjoint, in order.
    stretches: Vec<Span>,
    /// Where something is to be inserted, in order.
    points: Vec<usize>,
}

impl Taken {
    fn new(mut spans: Vec<Span>) -> Self {
        spans.sort();
        let points = spans.iter().filter(|span| span.is_empty()).map(|span| span.start()).collect();
        let mut stretches: Vec<Span> = Vec::new();
        for span in spans.into_iter().filter(|span| !span.is_empty()) {
            match stretches.last_mut() {
                Some(last) if span.start() <= last.end() => *last = last.to(span),
                _ => stretches.push(span),
            }
        }
        Taken { stretches, points }
    }

    fn overlaps(&self, span: Span) -> bool {
        let next = self.stretches.partition_point(|stretch| stretch.end() < span.start());
        let near = self.stretches.iter().skip(next).take(2);
        let point = self.points.partition_point(|point| *point < span.start());
        near.clone().any(|stretch| stretch.overlaps(span))
            || self.points.get(point).is_some_and(|point| *point <= span.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_places_answer_as_spans_do() {
        let spans = [(3, 5), (4, 8), (10, 10), (12, 14), (14, 15)].map(|(a, b)| Span::new(a, b));
        let taken = Taken::new(spans.to_vec());
        for start in 0..18 {
            for end in start..18 {
                let span = Span::new(start, end);
                let expected = spans.iter().any(|other| other.overlaps(span));
                assert_eq!(taken.overlaps(span), expected, "{span:?}");
            }
        }
    }

    #[test]
    fn a_sentence_ends_at_its_marks() {
        let text = "一句。二句；三句\n四";
        let of = |c: char| sentence(text, Span::at(text.find(c).unwrap()));
        assert_eq!((of('一'), of('二'), of('三'), of('四')), ("一句", "二句", "三句", "四"));
    }
}
