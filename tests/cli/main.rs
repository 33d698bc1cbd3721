//! The built binary, driven as its users drive it.

mod against;
mod allow;
mod cache;
mod fix;
mod house;
mod lsp;
mod many;
mod packaging;
mod reports;
#[cfg(unix)]
mod robust;

use std::fs;
use std::io::Read;
use std::process::Stdio;

use house::*;

#[test]
fn the_status_says_whether_something_was_found() {
    let house = house();
    for (line, status) in [
        ("right.txt", 0),
        ("check right.txt", 0),
        ("doubtful.txt", 0),
        ("wrong.txt", 1),
        (".", 1),
        ("doubtful.txt --fail-on warning", 1),
        ("wrong.txt --fail-on never", 0),
        ("--fail-on=warning check doubtful.txt", 1),
    ] {
        let ran = run(&house, line);
        assert_eq!(ran.status, status, "{line}\n{}{}", ran.out, ran.err);
        assert_eq!(ran.err, "", "{line}");
    }
}

#[test]
fn a_file_that_fails_leaves_the_others_checked() {
    let house = house();
    fs::write(house.path().join("binary.txt"), b"a\0b").unwrap();
    let ran = run(&house, "missing.txt wrong.txt binary.txt");
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains("老城南街"), "{}", ran.out);
    assert!(ran.err.contains("missing.txt") && ran.err.contains("binary.txt"), "{}", ran.err);
    assert!(ran.err.starts_with("error: "), "{}", ran.err);
}

#[test]
fn nothing_to_check_is_a_failure() {
    let house = house();
    fs::create_dir(house.path().join("empty")).unwrap();
    for line in ["empty", "*.docx", "check empty -q"] {
        assert_eq!(run(&house, line).status, 2, "{line}");
    }
}

#[test]
fn a_faulty_configuration_is_shown_whole() {
    let house = house();
    fs::write(house.path().join("kanwu.toml"), "severty = 1\nlang = \"fr\"\n").unwrap();
    let ran = run(&house, "wrong.txt");
    assert_eq!((ran.status, ran.out.contains("老城南街")), (2, false));
    assert!(ran.err.contains("severty") && ran.err.contains("kanwu.toml:1:1"), "{}", ran.err);
    assert!(ran.err.contains("“fr”"), "{}", ran.err);
    let ran = run(&house, "wrong.txt --config gone.toml --lang en");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("gone.toml") && ran.err.contains("no such file"), "{}", ran.err);
}

#[test]
fn select_and_ignore_narrow_what_is_checked() {
    let house = house();
    let found = |line: &str| {
        let ran = run(&house, line);
        (ran.status, ran.out.contains("house/old-name"), ran.out.contains("house/whether"))
    };
    assert_eq!(found(". --select house"), (1, true, true));
    assert_eq!(found(". --select house/whether"), (0, false, true));
    assert_eq!(found(". --ignore house/old-name"), (0, false, true));
    assert_eq!(found(". --ignore house/old-name,house/whether"), (0, false, false));
    assert_eq!(found(". --select house --select date --ignore house/whether"), (1, true, false));
    let ran = run(&house, ". --select house/old-nam --lang en");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("house/old-name"), "{}", ran.err);
}

#[test]
fn standard_input_has_a_name_and_a_charset() {
    let house = house();
    let ran = fed(&house, "- --stdin-name 稿件.txt", "他住在老城南街。".as_bytes());
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.contains("稿件.txt:1:4"), "{}", ran.out);
    let (gbk, _, _) = encoding_rs::GBK.encode("他住在老城南街。");
    assert_eq!(fed(&house, "- --encoding gbk", &gbk).status, 1);
    assert_eq!(fed(&house, "-", b"").status, 0);
    let ran = fed(&house, "- --encoding utf-9 --lang en", b"");
    assert_eq!((ran.status, ran.err.contains("utf-9")), (2, true));
}

#[test]
fn json_is_one_document_whatever_happens() {
    let house = house();
    let ran = run(&house, "missing.txt right.txt wrong.txt --format json");
    assert_eq!(ran.status, 2);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["summary"]["files"], 2);
    assert_eq!(json["diagnostics"][0]["rule"], "house/old-name");
    assert_eq!(json["diagnostics"][0]["fixes"][0]["edits"][0]["replacement"], "南大街");
}

#[test]
fn quiet_lists_findings_alone_and_many_files_keep_their_order() {
    let house = house();
    assert_eq!(run(&house, "right.txt -q").out, "");
    for index in 0..60 {
        fs::write(house.path().join(format!("{index:02}.txt")), "老城南街").unwrap();
    }
    let one = run(&house, ". --quiet --jobs 1");
    let many = run(&house, ". --quiet --jobs 4");
    assert_eq!(one.out, many.out);
    let places: Vec<_> = one.out.lines().filter(|line| line.contains(".txt:")).collect();
    assert_eq!(places.len(), 62);
    assert!(places.is_sorted(), "{places:#?}");
}

#[test]
fn an_explanation_comes_once() {
    let house = house();
    fs::write(house.path().join("wrong.txt"), "老城南街\n老城南街\n").unwrap();
    let ran = run(&house, "wrong.txt --explain");
    assert_eq!(ran.out.matches("街道已经改名").count(), 1, "{}", ran.out);
}

#[test]
fn help_and_errors_speak_the_language_that_is_asked_for() {
    let house = house();
    for line in ["-h", "--help", "help", "check -h", "help rules"] {
        let ran = run(&house, line);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{line}");
        assert!(ran.out.contains("用法"), "{line}\n{}", ran.out);
    }
    assert!(run(&house, "-h --lang en").out.contains("Usage"));
    let english = command(house.path(), "-h").env("LANG", "en_US.UTF-8").output().unwrap();
    assert!(ran(english).out.contains("Usage"));
    let ran = run(&house, "wrong.txt --fromat json");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("--fromat") && ran.err.contains("--format"), "{}", ran.err);
    assert!(run(&house, "wrong.txt --format xml --lang en").err.contains("xml"));
    assert!(run(&house, "-V").out.starts_with("kanwu "));
    fs::write(house.path().join("kanwu.toml"), "lang = \"en\"\n").unwrap();
    assert!(run(&house, "right.txt").out.contains("nothing found"));
}

#[test]
fn allowances_and_overrides_silence_what_the_house_accepts() {
    let house = house();
    let path = house.path().join("kanwu.toml");
    let base = fs::read_to_string(&path).unwrap();
    let status = |more: &str| {
        fs::write(&path, format!("{base}{more}")).unwrap();
        run(&house, "wrong.txt").status
    };
    assert_eq!(status(""), 1);
    assert_eq!(status("[[allow]]\nrule = \"house\"\ntext = \"他住在老城\"\nreason = \"引文\"\n"), 0);
    assert_eq!(status("[[allow]]\nrule = \"house\"\ntext = \"她住在老城\"\nreason = \"引文\"\n"), 1);
    assert_eq!(
        status("[[allow]]\nrule = \"house\"\ntext = \"老城南街\"\npath = \"right.txt\"\nreason = \"引文\"\n"),
        1
    );
    assert_eq!(status("[[override]]\npaths = \"wrong.txt\"\nrules = { house = \"off\" }\n"), 0);
    assert_eq!(status("[[override]]\npaths = \"wrong.txt\"\nrules = { house = \"info\" }\n"), 0);
}

#[test]
fn patterns_are_relative_to_the_configuration_in_the_working_folder() {
    let house = house();
    fs::create_dir(house.path().join("附录")).unwrap();
    fs::write(house.path().join("附录/a.txt"), "他住在老城南街。\n").unwrap();
    let configuration = "packs = \"house.toml\"\nexclude = [\"/wrong.txt\"]\n[rules]\nall = \"off\"\nhouse = \"error\"\n\
                         [[override]]\npaths = [\"附录/**\"]\nrules = { house = \"off\" }\n";
    fs::write(house.path().join("kanwu.toml"), configuration).unwrap();
    let ran = run(&house, ". --quiet");
    assert_eq!(ran.out.matches("error[").count(), 1, "doubtful.txt alone: {}", ran.out);
    assert_eq!(run(&house, "附录/a.txt").status, 0);
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let house = house();
    fs::write(house.path().join("long.txt"), "他住在老城南街。\n".repeat(20_000)).unwrap();
    let mut command = command(house.path(), "long.txt");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 10]).unwrap();
    drop(out);
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn init_writes_a_configuration_once() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&folder, "init").status, 0);
    fs::write(folder.path().join("right.txt"), "一切如常。\n").unwrap();
    assert_eq!(run(&folder, "right.txt").status, 0);
    let before = fs::read(folder.path().join("kanwu.toml")).unwrap();
    assert_eq!(run(&folder, "init").status, 2);
    assert_eq!(fs::read(folder.path().join("kanwu.toml")).unwrap(), before);
    assert_eq!(run(&folder, "init nowhere").status, 2);
}

#[test]
fn the_outline_is_for_people_and_programs() {
    let house = house();
    let ran = run(&house, "outline right.txt wrong.txt --period 2023-08");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("2023年8月（据配置）"), "{}", ran.out);
    let ran = run(&house, "outline right.txt missing.txt --format json --period 2023-08");
    assert_eq!(ran.status, 2);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["documents"][0]["issues"][0]["period"]["first"], "2023-08-01");
    assert_eq!(run(&house, "outline right.txt --period August").status, 2);
    assert_eq!(run(&house, "outline").status, 2);
}
