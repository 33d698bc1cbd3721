//! The findings of all files of a folder, file by file, so that whoever types does not wait.
//!
//! A file belongs to it if a `kanwu.toml` holds for it: a folder of programs has texts too, and
//! nobody asked to have them proofread.

use std::collections::{HashMap, VecDeque};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use gen_lsp_types::Uri;
use lsp_server::{RequestId, Response};
use serde_json::{Value, json};

use super::diagnostics::unreadable;
use super::server::Server;
use crate::lint::Memory;
use crate::source::Document;
use crate::source::walk::{Filter, Input, expand};

/// A folder that is being checked, for a request.
pub(super) struct Walk {
    pub id: RequestId,
    /// Where findings are sent as they are made; otherwise all are in the answer.
    token: Option<Value>,
    files: VecDeque<PathBuf>,
    /// What the client has of each file.
    known: HashMap<String, String>,
    items: Vec<Value>,
}

/// A file as it was when it was checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    modified: Option<SystemTime>,
    length: u64,
    result: String,
}

impl Seen {
    fn is(&self, metadata: &Metadata) -> bool {
        self.modified == metadata.modified().ok() && self.modified.is_some() && self.length == metadata.len()
    }
}

impl Server {
    /// Begins to check the folders that are open, for the request `id`.
    pub(super) fn begin_walk(&mut self, id: RequestId, params: &Value) {
        let previous = params.get("previousResultIds").and_then(Value::as_array);
        let pair = |entry: &Value| {
            Some((entry.get("uri")?.as_str()?.to_owned(), entry.get("value")?.as_str()?.to_owned()))
        };
        let files = self.folders.clone().iter().flat_map(|folder| self.files_of(folder)).collect();
        self.walks.push_back(Walk {
            id,
            token: params.get("partialResultToken").filter(|token| !token.is_null()).cloned(),
            files,
            known: previous.into_iter().flatten().filter_map(pair).collect(),
            items: Vec::new(),
        });
    }

    /// The files of `folder` that are checked with it.
    fn files_of(&mut self, folder: &Path) -> Vec<PathBuf> {
        let project = self.projects.project(&folder.join("x"), None);
        let config = project.linter.as_ref().ok().map(|linter| linter.config());
        let filter =
            config.map(|config| Filter { include: config.include.clone(), exclude: config.exclude.clone() });
        let inputs = expand(&[folder.to_path_buf()], &filter.unwrap_or_default());
        let files = inputs.into_iter().filter_map(|input| match input {
            Ok(Input::File(path)) => Some(path),
            Ok(Input::Stdin) | Err(_) => None,
        });
        files.filter(|path| self.projects.file(path, Some(folder)).is_some()).collect()
    }

    /// Checks the next file of a folder, or answers if there is none; false where nobody asks.
    pub(super) fn walk(&mut self) -> bool {
        let Some(mut walk) = self.walks.pop_front() else { return false };
        let Some(path) = walk.files.pop_front() else {
            self.send(Response::new_ok(walk.id, json!({"items": walk.items})));
            return true;
        };
        let mut item = None;
        self.guarded(|server| item = server.file(&path, &walk.known));
        match (&walk.token, item) {
            (_, None) => {}
            (None, Some(item)) => walk.items.push(item),
            (Some(token), Some(item)) => {
                self.notify("$/progress", json!({"token": token, "value": {"items": [item]}}));
            }
        }
        self.walks.push_front(walk);
        true
    }

    /// What is found in the file at `path`; `known` says what the client has of it.
    fn file(&mut self, path: &Path, known: &HashMap<String, String>) -> Option<Value> {
        let uri = self.uri_of(path);
        if let Some((version, outcome)) = self.outcome(&uri) {
            let result = format!("{}-{version}", self.projects.generation());
            let known = known.get(&uri.0) == Some(&result);
            let items = if known { Vec::new() } else { self.items(&uri, Some(version), &outcome) };
            return Some(report(&uri, json!(version), &result, (!known).then(|| json!(items))));
        }
        let metadata = path.metadata().ok()?;
        let seen = self.seen.get(path).filter(|seen| seen.is(&metadata));
        if let Some(seen) = seen.filter(|seen| known.get(&uri.0) == Some(&seen.result)) {
            return Some(report(&uri, Value::Null, &seen.result, None));
        }
        let items = match Document::read(path, None) {
            Ok(document) => {
                let outcome = self.examine(path, document.text, &Memory::default());
                self.items(&uri, None, &outcome)
            }
            Err(error) => vec![unreadable(&error, self.projects.lang())],
        };
        let modified = metadata.modified().ok();
        let since = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let time = since.map_or(0, |since| since.as_nanos());
        let result = format!("{}-{time}-{}", self.projects.generation(), metadata.len());
        self.seen
            .insert(path.to_path_buf(), Seen { modified, length: metadata.len(), result: result.clone() });
        Some(report(&uri, Value::Null, &result, Some(json!(items))))
    }
}

/// The report on one file: its findings, or that they are those that the client has.
fn report(uri: &Uri, version: Value, result: &str, items: Option<Value>) -> Value {
    match items {
        Some(items) => {
            json!({"kind": "full", "uri": uri, "version": version, "resultId": result, "items": items})
        }
        None => json!({"kind": "unchanged", "uri": uri, "version": version, "resultId": result}),
    }
}
