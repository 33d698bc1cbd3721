//! A day with a name beside a date that is another: 9月1日是教师节.

use crate::facts::calendar::DAYS;
use crate::facts::dates::{DateFact, leading_day};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::affix::{beginning_in, begins_with, ends_with};

const LINKS: [&str; 8] = ["是", "，是", "为", "，为", "（", "，", "，在", "，正是"];
/// What may stand before the name.
const ATTRIBUTES: [&str; 6] = ["我国", "“", "八一", "中国", "一年一度的", "传统的"];

struct FestivalDate;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(FestivalDate))
}

impl Check for FestivalDate {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for fact in context.facts.dates().all() {
            let (Some(month), Some(day)) = (fact.written.month, fact.written.day) else {
                continue;
            };
            let Some((name, right)) = named_after(text, fact).or_else(|| named_before(text, fact)) else {
                continue;
            };
            if right != (month, day) && !context.facts.mask().overlaps(fact.span()) {
                let right = format!("{}月{}日", right.0, right.1);
                sink.report(Finding::at(fact.written.span).with("name", name.of(text)).with("right", right));
            }
        }
        for paragraph in &context.reading.flow.paragraphs {
            let Some((span, day)) = leading_day(text, paragraph.span) else { continue };
            let Some((name, right)) = named_at_start(text, span.end()) else { continue };
            if right.1 != day {
                let right = format!("{}月{}日", right.0, right.1);
                sink.report(Finding::at(span).with("name", name.of(text)).with("right", right));
            }
        }
    }
}

/// 21日　第14个全国防灾减灾日，: the entry of a chronicle is about its own day.
fn named_at_start(text: &str, at: usize) -> Option<Named> {
    let rest = text.get(at..)?.trim_start_matches([' ', '\u{3000}', '\t']);
    let name = rest.strip_prefix('第')?.split_once('个').filter(|(number, _)| number.chars().count() <= 3)?.1;
    named(text, name).filter(|(name, _)| text[name.end()..].starts_with(['，', '。']))
}

/// The day whose name `rest`, the end of `text`, begins with.
fn named(text: &str, rest: &str) -> Option<Named> {
    let names = DAYS.iter().filter(|(name, ..)| begins_with(rest, name));
    let (name, month, day) = names.max_by_key(|(name, ..)| name.len())?;
    let start = text.len() - rest.len();
    Some((Span::new(start, start + name.len()), (*month, *day)))
}

type Named = (Span, (u32, u32));

/// 9月1日是教师节, 9月1日教师节, 9月1日（教师节）.
fn named_after(text: &str, fact: &DateFact) -> Option<Named> {
    let rest = text.get(fact.span().end()..)?;
    // The entry of a chronicle: 5月12日　第14个全国防灾减灾日.
    let opens = text[..fact.span().start()].is_empty() || text[..fact.span().start()].ends_with('\n');
    let apart = opens && rest.starts_with(['\u{3000}', ' ']);
    let rest = if apart { rest.trim_start_matches(['\u{3000}', ' ']) } else { rest };
    let link = LINKS.iter().find(|link| **link != "，" && begins_with(rest, link));
    let mut rest = link.map_or(rest, |link| &rest[link.len()..]);
    if let Some(numbered) = rest.strip_prefix('第') {
        let (number, after) = numbered.split_once('个')?;
        rest = if number.chars().count() <= 3 { after } else { return None };
    }
    while let Some(after) = beginning_in(rest, &ATTRIBUTES).and_then(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    let named = named(text, rest)?;
    let after = text.get(named.0.end()..)?;
    let ends = after.starts_with(['，', '。', '）', '”', '、', '；', '\n']) || after.is_empty();
    let on_the_day = after.starts_with("当天") || after.starts_with("当日");
    let equal = on_the_day || ends && (link.is_some() || after.starts_with(['，', '。']));
    equal.then_some(named)
}

/// 教师节（9月1日）.
fn named_before(text: &str, fact: &DateFact) -> Option<Named> {
    let before = text.get(..fact.span().start())?.strip_suffix('（')?;
    let closed = text.get(fact.span().end()..)?.starts_with('）');
    let before = before.strip_suffix('”').unwrap_or(before);
    let (name, month, day) =
        DAYS.iter().filter(|(name, ..)| ends_with(before, name)).max_by_key(|(n, ..)| n.len())?;
    closed.then(|| (Span::new(before.len() - name.len(), before.len()), (*month, *day)))
}
