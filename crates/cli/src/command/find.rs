//! `hearsay find`: rows out of the archive.

use super::Exit;
use crate::args::{ByWhat, Find, RowFormat, SortBy, What};
use crate::output::{Output, width};
use crate::show::{Rows, Tabs};
use crate::{archives, config};
use anyhow::Result;
use hearsay_archive::{Archive, By, Filter, Page, Sort, Table};

/// Rows on a terminal, if nobody says how many.
const LIMIT_TERMINAL: usize = 40;

/// Lists or counts what is asked for.
pub fn run(args: Find) -> Result<Exit> {
    let settings = config::load()?;
    let archive = archives::settled(&archives::path(&args.archive, &settings))?;
    let table = match args.what {
        What::Events => Table::Happenings,
        What::Reports => Table::Reports,
        What::Statements => Table::Statements,
        What::Articles => Table::Articles,
        What::Actors => Table::Actors,
    };
    let filter = Filter::from(args.filter);
    if let Some(by) = args.by {
        return count(&archive, table, &filter, by, args.format);
    }
    let page = Page { sort: sort(args.sort), skip: args.skip, limit: args.limit };
    list(&archive, table, &filter, page, args.format)
}

/// Writes the rows of a table to standard output.
pub fn list(
    archive: &Archive,
    table: Table,
    filter: &Filter,
    mut page: Page,
    format: Option<RowFormat>,
) -> Result<Exit> {
    let output = Output::open();
    let format = format.unwrap_or(if output.is_terminal { RowFormat::Table } else { RowFormat::Jsonl });
    if format == RowFormat::Parquet && output.is_terminal {
        anyhow::bail!("Parquet is nothing to look at: send it to a file, or choose another --format");
    }
    if output.is_terminal {
        page.limit.get_or_insert(LIMIT_TERMINAL);
    }
    let wide = output.is_terminal.then(width);
    let mut rows = Rows::new(output, table.columns(), format, Tabs::Commas, wide)?;
    let mut n = 0;
    archive.rows(table, filter, page, |row| {
        n += 1;
        rows.row(row).map_err(|error| hearsay_archive::Error::Output(format!("{error:#}")))?;
        Ok(true)
    })?;
    rows.finish()?;
    Ok(if n == 0 { Exit::Nothing } else { Exit::Done })
}

fn count(
    archive: &Archive,
    table: Table,
    filter: &Filter,
    by: ByWhat,
    format: Option<RowFormat>,
) -> Result<Exit> {
    let mut output = Output::open();
    let (by, name) = counted(by);
    let counts = archive.count(table, filter, by)?;
    let format = format.unwrap_or(if output.is_terminal { RowFormat::Table } else { RowFormat::Jsonl });
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let wide = counts.iter().map(|(value, _)| value.chars().count()).max().unwrap_or(0).min(40);
    if format == RowFormat::Csv {
        output.write(format!("{name},n\n").as_bytes())?;
    }
    for (value, n) in &counts {
        let line = match format {
            RowFormat::Table => {
                const BAR: u64 = 40;
                let bar = "█".repeat((n * BAR).div_ceil(most.max(1)) as usize);
                format!("{value:wide$}  {n:>8}  {bar}\n")
            }
            RowFormat::Csv => format!("\"{}\",{n}\n", value.replace('"', "\"\"")),
            RowFormat::Jsonl => {
                let value = Some(value).filter(|value| !value.is_empty());
                format!("{}\n", serde_json::json!({ name: value, "n": n }))
            }
            RowFormat::Parquet => anyhow::bail!("counts are written as table, csv or jsonl"),
        };
        output.write(line.as_bytes())?;
    }
    output.finish()?;
    Ok(if counts.is_empty() { Exit::Nothing } else { Exit::Done })
}

/// As the archive calls it.
pub fn sort(by: SortBy) -> Sort {
    match by {
        SortBy::Newest => Sort::Newest,
        SortBy::Oldest => Sort::Oldest,
        SortBy::Most => Sort::Most,
    }
}

fn counted(by: ByWhat) -> (By, &'static str) {
    match by {
        ByWhat::Day => (By::Day, "day"),
        ByWhat::Week => (By::Week, "week"),
        ByWhat::Month => (By::Month, "month"),
        ByWhat::Year => (By::Year, "year"),
        ByWhat::Actor => (By::Actor, "actor"),
        ByWhat::Recipient => (By::Recipient, "recipient"),
        ByWhat::Type => (By::Type, "type"),
        ByWhat::Status => (By::Status, "status"),
        ByWhat::Country => (By::Country, "country"),
        ByWhat::Outlet => (By::Outlet, "outlet"),
        ByWhat::Voice => (By::Voice, "voice"),
    }
}
