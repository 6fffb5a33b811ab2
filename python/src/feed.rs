//! A Python iterable of articles, fed to the threads of a pool as there is room.

use crate::error::Failure;
use crate::item::Item;
use crate::pool::Pool;
use hearsay_ingest::Origin;
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use std::sync::Mutex;
use std::time::Duration;

/// How long a wait may keep a Ctrl-C from being heard.
const HEARD_AFTER: Duration = Duration::from_millis(100);

/// One article of many, and the place where it stands among them.
pub struct Job {
    pub item: Item,
    pub origin: Origin,
}

/// Articles on their way to the threads.
pub struct Feed<A> {
    items: Py<PyIterator>,
    pool: Mutex<Pool<Job, A>>,
    n: usize,
    /// The items are all, or their source failed; the failure comes after the answers to what stood before it.
    ended: bool,
    failed: Option<PyErr>,
}

impl<A: Send + 'static> Feed<A> {
    /// Nothing is asked for yet.
    pub fn new(items: &Bound<'_, PyAny>, pool: Pool<Job, A>) -> PyResult<Feed<A>> {
        let items = items.try_iter()?.unbind();
        Ok(Feed { items, pool: Mutex::new(pool), n: 0, ended: false, failed: None })
    }

    /// The answer to the next item, in order; none at the end.
    pub fn next(&mut self, py: Python<'_>) -> PyResult<Option<Result<A, Failure>>> {
        // One in for one out keeps the threads busy; while nothing is ready, more.
        loop {
            if !self.ended && self.pool().has_room() {
                self.pull(py);
            }
            let pool = self.pool();
            if let Some(answer) = pool.ready() {
                return Ok(Some(answer));
            }
            if !self.ended && self.pool().has_room() {
                continue;
            }
            if self.pool().is_empty() {
                return self.failed.take().map_or(Ok(None), Err);
            }
            let pool = self.pool();
            py.detach(|| pool.wait(HEARD_AFTER));
            py.check_signals()?;
        }
    }

    fn pull(&mut self, py: Python<'_>) {
        match self.items.clone_ref(py).into_bound(py).next() {
            None => self.ended = true,
            Some(Err(error)) => (self.ended, self.failed) = (true, Some(error)),
            Some(Ok(value)) => {
                let item = Item::new(&value);
                let bytes = item.n_bytes();
                let origin = Origin { file: format!("item {}", self.n), line: None };
                self.n += 1;
                self.pool().put(Job { item, origin }, bytes);
            }
        }
    }

    fn pool(&mut self) -> &mut Pool<Job, A> {
        self.pool.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
