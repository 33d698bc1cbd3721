//! A panic in one file is that file's error and no other's.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use super::failure::Failure;

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what a panic says, so that it is told in its place and not printed by itself.
pub fn install() {
    panic::set_hook(Box::new(|info| LAST.set(info.to_string())));
}

/// Runs `work`; what it said if it panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| LAST.take())
}

/// How a panic in the file at `path` is told.
pub fn crash(path: &Path, why: &str) -> Failure {
    let path = path.display();
    let failure = Failure::new(
        format!("{path} 没能查完：kanwu 内部出错"),
        format!("{path} was not checked: a fault in kanwu"),
    );
    failure.help(format!("请把这一行报告给我们：{why}"), format!("please report this line: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert!(guarded(|| panic!("broken")).is_err());
    }
}
