//! How far a run has come: a bar on a terminal, where there are many files and they take a while.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that is shorter than this shows none.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that stands below what is written and is gone at the end.
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
    /// There is somebody to look at it.
    wanted: bool,
}

impl Progress {
    /// Of so many files; none where nobody looks, or where it is not `wanted`.
    pub fn new(count: usize, wanted: bool) -> Self {
        let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        let wanted = wanted && count > 1 && !is_dumb && io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}") {
            bar.set_style(style.progress_chars("━━─"));
        }
        Progress { bar, begun: Instant::now(), wanted }
    }

    /// One file more is done, and `write` says so: the bar makes room.
    pub fn step<T>(&self, write: impl FnOnce() -> T) -> T {
        if !self.wanted {
            return write();
        }
        if self.bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let written = self.bar.suspend(write);
        self.bar.inc(1);
        written
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
