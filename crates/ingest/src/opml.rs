//! Lists of feeds: OPML, as feed readers write it, or one address a line.

use scraper::{Html, Selector};

/// The addresses of a list, in order, each once.
pub fn feeds(list: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if list.contains("<opml") {
        // The attributes of OPML survive a parser of HTML, in lower case.
        let page = Html::parse_document(list);
        if let Ok(outline) = Selector::parse("outline[xmlurl]") {
            out.extend(
                page.select(&outline)
                    .filter_map(|element| element.attr("xmlurl"))
                    .map(|url| url.trim().to_string()),
            );
        }
    } else {
        let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        out.extend(lines.map(String::from));
    }
    let mut seen = std::collections::HashSet::new();
    out.retain(|url| seen.insert(url.clone()));
    out
}

#[cfg(test)]
mod tests {
    use super::feeds;

    #[test]
    fn opml_and_lines() {
        let opml = r#"<?xml version="1.0"?><opml version="2.0"><body><outline text="Strait">
            <outline type="rss" text="Post" xmlUrl="https://post.example/rss?a=1&amp;b=2"/>
            <outline type="rss" text="Post again" xmlUrl="https://post.example/rss?a=1&amp;b=2"/>
            <outline type="rss" text="Herald" xmlUrl="https://herald.example/feed"></outline></outline></body></opml>"#;
        assert_eq!(feeds(opml), ["https://post.example/rss?a=1&b=2", "https://herald.example/feed"]);
        assert_eq!(
            feeds("# mine\nhttps://post.example/rss\n\nhttps://post.example/rss\n"),
            ["https://post.example/rss"]
        );
    }
}
