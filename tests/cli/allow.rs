//! What is said of allowances that accept nothing: in the manuscript, and in `kanwu.toml`.

use std::fs;

use crate::house::*;

const ALLOW: &str = "[[allow]]\nrule = \"house/old-name\"\ntext = \"他住在老城\"\nreason = \"引文\"\n";

/// The house with `more` in its configuration, and the rules about allowances on.
fn house_with(more: &str) -> tempfile::TempDir {
    let house = house();
    let path = house.path().join("kanwu.toml");
    let base = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{base}allowance = \"warning\"\n{more}")).unwrap();
    house
}

#[test]
fn a_note_in_the_manuscript_accepts_and_is_told_when_nothing_is_left() {
    let house = house_with("");
    let wrong = house.path().join("wrong.txt");
    fs::write(&wrong, "【kanwu允许：house/old-name 引文】\n他住在老城南街。\n").unwrap();
    let ran = run(&house, "wrong.txt --lang zh");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    fs::write(&wrong, "【kanwu允许：house/old-name 引文】\n他住在南大街。\n").unwrap();
    let ran = run(&house, "wrong.txt --lang zh --format compact");
    let told = "wrong.txt:1:1: warning[allowance/unused] 这处允许用不上了：没有“house/old-name”的问题\n";
    assert_eq!((ran.status, ran.out.as_str()), (0, told));
    assert_eq!(run(&house, "wrong.txt --select house/whether,allowance --format compact").out, "");
    assert_eq!(run(&house, "fix --unsafe -q wrong.txt").status, 0);
    assert_eq!(fs::read_to_string(&wrong).unwrap(), "他住在南大街。\n");
}

#[test]
fn an_allowance_of_the_configuration_is_told_where_its_folder_was_checked() {
    let house = house_with(ALLOW);
    let told = |line: &str| {
        let ran = run(&house, &format!("check {line} --format compact --lang en"));
        (ran.status, ran.err.contains("kanwu.toml:9:8") && ran.err.contains("accepts nothing any more"))
    };
    assert_eq!(told("."), (0, false), "it is needed");
    fs::write(house.path().join("wrong.txt"), "他住在南大街。\n").unwrap();
    assert_eq!(told("."), (0, true));
    assert_eq!(told(""), (0, true));
    assert_eq!(told(". --fail-on warning"), (1, true));
    assert_eq!(told("right.txt wrong.txt"), (0, false), "another file could need it");
    assert_eq!(told(". --select house/whether,allowance"), (0, false), "its rule did not run");
    assert_eq!(told(". --ignore allowance/unused"), (0, false));
    assert_eq!(told(". missing.txt"), (2, false), "what was not read could need it");
    fs::create_dir(house.path().join("稿件")).unwrap();
    fs::write(house.path().join("稿件/a.txt"), "他住在南大街。\n").unwrap();
    assert_eq!(told("稿件"), (0, false));
    fs::write(house.path().join("稿件/a.txt"), "他住在老城南街。\n").unwrap();
    assert_eq!(told("."), (0, false), "it is needed below");
}

#[test]
fn an_allowance_for_files_that_were_not_there_is_left_alone() {
    let house = house_with(&format!("{ALLOW}path = \"附录*.txt\"\n"));
    let told = || run(&house, "check . -q --lang en").err.contains("accepts nothing any more");
    assert!(!told());
    fs::write(house.path().join("附录一.txt"), "他住在南大街。\n").unwrap();
    assert!(told());
}

#[test]
fn a_file_that_two_configurations_extend_is_judged_by_both() {
    let house = house_with("");
    fs::remove_file(house.path().join("wrong.txt")).unwrap();
    fs::write(house.path().join("base.toml"), format!("packs = \"house.toml\"\n{ALLOW}")).unwrap();
    for (folder, text) in [("甲", "他住在老城南街。\n"), ("乙", "他住在南大街。\n")] {
        fs::create_dir(house.path().join(folder)).unwrap();
        fs::write(house.path().join(folder).join("kanwu.toml"), "extends = \"../base.toml\"\n").unwrap();
        fs::write(house.path().join(folder).join("a.txt"), text).unwrap();
    }
    let told = |line: &str| run(&house, &format!("check {line} -q --lang en")).err;
    assert_eq!(told("."), "");
    assert_eq!(told("乙"), "");
    fs::write(house.path().join("甲/a.txt"), "他住在南大街。\n").unwrap();
    let both = told(".");
    assert_eq!(both.matches("accepts nothing any more").count(), 1, "{both}");
    assert!(both.contains("base.toml"), "{both}");
}

#[test]
fn an_allowance_for_a_comparison_is_judged_where_there_is_one() {
    let house = house();
    fs::write(house.path().join("kanwu.toml"), "").unwrap();
    fs::write(house.path().join("ref.txt"), "8月2日，市长徐衣显到临河县调研。\n").unwrap();
    let draft = |text: &str| {
        let note = "【kanwu允许：against/person-name 两人】";
        fs::write(house.path().join("draft.txt"), format!("{note}\n9月2日，市长{text}主持会议。\n")).unwrap();
    };
    let told = |line: &str| run(&house, &format!("draft.txt --lang zh --format compact {line}")).out;
    draft("徐依显");
    assert_eq!([told(""), told("--against ref.txt")], ["", ""]);
    draft("徐衣显");
    assert_eq!(told(""), "");
    assert!(told("--against ref.txt").contains("allowance/unused"), "{}", told("--against ref.txt"));
}
