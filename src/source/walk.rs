//! Which files a command line means: files, folders, patterns, standard input.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet};
use ignore::WalkBuilder;

use super::error::{ReadError, Reason};
use super::{Format, Paths};

/// Something to check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    Stdin,
    File(PathBuf),
}

/// Which of the files in a folder are checked. A file that is named itself always is.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Empty where the formats decide: .txt and .md files are taken.
    pub include: Paths,
    pub exclude: Paths,
}

impl Filter {
    fn takes(&self, path: &Path) -> bool {
        let included = if self.include.is_empty() { is_text(path) } else { self.include.matches(path) };
        included && !self.exclude.matches(path)
    }
}

/// The inputs that `paths` mean, each once, a folder's in the order of their paths; a path that
/// means none is an error in its place.
pub fn expand(paths: &[PathBuf], filter: &Filter) -> Vec<Result<Input, ReadError>> {
    let mut seen = BTreeSet::new();
    let mut inputs = Vec::new();
    for path in paths {
        for input in one(path, filter) {
            let new = match &input {
                Ok(Input::Stdin) => seen.insert(PathBuf::from("-")),
                Ok(Input::File(file)) => seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())),
                Err(_) => true,
            };
            if new {
                inputs.push(input);
            }
        }
    }
    inputs
}

fn one(path: &Path, filter: &Filter) -> Vec<Result<Input, ReadError>> {
    if path.as_os_str() == "-" {
        return vec![Ok(Input::Stdin)];
    }
    let found = match path.metadata() {
        Ok(metadata) if metadata.is_dir() => folder(path, filter),
        Ok(_) => return vec![Ok(Input::File(path.to_path_buf()))],
        Err(error) => match pattern(path) {
            Some(glob) => matching(path, &glob, filter),
            None => return vec![Err(ReadError::io(path, &error))],
        },
    };
    match found.is_empty() {
        true => vec![Err(ReadError::new(path, Reason::NothingFound))],
        false => found,
    }
}

/// The files below `folder` that nothing hides, ignores or excludes.
fn folder(folder: &Path, filter: &Filter) -> Vec<Result<Input, ReadError>> {
    let mut walk = WalkBuilder::new(folder);
    walk.require_git(false).git_global(false).sort_by_file_path(Path::cmp);
    files(&walk, |file| filter.takes(file))
}

/// The files that the pattern `path` means, as a shell would expand it.
fn matching(path: &Path, glob: &GlobSet, filter: &Filter) -> Vec<Result<Input, ReadError>> {
    let is_literal = |part: &&std::ffi::OsStr| !part.to_str().is_some_and(|part| part.contains(META));
    let literal: PathBuf = path.iter().take_while(is_literal).collect();
    let here = literal.as_os_str().is_empty();
    let mut walk = WalkBuilder::new(if here { Path::new(".") } else { &literal });
    walk.standard_filters(false).hidden(true).sort_by_file_path(Path::cmp);
    let bare = |file: &Path| file.strip_prefix("./").unwrap_or(file).to_path_buf();
    let found = files(&walk, |file| glob.is_match(bare(file)) && !filter.exclude.matches(file));
    let named = |input| match input {
        Ok(Input::File(file)) if here => Ok(Input::File(bare(&file))),
        other => other,
    };
    found.into_iter().map(named).collect()
}

fn files(walk: &WalkBuilder, takes: impl Fn(&Path) -> bool) -> Vec<Result<Input, ReadError>> {
    let mut found = Vec::new();
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.path().is_file() && takes(entry.path()) => {
                found.push(Ok(Input::File(entry.into_path())));
            }
            Ok(_) => {}
            Err(error) => found.push(Err(unreadable(&error))),
        }
    }
    found
}

fn unreadable(error: &ignore::Error) -> ReadError {
    let mut inner = error;
    let mut path = PathBuf::new();
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::Io(io) => return ReadError::io(&path, io),
            other => return ReadError::new(&path, Reason::Unreadable(other.to_string())),
        }
    }
}

const META: [char; 4] = ['*', '?', '[', '{'];

/// `path` as a pattern, if it is written like one.
fn pattern(path: &Path) -> Option<GlobSet> {
    let written = path.to_str()?;
    let written = written.strip_prefix("./").unwrap_or(written);
    if !written.contains(META) {
        return None;
    }
    let glob = GlobBuilder::new(written).literal_separator(true).build().ok()?;
    GlobSet::new([glob]).ok()
}

fn is_text(path: &Path) -> bool {
    let txt = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
    txt || Format::of(path) == Format::Markdown
}
