//! Whatever is typed, the findings are those of a fresh check.

use kanwu::{Config, Document, Linter};
use serde_json::{Value, json};

use crate::client::*;
use crate::pieces::{Numbers, PIECES, place};

/// An edit of `text` at random, made in it and as it is sent.
fn edit(text: &mut String, numbers: &mut Numbers) -> Value {
    let start = place(text, numbers.below(text.len() + 1));
    let end = match numbers.below(3) {
        0 => start,
        1 => place(text, start + 1),
        _ => place(text, start + numbers.below(40)),
    };
    let new = PIECES[numbers.below(PIECES.len())];
    let range = json!({"start": position(text, start), "end": position(text, end)});
    text.replace_range(start..end, new);
    json!({"range": range, "text": new})
}

/// The findings of `text` as they are pushed: rule, place, message.
fn fresh(linter: &Linter, name: &str, text: &str) -> Vec<(String, String, String)> {
    let report = linter.check(&Document::from_text(name, text));
    let shown = |at: usize| position(text, at).to_string();
    let findings = report.diagnostics.iter().map(|finding| {
        let place = format!("{}-{}", shown(finding.span.start()), shown(finding.span.end()));
        (finding.rule.to_string(), place, finding.message.clone())
    });
    findings.collect()
}

fn pushed(findings: &[Value]) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = findings.iter().map(|finding| {
        let place = format!("{}-{}", finding["range"]["start"], finding["range"]["end"]);
        let message = text(&finding["message"]);
        (text(&finding["code"]), place, message.lines().next().unwrap_or_default().to_owned())
    });
    findings.collect()
}

#[test]
fn edits_at_random_give_the_findings_of_a_fresh_check() {
    let config = Config { lang: Some(kanwu::rules::Lang::En), ..Config::profile(None).unwrap() };
    let linter = Linter::new(&config).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let mut numbers = Numbers(202_308);
    for name in ["a.txt", "a.md"] {
        let uri = uri(&folder.path().join(name));
        let mut text = include_str!("../../fixtures/layouts/dots.txt").to_owned();
        client.open(&uri, &text);
        for version in 2..90 {
            let changes: Vec<Value> =
                (0..1 + numbers.below(4)).map(|_| edit(&mut text, &mut numbers)).collect();
            client.change(&uri, version, json!(changes));
            if version % 4 == 0 {
                let findings = pushed(&client.pushed(&uri, version));
                assert_eq!(findings, fresh(&linter, name, &text), "{name} {version}:\n{text}");
            }
        }
    }
}

#[test]
fn a_lone_cr_ends_a_line_for_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 0}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "一。\r会议布署了工作。\r");
    let finding = client.pushed(&uri, 1)[0].clone();
    assert_eq!(finding["range"]["start"], json!({"line": 1, "character": 2}));
    let range = finding["range"].clone();
    client.change(&uri, 2, json!([{"range": range, "text": "部署"}]));
    assert_eq!(client.pushed(&uri, 2), Vec::<Value>::new());
}

#[test]
fn a_pause_is_waited_for_and_what_was_typed_meanwhile_counts() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), able(), json!({"debounce": 300}));
    let uri = uri(&folder.path().join("a.txt"));
    client.open(&uri, "");
    assert_eq!(client.pushed(&uri, 1).len(), 0);
    for (index, text) in ["会", "会议", "会议布", "会议布署"].iter().enumerate() {
        client.change(&uri, index as i64 + 2, json!([{"text": text}]));
    }
    let params = client.told("textDocument/publishDiagnostics", &uri);
    assert_eq!((&params["version"], params["diagnostics"].as_array().unwrap().len()), (&json!(5), 1));
}
