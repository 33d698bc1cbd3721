//! What the client asks for.

use std::path::Path;

use gen_lsp_types::{CodeAction, Position, Range, TextDocumentIdentifier, Uri};
use lsp_server::{ErrorCode, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::actions::{self, House, Wanted};
use super::buffer::Kind;
use super::pages::Pages;
use super::server::Server;
use super::view::{Outcome, View};
use super::{EXPLAIN, FIX_ALL, hover, navigation, reports, symbols};
use crate::config::FILE_NAME;

/// Why a request has no answer.
pub(super) struct Refusal {
    code: ErrorCode,
    message: String,
}

impl Refusal {
    fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Refusal { code, message: message.into() }
    }

    /// The client no longer wants to know.
    pub(super) fn called_off() -> Self {
        Refusal::new(ErrorCode::RequestCanceled, "called off by the client")
    }

    /// A fault in kanwu.
    pub(super) fn fault(why: String) -> Self {
        Refusal::new(ErrorCode::InternalError, why)
    }

    fn not_open(uri: &Uri) -> Self {
        Refusal::new(ErrorCode::InvalidParams, format!("{} is not open, or was not checked", uri.0))
    }

    pub(super) fn response(self, id: RequestId) -> Response {
        Response::new_err(id, self.code as i32, self.message)
    }
}

/// The answer to a request; none where it is given later.
type Answer = Result<Option<Value>, Refusal>;

/// A request about a text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    text_document: TextDocumentIdentifier,
}

/// A request about a place.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct At {
    text_document: TextDocumentIdentifier,
    position: Position,
}

/// The part of the parameters of `textDocument/codeAction` that kanwu relies on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ActionsAt {
    text_document: TextDocumentIdentifier,
    range: Range,
    #[serde(default)]
    context: ActionContext,
}

#[derive(Default, Deserialize)]
struct ActionContext {
    #[serde(default)]
    only: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pull {
    text_document: TextDocumentIdentifier,
    #[serde(default)]
    previous_result_id: Option<String>,
}

#[derive(Deserialize)]
struct Explain {
    rule: String,
}

impl Server {
    pub(super) fn answer(&mut self, request: Request) -> Answer {
        if self.leaving {
            return Err(Refusal::new(ErrorCode::InvalidRequest, "the session is over"));
        }
        let Request { id, method, params } = request;
        match method.as_str() {
            "shutdown" => {
                self.leaving = true;
                Ok(Some(Value::Null))
            }
            "textDocument/diagnostic" => self.pull(parsed(params)?),
            "workspace/diagnostic" => {
                self.begin_walk(id, &params);
                Ok(None)
            }
            "textDocument/codeAction" => self.actions(parsed(params)?),
            "codeAction/resolve" => self.resolve(params),
            "textDocument/hover" => self.hover(parsed(params)?),
            "textDocument/documentSymbol" => {
                let nests = self.client.nests_symbols;
                self.of_text(parsed(params)?, |view| match nests {
                    true => value(symbols::nested(view)),
                    false => value(symbols::flat(view)),
                })
            }
            "textDocument/foldingRange" => self.of_text(parsed(params)?, |view| value(symbols::folds(view))),
            "textDocument/definition" => self.definition(parsed(params)?),
            "textDocument/documentLink" => self.links(parsed(params)?),
            "workspace/executeCommand" => self.execute(&params),
            "kanwu/outline" => self.report(parsed(params)?, reports::outline),
            "kanwu/rate" => self.report(parsed(params)?, reports::rate),
            "kanwu/explain" => self.explain(&parsed::<Explain>(params)?.rule, None),
            _ => Err(Refusal::new(ErrorCode::MethodNotFound, method)),
        }
    }

    /// What `show` makes of an open text that was checked; none of any other.
    pub(super) fn viewed<T>(&mut self, uri: &Uri, show: impl FnOnce(&View<'_>, &Pages) -> T) -> Option<T> {
        let (version, outcome) = self.outcome(uri)?;
        let Outcome::Checked(checked) = &*outcome else { return None };
        let (client, pages) = (self.client.clone(), self.pages.clone());
        Some(show(&View::new(uri, Some(version), checked, &client), &pages))
    }

    /// The answer that `show` makes of a text; nothing is to be shown of one that was not checked.
    fn of_text(&mut self, about: About, show: impl FnOnce(&View<'_>) -> Value) -> Answer {
        let shown = self.viewed(&about.text_document.uri, |view, _| show(view));
        Ok(Some(shown.unwrap_or_else(|| json!([]))))
    }

    /// The same, where the client must know that there is none.
    fn report(&mut self, about: About, show: fn(&View<'_>) -> Value) -> Answer {
        let uri = about.text_document.uri;
        let shown = self.viewed(&uri, |view, _| show(view));
        shown.map(Some).ok_or_else(|| Refusal::not_open(&uri))
    }

    fn pull(&mut self, asked: Pull) -> Answer {
        let uri = asked.text_document.uri;
        let Some((version, outcome)) = self.outcome(&uri) else {
            // What is wrong in a configuration is pushed.
            return Ok(Some(json!({"kind": "full", "items": []})));
        };
        let result = format!("{}-{version}", self.projects.generation());
        self.tell_status(&uri, &outcome);
        if asked.previous_result_id.as_ref() == Some(&result) {
            return Ok(Some(json!({"kind": "unchanged", "resultId": result})));
        }
        let items = self.items(&uri, Some(version), &outcome);
        Ok(Some(json!({"kind": "full", "resultId": result, "items": items})))
    }

    fn actions(&mut self, asked: ActionsAt) -> Answer {
        let uri = asked.text_document.uri;
        let wanted = Wanted(asked.context.only);
        let house = self.house(&uri);
        // The corrections take several checks: where nobody asked for them by name they can wait.
        let eager = wanted.0.is_some() || !self.client.resolves_edits;
        let actions = self.viewed(&uri, |view, pages| {
            let mut actions = Vec::new();
            if wanted.takes(super::QUICK_FIX) {
                actions.extend(actions::at(view, asked.range, pages, house.as_ref()));
            }
            if wanted.takes(FIX_ALL) {
                actions.extend(actions::fix_all(view, eager));
            }
            actions
        });
        Ok(Some(value(actions.unwrap_or_default())))
    }

    /// Adds the edits to an action that was offered without.
    fn resolve(&mut self, params: Value) -> Answer {
        let mut action: CodeAction = parsed(params)?;
        let uri =
            action.data.as_ref().and_then(|data| data.get("uri")?.as_str()).map(|uri| Uri(uri.to_owned()));
        if let Some(uri) = uri {
            let made = self.viewed(&uri, |view, _| actions::fix_all(view, true)).flatten();
            action.edit = made.and_then(|made| made.edit);
        }
        Ok(Some(value(action)))
    }

    /// The configuration that an allowance for `uri` belongs to: the one that holds for it, or a new
    /// one in the folder that is open.
    fn house(&mut self, uri: &Uri) -> Option<House> {
        let name = self.buffers.get(uri)?.name.clone();
        let root = self.root().map(Path::to_path_buf);
        let file = self.projects.file(&name, root.as_deref());
        let beside = || name.parent().filter(|_| name.is_absolute()).map(Path::to_path_buf);
        let path = file.or_else(|| {
            let inside = root.clone().filter(|root| name.starts_with(root) || !name.is_absolute());
            Some(inside.or_else(beside)?.join(FILE_NAME))
        })?;
        let uri = self.uri_of(&path);
        Some(match self.buffers.get(&uri) {
            Some(open) => House { version: Some(open.version), text: Some(open.text.to_string()), uri },
            None => House { version: None, text: std::fs::read_to_string(&path).ok(), uri },
        })
    }

    fn hover(&mut self, asked: At) -> Answer {
        let uri = asked.text_document.uri;
        let hover = match self.buffers.get(&uri) {
            Some(buffer) if buffer.kind != Kind::Manuscript => {
                let (name, text) = (buffer.name.clone(), buffer.text.clone());
                let project = self.projects.project(&name, None);
                let linter = project.linter.as_ref().ok();
                linter.and_then(|linter| hover::rule_at(&text, asked.position, linter, self.spoken()))
            }
            _ => self.viewed(&uri, |view, _| hover::at(view, asked.position)).flatten(),
        };
        let markdown = self.client.markdown;
        Ok(Some(hover.map_or(Value::Null, |hover| hover.value(markdown))))
    }

    fn definition(&mut self, asked: At) -> Answer {
        let link =
            self.viewed(&asked.text_document.uri, |view, _| navigation::definition(view, asked.position));
        Ok(Some(match link.flatten() {
            None => Value::Null,
            Some(link) if self.client.links_definitions => json!([link]),
            Some(link) => json!({"uri": link.target_uri, "range": link.target_selection_range}),
        }))
    }

    fn links(&mut self, about: About) -> Answer {
        let spoken = self.spoken();
        let configuration = self.buffers.get(&about.text_document.uri);
        if let Some(buffer) = configuration.filter(|buffer| buffer.kind == Kind::Configuration) {
            return Ok(Some(value(navigation::configuration_links(&buffer.name, &buffer.text, spoken))));
        }
        self.of_text(about, |view| value(navigation::links(view)))
    }

    fn execute(&mut self, params: &Value) -> Answer {
        let text = |path: &str| params.pointer(path).and_then(Value::as_str).map(str::to_owned);
        let command = text("/command").unwrap_or_default();
        match (command.as_str(), text("/arguments/0")) {
            (EXPLAIN, Some(rule)) => {
                let uri = text("/arguments/1/uri").map(Uri);
                let answer = self.explain(&rule, uri.as_ref())?;
                self.show(&rule, uri.as_ref(), answer.as_ref());
                Ok(answer)
            }
            _ => Err(Refusal::new(
                ErrorCode::InvalidParams,
                format!("no command “{command}” with such arguments"),
            )),
        }
    }

    /// All about `rule`, as the configuration of the text `uri` has it, or that of any open one.
    fn explain(&mut self, rule: &str, uri: Option<&Uri>) -> Answer {
        let root = self.root().map(Path::to_path_buf);
        let open = uri.and_then(|uri| self.buffers.get(uri)).map(|buffer| buffer.name.clone());
        let names = self.buffers.values().filter(|buffer| buffer.kind == Kind::Manuscript);
        let names: Vec<_> = open.into_iter().chain(names.map(|buffer| buffer.name.clone())).collect();
        let anywhere = root.clone().unwrap_or_default().join(FILE_NAME);
        let lang = self.projects.lang();
        let mut texts = names.iter().chain([&anywhere]);
        let markdown = texts.find_map(|name| {
            let project = self.projects.project(name, root.as_deref());
            super::pages::explanation(project.linter.as_ref().ok()?, rule, lang)
        });
        let markdown =
            markdown.ok_or_else(|| Refusal::new(ErrorCode::InvalidParams, format!("no rule “{rule}”")))?;
        Ok(Some(json!({"markdown": markdown})))
    }

    /// Shows the page of `rule`, or else what it says, to a client that asked for no more than that.
    fn show(&mut self, rule: &str, uri: Option<&Uri>, answer: Option<&Value>) {
        let page = uri
            .and_then(|uri| self.viewed(uri, |view, pages| pages.page(&view.checked.linter, rule)).flatten());
        match page.as_ref().and_then(|page| page.0.rsplit_once("#L")) {
            Some((file, line)) if self.client.shows_documents => {
                let line = line.parse::<u32>().unwrap_or(1).saturating_sub(1);
                let place = Position { line, character: 0 };
                let selection = Range { start: place, end: place };
                self.ask(
                    "window/showDocument",
                    json!({"uri": file, "takeFocus": true, "selection": selection}),
                );
            }
            _ => {
                let words = answer.and_then(|answer| answer.get("markdown"));
                self.notify("window/showMessage", json!({"type": 3, "message": words}));
            }
        }
    }
}

/// `params` as what they should be.
fn parsed<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::new(ErrorCode::InvalidParams, error.to_string()))
}

/// What is sent has no form that JSON lacks.
fn value(result: impl Serialize) -> Value {
    serde_json::to_value(result).unwrap_or_default()
}
