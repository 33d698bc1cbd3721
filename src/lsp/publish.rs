//! What the server sends by itself: findings after a pause, counts, faults of configurations.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use gen_lsp_types::{Diagnostic, PublishDiagnosticsParams, Uri};
use serde_json::json;

use super::buffer::{Buffer, Kind};
use super::server::{Server, contained};
use super::view::{Checked, Outcome, View};
use super::{diagnostics, uri};
use crate::config::{Config, ConfigError};
use crate::diagnostic::Severity;

use crate::lint::{Memory, Report};
use crate::rules::Lang;
use crate::source::Document;

impl Server {
    /// Checks `text`, which goes by `name`. A panic is what came of it.
    pub(super) fn examine(&mut self, name: &Path, text: Arc<str>, memory: &Memory) -> Outcome {
        let root = self.root().map(Path::to_path_buf);
        let project = self.projects.project(name, root.as_deref());
        let linter = match &project.linter {
            Ok(linter) => linter.clone(),
            Err(errors) => {
                let path = errors.first().map(|error| error.path.clone()).or_else(|| project.file.clone());
                return Outcome::Faulty(self.uri_of(&path.unwrap_or_default()));
            }
        };
        let check = self.check;
        let checked = contained(|| {
            let document = Document::from_text(name, text);
            let report = check(&linter, &document, memory);
            Checked { document, report, linter: linter.clone() }
        });
        match checked {
            Ok(checked) => Outcome::Checked(Box::new(checked)),
            Err(why) => Outcome::Crashed(why),
        }
    }

    /// What comes of the open text `uri` as it is now.
    pub(super) fn outcome(&mut self, uri: &Uri) -> Option<(i32, Rc<Outcome>)> {
        let buffer = self.buffers.get(uri).filter(|buffer| buffer.kind == Kind::Manuscript)?;
        let (version, name, text) = (buffer.version, buffer.name.clone(), buffer.text.clone());
        let state = (version, self.projects.generation());
        if let Some((known, outcome)) = self.outcomes.get(uri)
            && *known == state
        {
            return Some((version, outcome.clone()));
        }
        let memory = self.memories.remove(uri).unwrap_or_default();
        let outcome = Rc::new(self.examine(&name, text, &memory));
        self.memories.insert(uri.clone(), memory);
        self.outcomes.insert(uri.clone(), (state, outcome.clone()));
        Some((version, outcome))
    }

    /// `outcome` as the client shows it, and what it is told of the counts.
    pub(super) fn items(&self, uri: &Uri, version: Option<i32>, outcome: &Outcome) -> Vec<Diagnostic> {
        match outcome {
            Outcome::Checked(checked) => {
                diagnostics::all(&View::new(uri, version, checked, &self.client), &self.pages)
            }
            Outcome::Faulty(file) => vec![diagnostics::faulty(file, self.projects.lang())],
            Outcome::Crashed(why) => vec![diagnostics::crashed(why, self.projects.lang())],
        }
    }

    /// Pushes what is found in the open text `uri`.
    pub(super) fn publish(&mut self, uri: &Uri) {
        let Some((version, outcome)) = self.outcome(uri) else {
            self.projects.refresh();
            return;
        };
        let items = self.items(uri, Some(version), &outcome);
        self.push(uri.clone(), Some(version), items);
        self.tell_status(uri, &outcome);
    }

    pub(super) fn push(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, version, diagnostics };
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Tells how many findings there are, and what they come to. That a text was not checked is shown
    /// as an error in it.
    pub(super) fn tell_status(&self, uri: &Uri, outcome: &Outcome) {
        let ((errors, warnings, infos), rate) = match outcome {
            Outcome::Checked(checked) => (counts(&checked.report), checked.report.rate.per_10k()),
            Outcome::Faulty(_) | Outcome::Crashed(_) => ((1, 0, 0), 0.0),
        };
        let status =
            json!({"uri": uri, "errors": errors, "warnings": warnings, "infos": infos, "rate": rate});
        self.notify("kanwu/status", status);
    }

    /// Shows what is wrong in configurations and packs, in their own texts, and takes back what no
    /// longer is. An open configuration is taken as it stands in the editor.
    pub(super) fn publish_faults(&mut self) {
        self.load_all();
        let open: Vec<Buffer> =
            self.buffers.values().filter(|buffer| buffer.kind == Kind::Configuration).cloned().collect();
        let mut faults: HashMap<Uri, Vec<Diagnostic>> = HashMap::new();
        // Two configurations may take the same faulty pack.
        let mut add = |server: &Server, error: &ConfigError| {
            let known = faults.entry(server.uri_of(&error.path)).or_default();
            let new = server.fault(error).into_iter().filter(|fault| !known.contains(fault));
            known.extend(new.collect::<Vec<_>>());
        };
        let is_open = |error: &&ConfigError| open.iter().any(|buffer| buffer.name == error.path);
        for error in self.projects.faults().filter(|error| !is_open(error)) {
            add(self, error);
        }
        for buffer in &open {
            let parsed = Config::parse(&buffer.name, &buffer.text);
            for error in parsed.and_then(|config| self.projects.compile(config)).err().into_iter().flatten() {
                add(self, &error);
            }
        }
        let mended = std::mem::replace(&mut self.faulty, faults.keys().cloned().collect::<HashSet<_>>());
        for uri in mended.into_iter().filter(|uri| !faults.contains_key(uri)) {
            self.push(uri, None, Vec::new());
        }
        faults.into_iter().for_each(|(uri, items)| self.push(uri, None, items));
    }

    /// Reads the configurations of all that is open.
    fn load_all(&mut self) {
        let root = self.root().map(Path::to_path_buf);
        let texts = self.buffers.values().filter(|buffer| buffer.kind == Kind::Manuscript);
        let names: Vec<_> = texts.map(|buffer| buffer.name.clone()).collect();
        for name in names {
            self.projects.project(&name, root.as_deref());
        }
        self.projects.settle();
    }

    fn fault(&self, error: &ConfigError) -> Vec<Diagnostic> {
        diagnostics::problems(&error.text, &error.errors, self.spoken())
    }

    /// The URI of the file at `path`, the client's own where it has it open.
    pub(super) fn uri_of(&self, path: &Path) -> Uri {
        let open = self.buffers.values().find(|buffer| buffer.name == path);
        open.map_or_else(|| uri::of_path(path), |buffer| buffer.uri.clone())
    }

    /// Says that there is no profile `name`, which the settings ask for.
    pub(super) fn unknown_profile(&self, name: &str) {
        let message = match self.projects.lang() {
            Lang::Zh => format!("没有“{name}”这一套规则，按默认的查"),
            Lang::En => format!("no profile “{name}”; the default one holds"),
        };
        self.notify("window/showMessage", json!({"type": 2, "message": message}));
    }
}

/// How many errors, warnings and infos there are.
pub(super) fn counts(report: &Report) -> (usize, usize, usize) {
    let of = |severity| report.diagnostics.iter().filter(|d| d.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning), of(Severity::Info))
}
