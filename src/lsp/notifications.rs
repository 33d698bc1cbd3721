//! What the client tells: texts that open, change and close, files and settings that change.

use std::time::Instant;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, Uri,
};
use lsp_server::{Notification, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::buffer::{Buffer, Kind};
use super::inbox::called_off;
use super::requests::Refusal;
use super::server::Server;
use super::settings::Settings;
use super::uri;

/// The files that configurations are made of.
const WATCHED: [&str; 3] = ["toml", "tsv", "csv"];

impl Server {
    /// Takes note of `notification`; one that is not understood is passed over, as the protocol has it.
    pub(super) fn notice(&mut self, notification: Notification) {
        if let Some(id) = called_off(&notification) {
            // What has been answered already is not called off any more.
            let at = self.walks.iter().position(|walk| walk.id == id);
            if at.and_then(|at| self.walks.remove(at)).is_some() {
                self.send(Refusal::called_off().response(id));
            }
            return;
        }
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => self.begin(),
            "textDocument/didOpen" => understood(params, |params| self.open(params)),
            "textDocument/didChange" => understood(params, |params| self.change(params)),
            "textDocument/didSave" => understood(params, |params| self.save(params)),
            "textDocument/didClose" => understood(params, |params| self.close(params)),
            "workspace/didChangeWatchedFiles" => understood(params, |params| self.files_changed(params)),
            "workspace/didChangeWorkspaceFolders" => {
                understood(params, |params| self.folders_changed(params))
            }
            "workspace/didChangeConfiguration" => self.settings_changed(&params),
            _ => {}
        }
    }

    /// Asks to be told of what changes, and for the settings.
    fn begin(&mut self) {
        let mut registrations = Vec::new();
        if self.client.watches_files {
            let watchers: Vec<Value> =
                WATCHED.iter().map(|kind| json!({"globPattern": format!("**/*.{kind}")})).collect();
            let method = "workspace/didChangeWatchedFiles";
            let options = json!({"watchers": watchers});
            registrations.push(json!({"id": method, "method": method, "registerOptions": options}));
        }
        if self.client.tells_of_settings {
            let method = "workspace/didChangeConfiguration";
            let options = json!({"section": "kanwu"});
            registrations.push(json!({"id": method, "method": method, "registerOptions": options}));
        }
        if !registrations.is_empty() {
            self.ask("client/registerCapability", json!({"registrations": registrations}));
        }
        self.ask_for_settings();
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        if self.pages.is_page(&item.uri) {
            return;
        }
        let language = serde_json::to_value(&item.language_id).unwrap_or_default();
        let language = language.as_str().unwrap_or_default();
        let buffer = Buffer::new(item.uri.clone(), language, item.version, &item.text);
        self.outcomes.remove(&item.uri);
        self.buffers.insert(item.uri.clone(), buffer);
        self.changed(&item.uri, true);
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.text_document_identifier.uri;
        let encoding = self.client.encoding;
        let Some(buffer) = self.buffers.get_mut(&uri) else { return };
        buffer.change(params.text_document.version, params.content_changes, encoding);
        self.changed(&uri, false);
    }

    /// Sees to it that the findings of `uri` are pushed, `now` or after a pause. A client that asks
    /// for them itself is told of configurations alone.
    fn changed(&mut self, uri: &Uri, now: bool) {
        let kind = self.buffers.get(uri).map(|buffer| buffer.kind);
        let wanted = match kind {
            Some(Kind::Manuscript) => !self.client.pulls,
            Some(Kind::Configuration) => true,
            Some(Kind::Toml) | None => false,
        };
        if wanted {
            let pause = if now { Default::default() } else { self.projects.pause() };
            self.due.insert(uri.clone(), Instant::now() + pause);
        }
    }

    fn save(&mut self, params: DidSaveTextDocumentParams) {
        let kind = self.buffers.get(&params.text_document.uri).map(|buffer| buffer.kind);
        // A configuration may have changed outside of an editor that does not watch files.
        if kind.is_some_and(|kind| kind != Kind::Manuscript || !self.client.watches_files) {
            self.reload();
        }
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.outcomes.remove(&uri);
        self.memories.remove(&uri);
        self.due.remove(&uri);
        match self.buffers.remove(&uri).map(|buffer| buffer.kind) {
            Some(Kind::Manuscript) if !self.client.pulls => self.push(uri, None, Vec::new()),
            // What holds from now on is what the file says.
            Some(Kind::Configuration) => self.projects.refresh(),
            _ => {}
        }
    }

    fn files_changed(&mut self, params: DidChangeWatchedFilesParams) {
        let changed = params.changes.iter().filter_map(|change| uri::to_path(&change.uri));
        let matters = |path: std::path::PathBuf| {
            path.extension().is_some_and(|extension| WATCHED.iter().any(|watched| extension == *watched))
        };
        if changed.into_iter().any(matters) {
            self.reload();
        }
    }

    fn folders_changed(&mut self, params: DidChangeWorkspaceFoldersParams) {
        let path = |folder: &gen_lsp_types::WorkspaceFolder| uri::to_path(&folder.uri);
        let removed: Vec<_> = params.event.removed.iter().filter_map(path).collect();
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(params.event.added.iter().filter_map(path));
    }

    /// Reads all configurations again and checks what is open with them.
    pub(super) fn reload(&mut self) {
        self.projects.reload();
        self.seen.clear();
        let uris: Vec<Uri> = self.buffers.keys().cloned().collect();
        uris.iter().for_each(|uri| self.changed(uri, true));
        if self.client.pulls && self.client.refreshes {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
    }

    fn settings_changed(&mut self, params: &Value) {
        match params.pointer("/settings/kanwu") {
            Some(section) if section.is_object() => self.set(section),
            _ => self.ask_for_settings(),
        }
    }

    fn ask_for_settings(&mut self) {
        if self.client.has_settings {
            let id = self.ask("workspace/configuration", json!({"items": [{"section": "kanwu"}]}));
            self.asked.insert(id);
        }
    }

    /// Takes the settings that were asked for; a client that has nothing to say leaves them as they are.
    pub(super) fn take_settings(&mut self, response: Response) {
        if !self.asked.remove(&response.id) {
            return;
        }
        let section = response.response_result.ok().and_then(|result| result.get(0).cloned());
        if let Some(section) = section.filter(|section| section.as_object().is_some_and(|s| !s.is_empty())) {
            self.set(&section);
        }
    }

    fn set(&mut self, section: &Value) {
        let settings = Settings::new(section).unwrap_or_else(|(settings, name)| {
            self.unknown_profile(&name);
            settings
        });
        if self.projects.set(settings) {
            self.write_pages();
            self.reload();
        }
    }
}

/// Hands `params` over where they are what they should be.
fn understood<T: DeserializeOwned>(params: Value, take: impl FnOnce(T)) {
    if let Ok(params) = serde_json::from_value(params) {
        take(params);
    }
}
