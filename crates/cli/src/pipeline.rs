//! Work for many cores: jobs go out in any order, answers come back in order, and only so many are under way.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::sync::{Condvar, Mutex, PoisonError};

/// Jobs under way for each thread: enough that no thread waits while one long article is read.
const JOBS_PER_THREAD: usize = 16;

/// Bytes of input under way at once; their answers are some ten times as large. One job may be larger.
const BYTES_UNDER_WAY: usize = 8 << 20;

/// Stack of a worker. Trees of words are walked without recursion, trees of HTML are not.
const STACK_BYTES: usize = 16 << 20;

/// Does every job and hands the answers to `take` in the order of the jobs. `jobs` runs on a thread of its
/// own, `work` on `n_threads` others, each with its own `state`; `take` runs here. `n_bytes` says how much a
/// job holds in memory. If `take` fails, what is under way is dropped and its error comes back.
pub fn ordered<J: Send, A: Send, S, E>(
    jobs: impl Iterator<Item = J> + Send,
    n_threads: usize,
    n_bytes: impl Fn(&J) -> usize + Send,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, J) -> A + Sync,
    mut take: impl FnMut(A) -> Result<(), E>,
) -> Result<(), E> {
    let gate = Gate::new(n_threads * JOBS_PER_THREAD);
    let (job_in, job_out) = mpsc::channel::<(usize, usize, J)>();
    let (answer_in, answer_out) = mpsc::channel::<(usize, usize, A)>();
    let job_out = Mutex::new(job_out);
    std::thread::scope(|scope| {
        let spawn = |name: &str| std::thread::Builder::new().name(name.to_string()).stack_size(STACK_BYTES);
        let gate = &gate;
        let feeder = spawn("inputs").spawn_scoped(scope, move || {
            for (number, job) in jobs.enumerate() {
                let bytes = n_bytes(&job);
                if !gate.enter(bytes) || job_in.send((number, bytes, job)).is_err() {
                    return;
                }
            }
        });
        feeder.expect("the system starts a thread");
        for _ in 0..n_threads {
            let answer_in = answer_in.clone();
            let (job_out, state, work) = (&job_out, &state, &work);
            let worker = spawn("reader").spawn_scoped(scope, move || {
                let mut state = state();
                loop {
                    let next = job_out.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, bytes, job)) = next else { return };
                    if answer_in.send((number, bytes, work(&mut state, job))).is_err() {
                        return;
                    }
                }
            });
            worker.expect("the system starts a thread");
        }
        drop(answer_in);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (number, bytes, answer) in &answer_out {
            waiting.insert(number, (bytes, answer));
            while let Some((bytes, answer)) = waiting.remove(&next) {
                next += 1;
                gate.leave(bytes);
                if let Err(error) = take(answer) {
                    gate.close();
                    drop(answer_out);
                    return Err(error);
                }
            }
        }
        Ok(())
    })
}

/// Lets jobs in until there are too many or they are too large together.
struct Gate {
    jobs_max: usize,
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    jobs: usize,
    bytes: usize,
    closed: bool,
}

impl Gate {
    fn new(jobs_max: usize) -> Gate {
        Gate { jobs_max, inside: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits for room; false if the gate was closed. A job that finds nobody inside always fits.
    fn enter(&self, bytes: usize) -> bool {
        let full = |inside: &mut Inside| {
            let room = inside.jobs < self.jobs_max && inside.bytes + bytes <= BYTES_UNDER_WAY;
            !inside.closed && inside.jobs > 0 && !room
        };
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let mut inside = self.changed.wait_while(inside, full).unwrap_or_else(PoisonError::into_inner);
        inside.jobs += 1;
        inside.bytes += bytes;
        !inside.closed
    }

    fn leave(&self, bytes: usize) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.jobs -= 1;
        inside.bytes -= bytes;
        self.changed.notify_one();
    }

    fn close(&self) {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn run(n_threads: usize, n_jobs: u64) -> Vec<u64> {
        let mut out = Vec::new();
        let uneven = |_: &mut (), job: u64| {
            // Some jobs take much longer than their neighbours.
            let rounds = if job.is_multiple_of(7) { 20_000 } else { 10 };
            (0..rounds).fold(job, |x, _| std::hint::black_box(x));
            job * job
        };
        let done: Result<(), ()> = ordered(
            0..n_jobs,
            n_threads,
            |_| 1,
            || (),
            uneven,
            |answer| {
                out.push(answer);
                Ok(())
            },
        );
        done.unwrap();
        out
    }

    #[test]
    fn answers_come_in_order_whatever_the_number_of_threads() {
        let want: Vec<u64> = (0..1000).map(|n| n * n).collect();
        for n_threads in [1, 2, 8] {
            assert_eq!(run(n_threads, 1000), want);
        }
        assert!(run(4, 0).is_empty());
    }

    #[test]
    fn only_so_many_are_under_way() {
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let jobs = (0..500).inspect(|_| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        });
        let done: Result<(), ()> = ordered(
            jobs,
            2,
            |_| BYTES_UNDER_WAY / 4,
            || (),
            |_, n| n,
            |_: usize| {
                now.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            },
        );
        done.unwrap();
        // Four fit; one more waits at the gate, and one was let out but is not counted yet.
        assert!(most.load(Ordering::SeqCst) <= 6, "{most:?}");
    }

    #[test]
    fn a_failure_of_the_taker_ends_it() {
        let mut taken = 0;
        let done = ordered(
            0..,
            3,
            |_| 1,
            || (),
            |_, n: u64| n,
            |_| {
                taken += 1;
                if taken == 10 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!((done, taken), (Err("enough"), 10));
    }
}
