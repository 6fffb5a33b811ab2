//! Whom pronouns refer to.
//!
//! Every earlier mention that agrees in number and gender is weighed by nearness, grammatical role and what is
//! known of who speaks to whom (Lappin and Leass 1994, with attribution added): after a statement "he said" is
//! most likely its speaker; inside somebody's indirect words "he" is often that somebody, inside direct ones
//! never. Things that are no actors compete too: an "it" that may be a law stays open.

use crate::coreference::Clusters;
use crate::lexicon::{Class, Lexicons};
use crate::mention::{Gender, GrammaticalPerson, Mention, MentionKind, Nature, Number, in_relative_clause};
use crate::sense::Sense;
use hearsay_nlp::{Deprel, Document, NameType, Role, Upos, Xpos};
use hearsay_record::EventType;
use std::ops::Range;

/// Words of somebody: where they stand, and the head of the phrase that names the speaker.
struct Words {
    content: Range<usize>,
    source: usize,
    /// The verb that tells them.
    cue: usize,
}

/// Resolves pronouns in the order of the text; leaves open what is not clear enough.
pub fn resolve(clusters: &mut Clusters) {
    let document = clusters.document;
    let words = words(document, clusters.lexicons);
    let quoted = quoted(document);
    for m in 0..clusters.mentions.list.len() {
        let mention = &clusters.mentions.list[m];
        if mention.kind != MentionKind::Pronoun {
            continue;
        }
        let found = match mention.person {
            GrammaticalPerson::First => sure(speaker(clusters, &words, mention.head)),
            GrammaticalPerson::Second => None,
            GrammaticalPerson::Third => match in_relative_clause(document, mention.head) {
                Some(noun) => sure(clusters.mentions.headed_by(noun).and_then(|other| clusters.of[other])),
                None if mention.gender == Gender::Unknown && mention.number == Number::Unknown => None,
                None => antecedent(clusters, &words, &quoted, m),
            },
        };
        if let Some((c, lead)) = found {
            clusters.add(c, m);
            let cluster = &mut clusters.list[c];
            // A narrow choice must not make somebody a man or woman for the rest of the text.
            if cluster.gender == Gender::Unknown && cluster.nature == Nature::Person && lead >= SURE {
                cluster.gender = mention.gender;
            }
        }
    }
}

/// What needs no weighing.
fn sure(found: Option<usize>) -> Option<(usize, f32)> {
    found.map(|c| (c, f32::MAX))
}

/// Statements with their sources: the engine's layer, and verbs of saying with a clause in the tree.
fn words(document: &Document, lexicons: &Lexicons) -> Vec<Words> {
    let mut found = Vec::new();
    for content in document.attributions.iter().filter(|a| a.role == Role::Content) {
        let cue = content.belongs_to.map(|i| &document.attributions[i]);
        let source = cue.and_then(|cue| cue.belongs_to).map(|i| &document.attributions[i]);
        if let (Some(cue), Some(source)) = (cue, source)
            && !source.tokens.is_empty()
            && !cue.tokens.is_empty()
        {
            let source = crate::mention::top(document, source.tokens.clone());
            found.push(Words { content: content.tokens.clone(), source, cue: cue.tokens.end - 1 });
        }
    }
    for (verb, token) in document.tokens.iter().enumerate() {
        if token.upos != Upos::Verb
            || found.iter().any(|w| w.cue == verb)
            || !lexicons.known.is_saying(&token.lemma)
        {
            continue;
        }
        let source = document.children(verb).find(|&k| document.tokens[k].deprel == Deprel::Nsubj);
        let clause = document
            .children(verb)
            .find(|&k| matches!(document.tokens[k].deprel, Deprel::Ccomp | Deprel::Xcomp))
            .or_else(|| (token.deprel == Deprel::Parataxis && token.head != verb).then_some(token.head));
        if let (Some(source), Some(clause)) = (source, clause) {
            found.push(Words { content: subtree(document, clause, verb), source, cue: verb });
        }
    }
    found.sort_by_key(|w| (w.cue, w.content.start));
    found
}

/// First to last token under `top`, without what hangs under `except`.
fn subtree(document: &Document, top: usize, except: usize) -> Range<usize> {
    let sentence = document.sentences[document.tokens[top].sentence].clone();
    let under = |mut i: usize| {
        for _ in 0..40 {
            if i == except {
                return false;
            }
            if i == top {
                return true;
            }
            if document.is_root(i) {
                return false;
            }
            i = document.tokens[i].head;
        }
        false
    };
    let first = sentence.clone().find(|&i| under(i)).unwrap_or(top);
    let last = sentence.rev().find(|&i| under(i)).unwrap_or(top);
    first..last + 1
}

/// For every token whether it stands in quotation marks. A mark that is never closed counts to the paragraph's end.
fn quoted(document: &Document) -> Vec<bool> {
    let mut inside = vec![false; document.tokens.len()];
    for paragraph in &document.paragraphs {
        let mut open = false;
        for i in paragraph.clone() {
            match document.word(i) {
                "“" | "``" => open = true,
                "”" | "''" => open = false,
                "\"" => open = !open,
                _ => inside[i] = open,
            }
        }
    }
    inside
}

/// The speaker of the innermost words around token `i`.
fn speaker(clusters: &Clusters, words: &[Words], i: usize) -> Option<usize> {
    let around = words.iter().filter(|w| w.content.contains(&i) && w.source != i);
    let innermost = around.min_by_key(|w| w.content.len())?;
    cluster_at(clusters, innermost.source)
}

fn cluster_at(clusters: &Clusters, head: usize) -> Option<usize> {
    let m = clusters.mentions.headed_by(head).or_else(|| clusters.mentions.covering(head))?;
    clusters.of[m]
}

/// How far back a pronoun reaches, in sentences.
const REACH: usize = 3;
/// By how much the best candidate must lead.
const LEAD: f32 = 0.6;
/// By how much it must lead to tell the gender of whom it stands for.
const SURE: f32 = 1.5;
/// What speaks for the speaker in his own indirect words, and how much of it is left where somebody else is named in them.
const OWN_WORDS: f32 = 1.5;
const OWN_WORDS_SHARED: f32 = 0.5;

/// By how much less somebody who speaks must weigh: what speaks is an actor.
const SPEAKER: f32 = 1.2;

/// What the only man or woman in reach must weigh.
const ALONE: f32 = -2.0;

/// What speaks for somebody to whom something was done, where the pronoun tells what became of him or what he did before:
/// "arrested two men after they attacked", "abducted two nurses. They were freed."
const VICTIM: f32 = 3.0;

/// What the best candidate must weigh: "it" and "they" mostly stand for no actor.
fn enough(pronoun: &Mention) -> f32 {
    match (pronoun.gender, pronoun.number) {
        (Gender::Neuter, _) => 3.2,
        (_, Number::Plural) => 2.2,
        _ => 0.0,
    }
}

/// Whom pronoun `m` most likely stands for, and by how much that leads.
fn antecedent(clusters: &Clusters, words: &[Words], quoted: &[bool], m: usize) -> Option<(usize, f32)> {
    let pronoun = &clusters.mentions.list[m];
    let at = pronoun.head;
    let mut scores: Vec<(usize, f32)> = Vec::new();
    // Mentions are in the order of their heads: only those of the sentences within reach.
    let (list, tokens) = (&clusters.mentions.list, &clusters.document.tokens);
    let here = tokens[at].sentence;
    let first = list.partition_point(|mention| tokens[mention.head].sentence + REACH < here);
    let end = list.partition_point(|mention| tokens[mention.head].sentence <= here);
    for earlier in (first..end).filter(|&other| other != m) {
        let candidate = &clusters.mentions.list[earlier];
        let Some(c) = clusters.of[earlier] else { continue };
        // "He urged him": whoever he is, it is not him.
        let beside = |&other: &usize| {
            other < m
                && tokens[list[other].head].sentence == here
                && bound(clusters.document, pronoun, &list[other])
        };
        if clusters.list[c].mentions.iter().any(beside) {
            continue;
        }
        if let Some(score) = weigh(clusters, words, quoted, pronoun, candidate, c) {
            match scores.iter_mut().find(|(other, _)| *other == c) {
                Some((_, best)) => *best = best.max(score),
                None => scores.push((c, score)),
            }
        }
    }
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let &(best, score) = scores.first()?;
    let second = scores.get(1).map_or(f32::MIN, |s| s.1);
    let speaks = words.iter().any(|w| w.source == at);
    let deed = deed(clusters.document, at).filter(|_| !is_reported(clusters, at));
    // "It expelled two diplomats": what acts is an actor, though things may kill.
    let office = is_of_office(clusters, at);
    let acts = deed.is_some_and(|kind| kind != EventType::Assault) || office;
    let thing = if pronoun.gender == Gender::Neuter || pronoun.number == Number::Plural {
        things(clusters, pronoun, at, speaks || acts).fold(f32::MIN, f32::max)
    } else {
        f32::MIN
    };
    // A "he" before this one that was left open is more likely the same as this one than some other man further off.
    let open = (first..end)
        .filter(|&other| other < m && clusters.of[other].is_none())
        .filter_map(|other| weigh_open(clusters, pronoun, &list[other]))
        .fold(f32::MIN, f32::max);
    let clear = score >= second + LEAD && score > thing && score > open;
    let alone = scores.len() == 1 && matches!(pronoun.gender, Gender::Male | Gender::Female);
    // A body is seldom "them", whatever is done to them.
    let body = pronoun.number == Number::Plural && clusters.list[best].nature == Nature::Organization;
    let actor = speaks || office || deed.is_some() && !body;
    let least = match (alone, actor) {
        (true, _) => ALONE,
        (_, true) => enough(pronoun) - SPEAKER,
        (_, false) => enough(pronoun),
    };
    (score >= least && clear).then_some((best, score - second.max(0.0)))
}

/// What the network is sure that the verb tells of which a pronoun is subject or object.
fn deed(document: &Document, pronoun: usize) -> Option<EventType> {
    let token = &document.tokens[pronoun];
    let argument = matches!(token.deprel, Deprel::Nsubj | Deprel::Obj | Deprel::OblAgent);
    (argument && token.head != pronoun).then(|| Sense::of(document, token.head).likeliest(0.5)).flatten()
}

/// "The senators said they would support it": below speech it is for the speech to say who is meant.
fn is_reported(clusters: &Clusters, pronoun: usize) -> bool {
    let tokens = &clusters.document.tokens;
    let verb = tokens[pronoun].head;
    tokens[pronoun].deprel == Deprel::Nsubj
        && tokens[verb].deprel == Deprel::Ccomp
        && clusters.lexicons.known.is_saying(&tokens[tokens[verb].head].lemma)
}

/// "Its foreign ministry", "their spokesman": what has offices is an actor.
fn is_of_office(clusters: &Clusters, pronoun: usize) -> bool {
    let token = &clusters.document.tokens[pronoun];
    let owned = clusters.mentions.headed_by(token.head).map(|m| &clusters.mentions.list[m]);
    token.deprel == Deprel::NmodPoss
        && owned.and_then(|mention| mention.role).is_some_and(|role| {
            let office = ["GOV", "MIL", "COP", "LEG", "JUD", "SPY"];
            clusters.lexicons.entries.role[role]
                .sectors
                .iter()
                .any(|sector| office.contains(&sector.as_str()))
        })
}

/// Whether the candidate suffers what is told right before, or above the clause of the pronoun, which tells what became of him
/// or what it was for.
fn is_victim(document: &Document, p: usize, k: usize) -> bool {
    let tokens = &document.tokens;
    let suffers = matches!(tokens[k].deprel, Deprel::Obj | Deprel::NsubjPass)
        && Sense::of(document, tokens[k].head)
            .likeliest(0.5)
            .is_some_and(|kind| matches!(kind, EventType::Assault | EventType::Coerce | EventType::Sanction));
    let here = tokens[p].sentence - tokens[k].sentence;
    let then = tokens[p].deprel == Deprel::NsubjPass && here <= 1;
    let before = tokens[p].deprel == Deprel::Nsubj
        && here == 0
        && tokens[tokens[p].head].deprel == Deprel::Advcl
        && hangs_on(document, tokens[p].head, tokens[k].head)
        && document.children(tokens[p].head).any(|mark| {
            matches!(tokens[mark].deprel, Deprel::Mark | Deprel::Advmod)
                && matches!(&*tokens[mark].lemma, "after" | "because" | "when" | "for" | "as")
        });
    suffers && k < p && (then || before)
}

/// Whether `word` hangs on `above`, or on a verb that is joined to it.
fn hangs_on(document: &Document, word: usize, above: usize) -> bool {
    let head = document.tokens[word].head;
    head == above
        || document.tokens[head].deprel == Deprel::Conj && document.tokens[head].head == above
        || document.tokens[above].deprel == Deprel::Conj && document.tokens[above].head == head
}

/// Weighs an earlier pronoun of the same gender that stands for nobody known.
fn weigh_open(clusters: &Clusters, pronoun: &Mention, other: &Mention) -> Option<f32> {
    let gendered = matches!(pronoun.gender, Gender::Male | Gender::Female);
    let alike = gendered && other.kind == MentionKind::Pronoun && other.gender == pronoun.gender;
    let before = other.head < pronoun.head;
    (alike && before).then(|| standing(clusters, pronoun, other)).flatten()
}

fn weigh(
    clusters: &Clusters,
    words: &[Words],
    quoted: &[bool],
    pronoun: &Mention,
    candidate: &Mention,
    c: usize,
) -> Option<f32> {
    let document = clusters.document;
    let (p, k) = (pronoun.head, candidate.head);
    let (here, there) = (document.tokens[p].sentence, document.tokens[k].sentence);
    if there > here || here - there > REACH || candidate.tokens.contains(&p) || candidate.adjective {
        return None;
    }
    let mut score = agreement(clusters, pronoun, candidate, c)? + standing(clusters, pronoun, candidate)?;
    let known_so_far =
        clusters.list[c].mentions.iter().filter(|&&other| clusters.mentions.list[other].head < p).count();
    score += 0.15 * known_so_far.min(6) as f32;
    score += by_speech(clusters, words, quoted, pronoun, k, c)?;
    Some(score)
}

/// What the place of the candidate in the text and in its sentence says; None where it rules it out.
fn standing(clusters: &Clusters, pronoun: &Mention, candidate: &Mention) -> Option<f32> {
    let document = clusters.document;
    let (p, k) = (pronoun.head, described_by(document, candidate.head));
    let (here, there) = (document.tokens[p].sentence, document.tokens[k].sentence);
    let mut score = 0.0;
    let cataphora = k > p;
    if cataphora {
        // "Before he left, Mr. Ilic said": only a subject of the clause above, and only when it comes soon.
        let above = document.tokens[k].head;
        let clause = clause_of(document, p);
        let subordinate =
            document.tokens[clause].deprel == Deprel::Advcl && document.tokens[clause].head == above;
        if here != there || !is_subject(document, k) || !subordinate || candidate.kind == MentionKind::Pronoun
        {
            return None;
        }
        score -= 0.5;
    }
    if bound(document, pronoun, candidate) {
        return None;
    }
    score -= 1.5 * (here - there) as f32;
    if document.paragraphs.iter().filter(|range| range.start > k && range.start <= p).count() > 0 {
        score -= 0.3;
    }
    let deprel = document.tokens[k].deprel;
    score += match deprel {
        _ if is_subject(document, k) => 2.0,
        // "If anyone can do it, it's Ilic": as good as a subject.
        _ if is_singled_out(document, k) => 1.5,
        Deprel::Obj | Deprel::Iobj => 0.7,
        Deprel::OblAgent => 0.9,
        Deprel::Obl => 0.4,
        Deprel::NmodPoss => 0.3,
        Deprel::Compound | Deprel::Amod | Deprel::NmodDesc => -1.0,
        Deprel::Conj => 0.3,
        _ => 0.0,
    };
    if is_subject(document, k) && (document.is_root(document.tokens[k].head) || document.is_root(k)) {
        score += 0.5;
    }
    if is_subject(document, p) && is_subject(document, k) {
        score += 0.6;
    }
    if pronoun.number == Number::Plural && is_victim(document, p, k) {
        score += VICTIM;
    }
    score += match candidate.kind {
        MentionKind::Name => 1.0,
        MentionKind::Pronoun => 0.9,
        // "the union's leader, Edmond Ilic": named as well.
        MentionKind::Nominal if is_named_beside(clusters, k) => 1.0,
        MentionKind::Nominal => 0.0,
    };
    // Nearer in the same sentence is a little better.
    if here == there && !cataphora {
        score -= 0.02 * (p - k) as f32;
    }
    Some(score)
}

/// What speech says: None where it rules the candidate out.
fn by_speech(
    clusters: &Clusters,
    words: &[Words],
    quoted: &[bool],
    pronoun: &Mention,
    k: usize,
    c: usize,
) -> Option<f32> {
    let p = pronoun.head;
    // "He said Putin had been a leader": nobody calls himself by name.
    if words.iter().any(|w| w.source == p && names(clusters, c, &w.content)) {
        return None;
    }
    let mut score = 0.0;
    let around: Vec<&Words> = words.iter().filter(|w| w.content.contains(&p)).collect();
    if let Some(w) = around.iter().min_by_key(|w| w.content.len())
        && cluster_at(clusters, w.source) == Some(c)
    {
        if quoted[p] {
            return None;
        }
        let rival = has_rival(clusters, pronoun, w.content.start, c);
        score += if rival { OWN_WORDS_SHARED } else { OWN_WORDS };
    }
    if quoted[p]
        && k < p
        && quoted[k]
        && clusters.document.tokens[p].sentence == clusters.document.tokens[k].sentence
    {
        score += 0.8;
    }
    // "he said", after somebody else's or his own words: the last speaker.
    let speaks = words.iter().any(|w| w.source == p);
    if speaks && !quoted[p] {
        let last = words.iter().rfind(|w| w.cue < p && w.source != p);
        let document = clusters.document;
        let last = last.filter(|w| document.tokens[p].sentence - document.tokens[w.cue].sentence <= REACH);
        let next = last.and_then(|last| cluster_at(clusters, replies(clusters, last)?)) == Some(c);
        if let Some(last) = last
            && next
        {
            let before = document.tokens[p].sentence - document.tokens[last.cue].sentence;
            score += if before <= 1 { 2.0 } else { 1.0 };
        }
        // Whoever is only spoken of does not speak next; what is spoken of may.
        let gendered = matches!(pronoun.gender, Gender::Male | Gender::Female);
        if gendered && !next && words.iter().any(|w| w.content.contains(&k) && !w.content.contains(&p)) {
            score -= 1.0;
        }
        if quoted[k] {
            score -= 1.5;
        }
    }
    Some(score)
}

/// Who goes on to speak after these words: whoever spoke them, but after a question whoever was asked.
fn replies(clusters: &Clusters, words: &Words) -> Option<usize> {
    let document = clusters.document;
    if !clusters.lexicons.known.is_asking(&document.tokens[words.cue].lemma) {
        return Some(words.source);
    }
    document.children(words.cue).find(|&k| matches!(document.tokens[k].deprel, Deprel::Obj | Deprel::Iobj))
}

/// Whether these words name this one, not by a pronoun.
fn names(clusters: &Clusters, c: usize, content: &Range<usize>) -> bool {
    clusters.list[c].mentions.iter().any(|&m| {
        let mention = &clusters.mentions.list[m];
        mention.kind == MentionKind::Name && !mention.adjective && content.contains(&mention.head)
    })
}

/// Whether somebody else whom the pronoun may stand for is named between the beginning of somebody's words and it.
fn has_rival(clusters: &Clusters, pronoun: &Mention, from: usize, c: usize) -> bool {
    let list = &clusters.mentions.list;
    let first = list.partition_point(|mention| mention.head < from);
    let end = list.partition_point(|mention| mention.head < pronoun.head);
    (first..end).any(|m| {
        clusters.of[m].is_some_and(|other| {
            other != c && agreement(clusters, pronoun, &list[m], other).is_some_and(|fits| fits > -1.0)
        })
    })
}

/// Number, gender and nature: None where they forbid.
fn agreement(clusters: &Clusters, pronoun: &Mention, candidate: &Mention, c: usize) -> Option<f32> {
    let cluster = &clusters.list[c];
    match (pronoun.gender, pronoun.number) {
        (gender @ (Gender::Male | Gender::Female), _) => {
            if cluster.nature != Nature::Person || cluster.number == Number::Plural {
                return None;
            }
            match cluster.gender {
                g if g == gender => Some(0.4),
                Gender::Unknown => Some(if cluster.name.is_empty() { -1.2 } else { -0.1 }),
                _ => None,
            }
        }
        (Gender::Neuter, _) => match cluster.nature {
            Nature::Organization | Nature::Country if cluster.number != Number::Plural => Some(0.0),
            // "the military", "the crew"
            Nature::People if cluster.number == Number::Unknown => Some(0.0),
            _ => None,
        },
        (_, Number::Plural) => match cluster.nature {
            Nature::People => Some(0.5),
            Nature::Organization if candidate.number == Number::Plural => Some(0.5),
            Nature::Organization => Some(-0.8),
            Nature::Person
                if candidate.kind == MentionKind::Pronoun && candidate.number == Number::Plural =>
            {
                Some(0.5)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Nouns that are no actors and could be meant by "it" or "they", weighed like the others.
///
/// Of things only what is written speaks.
fn things<'a>(
    clusters: &'a Clusters,
    pronoun: &'a Mention,
    at: usize,
    speaks: bool,
) -> impl Iterator<Item = f32> + 'a {
    let document = clusters.document;
    let here = document.tokens[at].sentence;
    let first = document.sentences[here.saturating_sub(1)].start;
    (first..at).filter_map(move |k| {
        let token = &document.tokens[k];
        let plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
        let written = || {
            [Class::Document, Class::Statement]
                .iter()
                .any(|&class| clusters.lexicons.is_class(&token.lemma, class))
        };
        let noun = matches!(token.upos, Upos::Noun | Upos::Propn)
            && clusters.mentions.covering(k).is_none()
            && (!speaks || written());
        let joined = document
            .children(k)
            .any(|j| document.tokens[j].deprel == Deprel::Conj && document.tokens[j].upos == Upos::Propn);
        let fits = if pronoun.number == Number::Plural { plural || joined } else { !plural };
        let time = document.names.iter().any(|name| {
            name.tokens.contains(&k)
                && matches!(name.kind, NameType::Date | NameType::Time | NameType::Money | NameType::Percent)
        });
        let noun = noun || joined && pronoun.number == Number::Plural;
        if !noun || !fits || time || bound_heads(document, at, k) {
            return None;
        }
        let mut score: f32 = match token.deprel {
            _ if is_subject(document, k) => 2.4,
            Deprel::Obj => 1.6,
            Deprel::Obl => 0.4,
            Deprel::Nmod => 0.0,
            _ => return None,
        };
        score -= 1.5 * (here - token.sentence) as f32;
        score += if is_subject(document, at) && is_subject(document, k) { 0.5 } else { 0.0 };
        Some(score)
    })
}

fn is_subject(document: &Document, i: usize) -> bool {
    matches!(document.tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
}

/// "The choreographer, Ilic": the name stands where the description before it stands.
fn described_by(document: &Document, name: usize) -> usize {
    let token = &document.tokens[name];
    if token.deprel == Deprel::Appos { token.head } else { name }
}

/// "It is Ilic": a predicate with nothing but "it" or "that" for its subject.
fn is_singled_out(document: &Document, i: usize) -> bool {
    let mut cop = false;
    let mut bare = false;
    for child in document.children(i) {
        cop |= document.tokens[child].deprel == Deprel::Cop;
        bare |= is_subject(document, child)
            && matches!(document.word(child).to_lowercase().as_str(), "it" | "that");
    }
    cop && bare
}

/// A description with a name beside it.
fn is_named_beside(clusters: &Clusters, i: usize) -> bool {
    let document = clusters.document;
    let mut beside = document.children(i).filter(|&k| document.tokens[k].deprel == Deprel::Appos);
    beside.any(|k| {
        let mention = clusters.mentions.headed_by(k);
        mention.is_some_and(|m| clusters.mentions.list[m].kind == MentionKind::Name)
    })
}

/// The head of the clause that token `i` stands in.
fn clause_of(document: &Document, i: usize) -> usize {
    let mut up = i;
    for _ in 0..20 {
        let token = &document.tokens[up];
        let clause = matches!(
            token.deprel,
            Deprel::Advcl
                | Deprel::Ccomp
                | Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Parataxis
                | Deprel::Csubj
                | Deprel::Xcomp
        );
        if clause && up != i || document.is_root(up) {
            return up;
        }
        up = token.head;
    }
    up
}

/// Two parts of one clause are not the same, unless the pronoun is reflexive or possessive.
fn bound(document: &Document, pronoun: &Mention, candidate: &Mention) -> bool {
    let word = document.word(pronoun.head).to_lowercase();
    let (p, k) = (pronoun.head, candidate.head);
    if word.ends_with("self") || word.ends_with("selves") {
        return !(is_subject(document, k) && document.tokens[k].sentence == document.tokens[p].sentence);
    }
    bound_heads(document, p, k)
}

/// The same of two words, by what they are to their heads; one of several that are joined is what the first of them is.
pub(crate) fn bound_heads(document: &Document, p: usize, k: usize) -> bool {
    let tokens = &document.tokens;
    if tokens[p].sentence != tokens[k].sentence {
        return false;
    }
    let (p, k) = (first_joined(document, p), first_joined(document, k));
    let argument = |i: usize| {
        matches!(
            tokens[i].deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent
        )
    };
    let possessive = tokens[p].deprel == Deprel::NmodPoss;
    // "his" in the object may be the subject; "he" and "him" of one verb are two.
    if !possessive && argument(p) && argument(k) && tokens[p].head == tokens[k].head {
        return true;
    }
    // "Senn ordered it without telling her": whoever orders tells.
    if !possessive && argument(p) && !is_subject(document, p) && is_subject(document, k) {
        let object = |verb: usize| document.children(verb).any(|child| tokens[child].deprel == Deprel::Obj);
        // "his calling her": the possessor calls.
        let own = |verb: usize| {
            document.children(verb).any(|child| {
                is_subject(document, child)
                    || tokens[child].deprel == Deprel::NmodPoss && tokens[verb].upos == Upos::Verb
            })
        };
        let mut verb = tokens[p].head;
        while !own(verb) {
            let above = tokens[verb].head;
            let shares = match tokens[verb].deprel {
                Deprel::Advcl => true,
                Deprel::Conj => tokens[verb].upos == Upos::Verb,
                // "told him to arrest her": he arrests.
                Deprel::Xcomp => !object(above),
                _ => false,
            };
            if !shares {
                break;
            }
            verb = above;
        }
        if tokens[k].head == verb {
            return true;
        }
    }
    // "his lawyer": the lawyer is not "his".
    tokens[p].head == k && possessive || tokens[k].head == p
}

/// The first of the words that this one is joined to by "and" or "or".
fn first_joined(document: &Document, mut i: usize) -> usize {
    while document.tokens[i].deprel == Deprel::Conj {
        i = document.tokens[i].head;
    }
    i
}
