//! Diagnostics while one types: kanwu as a language server.
//!
//! One thread owns all that is known of a session and takes one message after the other; another
//! one only moves messages from the wire to its inbox, so that it sees what was called off, or is
//! out of date, before it begins. Findings are those of [`Linter::check`] on the whole text, as
//! `kanwu check` has them; a [`Memory`] for each open text spares most of the work.

mod actions;
mod buffer;
mod client;
mod diagnostics;
mod edits;
mod hover;
mod inbox;
mod navigation;
mod notifications;
mod pages;
mod positions;
mod projects;
mod publish;
mod reports;
mod requests;
mod server;
mod settings;
mod symbols;
mod uri;
mod view;
mod workspace;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use lsp_server::{Connection, Message, ProtocolError, Response};

use crate::lint::{Linter, Memory, Report};
use crate::rules::Lang;
use crate::source::Document;
use client::Client;
use positions::Encoding;
use server::Server;

/// The command that explains a rule; its first argument is the rule's id.
pub const EXPLAIN: &str = "kanwu.explainRule";
/// The kind of the action that makes all safe corrections.
pub const FIX_ALL: &str = "source.fixAll.kanwu";
/// The kind of all other actions.
const QUICK_FIX: &str = "quickfix";

/// What a session takes from its surroundings, which the library itself does not look at.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The language where neither the client nor a configuration asks for one.
    pub lang: Lang,
    /// Where pages of rules may be written, for editors to open.
    pub pages: Option<PathBuf>,
}

/// How a text is checked.
type Check = fn(&Linter, &Document, &Memory) -> Report;

/// How kanwu speaks to a client.
#[derive(Clone, Copy)]
struct Spoken {
    lang: Lang,
    encoding: Encoding,
}

/// Serves the client at the other end of `connection` until it leaves; true where it took its leave
/// as the protocol has it. Fails where it does not begin a session.
pub fn serve(connection: Connection, surroundings: Surroundings) -> Result<bool, ProtocolError> {
    serve_with(connection, surroundings, Linter::check_again)
}

fn serve_with(
    connection: Connection,
    surroundings: Surroundings,
    check: Check,
) -> Result<bool, ProtocolError> {
    let (id, params) = connection.initialize_start()?;
    let client = Client::new(&params);
    let welcome = Message::Response(Response::new_ok(id, client.welcome()));
    if connection.sender.send(welcome).is_err() {
        return Ok(false);
    }
    Ok(Server::new(connection, client, &params, surroundings, check).run())
}
