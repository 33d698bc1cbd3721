//! Growth that its two figures belie: 由50万吨提高到60万吨，增长10%.

use crate::facts::quantities::{ONE, Quantity, quantities_in, rewritten};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

/// What leads from the first figure to the second: upwards, then downwards.
const NEEDLES: [&str; 18] = [
    "增长到",
    "增加到",
    "提高到",
    "提升到",
    "上升到",
    "扩大到",
    "增至",
    "升至",
    "提高至",
    "提升至",
    "增加至",
    "下降到",
    "降低到",
    "减少到",
    "降至",
    "减至",
    "下降至",
    "减少至",
];
const DOWN: u32 = 11;

/// What says by how much.
const CHANGES: [&str; 14] = [
    "增长",
    "增加",
    "提高",
    "提升",
    "上升",
    "增幅",
    "增幅为",
    "增幅达",
    "下降",
    "降低",
    "减少",
    "降幅",
    "降幅为",
    "降幅达",
];

/// Units that go up with what is counted.
const AMOUNTS: [&str; 24] = [
    "%",
    "％",
    "元",
    "美元",
    "人",
    "人次",
    "个",
    "家",
    "户",
    "件",
    "项",
    "台",
    "辆",
    "座",
    "所",
    "吨",
    "斤",
    "公斤",
    "亩",
    "公顷",
    "平方米",
    "平方公里",
    "千瓦",
    "千瓦时",
];

/// How far from the word its figures may stand, in bytes.
const REACH: usize = 75;

struct Growth;

/// Two figures, and the place of the word between them.
struct Step {
    from: Quantity,
    to: Quantity,
}

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Growth))
}

impl Check for Growth {
    fn needles(&self) -> &'static [&'static str] {
        &NEEDLES
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some(step) = step(text, hit.span) else { continue };
            let finding = match step.runs_against(hit.needle >= DOWN) {
                true => Some(Finding::at(hit.span).saying("direction")),
                false => change(text, &step),
            };
            if let Some(finding) = finding {
                let figures = |finding: Finding| {
                    let finding = finding.and(step.from.span(), "from").and(step.to.span(), "to");
                    finding.with("from", step.from.span().of(text)).with("to", step.to.span().of(text))
                };
                sink.report(figures(finding));
            }
        }
    }
}

impl Step {
    fn runs_against(&self, downwards: bool) -> bool {
        if downwards { self.to.value > self.from.value } else { self.to.value < self.from.value }
    }
}

/// 从A提高到B, both of one unit and said exactly.
fn step(text: &str, word: Span) -> Option<Step> {
    let low = (word.start().saturating_sub(REACH)..word.start()).find(|&at| text.is_char_boundary(at))?;
    let clause = text.get(low..word.start())?.rsplit(['，', '。', '；', '：', '\n']).next()?;
    let start = word.start() - clause.len();
    let from_word = clause.rfind(['从', '由'])?;
    let before = quantities_in(text, Span::new(start + from_word, word.start()));
    let [from] = before.as_slice() else { return None };
    let to = after(text, word.end()).into_iter().next()?;
    let directly = |span: Span| span.of(text).trim().is_empty();
    // 提升至 is found as such.
    if text.get(..word.start())?.ends_with(['提', '上', '下']) {
        return None;
    }
    let near = directly(Span::new(word.end(), to.number.start()))
        && Span::new(from.span().end(), word.start()).of(text).chars().count() <= 6
        && !text.get(..from.number.start())?.ends_with(['负', '-', '－', '—', '第']);
    let is_exact = |quantity: &Quantity| !quantity.is_loose && !quantity.is_ordinal;
    (near && is_exact(from) && is_exact(&to) && is_level(text, from, &to)).then_some(Step { from: *from, to })
}

/// One unit, and one of amounts: places, times, grades and precision may rise to lower numbers.
fn is_level(text: &str, from: &Quantity, to: &Quantity) -> bool {
    let unit = to.unit.of(text);
    let is_range = text.get(..from.number.start()).is_some_and(|before| before.ends_with(['到', '至', '～']));
    from.unit.of(text) == unit && AMOUNTS.contains(&unit) && from.value > 0 && !is_range
}

/// The quantities of the same sentence behind byte `at`, as far as they are near.
fn after(text: &str, at: usize) -> Vec<Quantity> {
    let high =
        (at..=(at + 2 * REACH).min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(at);
    let sentence = text[at..high].split(['。', '；', '\n']).next().unwrap_or_default();
    quantities_in(text, Span::new(at, at + sentence.len()))
}

/// The change that is said right behind the second figure, if it is another than theirs.
fn change(text: &str, step: &Step) -> Option<Finding> {
    let said = after(text, step.to.span().end()).into_iter().next().filter(|said| !said.is_loose)?;
    let between = Span::new(step.to.span().end(), said.number.start()).of(text);
    let word = between.trim_start_matches(['，', ' ', '、']).trim_end_matches(['了', ' ']);
    if !CHANGES.contains(&word) || !between.starts_with('，') {
        return None;
    }
    let (from, to) = (step.from.value as f64, step.to.value as f64);
    let (loose_from, loose_to) = (step.from.step as f64 / 2.0, step.to.step as f64 / 2.0);
    let is_percent = |quantity: &Quantity| matches!(quantity.unit.of(text), "%" | "％");
    let points = matches!(said.unit.of(text), "个百分点" | "百分点");
    let change = (to - from).abs();
    let (right, slack) = match () {
        () if points && is_percent(&step.to) => (change, loose_from + loose_to),
        () if is_percent(&said) && !is_percent(&step.to) => {
            let share = |from: f64, to: f64| (to - from).abs() / from * 100.0 * ONE as f64;
            let widest = [(1.0, -1.0), (-1.0, 1.0)].map(|(one, other)| {
                (share(from + one * loose_from, to + other * loose_to) - share(from, to)).abs()
            });
            (share(from, to), widest[0].max(widest[1]))
        }
        () if said.unit.of(text) == step.to.unit.of(text) && !is_percent(&said) => {
            (change, loose_from + loose_to)
        }
        () => return None,
    };
    let rounding =
        if said.step == ONE && !is_percent(&said) && !points { 0.0 } else { said.step as f64 / 2.0 };
    if (said.value as f64 - right).abs() <= slack + rounding + 1.0 {
        return None;
    }
    Some(Finding::at(said.span()).replace(rewritten(text, &said, right as i128)))
}
