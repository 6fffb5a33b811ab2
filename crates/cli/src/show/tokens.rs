//! Documents as JSON Lines: one object a file.

use hearsay_ingest::Origin;
use hearsay_nlp::Document;
use hearsay_record::SpanMap;
use serde::Serialize;

#[derive(Serialize)]
struct File<'d> {
    file: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    tokens: Vec<Token<'d>>,
}

#[derive(Serialize)]
struct Token<'d> {
    start: usize,
    end: usize,
    text: &'d str,
    upos: &'static str,
    xpos: &'static str,
    lemma: &'d str,
    head: usize,
    deprel: &'static str,
    name: &'d str,
    sent_start: bool,
}

/// One line, with its end. Offsets count Unicode code points of the article's text.
pub fn line(origin: &Origin, document: &Document) -> Vec<u8> {
    let map = SpanMap::new(&document.text);
    let names = document.name_tags();
    let tokens = document.tokens.iter().enumerate().map(|(i, token)| Token {
        start: map.point(token.start),
        end: map.point(token.end),
        text: document.word(i),
        upos: token.upos.as_str(),
        xpos: token.xpos.as_str(),
        lemma: &token.lemma,
        head: token.head,
        deprel: token.deprel.as_str(),
        name: &names[i],
        sent_start: document.sentences[token.sentence].start == i,
    });
    let file = File { file: &origin.file, line: origin.line, tokens: tokens.collect() };
    super::json::line(&file)
}
