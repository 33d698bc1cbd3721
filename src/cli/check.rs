//! `kanwu check`: files in parallel, their findings in the order in which they were named.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use codespan_reporting::term::termcolor::WriteColor;
use rayon::prelude::*;

use super::args::{self, Format};
use super::console::Console;
use super::failure::Failure;
use super::input::{self, Trouble};
use super::projects::Projects;
use super::{Status, guard};
use crate::lint::{Linter, Report};
use crate::report::{Checked, human, json};
use crate::rules::Lang;
use crate::source::Document;
use crate::source::walk::Input;

/// The bytes of the files that are checked before the first of them is reported: what has been
/// checked is held in memory until its turn.
const AHEAD: u64 = 8 << 20;

/// One input with the linter for it; none where its configuration is faulty.
struct Job {
    input: Input,
    linter: Option<Arc<Linter>>,
}

/// One document, checked.
struct Done {
    document: Document,
    report: Report,
    elapsed: Duration,
    fails: bool,
}

pub fn run(args: &args::Check, console: Console) -> io::Result<Status> {
    let begun = Instant::now();
    let mut run = match Run::new(args, console) {
        Ok(run) => run,
        Err(failure) => {
            console.fail(&failure);
            return Ok(Status::Failed);
        }
    };
    let jobs = run.jobs();
    let mut out = run.console.out();
    run.write(&jobs, &mut *out, begun)?;
    out.flush()?;
    Ok(run.status)
}

struct Run<'a> {
    args: &'a args::Check,
    console: Console,
    reader: input::Reader,
    projects: Projects<'a>,
    paths: Vec<PathBuf>,
    status: Status,
}

impl<'a> Run<'a> {
    fn new(args: &'a args::Check, mut console: Console) -> Result<Self, Failure> {
        let mut projects = Projects::new(&args.choice, Some(args))?;
        let reader = input::Reader::new(&args.input)?;
        let here = [PathBuf::from(".")];
        let paths = if args.paths.is_empty() { &here[..] } else { &args.paths[..] };
        let first = paths.first().map_or(Path::new("."), |path| reader.name_of(path));
        if args.common.lang.is_none() {
            console.lang = projects.lang(first, &console).unwrap_or(console.lang);
        }
        Ok(Run { args, console, reader, projects, paths: paths.to_vec(), status: Status::Clean })
    }

    /// The inputs that can be found, each with its linter. What is wrong with the others is told.
    fn jobs(&mut self) -> Vec<Job> {
        let first = self.paths.first().map_or(Path::new("."), |path| self.reader.name_of(path)).to_path_buf();
        let filter = self.projects.config(&first, &self.console).map(|config| input::filter(&config));
        let mut jobs = Vec::new();
        for found in crate::source::walk::expand(&self.paths, &filter.unwrap_or_default()) {
            match found {
                Ok(input) => {
                    let linter = self.projects.linter(self.reader.name(&input), &self.console);
                    if linter.is_none() {
                        self.status = Status::Failed;
                    }
                    jobs.push(Job { input, linter });
                }
                Err(error) => {
                    self.console.unread(&error);
                    self.status = Status::Failed;
                }
            }
        }
        jobs
    }

    fn write(&mut self, jobs: &[Job], out: &mut dyn WriteColor, begun: Instant) -> io::Result<()> {
        let explanations =
            if self.args.explain { explanations(jobs, self.console.lang) } else { BTreeMap::new() };
        let explain = |rule: &str| explanations.get(rule).cloned();
        match self.args.format {
            Format::Json => {
                let mut writer = json::Json::new(out)?;
                self.check(jobs, |done| checked(done, |checked| writer.file(checked)))?;
                writer.finish()?;
            }
            Format::Human => {
                let linter = jobs.iter().find_map(|job| job.linter.as_ref());
                let options = human::Options {
                    lang: self.console.lang,
                    rules: linter.map_or(0, |linter| linter.rules().len()),
                    many: jobs.len() > 1,
                    quiet: self.args.quiet,
                    explain: Some(&explain),
                };
                let mut writer = human::Human::new(out, options);
                let mut any = false;
                self.check(jobs, |done| {
                    any = true;
                    checked(done, |checked| writer.file(checked))
                })?;
                // Where nothing could be checked there is nothing to sum up.
                if any {
                    writer.finish(Some(begun.elapsed()))?;
                }
            }
        }
        Ok(())
    }

    /// Checks `jobs` on all threads and hands each document to `write` in their order.
    fn check(&mut self, jobs: &[Job], mut write: impl FnMut(&Done) -> io::Result<()>) -> io::Result<()> {
        let threads = self.args.jobs.unwrap_or(0);
        let single = threads == 1 || jobs.len() == 1;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(if single { 1 } else { threads });
        let pool = pool.build().map_err(io::Error::other)?;
        let reader = &self.reader;
        for some in batches(jobs, pool.current_num_threads()) {
            let results: Vec<_> =
                pool.install(|| some.par_iter().map(|job| check_one(job, reader)).collect());
            for result in results.into_iter().flatten() {
                match result {
                    Ok(done) => {
                        self.status =
                            self.status.max(if done.fails { Status::Findings } else { Status::Clean });
                        write(&done)?;
                    }
                    Err(trouble) => {
                        self.status = Status::Failed;
                        match trouble {
                            Trouble::Unread(error) => self.console.unread(&error),
                            Trouble::Failed(failure) => self.console.fail(&failure),
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// `jobs` in batches, each enough for all `threads` and no larger than it need be.
fn batches(mut jobs: &[Job], threads: usize) -> Vec<&[Job]> {
    let size = |job: &Job| match &job.input {
        Input::Stdin => 0,
        Input::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
    };
    let mut batches = Vec::new();
    while !jobs.is_empty() {
        let mut bytes = 0;
        let fits = |(index, job): &(usize, &Job)| {
            bytes += size(job);
            *index < threads || bytes <= AHEAD
        };
        let (batch, rest) = jobs.split_at(jobs.iter().enumerate().take_while(fits).count());
        batches.push(batch);
        jobs = rest;
    }
    batches
}

/// Nothing where the configuration is faulty, which has been told.
fn check_one(job: &Job, reader: &input::Reader) -> Option<Result<Done, Trouble>> {
    let linter = job.linter.as_ref()?;
    let begun = Instant::now();
    let checked = guard::guarded(|| {
        let document = reader.read(&job.input).map_err(Trouble::Unread)?;
        let report = linter.check(&document);
        let fails = linter.config().fail_on.is_some_and(|least| report.highest() >= Some(least));
        Ok(Done { document, report, elapsed: begun.elapsed(), fails })
    });
    let crashed = |why: String| Trouble::Failed(guard::crash(reader.name(&job.input), &why));
    Some(checked.unwrap_or_else(|why| Err(crashed(why))))
}

/// Hands `done` to `write` in the form that reports take.
fn checked<T>(done: &Done, write: impl FnOnce(&Checked<'_>) -> T) -> T {
    write(&Checked {
        document: &done.document,
        diagnostics: &done.report.diagnostics,
        characters: done.report.characters,
        elapsed: Some(done.elapsed),
        locate: &|offset| done.report.reading.location(offset),
    })
}

/// What each rule says of itself.
fn explanations(jobs: &[Job], lang: Lang) -> BTreeMap<String, String> {
    let linters = jobs.iter().filter_map(|job| job.linter.as_ref());
    let rules = linters.flat_map(|linter| linter.rules());
    rules.map(|rule| (rule.id.to_string(), rule.explain.get(lang).to_owned())).collect()
}
