//! A row that breaks what all others of its table keep: in each the third figure is the first less the
//! second, and in one it is not. What the columns are to each other is learnt from the rows.

use crate::facts::quantities::{ONE, are_a_slip_apart, are_swapped, decimal};
use crate::facts::tables::{Figure, Table, figure};
use crate::rules::{Check, Context, Finding, Options, Sink};

/// So many rows have to keep it, and one alone breaks it.
const FITTING: usize = 5;
/// A table of more columns or rows is not learnt from.
const COLUMNS: usize = 10;
const ROWS: usize = 400;
/// So many rows have to tell it from chance.
const TELLING: usize = 4;

struct TableRelation;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(TableRelation))
}

/// What the last of three figures may be to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// Their sum.
    Sum,
    /// The first less the second.
    Difference,
    /// The first in per cent of the second.
    Percent,
    /// By how many per cent the first is more than the second.
    Growth,
    /// How much of the first there is for each of the second.
    Each,
}

const RELATIONS: [Relation; 5] =
    [Relation::Sum, Relation::Difference, Relation::Percent, Relation::Growth, Relation::Each];

/// A row that breaks a relation.
struct Odd {
    of: [Figure; 3],
    right: i128,
}

impl Check for TableRelation {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for table in context.facts.tables() {
            if let Some(finding) = judge(&rows(text, table)) {
                sink.report(finding);
            }
        }
    }
}

/// The figures of the body, row by row.
fn rows(text: &str, table: &Table) -> Vec<Vec<Option<Figure>>> {
    let body = table.body(text);
    let is_read = body.len() <= ROWS && body.first().is_some_and(|row| row.cells.len() <= COLUMNS);
    let figures = |cells: &Vec<crate::text::Span>| cells.iter().map(|&cell| figure(text, cell)).collect();
    if is_read { body.iter().map(|row| figures(&row.cells)).collect() } else { Vec::new() }
}

fn judge(rows: &[Vec<Option<Figure>>]) -> Option<Finding> {
    let width = rows.first().filter(|_| rows.len() > FITTING)?.len();
    let odd = (0..width).rev().find_map(|last| {
        let pairs = (0..width).flat_map(|one| (0..width).map(move |other| (one, other)));
        let mut pairs = pairs.filter(|&(one, other)| one != other && one != last && other != last);
        pairs.find_map(|(one, other)| {
            RELATIONS.iter().find_map(|relation| {
                // A sum is the same either way.
                let is_once = *relation != Relation::Sum || one < other;
                is_once.then(|| relation.broken(rows, [one, other, last]))?
            })
        })
    })?;
    let [one, other, last] = odd.of;
    let finding = Finding::at(last.span).and(one.span, "of").and(other.span, "of");
    Some(finding.with("right", decimal(odd.right, last.step.max(1))))
}

impl Relation {
    /// What makes the last figure of the first two, and by how much rounding may move it.
    fn make(self, one: &Figure, other: &Figure) -> Option<(i128, i128)> {
        let half = |figure: &Figure| figure.step / 2;
        let share = |one: i128, other: i128| one.checked_mul(100 * ONE)?.checked_div(other);
        let ratio = |times: i128, less: i128| {
            let divided = |one: i128, other: i128| Some(share(one, other)? * times / 100 - less);
            let right = divided(one.value, other.value)?;
            let widest = divided(one.value + half(one), other.value - half(other))?;
            (one.value > 0 && other.value > half(other)).then_some((right, (widest - right).abs()))
        };
        match self {
            Relation::Sum => Some((one.value + other.value, half(one) + half(other))),
            Relation::Difference => Some((one.value - other.value, half(one) + half(other))),
            Relation::Percent => ratio(100, 0),
            Relation::Growth => ratio(100, 100 * ONE),
            Relation::Each => ratio(1, 0),
        }
    }

    /// The one row that breaks it, where all others keep it.
    fn broken(self, rows: &[Vec<Option<Figure>>], columns: [usize; 3]) -> Option<Odd> {
        let (mut fitting, mut telling, mut odd) = (0, 0, None);
        for row in rows {
            let [Some(one), Some(other), Some(last)] = columns.map(|at| row.get(at).copied().flatten())
            else {
                continue;
            };
            let Some((right, slack)) = self.make(&one, &other) else { continue };
            let is_ratio = !matches!(self, Relation::Sum | Relation::Difference);
            let blur = slack + if is_ratio { last.step.max(1) } else { last.step / 2 };
            if (last.value - right).abs() <= blur {
                fitting += 1;
                let are_own = last.value != one.value && last.value != other.value && other.value != 0;
                telling +=
                    usize::from(are_own && blur.saturating_mul(8) <= last.value.abs().max(right.abs()));
            } else if odd.replace(Odd { of: [one, other, last], right }).is_some() {
                return None;
            }
        }
        let is_kept = fitting >= FITTING && telling >= TELLING;
        odd.filter(|_| is_kept).filter(Odd::is_slip)
    }
}

impl Odd {
    /// A slip of the hand in the last figure explains it.
    fn is_slip(&self) -> bool {
        let last = &self.of[2];
        let step = if last.step == 0 { ONE } else { last.step };
        let right = (self.right.abs() + step / 2) / step * step;
        let said = last.value.abs();
        (self.right < 0) == (last.value < 0)
            && right != said
            && (are_swapped(said, right, step)
                || are_a_slip_apart(said, right, step)
                || one_digit(said, right, step))
    }
}

/// 0.36 for 0.26: the other rows vouch for the rest.
fn one_digit(said: i128, right: i128, step: i128) -> bool {
    let (one, other) = ((said / step).to_string(), (right / step).to_string());
    one.len() == other.len() && one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() == 1
}
