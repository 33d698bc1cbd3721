//! Reads a TOML document value by value and keeps the place of each, so that every mistake of a
//! file is told at once and where it stands.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Problem, Wording};
use crate::diagnostic::Severity;

/// A value with the bytes of the file that it stands at.
#[derive(Clone, Debug)]
pub struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

type Value<'a> = toml::Spanned<DeValue<'a>>;

/// The same words in both languages, filled in.
pub fn words(zh: impl Into<String>, en: impl Into<String>) -> Wording {
    Wording { zh: zh.into(), en: en.into() }
}

/// The name among `known` that `wrong` was most likely meant to be.
pub fn closest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = wrong.chars().count() / 3 + 1;
    let distances = known.into_iter().map(|name| (strsim::damerau_levenshtein(wrong, name), name));
    distances.filter(|(distance, _)| *distance <= allowed).min().map(|(_, name)| name)
}

/// The document of `text`, or its first syntax error: those that follow mostly follow from it.
pub fn parse(text: &str) -> Result<DeTable<'_>, Vec<Problem>> {
    DeTable::parse(text).map(toml::Spanned::into_inner).map_err(|error| {
        let span = error.span().unwrap_or(0..text.len());
        let message = error.message();
        vec![Problem::new(
            span,
            words(format!("TOML 写法有误：{message}"), format!("invalid TOML: {message}")),
        )]
    })
}

/// Collects what is wrong while a document is read.
#[derive(Default)]
pub struct Reader {
    pub problems: Vec<Problem>,
}

impl Reader {
    pub fn report(&mut self, span: Range<usize>, zh: impl Into<String>, en: impl Into<String>) {
        self.problems.push(Problem::new(span, words(zh, en)));
    }

    fn expected(&mut self, value: &Value<'_>, zh: &str, en: &str) {
        self.report(value.span(), format!("这里应是{zh}"), format!("expected {en} here"));
    }

    /// A text that is not empty.
    pub fn text(&mut self, value: &Value<'_>) -> Option<At<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.expected(value, "加引号的文字", "a text in quotes");
            return None;
        };
        if text.trim().is_empty() {
            self.report(value.span(), "这里不能为空", "this must not be empty");
            return None;
        }
        Some(At { value: text.to_owned(), span: value.span() })
    }

    /// A text that may be empty.
    pub fn any_text(&mut self, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.expected(value, "加引号的文字", "a text in quotes");
        }
        text.map(str::to_owned)
    }

    pub fn flag(&mut self, value: &Value<'_>) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.expected(value, " true 或 false", "true or false");
        }
        flag
    }

    pub fn number(&mut self, value: &Value<'_>) -> Option<f64> {
        let number = match value.get_ref() {
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.expected(value, "一个数", "a number");
        }
        number
    }

    /// `{ zh = "…", en = "…" }`
    pub fn wording(&mut self, value: &Value<'_>) -> Option<Wording> {
        let mut table = self.table(value)?;
        let zh = table.need("zh", self).and_then(|value| self.text(value));
        let en = table.need("en", self).and_then(|value| self.text(value));
        table.finish(self);
        Some(words(zh?.value, en?.value))
    }

    /// A text, or a list of texts.
    pub fn texts(&mut self, value: &Value<'_>) -> Vec<At<String>> {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.text(item)).collect(),
            DeValue::String(_) => self.text(value).into_iter().collect(),
            _ => {
                self.expected(value, "加引号的文字，或这样的列表", "a text in quotes, or a list of them");
                Vec::new()
            }
        }
    }

    /// One of the words of `choices`.
    pub fn choice<T: Copy>(&mut self, value: &Value<'_>, choices: &[(&str, T)]) -> Option<At<T>> {
        let text = self.text(value)?;
        let found = choices.iter().find(|(name, _)| *name == text.value);
        if let Some((_, chosen)) = found {
            return Some(At { value: *chosen, span: text.span });
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let wrong = &text.value;
        let problem = Problem::new(
            text.span.clone(),
            words(format!("没有“{wrong}”这一选项"), format!("no choice “{wrong}”")),
        );
        let help = words(format!("可用：{}", names.join("、")), format!("choose from: {}", names.join(", ")));
        self.problems.push(problem.help(help));
        None
    }

    pub fn severity(&mut self, value: &Value<'_>) -> Option<At<Severity>> {
        let severities = [Severity::Error, Severity::Warning, Severity::Info, Severity::Off];
        self.choice(value, &severities.map(|s| (s.as_str(), s)))
    }

    /// A table, ready to have its keys taken.
    pub fn table<'a>(&mut self, value: &'a Value<'_>) -> Option<Table<'a>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.expected(value, "一张表", "a table");
        }
        table.map(|table| Table::new(table, value.span()))
    }

    /// The tables of a `[[key]]` list.
    pub fn tables<'a>(&mut self, value: &'a Value<'_>) -> Vec<Table<'a>> {
        match value.get_ref().as_array() {
            Some(items) => items.iter().filter_map(|item| self.table(item)).collect(),
            None => {
                self.expected(value, "一组表（写作 [[…]]）", "a list of tables (written [[…]])");
                Vec::new()
            }
        }
    }
}

/// A table whose known keys are taken one by one; what is left over is a mistake.
pub struct Table<'a> {
    entries: Vec<(At<&'a str>, &'a Value<'a>)>,
    known: Vec<&'static str>,
    pub span: Range<usize>,
}

impl<'a> Table<'a> {
    pub fn new(table: &'a DeTable<'_>, span: Range<usize>) -> Self {
        let entry = |(key, value): (&'a toml::Spanned<_>, &'a Value<'_>)| {
            let key: &'a toml::Spanned<std::borrow::Cow<'_, str>> = key;
            (At { value: key.get_ref().as_ref(), span: key.span() }, value)
        };
        let mut entries: Vec<_> = table.iter().map(entry).collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        Table { entries, known: Vec::new(), span }
    }

    /// The value of `key`, if it is there.
    pub fn take(&mut self, key: &'static str) -> Option<&'a Value<'a>> {
        self.known.push(key);
        let index = self.entries.iter().position(|(name, _)| name.value == key)?;
        Some(self.entries.remove(index).1)
    }

    /// The value of `key`, which must be there.
    pub fn need(&mut self, key: &'static str, reader: &mut Reader) -> Option<&'a Value<'a>> {
        let value = self.take(key);
        if value.is_none() {
            let (zh, en) = (format!("这里缺少“{key}”"), format!("“{key}” is missing here"));
            reader.report(self.span.clone(), zh, en);
        }
        value
    }

    /// All the keys that are left, in the order of the file.
    pub fn rest(self) -> Vec<(At<&'a str>, &'a Value<'a>)> {
        self.entries
    }

    /// Reports each key that nobody asked for.
    pub fn finish(self, reader: &mut Reader) {
        for (key, _) in self.entries {
            let wrong = key.value;
            let message = words(format!("未知的设置“{wrong}”"), format!("unknown setting “{wrong}”"));
            let mut problem = Problem::new(key.span, message);
            let help = match closest(wrong, self.known.iter().copied()) {
                Some(name) => words(format!("是否指“{name}”？"), format!("did you mean “{name}”?")),
                None => {
                    let known = self.known.join(" ");
                    words(format!("这里可用：{known}"), format!("known here: {known}"))
                }
            };
            problem.help = Some(help);
            reader.problems.push(problem);
        }
    }
}
