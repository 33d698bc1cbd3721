//! The JSON Schemas of `kanwu.toml` and of rule packs say what kanwu reads: the same keys and the same
//! words to choose from in every table, and the pages under `docs/` are what the binary writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kanwu::Config;
use kanwu::rules::{LoadError, Pack, Problem};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The schema that is for files of this kind, as it stands under `docs/`.
fn page(kind: &str) -> PathBuf {
    root().join("docs").join(if kind == "config" { "kanwu.schema.json" } else { "pack.schema.json" })
}

fn schema(kind: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(page(kind)).unwrap()).unwrap()
}

fn written(kind: &str, folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kanwu"))
        .args(["schema", kind])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_pages_are_what_kanwu_writes() {
    for kind in ["config", "pack"] {
        let (page, now) = (page(kind), written(kind, root()));
        let shown = page.strip_prefix(root()).unwrap().display();
        let before = fs::read_to_string(&page).unwrap();
        assert!(before == now, "{shown} is not up to date: `cargo run -- schema {kind} > {shown}`");
        let schema: Value = serde_json::from_str(&now).unwrap();
        assert!(jsonschema::meta::is_valid(&schema), "{shown}");
    }
}

/// What kanwu says is wrong with a file of this kind that holds `text`.
fn problems(kind: &str, text: &str) -> Vec<Problem> {
    let path = PathBuf::from("example.toml");
    if kind == "config" {
        let errors = Config::parse(&path, text).err().unwrap_or_default();
        return errors.into_iter().flat_map(|error| error.errors).collect();
    }
    let files = |name: &str| Err(format!("no {name}"));
    let pack = Pack::parse(path, text.to_owned().into(), &files);
    pack.and_then(|pack| pack.examples().map_err(|problems| pack.error(problems)))
        .map_or_else(|error| error.problems, |_| Vec::new())
}

/// What stands behind `start` in the help for the one problem that `text` has with `☒`.
fn help(kind: &str, text: &str, start: &str, apart: char) -> BTreeSet<String> {
    let problems = problems(kind, text);
    let about = |problem: &&Problem| problem.message.en.contains('☒');
    let problem = problems.iter().find(about).unwrap_or_else(|| panic!("{text}\nis taken for right"));
    let help = problem.help.as_ref().map_or("", |help| &help.en);
    let names = help.strip_prefix(start).unwrap_or_else(|| panic!("{text}\n{help}"));
    names.split(apart).map(|name| name.trim().to_owned()).collect()
}

/// Each table of `kanwu.toml`: what stands before its keys, and its place in the schema.
const CONFIG: &[(&str, &str)] = &[
    ("", ""),
    ("[issue]\n", "/properties/issue"),
    ("[rate]\n", "/properties/rate"),
    ("[[person]]\n", "/properties/person/items"),
    ("[[organisation]]\n", "/properties/organisation/items"),
    ("[[place]]\n", "/properties/place/items"),
    ("[[override]]\n", "/properties/override/items"),
    ("[[allow]]\n", "/properties/allow/items"),
];

/// Each table of a rule pack, likewise.
const PACK: &[(&str, &str)] = &[
    ("", ""),
    ("[[rule]]\n", RULE),
    ("[[rule]]\n[rule.name]\n", "/properties/rule/items/properties/name"),
    ("[[rule]]\n[rule.say.x]\n", "/properties/rule/items/properties/say/additionalProperties"),
    ("[[rule]]\n[rule.options.x]\n", "/properties/rule/items/properties/options/additionalProperties"),
];

/// A rule with nothing wrong, its `good` examples left out. Examples are read where all else is sound.
const SOUND: &str = "[[rule]]\nid = 'house/a'\nname = { zh = '名', en = 'n' }\nseverity = 'error'\n\
                     check.pattern = { regex = '甲', in = '《》' }\nmessage = { zh = '文', en = 't' }\n\
                     explain = { zh = '文', en = 't' }\nbad = ['⟦甲⟧']\n";

const RULE: &str = "/properties/rule/items";
const GOOD: &str = "/properties/rule/items/properties/good/items/anyOf/1";
const PEOPLE: &str = "/properties/rule/items/properties/good/items/anyOf/1/properties/people/items";

/// Every table of files of this kind, those of the engines too.
fn tables(kind: &str) -> Vec<(String, String)> {
    let known = if kind == "config" { CONFIG } else { PACK };
    let mut tables: Vec<_> = known.iter().map(|(before, at)| (before.to_string(), at.to_string())).collect();
    if kind == "pack" {
        let example = format!("{SOUND}[[rule.good]]\ntext = '乙'\n");
        tables.push((format!("{example}[[rule.good.people]]\nname = '丙'\n"), PEOPLE.into()));
        tables.push((example, GOOD.into()));
        tables.extend(kanwu::rules::engines::ENGINES.iter().map(|(name, _)| {
            (format!("[[rule]]\n[rule.check.{name}]\n"), format!("{RULE}/properties/check/properties/{name}"))
        }));
    }
    tables
}

#[test]
fn every_table_has_the_keys_that_are_read() {
    for kind in ["config", "pack"] {
        let schema = schema(kind);
        for (before, at) in tables(kind) {
            let table = schema.pointer(&at).unwrap_or_else(|| panic!("{at} is missing"));
            let keys: BTreeSet<String> = table["properties"].as_object().unwrap().keys().cloned().collect();
            assert_eq!(table["additionalProperties"], Value::Bool(false), "{at}");
            assert_eq!(keys, help(kind, &format!("{before}\"☒\" = 1\n"), "known here: ", ' '), "{at}");
        }
    }
}

#[test]
fn every_choice_has_the_words_that_are_read() {
    let mut choices = 0;
    for kind in ["config", "pack"] {
        let schema = schema(kind);
        for (before, at) in tables(kind) {
            for (key, value) in schema.pointer(&at).unwrap()["properties"].as_object().unwrap() {
                let Some(words) = value["enum"].as_array() else { continue };
                let words: BTreeSet<String> =
                    words.iter().map(|word| word.as_str().unwrap().to_owned()).collect();
                let text = format!("{before}{key} = \"☒\"\n");
                assert_eq!(words, help(kind, &text, "choose from: ", ','), "{at}/{key}");
                choices += 1;
            }
        }
    }
    assert!(choices >= 10, "only {choices} choices were looked at");
    let severities: BTreeSet<String> = help("config", "[rules]\ndate = \"☒\"\n", "choose from: ", ',');
    let schema = schema("config");
    let words = schema.pointer("/definitions/severity/enum").unwrap().as_array().unwrap();
    assert_eq!(
        words.iter().map(|word| word.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>(),
        severities
    );
}

/// What the schema has against `text`.
fn objections(kind: &str, text: &str) -> Vec<String> {
    let value: toml::Value = toml::from_str(text).unwrap_or_else(|error| panic!("{error}"));
    let value = serde_json::to_value(value).unwrap();
    let validator = jsonschema::validator_for(&schema(kind)).unwrap();
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The files with this extension below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn the_schemas_take_what_kanwu_takes() {
    let mut seen = [0, 0];
    for path in files(&root().join("rules")).into_iter().chain(files(&root().join("fixtures"))) {
        let text = fs::read_to_string(&path).unwrap();
        let shown = path.strip_prefix(root()).unwrap().display().to_string();
        let pack = text.contains("[[rule]]");
        if shown.ends_with(".expected.toml") || shown.ends_with("faulty.toml") {
            continue;
        }
        seen[usize::from(pack)] += 1;
        let objections = objections(if pack { "pack" } else { "config" }, &text);
        assert!(objections.is_empty(), "{shown}: {objections:?}");
        if pack {
            assert!(Pack::load(&path).is_ok(), "{shown}");
        }
    }
    assert!(seen[0] > 5 && seen[1] > 15, "{seen:?}");
}

/// What the pages show of `kanwu.toml` and of packs.
#[test]
fn the_schemas_take_what_the_pages_show() {
    let mut seen = 0;
    for page in
        ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/configuration.md", "docs/editors.md"]
    {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for block in text.split("```toml\n").skip(1).filter_map(|rest| rest.split("\n```").next()) {
            let kind = if block.contains("[[rule]]") { "pack" } else { "config" };
            let objections = objections(kind, block);
            assert!(objections.is_empty(), "{page}: {objections:?}\n{block}");
            seen += 1;
        }
    }
    assert!(seen >= 6, "the pages show {seen} pieces");
}

#[test]
fn the_templates_of_init_are_taken_to_the_last_comment() {
    for lang in ["zh", "en"] {
        let text = fs::read_to_string(root().join(format!("src/cli/init.{lang}.toml"))).unwrap();
        let on = |line: &str| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with([' ', '#']) => setting.to_owned(),
            _ => line.to_owned(),
        };
        let all = text.lines().map(on).collect::<Vec<_>>().join("\n");
        assert!(all.contains("\n[[allow]]"), "{all}");
        let objections = objections("config", &all);
        assert!(objections.is_empty(), "{objections:?}");
    }
}

/// Mistakes that are both kanwu's and the schema's to see, a line each.
const MISTAKES: &[(&str, &str)] = &[
    ("config", "lnag = 'zh'"),
    ("config", "lang = 'fr'"),
    ("config", "fail-on = 1"),
    ("config", "extends = ['']"),
    ("config", "packs = [1]"),
    ("config", "rules.date = 'high'"),
    ("config", "rules.date = 3"),
    ("config", "rules.'date/weekday' = { severty = 'off' }"),
    ("config", "rules.'date/outside-issue' = { grace-days = 'two' }"),
    ("config", "rules.date = { grace-days = 2 }"),
    ("config", "issue.period = '8月'"),
    ("config", "rate.limit = 0"),
    ("config", "rate.publication = 'blog'"),
    ("config", "[[person]]\ntitle = '市长'"),
    ("config", "person = 'x'"),
    ("config", "[[override]]\npaths = ['a']"),
    ("config", "[[override]]\npaths = 'a'\nrules = { date = { severity = 'off', depth = 1 } }"),
    ("config", "[[allow]]\nrule = 'date'\ntext = ' '\nreason = 'x'"),
    ("pack", "rules = []"),
    ("pack", "[[rule]]\nid = 'house/old'"),
];

#[test]
fn the_schemas_refuse_what_kanwu_refuses() {
    for (kind, text) in MISTAKES {
        assert!(!problems(kind, text).is_empty(), "kanwu takes {text}");
        assert!(!objections(kind, text).is_empty(), "the schema takes {text}");
    }
    let path = root().join("fixtures/packs/faulty.toml");
    let Err(LoadError::Faulty(error)) = Pack::load(&path) else { panic!("the pack is taken") };
    let told = objections("pack", &error.text).join("\n");
    for word in ["House/Old", "eror", "\"en\"", "patern", "replce"] {
        assert!(told.contains(word), "{word}: {told}");
    }
}

/// Changes of one value in a sound rule, each of which both refuse.
#[test]
fn a_rule_is_held_to_the_same_shape_by_both() {
    let sound = &format!("{SOUND}good = ['乙', {{ text = '丙', period = '2023-08' }}]\n");
    assert!(problems("pack", sound).is_empty() && objections("pack", sound).is_empty());
    let changes = [
        ("'house/a'", "'House/a'"),
        ("severity = 'error'", "severity = 'fatal'"),
        ("zh = '名', ", ""),
        ("check.pattern = { regex = '甲'", "check.pattern = { regexp = '甲'"),
        ("check.pattern", "check.patern"),
        ("in = '《》'", "in = 3"),
        ("bad = ['⟦甲⟧']\n", ""),
        ("['⟦甲⟧']", "[3]"),
        ("text = '丙'", "txt = '丙'"),
        ("bad = ", "weight = 'heavy'\nbad = "),
        ("bad = ", "check.repeat = {}\nbad = "),
        ("bad = ", "options.a = { default = 1 }\nbad = "),
    ];
    for (from, to) in changes {
        let faulty = sound.replacen(from, to, 1);
        assert_ne!(&faulty, sound, "{from}");
        assert!(!problems("pack", &faulty).is_empty(), "kanwu takes {to}");
        assert!(!objections("pack", &faulty).is_empty(), "the schema takes {to}");
    }
}

/// A house's own rules are offered and checked where its configuration brings them.
#[test]
fn the_schema_of_a_house_knows_its_rules() {
    let schema: Value = serde_json::from_str(&written("config", &root().join("fixtures/house"))).unwrap();
    let rules = schema.pointer("/definitions/rules/properties").unwrap();
    assert!(rules.get("house/office-name").is_some() && rules.get("date/weekday").is_some());
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(!validator.is_valid(&serde_json::json!({ "rules": { "house/office-name": { "depth": 1 } } })));
    let general = jsonschema::validator_for(&self::schema("config")).unwrap();
    assert!(general.is_valid(&serde_json::json!({ "rules": { "house/office-name": { "depth": 1 } } })));
}

#[test]
fn a_faulty_configuration_has_no_schema() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("kanwu.toml"), "lnag = 'zh'").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kanwu"))
        .args(["schema", "config", "--lang", "en"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("kanwu.toml") && told.contains("lnag"), "{told}");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}
