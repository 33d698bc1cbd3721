//! `--changed` and `--since REV`: the lines that a git diff touches.
//!
//! Documents are read whole all the same: what is found anywhere counts if one of the places that it
//! shows was changed.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::failure::Failure;
use crate::diagnostic::Diagnostic;
use crate::source::Document;
use crate::text::Span;

/// The changed lines of each file, counted from 1; none of a file that git does not know yet.
pub struct Changed {
    files: HashMap<PathBuf, Option<Vec<RangeInclusive<usize>>>>,
}

impl Changed {
    /// What differs between `revision` and the files as they are.
    pub fn since(revision: &str) -> Result<Changed, Failure> {
        let top = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?.trim_end());
        let differs = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-prefix", revision, "--"];
        let mut files: HashMap<PathBuf, _> = HashMap::new();
        for (name, lines) in hunks(&git(&differs)?) {
            let known = files.entry(top.join(name)).or_insert_with(|| Some(Vec::new()));
            known.iter_mut().for_each(|known| known.push(lines.clone()));
        }
        let new = git(&["ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"])?;
        files.extend(new.split('\0').filter(|name| !name.is_empty()).map(|name| (top.join(name), None)));
        Ok(Changed { files })
    }

    /// True where `diagnostic` shows a place of `document` that was changed.
    pub fn touches(&self, document: &Document, diagnostic: &Diagnostic) -> bool {
        let path = document.name.canonicalize().unwrap_or_else(|_| document.name.clone());
        match self.files.get(&path) {
            None => false,
            Some(None) => true,
            Some(Some(changed)) => {
                let here = diagnostic.labels.iter().filter(|label| label.elsewhere.is_none());
                let mut places = here.map(|label| label.span).chain([diagnostic.span]);
                places.any(|span| {
                    let lines = lines_of(document, span);
                    changed.iter().any(|range| range.start() <= lines.end() && lines.start() <= range.end())
                })
            }
        }
    }
}

fn lines_of(document: &Document, span: Span) -> RangeInclusive<usize> {
    let line = |offset: usize| document.lines.index(offset) + 1;
    line(span.start())..=line(span.end())
}

fn git(arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new("git").args(["-c", "core.quotepath=false"]).args(arguments).output();
    let output = output.map_err(|error| {
        Failure::new(format!("运行不了 git：{error}"), format!("git cannot be run: {error}"))
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let why = told.lines().next().unwrap_or_default();
    Err(Failure::new(format!("git 说：{why}"), format!("git says: {why}")))
}

/// The name of each file with each stretch of its new lines; what was only taken out leaves the line
/// before it.
fn hunks(diff: &str) -> Vec<(PathBuf, RangeInclusive<usize>)> {
    let mut hunks = Vec::new();
    let mut name = None;
    for line in diff.lines() {
        if let Some(path) = line.strip_prefix("+++ ") {
            name = (path != "/dev/null").then(|| Path::new(path.trim_end_matches('\t')).to_path_buf());
        } else if let Some(rest) = line.strip_prefix("@@ -")
            && let Some((_, added)) = rest.split_once(" +")
            && let Some(name) = &name
        {
            let added = added.split(' ').next().unwrap_or_default();
            let (first, count) = added.split_once(',').unwrap_or((added, "1"));
            let (first, count): (usize, usize) = (first.parse().unwrap_or(0), count.parse().unwrap_or(0));
            hunks.push((name.clone(), first..=(first + count.max(1) - 1)));
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_diff_are_those_of_the_new_file() {
        let diff = "diff --git 稿/a.txt 稿/a.txt\n--- 稿/a.txt\n+++ 稿/a.txt\n@@ -3,0 +4,2 @@ x\n+甲\n+乙\n\
                    @@ -9 +11 @@\n-丙\n+丁\n@@ -20,2 +21,0 @@\n-戊\n-己\n--- b.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-庚\n";
        let found = hunks(diff);
        let name = PathBuf::from("稿/a.txt");
        assert_eq!(found, [(name.clone(), 4..=5), (name.clone(), 11..=11), (name, 21..=21)]);
    }
}
