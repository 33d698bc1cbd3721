//! `kanwu check`: what the rules find.

use std::collections::BTreeMap;
use std::io;
use std::time::Instant;

use super::Status;
use super::args::{self, FailOn};
use super::baseline::Gate;
use super::changed::Changed;
use super::console::Console;
use super::documents::{Documents, Done, Job};
use super::outputs::{Output, Outputs};
use crate::config::Config;
use crate::report::{Checked, human};
use crate::rules::Lang;

pub fn run(args: &args::Check, console: Console) -> io::Result<Status> {
    let begun = Instant::now();
    let adjust = |config: &mut Config| {
        config.fail_on = args.fail_on.map_or(config.fail_on, FailOn::severity);
    };
    let Some(mut documents) = Documents::open(&args.documents, args.common.lang, &adjust, console) else {
        return Ok(Status::Failed);
    };
    let revision = args.since.as_deref().or(args.changed.then_some("HEAD"));
    let changed = match revision.map(Changed::since).transpose() {
        Ok(changed) => changed,
        Err(failure) => {
            documents.console.fail(&failure);
            return Ok(Status::Failed);
        }
    };
    let gate = args.baseline.as_deref().map(|path| Gate::open(path, args.prune)).transpose();
    let mut gate = match gate {
        Ok(gate) => gate,
        Err(failure) => {
            documents.console.fail(&failure);
            return Ok(Status::Failed);
        }
    };
    documents.hold_against(&args.against);
    let jobs = documents.jobs();
    let lang = documents.console.lang;
    let explanations = if args.explain { explanations(&jobs, lang) } else { BTreeMap::new() };
    let explain = |rule: &str| explanations.get(rule).cloned();
    let linter = jobs.iter().find_map(|job| job.linter.as_deref());
    let options = human::Options {
        lang,
        rules: linter.map_or(0, |linter| linter.rules().len()),
        many: jobs.len() > 1,
        quiet: args.quiet,
        explain: Some(&explain),
        begun: Some(begun),
    };
    let outputs = match args.output.as_slice() {
        [] => &[Output { format: args.format, file: None }],
        outputs => outputs,
    };
    let mut outputs = match Outputs::open(outputs, options, linter, &documents.console) {
        Ok(outputs) => outputs,
        Err(failure) => {
            documents.console.fail(&failure);
            return Ok(Status::Failed);
        }
    };
    documents.check(&jobs, |mut done| {
        if let Some(gate) = &mut gate {
            gate.hold(&mut done);
        }
        if let Some(changed) = &changed {
            let Done { document, report, .. } = &mut done;
            report.diagnostics.retain(|diagnostic| changed.touches(document, diagnostic));
        }
        report(&done, &mut outputs)
    })?;
    outputs.finish()?;
    let closed = gate.map(|gate| gate.close(&documents.console)).transpose()?;
    let status = documents.status.max(closed.unwrap_or(Status::Clean));
    // To give the rules back one by one takes longer than the process has to live.
    std::mem::forget(documents);
    Ok(status)
}

/// Writes what was found in one document.
fn report(done: &Done, outputs: &mut Outputs<'_>) -> io::Result<Status> {
    outputs.file(&Checked {
        document: &done.document,
        diagnostics: &done.report.diagnostics,
        characters: done.report.characters,
        rate: &done.report.rate,
        elapsed: Some(done.elapsed),
        locate: &|offset| done.report.reading.location(offset),
        fingerprints: &|| done.report.fingerprints(),
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
