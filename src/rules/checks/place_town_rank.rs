//! A township that is a town in one place: 青溪镇 where the document otherwise has 青溪乡.

use foldhash::HashMap;

use crate::facts::people::leads;
use crate::facts::places::is_past;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::{is_han, is_space};
use crate::text::words::is_word;

const NEEDLES: [&str; 2] = ["镇", "乡"];
/// What is said of towns and townships and names none: 名镇, 强镇, 各乡.
const NO_NAMES: &str =
    "各全该本每此个些的两三四五六七八九十百几多城集乡村镇家老故下返建名强重大小特县市区州省到了是为和与属";
/// What tells that a township has become a town.
const CHANGES: [&str; 4] = ["撤乡", "乡改镇", "改乡", "并乡"];

struct Rank;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Rank))
}

impl Check for Rank {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut towns: HashMap<&str, [Vec<Span>; 2]> = HashMap::default();
        for hit in context.hits {
            if let Some(stem) = stem(text, hit.span)
                && let Some(places) = towns.entry(stem.of(text)).or_default().get_mut(hit.needle as usize)
            {
                places.push(stem.to(hit.span));
            }
        }
        let mut found: Vec<(Span, Span, usize)> = Vec::new();
        for ranks in towns.values() {
            let (few, many) = if ranks[0].len() < ranks[1].len() { (0, 1) } else { (1, 0) };
            if let ([once], [other, _, ..]) = (&ranks[few][..], &ranks[many][..])
                && !is_past(text, *once, 0)
            {
                found.push((*once, *other, ranks[many].len()));
            }
        }
        if found.is_empty() || CHANGES.iter().any(|change| text.contains(change)) {
            return;
        }
        found.sort();
        for (span, other, count) in found {
            let finding = Finding::at(span).and(other, "other").with("count", count.to_string());
            sink.report(finding.replace(other.of(text)));
        }
    }
}

/// The two characters of a town's name before its kind, where nothing else can be meant.
fn stem(text: &str, kind: Span) -> Option<Span> {
    let mut before = text.get(..kind.start())?.char_indices().rev();
    let ((_, second), (start, first)) = (before.next()?, before.next()?);
    let lead = before.next().map_or('\n', |(_, c)| c);
    let next = text.get(kind.end()..)?.chars().next().unwrap_or('\n');
    // 到文明镇 is said of a place, 国家级文明镇 of what it is.
    let is_place = matches!(lead, '县' | '区' | '市' | '在' | '到' | '赴');
    let begins = is_place || lead == '\n' || !is_han(lead) && !is_space(lead) || leads(lead);
    let kind = kind.of(text).chars().next()?;
    let is_name = [first, second].iter().all(|&c| is_han(c) && !NO_NAMES.contains(c))
        && (is_place || !is_word(first, second))
        && !is_word(second, kind)
        && (!is_word(kind, next) || matches!(next, '党' | '人'));
    (begins && is_name).then(|| Span::new(start, start + first.len_utf8() + second.len_utf8()))
}
