//! How far adding has come: a bar for people, JSON Lines for programs.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Time between two lines of JSON.
const EVERY: Duration = Duration::from_secs(1);

/// Counts what has become of the articles.
pub struct Tally {
    added: u64,
    known: u64,
    failures: u64,
    left_out: u64,
    words: u64,
    n_bytes: Arc<AtomicU64>,
    bytes_total: u64,
    start: Instant,
    json: bool,
    last: Instant,
    bar: ProgressBar,
    stopped: bool,
}

impl Tally {
    /// Begins. `n_bytes` grows while files are read; `bytes_total` is how far it will get.
    pub fn new(json: bool, n_bytes: Arc<AtomicU64>, bytes_total: u64) -> Tally {
        let bar = match json {
            true => ProgressBar::hidden(),
            false => ProgressBar::with_draw_target(Some(bytes_total), ProgressDrawTarget::stderr_with_hz(4)),
        };
        let template = match bytes_total {
            0 => "{spinner} {msg} · {elapsed}",
            _ => "{wide_bar} {percent} % · {msg} · {elapsed}, {eta} left",
        };
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        let now = Instant::now();
        Tally {
            added: 0,
            known: 0,
            failures: 0,
            left_out: 0,
            words: 0,
            n_bytes,
            bytes_total,
            start: now,
            json,
            last: now,
            bar,
            stopped: false,
        }
    }

    /// An article was added.
    pub fn added(&mut self, n_words: usize) {
        self.added += 1;
        self.words += n_words as u64;
    }

    /// An article was there.
    pub fn known(&mut self) {
        self.known += 1;
    }

    /// Something could not be read.
    pub fn failure(&mut self) {
        self.failures += 1;
    }

    /// A page was no article, or not English.
    pub fn left_out(&mut self) {
        self.left_out += 1;
    }

    /// Somebody wants it to end.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// Whether it was ended before its time.
    pub fn stopped(&self) -> bool {
        self.stopped
    }

    /// Shows how far it is, now and then.
    pub fn show(&mut self) {
        if self.last.elapsed() < if self.json { EVERY } else { EVERY / 4 } {
            return;
        }
        self.last = Instant::now();
        if self.json {
            return self.line(false);
        }
        self.bar.set_position(self.n_bytes.load(Ordering::Relaxed).min(self.bytes_total));
        let per_second = |n: u64| n as f64 / self.start.elapsed().as_secs_f64().max(1e-3);
        let mut message = format!(
            "{} added, {:.0} articles/s, {:.0} words/s",
            self.added,
            per_second(self.added),
            per_second(self.words)
        );
        for (n, what) in [(self.known, "known"), (self.left_out, "left out"), (self.failures, "failed")] {
            if n > 0 {
                message += &format!(", {n} {what}");
            }
        }
        self.bar.set_message(message);
        self.bar.tick();
    }

    fn line(&self, done: bool) {
        let line = json!({
            "added": self.added,
            "known": self.known,
            "failures": self.failures,
            "left_out": self.left_out,
            "words": self.words,
            "bytes": self.n_bytes.load(Ordering::Relaxed),
            "bytes_total": self.bytes_total,
            "seconds": (self.start.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
            "done": done,
        });
        anstream::println!("{line}");
    }

    /// Says what was done.
    pub fn finish(&self, archive: &Path) {
        self.bar.finish_and_clear();
        if self.json {
            return self.line(true);
        }
        let articles = if self.added == 1 { "article" } else { "articles" };
        let known = match self.known {
            0 => String::new(),
            n => format!(", {n} were there"),
        };
        let left_out = match self.left_out {
            0 => String::new(),
            n => format!(", {n} left out (no article, or not English)"),
        };
        let stopped = match self.stopped {
            true => "; stopped, the same command goes on from here",
            false => "",
        };
        anstream::eprintln!(
            "hearsay: {} {articles} added to {}{known}{left_out}{stopped}",
            self.added,
            archive.display()
        );
    }
}
