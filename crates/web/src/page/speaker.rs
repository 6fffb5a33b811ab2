//! A speaker's ledger: what somebody says, in order, with what it is about; reversals side by side.

use super::{csv_bytes, found, html, json_bytes};
use crate::escape::filters;
use crate::format::Format;
use crate::frame::Frame;
use crate::links;
use crate::page::lists::given;
use crate::problem::Problem;
use crate::route::Ask;
use crate::row::Row;
use crate::sentence::sentence;
use askama::Template;
use hearsay_archive::{Archive, Filter, Table, Told, object};
use serde_json::json;

/// Statements among which reversals are looked for.
const NEWEST: usize = 1000;
/// Reversals shown.
const REVERSALS_MAX: usize = 12;

#[derive(Template)]
#[template(path = "speaker.html")]
struct Speaker {
    frame: Frame,
    row: Row,
    lines: Vec<Line>,
    next: Option<String>,
    given: Vec<(&'static str, String, String)>,
    reversals: Vec<Both>,
    key: String,
}

/// One statement and what it is about.
struct Line {
    row: Row,
    href: String,
    about: Vec<Told>,
}

/// Statements that assert an event, and statements that deny it.
struct Both {
    title: String,
    href: String,
    asserted: Vec<Line>,
    denied: Vec<Line>,
}

/// `/speaker/{key}`
pub fn page(ask: &Ask, archive: &Archive) -> Result<Vec<u8>, Problem> {
    let missing = || Problem::missing(format!("there is no actor {:?}", ask.id));
    let actor = archive.row(Table::Actors, &ask.id)?.ok_or_else(missing)?;
    let filter = Filter { source: Some(ask.id.clone()), ..ask.query.filter() };
    let found = found(ask, archive, Table::Statements, filter)?;
    match ask.format {
        Format::Csv => Ok(csv_bytes(Table::Statements, &found.rows)),
        Format::Json => {
            let rows: Vec<_> =
                found.rows.iter().map(|row| object(Table::Statements.columns(), row)).collect();
            let actor = object(Table::Actors.columns(), &actor);
            json_bytes(&json!({ "actor": actor, "rows": rows, "next": found.next }))
        }
        _ => {
            let row = Row::new(Table::Actors.columns(), actor);
            let lines: Result<Vec<Line>, Problem> =
                found.named(Table::Statements).into_iter().map(|row| line(archive, row)).collect();
            html(&Speaker {
                frame: ask.frame(row.text("name"), "actors"),
                lines: lines?,
                next: found.next_link(ask),
                given: given(ask),
                reversals: reversals(archive, &ask.id)?,
                key: ask.id.clone(),
                row,
            })
        }
    }
}

fn line(archive: &Archive, row: Row) -> Result<Line, Problem> {
    let (article, statement) = (row.text("article_id"), row.text("statement_id"));
    let n = statement.trim_start_matches('s').parse().unwrap_or(0);
    Ok(Line { href: links::part(&article, &statement), about: archive.told_in(&article, n)?, row })
}

fn reversals(archive: &Archive, key: &str) -> Result<Vec<Both>, Problem> {
    let mut out = Vec::new();
    for reversal in archive.reversals(key, NEWEST)?.into_iter().take(REVERSALS_MAX) {
        let Some(event) = archive.row(Table::Happenings, &reversal.happening)? else { continue };
        let mut both = Both {
            title: sentence(&Row::new(Table::Happenings.columns(), event)),
            href: links::event(&reversal.happening),
            asserted: Vec::new(),
            denied: Vec::new(),
        };
        for (article, n, asserts) in reversal.said {
            let Some(cells) = archive.statement(&article, n)? else { continue };
            let line = line(archive, Row::new(Table::Statements.columns(), cells))?;
            if asserts { both.asserted.push(line) } else { both.denied.push(line) }
        }
        out.push(both);
    }
    Ok(out)
}
