//! Rates of a table that its other columns belie: 17.64, 17.09, 增长3.2% but for one row; shares of the
//! total likewise.

use crate::facts::quantities::{ONE, are_a_slip_apart, decimal};
use crate::facts::tables::{Figure, Row, Table, figure};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::numerals::numeral_at;

/// What heads a column of growth, and of shares.
const GROWTH: [&str; 6] = ["增长", "增幅", "增速", "增减", "±", "比上年"];
const SHARE: [&str; 4] = ["占比", "比重", "比例", "占"];
const TOTALS: [&str; 4] = ["合计", "总计", "共计", "总数"];
/// At constant prices another rate is right.
const CONSTANT: [&str; 6] = ["生产总值", "增加值", "产业", "工业", "总产值", "可支配"];
/// So many rows have to fit.
const FITTING: usize = 3;

struct TableRate;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(TableRate))
}

/// A rate with what it should be, and how much rounding may move that.
struct Rate {
    said: Figure,
    right: i128,
    slack: i128,
    /// The two figures that it is made of.
    of: [Figure; 2],
}

impl Check for TableRate {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for table in context.facts.tables() {
            for rates in [growth(text, table), shares(text, table)].into_iter().flatten() {
                judge(&rates, sink);
            }
        }
    }
}

fn judge(rates: &[Rate], sink: &mut Sink<'_>) {
    let (fit, off): (Vec<&Rate>, Vec<&Rate>) = rates.iter().partition(|rate| rate.fits());
    let [odd] = off.as_slice() else { return };
    let step = odd.said.step.max(1);
    let right = (odd.right.abs() + step / 2) / step * step * odd.right.signum();
    let is_slip = right.signum() == odd.said.value.signum() && is_slip(odd.said.value, right, step);
    if fit.len() >= FITTING && is_slip && (right - odd.said.value).abs() > 2 * step {
        let finding = Finding::at(odd.said.span).and(odd.of[0].span, "one").and(odd.of[1].span, "one");
        sink.report(finding.with("right", decimal(right, step)));
    }
}

/// One digit of as many, two that changed places, or one too many. The other rows vouch for the rest.
fn is_slip(said: i128, right: i128, step: i128) -> bool {
    let digits = |value: i128| (value.abs() / step).to_string().into_bytes();
    let (one, other) = (digits(said), digits(right));
    let unlike = one.iter().zip(&other).filter(|(a, b)| a != b).count();
    one.len() == other.len() && one.len() > 1 && unlike == 1
        || are_a_slip_apart(said.abs(), right.abs(), step)
}

impl Rate {
    fn fits(&self) -> bool {
        (self.said.value - self.right).abs() <= self.slack + self.said.step
    }

    /// `part` of `whole` in per cent, less `base`.
    fn new(said: Figure, part: Figure, whole: Figure, base: i128) -> Option<Self> {
        let percent = |part: i128, whole: i128| part.saturating_mul(100 * ONE) / whole.max(1) - base;
        let right = percent(part.value, whole.value);
        let half = |figure: &Figure| figure.step.max(if figure.step == 0 { ONE } else { 0 }) / 2;
        let widest = percent(part.value + half(&part), whole.value - half(&whole));
        let is_told = said.step > 0 && part.value > 0 && whole.value > half(&whole);
        is_told.then_some(Rate { said, right, slack: (widest - right).abs(), of: [part, whole] })
    }
}

/// The only column whose head `is`.
fn column(text: &str, table: &Table, width: usize, is: impl Fn(&str) -> bool) -> Option<usize> {
    let mut columns = (0..width).filter(|&at| is(&table.head(text, at)));
    columns.next().filter(|_| columns.next().is_none())
}

fn is_percent(head: &str, words: &[&str]) -> bool {
    head.contains(['%', '％']) && words.iter().any(|word| head.contains(word))
}

/// The year that heads a column: 2022年.
fn year(head: &str) -> Option<u64> {
    let at = head.find(|c: char| c.is_ascii_digit())?;
    let year = numeral_at(head, at).filter(|year| year.length == 4)?;
    head.get(year.span.end()..)?.starts_with('年').then_some(year.value)
}

/// The growth of each row from one year to the next.
fn growth(text: &str, table: &Table) -> Option<Vec<Rate>> {
    let body = table.body(text);
    let width = body.first()?.cells.len();
    let rate = column(text, table, width, |head| is_percent(head, &GROWTH))?;
    let is_level = |head: &str| year(head).is_some() && !head.contains(['%', '％']);
    let levels: Vec<usize> = (0..width).filter(|&at| is_level(&table.head(text, at))).collect();
    let [one, other] = levels.as_slice() else { return None };
    let years = [*one, *other].map(|at| year(&table.head(text, at)));
    let (now, before) = match years {
        [Some(a), Some(b)] if a == b + 1 => (*one, *other),
        [Some(a), Some(b)] if b == a + 1 => (*other, *one),
        _ => return None,
    };
    let row = |row: &Row| {
        let label = table.label(text, row)?;
        let cell = |at: usize| figure(text, *row.cells.get(at)?);
        let is_nominal = !CONSTANT.iter().any(|word| label.contains(word));
        Rate::new(cell(rate)?, cell(now)?, cell(before)?, 100 * ONE).filter(|_| is_nominal)
    };
    Some(body.iter().filter_map(row).collect())
}

/// The share of each row of the total.
fn shares(text: &str, table: &Table) -> Option<Vec<Rate>> {
    let body = table.body(text);
    let width = body.first()?.cells.len();
    let rate = column(text, table, width, |head| is_percent(head, &SHARE))?;
    let level = rate.checked_sub(1)?;
    let is_total = |row: &&Row| {
        table
            .label(text, row)
            .is_some_and(|label| TOTALS.contains(&label.replace([' ', '\u{3000}'], "").as_str()))
    };
    let mut totals = body.iter().filter(is_total);
    let total = totals.next().filter(|_| totals.next().is_none())?;
    let whole = figure(text, *total.cells.get(level)?)?;
    let row = |row: &Row| {
        let cell = |at: usize| figure(text, *row.cells.get(at)?);
        Rate::new(cell(rate)?, cell(level)?, whole, 0).filter(|rate| rate.of[0].value < whole.value)
    };
    Some(body.iter().filter_map(row).collect())
}
