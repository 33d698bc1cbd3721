//! A draft beside last month's issue: what contradicts it is found, what is only new is not.

use std::path::Path;

use kanwu::against::{Reference, References};
use kanwu::diagnostic::Diagnostic;
use kanwu::{Config, Document, Linter};

/// Last month's issue of a town that does not exist.
const ISSUE: &str = "目录

要闻
市委十二届五次全会召开.....1
沈知远到青石县调研.....1
临河市图书馆新馆开放.....2

要 闻

市委十二届五次全会召开 2023年8月20日，市委十二届五次全会召开，市委书记沈知远主持会议并讲话，市长罗继棠作说明。全会审议通过《中共临河市委关于推进新型工业化的决定》。

沈知远到青石县调研 2023年8月22日，市委书记沈知远到青石县鸦岭镇调研，副市长冉秋月、市发展和改革委员会主任贺兰舟参加。2022年，青石县实现地区生产总值245.1亿元。

临河市图书馆新馆开放 2023年8月25日，临河市图书馆新馆开放。临河市图书馆新馆占地面积120亩，临河市文化旅游融合发展大会同日召开。全市已建成社区书屋36个。
";

fn findings(draft: &str, references: &[&str]) -> Vec<Diagnostic> {
    let linter = Linter::new(&Config::profile(None).unwrap()).unwrap();
    let references = references
        .iter()
        .zip(1..)
        .map(|(text, number)| Reference::new(&Document::from_text(format!("{number}.txt"), *text)));
    let references = References::new(references);
    let report = linter.check_against(&Document::from_text("draft.txt", draft), &references);
    report.diagnostics.into_iter().filter(|found| found.rule.starts_with("against/")).collect()
}

/// The rule's name, the words of the draft and those of the reference.
fn told(draft: &str, references: &[&str]) -> Vec<(String, String, String)> {
    let found = findings(draft, references);
    let told = found.iter().map(|found| {
        let other = &found.labels[0];
        let elsewhere = other.elsewhere.as_ref().unwrap();
        assert_eq!(elsewhere.path, Path::new("1.txt"));
        let name = found.rule.trim_start_matches("against/").to_owned();
        (name, found.span.of(draft).to_owned(), other.span.of(&elsewhere.text).to_owned())
    });
    told.collect()
}

fn one(draft: &str, rule: &str, here: &str, there: &str) {
    assert_eq!(told(draft, &[ISSUE]), [(rule.to_owned(), here.to_owned(), there.to_owned())], "{draft}");
}

#[test]
fn what_contradicts_the_issue_is_found_with_both_places() {
    one("9月4日，市长罗继堂主持召开常务会议。", "person-name", "罗继堂", "罗继棠");
    one(
        "传达学习《中共临河市委关于推进新形工业化的决定》。",
        "document-title",
        "中共临河市委关于推进新形工业化的决定",
        "中共临河市委关于推进新型工业化的决定",
    );
    one(
        "传达学习《中共临河市委关于推进新型工业化决定》。",
        "document-title",
        "中共临河市委关于推进新型工业化决定",
        "中共临河市委关于推进新型工业化的决定",
    );
    one("8月20日，市委十二届四次全会召开。", "meeting-ordinal", "四", "五");
    one("2022年，青石县实现地区生产总值254.1亿元。", "figure", "254.1亿元", "245.1亿元");
    one("临河市图书馆新馆占地面积210亩。", "figure", "210亩", "120亩");
    one("由市发展与改革委员会牵头。", "organisation", "发展与改革委员会", "发展和改革委员会");
    one("在青石县雅岭镇召开。", "place", "青石县雅岭镇", "青石县鸦岭镇");
    one("临河市文化旅游融和发展大会闭幕。", "meeting", "旅游融和发展大会", "旅游融合发展大会");
    one("8月22日，市长冉秋月到青石县调研。", "person-title", "市长", "副市长");
}

#[test]
fn what_is_only_new_is_left_alone() {
    for draft in [
        // Others in office, the same ones in another office, on another day.
        "9月4日，市长冉秋月主持会议，市委书记罗继棠出席。",
        "9月4日，市长周明远主持会议，副市长贺兰舟参加。",
        "教师罗继堂获奖。",
        // Another meeting, another day.
        "9月20日，市委十二届六次全会召开。9月21日，传达十二届四次全会精神。",
        "2024年8月20日，市委十二届六次全会召开。",
        // Figures that change, of another year, of another county, not meant exactly.
        "全市已建成社区书屋63个。",
        "2023年，青石县实现地区生产总值254.1亿元。",
        "2022年，临河县实现地区生产总值254.1亿元。",
        "2022年，青石县实现地区生产总值近250亿元。",
        "临河市博物馆新馆占地面积210亩。",
        // Another document, organisation, place or meeting of a like name.
        "学习《中共临河市委关于推进新型城镇化的决定》。",
        "市发展和改革委员会、市体制改革委员会参加。",
        "到青石县东岭镇调研。",
        "临河市文化旅游融合推进大会召开。",
        // As the issue says it.
        ISSUE,
    ] {
        assert_eq!(told(draft, &[ISSUE]), [], "{draft}");
    }
}

#[test]
fn what_any_reference_confirms_is_right() {
    let draft = "9月4日，市长罗继堂主持会议。";
    assert_eq!(findings(draft, &[ISSUE]).len(), 1);
    assert_eq!(findings(draft, &[ISSUE, "市长罗继堂讲话。"]).len(), 0);
    assert_eq!(findings(draft, &[]).len(), 0);
}

#[test]
fn a_draft_is_not_held_against_itself() {
    let linter = Linter::new(&Config::profile(None).unwrap()).unwrap();
    let draft = Document::from_text("a.txt", "市发展和改革委员会牵头。由市发展与改革委员会督办。");
    let references = References::new([Reference::new(&draft)]);
    let found = linter.check_against(&draft, &references).diagnostics;
    assert!(found.iter().all(|found| !found.rule.starts_with("against/")), "{found:?}");
}
