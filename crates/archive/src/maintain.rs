//! Looking after an archive: is it intact, is it small, what is in it.

use crate::store::unpack;
use crate::words::Of;
use crate::{Archive, Result, VERSION};

/// What is in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Rows of each table, by the names that people know.
    pub rows: Vec<(&'static str, u64)>,
    /// First and last day of publication.
    pub days: Option<(String, String)>,
    /// Bytes on the disk.
    pub bytes: u64,
    /// Version of the tables.
    pub version: i64,
    /// What is known across articles is up to date.
    pub settled: bool,
}

impl Archive {
    /// Counts everything.
    pub fn stats(&self) -> Result<Stats> {
        const TABLES: [(&str, &str); 9] = [
            ("articles", "SELECT count(*) FROM article"),
            ("copies", "SELECT count(*) FROM sketch WHERE copy_of IS NOT NULL"),
            ("words", "SELECT coalesce(sum(words), 0) FROM article"),
            ("statements", "SELECT count(*) FROM statement"),
            ("reports of events", "SELECT count(*) FROM event"),
            ("events", "SELECT count(*) FROM happening"),
            ("stories", "SELECT count(*) FROM story"),
            ("actors", "SELECT count(*) FROM entity"),
            ("places", "SELECT count(*) FROM place"),
        ];
        let mut rows = Vec::new();
        for (name, question) in TABLES {
            rows.push((name, self.db.query_row(question, [], |row| row.get::<_, i64>(0))? as u64));
        }
        let days = self.db.query_row("SELECT min(day), max(day) FROM article", [], |row| {
            Ok(row.get::<_, Option<String>>(0)?.zip(row.get::<_, Option<String>>(1)?))
        })?;
        let bytes = std::fs::metadata(self.path()).map_or(0, |file| file.len());
        Ok(Stats { rows, days, bytes, version: VERSION, settled: self.is_settled()? })
    }

    /// What is wrong with the archive; nothing, if it is intact. Every record is unpacked.
    pub fn check(&self) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        let mut ask = self.db.prepare("PRAGMA integrity_check(20)")?;
        for line in ask.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                wrong.push(line);
            }
        }
        let mut ask = self.db.prepare("PRAGMA foreign_key_check")?;
        let lost = ask.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        if let Some(table) = lost.first() {
            wrong.push(format!("{} rows point to rows that are not there, the first in {table}", lost.len()));
        }
        let mut ask = self.db.prepare(
            "SELECT article.id, record.json FROM article LEFT JOIN record ON record.article = article.no",
        )?;
        let mut rows = ask.query([])?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            match row.get::<_, Option<Vec<u8>>>(1)? {
                None => wrong.push(format!("article {id:?} has no record")),
                Some(json) => {
                    if let Err(error) = unpack(&json) {
                        wrong.push(format!("article {id:?}: {error}"));
                    }
                }
            }
        }
        for (what, question) in [
            (
                "articles without a sketch",
                "SELECT count(*) FROM article WHERE no NOT IN (SELECT article FROM sketch)",
            ),
            (
                "events of settled stories that are not merged",
                "SELECT count(*) FROM event JOIN sketch ON sketch.article = event.article WHERE happening IS NULL
                 AND story IS NOT NULL AND story NOT IN (SELECT story FROM stale)",
            ),
        ] {
            let n: i64 = self.db.query_row(question, [], |row| row.get(0))?;
            if n > 0 {
                wrong.push(format!("{n} {what}"));
            }
        }
        Ok(wrong)
    }

    /// Makes the file as small as it can be, and its indexes quick.
    pub fn compact(&mut self) -> Result<()> {
        for table in Of::ALL.map(Of::table) {
            self.db.execute(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')"), [])?;
        }
        self.db.execute_batch("ANALYZE; VACUUM;")?;
        self.checkpoint()
    }

    /// Lets the database learn which of its indexes tell most; quick when nothing much has changed.
    pub fn learn(&mut self) -> Result<()> {
        self.db.execute_batch("PRAGMA analysis_limit = 1000; PRAGMA optimize = 0x10002;")?;
        self.checkpoint()
    }

    /// Writes what has been committed into the one file. Readers at work keep it waiting, which is no error.
    fn checkpoint(&self) -> Result<()> {
        Ok(self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}
