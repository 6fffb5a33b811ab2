//! Work that ends when it has cost enough: what is shown beside an answer is not worth a second of waiting.
//!
//! Cost is counted in steps of the database's own machine, so that the same question over the same archive always ends at the same
//! place, on a slow computer and on a busy one.

use crate::{Archive, Result};
use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Steps between two looks at what is left.
const STEPS: i32 = 1000;

/// Thousands of steps that a question may still take.
pub struct Budget {
    left: Arc<AtomicI64>,
}

impl Budget {
    /// That of a connection; without end, until somebody sets it.
    pub fn of(db: &mut Connection) -> Result<Budget> {
        let left = Arc::new(AtomicI64::new(i64::MAX));
        let seen = left.clone();
        db.progress_handler(STEPS, Some(move || seen.fetch_sub(1, Ordering::Relaxed) <= 0))?;
        Ok(Budget { left })
    }
}

impl Archive {
    /// Does some work within so many thousand steps; gives nothing if they are not enough.
    pub(crate) fn within<T>(&self, thousands: i64, work: impl FnOnce() -> Result<T>) -> Result<Option<T>> {
        self.budget.left.store(thousands, Ordering::Relaxed);
        let done = work();
        let left = self.budget.left.swap(i64::MAX, Ordering::Relaxed);
        match done {
            Err(_) if left < 0 => Ok(None),
            done => done.map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_ends_when_it_has_cost_enough_and_goes_on_afterwards() {
        let archive = Archive::in_memory().unwrap();
        let counted = |n: u32| {
            let question = format!(
                "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < {n}) SELECT count(*) FROM up"
            );
            Ok(archive.db.query_row(&question, [], |row| row.get::<_, u32>(0))?)
        };
        assert_eq!(archive.within(1000, || counted(1000)).unwrap(), Some(1000));
        assert_eq!(archive.within(10, || counted(100_000)).unwrap(), None);
        assert_eq!(counted(100_000).unwrap(), 100_000);
    }
}
