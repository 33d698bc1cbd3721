//! Every rule of every built-in pack is proved by its own examples.

use kanwu::rules::example::{Verdict, prove};
use kanwu::rules::{Overrides, PackError, RuleSet, builtin};

fn told(error: &PackError) -> String {
    let line = |at: usize| error.text[..at].matches('\n').count() + 1;
    let problems = error.problems.iter().map(|problem| {
        let help = problem.help.as_ref().map(|help| format!(" ({})", help.en)).unwrap_or_default();
        format!("{}:{}: {}{help}", error.name.display(), line(problem.span.start), problem.message.en)
    });
    problems.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_example_holds() {
    let packs = builtin::packs().unwrap_or_else(|error| panic!("{}", told(&error)));
    let mut failures = Vec::new();
    for pack in &packs {
        let outcomes = prove(pack).unwrap_or_else(|error| panic!("{}", told(&error)));
        for outcome in outcomes.iter().filter(|outcome| outcome.verdict != Verdict::Validated) {
            let (rule, verdict) = (&outcome.rule, outcome.verdict);
            failures
                .push(format!("{rule}: {verdict:?}: {}\n    {}", outcome.example.written, outcome.detail.en));
        }
    }
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
