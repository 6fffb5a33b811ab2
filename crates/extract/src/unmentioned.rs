//! Parties of an event that no mention stands for: who or what may be one, and how it becomes an actor.

use crate::actor::{ActorEntity, Actors};
use crate::arguments;
use crate::event::{Event, Filler};
use crate::filler::is_time_noun;
use crate::frame::{self, Context};
use crate::lexicon::Class;
use crate::mention::{Gender, GrammaticalPerson, Mention, MentionKind, Nature, Number};
use crate::phrase;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, NameType, Upos, Xpos};
use hearsay_record::ActorKind;

/// Fillers that no mention stands for yet are numbered from here, by their head; [`adopt`] makes them actors.
pub const NEW: usize = 1 << 32;

/// The filler of a word that no mention stands for.
pub fn new(word: usize) -> Filler {
    Filler { actor: NEW + word, mention: NEW + word }
}

/// Makes actors of what events are aimed at and no mention stands for. One actor a head: such things are not
/// followed through the text.
pub fn adopt(document: &Document, tree: &Tree, actors: &mut Actors, events: &mut [Event]) {
    for filler in events.iter_mut().flat_map(|event| event.actors.iter_mut().chain(&mut event.recipients)) {
        if filler.actor < NEW {
            continue;
        }
        let head = filler.actor - NEW;
        if let Some(m) = actors.mentions.headed_by(head)
            && let Some(actor) = actors.of(m)
        {
            *filler = Filler { actor, mention: m };
            continue;
        }
        let tokens = phrase::noun_phrase(document, tree, head);
        let plural = matches!(document.tokens[head].xpos, Xpos::Nns | Xpos::Nnps);
        // "Karvanian seafarers" are of Karvania.
        let country = tokens.clone().filter(|&k| k < head).find_map(|k| {
            let m = actors.mentions.headed_by(k)?;
            let mention = &actors.mentions.list[m];
            let state = mention.nature == Nature::Country && mention.tokens.end <= head;
            actors.of(m).filter(|_| state).and_then(|actor| actors.list[actor].country.clone())
        });
        let m = actors.mentions.list.len();
        let actor = actors.list.len();
        actors.mentions.list.push(Mention {
            tokens: tokens.clone(),
            head,
            kind: if document.tokens[head].upos == Upos::Pron {
                MentionKind::Pronoun
            } else {
                MentionKind::Nominal
            },
            name: None,
            name_type: None,
            nature: Nature::Unknown,
            number: if plural { Number::Plural } else { Number::Singular },
            gender: Gender::Neuter,
            person: GrammaticalPerson::Third,
            definite: false,
            adjective: false,
            known: None,
            role: None,
            role_tokens: head..head,
        });
        actors.mentions.of_head[head] = Some(m as u32);
        actors.of_mention.push(Some(actor as u32));
        actors.list.push(ActorEntity {
            name: document.slice(tokens).to_string(),
            kind: if plural { ActorKind::Group } else { ActorKind::Unnamed },
            country,
            sectors: Vec::new(),
            wikidata: None,
            mentions: vec![m],
        });
        *filler = Filler { actor, mention: m };
    }
}

/// What an act can be aimed at without being somebody: a place, a building, a vehicle. It becomes an actor without
/// a code.
pub fn adoptable(context: Context<'_>, word: usize) -> Option<Filler> {
    use NameType::*;
    let Context { document, lexicons, .. } = context;
    let word = frame::content(context, word);
    let token = &document.tokens[word];
    let name = context.name_of[word].map(|n| document.names[n as usize].kind);
    let named = matches!(name, Some(Gpe | Loc | Fac | Org | Person | Norp)) && token.deprel != Deprel::Amod;
    let classes = [Class::Place, Class::Building, Class::Vehicle, Class::Person, Class::Group, Class::Org];
    // "a car bomb", "a church bell": what stands before a noun is not what is aimed at.
    let thing = arguments::is_nominal(document, word)
        && name.is_none()
        && !matches!(token.deprel, Deprel::Amod | Deprel::Compound)
        && (classes.iter().any(|&class| lexicons.is_class(&token.lemma, class)) || is_human(context, word));
    (named || thing || is_personal(context, word)).then_some(new(word))
}

/// Who does a thing though no mention stands for him: a name, or a noun of people and bodies.
pub fn agent_without_mention(context: Context<'_>, word: usize) -> Option<Filler> {
    use NameType::*;
    let Context { document, lexicons, .. } = context;
    let word = frame::content(context, word);
    let token = &document.tokens[word];
    // "a police raid", but no "group photo"
    let before = matches!(token.deprel, Deprel::Amod | Deprel::Compound);
    if !arguments::is_nominal(document, word) || before && !lexicons.is_class(&token.lemma, Class::Armed) {
        return None;
    }
    let name = context.name_of[word].map(|n| document.names[n as usize].kind);
    let classes = [Class::Person, Class::Group, Class::Org, Class::Armed, Class::Crowd, Class::Official];
    let fits = matches!(name, Some(Gpe | Org | Person | Norp))
        || name.is_none()
            && (classes.iter().any(|&class| lexicons.is_class(&token.lemma, class))
                || is_human(context, word));
    fits.then_some(new(word))
}

/// A noun or a pronoun that no mention stands for: a new actor, without a code. Words and deeds are nobody.
pub fn somebody(context: Context<'_>, word: usize) -> Option<Filler> {
    use Class::{
        Abstract, Accident, Disaster, Document, Event, Goods, Measure, Money, Plan, Sport, Statement, Weapon,
    };
    const THINGS: [Class; 12] = [
        Abstract, Accident, Disaster, Document, Event, Goods, Measure, Money, Plan, Sport, Statement, Weapon,
    ];
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    let thing = || {
        !lexicons.frame_nouns.get(&token.lemma).is_empty()
            || THINGS.iter().any(|&class| lexicons.is_class(&token.lemma, class))
    };
    let fits = match token.upos {
        // "He", "each", "some of them"; "this" is nobody.
        Upos::Pron | Upos::Det => token.xpos == Xpos::Prp || lexicons.is_class(&token.lemma, Class::Part),
        // "five died and many were arrested", "another 120 were hurt"
        Upos::Num | Upos::Adj => {
            matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Conj)
                && !is_time_noun(context, word)
        }
        _ => arguments::is_nominal(document, word) && !is_time_noun(context, word) && !thing(),
    };
    fits.then_some(new(word))
}

/// "asked him to leave": a person all the same where nothing before says who.
fn is_personal(context: Context<'_>, word: usize) -> bool {
    let token = &context.document.tokens[word];
    token.upos == Upos::Pron
        && token.xpos == Xpos::Prp
        && matches!(token.deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl)
        && matches!(&*token.lemma, "he" | "him" | "she" | "her")
}

/// People whom no list holds: "dockers", "islanders", by the form of the word. Of things only the plural looks alike,
/// and most of those stand in some class.
pub fn is_human(context: Context<'_>, word: usize) -> bool {
    use Class::*;
    const THINGS: [Class; 16] = [
        Document, Plan, Statement, Event, Abstract, Money, Goods, Weapon, Vehicle, Place, Building, Measure,
        Disaster, Body, Accident, Sport,
    ];
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    let lemma = &*token.lemma;
    let form = ["er", "or", "man", "men", "woman", "women", "ist", "ian", "eer"]
        .iter()
        .any(|ending| lemma.len() > ending.len() + 2 && lemma.ends_with(ending));
    token.xpos == Xpos::Nns
        && form
        && lexicons.frame_nouns.get(lemma).is_empty()
        && !THINGS.iter().any(|&class| lexicons.is_class(lemma, class))
}

/// People and bodies without a mention of their own: "skipper", "islanders", "exchanges".
pub fn is_somebody(context: Context<'_>, word: usize) -> bool {
    let Context { document, lexicons, .. } = context;
    let token = &document.tokens[word];
    let of = |class| lexicons.is_class(&token.lemma, class);
    let bodies = token.xpos == Xpos::Nns && (of(Class::Org) || of(Class::Group));
    bodies || of(Class::Person) || is_human(context, word)
}
