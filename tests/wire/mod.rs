//! A server in a process of its own, over its standard input and output, for tests and benches.
#![allow(dead_code, reason = "each takes what it needs")]

use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

pub struct Wire {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Wire {
    /// Starts `kanwu lsp` and begins a session that waits for no pause.
    pub fn start(kanwu: &Path) -> Wire {
        let mut command = Command::new(kanwu);
        command.args(["lsp", "--lang", "zh"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("kanwu runs");
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut wire = Wire { child, input, output };
        wire.ask(1, "initialize", json!({"capabilities": {}, "initializationOptions": {"debounce": 0}}));
        wire.tell("initialized", json!({}));
        wire
    }

    /// The memory of the server in kB; none where the system does not tell.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// The time in ms that processors have spent on the server; none where the system does not tell.
    pub fn busy(&self) -> Option<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = |field: usize| fields.get(field)?.parse::<u64>().ok();
        // User and system time, in hundredths of a second.
        Some((ticks(11)? + ticks(12)?) * 10)
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        Message::from(Notification::new(method.to_owned(), params)).write(&mut self.input).unwrap();
    }

    pub fn ask(&mut self, id: i32, method: &str, params: Value) -> Value {
        let request = Request { id: id.into(), method: method.to_owned(), params };
        Message::from(request).write(&mut self.input).unwrap();
        loop {
            if let Message::Response(response) = self.read()
                && response.id == id.into()
            {
                return response.response_result.expect(method);
            }
        }
    }

    fn read(&mut self) -> Message {
        Message::read(&mut self.output).expect("the server speaks the protocol").expect("the server goes on")
    }

    /// Opens `text`, or gives all of it anew.
    pub fn open(&mut self, uri: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// The findings that are pushed for `uri` at `version`.
    pub fn pushed(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            if let Message::Notification(Notification { method, mut params }) = self.read()
                && method == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && params["version"] == version
            {
                return serde_json::from_value(params["diagnostics"].take()).unwrap();
            }
        }
    }

    /// Takes leave; the server's exit status.
    pub fn leave(mut self) -> Option<i32> {
        self.ask(2, "shutdown", Value::Null);
        self.tell("exit", Value::Null);
        drop(self.input);
        self.child.wait().unwrap().code()
    }
}

/// The place of byte `at` of `text` in UTF-16 columns.
pub fn position(text: &str, at: usize) -> Value {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
    json!({"line": line, "character": text[start..at].encode_utf16().count()})
}
