//! Stages of one event whose hours run backwards: 18日20时启动Ⅳ级响应，18日8时提升至Ⅲ级.

use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::numeral_before;

/// An hour with what happened then.
const NEEDLES: [&str; 14] = [
    "时启动",
    "时提升",
    "时升级",
    "时调整",
    "时终止",
    "时解除",
    "时结束",
    "时将",
    "时发布",
    "时继续",
    "时起",
    "时变更",
    "时提级",
    "时恢复",
];
/// How far apart two stages may be told, in bytes.
const REACH: usize = 160;

struct Hours;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Hours))
}

impl Check for Hours {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let mut before: Option<(Span, (Option<u64>, u64), u64)> = None;
        for hit in context.hits {
            let Some(stage) = stage(text, hit.span) else { continue };
            let (span, day, hour) = stage;
            if let Some((first, day_before, hour_before)) = before
                && day.1 == day_before.1
                && (day.0.is_none() || day.0 == day_before.0)
                && hour < hour_before
                && is_told_on(text, first, span)
            {
                sink.report(Finding::at(span).and(first, "first").with("first", first.of(text)));
            }
            before = Some(stage);
        }
    }
}

/// 18日20时
fn stage(text: &str, word: Span) -> Option<(Span, (Option<u64>, u64), u64)> {
    let hour = numeral_before(text, word.start()).filter(|hour| hour.value <= 24)?;
    let day = numeral_before(text, text.get(..hour.span.start())?.strip_suffix('日')?.len())?;
    let month = text.get(..day.span.start())?.strip_suffix('月');
    let month = month.and_then(|before| numeral_before(text, before.len()));
    let start = month.as_ref().map_or(day.span.start(), |month| month.span.start());
    let is_day = (1..=31).contains(&day.value);
    let span = Span::new(start, word.start() + "时".len());
    is_day.then_some((span, (month.map(|month| month.value), day.value), hour.value))
}

/// Whether the second stage follows on the first in one sentence, in the same month.
fn is_told_on(text: &str, first: Span, second: Span) -> bool {
    let gap = first.end()..second.start();
    let between = text.get(gap).filter(|between| between.len() <= REACH);
    between.is_some_and(|between| {
        let is_other = ["月", "此前", "之前", "截至", "早在", "曾", "报道", "从", "自"];
        between.contains('，')
            && !between.contains(['。', '；', '\n'])
            && !is_other.iter().any(|word| between.contains(word))
    })
}
