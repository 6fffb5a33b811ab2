//! Open archives for the threads that ask them: so many questions at a time, each for so long at most.

use crate::problem::Problem;
use hearsay_archive::{Archive, InterruptHandle};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A question that waits longer than this for its turn is sent away.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// A question that takes longer than this is ended.
pub const TIME_MAX: Duration = Duration::from_secs(10);

/// Memory of one open archive, in KiB. What is read often the system keeps anyway.
const CACHE_KIB: u32 = 16 << 10;

/// Answers that are streamed at the same time; each has an archive of its own.
const STREAMS_MAX: usize = 4;

/// Archives, opened as they are needed and used again.
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Archive>>,
    turns: Arc<Semaphore>,
    streams: Arc<Semaphore>,
}

impl Pool {
    /// Opens the archive a first time, to see that it is one.
    pub fn new(path: &Path) -> Result<Pool, hearsay_archive::Error> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let archive = opened(path)?;
        Ok(Pool {
            path: path.to_path_buf(),
            idle: Mutex::new(vec![archive]),
            // Reading waits for the disk as well as for the processor.
            turns: Arc::new(Semaphore::new((2 * cores).clamp(4, 16))),
            streams: Arc::new(Semaphore::new(STREAMS_MAX)),
        })
    }

    /// One more open archive, for somebody who keeps it.
    pub fn open(&self) -> Result<Archive, Problem> {
        Ok(opened(&self.path)?)
    }

    /// Asks on a thread of its own. A question that takes too long is ended and gives a problem, as one that panics does.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Archive) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = tokio::time::timeout(WAIT_MAX, self.turns.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Problem::busy()) };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let archive = match idle {
            Some(archive) => archive,
            None => self.open()?,
        };
        let mut stop = Stop(Some(archive.interrupt_handle()));
        let mut work = tokio::task::spawn_blocking(move || {
            let answer = question(&archive);
            (answer, archive, turn)
        });
        let done = match tokio::time::timeout(TIME_MAX, &mut work).await {
            Ok(done) => done,
            Err(_) => {
                stop.now();
                work.await
            }
        };
        // From here on the archive may be asked by others.
        stop.0 = None;
        match done {
            Ok((answer, archive, _turn)) => {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(archive);
                answer
            }
            Err(panic) => Err(Problem::failed(format!("a question panicked: {panic}"))),
        }
    }

    /// A turn to stream rows, if not too many are streamed already.
    pub fn stream(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.streams.clone().try_acquire_owned().map_err(|_| Problem::busy())
    }
}

/// Ends a question when whoever asked has gone.
struct Stop(Option<InterruptHandle>);

impl Stop {
    fn now(&self) {
        if let Some(handle) = &self.0 {
            handle.interrupt();
        }
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.now();
    }
}

fn opened(path: &Path) -> Result<Archive, hearsay_archive::Error> {
    let archive = Archive::open(path)?;
    archive.limit_memory(CACHE_KIB)?;
    Ok(archive)
}
