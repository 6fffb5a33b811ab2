//! `hearsay check LEXICON…`: the examples that a lexicon's entries carry.

use super::Exit;
use crate::args::Check;
use crate::config;
use crate::output::Output;
use crate::reader::{Reader, lexicon_files};
use anyhow::Result;
use std::fmt::Write;

/// Runs all examples; says which do not hold, what was found instead, and in which line they stand.
pub fn run(args: Check) -> Result<Exit> {
    let files = lexicon_files(&args.files)?;
    let reader = Reader::open(config::load()?.model.as_deref(), &files)?;
    let mut output = Output::open();
    let (mut n, mut wrong) = (0, 0);
    for (name, text) in &files {
        let mut page = String::new();
        for outcome in reader.check(name, text)? {
            n += 1;
            wrong += usize::from(!outcome.passed);
            let place = format!("{name}:{}: {}", outcome.line, outcome.entry);
            match outcome.passed {
                true if args.verbose => writeln!(page, "holds  {place}: {}", outcome.sentence)?,
                true => {}
                false => {
                    writeln!(page, "WRONG  {place}: {}", outcome.sentence)?;
                    writeln!(
                        page,
                        "       found: {}",
                        if outcome.found.is_empty() { "nothing" } else { &outcome.found }
                    )?;
                }
            }
        }
        output.write(page.as_bytes())?;
    }
    output.write(format!("{n} examples, {} hold, {wrong} do not\n", n - wrong).as_bytes())?;
    output.finish()?;
    Ok(if wrong > 0 || n == 0 { Exit::Nothing } else { Exit::Done })
}
