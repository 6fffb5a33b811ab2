//! Who does what a verb says, as far as the tree shows it: the subject of an active verb, the agent of a passive one,
//! through coordination, participles, relative clauses and control.

use crate::phrase;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Role, Xpos};
use std::ops::Range;

/// The phrase of the doer: the network's own span where it marked one, else what the tree gives.
pub fn doer(document: &Document, tree: &Tree, verb: usize) -> Option<Range<usize>> {
    let word = word(document, tree, verb)?;
    let mut marked = document.attributions.iter().filter(|span| span.role == Role::Source);
    if let Some(span) = marked.find(|span| span.tokens.contains(&word)) {
        return Some(span.tokens.clone());
    }
    let mut range = tree.subtree(word);
    // A clause that hangs on the noun of its own doer holds the verb itself.
    if range.contains(&verb) {
        range = phrase::noun_phrase(document, tree, word);
    }
    if !range.is_empty() && document.tokens[range.start].deprel == Deprel::Case {
        range.start += 1;
    }
    Some(phrase::trimmed(document, range)).filter(|range| !range.is_empty() && !range.contains(&verb))
}

/// True of a verb in the passive voice.
pub fn is_passive(document: &Document, tree: &Tree, verb: usize) -> bool {
    tree.child(document, verb, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some()
}

/// The word that is understood to do what this verb says; none where nobody is named.
pub fn word(document: &Document, tree: &Tree, verb: usize) -> Option<usize> {
    if let Some(agent) = tree.child(document, verb, &[Deprel::OblAgent]) {
        return Some(agent);
    }
    // "remarks made in June": a bare past participle behind its noun is passive.
    let token = &document.tokens[verb];
    let reduced = token.xpos == Xpos::Vbn
        && matches!(token.deprel, Deprel::Acl | Deprel::Advcl)
        && tree.child(document, verb, &[Deprel::Aux]).is_none();
    if is_passive(document, tree, verb) || reduced {
        return None;
    }
    let mut at = verb;
    for _ in 0..5 {
        let token = &document.tokens[at];
        // Of the verb itself only an active subject; what is understood from above may be a passive one:
        // "the nurses were told to wait".
        let relations: &[Deprel] = match at == verb {
            true => &[Deprel::Nsubj, Deprel::NsubjOuter],
            false => &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter],
        };
        if let Some(subject) = tree.child(document, at, relations) {
            let empty = matches!(document.tokens[subject].lemma.as_ref(), "it" | "there")
                && (at != verb || tree.child(document, at, &[Deprel::Expl]).is_some());
            return (!empty).then_some(subject);
        }
        let above = token.head;
        match token.deprel {
            Deprel::Xcomp => match controlled(document, tree, above) {
                Some(object) => return Some(object),
                None => at = above,
            },
            // "said he lived there and said he liked it": the second saying goes with the first.
            Deprel::Conj if is_said_alike(document, verb, above) => at = document.tokens[above].head,
            Deprel::Conj => at = above,
            Deprel::Advcl if is_as_saying(document, tree, at) => {
                let relations = &[Deprel::Obj, Deprel::NsubjPass];
                return tree.child(document, above, relations);
            }
            Deprel::Advcl if token.xpos == Xpos::Vbg => at = above,
            // "supporters chanting", not "remarks made".
            Deprel::Acl if token.xpos == Xpos::Vbg => return Some(above),
            Deprel::AclRelcl if above < at => return Some(above),
            _ => return None,
        }
    }
    None
}

/// True if the clause of `other` hangs on the very verb that `verb` is too.
fn is_said_alike(document: &Document, verb: usize, other: usize) -> bool {
    let governor = document.tokens[other].head;
    document.tokens[other].deprel == Deprel::Ccomp
        && governor != other
        && document.tokens[governor].lemma == document.tokens[verb].lemma
        && document.tokens[governor].xpos == document.tokens[verb].xpos
}

/// The object that does what the infinitive says: "asks farmers to promise". Of "promise" and its like it is the subject.
fn controlled(document: &Document, tree: &Tree, governor: usize) -> Option<usize> {
    let by_subject =
        matches!(document.tokens[governor].lemma.as_ref(), "promise" | "threaten" | "vow" | "swear");
    tree.child(document, governor, &[Deprel::Obj, Deprel::Iobj]).filter(|_| !by_subject)
}

/// "quoted the minister as saying": a participle under "as" that belongs to the object.
fn is_as_saying(document: &Document, tree: &Tree, verb: usize) -> bool {
    document.tokens[verb].xpos == Xpos::Vbg
        && tree.children(verb).any(|child| {
            matches!(document.tokens[child].deprel, Deprel::Mark | Deprel::Case)
                && document.tokens[child].lemma.as_ref() == "as"
        })
}
