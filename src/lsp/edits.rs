//! Edits as clients carry them out.

use std::collections::HashMap;

use gen_lsp_types::{
    CreateFile, CreateFileOptions, DocumentChange, OptionalVersionedTextDocumentIdentifier, Position,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use super::client::Client;
use super::positions::{Encoding, Positions};
use super::view::View;
use crate::fix::{fix, is_safe};
use crate::text::{Lines, Span};

/// The text that is edited.
pub(super) struct Target<'a> {
    pub uri: &'a Uri,
    /// The client's count of its edits; none where it is not open.
    pub version: Option<i32>,
    pub exists: bool,
}

impl<'a> Target<'a> {
    pub(super) fn of(view: &View<'a>) -> Self {
        Target { uri: view.uri, version: view.version, exists: true }
    }
}

/// `edits` of one text, in the best form that `client` takes.
pub(super) fn workspace(client: &Client, target: &Target<'_>, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let uri = target.uri.clone();
    if !client.versioned_edits {
        let changes = Some(HashMap::from([(uri, edits)]));
        return WorkspaceEdit { changes, document_changes: None, change_annotations: None };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: target.version,
        text_document_identifier: TextDocumentIdentifier { uri: uri.clone() },
    };
    let edits = edits.into_iter().map(Into::into).collect();
    let mut changes = vec![DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })];
    if !target.exists {
        let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
        changes.insert(
            0,
            DocumentChange::CreateFile(CreateFile { uri, options: Some(options), annotation_id: None }),
        );
    }
    WorkspaceEdit { changes: None, document_changes: Some(changes), change_annotations: None }
}

/// The place behind the last character of `text`.
pub(super) fn end(text: &str, encoding: Encoding) -> Position {
    let lines = Lines::new(text);
    Positions::new(text, &lines, encoding).position(text.len())
}

/// What all safe corrections of a text come to: the same as `kanwu fix`.
pub(super) fn corrected(view: &View<'_>) -> Vec<TextEdit> {
    let checked = view.checked;
    let report = checked.linter.check(&checked.document);
    let fixed = fix(&checked.linter, checked.document.clone(), report, &mut |_, _, fix| is_safe(fix));
    let edits = differences(view.text(), &fixed.document.text);
    let edit = |(span, new): (Span, String)| TextEdit { range: view.range(span), new_text: new };
    edits.into_iter().map(edit).collect()
}

/// The stretches of `old` that read otherwise in `new`, line by line where there are as many lines.
fn differences(old: &str, new: &str) -> Vec<(Span, String)> {
    let lines = |text: &str| text.split_inclusive('\n').count();
    if lines(old) != lines(new) {
        return difference(old, new).into_iter().collect();
    }
    let mut start = 0;
    let mut differences = Vec::new();
    for (old, new) in old.split_inclusive('\n').zip(new.split_inclusive('\n')) {
        differences.extend(difference(old, new).map(|(span, new)| (span.shifted(start), new)));
        start += old.len();
    }
    differences
}

/// What stands between the characters that both begin with and those that both end with.
fn difference(old: &str, new: &str) -> Option<(Span, String)> {
    if old == new {
        return None;
    }
    let same = |(one, other): &(char, char)| one == other;
    let prefix: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let suffix: usize =
        old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let middle = new_rest[..new_rest.len() - suffix].to_owned();
    Some((Span::new(prefix, old.len() - suffix), middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_small_and_lead_from_the_one_to_the_other() {
        for (old, new, count) in [
            ("甲乙丙\n丁\n", "甲丙\n丁\n", 1),
            ("一,二\n三\n四,五", "一，二\n三\n四，五", 2),
            ("一\n二\n", "一二\n", 1),
            ("重重重", "重重", 1),
            ("", "新", 1),
            ("同", "同", 0),
        ] {
            let differences = differences(old, new);
            assert_eq!(differences.len(), count, "{old} {new}");
            let mut text = old.to_owned();
            for (span, with) in differences.iter().rev() {
                text.replace_range(span.range(), with);
            }
            assert_eq!(text, new);
        }
    }
}
