//! The READMEs and the guides say what is true: every command that they show with its output is
//! run, every piece of configuration is read, every link leads somewhere.
//!
//! In a ```` ```console ```` block a line that begins with `$ ` is a command of kanwu and the lines
//! after it are what it prints; a line that is `…` alone stands for any lines. Time is left out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kanwu::{Config, Linter};

const PAGES: &[&str] = &[
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/allowances.md",
    "docs/architecture.md",
    "docs/ci.md",
    "docs/configuration.md",
    "docs/editors.md",
    "docs/formats.md",
    "docs/rules.md",
    "docs/rules.zh-CN.md",
    "docs/performance.md",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(page: &str) -> String {
    fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// The blocks of `page` in the language `language`, each with the number of its first line.
fn blocks(page: &str, language: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, usize, Vec<String>)> = None;
    for (index, line) in read(page).lines().enumerate() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(info), None) => open = Some((info == language, index + 2, Vec::new())),
            (Some(_), Some((true, number, lines))) => blocks.push((number, lines.join("\n"))),
            (None, Some((wanted, number, mut lines))) => {
                lines.push(line.to_owned());
                open = Some((wanted, number, lines));
            }
            (Some(_), Some((false, ..))) | (None, None) => {}
        }
    }
    blocks
}

/// What `kanwu` prints for `command`, line by line, white space at the ends of lines left out.
fn printed(command: &str) -> Vec<String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    assert_eq!(words.first(), Some(&"kanwu"), "only kanwu is run: {command}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_kanwu"));
    // Nothing of the tests goes into the cache of whoever runs them.
    command.args(&words[1..]).current_dir(root()).env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    let output = command.output();
    lines(&String::from_utf8(output.unwrap().stdout).unwrap())
}

fn lines(text: &str) -> Vec<String> {
    text.trim_end().lines().map(|line| without_time(line.trim_end())).collect()
}

/// The summary without what it ends in: ` · 87 ms`.
fn without_time(line: &str) -> String {
    let timed = line.rsplit_once(" · ").filter(|(_, end)| {
        let unit = end.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
        ["ms", "s", "毫秒", "秒"].contains(&unit)
    });
    timed.map_or(line, |(before, _)| before).to_owned()
}

/// The first stretch of `shown` that does not stand in `printed`, each after the one before.
fn missing(shown: &[String], printed: &[String]) -> Option<String> {
    let stretches: Vec<&[String]> = shown.split(|line| line == "…").collect();
    let mut rest = printed;
    for (index, stretch) in stretches.iter().enumerate() {
        let (first, last) = (index == 0, index + 1 == stretches.len());
        let begins = |at: &usize| {
            let end = at + stretch.len();
            rest[*at..].starts_with(stretch) && (!first || *at == 0) && (!last || end == rest.len())
        };
        match (0..=rest.len()).find(begins) {
            Some(at) => rest = &rest[at + stretch.len()..],
            None if stretch.is_empty() => {}
            None => return Some(stretch.join("\n")),
        }
    }
    None
}

#[test]
fn every_output_is_what_the_command_prints() {
    let mut shown_anywhere = 0;
    for page in PAGES {
        for (number, block) in blocks(page, "console") {
            for part in format!("\n{block}").split("\n$ ").skip(1) {
                let (command, output) = part.split_once('\n').unwrap_or((part, ""));
                let printed = printed(command);
                if let Some(stretch) = missing(&lines(output), &printed) {
                    let printed = printed.join("\n");
                    panic!("{page}:{number}: `{command}` does not print\n{stretch}\n\nbut\n{printed}");
                }
                shown_anywhere += 1;
            }
        }
    }
    assert!(shown_anywhere >= 3, "the pages show {shown_anywhere} outputs");
}

#[test]
fn the_pages_of_rules_are_those_of_the_packs() {
    for (page, lang) in [("docs/rules.md", "en"), ("docs/rules.zh-CN.md", "zh")] {
        let made = Command::new(env!("CARGO_BIN_EXE_kanwu"))
            .args(["rules", "--format", "markdown", "--lang", lang])
            .current_dir(std::env::temp_dir())
            .output()
            .unwrap();
        let made = String::from_utf8(made.stdout).unwrap();
        let current = read(page) == made;
        assert!(current, "{page} is out of date: kanwu rules --format markdown --lang {lang} > {page}");
    }
}

#[test]
fn every_configuration_and_every_pack_is_taken() {
    let house = root().join("fixtures/packs/kanwu.toml");
    let mut taken = 0;
    for page in PAGES {
        for (number, block) in blocks(page, "toml") {
            let place = format!("{page}:{number}");
            if block.contains("[[rule]]") {
                let folder = tempfile::tempdir().unwrap();
                let pack = folder.path().join("house.toml");
                fs::write(&pack, &block).unwrap();
                let test = ["rules", "test", "--lang", "en", pack.to_str().unwrap()];
                let output = Command::new(env!("CARGO_BIN_EXE_kanwu")).args(test).output().unwrap();
                let told = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
                assert!(output.status.success(), "{place}: {}", told.concat());
            } else {
                let config = Config::parse(&house, &block).unwrap_or_else(|errors| {
                    let problems = errors.iter().flat_map(|error| &error.errors);
                    let told: Vec<_> = problems.map(|problem| problem.message.en.as_str()).collect();
                    panic!("{place}: {}", told.join("; "))
                });
                assert!(Linter::new(&config).is_ok(), "{place}: the rules do not compile");
            }
            taken += 1;
        }
    }
    assert!(taken >= 5, "the pages show {taken} pieces of TOML");
}

#[test]
fn every_link_leads_to_a_file() {
    for page in PAGES {
        let text = read(page);
        let targets = text.split("](").skip(1).filter_map(|after| after.split_once(')'));
        for (target, _) in targets.filter(|(target, _)| !target.contains("://")) {
            let file = target.split('#').next().unwrap_or_default();
            let path: PathBuf = root().join(page).parent().unwrap().join(file);
            assert!(path.exists(), "{page}: {target}");
        }
    }
}

#[test]
fn a_gap_stands_for_any_lines() {
    let of = |text: &str| lines(text);
    let printed = of("a\nb\n\nc\nd: 3 · 12 ms\n");
    for shown in ["a\nb\n\nc\nd: 3", "…\nb\n…", "a\n…\nd: 3 · 1.5 s", "…\n\nc\n…"] {
        assert_eq!(missing(&of(shown), &printed), None, "{shown}");
    }
    for shown in ["b\n…", "a\n…\nc", "…\nc\n…\nb\n…", "…\nd: 4"] {
        assert!(missing(&of(shown), &printed).is_some(), "{shown}");
    }
}
