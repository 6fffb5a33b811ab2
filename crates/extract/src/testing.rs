//! Documents for tests, without the engine.

use hearsay_nlp::{Deprel, Document, Name, NameType, Token, Upos, Xpos};

/// A document of these words, split at blanks, without a tree.
pub fn words(text: &str) -> Document {
    let mut document = Document { text: text.to_string(), ..Document::default() };
    let mut at = 0;
    for word in text.split(' ') {
        document.tokens.push(token(at, word, Upos::X, Xpos::Nn, word, 0, Deprel::Dep));
        at += word.len() + 1;
    }
    let all = document.tokens.len();
    document.sentences.push(0..all);
    document.paragraphs.push(0..all);
    document
}

/// A document of these words, split at blanks, without a tree, with the names that stand in brackets:
/// `"the [ORG Dallas Police Department] said"`. Capitalised words are proper nouns.
pub fn named(text: &str) -> Document {
    let mut names: Vec<Name> = Vec::new();
    let mut plain: Vec<&str> = Vec::new();
    for word in text.split(' ') {
        if let Some(kind) = word.strip_prefix('[') {
            names.push(Name { tokens: plain.len()..0, kind: NameType::parse(kind).unwrap() });
            continue;
        }
        plain.push(word.trim_end_matches(']'));
        if word.ends_with(']') {
            names.last_mut().unwrap().tokens.end = plain.len();
        }
    }
    let mut document = words(&plain.join(" "));
    for token in &mut document.tokens {
        let word = &document.text[token.start..token.end];
        token.upos = if word.starts_with(char::is_uppercase) { Upos::Propn } else { Upos::X };
    }
    document.names = names;
    document
}

fn token(
    start: usize,
    word: &str,
    upos: Upos,
    xpos: Xpos,
    lemma: &str,
    head: usize,
    deprel: Deprel,
) -> Token {
    Token {
        start,
        end: start + word.len(),
        upos,
        xpos,
        lemma: lemma.into(),
        head,
        deprel,
        sentence: 0,
        factuality: 0.0,
        predicate: 0.0,
    }
}

/// A document from one line a token: word, lemma, universal tag, Penn tag, head in the sentence from 1 (0 for the
/// root), relation, and the name it belongs to (`B-PERSON`, `I-PERSON`, `O`). A blank line ends a sentence.
pub fn tree(lines: &str) -> Document {
    let mut document = Document::default();
    let mut first = 0;
    for line in lines.lines().map(str::trim).chain([""]) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [word, lemma, upos, xpos, head, deprel, name] = fields[..] else {
            let end = document.tokens.len();
            if end > first {
                document.sentences.push(first..end);
                first = end;
            }
            continue;
        };
        let i = document.tokens.len();
        let head: usize = head.parse().unwrap();
        let head = if head == 0 { i } else { first + head - 1 };
        let start = document.text.len();
        document.text.push_str(word);
        document.text.push(' ');
        let (upos, xpos) = (Upos::parse(upos).unwrap(), Xpos::parse(xpos).unwrap());
        let mut made = token(start, word, upos, xpos, lemma, head, Deprel::parse(deprel).unwrap());
        made.sentence = document.sentences.len();
        document.tokens.push(made);
        match name.split_once('-') {
            Some(("B", kind)) => {
                document.names.push(Name { tokens: i..i + 1, kind: NameType::parse(kind).unwrap() });
            }
            Some(("I", _)) => document.names.last_mut().unwrap().tokens.end = i + 1,
            _ => {}
        }
    }
    document.paragraphs.push(0..document.tokens.len());
    document
}
