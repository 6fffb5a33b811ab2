//! What is said inside somebody's words: "X said that Y had warned that Z".
//!
//! The network marks the outermost layer. Inside its contents the tree and the cue lexicon find the layers below.

use crate::attribution::{Draft, Origin, overlap};
use crate::cue;
use crate::lexicon::Lexicons;
use crate::phrase;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Upos};
use hearsay_record::CueClass;
use std::ops::Range;

/// Statements made inside the contents of `outer`.
pub fn nested(document: &Document, tree: &Tree, lexicons: &Lexicons, outer: &[Draft]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for content in outer.iter().flat_map(|draft| draft.content.iter()) {
        for verb in content.clone() {
            if document.tokens[verb].upos != Upos::Verb {
                continue;
            }
            if let Some(draft) = clause(document, tree, lexicons, verb, content)
                && !found.iter().any(|other| overlap(&other.cue, &draft.cue))
            {
                found.push(draft);
            }
        }
    }
    found
}

/// The statement that `verb` makes with a clause of its own, all of it inside `within`.
fn clause(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    verb: usize,
    within: &Range<usize>,
) -> Option<Draft> {
    let class = cue::class_of_head(document, tree, lexicons, verb)?;
    let relation = |child: usize| document.tokens[child].deprel;
    let complement = tree
        .children(verb)
        .find(|&child| relation(child) == Deprel::Ccomp)
        .or_else(|| tree.children(verb).find(|&child| relation(child) == Deprel::Xcomp && intends(class)))?;
    let content = phrase::trimmed(document, tree.subtree(complement));
    let source = subject(document, tree, verb);
    let inside = |range: &Range<usize>| within.start <= range.start && range.end <= within.end;
    let draft = Draft {
        source,
        cue: phrase::verb_group(document, tree, verb),
        content: vec![content],
        origin: Origin::Nested,
    };
    let whole = draft.source.iter().chain(&draft.content).all(inside) && inside(&draft.cue);
    (whole && !draft.content[0].is_empty() && !overlap(&draft.content[0], &draft.cue)).then_some(draft)
}

/// Verbs of these classes say something with an infinitive too: "plans to leave", "hopes to win".
fn intends(class: CueClass) -> bool {
    matches!(class, CueClass::Promise | CueClass::Believe | CueClass::Demand | CueClass::Ask)
}

/// The phrase of the subject, through coordination and control.
pub fn subject(document: &Document, tree: &Tree, verb: usize) -> Option<Range<usize>> {
    let mut at = verb;
    for _ in 0..4 {
        let subject = tree.children(at).find(|&child| {
            matches!(document.tokens[child].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
        });
        if let Some(subject) = subject {
            let relative = matches!(document.word(subject).to_lowercase().as_str(), "who" | "which" | "that");
            let noun = document.tokens[at].head;
            if relative && document.tokens[at].deprel == Deprel::AclRelcl {
                return Some(phrase::noun_phrase(document, tree, noun));
            }
            return Some(phrase::noun_phrase(document, tree, subject));
        }
        if !matches!(document.tokens[at].deprel, Deprel::Conj | Deprel::Xcomp) {
            return None;
        }
        at = document.tokens[at].head;
    }
    None
}
