//! `kanwu fix`: the corrections made in the files, or shown as a diff.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use codespan_reporting::term::termcolor::{Color, ColorSpec, WriteColor};

use super::Status;
use super::args::{self, FailOn};
use super::console::Console;
use super::documents::{Documents, Done};
use super::failure::Failure;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Fix};
use crate::fix::{self, Fixed, Made};
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
    let jobs = documents.jobs();
    let mut fixer = Fixer { args, console: documents.console, all: false, stopped: false };
    documents.check(&jobs, |done| fixer.file(done))?;
    Ok(documents.status)
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
    fn file(&mut self, done: Done) -> io::Result<Status> {
        let Done { input, document, report, linter, .. } = done;
        let original = document.clone();
        let unsafe_too = self.args.unsafe_ || self.args.interactive;
        let mut trouble = Ok(());
        let fixed = fix::fix(&linter, document, report, &mut |document, diagnostic, fix| {
            (unsafe_too || fix::is_safe(fix))
                && (!self.args.interactive
                    || self.answer(document, diagnostic, fix).unwrap_or_else(|error| {
                        trouble = Err(error);
                        self.stopped = true;
                        false
                    }))
        });
        trouble?;
        let least = linter.config().fail_on;
        let fails = least.is_some_and(|least| fixed.report.highest() >= Some(least));
        let remains = if fails { Status::Findings } else { Status::Clean };
        if self.args.diff {
            self.diff(&original, &fixed)?;
            return Ok(if fixed.made.is_empty() { Status::Clean } else { Status::Findings });
        }
        match input {
            Input::Stdin => {
                let mut out = io::stdout().lock();
                out.write_all(&fixed.document.source())?;
                out.flush()?;
            }
            Input::File(path) => {
                if !fixed.made.is_empty() {
                    let (old, new) = (original.source(), fixed.document.source());
                    if let Err(error) = write::replace(&path, &old, &new) {
                        self.console.fail(&unwritten(&path, &error));
                        return Ok(Status::Failed);
                    }
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
        let (made, left) = (fixed.made.len(), fixed.report.diagnostics.len());
        match self.console.lang {
            Lang::Zh => writeln!(out, "{name}：改了 {made} 处，还有 {left} 处")?,
            Lang::En => writeln!(out, "{name}: {made} corrected, {left} left")?,
        }
        out.flush()
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
