//! Claims that nobody in particular vouches for: nouns ("growing speculation that …"), passives without an agent
//! ("has been seen as …"), adverbs ("reportedly"). Rules for what the network, trained where such claims are rare,
//! may miss; what it found already is left alone.

use crate::attribution::{Draft, Origin, overlap};
use crate::cue;
use crate::lexicon::Lexicons;
use crate::phrase;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Upos, Xpos};
use hearsay_record::CueClass;
use std::ops::Range;

/// Statements without a source, apart from those in `known`.
pub fn unsourced(document: &Document, tree: &Tree, lexicons: &Lexicons, known: &[Draft]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for i in 0..document.tokens.len() {
        let draft = match document.tokens[i].upos {
            Upos::Noun => noun(document, tree, lexicons, i),
            Upos::Verb => passive(document, tree, lexicons, i),
            Upos::Adv => adverb(document, tree, lexicons, i),
            _ => None,
        };
        let Some(draft) = draft else { continue };
        let clashes = |other: &Draft| {
            overlap(&other.cue, &draft.cue)
                || other.source.as_ref().is_some_and(|source| overlap(source, &draft.cue))
                || other.content.iter().any(|content| overlap(content, &draft.cue))
        };
        if !known.iter().any(clashes) && !found.iter().any(clashes) {
            found.push(draft);
        }
    }
    found
}

/// "growing speculation that she will resign", "accusations of fraud": the content is the clause or the
/// of-phrase; a possessor or by-phrase is the source.
fn noun(document: &Document, tree: &Tree, lexicons: &Lexicons, noun: usize) -> Option<Draft> {
    cue::class_of_head(document, tree, lexicons, noun)?;
    let clause = tree.children(noun).find(|&child| {
        child > noun
            && matches!(document.tokens[child].deprel, Deprel::Acl | Deprel::Ccomp)
            && tree.children(child).any(|mark| {
                document.tokens[mark].deprel == Deprel::Mark
                    && matches!(document.tokens[mark].lemma.as_ref(), "that" | "whether" | "if")
            })
    });
    // "She voiced fears that …": whose fears they are is said, and the verb is the cue.
    let governor = document.tokens[noun].head;
    let objects = matches!(document.tokens[noun].deprel, Deprel::Obj | Deprel::Obl);
    if objects && cue::class_of_head(document, tree, lexicons, governor).is_some() {
        return None;
    }
    let source = tree.children(noun).find(|&child| {
        document.tokens[child].deprel == Deprel::NmodPoss
            || (document.tokens[child].deprel == Deprel::Nmod
                && has_case(document, tree, child, &["by", "among", "from"]))
    });
    let source = source.map(|child| phrase::noun_phrase(document, tree, child));
    let first = tree
        .children(noun)
        .filter(|&child| {
            child < noun && matches!(document.tokens[child].deprel, Deprel::Amod | Deprel::Compound)
        })
        .min()
        .unwrap_or(noun);
    let content = match clause {
        Some(clause) => tree.subtree(clause),
        None => tree.subtree(cue::complement_of_noun(document, tree, lexicons, noun)?),
    };
    let (cue, content) = with_preposition(document, first..noun + 1, content);
    let apart = |range: &Range<usize>| !overlap(range, &cue) && !overlap(range, &content);
    let clear = !overlap(&cue, &content) && source.as_ref().is_none_or(apart) && !content.is_empty();
    clear.then_some(Draft {
        source,
        cue,
        content: vec![content],
        origin: Origin::Unsourced("noun with its content"),
    })
}

/// A preposition or "as" between cue and content belongs to the cue: "accusations of", "have been seen as".
fn with_preposition(
    document: &Document,
    cue: Range<usize>,
    content: Range<usize>,
) -> (Range<usize>, Range<usize>) {
    let content = phrase::trimmed(document, content);
    let adposition = |i: usize| {
        let token = &document.tokens[i];
        token.upos == Upos::Adp || &*token.lemma == "as"
    };
    match content.start {
        at if at == cue.end && content.len() > 1 && adposition(at) => {
            (cue.start..at + 1, at + 1..content.end)
        }
        _ => (cue, content),
    }
}

/// "is believed to have fled", "has been seen as a gesture", "was described as calm": no agent, so no source. The
/// subject and the complement together are what is claimed.
fn passive(document: &Document, tree: &Tree, lexicons: &Lexicons, verb: usize) -> Option<Draft> {
    let relation = |child: usize| document.tokens[child].deprel;
    let passive = tree.children(verb).any(|child| relation(child) == Deprel::AuxPass);
    let agent = tree.children(verb).any(|child| relation(child) == Deprel::OblAgent);
    if !passive || agent {
        return None;
    }
    cue::class_of_head(document, tree, lexicons, verb).filter(|class| attributes(*class))?;
    let complement = tree.children(verb).find(|&child| {
        child > verb
            && (matches!(relation(child), Deprel::Xcomp | Deprel::Ccomp)
                || (matches!(relation(child), Deprel::Obl | Deprel::Advcl)
                    && (has_case(document, tree, child, &["as"]) || marked_as(document, tree, child))))
    })?;
    let subject = tree.children(verb).find(|&child| relation(child) == Deprel::NsubjPass);
    let impersonal = subject.is_none_or(|s| document.tokens[s].lemma.as_ref() == "it")
        || tree.children(verb).any(|child| relation(child) == Deprel::Expl);
    let mut content = Vec::new();
    if let Some(subject) = subject.filter(|_| !impersonal) {
        content.push(phrase::trimmed(document, tree.subtree(subject)));
    }
    let group = phrase::verb_group(document, tree, verb);
    let (cue, complement) = with_preposition(document, group, tree.subtree(complement));
    content.push(complement);
    let clear = content.iter().all(|range| !range.is_empty() && !overlap(range, &cue));
    clear.then_some(Draft { source: None, cue, content, origin: Origin::Unsourced("passive without agent") })
}

/// Passives of these classes attribute; "was asked to leave" and "was ordered to stop" tell events.
fn attributes(class: CueClass) -> bool {
    use CueClass::{Accuse, Believe, Claim, Say};
    matches!(class, Say | Claim | Believe | Accuse)
}

/// "The envoy reportedly left": the rest of the clause is what is reported.
fn adverb(document: &Document, tree: &Tree, lexicons: &Lexicons, adverb: usize) -> Option<Draft> {
    cue::class_of_adverb(lexicons, document, adverb)?;
    if document.tokens[adverb].deprel != Deprel::Advmod || document.tokens[adverb].xpos != Xpos::Rb {
        return None;
    }
    let clause = tree.subtree(document.tokens[adverb].head);
    let content: Vec<Range<usize>> = [clause.start..adverb, adverb + 1..clause.end]
        .into_iter()
        .map(|range| phrase::trimmed(document, range))
        .filter(|range| !range.is_empty())
        .collect();
    let draft = Draft { source: None, cue: adverb..adverb + 1, content, origin: Origin::Unsourced("adverb") };
    (!draft.content.is_empty()).then_some(draft)
}

fn has_case(document: &Document, tree: &Tree, noun: usize, prepositions: &[&str]) -> bool {
    tree.children(noun).any(|child| {
        document.tokens[child].deprel == Deprel::Case
            && prepositions.contains(&document.tokens[child].lemma.as_ref())
    })
}

fn marked_as(document: &Document, tree: &Tree, clause: usize) -> bool {
    tree.children(clause).any(|child| {
        document.tokens[child].deprel == Deprel::Mark && document.tokens[child].lemma.as_ref() == "as"
    })
}
