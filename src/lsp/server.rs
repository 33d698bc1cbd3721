//! A session: what is open, what is known of it, and what is to be done next.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Instant;

use crossbeam_channel::Sender;
use gen_lsp_types::Uri;
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use super::buffer::Buffer;
use super::client::Client;
use super::inbox::Inbox;
use super::pages::Pages;
use super::projects::Projects;
use super::requests::Refusal;
use super::settings::Settings;
use super::view::Outcome;
use super::workspace::{Seen, Walk};
use super::{Check, Spoken, Surroundings, uri};
use crate::lint::Memory;

/// The state of a session. What it does with messages stands in `notifications.rs` and
/// `requests.rs`, what it sends by itself in `publish.rs`.
pub(super) struct Server {
    outbox: Sender<Message>,
    inbox: Inbox,
    pub(super) client: Rc<Client>,
    pub(super) pages: Rc<Pages>,
    /// Where the pages of rules are written.
    folder: Option<PathBuf>,
    pub(super) projects: Projects,
    /// The folders that are open; the first one is that of texts without a file.
    pub(super) folders: Vec<PathBuf>,
    pub(super) buffers: HashMap<Uri, Buffer>,
    /// What came of each open text, for the version and the configurations that it was checked with.
    pub(super) outcomes: HashMap<Uri, ((i32, u64), Rc<Outcome>)>,
    /// What is known of each open text from its last check.
    pub(super) memories: HashMap<Uri, Memory>,
    /// When the findings of an open text are pushed.
    pub(super) due: HashMap<Uri, Instant>,
    /// The configurations and packs that are known to be faulty.
    pub(super) faulty: HashSet<Uri>,
    /// Folders that are being checked.
    pub(super) walks: VecDeque<Walk>,
    /// What was found in files that are not open.
    pub(super) seen: HashMap<PathBuf, Seen>,
    pub(super) check: Check,
    /// The requests to the client that ask for the settings.
    pub(super) asked: HashSet<RequestId>,
    requests: i32,
    /// The client has said that it leaves.
    pub(super) leaving: bool,
}

impl Server {
    pub(super) fn new(
        connection: Connection,
        client: Client,
        params: &Value,
        surroundings: Surroundings,
        check: Check,
    ) -> Self {
        let options = params.get("initializationOptions").unwrap_or(&Value::Null);
        let settings = Settings::new(options);
        let unknown = settings.as_ref().err().map(|(_, name)| name.clone());
        let settings = settings.unwrap_or_else(|(settings, _)| settings);
        let projects = Projects::new(settings, client.lang.unwrap_or(surroundings.lang));
        let folder = surroundings.pages.filter(|_| client.links_codes);
        let pages = Pages::new(folder.as_deref(), projects.lang());
        let server = Server {
            outbox: connection.sender,
            inbox: Inbox::new(connection.receiver),
            client: Rc::new(client),
            pages: Rc::new(pages),
            folder,
            projects,
            folders: folders(params),
            buffers: HashMap::new(),
            outcomes: HashMap::new(),
            memories: HashMap::new(),
            due: HashMap::new(),
            faulty: HashSet::new(),
            walks: VecDeque::new(),
            seen: HashMap::new(),
            check,
            asked: HashSet::new(),
            requests: 0,
            leaving: false,
        };
        unknown.into_iter().for_each(|name| server.unknown_profile(&name));
        server
    }

    /// Takes what comes and does what is due until the client leaves; true where it said so before.
    pub(super) fn run(mut self) -> bool {
        loop {
            if let Some(message) = self.inbox.next() {
                if matches!(&message, Message::Notification(notification) if notification.method == "exit") {
                    return self.leaving;
                }
                self.take(message);
            } else if self.inbox.is_closed() {
                return self.leaving;
            } else if !self.work() {
                let deadline = self.due.values().min().copied();
                self.inbox.wait(deadline);
            }
        }
    }

    /// Takes one message. What goes wrong with it is answered, and the session goes on.
    fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let answer = match self.inbox.calls_off(&id) {
                    true => Err(Refusal::called_off()),
                    false => {
                        contained(|| self.answer(request)).unwrap_or_else(|why| Err(Refusal::fault(why)))
                    }
                };
                match answer {
                    Ok(None) => {}
                    Ok(Some(result)) => self.send(Response::new_ok(id, result)),
                    Err(refusal) => self.send(refusal.response(id)),
                }
            }
            Message::Notification(notification) => {
                if let Err(why) = contained(|| self.notice(notification)) {
                    self.log(&why);
                }
            }
            Message::Response(response) => self.take_settings(response),
        }
    }

    /// Does the next thing that is due; false where nothing is.
    fn work(&mut self) -> bool {
        let now = Instant::now();
        let due = self.due.iter().filter(|(_, due)| **due <= now).min_by_key(|(_, due)| **due);
        if let Some(uri) = due.map(|(uri, _)| uri.clone()) {
            self.due.remove(&uri);
            self.guarded(|server| server.publish(&uri));
            return true;
        }
        if self.projects.is_fresh() {
            self.guarded(Server::publish_faults);
            return true;
        }
        self.walk()
    }

    /// Writes the pages of rules in the language that holds now.
    pub(super) fn write_pages(&mut self) {
        self.pages = Rc::new(Pages::new(self.folder.as_deref(), self.projects.lang()));
    }

    /// Runs `work`; a fault in it is told and ends it alone.
    pub(super) fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        if let Err(why) = contained(|| work(self)) {
            self.log(&why);
        }
    }

    /// The folder that texts without a file belong to.
    pub(super) fn root(&self) -> Option<&Path> {
        self.folders.first().map(PathBuf::as_path)
    }

    pub(super) fn spoken(&self) -> Spoken {
        Spoken { lang: self.projects.lang(), encoding: self.client.encoding }
    }

    /// Sends `message`. A client that is gone shows in the inbox.
    pub(super) fn send(&self, message: impl Into<Message>) {
        let _ = self.outbox.send(message.into());
    }

    pub(super) fn notify(&self, method: &str, params: impl serde::Serialize) {
        self.send(Notification::new(method.to_owned(), params));
    }

    /// Asks the client for something, under a number of its own.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        self.send(Request { id: id.clone(), method: method.to_owned(), params });
        id
    }

    /// Tells of a fault in kanwu, where the client keeps such things.
    fn log(&self, why: &str) {
        self.notify("window/logMessage", json!({"type": 1, "message": why}));
    }
}

/// Runs `work`; what it said if it panicked.
pub(super) fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

/// The folders that the client has open.
fn folders(params: &Value) -> Vec<PathBuf> {
    let path = |value: &Value| uri::to_path(&Uri(value.as_str()?.to_owned()));
    let folders = params.get("workspaceFolders").and_then(Value::as_array);
    let folders: Vec<PathBuf> =
        folders.into_iter().flatten().filter_map(|folder| path(folder.get("uri")?)).collect();
    match folders.is_empty() {
        true => params.get("rootUri").and_then(path).into_iter().collect(),
        false => folders,
    }
}
