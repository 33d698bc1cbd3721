//! A campaign, plan or contest under two names: “百日冲刺”专项行动 and “百日冲剌”专项行动.

use foldhash::HashMap;

use crate::facts::titles::{keys, tells};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;

/// What goes by such a name.
const KINDS: [&str; 14] = [
    "行动",
    "活动",
    "工程",
    "计划",
    "大会",
    "论坛",
    "博览会",
    "招聘会",
    "大赛",
    "竞赛",
    "培训班",
    "评选",
    "工作法",
    "文化节",
];
/// How many characters stand between the closing mark and what it is, that included.
const BEHIND: usize = 8;
/// How long the whole is, and how long where it is hardly another campaign.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=24;
const LONG: usize = 8;
/// How far apart two campaigns stand that are told apart, in bytes.
const NEAR: usize = 300;

struct CampaignDiffers;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(CampaignDiffers))
}

/// A name without its marks, with where the marks and what is in them stand.
type Campaigns = HashMap<Vec<char>, Vec<Span>>;

impl Check for CampaignDiffers {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let (text, marks) = (&context.reading.flow.text, context.facts.marks());
        for issue in &context.reading.issues {
            let mut campaigns = Campaigns::default();
            let pairs = issue.span.select(&marks.pairs, |pair| pair.span());
            for pair in pairs.iter().filter(|pair| pair.kind.is_quote()) {
                if let Some(name) = campaign(text, pair.inner(), pair.span().end()) {
                    campaigns.entry(name).or_default().push(pair.inner());
                }
            }
            let mut found = differing(&campaigns);
            found.sort();
            found.dedup_by_key(|(span, ..)| *span);
            for (span, other, is_sure) in found {
                // 占中 stands in both, with 行动 and 运动 behind.
                if span.of(text) == other.of(text) {
                    continue;
                }
                let finding = Finding::at(span).and(other, "other").with("other", other.of(text));
                sink.report(if is_sure { finding } else { finding.doubtful() });
            }
        }
    }
}

/// What is in the marks and behind them up to what it is, if it is a campaign.
fn campaign(text: &str, inner: Span, end: usize) -> Option<Vec<char>> {
    if inner.len() > 4 * LENGTHS.end() {
        return None;
    }
    let behind: String = text.get(end..)?.chars().take(BEHIND).take_while(|&c| is_han(c)).collect();
    let kind = KINDS.iter().filter_map(|kind| Some(behind.find(kind)? + kind.len())).min();
    let inner = inner.of(text);
    let is_whole = KINDS.iter().any(|kind| inner.ends_with(kind));
    let behind = if is_whole { "" } else { &behind[..kind?] };
    let name: Vec<char> = inner.chars().chain(behind.chars()).collect();
    (LENGTHS.contains(&name.len()) && name.iter().all(|&c| is_han(c))).then_some(name)
}

/// The rarer one of every two names that one character tells apart, with the other, and whether
/// they are surely one.
fn differing(campaigns: &Campaigns) -> Vec<(Span, Span, bool)> {
    let mut found = Vec::new();
    let mut seen: HashMap<(u64, usize), Vec<&Vec<char>>> = HashMap::default();
    for name in campaigns.keys() {
        for key in keys(name) {
            seen.entry(key).or_default().push(name);
        }
    }
    for names in seen.values().filter(|names| names.len() == 2) {
        let (one, other) = (names[0], names[1]);
        let places = |name: &Vec<char>| campaigns.get(name).map_or(&[][..], Vec::as_slice);
        let order = |name: &Vec<char>| (places(name).len(), std::cmp::Reverse(places(name).first().copied()));
        let (few, many) = if order(one) < order(other) { (one, other) } else { (other, one) };
        let ([span], [first, ..]) = (places(few), places(many)) else { continue };
        let is_apart = places(many).iter().all(|place| place.start().abs_diff(span.start()) > NEAR);
        if is_apart && is_slip(few, many) {
            found.push((*span, *first, few.len() >= LONG || places(many).len() > 1));
        }
    }
    found
}

/// One character differs, which tells no two campaigns apart; 百 and 千 are magnitudes, and often mixed up.
fn is_slip(one: &[char], other: &[char]) -> bool {
    let mut differing = one.iter().zip(other).filter(|(a, b)| a != b);
    let is_magnitude = |c: char| matches!(c, '十' | '百' | '千' | '万' | '亿');
    let is_plain = |&a: &char, &b: &char| is_magnitude(a) && is_magnitude(b) || !tells(a) && !tells(b);
    match (differing.next(), differing.next()) {
        (Some((a, b)), None) => is_plain(a, b),
        _ => false,
    }
}
