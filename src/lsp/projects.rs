//! Which configuration holds for which text, each read and compiled once until something changes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use super::settings::Settings;
use crate::config::{Config, ConfigError};
use crate::lint::Linter;
use crate::rules::Lang;

/// A configuration with its rules, or all that is wrong with it.
pub(super) struct Project {
    /// None where no file says anything.
    pub file: Option<PathBuf>,
    pub linter: Result<Arc<Linter>, Vec<ConfigError>>,
}

/// The configurations of a session.
#[derive(Default)]
pub(super) struct Projects {
    settings: Settings,
    /// The language where neither settings nor configuration name one.
    lang: Lang,
    /// The nearest configuration of each folder that was asked for.
    files: HashMap<PathBuf, Option<PathBuf>>,
    loaded: HashMap<Option<PathBuf>, Rc<Project>>,
    /// Counts what may have changed the findings of a text that did not change itself.
    generation: u64,
    /// Something was read, or may have to be, since all faults were told.
    fresh: bool,
}

impl Projects {
    pub(super) fn new(settings: Settings, lang: Lang) -> Self {
        Projects { settings, lang, ..Projects::default() }
    }

    /// Forgets all that was read.
    pub(super) fn reload(&mut self) {
        self.files.clear();
        self.loaded.clear();
        self.generation += 1;
        self.fresh = true;
    }

    /// Holds to `settings` from now on; true where they ask for anything else to be found.
    pub(super) fn set(&mut self, settings: Settings) -> bool {
        let old = std::mem::replace(&mut self.settings, settings);
        old != Settings { debounce: old.debounce, ..self.settings.clone() }
    }

    /// How long a pause in typing has to be.
    pub(super) fn pause(&self) -> Duration {
        self.settings.debounce
    }

    /// True where there may be faults that have not been told.
    pub(super) fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Has the faults told again.
    pub(super) fn refresh(&mut self) {
        self.fresh = true;
    }

    /// Takes note that all faults are being told.
    pub(super) fn settle(&mut self) {
        self.fresh = false;
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// The language in which kanwu speaks of itself.
    pub(super) fn lang(&self) -> Lang {
        self.settings.lang.unwrap_or(self.lang)
    }

    /// The configuration file that holds for the file `path`.
    pub(super) fn file(&mut self, path: &Path, root: Option<&Path>) -> Option<PathBuf> {
        if let Some(file) = &self.settings.config {
            return Some(root.map_or(file.clone(), |root| root.join(file)));
        }
        // A text that has no file yet belongs to the folder that is open.
        let folder = if path.is_absolute() { path.parent() } else { root };
        let folder = folder?.to_path_buf();
        self.files.entry(folder).or_insert_with_key(|folder| Config::find(folder)).clone()
    }

    /// What holds for the file `path`, in a session that has the folder `root` open.
    pub(super) fn project(&mut self, path: &Path, root: Option<&Path>) -> Rc<Project> {
        let file = self.file(path, root);
        if let Some(project) = self.loaded.get(&file) {
            return project.clone();
        }
        let profile = self.settings.profile.as_deref();
        let config = match &file {
            Some(file) => Config::load(file, profile),
            None => Config::profile(profile),
        };
        let project = Rc::new(Project { file: file.clone(), linter: config.and_then(|c| self.compile(c)) });
        self.loaded.insert(file, project.clone());
        self.fresh = true;
        project
    }

    /// The rules of `config`, which speak the language that holds for it.
    pub(super) fn compile(&self, config: Config) -> Result<Arc<Linter>, Vec<ConfigError>> {
        let lang = self.settings.lang.or(config.lang).unwrap_or(self.lang);
        Linter::new(&Config { lang: Some(lang), ..config }).map(Arc::new)
    }

    /// All that is wrong in the configurations that were asked for.
    pub(super) fn faults(&self) -> impl Iterator<Item = &ConfigError> {
        self.loaded.values().filter_map(|project| project.linter.as_ref().err()).flatten()
    }
}
