//! Ctrl-C: the run ends at once, but not in the middle of a file that is being replaced.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};

/// Held for reading by whoever replaces a file, so that the run cannot end meanwhile.
static WRITING: RwLock<()> = RwLock::new(());

/// Files that are not complete yet and go if the run ends early.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The status of a process that Ctrl-C ended, as shells count it.
const INTERRUPTED: i32 = 130;

/// Listens for Ctrl-C and for the system's wish that the process end.
pub fn install() {
    let ended = || {
        let _writing = WRITING.write().unwrap_or_else(PoisonError::into_inner);
        let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        unfinished.iter().for_each(|path| drop(std::fs::remove_file(path)));
        std::process::exit(INTERRUPTED);
    };
    // Where there are no signals to be heard, the process ends as it always does.
    let _ = ctrlc::set_handler(ended);
}

/// Does `work`, which replaces a file, before the run may end.
pub fn shielded<T>(work: impl FnOnce() -> T) -> T {
    let _writing = WRITING.read().unwrap_or_else(PoisonError::into_inner);
    work()
}

/// Takes note that the file at `path` is not complete yet.
pub fn begun(path: &Path) {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf());
}
