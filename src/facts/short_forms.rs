//! The short forms that a text defines, each with the name that it stands for:
//! 《……实施方案》（以下简称《方案》）.

use memchr::memmem;

use super::marks::{Kind, Marks, Pair};
use crate::bulletin::Reading;
use crate::text::Span;
use crate::text::chars::is_han;

const SIGN: &str = "简称";
/// What stands between the bracket and the sign.
const LEADS: [&str; 7] = ["", "以下", "下", "以下均", "以下统一", "也", "又"];
/// A text of this length without articles is more than one document, in bytes.
const COLLECTION: usize = 30_000;
/// The longest name that is looked for before a bracket, in characters.
const LONGEST: usize = 40;

/// A short form as it is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortForm {
    /// The short form without its marks.
    pub short: Span,
    /// The marks around it, if there are any.
    pub marks: Option<Kind>,
    /// What it stands for, without marks.
    pub long: Span,
    /// What it stands for has book marks.
    pub is_title: bool,
    /// The brackets with all that is in them.
    pub definition: Span,
    /// The article or document that the definition holds for, where that is known.
    pub scope: Option<Span>,
}

impl ShortForm {
    /// What of the scope stands before the name and its definition.
    pub fn before(&self) -> Option<Span> {
        self.scope.map(|scope| Span::new(scope.start(), self.long.start()))
    }

    /// What of the scope follows the definition.
    pub fn after(&self) -> Option<Span> {
        self.scope.map(|scope| Span::new(self.definition.end(), scope.end()))
    }
}

/// The short forms of the flow, in order.
pub(super) fn short_forms(reading: &Reading, marks: &Marks) -> Vec<ShortForm> {
    let text = &reading.flow.text;
    let signs = memmem::find_iter(text.as_bytes(), SIGN);
    signs.filter_map(|at| short_form(reading, marks, at)).collect()
}

fn short_form(reading: &Reading, marks: &Marks, sign: usize) -> Option<ShortForm> {
    let text = &reading.flow.text;
    let bracket = marks.around(sign).next().filter(|pair| matches!(pair.kind, Kind::Round | Kind::Narrow))?;
    let lead = text.get(bracket.open.end()..sign)?;
    if !LEADS.contains(&lead) || bracket.spans_paragraphs {
        return None;
    }
    let rest = text.get(sign + SIGN.len()..bracket.close.start())?;
    let after = rest.trim_start_matches(['：', ':', '为', ' ', '作']);
    let start = bracket.close.start() - after.len();
    let own = pair_at(marks, start).filter(|pair| pair.kind.is_title() || pair.kind.is_quote());
    let short = match own {
        Some(pair) => pair.inner(),
        None => {
            let end = after.find(['，', '；', '、', ',', '。', '“', '《']).unwrap_or(after.len());
            Span::new(start, start + end)
        }
    };
    let (long, is_title) = long_form(text, marks, bracket.open.start())?;
    let definition = bracket.open.to(bracket.close);
    let scope = scope(reading, definition).filter(|scope| scope.covers(long.to(definition)));
    (!short.is_empty()).then_some(ShortForm {
        short,
        marks: own.map(|pair| pair.kind),
        long,
        is_title,
        definition,
        scope,
    })
}

/// The pair that opens at byte `at`.
fn pair_at(marks: &Marks, at: usize) -> Option<&Pair> {
    let index = marks.pairs.binary_search_by_key(&at, |pair| pair.open.start()).ok()?;
    marks.pairs.get(index)
}

/// The name that ends at byte `end`, and whether it has book marks.
fn long_form(text: &str, marks: &Marks, end: usize) -> Option<(Span, bool)> {
    let before = text.get(..end)?;
    if let Some(inside) = before.strip_suffix('》') {
        let title = marks.around(inside.len().saturating_sub(1)).find(|pair| pair.kind == Kind::Title)?;
        return Some((title.inner(), true));
    }
    let name = before.char_indices().rev().take(LONGEST).take_while(|&(_, c)| is_han(c));
    let start = name.last().map_or(end, |(at, _)| at);
    (start < end).then(|| (Span::new(start, end), false))
}

/// The article, or a document that is no collection.
fn scope(reading: &Reading, definition: Span) -> Option<Span> {
    let issue = reading.issue_at(definition.start())?;
    match issue.is_listed() {
        true => issue.article_at(definition.start()).map(|article| article.body),
        false => Some(issue.span).filter(|span| span.len() < COLLECTION),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Facts;
    use super::*;
    use crate::source::Document;

    #[test]
    fn a_short_form_knows_what_it_stands_for() {
        let text = "出台《市容管理条例》（以下简称《条例》）。市文化广电局（简称“市文广局”）和档案馆（简称档案馆）。";
        let reading = Reading::new(&Document::from_text("t.txt", text.to_owned()));
        let facts = Facts::new(&reading);
        let flow = &reading.flow.text;
        let found: Vec<_> =
            facts.short_forms().iter().map(|f| (f.short.of(flow), f.marks, f.is_title)).collect();
        assert_eq!(
            found,
            [
                ("条例", Some(Kind::Title), true),
                ("市文广局", Some(Kind::Quote), false),
                ("档案馆", None, false)
            ]
        );
        assert_eq!(facts.short_forms()[0].long.of(flow), "市容管理条例");
    }
}
