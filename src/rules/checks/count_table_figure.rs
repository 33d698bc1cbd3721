//! A figure of the text that a table gives otherwise: 救生衣5200件 above 救生衣 件 5020.

use foldhash::{HashMap, HashSet};

use crate::facts::quantities::{ONE, Quantity, are_a_slip_apart, are_swapped, quantities_in};
use crate::facts::tables::{Figure, Row, Table, figure};
use crate::rules::{Check, Context, Finding, Options, Sink};
use crate::text::Span;
use crate::text::chars::is_han;

/// The shortest and the longest label, in characters.
const LABEL: std::ops::RangeInclusive<usize> = 2..=12;
/// How many characters may stand between a row's name and its figure.
const BETWEEN: usize = 4;
/// Figures of fewer digits are alike by chance.
const DIGITS: usize = 3;

struct TableFigure;

pub(super) fn build(_: &Options) -> Result<Box<dyn Check>, String> {
    Ok(Box::new(TableFigure))
}

impl Check for TableFigure {
    fn run(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let text = &context.reading.flow.text;
        for issue in &context.reading.issues {
            let tables = issue.span.select(context.facts.tables(), Table::span);
            if tables.is_empty() {
                continue;
            }
            let (rows, totals) = (labelled(text, tables), totals(text, tables));
            let ends = ends(&rows);
            let prose = prose(text, tables, issue.span);
            let values: HashSet<i128> = prose.iter().filter_map(|said| bare_value(text, said)).collect();
            for pair in prose.windows(2) {
                if let Some(finding) = growth(text, tables, &rows, [&pair[0], &pair[1]]) {
                    sink.report(finding);
                }
            }
            for said in &prose {
                let finding = differing(text, &rows, said);
                let finding = finding.or_else(|| total(text, &totals, &values, said));
                if let Some(finding) = finding.or_else(|| in_part(text, &ends, &values, said)) {
                    sink.report(finding);
                }
            }
        }
    }
}

/// The rows of the tables by their labels; one that stands twice is none.
fn labelled<'a>(text: &'a str, tables: &'a [Table]) -> HashMap<&'a str, Option<&'a Row>> {
    let mut rows: HashMap<&str, Option<&Row>> = HashMap::default();
    for table in tables {
        for row in table.body(text) {
            let names = row.cells.iter().map(|cell| cell.of(text));
            for name in names.filter(|name| LABEL.contains(&name.chars().count()) && name.chars().all(is_han))
            {
                rows.entry(name).and_modify(|known| *known = None).or_insert(Some(row));
            }
        }
    }
    rows
}

/// The row whose name stands among the last words of `before`, a few characters from their end:
/// 野生大熊猫影像 names 大熊猫.
fn named<'a>(rows: &HashMap<&str, Option<&'a Row>>, before: &str) -> Option<&'a Row> {
    let words = before.char_indices().rev().take_while(|&(_, c)| is_han(c)).take(LABEL.end() + BETWEEN);
    let starts: Vec<usize> = words.map(|(at, _)| at).collect();
    let ends = (1..=BETWEEN).filter_map(|by| starts.get(by - 1));
    let mut found = ends
        .flat_map(|&end| starts.iter().filter(move |&&start| start < end).map(move |&start| (start, end)));
    // 青州市占全市的15.5%: what is said is no figure of the row itself.
    let is_own = |end: usize| !before[end..].contains(['占', '比', '增', '减', '升', '降', '的', '其', '第']);
    found.find_map(|(start, end)| {
        let row = rows.get(&before[start..end]).copied().flatten();
        row.filter(|_| end - start > 6 && is_own(end))
    })
}

/// The totals of the tables, each with the unit that its column gives: 6480 below 人数（人）.
fn totals(text: &str, tables: &[Table]) -> Vec<(Figure, String)> {
    let mut found = Vec::new();
    for table in tables {
        let is_total =
            |row: &&Row| table.label(text, row).is_some_and(|label| label.replace(' ', "") == "合计");
        let Some(row) = table.body(text).iter().find(is_total) else { continue };
        for (at, &cell) in row.cells.iter().enumerate() {
            let head = table.head(text, at);
            let unit = head.rsplit_once('（').and_then(|(_, unit)| unit.strip_suffix('）'));
            if let Some((figure, unit)) = figure(text, cell).zip(unit) {
                found.push((figure, unit.to_owned()));
            }
        }
    }
    found
}

/// The finding where `said` is a total of the same unit but for two digits that changed places, and
/// the text gives the total itself nowhere.
fn total(
    text: &str,
    totals: &[(Figure, String)],
    values: &HashSet<i128>,
    said: &Quantity,
) -> Option<Finding> {
    let (bare, magnitude) = bare(text, said)?;
    let unit = format!("{magnitude}{}", said.unit.of(text));
    let digits = bare.span.of(text).replace(['.', ','], "").len();
    let is_meant = |(figure, of): &&(Figure, String)| {
        let step = if bare.step == 0 { ONE } else { bare.step };
        *of == unit && are_swapped(figure.value, bare.value, step) && bare.step == figure.step
    };
    let (figure, _) = totals.iter().find(is_meant).filter(|_| digits > DIGITS && !said.is_loose)?;
    (!values.contains(&figure.value)).then(|| {
        let finding = Finding::at(said.span()).and(figure.span, "table");
        finding.with("table", figure.span.of(text))
    })
}

/// The number of `said` without its 万 or 亿, and that.
fn bare<'a>(text: &'a str, said: &Quantity) -> Option<(Figure, &'a str)> {
    let number = said.number.of(text);
    let digits = number.trim_end_matches(['万', '亿', ' ']);
    let span = Span::new(said.number.start(), said.number.start() + digits.len());
    Some((figure(text, span)?, number[digits.len()..].trim()))
}

fn bare_value(text: &str, said: &Quantity) -> Option<i128> {
    bare(text, said).map(|(figure, _)| figure.value)
}

/// The quantities of `unit` outside of its tables.
fn prose(text: &str, tables: &[Table], unit: Span) -> Vec<Quantity> {
    let mut start = unit.start();
    let mut found = Vec::new();
    for table in tables.iter().map(Table::span) {
        found.extend(quantities_in(text, Span::new(start, table.start().max(start))));
        start = table.end();
    }
    found.extend(quantities_in(text, Span::new(start.min(unit.end()), unit.end())));
    found
}

/// The words right before a figure, up to a mark or a number.
fn clause(before: &str) -> &str {
    before.rsplit(|c: char| !is_han(c)).next().unwrap_or_default()
}

/// The finding where the row that `said` names has a figure a slip of the hand away, and not its own.
fn differing(text: &str, rows: &HashMap<&str, Option<&Row>>, said: &Quantity) -> Option<Finding> {
    let (said_figure, _) = bare(text, said)?;
    let digits = said_figure.span.of(text);
    if said.is_loose || said.is_ordinal || digits.replace(['.', ','], "").len() < DIGITS {
        return None;
    }
    let before = text.get(..said.number.start())?.trim_end_matches(['为', '是', '达']);
    let starts = before.char_indices().rev().take(*LABEL.end()).take_while(|&(_, c)| is_han(c));
    let row = starts.filter_map(|(start, _)| rows.get(&before[start..])).last().copied().flatten();
    let row = row.or_else(|| named(rows, before))?;
    // 年平均常住人口 is no 常住人口.
    if ["平均", "户均", "人均"].iter().any(|word| clause(before).contains(word)) {
        return None;
    }
    let figures: Vec<Figure> = row.cells.iter().filter_map(|&cell| figure(text, cell)).collect();
    if figures.iter().any(|figure| figure.value == said_figure.value) {
        return None;
    }
    let step = |figure: &Figure| figure.step.max(said_figure.step).max(1);
    let is_slip = |figure: &&Figure| {
        let whole = figure.step == 0 && said_figure.step == 0;
        let step = if whole { ONE } else { step(figure) };
        are_a_slip_apart(figure.value, said_figure.value, step)
    };
    let other = figures.iter().find(is_slip)?;
    let finding = Finding::at(said.span()).and(other.span, "table");
    Some(finding.with("table", other.span.of(text)))
}

/// The finding where a level that stands in its row is said to grow by another rate than the row has:
/// 第三产业70.63亿元，增长3.9%.
fn growth(
    text: &str,
    tables: &[Table],
    rows: &HashMap<&str, Option<&Row>>,
    [level, rate]: [&Quantity; 2],
) -> Option<Finding> {
    let between = text.get(level.span().end()..rate.number.start())?.strip_prefix('，')?;
    let between = ["比上年", "较上年", "同比", "比去年"]
        .iter()
        .fold(between, |rest, lead| rest.trim_start_matches(lead));
    let sign = match between {
        "增长" | "增加" | "提高" => 1,
        "下降" | "减少" => -1,
        _ => return None,
    };
    let is_rate = matches!(rate.unit.of(text), "%" | "％") && !rate.is_loose;
    let (level_figure, _) = bare(text, level).filter(|_| is_rate)?;
    let before = text.get(..level.number.start())?.trim_end_matches(['为', '是', '达']);
    let before = before.strip_suffix("增加值").unwrap_or(before);
    let starts = before.char_indices().rev().take(*LABEL.end()).take_while(|&(_, c)| is_han(c));
    let row = starts.filter_map(|(start, _)| rows.get(&before[start..])).last().copied().flatten();
    let row = row.or_else(|| named(rows, before))?;
    let figures: Vec<Option<Figure>> = row.cells.iter().map(|&cell| figure(text, cell)).collect();
    let table = tables.iter().find(|table| table.span().covers(row.cells[0]))?;
    let is_growth = |&at: &usize| {
        let head = table.head(text, at);
        ["增长", "增幅", "增速", "±"].iter().any(|word| head.contains(word)) && head.contains(['%', '％'])
    };
    let mut columns = (0..row.cells.len()).filter(is_growth);
    let column = columns.next().filter(|_| columns.next().is_none())?;
    let other = figures[column]?;
    let has = |value: i128| figures.iter().flatten().any(|figure| figure.value == value);
    let is_same = other.value == sign * rate.value || other.step.max(1) > rate.step;
    let is_of_row = has(level_figure.value) && digits_of(text, &level_figure) >= DIGITS;
    let is_slip = are_a_slip_apart(other.value * sign, rate.value, rate.step);
    (is_of_row && !is_same && is_slip).then(|| {
        let finding = Finding::at(rate.span()).and(other.span, "table");
        finding.with("table", other.span.of(text))
    })
}

fn digits_of(text: &str, figure: &Figure) -> usize {
    figure.span.of(text).replace(['.', ','], "").len()
}

/// The rows by the last three characters of their labels, where no other has the same ones.
fn ends<'a>(rows: &HashMap<&'a str, Option<&'a Row>>) -> HashMap<&'a str, Option<&'a Row>> {
    let mut ends: HashMap<&str, Option<&Row>> = HashMap::default();
    for (label, row) in rows {
        if let Some(end) = last_three(label) {
            ends.entry(end).and_modify(|known| *known = None).or_insert(*row);
        }
    }
    ends
}

fn last_three(label: &str) -> Option<&str> {
    label.char_indices().rev().nth(2).map(|(at, _)| &label[at..])
}

/// The finding where `said` is a figure of the row whose name ends like its own, in the unit that the
/// row has, but for two digits that changed places: 上年交易量为7.28万吨 above 茶叶交易量 万吨 7.82.
fn in_part(
    text: &str,
    ends: &HashMap<&str, Option<&Row>>,
    values: &HashSet<i128>,
    said: &Quantity,
) -> Option<Finding> {
    let (bare, magnitude) = bare(text, said)?;
    let before = text.get(..said.number.start())?.trim_end_matches(['为', '是', '达']);
    let row = ends.get(last_three(clause(before))?).copied().flatten()?;
    let unit = format!("{magnitude}{}", said.unit.of(text));
    let is_of_unit = row.cells.iter().any(|cell| cell.of(text) == unit);
    let figures: Vec<Figure> = row.cells.iter().filter_map(|&cell| figure(text, cell)).collect();
    let is_meant = |figure: &&Figure| {
        bare.step == figure.step && bare.step > 0 && are_swapped(figure.value, bare.value, bare.step)
    };
    let other = figures.iter().find(is_meant)?;
    let is_known = values.contains(&other.value) || figures.iter().any(|figure| figure.value == bare.value);
    (is_of_unit && !said.is_loose && !is_known && digits_of(text, &bare) >= DIGITS).then(|| {
        let finding = Finding::at(said.span()).and(other.span, "table");
        finding.with("table", other.span.of(text))
    })
}
