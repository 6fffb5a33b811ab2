//! Threads that read articles while Python goes on: jobs go in from outside, answers come out in the order of the jobs, and
//! only so many are under way.
//!
//! The command's own pipeline pushes; this one is pulled from, because a Python iterator is asked for its next value.

use crate::error::Failure;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Jobs under way for each thread: enough that no thread waits while one long article is read.
const JOBS_PER_THREAD: usize = 16;

/// Bytes of input under way at once; their answers are some ten times as large. One job may be larger.
const BYTES_UNDER_WAY: usize = 8 << 20;

/// Stack of a worker. Trees of words are walked without recursion, trees of HTML are not.
const STACK_BYTES: usize = 16 << 20;

/// Threads at work. Dropped, it ends them after the job that each is at.
pub struct Pool<J, A> {
    jobs: Sender<(usize, usize, J)>,
    answers: Receiver<(usize, usize, Result<A, Failure>)>,
    waiting: BTreeMap<usize, Result<A, Failure>>,
    n_threads: usize,
    put: usize,
    taken: usize,
    under_way: usize,
    bytes: usize,
    stopped: Arc<AtomicBool>,
}

impl<J: Send + 'static, A: Send + 'static> Pool<J, A> {
    /// Starts the threads, each with its own `state`. A panic of `work` costs its job and the state.
    pub fn new<S>(
        n_threads: usize,
        state: impl Fn() -> S + Send + Sync + 'static,
        work: impl Fn(&mut S, J) -> A + Send + Sync + 'static,
    ) -> std::io::Result<Pool<J, A>> {
        let (jobs, job_out) = mpsc::channel::<(usize, usize, J)>();
        let (answer_in, answers) = mpsc::channel();
        let stopped = Arc::new(AtomicBool::new(false));
        let shared = Arc::new((Mutex::new(job_out), state, work));
        for _ in 0..n_threads {
            let (shared, answer_in, stopped) = (shared.clone(), answer_in.clone(), stopped.clone());
            let thread = std::thread::Builder::new().name("reader".to_string()).stack_size(STACK_BYTES);
            thread.spawn(move || {
                let (job_out, state, work) = &*shared;
                let mut mine = state();
                loop {
                    let next = job_out.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, bytes, job)) = next else { return };
                    if stopped.load(Ordering::Relaxed) {
                        return;
                    }
                    let done = catch_unwind(AssertUnwindSafe(|| work(&mut mine, job))).map_err(|_| {
                        mine = state();
                        Failure::internal(None)
                    });
                    if answer_in.send((number, bytes, done)).is_err() {
                        return;
                    }
                }
            })?;
        }
        Ok(Pool {
            jobs,
            answers,
            waiting: BTreeMap::new(),
            n_threads,
            put: 0,
            taken: 0,
            under_way: 0,
            bytes: 0,
            stopped,
        })
    }

    /// Whether another job may go in. With nobody inside, any job may.
    pub fn has_room(&self) -> bool {
        let inside = self.put - self.taken;
        inside == 0 || inside < self.n_threads * JOBS_PER_THREAD && self.bytes < BYTES_UNDER_WAY
    }

    /// Nothing is under way, and nothing waits to be taken.
    pub fn is_empty(&self) -> bool {
        self.put == self.taken
    }

    /// Gives a job to whoever is free.
    pub fn put(&mut self, job: J, bytes: usize) {
        // The channel is open as long as one worker lives, and workers catch what panics.
        let _ = self.jobs.send((self.put, bytes, job));
        self.put += 1;
        self.under_way += 1;
        self.bytes += bytes;
    }

    /// The next answer in order, if it is there.
    pub fn ready(&mut self) -> Option<Result<A, Failure>> {
        while let Ok(answer) = self.answers.try_recv() {
            self.keep(answer);
        }
        let next = self.waiting.remove(&self.taken)?;
        self.taken += 1;
        Some(next)
    }

    /// Waits until some answer comes, at most so long.
    pub fn wait(&mut self, time: Duration) {
        if self.under_way > 0
            && let Ok(answer) = self.answers.recv_timeout(time)
        {
            self.keep(answer);
        }
    }

    fn keep(&mut self, (number, bytes, answer): (usize, usize, Result<A, Failure>)) {
        self.under_way -= 1;
        self.bytes -= bytes;
        self.waiting.insert(number, answer);
    }
}

impl<J, A> Drop for Pool<J, A> {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// Threads to read with: as many as asked for, or the cores there are.
pub fn n_threads(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1)
}
