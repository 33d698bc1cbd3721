//! The bulletin as an editor shows it: outline, folds, ways between contents and articles.

use serde_json::{Value, json};

use crate::BULLETIN;
use crate::client::*;

fn opened(capabilities: Value) -> (Client, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::start(folder.path(), capabilities, json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, BULLETIN);
    (client, uri, folder)
}

fn place(value: &Value) -> (u64, u64) {
    (value["line"].as_u64().unwrap(), value["character"].as_u64().unwrap())
}

/// Each symbol lies in the one above it and holds its own name; how many there are.
fn examine(symbols: &[Value], whole: &Value) -> usize {
    let within = |inner: &Value, outer: &Value| {
        place(&outer["start"]) <= place(&inner["start"]) && place(&inner["end"]) <= place(&outer["end"])
    };
    let each = symbols.iter().map(|symbol| {
        assert!(!symbol["name"].as_str().unwrap().is_empty());
        assert!(within(&symbol["range"], whole), "{symbol}");
        assert!(within(&symbol["selectionRange"], &symbol["range"]), "{symbol}");
        let children = symbol["children"].as_array().map_or(&[][..], Vec::as_slice);
        1 + examine(children, &symbol["range"])
    });
    each.sum()
}

#[test]
fn sections_hold_their_articles() {
    let (mut client, uri, _folder) = opened(able());
    let about = json!({"textDocument": {"uri": uri}});
    let symbols = client.ask("textDocument/documentSymbol", about);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1_000_000, "character": 0}});
    let symbols = symbols.as_array().unwrap();
    // The contents, 15 headings and 108 articles.
    assert_eq!(examine(symbols, &whole), 124);
    let names: Vec<&str> = symbols.iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"特别关注") && names.contains(&"时政"), "{names:?}");
    let special = symbols.iter().find(|symbol| symbol["name"] == "特别关注").unwrap();
    assert_eq!(special["children"][0]["name"], "襄阳市党政代表团来洛考察");
    assert_eq!(special["children"][0]["detail"], "8月2日");
    let politics = symbols.iter().find(|symbol| symbol["name"] == "时政").unwrap();
    assert_eq!(politics["children"][0]["name"], "领导活动");
}

#[test]
fn old_clients_are_given_a_list() {
    let mut capabilities = able();
    capabilities["textDocument"]["documentSymbol"] = json!({});
    let (mut client, uri, _folder) = opened(capabilities);
    let symbols = client.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    let symbols = symbols.as_array().unwrap();
    assert_eq!(symbols.len(), 124);
    let first = symbols.iter().find(|symbol| symbol["name"] == "襄阳市党政代表团来洛考察").unwrap();
    assert_eq!((&first["containerName"], &first["location"]["uri"]), (&json!("特别关注"), &json!(uri)));
}

#[test]
fn what_has_more_than_a_line_can_be_folded() {
    let (mut client, uri, _folder) = opened(able());
    let folds = client.ask("textDocument/foldingRange", json!({"textDocument": {"uri": uri}}));
    let folds: Vec<(u64, u64)> = folds
        .as_array()
        .unwrap()
        .iter()
        .map(|fold| (fold["startLine"].as_u64().unwrap(), fold["endLine"].as_u64().unwrap()))
        .collect();
    assert!(folds.len() >= 15 && folds.iter().all(|(start, end)| start < end));
    for (one, other) in folds.iter().flat_map(|one| folds.iter().map(move |other| (one, other))) {
        let apart = one.1 <= other.0 || other.1 <= one.0;
        let nested = (one.0 <= other.0 && other.1 <= one.1) || (other.0 <= one.0 && one.1 <= other.1);
        assert!(apart || nested, "{one:?} {other:?}");
    }
}

#[test]
fn a_way_leads_from_the_contents_to_the_article_and_back() {
    let (mut client, uri, _folder) = opened(able());
    let headline = "洛龙区委五届十三次全体（扩大）会议召开";
    let entry = position(BULLETIN, BULLETIN.find(headline).unwrap());
    let opening = format!("{headline} 8 月");
    let article = position(BULLETIN, BULLETIN.find(&opening).unwrap());
    assert_ne!(entry, article);
    let go = |client: &mut Client, position: &Value| {
        client.ask("textDocument/definition", json!({"textDocument": {"uri": uri}, "position": position}))
    };
    let there = go(&mut client, &entry);
    assert_eq!(there[0]["targetSelectionRange"]["start"], article);
    assert_eq!(there[0]["targetUri"], uri);
    let back = go(&mut client, &article);
    assert_eq!(back[0]["targetSelectionRange"]["start"], entry);
    assert_eq!(words(BULLETIN, &back[0]["targetSelectionRange"]), headline);
    let within = position(BULLETIN, BULLETIN.find(&opening).unwrap() + opening.len());
    assert_eq!(go(&mut client, &within), Value::Null, "the body leads nowhere");
}

#[test]
fn old_clients_are_led_to_a_place() {
    let (mut client, uri, _folder) = opened(json!({}));
    let headline = "洛龙区委五届十三次全体（扩大）会议召开";
    let entry = position(BULLETIN, BULLETIN.find(headline).unwrap());
    let asked = json!({"textDocument": {"uri": uri}, "position": entry});
    let there = client.ask("textDocument/definition", asked);
    assert_eq!((&there["uri"], words(BULLETIN, &there["range"])), (&json!(uri), headline));
}

#[test]
fn the_folios_are_links_to_their_articles() {
    let (mut client, uri, _folder) = opened(able());
    let links = client.ask("textDocument/documentLink", json!({"textDocument": {"uri": uri}}));
    let links = links.as_array().unwrap();
    assert_eq!(links.len(), 108);
    for link in links {
        assert!(words(BULLETIN, &link["range"]).bytes().all(|byte| byte.is_ascii_digit()), "{link}");
        let target = link["target"].as_str().unwrap();
        let line: usize = target.strip_prefix(&format!("{uri}#L")).unwrap().parse().unwrap();
        assert!(line as u64 > link["range"]["start"]["line"].as_u64().unwrap() + 1);
    }
}
