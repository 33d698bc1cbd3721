//! The faultless documents that defects are planted in.

use std::path::{Path, PathBuf};

use kanwu::bulletin::{Article, Entry, Issue, Reading};
use kanwu::source::Document;
use kanwu::text::Span;

/// A document without a fault, and what is known of it.
pub struct Sheet {
    pub name: &'static str,
    pub text: String,
    pub reading: Reading,
    /// Its people who are named at least twice.
    pub people: &'static [&'static str],
}

const PEOPLE: [&str; 17] = [
    "楼阳生",
    "徐衣显",
    "江凌",
    "陈志能",
    "吴拥军",
    "林杨林",
    "刘向阳",
    "王兵",
    "刘建伟",
    "胡葆森",
    "翁祖亮",
    "孙延文",
    "杨骁",
    "祁建峰",
    "张玉杰",
    "王军",
    "布帅航",
];

/// The bulletin with the corrections of its list made, then some other layouts, and one that is
/// full of counts.
pub fn sheets() -> Vec<Sheet> {
    vec![
        Sheet::new("luoyang-2023-08.txt", corrected("luoyang-2023-08"), &PEOPLE),
        Sheet::layout("dots.txt", &["林远舟", "沈知行"]),
        Sheet::layout("tabs.txt", &["郭子衡", "姚文涛"]),
        Sheet::layout("two-level-sections.txt", &["许长卿", "闻人杰", "苗青"]),
        Sheet::layout("form-feeds.txt", &["江小渔"]),
        Sheet::new("names.txt", read(fixtures().join("clean/names.txt")), &[]),
        Sheet::new("counts.txt", read(fixtures().join("clean").join("counts.txt")), &[]),
    ]
}

/// Other forms of contents, with nothing of their own but these.
pub fn layouts() -> Vec<Sheet> {
    const LAYOUTS: [&str; 14] = [
        "bilingual.txt",
        "bilingual-after.txt",
        "bullets.txt",
        "chapters-and-appendix.txt",
        "columns-and-bars.txt",
        "columns-in-brackets.txt",
        "contents-over-pages.txt",
        "decimal-numbers.txt",
        "folio-first.txt",
        "folio-first-columns.txt",
        "folio-ranges.txt",
        "gazette-numbers-behind.txt",
        "numbers-alone.txt",
        "regulation.txt",
    ];
    LAYOUTS.into_iter().map(|name| Sheet::layout(name, &[])).collect()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// `fixtures/NAME.txt` after `fixtures/clean/NAME.corrections.tsv`: a line, what is wrong in it
/// and what is right, `\t` and `\n` standing for a tab and a line end.
fn corrected(name: &str) -> String {
    let text = read(fixtures().join(name).with_extension("txt"));
    let corrections = read(fixtures().join("clean").join(format!("{name}.corrections.tsv")));
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for correction in corrections.lines().skip(1) {
        let fields: Vec<_> = correction.split('\t').map(|field| field.replace("\\t", "\t")).collect();
        let [number, wrong, right] = fields.as_slice() else { panic!("three columns: {correction}") };
        let line = number.parse::<usize>().ok().and_then(|number| lines.get_mut(number.checked_sub(1)?));
        let line = line.unwrap_or_else(|| panic!("no such line: {correction}"));
        assert!(line.contains(wrong.as_str()), "not in its line: {correction}");
        *line = line.replace(wrong.as_str(), &right.replace("\\n", "\n"));
    }
    lines.concat()
}

impl Sheet {
    fn new(name: &'static str, text: String, people: &'static [&'static str]) -> Self {
        let document = Document::from_text(name, text.clone());
        let reading = Reading::new(&document);
        assert_eq!(*document.text, *text, "{name} is read as it stands");
        Sheet { name, text, reading, people }
    }

    fn layout(name: &'static str, people: &'static [&'static str]) -> Self {
        Sheet::new(name, read(fixtures().join("layouts").join(name)), people)
    }

    /// The issue, which is the only one.
    pub fn issue(&self) -> &Issue {
        &self.reading.issues[0]
    }

    /// The entries of its contents.
    pub fn entries(&self) -> &[Entry] {
        self.issue().contents.as_ref().map_or(&[], |contents| &contents.entries)
    }

    /// The stretch of the document that `span` of the flow was read from.
    pub fn place(&self, span: Span) -> Span {
        self.reading.flow.to_document(span)
    }

    /// An entry with its folio.
    pub fn whole_entry(&self, entry: &Entry) -> Span {
        let folio = entry.folio.map_or(entry.headline, |folio| folio.span);
        self.place(entry.headline.to(folio))
    }

    /// The article of `entry`.
    pub fn article_of(&self, entry: &Entry) -> &Article {
        &self.issue().articles[entry.article.expect("each entry has its article")]
    }

    /// The document behind the contents.
    pub fn body(&self) -> Span {
        let contents =
            self.issue().contents.as_ref().map_or(Span::at(0), |contents| self.place(contents.span));
        Span::new(contents.end(), self.text.len())
    }

    /// The whole lines that `span` lies in, the last one's end included.
    pub fn lines(&self, span: Span) -> Span {
        let start = self.text[..span.start()].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[span.end()..].find('\n').map_or(self.text.len(), |at| span.end() + at + 1);
        Span::new(start, end)
    }

    /// Every place of one of `needles` in `within`.
    pub fn find(&self, within: Span, needles: &[&str]) -> Vec<Span> {
        let all = needles.iter().flat_map(|needle| {
            let found = self.text[within.range()].match_indices(*needle);
            found.map(move |(at, _)| Span::new(at, at + needle.len()).shifted(within.start()))
        });
        let mut all: Vec<_> = all.collect();
        all.sort();
        all
    }

    /// The characters of `span` with their places.
    pub fn chars(&self, span: Span) -> Vec<(Span, char)> {
        let chars = span.of(&self.text).char_indices();
        chars.map(|(at, c)| (Span::new(at, at + c.len_utf8()).shifted(span.start()), c)).collect()
    }
}
