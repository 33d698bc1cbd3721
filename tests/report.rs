//! What people and programs see.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use codespan_reporting::term::termcolor::{Ansi, NoColor};
use kanwu::bulletin::{Location, Part, Reading};
use kanwu::diagnostic::{Applicability, Diagnostic, Edit, Elsewhere, Fix, Label, Severity};
use kanwu::rate::{Counting, Rate};
use kanwu::report::human::{Human, Options};
use kanwu::report::json::Json;
use kanwu::report::{Checked, Writer, trouble};
use kanwu::rules::Lang;
use kanwu::source::{Document, Foreign, ReadError, Reason};
use kanwu::text::{Lines, Span};

/// Where `needle` stands for the `nth` time (from 0).
fn find(text: &str, needle: &str, nth: usize) -> Span {
    let (at, _) = text.match_indices(needle).nth(nth).unwrap();
    Span::new(at, at + needle.len())
}

fn diagnostic(rule: &str, severity: Severity, message: &str, span: Span) -> Diagnostic {
    Diagnostic {
        rule: Arc::from(rule),
        severity,
        message: message.into(),
        span,
        label: String::new(),
        labels: Vec::new(),
        notes: Vec::new(),
        fixes: Vec::new(),
        weight: 1.0,
    }
}

fn label(span: Span, message: &str) -> Label {
    Label { elsewhere: None, span, message: message.into() }
}

/// A place in the second line of another file.
fn elsewhere() -> Label {
    let text = "上期\n8月8日，市人大常委会开展调研。\n";
    let other = Elsewhere { path: "2023-07.txt".into(), text: text.into(), lines: Lines::new(text) };
    Label { elsewhere: Some(Arc::new(other)), ..label(find(text, "市人大常委会", 0), "上期") }
}

fn fix(applicability: Applicability, span: Span, replacement: &str) -> Fix {
    let edits = vec![Edit { span, replacement: replacement.into() }];
    Fix { applicability, message: String::new(), edits }
}

fn checked<'a>(document: &'a Document, diagnostics: &'a [Diagnostic]) -> Checked<'a> {
    let rate = Rate::new(diagnostics, &Reading::new(document), 25968, &Counting::default());
    Checked {
        document,
        diagnostics,
        characters: 25968,
        elapsed: None,
        rate: Box::leak(Box::new(rate)),
        locate: &|_| Location::default(),
        fingerprints: &|| vec!["0123456789abcdef-1".into(); 9],
    }
}

fn human(documents: &[Checked<'_>], options: Options<'_>) -> String {
    let mut out = NoColor::new(Vec::new());
    let mut human = Human::new(&mut out, options);
    for one in documents {
        human.file(one).unwrap();
    }
    Box::new(human).finish().unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

fn zh() -> Options<'static> {
    Options { lang: Lang::Zh, rules: 213, ..Options::default() }
}

fn en() -> Options<'static> {
    Options { lang: Lang::En, ..zh() }
}

/// A contents line and, a page later, its headline with the body in one paragraph.
fn bulletin() -> (Document, Vec<Diagnostic>) {
    let filler = "会议指出，要坚持问题导向，压实工作责任，细化工作举措，确保各项任务落到实处。".repeat(8);
    let text = format!(
        "目　录\n\n市人大常委会调研民生实项目工程建设情况.....23\n\n县区动态\n市人大常委会调研民生实事项目工程建设情况　8月8日，市人大常委会调研组到各县区实地察看民生实事项目建设现场。{filler}8月9日，调研组召开座谈会，听取汇报，对下一步工作提出要求。{filler}\n"
    );
    let contents = find(&text, "实项目", 0);
    let body = find(&text, "实事项目", 0);
    let mut mismatch = diagnostic(
        "contents/headline-mismatch",
        Severity::Error,
        "目录标题与正文不符：目录作“实项目”，正文作“实事项目”",
        contents,
    );
    mismatch.label = "目录".into();
    mismatch.labels = vec![label(body, "正文（本条首句同此）")];
    mismatch.notes = vec!["县区动态 · 第 1 条".into()];
    mismatch.fixes = vec![fix(Applicability::Unsafe, contents, "实事项目")];
    let late = find(&text, "8月9日", 0);
    let mut order = diagnostic("date/out-of-order", Severity::Warning, "同一条目里日期先后有别", late);
    order.label = "后一处".into();
    order.labels = vec![label(find(&text, "8月8日", 0), "前一处")];
    (Document::from_text("2023-08.txt", text), vec![mismatch, order])
}

#[test]
fn two_labels_in_two_lines_and_two_windows_in_one_paragraph() {
    let (document, diagnostics) = bulletin();
    let one = Checked { elapsed: Some(Duration::from_millis(18)), ..checked(&document, &diagnostics) };
    insta::assert_snapshot!("bulletin_zh", human(&[one], zh()));
    insta::assert_snapshot!("bulletin_en", human(&[one], en()));
}

#[test]
fn a_place_in_another_file_is_shown_in_that_file() {
    let (document, mut diagnostics) = bulletin();
    diagnostics[0].labels.push(elsewhere());
    insta::assert_snapshot!(human(&[checked(&document, &diagnostics[..1])], zh()));
}

#[test]
fn characters_beyond_the_bmp_insertions_and_deletions() {
    let text = "韩𬭎主持会议\n会议听取了有关汇报，，并部署下一步工作\n";
    let document = Document::from_text("a.txt", text);
    let end = text.len() - 1;
    let mut name = diagnostic("name/variant", Severity::Info, "姓名写法不一：“韩𬭎”", find(text, "𬭎主", 0));
    name.notes = vec!["另一处作“韩铁宏”".into()];
    let mut stop = diagnostic("punctuation/no-stop", Severity::Warning, "句末缺句号", Span::at(end));
    stop.fixes = vec![fix(Applicability::Safe, Span::at(end), "。")];
    let second = Span::new(find(text, "，，", 0).end() - 3, find(text, "，，", 0).end());
    let mut twice = diagnostic("punctuation/doubled", Severity::Error, "“，”重复", second);
    twice.fixes = vec![fix(Applicability::Safe, second, "")];
    let mut inside =
        diagnostic("character/lost", Severity::Error, "此处缺字", Span::at(find(text, "汇报", 0).start()));
    inside.label = "缺“情况”二字？".into();
    let explain =
        |rule: &str| (rule == "name/variant").then(|| "同一人的姓名在一份刊物里应当写法一致。".repeat(4));
    let options = Options { explain: Some(&explain), ..zh() };
    let diagnostics = [name.clone(), inside, twice, stop, name];
    let part = Some(Part::Article { section: Some("要闻"), number: 3 });
    let locate = |offset: usize| Location { page: (offset < 20).then_some(11), part };
    let one = Checked { locate: &locate, ..checked(&document, &diagnostics) };
    insta::assert_snapshot!(human(&[one], options));
}

#[test]
fn a_span_over_a_page_cut_and_one_longer_than_a_window() {
    let long = "市政府办公室印发关于进一步做好防汛抗旱和安全生产工作的若干意见的补充通知".repeat(6);
    let text = format!("会议强调，要\n\n— 12 —\n\x0c坚持底线思维。\n{long}。\n");
    let document = Document::from_text("a.txt", text.as_str());
    let across = Span::new(find(&text, "要", 0).start(), find(&text, "坚持", 0).end());
    let mut cut = diagnostic("style/word", Severity::Warning, "“要坚持”", across);
    cut.label = "两页之间".into();
    let whole = find(&text, &long, 0);
    let sentence = diagnostic("style/long-sentence", Severity::Info, "句子过长", whole);
    let mut inside = diagnostic("character/lexicon", Severity::Error, "“防汛”", find(&text, "防汛", 3));
    inside.labels = vec![label(whole, "本句")];
    insta::assert_snapshot!(human(&[checked(&document, &[cut, sentence, inside])], zh()));
}

#[test]
fn nothing_that_a_terminal_obeys_gets_through() {
    let text = "甲\u{1b}[31m乙\u{200b}丙\u{202e}丁";
    let document = Document::from_text("a\u{7}.txt", text);
    let zero = diagnostic("character/invisible", Severity::Error, "“\u{1b}”", find(text, "\u{200b}", 0));
    let out = human(&[checked(&document, &[zero])], zh());
    assert!(!out.contains(['\u{1b}', '\u{7}', '\u{200b}', '\u{202e}']), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn several_files_close_with_a_total() {
    let (document, diagnostics) = bulletin();
    let clean = Document::from_text("b.txt", "会议召开。\n");
    let both = [checked(&document, &diagnostics[1..]), checked(&clean, &[])];
    insta::assert_snapshot!(human(&both, Options { many: true, ..zh() }));
    assert_eq!(human(&[checked(&clean, &[])], Options { quiet: true, ..zh() }), "");
    assert_eq!(human(&[checked(&clean, &[])], zh()), "b.txt：未发现问题（25,968 字，213 条规则）\n");
    assert_eq!(human(&[checked(&clean, &[])], en()), "b.txt: nothing found (25,968 characters, 213 rules)\n");
}

#[test]
fn any_spans_are_shown_without_panic() {
    let text = "会“议\n\n𬭎\t。\r\n…";
    let document = Document::from_text("a.txt", text);
    for start in 0..text.len() + 3 {
        for end in start..text.len() + 3 {
            let mut one = diagnostic("a/b", Severity::Error, "甲", Span::new(start, end));
            one.labels = vec![label(Span::new(end, end + 2), "乙"), label(Span::new(0, end), "")];
            human(&[checked(&document, &[one.clone()])], zh());
            json(&[checked(&document, &[one])]);
        }
    }
    human(
        &[checked(&Document::from_text("a.txt", ""), &[diagnostic("a/b", Severity::Info, "", Span::at(0))])],
        zh(),
    );
}

#[test]
fn colours_follow_severity() {
    let (document, diagnostics) = bulletin();
    let mut out = Ansi::new(Vec::new());
    let mut human = Human::new(&mut out, zh());
    human.file(&checked(&document, &diagnostics)).unwrap();
    Box::new(human).finish().unwrap();
    let out = String::from_utf8(out.into_inner()).unwrap();
    assert!(out.contains("\u{1b}[38;5;9merror[contents/headline-mismatch]"), "{out}");
}

fn json(documents: &[Checked<'_>]) -> String {
    let mut out = Vec::new();
    let mut json = Json::new(&mut out).unwrap();
    for one in documents {
        json.file(one).unwrap();
    }
    Box::new(json).finish().unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn json_keeps_its_contract() {
    let (document, mut diagnostics) = bulletin();
    diagnostics[1].labels.push(elsewhere());
    diagnostics[1].severity = Severity::Info;
    let locate = |offset: usize| Location { page: (offset > 100).then_some(23), part: None };
    let one = Checked { locate: &locate, ..checked(&document, &diagnostics) };
    let clean = Document::from_text("b.txt", "会议召开。\n");
    let out = json(&[one, checked(&clean, &[])]);
    insta::assert_snapshot!(out);
    for text in [out, json(&[]), json(&[checked(&clean, &[])])] {
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<_> = schema().iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn the_schema_refuses_what_is_not_in_the_contract() {
    let (document, diagnostics) = bulletin();
    let out = json(&[checked(&document, &diagnostics)]);
    for (from, to) in
        [("\"version\": 1", "\"version\": 2"), ("\"error\"", "\"fatal\""), ("\"line\"", "\"row\"")]
    {
        let value: serde_json::Value = serde_json::from_str(&out.replacen(from, to, 1)).unwrap();
        assert!(!schema().is_valid(&value), "{to}");
    }
}

fn schema() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.schema.json");
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn faults_of_a_configuration_are_shown_in_their_place() {
    let text = "lang = \"zh\"\n\n[rules]\n\"date/weekday\" = { severty = \"warning\" }\n";
    let complaint = trouble::Complaint {
        severity: Severity::Error,
        span: find(text, "severty", 0).range(),
        message: "未知的设置 `severty`".into(),
        help: "是否指 `severity`？".into(),
    };
    let mut out = NoColor::new(Vec::new());
    trouble::config(&mut out, "kanwu.toml", text, &[complaint]).unwrap();
    insta::assert_snapshot!(String::from_utf8(out.into_inner()).unwrap());
}

#[test]
fn errors_of_the_run_say_what_to_do() {
    let reasons = [
        Reason::Missing,
        Reason::Directory,
        Reason::Unreadable("Permission denied (os error 13)".into()),
        Reason::TooLarge,
        Reason::Unsupported(Foreign::Doc),
        Reason::Unsupported(Foreign::Html),
        Reason::Binary { offset: 0 },
        Reason::Truncated { offset: 400 },
        Reason::Undecodable { offset: 411, charset: Some("UTF-8") },
        Reason::Undecodable { offset: 0, charset: None },
        Reason::NothingFound,
    ];
    let mut out = NoColor::new(Vec::new());
    for lang in [Lang::Zh, Lang::En] {
        for reason in &reasons {
            let error = ReadError { path: "2023-08".into(), reason: reason.clone() };
            trouble::read(&mut out, &error, lang).unwrap();
        }
    }
    insta::assert_snapshot!(String::from_utf8(out.into_inner()).unwrap());
}
