//! Dependency trees as tables for people.

use super::wrap::{columns, tame};
use hearsay_nlp::{Document, Role};
use std::fmt::Write;
use std::ops::Range;

/// The sentences in this range: a line of text, then a row a word. `head` counts words of the sentence from 1
/// and is 0 for the root, as in CoNLL-U.
pub fn table(document: &Document, sentences: Range<usize>) -> String {
    let names = document.name_tags();
    let said = attribution_tags(document);
    let mut out = String::new();
    for s in sentences {
        let range = document.sentences[s].clone();
        let _ = writeln!(out, "{}. {}", s + 1, tame(document.slice(range.clone())));
        let mut rows =
            vec![["", "word", "lemma", "upos", "xpos", "head", "deprel", "name", "said"].map(String::from)];
        for i in range.clone() {
            let token = &document.tokens[i];
            let head = if document.is_root(i) { 0 } else { token.head + 1 - range.start };
            rows.push([
                (i + 1 - range.start).to_string(),
                tame(document.word(i)),
                tame(&token.lemma),
                token.upos.to_string(),
                token.xpos.to_string(),
                head.to_string(),
                token.deprel.to_string(),
                names[i].clone(),
                said[i].clone(),
            ]);
        }
        for row in &rows {
            let mut line = String::from(" ");
            for (k, cell) in row.iter().enumerate() {
                let wide = rows.iter().map(|row| columns(&row[k])).max().unwrap_or(0);
                let pad = " ".repeat(wide - columns(cell));
                // Numbers stand at the right.
                let _ = if k == 0 || k == 5 {
                    write!(line, " {pad}{cell} ")
                } else {
                    write!(line, " {cell}{pad} ")
                };
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
        out.push('\n');
    }
    out
}

/// Sources, cues and contents as IOB tags.
fn attribution_tags(document: &Document) -> Vec<String> {
    let mut tags = vec!["O".to_string(); document.tokens.len()];
    for span in &document.attributions {
        let role = match span.role {
            Role::Source => "source",
            Role::Cue => "cue",
            Role::Content => "content",
        };
        for i in span.tokens.clone() {
            tags[i] = format!("{}-{role}", if i == span.tokens.start { "B" } else { "I" });
        }
    }
    tags
}
