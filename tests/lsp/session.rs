//! How a session begins, goes on whatever comes, and ends.

use lsp_server::Message;
use serde_json::{Value, json};

use crate::client::*;

fn here() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_two_agree_on_an_encoding() {
    for (offered, agreed) in [
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-16", "utf-32"]), "utf-32"),
        (json!(null), "utf-16"),
    ] {
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let client = Client::with(capabilities, Value::Null, None, Default::default());
        assert_eq!(client.welcome["capabilities"]["positionEncoding"], agreed);
        assert_eq!(client.welcome["serverInfo"]["name"], "kanwu");
    }
}

#[test]
fn what_is_not_understood_is_refused_and_no_more() {
    let mut client = Client::with(json!({}), Value::Null, None, Default::default());
    assert_eq!(client.refused("textDocument/rename", json!({})), -32601);
    assert_eq!(client.refused("textDocument/hover", json!({"textDocument": 3})), -32602);
    assert_eq!(client.refused("kanwu/rate", json!({"textDocument": {"uri": "file:///nowhere.txt"}})), -32602);
    assert_eq!(client.refused("kanwu/explain", json!({"rule": "no/such"})), -32602);
    client.tell("textDocument/didChange", json!("nonsense"));
    client.tell("$/whatever", json!({}));
    client.change("file:///nowhere.txt", 2, json!([]));
    assert_eq!(
        client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": "file:///nowhere.txt"}})),
        json!([])
    );
    assert!(client.leave());
}

#[test]
fn after_the_shutdown_nothing_is_answered() {
    let mut client = Client::with(json!({}), Value::Null, None, Default::default());
    client.ask("shutdown", Value::Null);
    assert_eq!(client.refused("kanwu/explain", json!({"rule": "date/weekday"})), -32600);
}

#[test]
fn a_client_that_vanishes_ends_the_session() {
    assert!(!Client::with(json!({}), Value::Null, None, Default::default()).vanish());
}

#[test]
fn a_request_that_is_called_off_is_not_worked_on() {
    let folder = here();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    // While the server is busy with a long text, a request comes and is called off.
    client.open(&uri, &crate::BULLETIN.repeat(2));
    let asked = client.send("kanwu/rate", json!({"textDocument": {"uri": uri}}));
    let unwanted = client.send("kanwu/outline", json!({"textDocument": {"uri": uri}}));
    let id = serde_json::to_value(&unwanted).unwrap();
    client.tell("$/cancelRequest", json!({"id": id}));
    assert!(client.response(&asked).response_result.is_ok());
    let answer = client.response(&unwanted).response_result;
    assert_eq!(answer.expect_err("it was called off").code, -32800);
    // It is too late to call off what has been answered.
    client.tell("$/cancelRequest", json!({"id": id}));
    assert!(client.leave());
}

#[test]
fn settings_are_taken_from_the_options_and_asked_for() {
    let folder = here();
    let mut capabilities = able();
    capabilities["workspace"]["configuration"] = json!(true);
    let mut client = Client::start(folder.path(), capabilities, json!({"lang": "zh", "debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "会议布署了工作。\n");
    assert_eq!(client.pushed_next(&uri)[0]["message"], "“布署”应为“部署”");
    let is_question = |message: &Message| matches!(message, Message::Request(request) if request.method == "workspace/configuration");
    let Message::Request(question) = client.hear(is_question) else { unreachable!() };
    client.answer(question.id, json!([{"lang": "en", "debounce": 0}]));
    let english = client.pushed_next(&uri)[0].clone();
    assert_eq!(english["message"], "“布署” should be “部署”");
    let page = english["codeDescription"]["href"].as_str().unwrap();
    assert!(page.contains("rules.en.md"), "{page}");
    let settings = json!({"settings": {"kanwu": {"lang": "zh", "profile": "no-such"}}});
    client.tell("workspace/didChangeConfiguration", settings);
    let is_message =
        |message: &Message| matches!(message, Message::Notification(n) if n.method == "window/showMessage");
    let Message::Notification(message) = client.hear(is_message) else { unreachable!() };
    assert!(message.params["message"].as_str().unwrap().contains("no-such"), "{message:?}");
    assert_eq!(client.pushed_next(&uri)[0]["message"], "“布署”应为“部署”");
}

#[test]
fn a_profile_of_the_settings_stands_in_for_the_configured_one() {
    let folder = here();
    let text = "目录\n甲地召开会议…………1\n乙地召开会议…………2\n丙地召开会议…………3\n\n甲地召开会议 8月2日，会议召开。\n乙地召开会义 8月3日，会议召开。\n丙地召开会议 8月4日，会议召开。\n";
    let found = |options: Value| {
        let mut client = Client::start(folder.path(), able(), options);
        let uri = uri(&folder.path().join("a.txt"));
        client.open(&uri, text);
        let rules = client.pushed_next(&uri);
        rules.iter().any(|finding| finding["code"].as_str().unwrap().starts_with("contents/"))
    };
    assert!(found(json!({})) && !found(json!({"profile": "general"})));
}

#[test]
fn whatever_is_sent_is_answered_or_passed_over() {
    let folder = here();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let text = uri(&folder.path().join("a.txt"));
    let configuration = uri(&folder.path().join("kanwu.toml"));
    client.open(&text, "韩𬭎说：会议布署了工作,\r\n");
    client.open(&configuration, "packs = [\n");
    let far = json!({"line": u32::MAX, "character": u32::MAX});
    let backwards = json!({"start": far, "end": {"line": 0, "character": 0}});
    let mut requests =
        vec![Value::Null, json!([]), json!("x"), json!({"textDocument": null}), json!({"rule": 1})];
    for uri in [&*text, &configuration, "untitled:1", "file://", "", "%", "file:///%ff%"] {
        for place in [&far, &json!({"line": 0, "character": 2}), &json!({"line": -1})] {
            requests.push(json!({
                "textDocument": {"uri": uri}, "position": place, "range": backwards,
                "context": {"diagnostics": [{"range": 1}], "only": ["", "quickfix", "no.such"]},
                "data": {"uri": uri}, "title": "t", "command": "kanwu.explainRule", "arguments": [1],
                "contentChanges": [{"range": backwards, "text": "字"}], "previousResultIds": [1],
                "changes": [{"uri": uri, "type": 2}], "settings": [uri], "item": [],
            }));
        }
    }
    let asked = [
        "textDocument/diagnostic",
        "workspace/diagnostic",
        "textDocument/codeAction",
        "codeAction/resolve",
        "textDocument/hover",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/definition",
        "textDocument/documentLink",
        "workspace/executeCommand",
        "kanwu/outline",
        "kanwu/rate",
        "kanwu/explain",
        "initialize",
        "no/such",
    ];
    let told = [
        "textDocument/didChange",
        "textDocument/didOpen",
        "textDocument/didSave",
        "$/cancelRequest",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "initialized",
        "workspace/didChangeConfiguration",
        "textDocument/didClose",
        "no/such",
    ];
    for params in &requests {
        let ids: Vec<_> = asked.iter().map(|method| client.send(method, params.clone())).collect();
        for id in ids {
            let answer = client.response(&id).response_result;
            assert_ne!(answer.err().map(|error| error.code), Some(-32603), "{params}");
        }
        told.iter().for_each(|method| client.tell(method, params.clone()));
    }
    assert!(!client.has_heard("window/logMessage"));
    assert!(client.leave());
}
