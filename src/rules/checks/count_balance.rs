//! Figures that should make one another and do not: 出口78.6亿元，进口41.8亿元，顺差38.6亿元.

use super::count_kind::are_of_a_kind;
use crate::facts::quantities::{ONE, Quantity, are_a_slip_apart, are_swapped, quantities_in, rewritten};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::affix::ending_in;
use crate::text::boundary::{ceil, floor};

/// How far from the last part the others may stand in its paragraph, in bytes.
const REACH: usize = 450;
/// The words before a figure are no longer, in bytes.
const LABEL: usize = 48;
/// What makes a word its opposite or another one: 不合格, 进出口.
const NEGATIONS: [&str; 6] = ["不", "未", "非", "进", "不予", "子"];
/// Words with such a character that say how much there is.
const AMOUNTS: [&str; 6] = ["自然增长率", "增加值", "比重", "比例", "占比", "比较"];
/// A figure that these stand before is of a change, another time or a single one.
const CHANGES: [&str; 13] =
    ["提高", "增", "减", "升", "降", "比", "同期", "上年", "去年", "每", "均", "超", "差额"];

/// What shares make together.
const ALL: &str = "100%";
/// What a share is called.
const SHARES: [&str; 4] = ["占", "比重", "比例", "占比"];

/// A figure and all that make it, each by the words that name it.
struct Equation {
    /// None where the parts are all shares of one whole.
    whole: Option<Vec<String>>,
    parts: Vec<Vec<String>>,
}

/// A figure with the words before it.
type Labelled = (Quantity, Span);

struct Balance {
    equations: Vec<Equation>,
}

pub(super) fn build(options: &Options) -> Result<Box<dyn Check>, String> {
    let equations =
        options.list("equations").iter().map(|written| read(written)).collect::<Result<_, _>>()?;
    Ok(Box::new(Balance { equations }))
}

/// 进出口 = 出口 + 进口, with | between words for one thing.
fn read(written: &str) -> Result<Equation, String> {
    let words = |term: &str| term.split('|').map(|word| word.trim().to_owned()).collect::<Vec<_>>();
    let (whole, parts) = written.split_once('=').ok_or_else(|| format!("{written:?} has no “=”"))?;
    let parts: Vec<_> = parts.split('+').map(words).collect();
    match parts.len() > 1 && parts.iter().flatten().all(|word| !word.is_empty()) {
        true => Ok(Equation { whole: (whole.trim() != ALL).then(|| words(whole)), parts }),
        false => Err(format!("{written:?} has no two parts")),
    }
}

impl Balance {
    /// The words for the last part of each equation, where the others are looked for.
    fn last_parts(&self) -> impl Iterator<Item = (&Equation, &str)> {
        self.equations.iter().flat_map(|equation| {
            let words = equation.parts.last().into_iter().flatten();
            words.map(move |word| (equation, word.as_str()))
        })
    }
}

impl Check for Balance {
    fn needles(&self) -> Vec<&str> {
        self.last_parts().map(|(_, word)| word).collect()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let equations: Vec<&Equation> = self.last_parts().map(|(equation, _)| equation).collect();
        for hit in context.hits {
            let equation = equations.get(hit.needle as usize);
            if let Some(finding) = equation.and_then(|equation| judge(text, equation, hit.span)) {
                sink.report(finding);
            }
        }
    }
}

/// The finding where the figures around the last part, which `word` names, do not make the whole.
fn judge(text: &str, equation: &Equation, word: Span) -> Option<Finding> {
    text.as_bytes().get(word.end()..)?.iter().take(LABEL).find(|byte| byte.is_ascii_digit())?;
    let figures = labelled(text, window(text, word));
    let (named, others) = equation.parts.split_last()?;
    let is_last = |(_, label): &&Labelled| {
        label.start() <= word.start() && word.end() <= label.end() && names(label.of(text), named)
    };
    let last = *figures.iter().find(is_last)?;
    let only = |words: &[String], used: &[Labelled]| {
        let is_meant = |figure: &&Labelled| {
            let fits = match equation.whole {
                Some(_) => are_of_a_kind(text, &figure.0, &last.0) || are_rates(text, &figure.0, &last.0),
                None => is_share(text, figure) && is_share(text, &last),
            };
            fits && !used.contains(figure) && names(figure.1.of(text), words)
        };
        let mut meant = figures.iter().filter(is_meant);
        meant.next().filter(|_| meant.next().is_none()).copied()
    };
    let mut used = vec![last];
    for words in others {
        let part = only(words, &used)?;
        used.push(part);
    }
    let whole = match &equation.whole {
        Some(words) => Some(only(words, &used)?.0),
        None => None,
    };
    let parts: Vec<Quantity> = used.into_iter().map(|(part, _)| part).collect();
    let is_exact = parts.iter().chain(&whole).all(|figure| !figure.is_loose && !figure.is_ordinal);
    is_exact.then(|| explained(text, whole.as_ref(), &parts)).flatten()
}

/// 出生率7.88‰ and 死亡率7.03‰: of a thousand, the same thousand.
fn are_rates(text: &str, one: &Quantity, other: &Quantity) -> bool {
    [one, other].iter().all(|rate| rate.unit.of(text) == "‰")
}

/// 男性占51.3%
fn is_share(text: &str, (figure, label): &Labelled) -> bool {
    let is_said = SHARES.iter().any(|word| label.of(text).contains(word));
    is_said && matches!(figure.unit.of(text), "%" | "％")
}

/// The finding at the figure that a slip of the hand made wrong, if one explains what is off.
fn explained(text: &str, whole: Option<&Quantity>, parts: &[Quantity]) -> Option<Finding> {
    let rounded = |figure: &Quantity| if figure.step == ONE { 0 } else { figure.step };
    let sum = whole.map_or(100 * ONE, |whole| whole.value);
    let off = parts.iter().map(|part| part.value).sum::<i128>() - sum;
    if off.abs() <= parts.iter().chain(whole).map(rounded).sum() {
        return None;
    }
    let parted = || parts.iter().map(|part| (part, part.value - off));
    let terms = || whole.map(|whole| (whole, whole.value + off)).into_iter().chain(parted());
    let swapped = terms().find(|(figure, right)| are_swapped(figure.value, *right, figure.step));
    // Of two shares either may be wrong; the latter is named.
    let slip = || terms().rfind(|(figure, right)| are_a_slip_apart(figure.value, *right, figure.step));
    let (figure, right) = swapped.or_else(slip).filter(|(_, right)| *right > 0)?;
    let others = parts.iter().chain(whole).filter(|other| *other != figure);
    let finding =
        others.fold(Finding::at(figure.span()), |finding, other| finding.and(other.span(), "other"));
    let right = rewritten(text, figure, right);
    Some(finding.with("right", right.clone()).replace(right))
}

/// What is read around `word`: its paragraph, as far as it is near.
fn window(text: &str, word: Span) -> Span {
    let (low, high) = (ceil(text, word.start().saturating_sub(REACH)), floor(text, word.end() + REACH));
    let before = text[low..word.start()].rsplit('\n').next().unwrap_or_default();
    let after = text[word.end()..high].split('\n').next().unwrap_or_default();
    Span::new(word.start() - before.len(), word.end() + after.len())
}

/// The quantities in `span`, each with the words between it and the mark or quantity before.
fn labelled(text: &str, span: Span) -> Vec<Labelled> {
    let mut from = span.start();
    let label = |quantity: Quantity| {
        let before = &text[from..quantity.number.start()];
        let clause =
            before.rsplit(['，', '。', '；', '：', '、', '（', '）', '！', '？']).next().unwrap_or_default();
        let label = Span::new(quantity.number.start() - clause.len(), quantity.number.start());
        from = quantity.span().end();
        (quantity, label)
    };
    quantities_in(text, span).into_iter().map(label).filter(|(_, label)| label.len() <= LABEL).collect()
}

/// Whether one of `words` stands in `label` and means what it says.
fn names(label: &str, words: &[String]) -> bool {
    let is_plain = |at: usize| ending_in(&label[..at], &NEGATIONS).is_none();
    let is_named = words.iter().any(|word| label.match_indices(word.as_str()).any(|(at, _)| is_plain(at)));
    let plain = AMOUNTS.iter().fold(label.to_owned(), |label, word| label.replace(word, ""));
    is_named && !CHANGES.iter().any(|word| plain.contains(word))
}
