//! The page as data: what stands in an article cannot become part of the page.

use super::*;
use hearsay_record::Span;

/// A small record.
fn sample() -> Record {
    serde_json::from_str(include_str!("../../../cli/tests/data/record.json")).unwrap()
}

fn of(records: &[Record]) -> String {
    let sections: Vec<Vec<u8>> = records.iter().map(section).collect();
    String::from_utf8(page(&sections)).unwrap()
}

/// The sample with another text, whose spans are put on its first words.
fn with_text(text: &str) -> Record {
    let mut record = sample();
    record.article.text = text.to_string();
    record.article.title = None;
    record
}

#[test]
fn the_sample_says_who_says_what() {
    let page = of(&[sample()]);
    // The trigger, marked as a hypothetical event inside words that nobody vouches for.
    assert!(page.contains("class=\"said unsourced nobody\""), "{page}");
    assert!(page.contains("class=\"event hypothetical\""), "{page}");
    assert!(page.contains("<b>34 %</b>") || page.contains("nobody in particular"), "{page}");
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"), "{page}");
}

#[test]
fn every_id_stands_once_and_every_link_leads_somewhere() {
    let page = of(&[sample()]);
    let of = |mark: &str| -> Vec<String> {
        page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(String::from).collect()
    };
    let ids = of(" id=\"");
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    for link in of("href=\"#") {
        assert!(ids.contains(&link), "#{link} leads nowhere: {ids:?}");
    }
}

#[test]
fn several_articles_have_an_index() {
    let mut other = sample();
    other.article.id = "courier-2".to_string();
    let page = of(&[sample(), other]);
    assert!(page.contains("2 articles") && page.matches("<article id=").count() == 2, "{page}");
    assert!(page.contains("Back to the index"), "{page}");
}

#[test]
fn hostile_text_stays_text() {
    let text = "<script>alert(1)</script> \"onmouseover='x' </p></article><img src=x onerror=y>\n\n\
                \u{202E}drawkcab\u{202C} \u{1b}[2J {{ 7 * 7 }} <!-- </style><style>*{display:none}";
    let mut record = with_text(text);
    record.article.title = Some("</title><script>alert(2)</script>".to_string());
    record.article.text = format!("{}\n\n{text}", record.article.title.as_ref().unwrap());
    record.article.url = Some("javascript:alert(3)".to_string());
    record.article.id = "\"><script>alert(4)</script>".to_string();
    record.article.outlet = Some("<b onclick=z>Post</b>".to_string());
    record.actors[0].name = "<svg/onload=a>".to_string();
    record.statements[0].source.name = Some("<iframe src=//e>".to_string());
    record.diagnostics[0].message = "<object data=e>".to_string();
    let page = of(&[record]);
    // Tags of the page's own templates are the only ones there are.
    let own = [
        "html", "head", "meta", "title", "style", "body", "a", "nav", "h1", "h2", "h3", "ol", "ul", "li",
        "main", "article", "header", "p", "section", "div", "span", "b", "small", "i", "aside", "footer",
        "details", "summary", "dl", "dt", "dd", "!DOCTYPE",
    ];
    for tag in page.split('<').skip(1) {
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric() || *c == '!').collect();
        assert!(own.contains(&name.as_str()), "<{tag}");
        // No tag of an article has an attribute that runs anything.
        let inside = tag.split('>').next().unwrap();
        assert!(!inside.contains(" on") && !inside.contains("javascript:"), "<{inside}>");
    }
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(!page.contains(['\u{202E}', '\u{202C}', '\u{1b}']));
    assert!(page.contains("javascript:alert(3)"), "the address is shown, as text");
    assert!(!page.contains("href=\"javascript"));
}

#[test]
fn a_paragraph_of_any_length_is_one_paragraph() {
    let mut record = with_text(&"word ".repeat(200_000));
    record.events.clear();
    let page = of(&[record]);
    assert_eq!(page.matches("<p class=\"text\"").count(), 1);
    assert!(page.len() > 1_000_000);
}

#[test]
fn a_line_that_ends_in_the_middle_of_a_sentence_goes_on() {
    let text = "The bridge over the Tolm was\n    closed on Monday.\nIt is\nold.";
    let mut record = with_text(text);
    let span = |text: &str, start: usize| Span { start, end: start + text.len(), text: text.to_string() };
    record.sentences = vec![span(&text[..50], 0), span(&text[51..56], 51), span(&text[57..], 57)];
    record.events.clear();
    record.statements.clear();
    record.language.clear();
    let page = of(&[record]);
    // The first paragraph is short enough for a headline.
    assert_eq!(page.matches("<p class=\"text\"").count(), 1, "{page}");
    assert!(page.contains("closed on Monday.&#160;"), "{page}");
}

#[test]
fn no_articles_and_no_words() {
    assert!(of(&[]).contains("0 articles"));
    let mut record = with_text("");
    record.events.clear();
    record.statements.clear();
    record.language.clear();
    assert!(of(&[record]).contains("without a headline"));
}
