//! An item that a list gives twice in a row: 诚实守信、敬业奉献、敬业奉献、孝老爱亲.

use crate::facts::marks::Kind;
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;

/// The shortest and the longest item that is looked at, in characters.
const LEAST: usize = 2;
const MOST: usize = 16;

struct RepeatedItem;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(RepeatedItem))
}

impl Check for RepeatedItem {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for (mark, comma) in text.match_indices('、') {
            let Some(item) = item_before(text, mark) else { continue };
            let next = mark + comma.len();
            let again = Span::new(next, next + item.len());
            let is_quoted = || context.facts.marks().inside(mark, Kind::Quote);
            if text[next..].starts_with(item) && ends_item(&text[again.end()..]) && !is_quoted() {
                sink.report(Finding::at(Span::new(mark, again.end())).replace("").with("item", item));
            }
        }
    }
}

/// The item that ends at `end`: Han characters up to a mark.
fn item_before(text: &str, end: usize) -> Option<&str> {
    let item = text[..end].chars().rev().take(MOST + 1).take_while(|&c| is_han(c));
    let (count, bytes) = item.fold((0, 0), |(count, bytes), c| (count + 1, bytes + c.len_utf8()));
    (LEAST..=MOST).contains(&count).then(|| &text[end - bytes..end])
}

/// The list goes on or ends here, and the item is not the beginning of another one.
fn ends_item(rest: &str) -> bool {
    rest.starts_with(['、', '，', '。', '；', '）', '等', '\n'])
}
