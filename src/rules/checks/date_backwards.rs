//! What comes later dated before what comes first: 2022年3月开工，2021年11月竣工.

use crate::facts::dates::{DateFact, Era};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::affix::beginning_in;

/// What follows what, in chains: each step with its words.
const CHAINS: [&[&[&str]]; 5] = [
    &[
        &["立项", "获批", "批复"],
        &["开工", "动工", "奠基", "破土", "启动建设", "开建"],
        &["封顶", "合龙", "主体完工"],
        &["竣工", "完工", "建成", "落成"],
        &["通车", "投产", "投用", "启用", "开通", "投入使用", "通过验收", "投入运营", "开业", "交付使用"],
    ],
    &[&["报名"], &["笔试"], &["面试"], &["体检"], &["公示"], &["录用", "聘用"]],
    &[
        &["接到报案", "接报", "立案", "接警"],
        &["抓获", "破案", "侦破", "归案"],
        &["移送", "移交", "提起公诉", "起诉"],
        &["判决", "宣判", "判处"],
    ],
    &[&["开幕", "开赛", "启动", "开班", "开营"], &["闭幕", "落幕", "结束", "收官", "结业", "闭营"]],
    &[&["公告", "发布公告"], &["拍卖", "开标", "评标"], &["签订合同", "签约"]],
];
/// What may stand between a date and what happened then.
const LEADS: [&str; 18] = [
    "被",
    "依法",
    "获",
    "正式",
    "全面",
    "顺利",
    "如期",
    "已",
    "又",
    "再次",
    "组织",
    "举行",
    "完成",
    "主体工程",
    "主体",
    "晚",
    "上午",
    "下午",
];
/// How much may stand between the two dates, in bytes.
const BETWEEN: usize = 90;
/// Without a year, more months back are of the year before.
const MONTHS: u32 = 4;

struct Backwards;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Backwards))
}

impl Check for Backwards {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let dates = context.facts.dates().all();
        for (at, first) in dates.iter().enumerate() {
            let last = dates[at + 1..].iter().find(|fact| !fact.is_linked);
            if let Some(finding) = last.and_then(|last| judge(text, first, last)) {
                sink.report(finding);
            }
        }
    }
}

fn judge(text: &str, first: &DateFact, last: &DateFact) -> Option<Finding> {
    let end = first.span().end();
    let between = text.get(end..last.span().start()).filter(|between| between.len() <= BETWEEN)?;
    let goes_on = between.ends_with(['，', '、']) || between.ends_with("，于") || between.ends_with("，并于");
    if first.is_linked || !goes_on || between.contains(['。', '；', '\n', '（', '：']) {
        return None;
    }
    let (chain, one) = step(between)?;
    let (other_chain, other) = step(text.get(last.span().end()..)?)?;
    let is_current = [first, last].iter().all(|fact| fact.era == Era::Current);
    let is_backwards = is_current && chain == other_chain && one < other && is_before(last, first)?;
    is_backwards.then(|| {
        let finding = Finding::at(last.span()).and(first.span(), "first");
        finding.with("first", Span::of(first.span(), text))
    })
}

/// What happened on a date that `behind` follows.
fn step(behind: &str) -> Option<(usize, usize)> {
    let mut said = behind;
    while let Some(lead) = beginning_in(said, &LEADS) {
        said = &said[lead.len()..];
    }
    let steps = |chain: &[&[&str]]| chain.iter().position(|words| beginning_in(said, words).is_some());
    CHAINS.iter().enumerate().find_map(|(at, chain)| Some((at, steps(chain)?)))
}

/// Whether `last` is before `first`, where both are of known years or surely of one.
fn is_before(last: &DateFact, first: &DateFact) -> Option<bool> {
    let (to, from) = (last.written, first.last().unwrap_or(first.written));
    let (to_month, from_month) = (to.month?, from.month?);
    let days = || to.day.zip(from.day).is_some_and(|(to, from)| to < from);
    let is_earlier = to_month < from_month || to_month == from_month && days();
    Some(match (last.written.year, first.year) {
        (Some(to), Some(from)) => to < from || to == from && is_earlier,
        (None, None) => is_earlier && from_month - to_month <= MONTHS,
        (None, Some(_)) => is_earlier && from_month - to_month <= MONTHS,
        _ => false,
    })
}
