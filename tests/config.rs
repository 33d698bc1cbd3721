//! What kanwu.toml may say, and how its mistakes are told.

use std::fs;
use std::path::Path;

use kanwu::config::{Config, ConfigError};
use kanwu::diagnostic::Severity;

/// Each mistake of `text` as `“the place” message (help)`.
fn mistakes(text: &str) -> Vec<String> {
    let errors = Config::parse(Path::new("kanwu.toml"), text).err().unwrap_or_default();
    errors.iter().flat_map(told).collect()
}

fn told(error: &ConfigError) -> Vec<String> {
    let told = error.errors.iter().map(|problem| {
        let place = error.text.get(problem.span.clone()).unwrap_or("?");
        let help = problem.help.as_ref().map_or(String::new(), |help| format!(" ({})", help.en));
        format!("{place} — {}{help}", problem.message.en)
    });
    told.collect()
}

fn sound(config: Result<Config, Vec<ConfigError>>) -> Config {
    config.map_err(|errors| errors.iter().flat_map(told).collect::<Vec<_>>()).unwrap()
}

fn parsed(text: &str) -> Config {
    sound(Config::parse(Path::new("kanwu.toml"), text))
}

#[test]
fn all_mistakes_are_told_at_once_and_in_place() {
    let text = r#"
lnag = "zh"
fail-on = "warn"
extends = ["new", "missing.toml"]

[rules]
"punctuatoin" = "error"
"date" = "high"
"number" = { severity = "info", depth = 3 }
"style" = 3

[issue]
period = "8月"

[[person]]
title = "市长"

[[organisation]]
name = ""
nick = "x"

[[override]]
paths = ["a["]
rules = { "date" = { severity = "off", depth = 1 } }

[[allow]]
rule = "dat"
text = "x"
"#;
    let expected = [
        "lnag — unknown setting “lnag” (did you mean “lang”?)",
        "\"warn\" — no choice “warn” (choose from: error, warning, info, never)",
        "\"new\" — no profile “new” (did you mean “news”?)",
        "\"missing.toml\" — “missing.toml”: no such file",
        "\"punctuatoin\" — no rule or group “punctuatoin” (did you mean “punctuation”?)",
        "\"high\" — no choice “high” (choose from: error, warning, info, off)",
        "depth — options are for a single rule, not for a group",
        "3 — expected a text in quotes here",
        "\"8月\" — cannot understand the period “8月” (write \"2023-08\" or \"2023-08-01/2023-08-31\")",
        "\"\" — this must not be empty",
        "nick — unknown setting “nick” (known here: name short)",
        "\"a[\" — cannot understand the path “a[”",
        "depth — an [[override]] sets severities, no options",
    ];
    let told = mistakes(text);
    for expected in expected {
        assert!(told.iter().any(|one| one == expected), "{expected}\nin {told:#?}");
    }
    let missing: Vec<_> = told.iter().filter(|one| one.contains("is missing here")).collect();
    assert_eq!(missing.len(), 2, "the person's name and the allowance's reason: {told:#?}");
    assert_eq!(told.len(), expected.len() + 2, "{told:#?}");
}

#[test]
fn a_syntax_error_is_told_without_what_follows_from_it() {
    let told = mistakes("lang = \nfail-on = \"error\n[rules]\n");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("invalid TOML"), "{told:#?}");
}

#[test]
fn a_narrower_name_outweighs_a_wider_and_a_later_layer_an_earlier() {
    let config = parsed(
        "[rules]\n\"character/wrong-word\" = \"info\"\n\"character\" = \"error\"\n\"all\" = \"off\"\n",
    );
    let of = |id| config.severity_in(Path::new("a.txt"), id, Severity::Warning);
    assert_eq!(of("character/wrong-idiom"), Severity::Error);
    assert_eq!(of("character/wrong-word"), Severity::Info);
    assert_eq!(of("number/unit"), Severity::Off);
}

#[test]
fn overrides_hold_for_their_paths_alone() {
    let text = "[rules]\ndate = \"error\"\n[[override]]\npaths = \"appendix/\"\nrules = { date = \"off\", style = \"error\" }\n";
    let config = parsed(text);
    let of = |path, id| config.severity_in(Path::new(path), id, Severity::Warning);
    assert_eq!(of("appendix/a.txt", "date/weekday"), Severity::Off);
    assert_eq!(of("a.txt", "date/weekday"), Severity::Error);
    assert_eq!(of("a.txt", "style/x"), Severity::Warning);
    assert_eq!(config.highest_severity("style/x", Severity::Off), Severity::Error);
    assert_eq!(config.highest_severity("date/weekday", Severity::Warning), Severity::Error);
}

#[test]
fn a_named_profile_stands_for_the_default_one() {
    let of = |text: &str, id| parsed(text).severity_in(Path::new("a.txt"), id, Severity::Warning);
    assert_eq!(of("", "official/level-comma"), Severity::Off);
    assert_eq!(of("extends = \"news\"", "official/title"), Severity::Off);
    assert_eq!(of("", "contents/folio"), Severity::Warning);
    assert_eq!(of("extends = \"official-document\"", "official/title"), Severity::Warning);
    assert_eq!(of("extends = \"official-document\"", "contents/folio"), Severity::Off);
    assert_eq!(of("extends = \"news\"\n[rules]\ncontents = \"error\"", "contents/folio"), Severity::Error);
    for profile in Config::profiles() {
        assert!(Config::profile(Some(profile)).is_ok(), "{profile}");
    }
}

#[test]
fn files_are_extended_before_what_extends_them() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("2023")).unwrap();
    write(
        "base.toml",
        "extends = \"news\"\nlang = \"en\"\n[rules]\ndate = \"off\"\nstyle = \"off\"\n[[person]]\nname = \"甲\"\ntitle = \"主任\"\n",
    );
    write(
        "2023/kanwu.toml",
        "extends = \"../base.toml\"\nfail-on = \"never\"\n[rules]\ndate = \"info\"\n[[person]]\nname = \"甲\"\ntitle = [\"书记\"]\n",
    );
    let file = Config::find(&folder.path().join("2023")).unwrap();
    let config = sound(Config::load(&file, None));
    assert_eq!(config.lang, Some(kanwu::rules::Lang::En));
    assert_eq!(config.fail_on, None);
    assert_eq!(config.house.people.len(), 1);
    assert_eq!(config.house.people[0].titles, ["主任", "书记"]);
    let of = |id| config.severity_in(Path::new("a.txt"), id, Severity::Warning);
    assert_eq!(
        (of("date/x"), of("style/x"), of("contents/x")),
        (Severity::Info, Severity::Off, Severity::Off)
    );
    let fixed = sound(Config::load(&file, Some("bulletin")));
    assert_eq!(fixed.severity_in(Path::new("a.txt"), "contents/x", Severity::Warning), Severity::Warning);
}

#[test]
fn mistakes_below_are_told_with_their_own_file_and_circles_are_seen() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("kanwu.toml", "extends = [\"a.toml\"]\ncolour = 1\n");
    write("a.toml", "extends = [\"kanwu.toml\"]\nsize = 1\n");
    let errors = Config::load(&folder.path().join("kanwu.toml"), None).err().unwrap_or_default();
    let all: Vec<_> =
        errors.iter().map(|error| (error.path.file_name().unwrap().to_owned(), told(error))).collect();
    assert_eq!(all.len(), 2, "{all:#?}");
    assert!(all.iter().any(|(_, told)| told.iter().any(|one| one.contains("extends itself"))), "{all:#?}");
}

#[test]
fn the_pack_of_the_house_brings_its_rules_and_options_are_held_against_them() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("house.toml", PACK);
    let load = |text: &str| {
        write("kanwu.toml", text);
        Config::load(&folder.path().join("kanwu.toml"), None)
    };
    let config = sound(load("packs = \"house.toml\"\n[rules]\n\"house/old-name\" = \"error\"\n"));
    assert_eq!(config.severity_in(Path::new("a"), "house/old-name", Severity::Warning), Severity::Error);
    let errors = load(
        "packs = [\"house.toml\", \"gone.toml\"]\n[rules]\n\"house/oldname\" = \"error\"\n\"house/old-name\" = { depth = 3 }\n",
    );
    let told: Vec<_> = errors.err().unwrap_or_default().iter().flat_map(told).collect();
    let expected = [
        "\"gone.toml\" — “gone.toml”: no such file",
        "\"house/oldname\" — no rule or group “house/oldname” (did you mean “house/old-name”?)",
        "depth — this rule has no option “depth” (it has: severity)",
    ];
    assert_eq!(told, expected);
    write("house.toml", "[[rule]]\nid = \"house/old-name\"\n");
    let errors = load("packs = \"house.toml\"").err().unwrap_or_default();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].path.ends_with("house.toml"));
}

const PACK: &str = r#"
[[rule]]
id = "house/old-name"
name = { zh = "旧名", en = "Old name" }
severity = "warning"
check.pattern = { regex = "老城南街", replace = "南大街" }
message = { zh = "“{text}”已改名“{fix}”", en = "“{text}” is now “{fix}”" }
explain = { zh = "街道已改名。", en = "The street has a new name." }
bad = ["住在⟦老城南街⇒南大街⟧。", "经⟦老城南街⇒南大街⟧向北"]
good = ["住在南大街。", "老城的南街"]
"#;
