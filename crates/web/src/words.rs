//! The contract's words as people read them.

use hearsay_record::{Record, SourceKind, Status};

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

/// Filled for what is said to be so, hollow for what is not so firm, crossed for what is denied.
pub fn status_mark(status: Status) -> char {
    match status {
        Status::Actual => '●',
        Status::Future => '◐',
        Status::Hypothetical => '○',
        Status::Negated => '×',
    }
}

/// FactBank's scale in words.
pub fn certainty(value: f64) -> &'static str {
    match value {
        v if v >= 2.5 => "certain",
        v if v >= 1.5 => "probable",
        v if v >= 0.5 => "possible",
        v if v > -0.5 => "open",
        v if v > -1.5 => "doubtful",
        v if v > -2.5 => "unlikely",
        _ => "certainly not",
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

/// At most so many characters, cut between words where that is near.
pub fn shortened(text: &str, max: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= max {
        return words;
    }
    let mut cut: String = words.chars().take(max - 1).collect();
    if let Some(blank) = cut.rfind(' ').filter(|&at| cut.len() - at < 20) {
        cut.truncate(blank);
    }
    cut + "…"
}
