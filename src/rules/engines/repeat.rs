//! `check.repeat = { least = 2, most = 8, allow = ['…'] }`: words that stand twice in a row.
//!
//! A doubled stretch of Han characters is reported where words can begin and end at its borders;
//! an expression of `allow` that matches from its first character over the whole of it says that
//! it is right (一步一步, 研究研究再说); a character of `suffixes` behind it makes the second copy a
//! longer word (产业产业链). Nothing but Han characters may stand inside, so that no
//! mark, no line and no page line is crossed.

use std::sync::Arc;

use regex_automata::{Anchored, Input};

use super::super::toml::{Reader, Table};
use super::super::{Context, Finding, Sink};
use super::{Contexts, Engine, Expression, Files, Hit};
use crate::facts::grams::SOON;
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::chars::is_han;
use crate::text::words::is_word;

struct Repeat {
    least: usize,
    most: usize,
    allow: Option<Expression>,
    suffixes: String,
    contexts: Contexts,
}

/// The longest word that is looked for.
const LONGEST: usize = 16;

pub fn make(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    let mut count = |key, default: usize| {
        let given = table.take(key).and_then(|value| Some((value.span(), reader.number(value)?)));
        let Some((span, number)) = given else { return default };
        if !(1.0..=LONGEST as f64).contains(&number) {
            let (zh, en) = (format!("应在 1 到 {LONGEST} 之间"), format!("must lie between 1 and {LONGEST}"));
            reader.report(span, zh, en);
        }
        number as usize
    };
    let (least, most) = (count("least", 2), count("most", 8));
    let allow = table.take("allow").map(|value| reader.texts(value)).unwrap_or_default();
    let allow = Expression::any_of(&allow, reader);
    let suffixes = table.take("suffixes").and_then(|value| reader.text(value));
    let suffixes = suffixes.map(|suffixes| suffixes.value).unwrap_or_default();
    let contexts = Contexts::take(table, reader);
    Some(Arc::new(Repeat { least, most: most.min(LONGEST), allow, suffixes, contexts }))
}

impl Engine for Repeat {
    fn run(&self, context: &Context<'_>, _: &[Hit], sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut run = Run::default();
        let mut search = |start: usize, end: usize| {
            run.take(text, start, end);
            self.search(&run, text, context, sink);
        };
        let is_other = |c: char| !is_han(c);
        let mut end = 0;
        if self.least < 2 || self.most > SOON {
            for (at, mark) in text.match_indices(is_other) {
                search(end, at);
                end = at + mark.len();
            }
            return search(end, text.len());
        }
        // The first two characters of a doubled word return soon.
        for &at in &context.facts.usage().returns {
            if at >= end && text[at..].starts_with(is_han) {
                let before = text[..at].rsplit(is_other).next().map_or(0, str::len);
                end = at + text[at..].split(is_other).next().map_or(0, str::len);
                search(at - before, end);
            }
        }
    }
}

/// Han characters in a row; one place more than characters.
#[derive(Default)]
struct Run {
    chars: Vec<char>,
    places: Vec<u32>,
}

impl Run {
    fn take(&mut self, text: &str, start: usize, end: usize) {
        self.chars.clear();
        self.places.clear();
        for (at, c) in text[start..end].char_indices() {
            self.chars.push(c);
            self.places.push((start + at) as u32);
        }
        self.places.push(end as u32);
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.places[from] as usize, self.places[to] as usize)
    }

    /// True where a word reaches over the borders of the stretch: 黑[龙江][龙江]县, 西[藏和][藏和]平.
    fn is_part_of_longer_words(&self, from: usize, to: usize) -> bool {
        let word = |at: usize| matches!(self.chars.get(at..at + 2), Some(&[a, b]) if is_word(a, b));
        from.checked_sub(1).is_some_and(word) || word(to - 1)
    }
}

impl Repeat {
    fn search(&self, run: &Run, text: &str, context: &Context<'_>, sink: &mut Sink<'_>) {
        let chars = &run.chars[..];
        if chars.len() < 2 * self.least {
            return;
        }
        for distance in self.least..=self.most.min(chars.len() / 2) {
            let mut equal = 0;
            for (at, (first, second)) in chars.iter().zip(&chars[distance..]).enumerate() {
                if first == second {
                    equal += 1;
                    continue;
                }
                if equal >= distance {
                    self.report(run, at - equal, equal, distance, text, context, sink);
                }
                equal = 0;
            }
            if equal >= distance {
                let start = chars.len() - distance - equal;
                self.report(run, start, equal, distance, text, context, sink);
            }
        }
    }

    /// Judges the repeat whose first copy begins at `start`; `equal` characters equal the ones
    /// `distance` after them.
    #[expect(clippy::too_many_arguments)]
    fn report(
        &self,
        run: &Run,
        start: usize,
        equal: usize,
        distance: usize,
        text: &str,
        context: &Context<'_>,
        sink: &mut Sink<'_>,
    ) {
        // Where more characters are equal than one copy has, the copies may begin later.
        let start = (start..=start + equal - distance).find(|&at| is_phrase(&run.chars[at..at + distance]));
        let Some(start) = start else { return };
        let word = &run.chars[start..start + distance];
        // 人人人人 and the like are no doubled words; shorter distances speak of them.
        if (1..distance).any(|part| distance.is_multiple_of(part) && word[part..] == word[..distance - part])
        {
            return;
        }
        let whole = run.span(start, start + 2 * distance);
        let second = run.span(start + distance, start + 2 * distance);
        let next = run.chars.get(start + 2 * distance);
        let goes_on = next.is_some_and(|&next| self.suffixes.contains(next));
        if goes_on || self.is_allowed(text, whole) || context.facts.mask().overlaps(whole) {
            return;
        }
        let flow = &context.reading.flow;
        let paragraph = flow.paragraphs[flow.paragraph_index(whole.start())].span;
        let local = Span::new(whole.start() - paragraph.start(), whole.end() - paragraph.start());
        if self.contexts.allow(flow.of(paragraph), local) {
            let finding = Finding::at(second).replace("");
            // 黑龙江龙江县, 吉林吉林市: a place that is called like the one around it.
            let may_be_place = next.is_some_and(|&next| "县市州镇乡村旗盟".contains(next));
            // “欢迎欢迎”, “清溪清溪，溪水清清”: what is called out or sung.
            let is_called =
                text[..whole.start()].ends_with('“') && text[whole.end()..].starts_with(['，', '！', '”']);
            let doubtful =
                may_be_place || is_called || run.is_part_of_longer_words(start, start + 2 * distance);
            sink.report(if doubtful { finding.doubtful() } else { finding });
        }
    }

    fn is_allowed(&self, text: &str, whole: Span) -> bool {
        let Some(regex) = self.allow.as_ref().and_then(Expression::regex) else { return false };
        let end = ceil(text, whole.end() + 24);
        let input = Input::new(text).range(whole.start()..end).anchored(Anchored::Yes);
        regex.find(input).is_some_and(|found| found.end() >= whole.end())
    }
}

/// True where words can begin with the first character and end with the last.
fn is_phrase(chars: &[char]) -> bool {
    let word = |at: usize| matches!(chars.get(at..at + 2), Some(&[first, second]) if is_word(first, second));
    match chars.len() {
        0 | 1 => true,
        2 => word(0),
        3 => word(0) || word(1) && is_prefix(chars[0]),
        len => word(0) && (word(len - 2) || word(len - 3)),
    }
}

/// Characters that open a word of three as readily as they stand alone.
fn is_prefix(c: char) -> bool {
    "市省县区州镇乡村副总大小老新全各".contains(c)
}
