//! Whom a phrase stands for: the actor that it names, or whoever it belongs to.

use crate::actor::ActorEntity;
use crate::arguments::{self, antecedent, coordinated, has_preposition};
use crate::event::Filler;
use crate::frame::{self, Context};
use crate::known::Known;
use crate::lexicon::Class;
use crate::mention::{Gender, MentionKind, Nature};
use crate::quotation;
use crate::sense::Sense;
use crate::unmentioned::{NEW, adoptable};
use hearsay_nlp::{Deprel, NameType, Upos, Xpos};
use hearsay_record::{ActorKind, EventType};

/// How deep fillers are looked for inside a phrase. Only what something is done to is found through its place
/// ("positions in Karvania"); what is done by a thing in Karvania is not done by Karvania.
pub const BY: usize = 4;
pub const TOWARDS: usize = 8;

/// The actors that a phrase stands for: itself, its parts if it is coordinated, or whoever it belongs to
/// ("Mexico's proposal", "the plan of the ministry", "a Turkish offer").
pub fn fill(context: Context<'_>, word: usize, depth: usize, fillers: &mut Vec<Filler>) {
    let Context { document, tree, .. } = context;
    for word in coordinated(document, tree, word) {
        let found = filler(context, word, depth);
        let found = found.or_else(|| if depth == TOWARDS { adoptable(context, word) } else { None });
        let Some(filler) = found else { continue };
        let several = the_two(context, word).unwrap_or_else(|| {
            let mut several = vec![named(context, filler)];
            several.extend(other_states(context, word, filler));
            several
        });
        for filler in several {
            if !fillers.iter().any(|other| other.actor == filler.actor) {
                fillers.push(filler);
            }
        }
    }
}

/// "envoys from Qatar and Egypt", "French and Spanish diplomats": the states beside the one by which the phrase goes.
fn other_states(context: Context<'_>, word: usize, filler: Filler) -> Vec<Filler> {
    let Context { document, tree, actors, .. } = context;
    let tokens = &document.tokens;
    let own = actors.list.get(filler.actor).and_then(|actor| actor.country.as_deref());
    if !matches!(tokens[word].xpos, Xpos::Nns | Xpos::Nnps) || own.is_none() {
        return Vec::new();
    }
    let describes = |k: usize| match tokens[k].deprel {
        Deprel::Amod | Deprel::Compound => true,
        Deprel::Nmod => ["of", "from"].iter().any(|case| has_preposition(document, tree, k, case)),
        _ => false,
    };
    let mut others: Vec<Filler> = Vec::new();
    for k in tree.children(word).filter(|&k| describes(k)) {
        let joined = tree.children(k).filter(|&other| tokens[other].deprel == Deprel::Conj);
        let all: Vec<usize> = std::iter::once(k).chain(joined).collect();
        if all.len() < 2 {
            continue;
        }
        let states = all.into_iter().filter_map(|k| actors.headed_by(k).zip(actors.mentions.headed_by(k)));
        for (actor, mention) in states {
            let entity = &actors.list[actor];
            let new = entity.kind == ActorKind::Country && entity.country.as_deref() != own;
            if new && !others.iter().any(|other| other.actor == actor) {
                others.push(Filler { actor, mention });
            }
        }
    }
    others
}

/// How many sentences back "the two countries" reaches.
const PAIR_REACH: usize = 1;

/// Whoever "the two countries", "both leaders" stands for: the last two that were joined by "and", of that sort.
fn the_two(context: Context<'_>, word: usize) -> Option<Vec<Filler>> {
    let Context { document, tree, actors, .. } = context;
    let tokens = &document.tokens;
    let dual = tokens[word].xpos == Xpos::Nns
        && tree.children(word).any(|k| matches!(&*tokens[k].lemma, "two" | "both"))
        && !tree
            .children(word)
            .any(|k| matches!(tokens[k].deprel, Deprel::Nmod | Deprel::AclRelcl | Deprel::Acl));
    let fits: fn(ActorKind) -> bool = match &*tokens[word].lemma {
        "country" | "nation" | "state" | "government" | "capital" | "neighbour" | "neighbor" | "power" => {
            |kind| kind == ActorKind::Country
        }
        "leader" | "president" | "minister" | "man" | "woman" => |kind| kind == ActorKind::Person,
        "side" | "ally" | "rival" | "foe" => |kind| {
            matches!(
                kind,
                ActorKind::Country | ActorKind::Organization | ActorKind::Group | ActorKind::Person
            )
        },
        _ => return None,
    };
    if !dual {
        return None;
    }
    let list = &actors.mentions.list;
    let here = tokens[word].sentence;
    let end = list.partition_point(|mention| mention.head < word);
    let known = |head: usize| actors.headed_by(head).filter(|&actor| fits(actors.list[actor].kind));
    let mut back = (0..end).rev().take_while(|&m| tokens[list[m].head].sentence + PAIR_REACH >= here);
    let pair = back.find_map(|m| {
        let second = list[m].head;
        let first = match tokens[second].deprel {
            Deprel::Conj if !list[m].adjective => tokens[second].head,
            // "Karvania accused Orlo"
            Deprel::Obj | Deprel::Obl => tree.child(document, tokens[second].head, &[Deprel::Nsubj])?,
            _ => return None,
        };
        let alone = tree.children(first).filter(|&k| tokens[k].deprel == Deprel::Conj).count() <= 1;
        let (one, other) = (known(first)?, known(second)?);
        // Of one sort, and none that only reports.
        let media = |actor: usize| actors.list[actor].sectors.iter().any(|sector| sector == "JRN");
        let alike = actors.list[one].kind == actors.list[other].kind && !media(one) && !media(other);
        (one != other && alone && alike && first < word).then_some([one, other])
    })?;
    // The words that stand there, for each of the two.
    let mention = actors.mentions.headed_by(word)?;
    Some(pair.map(|actor| Filler { actor, mention }).to_vec())
}

/// True if this word is one of a filler's phrase, or stands for its actor.
pub fn is_word_of(context: Context<'_>, word: usize, fillers: &[Filler]) -> bool {
    fillers.iter().any(|filler| speaks_for(context, word, *filler)) || {
        let mut there = Vec::new();
        fill(context, word, TOWARDS, &mut there);
        there.iter().any(|one| fillers.iter().any(|other| other.actor == one.actor))
    }
}

/// True if this word is one of a filler's phrase. Somebody else within it speaks for himself: "the wife of a *man*".
pub fn speaks_for(context: Context<'_>, word: usize, filler: Filler) -> bool {
    let Context { document, actors, .. } = context;
    let Some(mention) = actors.mentions.list.get(filler.mention) else { return filler.mention == NEW + word };
    let another = |inner: usize| {
        document.tokens[inner].deprel == Deprel::Nmod
            && match actors.headed_by(inner) {
                Some(actor) => actor != filler.actor,
                None => adoptable(context, inner).is_some(),
            }
    };
    mention.tokens.contains(&word) && {
        let up = std::iter::successors(Some(word), |&inner| {
            let head = document.tokens[inner].head;
            (!document.is_root(inner) && mention.tokens.contains(&head)).then_some(head)
        });
        let mut below = up.take_while(|&inner| inner != mention.head);
        frame::content(context, mention.head) != mention.head || !below.any(another)
    }
}

/// A noun gives way to the name beside it, and a pronoun to a name or noun for the same actor in its sentence: that says more to whoever reads the slot.
pub fn named(context: Context<'_>, filler: Filler) -> Filler {
    let list = &context.actors.mentions.list;
    let Some(mention) = list.get(filler.mention) else { return filler };
    // "his counterpart, Ana Swan": the name beside it says more.
    if mention.kind == MentionKind::Nominal {
        let beside = context
            .tree
            .children(mention.head)
            .filter(|&child| context.document.tokens[child].deprel == Deprel::Appos);
        let name = beside
            .filter_map(|child| context.actors.mentions.headed_by(child))
            .find(|&m| list[m].kind == MentionKind::Name && context.actors.of(m) == Some(filler.actor));
        return Filler { mention: name.unwrap_or(filler.mention), ..filler };
    }
    if mention.kind != MentionKind::Pronoun {
        return filler;
    }
    let sentence = context.document.tokens[mention.head].sentence;
    let same = context.actors.list[filler.actor].mentions.iter().copied().filter(|&m| {
        context.document.tokens[list[m].head].sentence == sentence && list[m].kind != MentionKind::Pronoun
    });
    let nearest =
        same.min_by_key(|&m| (list[m].kind != MentionKind::Name, list[m].head.abs_diff(mention.head)));
    Filler { mention: nearest.unwrap_or(filler.mention), ..filler }
}

/// The one actor that a word stands for, looked for inside its phrase as deep as `depth`.
pub fn filler(context: Context<'_>, word: usize, depth: usize) -> Option<Filler> {
    let Context { document, tree, actors, lexicons, .. } = context;
    let known = |m: usize| actors.of(m).map(|actor| Filler { actor, mention: m });
    if let Some(filler) = actors.mentions.headed_by(word).and_then(known) {
        return Some(filler);
    }
    // Parsers may hang a name on another of its words.
    if let Some(m) = actors.mentions.covering(word)
        && (actors.mentions.list[m].name.as_ref().is_some_and(|name| name.contains(&word))
            || actors.mentions.list[m].role_tokens.contains(&word)
            || actors.mentions.list[m].name_type == Some(NameType::Person)
                && matches!(document.tokens[word].upos, Upos::Noun | Upos::Propn)
                && actors.mentions.list[m].head > word)
    {
        return known(m);
    }
    if depth == 0 {
        return None;
    }
    let tokens = &document.tokens;
    // "Karvania said it had launched": a pronoun nobody resolved, right below the words of somebody.
    if tokens[word].upos == Upos::Pron {
        let verb = tokens[word].head;
        let speech = tokens[verb].head;
        let subject = tokens[word].deprel == Deprel::Nsubj
            && tokens[verb].deprel == Deprel::Ccomp
            && matches!(&*tokens[word].lemma, "it" | "they" | "he" | "she");
        let speaker = if subject { arguments::subject(document, tree, speech, 2)? } else { return None };
        return filler(context, speaker, depth - 1).filter(|one| speaks_of_itself(context, word, *one));
    }
    let gerund = || {
        tree.children(word).any(|child| {
            tokens[child].deprel == Deprel::Det
                || tokens[child].deprel == Deprel::Nmod && has_preposition(document, tree, child, "of")
        })
    };
    if tokens[word].upos == Upos::Verb && !arguments::is_nominal(document, word) && !gerund() {
        let subject = arguments::subject(document, tree, word, 2)?;
        return filler(context, subject, depth - 1);
    }
    let content = frame::content(context, word);
    if content != word {
        return filler(context, content, depth - 1);
    }
    // "Weber is a banker and a lawyer who has sued": a predicate noun is what its subject is.
    let predicate = if tokens[word].deprel == Deprel::Conj { tokens[word].head } else { word };
    if depth <= BY
        && tree.child(document, predicate, &[Deprel::Cop]).is_some()
        && let Some(subject) = tree.child(document, predicate, &[Deprel::Nsubj])
    {
        return filler(context, antecedent(document, subject), depth - 1);
    }
    let child = |fits: &dyn Fn(usize) -> bool| {
        tree.children(word)
            .filter(|&child| fits(child))
            .find_map(|child| filler(context, antecedent(document, child), depth - 1))
    };
    let by = |preposition: &'static str| {
        move |child: usize| {
            matches!(tokens[child].deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
                && has_preposition(document, tree, child, preposition)
        }
    };
    let related = |relation: Deprel| move |child: usize| tokens[child].deprel == relation;
    // A place does nothing itself: "a church in Karvania's capital which killed nine". "The city of Port Sar" does.
    if depth <= BY && lexicons.is_class(&tokens[word].lemma, Class::Place) {
        let of_name = tree.children(word).find(|&child| {
            let gpe = context.name_of[child].map(|n| document.names[n as usize].kind) == Some(NameType::Gpe);
            tokens[child].deprel == Deprel::Nmod && gpe && has_preposition(document, tree, child, "of")
        });
        return of_name.and_then(|name| filler(context, name, 0));
    }
    child(&related(Deprel::NmodPoss))
        // What a thing is called besides says who it is, not whom it is about.
        .or_else(|| {
            tree.children(word)
                .filter(|&k| tokens[k].deprel == Deprel::Appos)
                .find_map(|k| filler(context, k, 0))
        })
        .or_else(|| child(&by("by")))
        .or_else(|| child(&by("of")))
        .or_else(|| child(&|child| stands_before(context, child)))
        .or_else(|| agent(context, word).and_then(|agent| filler(context, agent, depth - 1)))
        .or_else(|| child(&by("from")))
        .or_else(|| child(&by("for")))
        .or_else(|| child(&by("against")))
        .or_else(|| {
            if depth > BY {
                child(&by("with")).or_else(|| child(&by("to"))).or_else(|| child(&by("on")))
            } else {
                None
            }
        })
        .or_else(|| if depth > BY { child(&by("in")).or_else(|| child(&by("at"))) } else { None })
}

/// Whether an open pronoun in what somebody says may be whoever says it: not in a quotation, and alike in number and nature.
fn speaks_of_itself(context: Context<'_>, pronoun: usize, speaker: Filler) -> bool {
    let Context { document, actors, .. } = context;
    let paragraph = document.paragraphs.iter().find(|paragraph| paragraph.contains(&pronoun));
    let marks = paragraph.map_or(0, |paragraph| {
        (paragraph.start..pronoun).filter(|&i| quotation::is_mark(document.word(i))).count()
    });
    let nature = actors.mentions.list.get(speaker.mention).map(|mention| mention.nature);
    let fits = match &*document.tokens[pronoun].lemma {
        "he" | "she" => nature == Some(Nature::Person),
        // "Dart said it agreed": a firm that was taken for somebody.
        "it" if nature == Some(Nature::Person) => {
            actors.mentions.list.get(speaker.mention).is_some_and(|one| {
                one.gender == Gender::Unknown
                    && one.name.as_ref().is_some_and(|name| name.len() == 1)
                    && one.role.is_none()
            })
        }
        _ => nature != Some(Nature::Person),
    };
    marks % 2 == 0 && fits
}

/// A name, an adjective of one, or a body before a noun ("a U.S. court decision", "rebel positions"); no single person
/// without a name ("a pilot program").
pub fn stands_before(context: Context<'_>, word: usize) -> bool {
    let Context { document, actors, name_of, .. } = context;
    if !matches!(document.tokens[word].deprel, Deprel::Amod | Deprel::Compound) {
        return false;
    }
    let person = || {
        let mention = actors.mentions.headed_by(word).map(|m| &actors.mentions.list[m]);
        mention.is_some_and(|mention| mention.nature == Nature::Person)
    };
    let known = || {
        let actor = actors.headed_by(word).map(|actor| &actors.list[actor]);
        actor.is_some_and(|actor| !is_unplaced(actor))
    };
    (name_of[word].is_some() || !person() || known()) && !is_topic(context, word)
}

/// "the Iran deal", "his Iran policy": about the state, not of it. Names without an adjective ("the U.S. plan", "a United
/// States invasion") may be either.
pub fn is_topic(context: Context<'_>, word: usize) -> bool {
    use Class::{Abstract, Document, Event, Plan, Statement};
    let Context { document, actors, lexicons, .. } = context;
    let token = &document.tokens[word];
    let mention = actors.mentions.headed_by(word).map(|m| &actors.mentions.list[m]);
    let state = mention.is_some_and(|mention| mention.nature == Nature::Country && !mention.adjective);
    let own_adjective = document.word(word).chars().all(|c| c.is_uppercase() || c == '.')
        || mention.and_then(|mention| mention.known).is_some_and(|known| match known {
            Known::Country(k) => {
                let country = &lexicons.entries.country[k as usize];
                country.demonyms.contains(&country.name)
            }
            _ => false,
        });
    let noun = &document.tokens[token.head].lemma;
    let made = [Abstract, Document, Event, Plan, Statement];
    token.deprel == Deprel::Compound
        && state
        && !own_adjective
        && made.iter().any(|&class| lexicons.is_class(noun, class))
}

/// Of no country, and of no sector but the public's.
pub fn is_unplaced(actor: &ActorEntity) -> bool {
    actor.country.is_none() && actor.sectors.iter().all(|sector| sector == "CVL" || sector == "UNK")
}

/// "an appeal filed by his lawyers": who made the thing, and not who favors or opposes it.
pub fn agent(context: Context<'_>, word: usize) -> Option<usize> {
    use EventType::{Accuse, Reject, Support};
    let Context { document, tree, .. } = context;
    let participle = tree.children(word).find(|&child| {
        document.tokens[child].deprel == Deprel::Acl && document.tokens[child].xpos == Xpos::Vbn
    })?;
    let sense = Sense::of(document, participle);
    let judges = [Accuse, Reject, Support].iter().filter_map(|&kind| sense.likelihood(kind, &[]));
    if judges.sum::<f32>() >= 0.5 {
        return None;
    }
    arguments::arguments(document, tree, participle).subject
}

/// True of a word in the name of a date or an hour.
pub fn is_time_noun(context: Context<'_>, word: usize) -> bool {
    let name = context.name_of[word].map(|n| context.document.names[n as usize].kind);
    matches!(name, Some(NameType::Date | NameType::Time))
}
