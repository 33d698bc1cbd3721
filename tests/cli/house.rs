//! A house with its own pack, and kanwu run in it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub const PACK: &str = r#"
[[rule]]
id = "house/old-name"
name = { zh = "旧名", en = "Old name" }
severity = "error"
check.pattern = { regex = "老城南街", replace = "南大街" }
message = { zh = "“{text}”已改名“{fix}”", en = "“{text}” is now “{fix}”" }
explain = { zh = "街道已经改名。", en = "The street has a new name." }
bad = ["住在⟦老城南街⇒南大街⟧。", "经⟦老城南街⇒南大街⟧向北"]
good = ["住在南大街。", "老城的南街"]

[[rule]]
id = "house/whether"
name = { zh = "是否", en = "Whether" }
severity = "warning"
check.pattern = { regex = "是不是否" }
message = { zh = "“{text}”重复", en = "“{text}” says it twice" }
explain = { zh = "说了两遍。", en = "Said twice." }
bad = ["他⟦是不是否⟧来？", "⟦是不是否⟧可行"]
good = ["他是不是来？", "是否可行"]
"#;

/// A folder with a configuration of its own pack alone, so that the tests stand by themselves.
pub fn house() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("house.toml", PACK);
    write(
        "kanwu.toml",
        "packs = \"house.toml\"\n[rules]\nall = \"off\"\nhouse = \"error\"\n\"house/whether\" = \"warning\"\n",
    );
    write("wrong.txt", "他住在老城南街。\n");
    write("doubtful.txt", "他是不是否住在这里。\n");
    write("right.txt", "他住在南大街。\n");
    folder
}

pub fn command(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kanwu"));
    command.args(line.split_whitespace()).current_dir(folder);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    // Nothing of the tests goes into the cache of whoever runs them.
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}

pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

pub fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn run(folder: &TempDir, line: &str) -> Ran {
    ran(command(folder.path(), line).output().unwrap())
}

pub fn fed(folder: &TempDir, line: &str, input: &[u8]) -> Ran {
    let mut command = command(folder.path(), line);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    ran(child.wait_with_output().unwrap())
}
