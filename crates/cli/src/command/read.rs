//! `hearsay read`: articles to records.

use super::{Exit, help, n_threads};
use crate::args::Read;
use crate::output::Output;
use crate::pipeline::ordered;
use crate::reader::{Reader, lexicon_files};
use crate::report::Report;
use crate::show::{ReadFormat, Writer};
use crate::{config, example, inputs, output};
use anyhow::Result;
use hearsay_ingest::{Error, Options, Piece};
use hearsay_nlp::Scratch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// What came of one piece.
enum Answer {
    /// The record as it is written, and what to say about it on standard error.
    Record {
        page: Vec<u8>,
        warnings: Vec<String>,
    },
    Failure(String),
}

/// Reads everything, on all cores, and writes the records in the order of the inputs.
pub fn run(args: Read) -> Result<Exit> {
    let settings = config::load()?;
    let given = match args.example {
        true => Some(vec![example::input()]),
        false => inputs::inputs(&args.inputs),
    };
    let Some(given) = given else { return help("read") };
    let lexicons = match args.lexicons.lexicons {
        flags if flags.is_empty() => settings.lexicons.unwrap_or_default(),
        flags => flags,
    };
    let mut lexicons = lexicon_files(&lexicons)?;
    lexicons.extend(args.example.then(example::lexicon));
    let reader = Reader::open(args.model.model.or(settings.model).as_deref(), &lexicons)?;

    let mut output = args.output.as_deref().map_or_else(|| Ok(Output::open()), Output::create)?;
    let usual = if output.is_terminal { ReadFormat::Text } else { ReadFormat::Jsonl };
    let format = args.format.or(args.output.as_deref().and_then(ReadFormat::of_file)).unwrap_or(usual);
    let colour = args.output.is_none() && Output::wants_colour();
    let writer = Writer::new(format, output::width(), output.is_terminal, colour);
    let uncoded = args.uncoded || settings.uncoded.unwrap_or(false);
    let options = Options {
        published: args.published,
        allow_private: args.allow_private || settings.allow_private.unwrap_or(false),
    };
    let work = |scratch: &mut Scratch, piece: Result<Piece, Error>| {
        let read = match piece.and_then(|piece| piece.article(&options)) {
            Ok(read) => read,
            Err(error) => return Answer::Failure(error.to_string()),
        };
        let origin = read.origin.clone();
        let warnings = match format {
            ReadFormat::Text | ReadFormat::Html => Vec::new(),
            _ => read.diagnostics.iter().map(|d| format!("{origin}: {}", d.message)).collect(),
        };
        // No text is known to make the reader panic. If one does, it costs that article and not the batch.
        let page = catch_unwind(AssertUnwindSafe(|| {
            let record = reader.record(scratch, read, uncoded);
            writer.page(&record)
        }));
        match page {
            Ok(page) => Answer::Record { page, warnings },
            Err(_) => {
                *scratch = Scratch::default();
                Answer::Failure(format!(
                    "{origin}: reading it failed inside the program; please report this text"
                ))
            }
        }
    };

    let progress = progress(output.is_terminal);
    let mut report = Report::default();
    let mut pages = writer.start();
    let threads = n_threads(args.threads.threads, settings.threads);
    let n_bytes = |piece: &Result<Piece, Error>| piece.as_ref().map_or(0, Piece::n_bytes);
    ordered(inputs::pieces(given), threads, n_bytes, Scratch::default, work, |answer| match answer {
        Answer::Record { page, warnings } => {
            report.read();
            progress.inc(1);
            warnings.into_iter().for_each(|warning| report.warning(warning));
            pages.next(page, |bytes| output.write(bytes))
        }
        Answer::Failure(what) => {
            report.failure(what);
            Ok(())
        }
    })?;
    pages.end(|bytes| output.write(bytes))?;
    progress.finish_and_clear();
    output.finish()?;
    Ok(report.finish())
}

/// A count on standard error, where somebody looks at it and the records go elsewhere.
pub fn progress(stdout_is_terminal: bool) -> ProgressBar {
    if stdout_is_terminal {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(4));
    let style = ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}, {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
