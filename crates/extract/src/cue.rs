//! What is done by saying it: the class of a cue, its dictionary form, and whether it is denied.

use crate::lexicon::{ByHead, Element, Entries, Lexicons, Phrases, Slot};
use crate::phrase;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Upos, Xpos};
use hearsay_record::CueClass;
use std::ops::Range;

/// The cues of all lexicons.
#[derive(Clone, Debug, Default)]
pub struct Index {
    verbs: ByHead,
    /// Verbs that are no cues.
    not_verbs: ByHead,
    nouns: ByHead,
    adverbs: Phrases<u32>,
    phrases: Phrases<u32>,
}

impl Index {
    /// Indexes the cues.
    pub fn new(lexicon: &Entries) -> Self {
        let mut index = Index::default();
        for (k, cue) in lexicon.cue.iter().enumerate() {
            index.verbs.add(&cue.verbs, k);
            index.nouns.add(&cue.nouns, k);
            cue.adverbs.iter().for_each(|adverb| index.adverbs.add(adverb, k as u32));
            cue.phrases.iter().for_each(|phrase| index.phrases.add(phrase, k as u32));
        }
        for (k, cue) in lexicon.not_cue.iter().enumerate() {
            index.not_verbs.add(&cue.verbs, k);
        }
        index
    }
}

/// What an entry says of its cues.
#[derive(Clone, Copy, Debug)]
struct Behaviour {
    class: CueClass,
    negated: bool,
    raising: bool,
}

/// What is known about one cue.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Token that carries it.
    pub head: usize,
    /// Dictionary form of the head, with its particle.
    pub lemma: String,
    /// What is done by saying it.
    pub class: CueClass,
    /// The saying itself is denied.
    pub negated: bool,
}

/// What a verb or noun can do here, the best first: more of what its pattern asks for, then the later entry.
fn behaviours(document: &Document, tree: &Tree, lexicons: &Lexicons, head: usize) -> Vec<Behaviour> {
    let token = &document.tokens[head];
    let verbal = matches!(token.upos, Upos::Verb | Upos::Adj | Upos::Aux);
    // Participles stand in the lexicon as the adjectives they mostly are: "were outraged".
    let form = (token.xpos == Xpos::Vbn).then(|| document.word(head).to_lowercase());
    let patterns: [&[_]; 2] = match token.upos {
        Upos::Verb | Upos::Adj | Upos::Aux => [
            lexicons.cues.verbs.get(&token.lemma),
            form.filter(|form| **form != *token.lemma).map_or(&[], |form| lexicons.cues.verbs.get(&form)),
        ],
        Upos::Noun | Upos::Propn => [lexicons.cues.nouns.get(&token.lemma), &[]],
        _ => [&[], &[]],
    };
    let mut fitting: Vec<(usize, Behaviour)> = patterns
        .into_iter()
        .flatten()
        .filter_map(|at| {
            let entry = &lexicons.entries.cue[at.entry as usize];
            let pattern = &(if verbal { &entry.verbs } else { &entry.nouns })[at.pattern as usize];
            let fits = pattern.elements.iter().all(|element| stands(document, tree, head, element));
            fits.then_some((pattern.elements.len(), behaviour(lexicons, at.entry)))
        })
        .collect();
    fitting.sort_by_key(|(elements, _)| std::cmp::Reverse(*elements));
    fitting.into_iter().map(|(_, behaviour)| behaviour).collect()
}

/// True of a verb that does not attribute as it stands here: "signed the treaty", "would call a meeting".
pub fn is_no_cue(document: &Document, tree: &Tree, lexicons: &Lexicons, head: usize) -> bool {
    if document.tokens[head].upos != Upos::Verb {
        return false;
    }
    let patterns = lexicons.cues.not_verbs.get(&document.tokens[head].lemma);
    patterns.iter().any(|at| {
        let pattern = &lexicons.entries.not_cue[at.entry as usize].verbs[at.pattern as usize];
        pattern.elements.iter().all(|element| stands(document, tree, head, element))
    })
}

/// True if any lexicon has one of these words as a cue.
pub fn is_known(document: &Document, tree: &Tree, lexicons: &Lexicons, cue: Range<usize>) -> bool {
    lexicons.cues.phrases.at(document, cue.start).is_some()
        || cue.clone().any(|i| {
            lexicons.cues.adverbs.at(document, i).is_some()
                || !behaviours(document, tree, lexicons, i).is_empty()
        })
}

/// The set phrase without a source that begins here: "rumour has it".
pub fn sourceless_at(document: &Document, lexicons: &Lexicons, at: usize) -> Option<Range<usize>> {
    let mut all = lexicons.cues.phrases.all_at(document, at);
    all.find(|(_, k)| lexicons.entries.cue[*k as usize].sourceless).map(|(n_tokens, _)| at..at + n_tokens)
}

fn behaviour(lexicons: &Lexicons, entry: u32) -> Behaviour {
    let entry = &lexicons.entries.cue[entry as usize];
    Behaviour { class: entry.class, negated: entry.negated, raising: entry.raising }
}

/// The prepositional complement that the lexicon gives a noun: in "fears of a wider war" the war.
pub fn complement_of_noun(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    noun: usize,
) -> Option<usize> {
    let patterns = lexicons.cues.nouns.get(&document.tokens[noun].lemma);
    patterns.iter().find_map(|at| {
        let pattern = &lexicons.entries.cue[at.entry as usize].nouns[at.pattern as usize];
        let [Element { slot: Slot::Preposition(words), .. }] = pattern.elements.as_slice() else {
            return None;
        };
        tree.children(noun).find(|&child| {
            child > noun
                && matches!(document.tokens[child].deprel, Deprel::Nmod | Deprel::Acl)
                && has_preposition(document, tree, child, words)
        })
    })
}

/// The prepositions that the lexicon gives a noun: of "fear" of, about, over, for.
pub fn prepositions_of_noun<'a>(document: &Document, lexicons: &'a Lexicons, noun: usize) -> Vec<&'a String> {
    let patterns = lexicons.cues.nouns.get(&document.tokens[noun].lemma);
    let elements = patterns
        .iter()
        .flat_map(|at| &lexicons.entries.cue[at.entry as usize].nouns[at.pattern as usize].elements);
    elements
        .filter_map(|element| match &element.slot {
            Slot::Preposition(words) => Some(words),
            _ => None,
        })
        .flatten()
        .collect()
}

/// Verbs whose subject wants what their infinitive says, in headlines too: "Minister hoped to win".
pub fn wants(lemma: &str) -> bool {
    matches!(lemma, "hope" | "want" | "wish" | "prefer" | "seek" | "long" | "need" | "like" | "love" | "hate")
}

fn has_preposition(document: &Document, tree: &Tree, word: usize, prepositions: &[String]) -> bool {
    tree.children(word).any(|case| {
        matches!(document.tokens[case].deprel, Deprel::Case | Deprel::Mark)
            && prepositions.iter().any(|preposition| **preposition == *document.tokens[case].lemma)
    })
}

/// The class of the cue that this verb or noun is; none if no lexicon has it.
pub fn class_of_head(document: &Document, tree: &Tree, lexicons: &Lexicons, head: usize) -> Option<CueClass> {
    behaviours(document, tree, lexicons, head).first().map(|found| found.class)
}

/// True of a verb whose subject is part of what is claimed: "the talks seem to have failed".
pub fn is_raising(document: &Document, tree: &Tree, lexicons: &Lexicons, head: usize) -> bool {
    // "It is clear that the bridge is closed", but: "The mayor is clear that the bridge is closed".
    let personal = || {
        document.tokens[head].upos == Upos::Adj
            && tree.child(document, head, &[Deprel::Ccomp]).is_some()
            && tree.child(document, head, &[Deprel::Expl]).is_none()
            && tree.child(document, head, &[Deprel::Nsubj]).is_some_and(|subject| {
                !matches!(document.tokens[subject].lemma.as_ref(), "it" | "this" | "that" | "what" | "which")
            })
    };
    behaviours(document, tree, lexicons, head).first().is_some_and(|found| found.raising) && !personal()
}

/// The class of an adverb that attributes by itself: "reportedly".
pub fn class_of_adverb(lexicons: &Lexicons, document: &Document, at: usize) -> Option<CueClass> {
    lexicons.cues.adverbs.at(document, at).map(|(_, k)| behaviour(lexicons, k).class)
}

/// What the cue that covers these tokens does. `shown` says that its source is a document or a fact, which shows
/// things rather than claims them. A cue that no lexicon has is taken as plain saying.
pub fn read(document: &Document, tree: &Tree, lexicons: &Lexicons, cue: Range<usize>, shown: bool) -> Cue {
    let head = carried(document, tree, lexicons, &cue);
    let candidates = std::iter::once(head).chain(cue.clone().filter(|&i| i != head));
    let mut found = None;
    for token in candidates {
        let behaviours = behaviours(document, tree, lexicons, token);
        let fits = |b: &&Behaviour| (b.class == CueClass::Show) == shown;
        if let Some(best) = behaviours.iter().find(fits).or(behaviours.first()) {
            found = Some((token, *best));
            break;
        }
        if let Some((_, k)) = lexicons.cues.adverbs.at(document, token) {
            found = Some((token, behaviour(lexicons, k)));
            break;
        }
    }
    let phrase =
        || lexicons.cues.phrases.at(document, cue.start).map(|(_, k)| (head, behaviour(lexicons, k)));
    let plain = Behaviour { class: CueClass::Say, negated: false, raising: false };
    // "drew criticism from the harbour", read as a verb.
    let noun = || {
        let patterns = lexicons.cues.nouns.get(&document.tokens[head].lemma);
        let at = patterns.first().filter(|_| document.tokens[head].upos == Upos::Verb)?;
        Some((head, behaviour(lexicons, at.entry)))
    };
    let (head, behaviour) = found.or_else(phrase).or_else(noun).unwrap_or((head, plain));
    let negated = behaviour.negated || is_negated(document, tree, head, &cue);
    Cue { head, lemma: lemma(document, tree, head), class: behaviour.class, negated }
}

/// The entry of this class that the cue is found by, and its pattern or word; for explaining.
pub fn entry_of(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    cue: Range<usize>,
    class: CueClass,
) -> Option<(u32, String)> {
    let entries = &lexicons.entries.cue;
    let head = carried(document, tree, lexicons, &cue);
    for token in std::iter::once(head).chain(cue.clone().filter(|&i| i != head)) {
        let lemma = &document.tokens[token].lemma;
        let form = document.word(token).to_lowercase();
        let participle = document.tokens[token].xpos == Xpos::Vbn && form != **lemma;
        let by_form = if participle { lexicons.cues.verbs.get(&form) } else { &[] };
        let verbs = lexicons.cues.verbs.get(lemma).iter().chain(by_form).map(|at| (at, true));
        let nouns = lexicons.cues.nouns.get(lemma).iter().map(|at| (at, false));
        let fitting = verbs.chain(nouns).filter_map(|(at, verbal)| {
            let entry = &entries[at.entry as usize];
            let pattern = &(if verbal { &entry.verbs } else { &entry.nouns })[at.pattern as usize];
            let fits = entry.class == class
                && pattern.elements.iter().all(|element| stands(document, tree, token, element));
            fits.then(|| (pattern.elements.len(), at.entry, pattern.text.clone()))
        });
        // Of equals the first, as in reading.
        let best = fitting.reduce(|best, other| if other.0 > best.0 { other } else { best });
        if let Some((_, entry, pattern)) = best {
            return Some((entry, pattern));
        }
    }
    let word = |token: usize| lexicons.cues.adverbs.at(document, token).map(|(n, k)| (token..token + n, k));
    let phrase = || lexicons.cues.phrases.at(document, cue.start).map(|(n, k)| (cue.start..cue.start + n, k));
    let (words, k) = cue.clone().find_map(word).or_else(phrase)?;
    (entries[k as usize].class == class).then(|| (k, document.slice(words).to_string()))
}

/// Verbs that only say how far the saying has got.
const PHASES: [&str; 12] = [
    "begin", "cease", "continue", "dare", "finish", "go", "keep", "proceed", "resume", "rush", "start",
    "stop",
];

/// The head of a cue: of "continues to insist" the insisting, where a lexicon has it.
fn carried(document: &Document, tree: &Tree, lexicons: &Lexicons, cue: &Range<usize>) -> usize {
    let head = phrase::head_of(document, cue.clone());
    if !PHASES.contains(&document.tokens[head].lemma.as_ref()) {
        return head;
    }
    let saying = tree.children(head).find(|&child| {
        cue.contains(&child)
            && matches!(document.tokens[child].deprel, Deprel::Xcomp | Deprel::Advcl)
            && !behaviours(document, tree, lexicons, child).is_empty()
    });
    saying.unwrap_or(head)
}

/// Dictionary form with particle: "point out".
fn lemma(document: &Document, tree: &Tree, head: usize) -> String {
    let mut lemma = document.tokens[head].lemma.to_string();
    for child in tree.children(head) {
        if document.tokens[child].deprel == Deprel::CompoundPrt {
            lemma.push(' ');
            lemma.push_str(&document.tokens[child].lemma);
        }
    }
    lemma
}

/// "did not say", "never claimed", "no evidence".
fn is_negated(document: &Document, tree: &Tree, head: usize, cue: &Range<usize>) -> bool {
    let negates = |i: usize| {
        matches!(
            document.word(i).to_lowercase().as_str(),
            "not" | "n't" | "n’t" | "never" | "no" | "nor" | "neither"
        )
    };
    cue.clone().any(|i| i != head && negates(i))
        || is_fronted_negation(document, tree, head, &negates)
        || tree.children(head).any(|child| {
            negates(child) && matches!(document.tokens[child].deprel, Deprel::Advmod | Deprel::Det)
        })
}

/// Words that take the denial away from a "not" or "never" before them: "not only", "never before", "no sooner".
pub fn affirms(next: &str) -> bool {
    matches!(next, "only" | "just" | "merely" | "before" | "sooner" | "until" | "till" | "since")
}

/// "At no time did she say", "Not once did police warn": a denial before the auxiliary, and that before the subject.
fn is_fronted_negation(
    document: &Document,
    tree: &Tree,
    verb: usize,
    negates: &dyn Fn(usize) -> bool,
) -> bool {
    let relation = |i: usize| document.tokens[i].deprel;
    let (Some(auxiliary), Some(subject)) =
        (tree.child(document, verb, &[Deprel::Aux]), tree.child(document, verb, &[Deprel::Nsubj]))
    else {
        return false;
    };
    auxiliary < subject
        && tree.children(verb).any(|front| {
            front < auxiliary
                && matches!(relation(front), Deprel::Advmod | Deprel::Obl | Deprel::OblUnmarked)
                && tree.children(front).any(|word| {
                    negates(word)
                        && matches!(relation(word), Deprel::Det | Deprel::Advmod)
                        && !affirms(&document.tokens[word + 1].lemma)
                })
        })
}

/// A light check that an element of a cue's pattern stands beside its head; roles and fillers do not matter here.
fn stands(document: &Document, tree: &Tree, head: usize, element: &Element) -> bool {
    if element.optional {
        return true;
    }
    let token = |i: usize| &document.tokens[i];
    let passes = |i: usize| {
        let known = element.filter.lemmas.is_empty()
            || element.filter.lemmas.iter().any(|l| l == token(i).lemma.as_ref());
        known != element.filter.excludes
    };
    match &element.slot {
        Slot::Particle(word) => tree.children(head).any(|child| token(child).lemma.as_ref() == word),
        Slot::Object => tree
            .children(head)
            .any(|c| matches!(token(c).deprel, Deprel::Obj | Deprel::NsubjPass) && passes(c)),
        Slot::NoObject => {
            !tree.children(head).any(|c| matches!(token(c).deprel, Deprel::Obj | Deprel::NsubjPass))
        }
        Slot::Infinitive => tree.children(head).any(|c| token(c).deprel == Deprel::Xcomp && passes(c)),
        Slot::ToInfinitive => tree.children(head).any(|c| {
            let to = |mark: usize| token(mark).deprel == Deprel::Mark && token(mark).xpos == Xpos::To;
            token(c).deprel == Deprel::Xcomp && passes(c) && tree.children(c).any(to)
        }),
        Slot::Adverbial => tree.children(head).any(|c| token(c).deprel == Deprel::Advcl && passes(c)),
        // "It is clear that …": the clause is the subject that "it" announces.
        Slot::Clause => {
            let announced = tree.child(document, head, &[Deprel::Expl]).is_some();
            let clause = |c: usize| match token(c).deprel {
                Deprel::Ccomp => true,
                Deprel::Csubj => announced,
                _ => false,
            };
            tree.children(head).any(|c| clause(c) && passes(c))
        }
        Slot::Preposition(words) => {
            tree.children(head).any(|c| passes(c) && has_preposition(document, tree, c, words))
        }
        Slot::NoPreposition(words) => !tree.children(head).any(|c| has_preposition(document, tree, c, words)),
        Slot::Subject | Slot::Possessor | Slot::Adjective | Slot::Compound => true,
    }
}
