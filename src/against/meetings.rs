//! Meetings that are counted, and the day on which they were held: 8月20日，市委十二届五次全会召开.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use memchr::memmem;

use super::{Against, Moment, Place, keep};
use crate::facts::Facts;
use crate::text::Span;
use crate::text::chars::is_han;
use crate::text::numerals::numeral_at;

const ENDINGS: [&str; 8] = ["全会", "全体会议", "大会", "会议", "博览会", "文化节", "论坛", "运动会"];
/// What follows a meeting that takes place.
const HELD_AFTER: [&str; 9] = ["召开", "举行", "开幕", "闭幕", "在", "隆重", "胜利", "正式", "圆满"];
/// What stands before one.
const HELD_BEFORE: [&str; 6] = ["召开", "召开了", "举行", "举行了", "举办", "举办了"];
/// The characters before the end in which a meeting is counted.
const REACH: usize = 24;

type Map<K, V> = HashMap<K, V, FixedState>;
/// The name with `#` for its numbers, the month and the day.
type Key = (String, (Option<u32>, Option<u32>));

/// A meeting with its numbers, on its day.
#[derive(Clone, Debug)]
pub struct Counted {
    /// From two characters before the first number to the end.
    pub span: Span,
    /// The numbers, in order.
    pub numbers: Vec<(Span, u64)>,
    moment: Moment,
    skeleton: String,
}

/// All such meetings of the references.
#[derive(Default)]
pub struct Meetings(Map<Key, Vec<(Place, Counted)>>);

impl Meetings {
    pub(super) fn add(&mut self, reference: usize, facts: &Facts<'_>) {
        for meeting in meetings(facts) {
            let place = Place { reference, span: meeting.span };
            keep(self.0.entry(meeting.key()).or_default(), place, meeting, |one, other| {
                one.values().eq(other.values()) && one.moment.agrees(other.moment)
            });
        }
    }
}

impl Counted {
    fn key(&self) -> Key {
        (self.skeleton.clone(), self.moment.key())
    }

    fn values(&self) -> impl Iterator<Item = u64> {
        self.numbers.iter().map(|(_, value)| *value)
    }
}

impl<'a> Against<'a> {
    /// The meeting of the same name on the same day in a reference, where none has the numbers of
    /// `meeting`, which is one of the draft's.
    pub fn meeting(self, meeting: &Counted) -> Option<(Place, &'a Counted)> {
        let known = self.index().meetings.0.get(&meeting.key())?;
        let others = || {
            known.iter().filter(|(place, other)| self.is_other(*place) && other.moment.agrees(meeting.moment))
        };
        if others().any(|(_, other)| other.values().eq(meeting.values())) {
            return None;
        }
        others().next().map(|(place, other)| (*place, other))
    }
}

/// The counted meetings of a document that are said to be held on some day.
pub fn meetings(facts: &Facts<'_>) -> Vec<Counted> {
    let text = &facts.reading.flow.text;
    let mut ends: Vec<usize> = ENDINGS
        .iter()
        .flat_map(|ending| memmem::find_iter(text.as_bytes(), ending).map(|at| at + ending.len()))
        .collect();
    ends.sort_unstable();
    ends.dedup();
    ends.into_iter().filter_map(|end| counted(facts, end)).collect()
}

/// The counted meeting that ends at byte `end`.
fn counted(facts: &Facts<'_>, end: usize) -> Option<Counted> {
    let text = facts.reading.flow.text.as_str();
    let run = text[..end].char_indices().rev().take(REACH);
    let run = run.take_while(|(_, c)| is_han(*c) || c.is_ascii_digit());
    let from = run.last()?.0;
    let (numbers, skeleton) = numbers(text, Span::new(from, end))?;
    let mut before = text[from..numbers.first()?.0.start()].char_indices().rev().filter(|(_, c)| *c != '第');
    before.next()?;
    let start = from + before.next()?.0;
    let moment =
        Moment::before(facts, start).filter(|moment| moment.is_exact() && moment.key().0.is_some())?;
    let (ahead, after) = (&text[moment.span.end()..start], &text[end..]);
    let held = HELD_AFTER.iter().any(|word| after.starts_with(word))
        || HELD_BEFORE.iter().any(|word| ahead.ends_with(word));
    // 8月20日，市委全会召开: nothing but the place and who speaks stands between.
    let near = !ahead.contains(['《', '“']) && ahead.chars().count() <= REACH;
    let span = Span::new(start, end);
    (held && near).then_some(Counted { span, numbers, moment, skeleton })
}

/// The numbers of 届 and 次 in `span`, and the text from two characters before the first with `#` in
/// their places.
fn numbers(text: &str, span: Span) -> Option<(Vec<(Span, u64)>, String)> {
    let mut found = Vec::new();
    let mut skeleton = String::new();
    let mut at = span.start();
    while let Some(c) = text.get(at..span.end()).and_then(|rest| rest.chars().next()) {
        let number = numeral_at(text, at).filter(|number| {
            number.span.end() <= span.end() && text[number.span.end()..].starts_with(['届', '次'])
        });
        match number {
            Some(number) => {
                found.push((number.span, number.value));
                skeleton.push('#');
                at = number.span.end();
            }
            None => {
                skeleton.push(c);
                at += c.len_utf8();
            }
        }
    }
    let first = skeleton.find('#')?;
    let mut before = skeleton[..first].char_indices().rev().filter(|(_, c)| *c != '第');
    before.next()?;
    let start = before.next()?.0;
    Some((found, skeleton.split_off(start)))
}
