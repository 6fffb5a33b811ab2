//! `hearsay add`: articles into the archive.

use super::{Exit, help, n_threads};
use crate::args::Add;
use crate::config;
use crate::pipeline::ordered;
use crate::reader::{Reader, lexicon_files};
use crate::report::Report;
use crate::sources::{self, Source, sources};
use crate::tally::Tally;
use crate::{archives, example};
use anyhow::{Context, Result};
use hearsay_archive::{Archive, Prepared, Stored};
use hearsay_ingest::{Error, Input, Options, Piece, open_counted};
use hearsay_nlp::Scratch;
use hearsay_record::{Article, Record};
use std::ffi::OsString;
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Articles of one commit, and bytes of their records: large enough that committing costs little, small enough that little
/// is lost when the process is killed.
const BATCH_ARTICLES: usize = 200;
const BATCH_BYTES: usize = 4 << 20;

/// A batch is committed after this time, however small it is: addresses come in slowly.
const BATCH_TIME: Duration = Duration::from_secs(2);

/// What came of one piece.
enum Answer {
    Record {
        prepared: Box<Prepared>,
        origin: String,
        warnings: Vec<String>,
    },
    /// It is in the archive.
    Known,
    /// A page that is no article, or an article that is not English.
    LeftOut(Option<String>),
    Failure(String),
}

/// What a worker has to itself.
struct Worker {
    scratch: Scratch,
    /// Asked whether an article is there, so that it is not read a second time.
    archive: Option<Archive>,
}

impl Worker {
    /// What becomes of an article that is in the archive already, or whose id is.
    fn holds(&self, article: &Article, origin: &str) -> Option<Answer> {
        match self.archive.as_ref().and_then(|a| a.holds(&article.id, &article.text).ok()?) {
            Some(Stored::Known) => Some(Answer::Known),
            Some(Stored::Conflict) => Some(Answer::Failure(conflict(origin, &article.id))),
            _ => None,
        }
    }
}

/// Reads all sources into the archive.
pub fn run(args: Add) -> Result<Exit> {
    let settings = config::load()?;
    let mut given = args.sources.clone();
    if let Some(list) = &args.from {
        given.extend(listed(list)?);
    }
    if given.is_empty() && args.feeds.is_empty() && args.from.is_none() && !args.example {
        return help("add");
    }
    let mut found = sources(&given);
    found.extend(args.feeds.iter().map(|feed| Source::Input(sources::feed(feed))));
    found.extend(args.example.then(|| Source::Input(example::input())));
    let lexicons = match &args.lexicons.lexicons {
        flags if flags.is_empty() => settings.lexicons.clone().unwrap_or_default(),
        flags => flags.clone(),
    };
    let mut lexicons = lexicon_files(&lexicons)?;
    lexicons.extend(args.example.then(example::lexicon));
    let path = archives::path(&args.archive, &settings);
    let stop = stop_signal();
    let archive = archives::create(&path)?;
    let reader = Reader::open(args.model.model.clone().or(settings.model.clone()).as_deref(), &lexicons)?;
    let options = Options {
        published: args.published,
        allow_private: args.allow_private || settings.allow_private.unwrap_or(false),
    };
    let adder = Adder { reader, options, path, threads: n_threads(args.threads.threads, settings.threads) };
    let (report, tally, mut archive) = adder.add(archive, found, args.json, &stop)?;
    if !tally.stopped() {
        archives::settle(&mut archive)?;
        archive.learn()?;
    }
    tally.finish(&adder.path);
    let exit = report.finish();
    Ok(if tally.stopped() { Exit::Stopped } else { exit })
}

/// Sources from a file, one a line; empty lines and those that begin with # are passed over.
fn listed(list: &Path) -> Result<Vec<OsString>> {
    let input: Box<dyn BufRead> = match list.to_str() {
        Some("-") => Box::new(std::io::stdin().lock()),
        _ => Box::new(std::io::BufReader::new(
            std::fs::File::open(list).with_context(|| list.display().to_string())?,
        )),
    };
    let mut out = Vec::new();
    for line in input.lines() {
        let line = line.with_context(|| list.display().to_string())?;
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            out.push(OsString::from(line));
        }
    }
    Ok(out)
}

/// Everything that adding needs beside the archive and the sources.
pub struct Adder {
    pub reader: Reader,
    pub options: Options,
    pub path: PathBuf,
    pub threads: usize,
}

impl Adder {
    /// Reads the sources on all threads, and writes here. What was read is committed in batches, in the order of the
    /// sources; Ctrl-C ends it after the articles that are under way.
    pub fn add(
        &self,
        mut archive: Archive,
        found: Vec<Source>,
        json: bool,
        stop: &AtomicBool,
    ) -> Result<(Report, Tally, Archive)> {
        let n_bytes = Arc::new(AtomicU64::new(0));
        let mut tally = Tally::new(json, n_bytes.clone(), bytes_total(&found));
        let mut report = Report::default();
        let pieces = found.into_iter().flat_map(|source| pieces(source, &self.options, &n_bytes));
        let pieces = pieces.take_while(|_| !stop.load(Ordering::Relaxed));
        let job_bytes = |piece: &Result<Piece, String>| piece.as_ref().map_or(0, Piece::n_bytes);
        let state = || Worker { scratch: Scratch::default(), archive: Archive::open(&self.path).ok() };
        let mut batch = Batch::default();
        ordered(
            pieces,
            self.threads,
            job_bytes,
            state,
            |worker, piece| self.work(worker, piece),
            |answer| {
                match answer {
                    Answer::Known => tally.known(),
                    Answer::LeftOut(what) => {
                        tally.left_out();
                        what.into_iter().for_each(|what| report.warning(what));
                    }
                    Answer::Failure(what) => {
                        tally.failure();
                        report.failure(what);
                    }
                    Answer::Record { prepared, origin, warnings } => {
                        warnings.into_iter().for_each(|warning| report.warning(warning));
                        batch.push(*prepared, origin);
                    }
                }
                if batch.is_full() {
                    batch.commit(&mut archive, &mut tally, &mut report)?;
                }
                tally.show();
                anyhow::Ok(())
            },
        )?;
        batch.commit(&mut archive, &mut tally, &mut report)?;
        if stop.load(Ordering::Relaxed) {
            tally.stop();
        }
        Ok((report, tally, archive))
    }

    /// The record of one article, ready to be stored; none if it is not English.
    pub fn prepare(&self, scratch: &mut Scratch, piece: Piece) -> Result<Option<Prepared>> {
        let read = piece.article(&self.options)?;
        if read.article.language != "en" {
            return Ok(None);
        }
        let origin = read.origin.to_string();
        let record = catch_unwind(AssertUnwindSafe(|| self.reader.record(scratch, read, false)));
        match record {
            Ok(record) => Ok(Some(Prepared::new(record))),
            Err(_) => {
                *scratch = Scratch::default();
                anyhow::bail!("{origin}: reading it failed inside the program; please report this text")
            }
        }
    }

    fn work(&self, worker: &mut Worker, piece: Result<Piece, String>) -> Answer {
        let piece = match piece {
            Ok(piece) => piece,
            Err(what) => return Answer::Failure(what),
        };
        if let Some(record) = piece.record() {
            return self.known_record(worker, record, &piece.origin.to_string());
        }
        let is_crawled = piece.is_crawled();
        let read = match self.article(worker, piece) {
            Ok(Some(read)) => read,
            Ok(None) => return Answer::Known,
            // A crawl is full of pages that are no articles.
            Err(error) if is_crawled && error.reason.is_no_article() => return Answer::LeftOut(None),
            Err(error) => return Answer::Failure(error.to_string()),
        };
        let origin = read.origin.to_string();
        if read.article.language != "en" {
            let what = format!("{origin}: is not English, and left out");
            return Answer::LeftOut((!is_crawled).then_some(what));
        }
        if let Some(answer) = worker.holds(&read.article, &origin) {
            return answer;
        }
        let warnings = read.diagnostics.iter().map(|d| format!("{origin}: {}", d.message)).collect();
        // No text is known to make the reader panic. If one does, it costs that article and not the batch.
        let prepared = catch_unwind(AssertUnwindSafe(|| {
            Box::new(Prepared::new(self.reader.record(&mut worker.scratch, read, false)))
        }));
        match prepared {
            Ok(prepared) => Answer::Record { prepared, origin, warnings },
            Err(_) => {
                worker.scratch = Scratch::default();
                Answer::Failure(format!(
                    "{origin}: reading it failed inside the program; please report this text"
                ))
            }
        }
    }

    /// A record that was read before, here or elsewhere, is kept as it is.
    fn known_record(&self, worker: &Worker, record: Result<Record, Error>, origin: &str) -> Answer {
        let record = match record {
            Ok(record) => record,
            Err(error) => return Answer::Failure(error.to_string()),
        };
        worker.holds(&record.article, origin).unwrap_or_else(|| Answer::Record {
            prepared: Box::new(Prepared::new(record)),
            origin: origin.to_string(),
            warnings: Vec::new(),
        })
    }

    /// The article of a piece; none if the archive has one from its address.
    fn article(&self, worker: &Worker, piece: Piece) -> Result<Option<hearsay_ingest::Ingested>, Error> {
        if let (Some(url), Some(archive)) = (piece.url(), &worker.archive)
            && archive.holds_url(url).unwrap_or(false)
        {
            return Ok(None);
        }
        piece.article(&self.options).map(Some)
    }
}

fn conflict(origin: &str, id: &str) -> String {
    format!("{origin}: the archive has another article with the id {id:?}; this one is left out")
}

fn pieces(
    source: Source,
    options: &Options,
    n_bytes: &Arc<AtomicU64>,
) -> Box<dyn Iterator<Item = Result<Piece, String>> + Send> {
    match source {
        Source::Failure(what) => Box::new(std::iter::once(Err(what))),
        Source::Input(input) => Box::new(
            open_counted(&input, options, n_bytes).map(|piece| piece.map_err(|error| error.to_string())),
        ),
    }
}

/// Bytes of all files, as far as they can be known.
fn bytes_total(found: &[Source]) -> u64 {
    let size = |source: &Source| match source {
        Source::Input(Input::File(path)) => std::fs::metadata(path).map_or(0, |file| file.len()),
        _ => 0,
    };
    found.iter().map(size).sum()
}

/// Records that wait for the next commit, and where they are from.
#[derive(Default)]
struct Batch {
    records: Vec<Prepared>,
    origins: Vec<String>,
    bytes: usize,
    since: Option<Instant>,
}

impl Batch {
    fn push(&mut self, prepared: Prepared, origin: String) {
        self.bytes += prepared.n_bytes();
        self.records.push(prepared);
        self.origins.push(origin);
        self.since.get_or_insert_with(Instant::now);
    }

    fn is_full(&self) -> bool {
        self.records.len() >= BATCH_ARTICLES
            || self.bytes >= BATCH_BYTES
            || self.since.is_some_and(|since| since.elapsed() >= BATCH_TIME)
    }

    fn commit(&mut self, archive: &mut Archive, tally: &mut Tally, report: &mut Report) -> Result<()> {
        if self.records.is_empty() {
            return Ok(());
        }
        let path = archive.path().to_path_buf();
        let stored = archive.store(&self.records).with_context(|| path.display().to_string())?;
        for ((stored, prepared), origin) in stored.into_iter().zip(&self.records).zip(&self.origins) {
            match stored {
                Stored::Added => {
                    report.read();
                    tally.added(prepared.n_words());
                }
                Stored::Known => tally.known(),
                Stored::Conflict => {
                    tally.failure();
                    report.failure(conflict(origin, prepared.id()));
                }
            }
        }
        *self = Batch::default();
        Ok(())
    }
}

/// Becomes true at the first Ctrl-C; a second one ends the program at once, and what was not committed is lost.
pub fn stop_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let signal = stop.clone();
    let _ = ctrlc::set_handler(move || {
        if signal.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Stopped as i32);
        }
    });
    stop
}
