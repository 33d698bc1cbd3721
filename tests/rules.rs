//! Every rule of every built-in pack is proved by its own examples.

use std::collections::BTreeMap;

use kanwu::diagnostic::Severity;
use kanwu::rules::example::{Mark, Outcome, Verdict, prove};
use kanwu::rules::{Declaration, LoadError, Overrides, Pack, PackError, RuleSet, builtin};

fn told(error: &PackError) -> String {
    let line = |at: usize| error.text[..at].matches('\n').count() + 1;
    let problems = error.problems.iter().map(|problem| {
        let help = problem.help.as_ref().map(|help| format!(" ({})", help.en)).unwrap_or_default();
        format!("{}:{}: {}{help}", error.name.display(), line(problem.span.start), problem.message.en)
    });
    problems.collect::<Vec<_>>().join("\n")
}

/// The examples of `pack` that do not hold, and what happened instead.
fn failures(pack: &Pack) -> Vec<String> {
    let outcomes = prove(pack).unwrap_or_else(|error| panic!("{}", told(&error)));
    let failed = outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Validated);
    let line = |outcome: &Outcome| {
        let (rule, verdict) = (&outcome.rule, outcome.verdict);
        format!("{rule}: {verdict:?}: {}\n    {}", outcome.example.written, outcome.detail.en)
    };
    failed.map(line).collect()
}

#[test]
fn every_example_holds() {
    let packs = builtin::packs().unwrap_or_else(|error| panic!("{}", told(&error)));
    let failures: Vec<String> = packs.iter().flat_map(failures).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_rule_shows_two_of_each_and_speaks_both_languages() {
    for pack in builtin::packs().unwrap_or_else(|error| panic!("{}", told(&error))) {
        let examples = pack.examples().unwrap_or_else(|problems| panic!("{}", told(&pack.error(problems))));
        for declaration in &pack.rules {
            let id = &declaration.rule.id;
            let (bad, good): (Vec<_>, Vec<_>) = examples[id].iter().partition(|e| !e.marks.is_empty());
            assert!(bad.len() >= 2 && good.len() >= 2, "{id} has {} bad, {} good", bad.len(), good.len());
            let group = format!("rules/{}.toml", declaration.rule.group());
            assert_eq!(pack.name.to_str(), Some(group.as_str()), "{id} stands in another group's pack");
        }
    }
}

#[test]
fn all_rules_compile_together() {
    let packs = builtin::packs().unwrap_or_else(|error| panic!("{}", told(&error)));
    let set = RuleSet::compile(&packs, &Overrides::default());
    let told = |errors: Vec<PackError>| errors.iter().map(told).collect::<Vec<_>>().join("\n");
    set.map_err(told).map(|_| ()).unwrap_or_else(|errors| panic!("{errors}"));
}

#[test]
fn a_house_declares_rules_of_its_own_with_every_engine() {
    for name in ["packs/house.toml", "house/linhe.toml"] {
        let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        let pack = Pack::load(path.as_ref()).unwrap_or_else(|error| match error {
            LoadError::Faulty(error) => panic!("{}", told(&error)),
            error => panic!("{error:?}"),
        });
        let failures = failures(&pack);
        assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    }
}

#[test]
fn all_mistakes_of_a_pack_are_told_at_once_and_where_they_stand() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/packs/faulty.toml");
    let Err(LoadError::Faulty(error)) = Pack::load(path.as_ref()) else { panic!("the pack is taken") };
    let places = error.problems.iter().map(|problem| &error.text[problem.span.clone()]);
    let found: Vec<&str> = places.collect();
    let wanted =
        ["\"House/Old\"", "\"eror\"", "{ zh = \"文\" }", "patern", "{汉字}", "replce", "\"none.tsv\""];
    assert_eq!(found, wanted, "{}", told(&error));
    let helped = |word: &str| {
        let helps = error.problems.iter().filter_map(|problem| problem.help.as_ref());
        helps.into_iter().any(|help| help.en.contains(word))
    };
    assert!(helped("“pattern”") && helped("“replace”") && helped("{汉}"), "{}", told(&error));
}

#[test]
fn the_checks_and_the_packs_name_each_other() {
    let packs = builtin::packs().unwrap_or_else(|error| panic!("{}", told(&error)));
    let declared: String = packs.iter().map(|pack| pack.text.as_ref()).collect();
    for (key, _) in kanwu::rules::checks::CHECKS {
        assert!(declared.contains(&format!("check.{key}")), "no rule uses check.{key}");
    }
    assert!(kanwu::rules::checks::CHECKS.is_sorted_by_key(|(key, _)| *key));
}

/// A bad example is still flagged when all rules run: by its own rule, or by one that it yields to.
#[test]
fn no_rule_hides_what_another_one_shows() {
    let packs = builtin::packs().unwrap_or_else(|error| panic!("{}", told(&error)));
    let declared = || packs.iter().flat_map(|pack| &pack.rules);
    let loud = |declaration: &Declaration| {
        (declaration.rule.id.to_string(), declaration.rule.severity.max(Severity::Info))
    };
    let overrides = Overrides { severities: declared().map(loud).collect(), ..Overrides::default() };
    let set = RuleSet::compile(&packs, &overrides).unwrap_or_else(|errors| panic!("{}", told(&errors[0])));
    let alone: BTreeMap<_, _> = declared().map(|declaration| (&declaration.rule.id, declaration)).collect();
    for pack in &packs {
        let examples = pack.examples().unwrap_or_else(|problems| panic!("{}", told(&pack.error(problems))));
        for (id, example) in examples.iter().flat_map(|(id, all)| all.iter().map(move |one| (id, one))) {
            let found = example.findings(&set, &example.text);
            let yields = &alone[id].rule.yields;
            let heard = |mark: &Mark| {
                found.iter().any(|one| {
                    let instead = yields.iter().any(|other| one.rule.starts_with(other.as_str()));
                    one.span.overlaps(mark.span) && (one.rule == *id || instead)
                })
            };
            assert!(example.marks.iter().all(heard), "{id}: {}", example.written);
        }
    }
}

/// Expressions without a literal run over every character of a document: there are to be few.
#[test]
fn expressions_hold_literals_to_search_for() {
    let packs = builtin::packs().unwrap_or_else(|error| panic!("{}", told(&error)));
    let slow: Vec<&str> = packs
        .iter()
        .flat_map(|pack| &pack.rules)
        .filter(|declaration| declaration.is_slow())
        .map(|declaration| &*declaration.rule.id)
        .collect();
    assert!(slow.is_empty(), "{slow:?}");
}
