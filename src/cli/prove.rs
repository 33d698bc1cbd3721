//! `kanwu rules test`: packs proved by their examples.

use std::io::{self, Write};
use std::path::PathBuf;

use codespan_reporting::term::termcolor::{Color, ColorSpec, WriteColor};

use super::Status;
use super::console::Console;
use crate::config::ConfigError;
use crate::rules::example::{Outcome, Verdict, prove};
use crate::rules::{Lang, LoadError, Pack, builtin};
use crate::source::ReadError;

/// Proves the named packs, or those built in.
pub fn run(paths: &[PathBuf], console: Console) -> io::Result<Status> {
    let mut status = Status::Clean;
    let mut packs = Vec::new();
    for path in paths {
        match Pack::load(path) {
            Ok(pack) => packs.push(pack),
            Err(LoadError::Faulty(error)) => {
                console.misconfigured(&[ConfigError::from(error)]);
                status = Status::Failed;
            }
            Err(LoadError::Unreadable(path, error)) => {
                console.unread(&ReadError::io(&path, &error));
                status = Status::Failed;
            }
        }
    }
    if paths.is_empty() {
        match builtin::packs() {
            Ok(builtin) => packs = builtin,
            Err(error) => {
                console.misconfigured(&[ConfigError::from(error)]);
                status = Status::Failed;
            }
        }
    }
    let mut out = console.out();
    let mut tally = Tally::default();
    for pack in &packs {
        match prove(pack) {
            Ok(outcomes) => {
                tally.rules += pack.rules.len();
                for outcome in &outcomes {
                    tally.add(outcome.verdict);
                    write_outcome(&mut *out, pack, outcome, console.lang)?;
                }
            }
            Err(error) => {
                console.misconfigured(&[ConfigError::from(error)]);
                status = Status::Failed;
            }
        }
    }
    writeln!(out, "{}", tally.words(console.lang))?;
    out.flush()?;
    Ok(status.max(if tally.failed() > 0 { Status::Findings } else { Status::Clean }))
}

/// How many examples went which way.
#[derive(Default)]
struct Tally {
    rules: usize,
    counts: [usize; 4],
}

impl Tally {
    fn add(&mut self, verdict: Verdict) {
        self.counts[verdict as usize] += 1;
    }

    fn failed(&self) -> usize {
        self.counts[1..].iter().sum()
    }

    fn words(&self, lang: Lang) -> String {
        let [validated, missing, noisy, wrong] = self.counts;
        let (rules, examples) = (self.rules, self.counts.iter().sum::<usize>());
        match lang {
            Lang::Zh => format!(
                "{rules} 条规则，{examples} 条例句：符合 {validated}，漏查 {missing}，误报 {noisy}，有误 {wrong}"
            ),
            Lang::En => format!(
                "{rules} rules, {examples} examples: {validated} validated, {missing} missing, {noisy} noisy, {wrong} wrong"
            ),
        }
    }
}

/// Writes an example that did not hold.
fn write_outcome(out: &mut dyn WriteColor, pack: &Pack, outcome: &Outcome, lang: Lang) -> io::Result<()> {
    let (zh, en) = match outcome.verdict {
        Verdict::Validated => return Ok(()),
        Verdict::Missing => ("漏查", "missing"),
        Verdict::Noisy => ("误报", "noisy"),
        Verdict::Wrong => ("有误", "wrong"),
    };
    let line =
        pack.text.get(..outcome.example.place.start).map_or(0, |before| before.matches('\n').count()) + 1;
    out.set_color(ColorSpec::new().set_fg(Some(Color::Red)).set_bold(true))?;
    write!(out, "{}", if lang == Lang::Zh { zh } else { en })?;
    out.reset()?;
    writeln!(out, " {}  {}:{line}", outcome.rule, pack.name.display())?;
    for line in outcome.example.written.lines() {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "  → {}", outcome.detail.get(lang))
}
