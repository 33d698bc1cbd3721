//! What the two sides tell each other when they meet: what the client can do, what it will be given.

use serde_json::{Value, json};

use super::positions::Encoding;
use super::{EXPLAIN, FIX_ALL, QUICK_FIX};
use crate::rules::Lang;

/// What a client can do, as far as kanwu asks. What it does not say it cannot.
#[derive(Clone, Debug, Default)]
pub(super) struct Client {
    pub encoding: Encoding,
    /// The language of its windows.
    pub lang: Option<Lang>,
    /// It asks for the findings itself; they are not pushed then, or it would show them twice.
    pub pulls: bool,
    /// It can be told to ask again.
    pub refreshes: bool,
    pub shows_related: bool,
    pub shows_tags: bool,
    pub links_codes: bool,
    /// It takes edits for a certain version of a text.
    pub versioned_edits: bool,
    /// It can make a new file as part of an edit.
    pub creates_files: bool,
    /// It asks for the edits of an action when the action is chosen.
    pub resolves_edits: bool,
    pub nests_symbols: bool,
    /// It shows Markdown, otherwise plain text.
    pub markdown: bool,
    pub links_definitions: bool,
    /// It tells of changed files if it is asked to.
    pub watches_files: bool,
    /// It can be asked for the settings.
    pub has_settings: bool,
    /// It tells of changed settings if it is asked to.
    pub tells_of_settings: bool,
    pub shows_documents: bool,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn new(params: &Value) -> Self {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let can = |path: &str| at(path).and_then(Value::as_bool).unwrap_or_default();
        let lists = |path: &str, item: &str| {
            at(path).and_then(Value::as_array).is_some_and(|items| items.iter().any(|known| known == item))
        };
        let offered = |name: &str| lists("general/positionEncodings", name);
        let encoding = Encoding::ALL.into_iter().find(|(name, _)| offered(name));
        let locale = params.get("locale").and_then(Value::as_str).unwrap_or_default();
        Client {
            encoding: encoding.map(|(_, encoding)| encoding).unwrap_or_default(),
            lang: match locale.get(..2) {
                None => None,
                Some("zh") => Some(Lang::Zh),
                Some(_) => Some(Lang::En),
            },
            pulls: at("textDocument/diagnostic").is_some(),
            refreshes: can("workspace/diagnostics/refreshSupport"),
            shows_related: can("textDocument/publishDiagnostics/relatedInformation")
                || can("textDocument/diagnostic/relatedInformation"),
            shows_tags: at("textDocument/publishDiagnostics/tagSupport").is_some()
                || at("textDocument/diagnostic/tagSupport").is_some(),
            links_codes: can("textDocument/publishDiagnostics/codeDescriptionSupport")
                || can("textDocument/diagnostic/codeDescriptionSupport"),
            versioned_edits: can("workspace/workspaceEdit/documentChanges"),
            creates_files: can("workspace/workspaceEdit/documentChanges")
                && lists("workspace/workspaceEdit/resourceOperations", "create"),
            resolves_edits: can("textDocument/codeAction/dataSupport")
                && lists("textDocument/codeAction/resolveSupport/properties", "edit"),
            nests_symbols: can("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            markdown: lists("textDocument/hover/contentFormat", "markdown"),
            links_definitions: can("textDocument/definition/linkSupport"),
            watches_files: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            has_settings: can("workspace/configuration"),
            tells_of_settings: can("workspace/didChangeConfiguration/dynamicRegistration"),
            shows_documents: can("window/showDocument/support"),
        }
    }

    /// The answer to `initialize`.
    pub(super) fn welcome(&self) -> Value {
        let kinds = [QUICK_FIX, FIX_ALL];
        let pulled =
            json!({"identifier": "kanwu", "interFileDependencies": false, "workspaceDiagnostics": true});
        let mut capabilities = json!({
            "positionEncoding": self.encoding.name(),
            "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
            "hoverProvider": true,
            "definitionProvider": true,
            "documentSymbolProvider": true,
            "foldingRangeProvider": true,
            "documentLinkProvider": {"resolveProvider": false},
            "codeActionProvider": {"codeActionKinds": kinds, "resolveProvider": self.resolves_edits},
            "executeCommandProvider": {"commands": [EXPLAIN]},
            "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
        });
        if self.pulls {
            capabilities["diagnosticProvider"] = pulled;
        }
        json!({
            "capabilities": capabilities,
            "serverInfo": {"name": "kanwu", "version": env!("CARGO_PKG_VERSION")},
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_holds_unless_the_client_offers_better() {
        let of = |encodings: Value| {
            Client::new(&json!({"capabilities": {"general": {"positionEncodings": encodings}}})).encoding
        };
        assert_eq!(of(Value::Null), Encoding::Utf16);
        assert_eq!(of(json!(["utf-16"])), Encoding::Utf16);
        assert_eq!(of(json!(["utf-16", "utf-32", "utf-7"])), Encoding::Utf32);
        assert_eq!(of(json!(["utf-16", "utf-8"])), Encoding::Utf8);
        assert_eq!(Client::new(&Value::Null).encoding, Encoding::Utf16);
    }

    #[test]
    fn a_client_that_asks_is_not_pushed_to() {
        let asks = Client::new(&json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
        assert!(asks.pulls && asks.welcome()["capabilities"]["diagnosticProvider"].is_object());
        let other = Client::new(&json!({"capabilities": {}}));
        assert!(!other.pulls && other.welcome()["capabilities"].get("diagnosticProvider").is_none());
    }
}
