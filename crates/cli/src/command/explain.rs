//! `hearsay explain FILE:OFFSET`: what is behind one place of a text.

use super::Exit;
use crate::args::Explain;
use crate::output::Output;
use crate::reader::{Reader, lexicon_files};
use crate::{config, show};
use anyhow::{Context, Result, bail};
use hearsay_extract::explain::{Entry, EventReasons, Explanation, StatementReasons};
use hearsay_ingest::{Input, Options, Piece, open};

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
    let mut output = Output::open();
    let byte = text.char_indices().nth(at).map_or(0, |(byte, _)| byte);
    let page = page(&reader.explain(&read.article, byte), byte);
    output.write(page.as_bytes())?;
    output.finish()?;
    Ok(Exit::Done)
}

/// The parse of the sentence around a byte of the text, and the reasons for what covers it.
pub fn page(why: &Explanation, byte: usize) -> String {
    let mut page = String::new();
    if let Some(token) = why.document.token_at(byte) {
        let sentence = why.document.tokens[token].sentence;
        page.push_str(&show::table(&why.document, sentence..sentence + 1));
    }
    page + &reasons(why)
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

/// What is behind the place, for people: what was found, and under it why.
fn reasons(why: &Explanation) -> String {
    let mut out = Lines::default();
    for event in &why.events {
        event_reasons(&mut out, why, event);
    }
    for statement in &why.statements {
        statement_reasons(&mut out, why, statement);
    }
    if let Some(place) = &why.place {
        out.line(0, format!("place “{}”: {}", place.words, one_of(place.meanings.len(), "meaning")));
        for (k, meaning) in place.meanings.iter().take(MEANINGS_MAX).enumerate() {
            let inside = [&meaning.admin1, &meaning.country];
            let inside: Vec<&str> =
                inside.into_iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            let taken = if k == 0 { "taken" } else { "not" };
            let article = meaning.score - meaning.prior;
            out.line(
                1,
                format!(
                    "{taken}: {}, {}; score {:.1} = {:.1} by size, kind and qualifier {} {:.1} by the article",
                    meaning.name,
                    inside.join(", "),
                    meaning.score,
                    meaning.prior,
                    if article < 0.0 { '−' } else { '+' },
                    article.abs(),
                ),
            );
        }
        if place.meanings.is_empty() {
            out.line(1, "the gazetteer has no such name".to_string());
        }
    }
    if let Some((kind, entry)) = &why.language {
        out.line(
            0,
            format!("coloured word, {}{}", show::spelled(kind).replace('_', " "), behind(entry.as_ref())),
        );
    }
    if let Some(words) = &why.uncoded {
        out.line(0, format!("predicate “{words}”: no lexicon entry codes it"));
    }
    if out.text.is_empty() {
        out.text.push_str("no event, statement, place or coloured word covers this place\n");
    }
    out.text
}

/// Columns of what an entry says: some patterns list a hundred words.
const SAYS_MAX: usize = 160;

/// Places that a name could mean beyond these are not listed.
const MEANINGS_MAX: usize = 5;

fn event_reasons(out: &mut Lines, why: &Explanation, reasons: &EventReasons) {
    let event = &why.record.events[reasons.event];
    let kind = event.kind.map_or("uncoded", |kind| kind.name());
    let mode = event.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
    out.line(0, format!("event {}: {kind}{mode}, at “{}”", event.id, show::tame(&event.trigger.text)));
    match &reasons.frame {
        Some(frame) => out.line(1, format!("coded by {}", entry(frame))),
        None => out.line(1, "coded by no lexicon entry".to_string()),
    }
    if !reasons.senses.is_empty() {
        let senses = reasons.senses.iter().map(|(name, score)| {
            let name = if *name == "-" { "no act" } else { name };
            format!("{name} {:.0} %", 100.0 * score)
        });
        out.line(2, format!("the network takes the word for: {}", senses.collect::<Vec<_>>().join(", ")));
    }
    if let (Some(all), Some(by)) = (event.confidence, reasons.likelihoods) {
        let percent = |p: f32| format!("{:.0} %", 100.0 * p.min(1.0));
        let parts = [("type", by.kind), ("actors", by.actors), ("recipients", by.recipients)];
        let parts: Vec<String> = parts.iter().map(|(name, p)| format!("{name} {}", percent(*p))).collect();
        out.line(1, format!("right with {}: to the network {}", percent(all as f32), parts.join(", ")));
    }
    if let Some(rule) = reasons.kind_rule {
        out.line(1, format!("type {kind}: {rule}"));
    }
    for filler in &reasons.fillers {
        let from = filler.from.as_deref().unwrap_or("taken over from what stands around it");
        let who = if filler.name == filler.words { String::new() } else { format!(" = {}", filler.name) };
        let network = filler.network.map(|p| format!(" (to the network {:.0} %)", 100.0 * p));
        let network = network.unwrap_or_default();
        out.line(1, format!("{} “{}”{who}: {from}{network}", filler.slot, filler.words));
        let Some(code) = &filler.code else {
            out.line(2, "no code: neither its words nor its other mentions stand in a lexicon".to_string());
            continue;
        };
        let through = filler.through.as_ref().map(|words| format!(", through “{words}”")).unwrap_or_default();
        out.line(2, format!("code {code}{through}"));
        for (words, from) in &filler.code_from {
            out.line(3, format!("“{words}”: {}", entry(from)));
        }
    }
    let factuality = event.factuality;
    out.line(
        1,
        format!(
            "status {}: {} by its voice, {} by the writer",
            show::spelled(&event.status),
            factuality.voice,
            factuality.author
        ),
    );
    let voice = event.voice.as_deref().and_then(|id| why.record.statements.iter().find(|s| s.id == id));
    out.line(
        2,
        match voice {
            Some(voice) => {
                let source = voice.source.name.as_deref().unwrap_or("nobody in particular");
                format!("voice: {source}, statement {}", voice.id)
            }
            None => "voice: the writer, since no statement holds it".to_string(),
        },
    );
    for step in &reasons.steps {
        let made = format!("{} {}", step.value, show::spelled(&step.status));
        out.line(2, format!("“{}” {}: {made}{}", step.word, step.rule, behind(step.entry.as_ref())));
    }
    if reasons.steps.is_empty() {
        out.line(2, "no word makes it less than certain".to_string());
    }
    if let Some(rule) = reasons.status_rule {
        out.line(2, rule.to_string());
    }
    let (value, predicate) = reasons.network;
    out.line(
        2,
        format!("the network, for the writer: {value:.1} (a predicate with {:.0} %)", 100.0 * predicate),
    );
    match (&event.date, &reasons.date) {
        (Some(date), Some((words, head))) => {
            out.line(1, format!("date {}: “{words}”, which hangs on “{head}”", date.start));
        }
        (Some(date), None) => {
            out.line(1, format!("date {}: the day of publication; the text gives none for it", date.start));
        }
        (None, _) => out.line(1, "no date: none is told for it, or only a relative one and it is not known when the article came out".to_string()),
    }
    if let Some(place) = event.place.as_ref().and_then(|id| why.record.places.iter().find(|p| p.id == *id)) {
        match &reasons.place {
            Some(words) => out.line(1, format!("place {}: “{words}”", place.name)),
            None => out.line(1, format!("place {}: its lexicon entry names the slot", place.name)),
        }
    }
}

fn statement_reasons(out: &mut Lines, why: &Explanation, reasons: &StatementReasons) {
    let statement = &why.record.statements[reasons.statement];
    let negated = if statement.negated { ", negated" } else { "" };
    out.line(
        0,
        format!(
            "statement {}: “{}”, {}{negated}, {}",
            statement.id,
            show::tame(&statement.cue.span.text),
            show::spelled(&statement.cue.class),
            show::spelled(&statement.quote)
        ),
    );
    out.line(1, format!("found by {}", reasons.found));
    match &reasons.cue {
        Some(cue) => out.line(1, format!("cue: {}", entry(cue))),
        None => out.line(1, "cue: in no lexicon, so taken as plain saying".to_string()),
    }
    let words = statement
        .source
        .span
        .as_ref()
        .map_or("none".to_string(), |span| format!("“{}”", show::tame(&span.text)));
    let name =
        statement.source.name.as_deref().map(|name| format!(" = {}", show::tame(name))).unwrap_or_default();
    out.line(1, format!("source {words}{name}: {}", reasons.source));
    let kind = show::kind_name(statement.source.kind);
    out.line(2, format!("{kind}{}", behind(reasons.source_entry.as_ref())));
    if let Some(parent) = &statement.parent {
        out.line(1, format!("nested in {parent}, whose content holds its cue"));
    }
}

fn one_of(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// File, line and what the entry says.
fn entry(entry: &Entry) -> String {
    let line = if entry.line > 0 { format!(":{}", entry.line) } else { String::new() };
    format!("{}{line} [[{}]] {}", entry.file, entry.section, show::shorten(&entry.says, SAYS_MAX))
}

fn behind(found: Option<&Entry>) -> String {
    found.map(|found| format!(", by {}", entry(found))).unwrap_or_default()
}

/// Indented lines; whatever stands in them cannot move the cursor.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, depth: usize, words: String) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&show::tame(&words));
        self.text.push('\n');
    }
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
