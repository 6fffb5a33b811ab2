//! What is told in the words of an event and is none: private life, talk about anybody, journeys at home, polls,
//! accidents, titles.
//!
//! An entry of the lexicon sees what stands around its word; these rules look at who the parties are and at the rest
//! of the sentence. Which nouns they look for stands in classes.toml (@own, @survey, @accident, @violence,
//! @sport, @justice).

use crate::actor::ActorEntity;
use crate::arguments::has_preposition;
use crate::event::Filler;
use crate::filler::is_unplaced;
use crate::frame::{self, Context, Match};
use crate::lexicon::{Class, RoleName};
use crate::mention::Nature;
use hearsay_nlp::{Deprel, NameType, Upos, Xpos};
use hearsay_record::{ActorKind, EventType};

/// True if what matched is no event between these parties.
pub fn untold(
    context: Context<'_>,
    kind: EventType,
    found: &Match,
    actors: &[Filler],
    recipients: &[Filler],
) -> bool {
    titled(context, found.head)
        || found
            .role(RoleName::A)
            .any(|word| is_anybody(context, kind, word) || is_polled(context, kind, word))
        || actors.iter().any(|actor| is_polled(context, kind, actor.head(context)))
        || does_to_oneself(context, kind, found)
        || between_people(kind) && private(context, actors, recipients)
        || is_deal(kind) && business(context, actors, recipients)
        || kind == EventType::Consult && at_home(context, found, actors, recipients)
        || kind == EventType::Assault
            && !actors.iter().any(|actor| is_of(context, actor, &FORCE) || is_state(context, actor))
            && accidental(context, found.head)
        || !actors.iter().chain(recipients).any(|party| is_of(context, party, &STATE))
            && sporting(context, found.head)
}

/// What people do to each other all day without being in the news for it.
fn between_people(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Consult | Request | Aid | Agree | Reject | Support | Concede | Cooperate)
}

/// "hanged himself", "accused himself": harm to oneself is none to others.
fn does_to_oneself(context: Context<'_>, kind: EventType, found: &Match) -> bool {
    use EventType::{Accuse, Assault, Coerce, Sanction, Support};
    let document = context.document;
    matches!(kind, Accuse | Assault | Coerce | Sanction | Support)
        && found.role(RoleName::R).any(|word| {
            let word = document.word(word);
            word.ends_with("self") || word.ends_with("selves")
        })
}

/// What companies do with each other every day.
fn is_deal(kind: EventType) -> bool {
    matches!(kind, EventType::Cooperate | EventType::Agree | EventType::Aid | EventType::Concede)
}

/// "The president visited Port Sar": a journey within one's own country.
fn at_home(context: Context<'_>, found: &Match, actors: &[Filler], recipients: &[Filler]) -> bool {
    let of_one = |place: &Filler| {
        let mention = context.actors.mentions.list.get(place.mention);
        let home = country(context, place);
        mention.is_some_and(|mention| mention.nature == Nature::Country)
            && home.is_some()
            && actors.iter().all(|actor| country(context, actor) == home)
    };
    found.has_mode(context, "visit")
        && !actors.is_empty()
        && !recipients.is_empty()
        && recipients.iter().all(of_one)
}

/// The code of a party's country.
fn country<'a>(context: Context<'a>, filler: &Filler) -> Option<&'a str> {
    context.actors.list.get(filler.actor).and_then(|actor| actor.country.as_deref())
}

/// What stands in the place of a country's code for bodies of several.
const BODIES: [&str; 6] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG"];

/// A company on one side, and on no side a state, a party, a movement or anybody of known country and part: "the mine
/// sold a shaft to Mr. Holm".
fn business(context: Context<'_>, actors: &[Filler], recipients: &[Filler]) -> bool {
    let actor = |filler: &Filler| context.actors.list.get(filler.actor);
    let trades = |sectors: &[String]| sectors.iter().all(|sector| sector == "BUS" || sector == "UNK");
    let parties = || actors.iter().chain(recipients);
    let firm = |filler: &Filler| {
        actor(filler).is_some_and(|actor| {
            actor.kind == ActorKind::Organization && trades(&actor.sectors)
                || actor.sectors.iter().any(|sector| sector == "BUS")
        })
    };
    let apart = |filler: &Filler| {
        actor(filler).is_none_or(|actor| {
            trades(&actor.sectors)
                && actor.kind != ActorKind::Country
                && actor.country.as_deref().is_none_or(|country| {
                    country == "MNC" || !actor.sectors.is_empty() && !BODIES.contains(&country)
                })
        })
    };
    // Firms of two states are trade between these.
    let country = |filler| country(context, filler);
    let abroad = actors
        .iter()
        .filter_map(country)
        .any(|one| recipients.iter().filter_map(country).any(|other| one != other));
    !actors.is_empty() && !recipients.is_empty() && !abroad && parties().any(firm) && parties().all(apart)
}

/// "If you talk to leaders", "people want officials to listen": nobody in particular.
fn is_anybody(context: Context<'_>, kind: EventType, word: usize) -> bool {
    let Context { document, tree, .. } = context;
    let token = &document.tokens[word];
    if token.upos == Upos::Pron || token.xpos == Xpos::Cd {
        return matches!(
            &*token.lemma,
            "you" | "one" | "anyone" | "anybody" | "everyone" | "everybody" | "whoever"
        ) && !tree.children(word).any(|child| document.tokens[child].deprel == Deprel::Nmod);
    }
    // "People" alone, in the present tense.
    *token.lemma == *"people"
        && between_people(kind)
        && tree.children(word).next().is_none()
        && matches!(document.tokens[token.head].xpos, Xpos::Vbp | Xpos::Vb)
}

/// "Five percent support the party", "respondents backed the bill", "voters' support for him".
fn is_polled(context: Context<'_>, kind: EventType, word: usize) -> bool {
    use EventType::{Accuse, Agree, Reject, Request, Support};
    let Context { document, tree, lexicons, name_of, .. } = context;
    if !matches!(kind, Accuse | Agree | Reject | Request | Support) {
        return false;
    }
    // "Forty percent", "four in ten voters".
    let share = |word: usize| {
        let of_number = |child: usize| {
            document.tokens[child].xpos == Xpos::Cd && has_preposition(document, tree, child, "in")
        };
        name_of[word].map(|n| document.names[n as usize].kind) == Some(NameType::Percent)
            || document.tokens[word].xpos == Xpos::Cd && tree.children(word).any(of_number)
            || tree
                .children(word)
                .any(|child| document.tokens[child].xpos == Xpos::Cd && tree.children(child).any(of_number))
    };
    // Voters do turn things down in earnest, at the ballot box.
    if kind == Reject {
        return share(word);
    }
    let surveyed = |word: usize| lexicons.is_class(&document.tokens[word].lemma, Class::Survey);
    share(word) || surveyed(word) || surveyed(frame::content(context, word))
}

/// Every party is some unnamed civilian and one of them a single one, or the other side is the actor's own family or
/// staff: "a volunteer begged his father", "the service reminded its crews".
fn private(context: Context<'_>, actors: &[Filler], recipients: &[Filler]) -> bool {
    let list = &context.actors.mentions.list;
    let own = |filler: &Filler| is_own(context, filler);
    if !recipients.is_empty() && recipients.iter().all(own) || !actors.is_empty() && actors.iter().all(own) {
        return true;
    }
    let parties = || actors.iter().chain(recipients);
    let single = |filler: &Filler| list.get(filler.mention).is_some_and(|m| m.nature == Nature::Person);
    let civilian = |filler: &Filler| context.actors.list.get(filler.actor).is_some_and(is_civilian);
    let unknown = |filler: &Filler| context.actors.list.get(filler.actor).is_none();
    // "They sell to customers": nobody known deals with nobody in particular.
    let nobody = !recipients.is_empty() && actors.iter().all(unknown) && recipients.iter().all(civilian);
    nobody || !recipients.is_empty() && parties().all(civilian) && parties().any(single)
}

/// "his father", "our donors", "its own crews": of the same house as whoever the pronoun stands for.
fn is_own(context: Context<'_>, filler: &Filler) -> bool {
    let Context { document, tree, lexicons, actors, .. } = context;
    // Things that become recipients are no mentions yet.
    let Some(mention) = actors.mentions.list.get(filler.mention) else { return false };
    let Some(actor) = actors.list.get(filler.actor) else { return false };
    let possessed = tree.children(mention.head).any(|child| {
        let token = &document.tokens[child];
        token.deprel == Deprel::NmodPoss && token.upos == Upos::Pron && token.xpos != Xpos::WpPoss
    });
    let unnamed = matches!(actor.kind, ActorKind::Unnamed | ActorKind::Group) && mention.role.is_none();
    possessed && (unnamed || lexicons.is_class(&document.tokens[mention.head].lemma, Class::Own))
}

/// Some man or woman of no office, body or country.
fn is_civilian(actor: &ActorEntity) -> bool {
    matches!(actor.kind, ActorKind::Unnamed | ActorKind::Group) && is_unplaced(actor)
}

/// Those whose trade is force: whom they kill does not die by accident.
const FORCE: [&str; 6] = ["MIL", "REB", "UAF", "COP", "PRM", "CRM"];

/// Offices and parts in politics, and force.
const STATE: [&str; 12] =
    ["GOV", "MIL", "REB", "UAF", "COP", "PRM", "JUD", "LEG", "PTY", "OPP", "SPY", "CRM"];

fn is_state(context: Context<'_>, filler: &Filler) -> bool {
    context.actors.list.get(filler.actor).is_some_and(|actor| actor.kind == ActorKind::Country)
}

/// True if the actor is of one of these sectors.
fn is_of(context: Context<'_>, filler: &Filler, sectors: &[&str]) -> bool {
    let own = context.actors.list.get(filler.actor).map_or(&[][..], |actor| &actor.sectors);
    own.iter().any(|sector| sectors.contains(&sector.as_str()))
}

/// How many sentences before and behind an event show what an article is about.
const AROUND: usize = 5;

/// How many different words of sport among them make it sport.
const SPORTING: usize = 4;

/// "The striker refused to blame the referee": the sentences around tell of a game, and this one of no crime.
fn sporting(context: Context<'_>, word: usize) -> bool {
    let Context { document, lexicons, .. } = context;
    let at = document.tokens[word].sentence;
    let serious = document.sentences[at].clone().any(|i| {
        let lemma = &document.tokens[i].lemma;
        lexicons.is_class(lemma, Class::Violence) || lexicons.is_class(lemma, Class::Justice)
    });
    if serious {
        return false;
    }
    let last = (at + AROUND).min(document.sentences.len() - 1);
    let (from, to) = (document.sentences[at.saturating_sub(AROUND)].start, document.sentences[last].end);
    let mut seen: Vec<&str> = Vec::with_capacity(SPORTING);
    for token in &document.tokens[from..to] {
        let lemma = &*token.lemma;
        if lexicons.is_class(lemma, Class::Sport) && !seen.contains(&lemma) {
            seen.push(lemma);
            if seen.len() == SPORTING {
                return true;
            }
        }
    }
    false
}

/// Nobody of force is said to have done it, and its sentence or the one beside it tells of an accident and of no violence.
fn accidental(context: Context<'_>, word: usize) -> bool {
    let Context { document, lexicons, .. } = context;
    let at = document.tokens[word].sentence;
    let holds = |sentence: usize, class: Class| {
        let range = document.sentences.get(sentence).cloned().unwrap_or(0..0);
        range.clone().any(|i| {
            let lemma = &document.tokens[i].lemma;
            let pair = || format!("{} {lemma}", document.tokens[i - 1].lemma);
            lexicons.is_class(lemma, class) || i > range.start && lexicons.is_class(&pair(), class)
        })
    };
    let last = (at + 1).min(document.sentences.len() - 1);
    let mut near = at.saturating_sub(1)..=last;
    near.clone().any(|near| holds(near, Class::Accident)) && !near.any(|near| holds(near, Class::Violence))
}

/// The author of "Defying the Junta": the word stands in the name of a work, or in a short quotation that is written
/// like one.
fn titled(context: Context<'_>, word: usize) -> bool {
    let Context { document, name_of, .. } = context;
    if name_of[word].map(|n| document.names[n as usize].kind) == Some(NameType::WorkOfArt) {
        return true;
    }
    let sentence = document.sentences[document.tokens[word].sentence].clone();
    let quote = |i: &usize| matches!(document.tokens[*i].xpos, Xpos::OpenQuote | Xpos::CloseQuote);
    let (Some(from), Some(to)) =
        ((sentence.start..word).rev().find(quote), (word + 1..sentence.end).find(quote))
    else {
        return false;
    };
    let words = (from + 1..to).filter(|&i| document.tokens[i].upos != Upos::Punct);
    let capital = |i: usize| document.word(i).starts_with(|c: char| c.is_uppercase());
    let small = |i: usize| document.word(i).chars().count() < 4;
    to - from <= 24 && words.clone().count() > 1 && words.clone().all(|i| capital(i) || small(i)) && {
        words.clone().skip(1).any(capital)
    }
}
