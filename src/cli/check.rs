//! `kanwu check`: what the rules find.

use std::collections::BTreeMap;
use std::io;
use std::time::Instant;

use super::Status;
use super::allowances::Allowances;
use super::args::{self, FailOn};
use super::baseline::Gate;
use super::changed::Changed;
use super::console::Console;
use super::documents::{Documents, Done, Job};
use super::failure::Failure;
use super::outputs::{Output, Outputs};
use crate::config::Config;
use crate::report::human;
use crate::rules::Lang;

pub fn run(args: &args::Check, console: Console) -> io::Result<Status> {
    let begun = Instant::now();
    let adjust = |config: &mut Config| {
        config.fail_on = args.fail_on.map_or(config.fail_on, FailOn::severity);
    };
    let Some(mut documents) = Documents::open(&args.documents, args.common.lang, &adjust, console) else {
        return Ok(Status::Failed);
    };
    let ready = Ready::new(args, &mut documents);
    match ready {
        Ok(ready) => ready.check(args, documents, begun),
        Err(failure) => {
            documents.console.fail(&failure);
            Ok(Status::Failed)
        }
    }
}

/// What findings are held against before they are told.
struct Ready {
    changed: Option<Changed>,
    gate: Option<Gate>,
}

impl Ready {
    fn new(args: &args::Check, documents: &mut Documents<'_>) -> Result<Self, Failure> {
        documents.remember(&args.caching)?;
        let revision = args.since.as_deref().or(args.changed.then_some("HEAD"));
        let changed = revision.map(Changed::since).transpose()?;
        let gate = args.baseline.as_deref().map(|path| Gate::open(path, args.prune)).transpose()?;
        documents.hold_against(&args.against);
        documents.shows_progress = !args.quiet;
        Ok(Ready { changed, gate })
    }

    fn check(
        mut self,
        args: &args::Check,
        mut documents: Documents<'_>,
        begun: Instant,
    ) -> io::Result<Status> {
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
        let mut allowances = Allowances::new(&documents.paths, !args.against.is_empty());
        documents.check(&jobs, |mut done| {
            allowances.note(&done);
            self.hold(&mut done);
            report(&done, &mut outputs)
        })?;
        outputs.finish()?;
        let status = self.close(allowances, &documents);
        // To give the rules back one by one takes longer than the process has to live.
        std::mem::forget(documents);
        status
    }

    /// Leaves in `done` what is to be told.
    fn hold(&mut self, done: &mut Done) {
        if let Some(gate) = &mut self.gate {
            gate.hold(done);
        }
        if let Some(changed) = &self.changed {
            let Done { document, found, .. } = done;
            found.retain(|diagnostic, _| changed.touches(document, diagnostic));
        }
    }

    /// Tells what only the whole run shows, and how all of it ended.
    fn close(self, allowances: Allowances, documents: &Documents<'_>) -> io::Result<Status> {
        let closed = self.gate.map(|gate| gate.close(&documents.console)).transpose()?;
        let status = documents.status.max(closed.unwrap_or(Status::Clean));
        // What was not checked could have needed an allowance, and whoever asks about changes asks
        // about nothing else.
        match status != Status::Failed && self.changed.is_none() {
            true => Ok(status.max(allowances.close(&documents.console))),
            false => Ok(status),
        }
    }
}

/// Writes what was found in one document.
fn report(done: &Done, outputs: &mut Outputs<'_>) -> io::Result<Status> {
    done.found.with(&done.document, Some(done.elapsed), |checked| outputs.file(checked))?;
    let highest = done.found.diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    let fails = done.linter.config().fail_on.is_some_and(|least| highest >= Some(least));
    Ok(if fails { Status::Findings } else { Status::Clean })
}

/// What each rule says of itself.
fn explanations(jobs: &[Job], lang: Lang) -> BTreeMap<String, String> {
    let linters = jobs.iter().filter_map(|job| job.linter.as_ref());
    let rules = linters.flat_map(|linter| linter.rules());
    rules.map(|rule| (rule.id.to_string(), rule.explain.get(lang).to_owned())).collect()
}
