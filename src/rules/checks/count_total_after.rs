//! A total that is not what there was with what is added: 已有227个村…，新增50个，使总数达到267个.

use super::each::Each;
use crate::facts::quantities::{Kind, ONE, Quantity, are_a_slip_apart, quantities_in, rewritten};
use crate::rules::{Check, Context, Finding, Options};
use crate::text::Span;
use crate::text::boundary::ceil;
use crate::text::sentence::sentence_around;

const NEEDLES: [&str; 8] =
    ["总数达到", "总数达", "总数将达", "总数增至", "总量达到", "总数增加到", "累计达到", "总数为"];
/// A sentence is read no further than this before the word, in bytes.
const REACH: usize = 240;
/// How far above what there was before may stand, in bytes.
const ABOVE: usize = 1500;
/// A smaller total is another one by chance.
const LEAST: i128 = 50 * ONE;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Each { needles: &NEEDLES, judge: |context, hit| judge(context, hit.span) }))
}

fn judge(context: &Context<'_>, word: Span) -> Option<Finding> {
    let text = &context.reading.flow.text;
    let sentence = sentence_around(text, word, REACH);
    let said = quantities_in(text, Span::new(sentence.start(), word.start()));
    let added = said.last().filter(|added| is_added(text, added))?;
    let total = quantities_in(text, Span::new(word.end(), sentence.end())).into_iter().next()?;
    let unit = total.unit.of(text);
    let is_exact = |one: &Quantity| one.kind == Kind::Count && !one.is_loose && !one.is_ordinal;
    let lead = Span::new(word.end(), total.number.start()).of(text).trim_start_matches('到');
    if !lead.is_empty() || added.unit.of(text) != unit || ![added, &total].into_iter().all(is_exact) {
        return None;
    }
    let article = context.reading.issue_at(word.start()).and_then(|issue| issue.article_at(word.start()));
    let low =
        sentence.start().saturating_sub(ABOVE).max(article.map_or(0, |article| article.headline.start()));
    let above = quantities_in(text, Span::new(ceil(text, low), added.number.start()));
    let before: Vec<&Quantity> = above
        .iter()
        .filter(|one| one.unit.of(text) == unit && is_exact(one) && one.value < total.value)
        .collect();
    if total.value < LEAST || before.iter().any(|one| one.value + added.value == total.value) {
        return None;
    }
    let is_slip = |one: &&&Quantity| are_a_slip_apart(total.value, one.value + added.value, ONE);
    let mut meant = before.iter().filter(is_slip);
    let before = meant.next().filter(|_| meant.next().is_none())?;
    let right = rewritten(text, &total, before.value + added.value);
    let finding = Finding::at(total.span()).and(before.span(), "before").and(added.span(), "added");
    Some(finding.with("right", right.clone()).replace(right))
}

/// 新增试点村50个
fn is_added(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.number.start()).unwrap_or_default();
    let clause = before.rsplit(['，', '。', '；', '、', '\n']).next().unwrap_or_default();
    ["新增", "再增", "又增", "增加", "新建", "新认定", "新评定"].iter().any(|word| clause.contains(word))
}
