//! What `docs/editors.md` tells people to write is well formed, and each editor is told to run
//! `kanwu lsp`. (`.ci/setups.py` tries it in the editors themselves.)

use std::fs;
use std::path::Path;

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/editors.md")).unwrap()
}

/// Each block of code under its heading, with what stands behind the opening fence.
fn blocks(page: &str) -> Vec<(String, String, String)> {
    let mut blocks = Vec::new();
    let (mut heading, mut open) = (String::new(), None::<(String, String)>);
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    heading = title.to_owned();
                }
            }
            (Some((_, text)), None) => *text += &format!("{line}\n"),
            (Some(_), Some(_)) => {
                let (info, text) = open.take().unwrap();
                blocks.push((heading.clone(), info, text));
            }
        }
    }
    blocks
}

#[test]
fn every_piece_of_json_and_toml_is_well_formed() {
    let page = page();
    let mut read = 0;
    for (heading, info, text) in blocks(&page) {
        let wrong = match info.split(' ').next() {
            Some("json") => serde_json::from_str::<serde_json::Value>(&text).err().map(|e| e.to_string()),
            Some("toml") => toml::from_str::<toml::Table>(&text).err().map(|e| e.to_string()),
            _ => continue,
        };
        assert_eq!(wrong, None, "{heading}:\n{text}");
        read += 1;
    }
    assert!(read >= 7, "only {read} pieces were read");
}

#[test]
fn every_editor_is_told_to_run_the_server() {
    let page = page();
    let blocks = blocks(&page);
    for editor in ["Neovim", "Vim", "Helix", "Emacs", "Sublime Text", "Kate", "JetBrains"] {
        let pieces = blocks.iter().filter(|(heading, ..)| heading == editor);
        let told: String = pieces.map(|(.., text)| text.as_str()).collect();
        let squeezed: String =
            told.chars().filter(|c| !c.is_whitespace() && !"\"'`,[]".contains(*c)).collect();
        let by_parts = told.contains("command = \"kanwu\"") && told.contains("args = [\"lsp\"]");
        assert!(squeezed.contains("kanwulsp") || by_parts, "{editor}:\n{told}");
    }
    for folder in ["vscode", "zed"] {
        let linked = format!("](../editors/{folder})");
        assert!(page.contains(&linked), "{folder} is not linked");
    }
}

/// The settings that the page lists are those that the extension for VS Code has.
#[test]
fn the_settings_are_those_of_the_extension() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/package.json");
    let package: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let properties = package.pointer("/contributes/configuration/properties").unwrap().as_object().unwrap();
    let of_the_server =
        properties.keys().filter(|name| !["kanwu.path", "kanwu.trace.server"].contains(&name.as_str()));
    let page = page();
    let mut listed: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    listed.sort_unstable();
    let declared: Vec<&str> = of_the_server.filter_map(|name| name.strip_prefix("kanwu.")).collect();
    assert_eq!(listed, declared);
}
