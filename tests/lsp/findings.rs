//! Findings as they are pushed and asked for.

use std::fs;

use kanwu::{Config, Document, Linter};
use serde_json::{Value, json};

use crate::BULLETIN;
use crate::client::*;
use crate::house;

#[test]
fn the_bulletin_has_in_an_editor_what_it_has_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, BULLETIN);
    let pushed = client.pushed(&uri, 1);
    let config = Config { lang: Some(kanwu::rules::Lang::En), ..Config::profile(None).unwrap() };
    let report = Linter::new(&config).unwrap().check(&Document::from_text("a.txt", BULLETIN));
    assert!(pushed.len() > 10);
    assert_eq!(pushed.len(), report.diagnostics.len());
    for (pushed, finding) in pushed.iter().zip(&report.diagnostics) {
        assert_eq!(pushed["code"], *finding.rule);
        assert_eq!(words(BULLETIN, &pushed["range"]), finding.span.of(BULLETIN), "{pushed}");
        assert!(pushed["message"].as_str().unwrap().starts_with(&finding.message), "{pushed}");
        let related = pushed["relatedInformation"].as_array().map_or(0, Vec::len);
        assert_eq!(related, finding.labels.len());
        for (related, label) in
            pushed["relatedInformation"].as_array().into_iter().flatten().zip(&finding.labels)
        {
            assert_eq!(related["location"]["uri"], uri);
            assert_eq!(words(BULLETIN, &related["location"]["range"]), label.span.of(BULLETIN));
        }
    }
    let status = client.told("kanwu/status", &uri);
    assert_eq!(status["rate"].as_f64().unwrap(), report.rate.per_10k());
    let sum: u64 = ["errors", "warnings", "infos"].iter().map(|key| status[*key].as_u64().unwrap()).sum();
    assert_eq!(sum as usize, pushed.len());
}

#[test]
fn the_page_of_a_rule_is_read_and_not_checked() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let text = uri(&folder.path().join("a.txt"));
    client.open(&text, "会议布署下一阶段工作。\n");
    let link = client.pushed(&text, 1)[0]["codeDescription"]["href"].as_str().unwrap().to_owned();
    let page = link.split('#').next().unwrap().to_owned();
    client.open(&page, "会议布署下一阶段工作。\n");
    client.open(&uri(&folder.path().join("b.txt")), "会议布署下一阶段工作。\n");
    assert_eq!(client.pushed(&uri(&folder.path().join("b.txt")), 1).len(), 1);
    assert!(!client.has_heard("textDocument/publishDiagnostics"));
}

#[test]
fn columns_count_what_was_agreed() {
    for (encoding, column) in [("utf-8", 10), ("utf-16", 4), ("utf-32", 3)] {
        let capabilities = json!({"general": {"positionEncodings": [encoding]}});
        let mut client = Client::with(capabilities, json!({"debounce": 0}), None, Default::default());
        client.open("untitled:Untitled-1", "韩𬭎说布署了工作。\n");
        let range = &client.pushed("untitled:Untitled-1", 1)[0]["range"];
        assert_eq!(range["start"], json!({"line": 0, "character": column}), "{encoding}");
    }
}

#[test]
fn a_client_is_given_no_more_than_it_can_show() {
    let mut client = Client::with(json!({}), json!({"debounce": 0}), None, Default::default());
    client.open("untitled:Untitled-1", BULLETIN);
    for finding in client.pushed("untitled:Untitled-1", 1) {
        for key in ["relatedInformation", "tags", "codeDescription"] {
            assert!(finding.get(key).is_none(), "{finding}");
        }
    }
}

#[test]
fn what_is_superfluous_is_tagged_and_rules_have_pages() {
    let folder = house::house();
    fs::write(folder.path().join("kanwu.toml"), "packs = \"house.toml\"\n").unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "会议由市委市委宣传部主办。他住在老城南街。\n");
    let findings = client.pushed(&uri, 1);
    let of = |rule: &str| findings.iter().find(|finding| finding["code"] == rule).unwrap();
    assert_eq!(of("character/doubled-word")["tags"], json!([1]));
    assert!(of("house/old-name").get("tags").is_none());
    for (rule, shown) in [
        ("character/doubled-word", "### character/doubled-word"),
        ("house/old-name", "id = \"house/old-name\""),
    ] {
        let href = of(rule)["codeDescription"]["href"].as_str().unwrap();
        let (file, line) = href.strip_prefix("file://").unwrap().rsplit_once("#L").unwrap();
        let page = fs::read_to_string(file).unwrap();
        let line = page.lines().nth(line.parse::<usize>().unwrap() - 1).unwrap();
        assert!(line.contains(shown), "{href}: {line}");
    }
}

#[test]
fn a_client_that_asks_is_answered_and_not_pushed_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), asking(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "会议布署了工作。\n");
    let about = json!({"uri": uri});
    let answer = client.ask("textDocument/diagnostic", json!({"textDocument": about}));
    assert_eq!((answer["kind"].as_str(), answer["items"].as_array().unwrap().len()), (Some("full"), 1));
    assert_eq!(client.told("kanwu/status", &uri)["errors"], 1);
    let again = json!({"textDocument": about, "previousResultId": answer["resultId"]});
    assert_eq!(client.ask("textDocument/diagnostic", again.clone())["kind"], "unchanged");
    client.change(&uri, 2, json!([{"text": "会议部署了工作。\n"}]));
    let answer = client.ask("textDocument/diagnostic", again);
    assert_eq!((answer["kind"].as_str(), answer["items"].as_array().unwrap().len()), (Some("full"), 0));
    client.open("file:///x/kanwu.toml", "");
    let answer =
        client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": "file:///x/kanwu.toml"}}));
    assert_eq!(answer["items"], json!([]));
    assert!(!client.has_heard("textDocument/publishDiagnostics"));
}

#[test]
fn a_pointer_is_told_of_the_finding_and_its_rule() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "韩𬭎说：会议布署了工作。\n");
    let hover = |client: &mut Client, character: u32| {
        let at = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": character}});
        client.ask("textDocument/hover", at)
    };
    let shown = hover(&mut client, 8);
    assert_eq!(
        shown["range"],
        json!({"start": {"line": 0, "character": 7}, "end": {"line": 0, "character": 9}})
    );
    let words = shown["contents"]["value"].as_str().unwrap();
    for part in ["“布署” should be “部署”", "### character/wrong-word", "change to: 部署"] {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert_eq!(shown["contents"]["kind"], "markdown");
    assert_eq!(hover(&mut client, 1), Value::Null);
}

#[test]
fn what_is_closed_is_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "会议布署了工作。\n");
    assert_eq!(client.pushed_next(&uri).len(), 1);
    client.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    assert_eq!(client.pushed_next(&uri).len(), 0);
}

#[test]
fn outline_and_rate_are_those_of_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, BULLETIN);
    let about = json!({"textDocument": {"uri": uri}});
    let outline = client.ask("kanwu/outline", about.clone());
    assert_eq!(outline["outline"]["documents"][0]["issues"][0]["period"]["first"], "2023-08-01");
    assert!(outline["markdown"].as_str().unwrap().contains("◆ 特别关注"));
    let rate = client.ask("kanwu/rate", about);
    let report =
        Linter::new(&Config::profile(None).unwrap()).unwrap().check(&Document::from_text("a.txt", BULLETIN));
    assert_eq!(rate["rate"].as_f64().unwrap(), report.rate.per_10k());
    assert_eq!(rate["characters"], report.characters);
    assert_eq!((&rate["limit"], &rate["passes"]), (&Value::Null, &json!(true)));
    assert!(rate["table"].as_str().unwrap().contains("character/wrong-word"));
}
