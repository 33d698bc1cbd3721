//! Allowances in the manuscript: what they accept, how far they go, and what is said of those that
//! accept nothing.

use kanwu::lint::Report;
use kanwu::{Config, Document, Linter};

fn linter() -> Linter {
    Linter::new(&Config::profile(None).unwrap()).unwrap()
}

fn checked(name: &str, text: &str) -> (Document, Report) {
    let document = Document::from_text(name, text);
    let report = linter().check(&document);
    (document, report)
}

/// The rules that object to `text` with the characters that they object to.
fn found(name: &str, text: &str) -> Vec<String> {
    let (document, report) = checked(name, text);
    let told = report.diagnostics.iter().map(|d| format!("{} {}", d.rule, d.span.of(&document.text)));
    told.collect()
}

const WRONG: &str = "会议布署了下一阶段的工作。";

#[test]
fn an_allowance_accepts_in_its_paragraph_alone() {
    let note = "【kanwu允许：character/wrong-word 原件如此】";
    let wrong = ["character/wrong-word 布署"];
    assert_eq!(found("a.txt", &format!("{WRONG}\n")), wrong);
    assert_eq!(found("a.txt", &format!("{note}\n{WRONG}\n")), [""; 0]);
    assert_eq!(found("a.txt", &format!("{note}\n{WRONG}\n{WRONG}\n")), wrong);
    assert_eq!(found("a.txt", &format!("{WRONG}{note}\n{WRONG}\n")), wrong);
    let comment = "<!-- kanwu-allow: character 原件如此 -->";
    assert_eq!(found("a.md", &format!("{comment}\n\n{WRONG}\n\n{WRONG}\n")), wrong);
    assert_eq!(found("a.md", &format!("{WRONG}{comment}\n\n- {WRONG}\n")), wrong);
    let (_, report) = checked("a.md", &format!("{comment}\n{WRONG}\n"));
    assert_eq!(report.allowed, 1);
}

#[test]
fn an_allowance_for_the_document_accepts_everywhere() {
    let text = format!("{WRONG}\n\n{WRONG}\n");
    let note = "【kanwu全文允许：character/wrong-word 原件如此】\n";
    assert_eq!(found("a.txt", &format!("{text}{note}")), [""; 0]);
    let comment = "<!-- kanwu-allow-file: all 原件如此 -->\n\n";
    assert_eq!(found("a.md", &format!("{comment}{text}")), [""; 0]);
}

#[test]
fn a_paragraph_that_is_wrapped_or_cut_is_one() {
    let note = "【kanwu允许：character/wrong-word 原件如此】";
    let wrapped = "8月2日，市政府召开第12次常务会议，会议听取了关于防汛工作的汇报，听取了关于生态环境保护\n工作的汇报，布署了下一阶段的工作，要求各部门抓好落实。\n";
    assert_eq!(found("a.txt", &format!("{note}\n{wrapped}")), [""; 0]);
    let within = wrapped.replacen('\n', &format!("\n{note}\n"), 1);
    assert_eq!(found("a.txt", &within), [""; 0]);
}

#[test]
fn an_allowance_is_no_prose() {
    let (plain, noted) = (
        checked("a.txt", "会议召开。\n会议结束。\n"),
        checked("a.txt", "会议召开。\n【kanwu允许：date/weekday 引文，，】\n会议结束。\n"),
    );
    assert_eq!(plain.1.characters, noted.1.characters);
    assert_eq!(plain.1.reading.flow.text, noted.1.reading.flow.text);
}

#[test]
fn what_accepts_nothing_is_told_at_its_place() {
    let note = "【kanwu允许：character/wrong-word，date/weekday 原件如此】";
    assert_eq!(found("a.txt", &format!("{note}\n{WRONG}\n")), ["allowance/unused date/weekday"]);
    let note = "【kanwu允许：character/wrong-word 原件如此】";
    let text = format!("{note}\r\n会议部署了工作。\r\n");
    let (document, report) = checked("a.txt", &text);
    let told = &report.diagnostics[0];
    assert_eq!((&*told.rule, told.span.of(&document.text)), ("allowance/unused", note));
    // The correction takes the whole line.
    assert_eq!(told.fixes[0].edits[0].span.of(&document.text), format!("{note}\r\n"));
    assert_eq!(report.rate.errors(), 0.0);
    // Nobody reads what follows the last paragraph.
    assert_eq!(found("a.txt", &format!("{WRONG}\n{note}\n"))[0], "character/wrong-word 布署");
    // One of two that say the same is enough.
    assert_eq!(found("a.txt", &format!("{note}\n{note}\n{WRONG}\n")), [format!("allowance/unused {note}")]);
}

#[test]
fn a_rule_that_did_not_run_says_nothing_of_its_allowance() {
    let note =
        "【kanwu允许：character/wrong-word 原件如此】\n【kanwu允许：character 原件如此】\n会议召开。\n";
    let document = Document::from_text("a.txt", note);
    let told = |config: Config| {
        let report = Linter::new(&config).unwrap().check(&document);
        report.diagnostics.iter().map(|diagnostic| diagnostic.rule.to_string()).collect::<Vec<_>>()
    };
    let mut config = Config::profile(None).unwrap();
    let select = |config: &Config, name: &str| config.catalogue().select(name).unwrap();
    assert_eq!(told(config.clone()), ["allowance/unused"; 2]);
    config.selected = vec![select(&config, "date"), select(&config, "allowance")];
    assert_eq!(told(config.clone()), [""; 0]);
    config.selected = Vec::new();
    config.ignored = vec![select(&config, "character/wrong-word")];
    assert_eq!(told(config), [""; 0]);
    let off = "[rules]\n\"character/wrong-word\" = \"off\"\n";
    assert_eq!(told(Config::parse("kanwu.toml".as_ref(), off).unwrap()), ["allowance/unused"]);
}

#[test]
fn an_allowance_without_a_reason_or_a_rule_accepts_nothing() {
    for (note, rule) in [
        ("【kanwu允许：character/wrong-word】", "allowance/no-reason"),
        ("【kanwu允许：character/wrong-wrod 原件】", "allowance/unknown-rule"),
        ("【kanwu允许 character/wrong-word 原件】", "allowance/unreadable"),
    ] {
        let told = found("a.txt", &format!("{note}\n{WRONG}\n"));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with(rule) && told[1] == "character/wrong-word 布署", "{told:?}");
    }
    // No allowance answers for allowances.
    let text = format!("【kanwu全文允许：all 样稿】\n【kanwu允许：unit】\n{WRONG}\n");
    assert_eq!(found("a.txt", &text), ["allowance/no-reason 【kanwu允许：unit】"]);
}

#[test]
fn the_proposed_edit_accepts_the_finding_and_changes_nothing_else() {
    for (name, text) in [
        ("a.txt", format!("会议召开。\r\n　　{WRONG}\r\n")),
        ("a.txt", WRONG.to_owned()),
        ("a.md", format!("# {WRONG}\n\n正文\n")),
        ("a.md", format!("- 会议召开\n- **{WRONG}**\n- 会议结束\n")),
        ("a.md", format!("> 会议召开，\n> {WRONG}\n\n会议结束。\n")),
        ("a.md", format!("| 一 | 二 |\n|--|--|\n| {WRONG} | 会议 |\n| 会议 | 会议 |\n")),
        ("a.md", format!("[{WRONG}](a.html)\n会议结束。\n")),
    ] {
        let (document, report) = checked(name, &text);
        let [wrong] = &report.diagnostics[..] else { panic!("{text}: {:?}", report.diagnostics) };
        let edit = report.allowing(&document, wrong, "原件如此");
        let mut allowed = text.clone();
        allowed.insert_str(edit.span.start(), &edit.replacement);
        let after = checked(name, &allowed).1;
        assert_eq!((after.diagnostics.len(), after.allowed), (0, 1), "{allowed}\n{:?}", after.diagnostics);
        assert_eq!(after.reading.flow.text, report.reading.flow.text, "{allowed}");
    }
}
