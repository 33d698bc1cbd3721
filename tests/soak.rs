//! Hours at the desk: many texts, thousands of edits, one server. Its findings stay those of
//! `kanwu check`, and its memory does not grow beyond that of the texts.
//!
//! `KANWU_SOAK=20000 cargo test --release --test soak -- --nocapture` takes as many edits and tells
//! how it went; without a number there are a few.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

#[path = "wire/pieces.rs"]
mod pieces;
mod wire;

use pieces::{Numbers, PIECES, place};
use wire::{Wire, position};

const KANWU: &str = env!("CARGO_BIN_EXE_kanwu");
/// Every so many edits the findings are held against those of a fresh check.
const EVERY: usize = 100;

struct Text {
    uri: String,
    text: String,
    length: usize,
    version: i64,
}

impl Text {
    /// Types something, or takes something away where the text has grown.
    fn edit(&mut self, numbers: &mut Numbers) -> Value {
        let start = place(&self.text, numbers.below(self.text.len()));
        let longest = if self.text.len() > self.length { 60 } else { 12 };
        let end = place(&self.text, start + numbers.below(longest));
        let new = PIECES[numbers.below(PIECES.len())];
        let range = json!({"start": position(&self.text, start), "end": position(&self.text, end)});
        self.text.replace_range(start..end, new);
        self.version += 1;
        json!({"range": range, "text": new})
    }
}

/// Ten texts: small bulletins of several layouts and the real one.
fn texts() -> Vec<Text> {
    let names = [
        "luoyang-2023-08.txt",
        "layouts/dots.txt",
        "layouts/gazette.txt",
        "layouts/yearbook.txt",
        "layouts/weekly.txt",
        "layouts/tabs.txt",
        "layouts/hard-wrapped.txt",
        "layouts/form-feeds.txt",
        "layouts/plain-memo.txt",
        "layouts/numbered-headings.txt",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let text = |name: &str| {
        // A form feed is a page cut, and a lone CR a line end to the one and not to the other.
        let text = std::fs::read_to_string(root.join(name)).unwrap().replace('\r', "");
        Text { uri: format!("file:///soak/{}", name.replace('/', "-")), length: text.len(), text, version: 1 }
    };
    names.map(text).into()
}

/// Rule, place and message of each finding, as the command line has them, in UTF-16 columns.
fn checked(text: &Text) -> Vec<(String, Value, String)> {
    let mut command = Command::new(KANWU);
    let name = text.uri.trim_start_matches("file://");
    command.args([
        "check",
        "-",
        "--stdin-name",
        name,
        "--format",
        "json",
        "--lang",
        "zh",
        "--fail-on",
        "never",
    ]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, bytes) = (child.stdin.take().unwrap(), text.text.clone());
    let feeder = std::thread::spawn(move || input.write_all(bytes.as_bytes()));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = |end: &Value| position(&text.text, end["offset"].as_u64().unwrap() as usize);
    let findings = report["diagnostics"].as_array().unwrap().iter().map(|finding| {
        let range = json!({"start": place(&finding["start"]), "end": place(&finding["end"])});
        (words(&finding["rule"]), range, words(&finding["message"]))
    });
    findings.collect()
}

fn pushed(findings: &[Value]) -> Vec<(String, Value, String)> {
    let finding = |finding: &Value| {
        let message = words(&finding["message"]).lines().next().unwrap_or_default().to_owned();
        (words(&finding["code"]), finding["range"].clone(), message)
    };
    findings.iter().map(finding).collect()
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_long_session_stays_right_and_small() {
    let edits = std::env::var("KANWU_SOAK").ok().and_then(|edits| edits.parse().ok()).unwrap_or(200);
    let mut texts = texts();
    let mut numbers = Numbers(202_308);
    let mut wire = Wire::start(Path::new(KANWU));
    for text in &texts {
        wire.open(&text.uri, &text.text);
        wire.pushed(&text.uri, 1);
    }
    let mut sizes = Vec::new();
    let mut compared = 0;
    for edit in 1..=edits {
        let index = numbers.below(texts.len());
        let text = &mut texts[index];
        let change = text.edit(&mut numbers);
        wire.change(&text.uri, text.version, json!([change]));
        let findings = wire.pushed(&text.uri, text.version);
        if edit % EVERY == 0 {
            assert_eq!(pushed(&findings), checked(text), "after {edit} edits:\n{}", text.text);
            compared += 1;
            sizes.extend(wire.memory());
        }
    }
    assert_eq!(wire.leave(), Some(0));
    let bytes: usize = texts.iter().map(|text| text.text.len()).sum();
    println!("{edits} edits, {compared} states compared, {bytes} bytes of text; memory in kB: {sizes:?}");
    // After the first tenth everything that is made once has been made.
    let settled = sizes.get(sizes.len() / 10..).unwrap_or_default();
    if let (Some(first), Some(last)) = (settled.first(), settled.last())
        && settled.len() > 4
    {
        assert!(*last < first + first / 6, "memory grew from {first} to {last} kB");
    }
}
