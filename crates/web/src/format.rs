//! In which form an answer is wanted: by the ending of the address, else by the Accept header, else a page.

use axum::http::{HeaderMap, header};

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people.
    Html,
    /// One object.
    Json,
    /// Rows with a header.
    Csv,
    /// One object a line, all rows.
    Ndjson,
    /// Apache Parquet.
    Parquet,
    /// A feed of the newest rows.
    Atom,
}

impl Format {
    /// All that an address can end in.
    pub const ENDINGS: [Format; 5] =
        [Format::Json, Format::Csv, Format::Ndjson, Format::Parquet, Format::Atom];

    /// The ending, with its dot.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Html => "",
            Format::Json => ".json",
            Format::Csv => ".csv",
            Format::Ndjson => ".ndjson",
            Format::Parquet => ".parquet",
            Format::Atom => ".atom",
        }
    }

    /// What it is called on a link.
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "page",
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::Ndjson => "NDJSON",
            Format::Parquet => "Parquet",
            Format::Atom => "Atom",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Html => "text/html; charset=utf-8",
            Format::Json => "application/json",
            Format::Csv => "text/csv; charset=utf-8; header=present",
            Format::Ndjson => "application/x-ndjson",
            Format::Parquet => "application/vnd.apache.parquet",
            Format::Atom => "application/atom+xml",
        }
    }

    /// What the address asks for, and the rest of it.
    pub fn of_path(path: &str) -> (&str, Format) {
        for format in Format::ENDINGS {
            if let Some(rest) = path.strip_suffix(format.ending()).filter(|rest| !rest.is_empty()) {
                return (rest, format);
            }
        }
        (path, Format::Html)
    }

    /// What an address without ending is to give: the first of `offered` that the Accept header names, a page if it
    /// names none.
    pub fn accepted(headers: &HeaderMap, offered: &[Format]) -> Format {
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
        for part in accept.split(',') {
            let wanted = part.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
            if wanted == "*/*" || wanted == "text/html" {
                return Format::Html;
            }
            let named =
                |format: &&Format| format.media_type().split(';').next().is_some_and(|name| name == wanted);
            if let Some(format) = offered.iter().find(named) {
                return *format;
            }
        }
        Format::Html
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn endings_and_headers() {
        assert_eq!(Format::of_path("/events.json"), ("/events", Format::Json));
        assert_eq!(Format::of_path("/article/a.b"), ("/article/a.b", Format::Html));
        let accepted = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(value));
            Format::accepted(&headers, &[Format::Json, Format::Csv])
        };
        assert_eq!(accepted("text/html,application/xhtml+xml,*/*;q=0.8"), Format::Html);
        assert_eq!(accepted("application/json"), Format::Json);
        assert_eq!(accepted("text/csv;q=0.9, application/json"), Format::Csv);
        assert_eq!(accepted("application/vnd.apache.parquet"), Format::Html);
    }
}
