//! One meeting under two names: 警示教育大会 in the headline, 教育警示大会 below it or elsewhere.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use crate::facts::titles::is_character_slip;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::{is_han, is_han_numeral};

const KINDS: [&str; 22] = [
    "大会",
    "会议",
    "座谈会",
    "推进会",
    "论坛",
    "动员会",
    "表彰会",
    "交流会",
    "发布会",
    "推介会",
    "观摩会",
    "研讨会",
    "调度会",
    "启动仪式",
    "签约仪式",
    "揭牌仪式",
    "颁奖仪式",
    "培训班",
    "博览会",
    "大赛",
    "邀请赛",
    "锦标赛",
];
/// How many characters before the kind are the name, and how many are needed.
const MOST: usize = 12;
const LEAST: usize = 4;
/// Characters that tell one meeting from another like it.
const TELLING: &str = "省市县区乡镇村州国全我本上下前后东南西北新老大小男女美英法德日韩俄印非阿";
/// Mentions of one kind in an article; more are no bulletin's.
const MENTIONS: usize = 40;

struct MeetingDiffers(AhoCorasick);

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    let kinds = AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(KINDS);
    Ok(Box::new(MeetingDiffers(kinds.map_err(|why| why.to_string())?)))
}

impl Check for MeetingDiffers {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for issue in context.reading.issues.iter().filter(|issue| issue.is_listed()) {
            let mut known = HashMap::new();
            for article in &issue.articles {
                let stretch = article.headline.to(article.body);
                for (kind, names) in self.names(text, stretch).iter().enumerate() {
                    compare(text, names, sink);
                    for &name in names {
                        let Some(key) = key(text, kind, name) else { continue };
                        let first = *known.entry(key).or_insert(name);
                        if !stretch.covers(first)
                            && let Some((wrong, right)) = reordered(text, first, name)
                        {
                            report(text, wrong, right, sink);
                        }
                    }
                }
            }
        }
    }
}

impl MeetingDiffers {
    /// The names of each kind in an article, the headline's first.
    fn names(&self, text: &str, stretch: Span) -> [Vec<Span>; KINDS.len()] {
        let mut names: [Vec<Span>; KINDS.len()] = Default::default();
        for found in self.0.find_iter(stretch.of(text)) {
            if let Some(of_kind) = names.get_mut(found.pattern().as_usize())
                && of_kind.len() < MENTIONS
            {
                of_kind.extend(name(text, stretch.start(), stretch.start() + found.start()));
            }
        }
        names
    }
}

/// What the names of one meeting share whichever of their last two words comes first.
fn key(text: &str, kind: usize, name: Span) -> Option<(usize, [char; 4])> {
    let mut backwards = name.of(text).chars().rev();
    let mut last = [backwards.next()?, backwards.next()?, backwards.next()?, backwards.next()?];
    last.sort_unstable();
    Some((kind, last))
}

/// Where the last two words of two names are the same in another order, and what stands before
/// them is alike: the place in the second and in the first.
fn reordered(text: &str, first: Span, second: Span) -> Option<(Span, Span)> {
    let chars = |span: Span| span.of(text).chars().rev().take(6).collect::<Vec<_>>();
    let (one, two) = (chars(first), chars(second));
    let alike = one.get(4..6)?.iter().any(|c| two.get(4..6).is_some_and(|before| before.contains(c)));
    let swapped = alike && one[..4] != two[..4] && is_reordered(&one[..4], &two[..4]);
    let counted = one.iter().chain(&two).any(|&c| is_han_numeral(c));
    (swapped && !counted).then_some((before_end(text, second, 0, 3)?, before_end(text, first, 0, 3)?))
}

fn report(text: &str, wrong: Span, right: Span, sink: &mut Sink<'_>) {
    sink.report(Finding::at(wrong).with("other", right.of(text)).and(right, "other"));
}

/// The Han characters that stand before byte `end`, as many as a name has.
fn name(text: &str, floor: usize, end: usize) -> Option<Span> {
    let run = text.get(floor..end)?.char_indices().rev().take(MOST).take_while(|&(_, c)| is_han(c));
    let start = floor + run.last()?.0;
    Some(Span::new(start, end))
}

/// Reports each name that differs by a slip from one before it, and is not written so before.
fn compare(text: &str, names: &[Span], sink: &mut Sink<'_>) {
    for (index, &other) in names.iter().enumerate() {
        let earlier = &names[..index];
        let ending = |name: &Span| name.of(text).chars().rev().take(LEAST + 2).collect::<Vec<_>>();
        if earlier.iter().any(|name| ending(name) == ending(&other)) {
            continue;
        }
        if let Some((wrong, right)) = earlier.iter().find_map(|&first| difference(text, first, other)) {
            report(text, wrong, right, sink);
        }
    }
}

/// Where two names end alike but for a slip: the place in the second and in the first.
fn difference(text: &str, first: Span, second: Span) -> Option<(Span, Span)> {
    let chars = |span: Span| span.of(text).chars().rev().collect::<Vec<_>>();
    let (one, two) = (chars(first), chars(second));
    let length = one.len().min(two.len());
    let (one, two) = (&one[..length], &two[..length]);
    let differs = |at: &usize| one[*at] != two[*at];
    let near = (0..length).find(differs)?;
    let same = (near + 1..length).rev().find(|at| !differs(at))?;
    let far = (near..same).rev().find(differs)?;
    // Beyond the difference the names agree again, as far as they are names.
    let settled = length >= LEAST && (far + 1..length.min(far + 3)).all(|at| one[at] == two[at]);
    let before = one.get(far + 1).copied().unwrap_or_default();
    let after = near.checked_sub(1).and_then(|at| one.get(at)).copied().unwrap_or_default();
    let (one, two) = (&one[near..=far], &two[near..=far]);
    let is_slip = match (one, two) {
        (&[a], &[b]) => is_character_slip(before, [a, b], after),
        _ => is_reordered(one, two),
    };
    if !settled || far + 2 >= length || one.iter().chain(two).any(|&c| tells(c)) || !is_slip {
        return None;
    }
    Some((before_end(text, second, near, far)?, before_end(text, first, near, far)?))
}

fn tells(c: char) -> bool {
    is_han_numeral(c) || TELLING.contains(c)
}

/// The same characters, two stretches of them in each other's place.
fn is_reordered(one: &[char], two: &[char]) -> bool {
    one.len() <= 6 && (1..one.len()).any(|cut| [&one[cut..], &one[..cut]].concat() == two)
}

/// The characters of `span` from the `far`th to the `near`th before its end.
fn before_end(text: &str, span: Span, near: usize, far: usize) -> Option<Span> {
    let mut places = span.of(text).char_indices().rev();
    let (last, c) = places.nth(near)?;
    let first = if far == near { last } else { places.nth(far - near - 1)?.0 };
    Some(Span::new(first, last + c.len_utf8()).shifted(span.start()))
}
