//! Rows as an Atom feed (RFC 4287): a saved question that a feed reader can watch.

use super::Found;
use crate::feed::{Entry, feed};
use crate::links;
use crate::route::Ask;
use crate::row::Row;
use crate::words::shortened;
use hearsay_archive::Table;

/// Characters of a title.
const TITLE_MAX: usize = 160;

/// The feed of a page of rows.
pub fn atom(ask: &Ask, table: Table, found: &Found, title: &str) -> Vec<u8> {
    let rows = found.named(table);
    let entries: Vec<Entry> = rows.iter().map(|row| entry(table, row)).collect();
    let newest = entries.iter().map(|entry| entry.updated.as_str()).max().unwrap_or("1970-01-01T00:00:00Z");
    let narrowed: Vec<String> = ask.query.given().map(|(name, value)| format!("{name}: {value}")).collect();
    let title = match narrowed.is_empty() {
        true => title.to_string(),
        false => format!("{title} ({})", narrowed.join(", ")),
    };
    let here = format!("{}{}", ask.path(), ask.query.question());
    feed(&here, &title, newest, &here, &entries).into_bytes()
}

fn entry(table: Table, row: &Row) -> Entry {
    let moment = |day: String| match day.len() {
        10 => format!("{day}T00:00:00Z"),
        7 => format!("{day}-01T00:00:00Z"),
        4 => format!("{day}-01-01T00:00:00Z"),
        _ => "1970-01-01T00:00:00Z".to_string(),
    };
    let acts = || {
        format!(
            "{}: {} → {} ({})",
            row.text("type"),
            row.list("actor_names").join(", "),
            row.list("recipient_names").join(", "),
            row.text("status")
        )
    };
    let entry = match table {
        Table::Happenings => Entry {
            id: format!("event:{}", row.text("id")),
            title: acts(),
            updated: moment(row.text("date_start")),
            href: links::event(&row.text("id")),
            summary: row.text("sentence"),
            ..Entry::default()
        },
        Table::Reports => Entry {
            id: format!("report:{}:{}", row.text("article_id"), row.text("event_id")),
            title: acts(),
            updated: moment(row.day("published")),
            href: links::part(&row.text("article_id"), &row.text("event_id")),
            summary: row.text("sentence"),
            ..Entry::default()
        },
        Table::Statements => Entry {
            id: format!("statement:{}:{}", row.text("article_id"), row.text("statement_id")),
            title: format!("{} {}: {}", row.text("source"), row.text("cue"), row.text("content")),
            updated: moment(row.day("published")),
            href: links::part(&row.text("article_id"), &row.text("statement_id")),
            summary: row.text("content"),
            ..Entry::default()
        },
        Table::Stories => Entry {
            id: format!("story:{}", row.text("id")),
            title: row.text("title"),
            updated: moment(row.text("day_end")),
            href: links::story(&row.text("id")),
            summary: format!(
                "{} articles, {} independent reports",
                row.text("articles"),
                row.text("independent_reports")
            ),
            ..Entry::default()
        },
        _ => Entry {
            id: format!("article:{}", row.text("id")),
            title: row.text("title"),
            updated: moment(row.day("published")),
            href: links::article(&row.text("id")),
            summary: row.text("outlet"),
            ..Entry::default()
        },
    };
    Entry { title: shortened(&entry.title, TITLE_MAX), ..entry }
}
