//! The catalogue of rules as a page of documentation and as JSON.
//!
//! One text for all who ask what a rule is about: the terminal tells it in `cli/explain.rs`, the
//! pages under `docs/` and an editor's hover are made of it here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::diagnostic::{Applicability, Severity};
use crate::rules::example::Example;
use crate::rules::{Declaration, Lang, Pack, Rule, Wording};

/// A rule with what is to be told of it.
pub struct Entry<'a> {
    pub declaration: &'a Declaration,
    /// As configured.
    pub severity: Severity,
    pub examples: Vec<Example>,
}

/// The rules of `packs` by id, each with the severity that `severity` says; of two with the same id
/// the later one, which holds.
pub fn entries<'a>(packs: &'a [Pack], severity: &dyn Fn(&Rule) -> Severity) -> Vec<Entry<'a>> {
    let mut entries: BTreeMap<&str, Entry<'a>> = BTreeMap::new();
    for pack in packs {
        let mut examples = pack.examples().unwrap_or_default();
        for declaration in &pack.rules {
            let rule = &declaration.rule;
            let examples = examples.remove(&rule.id).unwrap_or_default();
            entries.insert(&rule.id, Entry { declaration, severity: severity(rule), examples });
        }
    }
    entries.into_values().collect()
}

/// The groups that come with kanwu, in Chinese and English.
const GROUPS: [(&str, &str, &str); 22] = [
    ("against", "与参照稿不一", "Against a reference"),
    ("allowance", "允许的标注", "Allowances"),
    ("character", "错别字、多字、漏字", "Characters"),
    ("contents", "目录", "Contents"),
    ("count", "数目与合计", "Counts and sums"),
    ("date", "日期", "Dates"),
    ("fact", "史实与年份", "Facts by calendar"),
    ("house", "本刊", "The house"),
    ("leftover", "起草遗留", "Leftovers of drafting"),
    ("name", "人名、机构名、文件名", "Names"),
    ("number", "数字用法", "Numbers"),
    ("official", "公文", "Official documents"),
    ("place", "地名与行政区划", "Places"),
    ("punctuation", "标点符号", "Punctuation"),
    ("quality", "质量", "Quality"),
    ("reference", "引用与附件", "References"),
    ("structure", "层次与结构", "Structure"),
    ("style", "用词与语句", "Style"),
    ("term", "用语", "Terms"),
    ("unit", "计量单位", "Units"),
    ("wording", "用语", "Wording"),
    ("word", "词语", "Words"),
];

/// The name of a group, or its id where it is the house's own.
pub fn group_name(group: &str, lang: Lang) -> &str {
    let known = GROUPS.iter().find(|(id, ..)| *id == group);
    known.map_or(group, |(_, zh, en)| if lang == Lang::Zh { zh } else { en })
}

/// The examples of each kind that a page shows.
const SHOWN: usize = 3;

/// A page with all of `entries`, group by group; they stand in the order of their ids.
pub fn page(entries: &[Entry<'_>], lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let mut out = String::new();
    let groups = || entries.chunk_by(|one, other| group(one) == group(other));
    let count = entries.len();
    out += if zh { "# 规则\n\n" } else { "# Rules\n\n" };
    let _ = match zh {
        true => writeln!(
            out,
            "共 {count} 条，由规则包生成：`kanwu rules --format markdown --lang zh`。级别是默认的，`kanwu.toml` 可以改；\n\
             例句都在测试中逐条运行。〔〕里是应标出的字。\n"
        ),
        false => writeln!(
            out,
            "All {count} of them, made from the packs by `kanwu rules --format markdown --lang en`. Severities are the\n\
             defaults, which `kanwu.toml` can change; every example is run as a test. What must be flagged stands in 〔〕.\n"
        ),
    };
    for rules in groups() {
        let (id, count) = (group(&rules[0]), rules.len());
        let _ = writeln!(out, "- [{} · {id}](#{id}) ({count})", group_name(id, lang));
    }
    for rules in groups() {
        let id = group(&rules[0]);
        let _ = write!(out, "\n## {id}\n\n{}\n", group_name(id, lang));
        for entry in rules {
            out.push('\n');
            out += &markdown(entry, lang);
        }
    }
    out
}

fn group<'a>(entry: &Entry<'a>) -> &'a str {
    entry.declaration.rule.group()
}

/// All about one rule, as Markdown.
pub fn markdown(entry: &Entry<'_>, lang: Lang) -> String {
    let rule = &entry.declaration.rule;
    let zh = lang == Lang::Zh;
    let mut out = String::new();
    let _ = write!(out, "### {}\n\n**{}** · {}", rule.id, rule.name.get(lang), entry.severity.as_str());
    if let Some(standard) = &rule.standard {
        let _ = write!(out, " · {standard}");
    }
    let _ = write!(out, "\n\n{}\n", rule.explain.get(lang).trim());
    let (bad, good): (Vec<_>, Vec<_>) = entry.examples.iter().partition(|example| !example.marks.is_empty());
    for (examples, title) in
        [(bad, if zh { "查出：" } else { "Flagged:" }), (good, if zh { "不查：" } else { "Left alone:" })]
    {
        let shown: Vec<_> = examples.into_iter().take(SHOWN).collect();
        if !shown.is_empty() {
            let _ = write!(out, "\n{title}\n\n```text\n");
            out.extend(shown.into_iter().map(|example| shown_example(example, lang)));
            out += "```\n";
        }
    }
    if !entry.declaration.options.is_empty() {
        let head = if zh { "| 选项 | 默认 | 说明 |" } else { "| option | default | meaning |" };
        let _ = write!(out, "\n{head}\n|---|---|---|\n");
        for option in &entry.declaration.options {
            let _ = writeln!(out, "| `{}` | `{}` | {} |", option.name, option.default, option.doc.get(lang));
        }
    }
    out
}

/// An example with its marks, the correction behind it, and what it is held against.
fn shown_example(example: &Example, lang: Lang) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in &example.marks {
        out += example.text.get(at..mark.span.start()).unwrap_or_default();
        let _ = write!(out, "〔{}〕", mark.span.of(&example.text));
        at = mark.span.end();
    }
    out += example.text.get(at..).unwrap_or_default();
    let mut out = out.trim_matches('\n').to_owned();
    if let Some(right) = example.corrected() {
        let right = right.trim_matches('\n');
        let _ = write!(out, "{}→ {right}", if right.contains('\n') { "\n" } else { "  " });
    }
    out.push('\n');
    for reference in &example.against {
        let _ = writeln!(out, "  {}{}", against(lang), reference.trim_matches('\n'));
    }
    out
}

/// What stands before the other document of an example.
pub fn against(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "参照：" } else { "reference: " }
}

/// `entries` as one JSON object.
pub fn json(entries: &[Entry<'_>]) -> serde_json::Result<String> {
    let rules = entries.iter().map(wire).collect();
    serde_json::to_string_pretty(&CatalogueWire { version: 1, rules })
}

fn wire<'a>(entry: &'a Entry<'a>) -> RuleWire<'a> {
    let rule = &entry.declaration.rule;
    let examples = |bad: bool| {
        let kind = entry.examples.iter().filter(move |example| example.marks.is_empty() != bad);
        kind.map(|example| ExampleWire {
            text: &example.text,
            against: &example.against,
            corrected: example.corrected(),
        })
        .collect()
    };
    let options = entry.declaration.options.iter().map(|option| OptionWire {
        name: &option.name,
        default: &option.default,
        meaning: (&option.doc).into(),
    });
    RuleWire {
        id: &rule.id,
        group: rule.group(),
        name: (&rule.name).into(),
        severity: entry.severity.as_str(),
        message: (&rule.message).into(),
        explanation: (&rule.explain).into(),
        standard: rule.standard.as_deref(),
        weight: rule.weight,
        applicability: match rule.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        },
        options: options.collect(),
        bad: examples(true),
        good: examples(false),
    }
}

#[derive(Serialize)]
struct CatalogueWire<'a> {
    version: u32,
    rules: Vec<RuleWire<'a>>,
}

#[derive(Serialize)]
struct RuleWire<'a> {
    id: &'a str,
    group: &'a str,
    name: WordingWire<'a>,
    severity: &'static str,
    message: WordingWire<'a>,
    explanation: WordingWire<'a>,
    standard: Option<&'a str>,
    weight: f64,
    applicability: &'static str,
    options: Vec<OptionWire<'a>>,
    bad: Vec<ExampleWire<'a>>,
    good: Vec<ExampleWire<'a>>,
}

#[derive(Serialize)]
struct WordingWire<'a> {
    zh: &'a str,
    en: &'a str,
}

impl<'a> From<&'a Wording> for WordingWire<'a> {
    fn from(wording: &'a Wording) -> Self {
        WordingWire { zh: wording.zh.trim(), en: wording.en.trim() }
    }
}

#[derive(Serialize)]
struct OptionWire<'a> {
    name: &'a str,
    default: &'a toml::Value,
    meaning: WordingWire<'a>,
}

#[derive(Serialize)]
struct ExampleWire<'a> {
    text: &'a str,
    /// What it is held against.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    against: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<String>,
}
