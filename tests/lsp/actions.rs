//! What is offered at a finding, and what comes of it.

use std::fs;

use kanwu::fix::{fix, is_safe};
use kanwu::{Config, Document, Linter};
use serde_json::{Value, json};

use crate::client::*;
use crate::house;

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let titles = || actions.iter().map(|action| &action["title"]).collect::<Vec<_>>();
    actions
        .iter()
        .find(|action| action["title"].as_str().unwrap().starts_with(title))
        .unwrap_or_else(|| panic!("{title} in {:?}", titles()))
}

/// The edits of `action`, which changes the text `uri` alone, at `version`.
fn edits(action: &Value, uri: &str, version: Value) -> Vec<Value> {
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{action}");
    assert_eq!(changes[0]["textDocument"], json!({"uri": uri, "version": version}), "{action}");
    changes[0]["edits"].as_array().unwrap().clone()
}

#[test]
fn a_correction_hits_the_characters_that_are_meant() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    let text = "韩𬭎说：会议布署了工作,要求落实。\n";
    client.open(&uri, text);
    let range = client.pushed(&uri, 1)[0]["range"].clone();
    let actions = client.actions(&uri, &range, json!(["quickfix"]));
    let action = titled(&actions, "change to: 部署");
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"][0]["range"], range);
    assert!(action.get("isPreferred").is_none(), "it needs an eye");
    assert_eq!(edited(text, &edits(action, &uri, json!(1))), "韩𬭎说：会议部署了工作,要求落实。\n");
    // The cursor alone, at either end or within, is at the finding; behind it is not.
    for (column, offered) in [(7, true), (8, true), (9, true), (10, false), (6, false)] {
        let place = json!({"line": 0, "character": column});
        let actions = client.actions(&uri, &json!({"start": place, "end": place}), json!(["quickfix"]));
        assert_eq!(!actions.is_empty(), offered, "{column}");
    }
    let comma = position(text, text.find(',').unwrap());
    let actions = client.actions(&uri, &json!({"start": comma, "end": comma}), Value::Null);
    assert_eq!(titled(&actions, "change to: ，")["isPreferred"], true);
}

#[test]
fn all_safe_corrections_are_those_of_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    let linter = Linter::new(&Config::profile(None).unwrap()).unwrap();
    for (version, text) in [
        (2, "会议布署工作,要求抓好落实,，确保完成。\n韩𬭎说:好。\n".to_owned()),
        (3, "会议要求,抓好落实。\r\n第二段(没有问题).\r\n".to_owned()),
        (4, crate::BULLETIN.to_owned()),
    ] {
        let document = Document::from_text("a.txt", text.clone());
        let report = linter.check(&document);
        let fixed = fix(&linter, document, report, &mut |_, _, fix| is_safe(fix));
        client.open(&uri, "");
        client.change(&uri, version, json!([{"text": text}]));
        assert_eq!(
            fixed.made.is_empty(),
            version == 4,
            "the bulletin alone has nothing that is surely right"
        );
        let nowhere = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
        for only in ["source.fixAll", "source.fixAll.kanwu"] {
            let actions = client.actions(&uri, &nowhere, json!([only]));
            if fixed.made.is_empty() {
                assert_eq!(actions, Vec::<Value>::new());
                continue;
            }
            assert_eq!(actions[0]["kind"], "source.fixAll.kanwu");
            assert_eq!(edited(&text, &edits(&actions[0], &uri, json!(version))), &*fixed.document.text);
        }
    }
    client.change(&uri, 5, json!([{"text": "没有问题。\n"}]));
    let nowhere = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    assert_eq!(client.actions(&uri, &nowhere, json!(["source.fixAll"])), Vec::<Value>::new());
}

#[test]
fn corrections_that_take_long_are_made_when_they_are_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut capabilities = able();
    capabilities["textDocument"]["codeAction"] =
        json!({"dataSupport": true, "resolveSupport": {"properties": ["edit"]}});
    let mut client = Client::start(folder.path(), capabilities, json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "会议要求,抓好落实。\n");
    let nowhere = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    let actions = client.actions(&uri, &nowhere, Value::Null);
    let action = titled(&actions, "Make all safe corrections");
    assert!(action.get("edit").is_none());
    let resolved = client.ask("codeAction/resolve", action.clone());
    assert_eq!(edits(&resolved, &uri, json!(1))[0]["newText"], "，");
}

#[test]
fn old_clients_are_given_plain_edits() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), json!({}), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "会议布署了工作。\n");
    let range = client.pushed(&uri, 1)[0]["range"].clone();
    let actions = client.actions(&uri, &range, Value::Null);
    let changes = &titled(&actions, "change to: 部署")["edit"]["changes"];
    assert_eq!(changes[&uri][0]["newText"], "部署");
}

/// What is allowed is no longer found, and nothing else is allowed with it.
#[test]
fn what_is_allowed_in_the_configuration_is_not_found_again() {
    let folder = house::house();
    let configuration = folder.path().join("kanwu.toml");
    for before in [house::CONFIGURATION, "packs = \"house.toml\"", ""] {
        fs::write(&configuration, before).unwrap();
        let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
        let uri_of = uri(&folder.path().join("a.txt"));
        let text = "他住在老城南街。\n会议要求,抓好落实。第二次要求,也要落实。会议布署了工作。\n";
        client.open(&uri_of, text);
        let findings = client.pushed(&uri_of, 1);
        assert!(!findings.is_empty());
        for finding in &findings {
            let actions = client.actions(&uri_of, &finding["range"], json!(["quickfix"]));
            let rule = finding["code"].as_str().unwrap();
            let action = titled(&actions, &format!("Allow in kanwu.toml: {rule}"));
            let after = edited(before, &edits(action, &uri(&configuration), Value::Null));
            assert!(after.starts_with(before), "{after}");
            let config =
                Config::parse(&configuration, &after).unwrap_or_else(|errors| panic!("{errors:?} {after}"));
            let report = Linter::new(&config).unwrap().check(&Document::from_text("a.txt", text));
            assert_eq!(report.allowed, 1, "{after}");
            assert_eq!(report.diagnostics.len(), findings.len() - 1);
        }
    }
}

#[test]
fn what_is_allowed_here_is_not_found_again() {
    let linter = Linter::new(&Config::profile(None).unwrap()).unwrap();
    for (name, text) in [
        ("a.txt", "第一段，没有问题。\n韩𬭎说：会议布署了工作。\n第三段也布署了工作。\n"),
        ("a.md", "# 标题\n\n第一段，没有问题。\n\n韩𬭎说：会议**布署**了工作。\n\n第三段也布署了工作。\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
        let uri = uri(&folder.path().join(name));
        client.open(&uri, text);
        let findings = client.pushed(&uri, 1);
        assert_eq!(findings.len(), 2, "{findings:?}");
        for finding in &findings {
            let actions = client.actions(&uri, &finding["range"], json!(["quickfix"]));
            let action = titled(&actions, "Allow here: character/wrong-word");
            let after = edited(text, &edits(action, &uri, json!(1)));
            let report = linter.check(&Document::from_text(name, after.clone()));
            assert_eq!(
                (report.diagnostics.len(), report.allowed),
                (1, 1),
                "{after}\n{:?}",
                report.diagnostics
            );
        }
    }
}

#[test]
fn the_first_allowance_makes_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri_of = uri(&folder.path().join("a.txt"));
    client.open(&uri_of, "会议布署了工作。\n");
    let range = client.pushed(&uri_of, 1)[0]["range"].clone();
    let actions = client.actions(&uri_of, &range, Value::Null);
    let changes = titled(&actions, "Allow in kanwu.toml")["edit"]["documentChanges"].clone();
    let file = uri(&folder.path().join("kanwu.toml"));
    assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(file)));
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert!(Config::parse(&folder.path().join("kanwu.toml"), text).is_ok(), "{text}");
}

#[test]
fn an_explanation_can_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut capabilities = able();
    capabilities["window"] = json!({"showDocument": {"support": true}});
    let mut client = Client::start(folder.path(), capabilities, json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "会议布署了工作。\n");
    let range = client.pushed(&uri, 1)[0]["range"].clone();
    let actions = client.actions(&uri, &range, Value::Null);
    let command = &titled(&actions, "Explain character/wrong-word")["command"];
    let offered = &client.welcome["capabilities"]["executeCommandProvider"]["commands"];
    assert!(offered.as_array().unwrap().contains(&command["command"]));
    let asked = json!({"command": command["command"], "arguments": command["arguments"]});
    let explained = client.ask("workspace/executeCommand", asked);
    assert!(explained["markdown"].as_str().unwrap().contains("### character/wrong-word"));
    assert_eq!(client.ask("kanwu/explain", json!({"rule": "character/wrong-word"})), explained);
    let shown = client.hear(|message| {
        matches!(message, lsp_server::Message::Request(request) if request.method == "window/showDocument")
    });
    let lsp_server::Message::Request(shown) = shown else { unreachable!() };
    let page =
        fs::read_to_string(shown.params["uri"].as_str().unwrap().strip_prefix("file://").unwrap()).unwrap();
    let line = shown.params["selection"]["start"]["line"].as_u64().unwrap() as usize;
    assert_eq!(page.lines().nth(line), Some("### character/wrong-word"));
}
