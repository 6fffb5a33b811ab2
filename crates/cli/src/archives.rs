//! Which archive a command works on, and how it is opened.

use crate::args::ArchiveArgs;
use crate::config::Settings;
use anyhow::{Context, Result};
use hearsay_archive::{Archive, Error, Step};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::{Path, PathBuf};

/// Where the archive lies when nobody says so.
pub const DEFAULT: &str = "hearsay.sqlite";

/// The flag, else the environment or a file, else a file of this folder.
pub fn path(args: &ArchiveArgs, settings: &Settings) -> PathBuf {
    args.archive.clone().or_else(|| settings.archive.clone()).unwrap_or_else(|| PathBuf::from(DEFAULT))
}

/// Opens it to add to it.
pub fn create(path: &Path) -> Result<Archive> {
    told(Archive::create(path), path)
}

/// Opens it to ask it.
pub fn open(path: &Path) -> Result<Archive> {
    told(Archive::open(path), path)
}

/// Some errors name the file themselves.
fn told(opened: hearsay_archive::Result<Archive>, path: &Path) -> Result<Archive> {
    match opened {
        Err(error @ (Error::Missing(_) | Error::Foreign(_) | Error::Newer { .. })) => Err(error.into()),
        other => other.with_context(|| path.display().to_string()),
    }
}

/// Opens it to ask it, with all that is known across articles up to date as far as that is possible.
pub fn settled(path: &Path) -> Result<Archive> {
    let archive = open(path)?;
    if archive.is_settled()? {
        return Ok(archive);
    }
    drop(archive);
    match Archive::create(path) {
        Ok(mut archive) => settle(&mut archive)?,
        Err(error) => {
            anstream::eprintln!(
                "hearsay: stories and merged events are not up to date, and cannot be brought there: {error}"
            );
        }
    }
    open(path)
}

/// Brings what is known across articles up to date, with a word on how far it is.
pub fn settle(archive: &mut Archive) -> Result<()> {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(4));
    let style = ProgressStyle::with_template("{spinner} {msg} · {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    let path = archive.path().to_path_buf();
    archive
        .settle(|step| {
            bar.set_message(match step {
                Step::Day(day) => format!("comparing articles: {day}"),
                Step::Stories(n) => format!("merging events: {n} stories"),
            });
            bar.tick();
            true
        })
        .with_context(|| path.display().to_string())?;
    bar.finish_and_clear();
    Ok(())
}
