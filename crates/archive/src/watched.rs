//! What watching and saved questions remember from one run to the next.

use crate::{Archive, Result};
use rusqlite::{OptionalExtension, params};

/// What is known of a feed that is watched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// How its last state was marked.
    pub etag: Option<String>,
    /// How its last state was dated.
    pub modified: Option<String>,
    /// Failures since it last worked.
    pub failures: u32,
    /// When it is due again, in seconds since 1970.
    pub due: i64,
}

impl Archive {
    /// What is known of a feed; nothing yet for a new one.
    pub fn feed(&self, url: &str) -> Result<Feed> {
        let mut ask =
            self.db.prepare_cached("SELECT etag, modified, failures, due FROM feed WHERE url = ?1")?;
        let known = ask.query_row([url], |row| {
            Ok(Feed { etag: row.get(0)?, modified: row.get(1)?, failures: row.get(2)?, due: row.get(3)? })
        });
        Ok(known.optional()?.unwrap_or_default())
    }

    /// Remembers it.
    pub fn set_feed(&mut self, url: &str, feed: &Feed) -> Result<()> {
        let row = params![url, feed.etag, feed.modified, feed.failures, feed.due];
        self.db.execute("INSERT OR REPLACE INTO feed VALUES (?,?,?,?,?)", row)?;
        Ok(())
    }

    /// The number of the last article that a saved question has seen; 0 for a new one.
    pub fn seen_by(&self, alert: &str) -> Result<i64> {
        let mut ask = self.db.prepare_cached("SELECT article FROM alert WHERE name = ?1")?;
        Ok(ask.query_row([alert], |row| row.get(0)).optional()?.unwrap_or(0))
    }

    /// Remembers it.
    pub fn set_seen_by(&mut self, alert: &str, article: i64) -> Result<()> {
        self.db.execute("INSERT OR REPLACE INTO alert VALUES (?,?)", params![alert, article])?;
        Ok(())
    }

    /// The number of the article that came last into the archive; 0 for an empty one.
    pub fn last_article(&self) -> Result<i64> {
        Ok(self.db.query_row("SELECT coalesce(max(no), 0) FROM article", [], |row| row.get(0))?)
    }
}
