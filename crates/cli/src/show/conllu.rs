//! Documents in CoNLL-U, version 2 (universaldependencies.org/format.html).

use hearsay_ingest::Origin;
use hearsay_nlp::Document;
use std::fmt::Write;

/// One document: comments, then ten columns a word, a blank line behind each sentence. Names stand under MISC as
/// IOB tags, and so does `SpaceAfter=No`.
pub fn document(origin: &Origin, document: &Document) -> String {
    let names = document.name_tags();
    let mut out = format!("# newdoc id = {}\n", flat(&origin.to_string()));
    for (s, sentence) in document.sentences.iter().enumerate() {
        let starts_paragraph = document.paragraphs.iter().any(|paragraph| paragraph.start == sentence.start);
        if starts_paragraph {
            out.push_str("# newpar\n");
        }
        let _ = writeln!(out, "# sent_id = {}", s + 1);
        let _ = writeln!(out, "# text = {}", flat(document.slice(sentence.clone())));
        for i in sentence.clone() {
            let token = &document.tokens[i];
            let head = if document.is_root(i) { 0 } else { token.head + 1 - sentence.start };
            let next = document.tokens.get(i + 1);
            let mut misc = Vec::new();
            if names[i] != "O" {
                misc.push(format!("NER={}", names[i]));
            }
            if next.is_some_and(|next| next.start == token.end) {
                misc.push("SpaceAfter=No".to_string());
            }
            let misc = if misc.is_empty() { "_".to_string() } else { misc.join("|") };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{misc}",
                i + 1 - sentence.start,
                flat(document.word(i)),
                flat(&token.lemma),
                token.upos,
                token.xpos,
                token.deprel,
            );
        }
        out.push('\n');
    }
    out
}

/// Without the line ends and tabs that would break the format.
fn flat(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
