//! Path patterns as an editor writes them, relative to the folder of their file.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// Some patterns and the folder that they are relative to.
#[derive(Clone, Default)]
pub struct Paths {
    root: PathBuf,
    written: Vec<String>,
    set: GlobSet,
}

/// As they are written: what they are compiled to looks different every time.
impl fmt::Debug for Paths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paths").field("root", &self.root).field("written", &self.written).finish()
    }
}

impl Paths {
    /// Compiles `patterns`; the error gives the index of the pattern that cannot be understood.
    pub fn new<'a>(root: &Path, patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, usize> {
        let mut set = GlobSetBuilder::new();
        let mut written = Vec::new();
        for (index, pattern) in patterns.into_iter().enumerate() {
            for glob in globs(pattern).map_err(|_| index)? {
                set.add(glob);
            }
            written.push(pattern.to_owned());
        }
        Ok(Paths { root: absolute(root), written, set: set.build().map_err(|_| 0usize)? })
    }

    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// True where one of the patterns speaks of `path`, itself or a folder above it.
    pub fn matches(&self, path: &Path) -> bool {
        let path = absolute(path);
        let inside = path.strip_prefix(&self.root).unwrap_or(&path);
        inside.ancestors().any(|part| part != Path::new("") && self.set.is_match(part))
    }
}

/// `notes.txt` means that name in any folder, `appendix/` and `/appendix` the folder beside the
/// file, `appendix/**` what is in it.
fn globs(pattern: &str) -> Result<Vec<Glob>, globset::Error> {
    let bare = pattern.trim().trim_start_matches("./").trim_end_matches('/');
    let anchored = bare.contains('/');
    let bare = bare.trim_start_matches('/');
    let glob = |text: &str| GlobBuilder::new(text).literal_separator(true).build();
    let mut globs = vec![glob(bare)?];
    if !anchored {
        globs.push(glob(&format!("**/{bare}"))?);
    }
    Ok(globs)
}

/// `path` from the root of the file system, with `.` and `..` taken out as they are written. The
/// empty one is the working folder: the parent of `kanwu.toml`.
fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(pattern: &str, path: &str) -> bool {
        Paths::new(Path::new("/house"), [pattern]).unwrap().matches(Path::new(path))
    }

    #[test]
    fn a_pattern_speaks_of_names_folders_and_what_is_in_them() {
        assert!(matched("appendix/**", "/house/appendix/a/b.txt"));
        assert!(matched("appendix", "/house/2023/appendix/b.txt"));
        assert!(matched("/appendix/", "/house/appendix/b.txt"));
        assert!(!matched("/appendix/", "/house/2023/appendix/b.txt"));
        assert!(matched("附录*.txt", "/house/2023/附录一.txt"));
        assert!(matched("2023/*.txt", "/house/./x/../2023/08.txt"));
        assert!(!matched("2023/*.txt", "/house/2023/08/a.txt"));
        assert!(!matched("*.txt", "/house/a.md"));
    }

    #[test]
    fn the_working_folder_has_an_empty_path() {
        let paths = Paths::new(Path::new("kanwu.toml").parent().unwrap(), ["appendix/**"]).unwrap();
        assert!(paths.matches(Path::new("appendix/b.txt")) && paths.matches(Path::new("./appendix/b.txt")));
        assert!(!paths.matches(Path::new("b.txt")));
    }

    #[test]
    fn a_pattern_that_cannot_be_understood_is_named() {
        assert_eq!(Paths::new(Path::new("/"), ["a", "b[", "c"]).err(), Some(1));
    }
}
