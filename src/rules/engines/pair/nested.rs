//! Marks of the wrong level: “ ” where ‘ ’ belong, and the other way round.

use super::super::super::{Context, Finding, Proposal, Sink};
use super::super::{Engine, Hit};
use crate::facts::marks::{Kind, Marks, Pair};
use crate::text::chars;

/// `outer` stands around `inner`, never inside itself.
pub(super) struct Nested {
    pub outer: Kind,
    pub inner: Kind,
}

impl Engine for Nested {
    fn says(&self) -> &'static [&'static str] {
        &["outside"]
    }

    fn run(&self, context: &Context<'_>, _: &[Hit], sink: &mut Sink<'_>) {
        let marks = context.facts.marks();
        let inner_is_house_style = self.inner_is_house_style(marks);
        for (index, pair) in marks.pairs.iter().enumerate() {
            if pair.spans_paragraphs {
                continue;
            }
            if self.is_outer_in_outer(marks, index) {
                sink.report(rewrite(pair, self.inner, sink));
            } else if pair.kind == self.inner
                && !inner_is_house_style
                && self.is_bare_inner(context, marks, index)
            {
                sink.report(rewrite(pair, self.outer, sink).saying("outside"));
            }
        }
    }
}

impl Nested {
    fn is_outer_in_outer(&self, marks: &Marks, index: usize) -> bool {
        let Some(pair) = marks.pairs.get(index) else { return false };
        let substitute = pair.kind == Kind::Angle && self.outer == Kind::Title;
        if pair.kind != self.outer && !substitute {
            return false;
        }
        // A title resets the level of quotation for some houses.
        let counts =
            |kind: Kind| kind == self.outer || kind == self.inner || self.outer.is_quote() && kind.is_title();
        let nearest = marks.ancestors(index).find(|around| counts(around.kind));
        nearest.is_some_and(|around| around.kind == self.outer && !around.spans_paragraphs)
    }

    fn is_bare_inner(&self, context: &Context<'_>, marks: &Marks, index: usize) -> bool {
        let Some(pair) = marks.pairs.get(index) else { return false };
        let title = |kind: Kind| self.outer.is_quote() && kind.is_title();
        let encloses = |kind: Kind| {
            kind == self.outer || title(kind) || matches!(kind, Kind::Corner | Kind::InnerCorner)
        };
        let inside = context.reading.flow.of(pair.inner());
        let is_chinese = inside.chars().any(chars::is_han);
        is_chinese
            && !marks.ancestors(index).any(|around| encloses(around.kind))
            && !self.is_in_doubt(context, marks, pair)
    }

    /// A half of the outer marks in the same paragraph has lost its partner: the level is unknown.
    fn is_in_doubt(&self, context: &Context<'_>, marks: &Marks, pair: &Pair) -> bool {
        let flow = &context.reading.flow;
        let Some(paragraph) = flow.paragraphs.get(flow.paragraph_index(pair.open.start())) else {
            return true;
        };
        let after = marks.lone.partition_point(|mark| mark.span.start() < paragraph.span.start());
        let lone = marks.lone.iter().skip(after).take_while(|mark| mark.span.end() <= paragraph.span.end());
        lone.take(4).any(|mark| mark.kind == self.outer)
    }

    /// The text uses the inner marks alone, as some presses do.
    fn inner_is_house_style(&self, marks: &Marks) -> bool {
        let count = |kind: Kind| marks.pairs.iter().filter(|pair| pair.kind == kind).count();
        let inner = count(self.inner);
        inner >= 5 && inner > count(self.outer)
    }
}

/// The pair with the marks of `kind`.
fn rewrite(pair: &Pair, kind: Kind, sink: &Sink<'_>) -> Finding {
    let (open, close) = kind.marks();
    let edits = vec![(pair.open, open.to_string()), (pair.close, close.to_string())];
    let right = format!("{open}{}{close}", sink.text(pair.inner()));
    Finding::at(pair.span()).with("fix", right).propose(Proposal { edits, ..Proposal::default() })
}
