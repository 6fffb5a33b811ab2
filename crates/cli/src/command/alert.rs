//! `hearsay alert`: saved questions, and what is new since they were last asked.

use super::Exit;
use crate::args::{Alert, Cli, Command, What};
use crate::output::Output;
use crate::{archives, config};
use anyhow::{Context, Result, bail};
use clap::Parser;
use hearsay_archive::{Filter, Page, Table, object};
use hearsay_web::feed::{Entry, feed};
use std::path::Path;

type Row = serde_json::Map<String, serde_json::Value>;

/// Asks them all, or those that are named.
pub fn run(args: Alert) -> Result<Exit> {
    let settings = config::load()?;
    let saved = settings.alerts.clone().unwrap_or_default();
    if saved.is_empty() {
        bail!(
            "there are no saved questions; write some under [alerts] in hearsay.toml (`hearsay alert --help` shows how)"
        );
    }
    if let Some(unknown) = args.names.iter().find(|name| !saved.contains_key(*name)) {
        bail!(
            "there is no saved question {unknown:?}; known are {}",
            saved.into_keys().collect::<Vec<_>>().join(", ")
        );
    }
    let path = archives::path(&args.archive, &settings);
    let archive = archives::settled(&path)?;
    let last = archive.last_article()?;
    let mut found: Vec<(String, Row)> = Vec::new();
    let asked: Vec<(&String, &String)> =
        saved.iter().filter(|(name, _)| args.names.is_empty() || args.names.contains(name)).collect();
    for (name, words) in &asked {
        let (table, mut filter) = question(words).with_context(|| format!("alert {name:?}"))?;
        filter.after_article = Some(archive.seen_by(name)?);
        archive.rows(table, &filter, Page::default(), |row| {
            found.push((name.to_string(), object(table.columns(), row)));
            Ok(true)
        })?;
    }
    drop(archive);
    let mut output = Output::open();
    for (name, row) in &found {
        let line = match output.is_terminal {
            true => format!("{name}: {}\n", told(row)),
            false => format!("{}\n", serde_json::json!({ "alert": name, "row": row })),
        };
        output.write(line.as_bytes())?;
    }
    output.finish()?;
    if let Some(file) = &args.atom {
        std::fs::write(file, atom(&found, file)).with_context(|| file.display().to_string())?;
    }
    if !args.peek {
        let mut archive = archives::create(&path)?;
        for (name, _) in asked {
            archive.set_seen_by(name, last)?;
        }
    }
    Ok(if found.is_empty() { Exit::Nothing } else { Exit::Done })
}

/// What stands behind `hearsay find`, read as it would be there.
fn question(words: &str) -> Result<(Table, Filter)> {
    let words = shlex::split(words).context("a quotation mark is missing")?;
    let line = ["hearsay".to_string(), "find".to_string()].into_iter().chain(words);
    let find = match Cli::try_parse_from(line).map(|cli| cli.command) {
        Ok(Command::Find(find)) => find,
        Ok(_) => bail!("is no question"),
        Err(error) => bail!("{}", error.render().to_string().lines().next().unwrap_or("is no question")),
    };
    let table = match find.what {
        What::Events => Table::Happenings,
        What::Reports => Table::Reports,
        What::Statements => Table::Statements,
        What::Articles => Table::Articles,
        What::Actors => bail!("actors are never new: ask for events, reports, statements or articles"),
    };
    Ok((table, Filter::from(find.filter)))
}

/// A row in a line.
fn told(row: &Row) -> String {
    let text = |key: &str| match row.get(key) {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Array(parts)) => {
            parts.iter().filter_map(|p| p.as_str()).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    };
    let parts = match (row.contains_key("trigger"), row.contains_key("cue")) {
        (true, _) => vec![
            text("date_start"),
            text("type"),
            format!("{} → {}", text("actor_names"), text("recipient_names")),
            text("status"),
            text("sentence"),
        ],
        (_, true) => vec![text("published"), text("source"), text("cue"), text("content")],
        _ => vec![text("published"), text("outlet"), text("title"), text("id")],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The rows as a feed.
fn atom(found: &[(String, Row)], file: &Path) -> String {
    let now = jiff::Timestamp::now().to_string();
    let entry = |(alert, row): &(String, Row)| {
        let text = |key: &str| row.get(key).and_then(|value| value.as_str()).unwrap_or("").to_string();
        let id = ["happening", "id", "article_id"].map(text).into_iter().find(|id| !id.is_empty());
        let part = ["event_id", "statement_id"].map(text).concat();
        Entry {
            id: format!("{alert}:{}:{part}", id.unwrap_or_default()),
            title: told(row),
            updated: now.clone(),
            author: text("outlet"),
            href: text("url"),
            summary: String::new(),
        }
    };
    let name = file.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
    let entries: Vec<Entry> = found.iter().map(entry).collect();
    feed(&name, "hearsay", &now, "", &entries)
}
