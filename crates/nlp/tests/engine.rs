//! What the engine promises of every text, whatever the model makes of it.

use std::ops::Range;

use hearsay_nlp::{Deprel, Document, Engine, Role, Scratch, TEXT_BYTES_MAX, words};
use proptest::prelude::*;

fn engine() -> &'static Engine {
    Engine::embedded().expect("the model that is built in can be read")
}

/// Ranges in order that hold every number below `n` once.
fn tile(ranges: &[Range<usize>], n: usize) {
    let mut at = 0;
    for range in ranges {
        assert_eq!(range.start, at);
        assert!(range.start < range.end);
        at = range.end;
    }
    assert_eq!(at, n);
}

fn within_one(ranges: &[Range<usize>], inner: &Range<usize>) -> bool {
    ranges.iter().any(|outer| outer.start <= inner.start && inner.end <= outer.end)
}

fn in_order<'a>(spans: impl Iterator<Item = &'a Range<usize>>) {
    let mut at = 0;
    for span in spans {
        assert!(at <= span.start && span.start < span.end);
        at = span.end;
    }
}

fn well_formed(text: &str, document: &Document) {
    assert_eq!(document.text, text);
    assert_eq!(document.unread_bytes, 0);
    let cut: Vec<_> = words(text).iter().map(|w| w.start..w.end).collect();
    let tokens: Vec<_> = document.tokens.iter().map(|t| t.start..t.end).collect();
    assert_eq!(tokens, cut);
    let n = document.tokens.len();
    tile(&document.sentences, n);
    tile(&document.paragraphs, n);

    for (number, sentence) in document.sentences.iter().enumerate() {
        assert!(within_one(&document.paragraphs, sentence));
        let roots: Vec<usize> = sentence.clone().filter(|&i| document.is_root(i)).collect();
        assert_eq!(roots.len(), 1, "one root in {:?}", document.slice(sentence.clone()));
        for i in sentence.clone() {
            let token = &document.tokens[i];
            assert_eq!(token.sentence, number);
            assert!(sentence.contains(&token.head));
            assert_eq!(token.deprel == Deprel::Root, i == roots[0]);
            assert!(!token.lemma.is_empty());
            assert!((-3.0..=3.0).contains(&token.factuality) && (0.0..=1.0).contains(&token.predicate));
            let mut at = i;
            for _ in sentence.clone() {
                at = document.tokens[at].head;
            }
            assert_eq!(at, roots[0], "every word is under the root");
        }
    }

    in_order(document.names.iter().map(|name| &name.tokens));
    assert!(document.names.iter().all(|name| within_one(&document.sentences, &name.tokens)));
    in_order(document.attributions.iter().map(|span| &span.tokens));
    for span in &document.attributions {
        assert!(within_one(&document.paragraphs, &span.tokens));
        assert!(span.margin >= 0.0);
        match (span.role, span.belongs_to.map(|i| document.attributions[i].role)) {
            (_, None) | (Role::Cue, Some(Role::Source)) | (Role::Content, Some(Role::Cue)) => {}
            wrong => panic!("{wrong:?}"),
        }
    }
}

fn read(text: &str) -> Document {
    let document = engine().read(text);
    well_formed(text, &document);
    document
}

#[test]
fn nothing_to_read() {
    assert_eq!(read(""), Document::default());
    assert!(read(" \n\u{feff}\t ").tokens.is_empty());
}

#[test]
fn a_sentence_and_its_tree() {
    let document = read("The minister denied the report.");
    let shown: Vec<String> = (0..document.tokens.len())
        .map(|i| {
            let token = &document.tokens[i];
            format!("{} {} {} {}", document.word(i), token.xpos, token.deprel, document.word(token.head))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "The DT det minister",
            "minister NN nsubj denied",
            "denied VBD root denied",
            "the DT det report",
            "report NN obj denied",
            ". . punct denied"
        ]
    );
    assert_eq!(&*document.tokens[2].lemma, "deny");
}

#[test]
fn paragraphs_and_sentences() {
    let document = read("Talks resume\n\nThey failed. We don't know why.\nNobody does.");
    let sentences: Vec<&str> = document.sentences.iter().map(|s| document.slice(s.clone())).collect();
    assert_eq!(sentences, ["Talks resume", "They failed.", "We don't know why.", "Nobody does."]);
    assert_eq!(document.paragraphs.len(), 3);
}

#[test]
fn long_paragraphs_are_read_in_parts() {
    let text = "The council of the old town met on Monday, and nobody said what it had decided. ".repeat(40);
    let document = read(&text);
    assert_eq!(document.sentences.len(), 40);
    read(&"and so on ".repeat(700));
    read(&"x".repeat(100_000));
    read(&"東京".repeat(3000));
}

#[test]
fn what_is_beyond_the_limit_is_counted() {
    let text = format!("One.{}Two.", " ".repeat(TEXT_BYTES_MAX));
    let document = engine().read(&text);
    assert_eq!(document.tokens.len(), 2);
    assert_eq!(document.text, text);
    assert_eq!(document.unread_bytes, text.len() - (TEXT_BYTES_MAX - 1));
}

#[test]
fn memory_used_again_changes_nothing() {
    let texts = [
        "“We will not leave,” she said.\nThey left.",
        "",
        "Ana Ruiz, 42, of Quito told reporters on Friday that talks had failed.",
    ];
    let mut scratch = Scratch::default();
    for _ in 0..2 {
        for text in texts {
            assert_eq!(engine().read_with(&mut scratch, text), engine().read(text));
        }
    }
}

#[test]
fn a_damaged_model_is_an_error() {
    assert!(Engine::from_bytes(Vec::new()).is_err());
    assert!(Engine::from_bytes(b"HEARSAY1 and nothing that follows".to_vec()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_text(text in any::<String>()) {
        read(&text);
    }

    #[test]
    fn any_words(parts in prop::collection::vec(prop::sample::select(vec![
        "Said", "Ms.", "Ortiz", "that", "\"", "“", "”", ",", ".", "!", ")", "(", "the", "army", "may", "not", "attack", "of", "to",
        "don't", "1,200", "%", "\n", "\n\n", "according", "spokesman", "told", "U.S.", "—", "-", "é", "東", "👩", "\u{200d}", "aaaaaaaaaaaaaaaaaaaaaaaa",
    ]), 0..250)) {
        read(&parts.join(" "));
    }

    #[test]
    fn bytes_that_are_no_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&String::from_utf8_lossy(&bytes));
    }
}
