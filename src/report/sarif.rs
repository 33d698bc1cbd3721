//! SARIF 2.1.0 (OASIS): what code scanning and many editors read.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::place::Places;
use super::{Checked, Writer};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use crate::rules::{Lang, Rule};
use crate::text::{Position, Span};

/// Writes results one document after another; the rules stand before them.
pub struct Sarif<W> {
    out: W,
    first: bool,
}

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

impl<W: Write> Sarif<W> {
    /// `rules` are those that run, worded in `lang`.
    pub fn new<'r>(mut out: W, rules: impl Iterator<Item = &'r Rule>, lang: Lang) -> io::Result<Self> {
        let driver = json!({
            "name": "kanwu",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": if lang == Lang::Zh { "zh-CN" } else { "en-US" },
            "rules": rules.map(|rule| descriptor(rule, lang)).collect::<Vec<_>>(),
        });
        write!(
            out,
            "{{\"$schema\": \"{SCHEMA}\",\n \"version\": \"2.1.0\",\n \"runs\": [{{\n  \"tool\": {{\"driver\": {driver}}},\n  \
             \"columnKind\": \"unicodeCodePoints\",\n  \"results\": ["
        )?;
        Ok(Sarif { out, first: true })
    }
}

impl<W: Write> Writer for Sarif<W> {
    fn file(&mut self, checked: &Checked<'_>) -> io::Result<()> {
        let document = checked.document;
        let places = Places::new(&document.text, &document.lines);
        let uri = uri(&super::slashes(&document.name));
        let wire = Wire { uri: &uri, places: &places };
        for (diagnostic, fingerprint) in checked.diagnostics.iter().zip((checked.fingerprints)()) {
            self.out.write_all(if self.first { b"\n   " } else { b",\n   " })?;
            self.first = false;
            write!(self.out, "{}", wire.result(diagnostic, &fingerprint))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(if self.first { b"]\n }]}\n" } else { b"\n  ]\n }]}\n" })?;
        self.out.flush()
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
        Severity::Off => "none",
    }
}

fn descriptor(rule: &Rule, lang: Lang) -> Value {
    let explain = rule.explain.get(lang).trim();
    let help = match (&rule.standard, lang) {
        (None, _) => explain.to_owned(),
        (Some(standard), Lang::Zh) => format!("{explain}\n\n依据：{standard}"),
        (Some(standard), Lang::En) => format!("{explain}\n\nStandard: {standard}"),
    };
    json!({
        "id": &*rule.id,
        "shortDescription": {"text": rule.name.get(lang)},
        "fullDescription": {"text": explain},
        "help": {"text": help},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": [rule.group()]},
    })
}

struct Wire<'a> {
    uri: &'a str,
    places: &'a Places<'a>,
}

impl Wire<'_> {
    fn result(&self, diagnostic: &Diagnostic, fingerprint: &str) -> Value {
        let related: Vec<Value> = diagnostic
            .labels
            .iter()
            .enumerate()
            .map(|(id, label)| {
                let physical = match &label.elsewhere {
                    None => self.physical(label.span),
                    Some(elsewhere) => {
                        let place = |offset| elsewhere.lines.position(&elsewhere.text, offset);
                        let region = region(place(label.span.start()), place(label.span.end()));
                        let uri = uri(&super::slashes(&elsewhere.path));
                        json!({"artifactLocation": {"uri": uri}, "region": region})
                    }
                };
                json!({"id": id, "physicalLocation": physical, "message": {"text": label.message}})
            })
            .collect();
        let mut result = json!({
            "ruleId": &*diagnostic.rule,
            "level": level(diagnostic.severity),
            "message": {"text": diagnostic.message},
            "locations": [{"physicalLocation": self.physical(diagnostic.span)}],
            "partialFingerprints": {"kanwu/v1": fingerprint},
        });
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        if !diagnostic.fixes.is_empty() {
            result["fixes"] = diagnostic.fixes.iter().map(|fix| self.fix(fix)).collect();
        }
        result
    }

    fn physical(&self, span: Span) -> Value {
        json!({"artifactLocation": {"uri": self.uri}, "region": self.region(span)})
    }

    fn region(&self, span: Span) -> Value {
        let (start, end) = self.places.range(span);
        region(start, end)
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacements: Vec<Value> = fix.edits.iter().map(|edit| {
            json!({"deletedRegion": self.region(edit.span), "insertedContent": {"text": edit.replacement}})
        }).collect();
        json!({
            "description": {"text": fix.title()},
            "artifactChanges": [{"artifactLocation": {"uri": self.uri}, "replacements": replacements}],
            "properties": {"applicability": if fix.applicability == Applicability::Safe { "safe" } else { "unsafe" }},
        })
    }
}

fn region(start: Position, end: Position) -> Value {
    json!({
        "startLine": start.line, "startColumn": start.column,
        "endLine": end.line, "endColumn": end.column,
    })
}

/// The reference (RFC 3986) that a path with `/` in it is.
pub fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut out = String::with_capacity(path.len() * 2);
    for byte in path.bytes() {
        match plain(byte) {
            true => out.push(char::from(byte)),
            false => out += &format!("%{byte:02X}"),
        }
    }
    out
}
