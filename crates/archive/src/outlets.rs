//! What each outlet writes, added up as articles come in.

use crate::Result;
use crate::store::unpack_as;
use hearsay_record::{Record, Shares};
use rusqlite::{Connection, params};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The sums of a batch, by the names of the outlets; the empty one is not known.
#[derive(Default)]
pub struct Outlets<'r> {
    sums: BTreeMap<&'r str, Sum>,
}

/// What is added up.
#[derive(Default)]
struct Sum {
    articles: i64,
    words: i64,
    first: Option<String>,
    last: Option<String>,
    /// Words by voice.
    voices: [i64; 7],
    /// Statements of somebody with a name, without one, of nobody.
    statements: [i64; 3],
}

impl Sum {
    fn add(&mut self, day: Option<&str>, words: usize, shares: &Shares, statements: [usize; 3]) {
        self.articles += 1;
        self.words += words as i64;
        if let Some(day) = day {
            if self.first.as_deref().is_none_or(|first| day < first) {
                self.first = Some(day.to_string());
            }
            if self.last.as_deref().is_none_or(|last| day > last) {
                self.last = Some(day.to_string());
            }
        }
        for (all, share) in self.voices.iter_mut().zip(parts(shares)) {
            *all += (share * words as f64).round() as i64;
        }
        for (all, n) in self.statements.iter_mut().zip(statements) {
            *all += n as i64;
        }
    }

    fn write(&self, db: &Connection, name: &str) -> Result<()> {
        let mut put = db.prepare_cached(
            "INSERT INTO outlet VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
             ON CONFLICT DO UPDATE SET articles = articles + excluded.articles, words = words + excluded.words,
             first = coalesce(min(first, excluded.first), first, excluded.first),
             last = coalesce(max(last, excluded.last), last, excluded.last),
             writer = writer + excluded.writer, named_person = named_person + excluded.named_person,
             named_organization = named_organization + excluded.named_organization, document = document + excluded.document,
             unnamed_person = unnamed_person + excluded.unnamed_person, unnamed_group = unnamed_group + excluded.unnamed_group,
             none = none + excluded.none, named_statements = named_statements + excluded.named_statements,
             unnamed_statements = unnamed_statements + excluded.unnamed_statements,
             unsourced_statements = unsourced_statements + excluded.unsourced_statements",
        )?;
        let [w, p, o, d, up, ug, none] = self.voices;
        let [named, unnamed, unsourced] = self.statements;
        let (articles, words) = (self.articles, self.words);
        put.execute(params![
            name, articles, words, self.first, self.last, w, p, o, d, up, ug, none, named, unnamed, unsourced
        ])?;
        Ok(())
    }
}

impl<'r> Outlets<'r> {
    /// Takes in an article.
    pub fn add(&mut self, record: &'r Record, day: Option<&str>) {
        let profile = &record.profile;
        let statements = [profile.named_statements, profile.unnamed_statements, profile.unsourced_statements];
        let name = record.article.outlet.as_deref().unwrap_or("");
        self.sums.entry(name).or_default().add(day, profile.words, &profile.share, statements);
    }

    /// Writes what was added up.
    pub fn write(self, db: &Connection) -> Result<()> {
        self.sums.iter().try_for_each(|(name, sum)| sum.write(db, name))
    }
}

fn parts(shares: &Shares) -> [f64; 7] {
    let Shares { writer, named_person, named_organization, document, unnamed_person, unnamed_group, none } =
        *shares;
    [writer, named_person, named_organization, document, unnamed_person, unnamed_group, none]
}

/// The parts of a record that are looked at here.
#[derive(Deserialize)]
struct Read {
    profile: Profile,
}

#[derive(Deserialize)]
struct Profile {
    share: Shares,
}

/// Adds up what is there, for an archive of version 3.
pub fn sum_anew(db: &Connection) -> Result<()> {
    let mut ask = db.prepare(
        "SELECT coalesce(outlet, ''), day, words, named_statements, unnamed_statements, unsourced_statements, json
         FROM article JOIN record ON record.article = article.no",
    )?;
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    let mut rows = ask.query([])?;
    while let Some(row) = rows.next()? {
        let count = |i: usize| row.get::<_, i64>(i).map(|n| n as usize);
        let day: Option<String> = row.get(1)?;
        let read: Read = unpack_as(row.get_ref(6)?.as_blob().unwrap_or_default())?;
        let statements = [count(3)?, count(4)?, count(5)?];
        let sum = sums.entry(row.get(0)?).or_default();
        sum.add(day.as_deref(), count(2)?, &read.profile.share, statements);
    }
    sums.iter().try_for_each(|(name, sum)| sum.write(db, name))
}
