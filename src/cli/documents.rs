//! The documents of a run: checked in parallel, handed on in the order in which they were named.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::args;
use super::cache::{Cache, Key};
use super::console::Console;
use super::failure::Failure;
use super::input::{self, Trouble};
use super::parallel::in_order;
use super::progress::Progress;
use super::projects::{Adjust, Projects};
use super::{Status, guard};
use crate::against::{Reference, References};
use crate::lint::{Linter, Report};
use crate::report::found::Found;
use crate::report::kept;
use crate::source::Document;
use crate::source::walk::{Filter, Input, expand};

/// One input with the linter for it; none where its configuration is faulty.
pub struct Job {
    pub input: Input,
    pub linter: Option<Arc<Linter>>,
}

/// One document that is to be worked on.
pub struct Task<'a> {
    pub input: &'a Input,
    pub document: Document,
    pub linter: &'a Arc<Linter>,
    begun: Instant,
}

/// One document, checked.
pub struct Done {
    pub document: Document,
    pub found: Found,
    pub linter: Arc<Linter>,
    pub elapsed: Duration,
}

/// The documents that the command line names.
pub struct Documents<'a> {
    args: &'a args::Documents,
    pub console: Console,
    reader: input::Reader,
    projects: Projects<'a>,
    pub paths: Vec<PathBuf>,
    cache: Option<Cache>,
    references: References,
    /// How far it has come may be shown.
    pub shows_progress: bool,
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
        Ok(Documents {
            args,
            console,
            reader,
            projects,
            paths,
            cache: None,
            references,
            shows_progress: true,
            status: Status::Clean,
        })
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
    pub fn check(&mut self, jobs: &[Job], write: impl FnMut(Done) -> io::Result<Status>) -> io::Result<()> {
        // What the references say belongs to no key.
        let cache = self.cache.take().filter(|_| self.references.is_empty());
        let references = std::mem::take(&mut self.references);
        let work = |task: Task<'_>| {
            let found = found(task.linter, &task.document, &references, cache.as_ref());
            let (linter, elapsed) = (task.linter.clone(), task.begun.elapsed());
            Ok(Done { document: task.document, found, linter, elapsed })
        };
        let checked = self.each(jobs, work, write);
        cache.iter().for_each(Cache::tidy);
        checked
    }

    /// Takes what was found in an earlier run from the cache that `args` ask for.
    pub fn remember(&mut self, args: &args::Caching) -> Result<(), Failure> {
        self.cache = Cache::open(args)?;
        Ok(())
    }

    /// Does `work` for each of `jobs` on all threads and hands what comes of it to `write` in their
    /// order; what keeps it from being done is told.
    pub fn each<T: Send>(
        &mut self,
        jobs: &[Job],
        work: impl Fn(Task<'_>) -> Result<T, Trouble> + Sync,
        mut write: impl FnMut(T) -> io::Result<Status>,
    ) -> io::Result<()> {
        let threads = self.args.jobs.filter(|jobs| *jobs > 0).unwrap_or_else(rayon::current_num_threads);
        let sizes: Vec<u64> = jobs.iter().map(Job::size).collect();
        let (reader, console) = (&self.reader, self.console);
        let progress = Progress::new(jobs.len(), self.shows_progress);
        let mut status = self.status;
        let mut take = |result: Option<Result<T, Trouble>>| {
            let ended = match result {
                None => return Ok(()),
                Some(Ok(made)) => write(made)?,
                Some(Err(Trouble::Unread(error))) => {
                    console.unread(&error);
                    Status::Failed
                }
                Some(Err(Trouble::Failed(failure))) => {
                    console.fail(&failure);
                    Status::Failed
                }
            };
            status = status.max(ended);
            Ok(())
        };
        let work = |index: usize| one(jobs.get(index)?, reader, &work);
        let worked = in_order(&sizes, threads, work, |result| progress.step(|| take(result)));
        self.status = status;
        worked
    }
}

impl Job {
    fn size(&self) -> u64 {
        match &self.input {
            Input::Stdin => 0,
            Input::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
        }
    }
}

/// What the rules find in `document`, without its reading: now, or in an earlier run.
fn found(linter: &Linter, document: &Document, references: &References, cache: Option<&Cache>) -> Found {
    let Some(cache) = cache else { return find(linter, document, references) };
    let key = Key::new(linter, document);
    let kept = cache.find(&key).and_then(|bytes| kept::read(&bytes, linter.config().counting));
    kept.unwrap_or_else(|| {
        let found = find(linter, document, references);
        kept::write(&found).iter().for_each(|bytes| cache.keep(&key, bytes));
        found
    })
}

fn find(linter: &Linter, document: &Document, references: &References) -> Found {
    let report = linter.check_against(document, references);
    let fingerprints = report.fingerprints();
    let Report { diagnostics, characters, rate, needed, reading, .. } = report;
    Found::new(diagnostics, fingerprints, characters, rate, needed, &reading)
}

/// Nothing where the configuration is faulty, which has been told.
fn one<T>(
    job: &Job,
    reader: &input::Reader,
    work: impl Fn(Task<'_>) -> Result<T, Trouble>,
) -> Option<Result<T, Trouble>> {
    let linter = job.linter.as_ref()?;
    let begun = Instant::now();
    let worked = guard::guarded(|| {
        let document = reader.read(&job.input).map_err(Trouble::Unread)?;
        work(Task { input: &job.input, document, linter, begun })
    });
    let crashed = |why: String| Trouble::Failed(guard::crash(reader.name(&job.input), &why));
    Some(worked.unwrap_or_else(|why| Err(crashed(why))))
}

#[cfg(test)]
mod tests {
    use clap::FromArgMatches;

    use super::*;

    #[test]
    fn a_panic_in_one_document_is_its_error_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.txt", "b.txt", "c.txt"].map(|name| folder.path().join(name));
        for name in &names {
            std::fs::write(name, "会议召开。\n").unwrap();
        }
        let line =
            [Path::new("kanwu"), Path::new("fix")].into_iter().chain(names.iter().map(PathBuf::as_path));
        let matches = crate::cli::help::commands(crate::rules::Lang::En).get_matches_from(line);
        let cli = args::Cli::from_arg_matches(&matches).unwrap();
        let args::Command::Fix(args) = cli.command else { panic!("no fix") };
        for jobs in [1, 2] {
            let args = args::Documents { jobs: Some(jobs), ..args::Documents::clone(&args.documents) };
            let console = Console::new(crate::rules::Lang::En, args::Color::Never);
            let mut documents = Documents::open(&args, None, &|_| {}, console).unwrap();
            let jobs = documents.jobs();
            let mut made = Vec::new();
            let work = |task: Task<'_>| match task.document.name.ends_with("b.txt") {
                true => panic!("broken"),
                false => Ok(task.document.name),
            };
            let each = documents.each(&jobs, work, |name| {
                made.push(name);
                Ok(Status::Clean)
            });
            assert!(each.is_ok());
            assert_eq!(made, [names[0].clone(), names[2].clone()]);
            assert_eq!(documents.status, Status::Failed);
        }
    }
}
