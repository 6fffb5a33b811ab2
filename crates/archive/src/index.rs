//! The actor index: the same person, organisation or country across articles, with what it is called, coded as, and how often.
//!
//! Numbers are added up over a batch and written once, in the order of the tables, because the same few actors stand in most articles.

use crate::Result;
use crate::key::{self, plain, spelled};
use crate::outlets::Outlets;
use crate::words::Words;
use hearsay_record::{Actor, ActorKind, Record};
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What one batch adds.
#[derive(Default)]
pub struct Index<'r> {
    /// Days of publication that were met.
    pub days: FxHashSet<&'r str>,
    /// Number of an actor by its key, and the best name that it was met under: no lexicon's, and how it is spelled.
    known: FxHashMap<String, (i64, (bool, &'r str))>,
    counts: BTreeMap<i64, Counts>,
    /// By what it is called in lower case, and by whom; how it is written, and in how many articles.
    aliases: BTreeMap<(String, i64), (&'r str, i64)>,
    codes: BTreeMap<(i64, &'r str), i64>,
    pub words: Words<'r>,
    outlets: Outlets<'r>,
}

#[derive(Default)]
struct Counts {
    articles: i64,
    events: i64,
    statements: i64,
}

impl<'r> Index<'r> {
    /// Takes in the actors of an article; gives their numbers by their ids there.
    pub fn actors(
        &mut self,
        db: &Connection,
        article: i64,
        record: &'r Record,
    ) -> Result<FxHashMap<&'r str, i64>> {
        let mut numbers = FxHashMap::default();
        let mut called: FxHashMap<i64, Vec<&'r str>> = FxHashMap::default();
        let mut here = db.prepare_cached("INSERT INTO actor VALUES (?,?,?,?,?,?)")?;
        for (n, actor) in record.actors.iter().enumerate() {
            let no = self.number(db, actor)?;
            here.execute(params![
                article,
                n as i64 + 1,
                no,
                actor.name,
                actor.code,
                actor.mentions.len() as i64
            ])?;
            numbers.insert(actor.id.as_str(), no);
            if let Some(code) = &actor.code {
                *self.codes.entry((no, code)).or_default() += 1;
            }
            called.entry(no).or_default().extend(aliases(actor));
        }
        for (no, mut names) in called {
            self.counts.entry(no).or_default().articles += 1;
            names.sort_unstable_by_key(|name| name.to_lowercase());
            names.dedup_by_key(|name| name.to_lowercase());
            for name in names {
                self.aliases.entry((name.to_lowercase(), no)).or_insert((name, 0)).1 += 1;
            }
        }
        for event in &record.events {
            let fillers = event.actors.iter().chain(&event.recipients);
            let of_event: FxHashSet<i64> =
                fillers.filter_map(|a| numbers.get(a.actor.as_str()).copied()).collect();
            of_event.iter().for_each(|no| self.counts.entry(*no).or_default().events += 1);
        }
        for source in record.statements.iter().filter_map(|s| s.source.actor.as_deref()) {
            if let Some(no) = numbers.get(source) {
                self.counts.entry(*no).or_default().statements += 1;
            }
        }
        Ok(numbers)
    }

    /// Of several names one that the lexicon knows is kept, and of these the one that sorts first, so that the order of adding does
    /// not show.
    fn number(&mut self, db: &Connection, actor: &'r Actor) -> Result<i64> {
        let key = key::actor(actor);
        let rank = (actor.wikidata.is_none(), actor.name.as_str());
        if let Some((no, known)) = self.known.get(&key)
            && *known <= rank
        {
            return Ok(*no);
        }
        let mut put = db.prepare_cached(
            "INSERT INTO entity (key, name, kind, country, wikidata, n_articles, n_events, n_statements)
             VALUES (?,?,?,?,?,0,0,0)
             ON CONFLICT (key) DO UPDATE SET
             name = CASE (wikidata IS NOT NULL) - (excluded.wikidata IS NOT NULL)
               WHEN 1 THEN name WHEN -1 THEN excluded.name ELSE min(name, excluded.name) END,
             wikidata = coalesce(min(wikidata, excluded.wikidata), wikidata, excluded.wikidata)
             RETURNING no",
        )?;
        let row = params![key, actor.name, spelled(&actor.kind), actor.country, actor.wikidata];
        let no = put.query_row(row, |row| row.get(0))?;
        self.known.insert(key, (no, rank));
        Ok(no)
    }

    /// Takes in what an article says about its outlet.
    pub fn outlet(&mut self, record: &'r Record, day: Option<&str>) {
        self.outlets.add(record, day);
    }

    /// Writes what was added up.
    pub fn write(self, db: &Connection) -> Result<()> {
        self.words.write(db)?;
        self.outlets.write(db)?;
        let mut count = db.prepare_cached(
            "UPDATE entity SET n_articles = n_articles + ?2, n_events = n_events + ?3, n_statements = n_statements + ?4
             WHERE no = ?1",
        )?;
        for (no, n) in self.counts {
            count.execute(params![no, n.articles, n.events, n.statements])?;
        }
        let mut alias = db.prepare_cached(
            "INSERT INTO alias (name, entity, n_articles) VALUES (?,?,?)
             ON CONFLICT DO UPDATE SET n_articles = n_articles + excluded.n_articles",
        )?;
        for ((_, no), (name, n)) in self.aliases {
            alias.execute(params![name, no, n])?;
        }
        let mut code = db.prepare_cached(
            "INSERT INTO entity_code VALUES (?,?,?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
        )?;
        for ((no, name), n) in self.codes {
            code.execute(params![no, name, n])?;
        }
        Ok(())
    }
}

/// What an actor with a name is called in an article: the name, and mentions that look like one.
fn aliases(actor: &Actor) -> Vec<&str> {
    const PRONOUNS: &[&str] = &[
        "he", "she", "it", "they", "his", "her", "its", "their", "him", "them", "we", "our", "i", "you",
        "who", "this",
    ];
    if matches!(actor.kind, ActorKind::Group | ActorKind::Unnamed) {
        return Vec::new();
    }
    const WORDS_MAX: usize = 6;
    let named = |text: &&str| {
        text.starts_with(char::is_uppercase)
            && text.split_whitespace().count() <= WORDS_MAX
            && !PRONOUNS.contains(&plain(text).as_str())
    };
    let called = actor.mentions.iter().map(|span| span.text.as_str()).filter(named);
    std::iter::once(actor.name.as_str()).chain(called).filter(|name| !name.is_empty()).collect()
}
