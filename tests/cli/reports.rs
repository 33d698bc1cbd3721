//! What kanwu writes besides its findings for people: reports, baselines, the error rate, the catalogue.

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

/// The bulletin after a month of editing: ten paragraphs more, contents wrapped elsewhere, another encoding.
fn edited(bulletin: &str) -> Vec<u8> {
    let more = "会议指出，要坚持问题导向，压实工作责任。\n\n".repeat(10);
    let body = bulletin.rfind("\n江凌到市信访局调研并现场").unwrap() + 1;
    let (before, after) = bulletin.split_at(body);
    let before = before.replace("对该区 2023 年度", "对该区\n2023 年度");
    encoding_rs::GB18030.encode(&(before + &more + after)).0.into_owned()
}

#[test]
fn a_baseline_knows_its_findings_after_much_editing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let bulletin = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/luoyang-2023-08.txt"));
    let bulletin = bulletin.unwrap();
    fs::write(&path, &bulletin).unwrap();
    assert_eq!(run(&folder, "check a.txt").status, 1);
    let made = run(&folder, "baseline a.txt --lang zh");
    assert_eq!(made.status, 0, "{}", made.err);
    let checked = |line: &str| run(&folder, &format!("check a.txt --format compact --lang zh {line}"));
    let known = checked("--baseline kanwu-baseline.json");
    assert_eq!((known.status, known.out.as_str(), known.err.as_str()), (0, "", ""));

    fs::write(&path, edited(&bulletin)).unwrap();
    let known = checked("--baseline kanwu-baseline.json");
    assert_eq!((known.status, known.out.as_str(), known.err.as_str()), (0, "", ""));

    let planted = bulletin
        .replace("坚持全过程人民民主", "坚持全过程人民民主，布署工作")
        .replace("市委市委宣传部", "市委宣传部");
    let planted = planted.replacen("会议强调，", "会议布署，", 1);
    fs::write(&path, edited(&planted)).unwrap();
    let new = checked("--baseline kanwu-baseline.json");
    assert_eq!(new.status, 1);
    assert!(
        new.out.lines().all(|line| line.contains("“布署”应为“部署”")) && !new.out.is_empty(),
        "{}",
        new.out
    );
    assert!(new.err.contains("有 1 处已不存在"), "{}", new.err);
    assert!(checked("--baseline kanwu-baseline.json --prune").err.contains("删去已改正的 1 处"));
    assert_eq!(checked("--baseline kanwu-baseline.json").err, "");
    assert_eq!(checked("--baseline missing.json").status, 2);
    let before = fs::read(folder.path().join("kanwu-baseline.json")).unwrap();
    let half = run(&folder, "baseline a.txt missing.txt --lang en");
    assert_eq!((half.status, half.out.as_str()), (2, ""));
    assert!(half.err.contains("kanwu-baseline.json is not written"), "{}", half.err);
    assert_eq!(fs::read(folder.path().join("kanwu-baseline.json")).unwrap(), before);
    assert_eq!(checked("--baseline a.txt").status, 2);
}

#[test]
fn only_what_git_has_changed_is_told() {
    let house = house();
    let git = |line: &str| {
        let names = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
        let mut git = std::process::Command::new("git");
        let ran = git.args(names).args(line.split(' ')).current_dir(house.path()).output();
        assert!(ran.unwrap().status.success(), "{line}");
    };
    assert_eq!(run(&house, "check --changed .").status, 2);
    fs::write(house.path().join("稿.txt"), "他住在老城南街。\n\n他住在县城。\n").unwrap();
    git("init -q");
    git("add -A");
    git("commit -q -m one");
    let told = |line: &str| run(&house, &format!("check 稿.txt new.txt --format compact --lang en {line}"));
    fs::write(house.path().join("new.txt"), "他住在老城南街。\n").unwrap();
    fs::write(house.path().join("稿.txt"), "他住在老城南街。\n\n他住在老城南街。\n").unwrap();
    let all = told("").out;
    assert_eq!(all.lines().count(), 3, "{all}");
    let changed = told("--changed").out;
    assert!(changed.contains("稿.txt:3:") && changed.contains("new.txt:1:"), "{changed}");
    assert_eq!(changed.lines().count(), 2, "{changed}");
    git("add -A");
    git("commit -q -m two");
    assert_eq!(told("--changed").out, "");
    assert_eq!(told("--since HEAD~1").out, changed);
    assert!(told("--since nonsense").err.contains("git says"));
}
