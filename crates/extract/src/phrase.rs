//! Phrases as readers see them: the verb group, the noun phrase, a span without the commas at its edges.

use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Upos};
use std::ops::Range;

/// The token of a range that the others hang on: the first whose head lies outside; a verb if there is one.
/// The range must not be empty.
pub fn head_of(document: &Document, range: Range<usize>) -> usize {
    let tokens = &document.tokens;
    let outside = |&i: &usize| tokens[i].head == i || !range.contains(&tokens[i].head);
    let mut heads = range.clone().filter(outside).filter(|&i| tokens[i].deprel != Deprel::Punct);
    let first = heads.next().unwrap_or(range.start);
    if matches!(tokens[first].upos, Upos::Verb | Upos::Noun) {
        return first;
    }
    heads.find(|&i| tokens[i].upos == Upos::Verb).unwrap_or(first)
}

/// The range without punctuation at its edges, except quotation marks and what belongs to a quotation.
pub fn trimmed(document: &Document, mut range: Range<usize>) -> Range<usize> {
    let loose = |i: usize| matches!(document.word(i), "," | "." | ";" | ":" | "-" | "–" | "—" | "--");
    while !range.is_empty() && loose(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && loose(range.end - 1) {
        range.end -= 1;
    }
    range
}

/// A verb with its auxiliaries, negation, adverbs between them, and particles: the whole group, contiguous.
pub fn verb_group(document: &Document, tree: &Tree, verb: usize) -> Range<usize> {
    let mut range = verb..verb + 1;
    let belongs = |child: usize| {
        let token = &document.tokens[child];
        match token.deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => true,
            // "has long been seen", "never said"; not "on Tuesday", not a clause.
            Deprel::Advmod => tree.subtree(child).len() == 1 && child.abs_diff(verb) <= 4,
            Deprel::Mark => token.lemma.as_ref() == "to",
            _ => false,
        }
    };
    for child in tree.children(verb).filter(|&child| child < verb && belongs(child)) {
        range.start = range.start.min(child);
    }
    // Only what lies unbroken before the verb: a subject or comma in between ends the group.
    let in_group = |i: usize| i == verb || (document.tokens[i].head == verb && belongs(i));
    while range.start < verb && !(range.start..verb).all(in_group) {
        range.start += 1;
    }
    for child in tree.children(verb).filter(|&child| child > verb) {
        let particle = document.tokens[child].deprel == Deprel::CompoundPrt;
        let negation =
            document.tokens[child].deprel == Deprel::Advmod && matches!(document.word(child), "not" | "n't");
        if child == range.end && (particle || negation) {
            range.end = child + 1;
        }
    }
    range
}

/// A noun with what describes it, without relative clauses, appositions and clauses behind it.
pub fn noun_phrase(document: &Document, tree: &Tree, noun: usize) -> Range<usize> {
    let mut range = tree.subtree(noun);
    for child in tree.children(noun) {
        let cut = matches!(
            document.tokens[child].deprel,
            Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Appos
                | Deprel::Parataxis
                | Deprel::Conj
                | Deprel::Ccomp
                | Deprel::Advcl
                | Deprel::Punct
        );
        if cut && child > noun {
            range.end = range.end.min(tree.subtree(child).start);
        }
        // "It was a plan they rejected": what the noun is said of is no part of its phrase.
        let said = matches!(document.tokens[child].deprel, Deprel::Nsubj | Deprel::Cop | Deprel::Aux);
        if said && child < noun {
            range.start = range.start.max(tree.subtree(child).end);
        }
        // The preposition (before a gerund too), and the conjunction of a coordinated noun, belong to the clause around it.
        if matches!(document.tokens[child].deprel, Deprel::Case | Deprel::Cc | Deprel::Mark)
            && child < noun
            && child == range.start
        {
            range.start = child + 1;
        }
    }
    let range = range.start..range.end.max(noun + 1);
    trimmed(document, range)
}

/// A predicate and what it hangs on, nearest first and at most three: up from an event noun to its verb, from an
/// infinitive or participle to what governs it, not out of a clause with its own subject. Where an event's place and
/// time are looked for.
pub fn carriers(document: &Document, predicate: usize) -> impl Iterator<Item = usize> + '_ {
    let up = |&at: &usize| {
        let token = &document.tokens[at];
        let part = matches!(
            token.deprel,
            Deprel::Obj
                | Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Xcomp
                | Deprel::Conj
                | Deprel::Obl
                | Deprel::Nmod
        );
        (part && !document.is_root(at)).then_some(token.head)
    };
    std::iter::successors(Some(predicate), up).take(3)
}
