//! What holds for any input.

use hearsay_ingest::{Options, Origin, Reason, html, json, limits, text};
use proptest::prelude::*;

fn origin() -> Origin {
    Origin { file: "any".to_string(), line: Some(1) }
}

/// Pieces that pages are made of, put together without care.
fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>"),
        Just("</p>"),
        Just("<div>"),
        Just("</div>"),
        Just("<table><tr><td>"),
        Just("<ul><li>"),
        Just("<b><i></b>"),
        Just("<a href=\"x>"),
        Just("<script>var a = '<p>';"),
        Just("</script>"),
        Just("<svg><td>"),
        Just("<!-- "),
        Just("<![CDATA["),
        Just("<title>Port closed"),
        Just("<meta property=\"og:title\" content=\"Port &amp; bridge\">"),
        Just("<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"author\": [{\"name\": 5}]"),
        Just("<time datetime=\"99-99-99\">"),
        Just("The port was closed on Monday, the mayor said. "),
        Just("Nobody was hurt in the strike — “so far”. "),
        Just("&#xD800;&nbsp;&bogus;\u{0}"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_comes_back_as_it_was(body in "(?s).{0,200}[a-z](?s).{0,200}", title in prop::option::of("[ -~]{0,40}")) {
        let line = serde_json::json!({ "text": body, "title": title }).to_string();
        let article = json(line.as_bytes(), &origin(), &Options::default()).unwrap().article;
        match &article.title {
            Some(title) => prop_assert_eq!(&article.text, &format!("{title}\n\n{body}")),
            None => prop_assert_eq!(&article.text, &body),
        }
        if !body.starts_with('\u{FEFF}') && !body.chars().any(char::is_control) {
            let plain = text(body.clone().into_bytes(), &origin(), &Options::default()).unwrap();
            prop_assert_eq!(plain.article.text, body);
        }
    }

    #[test]
    fn any_bytes_give_an_article_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = json(&bytes, &origin(), &Options::default());
        let _ = html(bytes.clone(), None, None, &origin(), &Options::default());
        if let Ok(read) = text(bytes, &origin(), &Options::default()) {
            prop_assert!(read.article.text.chars().any(char::is_alphanumeric));
        }
    }

    #[test]
    fn any_page_gives_an_article_or_a_reason(page in page()) {
        match html(page.into_bytes(), None, None, &origin(), &Options::default()) {
            Ok(read) => prop_assert!(read.article.text.chars().any(char::is_alphanumeric)),
            Err(reason) => prop_assert!(matches!(reason, Reason::NoArticle | Reason::HtmlTooDeep | Reason::Binary(_)), "{}", reason),
        }
    }
}

#[test]
fn five_megabytes_in_one_line_come_back_as_they_were() {
    let body = "The port of Kulaçan was closed. ".repeat(160_000);
    assert!(body.len() > 5_000_000 && body.len() < limits::TEXT_BYTES_MAX);
    let line = serde_json::json!({ "text": body }).to_string();
    let read = json(line.as_bytes(), &origin(), &Options::default()).unwrap();
    assert!(read.article.text == body);
    assert_eq!(read.diagnostics, []);
}
