//! `kanwu rules`: all rules in a list, one of them explained, packs proved by their examples.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use codespan_reporting::term::termcolor::{Color, ColorSpec, WriteColor};
use unicode_width::UnicodeWidthStr;

use super::args;
use super::console::Console;
use super::failure::Failure;
use super::projects::unknown_rule;
use super::{Status, explain};
use crate::config::{Config, ConfigError, Selector};
use crate::rules::example::{Outcome, Verdict, prove};
use crate::rules::{Declaration, Lang, LoadError, Pack, builtin};
use crate::source::ReadError;

pub fn run(args: &args::Rules, mut console: Console) -> io::Result<Status> {
    let config = match Config::find(&std::env::current_dir()?) {
        Some(file) => Config::load(&file, None),
        None => Config::profile(None),
    };
    let name = args.rule.as_deref().unwrap_or("list");
    if name == "test" {
        let lang = config.ok().and_then(|config| config.lang).filter(|_| args.common.lang.is_none());
        console.lang = lang.unwrap_or(console.lang);
        return prove_all(&args.packs, console);
    }
    let config = match config {
        Ok(config) => config,
        Err(errors) => {
            console.misconfigured(&errors);
            return Ok(Status::Failed);
        }
    };
    if args.common.lang.is_none() {
        console.lang = config.lang.unwrap_or(console.lang);
    }
    match (name, args.packs.first()) {
        (_, Some(extra)) => {
            let extra = extra.display();
            let failure = Failure::new(format!("多出了“{extra}”"), format!("“{extra}” is one too many"));
            let usage = "kanwu rules [list | test [PACK…] | RULE]";
            console.fail(&failure.help(usage, usage));
            Ok(Status::Failed)
        }
        ("list", None) => list(&config, args.group.as_deref(), console),
        (rule, None) => one(&config, rule, console),
    }
}

fn list(config: &Config, group: Option<&str>, console: Console) -> io::Result<Status> {
    if let Some(name) = group
        && let Err(meant) = config.catalogue().select(name)
    {
        console.fail(&unknown_rule(name, meant));
        return Ok(Status::Failed);
    }
    let group = group.map(|group| group.trim_end_matches('/'));
    let all = config.packs.iter().flat_map(|pack| &pack.rules);
    let mut rules: Vec<&Declaration> =
        all.filter(|d| group.is_none_or(|group| d.rule.group() == group)).collect();
    rules.sort_by(|one, other| one.rule.id.cmp(&other.rule.id));
    let width = rules.iter().map(|d| d.rule.id.width()).max().unwrap_or_default();
    let mut out = console.out();
    let mut last = "";
    for Declaration { rule, .. } in &rules {
        if !last.is_empty() && last != rule.group() {
            writeln!(out)?;
        }
        last = rule.group();
        let severity = config.severity_in(Path::new(""), &rule.id, rule.severity);
        let name = rule.name.get(console.lang);
        writeln!(out, "{:<width$}  {:<7}  {name}", rule.id, severity.as_str())?;
    }
    let count = rules.len();
    match console.lang {
        Lang::Zh => writeln!(out, "\n{count} 条规则。kanwu rules 规则名 说明一条规则。")?,
        Lang::En => writeln!(out, "\n{count} rules. `kanwu rules RULE` explains one.")?,
    }
    out.flush()?;
    Ok(Status::Clean)
}

fn one(config: &Config, name: &str, console: Console) -> io::Result<Status> {
    let selector = match config.catalogue().select(name) {
        Ok(selector) => selector,
        Err(meant) => {
            console.fail(&unknown_rule(name, meant));
            return Ok(Status::Failed);
        }
    };
    let Selector::Rule(id) = selector else {
        return list(config, (selector != Selector::All).then_some(name), console);
    };
    let mut out = console.out();
    // The last pack that declares a rule is the one that holds.
    let mut packs = config.packs.iter().rev();
    let found = packs.find_map(|pack| Some((pack, pack.rules.iter().find(|d| *d.rule.id == *id)?)));
    if let Some((pack, declaration)) = found {
        let examples = pack.examples().unwrap_or_default().remove(&declaration.rule.id).unwrap_or_default();
        let severity = config.severity_in(Path::new(""), &id, declaration.rule.severity);
        explain::write(&mut *out, declaration, severity, &examples, console.lang)?;
    }
    out.flush()?;
    Ok(Status::Clean)
}

/// Proves the named packs, or those built in.
fn prove_all(paths: &[PathBuf], console: Console) -> io::Result<Status> {
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
