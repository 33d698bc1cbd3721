//! The rules that are switched on, ready to run on any number of documents.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::allowances;
use super::engines::{Engine, Hit};
use super::needles::Needles;
use super::pack::CheckOf;
use super::toml::words;
use super::{
    Catalogue, Check, Context, Declaration, Lang, Options, Pack, PackError, Problem, Rule, Scope, Sink,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Span;

/// What a configuration says about rules; the names in it are known to exist.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// By id or by group; the id outweighs the group.
    pub severities: BTreeMap<String, Severity>,
    /// By id, then by the option's name.
    pub options: BTreeMap<String, BTreeMap<String, toml::Value>>,
}

/// A set of rules, compiled once; it is shared between threads.
pub struct RuleSet {
    active: Vec<Active>,
    needles: OnceLock<Needles>,
    /// The ids of all rules that are declared, those that are off too.
    names: Vec<Arc<str>>,
}

struct Active {
    rule: Rule,
    engine: Arc<dyn Engine>,
    /// It runs on every document, hits or none.
    always: bool,
}

impl RuleSet {
    /// The rules of `packs` under `overrides`, those that are off left out. A later pack may
    /// replace a rule of an earlier one if it says so.
    pub fn compile(packs: &[Pack], overrides: &Overrides) -> Result<RuleSet, Vec<PackError>> {
        let mut errors = Vec::new();
        let mut declared: Vec<&Declaration> = Vec::new();
        let mut active = Vec::new();
        for pack in packs {
            let mut problems = Vec::new();
            for new in &pack.rules {
                place(new, &mut declared, &mut problems);
            }
            if !problems.is_empty() {
                errors.push(pack.error(problems));
            }
        }
        let names = declared.iter().map(|declaration| declaration.rule.id.clone()).collect();
        for declaration in declared {
            let mut rule = declaration.rule.clone();
            rule.severity = overrides.severity(&rule);
            if rule.severity == Severity::Off {
                continue;
            }
            match engine(declaration, overrides) {
                Ok(engine) => {
                    let always = engine.needles().is_empty();
                    active.push(Active { rule, engine, always });
                }
                Err(problem) => errors.extend(home(packs, declaration).map(|pack| pack.error(vec![problem]))),
            }
        }
        match errors.is_empty() {
            true => Ok(RuleSet { active, needles: OnceLock::new(), names }),
            false => Err(errors),
        }
    }

    /// The rules that run.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.active.iter().map(|active| &active.rule)
    }

    /// Everything that the rules find in a document, rule by rule.
    pub fn run(&self, context: &Context<'_>, lang: Lang) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let flow = &context.reading.flow;
        let hits = self.needles().find(&flow.text, self.active.len());
        for (active, mut hits) in self.active.iter().zip(hits) {
            active.keep(&mut hits, context);
            if active.always || !hits.is_empty() {
                let mut sink = Sink::new(flow, lang, &active.rule, &mut diagnostics);
                active.engine.run(context, &hits, &mut sink);
            }
        }
        diagnostics
    }

    /// The rules that are declared, those that are off too.
    pub fn catalogue(&self) -> Catalogue<'_> {
        Catalogue::of(self.names.iter().map(|id| &**id))
    }

    /// What the rules about allowances say of those that `context` has, after all others.
    pub fn conclude(&self, context: &Context<'_>, lang: Lang) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for active in self.active.iter().filter(|active| active.rule.group() == allowances::GROUP) {
            let mut sink = Sink::new(&context.reading.flow, lang, &active.rule, &mut diagnostics);
            active.engine.run(context, &[], &mut sink);
        }
        diagnostics
    }

    fn needles(&self) -> &Needles {
        self.needles.get_or_init(|| Needles::new(self.active.iter().map(|active| active.engine.needles())))
    }
}

impl Overrides {
    fn severity(&self, rule: &Rule) -> Severity {
        let by_id = self.severities.get(&*rule.id);
        by_id.or_else(|| self.severities.get(rule.group())).copied().unwrap_or(rule.severity)
    }
}

impl Active {
    /// Drops the hits that the rule has no eye for: out of its scope, inside an address.
    fn keep(&self, hits: &mut Vec<Hit>, context: &Context<'_>) {
        let flow = &context.reading.flow;
        let scope = self.rule.scope;
        let mut index = 0;
        let mut in_scope = |span: Span| {
            if scope == Scope::All {
                return true;
            }
            index = flow.paragraph_from(index, span.start());
            flow.paragraphs.get(index).is_some_and(|paragraph| scope.includes(paragraph.role))
        };
        let mask = context.facts.mask();
        if scope != Scope::All || !mask.is_empty() {
            hits.retain(|hit| in_scope(hit.span) && !mask.overlaps(hit.span));
        }
    }
}

/// Takes `new` among the rules `declared` before it.
fn place<'a>(new: &'a Declaration, declared: &mut Vec<&'a Declaration>, problems: &mut Vec<Problem>) {
    let id = &new.rule.id;
    match declared.iter_mut().find(|old| old.rule.id == *id) {
        None => declared.push(new),
        Some(old) if new.replaces => *old = new,
        Some(_) => {
            let message = words(format!("已有名为“{id}”的规则"), format!("there is a rule “{id}” already"));
            let help = words(
                "另取一个 id；确要取代它，则写 replaces = true",
                "choose another id, or say replaces = true if it is to stand for that rule",
            );
            problems.push(Problem::new(new.place.clone(), message).help(help));
        }
    }
}

/// The pack that `declaration` stands in.
fn home<'a>(packs: &'a [Pack], declaration: &Declaration) -> Option<&'a Pack> {
    packs.iter().find(|pack| pack.rules.iter().any(|rule| std::ptr::eq(rule, declaration)))
}

fn engine(declaration: &Declaration, overrides: &Overrides) -> Result<Arc<dyn Engine>, Problem> {
    let (build, fixed) = match &declaration.check {
        CheckOf::Engine(engine) => return Ok(engine.clone()),
        CheckOf::Rust(build, fixed) => (build, fixed),
    };
    let mut options: Options = fixed.clone();
    let set = overrides.options.get(&*declaration.rule.id);
    for option in &declaration.options {
        let value = set.and_then(|set| set.get(&option.name)).unwrap_or(&option.default);
        options.0.insert(option.name.clone(), value.clone());
    }
    let check =
        build(&options).map_err(|why| Problem::new(declaration.place.clone(), words(&*why, &*why)))?;
    Ok(Arc::new(Written(check)))
}

/// A check in Rust among the engines.
struct Written(Box<dyn Check>);

impl Engine for Written {
    fn needles(&self) -> Vec<&str> {
        self.0.needles()
    }

    fn run(&self, context: &Context<'_>, hits: &[Hit], sink: &mut Sink<'_>) {
        self.0.run(&Context { hits, ..*context }, sink);
    }
}
