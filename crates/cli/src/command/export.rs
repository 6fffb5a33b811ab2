//! `hearsay export`: whole tables into files.

use super::Exit;
use crate::args::{Export, Layout, RowFormat};
use crate::show::{Rows, Tabs};
use crate::{archives, config};
use anyhow::{Context, Result, bail};
use hearsay_archive::{Archive, Filter, Page, Sort, Table};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Writes one table, or all.
pub fn run(args: Export) -> Result<Exit> {
    let settings = config::load()?;
    let archive = archives::settled(&archives::path(&args.archive, &settings))?;
    let mut filter = Filter::from(args.filter);
    let one = match (args.layout, &args.table) {
        (Some(Layout::Gdelt2), None) => Some(Table::Gdelt),
        (Some(Layout::Plover), None) => Some(Table::Plover),
        (Some(_), Some(_)) => bail!("a layout is a table of its own: leave --table out"),
        (None, Some(name)) => match Table::ALL.into_iter().find(|table| table.name() == name) {
            Some(table) => Some(table),
            None => {
                let names: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
                bail!("there is no table {name:?}; known are {}", names.join(", "))
            }
        },
        (None, None) => None,
    };
    if args.layout.is_some() && filter.status.is_empty() {
        filter.status = vec!["actual".to_string()];
    }
    let (end, tabs) = match (args.format, args.layout) {
        (RowFormat::Table, _) => {
            bail!("tables for people are what `hearsay find` shows; want parquet, csv or jsonl")
        }
        (RowFormat::Csv, Some(Layout::Gdelt2)) => ("csv", Tabs::Bare),
        (RowFormat::Csv, Some(Layout::Plover)) => ("csv", Tabs::Header),
        (RowFormat::Csv, None) => ("csv", Tabs::Commas),
        (RowFormat::Jsonl, _) => ("jsonl", Tabs::Commas),
        (RowFormat::Parquet, _) => ("parquet", Tabs::Commas),
    };
    match one {
        Some(table) if !args.to.is_dir() => {
            let n = write(&archive, table, &filter, args.format, tabs, &args.to)?;
            anstream::eprintln!("hearsay: {n} rows written to {}", args.to.display());
        }
        one => {
            std::fs::create_dir_all(&args.to).with_context(|| args.to.display().to_string())?;
            for table in Table::ALL
                .into_iter()
                .filter(|table| one.is_none_or(|one| one == *table))
                .chain(one.filter(|one| !Table::ALL.contains(one)))
            {
                let path = args.to.join(format!("{}.{end}", table.name()));
                let n = write(&archive, table, &filter, args.format, tabs, &path)?;
                anstream::eprintln!("hearsay: {n} rows written to {}", path.display());
            }
        }
    }
    Ok(Exit::Done)
}

/// Writes beside the name and puts it there when it is whole, so that nobody finds half a file.
fn write(
    archive: &Archive,
    table: Table,
    filter: &Filter,
    format: RowFormat,
    tabs: Tabs,
    path: &Path,
) -> Result<u64> {
    let named = || path.display().to_string();
    let mut part = path.as_os_str().to_os_string();
    part.push(".part");
    let part = Path::new(&part);
    let out = BufWriter::with_capacity(1 << 18, File::create(part).with_context(named)?);
    let mut rows = Rows::new(out, table.columns(), format, tabs, None).with_context(named)?;
    let mut n = 0;
    let page = Page { sort: Sort::Oldest, ..Page::default() };
    let done = archive
        .rows(table, filter, page, |row| {
            n += 1;
            rows.row(row).map_err(|error| hearsay_archive::Error::Output(format!("{error:#}")))?;
            Ok(true)
        })
        .map_err(anyhow::Error::from)
        .and_then(|()| rows.finish());
    if let Err(error) = done {
        let _ = std::fs::remove_file(part);
        return Err(error).with_context(named);
    }
    std::fs::rename(part, path).with_context(named)?;
    Ok(n)
}
