//! The places that a text calls by the full name that the national table has for them.

mod past;
mod table;
mod word;

pub use past::{is_past, opening_years};
pub use table::{AS_OF, Division, Table, stem};
pub use word::{ends_here, ends_in_word};

use std::cell::OnceCell;

use foldhash::HashMap;
use memchr::memmem;

use crate::text::Span;

/// The last characters of all names.
const ENDS: [&str; 7] = ["县", "市", "区", "旗", "州", "省", "盟"];

/// A place as it is named in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    pub span: Span,
    pub name: &'static str,
}

/// The places of a text.
#[derive(Debug, Default)]
pub struct Places {
    named: Vec<Named>,
    /// Where a 县, 市, 区 or 旗 stands that ends no name of the table and begins no word, by its start.
    unknown: Vec<u32>,
    /// Where each name starts, ascending; made when somebody asks what is near.
    starts: OnceCell<HashMap<&'static str, Vec<usize>>>,
}

impl Places {
    pub fn new(text: &str) -> Self {
        let table = Table::get();
        let mut places = Places::default();
        for (start, which) in ends(text) {
            let end = start + ENDS[which].len();
            match text.get(..end).and_then(|before| table.ending(before)) {
                Some(name) => places.named.push(Named { span: Span::new(end - name.len(), end), name }),
                None if which < 4 && ends_here(text, end) => places.unknown.push(start as u32),
                None => {}
            }
        }
        places
    }

    /// The places that the table knows, by where their names end.
    pub fn named(&self) -> &[Named] {
        &self.named
    }

    /// Where what ends like a name is none of the table.
    pub fn unknown(&self) -> impl Iterator<Item = usize> {
        self.unknown.iter().map(|&at| at as usize)
    }

    /// The place whose name ends at byte `end`.
    pub fn ending_at(&self, end: usize) -> Option<Named> {
        let at = self.named.binary_search_by_key(&end, |named| named.span.end()).ok()?;
        self.named.get(at).copied()
    }

    /// True where `name` is found in the text within `reach` bytes of `offset`.
    pub fn has_near(&self, name: &str, offset: usize, reach: usize) -> bool {
        let starts = self.starts.get_or_init(|| {
            let mut starts: HashMap<_, Vec<_>> = HashMap::default();
            for named in &self.named {
                starts.entry(named.name).or_default().push(named.span.start());
            }
            starts
        });
        let of_name = starts.get(name).map_or(&[][..], Vec::as_slice);
        let first = of_name.partition_point(|start| start + name.len() + reach < offset);
        of_name.get(first).is_some_and(|&start| start <= offset + reach)
    }
}

/// Where what a name may end with stands, in order, and which of [`ENDS`] it is. To look for one
/// after another in the bytes is faster than to read the characters.
fn ends(text: &str) -> Vec<(usize, usize)> {
    let places = |end: &str| memmem::find_iter(text.as_bytes(), end).collect::<Vec<_>>();
    let all = ENDS.iter().enumerate();
    let mut ends: Vec<_> =
        all.flat_map(|(which, end)| places(end).into_iter().map(move |at| (at, which))).collect();
    ends.sort_unstable();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_are_found_and_what_only_looks_like_one() {
        let text = "到洛阳市栾川县，再到滦川县。";
        let places = Places::new(text);
        assert_eq!(places.named().iter().map(|named| named.name).collect::<Vec<_>>(), ["洛阳市", "栾川县"]);
        assert_eq!(places.unknown().count(), 1);
        assert!(places.has_near("栾川县", 0, 100) && !places.has_near("栾川县", 0, 3));
    }
}
