//! The mark between adjacent titles or quotations: 《甲》《乙》, not 《甲》、《乙》.

use crate::facts::marks::{Kind, Pair};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

struct Separators {
    kind: Kind,
}

/// Between titles; with `quotes = true`, between quotations.
pub fn build(options: &Options) -> Result<Box<dyn Check>, String> {
    let kind = if options.flag("quotes") { Kind::Quote } else { Kind::Title };
    Ok(Box::new(Separators { kind }))
}

impl Check for Separators {
    /// A list that does it in both ways contradicts itself; a text that always separates them
    /// follows a custom of its own and is told once.
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        let pairs = context.facts.marks().pairs.iter().filter(|pair| pair.kind == self.kind);
        let mut custom = Vec::new();
        let mut list = List::default();
        for pair in pairs {
            if !list.take(pair, text) {
                list.close(text, sink, &mut custom);
                list = List { end: pair.close.end(), start: pair.open.start(), ..List::default() };
            }
        }
        list.close(text, sink, &mut custom);
        if let Some(&first) = custom.first() {
            let finding = Finding::at(first).saying("throughout").with("count", custom.len().to_string());
            sink.report(finding.replace("").doubtful());
        }
    }
}

/// Neighbouring titles with nothing, or nothing but 、, between them.
#[derive(Default)]
struct List {
    start: usize,
    end: usize,
    separated: Vec<Span>,
    adjacent: usize,
}

impl List {
    /// Takes `pair` if it continues the list.
    fn take(&mut self, pair: &Pair, text: &str) -> bool {
        let between = Span::new(self.end, pair.open.start());
        match between.of(text) {
            "" if self.end == pair.open.start() && self.end > 0 => self.adjacent += 1,
            "、" => self.separated.push(between),
            _ => return false,
        }
        self.end = pair.close.end();
        true
    }

    fn close(&mut self, text: &str, sink: &mut Sink<'_>, custom: &mut Vec<Span>) {
        let separated = std::mem::take(&mut self.separated);
        // Among members without marks, every member is separated.
        let has_bare_members = text[..self.start.min(text.len())].ends_with('、')
            || text.get(self.end..).is_some_and(|rest| rest.starts_with('、'));
        if has_bare_members {
            return;
        }
        if self.adjacent == 0 {
            custom.extend(separated);
            return;
        }
        for span in separated {
            sink.report(Finding::at(span).replace(""));
        }
    }
}
