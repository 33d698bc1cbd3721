//! What `docs/architecture.md` promises of the code as a whole, held line by line: the layers, the
//! length of files and their first line, the silence of the library.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the library with those that it may use, from the bottom up. A module that is
/// not in here may not exist.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("diagnostic", &["text"]),
    ("source", &["text"]),
    ("bulletin", &["text", "source"]),
    ("facts", &["text", "source", "bulletin"]),
    ("fingerprint", &["text", "diagnostic", "source", "bulletin"]),
    ("rate", &["text", "diagnostic", "source", "bulletin"]),
    ("against", &["text", "diagnostic", "source", "bulletin", "facts"]),
    ("rules", &["text", "diagnostic", "source", "bulletin", "facts", "against"]),
    ("config", &["text", "diagnostic", "source", "bulletin", "rate", "rules"]),
    ("report", &["text", "diagnostic", "source", "bulletin", "rate", "rules"]),
    (
        "lint",
        &[
            "text",
            "diagnostic",
            "source",
            "bulletin",
            "facts",
            "against",
            "rate",
            "fingerprint",
            "rules",
            "config",
        ],
    ),
    ("fix", &["text", "diagnostic", "source", "config", "lint"]),
    ("lsp", &["text", "diagnostic", "source", "bulletin", "rules", "config", "report", "lint", "fix"]),
    (
        "cli",
        &[
            "text",
            "diagnostic",
            "source",
            "bulletin",
            "facts",
            "against",
            "rate",
            "rules",
            "config",
            "report",
            "lint",
            "fix",
            "lsp",
        ],
    ),
];

/// The front door: `lib.rs` names the modules and `main.rs` calls one of them.
const ROOTS: &[&str] = &["lib", "main"];

const LONGEST: usize = 400;

/// What no part of the library but `cli` does: print, end the process, read the environment.
const LOUD: &[&str] = &[
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
    "dbg!(",
    "stdout()",
    "stderr()",
    "process::exit",
    "process::abort",
    "env::var",
    "env::args",
    "env::current_dir",
    "env::temp_dir",
    "env::set_",
];

/// Who may be `Serialize`: the types that go over a wire, and none that rules are made of.
const WIRES: &[&str] = &["report", "lsp"];

struct Source {
    /// From the root of the project, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The module of the library that the file belongs to.
    fn module(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split(['/', '.']).next().unwrap_or_default()
    }

    /// Every line of code with its number; a comment is an empty one.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = |line: &'_ str| !line.trim_start().starts_with("//");
        let lines = self.text.lines().enumerate();
        lines.map(move |(index, line)| (index + 1, if code(line) { line } else { "" }))
    }
}

/// Every Rust file in the folders `names`, in the order of their paths.
fn sources(names: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for name in names {
        collect(&root.join(name), &mut files);
    }
    files.sort();
    let source = |file: PathBuf| Source {
        path: file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"),
        text: fs::read_to_string(&file).unwrap(),
    };
    files.into_iter().map(source).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The modules that `code` names after `crate::`, those in `{ … }` too, with the byte where each
/// path begins.
fn used(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let after = &code[at + path.len()..];
        match after.strip_prefix('{') {
            None => found.push((at, name(after))),
            Some(group) => found.extend(items(group).into_iter().map(|item| (at, name(item)))),
        }
    }
    found.retain(|(_, name)| name.starts_with(char::is_lowercase));
    found
}

/// What stands between the commas of `group`, up to its closing brace.
fn items(group: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                items.push(group[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        if c == '}' && depth == 0 && start == at + 1 {
            break;
        }
    }
    items
}

/// The name that `text` begins with.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

fn assert_none(faults: Vec<String>, promise: &str) {
    assert!(faults.is_empty(), "{promise}:\n{}", faults.join("\n"));
}

#[test]
fn every_module_uses_those_below_it_alone() {
    let mut faults = Vec::new();
    for source in sources(&["src"]) {
        let module = source.module();
        if ROOTS.contains(&module) {
            continue;
        }
        let Some((_, below)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            faults.push(format!("{}: the module `{module}` is in no layer", source.path));
            continue;
        };
        let code = source.code().map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        let allowed = |used: &str| used == module || below.contains(&used);
        for (at, used) in used(&code).into_iter().filter(|(_, used)| !allowed(used)) {
            let line = code[..at].matches('\n').count() + 1;
            faults.push(format!("{}:{line}: `{module}` uses `{used}`", source.path));
        }
    }
    assert_none(faults, "everything points downwards (docs/architecture.md, Layers)");
}

#[test]
fn the_layers_are_those_of_the_library() {
    let library = sources(&["src"]).into_iter().find(|source| source.path == "src/lib.rs").unwrap();
    let declared = library.text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut declared: Vec<&str> = declared.collect();
    let mut layers: Vec<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    declared.sort_unstable();
    layers.sort_unstable();
    assert_eq!(layers, declared);
    for (index, (name, below)) in LAYERS.iter().enumerate() {
        let earlier = |used: &&str| LAYERS[..index].iter().any(|(name, _)| name == used);
        assert!(below.iter().all(earlier), "`{name}` uses what stands above it");
    }
}

#[test]
fn every_file_says_why_it_exists_and_stays_short() {
    let mut faults = Vec::new();
    for source in sources(&["src", "tests", "benches"]) {
        if !source.text.starts_with("//! ") {
            faults.push(format!("{}:1: does not begin with `//!`", source.path));
        }
        let length = source.text.lines().count();
        if length > LONGEST {
            faults.push(format!("{}: {length} lines, at most {LONGEST}", source.path));
        }
    }
    assert_none(faults, "a file says why it exists, in its first line, and has at most 400");
}

#[test]
fn the_library_is_silent() {
    let mut faults = Vec::new();
    for source in sources(&["src"]).iter().filter(|source| source.module() != "cli") {
        for (number, line) in source.code() {
            let loud = LOUD.iter().filter(|word| line.contains(**word));
            faults.extend(loud.map(|word| format!("{}:{number}: `{word}`", source.path)));
        }
    }
    assert_none(faults, "the library never prints, exits or reads the environment");
}

#[test]
fn only_what_goes_over_a_wire_is_serialized() {
    let mut faults = Vec::new();
    for source in sources(&["src"]).iter().filter(|source| !WIRES.contains(&source.module())) {
        for (number, line) in source.code() {
            if ["Serialize", "Deserialize", "serde"].iter().any(|word| line.contains(word)) {
                faults.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(faults, "core types are not serialized: what is serialized is frozen");
}

#[test]
fn the_engines_are_sorted_and_each_is_used() {
    let packs = kanwu::rules::builtin::packs().unwrap_or_else(|error| panic!("{error:?}"));
    let mut declared: String = packs.iter().map(|pack| pack.text.as_ref()).collect();
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packs/house.toml");
    declared.push_str(&fs::read_to_string(house).unwrap());
    let engines = kanwu::rules::engines::ENGINES;
    assert!(engines.is_sorted_by_key(|(key, _)| *key));
    let unused = engines.iter().filter(|(key, _)| !declared.contains(&format!("check.{key} ")));
    assert_none(unused.map(|(key, _)| (*key).to_owned()).collect(), "an engine that no pack shows");
}

#[test]
fn the_modules_of_a_path_are_seen() {
    let names = |code| used(code).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("use crate::text::{Span, chars};"), ["text"]);
    assert_eq!(
        names("use crate::{\n    rules::{Lang, Rule},\n    source,\n};\nstruct A {}"),
        ["rules", "source"]
    );
    assert_eq!(names("facts::civil(crate::lint::x, crate::facts::y)"), ["lint", "facts"]);
    assert_eq!(names("pub(crate) struct A;\nuse crate::Config;"), [""; 0]);
}
