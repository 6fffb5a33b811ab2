//! Brings what is known across articles up to date: first day by day where articles point to, then the stories that this
//! changed.
//!
//! Storing an article marks the days that can see it; every day, and every few stories, are settled in a transaction of their
//! own that takes the mark away. So it can be interrupted at any moment, and two processes can do it at once.

use super::links::{DAYS_BACK, Doc, Link, in_order, links};
use super::sketch::{Sketch, pack_hashes, pack_terms, sketch, unpack_hashes, unpack_terms};
use super::story;
use crate::store::unpack;
use crate::{Archive, Result, day};
use hearsay_record::Record;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};

/// Stories of one transaction.
const STORIES: usize = 64;

/// How far settling has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The articles of this day know what they copy and follow; the empty day stands for those without one.
    Day(String),
    /// So many stories have been merged anew.
    Stories(usize),
}

impl Archive {
    /// Whether something was added since what is known across articles was last brought up to date.
    pub fn is_settled(&self) -> Result<bool> {
        let question = "SELECT NOT EXISTS (SELECT 1 FROM unsettled) AND NOT EXISTS (SELECT 1 FROM stale)";
        Ok(self.db.query_row(question, [], |row| row.get(0))?)
    }

    /// Brings it up to date. `step` hears of every piece that is done; when it says false, the rest is left for another time.
    pub fn settle(&mut self, mut step: impl FnMut(Step) -> bool) -> Result<()> {
        loop {
            let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let next: Option<(String, bool)> = change
                .query_row("SELECT day, links FROM unsettled ORDER BY day LIMIT 1", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((day, with_links)) = next else { break };
            settle_day(&change, &day, with_links)?;
            change.execute("DELETE FROM unsettled WHERE day = ?1", [&day])?;
            change.commit()?;
            if !step(Step::Day(day)) {
                return Ok(());
            }
        }
        let mut done = 0;
        loop {
            let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let stale: Vec<i64> = {
                let mut ask = change.prepare_cached("SELECT story FROM stale ORDER BY story LIMIT ?1")?;
                ask.query_map([STORIES as i64], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
            };
            if stale.is_empty() {
                return Ok(());
            }
            for no in &stale {
                story::rebuild(&change, *no)?;
                change.prepare_cached("DELETE FROM stale WHERE story = ?1")?.execute([no])?;
            }
            change.commit()?;
            done += stale.len();
            if !step(Step::Stories(done)) {
                return Ok(());
            }
        }
    }
}

/// Keeps the sketch of an article.
pub fn enter(db: &Connection, no: i64, sketch: &Sketch) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO sketch (article, day, moment, behind, hashes, terms) VALUES (?,?,?,?,?,?)",
    )?
    .execute(params![
        no,
        sketch.day,
        sketch.moment,
        sketch.behind,
        pack_hashes(&sketch.hashes),
        pack_terms(&sketch.terms)
    ])?;
    Ok(())
}

/// Marks the days that can see an article of this day; articles without a day see each other.
pub fn mark_seeing(db: &Connection, day: &str) -> Result<()> {
    if day.is_empty() {
        return mark(db, day, true);
    }
    for seeing in (0..=DAYS_BACK).filter_map(|days| day::plus(day, days)) {
        mark(db, &seeing, true)?;
    }
    Ok(())
}

fn mark(db: &Connection, day: &str, with_links: bool) -> Result<()> {
    let mut put = db.prepare_cached(
        "INSERT INTO unsettled VALUES (?1, ?2) ON CONFLICT (day) DO UPDATE SET links = max(links, excluded.links)",
    )?;
    put.execute(params![day, with_links])?;
    Ok(())
}

/// Makes the sketches of all articles, for an archive of version 1.
pub fn enter_all(change: &Transaction) -> Result<()> {
    let mut ask = change.prepare("SELECT article, json FROM record")?;
    let mut rows = ask.query([])?;
    while let Some(row) = rows.next()? {
        let record: Record = unpack(&row.get::<_, Vec<u8>>(1)?)?;
        let sketch = sketch(&record);
        enter(change, row.get(0)?, &sketch)?;
        mark_seeing(change, &sketch.day)?;
    }
    Ok(())
}

/// Where the articles of a day point to, and what they belong to by it.
fn settle_day(change: &Transaction, day: &str, with_links: bool) -> Result<()> {
    let before = pointers(change, day)?;
    let from = match with_links {
        true => day::plus(day, -DAYS_BACK).unwrap_or_default(),
        // The pointers stay; only what they lead to may have changed. The order decides who is labelled first.
        false => day.to_string(),
    };
    let mut docs = docs(change, &from, day)?;
    in_order(&mut docs);
    let first = docs.partition_point(|doc| doc.sketch.day.as_str() < day);
    let now: Vec<(i64, Link)> = match with_links {
        true => docs[first..].iter().map(|doc| doc.no).zip(links(&docs, first)).collect(),
        false => docs.iter().map(|doc| (doc.no, before[&doc.no].link)).collect(),
    };
    let mut labels: FxHashMap<i64, (i64, i64)> = FxHashMap::default();
    let mut ask = change.prepare_cached(
        "SELECT coalesce(original, article), coalesce(root, article) FROM sketch WHERE article = ?1",
    )?;
    let mut put = change.prepare_cached(
        "UPDATE sketch SET copy_of = ?2, follows = ?3, original = ?4, root = ?5, story = ?6 WHERE article = ?1",
    )?;
    let mut stale = change.prepare_cached("INSERT OR IGNORE INTO stale VALUES (?1)")?;
    let mut parts = Parts::default();
    let mut any = false;
    for (no, link) in now {
        let mut label = |of: i64| -> Result<(i64, i64)> {
            match labels.get(&of) {
                Some(known) => Ok(*known),
                None => Ok(ask.query_row([of], |row| Ok((row.get(0)?, row.get(1)?)))?),
            }
        };
        let original = link.copy_of.map(&mut label).transpose()?.map_or(no, |(original, _)| original);
        let root = link.follows.map(&mut label).transpose()?.map_or(no, |(_, root)| root);
        labels.insert(no, (original, root));
        let story = parts.first(change, root, day, no)?;
        let old = &before[&no];
        let now = (Some(original), Some(root), Some(story));
        if (old.link, (old.original, old.root, old.story)) == (link, now) {
            continue;
        }
        put.execute(params![no, link.copy_of, link.follows, original, root, story])?;
        stale.execute([story])?;
        if let Some(left) = old.story.filter(|left| *left != story) {
            stale.execute([left])?;
        }
        any |= (old.original, old.root, old.story) != now && old.story.is_some();
    }
    // Articles of later days point to these and belong to what these belong to.
    if any && !day.is_empty() {
        for days in 1..=DAYS_BACK {
            if let Some(later) = day::plus(day, days) {
                mark(change, &later, false)?;
            }
        }
    }
    Ok(())
}

/// What goes on for months is told in parts of so many days, counted from its first article: a story that grew for ever would
/// cost more with every article.
pub const PART_DAYS: i32 = 14;

/// The parts that the articles of one day belong to.
#[derive(Default)]
struct Parts {
    first: FxHashMap<i64, i64>,
}

impl Parts {
    /// The first article of the part of the tree of `root` that `day` belongs to; `no` itself, if none is before it. Articles
    /// of one day are asked for in order.
    fn first(&mut self, change: &Transaction, root: i64, day: &str, no: i64) -> Result<i64> {
        if let Some(first) = self.first.get(&root) {
            return Ok(*first);
        }
        let mut ask = change.prepare_cached("SELECT day FROM sketch WHERE article = ?1")?;
        let start: String = ask.query_row([root], |row| row.get(0))?;
        let age = day::between(&start, day).unwrap_or(0);
        let from = day::plus(&start, age - age.rem_euclid(PART_DAYS)).unwrap_or_default();
        let mut ask = change.prepare_cached(
            "SELECT sketch.article FROM sketch JOIN article ON article.no = sketch.article
             WHERE root = ?1 AND sketch.day >= ?2 AND sketch.day < ?3 ORDER BY sketch.day, moment, article.id LIMIT 1",
        )?;
        let first: Option<i64> = ask.query_row(params![root, from, day], |row| row.get(0)).optional()?;
        let first = first.unwrap_or(no);
        self.first.insert(root, first);
        Ok(first)
    }
}

struct Pointer {
    link: Link,
    original: Option<i64>,
    root: Option<i64>,
    story: Option<i64>,
}

fn pointers(change: &Transaction, day: &str) -> Result<FxHashMap<i64, Pointer>> {
    let mut ask = change.prepare_cached(
        "SELECT article, copy_of, follows, original, root, story FROM sketch WHERE day = ?1",
    )?;
    let rows = ask.query_map([day], |row| {
        let link = Link { copy_of: row.get(1)?, follows: row.get(2)? };
        Ok((row.get(0)?, Pointer { link, original: row.get(3)?, root: row.get(4)?, story: row.get(5)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn docs(change: &Transaction, from: &str, to: &str) -> Result<Vec<Doc>> {
    let mut ask = change.prepare_cached(
        "SELECT article.no, article.id, sketch.day, moment, behind, hashes, terms FROM sketch
         JOIN article ON article.no = sketch.article WHERE sketch.day BETWEEN ?1 AND ?2",
    )?;
    let rows = ask.query_map([from, to], |row| {
        Ok(Doc {
            no: row.get(0)?,
            id: row.get(1)?,
            sketch: Sketch {
                day: row.get(2)?,
                moment: row.get(3)?,
                behind: row.get(4)?,
                hashes: unpack_hashes(row.get_ref(5)?.as_blob()?),
                terms: unpack_terms(row.get_ref(6)?.as_blob()?),
            },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Distinct names, the empty one among them as one: of outlets that are not known it is not known either whether they are two.
pub fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.collect::<FxHashSet<&str>>().len()
}
