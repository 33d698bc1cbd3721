//! `kanwu baseline`, and what `kanwu check --baseline` makes of one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::args;
use super::console::Console;
use super::documents::{Documents, Done};
use super::failure::Failure;
use super::{Status, interrupt};
use crate::report::baseline::Baseline;
use crate::report::slashes;
use crate::rules::Lang;
use crate::source::write;

pub fn run(args: &args::Baseline, console: Console) -> io::Result<Status> {
    let Some(mut documents) = Documents::open(&args.documents, args.common.lang, &|_| {}, console) else {
        return Ok(Status::Failed);
    };
    if let Err(failure) = documents.remember(&args.caching) {
        documents.console.fail(&failure);
        return Ok(Status::Failed);
    }
    let jobs = documents.jobs();
    let mut baseline = Baseline::default();
    documents.check(&jobs, |done| {
        let path = slashes(&done.document.name);
        for (diagnostic, fingerprint) in done.found.diagnostics.iter().zip(&done.found.fingerprints) {
            baseline.add(&path, &diagnostic.rule, fingerprint, diagnostic.span.of(&done.document.text));
        }
        Ok(Status::Clean)
    })?;
    let (count, console) = (baseline.len(), documents.console);
    if documents.status == Status::Failed {
        // Half a baseline would let the findings of the other half pass for new ones.
        let name = args.to.display();
        let failure = Failure::new(
            format!("没有写 {name}：有的文件没能查完"),
            format!("{name} is not written: not every file could be checked"),
        );
        console.fail(&failure);
        return Ok(Status::Failed);
    }
    if let Err(error) = save(baseline, &args.to) {
        console.fail(&Failure::unwritten(&args.to, &error));
        return Ok(Status::Failed);
    }
    let (mut out, path) = (console.out(), args.to.display());
    match console.lang {
        Lang::Zh => {
            writeln!(out, "已把 {count} 处问题记入 {path}，用 kanwu check --baseline {path} 只查新的。")?
        }
        Lang::En => {
            writeln!(out, "{path} knows {count} findings; kanwu check --baseline {path} tells new ones.")?
        }
    }
    out.flush()?;
    Ok(Status::Clean)
}

/// A baseline in use.
pub struct Gate {
    path: PathBuf,
    baseline: Baseline,
    prune: bool,
    vanished: usize,
}

impl Gate {
    /// Reads the file at `path`.
    pub fn open(path: &Path, prune: bool) -> Result<Gate, Failure> {
        let name = path.display();
        let text = fs::read_to_string(path).map_err(|error| {
            Failure::new(format!("{name} 无法读取：{error}"), format!("{name} cannot be read: {error}"))
                .help("kanwu baseline 会写好一份", "kanwu baseline writes one")
        })?;
        let baseline = Baseline::parse(&text).map_err(|why| {
            Failure::new(format!("{name} 不是基线文件：{why}"), format!("{name} is no baseline: {why}"))
        })?;
        Ok(Gate { path: path.to_path_buf(), baseline, prune, vanished: 0 })
    }

    /// Leaves in `done` what is new.
    pub fn hold(&mut self, done: &mut Done) {
        let path = slashes(&done.document.name);
        done.found.retain(|_, fingerprint| !self.baseline.knows(&path, fingerprint));
        self.vanished += self.baseline.vanished(&path);
        if self.prune {
            self.baseline.prune(&path);
        }
    }

    /// Tells what is known and was not found again, and forgets it where that is wanted.
    pub fn close(self, console: &Console) -> io::Result<Status> {
        let (path, vanished) = (self.path.display().to_string(), self.vanished);
        if vanished == 0 {
            return Ok(Status::Clean);
        }
        if self.prune
            && let Err(error) = save(self.baseline, &self.path)
        {
            console.fail(&Failure::unwritten(&self.path, &error));
            return Ok(Status::Failed);
        }
        let (zh, en) = match self.prune {
            true => (format!("{path}：删去已改正的 {vanished} 处"), format!("{path}: {vanished} forgotten")),
            false => (
                format!("{path}：有 {vanished} 处已不存在，用 --prune 删去"),
                format!("{path}: {vanished} are gone; --prune forgets them"),
            ),
        };
        console.remark(if console.lang == Lang::Zh { &zh } else { &en });
        Ok(Status::Clean)
    }
}

fn save(baseline: Baseline, path: &Path) -> io::Result<()> {
    let mut bytes = Vec::new();
    baseline.write(&mut bytes)?;
    interrupt::shielded(|| write::create(path, &bytes))
}
