//! 分别 with more or fewer figures than things: 甲、乙产量分别为3吨、4吨和5吨.

use crate::facts::lists::list_before;
use crate::facts::quantities::{Quantity, quantities_in};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 1] = ["分别"];
/// How far the sentence is read on either side, in bytes.
const REACH: usize = 300;
/// How much may stand between two figures of one row, in bytes.
const GAP: usize = 8;

struct Respective;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Respective))
}

impl Check for Respective {
    fn needles(&self) -> Vec<&str> {
        NEEDLES.to_vec()
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for hit in context.hits {
            let Some((row, figures)) = figures(text, hit.span) else { continue };
            let Some(Things { span: things, count, is_sure }) = things(text, hit.span) else { continue };
            if figures != count && figures.abs_diff(count) == 1 && (figures > count || is_sure) {
                let finding = Finding::at(row).and(things, "things").with("figures", figures.to_string());
                sink.report(finding.with("things", count.to_string()));
            }
        }
    }
}

/// The row of figures of one unit behind 分别, to the end of its clause, and how many they are.
fn figures(text: &str, word: Span) -> Option<(Span, usize)> {
    let sentence = sentence_around(text, word, REACH);
    let all = quantities_in(text, Span::new(word.end(), sentence.end()));
    let first = all.first()?;
    let joint = |one: &Quantity, other: &Quantity| {
        let between = text.get(one.span().end()..other.number.start()).unwrap_or_default();
        let is_joint = matches!(between, "、" | "和" | "及" | "与" | "，" | "以及");
        is_joint && between.len() <= GAP && one.unit.of(text) == other.unit.of(text)
    };
    let count = 1 + all.windows(2).take_while(|pair| joint(&pair[0], &pair[1])).count();
    let last = all.get(count - 1)?;
    let rest = text.get(last.span().end()..)?;
    // 3吨、4吨多 and 3%、4%的 go on otherwise than with another row.
    let is_whole = rest.starts_with(['，', '。', '；', '）', '\n']) || rest.is_empty();
    let lead = Span::new(word.end(), first.number.start()).of(text);
    let plain = !lead.contains(['，', '、', '（', '“']) && lead.chars().count() <= 8;
    (is_whole && plain && count > 1).then(|| (first.span().to(last.span()), count))
}

/// What stands before 分别.
struct Things {
    span: Span,
    count: usize,
    /// They cannot be fewer: 商圈、步行街的客流量、营业额 are four things or two.
    is_sure: bool,
}

/// The things before 分别: the quantities of the clauses right before
/// (接待5660万人次，收入586亿元，分别增长), or the items of its own clause.
fn things(text: &str, word: Span) -> Option<Things> {
    let before = text.get(..word.start())?;
    if let Some(clauses) = before.strip_suffix('，') {
        let sentence = sentence_around(text, word, REACH);
        let said = quantities_in(text, Span::new(sentence.start(), clauses.len()));
        let last = said.last().filter(|last| last.span().end() == clauses.len())?;
        let is_level = |one: &Quantity| {
            !matches!(
                one.unit.of(text),
                "年" | "月" | "日" | "%" | "％" | "个百分点" | "百分点" | "号" | "时" | "届" | "次"
            )
        };
        let levels: Vec<&Quantity> = said.iter().rev().take_while(|one| is_level(one)).collect();
        let first = levels.last()?;
        let units: Vec<&str> = levels.iter().map(|one| one.unit.of(text)).collect();
        // 甲3.1吨、乙4.2吨，分别: a level a clause, and none that is part of another.
        let clauses = Span::new(first.number.start(), last.span().end()).of(text);
        let is_row = levels.len() > 1
            && !clauses.contains(['（', '其', '比', '由', '从', '至'])
            && clauses.matches(['，', '、', '和']).count() == levels.len() - 1
            && (units[0] != units[1] || clauses.contains('、'));
        let span = first.span().to(last.span());
        return is_row.then_some(Things { span, count: levels.len(), is_sure: true });
    }
    let list = list_before(text, word.start());
    let is_plain = |item: &Span| {
        let item = item.of(text);
        (2..=12).contains(&item.chars().count()) && quantities_in(item, Span::new(0, item.len())).is_empty()
    };
    let items = list
        .items
        .get(1..)
        .filter(|items| !items.is_empty() && items[..items.len() - 1].iter().all(is_plain))?;
    let last = items.last()?.of(text);
    // 第一、二、三产业: numbers that are no items of their own.
    let is_cut = text[..list.span().start()].ends_with('、');
    let is_one = list.least == list.most && !list.is_open && !is_cut;
    (is_one && !last.contains(['的', '比', '等'])).then(|| Things {
        span: list.span(),
        count: list.least,
        is_sure: false,
    })
}
