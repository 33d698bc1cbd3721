//! A figure of a headline that its article gives otherwise: 26个项目集中开工 over 27个项目集中开工.

use memchr::memmem;

use super::count_kind::are_alike;
use crate::facts::quantities::{Kind, Quantity, are_a_slip_apart, quantities_in};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::boundary::floor;
use crate::text::chars::is_han;

/// No more of an article is read, in bytes.
const REACH: usize = 6000;
/// A longer first line is no title, in bytes.
const TITLE: usize = 120;
/// Words are compared over this many characters.
const FRAME: usize = 8;
/// As many behind two figures, and they are of one thing.
const BEHIND: usize = 4;

struct Figure;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Figure))
}

impl Check for Figure {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let articles = context.reading.issues.iter().flat_map(|issue| &issue.articles);
        let mut all: Vec<(Span, Span)> = articles.map(|article| (article.headline, article.body)).collect();
        if all.is_empty() {
            all.extend(titled(context));
        }
        for (headline, body) in all {
            differing(text, headline, body).into_iter().for_each(|finding| sink.report(finding));
        }
    }
}

/// The first line of a text that is one article, and the rest of it.
fn titled(context: &Context<'_>) -> Option<(Span, Span)> {
    let paragraphs = &context.reading.flow.paragraphs;
    let (first, rest) = paragraphs.split_first()?;
    let body = rest.first()?.span.to(rest.last()?.span);
    let text = &context.reading.flow.text;
    let is_title =
        first.span.len() <= TITLE && !first.span.of(text).ends_with(['。', '！', '；', '：', '，']);
    is_title.then_some((first.span, body))
}

/// The figures of the headline that the body gives otherwise, and nowhere the same.
fn differing(text: &str, headline: Span, body: Span) -> Vec<Finding> {
    let body = Span::new(body.start(), floor(text, body.end().min(body.start() + REACH)));
    let mut figures = quantities_in(text, headline);
    figures.retain(|figure| is_figure(text, figure) && !stands_in(body.of(text), figure.span().of(text)));
    if figures.is_empty() {
        return Vec::new();
    }
    let body = quantities_in(text, body);
    figures.iter().filter_map(|figure| other(text, figure, &body)).collect()
}

/// Whether `figure` is in `body` as it is written, and no part of a longer number.
fn stands_in(body: &str, figure: &str) -> bool {
    let is_whole = |at: usize| !body[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
    memmem::find_iter(body.as_bytes(), figure).any(is_whole)
}

fn is_figure(text: &str, quantity: &Quantity) -> bool {
    let counts = match quantity.unit.of(text) {
        "年" | "月" | "日" | "号" | "时" | "届" | "次" | "期" | "大" | "点" | "年级" => false,
        _ => quantity.kind == Kind::Measure || quantity.count().is_some_and(|count| count > 1),
    };
    counts && !quantity.is_loose && !quantity.is_ordinal
}

fn other(text: &str, figure: &Quantity, body: &[Quantity]) -> Option<Finding> {
    if body.iter().any(|said| said.value == figure.value && are_alike(text, said, figure))
        || adds_up(text, figure, body)
    {
        return None;
    }
    let is_other = |said: &&Quantity| {
        is_figure(text, said)
            && are_alike(text, said, figure)
            && (are_a_slip_apart(said.value, figure.value, said.step.min(figure.step))
                && have_one_frame(text, said, figure)
                || are_said_alike(text, said, figure))
    };
    let said = body.iter().find(is_other)?;
    Some(Finding::at(figure.span()).and(said.span(), "body").with("body", said.span().of(text)))
}

/// Whether neighbours in the body add up to the figure: 两枚金牌和一枚银牌 under 3枚奖牌.
fn adds_up(text: &str, figure: &Quantity, body: &[Quantity]) -> bool {
    let parts: Vec<i128> =
        body.iter().filter(|said| are_alike(text, said, figure)).map(|said| said.value).collect();
    (2..=4).any(|many| parts.windows(many).any(|parts| parts.iter().sum::<i128>() == figure.value))
}

/// Whether the same words stand behind both, and the same before: 建成15分钟便民生活圈.
fn are_said_alike(text: &str, one: &Quantity, other: &Quantity) -> bool {
    let (one, other) = (Frame::of(text, one), Frame::of(text, other));
    let same = |one: &[char], other: &[char]| one.iter().zip(other).take_while(|(a, b)| a == b).count();
    same(&one.behind, &other.behind) >= BEHIND && same(&one.before, &other.before) >= 2
}

/// Whether the same words stand beside both: two characters right behind or before, or two pairs
/// of neighbours in any order (39个项目集中签约, 集中签约项目39个).
fn have_one_frame(text: &str, one: &Quantity, other: &Quantity) -> bool {
    let (one, other) = (Frame::of(text, one), Frame::of(text, other));
    let same = |one: &[char], other: &[char]| one.iter().zip(other).take_while(|(a, b)| a == b).count() >= 2;
    let pairs = |frame: &Frame| {
        let reversed = frame.before.iter().rev().copied().collect::<Vec<_>>();
        let both = [reversed.as_slice(), frame.behind.as_slice()];
        both.iter().flat_map(|words| words.windows(2).map(|pair| [pair[0], pair[1]])).collect::<Vec<_>>()
    };
    let others = pairs(&other);
    same(&one.behind, &other.behind)
        || same(&one.before, &other.before)
        || pairs(&one).iter().filter(|pair| others.contains(pair)).count() >= 2
}

/// The words beside a quantity, from it on.
struct Frame {
    before: Vec<char>,
    behind: Vec<char>,
}

impl Frame {
    fn of(text: &str, quantity: &Quantity) -> Frame {
        let words = |chars: &mut dyn Iterator<Item = char>| {
            chars.filter(|c| *c != ' ').take_while(|c| is_han(*c)).take(FRAME).collect()
        };
        let before = text.get(..quantity.number.start()).unwrap_or_default();
        let behind = text.get(quantity.span().end()..).unwrap_or_default();
        Frame { before: words(&mut before.chars().rev()), behind: words(&mut behind.chars()) }
    }
}
