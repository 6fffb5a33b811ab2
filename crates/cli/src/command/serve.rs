//! `hearsay serve`: pages, HTTP API and tools for agents over an archive.

use super::Exit;
use crate::args::{self, LexiconArgs, ModelArgs, Serve};
use crate::config::{self, Settings};
use crate::hand::{Hand, example_archive};
use crate::reader::{Reader, lexicon_files};
use crate::{archives, example};
use anyhow::{Context, Result, anyhow};
use hearsay_ingest::Options;
use hearsay_web::{is_loopback, new_token};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

/// Requests a minute from one address of elsewhere.
const RATE_ELSEWHERE: u32 = 600;

/// Serves until it is stopped.
pub fn run(args: Serve) -> Result<Exit> {
    let settings = config::load()?;
    let shown = shown(args.archive, args.example, &settings)?;
    let hand = hand(&shown, &args.lexicons, &args.model, args.allow_private, &settings)?;
    let (path, name, _folder) = opened(shown, &hand.reader)?;
    let listener =
        TcpListener::bind(args.listen).with_context(|| format!("cannot listen at {}", args.listen))?;
    let at = listener.local_addr()?;
    let local = is_loopback(at.ip());
    let given = match args.token {
        // A token on the command line can be seen by everybody on the machine.
        None => std::env::var("HEARSAY_TOKEN").ok().filter(|token| !token.is_empty()),
        given => given,
    };
    let given = given.map(|token| args::token(&token)).transpose();
    let token = match given.map_err(|wrong| anyhow!("the token: {wrong}"))? {
        None if !local => Some(new_token().map_err(|error| anyhow!("no token can be made: {error}"))?),
        given => given,
    };
    let rate = match args.rate {
        None if local => None,
        None => Some(RATE_ELSEWHERE),
        Some(0) => None,
        Some(n) => Some(n),
    };
    let base = format!("http://{at}");
    let entrance = hearsay_web::entrance(&base, token.as_deref());
    anstream::eprintln!("hearsay: {name} at {entrance} (Ctrl-C ends it)");
    let settings = hearsay_web::Settings { name, base, local_only: local && token.is_none(), token, rate };
    hearsay_web::serve(listener, &path, Arc::new(hand), settings, stop_signal())
        .map_err(|error| anyhow!("{error}"))?;
    Ok(Exit::Done)
}

/// What is to be shown.
pub enum Shown {
    Archive(PathBuf),
    Example,
}

/// The archive that is named, or that of the settings, or the one in this folder, or the example.
pub fn shown(archive: Option<PathBuf>, example: bool, settings: &Settings) -> Result<Shown> {
    if example {
        return Ok(Shown::Example);
    }
    let usual = PathBuf::from(archives::DEFAULT);
    let named = archive.or_else(|| settings.archive.clone()).or_else(|| usual.exists().then_some(usual));
    Ok(named.map_or(Shown::Example, Shown::Archive))
}

/// The reader, with the lexicon of the example's world where that is shown.
pub fn hand(
    shown: &Shown,
    lexicons: &LexiconArgs,
    model: &ModelArgs,
    allow_private: bool,
    settings: &Settings,
) -> Result<Hand> {
    let files = match lexicons.lexicons.as_slice() {
        [] => settings.lexicons.clone().unwrap_or_default(),
        flags => flags.to_vec(),
    };
    let mut files = lexicon_files(&files)?;
    if matches!(shown, Shown::Example) {
        files.push(example::lexicon());
    }
    let model: Option<&Path> = model.model.as_deref().or(settings.model.as_deref());
    let options =
        Options { published: None, allow_private: allow_private || settings.allow_private.unwrap_or(false) };
    Ok(Hand { reader: Reader::open(model, &files)?, options })
}

/// Where it lies and what it is called; the example lies in a folder that goes with the value.
pub fn opened(shown: Shown, reader: &Reader) -> Result<(PathBuf, String, Option<TempDir>)> {
    match shown {
        Shown::Archive(path) => {
            drop(archives::settled(&path)?);
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().to_string());
            Ok((path, name, None))
        }
        Shown::Example => {
            let folder = example_archive(reader)?;
            Ok((folder.path().join("example.sqlite"), "the bundled example".to_string(), Some(folder)))
        }
    }
}

/// Comes when somebody wants it to end.
fn stop_signal() -> tokio::sync::oneshot::Receiver<()> {
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let stop = Mutex::new(Some(stop));
    let _ = ctrlc::set_handler(move || match stop.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(stop) => drop(stop.send(())),
        None => std::process::exit(Exit::Stopped as i32),
    });
    stopped
}
