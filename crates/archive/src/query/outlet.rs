//! What the outlets write: how much of it is whose words, and how much nobody vouches for.

use crate::store::unpack_as;
use crate::{Archive, Result};
use hearsay_record::Shares;
use serde::{Deserialize, Serialize};

/// One outlet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlet {
    /// Its name; none for articles whose outlet is not known.
    pub name: Option<String>,
    /// Articles in the archive.
    pub articles: u64,
    /// Their words.
    pub words: u64,
    /// First day of publication.
    pub first: Option<String>,
    /// Last day of publication.
    pub last: Option<String>,
    /// Statements by kind of source.
    pub named_statements: u64,
    /// Of somebody without a name.
    pub unnamed_statements: u64,
    /// Of nobody in particular.
    pub unsourced_statements: u64,
    /// Share of the words by voice, over the newest articles.
    pub share: Shares,
    /// Of how many articles the shares are.
    pub share_articles: u64,
}

/// The one part of a record that is looked at here.
#[derive(Deserialize)]
struct Profiled {
    profile: Profile,
}

#[derive(Deserialize)]
struct Profile {
    words: usize,
    share: Shares,
}

impl Archive {
    /// The outlets of most articles, at most `limit`; shares of words are taken over the newest `newest` articles of each.
    pub fn outlets(&self, limit: usize, newest: usize) -> Result<Vec<Outlet>> {
        let mut ask = self.db.prepare_cached(
            "SELECT outlet, count(*), sum(words), min(day), max(day), sum(named_statements), sum(unnamed_statements),
             sum(unsourced_statements) FROM article GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT ?1",
        )?;
        let count =
            |row: &rusqlite::Row<'_>, i: usize| Ok::<u64, rusqlite::Error>(row.get::<_, i64>(i)? as u64);
        let rows = ask.query_map([limit as i64], |row| {
            Ok(Outlet {
                name: row.get(0)?,
                articles: count(row, 1)?,
                words: count(row, 2)?,
                first: row.get(3)?,
                last: row.get(4)?,
                named_statements: count(row, 5)?,
                unnamed_statements: count(row, 6)?,
                unsourced_statements: count(row, 7)?,
                share: Shares::default(),
                share_articles: 0,
            })
        })?;
        let mut outlets: Vec<Outlet> = rows.collect::<rusqlite::Result<_>>()?;
        for outlet in &mut outlets {
            self.shares(outlet, newest)?;
        }
        Ok(outlets)
    }

    /// Shares of the words of an outlet's newest articles, long articles counting for more.
    fn shares(&self, outlet: &mut Outlet, newest: usize) -> Result<()> {
        let mut ask = self.db.prepare_cached(
            "SELECT json FROM article JOIN record ON record.article = article.no WHERE outlet IS ?1 ORDER BY day DESC LIMIT ?2",
        )?;
        let mut rows = ask.query((&outlet.name, newest as i64))?;
        let (mut n_words, mut sum) = (0.0, Shares::default());
        while let Some(row) = rows.next()? {
            let Profiled { profile } = unpack_as(row.get_ref(0)?.as_blob().unwrap_or_default())?;
            let words = profile.words as f64;
            n_words += words;
            for (all, one) in parts(&mut sum).into_iter().zip(parts(&mut profile.share.clone())) {
                *all += *one * words;
            }
            outlet.share_articles += 1;
        }
        if n_words > 0.0 {
            parts(&mut sum).into_iter().for_each(|part| *part /= n_words);
        }
        outlet.share = sum;
        Ok(())
    }
}

fn parts(shares: &mut Shares) -> [&mut f64; 7] {
    let Shares { writer, named_person, named_organization, document, unnamed_person, unnamed_group, none } =
        shares;
    [writer, named_person, named_organization, document, unnamed_person, unnamed_group, none]
}
