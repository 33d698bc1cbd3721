//! A folder with a house's own rule, for an editor to open.

use std::fs;

use tempfile::TempDir;

/// A rule that flags 老城南街.
pub const PACK: &str = r#"[[rule]]
id = "house/old-name"
name = { zh = "旧名", en = "Old name" }
severity = "error"
check.pattern = { regex = "老城南街", replace = "南大街" }
message = { zh = "“{text}”已改名“{fix}”", en = "“{text}” is now “{fix}”" }
explain = { zh = "街道已经改名。", en = "The street has a new name." }
bad = ["住在⟦老城南街⇒南大街⟧。", "经⟦老城南街⇒南大街⟧向北"]
good = ["住在南大街。", "老城的南街"]
"#;

/// The rule alone, and no other.
pub const CONFIGURATION: &str = "packs = \"house.toml\"\n[rules]\nall = \"off\"\nhouse = \"error\"\n";

pub fn house() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("kanwu.toml"), CONFIGURATION).unwrap();
    fs::write(folder.path().join("house.toml"), PACK).unwrap();
    fs::write(folder.path().join("a.txt"), "他住在老城南街。\n").unwrap();
    folder
}
