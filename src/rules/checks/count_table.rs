//! Rows and columns of a table that do not add up to their totals.

use crate::facts::quantities::{ONE, are_a_slip_apart, decimal};
use crate::facts::tables::{Figure, Row, Table, figure};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;

/// What the total of all others is called.
const TOTALS: [&str; 6] = ["合计", "总计", "共计", "总数", "累计", "总和"];
/// Rows that are part of another one.
const WITHIN: [&str; 5] = ["其中", "#", "小计", "注", "#其中"];
/// Figures of such columns do not add up.
const RATES: [&str; 18] = [
    "%", "％", "率", "比", "均", "增", "速", "序号", "排", "占", "指数", "年份", "名次", "编号", "单价",
    "幅", "位次", "电话",
];

struct TableSum;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(TableSum))
}

/// What should add up.
struct Addition {
    whole: Figure,
    parts: Vec<Figure>,
}

impl Check for TableSum {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for table in context.facts.tables() {
            for additions in [columns(text, table), rows(text, table)] {
                judge(text, &additions, sink);
            }
        }
    }
}

/// Reports what does not add up where others of the table do, or a slip of the hand explains it.
fn judge(text: &str, additions: &[Addition], sink: &mut Sink<'_>) {
    let fitting = additions.iter().filter(|addition| addition.fits()).count();
    for addition in additions.iter().filter(|addition| !addition.fits()) {
        let proven = fitting * 2 > additions.len() || additions.len() == 2 && fitting == 1;
        if !proven && !addition.is_slip() {
            continue;
        }
        let (Some(first), Some(last)) = (addition.parts.first(), addition.parts.last()) else { continue };
        let sum = decimal(addition.sum(), addition.step());
        let finding = Finding::at(addition.whole.span).and(first.span.to(last.span), "parts");
        let finding = match addition.slipped() {
            Some((part, right)) => finding
                .saying("cell")
                .and(part.span, "slip")
                .with("part", part.span.of(text))
                .with("right", decimal(right, addition.step())),
            None => finding,
        };
        sink.report(finding.with("sum", sum));
    }
}

impl Addition {
    fn sum(&self) -> i128 {
        self.parts.iter().map(|part| part.value).sum()
    }

    /// The last place of the finest figure.
    fn step(&self) -> i128 {
        let finest = self.parts.iter().chain([&self.whole]).map(|f| f.step).filter(|step| *step > 0).min();
        finest.unwrap_or(ONE)
    }

    /// Whether it adds up, each figure rounded in its last place.
    fn fits(&self) -> bool {
        let rounding: i128 = self.parts.iter().chain([&self.whole]).map(|f| f.step).sum();
        (self.sum() - self.whole.value).abs() * 2 <= rounding
    }

    fn is_slip(&self) -> bool {
        let in_whole = are_a_slip_apart(self.whole.value, self.sum(), self.step());
        self.parts.len() > 2 && (in_whole || self.slips().next().is_some())
    }

    /// The parts that are a digit or a swap away from what would make the sum, with that.
    fn slips(&self) -> impl Iterator<Item = (Figure, i128)> {
        let off = self.sum() - self.whole.value;
        // A unit or two are lost anywhere.
        let is_by_hand = move |part: &&Figure| {
            let right = part.value - off;
            off.abs() > 2 * self.step() && are_a_slip_apart(part.value, right, self.step())
        };
        self.parts.iter().filter(is_by_hand).map(move |part| (*part, part.value - off))
    }

    /// The only one of them.
    fn slipped(&self) -> Option<(Figure, i128)> {
        let mut slips = self.slips();
        slips.next().filter(|_| slips.next().is_none())
    }
}

/// The columns whose last or first figure is the total of the others.
fn columns(text: &str, table: &Table) -> Vec<Addition> {
    let body = table.body(text);
    let label = |row: &Row| table.label(text, row).unwrap_or_default().replace([' ', '\u{3000}'], "");
    let totals: Vec<usize> =
        (0..body.len()).filter(|&at| TOTALS.contains(&label(&body[at]).as_str())).collect();
    let nested = body.iter().any(|row| WITHIN.iter().any(|word| label(row).starts_with(word)));
    let [total] = totals.as_slice() else { return Vec::new() };
    let parts: Vec<&Row> = match *total {
        0 => body[1..].iter().collect(),
        last if last + 1 == body.len() => body[..last].iter().collect(),
        _ => return Vec::new(),
    };
    if nested || parts.len() < 2 {
        return Vec::new();
    }
    let width = body[*total].cells.len();
    let adds = |&at: &usize| !RATES.iter().any(|word| table.head(text, at).contains(word));
    let column = |at: usize| {
        let whole = figure(text, *body[*total].cells.get(at)?)?;
        let cells = parts.iter().map(|row| row.cells.get(at).copied());
        Some(Addition { whole, parts: figures(text, cells)? })
    };
    (1..width).filter(adds).filter_map(column).collect()
}

/// The rows with a column that is the total of the others.
fn rows(text: &str, table: &Table) -> Vec<Addition> {
    let body = table.body(text);
    let Some(width) = body.first().map(|row| row.cells.len()) else { return Vec::new() };
    let heads: Vec<String> = (0..width).map(|at| table.head(text, at).replace(' ', "")).collect();
    let mut totals = (0..width).filter(|&at| TOTALS.iter().any(|word| heads[at].starts_with(word)));
    let Some(total) = totals.next().filter(|_| totals.next().is_none()) else { return Vec::new() };
    if heads.iter().any(|head| {
        RATES.iter().chain(&WITHIN).any(|word| head.contains(word) && *word != "注" && *word != "序号")
    }) {
        return Vec::new();
    }
    let is_part = |at: &usize| *at != total && *at > 0 && !heads[*at].contains("序号");
    let row = |row: &Row| {
        let whole = figure(text, *row.cells.get(total)?)?;
        let cells = (0..width).filter(is_part).map(|at| row.cells.get(at).copied());
        let parts = figures(text, cells).filter(|parts| parts.len() > 1)?;
        Some(Addition { whole, parts })
    };
    body.iter().filter_map(row).collect()
}

/// The figures of `cells`, where each is one or says that there is none.
fn figures(text: &str, cells: impl Iterator<Item = Option<Span>>) -> Option<Vec<Figure>> {
    let mut found = Vec::new();
    for cell in cells {
        let cell = cell?;
        match figure(text, cell) {
            Some(figure) => found.push(figure),
            None if matches!(cell.of(text), "—" | "-" | "－" | "/" | "——" | "…") => {}
            None => return None,
        }
    }
    (found.len() > 1).then_some(found)
}
