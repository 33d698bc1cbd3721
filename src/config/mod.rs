//! What the house configures: `kanwu.toml`, the files and profiles that it extends, all in layers.
//!
//! A file is read in two steps: its shape first (`layer.rs`), then its names against the rules
//! that there are (`load.rs`). All mistakes of a file are told at once, each at its place.

mod layer;
mod load;
pub mod period;
mod profile;

pub use crate::rules::{Catalogue, Selector};
pub use crate::source::Paths;
pub use load::ConfigError;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::rate::Counting;
use crate::rules::{House, Lang, Pack};

/// The name of the file that is looked for.
pub const FILE_NAME: &str = "kanwu.toml";

/// What holds for a run, all layers laid over one another.
#[derive(Clone)]
pub struct Config {
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    pub lang: Option<Lang>,
    /// The severity from which on a run fails; none means never.
    pub fail_on: Option<Severity>,
    /// What is looked for in folders; empty where the formats decide alone.
    pub include: Paths,
    /// What is passed over in folders.
    pub exclude: Paths,
    pub house: House,
    /// How the error rate is counted.
    pub counting: Counting,
    /// The rules that there are: the built-in packs, then the house's own.
    pub packs: Vec<Pack>,
    /// Severities in the order in which they were set: the last that matches holds.
    pub severities: Vec<(Selector, Severity)>,
    /// The rules that are run, whatever else is set; all where it is empty.
    pub selected: Vec<Selector>,
    /// Rules that are not run, whatever else is set.
    pub ignored: Vec<Selector>,
    /// Option values by rule.
    pub options: BTreeMap<String, BTreeMap<String, toml::Value>>,
    pub overrides: Vec<Override>,
    pub allowances: Vec<Allowance>,
}

/// Severities for some files alone.
#[derive(Clone, Debug)]
pub struct Override {
    pub paths: Paths,
    pub severities: Vec<(Selector, Severity)>,
}

/// A finding that the house accepts.
#[derive(Clone, Debug)]
pub struct Allowance {
    pub rule: Selector,
    /// The finding's characters, or any of its sentence.
    pub text: String,
    pub reason: String,
    /// Where it is accepted; nothing means everywhere.
    pub paths: Option<Paths>,
    pub place: Place,
}

/// Where something stands in a configuration file.
#[derive(Clone, Debug)]
pub struct Place {
    pub file: PathBuf,
    /// What the whole file says.
    pub text: Arc<str>,
    pub span: Range<usize>,
}

impl Config {
    /// The built-in profile `name`, one of [`Config::profiles`], the default one where none is
    /// given, and nothing else.
    pub fn profile(name: Option<&str>) -> Result<Config, Vec<ConfigError>> {
        load::profile(name)
    }

    /// Reads the configuration in the file at `path`; `profile` stands for those that it extends.
    pub fn load(path: &Path, profile: Option<&str>) -> Result<Config, Vec<ConfigError>> {
        load::file(path, profile)
    }

    /// Reads a configuration from its text; `path` is the name that it goes by, and what names in
    /// it are relative to.
    pub fn parse(path: &Path, text: &str) -> Result<Config, Vec<ConfigError>> {
        load::text(path, text, None)
    }

    /// The configuration that holds in the folder `from`: the nearest file upwards.
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
    }

    /// The rules that there are, for names to be held against.
    pub fn catalogue(&self) -> Catalogue<'_> {
        Catalogue::new(&self.packs)
    }

    /// All of it that decides what is found in a document and how it is said, in one text.
    pub fn identity(&self) -> String {
        let packs: Vec<_> = self.packs.iter().filter_map(|pack| pack.digest).collect();
        let allowances = self.allowances.iter().map(|one| (&one.rule, &one.text, &one.paths));
        let allowances: Vec<_> = allowances.collect();
        let Config { lang, house, counting, severities, selected, ignored, options, overrides, .. } = self;
        let set = (lang, house, counting, severities, selected, ignored, options, overrides);
        format!("{set:?}{allowances:?}{packs:?}")
    }

    /// The names of the built-in profiles.
    pub fn profiles() -> impl Iterator<Item = &'static str> {
        profile::names()
    }

    /// The severity of the rule `id`, which declares `declared`, in the file at `path`.
    pub fn severity_in(&self, path: &Path, id: &str, declared: Severity) -> Severity {
        let mut here = self.overrides.iter().rev().filter(|over| over.paths.matches(path));
        let overridden = here.find_map(|over| last_match(&over.severities, id));
        self.unless_ignored(id, declared, overridden)
    }

    /// The highest severity that the rule `id`, which declares `declared`, has in any file.
    pub fn highest_severity(&self, id: &str, declared: Severity) -> Severity {
        let anywhere = self.overrides.iter().filter_map(|over| last_match(&over.severities, id));
        let highest = anywhere.map(|severity| self.unless_ignored(id, declared, Some(severity))).max();
        highest.unwrap_or(Severity::Off).max(self.unless_ignored(id, declared, None))
    }

    /// True where the rule `id` is not run whatever files set: others alone are selected, or it is
    /// ignored.
    pub fn leaves_out(&self, id: &str) -> bool {
        let names = |selectors: &[Selector]| selectors.iter().any(|selector| selector.matches(id));
        names(&self.ignored) || !(self.selected.is_empty() || names(&self.selected))
    }

    fn unless_ignored(&self, id: &str, declared: Severity, overridden: Option<Severity>) -> Severity {
        if self.leaves_out(id) {
            return Severity::Off;
        }
        let severity = overridden.or(last_match(&self.severities, id)).unwrap_or(declared);
        let named =
            self.selected.iter().any(|selector| matches!(selector, Selector::Rule(rule) if rule == id));
        match (severity, declared) {
            // Whoever names a rule that is off wants to see what it says.
            (Severity::Off, Severity::Off) if named => Severity::Warning,
            (Severity::Off, declared) if named => declared,
            (severity, _) => severity,
        }
    }
}

fn last_match(severities: &[(Selector, Severity)], id: &str) -> Option<Severity> {
    severities.iter().rev().find(|(selector, _)| selector.matches(id)).map(|(_, severity)| *severity)
}
