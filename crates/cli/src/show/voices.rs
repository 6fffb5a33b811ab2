//! Whose words: names, marks and colours of the kinds of source. The marks differ without colour too.

use anstyle::{AnsiColor, Style};
use hearsay_record::{EventType, Quad, Shares, SourceKind};
pub use hearsay_web::words::{kind_name, single_sources, spelled, status_mark};

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

/// A small record for the tests of the renderers.
#[cfg(test)]
pub fn sample() -> hearsay_record::Record {
    serde_json::from_str(include_str!("../../tests/data/record.json")).unwrap()
}
