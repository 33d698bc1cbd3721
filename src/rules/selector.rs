//! Which rules a name in a configuration, on the command line or in a manuscript speaks of.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::toml::closest;
use super::{OptionDeclaration, Pack};

/// Groups that are known even where no rule of theirs is loaded.
const GROUPS: [&str; 10] = [
    "character",
    "contents",
    "date",
    "fact",
    "name",
    "number",
    "official",
    "punctuation",
    "structure",
    "style",
];

/// All rules, a group of them, or one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Selector {
    All,
    Group(String),
    Rule(String),
}

impl Selector {
    /// What `name` would mean: `all`, `group`, `group/` or `group/name`.
    fn of(name: &str) -> Self {
        match name.strip_suffix('/').unwrap_or(name) {
            "all" => Selector::All,
            rule if rule.contains('/') => Selector::Rule(rule.to_owned()),
            group => Selector::Group(group.to_owned()),
        }
    }

    /// True where the rule with this id is meant.
    pub fn matches(&self, id: &str) -> bool {
        match self {
            Selector::All => true,
            Selector::Group(group) => id.split('/').next() == Some(group),
            Selector::Rule(rule) => id == rule,
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Selector::All => "all",
            Selector::Group(name) | Selector::Rule(name) => name,
        })
    }
}

/// The rules that there are, by id.
#[derive(Default)]
pub struct Catalogue<'a> {
    rules: BTreeMap<&'a str, &'a [OptionDeclaration]>,
    groups: BTreeSet<&'a str>,
}

impl<'a> Catalogue<'a> {
    /// The rules of `packs`.
    pub fn new(packs: &'a [Pack]) -> Self {
        let mut catalogue = Catalogue::of([]);
        for declaration in packs.iter().flat_map(|pack| &pack.rules) {
            catalogue.add(&declaration.rule.id, &declaration.options);
        }
        catalogue
    }

    /// The rules of these ids, whose options are not asked for.
    pub fn of(ids: impl IntoIterator<Item = &'a str>) -> Self {
        let mut catalogue = Catalogue { rules: BTreeMap::new(), groups: GROUPS.into() };
        ids.into_iter().for_each(|id| catalogue.add(id, &[]));
        catalogue
    }

    fn add(&mut self, id: &'a str, options: &'a [OptionDeclaration]) {
        self.groups.insert(id.split('/').next().unwrap_or_default());
        self.rules.insert(id, options);
    }

    /// The options of the rule with this id.
    pub fn options(&self, id: &str) -> &'a [OptionDeclaration] {
        self.rules.get(id).copied().unwrap_or_default()
    }

    /// What `name` means; where it means nothing, the name that was probably meant.
    pub fn select(&self, name: &str) -> Result<Selector, Option<String>> {
        let selector = Selector::of(name);
        let known = match &selector {
            Selector::All => true,
            Selector::Group(group) => self.groups.contains(group.as_str()),
            Selector::Rule(rule) => self.rules.contains_key(rule.as_str()),
        };
        if known { Ok(selector) } else { Err(self.meant(name)) }
    }

    /// The rule or group that is spelled most like `name`, or the rule that it is the end of.
    fn meant(&self, name: &str) -> Option<String> {
        let mut rules = self.rules.keys().copied();
        let by_end = rules.find(|id| id.split_once('/').is_some_and(|(_, end)| end == name));
        let all = || self.rules.keys().chain(&self.groups).copied();
        by_end.or_else(|| closest(name, all())).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue<'static> {
        Catalogue::of(["date/weekday", "date/impossible", "house/word"])
    }

    #[test]
    fn names_select_all_a_group_or_a_rule() {
        let catalogue = catalogue();
        assert_eq!(catalogue.select("all"), Ok(Selector::All));
        assert_eq!(catalogue.select("house"), Ok(Selector::Group("house".into())));
        assert_eq!(catalogue.select("date/"), Ok(Selector::Group("date".into())));
        assert!(catalogue.select("date").unwrap().matches("date/weekday"));
        assert!(!catalogue.select("date").unwrap().matches("dates/weekday"));
        assert!(catalogue.select("official").is_ok());
    }

    #[test]
    fn a_mistyped_name_is_recognised() {
        let catalogue = catalogue();
        assert_eq!(catalogue.select("date/wekday"), Err(Some("date/weekday".into())));
        assert_eq!(catalogue.select("weekday"), Err(Some("date/weekday".into())));
        assert_eq!(catalogue.select("punctuatoin"), Err(Some("punctuation".into())));
        assert_eq!(catalogue.select("完全不同"), Err(None));
    }
}
