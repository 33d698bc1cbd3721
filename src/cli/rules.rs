//! `kanwu rules`: the catalogue, as a list, a page or JSON; one rule of it explained.

use std::io::{self, Write};
use std::path::Path;

use unicode_width::UnicodeWidthStr;

use super::args::{self, Choice, RulesFormat};
use super::console::Console;
use super::failure::Failure;
use super::projects::{Projects, unknown_rule};
use super::{Status, explain, prove};
use crate::config::Selector;
use crate::report::catalogue::{self, Entry};
use crate::rules::{Lang, Rule};

pub fn run(args: &args::Rules, mut console: Console) -> io::Result<Status> {
    let name = args.rule.as_deref().unwrap_or("list");
    let choice = Choice { profile: args.profile.clone(), period: None, config: args.config.clone() };
    let config =
        Projects::new(&choice, None, &|_| {}).map(|mut projects| projects.config(Path::new("."), &console));
    let config = match config {
        Ok(config) => config,
        Err(failure) => {
            console.fail(&failure);
            None
        }
    };
    if args.common.lang.is_none() {
        console.lang = config.as_ref().and_then(|config| config.lang).unwrap_or(console.lang);
    }
    if name == "test" {
        return prove::run(&args.packs, console);
    }
    let Some(config) = config else { return Ok(Status::Failed) };
    if let Some(extra) = args.packs.first() {
        let extra = extra.display();
        let failure = Failure::new(format!("多出了“{extra}”"), format!("“{extra}” is one too many"));
        let usage = "kanwu rules [list | test [PACK…] | RULE]";
        console.fail(&failure.help(usage, usage));
        return Ok(Status::Failed);
    }
    let mut chosen = Vec::new();
    for name in [Some(name).filter(|name| *name != "list"), args.group.as_deref()].into_iter().flatten() {
        match config.catalogue().select(name) {
            Ok(selector) => chosen.push(selector),
            Err(meant) => {
                console.fail(&unknown_rule(name, meant));
                return Ok(Status::Failed);
            }
        }
    }
    let severity = |rule: &Rule| config.severity_in(Path::new(""), &rule.id, rule.severity);
    let mut entries = catalogue::entries(&config.packs, &severity);
    let searched = args.search.as_deref().map(str::to_lowercase);
    entries.retain(|entry| {
        let id = &entry.declaration.rule.id;
        chosen.iter().all(|selector| selector.matches(id))
            && searched.as_deref().is_none_or(|words| mentions(entry, words))
    });
    let one = matches!(chosen.as_slice(), [Selector::Rule(_)]);
    write(&entries, one, args.format, &console)?;
    Ok(Status::Clean)
}

/// True where `words`, in lower case, stand in anything that is said of the rule.
fn mentions(entry: &Entry<'_>, words: &str) -> bool {
    let rule = &entry.declaration.rule;
    let both = [&rule.name, &rule.message, &rule.explain];
    let texts = both.into_iter().flat_map(|wording| [&*wording.zh, &*wording.en]);
    let mut texts = texts.chain([&*rule.id, rule.standard.as_deref().unwrap_or_default()]);
    let group = [Lang::Zh, Lang::En].map(|lang| catalogue::group_name(rule.group(), lang));
    texts.any(|text| text.to_lowercase().contains(words))
        || group.iter().any(|name| name.to_lowercase().contains(words))
}

fn write(entries: &[Entry<'_>], one: bool, format: RulesFormat, console: &Console) -> io::Result<()> {
    let lang = console.lang;
    let mut out = console.out();
    match format {
        RulesFormat::Json => writeln!(out, "{}", catalogue::json(entries)?)?,
        RulesFormat::Markdown if one => {
            for entry in entries {
                write!(out, "{}", catalogue::markdown(entry, lang))?;
            }
        }
        RulesFormat::Markdown => write!(out, "{}", catalogue::page(entries, lang))?,
        RulesFormat::Human if one => {
            for entry in entries {
                explain::write(&mut *out, entry, lang)?;
            }
        }
        RulesFormat::Human => list(&mut *out, entries, lang)?,
    }
    out.flush()
}

fn list(out: &mut dyn Write, entries: &[Entry<'_>], lang: Lang) -> io::Result<()> {
    let width = entries.iter().map(|entry| entry.declaration.rule.id.width()).max().unwrap_or_default();
    for (index, group) in entries.chunk_by(|one, other| of(one).group() == of(other).group()).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let name = of(&group[0]).group();
        writeln!(out, "{}", catalogue::group_name(name, lang))?;
        for entry in group {
            let rule = of(entry);
            writeln!(out, "  {:<width$}  {:<7}  {}", rule.id, entry.severity.as_str(), rule.name.get(lang))?;
        }
    }
    let count = entries.len();
    let gap = if entries.is_empty() { "" } else { "\n" };
    match lang {
        Lang::Zh => writeln!(out, "{gap}{count} 条规则。kanwu rules 规则名 说明一条规则。"),
        Lang::En => writeln!(out, "{gap}{count} rules. `kanwu rules RULE` explains one."),
    }
}

fn of<'a>(entry: &Entry<'a>) -> &'a Rule {
    &entry.declaration.rule
}
