//! `kanwu man` and `kanwu completions`: what those need who package kanwu.

use std::io::{self, Write};

use super::console::Console;
use super::failure::Failure;
use super::{Status, args, help};

/// Writes the manual page of kanwu or of one of its commands.
pub fn man(args: &args::Man, console: Console) -> io::Result<Status> {
    let command = match &args.page {
        None => help::overview(console.lang, true),
        Some(name) => {
            let commands = help::commands(console.lang);
            let Some(command) = commands.find_subcommand(name) else {
                let failure = Failure::new(format!("没有“{name}”这个命令"), format!("no command “{name}”"));
                console.fail(&failure);
                return Ok(Status::Failed);
            };
            // The page is found under kanwu-check, and its headline says so.
            let name = format!("kanwu-{name}");
            command.clone().display_name(&name).name(name).disable_help_flag(true).disable_version_flag(true)
        }
    };
    let mut page = Vec::new();
    // What the short help leaves out is in the manual.
    let command =
        command.version(env!("CARGO_PKG_VERSION")).mut_args(|argument| argument.hide_short_help(false));
    clap_mangen::Man::new(command).render(&mut page)?;
    write(&page)
}

/// Writes the completions for a shell.
pub fn completions(args: &args::Completions, console: Console) -> io::Result<Status> {
    let mut page = Vec::new();
    clap_complete::generate(args.shell, &mut help::overview(console.lang, true), "kanwu", &mut page);
    write(&page)
}

fn write(page: &[u8]) -> io::Result<Status> {
    let mut out = io::stdout().lock();
    out.write_all(page)?;
    out.flush()?;
    Ok(Status::Clean)
}
