//! Whose words: names, marks and colours of the kinds of source. The marks differ without colour too.

use anstyle::{AnsiColor, Style};
use hearsay_record::{EventType, Quad, Record, Shares, SourceKind, Status};

/// A kind of voice on the bar.
pub struct Voice {
    pub name: &'static str,
    pub mark: char,
    pub style: Style,
    pub share: f64,
}

/// The writer and the kinds of source, in the order of the bar.
pub fn voices(shares: &Shares) -> Vec<Voice> {
    let voice = |kind: Option<SourceKind>, mark, share| Voice {
        name: kind.map_or("writer", kind_name),
        mark,
        style: style(kind),
        share,
    };
    use SourceKind::*;
    vec![
        voice(Option::None, '█', shares.writer),
        voice(Some(NamedPerson), '▓', shares.named_person),
        voice(Some(NamedOrganization), '▒', shares.named_organization),
        voice(Some(Document), '░', shares.document),
        voice(Some(UnnamedPerson), '+', shares.unnamed_person),
        voice(Some(UnnamedGroup), '=', shares.unnamed_group),
        voice(Some(SourceKind::None), '?', shares.none),
    ]
}

/// A kind of source in words.
pub fn kind_name(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::NamedPerson => "named person",
        SourceKind::NamedOrganization => "named organization",
        SourceKind::Document => "document",
        SourceKind::UnnamedPerson => "unnamed person",
        SourceKind::UnnamedGroup => "unnamed group",
        SourceKind::None => "nobody in particular",
    }
}

/// The colour of a kind of source; `None` is the writer.
pub fn style(kind: Option<SourceKind>) -> Style {
    let color = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
    match kind {
        None => Style::new().dimmed(),
        Some(SourceKind::NamedPerson) => color(AnsiColor::Blue),
        Some(SourceKind::NamedOrganization) => color(AnsiColor::Cyan),
        Some(SourceKind::Document) => color(AnsiColor::Magenta),
        Some(SourceKind::UnnamedPerson) => color(AnsiColor::Yellow),
        Some(SourceKind::UnnamedGroup) => color(AnsiColor::Yellow),
        Some(SourceKind::None) => color(AnsiColor::Red),
    }
}

/// The colour of a type of event, by its family.
pub fn type_style(kind: Option<EventType>) -> Style {
    let color = |color: AnsiColor| Style::new().bold().fg_color(Some(color.into()));
    match kind.map(EventType::quad) {
        Some(Quad::VerbalCooperation) => color(AnsiColor::Green),
        Some(Quad::MaterialCooperation) => color(AnsiColor::Green),
        Some(Quad::VerbalConflict) => color(AnsiColor::Yellow),
        Some(Quad::MaterialConflict) => color(AnsiColor::Red),
        None => Style::new().dimmed(),
    }
}

/// Filled for what is said to be so, hollow for what is not so firm, crossed for what is denied.
pub fn status_mark(status: Status) -> char {
    match status {
        Status::Actual => '●',
        Status::Future => '◐',
        Status::Hypothetical => '○',
        Status::Negated => '×',
    }
}

/// Sources on whom passages rest alone, with the sentences, counted from 1: `3–5, 9–12`.
pub fn single_sources(record: &Record) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for passage in &record.profile.single_source {
        let sentences = format!("{}–{}", passage.sentence + 1, passage.sentence + passage.sentences);
        match found.iter_mut().find(|(name, _)| *name == passage.name) {
            Some((_, list)) => *list = format!("{list}, {sentences}"),
            None => found.push((passage.name.clone(), sentences)),
        }
    }
    found
}

/// A word of the contract as it is spelled in JSON.
pub fn spelled(word: &impl serde::Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A small record for the tests of the renderers.
#[cfg(test)]
pub fn sample() -> hearsay_record::Record {
    serde_json::from_str(include_str!("../../tests/data/record.json")).unwrap()
}
