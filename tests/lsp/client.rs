//! A client as small as can be, at the other end of the line from a server in a thread.

use std::path::Path;
use std::thread::JoinHandle;
use std::time::Duration;

use kanwu::lsp::{Surroundings, serve};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

/// So long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    connection: Option<Connection>,
    server: Option<JoinHandle<bool>>,
    requests: i32,
    /// What the server has sent and nobody has asked for yet.
    heard: Vec<Message>,
    /// The answer to `initialize`.
    pub welcome: Value,
}

/// A client that takes all that the server can give, and pushed findings.
pub fn able() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]}, "codeDescriptionSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "definition": {"linkSupport": true},
            "hover": {"contentFormat": ["markdown"]},
        },
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
    })
}

/// The capabilities of a client that asks for findings itself.
pub fn asking() -> Value {
    let mut able = able();
    able["textDocument"]["diagnostic"] = json!({});
    able
}

impl Client {
    /// A client with the folder `root` open, whose windows are English.
    pub fn start(root: &Path, capabilities: Value, options: Value) -> Client {
        let pages = root.join(".pages");
        Client::with(
            capabilities,
            options,
            Some(root),
            Surroundings { pages: Some(pages), ..Surroundings::default() },
        )
    }

    pub fn with(
        capabilities: Value,
        options: Value,
        root: Option<&Path>,
        surroundings: Surroundings,
    ) -> Client {
        let (connection, other) = Connection::memory();
        let server = std::thread::spawn(move || serve(other, surroundings).expect("a session begins"));
        let (connection, server) = (Some(connection), Some(server));
        let mut client = Client { connection, server, requests: 0, heard: Vec::new(), welcome: Value::Null };
        client.welcome = client.ask(
            "initialize",
            json!({
                "processId": null,
                "locale": "en",
                "rootUri": root.map(uri),
                "capabilities": capabilities,
                "initializationOptions": options,
            }),
        );
        client.tell("initialized", json!({}));
        client
    }

    pub fn tell(&self, method: &str, params: Value) {
        let message = Notification::new(method.to_owned(), params);
        self.connection.as_ref().unwrap().sender.send(message.into()).unwrap();
    }

    /// Sends a request and does not wait.
    pub fn send(&mut self, method: &str, params: Value) -> RequestId {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        self.connection.as_ref().unwrap().sender.send(request.into()).unwrap();
        id
    }

    pub fn response(&mut self, id: &RequestId) -> Response {
        let is = |message: &Message| matches!(message, Message::Response(response) if response.id == *id);
        match self.hear(is) {
            Message::Response(response) => response,
            _ => unreachable!(),
        }
    }

    /// The result of a request that must succeed.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params);
        self.response(&id).response_result.unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    /// The code of the error that a request must end in.
    pub fn refused(&mut self, method: &str, params: Value) -> i32 {
        let id = self.send(method, params);
        self.response(&id).response_result.expect_err(method).code
    }

    /// The next message that `is` what is waited for.
    pub fn hear(&mut self, is: impl Fn(&Message) -> bool) -> Message {
        loop {
            if let Some(at) = self.heard.iter().position(&is) {
                return self.heard.remove(at);
            }
            let message = self.connection.as_ref().unwrap().receiver.recv_timeout(PATIENCE);
            self.heard.push(message.expect("the server goes on"));
        }
    }

    /// The parameters of the next notification `method` about `uri`.
    pub fn told(&mut self, method: &str, uri: &str) -> Value {
        let is = |message: &Message| {
            matches!(message, Message::Notification(notification)
                if notification.method == method && notification.params["uri"] == uri)
        };
        match self.hear(is) {
            Message::Notification(notification) => notification.params,
            _ => unreachable!(),
        }
    }

    /// The findings that are pushed for `uri` at `version`, earlier ones passed over.
    pub fn pushed(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            let params = self.told("textDocument/publishDiagnostics", uri);
            if params["version"] == version {
                return params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    /// The findings that are pushed next for `uri`, which need not be open.
    pub fn pushed_next(&mut self, uri: &str) -> Vec<Value> {
        self.told("textDocument/publishDiagnostics", uri)["diagnostics"].as_array().unwrap().clone()
    }

    pub fn open(&self, uri: &str, text: &str) {
        let language = if uri.ends_with("toml") { "toml" } else { "plaintext" };
        let item = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    pub fn change(&self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// The actions that are offered for `range`.
    pub fn actions(&mut self, uri: &str, range: &Value, only: Value) -> Vec<Value> {
        let context = json!({"diagnostics": [], "only": only});
        let asked = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        self.ask("textDocument/codeAction", asked).as_array().unwrap().clone()
    }

    /// Takes leave; true where the server agrees that it was done in form.
    pub fn leave(mut self) -> bool {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }

    /// Goes away without a word; what the server makes of that.
    pub fn vanish(mut self) -> bool {
        drop(self.connection.take());
        self.server.take().unwrap().join().unwrap()
    }
}

/// The URI of a file whose name needs no escapes.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.to_str().unwrap())
}

/// `text` after `edits`, in UTF-16 columns, of which none touches another.
pub fn edited(text: &str, edits: &[Value]) -> String {
    let mut spans: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let at = |end: &str| offset(text, &edit["range"][end]);
            (at("start"), at("end"), edit["newText"].as_str().unwrap())
        })
        .collect();
    spans.sort();
    let mut text = text.to_owned();
    for (start, end, new) in spans.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

/// The byte of a place in UTF-16 columns, worked out in the plainest way.
pub fn offset(text: &str, position: &Value) -> usize {
    let (line, column) = (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let start: usize = text.split_inclusive('\n').take(line as usize).map(str::len).sum();
    let mut units = 0;
    let within = text[start..].char_indices().find(|(_, c)| {
        let found = units >= column;
        units += c.len_utf16() as u64;
        found
    });
    within.map_or(text.len(), |(at, _)| start + at)
}

/// The place of byte `at` in UTF-16 columns.
pub fn position(text: &str, at: usize) -> Value {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    json!({"line": text[..at].matches('\n').count(), "character": text[start..at].encode_utf16().count()})
}

/// The characters of `text` that `range` means.
pub fn words<'a>(text: &'a str, range: &Value) -> &'a str {
    &text[offset(text, &range["start"])..offset(text, &range["end"])]
}

impl Client {
    /// Answers a request of the server.
    pub fn answer(&self, id: RequestId, result: Value) {
        self.connection.as_ref().unwrap().sender.send(Response::new_ok(id, result).into()).unwrap();
    }

    /// True where a notification `method` has come by now that nobody has asked for.
    pub fn has_heard(&self, method: &str) -> bool {
        let is = |message: &Message| matches!(message, Message::Notification(n) if n.method == method);
        self.heard.iter().any(is) || self.connection.as_ref().unwrap().receiver.try_iter().any(|m| is(&m))
    }
}
