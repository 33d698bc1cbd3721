//! What an editor declares of a rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bulletin::Role;
use crate::diagnostic::{Applicability, Severity};

/// The language that kanwu speaks to its user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

/// The same words in both languages; `{name}` stands for a value of the finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub zh: String,
    pub en: String,
}

impl Wording {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Which paragraphs a pattern or a lexicon is run on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    #[default]
    All,
    /// All but the contents.
    Body,
    /// Contents entries, headings and headlines that stand alone.
    Headline,
    /// The lines of the contents.
    Contents,
}

impl Scope {
    /// True where a paragraph of this role is looked at.
    pub fn includes(self, role: Role) -> bool {
        let contents = matches!(role, Role::ContentsTitle | Role::ContentsHeading | Role::ContentsEntry);
        match self {
            Scope::All => true,
            Scope::Body => !contents,
            Scope::Headline => !matches!(role, Role::Text),
            Scope::Contents => contents,
        }
    }
}

/// A rule as declared, its options and severity as configured.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `group/name`
    pub id: Arc<str>,
    pub name: Wording,
    pub severity: Severity,
    pub applicability: Applicability,
    pub message: Wording,
    /// Wordings of labels, notes and other messages, by key.
    pub say: BTreeMap<String, Wording>,
    /// The standard and its clause, or none where it is house style.
    pub standard: Option<String>,
    pub explain: Wording,
    /// The share in the error rate (差错率), in errors.
    pub weight: f64,
    pub scope: Scope,
    /// Rules (or groups, `name/`) that speak in this one's stead where both see the same slip.
    pub yields: Vec<String>,
}

impl Rule {
    /// The part of the id before the `/`.
    pub fn group(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

/// A rule's options with the values that hold, defaults filled in and types checked against them.
#[derive(Clone, Debug, Default)]
pub struct Options(pub BTreeMap<String, toml::Value>);

impl Options {
    /// The number `name`, 0 where the rule declares none.
    pub fn int(&self, name: &str) -> i64 {
        self.0.get(name).and_then(toml::Value::as_integer).unwrap_or_default()
    }

    pub fn float(&self, name: &str) -> f64 {
        let value = self.0.get(name);
        value.and_then(|v| v.as_float().or(v.as_integer().map(|i| i as f64))).unwrap_or_default()
    }

    pub fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(toml::Value::as_bool).unwrap_or_default()
    }

    /// The strings of the list `name`.
    pub fn list(&self, name: &str) -> Vec<String> {
        let items = self.0.get(name).and_then(toml::Value::as_array);
        let texts = items.into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned));
        texts.collect()
    }
}
