//! Claims that nobody in particular vouches for: nouns ("growing speculation that …"), passives without an agent
//! ("has been seen as …"), adverbs ("reportedly"), set phrases ("rumour has it"). Rules for what the network, trained
//! where such claims are rare, may miss; what it found already is left alone.

use crate::attribution::{Draft, Origin, overlap};
use crate::cue;
use crate::lexicon::Lexicons;
use crate::phrase;
use crate::settle::clause_around;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Upos, Xpos};
use hearsay_record::CueClass;
use std::ops::Range;

/// Statements without a source, apart from those in `known`.
pub fn unsourced(document: &Document, tree: &Tree, lexicons: &Lexicons, known: &[Draft]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for i in 0..document.tokens.len() {
        let draft = set_phrase(document, lexicons, i).or_else(|| adverb(document, tree, lexicons, i));
        let draft = draft.or_else(|| match document.tokens[i].upos {
            Upos::Noun | Upos::Propn => noun(document, tree, lexicons, i, false),
            Upos::Verb | Upos::Adj => passive(document, tree, lexicons, i)
                .or_else(|| impersonal(document, tree, lexicons, i))
                .or_else(|| headline(document, tree, lexicons, i)),
            _ => None,
        });
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

/// What a noun with a clause, or an adverb, claims inside somebody else's words: "denied claims that …".
pub fn inside(document: &Document, tree: &Tree, lexicons: &Lexicons, at: usize) -> Option<Draft> {
    match document.tokens[at].upos {
        Upos::Noun => {
            clause_of(document, tree, at)?;
            noun(document, tree, lexicons, at, true)
        }
        Upos::Adv => adverb(document, tree, lexicons, at),
        _ => None,
    }
}

/// The clause that says what the noun is about: "that …", "whether …", or with its own subject first and no mark at
/// all: "speculation the yard will be sold".
fn clause_of(document: &Document, tree: &Tree, noun: usize) -> Option<usize> {
    let governor = document.tokens[noun].head;
    let there = tree.child(document, governor, &[Deprel::Expl]).is_some();
    tree.children(noun).filter(|&child| child > noun).find(|&child| {
        let mut marks =
            tree.children(child).filter(|&mark| document.tokens[mark].deprel == Deprel::Mark).peekable();
        let bare = marks.peek().is_none() && {
            let subject = tree.child(document, child, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl]);
            subject.is_some_and(|subject| {
                let word = document.word(subject).to_lowercase();
                tree.subtree(subject).start == tree.subtree(child).start
                    && tree.subtree(child).start == noun + 1
                    && !matches!(word.as_str(), "who" | "which" | "that")
            })
        };
        let marked =
            marks.any(|mark| matches!(document.tokens[mark].lemma.as_ref(), "that" | "whether" | "if"));
        match document.tokens[child].deprel {
            Deprel::Acl | Deprel::Ccomp => marked || bare,
            Deprel::AclRelcl => there && bare,
            _ => false,
        }
    })
}

/// "growing speculation that she will resign", "accusations of fraud": the content is the clause or the
/// of-phrase; a possessor or by-phrase is the source.
fn noun(document: &Document, tree: &Tree, lexicons: &Lexicons, noun: usize, nested: bool) -> Option<Draft> {
    cue::class_of_head(document, tree, lexicons, noun)?;
    // "She voiced fears that …": whose fears they are is said, and the verb is the cue. What somebody rejects is
    // another's claim.
    let governor = document.tokens[noun].head;
    if matches!(document.tokens[noun].deprel, Deprel::Obj | Deprel::Obl) {
        match cue::class_of_head(document, tree, lexicons, governor) {
            Some(CueClass::Deny | CueClass::Oppose) if nested => {}
            // "heard the board's promise that …", "shared the farmers' fear that …".
            Some(CueClass::Know | CueClass::Believe)
                if nested && tree.child(document, noun, &[Deprel::NmodPoss]).is_some() => {}
            Some(_) => return None,
            None => {}
        }
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
    let beside = clause_of(document, tree, noun)
        .or_else(|| cue::complement_of_noun(document, tree, lexicons, noun))
        .map(|child| tree.subtree(child));
    let (cue, content) = match beside {
        Some(content) => with_preposition(document, first..noun + 1, content),
        None => apart(document, tree, lexicons, noun, first)?,
    };
    let apart = |range: &Range<usize>| !overlap(range, &cue) && !overlap(range, &content);
    let clear = !overlap(&cue, &content) && source.as_ref().is_none_or(apart) && !content.is_empty();
    clear.then_some(Draft {
        source,
        cue,
        content: vec![content],
        origin: Origin::Unsourced("noun with its content"),
    })
}

/// "Fears are growing that …", "Calls mount for …", "The expectation is that …": the noun is the subject of a verb or
/// adjective that says nothing itself, and what it is about stands behind that.
fn apart(
    document: &Document,
    tree: &Tree,
    lexicons: &Lexicons,
    noun: usize,
    first: usize,
) -> Option<(Range<usize>, Range<usize>)> {
    if !matches!(document.tokens[noun].deprel, Deprel::Nsubj | Deprel::NsubjOuter) {
        return None;
    }
    let governor = document.tokens[noun].head;
    let be = tree.child(document, governor, &[Deprel::Cop]);
    let outer = document.tokens[noun].deprel == Deprel::NsubjOuter;
    if let Some(be) = be.filter(|_| outer) {
        // The clause itself is the predicate: everything behind "is".
        let content = phrase::trimmed(document, be + 1..tree.subtree(governor).end);
        let that = !content.is_empty() && document.tokens[content.start].lemma.as_ref() == "that";
        return that.then(|| (first..be + 1, content));
    }
    let is = document.tokens[governor].lemma.as_ref() == "be";
    let speaks = !is && cue::class_of_head(document, tree, lexicons, governor).is_some();
    let thing = tree.child(document, governor, &[Deprel::Obj, Deprel::NsubjPass, Deprel::AuxPass]).is_some();
    if speaks || thing {
        return None;
    }
    let clause = tree.children(governor).find(|&child| {
        child > governor
            && matches!(
                document.tokens[child].deprel,
                Deprel::Ccomp | Deprel::Advcl | Deprel::Acl | Deprel::Csubj
            )
            && tree.children(child).any(|mark| {
                document.tokens[mark].deprel == Deprel::Mark
                    && matches!(document.tokens[mark].lemma.as_ref(), "that" | "whether")
            })
    });
    let about = || {
        let prepositions = cue::prepositions_of_noun(document, lexicons, noun);
        tree.children(governor).find(|&child| {
            child > governor
                && matches!(document.tokens[child].deprel, Deprel::Obl | Deprel::Nmod | Deprel::Advcl)
                && tree.children(child).any(|case| {
                    matches!(document.tokens[case].deprel, Deprel::Case | Deprel::Mark)
                        && prepositions.iter().any(|word| **word == *document.tokens[case].lemma)
                })
        })
    };
    let content = tree.subtree(clause.or_else(about)?);
    let (_, content) = with_preposition(document, content.start..content.start, content);
    (content.start > noun).then(|| (first..noun + 1, content))
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
    let class = cue::class_of_head(document, tree, lexicons, verb)?;
    let blames = matches!(class, CueClass::Accuse | CueClass::Oppose);
    if !attributes(class) && !blames || cue::is_no_cue(document, tree, lexicons, verb) {
        return None;
    }
    let complement = tree.children(verb).find(|&child| {
        child > verb
            && (attributes(class)
                && (matches!(relation(child), Deprel::Xcomp | Deprel::Ccomp)
                    || (matches!(relation(child), Deprel::Obl | Deprel::Advcl)
                        && (has_case(document, tree, child, &["as"]) || marked_as(document, tree, child))))
                || blames
                    && matches!(relation(child), Deprel::Obl | Deprel::Advcl | Deprel::Xcomp)
                    && tree.children(child).any(|case| {
                        matches!(relation(case), Deprel::Case | Deprel::Mark)
                            && matches!(document.tokens[case].lemma.as_ref(), "for" | "of" | "in" | "as")
                    }))
    })?;
    if is_perceived(document, tree, verb) {
        return None;
    }
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

/// What is seen with the eyes rather than the mind, if a participle follows.
const PERCEIVED: [&str; 8] = ["catch", "discover", "film", "find", "hear", "photograph", "see", "spot"];

/// "was seen walking", "were found slain": seen with the eyes.
pub fn is_perceived(document: &Document, tree: &Tree, verb: usize) -> bool {
    let bare = |child: usize| {
        let marks = [Deprel::Aux, Deprel::AuxPass, Deprel::Case, Deprel::Mark];
        matches!(document.tokens[child].xpos, Xpos::Vbg | Xpos::Vbn)
            && tree.child(document, child, &marks).is_none()
    };
    PERCEIVED.contains(&document.tokens[verb].lemma.as_ref())
        && tree.child(document, verb, &[Deprel::AuxPass]).is_some()
        && tree.child(document, verb, &[Deprel::Xcomp, Deprel::Advcl]).is_some_and(bare)
}

/// Passives of these classes attribute; "was asked to leave" and "was ordered to stop" tell events.
pub fn attributes(class: CueClass) -> bool {
    use CueClass::{Accuse, Believe, Claim, Say};
    matches!(class, Say | Claim | Believe | Accuse)
}

/// "It emerged that …", "the talks seem to have failed": verbs whose subject is empty or part of what is claimed.
fn impersonal(document: &Document, tree: &Tree, lexicons: &Lexicons, verb: usize) -> Option<Draft> {
    if !cue::is_raising(document, tree, lexicons, verb) {
        return None;
    }
    let complement = tree.child(document, verb, &[Deprel::Ccomp, Deprel::Csubj, Deprel::Xcomp])?;
    // "seems tired" only describes.
    let describes = document.tokens[complement].deprel == Deprel::Xcomp
        && !tree.children(complement).any(|mark| document.tokens[mark].xpos == Xpos::To);
    if complement < verb || describes {
        return None;
    }
    let subject = tree.child(document, verb, &[Deprel::Nsubj]);
    let subject = subject.filter(|&subject| document.tokens[subject].lemma.as_ref() != "it");
    let mut content: Vec<Range<usize>> =
        subject.map(|subject| phrase::trimmed(document, tree.subtree(subject))).into_iter().collect();
    content.push(phrase::trimmed(document, tree.subtree(complement)));
    let cue = phrase::verb_group(document, tree, verb);
    let clear = content.iter().all(|range| !range.is_empty() && !overlap(range, &cue));
    clear.then_some(Draft { source: None, cue, content, origin: Origin::Unsourced("impersonal verb") })
}

/// "Dozens feared buried in landslide": a headline's participle without auxiliary.
fn headline(document: &Document, tree: &Tree, lexicons: &Lexicons, verb: usize) -> Option<Draft> {
    let token = &document.tokens[verb];
    let sentence = document.sentences[token.sentence].clone();
    let titled = !matches!(document.word(sentence.end - 1), "." | "!" | "?" | "”" | "\"" | "''");
    if !titled
        || !matches!(token.xpos, Xpos::Vbn | Xpos::Vbd)
        || verb + 1 >= sentence.end
        || verb == sentence.start
    {
        return None;
    }
    let bare =
        tree.child(document, verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Obj, Deprel::OblAgent]).is_none();
    let next = &document.tokens[verb + 1];
    let class = cue::class_of_head(document, tree, lexicons, verb)?;
    let follows = match class {
        CueClass::Believe | CueClass::Say => matches!(next.xpos, Xpos::Vbn | Xpos::Jj | Xpos::To),
        CueClass::Claim => matches!(next.xpos, Xpos::Vbn | Xpos::Jj | Xpos::To | Xpos::In),
        CueClass::Accuse => next.xpos == Xpos::In,
        _ => false,
    };
    if !bare || !follows {
        return None;
    }
    // "Minister hoped to win" is told of the minister; these verbs have no such reading.
    if next.xpos == Xpos::To && class == CueClass::Believe && cue::wants(&token.lemma) {
        return None;
    }
    let before = phrase::trimmed(document, sentence.start..verb);
    let behind = phrase::trimmed(document, verb + 1..sentence.end);
    let clear = !before.is_empty()
        && !behind.is_empty()
        && !document.tokens[sentence.start..verb].iter().any(|t| t.upos == Upos::Verb);
    clear.then(|| Draft {
        source: None,
        cue: verb..verb + 1,
        content: vec![before, behind],
        origin: Origin::Unsourced("headline"),
    })
}

/// "Rumour has it the mill is sold": what follows the set phrase is claimed.
fn set_phrase(document: &Document, lexicons: &Lexicons, at: usize) -> Option<Draft> {
    let cue = cue::sourceless_at(document, lexicons, at)?;
    let sentence = document.sentences[document.tokens[at].sentence].clone();
    let content = phrase::trimmed(document, cue.end..sentence.end);
    (!content.is_empty()).then(|| Draft {
        source: None,
        cue,
        content: vec![content],
        origin: Origin::Unsourced("set phrase"),
    })
}

/// "The envoy reportedly left": the rest of the clause is what is reported.
fn adverb(document: &Document, tree: &Tree, lexicons: &Lexicons, adverb: usize) -> Option<Draft> {
    cue::class_of_adverb(lexicons, document, adverb)?;
    // "has reportedly been agreed", tagged as a verb
    let shaped = document.tokens[adverb].xpos == Xpos::Rb || document.word(adverb).ends_with("ly");
    if document.tokens[adverb].deprel != Deprel::Advmod || !shaped {
        return None;
    }
    let content = clause_around(document, tree, document.tokens[adverb].head, adverb)?;
    Some(Draft { source: None, cue: adverb..adverb + 1, content, origin: Origin::Unsourced("adverb") })
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
