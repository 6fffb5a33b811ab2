//! Who the mentions refer to, with country and sectors.

use crate::code::{Code, Coder, holds};
use crate::coreference::{self, Cluster};
use crate::known::Known;
use crate::lexicon::Lexicons;
use crate::mention::{Gender, Mention, MentionKind, Mentions, Nature};
use crate::pronoun;
use hearsay_nlp::{Deprel, Document, NameType, Upos};
use hearsay_record::ActorKind;
use std::ops::Range;

/// Somebody spoken of in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorEntity {
    /// The fullest name that the lexicon or the text gives; for the unnamed their first phrase.
    pub name: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC; never guessed.
    pub country: Option<String>,
    /// PLOVER sectors, the most telling first.
    pub sectors: Vec<String>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Indexes into the mentions, in order of the text.
    pub mentions: Vec<usize>,
}

/// All actors of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actors {
    /// In the order of their first mention.
    pub list: Vec<ActorEntity>,
    /// For every mention its actor; none where a pronoun was not resolved.
    pub of_mention: Vec<Option<u32>>,
    /// The mentions themselves.
    pub mentions: Mentions,
}

impl Actors {
    /// Index of the actor that the phrase headed by token `i` refers to.
    pub fn headed_by(&self, i: usize) -> Option<usize> {
        self.mentions.headed_by(i).and_then(|m| self.of(m))
    }

    /// Index of the actor of mention `m`.
    pub fn of(&self, m: usize) -> Option<usize> {
        self.of_mention.get(m).copied().flatten().map(|a| a as usize)
    }

    /// Says that mention `m`, so far unresolved, refers to `actor`: for "I" and "we" inside somebody's words,
    /// once it is known whose they are. Does nothing if the mention is resolved already.
    pub fn bind(&mut self, m: usize, actor: usize) {
        if self.of(m).is_some() || actor >= self.list.len() {
            return;
        }
        self.of_mention[m] = Some(actor as u32);
        let mentions = &mut self.list[actor].mentions;
        let at = mentions.partition_point(|&other| other < m);
        mentions.insert(at, m);
    }
}

/// Finds who the document speaks of. `place_country` tells, for a token range that names a place, the country it
/// lies in; `published` is the publication date (`2025-02-20`), which decides what offices people hold.
pub fn actors(
    document: &Document,
    lexicons: &Lexicons,
    mentions: Mentions,
    published: Option<&str>,
    place_country: &dyn Fn(Range<usize>) -> Option<String>,
) -> Actors {
    let mut mentions = mentions;
    let own: Vec<(usize, u32)> = mentions.list.iter().filter_map(state_at).collect();
    for mention in &mut mentions.list {
        // "Paris, Texas" stands for no government, and Georgia beside Ohio for no republic.
        if let (Some(Known::Capital(i) | Known::Country(i)), Some(name)) =
            (mention.known, mention.name.clone())
        {
            let there = place_country(name);
            if let Some(code) = &there
                && deals_with(document, lexicons, &own, mention.head, code)
            {
                continue;
            }
            if there.is_some_and(|code| code != lexicons.entries.country[i as usize].code) {
                mention.known = None;
            }
        }
        // "the mayor of Rosario", where the engine takes the town for a person: the places know better.
        if let (MentionKind::Name, None, Nature::Person, Some(name)) =
            (mention.kind, mention.known, mention.nature, mention.name.clone())
            && mention.role.is_none()
            && name.clone().all(|k| place_country(k..k + 1).is_some())
        {
            mention.nature = Nature::Country;
            mention.gender = Gender::Neuter;
        }
    }
    let country = |m: usize| place_country(mentions.list[m].name.clone()?);
    let coder = Coder {
        document,
        lexicons,
        mentions: &mentions,
        published,
        place_country: &country,
        pronoun: &|_| None,
    };
    let codes: Vec<Code> = (0..mentions.list.len()).map(|m| coder.code(m)).collect();
    let posts = |person: u32| {
        let posts = &lexicons.entries.person[person as usize].posts;
        let current = posts.iter().filter(|post| match published {
            Some(day) => holds(day, &post.from, &post.to),
            None => post.to.is_empty(),
        });
        current.map(|post| post.title.clone()).collect()
    };
    let mut clusters = coreference::clusters(document, lexicons, &mentions, &codes, &posts);
    pronoun::resolve(&mut clusters);
    // Once more, now that it is known whose "her government" is.
    let first: Vec<Code> = clusters.list.iter().map(|cluster| cluster.code.clone()).collect();
    let of = clusters.of.clone();
    let by_pronoun =
        |m: usize| of[m].map(|c| Code { country: first[c].country.clone(), sectors: Vec::new() });
    let coder = Coder { pronoun: &by_pronoun, ..coder };
    let mut order: Vec<usize> =
        (0..clusters.list.len()).filter(|&c| !clusters.list[c].mentions.is_empty()).collect();
    order.sort_by_key(|&c| clusters.list[c].mentions[0]);
    let mut of_mention = vec![None; mentions.list.len()];
    let mut list = Vec::with_capacity(order.len());
    for (a, &c) in order.iter().enumerate() {
        for &m in &clusters.list[c].mentions {
            of_mention[m] = Some(a as u32);
        }
        list.push(entity(&coder, lexicons, &mentions, &clusters.list[c]));
    }
    Actors { list, of_mention, mentions }
}

/// The head and the state of a mention that names one.
fn state_at(mention: &Mention) -> Option<(usize, u32)> {
    match mention.known? {
        Known::Country(i) | Known::Capital(i) | Known::Metonym(i) => Some((mention.head, i)),
        _ => None,
    }
}

/// "Nigeria urged Niger": a state has no dealings with its own parts, so that the other is a state too.
fn deals_with(
    document: &Document,
    lexicons: &Lexicons,
    states: &[(usize, u32)],
    head: usize,
    code: &str,
) -> bool {
    let verb = document.tokens[head].head;
    let party = |k: usize| {
        matches!(
            document.tokens[k].deprel,
            Deprel::Nsubj | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent
        ) && document.tokens[k].head == verb
            && document.tokens[verb].upos == Upos::Verb
    };
    party(head)
        && states.iter().any(|&(other, i)| {
            other != head && party(other) && lexicons.entries.country[i as usize].code == code
        })
}

fn entity(coder: &Coder, lexicons: &Lexicons, mentions: &Mentions, cluster: &Cluster) -> ActorEntity {
    let document = coder.document;
    let mut code = Code::default();
    // Names first: their lexicon entry is surest. Then titles and nominals in the order of the text.
    let rank = |&m: &usize| match mentions.list[m].kind {
        _ if mentions.list[m].known.is_some() => 0,
        MentionKind::Name => 1,
        MentionKind::Nominal => 2,
        MentionKind::Pronoun => 3,
    };
    let mut telling: Vec<usize> = cluster.mentions.iter().copied().filter(|m| rank(m) < 3).collect();
    telling.sort_by_key(rank);
    for m in telling {
        let more = coder.code(m);
        code.country = code.country.or(more.country);
        if code.sectors.is_empty() {
            code.sectors = more.sectors;
        }
    }
    let named = cluster.mentions.iter().any(|&m| names(cluster, &mentions.list[m]));
    let kind = match cluster.nature {
        Nature::Country if matches!(cluster.known, Some(Known::Metonym(_))) => ActorKind::Organization,
        Nature::Country => ActorKind::Country,
        Nature::Person if named && !cluster.name.is_empty() && !only_demonym(cluster) => ActorKind::Person,
        Nature::Organization if named || code.country.is_some() => ActorKind::Organization,
        Nature::People | Nature::Organization => ActorKind::Group,
        Nature::Person | Nature::Unknown => ActorKind::Unnamed,
    };
    let entries = &lexicons.entries;
    let (name, wikidata) = match cluster.known {
        Some(Known::Country(i) | Known::Capital(i)) => {
            (entries.country[i as usize].name.clone(), entries.country[i as usize].wikidata.clone())
        }
        Some(Known::Person(i)) => {
            (entries.person[i as usize].name.clone(), entries.person[i as usize].wikidata.clone())
        }
        Some(Known::Organization(i)) => {
            (entries.organization[i as usize].name.clone(), entries.organization[i as usize].wikidata.clone())
        }
        _ => (written_name(document, mentions, cluster), String::new()),
    };
    ActorEntity {
        name,
        kind,
        country: code.country,
        sectors: code.sectors,
        wikidata: (!wikidata.is_empty()).then_some(wikidata),
        mentions: cluster.mentions.clone(),
    }
}

/// True if the mention names whom it refers to; "the governor, a Democrat" names a party.
fn names(cluster: &Cluster, mention: &Mention) -> bool {
    let party = cluster.nature == Nature::Person
        && mention.name_type == Some(NameType::Norp)
        && mention.known.is_none();
    mention.kind == MentionKind::Name && !party
}

/// "a Mexican", "a Republican": the name of a people, not of the person.
fn only_demonym(cluster: &Cluster) -> bool {
    matches!(cluster.known, Some(Known::Demonym(_)))
}

/// The longest name in the text without its article; for the unnamed the first phrase.
fn written_name(document: &Document, mentions: &Mentions, cluster: &Cluster) -> String {
    let naming =
        cluster.mentions.iter().map(|&m| &mentions.list[m]).filter(|mention| names(cluster, mention));
    let names = naming.filter_map(|mention| mention.name.clone());
    let longest = names.reduce(|best, name| if name.len() > best.len() { name } else { best });
    let tokens = longest.unwrap_or_else(|| {
        let first = cluster.mentions.iter().find(|&&m| mentions.list[m].kind == MentionKind::Nominal);
        mentions.list[*first.unwrap_or(&cluster.mentions[0])].tokens.clone()
    });
    document.slice(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
}
