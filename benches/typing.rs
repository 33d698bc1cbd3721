//! From a keystroke to its findings: the real server over standard input and output, one edit after
//! the other, each timed from the moment it is sent to the moment its findings have been read.
//!
//! ```text
//! cargo bench --bench typing
//! ```

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

mod bulletins;
#[path = "../tests/wire/mod.rs"]
mod wire;

use wire::{Wire, position};

const BULLETIN: &str = include_str!("../fixtures/luoyang-2023-08.txt");
const KEYSTROKES: usize = 200;

fn main() {
    // Whoever asks for other measurements by name does not ask for this one.
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-') && argument != "typing") {
        return;
    }
    measure("the bulletin", BULLETIN);
    let mut long = String::new();
    for issue in bulletins::bulletins(2_000_000) {
        if long.chars().count() < 300_000 {
            long += &issue;
        }
    }
    let end = long.char_indices().nth(300_000).map_or(long.len(), |(at, _)| at);
    measure("300,000 characters", &long[..end]);
}

/// Types characters all over `text` and takes them away again.
fn measure(name: &str, text: &str) {
    let mut wire = Wire::start(Path::new(env!("CARGO_BIN_EXE_kanwu")));
    let uri = "file:///typing/a.txt";
    wire.open(uri, text);
    let begun = Instant::now();
    let found = wire.pushed(uri, 1).len();
    let opened = begun.elapsed();
    let before = wire.busy().unwrap_or_default();
    let step = text.len() / KEYSTROKES;
    let mut times = Vec::with_capacity(2 * KEYSTROKES);
    let mut version = 1;
    for key in 0..KEYSTROKES {
        let at = (key * step..).find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let start = position(text, at);
        let mut end = start.clone();
        end["character"] = json!(start["character"].as_u64().unwrap_or_default() + 1);
        for change in [
            json!({"range": {"start": start, "end": start}, "text": "字"}),
            json!({"range": {"start": start, "end": end}, "text": ""}),
        ] {
            version += 1;
            let sent = Instant::now();
            wire.change(uri, version, json!([change]));
            wire.pushed(uri, version);
            times.push(sent.elapsed());
        }
    }
    let busy = (wire.busy().unwrap_or_default() - before) as f64 / times.len() as f64;
    let memory = wire.memory().map_or("?".to_owned(), |memory| (memory / 1024).to_string());
    assert_eq!(wire.leave(), Some(0));
    times.sort();
    let at = |share: usize| ms(times[(times.len() - 1) * share / 100]);
    let (characters, keys) = (text.chars().count(), times.len());
    println!(
        "{name}: {characters} characters, {found} findings, opened in {:.1} ms, {memory} MB",
        ms(opened)
    );
    println!(
        "  {keys} keystrokes: median {:.1} ms, 95 of 100 in {:.1} ms, worst {:.1} ms; {busy:.1} ms of a processor each",
        at(50),
        at(95),
        at(100)
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
