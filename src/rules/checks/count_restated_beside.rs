//! A figure that is said again and otherwise beside one that is said again alike: 项目126个，总投资583.6亿元
//! here, 项目126个，总投资586.3亿元 in the chronicle.

use foldhash::HashMap;

use super::count_restated::{DAILY, Said, days, significant, tail};
use crate::facts::mention::is_mention;
use crate::facts::quantities::{are_a_slip_apart, are_swapped};
use crate::rules::{Context, Finding, Sink};

/// How far before a figure the one that goes with it may stand, in bytes, and how many lie between.
const REACH: usize = 300;
const BETWEEN: usize = 5;
/// The characters that both have before each figure.
const ANCHOR: usize = 4;
const LABEL: usize = 3;
/// How far apart the two places may be, in bytes.
const FAR: usize = 200_000;
/// Of as many digits one alone tells.
const TELLING: usize = 4;

/// A figure with its words and its unit, beside another with its words, and whether it stands before that.
type Key<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, bool);

/// The figures read so far that another may still contradict.
#[derive(Default)]
pub(super) struct Beside<'a> {
    seen: HashMap<Key<'a>, Said<'a>>,
    /// Those of the same sentence.
    recent: Vec<Said<'a>>,
    /// From which byte on those that are too far away are dropped again.
    next: usize,
}

impl<'a> Beside<'a> {
    /// Takes the next figure of the text, and reports what contradicts it.
    pub fn read(&mut self, context: &Context<'a>, said: Said<'a>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let text = flow.text.as_str();
        let start = said.quantity.number.start();
        if start > self.next {
            self.seen.retain(|_, first| start <= first.quantity.span().end() + FAR);
            self.next = start + FAR;
        }
        let is_near = |other: &Said<'_>| {
            let end = other.quantity.span().end();
            start - end <= REACH && !text[end..start].contains(['\n', '。'])
        };
        self.recent.retain(is_near);
        for &near in self.recent.iter().rev() {
            for (anchor, figure, is_before) in [(near, said, true), (said, near, false)] {
                if let Some(key) = key(text, &anchor, &figure, is_before)
                    && let Some(first) = otherwise(&mut self.seen, key, figure)
                    && are_of_one_time(text, &first, &figure)
                    && ![first, figure].iter().any(|one| is_mention(flow, one.quantity.span()))
                {
                    let first = first.quantity.span();
                    let finding = Finding::at(figure.quantity.span()).and(first, "first");
                    sink.report(finding.with("first", first.of(text)));
                }
            }
        }
        if self.recent.len() == BETWEEN {
            self.recent.remove(0);
        }
        self.recent.push(said);
    }
}

fn key<'a>(text: &'a str, anchor: &Said<'a>, figure: &Said<'a>, is_before: bool) -> Option<Key<'a>> {
    let words = tail(anchor.label, ANCHOR);
    let (number, unit) = (anchor.quantity.number.of(text), anchor.quantity.unit.of(text));
    let key = (words, number, unit, tail(figure.label, LABEL), figure.quantity.unit.of(text), is_before);
    (words.chars().count() == ANCHOR).then_some(key)
}

/// What was said under `key` before, if `figure` is a slip of that.
fn otherwise<'a>(seen: &mut HashMap<Key<'a>, Said<'a>>, key: Key<'a>, figure: Said<'a>) -> Option<Said<'a>> {
    let first = *seen.entry(key).or_insert(figure);
    if figure.quantity.number.start() > first.quantity.span().end() + FAR {
        seen.insert(key, figure);
        return None;
    }
    is_slip(&first, &figure).then_some(first)
}

/// Whether neither is said of other years, months or days than the other, or of a single day.
fn are_of_one_time(text: &str, one: &Said<'_>, other: &Said<'_>) -> bool {
    let (left, right) = (days(text, one), days(text, other));
    let differ = |unit: char| {
        let of = |times: &[&str]| times.iter().filter(|time| time.ends_with(unit)).count();
        let shared = left.iter().filter(|time| time.ends_with(unit)).any(|time| right.contains(time));
        of(&left) > 0 && of(&right) > 0 && !shared
    };
    let is_daily = |said: &Said<'_>| {
        let line = text[..said.quantity.number.start()].rsplit('\n').next().unwrap_or_default();
        DAILY.iter().any(|word| line.contains(word))
    };
    !['年', '月', '日', '季', '半'].into_iter().any(differ) && !is_daily(one) && !is_daily(other)
}

/// Two digits that changed places, or one of four and more.
fn is_slip(one: &Said<'_>, other: &Said<'_>) -> bool {
    let (one, other) = (&one.quantity, &other.quantity);
    let step = one.step.min(other.step);
    let is_long = [one, other].iter().all(|figure| significant(figure.value / step.max(1)) >= TELLING);
    are_swapped(one.value, other.value, step) || is_long && are_a_slip_apart(one.value, other.value, step)
}
