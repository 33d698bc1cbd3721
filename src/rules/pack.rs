//! Rule packs: TOML files in which rules are declared, ours in the binary and the house's own.
//!
//! A pack is read at once and all its mistakes are told at once, each with its place. Examples
//! are read when they are asked for ([`Pack::examples`]).

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use toml::de::{DeTable, DeValue};

use super::checks::CHECKS;
use super::engines::{ENGINES, Engine, Files};
use super::layout;
use super::toml::{At, Reader, Table, closest, parse, words};
use super::{Build, Options, Problem, Rule, Scope, Wording};
use crate::diagnostic::Applicability;

/// The rules of one file.
#[derive(Clone)]
pub struct Pack {
    /// The path of the file, or the name of a built-in one.
    pub name: PathBuf,
    pub text: Cow<'static, str>,
    pub rules: Vec<Declaration>,
    /// Tells what was read for it, word lists too; none of what is built in.
    pub digest: Option<[u8; 32]>,
}

/// One rule as its pack declares it.
#[derive(Clone)]
pub struct Declaration {
    pub rule: Rule,
    /// Where the id stands in the pack.
    pub place: Range<usize>,
    /// It may stand for a rule of the same id in an earlier pack.
    pub replaces: bool,
    pub options: Vec<OptionDeclaration>,
    pub(super) check: CheckOf,
}

/// An option that the configuration may set.
#[derive(Clone, Debug)]
pub struct OptionDeclaration {
    pub name: String,
    /// Also says which type a value must have.
    pub default: toml::Value,
    pub doc: Wording,
}

/// What finds a rule's violations.
#[derive(Clone)]
pub(super) enum CheckOf {
    Engine(Arc<dyn Engine>),
    /// A check in Rust, with the settings that the pack fixes.
    Rust(Build, Options),
}

/// What is wrong in a pack.
#[derive(Clone, Debug)]
pub struct PackError {
    pub name: PathBuf,
    pub text: Cow<'static, str>,
    pub problems: Vec<Problem>,
}

/// Why a pack could not be loaded.
#[derive(Debug)]
pub enum LoadError {
    Unreadable(PathBuf, std::io::Error),
    Faulty(PackError),
}

impl Declaration {
    /// True where its expression must be tried on every character of a document, for want of a
    /// literal that each of its matches holds (`needs` can name one).
    pub fn is_slow(&self) -> bool {
        matches!(&self.check, CheckOf::Engine(engine) if engine.wants_needles() && engine.needles().is_empty())
    }
}

impl Pack {
    /// Reads the pack at `path`; the files that it names lie beside it or in the folder `lexicon`
    /// there.
    pub fn load(path: &Path) -> Result<Pack, LoadError> {
        let text = std::fs::read_to_string(path).map_err(|e| LoadError::Unreadable(path.into(), e))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let digest = RefCell::new(Sha256::new_with_prefix(&text));
        let files = |name: &str| {
            let (beside, inside) = (folder.join(name), folder.join("lexicon").join(name));
            let file = if inside.is_file() && !beside.exists() { inside } else { beside };
            let list = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            digest.borrow_mut().update((list.len() as u64).to_le_bytes());
            digest.borrow_mut().update(&list);
            Ok(Cow::Owned(list))
        };
        let mut pack = Pack::parse(path.into(), text.into(), &files).map_err(LoadError::Faulty)?;
        pack.digest = Some(digest.into_inner().finalize().into());
        match pack.examples() {
            Ok(_) => Ok(pack),
            Err(problems) => Err(LoadError::Faulty(pack.error(problems))),
        }
    }

    /// The pack that `text` declares.
    pub fn parse(name: PathBuf, text: Cow<'static, str>, files: Files<'_>) -> Result<Pack, PackError> {
        let table = parse(&text);
        Pack::declared(name, text.clone(), table, files)
    }

    /// The pack that `text` declares, as `laid` lays it out.
    pub(super) fn laid_out(
        name: PathBuf,
        text: &'static str,
        laid: &'static [u8],
        files: Files<'_>,
    ) -> Result<Pack, PackError> {
        let table = layout::read(laid, text).map_or_else(|| parse(text), Ok);
        Pack::declared(name, Cow::Borrowed(text), table, files)
    }

    fn declared(
        name: PathBuf,
        text: Cow<'static, str>,
        table: Result<DeTable<'_>, Vec<Problem>>,
        files: Files<'_>,
    ) -> Result<Pack, PackError> {
        let mut reader = Reader::default();
        let rules = match table {
            Ok(table) => declarations(&table, &mut reader, files),
            Err(problems) => {
                reader.problems = problems;
                Vec::new()
            }
        };
        match reader.problems.is_empty() {
            true => Ok(Pack { name, text, rules, digest: None }),
            false => Err(PackError { name, text, problems: reader.problems }),
        }
    }

    /// These problems as problems of this pack.
    pub fn error(&self, problems: Vec<Problem>) -> PackError {
        PackError { name: self.name.clone(), text: self.text.clone(), problems }
    }
}

fn declarations(table: &DeTable<'_>, reader: &mut Reader, files: Files<'_>) -> Vec<Declaration> {
    let mut top = Table::new(table, 0..0);
    let mut rules: Vec<Declaration> = Vec::new();
    let tables = top.take("rule").map(|value| reader.tables(value)).unwrap_or_default();
    top.finish(reader);
    for table in tables {
        let Some(declared) = declaration(table, reader, files) else { continue };
        let id = &declared.rule.id;
        if rules.iter().any(|other| other.rule.id == *id) {
            let (zh, en) = (format!("规则“{id}”在这里已有一条"), format!("“{id}” is declared twice here"));
            reader.report(declared.place.clone(), zh, en);
        }
        rules.push(declared);
    }
    rules
}

fn declaration(mut table: Table<'_>, reader: &mut Reader, files: Files<'_>) -> Option<Declaration> {
    let id = table.need("id", reader).and_then(|value| id(value, reader));
    let name = table.need("name", reader).and_then(|value| reader.wording(value));
    let severity = table.need("severity", reader).and_then(|value| reader.severity(value));
    let message = table.need("message", reader).and_then(|value| reader.wording(value));
    let explain = table.need("explain", reader).and_then(|value| reader.wording(value));
    let check = table.need("check", reader).and_then(|value| check(value, reader, files));
    let choices = [("safe", Applicability::Safe), ("unsafe", Applicability::Unsafe)];
    let applicability = table.take("applicability").and_then(|value| reader.choice(value, &choices));
    let say = table.take("say").map(|value| wordings(value, reader)).unwrap_or_default();
    let options = table.take("options").map(|value| options(value, reader)).unwrap_or_default();
    let standard = table.take("standard").and_then(|value| reader.text(value));
    let weight = table.take("weight").and_then(|value| reader.number(value)).unwrap_or(1.0);
    let scopes = [
        ("all", Scope::All),
        ("body", Scope::Body),
        ("headline", Scope::Headline),
        ("contents", Scope::Contents),
    ];
    let scope = table.take("scope").and_then(|value| reader.choice(value, &scopes));
    let yields = table.take("yields").map(|value| reader.texts(value)).unwrap_or_default();
    let replaces = table.take("replaces").and_then(|value| reader.flag(value)).unwrap_or_default();
    for key in ["bad", "good"] {
        table.need(key, reader);
    }
    let span = table.span.clone();
    table.finish(reader);
    let (id, check) = (id?, check?);
    needed_words(&check, &say, span, reader);
    let rule = Rule {
        id: id.value.as_str().into(),
        name: name?,
        severity: severity?.value,
        applicability: applicability.map_or(Applicability::Unsafe, |a| a.value),
        message: message?,
        say,
        standard: standard.map(|s| s.value),
        explain: explain?,
        weight,
        scope: scope.map(|s| s.value).unwrap_or_default(),
        yields: yields.into_iter().map(|y| y.value).collect(),
    };
    Some(Declaration { rule, place: id.span, replaces, options, check })
}

/// `group/name`, both in kebab-case.
fn id(value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader) -> Option<At<String>> {
    let id = reader.text(value)?;
    let kebab = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if id.value.split_once('/').is_some_and(|(group, name)| kebab(group) && kebab(name)) {
        return Some(id);
    }
    let message = words("规则的 id 应写作“组/名”", "an id is written “group/name”");
    let help =
        words("用小写字母、数字和连字符，如“house/old-name”", "use a-z, 0-9 and -, as in “house/old-name”");
    reader.problems.push(Problem::new(id.span, message).help(help));
    None
}

fn wordings(value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader) -> BTreeMap<String, Wording> {
    let entries = reader.table(value).map(Table::rest).unwrap_or_default();
    let wording = |(key, value): (At<&str>, _)| Some((key.value.to_owned(), reader.wording(value)?));
    entries.into_iter().filter_map(wording).collect()
}

fn options(value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader) -> Vec<OptionDeclaration> {
    let entries = reader.table(value).map(Table::rest).unwrap_or_default();
    let option = |(key, value): (At<&str>, _)| {
        let mut table = reader.table(value)?;
        let default = table.need("default", reader).map(|value| plain(value.get_ref()));
        let doc = table.need("doc", reader).and_then(|value| reader.wording(value));
        table.finish(reader);
        Some(OptionDeclaration { name: key.value.to_owned(), default: default?, doc: doc? })
    };
    entries.into_iter().filter_map(option).collect()
}

fn check(value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader, files: Files<'_>) -> Option<CheckOf> {
    let mut entries = reader.table(value)?.rest();
    if entries.len() != 1 {
        reader.report(value.span(), "check 下应有且只有一种检查", "check takes exactly one kind of check");
        return None;
    }
    let (key, settings) = entries.pop()?;
    if let Some((_, make)) = ENGINES.iter().find(|(name, _)| *name == key.value) {
        let mut table = reader.table(settings)?;
        let engine = make(&mut table, reader, files);
        table.finish(reader);
        return engine.map(CheckOf::Engine);
    }
    if let Some((_, build)) = CHECKS.iter().find(|(name, _)| *name == key.value) {
        let settings = reader.table(settings)?.rest();
        let fixed = settings.into_iter().map(|(key, value)| (key.value.to_owned(), plain(value.get_ref())));
        return Some(CheckOf::Rust(*build, Options(fixed.collect())));
    }
    let wrong = key.value;
    let message = words(format!("没有“{wrong}”这种检查"), format!("no check “{wrong}”"));
    let engines: Vec<&str> = ENGINES.iter().map(|(name, _)| *name).collect();
    let known = engines.iter().copied().chain(CHECKS.iter().map(|(name, _)| *name));
    let help = match closest(wrong, known) {
        Some(name) => words(format!("是否指“{name}”？"), format!("did you mean “{name}”?")),
        None => words(format!("可用：{}", engines.join("、")), format!("engines: {}", engines.join(", "))),
    };
    reader.problems.push(Problem::new(key.span, message).help(help));
    None
}

/// Reports the wordings that the engine needs and the rule lacks.
fn needed_words(check: &CheckOf, say: &BTreeMap<String, Wording>, span: Range<usize>, reader: &mut Reader) {
    let CheckOf::Engine(engine) = check else { return };
    for key in engine.says().iter().filter(|key| !say.contains_key(**key)) {
        let (zh, en) = (format!("这里缺少“say.{key}”"), format!("“say.{key}” is missing here"));
        reader.report(span.clone(), zh, en);
    }
}

/// The value without its places.
pub(super) fn plain(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(i) => {
            toml::Value::Integer(i64::from_str_radix(i.as_str(), i.radix()).unwrap_or_default())
        }
        DeValue::Float(f) => toml::Value::Float(f.as_str().parse().unwrap_or_default()),
        DeValue::Boolean(flag) => toml::Value::Boolean(*flag),
        DeValue::Datetime(datetime) => toml::Value::Datetime(*datetime),
        DeValue::Array(items) => toml::Value::Array(items.iter().map(|item| plain(item.get_ref())).collect()),
        DeValue::Table(table) => {
            let entries =
                table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref())));
            toml::Value::Table(entries.collect())
        }
    }
}
