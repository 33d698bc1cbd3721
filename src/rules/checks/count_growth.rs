//! Growth that its two figures belie: 由50万吨提高到60万吨，增长10%.

use crate::facts::quantities::{Kind, ONE, Quantity, quantities_in, rewritten};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::{ceil, floor};

/// What leads from the first figure to the second: upwards, then downwards.
const NEEDLES: [&str; 54] = [
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
    "增长至",
    "上升至",
    "扩大至",
    "发展到",
    "上涨到",
    "上调到",
    "上调至",
    "拓展到",
    "拓展至",
    "扩展到",
    "扩展至",
    "发展至",
    "上涨至",
    "升到",
    "下降到",
    "降低到",
    "减少到",
    "降至",
    "减至",
    "下降至",
    "减少至",
    "缩小到",
    "缩短到",
    "压缩到",
    "压减到",
    "缩小至",
    "缩短至",
    "压缩至",
    "压减至",
    "缩减到",
    "缩减至",
    "精简到",
    "精简至",
    "回落到",
    "回落至",
    "下调到",
    "下调至",
    "降到",
    "减到",
    "跌至",
    "下跌到",
    "下跌至",
    "缩减为",
];
const DOWN: u32 = 25;

/// What says by how much.
const CHANGES: [&str; 34] = [
    "增",
    "减",
    "增长",
    "增加",
    "提高",
    "提升",
    "上升",
    "上涨",
    "扩大",
    "增幅",
    "涨幅",
    "增长率",
    "上浮",
    "上调",
    "下降",
    "降低",
    "减少",
    "降幅",
    "减幅",
    "缩小",
    "缩短",
    "压减",
    "压缩",
    "缩减",
    "精简",
    "回落",
    "下浮",
    "下调",
    "下降率",
    "压减率",
    "压缩率",
    "精简率",
    "增收",
    "减收",
];

/// Those of them that multiples go with.
const UP: [&str; 4] = ["增长", "增加", "提高", "提升"];

/// Measures that go up with what is measured.
const AMOUNTS: [&str; 18] = [
    "%",
    "％",
    "元",
    "美元",
    "人次",
    "吨",
    "斤",
    "公斤",
    "亩",
    "公顷",
    "平方米",
    "平方公里",
    "千瓦",
    "千瓦时",
    "微克",
    "天",
    "个小时",
    "分钟",
];
/// Counters of what has a place or a grade, which may rise to a lower number.
const PLACES: [&str; 14] =
    ["位", "名", "类", "届", "次", "期", "点", "大", "轮", "批", "门", "组", "片", "地"];

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
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let downwards = hit.needle >= DOWN;
            let Some(step) = step(text, hit.span) else {
                if let Some(pair) = bare_step(text, hit.span) {
                    let finding = match runs_against(text, &pair, downwards) {
                        true => Some(Finding::at(hit.span).saying("direction")),
                        false => bare_change(text, &pair),
                    };
                    let (from, to) = pair;
                    let figures = |finding: Finding| finding.and(from, "from").and(to, "to");
                    let named =
                        |finding: Finding| finding.with("from", from.of(text)).with("to", to.of(text));
                    finding.map(figures).map(named).into_iter().for_each(|finding| sink.report(finding));
                }
                continue;
            };
            let finding = match step.runs_against(downwards) {
                true => Some(Finding::at(hit.span).saying("direction")),
                false => doubling(text, &step).or_else(|| change(text, &step)),
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
    let low = ceil(text, word.start().saturating_sub(REACH));
    let clause = text.get(low..word.start())?.rsplit(['，', '。', '；', '：', '\n']).next()?;
    let start = word.start() - clause.len();
    let from_word = clause.rfind(['从', '由'])?;
    let mut before = quantities_in(text, Span::new(start + from_word, word.start()));
    before.retain(|quantity| !is_year(text, quantity));
    let [from] = before.as_slice() else { return None };
    let to = after(text, word.end()).into_iter().find(|quantity| !is_year(text, quantity))?;
    let directly = |span: Span| span.of(text).trim().is_empty();
    // 提升至 is found as such.
    if text.get(..word.start())?.ends_with(['提', '上', '下']) {
        return None;
    }
    let lead = Span::new(word.end(), to.number.start());
    let is_dated = || lead.of(text).ends_with("年的") && lead.len() <= "2023年的".len();
    let near = (directly(lead) || is_dated())
        && Span::new(from.span().end(), word.start()).of(text).chars().count() <= 6
        && !text.get(..from.number.start())?.ends_with(['负', '-', '－', '—', '第']);
    let is_exact = |quantity: &Quantity| !quantity.is_loose && !quantity.is_ordinal;
    (near && is_exact(from) && is_exact(&to) && is_level(text, from, &to)).then_some(Step { from: *from, to })
}

/// 由上年的2.05缩小至2.01: two decimals without a unit.
fn bare_step(text: &str, word: Span) -> Option<(Span, Span)> {
    let low = ceil(text, word.start().saturating_sub(REACH));
    let clause = text.get(low..word.start())?.rsplit(['，', '。', '；', '：', '\n']).next()?;
    let is_decimal = |c: char| c.is_ascii_digit() || c == '.';
    let lead = clause.trim_end_matches(is_decimal);
    let (from, to) =
        (Span::new(word.start() - (clause.len() - lead.len()), word.start()), text.get(word.end()..)?);
    let to = Span::new(word.end(), text.len() - to.trim_start_matches(is_decimal).len());
    let ends = text.get(to.end()..)?.starts_with(['，', '。', '；', '、', '）', '\n']);
    let is_said = clause.contains(['从', '由']) && lead.ends_with(|c: char| !c.is_ascii_digit());
    let are_decimals = [from, to].iter().all(|number| number.of(text).matches('.').count() == 1);
    (ends && is_said && are_decimals).then_some((from, to))
}

fn runs_against(text: &str, (from, to): &(Span, Span), downwards: bool) -> bool {
    let value = |number: &Span| number.of(text).parse::<f64>().ok();
    value(from).zip(value(to)).is_some_and(|(from, to)| if downwards { to > from } else { to < from })
}

/// 由2.35缩小到2.29，缩小0.16: the change of two bare decimals, bare as well.
fn bare_change(text: &str, (from, to): &(Span, Span)) -> Option<Finding> {
    let rest = text.get(to.end()..)?.strip_prefix('，')?.trim_start_matches("同比");
    let word = CHANGES.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len())?;
    let number = rest[word.len()..].trim_start_matches('了');
    let start = text.len() - number.len();
    let length = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let said = Span::new(start, start + length);
    let ends = text.get(said.end()..)?.starts_with(['，', '。', '；', '\n']);
    let places = |number: &Span| number.of(text).split_once('.').map_or(0, |(_, places)| places.len());
    let value = |number: &Span| number.of(text).parse::<f64>().ok();
    let right = (value(to)? - value(from)?).abs();
    let is_alike = places(&said) == places(from) && places(from) == places(to);
    let shown = format!("{right:.*}", places(&said));
    (ends && is_alike && (value(&said)? - right).abs() > 1e-9 && shown != said.of(text))
        .then(|| Finding::at(said).replace(shown))
}

/// 2020年的1240件: when, and not how much.
fn is_year(text: &str, quantity: &Quantity) -> bool {
    matches!(quantity.unit.of(text), "年" | "月")
}

/// One unit, and one of amounts: places, times, grades and precision may rise to lower numbers.
fn is_level(text: &str, from: &Quantity, to: &Quantity) -> bool {
    let unit = to.unit.of(text);
    let is_range = text.get(..from.number.start()).is_some_and(|before| before.ends_with(['到', '至', '～']));
    let counts = to.kind == Kind::Count && !PLACES.contains(&unit);
    from.unit.of(text) == unit && (counts || AMOUNTS.contains(&unit)) && from.value > 0 && !is_range
}

/// The quantities of the same sentence behind byte `at`, as far as they are near.
fn after(text: &str, at: usize) -> Vec<Quantity> {
    let sentence = text[at..floor(text, at + 2 * REACH)].split(['。', '；', '\n']).next().unwrap_or_default();
    quantities_in(text, Span::new(at, at + sentence.len()))
}

/// 由5000元增加到1.5万元，翻两番: that many doublings make another figure.
fn doubling(text: &str, step: &Step) -> Option<Finding> {
    let rest = text.get(step.to.span().end()..)?.strip_prefix('，')?.trim_start_matches(['实', '现', '将']);
    let turned = rest.strip_prefix("翻了").or_else(|| rest.strip_prefix('翻'))?;
    let start = text.len() - rest.len();
    let (times, written) = [(2, "一番"), (4, "两番"), (8, "三番")]
        .into_iter()
        .find(|(_, written)| turned.starts_with(written))?;
    let end = text.len() - turned.len() + written.len();
    let right = step.from.value * times;
    // 翻一番多 is said of a bit more, and a target of a bit less.
    let fits = step.to.value * 10 >= right * 8 && step.to.value * 10 <= right * 15;
    (!fits).then(|| Finding::at(Span::new(start, end)).saying("doubling"))
}

/// The word before the change, if it speaks of the two figures: ，三年增长, 标准煤，下降了.
fn linked<'a>(text: &'a str, step: &Step, said: &Quantity) -> Option<&'a str> {
    let between = Span::new(step.to.span().end(), said.number.start()).of(text);
    // What is measured may stand behind both figures.
    let behind = text.get(step.from.span().end()..)?;
    let (thing, between) = between.split_once('，')?;
    // ，翻了一番，增长: what stands between has no figure.
    let word = between.rsplit('，').next()?.trim_matches([' ', '了', '为', '达']);
    let bare = word.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    // 三年增长 is of all of them, 年增 of each.
    let word = if bare.len() < word.len() { bare.strip_prefix('年').unwrap_or(bare) } else { word };
    let word =
        ["累计", "净", "共", "同比"].into_iter().find_map(|lead| word.strip_prefix(lead)).unwrap_or(word);
    // 增产, 减贫: by how much of it there is more or less.
    let is_own = word.chars().count() == 2 && word.starts_with(['增', '减']) || word == "新增";
    (behind.starts_with(thing) && (CHANGES.contains(&word) || is_own)).then_some(word)
}

/// The change that is said right behind the second figure, if it is another than theirs.
fn change(text: &str, step: &Step) -> Option<Finding> {
    let behind = after(text, step.to.span().end());
    let said = behind.into_iter().find(|said| !is_year(text, said)).filter(|said| !said.is_loose)?;
    let word = linked(text, step, &said)?;
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
        () if said.unit.of(text) == "倍" && UP.contains(&word) => {
            let times = |from: f64, to: f64| (to / from - 1.0) * ONE as f64;
            let widest = times(from - loose_from, to + loose_to);
            (times(from, to), widest - times(from, to))
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
