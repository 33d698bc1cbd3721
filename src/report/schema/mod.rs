//! What may stand in `kanwu.toml` and in a rule pack, as JSON Schemas for editors that complete and
//! check TOML. `tests/schema.rs` holds them against what kanwu itself reads.
//!
//! They are written in draft 7, the one that all servers for TOML know. A hover shows a description
//! as it stands, so each says everything in Chinese and then in English.

mod config;
mod pack;

pub use config::config;
pub use pack::pack;

use serde_json::{Map, Value, json};

/// The draft that the schemas are written in.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// A key of a table.
struct Key {
    name: &'static str,
    value: Value,
    needed: bool,
}

/// A key that may be left out, and what it means.
fn key(name: &'static str, value: Value, zh: &str, en: &str) -> Key {
    Key { name, value: described(value, zh, en), needed: false }
}

/// A key that must be there.
fn needed(name: &'static str, value: Value, zh: &str, en: &str) -> Key {
    Key { needed: true, ..key(name, value, zh, en) }
}

fn described(mut value: Value, zh: &str, en: &str) -> Value {
    value["description"] = json!(both(zh, en));
    value
}

/// The same in both languages, as a hover shows it.
fn both(zh: &str, en: &str) -> String {
    format!("{}\n\n{}", zh.trim(), en.trim())
}

/// A table with these keys and no others.
fn table(keys: impl IntoIterator<Item = Key>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for key in keys {
        if key.needed {
            required.push(key.name);
        }
        properties.insert(key.name.to_owned(), key.value);
    }
    let mut table = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

/// A list of tables, written `[[…]]`.
fn tables(keys: impl IntoIterator<Item = Key>) -> Value {
    list(table(keys))
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A text that is not blank.
fn text() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

/// A text that is not blank, or a list of them.
fn texts() -> Value {
    json!({ "anyOf": [text(), list(text())] })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

/// One of `names`.
fn choice<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "type": "string", "enum": names.into_iter().collect::<Vec<_>>() })
}

/// One of the names of `choices`, each with what it means.
fn explained_choice(choices: &[(&str, &str, &str)]) -> Value {
    let mut value = choice(choices.iter().map(|(name, ..)| *name));
    let docs: Vec<String> = choices.iter().map(|(_, zh, en)| both(zh, en)).collect();
    value["x-taplo"] = json!({ "docs": { "enumValues": docs } });
    value
}

/// The four severities, the gravest first.
fn severity() -> Value {
    use crate::diagnostic::Severity::{Error, Info, Off, Warning};
    choice([Error, Warning, Info, Off].map(|severity| severity.as_str()))
}
