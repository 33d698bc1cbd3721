//! `kanwu fix`: what is written, and what is left.

use std::fs;

use crate::house::*;

#[test]
fn files_are_corrected_in_their_own_encoding() {
    let house = house();
    let path = house.path().join("gbk.txt");
    let encode = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    fs::write(&path, encode("他住在老城南街。\r\n他住在县城。\r\n")).unwrap();
    let ran = run(&house, "fix gbk.txt --lang zh");
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (1, "gbk.txt：改了 0 处，还有 1 处，其中 1 处可用 --unsafe 改，改后请核对\n")
    );
    let diff = run(&house, "fix gbk.txt --diff --lang en");
    assert_eq!((diff.status, diff.out.as_str()), (0, ""));
    assert!(diff.err.contains("--unsafe would correct 1"), "{}", diff.err);
    let diff = run(&house, "fix gbk.txt --unsafe --diff");
    assert_eq!(diff.status, 1);
    assert!(
        diff.out.contains("\n-他住在老城南街。") && diff.out.contains("\n+他住在南大街。"),
        "{}",
        diff.out
    );
    let ran = run(&house, "fix gbk.txt --unsafe --lang zh");
    assert_eq!(ran.status, 0);
    assert!(ran.out.contains("gbk.txt:1:4: 他住在老城南街 → 他住在南大街  [house/old-name]"), "{}", ran.out);
    assert_eq!(fs::read(&path).unwrap(), encode("他住在南大街。\r\n他住在县城。\r\n"));
    assert_eq!(run(&house, "fix gbk.txt --unsafe --diff").status, 0);
}

#[test]
fn what_cannot_be_corrected_is_told_and_the_rest_is_done() {
    let house = house();
    let path = house.path().join("locked.txt");
    fs::write(&path, "他住在老城南街。\n").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    fs::create_dir(house.path().join("folder.txt")).unwrap();
    let ran = run(&house, "fix --unsafe missing.txt locked.txt wrong.txt folder.txt --lang en");
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err.matches("error").count(), 3, "{}", ran.err);
    assert!(ran.err.contains("locked.txt is read-only"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "他住在老城南街。\n");
    assert_eq!(fs::read_to_string(house.path().join("wrong.txt")).unwrap(), "他住在南大街。\n");
    assert_eq!(run(&house, "fix --interactive wrong.txt").status, 2);
}

#[test]
fn standard_input_is_corrected_to_standard_output() {
    let house = house();
    let ran = fed(&house, "fix - --unsafe", "他住在老城南街。\n".as_bytes());
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "他住在南大街。\n", ""));
    let ran = fed(&house, "fix -", "他住在老城南街。\n".as_bytes());
    assert_eq!((ran.status, ran.out.as_str()), (1, "他住在老城南街。\n"));
}
