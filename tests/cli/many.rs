//! Many files: how far a run has come is shown to whoever looks, and to nobody else.

use std::fs;
use std::process::Command;

use crate::house::*;

#[test]
fn a_terminal_shows_how_far_the_run_has_come() {
    let house = house();
    for index in 0..40 {
        fs::write(house.path().join(format!("{index:02}.txt")), "他住在老城南街。\n".repeat(2500)).unwrap();
    }
    let line = "check . --format compact --no-cache --jobs 2";
    let kanwu = env!("CARGO_BIN_EXE_kanwu");
    let on_a_terminal = |line: &str| {
        let mut script = Command::new("script");
        script.args(["-qec", &format!("{kanwu} {line} > out"), "/dev/null"]);
        let ran = script.current_dir(house.path()).env("TERM", "xterm").output().map(ran);
        ran.ok().filter(|ran| ran.status == 1).map(|ran| ran.out)
    };
    let Some(shown) = on_a_terminal(line) else {
        eprintln!("skipped: no terminal can be made here");
        return;
    };
    assert!(shown.contains("/43"), "{shown:?}");
    // At the end nothing is left of it.
    assert!(shown.ends_with("\u{1b}[2K") || shown.ends_with("\u{1b}[2K\r"), "{shown:?}");
    let out = fs::read_to_string(house.path().join("out")).unwrap();
    let plain = run(&house, line);
    assert_eq!((plain.out.as_str(), plain.err.as_str()), (&*out, ""));
    assert_eq!(on_a_terminal(&format!("{line} --quiet")).as_deref(), Some(""));
}
