//! Records made by hand: "ACTOR does TYPE to RECIPIENT", without a text behind it that an engine would have to read.
#![allow(dead_code)]

use hearsay_archive::{Archive, Prepared, Stored};
use hearsay_record::*;
use std::path::Path;

/// An article of one outlet and day, to be filled.
pub fn article(id: &str, outlet: &str, day: &str, text: &str) -> Record {
    Record {
        schema: SCHEMA.to_string(),
        article: Article {
            id: id.to_string(),
            url: Some(format!("https://{}.example/{id}", outlet.to_lowercase())),
            outlet: Some(outlet.to_string()),
            published: Some(day.to_string()),
            language: "en".to_string(),
            text: text.to_string(),
            ..Article::default()
        },
        sentences: vec![Span { start: 0, end: text.chars().count(), text: text.to_string() }],
        actors: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        places: Vec::new(),
        language: Vec::new(),
        profile: Profile { words: text.split_whitespace().count(), ..Profile::default() },
        diagnostics: Vec::new(),
        engine: Engine { version: "1".into(), model: "none".into(), lexicons: "none".into() },
    }
}

/// Adds an actor and gives its id; of a code like `XVM GOV` the first three letters are the country.
pub fn actor(record: &mut Record, name: &str, kind: ActorKind, code: &str) -> String {
    if let Some(known) = record.actors.iter().find(|actor| actor.name == name) {
        return known.id.clone();
    }
    let id = format!("a{}", record.actors.len() + 1);
    let mut parts = code.split(' ').filter(|part| !part.is_empty());
    let country = parts.clone().next().filter(|part| part.starts_with('X')).map(String::from);
    if country.is_some() {
        parts.next();
    }
    record.actors.push(Actor {
        id: id.clone(),
        name: name.to_string(),
        kind,
        country,
        sectors: parts.map(String::from).collect(),
        code: Some(code.to_string()).filter(|code| !code.is_empty()),
        wikidata: None,
        mentions: vec![Span { start: 0, end: 1, text: name.to_string() }],
    });
    id
}

/// Adds an event and gives its place in the list.
pub fn event(
    record: &mut Record,
    kind: EventType,
    trigger: &str,
    from: &[&str],
    to: &[&str],
    day: &str,
) -> usize {
    let filler =
        |id: &&str| Argument { actor: id.to_string(), span: Span { start: 0, end: 1, text: id.to_string() } };
    let id = format!("e{}", record.events.len() + 1);
    record.events.push(Event {
        id,
        kind: Some(kind),
        mode: None,
        contexts: Vec::new(),
        cameo: None,
        trigger: Span { start: 0, end: 1, text: trigger.to_string() },
        actors: from.iter().map(filler).collect(),
        recipients: to.iter().map(filler).collect(),
        place: None,
        date: Some(Date { start: day.to_string(), end: day.to_string(), basis: DateBasis::Text, span: None }),
        status: Status::Actual,
        confidence: None,
        factuality: Factuality { voice: 3.0, author: 3.0 },
        voice: None,
        counts: Vec::new(),
        sentence: 0,
        frame: Some(format!("frame.{trigger}")),
    });
    record.events.len() - 1
}

/// Adds a statement and gives its id.
pub fn statement(
    record: &mut Record,
    source: Option<&str>,
    lemma: &str,
    class: CueClass,
    content: &str,
) -> String {
    let id = format!("s{}", record.statements.len() + 1);
    let name =
        source.and_then(|id| record.actors.iter().find(|a| a.id == id)).map(|actor| actor.name.clone());
    record.statements.push(Statement {
        id: id.clone(),
        parent: None,
        source: Source {
            actor: source.map(String::from),
            span: None,
            name,
            kind: if source.is_some() { SourceKind::NamedPerson } else { SourceKind::None },
        },
        cue: Cue {
            span: Span { start: 0, end: 1, text: lemma.to_string() },
            lemma: lemma.to_string(),
            class,
        },
        content: vec![Span { start: 0, end: 1, text: content.to_string() }],
        quote: Quote::Indirect,
        negated: false,
        sentence: 0,
    });
    id
}

/// Two sailors' countries in one small article.
pub fn seizure(id: &str, outlet: &str, day: &str) -> Record {
    let text = format!(
        "{outlet}: Velmark seized the trawler Ardent on Tuesday, Petra Holm said. Nobody was hurt at sea."
    );
    let mut record = article(id, outlet, day, &text);
    let velmark = actor(&mut record, "Velmark", ActorKind::Country, "XVM");
    let crew = actor(&mut record, "the crew", ActorKind::Group, "XKV LAB");
    let holm = actor(&mut record, "Petra Holm", ActorKind::Person, "XVM GOV");
    let said = statement(
        &mut record,
        Some(&holm),
        "say",
        CueClass::Say,
        "Velmark seized the trawler Ardent on Tuesday",
    );
    let seized = event(&mut record, EventType::Coerce, "seized", &[&velmark], &[&crew], "2025-03-04");
    record.events[seized].voice = Some(said);
    record.events[seized].mode = Some("seize".to_string());
    record
}

/// Stores records and says what became of each.
pub fn store(path: &Path, records: &[Record]) -> Vec<Stored> {
    let mut archive = Archive::create(path).unwrap();
    let batch: Vec<Prepared> = records.iter().cloned().map(Prepared::new).collect();
    archive.store(&batch).unwrap()
}

/// A whole table as text, row by row.
pub fn dump(archive: &Archive, question: &str) -> Vec<String> {
    let mut ask = archive.database().prepare(question).unwrap();
    let n = ask.column_count();
    let rows = ask
        .query_map([], |row| {
            (0..n)
                .map(|i| row.get::<_, rusqlite::types::Value>(i).map(|v| format!("{v:?}")))
                .collect::<Result<Vec<_>, _>>()
        })
        .unwrap();
    rows.map(|row| row.unwrap().join(" | ")).collect()
}
