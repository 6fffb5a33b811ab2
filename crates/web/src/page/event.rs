//! One event: a row for each report, so that disagreement is seen.

use super::{csv_bytes, html, json_bytes};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use crate::sentence::sentence;
use crate::words::certainty;
use askama::Template;
use hearsay_archive::{Archive, Filter, Page, Sort, Table, Value, object};
use serde_json::json;

/// Reports on one page; all of them are at `/reports`.
const REPORTS_MAX: usize = 200;

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage {
    frame: Frame,
    row: Row,
    title: String,
    story: Option<(String, String)>,
    figures: Vec<Figure>,
    reports: Vec<Report>,
    more: bool,
}

/// A number that is given, and by how many.
struct Figure {
    what: String,
    values: Vec<(String, u64)>,
    differ: bool,
}

/// One article's telling.
struct Report {
    row: Row,
    href: String,
    /// `asserted`, `denied` or `open`.
    stance: &'static str,
    /// What it does: asserts it, lets somebody say it …
    says: String,
    speaker: Option<String>,
    certainty: &'static str,
    numbers: Vec<String>,
}

/// `/event/{id}`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let missing = || Problem::missing(format!("there is no event {:?}", ask.id));
    let happening = archive.row(Table::Happenings, &ask.id)?.ok_or_else(missing)?;
    let filter = Filter { happening: Some(ask.id.clone()), ..Filter::default() };
    let page = Page { sort: Sort::Oldest, skip: 0, limit: Some(REPORTS_MAX + 1) };
    let mut reports = archive.page(Table::Reports, &filter, page)?;
    let more = reports.len() > REPORTS_MAX;
    reports.truncate(REPORTS_MAX);
    match ask.format {
        Format::Csv => Ok(csv_bytes(Table::Reports, &reports)),
        Format::Json => {
            let told: Vec<_> = reports.iter().map(|row| object(Table::Reports.columns(), row)).collect();
            let mut event = object(Table::Happenings.columns(), &happening);
            event.insert("told".to_string(), json!(told));
            json_bytes(&event)
        }
        _ => {
            let row = Row::new(Table::Happenings.columns(), happening);
            let title = sentence(&row);
            let story = archive.row(Table::Stories, &row.text("story"))?;
            let story = story.map(|cells| Row::new(Table::Stories.columns(), cells));
            html(&EventPage {
                frame: ask.frame(title.clone(), "events"),
                story: story.map(|story| (links::story(&story.text("id")), story.text("title"))),
                figures: figures(&row.text("figures")),
                reports: reports.into_iter().map(report).collect(),
                more,
                title,
                row,
            })
        }
    }
}

fn report(cells: Vec<Value>) -> Report {
    let row = Row::new(Table::Reports.columns(), cells);
    let by_voice: f64 = row.text("factuality_voice").parse().unwrap_or(0.0);
    let status = row.text("status");
    let stance = match status.as_str() {
        "negated" => "denied",
        _ if by_voice < 0.0 => "denied",
        "actual" => "asserted",
        _ if by_voice >= 2.0 => "asserted",
        _ => "open",
    };
    let source = row.text("voice_source");
    let (says, speaker) = match row.text("voice_kind").as_str() {
        "writer" => ("in its own words".to_string(), None),
        "none" => ("attributed to nobody in particular".to_string(), None),
        _ if source.is_empty() => ("attributed to somebody unnamed".to_string(), None),
        _ => ("attributed to".to_string(), Some(source)),
    };
    let counts: Vec<serde_json::Value> = serde_json::from_str(&row.text("counts")).unwrap_or_default();
    let numbers = counts.iter().filter_map(|count| {
        Some(format!("{}: {}", count["what"].as_str()?, count["span"]["text"].as_str()?))
    });
    Report {
        href: links::part(&row.text("article_id"), &row.text("event_id")),
        stance,
        says,
        speaker,
        certainty: certainty(by_voice),
        numbers: numbers.collect(),
        row,
    }
}

/// `{"killed": [{"min": 1, "max": 1, "independent": 2}]}`, for people.
fn figures(json: &str) -> Vec<Figure> {
    let all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    let number = |value: &serde_json::Value| value.as_f64().map(|n| n.to_string());
    all.iter()
        .map(|(what, values)| {
            let values: Vec<(String, u64)> = values
                .as_array()
                .into_iter()
                .flatten()
                .map(|value| {
                    let given = match (number(&value["min"]), number(&value["max"])) {
                        (Some(min), Some(max)) if min == max => min,
                        (Some(min), Some(max)) => format!("{min} to {max}"),
                        (Some(min), None) => format!("at least {min}"),
                        (None, Some(max)) => format!("at most {max}"),
                        (None, None) => "some".to_string(),
                    };
                    (given, value["independent"].as_u64().unwrap_or(0))
                })
                .collect();
            Figure { what: what.clone(), differ: values.len() > 1, values }
        })
        .collect()
}
