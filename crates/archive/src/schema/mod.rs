//! The tables, one file for each version, and the way from any older version to the newest.

use crate::across::settle::enter_all;
use crate::outlets::sum_anew;
use crate::words::index_anew;
use crate::{Error, Result};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// Marks a SQLite file as ours: "hear" in ASCII.
const APPLICATION: i64 = 0x68656172;

/// What leads from version `i` to version `i + 1`.
const STEPS: &[&str] = &[
    include_str!("1.sql"),
    include_str!("2.sql"),
    include_str!("3.sql"),
    include_str!("4.sql"),
    include_str!("5.sql"),
];

/// The version that this program writes.
pub const VERSION: i64 = STEPS.len() as i64;

/// The version of an open file; 0 for one with nothing in it.
pub fn version(db: &Connection, path: &Path) -> Result<i64> {
    let number = |pragma: &str| db.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
    let foreign = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign(path.to_path_buf()),
        _ => error.into(),
    };
    let found = number("user_version").map_err(foreign)?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match number("application_id")? {
        APPLICATION if found > VERSION => {
            Err(Error::Newer { path: path.to_path_buf(), found, known: VERSION })
        }
        APPLICATION => Ok(found),
        0 if tables == 0 => Ok(0),
        _ => Err(Error::Foreign(path.to_path_buf())),
    }
}

/// Brings the tables to the newest version, in one transaction: all of it, or nothing.
pub fn migrate(db: &mut Connection, path: &Path) -> Result<()> {
    if version(db, path)? == VERSION {
        return Ok(());
    }
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let from = version(&change, path)?;
    for step in &STEPS[from as usize..] {
        change.execute_batch(step)?;
    }
    if from == 1 {
        enter_all(&change)?;
    }
    if (1..4).contains(&from) {
        index_anew(&change)?;
        sum_anew(&change)?;
    }
    change.pragma_update(None, "application_id", APPLICATION)?;
    change.pragma_update(None, "user_version", VERSION)?;
    change.commit()?;
    Ok(())
}
