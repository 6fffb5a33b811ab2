//! Spans of the network joined into statements: which source with which cue and content.

use crate::cue;
use crate::lexicon::Lexicons;
use crate::phrase;
use crate::quotation;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Role, Upos, Xpos};
use std::ops::Range;

/// A statement while it is being put together. Spans are token ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who vouches; none for nobody in particular.
    pub source: Option<Range<usize>>,
    /// The words that attribute.
    pub cue: Range<usize>,
    /// What is attributed, in order.
    pub content: Vec<Range<usize>>,
    /// Where it comes from, for `explain`.
    pub origin: Origin,
}

/// What found a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The attribution layer of the network.
    Network,
    /// A rule for words that nobody in particular vouches for.
    Unsourced(&'static str),
    /// A rule for what is said inside somebody's words.
    Nested,
}

/// Joins the attribution spans of the document. Every cue with content becomes a statement; a cue without content, and
/// a content without a cue, are more often mistakes of the network than statements.
pub fn drafts(document: &Document, tree: &Tree, lexicons: &Lexicons) -> Vec<Draft> {
    let spans = &document.attributions;
    let mut cue_of: Vec<Option<usize>> = spans.iter().map(|span| span.belongs_to).collect();
    for i in 0..spans.len() {
        if spans[i].role == Role::Content && cue_of[i].is_none() {
            cue_of[i] = continued(document, &cue_of, i);
        }
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for (i, span) in spans.iter().enumerate().filter(|(_, span)| span.role == Role::Cue) {
        let content: Vec<Range<usize>> = (0..spans.len())
            .filter(|&k| spans[k].role == Role::Content && cue_of[k] == Some(i))
            .map(|k| spans[k].tokens.clone())
            .collect();
        if content.is_empty() {
            continue;
        }
        let source = span.belongs_to.map(|k| spans[k].tokens.clone());
        let mut draft = Draft { source, cue: span.tokens.clone(), content, origin: Origin::Network };
        settle(document, tree, lexicons, &mut draft);
        drafts.push(draft);
    }
    drafts
}

/// What the tree knows better than the network: who does what the cue says, where nobody was linked; that the subject of
/// "seem" belongs to what is claimed.
fn settle(document: &Document, tree: &Tree, lexicons: &Lexicons, draft: &mut Draft) {
    let verb = phrase::head_of(document, draft.cue.clone());
    if document.tokens[verb].upos != Upos::Verb {
        return;
    }
    if cue::is_raising(document, tree, lexicons, verb) {
        draft.source = None;
        let subject = tree.child(document, verb, &[Deprel::Nsubj]).map(|subject| tree.subtree(subject));
        let apart = |range: &Range<usize>| !draft.content.iter().any(|content| overlap(range, content));
        if let Some(subject) = subject.filter(apart) {
            draft.content.insert(0, phrase::trimmed(document, subject));
        }
        return;
    }
    if draft.source.is_none() {
        draft.source = doer(document, tree, verb).filter(|doer| {
            !overlap(doer, &draft.cue) && !draft.content.iter().any(|content| overlap(doer, content))
        });
    }
}

/// The subject of an active verb, through coordination, control and participles; the agent of a passive one.
fn doer(document: &Document, tree: &Tree, verb: usize) -> Option<Range<usize>> {
    let passive = tree.child(document, verb, &[Deprel::AuxPass]).is_some();
    let word = match tree.child(document, verb, &[Deprel::OblAgent]) {
        Some(agent) => agent,
        None if passive => return None,
        None => controller(document, tree, verb)?,
    };
    let mut marked = document.attributions.iter().filter(|span| span.role == Role::Source);
    if let Some(span) = marked.find(|span| span.tokens.contains(&word)) {
        return Some(span.tokens.clone());
    }
    let mut range = tree.subtree(word);
    if document.tokens[range.start].deprel == Deprel::Case {
        range.start += 1;
    }
    Some(phrase::trimmed(document, range)).filter(|range| !range.is_empty())
}

/// The word that is understood as the subject of an active verb.
fn controller(document: &Document, tree: &Tree, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..4 {
        let token = &document.tokens[at];
        if let Some(subject) = tree.child(document, at, &[Deprel::Nsubj, Deprel::NsubjOuter]) {
            let empty = matches!(document.tokens[subject].lemma.as_ref(), "it" | "there");
            return (!empty).then_some(subject);
        }
        match token.deprel {
            Deprel::Conj | Deprel::Xcomp => at = token.head,
            Deprel::Advcl if token.xpos == Xpos::Vbg => at = token.head,
            // "supporters chanting", not "remarks made".
            Deprel::Acl if token.xpos == Xpos::Vbg => return Some(token.head),
            _ => return None,
        }
    }
    None
}

/// A quotation that runs on over a paragraph: the last paragraph left its quotation open, or this one opens with
/// a mark and its predecessor was wholly quoted.
fn continued(document: &Document, cue_of: &[Option<usize>], content: usize) -> Option<usize> {
    let span = &document.attributions[content];
    let at = document.paragraphs.iter().position(|p| p.contains(&span.tokens.start))?;
    let here = document.paragraphs[at].clone();
    let before = document.paragraphs[..at].last()?.clone();
    let begins = span.tokens.start <= here.start + 1 && quotation::opens(document.word(here.start));
    if !begins {
        return None;
    }
    let last = (0..content).rev().find(|&k| {
        document.attributions[k].role == Role::Content
            && before.contains(&document.attributions[k].tokens.start)
    })?;
    let open = quotation::stays_open(document, before.clone());
    let introduces = document.word(before.end - 1) == ":";
    (open || introduces).then(|| cue_of[last]).flatten()
}

/// True when two token ranges share a token.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
