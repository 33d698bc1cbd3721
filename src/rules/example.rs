//! Examples prove rules: each bad one is flagged at exactly the marked places, each good one and
//! each corrected one is clean.
//!
//! `⟦wrong⇒right⟧` marks a place and its right form, `⟦x⟧` a place alone, `⟦⇒y⟧` an insertion.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::DeValue;

use super::toml::{At, Reader, Table, parse, words};
use super::{
    Context, House, Lang, Overrides, Pack, PackError, Person, Problem, RuleSet, Selector, Wording, settle,
};
use crate::against::{Reference, References};
use crate::bulletin::{Period, Reading};
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::facts::Facts;
use crate::source::Document;
use crate::text::Span;

/// One example of a rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// As the pack writes it, marks and all.
    pub written: String,
    /// Without the marks, the wrong forms in their places.
    pub text: String,
    /// What must be flagged; nothing in a good example.
    pub marks: Vec<Mark>,
    pub house: House,
    /// The texts of the other documents that it is held against.
    pub against: Vec<String>,
    /// Where it stands in its pack.
    pub place: Range<usize>,
}

/// A marked place in an example's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub span: Span,
    pub right: Option<String>,
}

/// How an example went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Validated,
    /// A marked place is not flagged.
    Missing,
    /// Something that is right is flagged.
    Noisy,
    /// What is flagged is another place, or the fix gives another form.
    Wrong,
}

/// The verdict on one example.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub rule: Arc<str>,
    pub example: Example,
    pub verdict: Verdict,
    /// What was found instead; empty where the example holds.
    pub detail: Wording,
}

impl Pack {
    /// The examples of each rule by its id, the bad ones first.
    pub fn examples(&self) -> Result<BTreeMap<Arc<str>, Vec<Example>>, Vec<Problem>> {
        let table = parse(&self.text)?;
        let mut reader = Reader::default();
        let mut examples = BTreeMap::new();
        let tables = Table::new(&table, 0..0).take("rule").map(|value| reader.tables(value));
        for mut table in tables.unwrap_or_default() {
            let id = table.take("id").and_then(|value| reader.text(value));
            let mut all = Vec::new();
            for (key, bad) in [("bad", true), ("good", false)] {
                let items =
                    table.take(key).and_then(|value| value.get_ref().as_array()).into_iter().flatten();
                all.extend(items.filter_map(|item| example(item, bad, &mut reader)));
            }
            examples.extend(id.map(|id| (Arc::from(id.value), all)));
        }
        match reader.problems.is_empty() {
            true => Ok(examples),
            false => Err(reader.problems),
        }
    }
}

fn example(value: &toml::Spanned<DeValue<'_>>, bad: bool, reader: &mut Reader) -> Option<Example> {
    let (mut house, mut against) = (House::default(), Vec::new());
    let text = match value.get_ref() {
        DeValue::Table(_) => {
            let mut table = reader.table(value)?;
            let text = table.need("text", reader).and_then(|value| reader.text(value));
            house.period = table.take("period").and_then(|value| period(value, reader));
            let people = table.take("people").map(|value| reader.tables(value)).unwrap_or_default();
            house.people = people.into_iter().filter_map(|table| person(table, reader)).collect();
            against = table.take("against").map(|value| texts(value, reader)).unwrap_or_default();
            table.finish(reader);
            text?
        }
        _ => reader.text(value)?,
    };
    let (plain, marks) = match unmark(&text.value) {
        Some(unmarked) => unmarked,
        None => {
            reader.report(text.span, "⟦ ⟧ 没有成对", "⟦ and ⟧ do not pair up");
            return None;
        }
    };
    if bad == marks.is_empty() {
        let (zh, en) = match bad {
            true => ("错例中应以 ⟦ ⟧ 标出错处", "a bad example marks what is wrong with ⟦ ⟧"),
            false => ("正例中不应有 ⟦ ⟧", "a good example has no ⟦ ⟧"),
        };
        reader.report(text.span, zh, en);
        return None;
    }
    Some(Example { written: text.value, text: plain, marks, house, against, place: text.span })
}

/// One text, or a list of them.
fn texts(value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader) -> Vec<String> {
    let texts = match value.get_ref() {
        DeValue::Array(_) => reader.texts(value),
        _ => reader.text(value).into_iter().collect(),
    };
    texts.into_iter().map(|text| text.value).collect()
}

fn person(mut table: Table<'_>, reader: &mut Reader) -> Option<Person> {
    let name = table.need("name", reader).and_then(|value| reader.text(value));
    let titles = table.take("titles").map(|value| reader.texts(value)).unwrap_or_default();
    table.finish(reader);
    Some(Person { name: name?.value, titles: titles.into_iter().map(|title| title.value).collect() })
}

/// `2023-08`, or `2023-08-01/2023-08-31`.
fn period(value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader) -> Option<Period> {
    let At { value: text, span } = reader.text(value)?;
    let days = match text.split_once('/') {
        Some((first, last)) => first.parse().ok().zip(last.parse().ok()),
        None => format!("{text}-01").parse().ok().map(|first: Date| (first, first.last_of_month())),
    };
    if days.is_none() {
        let help = words("如“2023-08”“2023-08-01/2023-08-15”", "as in “2023-08” or “2023-08-01/2023-08-15”");
        reader.problems.push(Problem::new(span, words("这里应是一段时期", "expected a period")).help(help));
    }
    days.map(|(first, last)| Period { first, last, written: true })
}

/// The text without its marks, and where they were.
fn unmark(written: &str) -> Option<(String, Vec<Mark>)> {
    let mut text = String::with_capacity(written.len());
    let mut marks = Vec::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (inner, tail) = after.split_once('⟧')?;
        let (wrong, right) = match inner.split_once('⇒') {
            Some((wrong, right)) => (wrong, Some(right.to_owned())),
            None => (inner, None),
        };
        text.push_str(before);
        let start = text.len();
        text.push_str(wrong);
        marks.push(Mark { span: Span::new(start, text.len()), right });
        rest = tail;
    }
    text.push_str(rest);
    (!text.contains('⟧')).then_some((text, marks))
}

/// Tries every example of `pack`'s rules, each rule alone.
pub fn prove(pack: &Pack) -> Result<Vec<Outcome>, PackError> {
    let examples = pack.examples().map_err(|problems| pack.error(problems))?;
    let mut outcomes = Vec::new();
    for declaration in &pack.rules {
        let mut alone = pack.clone();
        alone.rules = vec![declaration.clone()];
        let id = &declaration.rule.id;
        let loud = BTreeMap::from([(id.to_string(), declaration.rule.severity.max(Severity::Info))]);
        let overrides = Overrides { severities: loud, ..Overrides::default() };
        let set = RuleSet::compile(&[alone], &overrides);
        let set =
            set.map_err(|errors| errors.into_iter().next().unwrap_or_else(|| pack.error(Vec::new())))?;
        for example in examples.get(id).into_iter().flatten() {
            let (verdict, detail) = example.judge(&set);
            outcomes.push(Outcome { rule: id.clone(), example: example.clone(), verdict, detail });
        }
    }
    Ok(outcomes)
}

impl Example {
    /// What `set` finds in `text` under the example's circumstances.
    pub fn findings(&self, set: &RuleSet, text: &str) -> Vec<Diagnostic> {
        let document = Document::from_text("example.txt", text);
        let reading = Reading::new(&document);
        let facts = Facts::new(&reading);
        let others = self.against.iter().zip(1..);
        let others = others.map(|(text, number)| {
            Reference::new(&Document::from_text(format!("reference-{number}.txt"), text.as_str()))
        });
        let references = References::new(others);
        let against = references.besides(&document.name);
        let house = &self.house;
        let context =
            Context { reading: &reading, facts: &facts, house, against, hits: &[], allowances: &[] };
        let mut found = set.run(&context, Lang::Zh);
        let catalogue = set.catalogue();
        let runs = |name: &Selector| set.rules().any(|rule| name.matches(&rule.id));
        let (allowances, _) = settle(&document, &reading, &catalogue, &runs, &mut found);
        found.extend(set.conclude(&Context { allowances: &allowances, ..context }, Lang::Zh));
        found
    }

    fn judge(&self, set: &RuleSet) -> (Verdict, Wording) {
        let found = self.findings(set, &self.text);
        let mut spans: Vec<Span> = found.iter().map(|diagnostic| diagnostic.span).collect();
        spans.sort_unstable();
        spans.dedup();
        let marked: Vec<Span> = self.marks.iter().map(|mark| mark.span).collect();
        if spans != marked {
            let verdict = match (spans.len(), marked.len()) {
                (_, 0) => Verdict::Noisy,
                (found, marked) if found < marked => Verdict::Missing,
                _ => Verdict::Wrong,
            };
            return (verdict, self.told(&spans));
        }
        let wrong = self.marks.iter().filter(|mark| mark.right.is_some()).find_map(|mark| {
            let of_mark = found.iter().find(|diagnostic| diagnostic.span == mark.span)?;
            self.other_form(mark, of_mark)
        });
        if let Some(form) = wrong {
            return (Verdict::Wrong, words(format!("改出的是：{form}"), format!("the fix gives: {form}")));
        }
        match self.corrected().map(|text| (self.findings(set, &text), text)) {
            Some((left, text)) if !left.is_empty() => {
                let spans: Vec<&str> = left.iter().map(|diagnostic| diagnostic.span.of(&text)).collect();
                let spans = spans.join("”“");
                let zh = format!("改正后仍标出“{spans}”");
                (Verdict::Noisy, words(zh, format!("still flagged when corrected: “{spans}”")))
            }
            _ => (Verdict::Validated, Wording::default()),
        }
    }

    fn told(&self, spans: &[Span]) -> Wording {
        if spans.is_empty() {
            return words("什么也没有标出", "nothing was flagged");
        }
        let texts: Vec<String> =
            spans.iter().map(|span| format!("“{}”({span:?})", span.of(&self.text))).collect();
        let texts = texts.join("");
        words(format!("标出的是{texts}"), format!("flagged: {texts}"))
    }

    /// The text that the first fix gives, where it is not the one that the example wants.
    fn other_form(&self, mark: &Mark, found: &Diagnostic) -> Option<String> {
        let given = found.fixes.first().map(|fix| with_edits(&self.text, &fix.edits)).unwrap_or_default();
        let edit = Edit { span: mark.span, replacement: mark.right.clone().unwrap_or_default() };
        let wanted = with_edits(&self.text, &[edit]);
        (given != wanted && Some(&given) != self.corrected().as_ref()).then_some(given)
    }

    /// The text with every mark put right; none where some mark does not say how.
    pub fn corrected(&self) -> Option<String> {
        let edit = |mark: &Mark| Some(Edit { span: mark.span, replacement: mark.right.clone()? });
        let edits: Vec<Edit> = self.marks.iter().map(edit).collect::<Option<_>>()?;
        (!edits.is_empty()).then(|| with_edits(&self.text, &edits))
    }
}

fn with_edits(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        if text.get(edit.span.range()).is_some() {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_of_the_text() {
        let (text, marks) = unmark("对⟦布署⇒部署⟧和⟦、⇒⟧乙⟦⇒的⟧丙⟦丁⟧").unwrap();
        assert_eq!(text, "对布署和、乙丙丁");
        let of: Vec<(&str, Option<&str>)> =
            marks.iter().map(|mark| (mark.span.of(&text), mark.right.as_deref())).collect();
        assert_eq!(of, [("布署", Some("部署")), ("、", Some("")), ("", Some("的")), ("丁", None)]);
        assert_eq!(unmark("甲⟦乙"), None);
    }
}
