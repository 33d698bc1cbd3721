//! Regular expressions as packs write them: with named classes such as `{汉}`, checked when the
//! pack is read and compiled when first needed.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::Regex;

use super::super::Problem;
use super::super::toml::{At, Reader, words};
use super::classes::{CLASSES, Expanded, expand};
use super::known::known;
use super::shape::Shape;

/// A regular expression that is known to be valid.
#[derive(Clone, Debug)]
pub struct Expression {
    /// As a pack writes it, classes in braces.
    written: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Takes what a pack writes; what is wrong with it goes to the reader, with its place. Those
    /// of the built-in packs were parsed when kanwu was built.
    pub fn parse(written: &At<String>, reader: &mut Reader) -> Option<Self> {
        if known(&written.value).is_none() {
            let expanded = expand(&written.value);
            let problem = unknown_class(written).or_else(|| {
                let error = regex_syntax::parse(&expanded.text).err()?;
                Some(problem(written, &expanded, &error))
            });
            if let Some(problem) = problem {
                reader.problems.push(problem);
                return None;
            }
        }
        Some(Expression::new(written.value.clone()))
    }

    /// The expression that finds what any of `written` finds.
    pub fn any_of(written: &[At<String>], reader: &mut Reader) -> Option<Self> {
        let mut parts = Vec::with_capacity(written.len());
        for one in written {
            parts.push(format!("(?:{})", Expression::parse(one, reader)?.written));
        }
        (!parts.is_empty()).then(|| Expression::new(parts.join("|")))
    }

    /// The expression that must match up to the very end of what it is given.
    pub fn anchored_at_end(self) -> Self {
        Expression::new(format!(r"(?:{})\z", self.written))
    }

    /// What can be said of all its matches.
    pub fn shape(&self) -> Shape {
        let read = || Some(Shape::of(&regex_syntax::parse(&expand(&self.written).text).ok()?));
        known(&self.written).and_then(Shape::read).or_else(read).unwrap_or_default()
    }

    /// True where [`Expression::regex`] costs nothing.
    pub fn is_compiled(&self) -> bool {
        self.compiled.get().is_some()
    }

    /// The compiled expression; none where it is too large to be compiled.
    pub fn regex(&self) -> Option<&Regex> {
        // It is run on a few characters around a needle, where to look for its literals first or
        // to make haste with groups is worth less than it costs to prepare.
        let config = Regex::config().auto_prefilter(false).onepass(false);
        let compile = || Regex::builder().configure(config).build(&expand(&self.written).text).ok();
        self.compiled.get_or_init(compile).as_ref()
    }

    fn new(written: String) -> Self {
        Expression { written, compiled: OnceLock::new() }
    }
}

fn problem(written: &At<String>, expanded: &Expanded, error: &regex_syntax::Error) -> Problem {
    let (what, span) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(error.span())),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(error.span())),
        _ => (error.to_string(), None),
    };
    let inner = span.map(|s| expanded.original(s.start.offset)..expanded.original(s.end.offset));
    let message = words(format!("正则表达式有误：{what}"), format!("invalid regular expression: {what}"));
    Problem::new(place(written, inner), message)
}

/// The bytes of the TOML file that `inner` of the written text stands at; a text between single
/// quotation marks stands there as it is, of another its whole is meant.
fn place(written: &At<String>, inner: Option<Range<usize>>) -> Range<usize> {
    match inner {
        Some(inner) if written.span.len() == written.value.len() + 2 && inner.end <= written.value.len() => {
            let start = written.span.start + 1;
            start + inner.start..start + inner.end.max(inner.start + 1).min(written.value.len())
        }
        _ => written.span.clone(),
    }
}

/// A class in braces that there is none of.
fn unknown_class(written: &At<String>) -> Option<Problem> {
    let text = &written.value;
    let (start, name) = text.match_indices('{').find_map(|(at, _)| {
        let name = text[at + 1..].split_once('}')?.0;
        let known = CLASSES.iter().any(|(class, _)| *class == name);
        (!known && name.contains(crate::text::chars::is_han)).then_some((at, name))
    })?;
    let known: Vec<String> = CLASSES.iter().map(|(class, _)| format!("{{{class}}}")).collect();
    let known = known.join(" ");
    let message = words(format!("没有“{{{name}}}”这一类字"), format!("there is no class “{{{name}}}”"));
    let help = words(format!("可用：{known}"), format!("known: {known}"));
    Some(Problem::new(place(written, Some(start..start + name.len() + 2)), message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(written: &str) -> Result<Expression, Vec<Problem>> {
        let mut reader = Reader::default();
        let at = At { value: written.to_owned(), span: 10..12 + written.len() };
        let found = Expression::parse(&at, &mut reader);
        found.ok_or(reader.problems)
    }

    #[test]
    fn every_class_is_valid_alone_and_among_other_characters() {
        for (name, _) in CLASSES {
            for written in [format!("{{{name}}}{{2,3}}"), format!("[{{{name}}}x]")] {
                assert!(parsed(&written).is_ok_and(|e| e.regex().is_some()), "{written}");
            }
        }
    }

    #[test]
    fn an_error_stands_where_it_was_written() {
        let Err(problems) = parsed("{汉}(a") else { panic!("no error") };
        let start = 11 + "{汉}".len();
        assert_eq!(problems[0].span, start..start + 1);
    }

    #[test]
    fn an_unknown_class_is_named() {
        let Err(problems) = parsed("{漢}") else { panic!("no error") };
        assert!(problems[0].message.zh.contains("{漢}"));
        assert_eq!(problems[0].span, 11..16);
    }
}
