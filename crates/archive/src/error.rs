//! What can go wrong with an archive, told apart where people can do something about it.

use rusqlite::ErrorCode;
use std::path::PathBuf;

/// A failure of the archive. Whatever was committed before it stands.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No file of that name.
    #[error("{}: there is no archive; `hearsay add` makes one", .0.display())]
    Missing(PathBuf),
    /// A file, but none of ours.
    #[error("{}: is not an archive of hearsay", .0.display())]
    Foreign(PathBuf),
    /// Its tables are of a version that this program does not know.
    #[error("{}: is an archive of version {found}, written by a newer hearsay; this one knows up to {known}", .path.display())]
    Newer {
        /// The archive.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest one this program writes.
        known: i64,
    },
    /// Opened for reading only, and to be written.
    #[error("the archive cannot be written: it, or the folder it lies in, is read-only")]
    ReadOnly,
    /// No room left.
    #[error(
        "the disk is full; what was added before stands, and adding goes on where it stopped once there is room"
    )]
    Full,
    /// Somebody else is writing all the time.
    #[error("the archive is being written by another process, which did not let go in time; try again")]
    Busy,
    /// The file system failed.
    #[error("the archive's file cannot be read or written: {0}")]
    Io(String),
    /// Not an intact database.
    #[error("the archive is damaged: {0}")]
    Damaged(String),
    /// A value to search for that makes no sense.
    #[error("{0}")]
    Asked(String),
    /// A file that an export goes to.
    #[error("cannot write: {0}")]
    Output(String),
    /// Anything else that SQLite says.
    #[error("the archive failed: {0}")]
    Sql(rusqlite::Error),
}

impl Error {
    /// Somebody ended the question with [`crate::Archive::interrupt_handle`].
    pub fn is_interrupted(&self) -> bool {
        matches!(self, Error::Sql(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted))
    }
}

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, Error>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly) => Error::ReadOnly,
            Some(ErrorCode::DiskFull) => Error::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Error::Io(error.to_string()),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged(error.to_string()),
            _ => Error::Sql(error),
        }
    }
}
