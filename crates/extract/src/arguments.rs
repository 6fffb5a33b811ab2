//! What stands around a predicate, put into one form: who does it, what it is done to, and the rest by preposition.
//!
//! Passives, relative clauses, participles, control and coordination are undone here, so that lexicon entries name
//! the plain active form only. Where parsers waver (a prepositional phrase on the verb or on its object), both count.

use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, Upos, Xpos};

/// The arguments of one predicate. Words are heads of phrases; coordination is left to [`coordinated`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments {
    /// The predicate.
    pub head: usize,
    /// It is a passive, or a participle with the sense of one.
    pub passive: bool,
    /// Who does it: the subject of the active form.
    pub subject: Option<usize>,
    /// What it is done to: objects of the active form, the nearer first.
    pub objects: Vec<usize>,
    /// Whoever is given something: "gave **Kenya** aid". Also among the objects.
    pub indirect: Option<usize>,
    /// Complements with a preposition.
    pub obliques: Vec<Oblique>,
    /// Infinitives and gerunds.
    pub infinitives: Vec<usize>,
    /// Clauses with their own subject.
    pub clauses: Vec<usize>,
    /// Adverbial clauses and participles.
    pub adverbials: Vec<usize>,
    /// Nouns: possessors.
    pub possessors: Vec<usize>,
    /// Nouns: adjectives before them.
    pub adjectives: Vec<usize>,
    /// Nouns: nouns before them.
    pub compounds: Vec<usize>,
}

/// A complement with a preposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oblique {
    /// The word that fills it; for "the bank on which" the bank.
    pub head: usize,
    /// The word that carries the preposition in the tree.
    pub marked: usize,
}

/// How far governors are followed for an inherited subject.
const DEPTH: usize = 6;

/// The arguments of the predicate `head`: a verb, a noun, or an adjective.
pub fn arguments(document: &Document, tree: &Tree, head: usize) -> Arguments {
    if is_nominal(document, head) { nominal(document, tree, head) } else { verbal(document, tree, head) }
}

/// True for nouns, also where the two tag sets disagree.
pub fn is_nominal(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    match token.xpos {
        Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps => true,
        Xpos::Vb | Xpos::Vbd | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => false,
        _ => matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron),
    }
}

fn verbal(document: &Document, tree: &Tree, head: usize) -> Arguments {
    let tokens = &document.tokens;
    let passive = is_passive(document, tree, head);
    let mut made = Arguments { head, passive, ..Arguments::default() };
    let mut agent = None;
    for child in tree.children(head) {
        let filler = antecedent(document, child);
        match tokens[child].deprel {
            Deprel::Obj => {
                made.objects.push(filler);
                // "called on leaders", with the preposition taken for a particle.
                if particle_before(document, tree, child).is_some() {
                    made.obliques.push(Oblique { head: filler, marked: child });
                }
            }
            // Two subjects around a verb: the second is an object that the parser took for one.
            Deprel::Nsubj if child > head && !passive => {
                let before = tree.children(head).any(|k| k < head && tokens[k].deprel == Deprel::Nsubj);
                let object = tree.children(head).any(|k| tokens[k].deprel == Deprel::Obj);
                if before && !object {
                    made.objects.push(filler);
                }
            }
            Deprel::Iobj => {
                made.objects.insert(0, filler);
                made.indirect = Some(filler);
            }
            Deprel::OblAgent => agent = Some(filler),
            // "called off the strike": an object that the parser took for a phrase without a preposition.
            Deprel::Obl
                if child > head
                    && !is_time(document, child)
                    && !tree
                        .children(child)
                        .any(|k| matches!(tokens[k].deprel, Deprel::Case | Deprel::Mark)) =>
            {
                made.objects.push(filler);
            }
            Deprel::Obl | Deprel::Nmod | Deprel::OblUnmarked => {
                if passive
                    && agent.is_none()
                    && has_preposition(document, tree, child, "by")
                    && !is_time(document, child)
                {
                    agent = Some(filler);
                }
                made.obliques.push(Oblique { head: filler, marked: child });
                // "agreed on a timetable with the union"
                for inner in tree.children(child) {
                    // "came to the aid of the islanders"
                    let right_behind = tree.subtree(child).start == head + 1;
                    let partner = tokens[inner].deprel == Deprel::Nmod
                        && (["with", "against"]
                            .iter()
                            .any(|word| has_preposition(document, tree, inner, word))
                            || right_behind && has_preposition(document, tree, inner, "of"));
                    if partner {
                        made.obliques.push(Oblique { head: antecedent(document, inner), marked: inner });
                    }
                }
            }
            Deprel::Xcomp => {
                made.infinitives.push(child);
                // "found the warlord guilty": what is judged may hang on the judgement.
                let judged = tree.children(child).find(|&k| tokens[k].deprel == Deprel::Nsubj);
                let bare = tree.child(document, child, &[Deprel::Cop, Deprel::Aux, Deprel::Mark]).is_none();
                made.objects.extend(judged.filter(|_| bare));
                // "called for the removal of", with the noun taken for a verb: its preposition says what it is.
                if tree.children(child).any(|k| tokens[k].deprel == Deprel::Case) {
                    made.obliques.push(Oblique { head: filler, marked: child });
                    let of = |&k: &usize| {
                        tokens[k].deprel == Deprel::Nmod && has_preposition(document, tree, k, "of")
                    };
                    let inner = tree.children(child).filter(of);
                    made.obliques.extend(inner.map(|k| Oblique { head: antecedent(document, k), marked: k }));
                }
            }
            Deprel::Ccomp | Deprel::CsubjPass => clause(document, tree, child, &mut made),
            Deprel::Advcl => {
                let marks = |word| has_preposition(document, tree, child, word);
                if marks("to") && !tree.children(child).any(|k| is_subject(tokens[k].deprel)) {
                    made.infinitives.push(child);
                } else {
                    made.obliques.push(Oblique { head: child, marked: child });
                }
                made.adverbials.push(child);
            }
            _ => {}
        }
    }
    let direct = made.objects.len();
    for k in 0..direct {
        let object = made.objects[k];
        // "sent a letter urging them": what the object says or does is done by sending it.
        made.adverbials.extend(tree.children(object).filter(|&child| tokens[child].deprel == Deprel::Acl));
        nested_obliques(document, tree, object, &mut made.obliques);
        for other in coordinated(document, tree, object).skip(1) {
            nested_obliques(document, tree, other, &mut made.obliques);
        }
        // "provided aid to rebuild", with the infinitive hung on the aid.
        let purposes = tree.children(object).filter(|&child| {
            tokens[child].deprel == Deprel::Acl && has_preposition(document, tree, child, "to")
        });
        made.infinitives.extend(purposes);
    }
    // "awarded the family $5 million", with both for objects.
    let mut direct = tree.children(head).filter(|&child| child > head && tokens[child].deprel == Deprel::Obj);
    if let (None, Some(first), Some(second)) = (made.indirect, direct.next(), direct.next())
        && (tokens[first].upos == Upos::Propn
            || !tree.children(second).any(|k| k < second && k > first && tokens[k].deprel == Deprel::Cc))
    {
        made.indirect = Some(antecedent(document, first));
    }
    // "offered Manila help", with Manila hung on the help.
    if made.indirect.is_none()
        && let Some(&object) = made.objects.first()
    {
        made.indirect = tree.child(document, object, &[Deprel::Compound]).filter(|&child| {
            child == head + 1 && tokens[child].upos == Upos::Propn && tokens[object].upos != Upos::Propn
        });
    }
    let surface = subject(document, tree, head, DEPTH);
    if passive {
        made.subject = agent.or_else(|| far_agent(document, tree, head));
        if let Some(surface) = surface {
            // "was given aid": what is left as an object came second.
            if !made.objects.is_empty() {
                made.indirect = Some(surface);
            }
            made.objects.insert(0, surface);
            nested_obliques(document, tree, surface, &mut made.obliques);
        }
    } else {
        made.subject = surface;
        if made.objects.is_empty() {
            made.objects.extend(gap(document, tree, head).or_else(|| shared_object(document, tree, head)));
        }
    }
    if tokens[head].deprel == Deprel::Conj {
        shared_obliques(document, tree, head, &mut made);
    }
    made
}

/// "was indicted on fraud counts by a jury", "was accused of spying by the militia": the agent may hang on the last
/// phrase before it.
fn far_agent(document: &Document, tree: &Tree, verb: usize) -> Option<usize> {
    let tokens = &document.tokens;
    let phrases = tree.children(verb).rev().filter(|&child| {
        child > verb
            && matches!(tokens[child].deprel, Deprel::Obl | Deprel::Obj | Deprel::Advcl | Deprel::Xcomp)
    });
    phrases.flat_map(|phrase| tree.children(phrase).rev()).find(|&child| {
        matches!(tokens[child].deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
            && has_preposition(document, tree, child, "by")
            && !is_time(document, child)
    })
}

/// A clause below the verb: "told them to leave" may be parsed with "them" inside the infinitive.
fn clause(document: &Document, tree: &Tree, child: usize, made: &mut Arguments) {
    let inner = tree.child(document, child, &[Deprel::Nsubj, Deprel::NsubjPass]);
    let infinitive = has_preposition(document, tree, child, "to") && document.tokens[child].xpos == Xpos::Vb;
    if infinitive || inner.is_none() && !finite(document, tree, child) {
        made.infinitives.push(child);
        if made.objects.is_empty() && infinitive {
            made.objects.extend(inner);
        }
    }
    made.clauses.push(child);
}

fn nominal(document: &Document, tree: &Tree, head: usize) -> Arguments {
    let tokens = &document.tokens;
    let mut made = Arguments { head, ..Arguments::default() };
    for child in tree.children(head) {
        let filler = antecedent(document, child);
        match tokens[child].deprel {
            Deprel::NmodPoss => made.possessors.push(filler),
            Deprel::Amod | Deprel::NmodDesc => {
                made.adjectives.push(child);
                // "a Saudi-led strike"
                if *tokens[child].lemma == *"lead" {
                    made.adjectives.extend(tree.children(child).filter(|&k| k < child));
                }
                made.adjectives.extend(paired(document, tree, child).filter(|&other| other != head));
            }
            Deprel::Compound => {
                made.compounds.push(child);
                made.compounds.extend(paired(document, tree, child).filter(|&other| other != head));
            }
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent | Deprel::Advcl => {
                made.obliques.push(Oblique { head: filler, marked: child });
                // "an attack in Karvania on the army": the second phrase may hang on the first.
                nested_obliques(document, tree, child, &mut made.obliques);
            }
            Deprel::Acl | Deprel::Ccomp | Deprel::Xcomp => {
                if has_preposition(document, tree, child, "to") || tokens[child].xpos == Xpos::Vbg {
                    made.infinitives.push(child);
                } else {
                    made.clauses.push(child);
                }
                made.obliques.push(Oblique { head: child, marked: child });
            }
            Deprel::Nsubj | Deprel::NsubjOuter => made.subject = Some(filler),
            _ => {}
        }
    }
    made
}

/// "the Soviet-American talks", "the U.S.-Japan pact": the other of two names before a noun, whichever hangs on the other.
pub fn paired(document: &Document, tree: &Tree, name: usize) -> Option<usize> {
    tree.children(name).find(|&child| is_pair(document, name, child)).or_else(|| {
        let head = document.tokens[name].head;
        is_pair(document, head, name).then_some(head)
    })
}

fn is_pair(document: &Document, head: usize, child: usize) -> bool {
    let (first, second) = (head.min(child), head.max(child));
    matches!(document.tokens[child].deprel, Deprel::Amod | Deprel::Compound | Deprel::Flat)
        && second == first + 2
        && document.word(first + 1) == "-"
}

/// True for a passive: with its auxiliary, or a participle that stands for one.
pub fn is_passive(document: &Document, tree: &Tree, verb: usize) -> bool {
    let tokens = &document.tokens;
    let has = |relation| tree.children(verb).any(|child| tokens[child].deprel == relation);
    if has(Deprel::AuxPass) || has(Deprel::NsubjPass) {
        return true;
    }
    // "The premier, criticized by unions, resigned": the agent shows it where the tag does not.
    let described = matches!(tokens[verb].deprel, Deprel::Acl | Deprel::Advcl)
        && tokens[verb].xpos == Xpos::Vbd
        && has(Deprel::OblAgent)
        && !has(Deprel::Nsubj)
        && !has(Deprel::Obj);
    if described {
        return true;
    }
    if tokens[verb].xpos != Xpos::Vbn || has(Deprel::Aux) {
        return false;
    }
    match tokens[verb].deprel {
        Deprel::Acl | Deprel::Advcl | Deprel::Xcomp | Deprel::Amod => true,
        // "was seized and taken away"
        Deprel::Conj => !has(Deprel::Nsubj) && is_passive(document, tree, tokens[verb].head),
        // Headlines: "Five held after raid".
        Deprel::Root | Deprel::Parataxis | Deprel::Ccomp => {
            !has(Deprel::Obj) && !has(Deprel::Iobj) && !has(Deprel::Cop)
        }
        _ => false,
    }
}

/// The subject of the clause as it stands, found through relative clauses, control, participles and coordination.
pub fn subject(document: &Document, tree: &Tree, head: usize, depth: usize) -> Option<usize> {
    let tokens = &document.tokens;
    if let Some(own) = tree.children(head).find(|&child| is_subject(tokens[child].deprel)) {
        let own = antecedent(document, own);
        return (tokens[own].xpos != Xpos::Ex).then_some(own);
    }
    if depth == 0 || tokens[head].head == head {
        return None;
    }
    let governor = tokens[head].head;
    match tokens[head].deprel {
        Deprel::Conj => {
            subject(document, tree, governor, depth - 1).filter(|_| is_clausal(document, tree, governor))
        }
        Deprel::Xcomp => {
            let passive = is_passive(document, tree, governor);
            let object = tree.child(document, governor, &[Deprel::Obj, Deprel::Iobj]);
            match object {
                Some(object) if !passive && !subject_control(document, governor) => {
                    Some(antecedent(document, object))
                }
                _ => subject(document, tree, governor, depth - 1),
            }
        }
        Deprel::AclRelcl => {
            // "the man (that) the police held": the subject would stand there, so the noun fills it only when the
            // clause has no other gap.
            Some(governor)
        }
        // "Oslo is the largest donor, giving": a predicate noun is what its subject is.
        Deprel::Acl if matches!(tokens[head].xpos, Xpos::Vbg | Xpos::Vbn) => {
            let copular = tree.child(document, governor, &[Deprel::Cop]).is_some();
            let is = tree.child(document, governor, &[Deprel::Nsubj]).filter(|_| copular);
            Some(is.map_or(governor, |is| antecedent(document, is)))
        }
        // "its decision to leave", "made a promise to leave"
        Deprel::Acl | Deprel::Ccomp if nounlike(tokens[governor].upos) => {
            // "the decision of the council to send": whose decision it is.
            let of = |child: &usize| {
                tokens[*child].deprel == Deprel::Nmod && has_preposition(document, tree, *child, "of")
            };
            let owner = tree
                .child(document, governor, &[Deprel::NmodPoss])
                .or_else(|| tree.children(governor).find(of))
                .map(|owner| antecedent(document, owner));
            owner.or_else(|| match tokens[governor].deprel {
                Deprel::Obj | Deprel::Obl => subject(document, tree, tokens[governor].head, depth - 1),
                _ => Some(governor),
            })
        }
        Deprel::Advcl | Deprel::Ccomp | Deprel::Csubj | Deprel::Dep => {
            // "accused the militia of killing", "kept them from leaving": the object does it.
            let gerund = tokens[head].xpos == Xpos::Vbg
                && ["of", "from", "for", "into", "with"]
                    .iter()
                    .any(|word| has_preposition(document, tree, head, word));
            if gerund
                && !is_passive(document, tree, governor)
                && let Some(object) = tree.child(document, governor, &[Deprel::Obj])
            {
                return Some(antecedent(document, object));
            }
            // A finite clause behind "as" or "when" has a subject of its own, even where it was lost.
            let marked = tree.child(document, head, &[Deprel::Mark]).is_some();
            let free = tokens[head].deprel == Deprel::Advcl && !marked || !finite(document, tree, head);
            if free { subject(document, tree, governor, depth - 1) } else { None }
        }
        _ => None,
    }
}

/// "the man the police arrested": the noun is the missing object of its relative clause.
fn gap(document: &Document, tree: &Tree, verb: usize) -> Option<usize> {
    let tokens = &document.tokens;
    if tokens[verb].deprel != Deprel::AclRelcl {
        return None;
    }
    let mut children = tree.children(verb);
    let own_subject =
        children.clone().any(|child| tokens[child].deprel == Deprel::Nsubj && !is_relative(document, child));
    // "the day when …", "the town where …", "those with whom …"
    let elsewhere =
        children.any(|child| matches!(tokens[child].xpos, Xpos::Wrb) || antecedent(document, child) != child);
    (own_subject && !elsewhere).then_some(tokens[verb].head)
}

/// "arrested and charged five men": the object stands with one verb and belongs to both.
fn shared_object(document: &Document, tree: &Tree, verb: usize) -> Option<usize> {
    let tokens = &document.tokens;
    let object = |other: usize| {
        tree.child(document, other, &[Deprel::Obj]).filter(|&object| object > verb && object > other)
    };
    if tokens[verb].deprel == Deprel::Conj {
        return object(tokens[verb].head);
    }
    let partner = tree.children(verb).find(|&child| tokens[child].deprel == Deprel::Conj)?;
    let between = tree.child(document, partner, &[Deprel::Nsubj, Deprel::Mark, Deprel::Aux]);
    // Only verbs side by side share: "fought and killed him", not "fought hard and then killed him".
    if between.is_some() || partner > verb + 2 { None } else { object(partner) }
}

/// "was seized on Monday and held in Port Sar": phrases behind the last verb may be the first one's and the reverse.
fn shared_obliques(document: &Document, tree: &Tree, verb: usize, made: &mut Arguments) {
    let governor = document.tokens[verb].head;
    for child in tree.children(governor).filter(|&child| child > verb) {
        if matches!(document.tokens[child].deprel, Deprel::Obl | Deprel::OblAgent) {
            let head = antecedent(document, child);
            if made.passive && made.subject.is_none() && has_preposition(document, tree, child, "by") {
                made.subject = Some(head);
            }
            made.obliques.push(Oblique { head, marked: child });
        }
    }
}

/// Prepositional phrases on a noun, in case they belong to what governs the noun.
fn nested_obliques(document: &Document, tree: &Tree, noun: usize, obliques: &mut Vec<Oblique>) {
    for child in tree.children(noun) {
        if matches!(document.tokens[child].deprel, Deprel::Nmod | Deprel::Obl | Deprel::Acl | Deprel::Advcl)
            && !obliques.iter().any(|oblique| oblique.marked == child)
        {
            obliques.push(Oblique { head: antecedent(document, child), marked: child });
            if document.tokens[child].deprel == Deprel::Nmod && has_preposition(document, tree, child, "of") {
                nested_obliques(document, tree, child, obliques);
            }
        }
    }
}

/// The particle right before the phrase of an object.
fn particle_before(document: &Document, tree: &Tree, object: usize) -> Option<usize> {
    let start = tree.subtree(object).start;
    let before = start.checked_sub(1)?;
    let token = &document.tokens[before];
    (token.deprel == Deprel::CompoundPrt && token.head == document.tokens[object].head).then_some(before)
}

/// True if this word carries the preposition, or the mark before a gerund. Words of one preposition are joined by
/// `_`: `because_of`.
pub fn has_preposition(document: &Document, tree: &Tree, word: usize, preposition: &str) -> bool {
    if document.tokens[word].deprel == Deprel::Obj
        && matches!(preposition, "on" | "for" | "against" | "at" | "to")
        && let Some(particle) = particle_before(document, tree, word)
    {
        return *document.tokens[particle].lemma == *preposition;
    }
    tree.children(word).any(|child| {
        let token = &document.tokens[child];
        if !matches!(token.deprel, Deprel::Case | Deprel::Mark) {
            return false;
        }
        match preposition.split_once('_') {
            None => {
                *token.lemma == *preposition
                    && !tree.children(child).any(|part| document.tokens[part].deprel == Deprel::Fixed)
                    || (*token.lemma == *"towards" && preposition == "toward")
                    || (*token.lemma == *"upon" && preposition == "on")
                    || (*token.lemma == *"amongst" && preposition == "among")
            }
            Some((first, rest)) => {
                // Its words hang on the first or stand beside it: "out of".
                let stands = |(at, part): (usize, &str)| {
                    document.tokens.get(at).is_some_and(|token| {
                        *token.lemma == *part
                            && matches!(token.deprel, Deprel::Fixed | Deprel::Case | Deprel::Mark)
                    })
                };
                *token.lemma == *first && (child + 1..).zip(rest.split('_')).all(stands)
            }
        }
    })
}

/// The word and all it is coordinated with.
pub fn coordinated<'t>(
    document: &'t Document,
    tree: &'t Tree,
    head: usize,
) -> impl Iterator<Item = usize> + 't {
    let others = tree.children(head).filter(move |&child| {
        document.tokens[child].deprel == Deprel::Conj
            && (nounlike(document.tokens[child].upos) || document.tokens[child].upos == Upos::Adj)
    });
    std::iter::once(head).chain(others)
}

/// For "who", "which", "that" and "whose" the noun they stand for; every other word stands for itself.
pub fn antecedent(document: &Document, word: usize) -> usize {
    if !is_relative(document, word) {
        return word;
    }
    let mut at = word;
    for _ in 0..DEPTH {
        let token = &document.tokens[at];
        if token.head == at {
            break;
        }
        // Parsers call a relative clause a participle's now and then.
        if matches!(token.deprel, Deprel::AclRelcl | Deprel::Acl) {
            return last_of_several(document, token.head, word).unwrap_or(token.head);
        }
        at = token.head;
    }
    word
}

/// "candidates like Varga and Holm, who has long opposed it": a verb in the singular speaks of the last one.
fn last_of_several(document: &Document, noun: usize, relative: usize) -> Option<usize> {
    let tokens = &document.tokens;
    let verb = tokens[relative].head;
    if !matches!(tokens[relative].deprel, Deprel::Nsubj | Deprel::NsubjPass) || verb <= relative {
        return None;
    }
    let singular = (relative + 1..=verb)
        .find(|&k| {
            k == verb || tokens[k].head == verb && matches!(tokens[k].deprel, Deprel::Aux | Deprel::AuxPass)
        })
        .is_some_and(|k| tokens[k].xpos == Xpos::Vbz || document.slice(k..k + 1) == "was");
    // "a soldier and member of the guard who was captured" is one man, "Hezbollah or Party of God, which has" one party.
    let name = |k: usize| tokens[k].upos == Upos::Propn;
    let shares = |&k: &usize| {
        let joined = (noun..k).any(|cc| tokens[cc].head == k && *tokens[cc].lemma == *"and");
        tokens[k].head == noun && tokens[k].deprel == Deprel::Conj && name(k) && joined
    };
    (noun + 1..relative).rev().find(shares).filter(|_| singular && name(noun))
}

fn is_relative(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    matches!(token.xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss) && *token.lemma != *"what"
        || token.upos == Upos::Pron
            && *token.lemma == *"that"
            && document.tokens[token.head].deprel == Deprel::AclRelcl
}

/// Subjects of any kind.
pub fn is_subject(relation: Deprel) -> bool {
    matches!(relation, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj)
}

/// Words that head noun phrases.
pub fn nounlike(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::X | Upos::Sym)
}

fn is_clausal(document: &Document, tree: &Tree, head: usize) -> bool {
    let token = &document.tokens[head];
    matches!(token.upos, Upos::Verb | Upos::Aux)
        || tree.child(document, head, &[Deprel::Cop, Deprel::Nsubj]).is_some()
}

/// With tense of its own.
fn finite(document: &Document, tree: &Tree, verb: usize) -> bool {
    matches!(document.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        || tree
            .child(document, verb, &[Deprel::Aux])
            .is_some_and(|aux| document.tokens[aux].xpos != Xpos::Vbg)
}

/// "promised them to leave": the one who promises leaves.
fn subject_control(document: &Document, verb: usize) -> bool {
    matches!(
        &*document.tokens[verb].lemma,
        "promise" | "vow" | "pledge" | "swear" | "threaten" | "use" | "spend"
    )
}

/// "by Monday", "by 2030" are no agents.
fn is_time(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    token.upos == Upos::Num || token.xpos == Xpos::Vbg || {
        const TIMES: [&str; 22] = [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "end",
            "evening",
            "percent",
            "night",
        ];
        let lemma = token.lemma.to_lowercase();
        TIMES.contains(&lemma.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// `subject → objects` of the predicate with this lemma.
    fn around(lines: &str, lemma: &str) -> String {
        let document = testing::tree(lines);
        let tree = Tree::new(&document);
        let head = document.tokens.iter().position(|token| *token.lemma == *lemma).unwrap();
        let made = arguments(&document, &tree, head);
        let objects: Vec<&str> = made.objects.iter().map(|&object| document.word(object)).collect();
        format!("{} → {}", made.subject.map_or("", |subject| document.word(subject)), objects.join(" "))
    }

    #[test]
    fn a_passive_is_turned_round() {
        let lines = "Five five NUM CD 2 nummod O
            men man NOUN NNS 4 nsubj:pass O
            were be AUX VBD 4 aux:pass O
            arrested arrest VERB VBN 0 root O
            by by ADP IN 6 case O
            police police NOUN NNS 4 obl:agent O";
        assert_eq!(around(lines, "arrest"), "police → men");
    }

    #[test]
    fn a_relative_clause_takes_its_noun() {
        let lines = "the the DET DT 2 det O
            soldiers soldier NOUN NNS 0 root O
            who who PRON WP 4 nsubj O
            shot shoot VERB VBD 2 acl:relcl O
            him he PRON PRP 4 obj O";
        assert_eq!(around(lines, "shoot"), "soldiers → him");
        let lines = "the the DET DT 2 det O
            man man NOUN NN 0 root O
            soldiers soldier NOUN NNS 4 nsubj O
            shot shoot VERB VBD 2 acl:relcl O";
        assert_eq!(around(lines, "shoot"), "soldiers → man");
    }

    #[test]
    fn an_infinitive_finds_who_does_it() {
        let lines = "Iran Iran PROPN NNP 2 nsubj B-GPE
            urged urge VERB VBD 0 root O
            Oman Oman PROPN NNP 2 obj B-GPE
            to to PART TO 5 mark O
            leave leave VERB VB 2 xcomp O";
        assert_eq!(around(lines, "leave"), "Oman → ");
        let lines = "Iran Iran PROPN NNP 2 nsubj B-GPE
            threatened threaten VERB VBD 0 root O
            to to PART TO 4 mark O
            bomb bomb VERB VB 2 xcomp O
            Oman Oman PROPN NNP 4 obj B-GPE";
        assert_eq!(around(lines, "bomb"), "Iran → Oman");
    }

    #[test]
    fn verbs_side_by_side_share() {
        let lines = "Police police NOUN NNS 2 nsubj O
            seized seize VERB VBD 0 root O
            and and CCONJ CC 4 cc O
            burned burn VERB VBD 2 conj O
            books book NOUN NNS 4 obj O";
        assert_eq!(around(lines, "seize"), "Police → books");
        assert_eq!(around(lines, "burn"), "Police → books");
    }

    #[test]
    fn an_accusation_is_about_the_accused() {
        let lines = "Police police NOUN NNS 2 nsubj O
            accused accuse VERB VBD 0 root O
            him he PRON PRP 2 obj O
            of of SCONJ IN 5 mark O
            lying lie VERB VBG 2 advcl O";
        assert_eq!(around(lines, "lie"), "him → ");
    }
}
