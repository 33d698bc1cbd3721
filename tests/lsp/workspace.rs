//! The findings of a whole folder.

use std::fs;

use serde_json::{Value, json};

use crate::client::*;
use crate::house;

fn of<'a>(report: &'a Value, name: &str) -> &'a Value {
    let items = report["items"].as_array().unwrap();
    items.iter().find(|item| item["uri"].as_str().unwrap().ends_with(name)).unwrap()
}

#[test]
fn all_files_that_a_configuration_holds_for_are_checked_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let house = folder.path().join("house");
    fs::create_dir(&house).unwrap();
    let configuration = format!("exclude = [\"drafts/\"]\n{}", house::CONFIGURATION);
    fs::write(house.join("kanwu.toml"), configuration).unwrap();
    fs::write(house.join("house.toml"), house::PACK).unwrap();
    let (gbk, _, _) = encoding_rs::GBK.encode("他住在老城南街。\n");
    fs::write(house.join("gbk.txt"), gbk).unwrap();
    fs::write(house.join("open.txt"), "他住在老城南街。\n").unwrap();
    fs::write(house.join("binary.txt"), b"a\0b").unwrap();
    fs::write(folder.path().join("README.md"), "会议布署了工作。\n").unwrap();
    let mut client = Client::start(folder.path(), asking(), json!({"debounce": 0}));
    client.open(&uri(&house.join("open.txt")), "他住在南大街。\n");
    let report = client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    assert_eq!(report["items"].as_array().unwrap().len(), 3, "{report}");
    assert_eq!(of(&report, "gbk.txt")["items"][0]["code"], "house/old-name");
    assert_eq!(of(&report, "gbk.txt")["version"], Value::Null);
    assert_eq!(of(&report, "open.txt")["items"], json!([]), "the open text counts, not the file");
    assert_eq!(of(&report, "open.txt")["version"], 1);
    assert!(of(&report, "binary.txt")["items"][0]["message"].as_str().unwrap().contains("no text"));
}

#[test]
fn what_has_not_changed_is_not_told_again() {
    let folder = house::house();
    fs::write(folder.path().join("b.txt"), "他住在南大街。\n").unwrap();
    let mut client = Client::start(folder.path(), asking(), json!({"debounce": 0}));
    let report = client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let known: Vec<Value> = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| json!({"uri": item["uri"], "value": item["resultId"]}))
        .collect();
    assert_eq!(known.len(), 2);
    fs::write(folder.path().join("b.txt"), "他也住在老城南街。\n").unwrap();
    let again = json!({"previousResultIds": known, "partialResultToken": "t"});
    let report = client.ask("workspace/diagnostic", again);
    assert_eq!(report["items"], json!([]), "all was told on the way");
    let mut kinds = Vec::new();
    for _ in 0..2 {
        let told = client.hear(
            |message| matches!(message, lsp_server::Message::Notification(n) if n.method == "$/progress"),
        );
        let lsp_server::Message::Notification(told) = told else { unreachable!() };
        assert_eq!(told.params["token"], "t");
        kinds.push(told.params["value"]["items"][0]["kind"].clone());
    }
    assert_eq!(kinds, [json!("unchanged"), json!("full")]);
}

#[test]
fn a_walk_can_be_called_off() {
    let folder = house::house();
    for index in 0..200 {
        fs::write(folder.path().join(format!("{index}.txt")), crate::BULLETIN).unwrap();
    }
    let mut client = Client::start(folder.path(), asking(), json!({"debounce": 0}));
    let walk = client.send("workspace/diagnostic", json!({"previousResultIds": []}));
    client.tell("$/cancelRequest", json!({"id": serde_json::to_value(&walk).unwrap()}));
    assert_eq!(client.response(&walk).response_result.expect_err("it was called off").code, -32800);
    assert!(client.leave());
}
