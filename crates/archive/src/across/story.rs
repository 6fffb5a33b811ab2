//! One story: its articles, and what happens in it, each happening with all its reports.

use super::merge::{Figure, Filler, Report, Spot, Stance, merge};
use super::settle::distinct;
use super::sketch::{base, told_by};
use crate::Result;
use crate::key::plain;
use rusqlite::{Transaction, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// An article of the story.
struct Member {
    no: i64,
    id: String,
    day: String,
    moment: i64,
    title: String,
    behind: String,
    outlet: Option<String>,
    is_copy: bool,
}

/// Merges the events of a story anew. A story that has lost its articles goes.
pub fn rebuild(change: &Transaction, no: i64) -> Result<()> {
    forget(change, "story = ?1", no)?;
    change.prepare_cached("DELETE FROM story WHERE no = ?1")?.execute([no])?;
    let members = members(change, no)?;
    let (Some(first), Some(last)) = (members.first(), members.last()) else { return Ok(()) };
    let reports = reports(change, &members)?;
    let ids: FxHashMap<i64, &Member> = members.iter().map(|member| (member.no, member)).collect();
    let happenings = merge(&reports);
    let mut n_disputed = 0;
    for happening in &happenings {
        let of: Vec<&Report> = happening.iter().map(|i| &reports[*i]).collect();
        let lead = of[0];
        let n: i64 = change
            .prepare_cached("SELECT n FROM event WHERE no = ?1")?
            .query_row([lead.event], |row| row.get(0))?;
        let id = format!("{}/e{n}", ids[&lead.article].id);
        let behind = |stance: Option<Stance>| {
            distinct(of.iter().filter(|r| stance.is_none_or(|s| r.stance() == s)).map(|r| r.behind.as_str()))
                as i64
        };
        let articles: std::collections::BTreeSet<i64> = of.iter().map(|report| report.article).collect();
        let (figures, differ) = figures(&of);
        // The first of the most exact places; reports of one happening contradict each other about none.
        let place = of.iter().filter_map(|report| report.place.as_ref()).min_by_key(|place| place.breadth());
        let (asserted, denied) = (behind(Some(Stance::Asserted)), behind(Some(Stance::Denied)));
        let mut disputed = Vec::new();
        if asserted > 0 && denied > 0 {
            disputed.push("denied");
        }
        if differ {
            disputed.push("figures");
        }
        n_disputed += usize::from(!disputed.is_empty());
        let status = of.iter().find(|r| r.stance() == Stance::Asserted).map_or(&lead.status, |r| &r.status);
        let day = of.iter().filter_map(|r| r.day.as_deref()).min();
        // A report that came from another story may still lead there; that story is merged anew too, before or after this one.
        forget(change, "lead = ?1", lead.event)?;
        let number = change
            .prepare_cached(
                "INSERT INTO happening (id, story, lead, type, status, country, day, day_end, reports, articles, independent,
                 asserted, denied, disputed, figures, place, voice, outlet, confidence)
                 VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            )?
            .insert(params![
                id,
                no,
                lead.event,
                lead.kind,
                status,
                place.and_then(|place| place.country.as_deref()),
                day,
                of.iter().filter_map(|r| r.day_end.as_deref()).max(),
                of.len() as i64,
                articles.len() as i64,
                behind(None),
                asserted,
                denied,
                disputed.join(";"),
                figures,
                place.map(|place| place.no),
                lead.voice,
                ids[&lead.article].outlet,
                of.iter().filter_map(|r| r.confidence).max_by(f64::total_cmp),
            ])?;
        let mut put =
            change.prepare_cached("UPDATE event SET happening = ?2, happened = ?3 WHERE no = ?1")?;
        for report in of {
            put.execute(params![report.event, number, day])?;
        }
    }
    change.prepare_cached("INSERT INTO story VALUES (?,?,?,?,?,?,?,?,?,?)")?.execute(params![
        no,
        first.id,
        first.title,
        first.day,
        last.day,
        members.len() as i64,
        members.iter().filter(|member| !member.is_copy).count() as i64,
        distinct(members.iter().map(|member| member.behind.as_str())) as i64,
        happenings.len() as i64,
        n_disputed as i64,
    ])?;
    Ok(())
}

/// Takes happenings away; their reports are waiting to be merged again.
fn forget(change: &Transaction, which: &str, no: i64) -> Result<()> {
    let reports = format!(
        "UPDATE event SET happening = NULL, happened = NULL WHERE happening IN (SELECT no FROM happening WHERE {which})"
    );
    change.prepare_cached(&reports)?.execute([no])?;
    change.prepare_cached(&format!("DELETE FROM happening WHERE {which}"))?.execute([no])?;
    Ok(())
}

/// The articles of a story in the order of publication. Behind a copy is who is behind its original.
fn members(change: &Transaction, no: i64) -> Result<Vec<Member>> {
    let mut ask = change.prepare_cached(
        "SELECT article.no, article.id, sketch.day, sketch.moment, article.title,
         (SELECT text FROM (SELECT words AS text FROM event WHERE event.article = article.no ORDER BY event.n LIMIT 1)),
         original.behind, sketch.copy_of IS NOT NULL, article.outlet
         FROM sketch JOIN article ON article.no = sketch.article JOIN sketch original ON original.article = sketch.original
         WHERE sketch.story = ?1",
    )?;
    let rows = ask.query_map([no], |row| {
        let id: String = row.get(1)?;
        let title: Option<String> = row.get(4)?;
        let words: Option<String> = row.get(5)?;
        Ok(Member {
            no: row.get(0)?,
            day: row.get(2)?,
            moment: row.get(3)?,
            title: title.or_else(|| words.map(|words| shortened(&words))).unwrap_or_else(|| id.clone()),
            id,
            behind: row.get(6)?,
            is_copy: row.get(7)?,
            outlet: row.get(8)?,
        })
    })?;
    let mut members: Vec<Member> = rows.collect::<rusqlite::Result<_>>()?;
    members.sort_unstable_by(|a, b| (&a.day, a.moment, &a.id).cmp(&(&b.day, b.moment, &b.id)));
    Ok(members)
}

/// The telling words of a sentence beside its trigger.
fn beside(sentence: &str, trigger: &str) -> Vec<u32> {
    let trigger = told_by(trigger);
    let mut words = told_by(sentence);
    words.retain(|word| !trigger.contains(word));
    words
}

/// The beginning of a sentence that stands for a title.
fn shortened(words: &str) -> String {
    const CHARS_MAX: usize = 100;
    if words.chars().count() <= CHARS_MAX {
        return words.to_string();
    }
    let start: String = words.chars().take(CHARS_MAX).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}

fn reports(change: &Transaction, members: &[Member]) -> Result<Vec<Report>> {
    let mut ask = change.prepare_cached(
        "SELECT event.no, type, mode, frame, status, factuality_voice, event.day, day_end, date_basis, counts,
         place.no, place.kind, place.country, place.admin1, place.lat, place.lon, trigger, words, sentence, voice_kind,
         confidence FROM event LEFT JOIN place ON place.no = event.place WHERE article = ?1 ORDER BY n",
    )?;
    let mut fillers = change.prepare_cached(
        "SELECT role, entity.no, entity.kind, actor.name, event_actor.code FROM event_actor
         JOIN entity ON entity.no = event_actor.entity
         JOIN actor ON actor.article = ?2 AND actor.entity = entity.no
         WHERE event = ?1 GROUP BY role, event_actor.n ORDER BY role, event_actor.n",
    )?;
    let mut out = Vec::new();
    for member in members {
        let rows = ask.query_map([member.no], |row| {
            let lat: Option<f64> = row.get(14)?;
            let lon: Option<f64> = row.get(15)?;
            let spot = Spot {
                no: row.get::<_, Option<i64>>(10)?.unwrap_or(0),
                kind: row.get::<_, Option<String>>(11)?.unwrap_or_default(),
                country: row.get(12)?,
                admin1: row.get(13)?,
                at: lat.zip(lon),
            };
            Ok(Report {
                event: row.get(0)?,
                article: member.no,
                behind: member.behind.clone(),
                kind: row.get(1)?,
                voice: row.get(19)?,
                sentence: row.get(18)?,
                trigger: base(row.get_ref(16)?.as_str()?),
                words: beside(row.get_ref(17)?.as_str()?, row.get_ref(16)?.as_str()?),
                mode: row.get(2)?,
                frame: row.get(3)?,
                status: row.get(4)?,
                factuality_voice: row.get(5)?,
                confidence: row.get(20)?,
                actors: Vec::new(),
                recipients: Vec::new(),
                place: (spot.no != 0).then_some(spot),
                day: row.get(6)?,
                day_end: row.get(7)?,
                dated: row.get::<_, Option<String>>(8)?.as_deref() == Some("text"),
                counts: counts(&row.get::<_, String>(9)?),
            })
        })?;
        for report in rows {
            let mut report = report?;
            let mut rows = fillers.query(params![report.event, member.no])?;
            while let Some(row) = rows.next()? {
                let filler = Filler {
                    entity: row.get(1)?,
                    kind: row.get(2)?,
                    name: plain(&row.get::<_, String>(3)?),
                    code: row.get(4)?,
                };
                match row.get::<_, i64>(0)? {
                    0 => report.actors.push(filler),
                    _ => report.recipients.push(filler),
                }
            }
            for filler in report.actors.iter().chain(&report.recipients) {
                let name = told_by(&filler.name);
                report.words.retain(|word| !name.contains(word));
            }
            out.push(report);
        }
    }
    Ok(out)
}

fn counts(json: &str) -> Vec<Figure> {
    let counts: Vec<hearsay_record::Count> = serde_json::from_str(json).unwrap_or_default();
    counts.into_iter().map(|count| Figure { what: count.what, min: count.min, max: count.max }).collect()
}

/// From, to, and the independent reports that say so.
type Given<'a> = (Option<f64>, Option<f64>, Vec<&'a str>);

/// The numbers given, each with how many independent reports give it, as JSON; and whether two of them exclude each other.
fn figures(of: &[&Report]) -> (String, bool) {
    let mut by: BTreeMap<&str, Vec<Given>> = BTreeMap::new();
    for report in of {
        for figure in &report.counts {
            let values = by.entry(&figure.what).or_default();
            match values.iter_mut().find(|(min, max, _)| (*min, *max) == (figure.min, figure.max)) {
                Some((_, _, behind)) => behind.push(&report.behind),
                None => values.push((figure.min, figure.max, vec![&report.behind])),
            }
        }
    }
    let mut differ = false;
    for values in by.values_mut() {
        values.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap_or(std::cmp::Ordering::Equal));
        for (i, a) in values.iter().enumerate() {
            for b in &values[i + 1..] {
                let apart =
                    |low: Option<f64>, high: Option<f64>| low.zip(high).is_some_and(|(low, high)| low < high);
                differ |= apart(a.1, b.0) || apart(b.1, a.0);
            }
        }
    }
    let json: BTreeMap<&str, Vec<serde_json::Value>> = by
        .into_iter()
        .map(|(what, values)| {
            let value = |(min, max, behind): (Option<f64>, Option<f64>, Vec<&str>)| {
                serde_json::json!({ "min": min, "max": max, "independent": distinct(behind.into_iter()) })
            };
            (what, values.into_iter().map(value).collect())
        })
        .collect();
    (serde_json::to_string(&json).expect("numbers under names are plain data"), differ)
}
