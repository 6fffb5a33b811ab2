//! What went wrong with single inputs, kept until the rest is done.

use crate::command::Exit;
use std::fmt::Display;

/// Failures and warnings listed at the end; more are only counted.
const LISTED_MAX: usize = 1000;

/// Collects what is told on standard error when everything is done.
#[derive(Default)]
pub struct Report {
    read: usize,
    failures: Vec<String>,
    n_failures: usize,
    warnings: Vec<String>,
    n_warnings: usize,
}

impl Report {
    /// One article was read.
    pub fn read(&mut self) {
        self.read += 1;
    }

    /// One input, or one line of it, gave nothing.
    pub fn failure(&mut self, what: impl Display) {
        self.n_failures += 1;
        if self.failures.len() < LISTED_MAX {
            self.failures.push(what.to_string());
        }
    }

    /// One article was read with a doubt.
    pub fn warning(&mut self, what: impl Display) {
        self.n_warnings += 1;
        if self.warnings.len() < LISTED_MAX {
            self.warnings.push(what.to_string());
        }
    }

    /// Lists everything and gives the exit status.
    pub fn finish(self) -> Exit {
        list("warning", "warnings", &self.warnings, self.n_warnings);
        list("article could not be read", "articles could not be read", &self.failures, self.n_failures);
        match self.n_failures {
            0 => Exit::Done,
            _ => Exit::Error,
        }
    }
}

fn list(one: &str, many: &str, lines: &[String], n: usize) {
    if n == 0 {
        return;
    }
    anstream::eprintln!("hearsay: {n} {}:", if n == 1 { one } else { many });
    for line in lines {
        anstream::eprintln!("  {line}");
    }
    if n > lines.len() {
        anstream::eprintln!("  … and {} more", n - lines.len());
    }
}
