//! `kanwu lsp` as a process: it speaks when it is spoken to, and ends as it should.

use crate::house::*;

/// Messages as they go over the wire.
fn framed(messages: &[&str]) -> Vec<u8> {
    messages
        .iter()
        .flat_map(|text| format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes())
        .collect()
}

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const INITIALIZED: &str = r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#;
const SHUTDOWN: &str = r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#;
const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

#[test]
fn a_session_ends_as_the_protocol_has_it() {
    let house = house();
    let ran = fed(&house, "lsp --stdio", &framed(&[INITIALIZE, INITIALIZED, SHUTDOWN, EXIT]));
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.starts_with("Content-Length: ") && ran.out.contains("\"textDocumentSync\""),
        "{}",
        ran.out
    );
    let ran = fed(&house, "lsp", &framed(&[INITIALIZE, INITIALIZED, EXIT]));
    assert_eq!(ran.status, 2, "it left without a word");
}

#[test]
fn what_is_no_message_is_an_error_of_the_run() {
    let house = house();
    let ran = fed(&house, "lsp --lang en", b"");
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("error: no editor began a session: "), "{}", ran.err);
    for bytes in [&b"nonsense\r\n"[..], b"Content-Length: 9\r\n\r\n{\"a\":", b"Content-Length: 2\r\n\r\n{}"] {
        for before in [Vec::new(), framed(&[INITIALIZE, INITIALIZED])] {
            let ran = fed(&house, "lsp --lang en", &[before.as_slice(), bytes].concat());
            assert_eq!(ran.status, 2, "{bytes:?}");
            let told = "error: cannot understand what the editor sent: ";
            assert!(ran.err.starts_with(told) && ran.err.lines().count() == 1, "{bytes:?}: {}", ran.err);
        }
    }
}
