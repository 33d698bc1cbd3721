//! `check.sequence = { find = "skipped", headings = ["一、", "（一）", "1."], inline = ["一是"] }`:
//! ordinals that skip a number or give one twice.
//!
//! A form is written with its first number, 一 or 1. `headings` are ordinals that open a paragraph,
//! from the highest level to the lowest: one of a higher level begins the lower ones anew. `series`
//! open a paragraph too and count through whatever stands between (第一条, 图1). `inline` are those
//! that open a clause, `clauses` those that do so within one paragraph (（1）…；（2）…). Counting begins
//! anew at every first number, at every article and heading; only a gap inside a run is one, for an
//! excerpt may begin anywhere.

use std::sync::Arc;

use super::super::toml::{At, Reader, Table};
use super::super::{Context, Finding, Sink};
use super::ordinals::{circled_number, han_number, holds_ordinal, opens_clause};
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

#[derive(Clone, Copy, Debug, PartialEq)]
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
    Clause,
}

impl Form {
    fn is_clause(self) -> bool {
        matches!(self, Form::Inline | Form::Clause)
    }
}

/// The highest number of a form.
const MOST: usize = 60;

pub fn make(table: &mut Table<'_>, reader: &mut Reader, _: Files<'_>) -> Option<Arc<dyn Engine>> {
    let choices = [("skipped", Find::Skipped), ("duplicated", Find::Duplicated)];
    let find = table.need("find", reader).and_then(|value| reader.choice(value, &choices));
    let mut forms = Vec::new();
    let mut needles = Vec::new();
    let kinds = [
        ("headings", Form::Heading),
        ("inline", Form::Inline),
        ("clauses", Form::Clause),
        ("series", Form::Series),
    ];
    for (key, form) in kinds {
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

/// How numbers are written.
type Numbered = fn(usize) -> String;

/// The ordinals of a form from the first to the last.
fn ordinals(written: &At<String>, reader: &mut Reader) -> Option<Vec<String>> {
    let numbers = [('一', han_number as Numbered), ('①', circled_number), ('1', |number| number.to_string())];
    let found = numbers.into_iter().find_map(|(one, number)| Some((written.value.split_once(one)?, number)));
    let Some(((before, after), number)) = found else {
        reader.report(
            written.span.clone(),
            "序号应以“一”“①”或“1”写出",
            "an ordinal is written with 一, ① or 1",
        );
        return None;
    };
    Some((1..=MOST).map(|n| format!("{before}{}{after}", number(n))).collect())
}

/// Ordinals of one form that belong together.
struct Run {
    form: usize,
    ordinals: Vec<(usize, Span)>,
}

/// An ordinal that does not follow the one before.
struct Slip {
    find: Find,
    form: usize,
    /// The number before it, and where that stands.
    last: usize,
    before: Span,
    span: Span,
    certainty: Certainty,
    /// The numbers behind it count on from it: it is not the only one to be put right.
    goes_on: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Certainty {
    /// It stands inside a text, or the ordinals behind it count as though it were right.
    Sure,
    /// A line may have got lost, as many do where a document is excerpted.
    Likely,
    Doubtful,
}

/// Lines that a document lacks where it is no excerpt, at the most.
const LOST: usize = 2;

impl Engine for Sequence {
    fn needles(&self) -> Vec<&str> {
        self.needles.iter().map(String::as_str).collect()
    }

    fn says(&self) -> &'static [&'static str] {
        &["before"]
    }

    fn run(&self, context: &Context<'_>, hits: &[Hit], sink: &mut Sink<'_>) {
        let mut slips = Vec::new();
        for run in self.runs(context, hits) {
            self.judge(&run, &context.reading.flow.text, &mut slips);
        }
        let lines = slips.iter().filter(|slip| slip.certainty != Certainty::Sure).count();
        for slip in slips.iter().filter(|slip| slip.find == self.find) {
            let finding = self.finding(slip);
            let doubtful = slip.certainty == Certainty::Doubtful;
            let is_sure = slip.certainty == Certainty::Sure || lines <= LOST && !doubtful;
            sink.report(if is_sure { finding } else { finding.doubtful() });
        }
    }
}

/// The runs that are counted on, and those that were interrupted by lists of the same form.
#[derive(Clone, Default)]
struct Open {
    runs: Vec<usize>,
    /// Paragraph of the last ordinal.
    paragraph: usize,
}

impl Sequence {
    fn runs(&self, context: &Context<'_>, hits: &[Hit]) -> Vec<Run> {
        let flow = &context.reading.flow;
        let mut runs: Vec<Run> = Vec::new();
        let mut open: Vec<Open> = vec![Open::default(); self.forms.len()];
        let mut breaks = Breaks::new(context);
        for hit in hits {
            let (form, number) = (hit.needle as usize / MOST, hit.needle as usize % MOST + 1);
            let kind = self.forms[form];
            if !kind.is_clause() && !may_open(&flow.text, hit.span.start()) {
                continue;
            }
            let index = flow.paragraph_index(hit.span.start());
            let paragraph = flow.paragraphs[index].span;
            let at = hit.span.start() - paragraph.start();
            if !opens(flow.of(paragraph), at, hit.span.len(), kind) {
                continue;
            }
            if breaks.passed(hit.span.start()) {
                open.iter_mut().for_each(|open| open.runs.clear());
            }
            if kind == Form::Heading {
                // Lower levels count anew; so do the inline ordinals below them.
                let below = self.forms.iter().zip(&mut open).skip(form + 1);
                below.filter(|(form, _)| **form != Form::Series).for_each(|(_, open)| open.runs.clear());
            }
            let led_in = kind == Form::Heading
                && index > 0
                && flow.of(flow.paragraphs[index - 1].span).ends_with(['：', ':']);
            let open = &mut open[form];
            let elsewhere = kind == Form::Clause && open.paragraph != index;
            // A list directly below an item of another.
            let is_nested = kind == Form::Heading && open.paragraph + 1 == index;
            open.paragraph = index;
            match continued(&runs, open, number).filter(|_| number > 1 && !led_in && !elsewhere) {
                Some(run) => runs[run].ordinals.push((number, hit.span)),
                None => {
                    if !is_nested {
                        open.runs.clear();
                    }
                    open.runs.push(runs.len());
                    runs.push(Run { form, ordinals: vec![(number, hit.span)] });
                }
            }
        }
        runs
    }

    /// Finds the ordinals of `run` that do not follow the one before.
    fn judge(&self, run: &Run, text: &str, slips: &mut Vec<Slip>) {
        let Some(&(mut last, mut before)) = run.ordinals.first() else { return };
        let first = last;
        let mut length = 1;
        for (at, &(number, span)) in run.ordinals.iter().enumerate().skip(1) {
            let next = run.ordinals.get(at + 1).map(|&(next, _)| next);
            // 一 四 三: the next counts on; 一 三 二 四: two have changed places.
            let counts_on = run.ordinals.get(at + 2).is_some_and(|&(number, _)| number == last + 3);
            let swapped = number == last + 2 && next == Some(last + 1) && counts_on;
            let confirmed = next == Some(last + 2) || swapped;
            let find = match number {
                _ if number == last + 2 || number == last + 3 && length > 1 => Some(Find::Skipped),
                _ if number == last && length > 1 => Some(Find::Duplicated),
                _ => None,
            };
            if let Some(find) = find
                && self.is_missing(find, run.form, last + 1, text, before, span)
            {
                let is_one = number != last + 3 && length > 1 && first == 1;
                let certainty = match confirmed || self.forms[run.form].is_clause() {
                    true => Certainty::Sure,
                    false if is_one => Certainty::Likely,
                    false => Certainty::Doubtful,
                };
                let goes_on = next == Some(number + 1);
                slips.push(Slip { find, form: run.form, last, before, span, certainty, goes_on });
            }
            length = if number == last + 1 { length + 1 } else { 1 };
            last = if confirmed { last + 1 } else { number };
            before = span;
        }
    }

    /// True where nothing between the two places stands for the ordinal `number` in another form.
    fn is_missing(
        &self,
        find: Find,
        form: usize,
        number: usize,
        text: &str,
        before: Span,
        span: Span,
    ) -> bool {
        let between = text.get(before.end()..span.start()).unwrap_or_default();
        let others = ["首先", "其一", "其次", "第一", "一方面"];
        // 第四章 is called nothing else.
        if self.needles[form * MOST].ends_with(['编', '章', '节', '条']) {
            return between.len() < 10 * FAR;
        }
        let far = if self.forms[form].is_clause() { FAR_IN_TEXT } else { FAR };
        between.len() < far
            && !others.iter().any(|other| opens_clause(between, other))
            && (find == Find::Duplicated || !holds_ordinal(between, number))
    }

    fn finding(&self, slip: &Slip) -> Finding {
        let needle = |number: usize| self.needles[slip.form * MOST + number.min(MOST) - 1].as_str();
        let expected = needle(slip.last + 1);
        let finding = Finding::at(slip.span).with("expected", expected).with("before", needle(slip.last));
        let finding = finding.and(slip.before, "before");
        if slip.goes_on { finding } else { finding.replace(expected) }
    }
}

/// The run of `open` that `number` is the next of, however many were interrupted for it; otherwise the
/// innermost.
fn continued(runs: &[Run], open: &mut Open, number: usize) -> Option<usize> {
    let last = |run: &usize| runs[*run].ordinals.last().map_or(0, |&(last, _)| last);
    let depth = open.runs.iter().rposition(|run| last(run) + 1 == number);
    if let Some(depth) = depth {
        open.runs.truncate(depth + 1);
    }
    open.runs.last().copied()
}

/// Further apart than this many bytes, two ordinals are not taken for neighbours.
const FAR: usize = 30_000;
/// The same for those that open clauses.
const FAR_IN_TEXT: usize = 4_500;

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
    let after = paragraph.get(at + len..).and_then(|rest| rest.chars().next());
    if form == Form::Series {
        let apart = after.is_none_or(|c| c == '：' || is_space(c));
        return apart && paragraph[..at].chars().all(is_space);
    }
    // 一是3月1日起…, （一）12月6日…: behind a word or a bracket, digits belong to what is listed.
    let is_word = paragraph[at..at + len].ends_with(['是', '要', '）']);
    let listed = |c: char| is_han_numeral(c) || c.is_ascii_digit() && !is_word || "、和或至到（".contains(c);
    if after.is_none_or(listed) {
        return false;
    }
    let before = paragraph[..at].trim_end_matches(is_space);
    match before.chars().next_back() {
        None => true,
        Some(_) if !form.is_clause() && before.trim_start_matches(is_space) == LABEL => true,
        Some(c) => match form {
            Form::Inline => "。；：，！？“（".contains(c),
            Form::Clause => "。；：，！？”".contains(c),
            Form::Heading | Form::Series => false,
        },
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
