//! Events as rows, with columns that users of event data know. Several values of one cell are parted by `;`.

use super::voices::spelled;
use hearsay_record::{Argument, Event, Record};

/// What the columns are called, in order.
pub const COLUMNS: &[&str] = &[
    "article_id",
    "outlet",
    "published",
    "url",
    "event_id",
    "date_start",
    "date_end",
    "type",
    "mode",
    "quad",
    "cameo",
    "contexts",
    "actor_codes",
    "actor_names",
    "recipient_codes",
    "recipient_names",
    "status",
    "factuality_voice",
    "factuality_author",
    "voice_source",
    "voice_kind",
    "place",
    "country",
    "admin1",
    "lat",
    "lon",
    "counts",
    "sentence",
    "trigger",
    "sentence_text",
    "confidence",
];

/// The first row.
pub fn header() -> Vec<u8> {
    write(|out| out.write_record(COLUMNS))
}

/// One row an event.
pub fn rows(record: &Record) -> Vec<u8> {
    write(|out| record.events.iter().try_for_each(|event| out.write_record(row(record, event))))
}

fn write(fill: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    fill(&mut out).expect("rows are as long as the header, and memory takes every write");
    out.into_inner().expect("memory takes every write")
}

fn row(record: &Record, event: &Event) -> Vec<String> {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let article = &record.article;
    let voice = event.voice.as_ref().and_then(|id| record.statements.iter().find(|s| s.id == *id));
    let place = event.place.as_ref().and_then(|id| record.places.iter().find(|p| p.id == *id));
    let degrees = |value: Option<f64>| value.map(|d| d.to_string()).unwrap_or_default();
    let counts = event.counts.iter().map(|count| {
        let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
        match count.min == count.max {
            true => format!("{}={}", count.what, number(count.min)),
            false => format!("{}={}..{}", count.what, number(count.min), number(count.max)),
        }
    });
    let sentence = record.sentences.get(event.sentence);
    vec![
        article.id.clone(),
        given(&article.outlet),
        given(&article.published),
        given(&article.url),
        event.id.clone(),
        event.date.as_ref().map(|date| date.start.clone()).unwrap_or_default(),
        event.date.as_ref().map(|date| date.end.clone()).unwrap_or_default(),
        event.kind.map(|kind| kind.to_string()).unwrap_or_default(),
        given(&event.mode),
        event.kind.map(|kind| spelled(&kind.quad())).unwrap_or_default(),
        given(&event.cameo),
        event.contexts.join(";"),
        codes(record, &event.actors),
        names(record, &event.actors),
        codes(record, &event.recipients),
        names(record, &event.recipients),
        spelled(&event.status),
        event.factuality.voice.to_string(),
        event.factuality.author.to_string(),
        voice.map_or_else(|| "writer".to_string(), |voice| given(&voice.source.name)),
        voice.map_or_else(|| "writer".to_string(), |voice| spelled(&voice.source.kind)),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        place.and_then(|place| place.admin1.clone()).unwrap_or_default(),
        degrees(place.and_then(|place| place.lat)),
        degrees(place.and_then(|place| place.lon)),
        counts.collect::<Vec<_>>().join(";"),
        event.sentence.to_string(),
        event.trigger.text.clone(),
        sentence.map(|span| span.text.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default(),
        event.confidence.map(|confidence| confidence.to_string()).unwrap_or_default(),
    ]
}

/// Codes of the fillers, an empty place for one whose code is not known, so that codes and names stay level.
fn codes(record: &Record, arguments: &[Argument]) -> String {
    let code = |a: &Argument| record.actors.iter().find(|actor| actor.id == a.actor)?.code.clone();
    arguments.iter().map(|a| code(a).unwrap_or_default()).collect::<Vec<_>>().join(";")
}

fn names(record: &Record, arguments: &[Argument]) -> String {
    let name =
        |a: &Argument| record.actors.iter().find(|actor| actor.id == a.actor).map(|actor| actor.name.clone());
    let names = arguments.iter().map(|a| name(a).unwrap_or_else(|| a.span.text.clone()).replace(';', ","));
    names.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::voices::sample;

    #[test]
    fn a_row_for_each_event() {
        let text = String::from_utf8([header(), rows(&sample())].concat()).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap().len(), COLUMNS.len());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), sample().events.len());
        let cell = |row: usize, column: &str| {
            rows[row].get(COLUMNS.iter().position(|c| *c == column).unwrap()).unwrap().to_string()
        };
        assert_eq!(cell(0, "type"), "COERCE");
        assert_eq!(cell(0, "quad"), "M-Confl");
        assert_eq!(cell(0, "voice_kind"), "writer");
        assert_eq!(cell(1, "status"), "hypothetical");
        assert_eq!(cell(1, "voice_kind"), "none");
        assert_eq!(cell(0, "actor_names"), "Karvania, the \"navy\"");
    }
}
