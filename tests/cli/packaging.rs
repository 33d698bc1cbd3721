//! What those need who package kanwu: its version, its manual, completions for shells.

use crate::house::*;

#[test]
fn the_long_version_tells_the_rules_and_tables_that_are_built_in() {
    let house = house();
    assert_eq!(run(&house, "-V").out, format!("kanwu {}\n", env!("CARGO_PKG_VERSION")));
    let rules =
        kanwu::rules::builtin::packs().unwrap_or_default().iter().map(|pack| pack.rules.len()).sum::<usize>();
    for (line, words) in [("--version --lang zh", "条规则"), ("check --version --lang en", "rules")] {
        let told = run(&house, line).out;
        assert!(told.contains(&format!("{rules} {words}")), "{told}");
        let date: jiff::civil::Date = kanwu::rules::builtin::DATE.parse().unwrap();
        assert!(told.contains(&date.to_string()) && told.contains(kanwu::rules::builtin::DIGEST), "{told}");
    }
}

#[test]
fn every_command_has_its_page_of_the_manual() {
    let house = house();
    for page in ["", "check", "fix", "outline", "baseline", "rate", "rules", "init"] {
        for lang in ["zh", "en"] {
            let ran = run(&house, &format!("man {page} --lang {lang}"));
            assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{page}");
            assert!(ran.out.contains(".SH NAME") && ran.out.contains("\\-\\-help"), "{page}: {}", ran.out);
        }
    }
    assert!(run(&house, "man check").out.contains("kanwu\\-check"));
    assert_eq!(run(&house, "man nothing").status, 2);
}

#[test]
fn shells_are_told_what_can_be_typed() {
    let house = house();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = run(&house, &format!("completions {shell}"));
        assert_eq!(ran.status, 0, "{shell}: {}", ran.err);
        assert!(ran.out.contains("fail-on") && ran.out.contains("outline"), "{shell}");
    }
    assert_eq!(run(&house, "completions tcsh").status, 2);
}
