//! Rows of the archive as CSV, JSON Lines, Parquet, or a table for people.

use super::json;
use super::wrap::{columns as width_of, tame};
use crate::args::RowFormat;
use anyhow::Result;
use hearsay_archive::{Column, Parquet, Value, as_text, is_list, object};

/// Writes rows one after another.
pub enum Rows<W: std::io::Write + Send> {
    /// Text of any kind; `columns` are shown.
    Text {
        out: W,
        columns: &'static [Column],
        format: RowFormat,
        shown: Vec<usize>,
        rows: Vec<Vec<String>>,
        width: Option<usize>,
        tabs: Tabs,
    },
    /// Binary.
    Parquet(Box<Parquet<W>>),
}

/// How comma-separated values are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tabs {
    /// By commas, with a header.
    Commas,
    /// By tabs, with a header.
    Header,
    /// By tabs, without one.
    Bare,
}

/// Rows of a table for people that are laid out together.
const TOGETHER: usize = 200;

/// Columns that say most, for people.
const TOLD: &[&str] = &[
    "id",
    "happening",
    "key",
    "day",
    "date_start",
    "published",
    "type",
    "mode",
    "actor_names",
    "recipient_names",
    "status",
    "place",
    "source",
    "cue",
    "content",
    "outlet",
    "title",
    "name",
    "kind",
    "code",
    "articles",
    "events",
    "statements",
    "reports",
    "independent_reports",
    "disputed",
    "happenings",
];

impl<W: std::io::Write + Send> Rows<W> {
    /// Begins. `width` is that of a terminal; without it nothing is shortened.
    pub fn new(
        out: W,
        columns: &'static [Column],
        format: RowFormat,
        tabs: Tabs,
        width: Option<usize>,
    ) -> Result<Rows<W>> {
        if format == RowFormat::Parquet {
            return Ok(Rows::Parquet(Box::new(Parquet::new(out, columns)?)));
        }
        let shown = (0..columns.len()).filter(|i| TOLD.contains(&columns[*i].name)).collect();
        let mut rows = Rows::Text { out, columns, format, shown, rows: Vec::new(), width, tabs };
        rows.header()?;
        Ok(rows)
    }

    fn header(&mut self) -> Result<()> {
        if let Rows::Text { out, columns, format: RowFormat::Csv, tabs, .. } = self
            && *tabs != Tabs::Bare
        {
            out.write_all(&separated(columns.iter().map(|c| c.name.to_string()), *tabs))?;
        }
        Ok(())
    }

    /// Adds a row.
    pub fn row(&mut self, row: &[Value]) -> Result<()> {
        match self {
            Rows::Parquet(file) => file.row(row)?,
            Rows::Text { out, columns, format, shown, rows, tabs, .. } => match format {
                RowFormat::Csv => out.write_all(&separated(row.iter().map(as_text), *tabs))?,
                RowFormat::Table => {
                    let list = |i: &usize| match is_list(columns[*i].name) {
                        true => as_text(&row[*i]).replace(';', ", "),
                        false => as_text(&row[*i]),
                    };
                    rows.push(shown.iter().map(|i| tame(&list(i))).collect());
                    if rows.len() >= TOGETHER {
                        self.lay_out()?;
                    }
                }
                _ => out.write_all(&json::line(&object(columns, row)))?,
            },
        }
        Ok(())
    }

    fn lay_out(&mut self) -> Result<()> {
        let Rows::Text { out, columns, shown, rows, width, .. } = self else { return Ok(()) };
        if rows.is_empty() {
            return Ok(());
        }
        let used: Vec<usize> =
            (0..shown.len()).filter(|i| rows.iter().any(|row| !row[*i].is_empty())).collect();
        let mut table: Vec<Vec<String>> =
            vec![used.iter().map(|i| columns[shown[*i]].name.replace('_', " ")).collect()];
        table.extend(rows.drain(..).map(|row| used.iter().map(|i| row[*i].clone()).collect()));
        let mut wide: Vec<usize> =
            (0..used.len()).map(|i| table.iter().map(|row| width_of(&row[i])).max().unwrap_or(0)).collect();
        // The widest columns give way until the row fits.
        while let Some(width) = *width {
            let total: usize = wide.iter().map(|w| w + 2).sum();
            let Some(most) = wide.iter().copied().max().filter(|most| total > width + 2 && *most > 8) else {
                break;
            };
            wide.iter_mut().filter(|w| **w == most).for_each(|w| *w -= 1);
        }
        for row in table {
            let cells = row.iter().zip(&wide).map(|(cell, wide)| {
                let cell = shortened(cell, *wide);
                let pad = " ".repeat(wide.saturating_sub(width_of(&cell)));
                format!("{cell}{pad}")
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            out.write_all(format!("{}\n", line.trim_end()).as_bytes())?;
        }
        Ok(())
    }

    /// Ends.
    pub fn finish(mut self) -> Result<()> {
        self.lay_out()?;
        match self {
            Rows::Parquet(file) => file.finish()?,
            Rows::Text { mut out, .. } => out.flush()?,
        }
        Ok(())
    }
}

fn shortened(cell: &str, wide: usize) -> String {
    if width_of(cell) <= wide {
        return cell.to_string();
    }
    let mut short = String::new();
    for c in cell.chars() {
        if width_of(&short) + width_of(c.encode_utf8(&mut [0; 4])) + 1 > wide {
            break;
        }
        short.push(c);
    }
    short + "…"
}

fn separated(cells: impl Iterator<Item = String>, tabs: Tabs) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new();
    if tabs != Tabs::Commas {
        // Files of this kind know no quotation marks.
        out.delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
    }
    let mut out = out.from_writer(Vec::new());
    let cells = cells.map(|cell| match tabs {
        Tabs::Commas => cell,
        // Some readers take a quotation mark for one that has to be closed.
        _ => cell.replace(['\t', '\n', '\r'], " ").replace('"', "'"),
    });
    out.write_record(cells).expect("memory takes every write");
    out.into_inner().expect("memory takes every write")
}
