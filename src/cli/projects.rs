//! Which configuration holds for which file, each read and compiled once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Choice, Selection};
use super::console::Console;
use super::failure::Failure;
use crate::bulletin::Period;
use crate::config::{Config, Selector, period};
use crate::lint::Linter;
use crate::rules::Lang;

/// What the command line changes of a configuration.
pub type Adjust<'a> = &'a dyn Fn(&mut Config);

/// The configurations of a run.
pub struct Projects<'a> {
    choice: &'a Choice,
    selection: Option<&'a Selection>,
    adjust: Adjust<'a>,
    period: Option<Period>,
    /// The configuration file of each folder that was asked for.
    files: BTreeMap<PathBuf, Option<PathBuf>>,
    configs: BTreeMap<Option<PathBuf>, Option<Arc<Config>>>,
    linters: BTreeMap<Option<PathBuf>, Option<Arc<Linter>>>,
}

impl<'a> Projects<'a> {
    /// Fails where the command line itself cannot be meant.
    pub fn new(
        choice: &'a Choice,
        selection: Option<&'a Selection>,
        adjust: Adjust<'a>,
    ) -> Result<Self, Failure> {
        if let Some(name) = &choice.profile
            && !Config::profiles().any(|known| known == name)
        {
            let names: Vec<&str> = Config::profiles().collect();
            let failure = Failure::new(format!("没有“{name}”这一套规则"), format!("no profile “{name}”"));
            return Err(failure
                .help(format!("可用：{}", names.join("、")), format!("choose from: {}", names.join(", "))));
        }
        let given = choice.period.as_deref();
        let period = given.and_then(period::parse);
        if let (Some(text), None) = (given, period) {
            let failure = Failure::new(
                format!("看不懂起止时间“{text}”"),
                format!("cannot understand the period “{text}”"),
            );
            return Err(failure
                .help("写作 2023-08，或 2023-08-01/2023-08-31", "write 2023-08 or 2023-08-01/2023-08-31"));
        }
        let (files, configs, linters) = Default::default();
        Ok(Projects { choice, selection, adjust, period, files, configs, linters })
    }

    /// The configuration file that holds for `path`, a file or a folder.
    fn file(&mut self, path: &Path) -> Option<PathBuf> {
        if let Some(file) = &self.choice.config {
            return Some(file.clone());
        }
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let folder = if whole.is_dir() { whole.as_path() } else { whole.parent().unwrap_or(&whole) };
        let found = self.files.entry(folder.to_path_buf()).or_insert_with(|| Config::find(folder));
        found.as_deref().map(shown)
    }

    /// The configuration that holds for `path`; none if it is faulty, which is told once.
    pub fn config(&mut self, path: &Path, console: &Console) -> Option<Arc<Config>> {
        let file = self.file(path);
        if let Some(known) = self.configs.get(&file) {
            return known.clone();
        }
        let config = self.load(file.as_deref(), console).map(Arc::new);
        self.configs.insert(file, config.clone());
        config
    }

    fn load(&self, file: Option<&Path>, console: &Console) -> Option<Config> {
        let profile = self.choice.profile.as_deref();
        let loaded = match file {
            Some(file) => Config::load(file, profile),
            None => Config::profile(profile),
        };
        let mut config = match loaded {
            Ok(config) => config,
            Err(errors) => {
                console.misconfigured(&errors);
                return None;
            }
        };
        config.house.period = self.period.or(config.house.period);
        (self.adjust)(&mut config);
        let Some(selection) = self.selection else { return Some(config) };
        let selected = selectors(&config, &selection.select, console);
        let ignored = selectors(&config, &selection.ignore, console);
        config.selected = selected?;
        config.ignored = ignored?;
        Some(config)
    }

    /// The linter for `path`, which speaks `lang`; none if its configuration is faulty.
    pub fn linter(&mut self, path: &Path, console: &Console) -> Option<Arc<Linter>> {
        let config = self.config(path, console)?;
        let file = self.file(path);
        if let Some(known) = self.linters.get(&file) {
            return known.clone();
        }
        let linter = match Linter::new(&Config { lang: Some(console.lang), ..(*config).clone() }) {
            Ok(linter) => Some(Arc::new(linter)),
            Err(errors) => {
                console.misconfigured(&errors);
                None
            }
        };
        self.linters.insert(file, linter.clone());
        linter
    }

    /// The language that the configuration of `path` asks for.
    pub fn lang(&mut self, path: &Path, console: &Console) -> Option<Lang> {
        self.config(path, console)?.lang
    }
}

/// What `names` mean; none if one of them means nothing, which is told.
fn selectors(config: &Config, names: &[String], console: &Console) -> Option<Vec<Selector>> {
    let catalogue = config.catalogue();
    let mut selectors = Some(Vec::new());
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        match catalogue.select(name) {
            Ok(selector) => selectors.iter_mut().for_each(|all| all.push(selector.clone())),
            Err(meant) => {
                console.fail(&unknown_rule(name, meant));
                selectors = None;
            }
        }
    }
    selectors
}

/// `path` as seen from the working folder, where it lies in it.
pub fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).to_path_buf()
}

pub fn unknown_rule(name: &str, meant: Option<String>) -> Failure {
    let failure = Failure::new(format!("没有规则或规则组“{name}”"), format!("no rule or group “{name}”"));
    match meant {
        Some(meant) => failure.help(format!("是否指“{meant}”？"), format!("did you mean “{meant}”?")),
        None => failure.help("kanwu rules 列出全部规则", "kanwu rules lists them all"),
    }
}
