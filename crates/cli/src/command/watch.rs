//! `hearsay watch`: feeds, looked at now and then.

use super::add::{Adder, stop_signal};
use super::{Exit, n_threads};
use crate::args::Watch;
use crate::reader::{Reader, lexicon_files};
use crate::{archives, config};
use anyhow::{Context, Result};
use hearsay_archive::{Archive, Feed, Stored};
use hearsay_ingest::{Input, Options, Piece, Robots, Stamp, feed_pieces, feeds, fetch_changed};
use hearsay_nlp::Scratch;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Times that the pause of a failing feed is doubled: from a quarter of an hour to a day and a half.
const DOUBLINGS_MAX: u32 = 7;

/// How long the rules of a site are kept before they are asked for anew.
const RULES_KEPT: Duration = Duration::from_secs(24 * 3600);

/// No site may make a program wait for longer than this between two requests.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Looks at feeds until it is stopped.
pub fn run(args: Watch) -> Result<Exit> {
    let settings = config::load()?;
    let addresses = addresses(&args.feeds)?;
    let lexicons = match &args.lexicons.lexicons {
        flags if flags.is_empty() => settings.lexicons.clone().unwrap_or_default(),
        flags => flags.clone(),
    };
    let reader = Reader::open(
        args.model.model.clone().or(settings.model.clone()).as_deref(),
        &lexicon_files(&lexicons)?,
    )?;
    let path = archives::path(&args.archive, &settings);
    let mut archive = archives::create(&path)?;
    let options = Options {
        published: None,
        allow_private: args.allow_private || settings.allow_private.unwrap_or(false),
    };
    let adder = Adder { reader, options: options.clone(), path, threads: n_threads(None, settings.threads) };
    let stop = stop_signal();
    let mut sites =
        Sites { options, pause: Duration::from_secs(u64::from(args.pause)), known: HashMap::new() };
    let mut scratch = Scratch::default();
    let mut failed = false;
    while !stop.load(Ordering::Relaxed) {
        let mut added = 0;
        let mut next = i64::MAX;
        for url in &addresses {
            let known = archive.feed(url)?;
            if known.due > now() {
                next = next.min(known.due);
                continue;
            }
            let (feed, n) = match look(&mut archive, &adder, &mut scratch, &mut sites, url, &known, &stop) {
                Ok((stamp, n)) => {
                    (Feed { etag: stamp.etag, modified: stamp.modified, failures: 0, due: 0 }, n)
                }
                Err(error) => {
                    failed = true;
                    anstream::eprintln!("hearsay: {url}: {error:#}");
                    (Feed { failures: known.failures + 1, ..known }, 0)
                }
            };
            added += n;
            let pause = i64::from(args.every) * 60 * (1 << feed.failures.min(DOUBLINGS_MAX));
            let feed = Feed { due: now() + pause, ..feed };
            next = next.min(feed.due);
            archive.set_feed(url, &feed)?;
            if stop.load(Ordering::Relaxed) {
                break;
            }
        }
        if added > 0 {
            archives::settle(&mut archive)?;
            let articles = if added == 1 { "article" } else { "articles" };
            anstream::eprintln!("hearsay: {added} new {articles}");
        }
        if args.once {
            return Ok(if failed { Exit::Error } else { Exit::Done });
        }
        while now() < next && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(500));
        }
    }
    Ok(Exit::Done)
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Addresses as given, and those that files list.
fn addresses(given: &[String]) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for name in given {
        match Input::parse(name) {
            Input::Url(url) => out.push(url),
            _ => {
                let list = std::fs::read_to_string(name).with_context(|| name.clone())?;
                let listed = feeds(&list);
                anyhow::ensure!(!listed.is_empty(), "{name}: lists no feed");
                out.extend(listed);
            }
        }
    }
    Ok(out)
}

/// Fetches a feed and reads what is new in it. Gives how its state is marked, and how many articles were added.
fn look(
    archive: &mut Archive,
    adder: &Adder,
    scratch: &mut Scratch,
    sites: &mut Sites,
    url: &str,
    known: &Feed,
    stop: &AtomicBool,
) -> Result<(Stamp, usize)> {
    let stamp = Stamp { etag: known.etag.clone(), modified: known.modified.clone() };
    anyhow::ensure!(sites.enter(url, stop), "its robots.txt does not allow it, or cannot be read");
    let Some(got) = fetch_changed(url, &stamp, &sites.options)? else { return Ok((stamp, 0)) };
    let mut added = 0;
    for piece in feed_pieces(&got)? {
        if stop.load(Ordering::Relaxed) {
            // The feed counts as not seen, so that the rest is read the next time.
            return Ok((stamp, added));
        }
        match read(archive, adder, scratch, sites, piece, stop) {
            Ok(true) => added += 1,
            Ok(false) => {}
            Err(error) => anstream::eprintln!("hearsay: {error:#}"),
        }
    }
    Ok((got.stamp, added))
}

/// Reads one article of a feed; false if it is known, not allowed, or not English.
fn read(
    archive: &mut Archive,
    adder: &Adder,
    scratch: &mut Scratch,
    sites: &mut Sites,
    piece: Piece,
    stop: &AtomicBool,
) -> Result<bool> {
    let Some(url) = piece.url().map(String::from) else { return Ok(false) };
    if archive.holds_url(&url)? || !sites.enter(&url, stop) {
        return Ok(false);
    }
    match adder.prepare(scratch, piece)? {
        None => Ok(false),
        Some(prepared) => Ok(archive.store(&[prepared])?.first() == Some(&Stored::Added)),
    }
}

/// Sites that were asked, their rules, and when they were last asked.
struct Sites {
    options: Options,
    pause: Duration,
    known: HashMap<String, Site>,
}

struct Site {
    rules: Robots,
    since: Instant,
    last: Instant,
}

impl Sites {
    /// Whether an address may be fetched; waits until it is time to.
    fn enter(&mut self, url: &str, stop: &AtomicBool) -> bool {
        let site = url.split('/').take(3).collect::<Vec<_>>().join("/");
        if self.known.get(&site).is_some_and(|known| known.since.elapsed() > RULES_KEPT) {
            self.known.remove(&site);
        }
        let known = self.known.entry(site).or_insert_with(|| {
            let now = Instant::now();
            Site { rules: Robots::of(url, &self.options), since: now, last: now - self.pause }
        });
        if !known.rules.allow(url) {
            return false;
        }
        let asked =
            known.rules.delay_s().map_or(Duration::ZERO, |s| Duration::from_secs_f32(s.clamp(0.0, 3600.0)));
        let pause = asked.max(self.pause).min(PAUSE_MAX);
        while known.last.elapsed() < pause && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50).min(pause));
        }
        known.last = Instant::now();
        true
    }
}
