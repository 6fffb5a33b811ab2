//! Feeds (RSS, Atom, JSON Feed) to the articles they point to.
//!
//! A feed mostly carries the beginning of an article; the whole of it is on the linked page. So an entry becomes an article by
//! fetching its page, and what the feed says of it (time, authors, outlet) fills what the page leaves open. Where the page
//! cannot be had, the entry's own text is taken if it is long enough to be one.

use crate::article::{Ingested, Options};
use crate::html::html;
use crate::{Origin, Reason};

/// One entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub url: String,
    pub title: Option<String>,
    pub published: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    /// HTML or text.
    pub content: Option<String>,
}

/// Words from which an entry's own text is taken for an article.
const CONTENT_WORDS_MIN: usize = 80;

/// Whether bytes begin like a feed.
pub(crate) fn looks_like_feed(head: &[u8]) -> bool {
    const ENOUGH: usize = 2048;
    let head = String::from_utf8_lossy(&head[..head.len().min(ENOUGH)]);
    let text = head.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with('{') {
        return text.contains("jsonfeed.org/version");
    }
    // The first element that is no declaration, comment or processing instruction.
    let root =
        text.split('<').map(str::trim_start).find(|tag| !tag.is_empty() && !tag.starts_with(['?', '!']));
    root.is_some_and(|root| {
        ["rss", "feed", "rdf:RDF"].iter().any(|name| {
            root.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>', '\n', '\r', '\t']))
        })
    })
}

/// The entries of a feed that have a link, in order.
pub(crate) fn entries(bytes: &[u8], base: Option<&str>) -> Result<Vec<Entry>, Reason> {
    let parser = feed_rs::parser::Builder::new().base_uri(base).build();
    let feed = parser.parse(bytes).map_err(|error| Reason::Feed(error.to_string()))?;
    let outlet = feed.title.map(|title| title.content.trim().to_string()).filter(|title| !title.is_empty());
    let mut out = Vec::new();
    for entry in feed.entries {
        let is_page = |rel: &Option<String>| rel.as_deref().is_none_or(|rel| rel == "alternate");
        let Some(link) = entry.links.iter().find(|link| is_page(&link.rel)).or(entry.links.first()) else {
            continue;
        };
        let content =
            entry.content.and_then(|content| content.body).or(entry.summary.map(|summary| summary.content));
        out.push(Entry {
            url: link.href.clone(),
            title: entry.title.map(|title| title.content),
            published: entry.published.or(entry.updated).map(|time| time.to_rfc3339()),
            authors: entry
                .authors
                .into_iter()
                .filter_map(|author| author.name)
                .filter(|name| !name.is_empty())
                .collect(),
            outlet: outlet.clone(),
            content,
        });
    }
    Ok(out)
}

/// The article of an entry. `page` fetches and reads the linked page.
pub(crate) fn article(
    entry: Entry,
    origin: &Origin,
    options: &Options,
    page: impl FnOnce(&str) -> Result<Ingested, Reason>,
) -> Result<Ingested, Reason> {
    // A time that the feed gives is worth more than the date that a page may show, and that than the caller's.
    let mut read = match page(&entry.url) {
        Ok(read) => read,
        Err(reason) => own_text(&entry, origin, options).ok_or(reason)?,
    };
    let article = &mut read.article;
    if let Some(published) = entry.published.as_deref().and_then(crate::published) {
        article.published = Some(published);
    }
    // A page that does not name its site is given the name of its host, which says less than the name of the feed.
    let named = article.outlet.take().filter(|outlet| !entry.url.contains(outlet.as_str()));
    let host = article.url.as_deref().and_then(|url| url::Url::parse(url).ok()?.host_str().map(String::from));
    article.outlet = named.or(entry.outlet).or(host);
    if article.authors.is_empty() {
        article.authors = entry.authors;
    }
    Ok(read)
}

fn own_text(entry: &Entry, origin: &Origin, options: &Options) -> Option<Ingested> {
    let content = entry.content.as_ref()?;
    if content.split_whitespace().count() < CONTENT_WORDS_MIN {
        return None;
    }
    let title = entry.title.as_deref().unwrap_or("").replace('<', "&lt;");
    let paragraphs = if content.contains('<') { content.clone() } else { format!("<p>{content}</p>") };
    let page = format!(
        "<html><head><title>{title}</title></head><body><article>{paragraphs}</article></body></html>"
    );
    html(page.into_bytes(), Some(encoding_rs::UTF_8), Some(entry.url.clone()), origin, options).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0"?><!-- made --><rss version="2.0"><channel><title>The Post</title>
        <item><title>Port closed</title><link>https://post.example/1</link><pubDate>Thu, 20 Feb 2025 10:00:00 +0100</pubDate></item>
        <item><title>No link</title></item></channel></rss>"#;
    const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><id>x</id><updated>2025-02-20T09:00:00Z</updated>
        <entry><id>1</id><title>Port closed</title><link href="https://post.example/1"/><updated>2025-02-20T09:00:00Z</updated></entry></feed>"#;
    const JSON: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Post", "items":
        [{"id": "1", "url": "https://post.example/1", "title": "Port closed", "date_published": "2025-02-20T09:00:00Z"}]}"#;

    #[test]
    fn three_kinds_of_feeds_say_the_same() {
        for feed in [RSS, ATOM, JSON] {
            assert!(looks_like_feed(feed.as_bytes()), "{feed}");
            let entries = entries(feed.as_bytes(), None).unwrap();
            assert_eq!(entries.len(), 1, "{entries:?}");
            assert_eq!(
                (entries[0].url.as_str(), entries[0].outlet.as_deref()),
                ("https://post.example/1", Some("The Post"))
            );
            assert_eq!(
                crate::published(entries[0].published.as_ref().unwrap()).unwrap()[..19],
                *"2025-02-20T09:00:00"
            );
        }
        assert!(!looks_like_feed(b"<html><head><title>rss</title></head></html>"));
        assert!(!looks_like_feed(b"{\"text\": \"The feed was cut.\"}"));
    }

    #[test]
    fn a_broken_feed_is_an_error() {
        assert!(matches!(
            entries(b"<rss version=\"2.0\"><channel><item><title>x</tit", None),
            Err(Reason::Feed(_)) | Ok(_)
        ));
        assert!(matches!(entries(b"not a feed", None), Err(Reason::Feed(_))));
    }

    #[test]
    fn an_entry_with_a_text_of_its_own_does_without_the_page() {
        let content =
            "<p>The port was closed on Monday, the mayor said, and ships were sent to the south.</p>"
                .repeat(8);
        let entry = Entry {
            url: "https://post.example/1".into(),
            content: Some(content),
            outlet: Some("The Post".into()),
            published: Some("2025-02-20T09:00:00+00:00".into()),
            ..Entry::default()
        };
        let origin = Origin { file: "feed.xml".into(), line: Some(1) };
        let gone = |_: &str| Err(Reason::Status(404));
        let read = article(entry.clone(), &origin, &Options::default(), gone).unwrap();
        assert!(read.article.text.starts_with("The port was closed on Monday"));
        assert_eq!(read.article.outlet.as_deref(), Some("The Post"));
        assert_eq!(read.article.published.as_deref(), Some("2025-02-20T09:00:00+00:00"));
        let short = Entry { content: Some("The port was closed.".into()), ..entry };
        let gone = |_: &str| Err(Reason::Status(404));
        assert!(matches!(article(short, &origin, &Options::default(), gone), Err(Reason::Status(404))));
    }
}
