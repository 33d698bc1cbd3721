//! `kanwu fix` when the world gives way: killed, no room, files that vanish. No file is ever half old
//! and half new, and the others are done.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::house::*;

const FILES: usize = 40;
const OLD: &str = "他住在老城南街。\n";
const NEW: &str = "他住在南大街。\n";

/// A text of some length, with slips all over it.
fn long(line: &str) -> String {
    line.repeat(40)
}

/// A house whose folder `稿` has many files with slips.
fn manuscripts() -> TempDir {
    let house = house();
    fs::create_dir(house.path().join("稿")).unwrap();
    restore(house.path());
    house
}

fn restore(house: &Path) {
    for index in 0..FILES {
        let path = house.join(format!("稿/{index:02}.txt"));
        if fs::read_to_string(&path).ok() != Some(long(OLD)) {
            fs::write(path, long(OLD)).unwrap();
        }
    }
}

/// How many files are old, how many new, and what else there is.
fn state(house: &Path) -> (usize, usize, Vec<String>) {
    let (mut old, mut new, mut others) = (0, 0, Vec::new());
    for entry in fs::read_dir(house.join("稿")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match fs::read_to_string(&path).unwrap() {
            _ if name.starts_with('.') => others.push(name),
            text if text == long(OLD) => old += 1,
            text if text == long(NEW) => new += 1,
            text => panic!("{name} has {} bytes that are neither old nor new", text.len()),
        }
    }
    (old, new, others)
}

fn fixing(house: &Path) -> Child {
    let mut fix = command(house, "fix --unsafe --quiet --jobs 2 稿");
    fix.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How long a run takes that nobody disturbs.
fn undisturbed(house: &Path) -> Duration {
    let begun = Instant::now();
    assert_eq!(fixing(house).wait().unwrap().code(), Some(0));
    assert_eq!(state(house), (0, FILES, Vec::new()));
    begun.elapsed()
}

/// Kills a hundred runs, each at another moment; how many were killed and left some files of each kind.
fn kill_a_hundred() -> (u32, u32) {
    let house = manuscripts();
    let whole = undisturbed(house.path());
    let (mut killed, mut halfway) = (0, 0);
    for attempt in 0..100u32 {
        restore(house.path());
        let mut fix = fixing(house.path());
        std::thread::sleep(whole * (attempt % 50) / 45);
        fix.kill().unwrap();
        killed += u32::from(fix.wait().unwrap().signal() == Some(9));
        let (old, new, _) = state(house.path());
        assert_eq!(old + new, FILES);
        halfway += u32::from(old > 0 && new > 0);
    }
    // The next run takes away what those before it could not.
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(fixing(house.path()).wait().unwrap().code(), Some(0));
    assert_eq!(state(house.path()), (0, FILES, Vec::new()));
    (killed, halfway)
}

#[test]
fn two_hundred_runs_that_are_killed_leave_every_file_old_or_new() {
    let runs = [0, 1].map(|_| std::thread::spawn(kill_a_hundred));
    let [one, other] = runs.map(|run| run.join().unwrap());
    let (killed, halfway) = (one.0 + other.0, one.1 + other.1);
    assert!(killed > 50 && halfway > 0, "{killed} killed, {halfway} of them halfway");
}

#[test]
fn a_run_that_is_interrupted_leaves_nothing_behind() {
    let house = manuscripts();
    let whole = undisturbed(house.path());
    let mut interrupted = 0;
    for attempt in 0..24u32 {
        restore(house.path());
        let mut fix = fixing(house.path());
        std::thread::sleep(whole * attempt / 20);
        let sent = Command::new("kill").args(["-INT", &fix.id().to_string()]).status().unwrap();
        let ended = fix.wait().unwrap();
        interrupted += u32::from(sent.success() && ended.code() == Some(130));
        let (old, new, others) = state(house.path());
        assert_eq!((old + new, others), (FILES, Vec::new()));
    }
    assert!(interrupted > 0);
}

#[test]
fn what_changes_under_the_run_is_told_and_the_rest_is_done() {
    let house = house();
    let path = |name: &str| house.path().join(name);
    let made = Command::new("mkfifo").arg(path("pipe.txt")).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no pipe can be made here");
        return;
    }
    for name in ["gone.txt", "folder.txt", "last.txt"] {
        fs::write(path(name), OLD).unwrap();
    }
    let line = "fix --unsafe --jobs 1 --lang en pipe.txt gone.txt folder.txt last.txt";
    let mut fix = command(house.path(), line);
    let child = fix.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It waits for the pipe, whose turn is first, and knows the others already.
    let pipe = fs::OpenOptions::new().write(true).open(path("pipe.txt")).unwrap();
    fs::remove_file(path("gone.txt")).unwrap();
    fs::remove_file(path("folder.txt")).unwrap();
    fs::create_dir(path("folder.txt")).unwrap();
    drop(pipe);
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!(ran.status, 2);
    let errors: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("error: ")).collect();
    assert_eq!(errors, ["error: gone.txt: does not exist", "error: folder.txt: is a folder, not a file"]);
    assert_eq!(fs::read_to_string(path("last.txt")).unwrap(), NEW);
}

/// Runs `script` with `disk/` as a disk of 128 KiB; nothing where that is not permitted.
fn on_a_small_disk(house: &TempDir, script: &str) -> Option<Ran> {
    fs::create_dir(house.path().join("disk")).unwrap();
    let mount = "mount -t tmpfs -o size=128k tmpfs disk && echo mounted";
    let mut unshare = Command::new("unshare");
    unshare.args(["--mount", "--map-root-user", "sh", "-c", &format!("{mount} || exit 99\n{script}")]);
    let output = unshare.current_dir(house.path()).output();
    let ran = output.map(ran).ok().filter(|ran| ran.out.starts_with("mounted"));
    if ran.is_none() {
        eprintln!("skipped: no small disk can be mounted here");
    }
    ran
}

#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let house = house();
    fs::write(house.path().join("large"), OLD.repeat(2000)).unwrap();
    fs::write(house.path().join("small"), OLD).unwrap();
    let kanwu = env!("CARGO_BIN_EXE_kanwu");
    let script = format!(
        "cp large disk/large.txt; cp small disk/small.txt; head -c 45000 /dev/zero > disk/fill\n\
         {kanwu} fix --unsafe --quiet --lang en disk/large.txt disk/small.txt; echo status $?\n\
         cmp large disk/large.txt && echo whole; cat disk/small.txt; ls -A disk | tr '\\n' ' '"
    );
    let Some(ran) = on_a_small_disk(&house, &script) else { return };
    let shown: Vec<&str> = ran.out.lines().skip(1).collect();
    assert_eq!(shown, ["status 2", "whole", NEW.trim_end(), "fill large.txt small.txt "], "{}", ran.err);
    assert_eq!(ran.err.matches("error: ").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("disk/large.txt cannot be written: No space left"), "{}", ran.err);
}
