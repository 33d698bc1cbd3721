//! `kanwu rules RULE`: what one rule looks for, with the examples that prove it.

use std::io;

use codespan_reporting::term::termcolor::{Color, ColorSpec, WriteColor};

use crate::report::catalogue::{self, Entry};
use crate::rules::Lang;
use crate::rules::example::Example;

/// The lines of an example that are shown.
const LINES: usize = 12;

/// Writes all that is said of the rule of `entry`.
pub fn write(out: &mut dyn WriteColor, entry: &Entry<'_>, lang: Lang) -> io::Result<()> {
    let Entry { declaration, severity, examples } = entry;
    let rule = &declaration.rule;
    let zh = lang == Lang::Zh;
    strong(out, &rule.id)?;
    writeln!(out, "  {}  {}\n", severity.as_str(), rule.name.get(lang))?;
    for line in rule.explain.get(lang).trim().lines() {
        writeln!(out, "  {}", line.trim())?;
    }
    if let Some(standard) = &rule.standard {
        writeln!(out, "\n  {}{standard}", if zh { "依据：" } else { "Standard: " })?;
    }
    let weight = rule.weight;
    match zh {
        true => writeln!(out, "  差错率：每处计 {weight} 个差错")?,
        false => writeln!(out, "  In the error rate: {weight} errors each")?,
    }
    if !examples.is_empty() {
        heading(out, if zh { "例句" } else { "Examples" })?;
    }
    for example in examples {
        write_example(out, example, zh)?;
    }
    if !declaration.options.is_empty() {
        heading(out, if zh { "选项及默认值" } else { "Options and their defaults" })?;
        for option in &declaration.options {
            writeln!(out, "    {} = {}    {}", option.name, option.default, option.doc.get(lang))?;
        }
    }
    switching_off(out, &rule.id, zh)
}

/// A bad example with its correction below it, or a good one.
fn write_example(out: &mut dyn WriteColor, example: &Example, zh: bool) -> io::Result<()> {
    let issue = example.house.period.map(|period| match zh {
        true => format!("    （本期 {} 至 {}）", period.first, period.last),
        false => format!("    (an issue of {} to {})", period.first, period.last),
    });
    let mut issue = issue.unwrap_or_default();
    let lang = if zh { Lang::Zh } else { Lang::En };
    for reference in &example.against {
        issue += &format!("\n{}{}", catalogue::against(lang), reference.trim());
    }
    if example.marks.is_empty() {
        return lines(out, "✓", Color::Green, &(example.text.clone() + &issue));
    }
    let mut marked = String::with_capacity(example.text.len() + 16);
    let mut at = 0;
    for mark in &example.marks {
        let span = mark.span;
        marked += example.text.get(at..span.start()).unwrap_or_default();
        marked += &format!("⟦{}⟧", span.of(&example.text));
        at = span.end();
    }
    marked += example.text.get(at..).unwrap_or_default();
    lines(out, "✗", Color::Red, &(marked + &issue))?;
    match example.corrected() {
        Some(right) => lines(out, "✓", Color::Green, &right),
        None => Ok(()),
    }
}

fn lines(out: &mut dyn WriteColor, sign: &str, color: Color, text: &str) -> io::Result<()> {
    let mut lines = text.trim_end().lines();
    out.set_color(ColorSpec::new().set_fg(Some(color)))?;
    write!(out, "    {sign}")?;
    out.reset()?;
    writeln!(out, " {}", lines.next().unwrap_or_default())?;
    for line in lines.by_ref().take(LINES) {
        writeln!(out, "      {line}")?;
    }
    if lines.next().is_some() {
        writeln!(out, "      …")?;
    }
    Ok(())
}

fn switching_off(out: &mut dyn WriteColor, id: &str, zh: bool) -> io::Result<()> {
    heading(out, if zh { "不查这一条（写在 kanwu.toml）" } else { "To switch it off (in kanwu.toml)" })?;
    let (place, file, all, once) = match zh {
        true => ("一处", "一个文件", "一直", "这一次"),
        false => ("one place", "one file", "for good", "this once"),
    };
    let (text, reason) = if zh { ("原文", "理由") } else { ("the text", "why") };
    writeln!(
        out,
        "    # {place}\n    [[allow]]\n    rule = \"{id}\"\n    text = \"{text}\"\n    reason = \"{reason}\""
    )?;
    writeln!(
        out,
        "    # {file}\n    [[override]]\n    paths = [\"a.txt\"]\n    rules = {{ \"{id}\" = \"off\" }}"
    )?;
    writeln!(out, "    # {all}\n    [rules]\n    \"{id}\" = \"off\"")?;
    writeln!(out, "    # {once}\n    kanwu --ignore {id} …")
}

fn heading(out: &mut dyn WriteColor, text: &str) -> io::Result<()> {
    writeln!(out)?;
    write!(out, "  ")?;
    strong(out, text)?;
    writeln!(out)
}

fn strong(out: &mut dyn WriteColor, text: &str) -> io::Result<()> {
    out.set_color(ColorSpec::new().set_bold(true))?;
    write!(out, "{text}")?;
    out.reset()
}
