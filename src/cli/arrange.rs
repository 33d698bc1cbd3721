//! Puts the command in front, so that `kanwu FILE` means `kanwu check FILE` and a flag may stand
//! before its command.

use std::ffi::OsString;
use std::path::Path;

use clap::Command;

use crate::rules::toml::closest;

/// `arguments` with the command as the first of them, for `cli` and its commands.
pub fn arrange(mut arguments: Vec<OsString>, cli: &Command) -> Vec<OsString> {
    let known = |text: &str| cli.get_subcommands().any(|command| command.get_name() == text);
    let found = first_positional(&arguments, cli);
    match found.and_then(|index| Some((index, arguments[index].to_str()?.to_owned()))) {
        Some((index, name)) if known(&name) => {
            let command = arguments.remove(index);
            arguments.insert(1, command);
        }
        // `kanwu help check` asks what `kanwu check --help` tells.
        Some((index, name)) if name == "help" => {
            arguments.remove(index);
            let command = arguments.get(index).and_then(|next| next.to_str()).filter(|next| known(next));
            match command.map(OsString::from) {
                Some(command) => arguments = vec!["kanwu".into(), command, "--help".into()],
                None => arguments = vec!["kanwu".into(), "--help".into()],
            }
        }
        None if found.is_none() && arguments.iter().skip(1).all(speaks_of_kanwu) => {}
        _ => arguments.insert(1.min(arguments.len()), "check".into()),
    }
    arguments
}

/// What stands in the place of a command and is neither one nor a file, with the command that was
/// probably meant.
pub fn misspelt(arguments: &[OsString], cli: &Command) -> Option<(String, String)> {
    let word = arguments.get(first_positional(arguments, cli)?)?.to_str()?;
    let commands = || cli.get_subcommands().filter(|command| !command.is_hide_set()).map(Command::get_name);
    let is_file = !word.chars().all(|c| c.is_ascii_lowercase()) || Path::new(word).exists();
    if is_file || word == "help" || commands().any(|command| command == word) {
        return None;
    }
    closest(word, commands()).map(|command| (word.to_owned(), command.to_owned()))
}

/// True for what asks about the program, not for a check.
fn speaks_of_kanwu(argument: &OsString) -> bool {
    let text = argument.to_str().unwrap_or_default();
    matches!(text, "-h" | "--help" | "-V" | "--version" | "--lang" | "zh" | "en")
        || text.starts_with("--lang=")
}

/// The index of the first argument that is neither a flag nor a flag's value.
fn first_positional(arguments: &[OsString], cli: &Command) -> Option<usize> {
    let mut index = 1;
    while let Some(argument) = arguments.get(index) {
        let text = argument.to_string_lossy();
        if text == "--" {
            return None;
        }
        let flag = text.strip_prefix("--").or(text.strip_prefix('-')).filter(|name| !name.is_empty());
        match flag {
            None => return Some(index),
            Some(name) if takes_value(cli, name) => index += 2,
            Some(_) => index += 1,
        }
    }
    None
}

/// True where the flag `name`, long or short, is followed by its value.
fn takes_value(cli: &Command, name: &str) -> bool {
    let mut flags = cli.get_subcommands().flat_map(|command| command.get_arguments());
    flags.any(|flag| {
        let short = flag.get_short().is_some_and(|short| name.chars().eq([short]));
        (flag.get_long() == Some(name) || short) && flag.get_action().takes_values()
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn arranged(line: &str) -> String {
        let words = line.split(' ').map(OsString::from).collect();
        let words = arrange(words, &super::super::args::Cli::command());
        words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_command_comes_first_and_check_goes_without_saying() {
        assert_eq!(arranged("kanwu a.txt"), "kanwu check a.txt");
        assert_eq!(arranged("kanwu --format json a.txt"), "kanwu check --format json a.txt");
        assert_eq!(arranged("kanwu -q -"), "kanwu check -q -");
        assert_eq!(arranged("kanwu -j 2 check a.txt"), "kanwu check -j 2 a.txt");
        assert_eq!(arranged("kanwu --lang en rules list"), "kanwu rules --lang en list");
        assert_eq!(arranged("kanwu -- rules"), "kanwu check -- rules");
        assert_eq!(arranged("kanwu --format=json"), "kanwu check --format=json");
    }

    #[test]
    fn a_command_that_is_misspelt_is_no_file() {
        let meant = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            misspelt(&words, &super::super::args::Cli::command()).map(|(_, command)| command)
        };
        assert_eq!(meant("kanwu chek a.txt").as_deref(), Some("check"));
        assert_eq!(meant("kanwu --lang en oultine a.txt").as_deref(), Some("outline"));
        for line in
            ["kanwu check a.txt", "kanwu chek.txt", "kanwu src", "kanwu help", "kanwu 简报", "kanwu draft"]
        {
            assert_eq!(meant(line), None, "{line}");
        }
    }

    #[test]
    fn questions_about_kanwu_are_left_alone() {
        assert_eq!(arranged("kanwu"), "kanwu");
        assert_eq!(arranged("kanwu --version"), "kanwu --version");
        assert_eq!(arranged("kanwu --lang en -h"), "kanwu --lang en -h");
        assert_eq!(arranged("kanwu help outline"), "kanwu outline --help");
        assert_eq!(arranged("kanwu help"), "kanwu --help");
    }
}
