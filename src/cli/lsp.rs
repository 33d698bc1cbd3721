//! `kanwu lsp`: a language server on standard input and output.

use std::io;
use std::path::PathBuf;

use lsp_server::Connection;

use super::Status;
use super::console::Console;
use crate::lsp::{Surroundings, serve};

pub fn run(console: Console) -> io::Result<Status> {
    let (connection, threads) = Connection::stdio();
    let surroundings = Surroundings { lang: console.lang, pages: pages() };
    let left = serve(connection, surroundings).map_err(io::Error::other)?;
    // What keeps the wire from being read shows there.
    threads.join()?;
    Ok(if left { Status::Clean } else { Status::Failed })
}

/// Where the pages of rules are written: the folder for what can be made again at any time.
fn pages() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = folder("XDG_CACHE_HOME")
        .or_else(|| folder("LOCALAPPDATA"))
        .or_else(|| folder("HOME").map(|home| home.join(".cache")));
    Some(cache?.join("kanwu").join("pages"))
}
