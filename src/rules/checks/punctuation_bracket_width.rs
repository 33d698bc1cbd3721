//! Half-width brackets in Chinese: 市委常委会(扩大)会议, and pairs of two widths: (扩大）.

use crate::bulletin::Flow;
use crate::facts::marks::{Kind, Pair};
use crate::rules::{Check, Context, Finding, Options, Proposal, Sink};
use crate::text::chars;

struct BracketWidth {
    mixed: bool,
}

/// Pairs of two half-width brackets around Chinese; with `mixed = true`, pairs of two widths.
pub fn build(options: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(BracketWidth { mixed: options.flag("mixed") }))
}

/// More than so many, and not outnumbered by full-width brackets, are the way that the whole
/// text is set, told once.
const THROUGHOUT: usize = 20;

/// Where full-width brackets stand so often, one half-width pair around Chinese is a slip wherever
/// it stands: a list number, a line of its own.
const USUAL: usize = 10;

impl Check for BracketWidth {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let pairs = &context.facts.marks().pairs;
        let whole = || pairs.iter().filter(|pair| !pair.spans_paragraphs);
        let round = || pairs.iter().filter(|pair| pair.kind == Kind::Round).count();
        let mut found: Vec<&Pair> = whole().filter(|pair| self.is_wrong(flow, pair)).collect();
        if found.is_empty() && !self.mixed && round() >= USUAL {
            found = whole().filter(|pair| is_around_chinese(flow, pair)).collect();
            found.truncate(if found.len() == 1 { 1 } else { 0 });
        }
        let throughout = found.len() > THROUGHOUT && !self.mixed && found.len() > round();
        let shown = if throughout { 1 } else { found.len() };
        for pair in found.iter().take(shown) {
            let narrow =
                [(pair.open, "（"), (pair.close, "）")].into_iter().filter(|(span, _)| span.len() == 1);
            let edits = narrow.map(|(span, wide)| (span, wide.to_owned())).collect();
            let right = format!("（{}）", flow.of(pair.inner()));
            let finding = Finding::at(pair.span()).with("fix", right).with("count", found.len().to_string());
            let finding = finding.propose(Proposal { edits, ..Proposal::default() });
            sink.report(if throughout { finding.saying("throughout") } else { finding });
        }
    }
}

impl BracketWidth {
    fn is_wrong(&self, flow: &Flow, pair: &Pair) -> bool {
        match pair.kind {
            Kind::Round => self.mixed && pair.open.len() != pair.close.len(),
            Kind::Narrow => !self.mixed && is_chinese(flow, pair),
            _ => false,
        }
    }
}

/// Chinese stands in the brackets and next to them, and no link does.
fn is_chinese(flow: &Flow, pair: &Pair) -> bool {
    let inner = flow.of(pair.inner());
    // (一) is a list number, and 第(三)项 one that is cited.
    let is_number = inner.chars().all(chars::is_han_numeral);
    let before = flow.text.get(..pair.open.start()).and_then(|text| text.chars().next_back());
    let after = flow.text.get(pair.close.end()..).and_then(|text| text.chars().next());
    let is_prose = |c: Option<char>| c.is_some_and(|c| chars::is_han(c) || "“”《》，。；：、".contains(c));
    !is_number && (is_prose(before) || is_prose(after)) && is_around_chinese(flow, pair)
}

fn is_around_chinese(flow: &Flow, pair: &Pair) -> bool {
    let inner = flow.of(pair.inner());
    pair.kind == Kind::Narrow
        && inner.len() < 600
        && inner.chars().any(chars::is_han)
        // A link, or what a program wrote: (更新时间戳: 1664109102894).
        && !inner.contains("://")
        && !inner.contains(": ")
}
