//! Records in: everything of one batch in one transaction, and an article that is there already changes nothing.

use crate::across::settle::{enter, mark_seeing};
use crate::across::sketch::{Sketch, sketch};
use crate::hash::hash;
use crate::index::Index;
use crate::key::{self, spelled};
use crate::words::{Of, Words};
use crate::{Archive, Error, Filter, Page, Result, Sort, Table, Value, day};
use hearsay_record::{Event, Record, Statement};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use zstd::bulk::Compressor;

/// zstd's own middle way; higher levels make an archive a twentieth smaller and take three times as long.
const LEVEL: i32 = 3;

thread_local! {
    /// Making one takes as long as packing a short record.
    static PACKER: RefCell<Compressor<'static>> =
        RefCell::new(Compressor::new(LEVEL).expect("the level is one of zstd's"));
}

/// A record made ready for the archive. The work of it needs no archive, so that it can be done on many threads.
pub struct Prepared {
    record: Record,
    json: Vec<u8>,
    digest: i64,
    sketch: Sketch,
}

impl Prepared {
    /// Makes a record ready.
    pub fn new(record: Record) -> Prepared {
        let json = serde_json::to_vec(&record).expect("a record is plain data with names as keys");
        let json = PACKER.with_borrow_mut(|packer| packer.compress(&json)).expect("memory takes every write");
        let digest = digest(&record.article.text);
        let sketch = sketch(&record);
        Prepared { record, json, digest, sketch }
    }

    /// Id of the article.
    pub fn id(&self) -> &str {
        &self.record.article.id
    }

    /// Bytes that it takes up in the archive, about.
    pub fn n_bytes(&self) -> usize {
        self.json.len()
    }

    /// Words of the article.
    pub fn n_words(&self) -> usize {
        self.record.profile.words
    }
}

/// Tells texts apart.
pub fn digest(text: &str) -> i64 {
    hash(text.as_bytes()) as i64
}

/// What became of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is new.
    Added,
    /// It was there.
    Known,
    /// An article of the same id and another text was there, and stays.
    Conflict,
}

impl Archive {
    /// Whether an article of this id and text is in the archive; none if none of this id is.
    pub fn holds(&self, id: &str, text: &str) -> Result<Option<Stored>> {
        Ok(found(&self.db, id)?.map(|known| judge(known, digest(text))))
    }

    /// Whether an article from this address is in the archive.
    pub fn holds_url(&self, url: &str) -> Result<bool> {
        let mut ask = self.db.prepare_cached("SELECT 1 FROM article WHERE url = ?1")?;
        Ok(ask.exists([url])?)
    }

    /// Stores records, all in one transaction: either all of them are in the archive afterwards, or none.
    pub fn store(&mut self, batch: &[Prepared]) -> Result<Vec<Stored>> {
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut stored = Vec::with_capacity(batch.len());
        let mut index = Index::default();
        for prepared in batch {
            stored.push(match found(&change, &prepared.record.article.id)? {
                Some(known) => judge(known, prepared.digest),
                None => {
                    insert(&change, prepared, &mut index)?;
                    Stored::Added
                }
            });
        }
        index.write(&change)?;
        change.commit()?;
        Ok(stored)
    }

    /// The rows that one record has in each of these tables, as if it were alone in the archive: nothing is kept. What is known
    /// only across articles is empty in them. Meant for an archive in memory with nothing in it.
    pub fn rows_of(&self, prepared: &Prepared, tables: &[Table]) -> Result<Vec<Vec<Vec<Value>>>> {
        // Dropped, the transaction is rolled back.
        let _change = self.db.unchecked_transaction()?;
        let mut index = Index::default();
        insert(&self.db, prepared, &mut index)?;
        index.write(&self.db)?;
        let page = Page { sort: Sort::Oldest, ..Page::default() };
        tables.iter().map(|table| self.page(*table, &Filter::default(), page)).collect()
    }

    /// The record of an article, as it was stored.
    pub fn record(&self, id: &str) -> Result<Option<Record>> {
        let mut ask = self.db.prepare_cached(
            "SELECT json FROM record JOIN article ON article.no = record.article WHERE article.id = ?1",
        )?;
        let json: Option<Vec<u8>> = ask.query_row([id], |row| row.get(0)).optional()?;
        json.map(|json| unpack(&json)).transpose()
    }
}

impl Archive {
    /// The story of this id, or of the article of this id.
    pub fn story_of(&self, id: &str) -> Result<Option<String>> {
        let mut ask = self.db.prepare_cached(
            "SELECT id FROM story WHERE id = ?1 UNION SELECT story.id FROM article JOIN sketch ON sketch.article = article.no
             JOIN story ON story.no = sketch.story WHERE article.id = ?1 LIMIT 1",
        )?;
        Ok(ask.query_row([id], |row| row.get(0)).optional()?)
    }
}

/// A record as it lies in the archive.
pub(crate) fn unpack(json: &[u8]) -> Result<Record> {
    unpack_as(json)
}

/// What is wanted of a record as it lies in the archive.
pub(crate) fn unpack_as<T: DeserializeOwned>(json: &[u8]) -> Result<T> {
    let damaged = |what: String| Error::Damaged(format!("a record cannot be unpacked: {what}"));
    let json = zstd::stream::decode_all(json).map_err(|error| damaged(error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))
}

fn found(db: &Connection, id: &str) -> Result<Option<i64>> {
    let mut ask = db.prepare_cached("SELECT digest FROM article WHERE id = ?1")?;
    Ok(ask.query_row([id], |row| row.get(0)).optional()?)
}

fn judge(known: i64, digest: i64) -> Stored {
    if known == digest { Stored::Known } else { Stored::Conflict }
}

fn insert<'r>(db: &Connection, prepared: &'r Prepared, index: &mut Index<'r>) -> Result<()> {
    let record = &prepared.record;
    let article = &record.article;
    let published = article.published.as_deref().and_then(day::first);
    let mut put = db.prepare_cached(
        "INSERT INTO article (id, url, outlet, title, authors, published, day, language, words, named_statements,
         unnamed_statements, unsourced_statements, digest) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    let no = put.insert(params![
        article.id,
        article.url,
        article.outlet,
        article.title,
        article.authors.join("; "),
        article.published,
        published,
        article.language,
        record.profile.words as i64,
        record.profile.named_statements as i64,
        record.profile.unnamed_statements as i64,
        record.profile.unsourced_statements as i64,
        prepared.digest,
    ])?;
    db.prepare_cached("INSERT INTO record VALUES (?,?)")?.execute(params![no, prepared.json])?;
    index.words.add(Of::Article, published.as_deref(), no, article.text.as_str());
    index.outlet(record, published.as_deref());
    enter(db, no, &prepared.sketch)?;
    if !index.days.contains(prepared.sketch.day.as_str()) {
        mark_seeing(db, &prepared.sketch.day)?;
        index.days.insert(&prepared.sketch.day);
    }
    let entities = index.actors(db, no, record)?;
    let places = places(db, record)?;
    for statement in &record.statements {
        insert_statement(db, no, published.as_deref(), statement, &entities, &mut index.words)?;
    }
    for event in &record.events {
        insert_event(db, (no, published.as_deref()), record, event, &entities, &places, &mut index.words)?;
    }
    Ok(())
}

fn places<'r>(db: &Connection, record: &'r Record) -> Result<FxHashMap<&'r str, i64>> {
    let mut put = db.prepare_cached(
        "INSERT INTO place (key, name, kind, country, admin1, lat, lon, geonames) VALUES (?,?,?,?,?,?,?,?)
         ON CONFLICT (key) DO UPDATE SET name = min(name, excluded.name) RETURNING no",
    )?;
    let mut numbers = FxHashMap::default();
    for place in &record.places {
        let row = params![
            key::place(place),
            place.name,
            spelled(&place.kind),
            place.country,
            place.admin1,
            place.lat,
            place.lon,
            place.geonames
        ];
        numbers.insert(place.id.as_str(), put.query_row(row, |row| row.get(0))?);
    }
    Ok(numbers)
}

fn insert_statement<'r>(
    db: &Connection,
    article: i64,
    day: Option<&str>,
    statement: &'r Statement,
    entities: &FxHashMap<&str, i64>,
    words: &mut Words<'r>,
) -> Result<()> {
    let source = &statement.source;
    let content = statement.content.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" … ");
    let mut put = db.prepare_cached(
        "INSERT INTO statement (article, n, parent, source, source_name, source_kind, cue, lemma, class, quote, negated,
         sentence, start, end, content, day) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    let no = put.insert(params![
        article,
        number(&statement.id),
        statement.parent.as_deref().map(number),
        source.actor.as_deref().and_then(|id| entities.get(id)),
        source.name,
        spelled(&source.kind),
        statement.cue.span.text,
        statement.cue.lemma,
        spelled(&statement.cue.class),
        spelled(&statement.quote),
        statement.negated,
        statement.sentence as i64,
        statement.cue.span.start as i64,
        statement.cue.span.end as i64,
        content,
        day,
    ])?;
    words.add(Of::Statement, day, no, content);
    Ok(())
}

fn insert_event<'r>(
    db: &Connection,
    (article, published): (i64, Option<&str>),
    record: &'r Record,
    event: &'r Event,
    entities: &FxHashMap<&str, i64>,
    places: &FxHashMap<&str, i64>,
    words: &mut Words<'r>,
) -> Result<()> {
    // What no lexicon codes is in the record, but no row of event data.
    let Some(kind) = event.kind else { return Ok(()) };
    let day = event.date.as_ref().and_then(|date| day::first(&date.start));
    let day_end = event.date.as_ref().and_then(|date| day::last(&date.end));
    let voice = event.voice.as_deref().and_then(|id| record.statements.iter().find(|s| s.id == id));
    let place = event.place.as_deref().and_then(|id| record.places.iter().find(|p| p.id == id));
    let sentence = record.sentences.get(event.sentence).map_or("", |span| span.text.as_str());
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut put = db.prepare_cached(
        "INSERT INTO event (article, n, type, mode, quad, contexts, cameo, trigger, start, end, place, country, day, day_end,
         date_basis, published, status, factuality_voice, factuality_author, voice, voice_kind, voice_name, voice_entity,
         voice_negated, voice_class, counts, sentence, words, frame, confidence)
         VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    let no = put.insert(params![
        article,
        number(&event.id),
        kind.name(),
        event.mode,
        spelled(&kind.quad()),
        event.contexts.join(";"),
        event.cameo,
        event.trigger.text,
        event.trigger.start as i64,
        event.trigger.end as i64,
        event.place.as_deref().and_then(|id| places.get(id)),
        place.and_then(|place| place.country.as_deref()),
        day,
        day_end,
        event.date.as_ref().map(|date| spelled(&date.basis)),
        published,
        spelled(&event.status),
        event.factuality.voice,
        event.factuality.author,
        voice.map(|voice| number(&voice.id)),
        voice.map_or_else(|| "writer".to_string(), |voice| spelled(&voice.source.kind)),
        voice.and_then(|voice| voice.source.name.as_deref()),
        voice.and_then(|voice| voice.source.actor.as_deref()).and_then(|id| entities.get(id)),
        voice.is_some_and(|voice| voice.negated),
        voice.map(|voice| spelled(&voice.cue.class)),
        serde_json::to_string(&event.counts).expect("counts are plain data"),
        event.sentence as i64,
        sentence,
        event.frame,
        event.confidence,
    ])?;
    words.add(Of::Event, day.as_deref(), no, sentence);
    let mut put = db.prepare_cached("INSERT OR IGNORE INTO event_context VALUES (?,?,?)")?;
    for context in &event.contexts {
        put.execute(params![context, day.as_deref().unwrap_or(""), no])?;
    }
    let mut fill = db
        .prepare_cached("INSERT INTO event_actor (entity, role, day, event, n, code) VALUES (?,?,?,?,?,?)")?;
    for (role, arguments) in [(0, &event.actors), (1, &event.recipients)] {
        for (n, argument) in arguments.iter().enumerate() {
            let Some(entity) = entities.get(argument.actor.as_str()) else { continue };
            let code = record.actors.iter().find(|a| a.id == argument.actor).and_then(|a| a.code.as_deref());
            fill.execute(params![entity, role, day.as_deref().unwrap_or(""), no, n as i64, code])?;
        }
    }
    Ok(())
}

/// Of `e12`, 12.
fn number(id: &str) -> i64 {
    id.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0)
}
