//! The documents of a run: checked in parallel, handed on in the order in which they were named.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::args;
use super::console::Console;
use super::failure::Failure;
use super::input::{self, Trouble};
use super::projects::{Adjust, Projects};
use super::{Status, guard};
use crate::against::{Reference, References};
use crate::lint::{Linter, Report};
use crate::source::Document;
use crate::source::walk::{Filter, Input, expand};

/// The bytes of the files that are checked before the first of them is reported: what has been
/// checked is held in memory until its turn.
const AHEAD: u64 = 8 << 20;

/// One input with the linter for it; none where its configuration is faulty.
pub struct Job {
    input: Input,
    pub linter: Option<Arc<Linter>>,
}

/// One document, checked.
pub struct Done {
    pub input: Input,
    pub document: Document,
    pub report: Report,
    pub linter: Arc<Linter>,
    pub elapsed: Duration,
}

/// The documents that the command line names.
pub struct Documents<'a> {
    args: &'a args::Documents,
    pub console: Console,
    reader: input::Reader,
    projects: Projects<'a>,
    paths: Vec<PathBuf>,
    references: References,
    /// How the run has gone so far.
    pub status: Status,
}

impl<'a> Documents<'a> {
    /// None where the command line itself cannot be meant, which is told. `lang` is the language that
    /// it asks for.
    pub fn open(
        args: &'a args::Documents,
        lang: Option<args::Language>,
        adjust: Adjust<'a>,
        console: Console,
    ) -> Option<Self> {
        Documents::new(args, lang, adjust, console).map_err(|failure| console.fail(&failure)).ok()
    }

    fn new(
        args: &'a args::Documents,
        lang: Option<args::Language>,
        adjust: Adjust<'a>,
        mut console: Console,
    ) -> Result<Self, Failure> {
        let mut projects = Projects::new(&args.choice, Some(&args.selection), adjust)?;
        let reader = input::Reader::new(&args.input)?;
        let here = [PathBuf::from(".")];
        let paths = if args.paths.is_empty() { &here[..] } else { &args.paths[..] };
        let first = paths.first().map_or(Path::new("."), |path| reader.name_of(path));
        if lang.is_none() {
            console.lang = projects.lang(first, &console).unwrap_or(console.lang);
        }
        let paths = paths.to_vec();
        let references = References::default();
        Ok(Documents { args, console, reader, projects, paths, references, status: Status::Clean })
    }

    /// The inputs that can be found, each with its linter. What is wrong with the others is told.
    pub fn jobs(&mut self) -> Vec<Job> {
        let first = self.paths.first().map_or(Path::new("."), |path| self.reader.name_of(path)).to_path_buf();
        let filter = self.projects.config(&first, &self.console).map(|config| input::filter(&config));
        let mut jobs = Vec::new();
        for found in expand(&self.paths, &filter.unwrap_or_default()) {
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

    /// Reads the files and folders at `paths`, against which all documents are then held. What is wrong
    /// with one of them is told.
    pub fn hold_against(&mut self, paths: &[PathBuf]) {
        let mut references = Vec::new();
        for found in expand(paths, &Filter::default()) {
            match found.and_then(|input| self.reader.read(&input)) {
                Ok(document) => references.push(Reference::new(&document)),
                Err(error) => {
                    self.console.unread(&error);
                    self.status = Status::Failed;
                }
            }
        }
        self.references = References::new(references);
    }

    /// Checks `jobs` on all threads and hands each document to `write` in their order; what keeps
    /// one from being checked is told.
    pub fn check(
        &mut self,
        jobs: &[Job],
        mut write: impl FnMut(Done) -> io::Result<Status>,
    ) -> io::Result<()> {
        let threads = self.args.jobs.unwrap_or(0);
        let single = threads == 1 || jobs.len() == 1;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(if single { 1 } else { threads });
        let pool = pool.build().map_err(io::Error::other)?;
        let (reader, references) = (&self.reader, &self.references);
        for some in batches(jobs, pool.current_num_threads()) {
            let results: Vec<_> =
                pool.install(|| some.par_iter().map(|job| one(job, reader, references)).collect());
            for result in results.into_iter().flatten() {
                let status = match result {
                    Ok(done) => write(done)?,
                    Err(trouble) => {
                        match trouble {
                            Trouble::Unread(error) => self.console.unread(&error),
                            Trouble::Failed(failure) => self.console.fail(&failure),
                        }
                        Status::Failed
                    }
                };
                self.status = self.status.max(status);
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
fn one(job: &Job, reader: &input::Reader, references: &References) -> Option<Result<Done, Trouble>> {
    let linter = job.linter.as_ref()?;
    let begun = Instant::now();
    let checked = guard::guarded(|| {
        let document = reader.read(&job.input).map_err(Trouble::Unread)?;
        let report = linter.check_against(&document, references);
        Ok(Done {
            input: job.input.clone(),
            document,
            report,
            linter: linter.clone(),
            elapsed: begun.elapsed(),
        })
    });
    let crashed = |why: String| Trouble::Failed(guard::crash(reader.name(&job.input), &why));
    Some(checked.unwrap_or_else(|why| Err(crashed(why))))
}
