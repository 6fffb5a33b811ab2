//! A web page to an article: what is text and what is furniture is left to `trafilatura`; the paragraphs,
//! which tell where a quotation goes on, are kept here.

use crate::article::{Ingested, Options, Parts, assemble};
use crate::charset::{binary, declared_in_html, decode};
use crate::limits::{HTML_DEPTH_MAX, HTML_ELEMENTS_MAX};
use crate::{Origin, Reason};
use encoding_rs::Encoding;
use scraper::{Html, Node};
use std::panic::catch_unwind;
use trafilatura::{ExtractResult, TrafilaturaError};

/// Title, authors, outlet, date, address and body of a page. The charset is what `charset` or the page
/// says, else a guess. `url` is where the page was fetched; without it the address that the page gives for
/// itself is taken.
pub fn html(
    bytes: Vec<u8>,
    charset: Option<&'static Encoding>,
    url: Option<String>,
    origin: &Origin,
    options: &Options,
) -> Result<Ingested, Reason> {
    if let Some(what) = binary(&bytes) {
        return Err(Reason::Binary(what));
    }
    let charset = charset.or_else(|| declared_in_html(&bytes));
    let page = decode(bytes, charset);
    if depth(&page.text) > HTML_DEPTH_MAX {
        return Err(Reason::HtmlTooDeep);
    }
    let found = extract(&page.text, url.as_deref())?;
    let meta = found.metadata;
    let title = present(meta.title);
    let parts = Parts {
        id: None,
        url: url.or(present(meta.url)),
        outlet: present(meta.sitename),
        body: paragraphs(&found.content_html, title.as_deref()),
        title,
        authors: meta.author.split(';').map(str::trim).filter(|a| !a.is_empty()).map(String::from).collect(),
        published: meta.date.map(|date| date.to_string()),
        warnings: page.warning.into_iter().collect(),
    };
    match assemble(parts, options, origin) {
        Err(Reason::EmptyText) => Err(Reason::NoArticle),
        other => other,
    }
}

/// Runs the extractor. A page that makes it panic is a page it cannot read, not the end of the batch.
fn extract(page: &str, url: Option<&str>) -> Result<ExtractResult, Reason> {
    let mut options = trafilatura::Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_exclude_tables(true)
        .with_max_tree_size(HTML_ELEMENTS_MAX);
    if let Some(url) = url.and_then(|url| url::Url::parse(url).ok()) {
        options = options.with_url(url);
    }
    match catch_unwind(|| trafilatura::extract(page, &options)) {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(TrafilaturaError::TreeTooLarge { .. })) => Err(Reason::HtmlTooLarge),
        Ok(Err(_)) | Err(_) => Err(Reason::NoArticle),
    }
}

fn present(text: String) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_string())
}

/// The text of cleaned HTML, a blank line between paragraphs, white space run together. A first paragraph
/// that repeats the title goes.
fn paragraphs(html: &str, title: Option<&str>) -> String {
    const BLOCKS: &[&str] = &[
        "article",
        "blockquote",
        "body",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ];
    let page = Html::parse_fragment(html);
    let mut blocks = vec![String::new()];
    for edge in page.tree.root().traverse() {
        use ego_tree::iter::Edge;
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        match (node.value(), edge) {
            (Node::Text(text), Edge::Open(_)) => {
                if let Some(last) = blocks.last_mut() {
                    last.push_str(text);
                }
            }
            (Node::Element(element), _) if BLOCKS.contains(&element.name()) => blocks.push(String::new()),
            _ => {}
        }
    }
    let mut body: Vec<String> = blocks
        .iter()
        .map(|block| block.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|block| !block.is_empty())
        .collect();
    if body.len() > 1
        && title.is_some_and(|title| body[0] == title.split_whitespace().collect::<Vec<_>>().join(" "))
    {
        body.remove(0);
    }
    body.join("\n\n")
}

/// About how deep a page nests its elements, counted up to just beyond the limit. Read before the page is
/// parsed, in one pass: a stack of open elements, without those that are void or that the next of their kind
/// closes. An end tag that closes nothing open is passed over, as parsers do.
fn depth(page: &str) -> usize {
    const SHALLOW: &[&str] = &[
        "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
        "input", "li", "link", "meta", "optgroup", "option", "p", "param", "source", "tbody", "td", "tfoot",
        "th", "thead", "tr", "track", "wbr",
    ];
    let mut open: Vec<String> = Vec::new();
    let mut deepest = 0;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closes = rest.starts_with('/');
        let tag = rest.strip_prefix('/').unwrap_or(rest);
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        // Within drawings and formulas no element is void, and a slash closes.
        let foreign = open.iter().any(|name| name == "svg" || name == "math");
        if name.is_empty() || (SHALLOW.contains(&name.as_str()) && !foreign) {
            continue;
        }
        if closes {
            if let Some(at) = open.iter().rposition(|open| *open == name) {
                open.truncate(at);
            }
            continue;
        }
        if matches!(name.as_str(), "script" | "style" | "textarea" | "title") {
            // What stands in these is no markup.
            let close = format!("</{name}");
            rest = &rest[find_ignoring_case(rest, &close).unwrap_or(rest.len())..];
            continue;
        }
        if foreign && tag.find('>').is_some_and(|end| tag[..end].ends_with('/')) {
            continue;
        }
        open.push(name);
        deepest = deepest.max(open.len());
        if deepest > HTML_DEPTH_MAX {
            break;
        }
    }
    deepest
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// True if the text begins like a page.
pub(crate) fn looks_like_html(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let head = head[..head.len().min(512)].to_ascii_lowercase();
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<!--", b"<?xml", b"<article", b"<div", b"<p>"]
        .iter()
        .any(|start| head.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> Result<Ingested, Reason> {
        let origin = Origin { file: "a.html".into(), line: None };
        html(page.as_bytes().to_vec(), None, None, &origin, &Options::default())
    }

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Bridge talks stall | The Harbour Post</title>
        <meta property="og:site_name" content="The Harbour Post"><meta property="og:title" content="Bridge talks stall">
        <meta name="author" content="Jane Miller"><meta property="article:published_time" content="2025-02-20T10:00:00Z">
        <link rel="canonical" href="https://harbour.example/bridge"></head><body>
        <nav><a href=/>Home</a><a href=/world>World</a></nav><article><h1>Bridge talks stall</h1>
        <p>Talks over the border bridge stalled on Thursday, officials said, as the two sides traded accusations
        about who had fired first.</p><p>“We did not fire,” the defence minister told reporters.</p>
        <p>There was growing <b>speculation</b> that the army could strike the camp&nbsp;&mdash; the third such rumour.</p>
        </article><footer>Copyright 2025 Harbour Post</footer></body></html>"#;

    #[test]
    fn a_news_page() {
        let article = read(PAGE).unwrap().article;
        assert_eq!(article.title.as_deref(), Some("Bridge talks stall"));
        assert_eq!(article.outlet.as_deref(), Some("The Harbour Post"));
        assert_eq!(article.authors, ["Jane Miller"]);
        assert_eq!(article.published.as_deref(), Some("2025-02-20"));
        assert_eq!(article.url.as_deref(), Some("https://harbour.example/bridge"));
        assert_eq!(
            article.text,
            "Bridge talks stall\n\n\
             Talks over the border bridge stalled on Thursday, officials said, as the two sides traded accusations \
             about who had fired first.\n\n\
             “We did not fire,” the defence minister told reporters.\n\n\
             There was growing speculation that the army could strike the camp — the third such rumour."
        );
    }

    #[test]
    fn broken_markup_still_gives_its_text() {
        let page = "<html><p>Officials said <b>the <i>bridge</b> fell</i> on Monday.<div <p <a href=\"x>foo</p></article";
        assert!(read(page).unwrap().article.text.contains("bridge"));
    }

    #[test]
    fn a_page_without_text_is_an_error() {
        for page in
            ["<html><body></body></html>", "<html><body><script>var a = '<p>text</p>'</script></body></html>"]
        {
            assert!(matches!(read(page), Err(Reason::NoArticle)), "{page}");
        }
    }

    #[test]
    fn a_page_that_nests_too_deep_is_refused_at_once() {
        let deep = format!("<html><body>{}<p>The port was closed.", "<div>".repeat(100_000));
        assert!(matches!(read(&deep), Err(Reason::HtmlTooDeep)));
        let list = format!("<html><body><ul>{}</ul>", "<li>The port was closed on Monday.".repeat(500));
        assert!(read(&list).is_ok());
        let page = "<div><svg><path d=1/><path d=2/></svg><br><img><script>if (a<b) '<i><i><i>'</script><b></p></b></div>";
        assert_eq!(depth(page), 2);
        for unclosed in ["<div></x>", "<div/>", "<svg><td>", "<b><i>"] {
            assert!(depth(&unclosed.repeat(1000)) > HTML_DEPTH_MAX, "{unclosed}");
        }
    }

    #[test]
    fn the_page_says_its_charset() {
        let page = b"<html><head><meta charset=\"windows-1252\"></head><body><p>The caf\xE9 was closed by the police on Monday, the mayor said.</p></body></html>";
        let origin = Origin { file: "a.html".into(), line: None };
        let got = html(page.to_vec(), None, None, &origin, &Options::default()).unwrap();
        assert!(got.article.text.contains("café"), "{}", got.article.text);
        assert!(got.diagnostics.is_empty());
    }
}
