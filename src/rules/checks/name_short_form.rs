//! Short forms: defined or used without the book marks of what they stand for, defined twice,
//! used too early or never, with characters that the full name does not have.

use std::collections::HashMap;

use memchr::memmem;

use crate::facts::marks::Marks;
use crate::facts::short_forms::ShortForm;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;

/// What documents are called by their kind.
const KINDS: [&str; 24] = [
    "条例", "规划", "方案", "意见", "办法", "通知", "纲要", "决定", "规定", "细则", "计划", "措施", "报告",
    "指南", "建议", "准则", "标准", "公报", "清单", "规则", "决议", "公告", "规范", "目录",
];
/// Verbs that a document is the subject of.
const STATES: [&str; 17] = [
    "指出", "提出", "明确", "规定", "要求", "强调", "共", "分为", "围绕", "涵盖", "聚焦", "适用", "细化",
    "结合", "坚持", "部署", "印发",
];
/// Verbs that a document is the object of, and that make no compound with it.
const APPLIES: [&str; 10] = ["按照", "根据", "依据", "对照", "落实", "贯彻", "学习", "宣传", "解读", "遵守"];
/// What goes on from such an object.
const OBJECT_ENDS: [&str; 12] =
    ["要求", "规定", "精神", "内容", "的", "确定", "明确", "部署", "提出", "和", "情况", "有关"];
/// Kinds that are said after these verbs without any document in mind.
const VAGUE: [&str; 10] = ["通知", "决定", "规定", "标准", "意见", "计划", "规则", "措施", "规范", "要求"];

type Run = fn(&Context<'_>, &mut Sink<'_>);

struct ShortForms(Run);

impl Check for ShortForms {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        self.0(context, sink);
    }
}

pub(super) fn marks(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ShortForms(without_marks)))
}

pub(super) fn redefined(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ShortForms(defined_twice)))
}

pub(super) fn unused(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ShortForms(never_used)))
}

pub(super) fn early(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ShortForms(used_before)))
}

pub(super) fn letters(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ShortForms(other_letters)))
}

fn without_marks(context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = &context.reading.flow.text;
    for form in context.facts.short_forms().iter().filter(|form| form.is_title) {
        let short = form.short.of(text);
        let has_marks = form.marks.is_some_and(|kind| kind.is_title());
        let is_kind = short.chars().count() <= 4 && KINDS.iter().any(|kind| short.ends_with(kind));
        if form.marks.is_none() && is_kind && form.long.of(text).contains(short) {
            sink.report(Finding::at(form.short).replace(format!("《{short}》")));
        }
        if !has_marks || !is_kind {
            continue;
        }
        for place in form.after().into_iter().flat_map(|after| places(text, after, short)) {
            if is_bare(text, context.facts.marks(), place) {
                let finding = Finding::at(place).saying("used").replace(format!("《{short}》"));
                sink.report(finding.and(form.definition, "defined"));
            }
        }
    }
}

/// Every place of `short` in `within`.
fn places<'a>(text: &'a str, within: Span, short: &'a str) -> impl Iterator<Item = Span> + 'a {
    let found = memmem::find_iter(within.of(text).as_bytes(), short);
    let found: Vec<usize> = found.collect();
    found.into_iter().map(move |at| Span::new(at, at + short.len()).shifted(within.start()))
}

/// True where the short form stands for the document and has no marks.
fn is_bare(text: &str, marks: &Marks, place: Span) -> bool {
    let (before, after) = (&text[..place.start()], &text[place.end()..]);
    let opens = !before.ends_with(|c| is_han(c) || matches!(c, '、' | '“' | '《' | '〈' | '—'));
    let stands = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let stated = opens && stands(&STATES);
    let ends = !after.starts_with(|c| is_han(c) || matches!(c, '、' | '”' | '》' | '〉'));
    let applied = !VAGUE.contains(&place.of(text))
        && APPLIES.iter().any(|verb| before.ends_with(verb))
        && (ends || stands(&OBJECT_ENDS));
    (stated || applied)
        && marks.around(place.start()).all(|pair| !pair.kind.is_title() && !pair.kind.is_quote())
}

fn defined_twice(context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = &context.reading.flow.text;
    let mut defined: HashMap<(&str, Span), &ShortForm> = HashMap::new();
    for form in context.facts.short_forms().iter().filter(|form| form.is_title) {
        let Some(scope) = form.scope else {
            continue;
        };
        let first = defined.entry((form.long.of(text), scope)).or_insert(form);
        if first.short.of(text) != form.short.of(text) {
            let finding = Finding::at(form.short).with("first", first.short.of(text));
            sink.report(finding.and(first.definition, "first"));
        }
    }
}

fn never_used(context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = &context.reading.flow.text;
    for form in context.facts.short_forms() {
        let is_used = |after: Span| places(text, after, form.short.of(text)).next().is_some();
        if form.after().is_some_and(|after| !is_used(after)) {
            sink.report(Finding::at(form.short));
        }
    }
}

fn used_before(context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = &context.reading.flow.text;
    for form in context.facts.short_forms().iter().filter(|form| form.is_title) {
        let short = format!("《{}》", form.short.of(text));
        if let Some(place) = form.before().and_then(|before| places(text, before, &short).next()) {
            sink.report(Finding::at(place).and(form.definition, "defined"));
        }
    }
}

fn other_letters(context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = &context.reading.flow.text;
    for form in context.facts.short_forms() {
        let mut long = form.long.of(text).chars();
        let foreign = form.short.of(text).chars().filter(|&c| is_han(c));
        let foreign: String = foreign.filter(|&c| !long.any(|of_long| of_long == c)).collect();
        if !foreign.is_empty() && form.is_title {
            sink.report(Finding::at(form.short).with("long", form.long.of(text)));
        }
    }
}
