//! A TOML document laid out so that it is read without being parsed: `build.rs` writes the
//! built-in packs so, since to parse them takes longer than to check a page.
//!
//! Spans and texts refer to the TOML itself, which is in the binary anyway. A number is four bytes,
//! little end first; a table is its length and its keys and values in turn.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// What a value begins with.
mod kind {
    pub const TABLE: u8 = b'T';
    pub const ARRAY: u8 = b'A';
    /// A text that stands in the TOML as it is.
    pub const PLAIN: u8 = b'P';
    /// One that does not, because of its escapes.
    pub const ESCAPED: u8 = b'E';
    /// Numbers and the like: so short that they may be parsed.
    pub const SHORT: u8 = b'S';
}

/// The lists that are read from the TOML itself when somebody asks for examples.
const EXAMPLES: [&str; 2] = ["bad", "good"];

/// `table` as [`read`] reads it; `text` is what it was parsed from.
pub fn written(table: &DeTable<'_>, text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    write_table(table, text, &mut out);
    out
}

fn write_table(table: &DeTable<'_>, text: &str, out: &mut Vec<u8>) {
    number(table.len(), out);
    for (key, value) in table.iter() {
        write_text(key.get_ref(), key.span(), text, out);
        match value.get_ref() {
            DeValue::Array(_) if EXAMPLES.contains(&key.get_ref().as_ref()) => {
                write_array(&DeArray::new(), value.span(), text, out);
            }
            _ => write_value(value, text, out),
        }
    }
}

fn write_value(value: &Spanned<DeValue<'_>>, text: &str, out: &mut Vec<u8>) {
    match value.get_ref() {
        DeValue::String(string) => write_text(string, value.span(), text, out),
        DeValue::Array(items) => write_array(items, value.span(), text, out),
        DeValue::Table(table) => {
            head(kind::TABLE, value.span(), out);
            write_table(table, text, out);
        }
        _ => head(kind::SHORT, value.span(), out),
    }
}

fn write_array(items: &DeArray<'_>, span: Range<usize>, text: &str, out: &mut Vec<u8>) {
    head(kind::ARRAY, span, out);
    number(items.len(), out);
    items.iter().for_each(|item| write_value(item, text, out));
}

fn write_text(string: &str, span: Range<usize>, text: &str, out: &mut Vec<u8>) {
    match text.get(span.clone()).and_then(|written| written.find(string)) {
        Some(at) => {
            head(kind::PLAIN, span, out);
            number(at, out);
            number(string.len(), out);
        }
        None => {
            head(kind::ESCAPED, span, out);
            number(string.len(), out);
            out.extend(string.as_bytes());
        }
    }
}

fn head(kind: u8, span: Range<usize>, out: &mut Vec<u8>) {
    out.push(kind);
    number(span.start, out);
    number(span.end, out);
}

fn number(number: usize, out: &mut Vec<u8>) {
    out.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

/// The table that `laid` lays out of the TOML `text`; none where the two do not belong together.
pub fn read<'a>(laid: &'a [u8], text: &'a str) -> Option<DeTable<'a>> {
    Layout { laid, text }.table()
}

struct Layout<'a> {
    /// What is left to read.
    laid: &'a [u8],
    text: &'a str,
}

impl<'a> Layout<'a> {
    fn table(&mut self) -> Option<DeTable<'a>> {
        let length = self.number()?;
        (0..length).map(|_| Some((self.key()?, self.value()?))).collect()
    }

    fn key(&mut self) -> Option<Spanned<Cow<'a, str>>> {
        let (kind, span) = self.head()?;
        Some(Spanned::new(span.clone(), Cow::Borrowed(self.string(kind, span)?)))
    }

    fn value(&mut self) -> Option<Spanned<DeValue<'a>>> {
        let (kind, span) = self.head()?;
        let value = match kind {
            kind::TABLE => DeValue::Table(self.table()?),
            kind::ARRAY => {
                let length = self.number()?;
                DeValue::Array((0..length).map(|_| self.value()).collect::<Option<DeArray<'_>>>()?)
            }
            kind::SHORT => DeValue::parse(self.text.get(span.clone())?).ok()?.into_inner(),
            _ => DeValue::String(Cow::Borrowed(self.string(kind, span.clone())?)),
        };
        Some(Spanned::new(span, value))
    }

    fn string(&mut self, kind: u8, span: Range<usize>) -> Option<&'a str> {
        if kind == kind::PLAIN {
            let start = span.start + self.number()?;
            return self.text.get(start..start + self.number()?);
        }
        let length = self.number()?;
        let (string, rest) = self.laid.split_at_checked(length)?;
        self.laid = rest;
        std::str::from_utf8(string).ok()
    }

    fn head(&mut self) -> Option<(u8, Range<usize>)> {
        let (&kind, rest) = self.laid.split_first()?;
        self.laid = rest;
        Some((kind, self.number()?..self.number()?))
    }

    fn number(&mut self) -> Option<usize> {
        let (number, rest) = self.laid.split_first_chunk()?;
        self.laid = rest;
        usize::try_from(u32::from_le_bytes(*number)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_laid_out_is_read_as_it_was() {
        let text = "[[rule]]\nid = \"a/b\"\nweight = 0.5\nfor = [1, true, '’']\ncheck.x = { y = \"\\t\\\"\", z = '''\nq''' }\n";
        let table = DeTable::parse(text).unwrap().into_inner();
        let laid = written(&table, text);
        assert_eq!(format!("{:?}", read(&laid, text).unwrap()), format!("{table:?}"));
        assert!((0..laid.len()).all(|end| read(&laid[..end], text).is_none()));
    }

    #[test]
    fn examples_are_left_to_those_who_ask() {
        let text = "bad = [\"⟦a⟧\"]\n";
        let laid = written(&DeTable::parse(text).unwrap().into_inner(), text);
        let table = read(&laid, text).unwrap();
        assert!(table.values().all(|value| value.get_ref().as_array().is_some_and(|items| items.is_empty())));
    }
}
