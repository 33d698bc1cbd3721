//! One event on two days: 10月16日，…入选世界遗产名录 here, and 6日　…入选世界遗产名录 in the chronicle.

use foldhash::HashMap;

use crate::facts::dates::Era;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::sentence::sentence_around;

/// What happens to one thing once.
const NEEDLES: [&str; 20] = [
    "入选", "列入", "投产", "通车", "揭牌", "竣工", "启用", "开馆", "挂牌", "封顶", "开业", "开园", "落成",
    "奠基", "首演", "首发", "首航", "首映", "合龙", "逝世",
];
/// What is still to come, or happened otherwise, is another matter.
const OTHERS: [&str; 16] = [
    "将", "拟", "计划", "预计", "力争", "原定", "截至", "正式", "试", "每年", "周年", "先后", "分别", "等",
    "二期", "再次",
];
/// A sentence is read no further than this on either side, in bytes.
const REACH: usize = 300;
/// As many characters in a row are the same in both sentences, in bytes.
const ALIKE: usize = 8 * 3;
/// What has a name in 《》 may stand as far before its verb, in bytes.
const BESIDE: usize = 36;
/// How far apart the two may stand, in bytes.
const FAR: usize = 200_000;

struct Event;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Event))
}

/// A sentence that tells what happened on one day.
#[derive(Clone, Copy)]
struct Told {
    sentence: Span,
    verb: Span,
    date: Span,
    year: Option<i32>,
    day: (u32, u32),
}

impl Check for Event {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut seen: HashMap<(u32, &str), Told> = HashMap::default();
        for hit in context.hits {
            let Some(told) = told(context, hit.span) else { continue };
            let mut other = None;
            for gram in grams(text, told.sentence) {
                let first = *seen.entry((hit.needle, gram)).or_insert(told);
                let is_far = told.sentence.start() > first.sentence.end() + FAR;
                if is_far || first.date == told.date {
                    seen.insert((hit.needle, gram), told);
                } else if first.day != told.day && is_one_event(text, &first, &told, gram) {
                    other.get_or_insert(first);
                }
            }
            let years = |first: &Told| first.year.is_none() || told.year.is_none() || first.year == told.year;
            if let Some(first) = other.filter(years) {
                let finding = Finding::at(told.date).and(first.date, "first");
                sink.report(finding.with("first", first.date.of(text)));
            }
        }
    }
}

/// The sentence around `verb` with its day, where it has one alone.
fn told(context: &Context<'_>, verb: Span) -> Option<Told> {
    let flow = &context.reading.flow;
    let text = &flow.text;
    let sentence = sentence_around(text, verb, REACH);
    if OTHERS.iter().any(|word| sentence.of(text).contains(word)) {
        return None;
    }
    let paragraph = flow.paragraphs[flow.paragraph_index(verb.start())].span;
    let said = context.facts.dates().within(sentence);
    let entry = context.facts.chronicles().entry_at(paragraph).filter(|_| said.is_empty());
    let (date, year, day) = match (said, entry) {
        ([fact], _) if fact.until.is_none() && fact.era == Era::Current => {
            (fact.span(), fact.year, (fact.written.month?, fact.written.day?))
        }
        ([], Some(entry)) => (entry.span, entry.year, (entry.month?, entry.day?)),
        _ => return None,
    };
    // 6月3日起, 6月3日前: no day on which it happened.
    let behind = text.get(date.end()..)?;
    let is_day = !behind.starts_with(['起', '前', '后', '至', '以', '的']);
    is_day.then_some(Told { sentence, verb, date, year, day })
}

/// All runs of so many characters that have no mark but 《》 between them.
fn grams(text: &str, sentence: Span) -> impl Iterator<Item = &str> {
    let is_part = |c: char| is_han(c) || matches!(c, '《' | '》');
    let stretches = sentence.of(text).split(move |c: char| !is_part(c));
    stretches.flat_map(|stretch| (0..).step_by(3).map_while(move |at| stretch.get(at..at + ALIKE)))
}

/// Whether what both have in common, `gram` and what goes on from it, is the event itself.
fn is_one_event(text: &str, first: &Told, second: &Told, gram: &str) -> bool {
    let place = |told: &Told| {
        let at = told.sentence.start() + told.sentence.of(text).find(gram)?;
        Some((at, at + gram.len()))
    };
    let Some(((one, _), (other, _))) = place(first).zip(place(second)) else { return false };
    let common = text[one..]
        .chars()
        .zip(text[other..].chars())
        .take_while(|(a, b)| a == b && (is_han(*a) || matches!(a, '《' | '》')))
        .map(|(a, _)| a.len_utf8())
        .sum::<usize>();
    let covers = |told: &Told, at: usize| at <= told.verb.start() && told.verb.end() <= at + common;
    let is_title = text[one..one + common].contains('》');
    let leads = |told: &Told, at: usize| {
        (at + common..=at + common + BESIDE).contains(&told.verb.start()) && is_title
    };
    let both = |test: &dyn Fn(&Told, usize) -> bool| test(first, one) && test(second, other);
    both(&covers) && common >= ALIKE + 12 || both(&leads)
}
