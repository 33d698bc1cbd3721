//! Where the page of a rule is, for an editor to open: `file:///…/rules.zh.md#L120`.
//!
//! The pages are those of `docs/rules.md`, written to the folder that the caller names, in the
//! language of the session and for the rules of this very version. A rule of the house has its
//! page where it is declared.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

use super::uri;
use crate::lint::Linter;
use crate::report::catalogue;
use crate::rules::{Lang, builtin};
use crate::source::write;
use crate::text::Lines;

/// The pages of the built-in rules.
#[derive(Default)]
pub(super) struct Pages {
    file: Option<PathBuf>,
    /// The line of each rule, counted from 1.
    lines: HashMap<String, usize>,
}

impl Pages {
    /// Writes the pages to `folder`, where they are not there yet. Without a folder, or where it
    /// cannot be written to, there are none, and everything else goes on.
    pub(super) fn new(folder: Option<&Path>, lang: Lang) -> Self {
        let Some((folder, packs)) = folder.zip(builtin::packs().ok()) else { return Pages::default() };
        let page = catalogue::page(&catalogue::entries(&packs, &|rule| rule.severity), lang);
        let name = if lang == Lang::Zh { "rules.zh.md" } else { "rules.en.md" };
        let file = folder.join(name);
        let current = fs::read(&file).is_ok_and(|bytes| bytes == page.as_bytes());
        if !current
            && fs::create_dir_all(folder).and_then(|()| write::create(&file, page.as_bytes())).is_err()
        {
            return Pages::default();
        }
        let heading = |(index, line): (usize, &str)| Some((line.strip_prefix("### ")?.to_owned(), index + 1));
        Pages { file: Some(file), lines: page.lines().enumerate().filter_map(heading).collect() }
    }

    /// True for the file of the pages: who opens it reads what is wrong, and writes nothing.
    pub(super) fn is_page(&self, uri: &Uri) -> bool {
        self.file.is_some() && uri::to_path(uri) == self.file
    }

    /// The page of `rule`, which `linter` runs.
    pub(super) fn page(&self, linter: &Linter, rule: &str) -> Option<Uri> {
        self.house(linter, rule).or_else(|| {
            let line = self.lines.get(rule)?;
            Some(Uri(format!("{}#L{line}", uri::of_path(self.file.as_deref()?).0)))
        })
    }

    /// The place in the house's own pack that declares `rule`.
    fn house(&self, linter: &Linter, rule: &str) -> Option<Uri> {
        let own = linter.config().packs.iter().rev().take_while(|pack| pack.name.is_absolute());
        let declared = |pack| {
            let pack: &crate::rules::Pack = pack;
            let declaration = pack.rules.iter().find(|declaration| &*declaration.rule.id == rule)?;
            let line = Lines::new(&pack.text).index(declaration.place.start) + 1;
            Some(Uri(format!("{}#L{line}", uri::of_path(&pack.name).0)))
        };
        own.filter_map(declared).next()
    }
}

/// All about `rule`, which `linter` knows, as Markdown.
pub(super) fn explanation(linter: &Linter, rule: &str, lang: Lang) -> Option<String> {
    let config = linter.config();
    let severity = |rule: &crate::rules::Rule| config.severity_in(Path::new(""), &rule.id, rule.severity);
    let mut packs = config.packs.iter().rev();
    let home = packs.find(|pack| pack.rules.iter().any(|declaration| &*declaration.rule.id == rule))?;
    let entries = catalogue::entries(std::slice::from_ref(home), &severity);
    let entry = entries.iter().find(|entry| &*entry.declaration.rule.id == rule)?;
    Some(catalogue::markdown(entry, lang))
}
