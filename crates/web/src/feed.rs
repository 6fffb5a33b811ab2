//! Atom feeds (RFC 4287).

use crate::escape::escape;
use std::fmt::Write;

/// What a feed holds, one after another.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Behind `urn:hearsay:`; the same thing has the same id in every feed of one kind.
    pub id: String,
    /// A line.
    pub title: String,
    /// RFC 3339.
    pub updated: String,
    /// Who wrote it; empty for nobody.
    pub author: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// Words of it; may be empty.
    pub summary: String,
}

/// A feed as XML. `link` is where its content stands as a page, empty for nowhere.
pub fn feed(id: &str, title: &str, updated: &str, link: &str, entries: &[Entry]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let _ = write!(
        out,
        "<id>urn:hearsay:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>hearsay</name></author>\n",
        escape(id),
        escape(title),
        escape(updated)
    );
    let link_to = |href: &str| match href {
        "" => String::new(),
        href => format!("<link rel=\"alternate\" href=\"{}\"/>", escape(href)),
    };
    out += &link_to(link);
    for entry in entries {
        let element = |name: &str, text: &str| match text {
            "" => String::new(),
            text => format!("<{name}>{}</{name}>", escape(text)),
        };
        let author = match entry.author.as_str() {
            "" => String::new(),
            name => format!("<author>{}</author>", element("name", name)),
        };
        let _ = writeln!(
            out,
            "<entry><id>urn:hearsay:{}</id><title>{}</title><updated>{}</updated>{author}{}{}</entry>",
            escape(&entry.id),
            escape(&entry.title),
            escape(&entry.updated),
            link_to(&entry.href),
            element("summary", &entry.summary),
        );
    }
    out + "</feed>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let entry = Entry {
            id: "a&b".into(),
            title: "</title><x>".into(),
            href: "/a?b=1&c".into(),
            ..Entry::default()
        };
        let xml = feed("q", "<t>", "2025-03-05T00:00:00Z", "", &[entry]);
        assert!(
            xml.contains("<title>&lt;/title&gt;&lt;x&gt;</title>") && xml.contains("href=\"/a?b=1&amp;c\""),
            "{xml}"
        );
        assert!(!xml.contains("<summary>") && !xml.contains("<author></author>"));
    }
}
