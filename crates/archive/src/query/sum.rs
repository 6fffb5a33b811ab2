//! Sums over what a filter lets through, of so many reports at most: the newest ones. The cost is bounded however large the archive is.

use super::{Filter, Page, Table};
use crate::key::spelled;
use crate::{Archive, Result};
use hearsay_record::EventType;
use rusqlite::{Statement, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

/// How often each value occurs among the events found, the most frequent first.
pub type Tally = Vec<(String, u64)>;

/// What the events that were found are like, each counted once however often it is reported.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facets {
    /// Events counted.
    pub events: u64,
    /// All that the filter lets through were counted; else the newest.
    pub complete: bool,
    /// By day, in order; those without one under the empty one.
    pub days: Tally,
    /// By type.
    pub types: Tally,
    /// By status.
    pub status: Tally,
    /// By kind of voice.
    pub voices: Tally,
    /// By country of the place.
    pub countries: Tally,
    /// By outlet.
    pub outlets: Tally,
    /// By who does it: key, name, events.
    pub actors: Vec<(String, String, u64)>,
    /// By place.
    pub places: Vec<Spot>,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// `city`, `admin1`, `country` or `other`.
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Events there.
    pub events: u64,
}

/// As they are counted.
const QUADS: [&str; 4] = ["V-Coop", "M-Coop", "V-Confl", "M-Confl"];

/// So often does one actor act on another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// Key of who does it.
    pub actor: String,
    /// Name of who does it.
    pub actor_name: String,
    /// Key of whom it is done to.
    pub recipient: String,
    /// Name of whom it is done to.
    pub recipient_name: String,
    /// Events by quad: V-Coop, M-Coop, V-Confl, M-Confl.
    pub quads: [u64; 4],
    /// Events.
    pub events: u64,
}

/// Who acts on whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Pairs {
    /// Events looked at.
    pub events: u64,
    /// All that the filter lets through were looked at; else the newest.
    pub complete: bool,
    /// The most frequent first.
    pub pairs: Vec<Pair>,
}

impl Archive {
    /// Counts the events that a filter lets through by all that people narrow them by; at most `sample` of them.
    pub fn facets(&self, filter: &Filter, sample: usize) -> Result<Facets> {
        let (happenings, complete) = self.newest(filter, sample)?;
        let mut ask = self.db.prepare_cached(
            "SELECT type, status, coalesce(voice, ''), coalesce(country, ''), coalesce(outlet, ''), coalesce(day, ''), place, lead
             FROM happening WHERE no = ?1",
        )?;
        let mut counted: [FxHashMap<String, u64>; 6] = Default::default();
        let mut places: FxHashMap<i64, u64> = FxHashMap::default();
        let mut actors: FxHashMap<i64, u64> = FxHashMap::default();
        let mut fillers = self.fillers()?;
        for happening in &happenings {
            let mut rows = ask.query([happening])?;
            let Some(row) = rows.next()? else { continue };
            for (i, counts) in counted.iter_mut().enumerate() {
                let value = row.get_ref(i)?.as_str().unwrap_or("");
                match counts.get_mut(value) {
                    Some(n) => *n += 1,
                    None => {
                        counts.insert(value.to_string(), 1);
                    }
                }
            }
            if let Some(place) = row.get::<_, Option<i64>>(6)? {
                *places.entry(place).or_default() += 1;
            }
            for (role, entity) in of_event(&mut fillers, row.get(7)?)? {
                if role == 0 {
                    *actors.entry(entity).or_default() += 1;
                }
            }
        }
        let [types, status, voices, countries, outlets, mut days] = counted.map(sorted);
        days.sort_unstable();
        Ok(Facets {
            events: happenings.len() as u64,
            complete,
            days,
            types,
            status,
            voices,
            countries,
            outlets,
            actors: self.named(actors)?,
            places: self.spots(places)?,
        })
    }

    /// Who acts on whom in the events that a filter lets through; at most `sample` of them are looked at.
    pub fn pairs(&self, filter: &Filter, sample: usize) -> Result<Pairs> {
        let (happenings, complete) = self.newest(filter, sample)?;
        let mut ask = self.db.prepare_cached("SELECT lead, type FROM happening WHERE no = ?1")?;
        let mut fillers = self.fillers()?;
        let quads: FxHashMap<&str, usize> = EventType::ALL
            .iter()
            .map(|kind| {
                (kind.name(), QUADS.iter().position(|quad| *quad == spelled(&kind.quad())).unwrap_or(0))
            })
            .collect();
        let mut counts: FxHashMap<(i64, i64), [u64; 4]> = FxHashMap::default();
        for happening in &happenings {
            let (lead, kind): (i64, String) =
                ask.query_row([happening], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let of = of_event(&mut fillers, lead)?;
            if of.iter().all(|(role, _)| *role == 0) || of.iter().all(|(role, _)| *role == 1) {
                continue;
            }
            let at = quads.get(kind.as_str()).copied().unwrap_or(0);
            for (_, actor) in of.iter().filter(|(role, _)| *role == 0) {
                for (_, recipient) in of.iter().filter(|(role, _)| *role == 1) {
                    counts.entry((*actor, *recipient)).or_default()[at] += 1;
                }
            }
        }
        let mut names: FxHashMap<i64, (String, String)> = FxHashMap::default();
        let mut name = self.db.prepare_cached("SELECT key, name FROM entity WHERE no = ?1")?;
        let mut pairs = Vec::new();
        for ((actor, recipient), quads) in counts {
            for no in [actor, recipient] {
                if let std::collections::hash_map::Entry::Vacant(slot) = names.entry(no) {
                    slot.insert(name.query_row([no], |row| Ok((row.get(0)?, row.get(1)?)))?);
                }
            }
            let (actor, actor_name) = names[&actor].clone();
            let (recipient, recipient_name) = names[&recipient].clone();
            pairs.push(Pair {
                actor,
                actor_name,
                recipient,
                recipient_name,
                quads,
                events: quads.iter().sum(),
            });
        }
        pairs.sort_by(|a, b| (b.events, &a.actor, &a.recipient).cmp(&(a.events, &b.actor, &b.recipient)));
        Ok(Pairs { events: happenings.len() as u64, complete, pairs })
    }

    /// Numbers of the events that are let through, the newest first, and whether these are all. Those that are hard to find are
    /// not looked for very long.
    fn newest(&self, filter: &Filter, sample: usize) -> Result<(Vec<i64>, bool)> {
        const THOUSAND_STEPS: i64 = 300;
        let page = Page { limit: Some(sample + 1), ..Page::default() };
        let mut happenings = Vec::new();
        let ended = self.within(THOUSAND_STEPS, || {
            self.each_number(Table::Happenings, filter, page, |number| {
                happenings.push(number);
                Ok(true)
            })
        })?;
        let complete = ended.is_some() && happenings.len() <= sample;
        happenings.truncate(sample);
        Ok((happenings, complete))
    }

    fn fillers(&self) -> Result<rusqlite::CachedStatement<'_>> {
        Ok(self
            .db
            .prepare_cached("SELECT role, entity FROM event_actor WHERE event = ?1 ORDER BY role, n")?)
    }

    fn named(&self, counts: FxHashMap<i64, u64>) -> Result<Vec<(String, String, u64)>> {
        const NAMED_MAX: usize = 200;
        let mut counts: Vec<(i64, u64)> = counts.into_iter().collect();
        counts.sort_by_key(|(no, n)| (std::cmp::Reverse(*n), *no));
        let mut ask = self.db.prepare_cached("SELECT key, name FROM entity WHERE no = ?1")?;
        let mut out = Vec::new();
        for (no, n) in counts.into_iter().take(NAMED_MAX) {
            let (key, name): (String, String) = ask.query_row([no], |row| Ok((row.get(0)?, row.get(1)?)))?;
            out.push((key, name, n));
        }
        out.sort_by(|a, b| (b.2, &a.0).cmp(&(a.2, &b.0)));
        Ok(out)
    }

    fn spots(&self, counts: FxHashMap<i64, u64>) -> Result<Vec<Spot>> {
        let mut ask =
            self.db.prepare_cached("SELECT name, kind, country, lat, lon FROM place WHERE no = ?1")?;
        let mut out = Vec::new();
        for (no, events) in counts {
            let spot = ask.query_row(params![no], |row| {
                let at = row.get::<_, Option<f64>>(3)?.zip(row.get::<_, Option<f64>>(4)?);
                Ok(at.map(|(lat, lon)| (row.get(0), row.get(1), row.get(2), lat, lon)))
            })?;
            if let Some((name, kind, country, lat, lon)) = spot {
                out.push(Spot { name: name?, kind: kind?, country: country?, lat, lon, events });
            }
        }
        out.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.name.cmp(&b.name)));
        Ok(out)
    }
}

/// Roles and entities of one event, each once.
fn of_event(ask: &mut Statement<'_>, event: i64) -> Result<Vec<(i64, i64)>> {
    let rows = ask.query_map([event], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut seen = FxHashSet::default();
    let mut out = Vec::new();
    for row in rows {
        let row: (i64, i64) = row?;
        if seen.insert(row) {
            out.push(row);
        }
    }
    Ok(out)
}

fn sorted(counts: FxHashMap<String, u64>) -> Tally {
    let mut out: Tally = counts.into_iter().collect();
    out.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    out
}
