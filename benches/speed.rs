//! What a check costs, step by step: bytes to text, text to bulletin, each kind of fact, each
//! group of rules, the report; and the whole of it on inputs of growing size.

mod bulletins;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use kanwu::against::Against;
use kanwu::bulletin::Reading;
use kanwu::diagnostic::Severity;
use kanwu::facts::Facts;
use kanwu::report::{Checked, Writer, json};
use kanwu::rules::{Context, House, Lang, Overrides, RuleSet};
use kanwu::{Config, Document, Linter};

/// The size in bytes of the text that single steps are measured with.
const STEP: usize = 2_000_000;
/// The sizes, in millions of bytes, over which time must grow as they do.
const SIZES: [usize; 3] = [1, 4, 16];

fn built_in() -> Config {
    Config::profile(None).expect("the built-in packs are sound")
}

fn document(bytes: usize) -> Document {
    Document::from_text("bulletins.txt", bulletins::bulletins(bytes).concat())
}

fn steps(criterion: &mut Criterion) {
    let document = document(STEP);
    let bytes = document.text.as_bytes();
    let mut group = criterion.benchmark_group("step");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| Document::decode(Path::new("bulletins.txt"), black_box(bytes), None));
    });
    group.bench_function("read", |bencher| bencher.iter(|| Reading::new(black_box(&document))));
    let linter = Linter::new(&built_in()).expect("the built-in rules are sound");
    let report = linter.check(&document);
    group.bench_function("report", |bencher| {
        bencher.iter(|| {
            let mut out = json::Json::new(std::io::sink())?;
            out.file(&Checked {
                document: &document,
                diagnostics: &report.diagnostics,
                characters: report.characters,
                rate: &report.rate,
                elapsed: None,
                locate: &|offset| report.reading.location(offset),
                fingerprints: &|| report.fingerprints(),
            })?;
            Box::new(out).finish()
        });
    });
    group.finish();
}

fn facts(criterion: &mut Criterion) {
    let document = document(STEP);
    let reading = Reading::new(&document);
    let mut group = criterion.benchmark_group("fact");
    group.throughput(Throughput::Bytes(document.text.len() as u64));
    let mut fact = |name: &str, find: fn(&Facts)| {
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(|| Facts::new(&reading), |facts| find(facts), BatchSize::PerIteration);
        });
    };
    fact("dates", |facts| _ = black_box(facts.dates()));
    fact("marks", |facts| _ = black_box(facts.marks()));
    fact("mask", |facts| _ = black_box(facts.mask()));
    fact("usage", |facts| _ = black_box(facts.usage()));
    group.finish();
}

fn rules(criterion: &mut Criterion) {
    let document = document(STEP);
    let reading = Reading::new(&document);
    let facts = Facts::new(&reading);
    let house = House::default();
    let against = Against::default();
    let context =
        Context { reading: &reading, facts: &facts, house: &house, against, hits: &[], allowances: &[] };
    let packs = built_in().packs;
    let all = || packs.iter().flat_map(|pack| &pack.rules).map(|declared| &declared.rule);
    let names: BTreeSet<&str> = all().map(|rule| rule.group()).collect();
    let mut group = criterion.benchmark_group("rules");
    group.throughput(Throughput::Bytes(document.text.len() as u64));
    for name in names {
        let others = all().filter(|rule| rule.group() != name);
        let severities = others.map(|rule| (rule.id.to_string(), Severity::Off)).collect();
        let overrides = Overrides { severities, ..Overrides::default() };
        let Ok(rules) = RuleSet::compile(&packs, &overrides) else { continue };
        // What is lazy is made ready: facts, automata.
        rules.run(&context, Lang::Zh);
        group.bench_function(name, |bencher| bencher.iter(|| rules.run(black_box(&context), Lang::Zh)));
    }
    group.finish();
}

fn whole(criterion: &mut Criterion) {
    let linter = Linter::new(&built_in()).expect("the built-in rules are sound");
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    for megabytes in SIZES {
        let document = document(megabytes * 1_000_000);
        group.throughput(Throughput::Bytes(document.text.len() as u64));
        group.bench_function(format!("{megabytes} MB"), |bencher| {
            bencher.iter(|| linter.check(black_box(&document)));
        });
    }
    group.finish();
}

fn start(criterion: &mut Criterion) {
    criterion.bench_function("start/packs", |bencher| bencher.iter(built_in));
    let config = built_in();
    criterion.bench_function("start/linter", |bencher| bencher.iter(|| Linter::new(&config).is_ok()));
}

criterion_group!(benches, steps, facts, rules, whole, start);
criterion_main!(benches);
