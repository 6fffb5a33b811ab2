//! Who acts on whom: a matrix of those who act most, or one actor with its neighbours.

use super::home::grouped;
use super::lists::given;
use super::{html, json_bytes};
use crate::escape::{encode, filters};
use crate::figure::network::{network, tone};
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use crate::stream::csv_line;
use crate::words::shortened;
use askama::Template;
use hearsay_archive::{Archive, Filter, Pair, Pairs, Table};
use serde_json::json;
use std::collections::HashMap;

/// Events that are looked at: the newest.
const SAMPLE: usize = 3000;
/// Actors of the matrix, if nobody says how many.
const SIZE: usize = 16;
/// Pairs of one answer for programs.
const PAIRS_MAX: usize = 2000;
/// Pairs listed below the network.
const LISTED: usize = 60;

#[derive(Template)]
#[template(path = "matrix.html")]
struct Matrix {
    frame: Frame,
    given: Vec<(&'static str, String, String)>,
    columns: Vec<Head>,
    rows: Vec<(Head, Vec<Cell>)>,
    events: String,
    complete: bool,
    around: Option<Around>,
}

struct Head {
    name: String,
    short: String,
    href: String,
}

struct Cell {
    n: u64,
    class: String,
    href: String,
    title: String,
}

struct Around {
    name: String,
    href: String,
    svg: String,
    pairs: Vec<Line>,
}

struct Line {
    actor: String,
    recipient: String,
    quads: [u64; 4],
    events: u64,
    href: String,
}

/// `/matrix`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let around = ask.query.text("around").map(String::from);
    let pairs = match &around {
        None => archive.pairs(&ask.query.filter(), SAMPLE)?,
        Some(key) => both_ways(ask, archive, key)?,
    };
    match ask.format {
        Format::Json => {
            let shown = &pairs.pairs[..pairs.pairs.len().min(PAIRS_MAX)];
            json_bytes(&json!({
                "events": pairs.events, "complete": pairs.complete, "rows": shown,
                "more": pairs.pairs.len() > shown.len(),
            }))
        }
        Format::Csv => {
            let names = [
                "actor",
                "actor_name",
                "recipient",
                "recipient_name",
                "v_coop",
                "m_coop",
                "v_confl",
                "m_confl",
                "events",
            ];
            let header = csv_line(names.into_iter().map(String::from));
            let lines = pairs.pairs.iter().map(|pair| {
                let names =
                    [&pair.actor, &pair.actor_name, &pair.recipient, &pair.recipient_name].map(String::clone);
                let numbers = pair.quads.iter().chain([&pair.events]).map(u64::to_string);
                csv_line(names.into_iter().chain(numbers))
            });
            Ok(std::iter::once(header).chain(lines).flatten().collect())
        }
        _ => show(ask, archive, &pairs, around),
    }
}

/// What an actor does, and what is done to it.
fn both_ways(ask: &Ask, archive: &Archive, key: &str) -> Result<Pairs, Problem> {
    archive.row(Table::Actors, key)?.ok_or_else(|| Problem::missing(format!("there is no actor {key:?}")))?;
    let filter = ask.query.filter();
    let one = |filter: Filter| archive.pairs(&filter, SAMPLE / 2);
    let acts = one(Filter { actor: Some(key.to_string()), ..filter.clone() })?;
    let suffers = one(Filter { recipient: Some(key.to_string()), ..filter })?;
    let events = acts.events + suffers.events;
    let complete = acts.complete && suffers.complete;
    let mut pairs: Vec<Pair> = acts.pairs.into_iter().filter(|pair| pair.actor == key).collect();
    pairs.extend(suffers.pairs.into_iter().filter(|pair| pair.recipient == key && pair.actor != key));
    pairs.sort_by(|a, b| (b.events, &a.actor, &a.recipient).cmp(&(a.events, &b.actor, &b.recipient)));
    Ok(Pairs { events, complete, pairs })
}

fn show(ask: &Ask, archive: &Archive, pairs: &Pairs, around: Option<String>) -> Result<Vec<u8>, Problem> {
    let line = |pair: &Pair| Line {
        actor: pair.actor_name.clone(),
        recipient: pair.recipient_name.clone(),
        quads: pair.quads,
        events: pair.events,
        href: between(ask, &pair.actor, &pair.recipient),
    };
    let around = match &around {
        None => None,
        Some(key) => {
            let row = archive.row(Table::Actors, key)?.unwrap_or_default();
            let name = Row::new(Table::Actors.columns(), row).text("name");
            Some(Around {
                svg: network(&pairs.pairs, key, &name),
                href: links::speaker(key),
                pairs: pairs.pairs.iter().take(LISTED).map(line).collect(),
                name,
            })
        }
    };
    let size = ask.query.number("size").map_or(SIZE, |n| n as usize);
    let heads = if around.is_some() { Vec::new() } else { order(&pairs.pairs, size) };
    let of: HashMap<(&str, &str), &Pair> =
        pairs.pairs.iter().map(|pair| ((pair.actor.as_str(), pair.recipient.as_str()), pair)).collect();
    let most = heads.iter().flat_map(|(a, _)| heads.iter().map(move |(b, _)| (*a, *b)));
    let most = most.filter_map(|pair| of.get(&pair)).map(|pair| pair.events).max().unwrap_or(1);
    let cell = |actor: &(&str, &str), recipient: &(&str, &str)| match of.get(&(actor.0, recipient.0)) {
        None => Cell { n: 0, class: String::new(), href: String::new(), title: String::new() },
        Some(pair) => Cell {
            n: pair.events,
            class: format!("{} q{}", tone(&pair.quads), shade(pair.events, most)),
            href: between(ask, actor.0, recipient.0),
            title: format!(
                "{} → {}: {} cooperation, {} conflict",
                actor.1,
                recipient.1,
                pair.quads[0] + pair.quads[1],
                pair.quads[2] + pair.quads[3]
            ),
        },
    };
    let head = |(key, name): &(&str, &str)| Head {
        name: name.to_string(),
        short: shortened(name, 22),
        href: format!("/matrix?around={}", encode(key)),
    };
    // Who does nothing to the others has no row, and to whom nothing is done no column.
    let has = |actor: &str, recipient: &str| of.contains_key(&(actor, recipient));
    let acting = heads.iter().filter(|(key, _)| heads.iter().any(|(other, _)| has(key, other)));
    let acting: Vec<(&str, &str)> = acting.copied().collect();
    let acted_on = heads.iter().filter(|(key, _)| heads.iter().any(|(other, _)| has(other, key)));
    let acted_on: Vec<(&str, &str)> = acted_on.copied().collect();
    let title = match &around {
        Some(around) => format!("{} and others", around.name),
        None => "Who acts on whom".to_string(),
    };
    html(&Matrix {
        frame: ask.frame(title, "matrix"),
        given: given(ask).into_iter().filter(|(name, _, _)| *name != "size" && *name != "around").collect(),
        rows: acting
            .iter()
            .map(|actor| (head(actor), acted_on.iter().map(|other| cell(actor, other)).collect()))
            .collect(),
        columns: acted_on.iter().map(head).collect(),
        events: grouped(pairs.events),
        complete: pairs.complete,
        around,
    })
}

/// Those who act and suffer most, and beside each other those who have most to do with each other: after the first, always
/// the one that is tied most to those before it, later ones counting for more.
fn order(pairs: &[Pair], size: usize) -> Vec<(&str, &str)> {
    let mut weight: HashMap<&str, (u64, &str)> = HashMap::new();
    for pair in pairs {
        for (key, name) in [(&pair.actor, &pair.actor_name), (&pair.recipient, &pair.recipient_name)] {
            weight.entry(key).or_insert((0, name)).0 += pair.events;
        }
    }
    let mut all: Vec<(&str, (u64, &str))> = weight.into_iter().collect();
    all.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(b.0)));
    all.truncate(size);
    let mut tie: HashMap<(&str, &str), u64> = HashMap::new();
    for pair in pairs {
        *tie.entry((&pair.actor, &pair.recipient)).or_default() += pair.events;
        *tie.entry((&pair.recipient, &pair.actor)).or_default() += pair.events;
    }
    let mut out: Vec<(&str, &str)> = Vec::new();
    while !all.is_empty() {
        let tied = |key: &str| -> f64 {
            let ties = out.iter().rev().enumerate();
            ties.map(|(i, (other, _))| *tie.get(&(key, *other)).unwrap_or(&0) as f64 / (i + 1) as f64).sum()
        };
        let best = (0..all.len())
            .max_by(|&a, &b| tied(all[a].0).total_cmp(&tied(all[b].0)).then(b.cmp(&a)))
            .unwrap_or(0);
        let (key, (_, name)) = all.remove(best);
        out.push((key, name));
    }
    out
}

fn shade(n: u64, most: u64) -> u64 {
    (5.0 * (n as f64 / most.max(6) as f64).sqrt()).ceil().clamp(1.0, 5.0) as u64
}

/// The events behind a pair, under everything else that is asked.
fn between(ask: &Ask, actor: &str, recipient: &str) -> String {
    let mut query = ask.query.clone();
    query.set("around", None);
    query.set("size", None);
    query.set("actor", Some(actor.to_string()));
    query.set("recipient", Some(recipient.to_string()));
    format!("/events{}", query.question())
}
