//! `[[allow]]` in `kanwu.toml` that accepts nothing any more: told of a run that could have shown it.
//!
//! An allowance may speak of any file below the folder of its `kanwu.toml`, so that a run over a few
//! of them proves nothing: it is told only where all of that folder was checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Status;
use super::console::Console;
use super::documents::Done;
use super::projects::shown;
use crate::config::{Allowance, Place};
use crate::diagnostic::Severity;
use crate::lint::Linter;
use crate::report::trouble::Complaint;

/// The rule that speaks of allowances for nothing.
const RULE: &str = "allowance/unused";

/// What became of the allowances of all configurations of a run.
pub struct Allowances {
    /// The folders that are checked whole.
    folders: Vec<PathBuf>,
    /// The documents are held against others.
    held: bool,
    /// By the file that an allowance stands in and its place there: several configurations may
    /// extend one file.
    found: BTreeMap<(PathBuf, usize), Use>,
    /// Each configuration file by the path that it was read from.
    files: BTreeMap<PathBuf, PathBuf>,
}

struct Use {
    linter: Arc<Linter>,
    /// Its index among the allowances of that linter's configuration.
    index: usize,
    /// A document was checked that it could have spoken of.
    met: bool,
    needed: bool,
}

impl Allowances {
    /// Of a run over `paths`, as the command line names them; `held` against other documents.
    pub fn new(paths: &[PathBuf], held: bool) -> Self {
        let folders = paths.iter().filter(|path| path.is_dir()).filter_map(|path| path.canonicalize().ok());
        Allowances { folders: folders.collect(), held, found: BTreeMap::new(), files: BTreeMap::new() }
    }

    /// Takes note of what was needed in `done`.
    pub fn note(&mut self, done: &Done) {
        let name = &done.document.name;
        for (index, allowance) in done.linter.config().allowances.iter().enumerate() {
            let read = &allowance.place.file;
            let real = || read.canonicalize().unwrap_or_else(|_| read.clone());
            let file = self.files.entry(read.clone()).or_insert_with(real);
            let key = (file.clone(), allowance.place.span.start);
            let linter = || Use { linter: done.linter.clone(), index, met: false, needed: false };
            let known = self.found.entry(key).or_insert_with(linter);
            known.needed |= done.found.needed.contains(&index);
            known.met |= known.met || could_speak(allowance, &done.linter, name, self.held);
        }
    }

    /// Tells of those that accepted nothing, and how that weighs.
    pub fn close(self, console: &Console) -> Status {
        let mut status = Status::Clean;
        for ((file, _), idle) in self.found.iter().filter(|(_, one)| one.met && !one.needed) {
            let allowance = &idle.linter.config().allowances[idle.index];
            let rule = idle.linter.rules().find(|rule| &*rule.id == RULE);
            let wording = rule.and_then(|rule| rule.say.get("configured"));
            let (Some(rule), Some(wording), true) = (rule, wording, self.covers(file)) else {
                continue;
            };
            let message = wording.get(console.lang).replace("{text}", &allowance.rule.to_string());
            let Place { text, span, .. } = &allowance.place;
            let complaint =
                Complaint { severity: rule.severity, span: span.clone(), message, help: String::new() };
            console.complain(&shown(file).display().to_string(), text, &[complaint]);
            let least = idle.linter.config().fail_on;
            status = status.max(if fails(rule.severity, least) { Status::Findings } else { status });
        }
        status
    }

    /// True where the whole folder of `file` was checked.
    fn covers(&self, file: &Path) -> bool {
        let folder = file.parent().unwrap_or(Path::new(""));
        self.folders.iter().any(|checked| folder.starts_with(checked))
    }
}

fn fails(severity: Severity, least: Option<Severity>) -> bool {
    least.is_some_and(|least| severity >= least)
}

/// True where `allowance` is about the document called `name` too, and its rule ran there.
fn could_speak(allowance: &Allowance, linter: &Linter, name: &Path, held: bool) -> bool {
    let here = allowance.paths.as_ref().is_none_or(|paths| paths.matches(name));
    here && linter.judges(&allowance.rule, name, held)
}
