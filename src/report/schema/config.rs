//! The schema of `kanwu.toml`.

use serde_json::{Map, Value, json};

use super::{DRAFT, Key, both, choice, described, key, list, needed, severity, table, tables, text, texts};
use crate::rate::Publication;
use crate::report::catalogue::{Entry, group_name};
use crate::rules::Lang;

/// The schema for a configuration that may build on `profiles` and has the rules of `entries`; a rule
/// that is not among them is allowed, since a house brings its own.
pub fn config(entries: &[Entry<'_>], profiles: &[&str]) -> Value {
    let keys = run(profiles).into_iter().chain(files()).chain(house()).chain(exceptions());
    let mut schema = table(keys);
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!("kanwu.toml");
    schema["description"] = json!(
        "kanwu 勘误的设置，由 kanwu schema config 写成。\n\nThe configuration of kanwu, written by `kanwu schema config`."
    );
    schema["definitions"] = json!({
        "severity": described(severity(), "级别；off 为不查。", "The severity; off switches it off."),
        "setting": setting(table([severity_key()])),
        "house-setting": setting(json!({
            "type": "object",
            "properties": { "severity": reference("severity") },
            "additionalProperties": { "type": ["string", "number", "boolean", "array"] },
        })),
        "rules": rules(entries),
        "severities": severities(entries),
        "rule-name": { "anyOf": [choice(names(entries)), text()] },
    });
    schema
}

/// What a run builds on, and how it speaks and ends.
fn run(profiles: &[&str]) -> Vec<Key> {
    let known = json!({ "anyOf": [choice(profiles.iter().copied()), text()] });
    let extends = json!({ "anyOf": [known, list(known.clone())] });
    vec![
        key(
            "extends",
            extends,
            "以什么为基础：成套规则或别的配置文件，后写的优先。",
            "What to build on: profiles or other configuration files, the last one strongest.",
        ),
        key(
            "lang",
            choice(["zh", "en"]),
            "提示的语言；不写则随系统。",
            "The language of messages; otherwise the locale's.",
        ),
        key(
            "fail-on",
            choice(["error", "warning", "info", "never"]),
            "从哪一级起以状态 1 结束；默认 error。",
            "The severity from which on the exit status is 1; error by default.",
        ),
    ]
}

/// Which files there are to read.
fn files() -> Vec<Key> {
    vec![
        key(
            "include",
            texts(),
            "查文件夹中的哪些文件，写法同 .gitignore。",
            "Which files of a folder to check, as in .gitignore.",
        ),
        key(
            "exclude",
            texts(),
            "文件夹中的哪些文件不查，写法同 .gitignore。",
            "Which files of a folder to pass over, as in .gitignore.",
        ),
        key(
            "packs",
            texts(),
            "本刊的规则包，路径从本文件算起。",
            "The house's own rule packs, relative to this file.",
        ),
    ]
}

/// What holds for the house and its issue.
fn house() -> Vec<Key> {
    vec![
        key(
            "rules",
            all_of("rules"),
            "规则和规则组的级别、选项；越具体的越优先。",
            "Severities and options of rules and groups; what is more exact outweighs what is less.",
        ),
        key("issue", table([period()]), "本期。", "The issue."),
        key("rate", table(rate()), "差错率怎样算。", "How the error rate is worked out."),
        key(
            "person",
            tables([
                needed("name", text(), "姓名，以此为准。", "The name as it is spelt."),
                key(
                    "title",
                    texts(),
                    "可用的职务；不写则不限。",
                    "All titles that the person may be given; any where nothing is said.",
                ),
            ]),
            "本刊的人名。",
            "The people of the house.",
        ),
        key("organisation", named(), "本刊的机构名。", "The organisations of the house."),
        key("place", named(), "本刊的地名。", "The places of the house."),
    ]
}

/// What holds in some places alone.
fn exceptions() -> Vec<Key> {
    vec![
        key(
            "override",
            tables([
                needed("paths", texts(), "哪些文件，写法同 .gitignore。", "Which files, as in .gitignore."),
                needed("rules", all_of("severities"), "这些文件中的级别。", "The severities in these files."),
            ]),
            "个别文件另行设置。",
            "Other severities for some files.",
        ),
        key("allow", tables(allowance()), "查出后认可的写法。", "What is found, looked at and right."),
    ]
}

fn period() -> Key {
    let days = r"\s*[1-9][0-9]{3}(-[0-9]{1,2}(-[0-9]{1,2})?)?\s*";
    let pattern = format!("^{days}(/{days})?$");
    let examples = ["2023-08", "2023-08-01/2023-08-31"];
    let value = json!({ "type": "string", "pattern": pattern, "examples": examples });
    key(
        "period",
        value,
        "本期的起止，如 2023-08；不写则据正文推定。",
        "The days that the issue reports on, as 2023-08; otherwise the dates in the text tell.",
    )
}

fn rate() -> Vec<Key> {
    let above_zero = || json!({ "type": "number", "exclusiveMinimum": 0 });
    let publications = choice(Publication::ALL.map(|(name, _)| name));
    vec![
        key(
            "publication",
            publications,
            "出版物的种类，定差错率的限值：图书 1、期刊 2、报纸 3（每万字）。",
            "The kind of publication, for its limit: book 1, periodical 2, newspaper 3 errors in 10,000 characters.",
        ),
        key(
            "limit",
            above_zero(),
            "自定的限值，每万字差错数。",
            "A limit of the house's own, in errors in 10,000 characters.",
        ),
        key(
            "characters",
            above_zero(),
            "版面字数；不写则为读到的字数。",
            "The characters that the pages are set for; otherwise those read.",
        ),
        key(
            "headline-factor",
            above_zero(),
            "目录和标题中的差错按几倍计。",
            "How many times an error in the contents or in a headline counts.",
        ),
    ]
}

fn named() -> Value {
    tables([
        needed("name", text(), "全称，以此为准。", "The full name as it is spelt."),
        key("short", texts(), "可用的简称。", "The short forms that the house allows."),
    ])
}

fn allowance() -> Vec<Key> {
    vec![
        needed("rule", all_of("rule-name"), "哪条规则或哪一组。", "Which rule or group."),
        needed("text", text(), "认可的字句。", "The characters that may stand."),
        needed("reason", text(), "为什么可以。", "Why they may."),
        key(
            "path",
            texts(),
            "在哪些文件中；不写则处处。",
            "In which files; everywhere where nothing is said.",
        ),
    ]
}

fn severity_key() -> Key {
    Key { name: "severity", value: reference("severity"), needed: false }
}

/// A severity alone, or `table` with it.
fn setting(table: Value) -> Value {
    json!({ "anyOf": [reference("severity"), table] })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// A definition that something may be said of: in draft 7 nothing counts that stands beside a `$ref`.
fn all_of(name: &str) -> Value {
    json!({ "allOf": [reference(name)] })
}

/// Everything that a key of `[rules]` can name: all rules, each group, each rule.
fn names<'a>(entries: &'a [Entry<'a>]) -> Vec<&'a str> {
    let mut names = vec!["all"];
    names.extend(entries.iter().map(|entry| entry.declaration.rule.group()));
    names.extend(entries.iter().map(|entry| &*entry.declaration.rule.id));
    names.sort_unstable();
    names.dedup();
    names
}

/// `[rules]`: the groups and rules that there are, and whatever a pack of the house adds.
fn rules(entries: &[Entry<'_>]) -> Value {
    let group = |name: &str| format!("{} · {}", group_name(name, Lang::Zh), group_name(name, Lang::En));
    let named = names(entries).into_iter().filter(|name| !name.contains('/'));
    let mut properties: Map<String, Value> = named
        .map(|name| {
            let said = if name == "all" { "全部规则 · All rules".to_owned() } else { group(name) };
            (name.to_owned(), json!({ "description": said, "allOf": [reference("setting")] }))
        })
        .collect();
    properties.extend(entries.iter().map(|entry| (entry.declaration.rule.id.to_string(), rule(entry))));
    json!({ "type": "object", "properties": properties, "additionalProperties": reference("house-setting") })
}

fn rule(entry: &Entry<'_>) -> Value {
    let rule = &entry.declaration.rule;
    let said = format!("{} · {} ({})", rule.name.zh.trim(), rule.name.en.trim(), rule.severity.as_str());
    if entry.declaration.options.is_empty() {
        return json!({ "description": said, "allOf": [reference("setting")] });
    }
    let mut own = table([severity_key()]);
    for option in &entry.declaration.options {
        let mut value = kind(&option.default);
        value["default"] = json!(option.default);
        value["description"] = json!(both(&option.doc.zh, &option.doc.en));
        own["properties"][&option.name] = value;
    }
    let mut setting = setting(own);
    setting["description"] = json!(said);
    setting
}

/// What an option takes whose default is `default`, as `config/load.rs` holds it.
fn kind(default: &toml::Value) -> Value {
    match default {
        toml::Value::Integer(_) => json!({ "type": "integer" }),
        toml::Value::Float(_) => json!({ "type": "number" }),
        toml::Value::Boolean(_) => json!({ "type": "boolean" }),
        toml::Value::Array(_) => texts(),
        _ => json!({ "type": "string" }),
    }
}

/// The rules of an `[[override]]`: severities, no options.
fn severities(entries: &[Entry<'_>]) -> Value {
    let properties: Map<String, Value> =
        names(entries).into_iter().map(|name| (name.to_owned(), reference("setting"))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": reference("setting") })
}
