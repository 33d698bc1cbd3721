//! `kanwu rate`: the error rate with the table of how it came about, for people and as JSON.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::human::grouped;
use super::note;
use crate::rate::{Line, Publication, Rate};
use crate::rules::Lang;

/// Writes the rate of the document `name` for a person.
pub fn human(out: &mut dyn Write, name: &str, rate: &Rate, lang: Lang) -> io::Result<()> {
    let zh = lang == Lang::Zh;
    let colon = if zh { "：" } else { ": " };
    writeln!(out, "{}{colon}{}", note::plain(name), sentence(rate, lang))?;
    if !rate.lines.is_empty() {
        table(out, rate, zh)?;
    }
    let (errors, characters, result) = (plain(rate.errors()), grouped(rate.characters), rate.per_10k());
    match zh {
        true => writeln!(out, "  {errors} ÷ {characters} 字 × 10,000 = {result}")?,
        false => writeln!(out, "  {errors} / {characters} characters × 10,000 = {result}")?,
    }
    for remark in remarks(rate, zh) {
        writeln!(out, "  {remark}")?;
    }
    Ok(())
}

/// The rate, and what the limit says of it: 差错率 2.1/万（期刊限 2/万：不合格）
pub(super) fn sentence(rate: &Rate, lang: Lang) -> String {
    let result = rate.per_10k();
    let verdict = rate.how.limit().map(|limit| {
        let whose = whose(rate, lang);
        match (lang, result <= limit) {
            (Lang::Zh, true) => format!("（{whose}限 {limit}/万：合格）"),
            (Lang::Zh, false) => format!("（{whose}限 {limit}/万：不合格）"),
            (Lang::En, true) => format!(" ({whose}limit {limit}: passed)"),
            (Lang::En, false) => format!(" ({whose}limit {limit}: failed)"),
        }
    });
    let verdict = verdict.unwrap_or_default();
    match lang {
        Lang::Zh => format!("差错率 {result}/万{verdict}"),
        Lang::En => format!("{result} errors in 10,000 characters{verdict}"),
    }
}

/// The kind of publication whose limit holds; nothing where the house has one of its own.
fn whose(rate: &Rate, lang: Lang) -> &'static str {
    match (rate.how.limit, rate.how.publication, lang) {
        (Some(_), ..) | (_, None, _) => "",
        (_, Some(Publication::Book), Lang::Zh) => "图书",
        (_, Some(Publication::Periodical), Lang::Zh) => "期刊",
        (_, Some(Publication::Newspaper), Lang::Zh) => "报纸",
        (_, Some(Publication::Book), Lang::En) => "book ",
        (_, Some(Publication::Periodical), Lang::En) => "periodical ",
        (_, Some(Publication::Newspaper), Lang::En) => "newspaper ",
    }
}

fn table(out: &mut dyn Write, rate: &Rate, zh: bool) -> io::Result<()> {
    let head = match zh {
        true => ["规则", "处", "计入", "每处", "差错"],
        false => ["rule", "found", "counted", "each", "errors"],
    };
    let mut rows = vec![head.map(String::from)];
    rows.extend(rate.lines.iter().map(row));
    let sum = |of: fn(&Line) -> usize| rate.lines.iter().map(of).sum::<usize>().to_string();
    let all = if zh { "合计" } else { "total" };
    let (found, counted) = (sum(|line| line.findings), sum(|line| line.counted));
    rows.push([all.into(), found, counted, String::new(), plain(rate.errors())]);
    let widths: [usize; 5] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or_default());
    for row in &rows {
        let fill = |column: usize| " ".repeat(widths[column] - row[column].width());
        write!(out, "  {}{}", row[0], fill(0))?;
        for (column, cell) in row.iter().enumerate().skip(1) {
            write!(out, "  {}{cell}", fill(column))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn row(line: &Line) -> [String; 5] {
    let (found, counted) = (line.findings.to_string(), line.counted.to_string());
    [line.rule.to_string(), found, counted, plain(line.weight), plain(line.errors)]
}

/// What a reader of the figures has to know.
fn remarks(rate: &Rate, zh: bool) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut say = |when: bool, words: (&str, &str)| {
        if when {
            remarks.push(if zh { words.0 } else { words.1 }.to_owned());
        }
    };
    let fewer = rate.lines.iter().any(|line| line.counted < line.findings);
    say(
        fewer,
        (
            "同一处的几个问题只计最重的一个；同一错字每页计一次，全文至多四次。",
            "Of several findings in one place the heaviest counts; the same wrong word counts once a page and four times at most.",
        ),
    );
    let doubled = rate.lines.iter().any(|line| line.in_headlines > 0);
    say(doubled, ("目录和标题中的差错加倍计算。", "Errors in the contents and in headlines count more."));
    let read = rate.how.characters.is_none();
    say(
        read,
        (
            "字数按读到的字符计（空格除外），少于版面字数，差错率因而偏高。",
            "Characters are those that were read, white space left out: fewer than the pages are set for, so the rate is on the high side.",
        ),
    );
    remarks
}

/// 0.3, not 0.30000000000000004
fn plain(number: f64) -> String {
    rounded(number).to_string()
}

/// Writes one document after another as JSON.
pub struct Json<W> {
    out: W,
    first: bool,
}

impl<W: Write> Json<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(out, "{{\"version\": 1,\n \"documents\": [")?;
        Ok(Json { out, first: true })
    }

    pub fn file(&mut self, name: &str, rate: &Rate) -> io::Result<()> {
        self.out.write_all(if self.first { b"\n  " } else { b",\n  " })?;
        self.first = false;
        serde_json::to_writer(&mut self.out, &wire(name, rate)).map_err(io::Error::from)
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(if self.first { b"]}\n" } else { b"\n ]}\n" })?;
        self.out.flush()
    }
}

fn wire<'a>(path: &'a str, rate: &'a Rate) -> DocumentWire<'a> {
    let limit = rate.how.limit();
    let rules = rate.lines.iter().map(|line| LineWire {
        rule: &line.rule,
        found: line.findings,
        counted: line.counted,
        in_headlines: line.in_headlines,
        weight: line.weight,
        errors: rounded(line.errors),
    });
    DocumentWire {
        path,
        error_rate_per_10k: rate.per_10k(),
        errors: rounded(rate.errors()),
        characters: rate.characters,
        characters_are: if rate.how.characters.is_some() { "set" } else { "read" },
        limit,
        passed: limit.map(|limit| rate.per_10k() <= limit),
        rules: rules.collect(),
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[derive(Serialize)]
struct DocumentWire<'a> {
    path: &'a str,
    error_rate_per_10k: f64,
    errors: f64,
    characters: usize,
    /// `set` for those of the pages as the house says, `read` for those that were read.
    characters_are: &'static str,
    limit: Option<f64>,
    passed: Option<bool>,
    rules: Vec<LineWire<'a>>,
}

#[derive(Serialize)]
struct LineWire<'a> {
    rule: &'a str,
    found: usize,
    counted: usize,
    in_headlines: usize,
    weight: f64,
    errors: f64,
}
