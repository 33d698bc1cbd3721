//! The command line: arguments in, exit status out.

mod allowances;
mod args;
mod arrange;
mod baseline;
mod cache;
mod cached;
mod changed;
mod check;
mod console;
mod documents;
mod explain;
mod failure;
mod fix;
mod guard;
mod help;
mod init;
mod input;
mod interrupt;
mod locale;
mod lsp;
mod outline;
mod outputs;
mod pages;
mod parallel;
mod progress;
mod projects;
mod prove;
mod rate;
mod rules;
mod schema;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::{Command, FromArgMatches};

use args::{Cli, Color};
use console::Console;
use failure::Failure;

use crate::rules::Lang;

/// How a run ended; the greater is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Clean,
    /// Something at or above `--fail-on` was found.
    Findings,
    /// Not everything could be done.
    Failed,
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    guard::install();
    interrupt::install();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let ended = guard::guarded(|| run(arguments)).unwrap_or_else(|why| Err(io::Error::other(why)));
    match ended {
        Ok(Status::Clean) => ExitCode::SUCCESS,
        Ok(Status::Findings) => ExitCode::from(1),
        Ok(Status::Failed) => ExitCode::from(2),
        // Whoever reads has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let console = Console::new(locale::of_environment(), Color::Auto);
            let (zh, en) = (format!("没能做完：{error}"), format!("could not finish: {error}"));
            console.fail(&Failure::new(zh, en));
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Vec<OsString>) -> io::Result<Status> {
    let lang = locale::of_arguments(&arguments).unwrap_or_else(locale::of_environment);
    let commands = help::commands(lang);
    if let Some((word, command)) = arrange::misspelt(&arguments, &commands) {
        let failure = Failure::new(format!("没有命令或文件“{word}”"), format!("no command or file “{word}”"))
            .help(format!("是否为 kanwu {command}？"), format!("did you mean kanwu {command}?"));
        Console::new(lang, Color::Auto).fail(&failure);
        return Ok(Status::Failed);
    }
    let arguments = arrange::arrange(arguments, &commands);
    if !names_command(&arguments, &commands) {
        return about(&arguments, lang);
    }
    let parsed = commands.try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => return print(&error.render(), lang),
        Err(error) => {
            Console::new(lang, Color::Auto).fail(&Failure::from(error));
            return Ok(Status::Failed);
        }
    };
    let console = Console::new(lang, cli.command.common().color);
    match &cli.command {
        args::Command::Check(args) => check::run(args, console),
        args::Command::Outline(args) => outline::run(args, console),
        args::Command::Baseline(args) => baseline::run(args, console),
        args::Command::Fix(args) => fix::run(args, console),
        args::Command::Rate(args) => rate::run(args, console),
        args::Command::Rules(args) => rules::run(args, console),
        args::Command::Schema(args) => schema::run(args, console),
        args::Command::Init(args) => init::run(args, console),
        args::Command::Cache(args) => cached::run(args, console),
        args::Command::Man(args) => pages::man(args, console),
        args::Command::Completions(args) => pages::completions(args, console),
        args::Command::Lsp(_) => lsp::run(console),
    }
}

fn names_command(arguments: &[OsString], commands: &Command) -> bool {
    let first = arguments.get(1).and_then(|argument| argument.to_str());
    first.is_some_and(|first| commands.get_subcommands().any(|command| command.get_name() == first))
}

/// Answers what is asked about kanwu itself.
fn about(arguments: &[OsString], lang: Lang) -> io::Result<Status> {
    let asks = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let mut overview = help::overview(lang, asks("--help"));
    if asks("--version") {
        return print(&overview.render_long_version().into(), lang);
    }
    if asks("-V") {
        return print(&overview.render_version().into(), lang);
    }
    print(&overview.render_help(), lang)
}

fn print(text: &clap::builder::StyledStr, lang: Lang) -> io::Result<Status> {
    let console = Console::new(lang, Color::Auto);
    let mut out = console.out();
    let text = if out.supports_color() { text.ansi().to_string() } else { text.to_string() };
    writeln!(out, "{}", text.trim_end())?;
    out.flush()?;
    Ok(Status::Clean)
}
