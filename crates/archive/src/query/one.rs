//! Single things: a row by its public id, and what is known across articles of one of them.

use super::{Table, Value};
use crate::{Archive, Result};
use rusqlite::{InterruptHandle, OptionalExtension};

/// Where the parts of one article lead to in the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Keys of the actors, by their number in the article (`a1` is 1).
    pub actors: Vec<(u64, String)>,
    /// Ids of the happenings, by the number of the event in the article (`e1` is 1).
    pub happenings: Vec<(u64, String)>,
    /// Id and title of its story, and how many articles tell it.
    pub story: Option<(String, String, u64)>,
    /// Id and outlet of the article that it is a copy of.
    pub copy_of: Option<(String, Option<String>)>,
}

impl Archive {
    /// The row of an event, article, actor or story by its id or key.
    pub fn row(&self, table: Table, id: &str) -> Result<Option<Vec<Value>>> {
        let question = match table {
            Table::Articles => "SELECT no FROM article WHERE id = ?1",
            Table::Actors => "SELECT no FROM entity WHERE key = ?1",
            Table::Stories => "SELECT no FROM story WHERE id = ?1",
            table if table.is_happenings() => "SELECT no FROM happening WHERE id = ?1",
            _ => return Ok(None),
        };
        let mut ask = self.db.prepare_cached(question)?;
        let number: Option<i64> = ask.query_row([id], |row| row.get(0)).optional()?;
        number.map(|number| self.row_of(table, number)).transpose()
    }

    /// Where an article's actors, events and story lead to.
    pub fn links(&self, article: &str) -> Result<Links> {
        let mut ask = self.db.prepare_cached("SELECT no FROM article WHERE id = ?1")?;
        let Some(no) = ask.query_row([article], |row| row.get::<_, i64>(0)).optional()? else {
            return Ok(Links::default());
        };
        let pairs = |question: &str| -> Result<Vec<(u64, String)>> {
            let mut ask = self.db.prepare_cached(question)?;
            let rows = ask.query_map([no], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let mut story = self.db.prepare_cached(
            "SELECT story.id, story.title, story.articles FROM sketch JOIN story ON story.no = sketch.story WHERE sketch.article = ?1",
        )?;
        let mut copy = self.db.prepare_cached(
            "SELECT article.id, article.outlet FROM sketch JOIN article ON article.no = sketch.original
             WHERE sketch.article = ?1 AND sketch.copy_of IS NOT NULL",
        )?;
        Ok(Links {
            actors: pairs(
                "SELECT n, key FROM actor JOIN entity ON entity.no = actor.entity WHERE article = ?1 ORDER BY n",
            )?,
            happenings: pairs(
                "SELECT n, happening.id FROM event JOIN happening ON happening.no = event.happening
                 WHERE event.article = ?1 ORDER BY n",
            )?,
            story: story
                .query_row([no], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)? as u64)))
                .optional()?,
            copy_of: copy.query_row([no], |row| Ok((row.get(0)?, row.get(1)?))).optional()?,
        })
    }

    /// Actors of whom a name or alias begins with these letters, those of most events first. Of very many only some are
    /// looked at, the ones whose names come first.
    pub fn actors_called(&self, start: &str, limit: usize) -> Result<Vec<Vec<Value>>> {
        const LOOKED_AT: usize = 500;
        let mut ask = self.db.prepare_cached(&format!(
            "SELECT entity.no FROM (SELECT DISTINCT entity AS no FROM alias WHERE name >= ?1 AND name < ?1 || x'F48FBFBF'
             LIMIT {LOOKED_AT}) hit JOIN entity ON entity.no = hit.no
             ORDER BY entity.n_events + entity.n_statements DESC, entity.key LIMIT ?2"
        ))?;
        let numbers: Vec<i64> =
            ask.query_map((start, limit as i64), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        numbers.into_iter().map(|number| self.row_of(Table::Actors, number)).collect()
    }

    /// Number of the newest article; later ones have larger numbers.
    pub fn newest_article(&self) -> Result<i64> {
        Ok(self.db.query_row("SELECT coalesce(max(no), 0) FROM article", [], |row| row.get(0))?)
    }

    /// A number that changes whenever another connection has changed the archive.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.db.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Something with which another thread can end a question that takes too long; it then fails with an error.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.db.get_interrupt_handle()
    }

    /// Keeps at most so much of the file in memory. For programs that open one archive many times.
    pub fn limit_memory(&self, cache_kib: u32) -> Result<()> {
        self.db.pragma_update(None, "cache_size", -i64::from(cache_kib))?;
        self.db.pragma_update(None, "mmap_size", 0)?;
        Ok(())
    }
}

/// What one statement tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Id of the event across articles.
    pub happening: Option<String>,
    /// PLOVER type.
    pub kind: String,
    /// How it is presented.
    pub status: String,
    /// How sure its voice is, -3 to 3.
    pub factuality: f64,
    /// Names of who does it.
    pub actors: String,
    /// Names of whom it is done to.
    pub recipients: String,
}

impl Told {
    /// Said to have happened: true; denied: false; neither.
    pub fn stance(&self) -> Option<bool> {
        match self.status.as_str() {
            "negated" => Some(false),
            _ if self.factuality < 0.0 => Some(false),
            "actual" => Some(true),
            _ if self.factuality >= 2.0 => Some(true),
            _ => None,
        }
    }
}

impl Archive {
    /// The events that a statement of an article (`s3` is 3) holds.
    pub fn told_in(&self, article: &str, statement: u64) -> Result<Vec<Told>> {
        let names = |role: u8| {
            format!(
                "(SELECT group_concat(entity.name, ', ') FROM event_actor JOIN entity ON entity.no = event_actor.entity
                  WHERE event_actor.event = event.no AND role = {role})"
            )
        };
        let mut ask = self.db.prepare_cached(&format!(
            "SELECT happening.id, event.type, event.status, event.factuality_voice, {}, {} FROM article
             JOIN event ON event.article = article.no LEFT JOIN happening ON happening.no = event.happening
             WHERE article.id = ?1 AND event.voice = ?2 ORDER BY event.n",
            names(0),
            names(1)
        ))?;
        let rows = ask.query_map((article, statement as i64), |row| {
            Ok(Told {
                happening: row.get(0)?,
                kind: row.get(1)?,
                status: row.get(2)?,
                factuality: row.get(3)?,
                actors: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                recipients: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Events that one actor has both asserted and denied, looked for among the newest that it tells of: id of the event,
    /// and of each statement about it the article, the number and whether it asserts.
    pub fn reversals(&self, key: &str, newest: usize) -> Result<Vec<Reversal>> {
        // Most of them nobody denies; that is read off indexes.
        let mut ask = self.db.prepare_cached(
            "SELECT happening.id, article.id, event.voice, event.status, event.factuality_voice FROM
             (SELECT no FROM event WHERE voice_entity = (SELECT no FROM entity WHERE key = ?1) ORDER BY day DESC LIMIT ?2) told
             CROSS JOIN event merged INDEXED BY event_merged ON merged.no = told.no
             CROSS JOIN happening INDEXED BY happening_denied ON happening.no = merged.happening AND asserted > 0 AND denied > 0
             CROSS JOIN event ON event.no = told.no CROSS JOIN article ON article.no = event.article
             ORDER BY event.published, article.no, event.voice",
        )?;
        let rows = ask.query_map((key, newest as i64), |row| {
            let told = Told {
                happening: row.get(0)?,
                kind: String::new(),
                status: row.get(3)?,
                factuality: row.get(4)?,
                actors: String::new(),
                recipients: String::new(),
            };
            Ok((told, row.get::<_, String>(1)?, row.get::<_, i64>(2)? as u64))
        })?;
        let mut all: Vec<Reversal> = Vec::new();
        for row in rows {
            let (told, article, statement) = row?;
            let (Some(asserts), Some(happening)) = (told.stance(), told.happening) else { continue };
            let at = all.iter().position(|other| other.happening == happening).unwrap_or_else(|| {
                all.push(Reversal { happening, said: Vec::new() });
                all.len() - 1
            });
            all[at].said.push((article, statement, asserts));
        }
        all.retain(|one| one.said.iter().any(|s| s.2) && one.said.iter().any(|s| !s.2));
        Ok(all)
    }

    /// One statement of an article by its number.
    pub fn statement(&self, article: &str, n: u64) -> Result<Option<Vec<Value>>> {
        let mut ask = self.db.prepare_cached(
            "SELECT statement.no FROM article JOIN statement ON statement.article = article.no
             WHERE article.id = ?1 AND statement.n = ?2",
        )?;
        let number = ask.query_row((article, n as i64), |row| row.get::<_, i64>(0)).optional()?;
        number.map(|number| self.row_of(Table::Statements, number)).transpose()
    }
}

/// An event that one actor has both asserted and denied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// Id of the event.
    pub happening: String,
    /// Article, number of the statement in it, and whether it asserts.
    pub said: Vec<(String, u64, bool)>,
}
