//! `kanwu lsp`: a language server on standard input and output.

use std::io;

use lsp_server::Connection;

use super::Status;
use super::cache;
use super::console::Console;
use super::failure::Failure;
use crate::lsp::{Surroundings, serve};

pub fn run(console: Console) -> io::Result<Status> {
    let (connection, threads) = Connection::stdio();
    let surroundings =
        Surroundings { lang: console.lang, pages: cache::usual_folder().map(|folder| folder.join("pages")) };
    let served = serve(connection, surroundings);
    let is_open = matches!(&served, Err(error) if !error.channel_is_disconnected());
    // Where the wire broke, its own words say why.
    let failure = match (served, if is_open { Ok(()) } else { threads.join() }) {
        (Ok(left), Ok(())) => return Ok(if left { Status::Clean } else { Status::Failed }),
        (_, Err(error)) => Failure::new(
            format!("看不懂编辑器发来的内容：{error}"),
            format!("cannot understand what the editor sent: {error}"),
        ),
        (Err(error), Ok(())) => Failure::new(
            format!("编辑器没有开始对话：{error}"),
            format!("no editor began a session: {error}"),
        )
        .help(
            "kanwu lsp 由编辑器启动；在终端里请用 kanwu check",
            "editors start kanwu lsp; in a terminal use kanwu check",
        ),
    };
    console.fail(&failure);
    Ok(Status::Failed)
}
