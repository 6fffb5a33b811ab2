//! Which lexicon entry a predicate matches, and which words fill its roles.

use crate::actor::Actors;
use crate::arguments::{self, Arguments, Oblique, coordinated, has_preposition};
use crate::lexicon::{ByHead, Class, Element, Filter, Lexicons, Pattern, RoleName, Slot};
use crate::mention::Nature;
use crate::statement::Statements;
use crate::tree::Tree;
use hearsay_nlp::{Deprel, Document, NameType, Upos, Xpos};
use hearsay_record::{ActorKind, EventType};

/// All that the matcher looks at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub document: &'a Document,
    pub tree: &'a Tree,
    pub lexicons: &'a Lexicons,
    pub actors: &'a Actors,
    /// For every token the name that covers it, as an index into the document's names.
    pub name_of: &'a [Option<u32>],
    /// Whose words they are, where what lies outside them must not matter.
    pub voices: Option<&'a Statements>,
    /// Where the words that decide are written down, if somebody wants to know why.
    pub trace: Option<&'a std::cell::RefCell<Vec<crate::factuality::Note>>>,
}

/// A pattern that fits, and what fills it. Words are heads of phrases.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Match {
    /// Index of the lexicon entry.
    pub entry: usize,
    /// Index of the pattern among the entry's verbs or nouns.
    pub pattern: usize,
    /// The predicate.
    pub head: usize,
    /// How much the pattern asked for and found.
    pub weight: usize,
    /// Fillers by role: actors, recipients, both, themes, places, the event noun of a light verb.
    pub fillers: Vec<(RoleName, usize)>,
    /// Words that belong to the pattern and are no events of their own.
    pub consumed: Vec<usize>,
    /// Particles, which belong to the trigger.
    pub particles: Vec<usize>,
}

impl Match {
    /// Words that fill this role.
    pub fn role(&self, role: RoleName) -> impl Iterator<Item = usize> + '_ {
        self.fillers.iter().filter(move |(name, _)| *name == role).map(|&(_, word)| word)
    }

    /// True if something fills this role.
    pub fn has(&self, role: RoleName) -> bool {
        self.role(role).next().is_some()
    }

    /// True if the entry is of this mode of its type.
    pub fn has_mode(&self, context: Context<'_>, mode: &str) -> bool {
        context.lexicons.entries.frame[self.entry].mode.as_deref() == Some(mode)
    }
}

/// Verbs and nouns are matched alike but for what stands around them by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Verb,
    Noun,
    /// Light verbs: nothing by default but the subject.
    Light,
}

/// All matches among the patterns with this head: the one that asks for most first, then the later entry.
pub fn matches<'l>(
    context: Context<'_>,
    index: &'l ByHead,
    lemma: &str,
    arguments: &Arguments,
    kind: Kind,
    pattern_of: impl Fn(usize, usize) -> &'l Pattern,
) -> Vec<Match> {
    let mut all = Vec::new();
    for at in index.get(lemma) {
        let pattern = pattern_of(at.entry as usize, at.pattern as usize);
        if let Some(mut found) = fits(context, pattern, arguments, kind) {
            found.entry = at.entry as usize;
            found.pattern = at.pattern as usize;
            all.push(found);
        }
    }
    all.sort_by_key(|found| std::cmp::Reverse(found.weight));
    all
}

/// Whether a pattern fits a predicate with these arguments.
pub fn fits(context: Context<'_>, pattern: &Pattern, arguments: &Arguments, kind: Kind) -> Option<Match> {
    let mut found = Match { head: arguments.head, ..Match::default() };
    if !stands_behind(context, arguments.head, &pattern.before) {
        return None;
    }
    found.weight += BEFORE * pattern.before.len();
    let mut used = Vec::new();
    for element in &pattern.elements {
        if !stands(context, element, pattern, arguments, kind, &mut found, &mut used)? && !element.optional {
            return None;
        }
    }
    let names = |role: RoleName| pattern.elements.iter().any(|element| element.role == Some(role));
    match kind {
        Kind::Verb | Kind::Light => {
            let has_subject = pattern.elements.iter().any(|element| element.slot == Slot::Subject);
            if let Some(subject) = arguments.subject.filter(|_| !has_subject) {
                found.fillers.push((RoleName::A, subject));
            }
            let has_object = pattern.elements.iter().any(|e| matches!(e.slot, Slot::Object | Slot::NoObject));
            if kind == Kind::Verb && !has_object && !names(RoleName::R) && !names(RoleName::B) {
                let object = arguments.objects.iter().find(|object| !used.contains(*object));
                found.fillers.extend(object.map(|&object| (RoleName::R, object)));
            }
        }
        Kind::Noun => {
            let mut role = |role, words: &mut dyn Iterator<Item = usize>| {
                found.fillers.extend(words.filter(|word| !used.contains(word)).map(|word| (role, word)));
            };
            // "the envoy's murder by rebels": whose it is suffers it where somebody else does it.
            let by = by_preposition(context, arguments, "by")
                .any(|o| context.document.tokens[o.marked].head == arguments.head);
            let suffers = by && !names(RoleName::A) && !names(RoleName::R) && !names(RoleName::B);
            if suffers {
                role(RoleName::R, &mut arguments.possessors.iter().copied());
            }
            if !names(RoleName::A) {
                if !suffers {
                    role(RoleName::A, &mut arguments.possessors.iter().copied());
                }
                role(RoleName::A, &mut by_preposition(context, arguments, "by").map(|oblique| oblique.head));
                role(RoleName::A, &mut arguments.adjectives.iter().copied());
                role(RoleName::A, &mut arguments.compounds.iter().copied());
            }
            let suffered = suffers && !arguments.possessors.is_empty();
            if !(names(RoleName::R) || names(RoleName::B) || suffered) {
                role(RoleName::R, &mut by_preposition(context, arguments, "of").map(|oblique| oblique.head));
            }
        }
    }
    Some(found)
}

/// How much a word that a pattern asks for right before its head says for it.
const BEFORE: usize = 8;

/// Whether these words, in dictionary form or as written, stand right before a word.
fn stands_behind(context: Context<'_>, word: usize, before: &[String]) -> bool {
    let Context { document, .. } = context;
    before.is_empty() || {
        let token = &document.tokens[word];
        let sentence = &document.sentences[token.sentence];
        let last = before.len();
        let lemmas = word >= sentence.start + last
            && before
                .iter()
                .zip(&document.tokens[word - last..word])
                .all(|(one, token)| *one == *token.lemma);
        // "no-confidence vote": what is one word to people may be several tokens.
        let start = document.tokens[sentence.start].start;
        let text = document.text[start..token.start].trim_end().to_lowercase();
        lemmas
            || text.strip_suffix(&before.join(" ")).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    }
}

/// Whether one element stands there; fills its role. None: it is wrong, even for an optional element.
fn stands(
    context: Context<'_>,
    element: &Element,
    pattern: &Pattern,
    arguments: &Arguments,
    kind: Kind,
    found: &mut Match,
    used: &mut Vec<usize>,
) -> Option<bool> {
    let Context { document, tree, .. } = context;
    let filter = &element.filter;
    let passes = |word: usize| coordinated(document, tree, word).any(|word| admits(context, filter, word));
    let free = !element.filter.is_empty() && element.filter.excludes;
    // Actors and recipients may be missing unless something is asked of them.
    let open =
        matches!(element.role, Some(RoleName::A | RoleName::R)) && filter.is_empty() && !element.required
            || free;
    let choose = |candidates: &mut dyn Iterator<Item = usize>, used: &[usize]| {
        candidates.filter(|word| !used.contains(word)).find(|&word| passes(word))
    };
    // "pleaded not guilty" is no plea of guilt.
    let denied = |word: usize| {
        tree.children(word).any(|child| {
            document.tokens[child].deprel == Deprel::Advmod && *document.tokens[child].lemma == *"not"
        })
    };
    let word = match &element.slot {
        Slot::NoObject => {
            found.weight += usize::from(arguments.objects.is_empty());
            return Some(arguments.objects.is_empty());
        }
        Slot::NoPreposition(list) => {
            let there = list.iter().any(|word| by_preposition(context, arguments, word).next().is_some());
            return Some(!there);
        }
        Slot::Particle(particle) => {
            let word = particle_of(context, arguments, particle).filter(|&word| !denied(word));
            let Some(word) = word else { return Some(false) };
            found.particles.push(word);
            found.weight += 8;
            return Some(true);
        }
        Slot::Subject => match arguments.subject {
            Some(subject) if passes(subject) => Some(subject),
            Some(_) => return Some(false),
            None => return Some(open || element.filter.excludes),
        },
        Slot::Object => {
            let any = arguments.objects.iter().any(|object| !used.contains(object));
            let word = choose(&mut arguments.objects.iter().copied(), used);
            if word.is_none() && any && (!filter.is_empty()) {
                return if element.optional && !filter.excludes { Some(true) } else { Some(false) };
            }
            if word.is_none() && kind == Kind::Noun {
                return Some(false);
            }
            word
        }
        Slot::Possessor => choose(&mut arguments.possessors.iter().copied(), used),
        Slot::Adjective => choose(&mut arguments.adjectives.iter().copied(), used),
        Slot::Compound => choose(&mut arguments.compounds.iter().chain(&arguments.adjectives).copied(), used),
        Slot::Preposition(list) => {
            let mut candidates =
                list.iter().flat_map(|word| by_preposition(context, arguments, word)).map(|o| o.head).filter(
                    |&word| {
                        !matches!(element.role, Some(RoleName::A | RoleName::R)) || !is_date(context, word)
                    },
                );
            let word = choose(&mut candidates, used);
            let given = || list.iter().any(|word| word == "to" || word == "for");
            let word = word.or_else(|| {
                arguments.indirect.filter(|&word| given() && passes(word) && !used.contains(&word))
            });
            // "called for her ouster"
            let whose = list.iter().any(|word| word == "of") && element.role == Some(RoleName::R);
            let word = word.or_else(|| {
                let mut owners =
                    found.consumed.iter().filter_map(|&noun| tree.child(document, noun, &[Deprel::NmodPoss]));
                owners.find(|&owner| whose && passes(owner) && !used.contains(&owner))
            });
            let excluded = free
                && word.is_none()
                && list.iter().any(|word| by_preposition(context, arguments, word).next().is_some());
            if excluded {
                return if element.optional { None } else { Some(false) };
            }
            // A bare verb with nothing but a preposition means something else without it: "look into".
            let needed = element.required || !element.optional && !anchored(pattern, element);
            if word.is_none() && kind != Kind::Light && needed {
                return Some(false);
            }
            word
        }
        Slot::Infinitive => {
            let told = |&word: &usize| filter.is_empty() || !denied(word);
            choose(&mut arguments.infinitives.iter().copied().filter(told), used)
        }
        Slot::ToInfinitive => {
            let to = |word: &usize| has_preposition(document, tree, *word, "to");
            choose(&mut arguments.infinitives.iter().copied().filter(to), used)
        }
        Slot::Adverbial => choose(&mut arguments.adverbials.iter().copied(), used),
        Slot::Clause => choose(&mut arguments.clauses.iter().chain(&arguments.infinitives).copied(), used),
    };
    let Some(word) = word else { return Some(open) };
    found.weight += weight(element);
    match element.role {
        // "a series of attacks": what fills the role is looked for later, in the whole phrase.
        Some(role) => {
            found.fillers.push((role, word));
            if matches!(element.slot, Slot::Adjective | Slot::Compound) {
                // "Soviet-American talks"
                let other = arguments::paired(document, tree, word).filter(|&other| other != arguments.head);
                found.fillers.extend(other.map(|other| (role, other)));
                used.extend(other);
            }
            if matches!(role, RoleName::T | RoleName::E) {
                found.consumed.push(word);
            }
        }
        None if element.slot.is_clausal() || element.slot == Slot::Subject => {}
        None => found.consumed.push(content(context, word)),
    }
    if !element.slot.is_clausal() {
        used.push(word);
    }
    Some(true)
}

/// "called on Friday": nobody.
fn is_date(context: Context<'_>, word: usize) -> bool {
    let name = context.name_of[word].map(|n| context.document.names[n as usize].kind);
    matches!(name, Some(NameType::Date | NameType::Time))
}

/// How much an element that was found says for its pattern.
fn weight(element: &Element) -> usize {
    let filter = &element.filter;
    match &element.slot {
        Slot::Subject | Slot::Possessor | Slot::Adjective | Slot::Compound if filter.is_empty() => 0,
        // Who does it says less about what is done than what it is done to.
        Slot::Subject => 2,
        Slot::Object if filter.is_empty() => 2,
        _ if filter.is_empty() => 4,
        _ if filter.excludes => 4,
        _ if filter.lemmas.is_empty() => 6,
        _ => 8,
    }
}

/// True if the pattern asks for something else by its words. A particle or any clause at all is too little: "came out
/// to her sister", "warned that it would rain".
fn anchored(pattern: &Pattern, this: &Element) -> bool {
    let listed = |element: &Element| {
        let slot = matches!(element.slot, Slot::Object | Slot::Preposition(_)) || element.slot.is_clausal();
        slot && !element.filter.is_empty() && !element.filter.excludes
    };
    let mut others = pattern.elements.iter().filter(|&element| !std::ptr::eq(element, this));
    others.any(|element| !element.optional && listed(element))
}

fn by_preposition<'c>(
    context: Context<'c>,
    arguments: &'c Arguments,
    preposition: &'c str,
) -> impl Iterator<Item = Oblique> + 'c {
    let carries = move |o: &&Oblique| has_preposition(context.document, context.tree, o.marked, preposition);
    arguments.obliques.iter().filter(carries).copied()
}

/// A particle or adverb of the predicate: "call **off** the strike", "call the strike **off**".
fn particle_of(context: Context<'_>, arguments: &Arguments, particle: &str) -> Option<usize> {
    let Context { document, tree, .. } = context;
    let is = |child: &usize| {
        let token = &document.tokens[*child];
        let loose = matches!(
            token.deprel,
            Deprel::CompoundPrt
                | Deprel::Advmod
                | Deprel::Xcomp
                | Deprel::Case
                | Deprel::Discourse
                | Deprel::Amod
                | Deprel::Obl
                | Deprel::Mark
        );
        loose && (*token.lemma == *particle || document.text_of(token).eq_ignore_ascii_case(particle))
    };
    // "hand over 30 vehicles", with "over" hung on the number.
    let next = arguments.head + 1;
    let beside = document.tokens.get(next).is_some_and(|token| {
        token.upos == Upos::Adv && token.deprel == Deprel::Advmod && *token.lemma == *particle
    });
    let own = tree.children(arguments.head).find(is).or(beside.then_some(next));
    own.or_else(|| {
        let objects = arguments.objects.iter().filter(|&&object| object > arguments.head);
        objects.flat_map(|&object| tree.children(object)).find(|child| {
            is(child) && matches!(document.tokens[*child].deprel, Deprel::CompoundPrt | Deprel::Advmod)
        })
    })
}

/// Whether a filter lets this word pass.
pub fn admits(context: Context<'_>, filter: &Filter, word: usize) -> bool {
    if filter.is_empty() {
        return true;
    }
    let content = content(context, word);
    let listed = |word: usize| {
        let token = &context.document.tokens[word];
        filter.lemmas.iter().any(|lemma| named(context.document, word, lemma))
            || filter.classes.iter().any(|&class| is_class(context, word, &token.lemma, class))
    };
    // Grant W. Graham is no grant.
    let person = context.name_of[word].map(|n| context.document.names[n as usize].kind)
        == Some(NameType::Person)
        && filter.classes.is_empty()
        && !filter.excludes;
    (listed(word) && !person || (content != word && listed(content))) != filter.excludes
}

/// True if the word has this lemma; of several words ("human right") the last.
fn named(document: &Document, word: usize, lemma: &str) -> bool {
    let is = |word: usize, lemma: &str| {
        let token = &document.tokens[word];
        *token.lemma == *lemma || (token.upos == Upos::Propn && token.lemma.eq_ignore_ascii_case(lemma))
    };
    if !lemma.contains([' ', '-']) || is(word, lemma) {
        return is(word, lemma);
    }
    let mut at = word;
    for (i, part) in lemma.split([' ', '-']).rev().enumerate() {
        if i > 0 {
            at = match at
                .checked_sub(1)
                .map(|k| if document.word(k) == "-" { k.saturating_sub(1) } else { k })
            {
                Some(before) => before,
                None => return false,
            };
        }
        if !is(at, part) {
            return false;
        }
    }
    true
}

/// Whether a word is of a class, by names, roles and classes.toml.
fn is_class(context: Context<'_>, word: usize, lemma: &str, class: Class) -> bool {
    let Context { document, lexicons, actors, .. } = context;
    let mention = actors.mentions.headed_by(word).map(|m| &actors.mentions.list[m]);
    let nature = mention.map(|mention| mention.nature);
    let name = context.name_of[word].map(|n| document.names[n as usize].kind);
    let token = &document.tokens[word];
    let human = token.upos == Upos::Pron
        && matches!(
            &*token.lemma,
            "he" | "she"
                | "they"
                | "i"
                | "we"
                | "you"
                | "who"
                | "whom"
                | "someone"
                | "everyone"
                | "somebody"
                | "other"
                | "anyone"
                | "those"
                | "himself"
                | "herself"
                | "themselves"
        )
        || token.upos == Upos::Num && name.is_none_or(|kind| kind == NameType::Cardinal);
    let person =
        human || matches!(nature, Some(Nature::Person | Nature::People)) || name == Some(NameType::Person);
    let org = nature == Some(Nature::Organization) || name == Some(NameType::Org);
    let country = nature == Some(Nature::Country) || name == Some(NameType::Gpe);
    let listed = || lexicons.is_class(lemma, class);
    // "Ann Reed", who was called a senator before, is as much an official as "the senator".
    let serves = |sectors: &[&str]| {
        let actor = actors.headed_by(word).map(|actor| &actors.list[actor]);
        actor.is_some_and(|actor| actor.sectors.iter().any(|sector| sectors.contains(&sector.as_str())))
    };
    match class {
        Class::Person => person || listed(),
        Class::Group => {
            person || org || nature == Some(Nature::People) || name == Some(NameType::Norp) || listed()
        }
        Class::Org => org || listed(),
        Class::Country => country || listed(),
        Class::Actor => {
            person
                || org
                || country
                || mention.is_some_and(|mention| !mention.adjective)
                || matches!(name, Some(NameType::Norp))
                || [Class::Person, Class::Group, Class::Org, Class::Armed, Class::Crowd, Class::Official]
                    .iter()
                    .any(|&class| lexicons.is_class(lemma, class))
        }
        Class::Official => listed() || governs(context, word),
        Class::Place => {
            matches!(name, Some(NameType::Gpe | NameType::Loc | NameType::Fac)) || country || listed()
        }
        Class::Building => name == Some(NameType::Fac) || listed(),
        Class::Armed => listed() || serves(&["MIL", "REB", "UAF", "COP", "PRM"]),
        Class::Money => name == Some(NameType::Money) || listed(),
        Class::Document => name == Some(NameType::Law) || listed(),
        Class::Event => name == Some(NameType::Event) || listed(),
        Class::Measure => matches!(name, Some(NameType::Percent | NameType::Quantity)) || listed(),
        _ => listed(),
    }
}

/// Somebody with an office of state: by his title, or because the lexicon knows him.
fn governs(context: Context<'_>, word: usize) -> bool {
    let mentions = &context.actors.mentions;
    let Some(m) = mentions.headed_by(word).or_else(|| mentions.covering(word)) else { return false };
    let Some(actor) = context.actors.of(m) else { return false };
    let actor = &context.actors.list[actor];
    actor.kind == ActorKind::Person
        && actor
            .sectors
            .iter()
            .any(|sector| matches!(&**sector, "GOV" | "LEG" | "JUD" | "MIL" | "PTY" | "OPP"))
}

/// The noun that a phrase is about: "a series of **attacks**", "dozens of **people**".
pub fn content(context: Context<'_>, word: usize) -> usize {
    let Context { document, tree, lexicons, .. } = context;
    let token = &document.tokens[word];
    let transparent = token.upos == Upos::Num
        || lexicons.is_class(&token.lemma, Class::Measure)
        || lexicons.is_class(&token.lemma, Class::Part);
    if !transparent {
        return word;
    }
    let of = tree.children(word).find(|&child| {
        document.tokens[child].deprel == Deprel::Nmod && has_preposition(document, tree, child, "of")
    });
    of.unwrap_or(word)
}

/// The frames a verb or predicative adjective matches, the best first.
pub fn verb(context: Context<'_>, arguments: &Arguments) -> Vec<Match> {
    let index = &context.lexicons.frame_verbs;
    let frames = &context.lexicons.entries.frame;
    let lemma = &context.document.tokens[arguments.head].lemma;
    matches(context, index, lemma, arguments, Kind::Verb, |entry, pattern| &frames[entry].verbs[pattern])
}

/// The head of patterns for any word that the network takes for their type.
const ANY: &str = "*";

/// The matches of those patterns for any word that code this type.
pub fn any_verb(context: Context<'_>, arguments: &Arguments, kind: EventType) -> Vec<Match> {
    let frames = &context.lexicons.entries.frame;
    let index = &context.lexicons.frame_verbs;
    let mut all =
        matches(context, index, ANY, arguments, Kind::Verb, |entry, pattern| &frames[entry].verbs[pattern]);
    all.retain(|found| frames[found.entry].kind == Some(kind));
    all
}

/// The same for a noun.
pub fn any_noun(context: Context<'_>, head: usize, kind: EventType) -> Option<(Vec<Match>, Arguments)> {
    noun_as(context, head, ANY, Some(kind))
}

/// True if some pattern may have this verb at its head.
pub fn has_verb(context: Context<'_>, verb: usize) -> bool {
    let index = &context.lexicons.frame_verbs;
    !index.get(&context.document.tokens[verb].lemma).is_empty()
}

/// The frames a noun matches, the best first, with its own arguments and those of the light verb that carries it; and
/// all that stands around them.
pub fn noun(context: Context<'_>, head: usize) -> Option<(Vec<Match>, Arguments)> {
    let Context { document, .. } = context;
    let token = &document.tokens[head];
    let lower;
    let lemma: &str = if token.upos == Upos::Propn {
        lower = token.lemma.to_lowercase();
        &lower
    } else {
        &token.lemma
    };
    noun_as(context, head, lemma, None)
}

/// The matches of a noun among the patterns with the head `lemma`; with `kind` only those of that type.
fn noun_as(
    context: Context<'_>,
    head: usize,
    lemma: &str,
    kind: Option<EventType>,
) -> Option<(Vec<Match>, Arguments)> {
    let Context { document, lexicons, .. } = context;
    if lexicons.frame_nouns.get(lemma).is_empty() {
        return None;
    }
    let mut around = arguments::arguments(document, context.tree, head);
    let light = light(context, head);
    if let Some(light) = &light {
        around
            .obliques
            .extend(light.arguments.obliques.iter().filter(|o| o.head != head && o.marked != head));
        around.subject = None;
    }
    let frames = &lexicons.entries.frame;
    let mut all = matches(context, &lexicons.frame_nouns, lemma, &around, Kind::Noun, |entry, pattern| {
        &frames[entry].nouns[pattern]
    });
    all.retain(|found| kind.is_none() || frames[found.entry].kind == kind);
    let found = all.first_mut()?;
    if let Some(light) = light {
        let reciprocal = found.has(RoleName::B);
        let slot = if reciprocal && light.slot == RoleName::A { RoleName::A } else { light.slot };
        if let Some(subject) = light.arguments.subject {
            found.fillers.push((slot, subject));
        }
        if slot == RoleName::R {
            let from = |word: &'static str| {
                light
                    .arguments
                    .obliques
                    .iter()
                    .find(|o| has_preposition(document, context.tree, o.marked, word))
            };
            if !found.has(RoleName::A) {
                found.fillers.extend(from("from").or_else(|| from("by")).map(|o| (RoleName::A, o.head)));
            }
        } else if let Some(indirect) =
            light.arguments.indirect.filter(|&word| word != head && !found.has(RoleName::R))
        {
            found.fillers.push((RoleName::R, indirect));
        }
        found.particles.extend(light.particles);
        around.infinitives.extend(light.arguments.infinitives);
        around.clauses.extend(light.arguments.clauses);
    }
    Some((all, around))
}

/// The light verb that carries an event noun.
struct Carrier {
    arguments: Arguments,
    slot: RoleName,
    particles: Vec<usize>,
}

fn light(context: Context<'_>, noun: usize) -> Option<Carrier> {
    let Context { document, tree, lexicons, .. } = context;
    let tokens = &document.tokens;
    let mut top = noun;
    let head = tokens[noun].head;
    // "a series of attacks", "$2 million in assistance"
    let amount = || {
        let money = context.name_of[head].map(|n| document.names[n as usize].kind) == Some(NameType::Money);
        (money || tokens[head].upos == Upos::Num || lexicons.is_class(&tokens[head].lemma, Class::Money))
            && (has_preposition(document, tree, noun, "in") || has_preposition(document, tree, noun, "of"))
    };
    if tokens[noun].deprel == Deprel::Nmod && (content(context, head) == noun || amount()) {
        top = head;
    }
    let mut chain = Vec::with_capacity(3);
    match tokens[top].deprel {
        Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Iobj => chain.push(tokens[top].head),
        Deprel::Conj => {
            let first = tokens[top].head;
            if matches!(tokens[first].deprel, Deprel::Obj | Deprel::NsubjPass | Deprel::Obl) {
                chain.push(tokens[first].head);
                top = first;
            }
        }
        _ => {}
    }
    chain.extend(tree.children(top).filter(|&child| {
        matches!(tokens[child].deprel, Deprel::Acl | Deprel::AclRelcl) && tokens[child].upos == Upos::Verb
    }));
    for verb in chain {
        let lemma = &document.tokens[verb].lemma;
        if lexicons.light_verbs.get(lemma).is_empty() {
            continue;
        }
        let around = arguments::arguments(document, tree, verb);
        if let Some(carrier) = carried(context, lemma, around, top, noun) {
            return Some(carrier);
        }
    }
    // "The city is under attack": the noun is the predicate.
    if tree.child(document, top, &[Deprel::Cop]).is_some() {
        let mut around = arguments::arguments(document, tree, top);
        around.subject = arguments::subject(document, tree, top, 4);
        around.obliques.push(Oblique { head: top, marked: top });
        return carried(context, "be", around, top, noun);
    }
    None
}

fn carried(context: Context<'_>, lemma: &str, around: Arguments, top: usize, noun: usize) -> Option<Carrier> {
    let lights = &context.lexicons.entries.light;
    for at in context.lexicons.light_verbs.get(lemma) {
        let entry = &lights[at.entry as usize];
        let named =
            |word: usize| entry.nouns.iter().any(|lemma| *lemma == *context.document.tokens[word].lemma);
        if !entry.nouns.is_empty() && !named(noun) {
            continue;
        }
        let pattern = &entry.verbs[at.pattern as usize];
        let Some(found) = fits(context, pattern, &around, Kind::Light) else { continue };
        let at_element = pattern.elements.iter().any(|element| element.role == Some(RoleName::E));
        let carries = if at_element {
            found
                .role(RoleName::E)
                .any(|word| coordinated(context.document, context.tree, word).any(|w| w == top))
        } else {
            around
                .objects
                .iter()
                .any(|&word| coordinated(context.document, context.tree, word).any(|w| w == top))
        };
        // "provided $2 million in assistance": the money is the object, the noun says what for.
        let funded = || {
            let money = |&object: &usize| {
                let name = context.name_of[object].map(|n| context.document.names[n as usize].kind);
                name == Some(NameType::Money)
            };
            has_preposition(context.document, context.tree, top, "in") && around.objects.iter().any(money)
        };
        if carries || funded() {
            return Some(Carrier { slot: entry.slot, particles: found.particles, arguments: around });
        }
    }
    None
}

/// True for a word that can head a verb pattern here.
pub fn is_verb(document: &Document, tree: &Tree, word: usize) -> bool {
    let token = &document.tokens[word];
    if arguments::is_nominal(document, word) {
        return false;
    }
    match token.upos {
        Upos::Verb => {
            // "the jailed leader": a participle before its noun describes it.
            token.deprel != Deprel::Amod
                || tree.children(word).any(|child| document.tokens[child].deprel == Deprel::OblAgent)
        }
        Upos::Adj => {
            tree.child(document, word, &[Deprel::Cop, Deprel::Nsubj, Deprel::AuxPass, Deprel::NsubjPass])
                .is_some()
                || matches!(token.deprel, Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Conj)
        }
        Upos::Aux => matches!(token.deprel, Deprel::Root | Deprel::Ccomp | Deprel::Conj | Deprel::Parataxis),
        Upos::Noun => token.xpos == Xpos::Vbg,
        _ => false,
    }
}
