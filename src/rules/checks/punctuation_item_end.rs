//! The last item of a list that ends as those before it do: （一）…； （二）…； with no more to come.

use crate::bulletin::{Flow, Paragraph, Role};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::numerals::{Script, after_ordinal, numeral_at};

/// Fewer items are no list whose marks tell.
const LEAST: usize = 2;

struct ItemEnd;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(ItemEnd))
}

impl Check for ItemEnd {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let flow = &context.reading.flow;
        let mut items: Vec<&Paragraph> = Vec::new();
        let mut wanted = 1;
        for paragraph in &flow.paragraphs {
            let number = number(flow, paragraph);
            if number != Some(wanted) {
                if opens_article(flow, paragraph) {
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

fn report(flow: &Flow, items: &[&Paragraph], sink: &mut Sink<'_>) {
    let ends_so = |item: &&Paragraph| flow.of(item.span).trim_end().ends_with('；');
    if let Some(last) = items.last().filter(|last| items.len() >= LEAST && ends_so(last))
        && items.iter().all(ends_so)
    {
        let end = last.span.start() + flow.of(last.span).trim_end().len();
        sink.report(Finding::at(Span::new(end - '；'.len_utf8(), end)).replace("。"));
    }
}
