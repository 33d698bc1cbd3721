//! `kanwu check`: what the rules find.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

use codespan_reporting::term::termcolor::WriteColor;

use super::Status;
use super::args::{self, FailOn, Format};
use super::console::Console;
use super::documents::{Documents, Done, Job};
use crate::config::Config;
use crate::report::{Checked, human, json};
use crate::rules::Lang;

pub fn run(args: &args::Check, console: Console) -> io::Result<Status> {
    let begun = Instant::now();
    let adjust = |config: &mut Config| {
        config.fail_on = args.fail_on.map_or(config.fail_on, FailOn::severity);
    };
    let mut documents = match Documents::new(&args.documents, args.common.lang, &adjust, console) {
        Ok(documents) => documents,
        Err(failure) => {
            console.fail(&failure);
            return Ok(Status::Failed);
        }
    };
    let jobs = documents.jobs();
    let mut out = documents.console.out();
    write(args, &mut documents, &jobs, &mut *out, begun)?;
    out.flush()?;
    Ok(documents.status)
}

fn write(
    args: &args::Check,
    documents: &mut Documents<'_>,
    jobs: &[Job],
    out: &mut dyn WriteColor,
    begun: Instant,
) -> io::Result<()> {
    let lang = documents.console.lang;
    match args.format {
        Format::Json => {
            let mut writer = json::Json::new(out)?;
            documents.check(jobs, |done| checked(&done, |checked| writer.file(checked)))?;
            writer.finish()?;
        }
        Format::Human => {
            let explanations = if args.explain { explanations(jobs, lang) } else { BTreeMap::new() };
            let explain = |rule: &str| explanations.get(rule).cloned();
            let linter = jobs.iter().find_map(|job| job.linter.as_ref());
            let options = human::Options {
                lang,
                rules: linter.map_or(0, |linter| linter.rules().len()),
                many: jobs.len() > 1,
                quiet: args.quiet,
                explain: Some(&explain),
            };
            let mut writer = human::Human::new(out, options);
            let mut any = false;
            documents.check(jobs, |done| {
                any = true;
                checked(&done, |checked| writer.file(checked))
            })?;
            // Where nothing could be checked there is nothing to sum up.
            if any {
                writer.finish(Some(begun.elapsed()))?;
            }
        }
    }
    Ok(())
}

/// Hands `done` to `write` in the form that reports take.
fn checked(done: &Done, write: impl FnOnce(&Checked<'_>) -> io::Result<()>) -> io::Result<Status> {
    write(&Checked {
        document: &done.document,
        diagnostics: &done.report.diagnostics,
        characters: done.report.characters,
        rate: &done.report.rate,
        elapsed: Some(done.elapsed),
        locate: &|offset| done.report.reading.location(offset),
    })?;
    let least = done.linter.config().fail_on;
    let fails = least.is_some_and(|least| done.report.highest() >= Some(least));
    Ok(if fails { Status::Findings } else { Status::Clean })
}

/// What each rule says of itself.
fn explanations(jobs: &[Job], lang: Lang) -> BTreeMap<String, String> {
    let linters = jobs.iter().filter_map(|job| job.linter.as_ref());
    let rules = linters.flat_map(|linter| linter.rules());
    rules.map(|rule| (rule.id.to_string(), rule.explain.get(lang).to_owned())).collect()
}
