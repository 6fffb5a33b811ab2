//! What is said inside somebody's words: "X said that Y had warned that Z".
//!
//! The network marks the outermost layer. Inside its contents the tree and the cue lexicon find the layers below.

use crate::attribution::{Draft, Origin, overlap};
use crate::cue;
use crate::doer;
use crate::lexicon::Lexicons;
use crate::mention::in_relative_clause;
use crate::missed::intends;
use crate::phrase;
use crate::tree::Tree;
use crate::unsourced;
use hearsay_nlp::{Deprel, Document, Upos, Xpos};
use hearsay_record::CueClass;
use std::ops::Range;

/// Statements made inside the contents of `outer`.
pub fn nested(document: &Document, tree: &Tree, lexicons: &Lexicons, outer: &[Draft]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for content in outer.iter().flat_map(|draft| draft.content.iter()) {
        for head in content.clone() {
            let draft = match document.tokens[head].upos {
                Upos::Verb | Upos::Adj => clause(document, tree, lexicons, head),
                Upos::Noun | Upos::Adv => unsourced::inside(document, tree, lexicons, head),
                _ => None,
            };
            let inside = |range: &Range<usize>| content.start <= range.start && range.end <= content.end;
            let whole =
                |draft: &Draft| draft.source.iter().chain([&draft.cue]).chain(&draft.content).all(inside);
            if let Some(draft) = draft.filter(whole)
                && !found.iter().chain(outer).any(|other| overlap(&other.cue, &draft.cue))
            {
                found.push(draft);
            }
        }
    }
    found
}

/// The statement that a verb or adjective makes with a clause of its own.
fn clause(document: &Document, tree: &Tree, lexicons: &Lexicons, head: usize) -> Option<Draft> {
    let class = cue::class_of_head(document, tree, lexicons, head)?;
    if cue::is_no_cue(document, tree, lexicons, head) || cue::is_raising(document, tree, lexicons, head) {
        return None;
    }
    let finite = tree.child(document, head, &[Deprel::Ccomp]);
    let infinite = tree.child(document, head, &[Deprel::Xcomp]).filter(|_| intends(class));
    let complement = finite.or(infinite).filter(|&child| child > head)?;
    if is_perceived(document, tree, class, head, complement) {
        return None;
    }
    let mut clause = tree.subtree(complement);
    let mut content = Vec::new();
    let source = if doer::is_passive(document, tree, head) {
        let agent = tree.child(document, head, &[Deprel::OblAgent]);
        // "is intended to help", "was told to leave", "was found safe": nobody's words.
        if finite.is_none() {
            let found = document.tokens[complement].xpos != Xpos::Vb
                && document.tokens[head].lemma.as_ref() == "find";
            if agent.is_none() && (found || !unsourced::attributes(class)) {
                return None;
            }
            let subject = tree.child(document, head, &[Deprel::NsubjPass])?;
            content.push(phrase::trimmed(document, tree.subtree(subject)));
        }
        agent.and_then(|_| doer::doer(document, tree, head))
    } else {
        // "urged volunteers to stay", "wanted her sons to leave": whom it is asked of belongs to what is asked.
        if let Some(object) =
            tree.child(document, head, &[Deprel::Obj]).filter(|&o| head < o && o < complement)
        {
            clause.start = clause.start.min(tree.subtree(object).start);
        }
        doer::doer(document, tree, head).map(|source| antecedent(document, tree, source))
    };
    content.push(phrase::trimmed(document, clause));
    let draft =
        Draft { source, cue: phrase::verb_group(document, tree, head), content, origin: Origin::Nested };
    let apart = |range: &Range<usize>| !range.is_empty() && !overlap(range, &draft.cue);
    let clear = draft.content.iter().all(apart)
        && draft.source.as_ref().is_none_or(|source| {
            apart(source) && !draft.content.iter().any(|content| overlap(content, source))
        });
    clear.then_some(draft)
}

/// Of "who" in a relative clause whom it describes.
fn antecedent(document: &Document, tree: &Tree, source: Range<usize>) -> Range<usize> {
    let noun = (source.len() == 1).then(|| in_relative_clause(document, source.start)).flatten();
    noun.map_or(source, |noun| phrase::noun_phrase(document, tree, noun))
}

/// "saw the boat turn over": something seen or heard, not something thought.
fn is_perceived(document: &Document, tree: &Tree, class: CueClass, head: usize, complement: usize) -> bool {
    let bare = match document.tokens[complement].xpos {
        Xpos::Vb | Xpos::Vbp => tree.child(document, complement, &[Deprel::Mark, Deprel::Aux]).is_none(),
        Xpos::Vbg => tree.child(document, complement, &[Deprel::Aux]).is_none(),
        _ => false,
    };
    let whose = tree.child(document, complement, &[Deprel::Nsubj]).is_some()
        || tree.child(document, head, &[Deprel::Obj]).is_some();
    bare && whose && matches!(class, CueClass::Believe | CueClass::Know)
}
