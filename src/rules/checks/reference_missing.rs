//! References to attachments, figures and tables that the document does not have.

use std::collections::BTreeSet;

use crate::bulletin::{Flow, Issue};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::numeral_at;

/// What is referred to: 附件, 图, 表.
struct Missing(&'static str);

pub(super) fn attachment(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Missing("附件")))
}

pub(super) fn figure(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Missing("图")))
}

pub(super) fn table(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(Missing("表")))
}

/// What leads to a place in the document itself.
const LEADS: [&str; 8] = ["见", "如", "参见", "详见", "按照", "按", "依照", "（"];

impl Check for Missing {
    fn needles(&self) -> Vec<&str> {
        match self.0 {
            "附件" => vec!["附件"],
            "图" => vec!["图1", "图2", "图3", "图4", "图5", "图6", "图7", "图8", "图9"],
            _ => vec!["表1", "表2", "表3", "表4", "表5", "表6", "表7", "表8", "表9"],
        }
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let noun = |start: usize| Span::new(start, start + self.0.len());
        let hits: Vec<Span> = context.hits.iter().map(|hit| noun(hit.span.start())).collect();
        for unit in context.reading.issues.iter().flat_map(units) {
            let hits = unit.select(&hits, |hit| *hit);
            if hits.len() > 1 {
                self.look(flow, hits, sink);
            }
        }
    }
}

impl Missing {
    /// Holds the references of one article against what it has.
    fn look(&self, flow: &Flow, hits: &[Span], sink: &mut Sink<'_>) {
        let there: BTreeSet<u32> = hits.iter().flat_map(|&hit| self.defined(flow, hit)).collect();
        let Some(&last) = there.last() else { return };
        // Numbers with gaps of their own are numbered elsewhere.
        if there.len() != last as usize {
            return;
        }
        for &hit in hits {
            let Some((number, span)) = self.reference(flow, hit) else { continue };
            if !there.contains(&number) {
                let finding = Finding::at(hit.to(span)).with("last", last.to_string());
                sink.report(finding.with("count", there.len().to_string()));
            }
        }
    }

    /// The numbers that stand at `hit` as the name of the thing itself: a line 附件2, 图3 …, or
    /// 附件：1.… with the lines below it.
    fn defined(&self, flow: &Flow, hit: Span) -> Vec<u32> {
        let index = flow.paragraph_index(hit.start());
        let paragraph = flow.paragraphs[index].span;
        let before = flow.text[paragraph.start()..hit.start()].trim();
        if !before.is_empty() {
            return Vec::new();
        }
        let rest = flow.text[hit.end()..paragraph.end()].trim_start();
        if self.0 == "附件" {
            let list = rest.strip_prefix(['：', ':']);
            let below = flow.paragraphs[index + 1..].iter().map(|paragraph| flow.of(paragraph.span));
            let first = std::iter::once(list.unwrap_or(rest));
            let items: Vec<u32> = first.chain(below).map_while(item).collect();
            match (items.is_empty(), list) {
                (false, _) => return items,
                (true, Some(_)) => return vec![1],
                (true, None) => {}
            }
        }
        let Some(numeral) = numeral_at(rest, 0) else { return Vec::new() };
        let after = rest[numeral.span.end()..].trim_start();
        // A caption is a short line; a sentence that begins so refers.
        let is_name = !after.contains('。') && after.len() <= 120;
        if is_name { vec![numeral.value as u32] } else { Vec::new() }
    }

    /// The number that is referred to at `hit`, with its place.
    fn reference(&self, flow: &Flow, hit: Span) -> Option<(u32, Span)> {
        let before = &flow.text[..hit.start()];
        let numeral = numeral_at(flow.text.get(hit.end()..)?, 0)?;
        let leads = LEADS.iter().any(|lead| before.ends_with(lead));
        let after = flow.text[hit.end() + numeral.span.end()..].chars().next();
        // 附件1-3 and 表2-1 are numbered otherwise.
        let plain = !matches!(after, Some('-' | '—' | '–' | '.' | '．' | '～' | '~' | '至'));
        (leads && plain).then(|| (numeral.value as u32, numeral.span.shifted(hit.end())))
    }
}

/// The number of `1.名单` or `1．名单`.
fn item(line: &str) -> Option<u32> {
    let line = line.trim_start();
    let numeral = numeral_at(line, 0)?;
    line[numeral.span.end()..].starts_with(['.', '．', '、']).then_some(numeral.value as u32)
}

/// Each article; the whole issue where there are none.
fn units(issue: &Issue) -> Vec<Span> {
    match issue.articles.as_slice() {
        [] => vec![issue.span],
        articles => articles.iter().map(|article| article.headline.to(article.body)).collect(),
    }
}
