//! The marks at the ends of items: a last item that ends as those before it do, with no more to come
//! （（一）…； （二）…；）, and one among the others that ends otherwise.

use crate::bulletin::{Flow, Paragraph, Role};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Script, after_ordinal, numeral_at};

/// Fewer items are no list whose marks tell.
const LEAST: usize = 2;

struct ItemEnd {
    inner: bool,
}

/// The last item's mark; with `inner = true`, the one among the others that differs.
pub(super) fn build(options: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ItemEnd { inner: options.flag("inner") }))
}

impl Check for ItemEnd {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let mut items: Vec<&Paragraph> = Vec::new();
        let mut wanted = 1;
        for paragraph in &flow.paragraphs {
            let number = number(flow, paragraph);
            if number != Some(wanted) {
                if self.inner {
                    report_inner(flow, &items, sink);
                } else if opens_article(flow, paragraph) {
                    report(flow, &items, sink);
                }
                items.clear();
                wanted = 1;
            }
            if number == Some(wanted) {
                items.push(paragraph);
                wanted += 1;
            }
        }
        if self.inner {
            report_inner(flow, &items, sink);
        }
    }
}

/// Whether all that can follow a list is over: 第九条　….
fn opens_article(flow: &Flow, paragraph: &Paragraph) -> bool {
    after_ordinal(flow.of(paragraph.span)).is_some_and(|rest| rest.starts_with(['条', '章', '节']))
}

/// 3 of （三）….
fn number(flow: &Flow, paragraph: &Paragraph) -> Option<u64> {
    let text = flow.of(paragraph.span);
    let rest = text.strip_prefix('（').filter(|_| paragraph.role == Role::Text)?;
    let number = numeral_at(text, text.len() - rest.len()).filter(|number| number.script == Script::Han)?;
    text.get(number.span.end()..)?.starts_with('）').then_some(number.value)
}

/// One of the items before the last that ends in ，or 、, where all others end in ；.
fn report_inner(flow: &Flow, items: &[&Paragraph], sink: &mut Sink<'_>) {
    let [items @ .., _] = items else { return };
    let text = |item: &&&Paragraph| flow.of(item.span).trim_end();
    let (same, others): (Vec<_>, Vec<_>) = items.iter().partition(|item| text(item).ends_with('；'));
    let ([other], Some(first)) = (&others[..], same.first().filter(|_| same.len() >= LEAST)) else { return };
    if text(other).ends_with(['，', '、']) {
        sink.report(Finding::at(mark(flow, other)).replace("；").and(mark(flow, first), "others"));
    }
}

/// The mark that the item ends in.
fn mark(flow: &Flow, item: &Paragraph) -> Span {
    let end = item.span.start() + flow.of(item.span).trim_end().len();
    Span::new(end - '；'.len_utf8(), end)
}

fn report(flow: &Flow, items: &[&Paragraph], sink: &mut Sink<'_>) {
    let ends_so = |item: &&Paragraph| flow.of(item.span).trim_end().ends_with('；');
    if let Some(last) = items.last().filter(|last| items.len() >= LEAST && ends_so(last))
        && items.iter().all(ends_so)
    {
        sink.report(Finding::at(mark(flow, last)).replace("。"));
    }
}
