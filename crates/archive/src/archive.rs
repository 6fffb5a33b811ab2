//! Opening an archive: one SQLite file, written by one process at a time and read by any number.

use crate::budget::Budget;
use crate::schema::{migrate, version};
use crate::{Error, Result, schema};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long to wait for another process that is writing. A batch takes well under a second; what is known across articles
/// is brought up to date day by day.
const WAIT_MAX: Duration = Duration::from_secs(60);
/// Between two tries.
const WAIT_STEP: Duration = Duration::from_millis(10);

/// Page cache of one connection, in KiB.
const CACHE_KIB: i64 = 64 << 10;

/// Pages of the companion file (.sqlite-wal) after which it is taken into the archive: 64 MiB.
const CHECKPOINT_PAGES: i64 = 8 << 10;

/// An open archive.
pub struct Archive {
    pub(crate) db: Connection,
    pub(crate) budget: Budget,
    path: PathBuf,
    writable: bool,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("path", &self.path).field("writable", &self.writable).finish()
    }
}

impl Archive {
    /// Opens an archive to add to it; makes it where there is none, and brings an older one to the newest version.
    pub fn create(path: &Path) -> Result<Archive> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags)?;
        if db.is_readonly("main")? {
            return Err(Error::ReadOnly);
        }
        db.busy_timeout(WAIT_MAX)?;
        if version(&db, path)? < schema::VERSION {
            // Neither can be set inside a transaction; both stay with the file.
            db.pragma_update(None, "page_size", 8192)?;
            patiently(|| db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())))?;
            migrate(&mut db, path)?;
        }
        db.pragma_update(None, "synchronous", "FULL")?;
        // Pages that change in every batch are written into the file once in a while.
        db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
        db.pragma_update(None, "foreign_keys", true)?;
        settings(&db)?;
        Ok(Archive { budget: Budget::of(&mut db)?, db, path: path.to_path_buf(), writable: true })
    }

    /// An archive in memory, gone when it is dropped: for tables of a few thousand records at hand.
    pub fn in_memory() -> Result<Archive> {
        Archive::create(Path::new(":memory:"))
    }

    /// Opens an archive that is there, to ask it. An older one is brought to the newest version first. It can lie on
    /// media that cannot be written.
    pub fn open(path: &Path) -> Result<Archive> {
        if !path.exists() {
            return Err(Error::Missing(path.to_path_buf()));
        }
        let mut db = match read_only(path, false) {
            Ok(db) => db,
            // The companions of a WAL file cannot be made on read-only media. What cannot be written does not change either.
            Err(Error::Io(_) | Error::ReadOnly) => read_only(path, true)?,
            Err(error) => return Err(error),
        };
        match version(&db, path)? {
            0 => return Err(Error::Foreign(path.to_path_buf())),
            found if found < schema::VERSION => {
                drop(db);
                Archive::create(path)?;
                return Archive::open(path);
            }
            _ => {}
        }
        settings(&db)?;
        Ok(Archive { budget: Budget::of(&mut db)?, db, path: path.to_path_buf(), writable: false })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The open database, for questions that this crate does not know. The tables are described in `src/schema`.
    pub fn database(&self) -> &Connection {
        &self.db
    }
}

/// Tries again for [`WAIT_MAX`] what SQLite gives up at once where another process holds the file: it does not wait to change
/// the journal.
fn patiently<T>(mut step: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let began = Instant::now();
    loop {
        match step() {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
                    && began.elapsed() < WAIT_MAX =>
            {
                std::thread::sleep(WAIT_STEP);
            }
            done => return done,
        }
    }
}

fn read_only(path: &Path, immutable: bool) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = match immutable {
        false => Connection::open_with_flags(path, flags & !OpenFlags::SQLITE_OPEN_URI)?,
        true => Connection::open_with_flags(uri(path), flags)?,
    };
    db.busy_timeout(WAIT_MAX)?;
    // The file is only looked at when something is asked.
    match db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
            Err(Error::Foreign(path.to_path_buf()))
        }
        other => Ok(other?),
    }?;
    Ok(db)
}

/// The path as SQLite's URIs have it, with the word that nobody else writes.
fn uri(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
                uri.push(byte as char)
            }
            b'\\' => uri.push('/'),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri + "?immutable=1"
}

fn settings(db: &Connection) -> Result<()> {
    db.pragma_update(None, "cache_size", -CACHE_KIB)?;
    db.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(())
}
