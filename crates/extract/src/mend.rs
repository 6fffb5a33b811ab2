//! Small repairs of the tree, where a sentence itself shows that the parser went astray.
//!
//! Words are only hung elsewhere: a dateline is nobody who acts, the subject of "Rebels killed nine, officials said"
//! is not a second subject of "said", and two subjects joined by "and" are one. Every repair asks for marks that a
//! sound tree does not have, so that sound trees stay as they are.

use hearsay_nlp::{Deprel, Document, NameType, Upos, Xpos};
use std::ops::Range;

/// How many words a dateline may have: "Tehran, March 15, IRNA -".
const DATELINE: usize = 12;

/// What is mended, in this order.
const REPAIRS: [fn(&mut Document, Range<usize>); 10] = [
    dateline,
    perfects,
    have_yet,
    relations,
    speech_at_the_end,
    second_subjects,
    crossing_phrases,
    bare_relatives,
    joined_tenses,
    sums,
];

/// Repairs the trees of all sentences. A repair that would leave no tree is taken back.
pub fn mend(document: &mut Document) {
    let mut before = Vec::new();
    for k in 0..document.sentences.len() {
        let sentence = document.sentences[k].clone();
        for repair in REPAIRS {
            before.clear();
            before
                .extend(document.tokens[sentence.clone()].iter().map(|t| (t.head, t.deprel, t.upos, t.xpos)));
            repair(document, sentence.clone());
            let hung =
                document.tokens[sentence.clone()].iter().zip(&before).any(|(token, was)| token.head != was.0);
            if hung && !is_tree(document, sentence.clone()) {
                for (token, was) in document.tokens[sentence.clone()].iter_mut().zip(&before) {
                    (token.head, token.deprel, token.upos, token.xpos) = *was;
                }
            }
        }
    }
}

/// True if every word of the sentence hangs, directly or not, on one root of it.
fn is_tree(document: &Document, sentence: Range<usize>) -> bool {
    let words = &document.tokens[sentence.clone()];
    let Some(root) = sentence.clone().find(|&i| document.tokens[i].head == i) else {
        return sentence.is_empty();
    };
    words.iter().all(|token| sentence.contains(&token.head))
        && sentence.clone().all(|word| {
            let way = std::iter::successors(Some(word), |&at| Some(document.tokens[at].head));
            way.take(words.len()).any(|at| at == root)
        })
}

fn hang(document: &mut Document, word: usize, head: usize, relation: Deprel) {
    document.tokens[word].head = head;
    document.tokens[word].deprel = relation;
}

/// The words that hang on `head`, in order.
fn children(document: &Document, sentence: Range<usize>, head: usize) -> impl Iterator<Item = usize> + '_ {
    sentence.filter(move |&i| document.tokens[i].head == head && i != head)
}

fn has(document: &Document, sentence: Range<usize>, head: usize, relations: &[Deprel]) -> bool {
    children(document, sentence, head).any(|child| relations.contains(&document.tokens[child].deprel))
}

/// True if `above` is found on the way from `word` to the root.
fn hangs_below(document: &Document, word: usize, above: usize) -> bool {
    let mut at = word;
    for _ in 0..document.tokens.len() {
        if at == above {
            return true;
        }
        let head = document.tokens[at].head;
        if head == at {
            return false;
        }
        at = head;
    }
    true
}

fn is_verb(document: &Document, word: usize) -> bool {
    document.tokens[word].upos == Upos::Verb
}

fn is_noun(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].upos, Upos::Noun | Upos::Propn)
}

/// "BAMAKO - Armed men attacked": where the dateline was taken for the subject or for the root.
fn dateline(document: &mut Document, sentence: Range<usize>) {
    let Some(end) = dateline_end(document, sentence.clone()) else { return };
    let line = sentence.start..end;
    let after = end..sentence.end;
    // The word that all else hangs on: the verb whose subject the dateline is, or its first verb.
    let verb = line
        .clone()
        .find(|&i| {
            matches!(document.tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass)
                && after.contains(&document.tokens[i].head)
        })
        .map(|i| document.tokens[i].head)
        .or_else(|| after.clone().find(|&i| is_verb(document, i) && line.contains(&document.tokens[i].head)));
    let Some(verb) = verb else { return };
    // Whoever does it was hung on the dateline.
    let orphans: Vec<usize> = (end..verb)
        .filter(|&i| {
            line.contains(&document.tokens[i].head) && document.tokens[i].upos != Upos::Punct && i != verb
        })
        .collect();
    let passive = has(document, sentence.clone(), verb, &[Deprel::AuxPass]);
    let subject = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
    let mut first = children(document, after.clone(), verb)
        .find(|&i| i < verb && matches!(document.tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    if line.clone().any(|i| document.tokens[i].head == i) {
        hang(document, verb, verb, Deprel::Root);
    }
    for word in orphans {
        match first {
            _ if !is_noun(document, word) && document.tokens[word].upos != Upos::Pron => {
                document.tokens[word].head = verb;
            }
            None => {
                hang(document, word, verb, subject);
                first = Some(word);
            }
            Some(first) => hang(document, word, first, Deprel::Conj),
        }
    }
    for word in line.clone() {
        let token = &document.tokens[word];
        if token.head == word || after.contains(&token.head) {
            hang(document, word, verb, Deprel::Dep);
        }
    }
}

/// The end of the dateline that a sentence begins with, if it does.
fn dateline_end(document: &Document, sentence: Range<usize>) -> Option<usize> {
    let tokens = &document.tokens;
    let first = tokens.get(sentence.start)?;
    let shouts = |i: usize| {
        let word = document.text_of(&tokens[i]);
        word.len() > 2 && word.chars().all(char::is_uppercase)
    };
    if first.upos != Upos::Propn && !shouts(sentence.start) {
        return None;
    }
    let end = sentence.clone().take(DATELINE).skip(1).find(|&i| {
        let apart = |one: usize, other: usize| tokens[other].start > tokens[one].end;
        match document.word(i) {
            "-" | "–" | "—" => i + 1 < sentence.end && apart(i - 1, i) && apart(i, i + 1),
            "--" => true,
            ":" => {
                let shouted = document.text_of(first);
                shouted.len() > 3 && shouted.chars().all(char::is_uppercase)
            }
            _ => false,
        }
    })?;
    let plain = (sentence.start..end).all(|i| {
        matches!(tokens[i].upos, Upos::Propn | Upos::Num | Upos::Punct | Upos::Sym)
            || matches!(tokens[i].deprel, Deprel::Flat | Deprel::Compound)
            || shouts(i)
    });
    (plain && end + 2 < sentence.end).then_some(end + 1)
}

/// "have normalized relations", read as having what is normalized.
fn perfects(document: &mut Document, sentence: Range<usize>) {
    for object in sentence.clone() {
        let have = document.tokens[object].head;
        let verb = have + 1;
        let perfect = have + 1 < object
            && document.tokens[object].deprel == Deprel::Obj
            && document.tokens[have].upos == Upos::Aux
            && *document.tokens[have].lemma == *"have"
            && document.tokens[verb].head == object
            && document.tokens[verb].deprel == Deprel::Amod
            && document.tokens[verb].xpos == Xpos::Vbn;
        if !perfect {
            continue;
        }
        let (head, relation) = (document.tokens[have].head, document.tokens[have].deprel);
        hang(document, verb, if head == have { verb } else { head }, relation);
        for word in children(document, sentence.clone(), have).collect::<Vec<_>>() {
            if word != verb {
                document.tokens[word].head = verb;
            }
        }
        hang(document, have, verb, Deprel::Aux);
        document.tokens[verb].upos = Upos::Verb;
    }
}

/// "has yet to sign": what is yet to be done hangs on "has", and "yet" beside it.
fn have_yet(document: &mut Document, sentence: Range<usize>) {
    for yet in sentence.clone().skip(1) {
        let have = yet - 1;
        let phrase = *document.tokens[yet].lemma == *"yet"
            && *document.tokens[have].lemma == *"have"
            && yet + 1 < sentence.end
            && *document.tokens[yet + 1].lemma == *"to";
        let verb = document.tokens[yet].head;
        if !phrase || verb < yet || !is_verb(document, verb) {
            continue;
        }
        hang(document, yet, have, Deprel::Advmod);
        if document.tokens[have].head != verb {
            continue;
        }
        let (head, relation) = (document.tokens[verb].head, document.tokens[verb].deprel);
        hang(document, have, if head == verb { have } else { head }, relation);
        for word in children(document, sentence.clone(), verb).collect::<Vec<_>>() {
            if word < have {
                document.tokens[word].head = have;
            }
        }
        hang(document, verb, have, Deprel::Xcomp);
        document.tokens[have].upos = Upos::Verb;
    }
}

/// Prepositions that make a phrase of what follows, wherever it hangs.
const PREPOSITIONS: [&str; 14] = [
    "against", "at", "by", "for", "from", "in", "into", "on", "onto", "through", "to", "toward", "towards",
    "with",
];

/// Relations that cannot be: a verb that hangs like a punctuation mark, an object with a preposition.
fn relations(document: &mut Document, sentence: Range<usize>) {
    for word in sentence.clone() {
        let token = &document.tokens[word];
        let (relation, head) = (token.deprel, token.head);
        match relation {
            // "was beaten up by": the copula before a participle is a passive's auxiliary.
            Deprel::Cop if document.tokens[head].xpos == Xpos::Vbn && is_verb(document, head) => {
                let participle = &document.tokens[head];
                if !document.text_of(participle).eq_ignore_ascii_case(&participle.lemma) {
                    document.tokens[word].deprel = Deprel::AuxPass;
                    let own = children(document, sentence.clone(), head)
                        .find(|&child| document.tokens[child].deprel == Deprel::Nsubj);
                    if let Some(own) = own {
                        document.tokens[own].deprel = Deprel::NsubjPass;
                    }
                }
            }
            // "stepped down amid protests", with the preposition on the verb.
            Deprel::Case if is_verb(document, head) && head < word => {
                let phrase = children(document, word + 1..sentence.end, head).find(|&child| child > word);
                if let Some(phrase) = phrase
                    && document.tokens[phrase].deprel == Deprel::Obl
                    && !has(document, sentence.clone(), phrase, &[Deprel::Case])
                {
                    document.tokens[word].head = phrase;
                }
            }
            // "accused Kyiv of shelling the port": a clause behind a preposition has its subject from above.
            Deprel::Ccomp | Deprel::Advcl
                if token.xpos == Xpos::Vbg && head < word && is_verb(document, head) =>
            {
                let preposition = children(document, sentence.clone(), word).any(|child| {
                    let mark = &document.tokens[child];
                    mark.deprel == Deprel::Mark
                        && mark.xpos == Xpos::In
                        && (relation == Deprel::Ccomp || *mark.lemma == *"of")
                });
                if preposition && !has(document, sentence.clone(), word, &[Deprel::Nsubj, Deprel::NsubjPass])
                {
                    document.tokens[word].deprel = Deprel::Xcomp;
                }
            }
            // "faulted the premier's decision", with the decision taken for a clause: what has an owner or an article
            // and no subject is an object.
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis | Deprel::Dep
                if head < word && is_verb(document, head) && is_object(document, sentence.clone(), word) =>
            {
                document.tokens[word].deprel = Deprel::Obj;
                if is_verb(document, word) {
                    document.tokens[word].upos = Upos::Noun;
                    document.tokens[word].xpos = Xpos::Nn;
                }
            }
            // "A planned march was cancelled", with the march for something that the verb governs.
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Dep
                if word < head
                    && is_noun(document, word)
                    && is_verb(document, head)
                    && head - word <= 3
                    && !prepositional(document, sentence.clone(), word)
                    && !has(
                        document,
                        sentence.clone(),
                        word,
                        &[Deprel::Nsubj, Deprel::Cop, Deprel::Mark],
                    )
                    && !has(document, sentence.clone(), head, &[Deprel::Nsubj, Deprel::NsubjPass]) =>
            {
                let passive = has(document, sentence.clone(), head, &[Deprel::AuxPass]);
                document.tokens[word].deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
            }
            // "talks with the premier", "a protest filed by Weber": what has a preposition is no subject and no name
            // beside another.
            Deprel::Nsubj | Deprel::Appos | Deprel::NmodDesc
                if head < word && prepositional(document, sentence.clone(), word) =>
            {
                let noun = is_noun(document, head);
                document.tokens[word].deprel = if noun { Deprel::Nmod } else { Deprel::Obl };
            }
            // "discussed grain with President Weber in a phone call", with Weber hung on the call.
            Deprel::Compound
                if word < head
                    && prepositional(document, sentence.clone(), word)
                    && children(document, sentence.clone(), head)
                        .any(|child| child > word && document.tokens[child].deprel == Deprel::Case)
                    && document.tokens[head].head != head =>
            {
                let verb = document.tokens[head].head;
                let relation = if is_noun(document, verb) { Deprel::Nmod } else { Deprel::Obl };
                hang(document, word, verb, relation);
            }
            // "a report accusing the army of failing", with the army for the subject of the failing.
            Deprel::Nsubj if token.upos != Upos::Pron && gerund_behind(document, sentence.clone(), word) => {
                let start = first_of(document, sentence.clone(), word);
                if start > sentence.start && open_verb(document, sentence.clone(), start - 1) {
                    hang(document, word, start - 1, Deprel::Obj);
                    hang(document, head, start - 1, Deprel::Xcomp);
                }
            }
            // "condemned a U.S. court decision", with the court for the subject of the decision.
            Deprel::Nsubj
                if word + 1 == head
                    && is_noun(document, word)
                    && is_noun(document, head)
                    && document.tokens[head].deprel == Deprel::Obj
                    && !has(document, sentence.clone(), head, &[Deprel::Cop, Deprel::Aux]) =>
            {
                document.tokens[word].deprel = Deprel::Compound;
            }
            Deprel::Punct if is_verb(document, word) && head < word => {
                let to = children(document, sentence.clone(), word)
                    .any(|child| document.tokens[child].xpos == Xpos::To);
                document.tokens[word].deprel = if to { Deprel::Xcomp } else { Deprel::Advcl };
            }
            Deprel::Punct if token.upos == Upos::Pron && head > word => {
                document.tokens[word].deprel = Deprel::Nsubj;
            }
            // "opened fraud investigations", with the investigations taken for a verb.
            Deprel::Xcomp
                if matches!(token.xpos, Xpos::Nn | Xpos::Nns)
                    && word > sentence.start
                    && document.tokens[word - 1].head == head
                    && document.tokens[word - 1].deprel == Deprel::Obj
                    && !has(document, sentence.clone(), word, &[Deprel::Case, Deprel::Mark]) =>
            {
                document.tokens[word].upos = Upos::Noun;
                hang(document, word, head, Deprel::Obj);
                hang(document, word - 1, word, Deprel::Compound);
            }
            // "called for sanctions", "remained on alert"
            Deprel::Obj | Deprel::Iobj | Deprel::Xcomp
                if head < word && (is_noun(document, word) || matches!(token.xpos, Xpos::Nn | Xpos::Nns)) =>
            {
                let marked = children(document, sentence.clone(), word).any(|child| {
                    let mark = &document.tokens[child];
                    child < word
                        && mark.deprel == Deprel::Case
                        && mark.upos == Upos::Adp
                        && PREPOSITIONS.contains(&&*mark.lemma)
                });
                if marked {
                    document.tokens[word].deprel = Deprel::Obl;
                    if is_verb(document, word) {
                        document.tokens[word].upos = Upos::Noun;
                    }
                }
            }
            // "Oman and Chad have normalized relations", with Oman hung on the relations.
            Deprel::Nsubj if is_noun(document, head) && document.tokens[head].deprel == Deprel::Obj => {
                let verb = document.tokens[head].head;
                let subjects = [Deprel::Nsubj, Deprel::NsubjPass];
                if word < verb && verb < head && !has(document, sentence.clone(), verb, &subjects) {
                    document.tokens[word].head = verb;
                }
            }
            _ => {}
        }
    }
}

/// True if a preposition stands before the word, hung on it.
fn prepositional(document: &Document, sentence: Range<usize>, word: usize) -> bool {
    children(document, sentence, word).any(|child| {
        let mark = &document.tokens[child];
        child < word
            && mark.deprel == Deprel::Case
            && mark.upos == Upos::Adp
            && PREPOSITIONS.contains(&&*mark.lemma)
    })
}

/// True if the word stands before the preposition of the gerund that it is hung on.
fn gerund_behind(document: &Document, sentence: Range<usize>, word: usize) -> bool {
    let head = document.tokens[word].head;
    document.tokens[head].xpos == Xpos::Vbg
        && children(document, sentence, head).any(|child| {
            let mark = &document.tokens[child];
            word < child
                && child < head
                && matches!(mark.deprel, Deprel::Mark | Deprel::Case)
                && matches!(&*mark.lemma, "of" | "for" | "from")
        })
}

/// Where the phrase of a word begins: the first word that hangs on it, directly or not, without a gap.
fn first_of(document: &Document, sentence: Range<usize>, word: usize) -> usize {
    (sentence.start..word).rev().take_while(|&i| hangs_below(document, i, word)).last().unwrap_or(word)
}

/// A verb that has no object yet and is no passive.
fn open_verb(document: &Document, sentence: Range<usize>, verb: usize) -> bool {
    is_verb(document, verb)
        && !has(document, sentence, verb, &[Deprel::Obj, Deprel::AuxPass, Deprel::NsubjPass])
}

/// A noun phrase right behind an active verb that has no object yet: with an article or owner of its own, without
/// preposition, subject or copula.
fn is_object(document: &Document, sentence: Range<usize>, word: usize) -> bool {
    let token = &document.tokens[word];
    let verb = token.head;
    let owned = has(document, sentence.clone(), word, &[Deprel::NmodPoss, Deprel::Det]);
    let noun = matches!(token.xpos, Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps) || owned;
    let clausal = [
        Deprel::Nsubj,
        Deprel::NsubjPass,
        Deprel::Cop,
        Deprel::Aux,
        Deprel::AuxPass,
        Deprel::Mark,
        Deprel::Case,
        Deprel::Obj,
    ];
    let own_words = (verb + 1..word).all(|i| hangs_below(document, i, word));
    noun && own_words
        && !has(document, sentence.clone(), word, &clausal)
        && !has(document, sentence, verb, &[Deprel::Obj, Deprel::AuxPass, Deprel::NsubjPass])
}

/// "Rebels killed nine, officials said": what stands before the clause's verb belongs to it, and so does a participle
/// behind the speech.
fn speech_at_the_end(document: &mut Document, sentence: Range<usize>) {
    for verb in sentence.clone() {
        let speech = document.tokens[verb].head;
        if document.tokens[verb].deprel != Deprel::Ccomp
            || speech <= verb
            || !is_verb(document, speech)
            || !matches!(document.tokens[verb].upos, Upos::Verb | Upos::Adj | Upos::Aux)
        {
            continue;
        }
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter];
        let is_subject = |document: &Document, i: usize| subjects.contains(&document.tokens[i].deprel);
        let own = children(document, sentence.clone(), verb).find(|&i| is_subject(document, i));
        let speaker =
            children(document, sentence.clone(), speech).find(|&i| i > verb && is_subject(document, i));
        let stray: Vec<usize> = children(document, sentence.clone(), speech)
            .filter(|&i| i < speaker.unwrap_or(verb) && i != verb)
            .collect();
        let passive = has(document, sentence.clone(), verb, &[Deprel::AuxPass]);
        let subject = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
        let mut missing = own.is_none() && speaker.is_some();
        for word in stray {
            let relation = document.tokens[word].deprel;
            match relation {
                _ if missing
                    && word < verb
                    && (is_subject(document, word)
                        || relation == Deprel::Ccomp
                            && is_noun(document, word)
                            && !has(document, sentence.clone(), word, &subjects)) =>
                {
                    hang(document, word, verb, subject);
                    missing = false;
                }
                Deprel::Obj | Deprel::Iobj if word > verb => document.tokens[word].head = verb,
                Deprel::Conj if word > verb && is_verb(document, word) => document.tokens[word].head = verb,
                _ => {}
            }
        }
        let participles: Vec<usize> = children(document, sentence.clone(), speech)
            .filter(|&i| {
                i > speech
                    && document.tokens[i].xpos == Xpos::Vbg
                    && matches!(
                        document.tokens[i].deprel,
                        Deprel::Ccomp | Deprel::Advcl | Deprel::Parataxis | Deprel::Xcomp
                    )
                    && !has(document, sentence.clone(), i, &subjects)
                    && !has(document, sentence.clone(), i, &[Deprel::Mark, Deprel::Ccomp, Deprel::Parataxis])
            })
            .collect();
        for word in participles {
            hang(document, word, verb, Deprel::Advcl);
        }
    }
}

/// Two subjects of one verb: joined by "and" they are one; behind a verb the second is its object.
fn second_subjects(document: &mut Document, sentence: Range<usize>) {
    for verb in sentence.clone() {
        if !matches!(document.tokens[verb].upos, Upos::Verb | Upos::Aux) {
            continue;
        }
        let subjects: Vec<usize> = children(document, sentence.clone(), verb)
            .filter(|&i| matches!(document.tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass))
            .collect();
        let [first, second, ..] = subjects[..] else { continue };
        if first > verb {
            continue;
        }
        if second < verb {
            if has(document, second.saturating_sub(8)..second, second, &[Deprel::Cc]) {
                hang(document, second, first, Deprel::Conj);
            } else if second == first + 1 && document.tokens[second].upos == Upos::Propn {
                hang(document, first, second, Deprel::NmodDesc);
            }
            continue;
        }
        if has(document, sentence.clone(), verb, &[Deprel::AuxPass, Deprel::Obj]) {
            continue;
        }
        let bare = children(document, sentence.clone(), verb).find(|&i| {
            i > second
                && matches!(document.tokens[i].deprel, Deprel::Ccomp | Deprel::Xcomp)
                && !has(document, sentence.clone(), i, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark])
                && has(document, sentence.clone(), i, &[Deprel::Aux, Deprel::Cop])
        });
        match bare {
            Some(clause) => document.tokens[second].head = clause,
            None => document.tokens[second].deprel = Deprel::Obj,
        }
    }
}

/// "Ana Swan has held a meeting with the president", with the president hung on Swan: no phrase with a preposition
/// reaches back over the verb to its subject.
fn crossing_phrases(document: &mut Document, sentence: Range<usize>) {
    for word in sentence.clone() {
        let head = document.tokens[word].head;
        let token = &document.tokens[word];
        let subject =
            matches!(document.tokens[head].deprel, Deprel::Nsubj | Deprel::NsubjPass) && head < word;
        let verb = document.tokens[head].head;
        let crosses = subject && head < verb && verb < word && is_noun(document, word);
        let phrase =
            matches!(token.deprel, Deprel::Nmod | Deprel::NmodDesc | Deprel::Compound | Deprel::Flat);
        if crosses
            && phrase
            && !hangs_below(document, verb, word)
            && has(document, sentence.clone(), word, &[Deprel::Case])
        {
            hang(document, word, verb, Deprel::Obl);
        }
        // "Xi meets Chancellor Weber", with Weber hung on Xi.
        let bare = crosses
            && matches!(document.tokens[word].deprel, Deprel::NmodDesc | Deprel::Appos | Deprel::Flat)
            && is_verb(document, verb)
            && !hangs_below(document, verb, word)
            && (verb + 1..word).all(|i| hangs_below(document, i, word))
            && !has(document, sentence.clone(), word, &[Deprel::Case])
            && !has(document, sentence.clone(), verb, &[Deprel::Obj, Deprel::AuxPass, Deprel::Ccomp]);
        if bare {
            hang(document, word, verb, Deprel::Obj);
        }
    }
}

/// "The plan the minister rejected was dropped", with the rejecting hung on the dropping: a verb with a subject of its own,
/// right behind the subject of the verb that it hangs on and without a conjunction, describes that subject. "The men
/// police arrested": nobody suffers what has no passive.
fn bare_relatives(document: &mut Document, sentence: Range<usize>) {
    use Deprel::*;
    for verb in sentence.clone() {
        let main = document.tokens[verb].head;
        if matches!(document.tokens[verb].deprel, AclRelcl | Acl)
            && main < verb
            && is_verb(document, verb)
            && !has(document, sentence.clone(), verb, &[AuxPass, Aux])
            && document.tokens[verb - 1].deprel == NsubjPass
            && document.tokens[verb - 1].head == verb
        {
            document.tokens[verb - 1].deprel = Nsubj;
            document.tokens[verb].deprel = AclRelcl;
        }
        let token = &document.tokens[verb];
        let clause = matches!(token.deprel, AclRelcl | Acl | Advcl | Ccomp) && is_verb(document, verb);
        if !clause
            || main <= verb
            || !has(document, sentence.start..verb, verb, &[Nsubj])
            || has(document, sentence.clone(), verb, &[Mark, Obj, Ccomp, Xcomp])
        {
            continue;
        }
        let first = first_of(document, sentence.clone(), verb);
        let subject = children(document, sentence.start..first, main)
            .find(|&i| matches!(document.tokens[i].deprel, Nsubj | NsubjPass));
        let Some(subject) = subject.filter(|&subject| document.tokens[subject].upos == Upos::Noun) else {
            continue;
        };
        let adjacent = (subject + 1..first)
            .all(|i| document.tokens[i].upos != Upos::Punct && hangs_below(document, i, subject));
        if adjacent {
            hang(document, verb, subject, AclRelcl);
        }
    }
}

/// "decided to appeal and criticised the judge", "said exports had fallen and blamed China": a past tense without a subject
/// of its own is joined to no infinitive, no gerund and no pluperfect, but to the past tense above.
fn joined_tenses(document: &mut Document, sentence: Range<usize>) {
    use Deprel::*;
    for verb in sentence.clone() {
        let token = &document.tokens[verb];
        let first = token.head;
        let past =
            token.deprel == Conj && token.xpos == Xpos::Vbd && token.upos == Upos::Verb && first < verb;
        if !past
            || has(document, sentence.clone(), verb, &[Nsubj, NsubjPass, NsubjOuter, Aux, AuxPass, Cop, Mark])
        {
            continue;
        }
        let had = children(document, sentence.clone(), first)
            .any(|i| document.tokens[i].deprel == Aux && document.word(i).eq_ignore_ascii_case("had"));
        let other = match document.tokens[first].xpos {
            Xpos::Vb => !has(document, sentence.clone(), first, &[Aux]),
            Xpos::Vbg => !has(document, sentence.clone(), first, &[Aux]),
            Xpos::Vbn => had,
            _ => false,
        };
        let inner = |i: usize| matches!(document.tokens[i].deprel, Xcomp | Ccomp | Acl | Advcl | Conj);
        if !other || !inner(first) {
            continue;
        }
        let up = std::iter::successors(Some(first), |&i| inner(i).then(|| document.tokens[i].head));
        let above = up.skip(1).take(4).find(|&i| {
            document.tokens[i].xpos == Xpos::Vbd && document.tokens[i].upos == Upos::Verb && i < first
        });
        let Some(above) = above else { continue };
        // The form may be a participle's all the same: whoever does it, to the network, tells.
        let doer = |of: usize| {
            let subject = children(document, sentence.clone(), of)
                .find(|&i| matches!(document.tokens[i].deprel, Nsubj | NsubjPass))?;
            document.parties_of(verb)?.who.get(1 + subject - sentence.start).copied()
        };
        if had && doer(above) <= doer(first) {
            continue;
        }
        document.tokens[verb].head = above;
    }
}

/// What a sum of money may come as.
const MONEY_COMES_AS: [&str; 10] =
    ["aid", "assistance", "help", "relief", "loan", "credit", "grant", "funding", "support", "debt"];

/// "cut $50 million in aid to Uganda": aid is what is cut, and the sum says how much of it.
fn sums(document: &mut Document, sentence: Range<usize>) {
    for word in sentence.clone() {
        let token = &document.tokens[word];
        let verb = token.head;
        let comes = token.deprel == Deprel::Obl && MONEY_COMES_AS.contains(&&*token.lemma) && verb < word;
        let Some(case) = children(document, sentence.clone(), word)
            .find(|&i| document.tokens[i].deprel == Deprel::Case && document.word(i) == "in")
        else {
            continue;
        };
        let sum = children(document, sentence.clone(), verb).find(|&i| {
            document.tokens[i].deprel == Deprel::Obj
                && document.names.iter().any(|name| {
                    name.kind == NameType::Money && name.tokens.contains(&i) && name.tokens.end == case
                })
        });
        if let Some(sum) = sum.filter(|_| comes && first_of(document, sentence.clone(), word) == case) {
            hang(document, case, sum, Deprel::Dep);
            hang(document, sum, word, Deprel::Nmod);
            hang(document, word, verb, Deprel::Obj);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use proptest::prelude::*;

    /// What hangs on the word with this lemma after mending: `relation:word`.
    fn below(lines: &str, lemma: &str) -> String {
        let mut document = testing::tree(lines);
        mend(&mut document);
        let head = document.tokens.iter().position(|token| *token.lemma == *lemma).unwrap();
        let all = 0..document.tokens.len();
        let below: Vec<String> = children(&document, all, head)
            .map(|i| format!("{}:{}", document.tokens[i].deprel.as_str(), document.word(i)))
            .collect();
        below.join(" ")
    }

    /// Any tree over any tags: the words of each line are hung on one before or behind, as the numbers choose.
    fn any_tree() -> impl Strategy<Value = String> {
        const WORDS: [&str; 12] = [
            "Swan Swan PROPN NNP",
            "has have AUX VBZ",
            "normalized normalize VERB VBN",
            "said say VERB VBD",
            "accusing accuse VERB VBG",
            "army army NOUN NN",
            "of of SCONJ IN",
            "with with ADP IN",
            "yet yet ADV RB",
            "to to PART TO",
            "- - PUNCT :",
            "him he PRON PRP",
        ];
        const RELATIONS: [&str; 16] = [
            "nsubj",
            "nsubj:pass",
            "obj",
            "obl",
            "nmod",
            "amod",
            "ccomp",
            "xcomp",
            "advcl",
            "compound",
            "flat",
            "case",
            "punct",
            "cop",
            "aux:pass",
            "appos",
        ];
        let word = (0..WORDS.len(), 0..RELATIONS.len(), any::<prop::sample::Index>());
        prop::collection::vec(word, 1..12).prop_flat_map(|words| {
            // Hung in a shuffled order, each on one that hangs already: a tree.
            let order = Just((0..words.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(words), order).prop_map(|(words, order)| {
                let mut lines = vec![String::new(); words.len()];
                for (n, &at) in order.iter().enumerate() {
                    let (word, relation, head) = &words[at];
                    let (head, relation) = match n {
                        0 => (0, "root"),
                        _ => (order[head.index(n)] + 1, RELATIONS[*relation]),
                    };
                    lines[at] = format!("{} {head} {relation} O", WORDS[*word]);
                }
                lines.join("\n")
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn a_tree_stays_a_tree(lines in any_tree()) {
            let mut document = testing::tree(&lines);
            mend(&mut document);
            prop_assert!(is_tree(&document, 0..document.tokens.len()));
        }
    }

    #[test]
    fn a_dateline_does_nothing() {
        let lines = "BAMAKO Bamako PROPN NNP 4 nsubj B-GPE
            - - PUNCT : 1 punct O
            Gunmen gunman NOUN NNS 1 appos O
            attacked attack VERB VBD 0 root O
            Mopti Mopti PROPN NNP 4 obj B-GPE";
        assert_eq!(below(lines, "attack"), "dep:BAMAKO nsubj:Gunmen obj:Mopti");
    }

    #[test]
    fn a_perfect_is_no_possession() {
        let lines = "Oman Oman PROPN NNP 2 nsubj B-GPE
            has have AUX VBZ 0 root O
            normalized normalize VERB VBN 4 amod O
            relations relation NOUN NNS 2 obj O";
        assert_eq!(below(lines, "normalize"), "nsubj:Oman aux:has obj:relations");
    }

    #[test]
    fn what_somebody_is_accused_of_is_no_complete_clause() {
        let lines = "Kyiv Kyiv PROPN NNP 2 nsubj B-GPE
            accused accuse VERB VBD 0 root O
            Minsk Minsk PROPN NNP 2 obj B-GPE
            of of SCONJ IN 5 mark O
            shelling shell VERB VBG 2 ccomp O
            ports port NOUN NNS 5 obj O";
        assert_eq!(below(lines, "accuse"), "nsubj:Kyiv obj:Minsk xcomp:shelling");
    }

    #[test]
    fn a_preposition_makes_no_object() {
        let lines = "Oman Oman PROPN NNP 2 nsubj B-GPE
            called call VERB VBD 0 root O
            for for ADP IN 4 case O
            sanctions sanction NOUN NNS 2 obj O";
        assert_eq!(below(lines, "call"), "nsubj:Oman obl:sanctions");
    }

    #[test]
    fn a_subject_before_the_clause_is_the_clauses() {
        let lines = "Rebels rebel NOUN NNS 6 nsubj O
            killed kill VERB VBD 6 ccomp O
            nine nine NUM CD 2 obj O
            , , PUNCT , 6 punct O
            officials official NOUN NNS 6 nsubj O
            said say VERB VBD 0 root O";
        assert_eq!(below(lines, "kill"), "nsubj:Rebels obj:nine");
        assert_eq!(below(lines, "say"), "ccomp:killed punct:, nsubj:officials");
    }

    #[test]
    fn a_participle_behind_the_speech_belongs_to_what_is_said() {
        let lines = "Rebels rebel NOUN NNS 2 nsubj O
            took take VERB VBD 5 ccomp O
            Mopti Mopti PROPN NNP 2 obj B-GPE
            officials official NOUN NNS 5 nsubj O
            said say VERB VBD 0 root O
            killing kill VERB VBG 5 advcl O
            nine nine NUM CD 6 obj O";
        assert_eq!(below(lines, "take"), "nsubj:Rebels obj:Mopti advcl:killing");
    }

    #[test]
    fn two_subjects_are_one_or_an_object() {
        let lines = "Oman Oman PROPN NNP 4 nsubj B-GPE
            and and CCONJ CC 3 cc O
            Chad Chad PROPN NNP 4 nsubj B-GPE
            agreed agree VERB VBD 0 root O";
        assert_eq!(below(lines, "agree"), "nsubj:Oman");
        let lines = "Oman Oman PROPN NNP 3 nsubj B-GPE
            has have AUX VBZ 3 aux O
            deported deport VERB VBN 0 root O
            Chadians Chadian PROPN NNPS 3 nsubj:pass O";
        assert_eq!(below(lines, "deport"), "nsubj:Oman aux:has obj:Chadians");
    }

    #[test]
    fn what_is_yet_to_come_hangs_on_having() {
        let lines = "Oman Oman PROPN NNP 5 nsubj B-GPE
            has have AUX VBZ 5 aux O
            yet yet ADV RB 5 advmod O
            to to PART TO 5 mark O
            sign sign VERB VB 0 root O";
        assert_eq!(below(lines, "have"), "nsubj:Oman advmod:yet xcomp:sign");
    }

    #[test]
    fn what_has_a_preposition_is_no_subject() {
        let lines = "Swan Swan PROPN NNP 2 nsubj B-PERSON
            holds hold VERB VBZ 0 root O
            talks talk NOUN NNS 2 obj O
            with with ADP IN 5 case O
            Weber Weber PROPN NNP 3 nsubj B-PERSON";
        assert_eq!(below(lines, "talk"), "nmod:Weber");
        let lines = "accusing accuse VERB VBG 0 root O
            the the DET DT 3 det O
            army army NOUN NN 5 nsubj O
            of of SCONJ IN 5 mark O
            failing fail VERB VBG 1 acl O";
        assert_eq!(below(lines, "accuse"), "obj:army xcomp:failing");
    }

    #[test]
    fn an_object_is_no_clause() {
        let lines = "Aides aide NOUN NNS 2 nsubj O
            faulted fault VERB VBD 0 root O
            Weber Weber PROPN NNP 5 nmod:poss B-PERSON
            's 's PART POS 3 case O
            decision decision VERB VBD 2 ccomp O";
        assert_eq!(below(lines, "fault"), "nsubj:Aides obj:decision");
        let lines = "Weber Weber PROPN NNP 2 nsubj B-PERSON
            condemned condemn VERB VBD 0 root O
            the the DET DT 5 det O
            court court NOUN NN 5 nsubj O
            decision decision NOUN NN 2 obj O";
        assert_eq!(below(lines, "decision"), "det:the compound:court");
    }

    #[test]
    fn a_name_behind_the_verb_is_its_object() {
        let lines = "Swan Swan PROPN NNP 2 nsubj B-PERSON
            meets meet VERB VBZ 0 root O
            Chancellor chancellor NOUN NN 1 nmod:desc O
            Weber Weber PROPN NNP 3 flat B-PERSON";
        assert_eq!(below(lines, "meet"), "nsubj:Swan obj:Chancellor");
    }

    #[test]
    fn a_phrase_stays_on_its_side_of_the_verb() {
        let lines = "Swan Swan PROPN NNP 2 nsubj B-PERSON
            met meet VERB VBD 0 root O
            with with ADP IN 4 case O
            Weber Weber PROPN NNP 1 nmod B-PERSON";
        assert_eq!(below(lines, "meet"), "nsubj:Swan obl:Weber");
    }

    #[test]
    fn a_bare_relative_clause_describes_the_noun_before_it() {
        let lines = "The the DET DT 2 det O
            plan plan NOUN NN 7 nsubj:pass O
            the the DET DT 4 det O
            minister minister NOUN NN 5 nsubj O
            rejected reject VERB VBD 7 advcl O
            was be AUX VBD 7 aux:pass O
            dropped drop VERB VBN 0 root O";
        assert_eq!(below(lines, "plan"), "det:The acl:relcl:rejected");
        assert_eq!(below(lines, "drop"), "nsubj:pass:plan aux:pass:was");
    }

    #[test]
    fn a_past_tense_is_joined_to_a_past_tense() {
        let lines = "The the DET DT 2 det O
            union union NOUN NN 3 nsubj O
            decided decide VERB VBD 0 root O
            to to PART TO 5 mark O
            appeal appeal VERB VB 3 xcomp O
            and and CCONJ CC 7 cc O
            criticised criticise VERB VBD 5 conj O
            the the DET DT 9 det O
            judge judge NOUN NN 7 obj O";
        assert_eq!(below(lines, "decide"), "nsubj:union xcomp:appeal conj:criticised");
    }
}
