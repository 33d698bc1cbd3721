//! Work on several threads whose results are taken in the order in which it was handed out.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

/// The bytes that may be worked on ahead of the result that is to be taken next: results are held
/// in memory until their turn.
const AHEAD: u64 = 8 << 20;
/// What a result costs besides the bytes that it is made of.
const LEAST: u64 = 64 << 10;

/// What is handed out, and how much of it has not been taken back.
struct Desk {
    next: usize,
    out: u64,
    stopped: bool,
}

/// Does `work` for each of `sizes`, in bytes, on so many threads, and gives `take` the results in
/// their order. It ends with the first error of `take`; what has been begun is finished then.
pub fn in_order<T: Send>(
    sizes: &[u64],
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(T) -> io::Result<()>,
) -> io::Result<()> {
    let threads = threads.min(sizes.len());
    if threads < 2 {
        return (0..sizes.len()).try_for_each(|index| take(work(index)));
    }
    let cost = |index: usize| sizes.get(index).copied().unwrap_or_default() + LEAST;
    let desk = Mutex::new(Desk { next: 0, out: 0, stopped: false });
    let returned = Condvar::new();
    let locked = || desk.lock().unwrap_or_else(PoisonError::into_inner);
    let hand_out = || {
        let waits = |desk: &mut Desk| {
            let full = desk.out > 0 && desk.out + cost(desk.next) > AHEAD;
            full && desk.next < sizes.len() && !desk.stopped
        };
        let mut desk = returned.wait_while(locked(), waits).unwrap_or_else(PoisonError::into_inner);
        let index = Some(desk.next).filter(|next| *next < sizes.len() && !desk.stopped)?;
        desk.next += 1;
        desk.out += cost(index);
        Some(index)
    };
    std::thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..threads {
            let sender = sender.clone();
            let (work, hand_out) = (&work, &hand_out);
            scope.spawn(move || {
                while let Some(index) = hand_out() {
                    if sender.send((index, work(index))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let taken = drain(results, |index, result| {
            take(result)?;
            locked().out -= cost(index);
            returned.notify_all();
            Ok(())
        });
        locked().stopped = true;
        returned.notify_all();
        taken
    })
}

/// Gives `take` each result when all before it have been taken.
fn drain<T>(
    results: mpsc::Receiver<(usize, T)>,
    mut take: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (index, result) in results {
        early.insert(index, result);
        while let Some(result) = early.remove(&next) {
            take(next, result)?;
            next += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_their_order_whoever_is_first() {
        let sizes = vec![1; 200];
        for threads in [1, 2, 7] {
            let mut taken = Vec::new();
            let slow_first = |index: usize| {
                std::thread::sleep(Duration::from_micros(if index.is_multiple_of(5) { 900 } else { 10 }));
                index
            };
            let took = in_order(&sizes, threads, slow_first, |index| {
                taken.push(index);
                Ok(())
            });
            assert!(took.is_ok() && taken.iter().copied().eq(0..200), "{threads}");
        }
    }

    #[test]
    fn no_more_is_begun_than_memory_may_hold() {
        let sizes = vec![AHEAD / 4; 40];
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |_| {
            most.fetch_max(begun.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(1));
        };
        let took = in_order(&sizes, 8, work, |()| {
            std::thread::sleep(Duration::from_millis(2));
            begun.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        });
        assert!(took.is_ok());
        assert!(most.load(Ordering::SeqCst) <= 4, "{most:?}");
        // A file that is larger than all that may be held has its turn too.
        assert!(in_order(&[3 * AHEAD, 1, 3 * AHEAD], 2, |index| index, |_| Ok(())).is_ok());
    }

    #[test]
    fn whoever_takes_may_stop() {
        let begun = AtomicUsize::new(0);
        let work = |_| begun.fetch_add(1, Ordering::SeqCst);
        let stop = |_| Err(io::Error::from(io::ErrorKind::BrokenPipe));
        let sizes = vec![AHEAD / 4; 1000];
        assert!(in_order(&sizes, 4, work, stop).is_err());
        assert!(begun.load(Ordering::SeqCst) < 100);
    }
}
