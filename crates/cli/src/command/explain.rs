//! `hearsay explain FILE:OFFSET`: what is behind one place of a text.

use super::Exit;
use crate::args::Explain;
use crate::output::Output;
use crate::reader::{Reader, lexicon_files};
use crate::{config, show};
use anyhow::{Context, Result, bail};
use hearsay_ingest::{Input, Options, Piece, open};
use hearsay_nlp::Scratch;
use hearsay_record::{Record, Span};
use std::fmt::Write;

/// A file, the line of an article in it, and a character of the article's text.
#[derive(Debug, PartialEq, Eq)]
struct Place<'a> {
    file: &'a str,
    line: Option<u64>,
    offset: Option<usize>,
}

/// Explains the place.
pub fn run(args: Explain) -> Result<Exit> {
    let settings = config::load()?;
    let place = place(&args.place, args.at.is_some());
    let lexicons = match args.lexicons.lexicons {
        flags if flags.is_empty() => settings.lexicons.unwrap_or_default(),
        flags => flags,
    };
    let piece = find(&Input::parse(place.file), place.line)?;
    let read = piece.article(&Options::default())?;
    let text = &read.article.text;
    let at = match (&args.at, place.offset) {
        (Some(words), _) => {
            let byte = text
                .find(words.as_str())
                .with_context(|| format!("{}: {words:?} is not in the text", read.origin))?;
            text[..byte].chars().count()
        }
        (None, Some(offset)) => offset,
        (None, None) => bail!("want FILE:OFFSET, or FILE with --at WORDS"),
    };
    let n_chars = text.chars().count();
    if at >= n_chars {
        bail!("{}: the text ends at character {n_chars}", read.origin);
    }
    let reader = Reader::open(args.model.model.or(settings.model).as_deref(), &lexicon_files(&lexicons)?)?;
    let mut scratch = Scratch::default();
    let document = reader.document(&mut scratch, text);
    let all = reader.record(&mut scratch, read.clone(), true);
    let record = reader.record(&mut scratch, read, false);
    let mut output = Output::open();
    let byte = record.article.text.char_indices().nth(at).map_or(0, |(byte, _)| byte);
    let mut page = String::new();
    if let Some(token) = document.token_at(byte) {
        let sentence = document.tokens[token].sentence;
        page.push_str(&show::table(&document, sentence..sentence + 1));
    }
    page.push_str(&behind(&record, at)?);
    for event in all.events.iter().filter(|event| event.kind.is_none() && covers(&event.trigger, at)) {
        writeln!(page, "predicate “{}”: no lexicon entry codes it", event.trigger.text)?;
    }
    output.write(page.as_bytes())?;
    output.finish()?;
    Ok(Exit::Done)
}

/// `FILE:LINE:OFFSET`, `FILE:OFFSET`; with words given apart also `FILE:LINE` and `FILE`.
fn place(given: &str, has_words: bool) -> Place<'_> {
    let number = |text: &str| {
        let (rest, last) = text.rsplit_once(':')?;
        Some((rest.len(), last.parse::<u64>().ok()?))
    };
    let Some((end, last)) = number(given) else { return Place { file: given, line: None, offset: None } };
    let file = &given[..end];
    if has_words {
        return Place { file, line: Some(last), offset: None };
    }
    let offset = Some(last as usize);
    match number(file) {
        Some((end, line)) => Place { file: &given[..end], line: Some(line), offset },
        None => Place { file, line: None, offset },
    }
}

fn find(input: &Input, line: Option<u64>) -> Result<Piece> {
    let mut n = 0;
    for piece in open(input) {
        let piece = piece?;
        n += 1;
        if line.is_none() && piece.origin.line.is_some_and(|line| line > 1) {
            break;
        }
        if line.is_none() || piece.origin.line == line {
            return Ok(piece);
        }
    }
    match line {
        Some(line) => bail!("{}: no article in line {line} of {n}", input.name()),
        None => bail!("{}: holds many articles; want FILE:LINE:OFFSET", input.name()),
    }
}

fn covers(span: &Span, at: usize) -> bool {
    span.start <= at && at < span.end
}

/// The events and statements that cover a character, with the entries that coded them.
fn behind(record: &Record, at: usize) -> Result<String> {
    let covers = |span: &Span| covers(span, at);
    let mut out = String::new();
    for event in &record.events {
        let arguments = event.actors.iter().chain(&event.recipients);
        if !covers(&event.trigger) && !arguments.clone().any(|a| covers(&a.span)) {
            continue;
        }
        let kind = event.kind.map_or("uncoded".to_string(), |kind| kind.to_string());
        let frame = event.frame.as_deref().map_or("no lexicon entry".to_string(), |id| format!("frame {id}"));
        writeln!(out, "event {}: {kind}, by {frame}, at “{}”", event.id, event.trigger.text)?;
        for (slot, list) in [("actor", &event.actors), ("recipient", &event.recipients)] {
            for argument in list {
                let actor = record.actors.iter().find(|actor| actor.id == argument.actor);
                let name = actor.map_or("", |actor| actor.name.as_str());
                let code = actor.and_then(|actor| actor.code.as_deref()).unwrap_or("no code");
                writeln!(out, "  {slot} “{}”: {name} [{code}]", argument.span.text)?;
            }
        }
        let voice = event.voice.as_deref().unwrap_or("the writer");
        writeln!(
            out,
            "  status {}, factuality {} by its voice ({voice}), {} by the writer",
            show::spelled(&event.status),
            event.factuality.voice,
            event.factuality.author
        )?;
    }
    for statement in &record.statements {
        let source = statement.source.span.as_ref();
        let all = statement.content.iter().chain(source).chain([&statement.cue.span]);
        if !all.clone().any(covers) {
            continue;
        }
        writeln!(
            out,
            "statement {}: cue “{}” ({}, class {}), {} quotation",
            statement.id,
            statement.cue.span.text,
            statement.cue.lemma,
            show::spelled(&statement.cue.class),
            show::spelled(&statement.quote)
        )?;
        let words = source.map_or("nothing".to_string(), |span| format!("“{}”", span.text));
        let name = statement.source.name.as_deref().unwrap_or("nobody");
        writeln!(out, "  source {words}: {name}, {}", show::kind_name(statement.source.kind))?;
        if let Some(parent) = &statement.parent {
            writeln!(out, "  nested in {parent}")?;
        }
    }
    if out.is_empty() {
        out.push_str("no event or statement covers this place\n");
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        assert_eq!(place("a.txt:12", false), Place { file: "a.txt", line: None, offset: Some(12) });
        assert_eq!(place("a.jsonl:3:12", false), Place { file: "a.jsonl", line: Some(3), offset: Some(12) });
        assert_eq!(place("C:\\a.txt:12", false), Place { file: "C:\\a.txt", line: None, offset: Some(12) });
        assert_eq!(place("a.txt", true), Place { file: "a.txt", line: None, offset: None });
        assert_eq!(place("a.jsonl:3", true), Place { file: "a.jsonl", line: Some(3), offset: None });
    }
}
