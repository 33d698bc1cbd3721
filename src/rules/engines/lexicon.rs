//! `check.lexicon = { pairs = { 错 = "正" }, files = ["….tsv"] }`: wrong words and their right forms.
//!
//! A file is a table that a spreadsheet opens: tab-separated, with the header 错 正 前不 后不 说明.
//! 前不 and 后不 hold, apart by `|`, what makes the characters right when it stands directly before
//! or after them; 正 may hold several forms apart by `|`, the likeliest first. `silent-above` is the
//! number of hits in a thousand characters above which the document is taken to be written that
//! way.

use std::borrow::Cow;
use std::sync::Arc;

use toml::de::DeValue;

use super::super::toml::{Reader, Table, words};
use super::super::{Context, Finding, House, Problem, Sink};
use super::{Contexts, Engine, Files, Hit};
use crate::facts::mention::is_mention;
use crate::text::Span;
use crate::text::boundary::{ceil, floor};

struct Lexicon {
    entries: Vec<Entry>,
    contexts: Contexts,
    /// With more hits than this in a thousand characters, the document is written that way.
    most: Option<f64>,
}

/// A row of a list: it is taken apart when it is hit, not when it is loaded.
struct Entry {
    wrong: Cow<'static, str>,
    /// The cells that follow, from 正 on, apart by tabs.
    cells: Cow<'static, str>,
}

pub fn make(table: &mut Table<'_>, reader: &mut Reader, files: Files<'_>) -> Option<Arc<dyn Engine>> {
    let before = reader.problems.len();
    let mut entries = Vec::new();
    if let Some(value) = table.take("pairs") {
        pairs(value, reader, &mut entries);
    }
    for name in table.take("files").map(|value| reader.texts(value)).unwrap_or_default() {
        let read = files(&name.value).and_then(|text| rows(text, &mut entries));
        if let Err(why) = read {
            let file = &name.value;
            reader.report(name.span, format!("词表“{file}”：{why}"), format!("word list “{file}”: {why}"));
        }
    }
    let contexts = Contexts::take(table, reader);
    let most = table.take("silent-above").and_then(|value| reader.number(value));
    if entries.is_empty() && reader.problems.len() == before {
        let message = words("词表是空的", "there are no words");
        let help = words("用 pairs 或 files 给出词语", "give some with pairs or files");
        reader.problems.push(Problem::new(table.span.clone(), message).help(help));
    }
    let lexicon = Lexicon { entries, contexts, most };
    (reader.problems.len() == before).then(|| Arc::new(lexicon) as Arc<dyn Engine>)
}

fn pairs(value: &toml::Spanned<DeValue<'_>>, reader: &mut Reader, entries: &mut Vec<Entry>) {
    let Some(table) = reader.table(value) else { return };
    for (wrong, right) in table.rest() {
        let Some(right) = reader.any_text(right) else { continue };
        if wrong.value.is_empty() || wrong.value == right {
            reader.report(wrong.span, "这一对没有区别", "the two forms do not differ");
            continue;
        }
        entries.push(Entry { wrong: Cow::Owned(wrong.value.to_owned()), cells: Cow::Owned(right) });
    }
}

const HEADER: [&str; 5] = ["错", "正", "前不", "后不", "说明"];

fn rows(text: Cow<'static, str>, entries: &mut Vec<Entry>) -> Result<(), String> {
    match text {
        Cow::Borrowed(text) => table_rows(text, Cow::Borrowed, entries),
        Cow::Owned(text) => table_rows(&text, |cell| Cow::Owned(cell.to_owned()), entries),
    }
}

fn table_rows<'t>(
    text: &'t str,
    keep: impl Fn(&'t str) -> Cow<'static, str>,
    entries: &mut Vec<Entry>,
) -> Result<(), String> {
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default().trim_start_matches('\u{feff}');
    if !header.split('\t').map(str::trim_end).eq(HEADER) {
        return Err(format!("第 1 行应是表头 {}", HEADER.join(" ")));
    }
    for (index, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
        let (wrong, cells) = line.split_once('\t').unwrap_or((line, ""));
        if wrong.is_empty() || cells.split('\t').next() == Some(wrong) {
            return Err(format!("第 {} 行：错、正两栏不应为空或相同", index + 2));
        }
        entries.push(Entry { wrong: keep(wrong), cells: keep(cells) });
    }
    Ok(())
}

impl Engine for Lexicon {
    fn needles(&self) -> Vec<&str> {
        self.entries.iter().map(|entry| entry.wrong.as_ref()).collect()
    }

    fn run(&self, context: &Context<'_>, hits: &[Hit], sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        if self.is_usual(text, hits) {
            return;
        }
        let mut end = 0;
        for hit in hits {
            let Some(entry) = self.entries.get(hit.needle as usize) else { continue };
            if hit.span.start() < end
                || !entry.speaks(text, hit.span)
                || is_named(context.house, text, hit.span)
                || is_mention(&context.reading.flow, hit.span)
            {
                continue;
            }
            if !self.allowed(context, hit.span) {
                continue;
            }
            end = hit.span.end();
            sink.report(entry.finding(hit.span));
        }
    }
}

/// Fewer hits than this say nothing about how a document is written.
const FEW: usize = 6;

impl Lexicon {
    /// True where the document is written with these forms throughout.
    fn is_usual(&self, text: &str, hits: &[Hit]) -> bool {
        let dense = |most: f64| hits.len() as f64 * 1000.0 > most * text.chars().count() as f64;
        hits.len() >= FEW && self.most.is_some_and(dense)
    }

    fn allowed(&self, context: &Context<'_>, span: Span) -> bool {
        let flow = &context.reading.flow;
        let paragraph = flow.paragraphs[flow.paragraph_index(span.start())].span;
        let local = Span::new(span.start() - paragraph.start(), span.end() - paragraph.start());
        self.contexts.allow(flow.of(paragraph), local)
    }
}

impl Entry {
    /// The cell `index` after the wrong form: 正 is 0.
    fn cell(&self, index: usize) -> &str {
        self.cells.split('\t').nth(index).unwrap_or_default().trim()
    }

    /// True where no guard of the entry holds.
    fn speaks(&self, text: &str, span: Span) -> bool {
        let (before, after) = (&text[..span.start()], &text[span.end()..]);
        let guards = |index: usize| self.cell(index).split('|').filter(|guard| !guard.is_empty());
        !guards(1).any(|guard| before.ends_with(guard)) && !guards(2).any(|guard| after.starts_with(guard))
    }

    fn finding(&self, span: Span) -> Finding {
        let finding = Finding::at(span).with("note", self.cell(3));
        self.cell(0).split('|').fold(finding, |finding, right| finding.replace(right))
    }
}

/// True where the characters at `span` belong to a name that the house has registered.
fn is_named(house: &House, text: &str, span: Span) -> bool {
    let people = house.people.iter().map(|person| &person.name);
    let named = house.organisations.iter().chain(&house.places);
    let mut names = people.chain(named.flat_map(|named| std::iter::once(&named.name).chain(&named.short)));
    names.any(|name| {
        if name.len() < span.len() {
            return false;
        }
        let start = ceil(text, (span.end()).saturating_sub(name.len()));
        let end = floor(text, span.start() + name.len());
        text[start..end].contains(name.as_str())
    })
}
