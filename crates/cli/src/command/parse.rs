//! `hearsay parse`: the document layer.

use super::read::progress;
use super::{Exit, help, n_threads};
use crate::args::Parse;
use crate::output::Output;
use crate::pipeline::ordered;
use crate::reader::Reader;
use crate::report::Report;
use crate::show::{ParseFormat, parse_page};
use crate::{config, inputs};
use anyhow::Result;
use hearsay_ingest::{Error, Options, Piece};
use hearsay_nlp::Scratch;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Parses everything, on all cores, and writes one page an article in the order of the inputs.
pub fn run(args: Parse) -> Result<Exit> {
    let settings = config::load()?;
    let Some(given) = inputs::inputs(&args.inputs) else { return help("parse") };
    let reader = Reader::open(args.model.model.or(settings.model).as_deref(), &[])?;
    let mut output = Output::open();
    let format =
        args.format.unwrap_or(if output.is_terminal { ParseFormat::Text } else { ParseFormat::Jsonl });
    let options = Options {
        published: None,
        allow_private: args.allow_private || settings.allow_private.unwrap_or(false),
    };
    let work = |scratch: &mut Scratch, piece: Result<Piece, Error>| {
        let read = piece.and_then(|piece| piece.article(&options)).map_err(|error| error.to_string())?;
        let page = catch_unwind(AssertUnwindSafe(|| {
            let document = reader.document(scratch, &read.article.text);
            parse_page(format, &read.origin, &document)
        }));
        let warnings: Vec<String> =
            read.diagnostics.iter().map(|d| format!("{}: {}", read.origin, d.message)).collect();
        page.map(|page| (page, warnings)).map_err(|_| {
            format!("{}: parsing it failed inside the program; please report this text", read.origin)
        })
    };
    let progress = progress(output.is_terminal);
    let mut report = Report::default();
    let threads = n_threads(args.threads.threads, settings.threads);
    let n_bytes = |piece: &Result<Piece, Error>| piece.as_ref().map_or(0, Piece::n_bytes);
    ordered(
        inputs::pieces(given),
        threads,
        n_bytes,
        Scratch::default,
        work,
        |answer: Result<(Vec<u8>, Vec<String>), String>| match answer {
            Ok((page, warnings)) => {
                warnings.into_iter().for_each(|warning| report.warning(warning));
                report.read();
                progress.inc(1);
                output.write(&page)
            }
            Err(what) => {
                report.failure(what);
                Ok(())
            }
        },
    )?;
    progress.finish_and_clear();
    output.finish()?;
    Ok(report.finish())
}
