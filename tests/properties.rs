//! What holds for any input: nothing panics, every span fits its text, order and repetition.

use kanwu::against::{Reference, References};
use kanwu::bulletin::Reading;
use kanwu::diagnostic::{Diagnostic, Fix, Label};
use kanwu::fix::fix;
use kanwu::text::Span;
use kanwu::{Config, Document, Linter};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(&Config::profile(None).unwrap()).unwrap());

/// What bulletins are made of, whole and broken.
const PIECES: &[&str] = &[
    // Contents: titles, entries, leaders, headings.
    "目录\n",
    "目　次\n",
    "本期要目\n",
    "◆◆◆ 特别关注 ◆◆◆\n",
    "时 政\n",
    "一、工作动态\n",
    "（一）县区\n",
    "襄阳代表团来访.....1\n",
    "市委召开专题会议……………12\n",
    "全市会议召开\t7\n",
    "我市出台十条措施········（33）\n",
    "长长的标题写了一行 ",
    "又写了一行.....iii\n",
    ".....",
    "……",
    "\t99999999999999999999\n",
    // Articles and their datelines.
    "襄阳代表团来访 8月2日，代表团来访。",
    "市委召开专题会议 8 月 19 日，",
    "全市会议召开\n（3月4日）\n",
    "【概况】",
    "8月11日至12日，",
    "2023年2月30日",
    "二〇二三年十三月三十二日",
    "99999年99月99日",
    "-2023-08-02",
    "8月15日（星期一）",
    "农历八月十五",
    "去年8月",
    "为期3天",
    "近日，",
    "第0期",
    "2023年第8期（总第87期）\n",
    // Page lines and cuts.
    "\n— 12 —\n",
    "\n·12·\n",
    "\n12\n",
    "\u{c}",
    "\r\n",
    "\r",
    "\n\n",
    "\n",
    // Marks.
    "“",
    "”",
    "‘",
    "’",
    "《",
    "》",
    "（",
    "）",
    "(",
    ")",
    "【",
    "〔2024〕12号",
    "、",
    "，",
    "。",
    "。。",
    "，,",
    "!!",
    "……。",
    "——",
    "—",
    "～",
    ",",
    ":",
    "8:30",
    "3,000",
    "100%",
    "https://例子.测试/a,b",
    "a@b.cn",
    // Words, names, numbers.
    "市委书记江凌主持会议",
    "市长徐衣显率队调研",
    "徐依显与王兵举行会谈",
    "王军、张玉杰、李新红等参加",
    "市委市委",
    "互动交流互动",
    "布署",
    "鉴签",
    "一是抓落实；二是抓落实；四是",
    "第一，",
    "其中，",
    "汉",
    "々",
    "〇",
    "百千万亿",
    "12.5万",
    "ab",
    " ",
    "\u{3000}\u{3000}",
    // Markdown.
    "# 标题\n",
    "---\n",
    "```\n代码\n",
    "`码`",
    "[链接](http://a.cn)",
    "| 甲 | 乙 |\n",
    "> 引文\n",
    "<b>",
    "- 项目\n",
    // Odd characters.
    "\0",
    "\u{1b}[31m",
    "\u{feff}",
    "\u{200b}",
    "\u{fffc}",
    "\u{fffd}",
    "\u{e000}",
    "⺀",
    "⼀",
    "𬭎",
    "𠮷",
    "é",
    "e\u{301}",
    "👨‍👩‍👧",
    "１２３",
    "ＡＢ",
    "\u{2028}",
    "\u{85}",
];

fn bulletin_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// A few pieces many times over: runs and repetitions.
fn repetitive() -> impl Strategy<Value = String> {
    let run = (proptest::sample::select(PIECES), 1usize..60).prop_map(|(piece, times)| piece.repeat(times));
    proptest::collection::vec(run, 1..5).prop_map(|runs| runs.concat())
}

const WHOLE: &str = include_str!("../fixtures/layouts/dots.txt");

/// Places, lengths and the pieces that stand in their stead.
fn cuts() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    proptest::collection::vec((0usize..1800, 1usize..9, 0..PIECES.len()), 0..12)
}

/// What a bulletin is after some of its characters went astray.
fn damaged(cuts: Vec<(usize, usize, usize)>) -> Document {
    let mut chars: Vec<char> = WHOLE.chars().collect();
    for (at, length, piece) in cuts {
        let at = at.min(chars.len());
        let end = (at + length).min(chars.len());
        chars.splice(at..end, PIECES[piece].chars());
    }
    Document::from_text("damaged.txt", chars.into_iter().collect::<String>())
}

fn fits(span: Span, text: &str) -> bool {
    span.start() <= span.end() && text.get(span.range()).is_some()
}

/// All that must hold for the findings in `document`.
fn examine(document: &Document) -> Result<Vec<Diagnostic>, TestCaseError> {
    let report = LINTER.check(document);
    let text = &*document.text;
    for diagnostic in &report.diagnostics {
        prop_assert!(fits(diagnostic.span, text), "{diagnostic:?}");
        prop_assert!(diagnostic.labels.iter().all(|label| fits(label.span, text)), "{diagnostic:?}");
        prop_assert!(!diagnostic.message.is_empty(), "{diagnostic:?}");
        for fix in &diagnostic.fixes {
            prop_assert!(fix.edits.iter().all(|edit| fits(edit.span, text)), "{diagnostic:?}");
            prop_assert!(applied(text, fix).is_some(), "edits overlap: {diagnostic:?}");
        }
    }
    let keys: Vec<_> =
        report.diagnostics.iter().map(|d| (d.span.start(), d.span.end(), d.rule.clone())).collect();
    prop_assert!(keys.is_sorted(), "{keys:?}");
    prop_assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{keys:?}");
    prop_assert_eq!(&LINTER.check(document).diagnostics, &report.diagnostics);
    examine_reading(&report.reading, text)?;
    Ok(report.diagnostics)
}

/// `text` after `fix`, where its edits are disjoint.
fn applied(text: &str, fix: &Fix) -> Option<String> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::new();
    let mut from = 0;
    for edit in edits {
        out.push_str(text.get(from..edit.span.start())?);
        out.push_str(&edit.replacement);
        from = edit.span.end();
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

fn examine_reading(reading: &Reading, text: &str) -> Result<(), TestCaseError> {
    let flow = &reading.flow;
    for paragraph in &flow.paragraphs {
        prop_assert!(fits(paragraph.span, &flow.text) && fits(flow.to_document(paragraph.span), text));
    }
    for issue in &reading.issues {
        let contents = issue.contents.iter();
        let entries = contents.clone().flat_map(|contents| &contents.entries);
        let headings = contents.flat_map(|contents| contents.headings.iter().map(|heading| heading.span));
        let folios = entries.clone().filter_map(|entry| entry.folio).map(|folio| folio.span);
        let articles = issue.articles.iter().flat_map(|article| [article.headline, article.body]);
        let datelines = issue.articles.iter().filter_map(|article| article.dateline).map(|line| line.span);
        let sections = issue.sections.iter().map(|section| section.span);
        let headlines = entries.map(|entry| entry.headline);
        let spans = headings.chain(folios).chain(articles).chain(datelines).chain(sections).chain(headlines);
        for span in spans {
            prop_assert!(fits(span, &flow.text) && fits(flow.to_document(span), text), "{span:?}");
        }
    }
    Ok(())
}

/// The rules with the characters that they object to, and how often.
fn objections(document: &Document, diagnostics: &[Diagnostic]) -> BTreeMap<(String, String), usize> {
    let mut objections = BTreeMap::new();
    for diagnostic in diagnostics {
        let words = diagnostic.span.of(&document.text).to_owned();
        *objections.entry((diagnostic.rule.to_string(), words)).or_default() += 1;
    }
    objections
}

/// All that must hold for the corrections of `document`.
fn examine_fixes(document: Document) -> Result<(), TestCaseError> {
    let report = LINTER.check(&document);
    let before = objections(&document, &report.diagnostics);
    let fixed = fix(&LINTER, document.clone(), report, &mut |_, _, _| true);
    let after = objections(&fixed.document, &fixed.report.diagnostics);
    for (objection, count) in &after {
        prop_assert!(before.get(objection) >= Some(count), "{objection:?} is new");
    }
    prop_assert_eq!(fixed.document.encoding, document.encoding);
    let text = fixed.document.text.clone();
    let again = LINTER.check(&fixed.document);
    let again = fix(&LINTER, fixed.document, again, &mut |_, _, _| true);
    prop_assert_eq!(&again.document.text, &text);
    examine_one_fix(document)
}

/// One fix alone changes what it names and no other byte.
fn examine_one_fix(document: Document) -> Result<(), TestCaseError> {
    let mut wanted = None;
    let text = document.text.clone();
    let report = LINTER.check(&document);
    let fixed = fix(&LINTER, document, report, &mut |_, _, fix| {
        let first = wanted.is_none();
        wanted.get_or_insert_with(|| fix.clone());
        first
    });
    let expected = wanted.and_then(|wanted| applied(&text, &wanted)).filter(|_| !fixed.made.is_empty());
    prop_assert_eq!(&*fixed.document.text, expected.as_deref().unwrap_or(&text));
    Ok(())
}

/// Reads `bytes` as a file of that name; a file that cannot be read has nothing to be checked.
fn examine_bytes(name: &str, bytes: Vec<u8>) -> Result<(), TestCaseError> {
    match Document::decode(Path::new(name), &bytes, None) {
        Ok(document) => examine(&document).map(drop),
        Err(_) => Ok(()),
    }
}

/// The same cases each time, unless `PROPTEST_RNG_SEED` asks for others and `PROPTEST_CASES` for more.
fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(202_308);
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        examine_bytes("any.txt", bytes.clone())?;
        examine_bytes("any.md", bytes)?;
    }

    #[test]
    fn any_characters_are_taken(text in any::<String>()) {
        examine(&Document::from_text("any.txt", text))?;
    }

    #[test]
    fn what_looks_like_a_bulletin_is_taken(text in bulletin_like()) {
        examine(&Document::from_text("like.txt", text))?;
    }

    #[test]
    fn what_looks_like_a_bulletin_in_markdown_is_taken(text in bulletin_like()) {
        examine_bytes("like.md", text.into_bytes())?;
    }

    #[test]
    fn corrections_come_to_rest_and_touch_nothing_else(text in bulletin_like(), charset in 0usize..3) {
        let name = ["fixes.txt", "fixes.md"][text.len() % 2];
        let bytes = match charset {
            0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            1 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => text.into_bytes(),
        };
        let charset = [encoding_rs::GB18030, encoding_rs::UTF_16LE, encoding_rs::UTF_8][charset];
        if let Ok(document) = Document::decode(Path::new(name), &bytes, Some(charset)) {
            examine_fixes(document)?;
        }
    }

    #[test]
    fn other_encodings_are_taken(text in bulletin_like(), cut in 0usize..4) {
        let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
        examine_bytes("gbk.txt", gbk[..gbk.len().saturating_sub(cut)].to_vec())?;
        let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        examine_bytes("utf16.txt", utf16[..utf16.len().saturating_sub(cut)].to_vec())?;
    }

    #[test]
    fn runs_and_repetitions_are_taken(text in repetitive()) {
        examine(&Document::from_text("runs.txt", text))?;
    }

    #[test]
    fn a_damaged_bulletin_is_taken(cuts in cuts()) {
        let damaged = damaged(cuts);
        examine(&damaged)?;
        let whole = Reference::new(&Document::from_text("whole.txt", WHOLE));
        for diagnostic in LINTER.check_against(&damaged, &References::new([whole])).diagnostics {
            let text = |label: &Label| label.elsewhere.as_ref().map_or(damaged.text.clone(), |other| other.text.clone());
            let fit = |label: &Label| fits(label.span, &text(label));
            prop_assert!(diagnostic.labels.iter().all(fit), "{diagnostic:?}");
        }
    }
}
