//! The cache: whatever is written comes out the same with it and without it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::house::*;

/// The bytes that an entry begins with: a mark and a checksum.
const HEAD: usize = 40;

/// A house of many kinds of documents, with allowances and settings for one file.
fn library() -> TempDir {
    let house = house();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let write = |name: &str, bytes: &[u8]| fs::write(house.path().join(name), bytes).unwrap();
    write("期.txt", &fs::read(root.join("fixtures/luoyang-2023-08.txt")).unwrap());
    write("目录.txt", &fs::read(root.join("fixtures/layouts/dots.txt")).unwrap());
    write(
        "a.md",
        "# 会议布署\n\n会议布署工作,他住在老城南街<!-- kanwu-allow: house/old-name 引文 -->。\n".as_bytes(),
    );
    write("gbk.txt", &encoding_rs::GBK.encode("会议布署了工作。\r\n他住在老城南街。\r\n").0);
    write("note.txt", "【kanwu允许：date/weekday】\n一切如常。\n".as_bytes());
    write(
        "kanwu.toml",
        "packs = \"house.toml\"\n[rate]\npublication = \"periodical\"\n[[override]]\npaths = \"gbk.txt\"\nrules = { house = \"info\" }\n\
         [[allow]]\nrule = \"house\"\ntext = \"老城南街\"\npath = \"wrong.txt\"\nreason = \"引文\"\n\
         [[allow]]\nrule = \"house\"\ntext = \"没有这条街\"\nreason = \"引文\"\n"
            .as_bytes(),
    );
    house
}

/// What `line` writes to both streams and how it ends, but for the time that it takes.
fn told(house: &TempDir, line: &str) -> (i32, String, String) {
    let ran = run(house, line);
    let timeless = |text: &str| {
        let lines = text.lines().map(|line| match line.rsplit_once(" · ") {
            Some((before, time)) if time.ends_with(" ms") => before,
            _ => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    (ran.status, timeless(&ran.out), ran.err)
}

fn entries(house: &TempDir) -> Vec<PathBuf> {
    let shelves = fs::read_dir(house.path().join("cache")).into_iter().flatten().flatten();
    let files = shelves.filter_map(|shelf| fs::read_dir(shelf.path()).ok()).flatten().flatten();
    files.map(|file| file.path()).collect()
}

#[test]
fn every_report_is_the_same_from_the_cache() {
    let house = library();
    let formats = "human json compact csv github gitlab junit checkstyle rdjsonl sarif";
    let checks = formats.split(' ').map(|format| format!("check . --format {format} --lang en"));
    let others =
        ["check . --explain --lang en", "rate . --lang en", "rate . --format json", "check . --lang zh -q"];
    for line in checks.chain(others.map(str::to_owned)) {
        let without = told(&house, &format!("{line} --no-cache"));
        assert_eq!(entries(&house), [""; 0].map(PathBuf::from), "{line}");
        for _ in 0..2 {
            assert_eq!(told(&house, &format!("{line} --cache-dir cache")), without, "{line}");
        }
        assert_eq!(entries(&house).len(), 8, "{line}");
        assert_eq!(run(&house, "cache clean --cache-dir cache").status, 0);
    }
    let (status, out, err) = told(&house, "check . --lang en --cache-dir cache");
    assert!(status == 1 && out.contains("contents/order") && out.contains("allowance/no-reason"), "{out}");
    assert!(err.contains("没有这条街") && !err.contains("kanwu.toml:9"), "{err}");
}

#[test]
fn a_baseline_is_the_same_from_the_cache() {
    let house = library();
    let made = |line: &str| {
        let ran = run(&house, &format!("baseline . --to known.json {line}"));
        assert_eq!(ran.status, 0, "{}", ran.err);
        fs::read(house.path().join("known.json")).unwrap()
    };
    let without = made("--no-cache");
    assert!(without.len() > 1000);
    assert_eq!(made("--cache-dir cache"), without);
    assert_eq!(made("--cache-dir cache"), without);
    let held = "check . --baseline known.json --format gitlab --fail-on info";
    fs::write(house.path().join("right.txt"), "他住在老城南街。他住在老城南街。\n").unwrap();
    let expected = told(&house, &format!("{held} --no-cache"));
    assert!(expected.1.contains("right.txt"), "{expected:?}");
    for _ in 0..2 {
        assert_eq!(told(&house, &format!("{held} --cache-dir cache")), expected);
    }
}

/// Replaces `old` by `new` in every entry, with a sound checksum.
fn tamper(house: &TempDir, old: &str, new: &str) -> usize {
    let mut changed = 0;
    for path in entries(house) {
        let bytes = fs::read(&path).unwrap();
        let content = String::from_utf8(bytes[HEAD..].to_vec()).unwrap();
        let shelf = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let key = format!("{shelf}{}", path.file_name().unwrap().to_str().unwrap());
        let other = content.replace(old, new);
        changed += usize::from(other != content);
        let sum = Sha256::new().chain_update(key).chain_update(&other).finalize();
        fs::write(&path, [&bytes[..8], &sum[..], other.as_bytes()].concat()).unwrap();
    }
    changed
}

#[test]
fn what_is_the_same_is_not_checked_again_and_what_is_not_is() {
    let house = house();
    let path = |name: &str| house.path().join(name);
    fs::write(path("words.tsv"), "错\t正\t前不\t后不\t说明\n县农业局\t县农业农村局\t\t\t\n").unwrap();
    let list = "\n[[rule]]\nid = \"house/office\"\nname = { zh = \"机构\", en = \"Office\" }\nseverity = \"error\"\n\
                check.lexicon = { files = [\"words.tsv\"] }\nmessage = { zh = \"“{text}”\", en = \"“{text}”\" }\n\
                explain = { zh = \"改名\", en = \"renamed\" }\nbad = [\"⟦县农业局⇒县农业农村局⟧\", \"到⟦县农业局⇒县农业农村局⟧\"]\n\
                good = [\"县里\", \"农业\"]\n";
    fs::write(path("house.toml"), format!("{PACK}{list}")).unwrap();
    let line = "check wrong.txt --format compact --lang en --cache-dir cache";
    let first = run(&house, line);
    assert_eq!((first.status, first.err.as_str()), (1, ""));
    let fresh = first.out;
    assert_eq!(tamper(&house, "is now", "was kept as"), 1);
    let kept = fresh.replace("is now", "was kept as");
    assert_ne!(kept, fresh);
    assert_eq!(run(&house, line).out, kept);
    assert_eq!(run(&house, &line.replace("--cache-dir cache", "--no-cache")).out, fresh);
    assert_eq!(run(&house, &format!("{line} --jobs 1 --fail-on never")).out, kept);
    // Each of these is another question.
    for other in ["--select house", "--period 2023-08", "--lang zh", "--profile news", "--encoding gb18030"] {
        let line = match other {
            "--lang zh" => line.replace("--lang en", other),
            _ => format!("{line} {other}"),
        };
        assert!(!run(&house, &line).out.contains("was kept as"), "{other}");
    }
    let changes = [
        ("wrong.txt", "他住在老城南街。\n\n".to_owned()),
        ("words.tsv", "错\t正\t前不\t后不\t说明\n县农业局\t县农业农村局\t\t党委\t\n".to_owned()),
        ("house.toml", format!("{PACK}{list}").replace("县里", "县内")),
        ("kanwu.toml", "packs = \"house.toml\"\n[rules]\nall = \"off\"\nhouse = \"warning\"\n".to_owned()),
    ];
    for (name, changed) in changes {
        let before = fs::read(path(name)).unwrap();
        fs::write(path(name), changed).unwrap();
        let out = run(&house, line).out;
        assert!(!out.contains("was kept as") && out.contains("is now"), "{name}: {out}");
        fs::write(path(name), before).unwrap();
        assert_eq!(run(&house, line).out, kept, "{name}");
    }
    fs::rename(path("wrong.txt"), path("other.txt")).unwrap();
    assert!(run(&house, &line.replace("wrong.txt", "other.txt")).out.contains("is now"));
}

#[test]
fn what_is_held_against_others_is_checked_every_time() {
    let house = house();
    fs::write(house.path().join("kanwu.toml"), "").unwrap();
    fs::write(house.path().join("draft.txt"), "9月2日，市长徐依显主持会议。\n").unwrap();
    let line = "check draft.txt --cache-dir cache --format compact --lang en";
    let against = |name: &str| {
        fs::write(house.path().join("ref.txt"), format!("8月2日，市长{name}到临河县调研。\n")).unwrap();
        run(&house, &format!("{line} --against ref.txt")).out
    };
    assert_eq!(run(&house, line).out, "");
    assert!(against("徐衣显").contains("徐衣显"));
    assert_eq!(against("徐依显"), "");
    assert!(against("徐衣显").contains("徐衣显"));
    assert_eq!(run(&house, line).out, "");
}

#[test]
fn what_is_broken_or_foreign_is_passed_over() {
    let house = library();
    let line = "check . --format json --cache-dir cache";
    let expected = told(&house, line);
    for (index, path) in entries(&house).into_iter().enumerate() {
        let whole = fs::read(&path).unwrap();
        match index % 4 {
            0 => fs::write(&path, &whole[..whole.len() / 2]).unwrap(),
            1 => fs::write(&path, "{}").unwrap(),
            2 => fs::write(&path, [&whole[..], b" "].concat()).unwrap(),
            _ => {
                fs::remove_file(&path).unwrap();
                fs::create_dir(&path).unwrap();
            }
        }
    }
    assert_eq!(told(&house, line), expected);
    assert_eq!(told(&house, line), expected);
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let house = library();
    let expected = told(&house, "check . --format json --no-cache");
    let start = |_| {
        let mut check = command(house.path(), "check . --format json --cache-dir cache");
        check.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let mut started: Vec<_> = (0..6).map(start).collect();
    let mut clean = command(house.path(), "cache clean --cache-dir cache");
    started.push(clean.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
    for (index, child) in started.into_iter().enumerate() {
        let ran = ran(child.wait_with_output().unwrap());
        match index {
            6 => assert_eq!((ran.status, ran.err.as_str()), (0, "")),
            _ => assert_eq!(
                (ran.status, ran.out.trim_end(), ran.err),
                (expected.0, &*expected.1, expected.2.clone())
            ),
        }
    }
}

#[test]
fn a_cache_that_cannot_be_is_no_hindrance_unless_it_is_asked_for() {
    let house = house();
    let told = run(&house, "check wrong.txt --cache-dir wrong.txt/cache --lang en");
    assert_eq!((told.status, told.out.as_str()), (2, ""));
    assert!(told.err.contains("wrong.txt/cache cannot be written"), "{}", told.err);
    let nowhere = house.path().join("wrong.txt");
    for (name, value) in [("XDG_CACHE_HOME", nowhere.as_path()), ("XDG_CACHE_HOME", Path::new("relative"))] {
        let mut check = command(house.path(), "check wrong.txt");
        let ran = ran(check.env(name, value).env("HOME", &nowhere).output().unwrap());
        assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    }
    assert!(!house.path().join("relative").exists());
    assert_eq!(run(&house, "check wrong.txt --no-cache --cache-dir x").status, 2);
}

#[test]
fn the_cache_is_shown_and_emptied() {
    let house = house();
    assert_eq!(run(&house, "cache dir --cache-dir cache").out, "cache\n");
    run(&house, "check . --cache-dir cache");
    assert_eq!(entries(&house).len(), 3);
    let ran = run(&house, "cache clean --cache-dir cache --lang en");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("the cache is empty: 3 entries"), "{}", ran.out);
    assert_eq!(entries(&house).len(), 0);
    assert_eq!(run(&house, "cache").status, 2);
}
