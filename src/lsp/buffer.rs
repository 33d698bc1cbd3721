//! The texts that an editor has open, edit by edit.

use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::{Position, TextDocumentContentChangeEvent as Change, Uri};

use super::positions::{Encoding, offset};
use super::uri;
use crate::text::Lines;

/// What a text is to kanwu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something to check.
    Manuscript,
    /// `kanwu.toml`.
    Configuration,
    /// Any other TOML: perhaps a pack.
    Toml,
}

/// One open text.
#[derive(Clone, Debug)]
pub(super) struct Buffer {
    pub uri: Uri,
    /// The file that it is of, or a name that tells its format.
    pub name: PathBuf,
    pub kind: Kind,
    /// The client's count of its edits.
    pub version: i32,
    pub text: Arc<str>,
}

impl Buffer {
    pub(super) fn new(uri: Uri, language: &str, version: i32, text: &str) -> Self {
        let name = uri::to_path(&uri).unwrap_or_else(|| {
            let name = uri::name(&uri);
            PathBuf::from(if language == "markdown" { format!("{name}.md") } else { name })
        });
        let is_toml = name.extension().is_some_and(|extension| extension == "toml");
        let kind = match name.file_name() {
            Some(file) if file == crate::config::FILE_NAME => Kind::Configuration,
            _ if is_toml || language == "toml" => Kind::Toml,
            _ => Kind::Manuscript,
        };
        Buffer { uri, name, kind, version, text: text.into() }
    }

    /// Carries out `changes`, one after the other, each in the text that the one before it left.
    pub(super) fn change(&mut self, version: i32, changes: Vec<Change>, encoding: Encoding) {
        let mut text = self.text.to_string();
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(whole) => text = whole.text,
                Change::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::new(&text);
                    let at = |position: Position| offset(&text, &lines, encoding, position);
                    let (one, other) = (at(part.range.start), at(part.range.end));
                    text.replace_range(one.min(other)..one.max(other), &part.text);
                }
            }
        }
        self.text = text.into();
        self.version = version;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, encoding: Encoding, edits: &[(u32, u32, u32, u32, &str)]) -> String {
        let mut buffer = Buffer::new(Uri("file:///a.txt".to_owned()), "plaintext", 1, text);
        let change = |(line, from, end_line, to, text): &(u32, u32, u32, u32, &str)| {
            serde_json::from_value(serde_json::json!({
                "range": {"start": {"line": line, "character": from}, "end": {"line": end_line, "character": to}},
                "text": text,
            }))
            .unwrap()
        };
        buffer.change(2, edits.iter().map(change).collect(), encoding);
        buffer.text.to_string()
    }

    #[test]
    fn edits_hit_the_characters_that_are_meant() {
        let text = "韩𬭎主持会议\n布署工作";
        assert_eq!(edited(text, Encoding::Utf16, &[(0, 3, 0, 5, "出席")]), "韩𬭎出席会议\n布署工作");
        assert_eq!(edited(text, Encoding::Utf8, &[(1, 0, 1, 3, "部")]), "韩𬭎主持会议\n部署工作");
        assert_eq!(edited(text, Encoding::Utf32, &[(0, 1, 0, 2, "正")]), "韩正主持会议\n布署工作");
    }

    #[test]
    fn each_edit_sees_what_the_one_before_it_left() {
        let edits = [(0, 2, 0, 2, "\n"), (1, 0, 1, 1, "丙"), (1, 99, 1, 99, "。")];
        assert_eq!(edited("甲乙丁", Encoding::Utf16, &edits), "甲乙\n丙。");
    }

    #[test]
    fn a_name_says_what_a_text_is() {
        let kind = |uri: &str, language: &str| {
            let buffer = Buffer::new(Uri(uri.to_owned()), language, 1, "");
            (buffer.kind, buffer.name.to_string_lossy().into_owned())
        };
        assert_eq!(kind("file:///x/kanwu.toml", "toml").0, Kind::Configuration);
        assert_eq!(kind("file:///x/house.toml", "plaintext").0, Kind::Toml);
        assert_eq!(kind("untitled:Untitled-1", "markdown"), (Kind::Manuscript, "Untitled-1.md".to_owned()));
    }
}
