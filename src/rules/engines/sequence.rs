//! `check.sequence = { find = "skipped", headings = ["一、", "（一）", "1."], inline = ["一是"] }`:
//! ordinals that skip a number or give one twice.
//!
//! A form is written with its first number, 一 or 1. `headings` are ordinals that open a paragraph,
//! from the highest level to the lowest: one of a higher level begins the lower ones anew. `series`
//! open a paragraph too and count through whatever stands between (第一条, 图1). `inline` are those
//! that open a clause. Counting begins anew at every first number, at every article and
//! heading; only a gap inside a run is one, for an excerpt may begin anywhere.

use std::sync::Arc;

use super::super::toml::{At, Reader, Table};
use super::super::{Context, Finding, Sink};
use super::{Engine, Files, Hit};
use crate::bulletin::Role;
use crate::text::Span;
use crate::text::chars::{is_han_numeral, is_space};

struct Sequence {
    find: Find,
    forms: Vec<Form>,
    /// The ordinals of all forms, [`MOST`] of each.
    needles: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Find {
    Skipped,
    Duplicated,
}

/// Where the ordinals of a form stand, and what begins them anew.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Heading,
    Series,
    Inline,
}

/// The highest number of a form.
const MOST: usize = 60;

pub fn make(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    let choices = [("skipped", Find::Skipped), ("duplicated", Find::Duplicated)];
    let find = table.need("find", reader).and_then(|value| reader.choice(value, &choices));
    let mut forms = Vec::new();
    let mut needles = Vec::new();
    for (key, form) in [("headings", Form::Heading), ("inline", Form::Inline), ("series", Form::Series)] {
        for written in table.take(key).map(|value| reader.texts(value)).unwrap_or_default() {
            needles.extend(ordinals(&written, reader)?);
            forms.push(form);
        }
    }
    if forms.is_empty() {
        reader.report(table.span.clone(), "没有给出序号的形式", "no forms of ordinals are given");
        return None;
    }
    Some(Arc::new(Sequence { find: find?.value, forms, needles }))
}

/// The ordinals of a form from the first to the last.
fn ordinals(written: &At<String>, reader: &mut Reader) -> Option<Vec<String>> {
    let han = written.value.contains('一');
    let Some((before, after)) = written.value.split_once(if han { '一' } else { '1' }) else {
        reader.report(written.span.clone(), "序号应以“一”或“1”写出", "an ordinal is written with 一 or 1");
        return None;
    };
    let number = |n: usize| if han { han_number(n) } else { n.to_string() };
    Some((1..=MOST).map(|n| format!("{before}{}{after}", number(n))).collect())
}

/// 1 to 99 in Han numerals.
fn han_number(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, DIGITS[n % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

/// Ordinals of one form that belong together.
struct Run {
    form: usize,
    ordinals: Vec<(usize, Span)>,
}

impl Engine for Sequence {
    fn needles(&self) -> Vec<&str> {
        self.needles.iter().map(String::as_str).collect()
    }

    fn says(&self) -> &'static [&'static str] {
        &["before"]
    }

    fn run(&self, context: &Context<'_>, hits: &[Hit], sink: &mut Sink<'_>) {
        for run in self.runs(context, hits) {
            self.judge(&run, &context.reading.flow.text, sink);
        }
    }
}

impl Sequence {
    fn runs(&self, context: &Context<'_>, hits: &[Hit]) -> Vec<Run> {
        let flow = &context.reading.flow;
        let mut runs: Vec<Run> = Vec::new();
        let mut open: Vec<Option<usize>> = vec![None; self.forms.len()];
        let mut breaks = Breaks::new(context);
        for hit in hits {
            let (form, number) = (hit.needle as usize / MOST, hit.needle as usize % MOST + 1);
            let kind = self.forms[form];
            let inline = kind == Form::Inline;
            if !inline && !may_open(&flow.text, hit.span.start()) {
                continue;
            }
            let index = flow.paragraph_index(hit.span.start());
            let paragraph = flow.paragraphs[index].span;
            let at = hit.span.start() - paragraph.start();
            if !opens(flow.of(paragraph), at, hit.span.len(), kind) {
                continue;
            }
            if breaks.passed(hit.span.start()) {
                open.fill(None);
            }
            if kind == Form::Heading {
                // Lower levels count anew; so do the inline ordinals below them.
                let below = self.forms.iter().zip(&mut open).skip(form + 1);
                below.filter(|(form, _)| **form != Form::Series).for_each(|(_, open)| *open = None);
            }
            let led_in = kind == Form::Heading
                && index > 0
                && flow.of(flow.paragraphs[index - 1].span).ends_with(['：', ':']);
            match open[form].filter(|_| number > 1 && !led_in) {
                Some(run) => runs[run].ordinals.push((number, hit.span)),
                None => {
                    open[form] = Some(runs.len());
                    runs.push(Run { form, ordinals: vec![(number, hit.span)] });
                }
            }
        }
        runs
    }

    /// Reports the ordinals of `run` that do not follow the one before. What the next ordinal does
    /// not confirm is sure only inside a text: whole lines get lost when a document is excerpted.
    fn judge(&self, run: &Run, text: &str, sink: &mut Sink<'_>) {
        let Some(&(mut last, mut place)) = run.ordinals.first() else { return };
        let mut length = 1;
        for (at, &(number, span)) in run.ordinals.iter().enumerate().skip(1) {
            let confirmed = run.ordinals.get(at + 1).is_some_and(|&(next, _)| next == last + 2);
            let slip = match self.find {
                Find::Skipped => number == last + 2 || number == last + 3 && length > 1,
                Find::Duplicated => number == last && length > 1,
            };
            if slip && self.is_missing(run.form, last + 1, text, place, span) {
                let finding = self.finding(run.form, last, place, span);
                let sure = confirmed || self.forms[run.form] == Form::Inline;
                sink.report(if sure { finding } else { finding.doubtful() });
            }
            length = if number == last + 1 { length + 1 } else { 1 };
            last = if confirmed { last + 1 } else { number };
            place = span;
        }
    }

    /// True where nothing between the two places stands for the ordinal `number` in another form.
    fn is_missing(&self, form: usize, number: usize, text: &str, before: Span, span: Span) -> bool {
        let between = text.get(before.end()..span.start()).unwrap_or_default();
        let others = ["首先", "其一", "其次", "第一", "一方面"];
        // 第四章 is called nothing else.
        if self.needles[form * MOST].ends_with(['编', '章', '节', '条']) {
            return between.len() < 10 * FAR;
        }
        between.len() < FAR
            && !others.iter().any(|other| between.contains(other))
            && (self.find == Find::Duplicated || !holds_ordinal(between, &han_number(number)))
    }

    fn finding(&self, form: usize, last: usize, before: Span, span: Span) -> Finding {
        let expected = self.needles[(form * MOST + last).min(self.needles.len() - 1)].as_str();
        let finding = Finding::at(span).replace(expected).with("expected", expected);
        finding.with("before", self.needles[form * MOST + last - 1].as_str()).and(before, "before")
    }
}

/// Further apart than this many bytes, two ordinals are not taken for neighbours.
const FAR: usize = 30_000;

/// True where the number of the missing ordinal opens a clause in another form (三要, 其三, 第三).
fn holds_ordinal(between: &str, number: &str) -> bool {
    between.match_indices(number).any(|(at, _)| {
        let before = between[..at].chars().next_back();
        before
            .is_none_or(|c| c.is_ascii_punctuation() || "。；，：、！？“（\n第其".contains(c) || is_space(c))
    })
}

/// A quick look whether byte `at` can be where a paragraph opens: nothing or space before it, or
/// the colon of [`LABEL`].
fn may_open(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| c == '\n' || c == '：' || is_space(c))
}

/// What a list that begins on its own line stands behind: 附件：1.名单.
const LABEL: &str = "附件：";

/// True where an ordinal of `len` bytes at `at` opens the paragraph or, inline, a clause. One of a
/// series stands alone or is set apart: 图1 站点分布, and not 图1所示.
fn opens(paragraph: &str, at: usize, len: usize, form: Form) -> bool {
    let inline = form == Form::Inline;
    let after = paragraph.get(at + len..).and_then(|rest| rest.chars().next());
    if form == Form::Series {
        let apart = after.is_none_or(|c| c == '：' || is_space(c));
        return apart && paragraph[..at].chars().all(is_space);
    }
    let listed = |c: char| is_han_numeral(c) || c.is_ascii_digit() || "、和或至到（".contains(c);
    if after.is_none_or(listed) {
        return false;
    }
    let before = paragraph[..at].trim_end_matches(is_space);
    match before.chars().next_back() {
        None => true,
        Some(_) if !inline && before.trim_start_matches(is_space) == LABEL => true,
        Some(c) => inline && "。；：，！？“（".contains(c),
    }
}

/// The places where counting begins anew: articles, headings, borders of the contents.
struct Breaks {
    places: Vec<usize>,
    next: usize,
}

impl Breaks {
    fn new(context: &Context<'_>) -> Self {
        let reading = context.reading;
        let mut places: Vec<usize> = Vec::new();
        for issue in &reading.issues {
            places.push(issue.span.start());
            places.extend(issue.articles.iter().map(|article| article.headline.start()));
            places.extend(issue.sections.iter().map(|section| section.span.start()));
        }
        let contents =
            |role| matches!(role, Role::ContentsTitle | Role::ContentsHeading | Role::ContentsEntry);
        let pairs = reading.flow.paragraphs.windows(2);
        let borders = pairs.filter(|pair| contents(pair[0].role) != contents(pair[1].role));
        places.extend(borders.map(|pair| pair[1].span.start()));
        places.sort_unstable();
        Breaks { places, next: 0 }
    }

    /// True where a break lies between the last place asked for and this one.
    fn passed(&mut self, at: usize) -> bool {
        let from = self.next;
        while self.places.get(self.next).is_some_and(|&place| place <= at) {
            self.next += 1;
        }
        self.next > from
    }
}
