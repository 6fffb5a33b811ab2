//! `hearsay archive`: looking after it.

use super::Exit;
use crate::args::{Keep, KeepWhat};
use crate::output::Output;
use crate::{archives, config};
use anyhow::{Context, Result};

/// Does what is asked.
pub fn run(args: Keep) -> Result<Exit> {
    let settings = config::load()?;
    let path = archives::path(&args.archive, &settings);
    let mut output = Output::open();
    let exit = match args.what {
        KeepWhat::Stats => {
            let stats = archives::open(&path)?.stats()?;
            for (name, n) in &stats.rows {
                output.write(format!("{name:20} {n:>12}\n").as_bytes())?;
            }
            let days =
                stats.days.map_or_else(|| "–".to_string(), |(first, last)| format!("{first} – {last}"));
            output.write(format!("{:20} {days:>12}\n", "published").as_bytes())?;
            output.write(format!("{:20} {:>12.1}\n", "megabytes", stats.bytes as f64 / 1e6).as_bytes())?;
            output.write(format!("{:20} {:>12}\n", "version", stats.version).as_bytes())?;
            let settled = if stats.settled { "yes" } else { "no" };
            output.write(format!("{:20} {settled:>12}\n", "settled").as_bytes())?;
            Exit::Done
        }
        KeepWhat::Check => {
            let wrong = archives::open(&path)?.check().with_context(|| path.display().to_string())?;
            for line in &wrong {
                output.write(format!("{line}\n").as_bytes())?;
            }
            match wrong.is_empty() {
                true => {
                    output.write(format!("{}: intact\n", path.display()).as_bytes())?;
                    Exit::Done
                }
                false => Exit::Error,
            }
        }
        KeepWhat::Compact => {
            // Makes none where there is none.
            drop(archives::open(&path)?);
            let mut archive = archives::create(&path)?;
            archives::settle(&mut archive)?;
            let before = archive.stats()?.bytes;
            archive.compact().with_context(|| path.display().to_string())?;
            let after = archive.stats()?.bytes;
            let megabytes = |bytes: u64| bytes as f64 / 1e6;
            let line = format!("{:.1} MB, before {:.1} MB\n", megabytes(after), megabytes(before));
            output.write(line.as_bytes())?;
            Exit::Done
        }
    };
    output.finish()?;
    Ok(exit)
}
