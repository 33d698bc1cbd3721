//! Findings for people: the place in the text, what is wrong, what it should be.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use codespan_reporting::diagnostic::{Diagnostic as Shown, Severity as Colour};
use codespan_reporting::term::termcolor::WriteColor;
use codespan_reporting::term::{self, Config};

use super::paint::Painter;
use super::place::Places;
use super::snippets::Snippets;
use super::window::Mark;
use super::{Checked, Explain, Totals, Writer, note, rate};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rate::Rate;
use crate::rules::Lang;

/// The characters from which on an error rate means something.
const ENOUGH: usize = 5000;

/// How findings are told.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    pub lang: Lang,
    /// How many rules were run; the line that says that nothing was found names it.
    pub rules: usize,
    /// Several documents are checked: those without findings are not named, a total closes.
    pub many: bool,
    /// Findings alone, no summary.
    pub quiet: bool,
    /// The explanation of a rule, shown under its first finding.
    pub explain: Option<Explain<'a>>,
    /// When the run began, if the total is to say how long it took.
    pub begun: Option<Instant>,
}

/// Writes one document after another, then the summary.
pub struct Human<'a> {
    out: Painter<'a>,
    options: Options<'a>,
    config: Config,
    explained: BTreeSet<String>,
    totals: Totals,
}

impl<'a> Human<'a> {
    pub fn new(out: impl WriteColor + 'a, options: Options<'a>) -> Self {
        let out = Painter::new(out);
        let config = Config::default();
        Human { out, options, config, explained: BTreeSet::new(), totals: Totals::default() }
    }

    /// What all documents come to so far.
    pub fn totals(&self) -> Totals {
        self.totals
    }
    fn diagnostic(
        &mut self,
        checked: &Checked<'_>,
        places: &Places<'_>,
        diagnostic: &Diagnostic,
    ) -> io::Result<()> {
        let document = checked.document;
        let primary = Mark { span: diagnostic.span, primary: true, message: &note::plain(&diagnostic.label) };
        let words: Vec<_> = diagnostic.labels.iter().map(|label| note::plain(&label.message)).collect();
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            diagnostic.labels.iter().zip(&words).partition(|(label, _)| label.elsewhere.is_none());
        let others =
            here.into_iter().map(|(label, message)| Mark { span: label.span, primary: false, message });
        let marks: Vec<Mark<'_>> = std::iter::once(primary).chain(others).collect();
        let name = note::plain(&document.name.to_string_lossy());
        let column = |offset| places.position(offset).column;
        let mut snippets = Snippets::default();
        let mut labels: Vec<_> =
            snippets.add(name, &document.text, &document.lines, &column, &marks).collect();
        for (label, message) in elsewhere {
            if let Some(other) = &label.elsewhere {
                let name = note::plain(&other.path.to_string_lossy());
                let column = |offset| other.lines.position(&other.text, offset).column;
                let mark = Mark { span: label.span, primary: false, message };
                labels.extend(snippets.add(name, &other.text, &other.lines, &column, &[mark]));
            }
        }
        let shown = Shown::new(colour(diagnostic.severity))
            .with_code(&*diagnostic.rule)
            .with_message(note::plain(&diagnostic.message))
            .with_labels(labels)
            .with_notes(self.notes(checked, diagnostic));
        emit(&mut self.out, &self.config, &snippets, &shown)
    }

    fn notes(&mut self, checked: &Checked<'_>, diagnostic: &Diagnostic) -> Vec<String> {
        let document = checked.document;
        let lang = self.options.lang;
        let mut notes = Vec::new();
        for (index, fix) in diagnostic.fixes.iter().enumerate() {
            notes.push(match fix.message.is_empty() {
                true => note::fix(&document.text, fix, index == 0, lang),
                false => note::plain(&fix.message),
            });
        }
        notes.extend(diagnostic.notes.iter().map(|words| note::plain(words)));
        notes.extend(note::location((checked.locate)(diagnostic.span.start()), lang));
        if let Some(explain) = self.options.explain
            && self.explained.insert(diagnostic.rule.to_string())
            && let Some(words) = explain(&diagnostic.rule)
        {
            notes.push(note::wrapped(&words));
        }
        notes
    }

    fn summary(&self, name: &str, totals: &Totals, rate: Option<&Rate>, elapsed: Option<Duration>) -> String {
        let lang = self.options.lang;
        let time = elapsed.map(|elapsed| duration(elapsed, lang));
        let length = match lang {
            Lang::Zh => format!("{} 字", grouped(totals.characters)),
            Lang::En => counted(totals.characters, "character"),
        };
        if !totals.is_clean() {
            // A rate of a few lines says nothing.
            let rate = rate.filter(|rate| rate.how.limit().is_some() || rate.characters >= ENOUGH);
            let rate = rate.map(|rate| rate::sentence(rate, lang));
            let parts = [Some(counts(totals, lang)), Some(length), rate, time];
            let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            return match lang {
                Lang::Zh => format!("{name}：{parts}"),
                Lang::En => format!("{name}: {parts}"),
            };
        }
        let rules = match lang {
            Lang::Zh => format!("{} 条规则", grouped(self.options.rules)),
            Lang::En => counted(self.options.rules, "rule"),
        };
        let parts: Vec<_> = [Some(length), Some(rules), time].into_iter().flatten().collect();
        match lang {
            Lang::Zh => format!("{name}：未发现问题（{}）", parts.join("，")),
            Lang::En => format!("{name}: nothing found ({})", parts.join(", ")),
        }
    }
}

impl Writer for Human<'_> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        if !checked.diagnostics.is_empty() {
            let document = checked.document;
            let places = Places::new(&document.text, &document.lines);
            for diagnostic in checked.diagnostics {
                self.diagnostic(checked, &places, diagnostic)?;
            }
        }
        let totals = Totals::of(checked);
        self.totals.add(totals);
        if self.options.quiet || totals.is_clean() && self.options.many {
            return Ok(());
        }
        let name = note::plain(&checked.document.name.to_string_lossy());
        let words = self.summary(&name, &totals, Some(checked.rate), checked.elapsed);
        let gap = if self.options.many { "\n\n" } else { "\n" };
        write!(self.out, "{words}{gap}")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        // Where nothing could be checked there is nothing to sum up.
        if self.options.many && !self.options.quiet && self.totals.files > 0 {
            let files = grouped(self.totals.files);
            let name = match self.options.lang {
                Lang::Zh => format!("共 {files} 个文件"),
                Lang::En => format!("{files} files"),
            };
            let words =
                self.summary(&name, &self.totals, None, self.options.begun.map(|begun| begun.elapsed()));
            writeln!(self.out, "{words}")?;
        }
        self.out.flush()
    }
}

pub(super) fn emit(
    out: &mut Painter<'_>,
    config: &Config,
    snippets: &Snippets,
    shown: &Shown<usize>,
) -> io::Result<()> {
    term::emit_to_write_style(out, config, snippets, shown).map_err(|error| match error {
        codespan_reporting::files::Error::Io(error) => error,
        other => io::Error::other(other),
    })
}

pub(super) fn colour(severity: Severity) -> Colour {
    match severity {
        Severity::Error => Colour::Error,
        Severity::Warning => Colour::Warning,
        Severity::Info | Severity::Off => Colour::Note,
    }
}

/// 错误 5，警告 9: what there is none of is not named.
fn counts(totals: &Totals, lang: Lang) -> String {
    let kinds = [
        (totals.errors, "错误", "error"),
        (totals.warnings, "警告", "warning"),
        (totals.infos, "提示", "info"),
    ];
    let kinds = kinds.into_iter().filter(|(count, ..)| *count > 0);
    match lang {
        Lang::Zh => kinds.map(|(n, zh, _)| format!("{zh} {}", grouped(n))).collect::<Vec<_>>().join("，"),
        Lang::En => kinds.map(|(n, _, en)| counted(n, en)).collect::<Vec<_>>().join(", "),
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count))
}

/// 25,968
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn duration(elapsed: Duration, lang: Lang) -> String {
    let ms = elapsed.as_millis();
    match (ms < 10_000, lang) {
        (true, Lang::Zh) => format!("{ms} 毫秒"),
        (true, Lang::En) => format!("{ms} ms"),
        (false, Lang::Zh) => format!("{:.1} 秒", elapsed.as_secs_f64()),
        (false, Lang::En) => format!("{:.1} s", elapsed.as_secs_f64()),
    }
}
