//! `kanwu check DRAFT --against FILES`: both places, each in its own file, in every form that has a place
//! for it.

use std::fs;

use crate::house::*;

fn files() -> tempfile::TempDir {
    let house = house();
    fs::create_dir(house.path().join("往期 存档")).unwrap();
    let write = |name: &str, text: &str| fs::write(house.path().join(name), text).unwrap();
    // Here the rules that come with kanwu run.
    write("kanwu.toml", "");
    write("往期 存档/上期.txt", "第一行。\n8月2日，市长徐衣显到临河县调研。\n");
    write("稿件.txt", "9月2日，市长徐依显主持会议。\n");
    house
}

#[test]
fn the_other_file_is_shown_with_its_place() {
    let house = files();
    let ran = run(&house, "稿件.txt --against 往期*/*.txt --fail-on warning --lang zh");
    assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("稿件.txt:1:8"), "{}", ran.out);
    assert!(ran.out.contains("往期 存档/上期.txt:2:8"), "{}", ran.out);
    assert!(ran.out.contains("徐衣显到临河县调研"), "{}", ran.out);
    assert_eq!(run(&house, "稿件.txt --fail-on warning").status, 0);
}

#[test]
fn json_and_sarif_have_the_other_place() {
    let house = files();
    let value = |line: &str| -> serde_json::Value { serde_json::from_str(&run(&house, line).out).unwrap() };
    let json = value("稿件.txt --against 往期*/*.txt --format json");
    let related = &json["diagnostics"][0]["related"][0];
    assert_eq!(related["path"], "往期 存档/上期.txt");
    assert_eq!((&related["start"]["line"], &related["start"]["column"]), (&2.into(), &8.into()));
    let sarif = value("稿件.txt --against 往期*/*.txt --format sarif");
    let related = &sarif["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["region"]["startLine"], 2);
    let uri = related["artifactLocation"]["uri"].as_str().unwrap();
    assert!(uri.ends_with("/%E4%B8%8A%E6%9C%9F.txt") && uri.contains("%20"), "{uri}");
}

#[test]
fn a_reference_that_cannot_be_read_is_told_and_the_draft_is_checked() {
    let house = files();
    fs::write(house.path().join("binary.txt"), b"a\0b").unwrap();
    let ran = run(&house, "稿件.txt --against gone.txt binary.txt 往期*/*.txt --format compact");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("gone.txt") && ran.err.contains("binary.txt"), "{}", ran.err);
    assert!(ran.out.contains("against/person-name"), "{}", ran.out);
    let ran = run(&house, "--against 往期*/*.txt");
    assert_eq!(ran.status, 2, "{}", ran.out);
}
