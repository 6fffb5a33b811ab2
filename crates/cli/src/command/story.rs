//! `hearsay story`: one story with its articles, its happenings, and every report of each.

use super::Exit;
use crate::args::Story;
use crate::output::Output;
use crate::{archives, config};
use anyhow::Result;
use hearsay_archive::{Filter, Page, Sort, Table, Value, object};
use serde_json::{Map, json};
use std::fmt::Write;

type Row = Map<String, serde_json::Value>;

/// Shows it.
pub fn run(args: Story) -> Result<Exit> {
    let settings = config::load()?;
    let archive = archives::settled(&archives::path(&args.archive, &settings))?;
    let Some(id) = archive.story_of(&args.id)? else {
        anstream::eprintln!(
            "hearsay: there is no story and no article {:?}; `hearsay stories` lists them",
            args.id
        );
        return Ok(Exit::Nothing);
    };
    let filter = Filter { story: Some(id), ..Filter::default() };
    let rows = |table: Table, sort: Sort| -> Result<Vec<Row>> {
        let rows = archive.page(table, &filter, Page { sort, ..Page::default() })?;
        Ok(rows.iter().map(|row: &Vec<Value>| object(table.columns(), row)).collect())
    };
    let story = rows(Table::Stories, Sort::Newest)?.remove(0);
    let articles = rows(Table::Articles, Sort::Oldest)?;
    let mut happenings = rows(Table::Happenings, Sort::Most)?;
    let reports = rows(Table::Reports, Sort::Oldest)?;
    for happening in &mut happenings {
        let of: Vec<&Row> = reports.iter().filter(|r| r["happening"] == happening["id"]).collect();
        happening.insert("told".to_string(), json!(of));
    }
    let mut output = Output::open();
    if args.json {
        let whole = json!({ "story": story, "articles": articles, "happenings": happenings });
        output.write(format!("{}\n", serde_json::to_string_pretty(&whole)?).as_bytes())?;
    } else {
        output.write(page(&story, &articles, &happenings).as_bytes())?;
    }
    output.finish()?;
    Ok(Exit::Done)
}

fn page(story: &Row, articles: &[Row], happenings: &[Row]) -> String {
    let mut out = String::new();
    let text = |row: &Row, key: &str| match &row[key] {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        serde_json::Value::Array(parts) => parts
            .iter()
            .filter_map(|part| part.as_str())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    };
    let _ = writeln!(out, "{}", text(story, "title"));
    let _ = writeln!(
        out,
        "{} – {} · {} articles · {} independent · {}\n",
        text(story, "day"),
        text(story, "day_end"),
        text(story, "articles"),
        text(story, "independent_reports"),
        text(story, "id"),
    );
    let _ = writeln!(out, "Articles");
    for article in articles {
        let copy = match text(article, "copy_of") {
            original if original.is_empty() => String::new(),
            original => format!(" · copy of {original}"),
        };
        let day: String = text(article, "published").chars().take(10).collect();
        let named = [text(article, "outlet"), text(article, "title")];
        let named: Vec<String> = named.into_iter().filter(|name| !name.is_empty()).collect();
        let _ = writeln!(out, "  {day}  {}{copy} · {}", named.join(": "), text(article, "id"));
    }
    let _ = writeln!(out, "\nWhat happens");
    for happening in happenings {
        let mark = match text(happening, "status").as_str() {
            "actual" => "●",
            _ => "○",
        };
        let nobody = |name: String| if name.is_empty() { "…".to_string() } else { name };
        let _ = writeln!(
            out,
            "  {mark} {} {} {} → {} · {} · {}{}",
            text(happening, "date_start"),
            text(happening, "type"),
            nobody(text(happening, "actor_names")),
            nobody(text(happening, "recipient_names")),
            text(happening, "status"),
            plural(&text(happening, "independent_reports"), "independent report"),
            match text(happening, "disputed") {
                disputed if disputed.is_empty() => String::new(),
                disputed => format!(" · disputed: {disputed}"),
            },
        );
        for report in happening["told"].as_array().into_iter().flatten().filter_map(|r| r.as_object()) {
            let voice = match text(report, "voice_source") {
                source if text(report, "voice_kind") == "writer" || source.is_empty() => {
                    match text(report, "voice_kind").as_str() {
                        "writer" => "says so itself".to_string(),
                        kind => {
                            format!("says {}", if kind == "none" { "nobody in particular" } else { kind })
                        }
                    }
                }
                source => format!("says {source}"),
            };
            let stance = match text(report, "status").as_str() {
                "actual" => String::new(),
                status => format!("{status} · "),
            };
            let counts: Vec<String> = report["counts"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|count| {
                    Some(format!(" · {}: {}", count["what"].as_str()?, count["span"]["text"].as_str()?))
                })
                .collect();
            let _ = writeln!(
                out,
                "      {}: {stance}“{}” {voice}{} · {}/{}",
                text(report, "outlet"),
                text(report, "trigger"),
                counts.concat(),
                text(report, "article_id"),
                text(report, "event_id"),
            );
        }
    }
    out
}

fn plural(n: &str, what: &str) -> String {
    if n == "1" { format!("1 {what}") } else { format!("{n} {what}s") }
}
