//! Spans of text that refer to somebody: names, nominals, pronouns.

use crate::gender;
use crate::known::{Index, Known};
use crate::lexicon::{Entries, RoleKind};
use crate::quotation;
use crate::sense::Sense;
use hearsay_nlp::{Deprel, Document, NameType, Upos, Xpos};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// "Claudia Sheinbaum", "the United Nations", "Mexico", "Mexican".
    Name,
    /// "the president", "rebels in eastern Congo", "43 people".
    Nominal,
    /// "she", "their", "we".
    Pronoun,
}

/// What sort of thing is referred to, as far as the mention itself shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nature {
    /// One human being.
    Person,
    /// Several, without an organisation of their own: "protesters", "Mexicans".
    People,
    /// A body, company, party, armed group, outlet.
    Organization,
    /// A state or territory, a city or region that acts.
    Country,
    /// Not to be seen: most pronouns, surnames alone.
    Unknown,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Number {
    Singular,
    Plural,
    Unknown,
}

/// Grammatical gender, from pronouns, titles, first names and role nouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Gender {
    Female,
    Male,
    /// "it", "its": no person.
    Neuter,
    Unknown,
}

/// Grammatical person of a pronoun; everything else is third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum GrammaticalPerson {
    First,
    Second,
    Third,
}

/// One span that refers to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The whole phrase, with article, adjectives and title, and with an "of" or "in" phrase that belongs to it;
    /// without relative clause and apposition.
    pub tokens: Range<usize>,
    /// The token that carries the phrase in the tree: what verbs govern.
    pub head: usize,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
    /// The tokens of the name alone, for a name.
    pub name: Option<Range<usize>>,
    /// The engine's type of that name.
    pub name_type: Option<NameType>,
    /// What sort of thing.
    pub nature: Nature,
    /// One or several.
    pub number: Number,
    /// Female, male, neuter.
    pub gender: Gender,
    /// First, second or third person.
    pub person: GrammaticalPerson,
    /// "the", "this", "her": refers to what is known already.
    pub definite: bool,
    /// An adjective that stands for a country or people: "Russian airstrikes".
    pub adjective: bool,
    /// For a name: the lexicon entry it stands for.
    pub known: Option<Known>,
    /// For a nominal its role noun, for a name the title before it: an index into the role entries.
    pub role: Option<usize>,
    /// The tokens of that role noun or title.
    pub role_tokens: Range<usize>,
}

impl Mention {
    /// "a Republican": somebody under the word for those he belongs to.
    pub fn is_follower(&self) -> bool {
        self.name_type == Some(NameType::Norp) && self.nature == Nature::Person
    }
}

/// All mentions of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions {
    /// In the order of their heads.
    pub list: Vec<Mention>,
    /// For every token the innermost mention that covers it.
    pub of_token: Vec<Option<u32>>,
    /// For every token the mention whose head it is.
    pub of_head: Vec<Option<u32>>,
}

impl Mentions {
    /// Index of the mention headed by token `i`.
    pub fn headed_by(&self, i: usize) -> Option<usize> {
        self.of_head.get(i).copied().flatten().map(|m| m as usize)
    }

    /// Index of the innermost mention that covers token `i`.
    pub fn covering(&self, i: usize) -> Option<usize> {
        self.of_token.get(i).copied().flatten().map(|m| m as usize)
    }
}

/// Finds all mentions: names by the engine and by the lexicons, nominals by their role noun, pronouns.
pub fn mentions(document: &Document, entries: &Entries, index: &Index) -> Mentions {
    let roles = role_spans(document, index);
    let names = name_spans(document, entries, index);
    let mut found = Vec::new();
    let mut taken = vec![false; document.tokens.len()];
    for name in &names {
        taken[name.tokens.clone()].fill(true);
    }
    for name in &names {
        if let Some(mention) = name_mention(document, entries, name, &roles) {
            taken[mention.role_tokens.clone()].fill(true);
            found.push(mention);
        }
    }
    for role in &roles {
        if !taken[role.head] {
            found.extend(nominal_mention(document, entries, role, &roles));
        }
    }
    found.extend((0..document.tokens.len()).filter_map(|i| aged_mention(document, i)));
    let free = taken.iter().enumerate().filter(|(_, taken)| !**taken);
    found.extend(free.filter_map(|(i, _)| pronoun_mention(document, i)));
    let named = states_named(document, entries, index, &found);
    for i in 0..found.len() {
        if is_of_another_state(entries, &found, i)
            || is_elsewhere(document, entries, index, &found, &named, i)
            || is_town(document, &found[i])
        {
            found[i].known = None;
        }
        if is_part(document, &found[i]) {
            let part = &mut found[i];
            (part.kind, part.name, part.nature, part.number) =
                (MentionKind::Nominal, None, Nature::People, Number::Plural);
        }
    }
    found.sort_by_key(|mention| (mention.head, mention.tokens.start));
    found.dedup_by_key(|mention| mention.head);
    index_mentions(document, found)
}

/// "two Republicans", "other Democrats": members of a body that is known by the word for them, not the body.
fn is_part(document: &Document, mention: &Mention) -> bool {
    let token = &document.tokens[mention.head];
    let quantity = |k: usize| QUANTITIES.contains(&&*document.tokens[k].lemma);
    let inside = |k: usize| mention.name.as_ref().is_some_and(|name| name.contains(&k)); // "the Five Eyes"
    let counts = |k: usize| {
        let token = &document.tokens[k];
        !inside(k) && (token.deprel == Deprel::Nummod || SOME.contains(&&*token.lemma))
    };
    matches!(mention.known, Some(Known::Organization(_)))
        && token.xpos == Xpos::Nnps
        && (document.children(mention.head).any(counts)
            || token.deprel == Deprel::Nmod && quantity(token.head))
}

/// "the city of Turkey": a town with the name of a state.
fn is_town(document: &Document, mention: &Mention) -> bool {
    let (Some(Known::Country(_)), Some(name)) = (mention.known, &mention.name) else { return false };
    name.start > 1
        && document.word(name.start - 1) == "of"
        && matches!(
            &*document.tokens[name.start - 2].lemma,
            "borough"
                | "city"
                | "county"
                | "municipality"
                | "parish"
                | "suburb"
                | "town"
                | "township"
                | "village"
        )
}

/// "the Brazilian Senate": a body of one state by the lexicons, with another state's adjective or name before it.
fn is_of_another_state(entries: &Entries, found: &[Mention], i: usize) -> bool {
    let (Some(Known::Organization(o)), Some(name)) = (found[i].known, found[i].name.clone()) else {
        return false;
    };
    let own = &entries.organization[o as usize].country;
    if !entries.country.iter().any(|country| country.code == *own) {
        return false;
    }
    found.iter().any(|other| {
        let state = match other.known {
            Some(Known::Demonym(c) | Known::Country(c)) => &entries.country[c as usize].code,
            _ => return false,
        };
        let before = found[i].tokens.start <= other.head && other.head < name.start;
        before && other.tokens.end <= name.start && state != own
    })
}

/// "the Senate": a body under a name that states have bodies of.
fn is_common_body(document: &Document, index: &Index, mention: &Mention) -> bool {
    let text = mention.name.clone().map(|name| document.slice(name).to_lowercase());
    matches!(mention.known, Some(Known::Organization(_)))
        && text.is_some_and(|text| text == "house" || index.role(&text).is_some())
}

/// How often the text names each state, by itself, its people, persons and bodies.
fn states_named<'e>(
    document: &Document,
    entries: &'e Entries,
    index: &Index,
    found: &[Mention],
) -> FxHashMap<&'e str, usize> {
    let mut named = FxHashMap::default();
    for mention in found {
        let state = match mention.known {
            Some(Known::Country(i) | Known::Demonym(i) | Known::Capital(i) | Known::Metonym(i)) => {
                &entries.country[i as usize].code
            }
            Some(Known::Person(i)) => &entries.person[i as usize].country,
            Some(Known::Organization(i)) if !is_common_body(document, index, mention) => {
                &entries.organization[i as usize].country
            }
            _ => continue,
        };
        *named.entry(state.as_str()).or_default() += 1;
    }
    named
}

/// How many times as often as its own another state may be named.
const AS_OFTEN: usize = 3;

/// "Kenya's Senate", "the Senate" in a text about Kenya: a body with a common name that the lexicons know of one state only.
fn is_elsewhere(
    document: &Document,
    entries: &Entries,
    index: &Index,
    found: &[Mention],
    named: &FxHashMap<&str, usize>,
    i: usize,
) -> bool {
    let Some(Known::Organization(o)) = found[i].known else { return false };
    let own = entries.organization[o as usize].country.as_str();
    if !is_common_body(document, index, &found[i]) || !entries.country.iter().any(|state| state.code == own) {
        return false;
    }
    let of_another = document.children(found[i].head).any(|k| {
        let state = found.iter().find(|other| other.head == k).and_then(|other| other.known);
        document.tokens[k].deprel == Deprel::NmodPoss
            && matches!(state, Some(Known::Country(c) | Known::Capital(c)) if entries.country[c as usize].code != own)
    });
    let times = |state: &str| named.get(state).copied().unwrap_or(0);
    let states = entries.country.iter().map(|state| state.code.as_str()).filter(|&state| state != own);
    let most = states.map(times).max().unwrap_or(0);
    of_another || most > AS_OFTEN * times(own)
}

fn index_mentions(document: &Document, list: Vec<Mention>) -> Mentions {
    let mut of_token: Vec<Option<u32>> = vec![None; document.tokens.len()];
    let mut of_head = of_token.clone();
    let mut by_length: Vec<usize> = (0..list.len()).collect();
    by_length.sort_by_key(|&m| std::cmp::Reverse(list[m].tokens.len()));
    for m in by_length {
        of_token[list[m].tokens.clone()].fill(Some(m as u32));
    }
    for (m, mention) in list.iter().enumerate() {
        of_head[mention.head] = Some(m as u32);
    }
    Mentions { list, of_token, of_head }
}

/// A role noun found in the text.
struct RoleSpan {
    tokens: Range<usize>,
    head: usize,
    role: usize,
}

fn role_spans(document: &Document, index: &Index) -> Vec<RoleSpan> {
    let mut spans = Vec::new();
    let mut i = 0;
    while i < document.tokens.len() {
        let Some((mut tokens, mut role)) = index.role_at(document, i) else {
            i += 1;
            continue;
        };
        let mut head = top(document, tokens.clone());
        // "human rights" may begin a role noun and end in another word; the last word must carry it unless
        // a preposition stands inside ("chief of staff").
        let compact = !tokens.clone().any(|k| document.tokens[k].upos == Upos::Adp);
        if compact && tokens.len() > 1 && !is_noun_like(document, tokens.end - 1) {
            tokens = i..i + 1;
            match index.role_at_most(document, i, 1) {
                Some((_, single)) => role = single,
                None => {
                    i += 1;
                    continue;
                }
            }
            head = i;
        }
        if is_noun_like(document, head) {
            spans.push(RoleSpan { tokens: tokens.clone(), head, role });
        }
        i = tokens.end;
    }
    spans
}

fn is_noun_like(document: &Document, i: usize) -> bool {
    let token = &document.tokens[i];
    match token.upos {
        Upos::Noun | Upos::Propn => true,
        // "the wounded", "the poor"
        Upos::Adj | Upos::Verb => {
            i > 0
                && document.tokens[i - 1].upos == Upos::Det
                && !matches!(token.deprel, Deprel::Amod | Deprel::Compound)
                && document.tokens[i - 1].head == i
        }
        // "someone", "others"
        Upos::Pron => token.xpos == Xpos::Nn || token.xpos == Xpos::Nns,
        _ => false,
    }
}

/// The token of the range that carries the others: the first whose head is outside.
pub fn top(document: &Document, tokens: Range<usize>) -> usize {
    let outside = |&i: &usize| {
        let head = document.tokens[i].head;
        head == i || !tokens.contains(&head)
    };
    // A possessive "'s" or a full stop at the edge is never the carrier.
    let is_word =
        |&i: &usize| !matches!(document.tokens[i].upos, Upos::Punct | Upos::Part | Upos::Det | Upos::Adp);
    tokens
        .clone()
        .filter(outside)
        .find(is_word)
        .or_else(|| tokens.clone().find(outside))
        .unwrap_or(tokens.start)
}

/// A name, cut to what names.
struct NameSpan {
    tokens: Range<usize>,
    kind: Option<NameType>,
    known: Option<Known>,
}

fn trimmed(document: &Document, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1
        && (matches!(document.tokens[tokens.start].upos, Upos::Det | Upos::Adp)
            || gender::is_courtesy(document.word(tokens.start)))
    {
        tokens.start += 1;
    }
    while tokens.len() > 1
        && matches!(document.word(tokens.end - 1), "'s" | "’s" | "'" | "’" | "," | "of" | "for")
    {
        tokens.end -= 1;
    }
    tokens
}

/// "Fighters of Hezbollah", taken for one name by the engine: the name behind "of", where a role noun leads; a name
/// that no lexicon has only behind people ("Fighters of the Karvel Front"), not behind a body ("Bank of Karvania").
fn without_role(document: &Document, entries: &Entries, index: &Index, tokens: Range<usize>) -> Range<usize> {
    let of = tokens.clone().find(|&i| document.word(i) == "of");
    let Some(of) = of.filter(|_| index.name(document.slice(tokens.clone())).is_empty()) else {
        return tokens;
    };
    let rest = trimmed(document, of + 1..tokens.end);
    let role = index.role_at(document, tokens.start).filter(|(role, _)| role.end == of);
    let Some((_, role)) = role else { return tokens };
    let people = entries.role[role].kind != RoleKind::Organization && rest.len() > 1;
    if !rest.is_empty() && (people || !index.name(document.slice(rest.clone())).is_empty()) {
        rest
    } else {
        tokens
    }
}

/// How many words a nickname has at most.
const NICKNAME: usize = 3;

/// `Antonio "Tony" Vella`: one name, with the one between quotation marks.
fn with_nicknames(
    document: &Document,
    names: Vec<(Range<usize>, NameType)>,
) -> Vec<(Range<usize>, NameType)> {
    let capital = |i: usize| document.word(i).starts_with(char::is_uppercase);
    let end = |tokens: &Range<usize>| {
        let open = tokens.end;
        let sentence = document.sentences[document.tokens[tokens.start].sentence].clone();
        if open + 2 >= sentence.end || !quotation::is_mark(document.word(open)) {
            return None;
        }
        let close = (open + 2..=open + 1 + NICKNAME)
            .find(|&i| i < sentence.end && quotation::is_mark(document.word(i)))?;
        let surname = close + 1;
        let named =
            surname < sentence.end && document.tokens[surname].upos == Upos::Propn && capital(surname);
        (named && (open + 1..close).all(capital)).then_some(surname + 1)
    };
    let mut whole: Vec<(Range<usize>, NameType)> = Vec::with_capacity(names.len());
    for (tokens, kind) in names {
        if let Some((last, _)) = whole.last_mut()
            && tokens.start < last.end
        {
            last.end = last.end.max(tokens.end);
            continue;
        }
        let end = if kind == NameType::Person { end(&tokens).unwrap_or(tokens.end) } else { tokens.end };
        whole.push((tokens.start..end, kind));
    }
    whole
}

/// The engine's names: two that it cut apart are one ("Public Service Co of" and "Colorado", "Jean", "-" and
/// "Claude Parrot", "Karl" and "Otto Poehl").
fn whole_names(document: &Document, index: &Index) -> Vec<(Range<usize>, NameType)> {
    let mut whole: Vec<(Range<usize>, NameType)> = Vec::new();
    for name in &document.names {
        let (start, end) = (name.tokens.start, name.tokens.end);
        if let Some((last, kind)) = whole.last_mut() {
            let hanging =
                last.end == start && last.len() > 1 && matches!(document.word(last.end - 1), "of" | "for");
            let touching = |k: usize| document.tokens[k].end == document.tokens[k + 1].start;
            let hyphen = last.end + 1 == start
                && document.word(last.end) == "-"
                && touching(last.end - 1)
                && touching(last.end)
                && (*kind, name.kind) == (NameType::Person, NameType::Person);
            let given = last.len() == 1 && index.role_at(document, last.start).is_none();
            let side_by_side =
                given && last.end == start && (*kind, name.kind) == (NameType::Person, NameType::Person);
            if hanging || hyphen || side_by_side {
                last.end = end;
                continue;
            }
        }
        match two_states(document, index, &name.tokens) {
            Some(hyphen) => whole.extend([(start..hyphen, name.kind), (hyphen + 1..end, name.kind)]),
            None => whole.push((name.tokens.clone(), name.kind)),
        }
    }
    with_nicknames(document, whole)
}

/// "Soviet-American", "U.S.-Japan": where the hyphen stands between the names of two states or peoples.
fn two_states(document: &Document, index: &Index, name: &Range<usize>) -> Option<usize> {
    let hyphen = name.clone().find(|&k| document.word(k) == "-")?;
    let state = |half: Range<usize>| {
        let known = |known: &Known| matches!(known, Known::Demonym(_) | Known::Country(_));
        !half.is_empty() && index.name(document.slice(half)).iter().any(known)
    };
    (state(name.start..hyphen) && state(hyphen + 1..name.end)).then_some(hyphen)
}

fn name_spans(document: &Document, entries: &Entries, index: &Index) -> Vec<NameSpan> {
    use NameType::*;
    let mut spans: Vec<NameSpan> = Vec::new();
    let by_engine: Vec<(Range<usize>, NameType)> = whole_names(document, index)
        .into_iter()
        .filter(|(_, kind)| !matches!(kind, Date | Time | Money | Cardinal | Ordinal | Percent | Quantity))
        .map(|(tokens, kind)| (without_role(document, entries, index, trimmed(document, tokens)), kind))
        .collect();
    let mut inside = vec![None; document.tokens.len()];
    for (n, (tokens, _)) in by_engine.iter().enumerate() {
        inside[tokens.clone()].fill(Some(n));
    }
    let surnames = surnames(document);
    let mut done = vec![false; by_engine.len()];
    let mut i = 0;
    while i < document.tokens.len() {
        let within = inside[i];
        let alone = within.is_none_or(|n| by_engine[n].0 == (i..i + 1));
        if alone && is_surname(document, &surnames, i) {
            spans.push(NameSpan { tokens: i..i + 1, kind: Some(Person), known: None });
            i += 1;
            continue;
        }
        if within.is_none() && acts_by_name(document, index, i) {
            let known = choose(document, entries, &(i..i + 1), Some(Person), index.name(document.word(i)));
            spans.push(NameSpan { tokens: i..i + 1, kind: Some(Person), known });
            i += 1;
            continue;
        }
        let starts = within.is_some_and(|n| by_engine[n].0.start == i);
        let hit = match within {
            Some(_) if !starts => None,
            _ if !starts_name(document, i) && !starts => None,
            _ => index.name_at(document, i),
        };
        let engine = within.filter(|_| starts).map(|n| (by_engine[n].0.clone(), by_engine[n].1));
        // A lexicon name may reach over several names of the engine but not end inside one.
        let hit =
            hit.filter(|(tokens, _)| inside[tokens.end - 1].is_none_or(|n| by_engine[n].0.end <= tokens.end));
        let (tokens, kind, known) = match (engine, hit) {
            (Some((tokens, kind)), Some((longer, found))) if longer.end >= tokens.end => {
                let same = longer.end == tokens.end;
                let known = choose(document, entries, &longer, same.then_some(kind), found);
                if same || known.is_some() { (longer, Some(kind), known) } else { (tokens, Some(kind), None) }
            }
            (Some((tokens, kind)), _) => {
                let known = choose(
                    document,
                    entries,
                    &tokens,
                    Some(kind),
                    index.name(document.slice(tokens.clone())),
                );
                (tokens, Some(kind), known)
            }
            (None, Some((tokens, found))) => match choose(document, entries, &tokens, None, found) {
                Some(known) => (tokens, None, Some(known)),
                None => {
                    i += 1;
                    continue;
                }
            },
            (None, None) => {
                i += 1;
                continue;
            }
        };
        for n in tokens.clone().filter_map(|k| inside[k]) {
            done[n] = true;
        }
        i = tokens.end;
        spans.push(NameSpan { tokens, kind, known });
    }
    spans
}

/// The last words of the people that the document names in full.
fn surnames(document: &Document) -> Vec<&str> {
    let people = document.names.iter().filter(|name| name.kind == NameType::Person && name.tokens.len() > 1);
    let mut last: Vec<&str> = people
        .map(|name| document.word(trimmed(document, name.tokens.clone()).end - 1))
        .filter(|word| word.len() > 2 && word.chars().next().is_some_and(char::is_uppercase))
        .collect();
    last.sort_unstable();
    last.dedup();
    last
}

/// A surname alone that is also a word or an outlet ("Wall", "Rich", "Sun"), of somebody the document names in full:
/// where a name can stand, without article, adjective or another capital beside it.
fn is_surname(document: &Document, surnames: &[&str], i: usize) -> bool {
    surnames.binary_search(&document.word(i)).is_ok() && stands_alone(document, i)
}

/// "Trump hailed the vote": a known name that is also a word, of whoever does something.
fn acts_by_name(document: &Document, index: &Index, i: usize) -> bool {
    let token = &document.tokens[i];
    matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent)
        && document.word(i).starts_with(char::is_uppercase)
        && matches!(token.xpos, Xpos::Nn | Xpos::Nnp)
        && index.name(document.word(i)).iter().any(|known| matches!(known, Known::Person(_)))
        && Sense::of(document, token.head).is_act(0.5)
        && stands_alone(document, i)
}

/// An argument without anything that describes it, and no part of a longer name.
fn stands_alone(document: &Document, i: usize) -> bool {
    let token = &document.tokens[i];
    let argument = matches!(
        token.deprel,
        Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::NsubjOuter
            | Deprel::Obj
            | Deprel::Iobj
            | Deprel::Obl
            | Deprel::OblAgent
            | Deprel::Nmod
            | Deprel::NmodPoss
            | Deprel::Conj
    );
    let described = document.children(i).any(|k| {
        matches!(
            document.tokens[k].deprel,
            Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Flat | Deprel::Nummod
        )
    });
    let capital = |k: usize| {
        document.tokens[k].sentence == token.sentence
            && document.word(k).chars().next().is_some_and(char::is_uppercase)
            && matches!(document.tokens[k].upos, Upos::Propn)
    };
    let run = i > 0 && capital(i - 1) || i + 1 < document.tokens.len() && capital(i + 1);
    argument && !described && !run
}

fn starts_name(document: &Document, i: usize) -> bool {
    let token = &document.tokens[i];
    matches!(token.upos, Upos::Propn | Upos::Adj | Upos::Noun | Upos::X)
        && document
            .word(i)
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_ascii() || token.upos == Upos::Propn)
}

/// The entry that a name stands for, given what the engine takes it for.
fn choose(
    document: &Document,
    entries: &Entries,
    tokens: &Range<usize>,
    kind: Option<NameType>,
    found: &[Known],
) -> Option<Known> {
    let pick = |wanted: &[fn(&Known) -> bool]| wanted.iter().find_map(|is| found.iter().copied().find(is));
    let person: fn(&Known) -> bool = |k| matches!(k, Known::Person(_));
    let body: fn(&Known) -> bool = |k| matches!(k, Known::Organization(_));
    let country: fn(&Known) -> bool = |k| matches!(k, Known::Country(_));
    let demonym: fn(&Known) -> bool = |k| matches!(k, Known::Demonym(_));
    let capital: fn(&Known) -> bool = |k| matches!(k, Known::Capital(_));
    let metonym: fn(&Known) -> bool = |k| matches!(k, Known::Metonym(_));
    let long = tokens.len() > 1;
    match kind {
        Some(NameType::Person) => pick(&[person]).or_else(|| {
            // "Mali" alone is a state, unless somebody of that name is spoken of.
            let word = document.word(tokens.start);
            let bearer = document.names.iter().any(|name| {
                name.kind == NameType::Person
                    && name.tokens.len() > 1
                    && name.tokens.clone().any(|k| document.word(k) == word)
            });
            let before = matches!(document.tokens[tokens.start].deprel, Deprel::Amod | Deprel::Compound);
            // "Minsk denies it": a seat of government, if it is nobody's first name.
            let seat =
                || pick(&[capital]).filter(|_| !long && gender::of_first_name(word) == Gender::Unknown);
            let of_state =
                pick(&[country]).or_else(seat).or_else(|| pick(&[demonym]).filter(|_| before && !long));
            if let Some(state) = of_state.filter(|_| !bearer) {
                return Some(state);
            }
            // A company's name may be a family's; an armed group's or a party's hardly.
            let k = pick(&[body, metonym])?;
            let company =
                matches!(k, Known::Organization(o) if entries.organization[o as usize].country == "MNC");
            (long || !company).then_some(k)
        }),
        Some(NameType::Gpe | NameType::Loc) => pick(&[country, capital, demonym, metonym, body]),
        Some(NameType::Norp) => pick(&[demonym, body, country]),
        Some(NameType::Language) => None,
        Some(NameType::Fac) => pick(&[metonym, body]),
        Some(NameType::Org) => pick(&[body, metonym, country, capital])
            .or_else(|| if long { pick(&[person, demonym]) } else { pick(&[demonym]) }),
        Some(_) => {
            let name = document.slice(tokens.clone());
            let acronym =
                name.len() > 2 && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '-');
            pick(&[body]).filter(|_| long || acronym)
        }
        None => {
            let proper = document.tokens[tokens.end - 1].upos == Upos::Propn;
            if long {
                pick(&[person, country, body, capital, metonym, demonym])
            } else if proper {
                pick(&[country, body, person, demonym, metonym, capital])
            } else {
                pick(&[demonym])
            }
        }
    }
}

fn name_mention(
    document: &Document,
    entries: &Entries,
    name: &NameSpan,
    roles: &[RoleSpan],
) -> Option<Mention> {
    use NameType::*;
    // "Colonel" alone, taken for a name, is the title of whom it stands before.
    // Not so "Dean", where a Howard Dean is named.
    let surname = || {
        let word = document.slice(name.tokens.clone());
        document.names.iter().any(|other| {
            let last = other.tokens.end - 1..other.tokens.end;
            other.kind == Person && other.tokens.len() > 1 && document.slice(last) == word
        })
    };
    let title = name.kind == Some(Person) && roles.iter().any(|r| r.tokens == name.tokens);
    if name.known.is_none() && title && !surname() {
        return None;
    }
    let mut head = top(document, name.tokens.clone());
    let token = &document.tokens[head];
    let last = &document.tokens[name.tokens.end - 1];
    let plural = matches!(last.xpos, Xpos::Nns | Xpos::Nnps);
    let adjective = token.upos == Upos::Adj
        || (matches!(name.known, Some(Known::Demonym(_)))
            && matches!(token.deprel, Deprel::Amod | Deprel::Compound)
            && !plural);
    let (nature, number) = match (name.known, name.kind) {
        (Some(Known::Person(_)), _) => (Nature::Person, Number::Singular),
        (Some(Known::Organization(_)), _) => (Nature::Organization, Number::Unknown),
        (Some(Known::Demonym(_)), _) if adjective => (Nature::Country, Number::Singular),
        (Some(Known::Demonym(_)), _) if plural || !matches!(last.xpos, Xpos::Nn | Xpos::Nnp) => {
            (Nature::People, Number::Plural)
        }
        // "a German"; without an article it is the language.
        (Some(Known::Demonym(_)), _) if with_article(document, head) => (Nature::Person, Number::Singular),
        (Some(Known::Demonym(_)), _) => return None,
        (Some(_), _) => (Nature::Country, Number::Singular),
        (None, Some(Person)) if plural => (Nature::People, Number::Plural),
        (None, Some(Person)) => (Nature::Person, Number::Singular),
        (None, Some(Org)) => (Nature::Organization, Number::Unknown),
        (None, Some(Gpe)) => (Nature::Country, Number::Singular),
        (None, Some(Norp)) if plural => (Nature::People, Number::Plural),
        (None, Some(Norp)) if adjective => (Nature::Unknown, Number::Unknown),
        (None, Some(Norp)) => (Nature::Person, Number::Singular),
        (None, _) => return None,
    };
    // The title before a name: "Foreign Minister", "opposition leader".
    let mut role = None;
    let mut role_tokens = name.tokens.start..name.tokens.start;
    if nature == Nature::Person {
        let title = roles.iter().find(|r| {
            r.tokens.end == name.tokens.start
                && entries.role[r.role].kind == RoleKind::Person
                && (document.tokens[r.head].head == head
                    || document.tokens[head].head == r.head
                    || document.tokens[r.head].head == document.tokens[head].head)
        });
        if let Some(title) = title {
            role = Some(title.role);
            role_tokens = title.tokens.clone();
            if document.tokens[head].head == title.head && !document.is_root(head) {
                head = title.head;
            }
        }
    }
    let mut gender = Gender::Unknown;
    if nature == Nature::Person {
        gender = gender_of(document, name.tokens.clone(), role_tokens.clone());
    } else if nature != Nature::People {
        gender = Gender::Neuter;
    }
    let mut tokens = widened(document, head, role_tokens.start.min(name.tokens.start)..name.tokens.end);
    if adjective {
        tokens = name.tokens.clone();
    }
    Some(Mention {
        tokens,
        head,
        kind: MentionKind::Name,
        name: Some(name.tokens.clone()),
        name_type: name.kind,
        nature,
        number,
        gender,
        person: GrammaticalPerson::Third,
        definite: true,
        adjective,
        known: name.known,
        role,
        role_tokens,
    })
}

fn with_article(document: &Document, head: usize) -> bool {
    document.children(head).any(|k| {
        matches!(document.tokens[k].deprel, Deprel::Det | Deprel::Nummod | Deprel::NmodPoss) && k < head
    })
}

/// By the courtesy title before the name, the title's own gender, or the first name.
fn gender_of(document: &Document, name: Range<usize>, title: Range<usize>) -> Gender {
    let before = title.start.min(name.start);
    let courtesy = before.checked_sub(1).map_or(Gender::Unknown, |i| {
        let word = document.word(i);
        if gender::is_courtesy(word) { gender::of(word) } else { Gender::Unknown }
    });
    if courtesy != Gender::Unknown {
        return courtesy;
    }
    let by_title = title.map(|i| gender::of(document.word(i))).find(|g| *g != Gender::Unknown);
    if let Some(gender) = by_title {
        return gender;
    }
    if name.len() > 1 { gender::of_first_name(document.word(name.start)) } else { Gender::Unknown }
}

/// The phrase to the left of its core: articles, adjectives, compounds, numbers, possessors that hang on the head.
fn widened(document: &Document, head: usize, core: Range<usize>) -> Range<usize> {
    let sentence = document.sentences[document.tokens[head].sentence].clone();
    let mut start = core.start;
    while start > sentence.start {
        let i = start - 1;
        let token = &document.tokens[i];
        let mut up = i;
        // The chain from this token to the head must not leave the phrase nor pass a verb.
        let mut steps = 0;
        while up < core.start && steps < 6 && !document.is_root(up) {
            up = document.tokens[up].head;
            steps += 1;
        }
        let hangs = core.contains(&up) || up == head;
        let fits = !matches!(
            token.deprel,
            Deprel::Case
                | Deprel::Fixed
                | Deprel::Cc
                | Deprel::Mark
                | Deprel::Cop
                | Deprel::Nsubj
                | Deprel::Advcl
                | Deprel::Appos
        ) || (token.deprel == Deprel::Case
            && (token.upos == Upos::Part || token.xpos == Xpos::Pos));
        let punctuation = token.upos == Upos::Punct && !matches!(document.word(i), "-" | "'" | "’");
        if !hangs || !fits || punctuation || token.upos == Upos::Verb && token.deprel != Deprel::Amod {
            break;
        }
        start = i;
    }
    // "at least 20 civilians"
    if start > sentence.start
        && document.word(start).eq_ignore_ascii_case("least")
        && document.word(start - 1).eq_ignore_ascii_case("at")
    {
        start -= 1;
    }
    start..core.end
}

/// Words that only count: "dozens of protesters" are protesters.
const QUANTITIES: [&str; 22] = [
    "dozen", "hundred", "thousand", "million", "score", "ten", "number", "handful", "couple", "majority",
    "many", "some", "most", "several", "all", "rest", "half", "percent", "lot", "crowd", "wave", "none",
];

/// Words that take some of many: "other Republicans" are not the party.
const SOME: [&str; 10] =
    ["some", "many", "most", "several", "other", "few", "more", "fellow", "certain", "individual"];

fn nominal_mention(
    document: &Document,
    entries: &Entries,
    role: &RoleSpan,
    roles: &[RoleSpan],
) -> Option<Mention> {
    let token = &document.tokens[role.head];
    let entry = &entries.role[role.role];
    if matches!(token.deprel, Deprel::Flat | Deprel::Goeswith | Deprel::Fixed | Deprel::Amod)
        && token.upos != Upos::Noun
    {
        return None;
    }
    // A role noun before another one only modifies it: "army spokesman".
    let above = token.head;
    if token.deprel == Deprel::Compound && roles.iter().any(|r| r.head == above || r.tokens.contains(&above))
    {
        return None;
    }
    let plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps) || &*token.lemma == "people";
    let mut head = role.head;
    let mut tokens = widened(document, head, role.tokens.clone());
    // "dozens of protesters", "one of the officials"
    if token.deprel == Deprel::Nmod && above < head {
        let quantity = &document.tokens[above];
        let lemma = quantity.lemma.to_lowercase();
        let counts = quantity.upos == Upos::Num || QUANTITIES.contains(&lemma.as_str());
        let of = document
            .children(head)
            .any(|k| document.tokens[k].deprel == Deprel::Case && document.word(k) == "of");
        if counts && of {
            head = above;
            tokens = widened(document, head, above..tokens.end);
        }
    }
    tokens.end = tokens.end.max(with_complement(document, role.head, tokens.end));
    let group = entry.kind != RoleKind::Person;
    let nature = match entry.kind {
        RoleKind::Organization => Nature::Organization,
        RoleKind::Group => Nature::People,
        RoleKind::Person if plural => Nature::People,
        RoleKind::Person => Nature::Person,
    };
    let first = document.word(tokens.start).to_lowercase();
    let definite = matches!(
        first.as_str(),
        "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "both"
    );
    let gender = if group { Gender::Unknown } else { gender::of(document.word(role.tokens.end - 1)) };
    Some(Mention {
        tokens,
        head,
        kind: MentionKind::Nominal,
        name: None,
        name_type: None,
        nature,
        number: match (plural, group) {
            (true, _) => Number::Plural,
            (false, true) => Number::Unknown,
            (false, false) => Number::Singular,
        },
        gender: if nature == Nature::Organization { Gender::Neuter } else { gender },
        person: GrammaticalPerson::Third,
        definite,
        adjective: false,
        known: None,
        role: Some(role.role),
        role_tokens: role.tokens.clone(),
    })
}

/// The end of an "of" or "in" phrase right behind the noun: "leader of the party", "rebels in eastern Congo".
fn with_complement(document: &Document, head: usize, end: usize) -> usize {
    let sentence = document.sentences[document.tokens[head].sentence].clone();
    let mut to = end;
    while to < sentence.end {
        let case = &document.tokens[to];
        let noun = case.head;
        let fits = case.deprel == Deprel::Case
            && matches!(
                document.word(to),
                "of" | "in" | "from" | "for" | "at" | "within" | "near" | "inside" | "across"
            )
            && document.tokens[noun].deprel == Deprel::Nmod
            && document.tokens[noun].head == head
            && noun < sentence.end;
        if !fits {
            break;
        }
        let mut last = noun;
        while last + 1 < sentence.end && hangs_tightly(document, last + 1, noun) {
            last += 1;
        }
        to = last + 1;
    }
    to
}

fn hangs_tightly(document: &Document, i: usize, noun: usize) -> bool {
    let token = &document.tokens[i];
    if token.upos == Upos::Punct && document.word(i) != "-" {
        return false;
    }
    let loose = |k: usize| {
        matches!(
            document.tokens[k].deprel,
            Deprel::AclRelcl | Deprel::Acl | Deprel::Appos | Deprel::Conj | Deprel::Parataxis | Deprel::Advcl
        )
    };
    let mut up = i;
    for _ in 0..6 {
        if up == noun {
            return true;
        }
        if loose(up) || document.is_root(up) {
            return false;
        }
        up = document.tokens[up].head;
    }
    false
}

/// "the 43-year-old", "two 16-year-olds": somebody of whom the age alone is said.
fn aged_mention(document: &Document, i: usize) -> Option<Mention> {
    use Deprel::*;
    let token = &document.tokens[i];
    let several = document.word(i) == "olds";
    let argument = matches!(
        token.deprel,
        Nsubj | NsubjPass | Obj | Iobj | Obl | OblAgent | NmodPoss | Appos | Conj | Root
    );
    let start = i.checked_sub(4)?;
    let aged = (several || document.word(i) == "old")
        && document.word(i - 1) == "-"
        && document.word(i - 2) == "year"
        && document.tokens[start].upos == Upos::Num
        && document.tokens[start].sentence == token.sentence;
    let described = document.children(i).any(|k| matches!(document.tokens[k].deprel, Cop | Advmod));
    if !aged || !argument || described {
        return None;
    }
    let tokens = widened(document, i, start..i + 1);
    let definite = document.word(tokens.start).eq_ignore_ascii_case("the");
    Some(Mention {
        tokens,
        head: i,
        kind: MentionKind::Nominal,
        name: None,
        name_type: None,
        nature: if several { Nature::People } else { Nature::Person },
        number: if several { Number::Plural } else { Number::Singular },
        gender: Gender::Unknown,
        person: GrammaticalPerson::Third,
        definite,
        adjective: false,
        known: None,
        role: None,
        role_tokens: i..i,
    })
}

fn pronoun_mention(document: &Document, i: usize) -> Option<Mention> {
    let token = &document.tokens[i];
    if !matches!(token.upos, Upos::Pron | Upos::Det) || token.deprel == Deprel::Expl {
        return None;
    }
    use {Gender as G, GrammaticalPerson as P, Nature as N, Number as Nr};
    let (nature, number, gender, person) = match document.word(i).to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => (N::Person, Nr::Singular, G::Male, P::Third),
        "she" | "her" | "hers" | "herself" => (N::Person, Nr::Singular, G::Female, P::Third),
        "it" | "its" | "itself" => (N::Unknown, Nr::Singular, G::Neuter, P::Third),
        "they" | "them" | "their" | "theirs" | "themselves" => (N::Unknown, Nr::Plural, G::Unknown, P::Third),
        "i" | "me" | "my" | "mine" | "myself" => (N::Person, Nr::Singular, G::Unknown, P::First),
        "we" | "us" | "our" | "ours" | "ourselves" => (N::Unknown, Nr::Plural, G::Unknown, P::First),
        "you" | "your" | "yours" | "yourself" => (N::Unknown, Nr::Unknown, G::Unknown, P::Second),
        "who" | "whom" | "whose" => (N::Unknown, Nr::Unknown, G::Unknown, P::Third),
        "which" | "that" if in_relative_clause(document, i).is_some() => {
            (N::Unknown, Nr::Unknown, G::Unknown, P::Third)
        }
        _ => return None,
    };
    Some(Mention {
        tokens: i..i + 1,
        head: i,
        kind: MentionKind::Pronoun,
        name: None,
        name_type: None,
        nature,
        number,
        gender,
        person,
        definite: true,
        adjective: false,
        known: None,
        role: None,
        role_tokens: i..i,
    })
}

/// For a relative pronoun: the noun that its clause describes.
pub fn in_relative_clause(document: &Document, i: usize) -> Option<usize> {
    if !matches!(document.tokens[i].xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss) {
        return None;
    }
    let mut up = i;
    for _ in 0..5 {
        if matches!(document.tokens[up].deprel, Deprel::AclRelcl) {
            return Some(document.tokens[up].head).filter(|&noun| noun < i);
        }
        if document.is_root(up) {
            return None;
        }
        up = document.tokens[up].head;
    }
    None
}
