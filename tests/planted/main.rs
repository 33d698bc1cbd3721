//! One defect at a time in faultless bulletins: is it found, and is nothing else said?
//!
//! `cargo test --test planted -- --nocapture` prints the table and what was missed. The environment
//! may choose classes (`KANWU_PLANTED=name`) and ask for more cases of each (`KANWU_PLANTED_TIMES=10`).

mod characters;
mod contents;
mod counts;
mod forms;
mod names;
mod plant;
mod random;
mod sheet;
mod text;

use std::fmt::Write as _;

use kanwu::diagnostic::{Diagnostic, Severity};
use kanwu::{Config, Document, Linter};
use rayon::prelude::*;

use plant::Plant;
use random::Random;
use sheet::{Sheet, layouts, sheets};

type Planter = fn(&Sheet, &mut Random) -> Option<Plant>;

const CLASSES: [(&str, Planter); 28] = [
    ("folio far off", contents::folio_far_off),
    ("headline character replaced", contents::headline_replaced),
    ("headline character lost", contents::headline_lost),
    ("entry dropped", contents::entry_dropped),
    ("article dropped", contents::article_dropped),
    ("entries swapped", contents::entries_swapped),
    ("section heading changed", contents::heading_changed),
    ("impossible date", text::date_impossible),
    ("date out of the period", text::date_outside),
    ("wrong weekday", text::weekday_wrong),
    ("doubled word", text::word_doubled),
    ("quote lost", text::quote_lost),
    ("book mark lost", text::book_mark_lost),
    ("bracket lost", text::bracket_lost),
    ("half-width comma", text::comma_half_width),
    ("doubled stop", text::stop_doubled),
    ("name misspelt", text::name_misspelt),
    ("count against list", counts::list),
    ("sum of parts", counts::sum),
    ("points announced", counts::points),
    ("figure in the headline", counts::headline),
    ("place under a wrong city", names::place_misplaced),
    ("short form without its marks", names::short_form_bare),
    ("document title differs", names::title_changed),
    ("meeting name differs", names::meeting_changed),
    ("numbering", forms::numbering),
    ("lexicon word", forms::lexicon_word),
    ("unit or numeral form", forms::unit_form),
];

/// Cases of a class in the bulletin and in the document that is full of counts, and in each of the
/// other layouts.
const CASES: [usize; 2] = [24, 4];
/// How often a planter may find that the place it chose does not do.
const ATTEMPTS: usize = 400;
const LEAST_RECALL: f64 = 0.95;
/// In layouts without dates or whole lines of their own for headlines less can be told.
const LEAST_RECALL_OF_LAYOUTS: f64 = 0.85;
const MOST_UNRELATED: f64 = 0.2;

/// What came of one case.
struct Outcome {
    found: bool,
    unrelated: usize,
    /// What there is to say of it, if anything went wrong.
    account: String,
}

fn cases(sheets: &[Sheet], class: usize, planter: Planter, times: usize) -> Vec<(&Sheet, Plant)> {
    let mut cases = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let mut random = Random::new((class * 100 + number) as u64);
        let is_layout = number > 0 && number + 1 < sheets.len();
        let plants = (0..ATTEMPTS * times).filter_map(|_| planter(sheet, &mut random));
        cases.extend(plants.take(CASES[usize::from(is_layout)] * times).map(|plant| (sheet, plant)));
    }
    cases
}

fn judge(linter: &Linter, sheet: &Sheet, plant: &Plant) -> Outcome {
    let text = plant.apply(&sheet.text);
    let document = Document::from_text(sheet.name, text);
    let report = linter.check(&document);
    let (found, unrelated) = plant.divide(&report.diagnostics);
    let mut account = String::new();
    if found.is_empty() {
        let _ = writeln!(account, "    missed in {}: {}", sheet.name, plant.describe(&sheet.text));
    }
    for diagnostic in &unrelated {
        let what = plant.describe(&sheet.text);
        let _ = writeln!(account, "    unrelated in {}: {what} → {}", sheet.name, line(diagnostic));
    }
    Outcome { found: !found.is_empty(), unrelated: unrelated.len(), account }
}

fn line(diagnostic: &Diagnostic) -> String {
    format!("{} at {}: {}", diagnostic.rule, diagnostic.span.start(), diagnostic.message)
}

#[test]
fn faultless_documents_have_no_faults() {
    let linter = Linter::new(&Config::profile(None).unwrap()).unwrap();
    for sheet in sheets().into_iter().chain(layouts()) {
        let report = linter.check(&Document::from_text(sheet.name, sheet.text.clone()));
        let found = report.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= Severity::Warning);
        let found: Vec<_> = found.map(line).collect();
        assert!(found.is_empty(), "{}: {found:#?}", sheet.name);
    }
}

/// The classes of defects that contents have, the first of [`CLASSES`].
const OF_CONTENTS: usize = 7;

#[test]
fn planted_defects_are_found_and_nothing_else() {
    let only = std::env::var("KANWU_PLANTED").unwrap_or_default();
    let classes = (0..CLASSES.len()).filter(|&class| CLASSES[class].0.contains(&only));
    judge_classes(classes, &sheets(), LEAST_RECALL);
}

#[test]
fn defects_are_found_in_the_contents_of_every_layout() {
    judge_classes(0..OF_CONTENTS, &layouts(), LEAST_RECALL_OF_LAYOUTS);
}

/// Plants defects of these classes in the sheets, and fails where too few are found or too much
/// else is.
fn judge_classes(classes: impl Iterator<Item = usize>, sheets: &[Sheet], least: f64) {
    let linter = Linter::new(&Config::profile(None).unwrap()).unwrap();
    let times = std::env::var("KANWU_PLANTED_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let (mut table, mut failed) = (String::new(), Vec::new());
    for class in classes {
        let (name, planter) = CLASSES[class];
        let cases = cases(sheets, class, planter, times);
        let outcomes: Vec<Outcome> =
            cases.par_iter().map(|(sheet, plant)| judge(&linter, sheet, plant)).collect();
        let count = outcomes.len() as f64;
        let found = outcomes.iter().filter(|outcome| outcome.found).count();
        let unrelated: usize = outcomes.iter().map(|outcome| outcome.unrelated).sum();
        let (recall, rate) = (found as f64 / count, unrelated as f64 / count);
        let _ = writeln!(
            table,
            "{name:<28} {found:>4} of {count:>3}  {:>5.1} %  {rate:>5.2} unrelated",
            recall * 100.0
        );
        outcomes.iter().for_each(|outcome| table.push_str(&outcome.account));
        if recall < least || rate > MOST_UNRELATED || count < 24.0 {
            failed.push(name);
        }
    }
    println!("{table}");
    assert!(failed.is_empty(), "not good enough: {failed:?}\n{table}");
}
