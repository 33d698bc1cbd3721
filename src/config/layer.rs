//! One configuration file as it is written: its shape checked, its names not yet.

use toml::de::DeValue;

use super::period;
use crate::bulletin::Period;
use crate::diagnostic::Severity;
use crate::rate::{Counting, Publication};
use crate::rules::toml::{At, Reader, Table, parse, words};
use crate::rules::{Lang, Named, Person, Problem};

/// The severities from which on a run fails, as they are written; none means never.
pub const FAIL_ON: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("never", None),
];

/// What one file says; a file that says nothing leaves everything as it was.
#[derive(Debug, Default)]
pub struct Layer {
    pub extends: Vec<At<String>>,
    pub lang: Option<Lang>,
    pub fail_on: Option<Option<Severity>>,
    pub include: Vec<At<String>>,
    pub exclude: Vec<At<String>>,
    pub packs: Vec<At<String>>,
    pub rules: Vec<Setting>,
    pub period: Option<Period>,
    pub counting: Counting,
    pub people: Vec<Person>,
    pub organisations: Vec<Named>,
    pub places: Vec<Named>,
    pub overrides: Vec<Override>,
    pub allowances: Vec<Allowance>,
}

/// What a file sets for a rule or a group.
#[derive(Debug)]
pub struct Setting {
    pub name: At<String>,
    pub severity: Option<Severity>,
    pub options: Vec<(At<String>, At<toml::Value>)>,
}

/// Settings for some files alone.
#[derive(Debug)]
pub struct Override {
    pub paths: Vec<At<String>>,
    pub rules: Vec<Setting>,
}

/// A finding that the house accepts.
#[derive(Debug)]
pub struct Allowance {
    pub rule: At<String>,
    pub text: At<String>,
    pub reason: String,
    pub paths: Vec<At<String>>,
}

impl Layer {
    /// Reads the file's `text`; all its mistakes at once where it has any.
    pub fn parse(text: &str) -> (Layer, Vec<Problem>) {
        match parse(text) {
            Err(problems) => (Layer::default(), problems),
            Ok(table) => {
                let mut reader = Reader::default();
                let layer = Layer::read(Table::new(&table, 0..text.len()), &mut reader);
                (layer, reader.problems)
            }
        }
    }

    fn read(mut table: Table<'_>, reader: &mut Reader) -> Layer {
        let languages = [("zh", Lang::Zh), ("en", Lang::En)];
        let mut texts =
            |table: &mut Table<'_>, key| table.take(key).map(|value| reader.texts(value)).unwrap_or_default();
        let mut layer = Layer {
            extends: texts(&mut table, "extends"),
            include: texts(&mut table, "include"),
            exclude: texts(&mut table, "exclude"),
            packs: texts(&mut table, "packs"),
            ..Layer::default()
        };
        layer.lang = table.take("lang").and_then(|v| reader.choice(v, &languages)).map(|at| at.value);
        layer.fail_on = table.take("fail-on").and_then(|v| reader.choice(v, &FAIL_ON)).map(|at| at.value);
        if let Some(rules) = table.take("rules").and_then(|value| reader.table(value)) {
            layer.rules = settings(rules, reader);
        }
        layer.period = table.take("issue").and_then(|value| read_issue(value, reader));
        if let Some(rate) = table.take("rate").and_then(|value| reader.table(value)) {
            layer.counting = read_rate(rate, reader);
        }
        let mut tables =
            |key, reader: &mut Reader| table.take(key).map(|value| reader.tables(value)).unwrap_or_default();
        layer.people = tables("person", reader).into_iter().filter_map(|t| read_person(t, reader)).collect();
        layer.organisations =
            tables("organisation", reader).into_iter().filter_map(|t| read_named(t, reader)).collect();
        layer.places = tables("place", reader).into_iter().filter_map(|t| read_named(t, reader)).collect();
        layer.overrides = tables("override", reader).into_iter().map(|t| read_override(t, reader)).collect();
        layer.allowances =
            tables("allow", reader).into_iter().filter_map(|t| read_allowance(t, reader)).collect();
        table.finish(reader);
        layer
    }
}

/// `"date/weekday" = "error"`, `"date/weekday" = { severity = "error", grace-days = 2 }`
fn settings(table: Table<'_>, reader: &mut Reader) -> Vec<Setting> {
    let mut settings = Vec::new();
    for (key, value) in table.rest() {
        let name = At { value: key.value.to_owned(), span: key.span };
        let mut setting = Setting { name, severity: None, options: Vec::new() };
        if let DeValue::Table(options) = value.get_ref() {
            let mut options = Table::new(options, value.span());
            let severity = options.take("severity").and_then(|v| reader.severity(v));
            setting.severity = severity.map(|at| at.value);
            setting.options = options.rest().into_iter().filter_map(|(k, v)| option(k, v, reader)).collect();
        } else {
            setting.severity = reader.severity(value).map(|at| at.value);
        }
        settings.push(setting);
    }
    settings
}

type Entry = (At<String>, At<toml::Value>);

fn option(key: At<&str>, value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader) -> Option<Entry> {
    let key = At { value: key.value.to_owned(), span: key.span };
    let Some(plain) = plain(value.get_ref()) else {
        reader.report(
            value.span(),
            "这里应是文字、数目、true/false 或它们的列表",
            "expected a text, a number, true/false, or a list of them here",
        );
        return None;
    };
    Some((key, At { value: plain, span: value.span() }))
}

/// The value of an option; options are no tables and no dates.
fn plain(value: &DeValue<'_>) -> Option<toml::Value> {
    Some(match value {
        DeValue::String(text) => toml::Value::String(text.clone().into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok()?.into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().ok()?.into(),
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Array(items) => {
            items.iter().map(|item| plain(item.get_ref())).collect::<Option<Vec<_>>>()?.into()
        }
        DeValue::Datetime(_) | DeValue::Table(_) => return None,
    })
}

fn read_issue(value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader) -> Option<Period> {
    let mut table = reader.table(value)?;
    let text = table.take("period").and_then(|value| reader.text(value));
    table.finish(reader);
    let text = text?;
    let period = period::parse(&text.value);
    if period.is_none() {
        let wrong = &text.value;
        let message =
            words(format!("看不懂起止时间“{wrong}”"), format!("cannot understand the period “{wrong}”"));
        let help = words(
            "写作 \"2023-08\"，或 \"2023-08-01/2023-08-31\"",
            "write \"2023-08\" or \"2023-08-01/2023-08-31\"",
        );
        reader.problems.push(Problem::new(text.span, message).help(help));
    }
    period
}

fn read_rate(mut table: Table<'_>, reader: &mut Reader) -> Counting {
    let publication = table.take("publication").and_then(|value| reader.choice(value, &Publication::ALL));
    let mut number = |key| {
        let value = table.take(key)?;
        let number = reader.number(value)?;
        if number <= 0.0 {
            reader.report(value.span(), "这里应大于 0", "must be more than 0");
        }
        Some(number)
    };
    let (limit, headline_factor) = (number("limit"), number("headline-factor"));
    let characters = number("characters").map(|number| number as usize);
    table.finish(reader);
    Counting { publication: publication.map(|at| at.value), limit, characters, headline_factor }
}

fn values(texts: Vec<At<String>>) -> Vec<String> {
    texts.into_iter().map(|at| at.value).collect()
}

fn read_person(mut table: Table<'_>, reader: &mut Reader) -> Option<Person> {
    let name = table.need("name", reader).and_then(|value| reader.text(value));
    let titles = table.take("title").map(|value| reader.texts(value)).unwrap_or_default();
    table.finish(reader);
    Some(Person { name: name?.value, titles: values(titles) })
}

fn read_named(mut table: Table<'_>, reader: &mut Reader) -> Option<Named> {
    let name = table.need("name", reader).and_then(|value| reader.text(value));
    let short = table.take("short").map(|value| reader.texts(value)).unwrap_or_default();
    table.finish(reader);
    Some(Named { name: name?.value, short: values(short) })
}

fn read_override(mut table: Table<'_>, reader: &mut Reader) -> Override {
    let paths = table.need("paths", reader).map(|value| reader.texts(value)).unwrap_or_default();
    let rules = table.need("rules", reader).and_then(|value| reader.table(value));
    let rules = rules.map(|rules| settings(rules, reader)).unwrap_or_default();
    for (key, _) in rules.iter().flat_map(|setting| &setting.options) {
        let (zh, en) = ("[[override]] 只能改级别，不能改选项", "an [[override]] sets severities, no options");
        reader.report(key.span.clone(), zh, en);
    }
    table.finish(reader);
    Override { paths, rules }
}

fn read_allowance(mut table: Table<'_>, reader: &mut Reader) -> Option<Allowance> {
    let rule = table.need("rule", reader).and_then(|value| reader.text(value));
    let text = table.need("text", reader).and_then(|value| reader.text(value));
    let reason = table.need("reason", reader).and_then(|value| reader.text(value));
    let paths = table.take("path").map(|value| reader.texts(value)).unwrap_or_default();
    table.finish(reader);
    Some(Allowance { rule: rule?, text: text?, reason: reason?.value, paths })
}
