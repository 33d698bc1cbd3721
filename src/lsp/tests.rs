//! What no document can bring about, as far as is known, and must be withstood all the same.

use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

use super::*;
use crate::config::Config;

fn fragile(linter: &Linter, document: &Document, _: &Memory) -> Report {
    assert!(!document.text.contains("崩溃"), "broken by the text");
    linter.check(document)
}

/// What is pushed for `uri`, which reads `text`.
fn pushed(client: &Connection, uri: &str, text: &str) -> Value {
    let item = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
    let open = Notification::new("textDocument/didOpen".to_owned(), json!({"textDocument": item}));
    client.sender.send(open.into()).unwrap();
    let mut messages = client.receiver.iter();
    let findings = messages.find_map(|message| match message {
        Message::Notification(n)
            if n.method == "textDocument/publishDiagnostics" && n.params["uri"] == uri =>
        {
            Some(n.params["diagnostics"].clone())
        }
        _ => None,
    });
    findings.unwrap()
}

#[test]
fn a_text_that_breaks_kanwu_ends_no_session() {
    let (client, other) = Connection::memory();
    let server = std::thread::spawn(move || serve_with(other, Surroundings::default(), fragile).unwrap());
    let ask = |id: i32, method: &str, params: Value| {
        let request = Request { id: id.into(), method: method.to_owned(), params };
        client.sender.send(request.into()).unwrap();
    };
    ask(1, "initialize", json!({"capabilities": {}, "initializationOptions": {"debounce": 0}}));
    let broken = pushed(&client, "untitled:1", "崩溃");
    assert!(broken[0]["message"].as_str().unwrap().contains("broken by the text"), "{broken}");
    ask(2, "kanwu/rate", json!({"textDocument": {"uri": "untitled:1"}}));
    assert_eq!(pushed(&client, "untitled:2", "会议布署了工作。")[0]["code"], "character/wrong-word");
    ask(3, "shutdown", Value::Null);
    client.sender.send(Notification::new("exit".to_owned(), Value::Null).into()).unwrap();
    assert!(server.join().unwrap());
}

#[test]
fn every_rule_has_an_explanation() {
    let linter = Linter::new(&Config::profile(None).unwrap()).unwrap();
    for rule in linter.rules() {
        let words = pages::explanation(&linter, &rule.id, Lang::Zh).unwrap_or_default();
        assert!(words.starts_with(&format!("### {}", rule.id)), "{}", rule.id);
    }
}
