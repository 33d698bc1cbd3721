//! `kanwu fix`: the corrections made in the files, or shown as a diff.

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use codespan_reporting::term::termcolor::{Color, ColorSpec, WriteColor};

use super::args::{self, FailOn};
use super::console::Console;
use super::documents::{Documents, Job, Task};
use super::failure::Failure;
use super::{Status, guard, interrupt};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::fix::{self, Fixed, Made};
use crate::lint::{Linter, Report};
use crate::rules::Lang;
use crate::source::Document;
use crate::source::walk::Input;
use crate::source::write::{self, WriteError};

pub fn run(args: &args::Fix, console: Console) -> io::Result<Status> {
    let adjust = |config: &mut Config| {
        config.fail_on = args.fail_on.map_or(config.fail_on, FailOn::severity);
    };
    let Some(mut documents) = Documents::open(&args.documents, args.common.lang, &adjust, console) else {
        return Ok(Status::Failed);
    };
    if args.interactive && !io::stdin().is_terminal() {
        let (zh, en) = ("--interactive 要在终端里逐条回答", "--interactive asks at a terminal");
        console.fail(&Failure::new(zh, en));
        return Ok(Status::Failed);
    }
    documents.shows_progress = !args.quiet && !args.interactive;
    let jobs = documents.jobs();
    if !args.diff {
        sweep(&jobs);
    }
    let mut fixer = Fixer { args, console: documents.console, all: false, stopped: false };
    if args.interactive {
        documents.each(&jobs, |task| Ok(checked(task)), |checked| fixer.ask(checked))?;
    } else {
        let wanted = |fix: &Fix| args.unsafe_ || fix::is_safe(fix);
        let work = |task: Task<'_>| Ok(checked(task).corrected(args.diff, &mut |_, _, fix| wanted(fix)));
        documents.each(&jobs, work, |corrected| fixer.tell(corrected))?;
    }
    Ok(documents.status)
}

/// Takes away what an earlier run left where files are to be replaced, if it was killed.
fn sweep(jobs: &[Job]) {
    let files = jobs.iter().filter_map(|job| match &job.input {
        Input::File(path) => path.canonicalize().ok(),
        Input::Stdin => None,
    });
    let folders: BTreeSet<PathBuf> = files.filter_map(|file| file.parent().map(Path::to_path_buf)).collect();
    folders.iter().for_each(|folder| write::sweep(folder));
}

/// A document with its findings, before anything is corrected.
struct Checked {
    input: Input,
    document: Document,
    report: Report,
    linter: Arc<Linter>,
}

/// A document with what was made of it, and whether its file could be replaced.
struct Corrected {
    input: Input,
    original: Document,
    fixed: Fixed,
    least: Option<Severity>,
    written: Result<(), WriteError>,
}

fn checked(task: Task<'_>) -> Checked {
    let report = task.linter.check(&task.document);
    Checked { input: task.input.clone(), document: task.document, report, linter: task.linter.clone() }
}

impl Checked {
    /// Makes the corrections that are `wanted`, in the file too, unless it is to be left.
    fn corrected(self, leave: bool, wanted: fix::Wanted<'_>) -> Corrected {
        let Checked { input, document, report, linter } = self;
        let original = document.clone();
        let fixed = fix::fix(&linter, document, report, wanted);
        let written = match &input {
            Input::File(path) if !leave && !fixed.made.is_empty() => {
                let (old, new) = (original.source(), fixed.document.source());
                interrupt::shielded(|| write::replace(path, &old, &new))
            }
            _ => Ok(()),
        };
        Corrected { input, original, fixed, least: linter.config().fail_on, written }
    }
}

struct Fixer<'a> {
    args: &'a args::Fix,
    console: Console,
    /// Every fix is wanted from here on.
    all: bool,
    /// None is.
    stopped: bool,
}

impl Fixer<'_> {
    /// Asks about each correction of a document.
    fn ask(&mut self, checked: Checked) -> io::Result<Status> {
        let name = checked.document.name.clone();
        let mut trouble = Ok(());
        let corrected = guard::guarded(|| {
            checked.corrected(false, &mut |document, diagnostic, fix| {
                self.answer(document, diagnostic, fix).unwrap_or_else(|error| {
                    trouble = Err(error);
                    self.stopped = true;
                    false
                })
            })
        });
        trouble?;
        match corrected {
            Ok(corrected) => self.tell(corrected),
            Err(why) => {
                self.console.fail(&guard::crash(&name, &why));
                Ok(Status::Failed)
            }
        }
    }

    /// Says what became of a document, or shows it.
    fn tell(&self, corrected: Corrected) -> io::Result<Status> {
        let Corrected { input, original, fixed, least, written } = corrected;
        let fails = least.is_some_and(|least| fixed.report.highest() >= Some(least));
        let remains = if fails { Status::Findings } else { Status::Clean };
        if self.args.diff {
            self.diff(&original, &fixed)?;
            if fixed.made.is_empty() && !self.args.quiet && !fixed.report.diagnostics.is_empty() {
                self.console.remark(&self.outcome(&fixed));
            }
            return Ok(if fixed.made.is_empty() { Status::Clean } else { Status::Findings });
        }
        match input {
            Input::Stdin => {
                let mut out = io::stdout().lock();
                out.write_all(&fixed.document.source())?;
                out.flush()?;
            }
            Input::File(path) => {
                if let Err(error) = written {
                    self.console.fail(&unwritten(&path, &error));
                    return Ok(Status::Failed);
                }
                if !self.args.quiet {
                    self.summary(&fixed)?;
                }
            }
        }
        Ok(remains)
    }

    /// What was made in a file, and what is left.
    fn summary(&self, fixed: &Fixed) -> io::Result<()> {
        let mut out = self.console.out();
        let name = fixed.document.name.display();
        for Made { rule, line, column, before, after, .. } in &fixed.made {
            writeln!(out, "{name}:{line}:{column}: {before} → {after}  [{rule}]")?;
        }
        writeln!(out, "{}", self.outcome(fixed))?;
        out.flush()
    }

    /// In a line: how much was corrected, how much is left, and how much of that a switch would correct.
    fn outcome(&self, fixed: &Fixed) -> String {
        let name = fixed.document.name.display();
        let (made, left) = (fixed.made.len(), fixed.report.diagnostics.len());
        let is_doubtful = |found: &&Diagnostic| found.fixes.iter().any(|fix| !fix::is_safe(fix));
        let doubtful = match self.args.unsafe_ {
            true => 0,
            false => fixed.report.diagnostics.iter().filter(is_doubtful).count(),
        };
        match (self.console.lang, doubtful) {
            (Lang::Zh, 0) => format!("{name}：改了 {made} 处，还有 {left} 处"),
            (Lang::Zh, _) => {
                format!(
                    "{name}：改了 {made} 处，还有 {left} 处，其中 {doubtful} 处可用 --unsafe 改，改后请核对"
                )
            }
            (Lang::En, 0) => format!("{name}: {made} corrected, {left} left"),
            (Lang::En, _) => {
                format!(
                    "{name}: {made} corrected, {left} left; --unsafe would correct {doubtful}, to be looked over"
                )
            }
        }
    }

    fn diff(&self, original: &Document, fixed: &Fixed) -> io::Result<()> {
        let mut out = self.console.out();
        let name = original.name.display().to_string();
        let diff = similar::TextDiff::from_lines(&*original.text, &*fixed.document.text);
        let mut unified = diff.unified_diff();
        let shown = unified.context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
        for line in shown.split_inclusive('\n') {
            let color = match line.as_bytes() {
                [b'-', ..] => Some(Color::Red),
                [b'+', ..] => Some(Color::Green),
                [b'@', ..] => Some(Color::Cyan),
                _ => None,
            };
            out.set_color(ColorSpec::new().set_fg(color))?;
            write!(out, "{line}")?;
            out.reset()?;
        }
        out.flush()
    }

    /// Asks whether `fix` is wanted, with its sentence before and after.
    fn answer(&mut self, document: &Document, diagnostic: &Diagnostic, fix: &Fix) -> io::Result<bool> {
        if self.all || self.stopped {
            return Ok(self.all);
        }
        let zh = self.console.lang == Lang::Zh;
        let made = Made::new(document, &diagnostic.rule, &fix.edits);
        let mut out = self.console.out();
        let (name, Made { line, column, before, after, .. }) = (document.name.display(), &made);
        writeln!(out, "\n{name}:{line}:{column}: {} [{}]", diagnostic.message, diagnostic.rule)?;
        writeln!(out, "  - {before}\n  + {after}")?;
        loop {
            let question = match zh {
                true => "改吗？y 改，n 不改，a 以后全改，q 到此为止：",
                false => "Correct it? y yes, n no, a all from here, q stop: ",
            };
            write!(out, "{question}")?;
            out.flush()?;
            let mut line = String::new();
            if io::stdin().lock().read_line(&mut line)? == 0 {
                line = "q".into();
            }
            match line.trim().to_lowercase().as_str() {
                "y" | "是" => return Ok(true),
                "n" | "" | "否" => return Ok(false),
                "a" => self.all = true,
                "q" => self.stopped = true,
                _ => continue,
            }
            return Ok(self.all);
        }
    }
}

fn unwritten(path: &Path, error: &WriteError) -> Failure {
    let name = path.display();
    match error {
        WriteError::Changed => Failure::new(
            format!("{name} 在校阅时被改动，没有写入"),
            format!("{name} was changed meanwhile and is left as it is"),
        )
        .help("请再运行一次", "run it again"),
        WriteError::ReadOnly => Failure::new(
            format!("{name} 是只读文件，没有写入"),
            format!("{name} is read-only and is left as it is"),
        ),
        WriteError::Io(error) => Failure::unwritten(path, error),
    }
}
