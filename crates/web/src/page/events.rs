//! Exploring events: over time, by what they are narrowed by, as a table, on a map.

use super::home::grouped;
use super::lists::{Field, form, given};
use super::{found, html};
use crate::escape::filters;
use crate::figure::histogram::{Histogram, histogram};
use crate::figure::map::map;
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use crate::sentence::sentence;
use askama::Template;
use hearsay_archive::{Archive, By, Facets, Table};

/// Events that are counted for the facets and the map: the newest.
const SAMPLE: usize = 1500;
/// Values of each facet.
const VALUES_MAX: usize = 8;

#[derive(Template)]
#[template(path = "events.html")]
struct Events {
    frame: Frame,
    rows: Vec<(Row, String)>,
    next: Option<String>,
    given: Vec<(&'static str, String, String)>,
    form: Vec<Field>,
    histogram: Histogram,
    /// Of how many events the facets are, if not of all.
    sample: Option<String>,
    total: String,
    /// Not all of them are drawn over time.
    is_part: bool,
    facets: Vec<Facet>,
    map: Option<String>,
    places: usize,
    to_table: String,
    to_map: String,
}

/// Value, words for it, events.
type Counted = Vec<(String, String, u64)>;

/// Values to narrow by.
struct Facet {
    name: &'static str,
    values: Vec<Choice>,
}

struct Choice {
    words: String,
    n: String,
    href: String,
    /// Whether it is what the events are narrowed by.
    chosen: bool,
    width: String,
}

/// `/events`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let table = Table::Happenings;
    let found = found(ask, archive, table, ask.query.filter())?;
    match ask.format {
        Format::Json => return found.json(table),
        Format::Atom => return Ok(super::atom(ask, table, &found, "Events")),
        _ => {}
    }
    let filter = ask.query.filter();
    let facets = archive.facets(&filter, SAMPLE)?;
    // Where counting all of them would take long, those are shown over time that were counted anyway.
    let counts = if facets.complete { None } else { archive.count_if_cheap(table, &filter, By::Day)? };
    let is_part = !facets.complete && counts.is_none();
    let counts = counts.unwrap_or_else(|| facets.days.clone());
    let total: u64 = counts.iter().map(|(_, n)| n).sum();
    let histogram = histogram(&counts, &ask.path(), &ask.query);
    let is_map = ask.query.text("view") == Some("map");
    html(&Events {
        frame: ask.frame("Events", "events"),
        rows: found.named(table).into_iter().map(|row| (row.clone(), sentence(&row))).collect(),
        next: found.next_link(ask),
        given: given(ask),
        form: form(ask),
        histogram,
        sample: (!facets.complete).then(|| grouped(facets.events)),
        total: if is_part { format!("{}+", grouped(total)) } else { grouped(total) },
        is_part,
        places: facets.places.len(),
        map: is_map.then(|| map(&facets.places, &ask.path(), &ask.query)),
        facets: of(ask, facets),
        to_table: format!("{}{}", ask.path(), ask.query.with("view", None)),
        to_map: format!("{}{}", ask.path(), ask.query.with("view", Some("map"))),
    })
}

fn of(ask: &Ask, facets: Facets) -> Vec<Facet> {
    let same =
        |tally: Vec<(String, u64)>| tally.into_iter().map(|(value, n)| (value.clone(), value, n)).collect();
    let all: [(&str, &str, Counted); 6] = [
        ("type", "Type", same(facets.types)),
        ("status", "Status", same(facets.status)),
        ("voice", "Voice", same(facets.voices)),
        ("actor", "Who", facets.actors),
        ("country", "Country", same(facets.countries)),
        ("outlet", "Outlet", same(facets.outlets)),
    ];
    let facet = |(param, name, values): (&'static str, &'static str, Counted)| {
        let most = values.iter().map(|(_, _, n)| *n).max().unwrap_or(1).max(1);
        let chosen = ask.query.text(param);
        let choices = values.into_iter().filter(|(value, _, _)| !value.is_empty()).take(VALUES_MAX);
        let choice = |(value, words, n): (String, String, u64)| {
            let is_chosen = chosen == Some(value.as_str());
            let next = ask.query.with(param, (!is_chosen).then_some(value.as_str()));
            Choice {
                words: worded(param, &words),
                n: grouped(n),
                href: format!("{}{next}", ask.path()),
                chosen: is_chosen,
                width: format!("w{}", (100 * n / most).clamp(1, 100)),
            }
        };
        Facet { name, values: choices.map(choice).collect() }
    };
    all.into_iter().map(facet).filter(|facet| !facet.values.is_empty()).collect()
}

fn worded(param: &str, value: &str) -> String {
    match (param, value) {
        ("voice", "none") => "nobody in particular".to_string(),
        ("voice", "writer") => "the writer".to_string(),
        ("voice", value) => value.replace('_', " "),
        (_, value) => value.to_string(),
    }
}
