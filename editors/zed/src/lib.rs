//! Starts `kanwu lsp` in Zed, from the `PATH` of the folder that is open.

use zed_extension_api::{self as zed, Command, Extension, LanguageServerId, Result, Worktree};

struct Kanwu;

impl Extension for Kanwu {
    fn new() -> Self {
        Kanwu
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree.which("kanwu").ok_or("kanwu is not on the PATH")?;
        Ok(Command { command, args: vec!["lsp".into()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Kanwu);
