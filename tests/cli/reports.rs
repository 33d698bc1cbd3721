//! What kanwu writes besides its findings for people: reports, the error rate, the catalogue.

use std::fs;

use crate::house::*;

#[test]
fn rules_are_listed_explained_and_proved() {
    let house = house();
    let list = run(&house, "rules --group house");
    assert_eq!(list.out.matches("house/").count(), 2, "{}", list.out);
    assert_eq!(run(&house, "rules list --group house").out, list.out);
    let one = run(&house, "rules house/old-name");
    for expected in ["街道已经改名", "⟦老城南街⟧", "住在南大街。", "--ignore house/old-name"]
    {
        assert!(one.out.contains(expected), "{expected}\n{}", one.out);
    }
    let unknown = run(&house, "rules old-name --lang en");
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("house/old-name"), "{}", unknown.err);
    assert_eq!(run(&house, "rules test house.toml").status, 0);
    fs::write(house.path().join("bad.toml"), PACK.replace("老城的南街", "老城南街")).unwrap();
    let bad = run(&house, "rules test bad.toml");
    assert_eq!(bad.status, 1);
    assert!(bad.out.contains("误报 house/old-name  bad.toml:10"), "{}", bad.out);
    fs::write(house.path().join("broken.toml"), "[[rule]]\nid = \"house/x\"\n").unwrap();
    assert_eq!(run(&house, "rules test broken.toml").status, 2);
}

#[test]
fn rules_are_searched_and_written_for_programs() {
    let house = house();
    let found = run(&house, "rules --search 街道");
    assert!(found.out.contains("house/old-name") && !found.out.contains("house/whether"), "{}", found.out);
    let json: serde_json::Value =
        serde_json::from_str(&run(&house, "rules --group house --format json").out).unwrap();
    let rule = &json["rules"][0];
    assert_eq!((rule["id"].as_str(), rule["severity"].as_str()), (Some("house/old-name"), Some("error")));
    assert_eq!(rule["bad"][0]["corrected"], "住在南大街。");
    assert_eq!(json["rules"].as_array().unwrap().len(), 2);
    let page = run(&house, "rules house/old-name --format markdown --lang en").out;
    assert!(page.starts_with("### house/old-name\n\n**Old name** · error\n"), "{page}");
    assert_eq!(run(&house, "rules --config missing.toml").status, 2);
    assert_eq!(run(&house, "rules --profile poem").status, 2);
}

#[test]
fn the_error_rate_shows_how_it_came_about() {
    let house = house();
    fs::write(house.path().join("twice.txt"), "他住在老城南街。老城南街很长。他是不是否住在这里。\n")
        .unwrap();
    let ran = run(&house, "rate twice.txt --lang zh");
    assert_eq!(ran.status, 0, "{}", ran.err);
    for expected in ["差错率 1200/万", "house/old-name   2     2     1     2", "3 ÷ 25 字", "少于版面字数"]
    {
        assert!(ran.out.contains(expected), "{expected}\n{}", ran.out);
    }
    let ran = run(&house, "rate twice.txt --as periodical --characters 20000 --lang zh");
    assert!(ran.out.contains("差错率 1.5/万（期刊限 2/万：合格）"), "{}", ran.out);
    assert_eq!(ran.status, 0);
    assert_eq!(run(&house, "rate twice.txt --limit 1 --characters 20000").status, 1);
    let json = run(&house, "rate twice.txt right.txt --as book --format json").out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["documents"][0]["passed"], false);
    assert_eq!(json["documents"][1]["error_rate_per_10k"], 0.0);
}

#[test]
fn several_reports_are_written_at_once() {
    let house = house();
    let ran = run(&house, "check wrong.txt --output compact --output sarif=a.sarif --output csv=b.csv");
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    assert_eq!(ran.out, "wrong.txt:1:4: error[house/old-name] “老城南街”已改名“南大街”\n");
    let sarif = fs::read_to_string(house.path().join("a.sarif")).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "house/old-name");
    assert!(fs::read_to_string(house.path().join("b.csv")).unwrap().starts_with('\u{feff}'));
    let names = fs::read_dir(house.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().starts_with(".kanwu-")));
    let ran = run(&house, "check wrong.txt --output sarif=missing/a.sarif --lang en");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("missing/a.sarif cannot be written"), "{}", ran.err);
    assert_eq!(run(&house, "check wrong.txt --output word=a.doc").status, 2);
}
