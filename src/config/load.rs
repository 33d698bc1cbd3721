//! Lays a file over those that it extends, and holds every name in it against what there is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::layer::{self, Layer, Setting};
use super::{Allowance, Catalogue, Config, Override, Paths, Place, Selector, profile};
use crate::diagnostic::Severity;
use crate::rate::Counting;
use crate::rules::toml::{At, closest, words};
use crate::rules::{House, LoadError, OptionDeclaration, Pack, PackError, Problem, builtin};

/// All that is wrong in one file.
#[derive(Clone, Debug)]
pub struct ConfigError {
    pub path: PathBuf,
    /// The file's text; empty where it could not be read.
    pub text: String,
    pub errors: Vec<Problem>,
}

/// A configuration of these rules that nothing has been said in.
fn empty(packs: Vec<Pack>) -> Config {
    Config {
        file: None,
        lang: None,
        fail_on: Some(Severity::Error),
        include: Paths::default(),
        exclude: Paths::default(),
        house: House::default(),
        counting: Counting::default(),
        packs,
        severities: Vec::new(),
        selected: Vec::new(),
        ignored: Vec::new(),
        options: BTreeMap::new(),
        overrides: Vec::new(),
        allowances: Vec::new(),
    }
}

impl From<PackError> for ConfigError {
    fn from(error: PackError) -> Self {
        ConfigError { path: error.name, text: error.text.into_owned(), errors: error.problems }
    }
}

/// The configuration of a built-in profile.
pub fn profile(name: Option<&str>) -> Result<Config, Vec<ConfigError>> {
    Loader::new(name).finish()
}

pub fn file(path: &Path, profile: Option<&str>) -> Result<Config, Vec<ConfigError>> {
    match std::fs::read_to_string(path) {
        Ok(content) => text(path, &content, profile),
        Err(error) => {
            let message = words(unreadable(&error, true), unreadable(&error, false));
            let errors = vec![Problem::new(0..0, message)];
            Err(vec![ConfigError { path: path.to_path_buf(), text: String::new(), errors }])
        }
    }
}

pub fn text(path: &Path, text: &str, profile: Option<&str>) -> Result<Config, Vec<ConfigError>> {
    let mut loader = Loader::new(profile);
    loader.stack.push(path.to_path_buf());
    loader.lay(path, text);
    loader.config.file = Some(path.to_path_buf());
    loader.finish()
}

fn unreadable(error: &std::io::Error, zh: bool) -> String {
    use std::io::ErrorKind::{InvalidData, NotFound};
    match (error.kind(), zh) {
        (NotFound, true) => "没有这个文件".to_owned(),
        (NotFound, false) => "no such file".to_owned(),
        (InvalidData, true) => "不是 UTF-8 编码的文本".to_owned(),
        (InvalidData, false) => "not a text in UTF-8".to_owned(),
        (_, true) => format!("读不了：{error}"),
        (_, false) => format!("cannot be read: {error}"),
    }
}

/// Which profile lies below everything.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    /// The default one, which set this many severities, until a file names another.
    Default(usize),
    /// One that a file names.
    Named,
    /// One that the command line names: what files say of profiles does not count.
    Fixed,
}

/// The configuration so far, from the lowest layer upwards.
struct Loader {
    config: Config,
    errors: Vec<ConfigError>,
    base: Base,
    /// The files that are being read, each extended by the one before it.
    stack: Vec<PathBuf>,
}

impl Loader {
    /// Begins with the profile that the command line names, or with the default one.
    fn new(profile: Option<&str>) -> Self {
        let (packs, errors) = match builtin::packs() {
            Ok(packs) => (packs, Vec::new()),
            Err(error) => (Vec::new(), vec![ConfigError::from(error)]),
        };
        let mut loader = Loader { config: empty(packs), errors, base: Base::Fixed, stack: Vec::new() };
        loader.lay_profile(profile.unwrap_or(profile::DEFAULT));
        if profile.is_none() {
            loader.base = Base::Default(loader.config.severities.len());
        }
        loader
    }

    /// The configuration, or all that is wrong in the files that make it up.
    fn finish(self) -> Result<Config, Vec<ConfigError>> {
        if self.errors.is_empty() { Ok(self.config) } else { Err(self.errors) }
    }

    /// Lays the file at `path` over the configuration so far, after those that it extends.
    fn lay(&mut self, path: &Path, text: &str) {
        let (layer, mut problems) = Layer::parse(text);
        let folder = path.parent().unwrap_or(Path::new(""));
        for name in &layer.extends {
            self.extend(folder, name, &mut problems);
        }
        self.settle(path, text, layer, &mut problems);
        if !problems.is_empty() {
            problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
            let error = ConfigError { path: path.to_path_buf(), text: text.to_owned(), errors: problems };
            self.errors.push(error);
        }
    }

    /// Lays the profile or file that is extended by `name`.
    fn extend(&mut self, folder: &Path, name: &At<String>, problems: &mut Vec<Problem>) {
        let is_file = name.value.ends_with(".toml") || name.value.contains(['/', '\\']);
        if is_file {
            self.lay_file(&folder.join(&name.value), name, problems);
        } else if profile::find(&name.value).is_none() {
            problems.push(unknown_profile(name));
        } else if self.base != Base::Fixed {
            if let Base::Default(count) = self.base {
                self.config.severities.drain(..count);
                self.base = Base::Named;
            }
            self.lay_profile(&name.value);
        }
    }

    /// Lays a built-in profile, which has nothing but severities.
    fn lay_profile(&mut self, name: &str) {
        let text = profile::find(name).unwrap_or_default();
        let (layer, mut problems) = Layer::parse(text);
        self.config.severities.extend(severities(&self.config.catalogue(), &layer.rules, &mut problems));
        if !problems.is_empty() {
            let path = PathBuf::from(format!("profiles/{name}.toml"));
            self.errors.push(ConfigError { path, text: text.to_owned(), errors: problems });
        }
    }

    /// Lays a file that another one extends by `name`.
    fn lay_file(&mut self, path: &Path, name: &At<String>, problems: &mut Vec<Problem>) {
        let wrong = &name.value;
        if self.stack.iter().any(|open| same_file(open, path)) {
            let (zh, en) = (format!("“{wrong}”又引回了自己"), format!("“{wrong}” extends itself in the end"));
            problems.push(Problem::new(name.span.clone(), words(zh, en)));
            return;
        }
        match std::fs::read_to_string(path) {
            Ok(text) => {
                self.stack.push(path.to_path_buf());
                self.lay(path, &text);
                self.stack.pop();
            }
            Err(error) => problems.push(unreadable_file(name, &error)),
        }
    }

    /// Takes over what `layer` itself says.
    fn settle(&mut self, path: &Path, text: &str, layer: Layer, problems: &mut Vec<Problem>) {
        let folder = path.parent().unwrap_or(Path::new(""));
        self.load_packs(folder, &layer.packs, problems);
        let config = &mut self.config;
        config.lang = layer.lang.or(config.lang);
        config.fail_on = layer.fail_on.unwrap_or(config.fail_on);
        config.house.period = layer.period.or(config.house.period);
        config.counting = layer.counting.over(config.counting);
        let house = &mut config.house;
        merge(&mut house.people, layer.people, |p| &p.name, |known, new| known.titles.extend(new.titles));
        merge(
            &mut house.organisations,
            layer.organisations,
            |n| &n.name,
            |known, new| known.short.extend(new.short),
        );
        merge(&mut house.places, layer.places, |n| &n.name, |known, new| known.short.extend(new.short));
        if !layer.include.is_empty() {
            config.include = compile(folder, &layer.include, problems);
        }
        if !layer.exclude.is_empty() {
            config.exclude = compile(folder, &layer.exclude, problems);
        }
        let catalogue = Catalogue::new(&config.packs);
        config.severities.extend(severities(&catalogue, &layer.rules, problems));
        for setting in layer.rules {
            set_options(&catalogue, &mut config.options, setting, problems);
        }
        for over in layer.overrides {
            let paths = compile(folder, &over.paths, problems);
            let severities = severities(&catalogue, &over.rules, problems);
            config.overrides.push(Override { paths, severities });
        }
        let file: Arc<str> = if layer.allowances.is_empty() { Arc::default() } else { text.into() };
        for allowance in layer.allowances {
            let paths = (!allowance.paths.is_empty()).then(|| compile(folder, &allowance.paths, problems));
            let Some(rule) = select(&catalogue, &allowance.rule, problems) else { continue };
            let layer::Allowance { text: At { value, span }, reason, .. } = allowance;
            let place = Place { file: path.to_path_buf(), text: file.clone(), span };
            config.allowances.push(Allowance { rule, text: value, reason, paths, place });
        }
    }

    fn load_packs(&mut self, folder: &Path, names: &[At<String>], problems: &mut Vec<Problem>) {
        for name in names {
            let path = folder.join(&name.value);
            if self.config.packs.iter().any(|pack| same_file(&pack.name, &path)) {
                continue;
            }
            match Pack::load(&path) {
                Ok(pack) => self.config.packs.push(pack),
                Err(LoadError::Faulty(error)) => self.errors.push(error.into()),
                Err(LoadError::Unreadable(_, error)) => problems.push(unreadable_file(name, &error)),
            }
        }
    }
}

fn unreadable_file(name: &At<String>, error: &std::io::Error) -> Problem {
    let wrong = &name.value;
    let zh = format!("“{wrong}”：{}", unreadable(error, true));
    let en = format!("“{wrong}”: {}", unreadable(error, false));
    Problem::new(name.span.clone(), words(zh, en))
}

fn same_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn unknown_profile(name: &At<String>) -> Problem {
    let wrong = &name.value;
    let message = words(format!("没有“{wrong}”这一套规则"), format!("no profile “{wrong}”"));
    let help = match closest(wrong, profile::names()) {
        Some(name) => words(format!("是否指“{name}”？"), format!("did you mean “{name}”?")),
        None => {
            let names: Vec<&str> = profile::names().collect();
            words(
                format!("内置：{}；文件名须以 .toml 结尾", names.join("、")),
                format!("built in: {}; a file's name ends in .toml", names.join(", ")),
            )
        }
    };
    Problem::new(name.span.clone(), message).help(help)
}

fn compile(folder: &Path, patterns: &[At<String>], problems: &mut Vec<Problem>) -> Paths {
    Paths::new(folder, patterns.iter().map(|at| at.value.as_str())).unwrap_or_else(|index| {
        if let Some(At { value, span }) = patterns.get(index) {
            let (zh, en) = (format!("看不懂路径“{value}”"), format!("cannot understand the path “{value}”"));
            problems.push(Problem::new(span.clone(), words(zh, en)));
        }
        Paths::default()
    })
}

/// The severities of one layer: the narrower name outweighs the wider, wherever it stands.
fn severities(
    catalogue: &Catalogue<'_>,
    settings: &[Setting],
    problems: &mut Vec<Problem>,
) -> Vec<(Selector, Severity)> {
    let mut severities = Vec::new();
    for setting in settings {
        let selector = select(catalogue, &setting.name, problems);
        severities.extend(selector.zip(setting.severity));
    }
    severities.sort();
    severities
}

fn select(catalogue: &Catalogue<'_>, name: &At<String>, problems: &mut Vec<Problem>) -> Option<Selector> {
    let wrong = &name.value;
    let meant = match catalogue.select(wrong) {
        Ok(selector) => return Some(selector),
        Err(meant) => meant,
    };
    let message = words(format!("没有规则或规则组“{wrong}”"), format!("no rule or group “{wrong}”"));
    let help = match meant {
        Some(name) => words(format!("是否指“{name}”？"), format!("did you mean “{name}”?")),
        None => words("kanwu rules 列出全部规则", "kanwu rules lists them all"),
    };
    problems.push(Problem::new(name.span.clone(), message).help(help));
    None
}

/// Takes over the options of a rule, each held against its declaration.
fn set_options(
    catalogue: &Catalogue<'_>,
    options: &mut BTreeMap<String, BTreeMap<String, toml::Value>>,
    setting: Setting,
    problems: &mut Vec<Problem>,
) {
    let Some((first, _)) = setting.options.first() else { return };
    let Ok(selector) = catalogue.select(&setting.name.value) else { return };
    let Selector::Rule(rule) = selector else {
        let (zh, en) = ("选项只能给单条规则，不能给规则组", "options are for a single rule, not for a group");
        problems.push(Problem::new(first.span.clone(), words(zh, en)));
        return;
    };
    let declared = catalogue.options(&rule);
    let values = options.entry(rule).or_default();
    for (key, value) in setting.options {
        let Some(option) = declared.iter().find(|option| option.name == key.value) else {
            problems.push(unknown_option(&key, declared));
            continue;
        };
        match fitting(value.value, &option.default) {
            Ok(value) => {
                values.insert(key.value, value);
            }
            Err((zh, en)) => {
                let message = words(format!("这里应是{zh}"), format!("expected {en} here"));
                problems.push(Problem::new(value.span, message));
            }
        }
    }
}

fn unknown_option(key: &At<String>, declared: &[OptionDeclaration]) -> Problem {
    let wrong = &key.value;
    let known: Vec<&str> = declared.iter().map(|option| option.name.as_str()).chain(["severity"]).collect();
    let help = match closest(wrong, known.iter().copied()) {
        Some(name) => words(format!("是否指“{name}”？"), format!("did you mean “{name}”?")),
        None => words(format!("可用：{}", known.join("、")), format!("it has: {}", known.join(", "))),
    };
    let message = words(format!("这条规则没有选项“{wrong}”"), format!("this rule has no option “{wrong}”"));
    Problem::new(key.span.clone(), message).help(help)
}

/// `value` if it is of the kind of `default`; the kind that is expected if not.
fn fitting(value: toml::Value, default: &toml::Value) -> Result<toml::Value, (&'static str, &'static str)> {
    match (default, value) {
        (toml::Value::Float(_), toml::Value::Integer(number)) => Ok(toml::Value::Float(number as f64)),
        (toml::Value::Array(_), value @ toml::Value::String(_)) => Ok(toml::Value::Array(vec![value])),
        (default, value) if default.same_type(&value) => Ok(value),
        (toml::Value::Integer(_), _) => Err(("整数", "a whole number")),
        (toml::Value::Float(_), _) => Err(("数目", "a number")),
        (toml::Value::Boolean(_), _) => Err((" true 或 false", "true or false")),
        (toml::Value::Array(_), _) => Err(("列表", "a list")),
        _ => Err(("加引号的文字", "a text in quotes")),
    }
}

/// Adds `new` to what is `known`; of the same name there is one, and it has what both have.
fn merge<T>(known: &mut Vec<T>, new: Vec<T>, name: fn(&T) -> &str, join: fn(&mut T, T)) {
    let names = known.iter().enumerate().map(|(index, one)| (name(one).to_owned(), index));
    let mut places: BTreeMap<String, usize> = names.collect();
    for one in new {
        match places.get(name(&one)).and_then(|index| known.get_mut(*index)) {
            Some(same) => join(same, one),
            None => {
                places.insert(name(&one).to_owned(), known.len());
                known.push(one);
            }
        }
    }
}
