//! `kanwu.toml` and packs while they change.

use std::fs;

use serde_json::{Value, json};

use crate::client::*;
use crate::house;

#[test]
fn faults_stand_in_the_configuration_and_the_text_says_that_it_was_not_checked() {
    let folder = house::house();
    let file = folder.path().join("kanwu.toml");
    fs::write(&file, "packs = \"house.toml\"\nlanguage = \"zh\"\n").unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let (text, configuration) = (uri(&folder.path().join("a.txt")), uri(&file));
    client.open(&text, "他住在老城南街。\n");
    let told = client.pushed_next(&text);
    assert_eq!(told.len(), 1);
    assert!(told[0]["message"].as_str().unwrap().contains("kanwu.toml has faults"), "{told:?}");
    assert_eq!(told[0]["relatedInformation"][0]["location"]["uri"], configuration);
    assert_eq!(client.told("kanwu/status", &text)["errors"], 1);
    let faults = client.pushed_next(&configuration);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0]["range"]["start"], json!({"line": 1, "character": 0}));
    assert!(faults[0]["message"].as_str().unwrap().contains("language"), "{faults:?}");
    // It is mended by another program, which the client sees.
    fs::write(&file, house::CONFIGURATION).unwrap();
    let changes = json!({"changes": [{"uri": configuration, "type": 2}]});
    client.tell("workspace/didChangeWatchedFiles", changes);
    assert_eq!(client.pushed_next(&text)[0]["code"], "house/old-name");
    assert_eq!(client.pushed_next(&configuration), Vec::<Value>::new());
}

#[test]
fn a_configuration_is_checked_while_it_is_typed_and_holds_when_it_is_saved() {
    let folder = house::house();
    let file = folder.path().join("kanwu.toml");
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let (text, configuration) = (uri(&folder.path().join("a.txt")), uri(&file));
    client.open(&text, "他住在老城南街。\n");
    assert_eq!(client.pushed_next(&text)[0]["severity"], 1);
    client.open(&configuration, house::CONFIGURATION);
    client.change(
        &configuration,
        2,
        json!([{"text": house::CONFIGURATION.replace("\"error\"", "\"eror\"")}]),
    );
    let faults = client.pushed_next(&configuration);
    assert_eq!((faults.len(), &faults[0]["range"]["start"]["line"]), (1, &json!(3)), "{faults:?}");
    let right = house::CONFIGURATION.replace("\"error\"", "\"warning\"");
    client.change(&configuration, 3, json!([{"text": right}]));
    assert_eq!(client.pushed_next(&configuration), Vec::<Value>::new());
    fs::write(&file, right).unwrap();
    client.tell("textDocument/didSave", json!({"textDocument": {"uri": configuration}}));
    assert_eq!(client.pushed_next(&text)[0]["severity"], 2);
}

#[test]
fn a_pack_that_is_saved_holds_and_its_faults_stand_in_it() {
    let folder = house::house();
    let file = folder.path().join("house.toml");
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let (text, pack) = (uri(&folder.path().join("a.txt")), uri(&file));
    client.open(&text, "他住在老城南街。\n");
    assert_eq!(client.pushed_next(&text)[0]["code"], "house/old-name");
    client.open(&pack, house::PACK);
    fs::write(&file, house::PACK.replace("regex = \"老城南街\"", "regex = \"老城(南街\"")).unwrap();
    client.tell("textDocument/didSave", json!({"textDocument": {"uri": pack}}));
    let faults = client.pushed_next(&pack);
    assert_eq!(faults[0]["range"]["start"]["line"], 4, "{faults:?}");
    fs::write(&file, house::PACK.replace("house/old-name", "house/older-name")).unwrap();
    client.tell("textDocument/didSave", json!({"textDocument": {"uri": pack}}));
    assert_eq!(client.pushed_next(&pack), Vec::<Value>::new());
    loop {
        let findings = client.pushed_next(&text);
        if findings[0]["code"] == "house/older-name" {
            break;
        }
    }
}

#[test]
fn a_client_that_watches_files_is_asked_to() {
    let mut capabilities = able();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true});
    let mut client = Client::with(capabilities, Value::Null, None, Default::default());
    let asked = client.hear(|message| {
        matches!(message, lsp_server::Message::Request(request) if request.method == "client/registerCapability")
    });
    let lsp_server::Message::Request(asked) = asked else { unreachable!() };
    let watchers = &asked.params["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watchers[0]["globPattern"], "**/*.toml");
}

#[test]
fn names_in_a_configuration_lead_to_their_files_and_rules() {
    let folder = house::house();
    let configuration = uri(&folder.path().join("kanwu.toml"));
    let text = "packs = [\"house.toml\", \"gone.toml\"]\n[rules]\n\"house/old-name\" = \"off\"\n";
    fs::write(folder.path().join("kanwu.toml"), house::CONFIGURATION).unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    client.open(&configuration, text);
    let links = client.ask("textDocument/documentLink", json!({"textDocument": {"uri": configuration}}));
    let links = links.as_array().unwrap();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0]["target"], uri(&folder.path().join("house.toml")));
    assert_eq!(words(text, &links[0]["range"]), "\"house.toml\"");
    let at = json!({"textDocument": {"uri": configuration}, "position": {"line": 2, "character": 5}});
    let hover = client.ask("textDocument/hover", at);
    assert_eq!(words(text, &hover["range"]), "house/old-name");
    assert!(hover["contents"]["value"].as_str().unwrap().contains("The street has a new name."), "{hover}");
}
