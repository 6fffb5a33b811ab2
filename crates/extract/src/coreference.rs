//! Which mentions refer to the same: names, short forms, acronyms, appositions, definite nominals.
//!
//! Passes from the surest to the least sure, each over the clusters of the passes before it (the sieve of
//! Lee et al. 2013); pronouns come last, in `pronoun.rs`. Where two antecedents are equally good, none is taken.

use crate::code::Code;
use crate::gender;
use crate::known::{Known, key};
use crate::lexicon::{Lexicons, RoleKind};
use crate::mention::{Gender, Mention, MentionKind, Mentions, Nature, Number, top};
use crate::pronoun;
use hearsay_nlp::{Attribution, Deprel, Document, NameType, Role, Upos};
use rustc_hash::FxHashMap;

/// Mentions taken together, with what they show of whom they refer to.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Indexes into the mentions, in order.
    pub mentions: Vec<usize>,
    /// The lexicon entry.
    pub known: Option<Known>,
    /// Person, people, body, state.
    pub nature: Nature,
    /// One or several.
    pub number: Number,
    /// Female, male.
    pub gender: Gender,
    /// The fullest name in words, folded to lower case.
    pub name: Vec<String>,
    /// Role nouns of titles, appositions and nominals: "foreign minister", "minister".
    pub roles: Vec<String>,
    /// Adjectives and nouns before those role nouns.
    pub modifiers: Vec<String>,
    /// Code by its mentions so far.
    pub code: Code,
}

/// Clusters under construction.
pub struct Clusters<'a> {
    pub document: &'a Document,
    pub lexicons: &'a Lexicons,
    pub mentions: &'a Mentions,
    pub codes: &'a [Code],
    /// The clusters; emptied ones have no mentions.
    pub list: Vec<Cluster>,
    /// For every mention its cluster.
    pub of: Vec<Option<usize>>,
    /// Clusters by each word of their names and by the first letters of these, so that a name meets only the
    /// clusters it could belong to.
    by_word: FxHashMap<String, Vec<usize>>,
    by_known: FxHashMap<Known, usize>,
}

/// Somebody was just named so many sentences ago at most.
const JUST: usize = 2;
/// Who is told of by office is named so many sentences later at most.
const NAMED_BELOW: usize = 3;
/// A speaker is taken up as "the company", "the ministry" so many sentences later at most.
const SPEAKS_ON: usize = 4;
/// Somebody with so many mentions keeps the surname, as long as the last was so many sentences ago at most.
const RULING: usize = 5;
const AWAY: usize = 8;

/// Clusters names and nominals. `posts` tells the current titles of a known person.
pub fn clusters<'a>(
    document: &'a Document,
    lexicons: &'a Lexicons,
    mentions: &'a Mentions,
    codes: &'a [Code],
    posts: &dyn Fn(u32) -> Vec<String>,
) -> Clusters<'a> {
    let of = vec![None; mentions.list.len()];
    let mut made = Clusters {
        document,
        lexicons,
        mentions,
        codes,
        list: Vec::new(),
        of,
        by_word: FxHashMap::default(),
        by_known: FxHashMap::default(),
    };
    made.names(posts);
    made.parentheses();
    made.nominals();
    made
}

impl Clusters<'_> {
    fn names(&mut self, posts: &dyn Fn(u32) -> Vec<String>) {
        for m in 0..self.mentions.list.len() {
            let mention = &self.mentions.list[m];
            if mention.kind != MentionKind::Name || self.is_only_place(mention) || self.only_modifies(mention)
            {
                continue;
            }
            let c = self.described(m).or_else(|| self.cluster_of_name(m)).unwrap_or_else(|| self.start(m));
            self.add(c, m);
            if let (Some(Known::Person(p)), 1) = (mention.known, self.list[c].mentions.len()) {
                let titles = posts(p);
                self.list[c].roles.extend(titles);
            }
        }
    }

    /// "Ruth Calloway, a Republican": the word for a follower or citizen says what the person beside it is.
    fn described(&self, m: usize) -> Option<usize> {
        let mention = &self.mentions.list[m];
        let token = &self.document.tokens[mention.head];
        if !mention.is_follower() || token.deprel != Deprel::Appos {
            return None;
        }
        let other = self.mentions.headed_by(token.head)?;
        self.of[other].filter(|&c| self.list[c].nature == Nature::Person)
    }

    /// A city or region that is only where something is: "in Kyiv", "the Texas-based".
    fn is_only_place(&self, mention: &Mention) -> bool {
        let state = matches!(mention.known, Some(Known::Country(_) | Known::Demonym(_) | Known::Metonym(_)));
        if mention.nature != Nature::Country || state {
            return false;
        }
        let token = &self.document.tokens[mention.head];
        let acts = match token.deprel {
            Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Iobj
            | Deprel::OblAgent
            | Deprel::NmodPoss => true,
            Deprel::Obl | Deprel::Nmod => self.document.children(mention.head).any(|k| {
                self.document.tokens[k].deprel == Deprel::Case
                    && matches!(self.document.word(k), "with" | "against" | "by" | "between" | "on")
            }),
            Deprel::Conj => return self.document.tokens[token.head].deprel == Deprel::Obl,
            _ => false,
        };
        !acts
    }

    /// "Turkish" in "Turkish police": it gives the country and refers to nobody by itself.
    fn only_modifies(&self, mention: &Mention) -> bool {
        // "French and Spanish diplomats" are of two states.
        let joined = || {
            self.document.tokens[mention.head].deprel == Deprel::Conj
                || self.document.children(mention.head).any(|k| {
                    self.document.tokens[k].deprel == Deprel::Conj
                        && self.document.tokens[k].upos == Upos::Adj
                })
        };
        if mention.nature == Nature::Country && joined() {
            return false;
        }
        let above = self.document.tokens[mention.head].head;
        mention.adjective
            && above != mention.head
            && self.mentions.headed_by(above).or_else(|| self.mentions.covering(above)).is_some_and(|other| {
                let other = &self.mentions.list[other];
                other.head != mention.head
                    && other.kind != MentionKind::Pronoun
                    && other.tokens.contains(&mention.head)
            })
    }

    fn start(&mut self, m: usize) -> usize {
        let mention = &self.mentions.list[m];
        self.list.push(Cluster {
            mentions: Vec::new(),
            known: referent(mention),
            nature: mention.nature,
            number: mention.number,
            gender: mention.gender,
            name: Vec::new(),
            roles: Vec::new(),
            modifiers: Vec::new(),
            code: Code::default(),
        });
        self.list.len() - 1
    }

    /// Puts mention `m` into cluster `c`, with what it shows.
    pub fn add(&mut self, c: usize, m: usize) {
        let mention = &self.mentions.list[m];
        let words = self.name_words(mention);
        let (role, modifiers) = self.role_words(mention);
        let code = &self.codes[m];
        let cluster = &mut self.list[c];
        let at = cluster.mentions.partition_point(|&other| other < m);
        cluster.mentions.insert(at, m);
        self.of[m] = Some(c);
        if mention.kind == MentionKind::Pronoun {
            return;
        }
        cluster.known = cluster.known.or(referent(mention));
        if cluster.gender == Gender::Unknown || named_in_full(cluster, mention, &words) {
            cluster.gender = mention.gender;
        }
        if cluster.nature == Nature::Unknown || named_in_full(cluster, mention, &words) {
            cluster.nature = mention.nature;
            cluster.number = mention.number;
        }
        if let Some(known) = cluster.known {
            self.by_known.entry(known).and_modify(|first| *first = c.min(*first)).or_insert(c);
        }
        if words.len() > cluster.name.len() {
            for word in words.iter().cloned().chain(initials(&words)) {
                let found = self.by_word.entry(word).or_default();
                if found.last() != Some(&c) {
                    found.push(c);
                }
            }
            cluster.name = words;
        }
        cluster.roles.extend(role);
        cluster.modifiers.extend(modifiers);
        if cluster.code.country.is_none() {
            cluster.code.country.clone_from(&code.country);
        }
        if cluster.code.sectors.is_empty() {
            cluster.code.sectors.clone_from(&code.sectors);
        }
    }

    fn merge(&mut self, into: usize, from: usize) {
        if into == from {
            return;
        }
        for m in std::mem::take(&mut self.list[from].mentions) {
            self.add(into, m);
        }
        let roles = std::mem::take(&mut self.list[from].roles);
        self.list[into].roles.extend(roles);
    }

    fn name_words(&self, mention: &Mention) -> Vec<String> {
        let Some(name) = mention.name.clone() else { return Vec::new() };
        name.filter_map(|k| {
            let word = key(self.document.word(k)).to_lowercase();
            let skip = word.is_empty()
                || matches!(
                    word.as_str(),
                    "al" | "el"
                        | "the"
                        | "jr"
                        | "sr"
                        | "ii"
                        | "iii"
                        | "inc"
                        | "corp"
                        | "ltd"
                        | "llc"
                        | "plc"
                        | "co"
                );
            (!skip).then_some(word)
        })
        .chain(self.shared_surname(mention))
        .collect()
    }

    /// "Ana and Karl Berg": her surname is that of the one joined to her.
    fn shared_surname(&self, mention: &Mention) -> Option<String> {
        let name = mention.name.clone().filter(|name| name.len() == 1)?;
        let other = self.mentions.covering(name.end + 1).map(|m| &self.mentions.list[m])?;
        let full = other.name.clone().filter(|full| full.start == name.end + 1 && full.len() > 1)?;
        let given = |k: usize| gender::of_first_name(self.document.word(k)) != Gender::Unknown;
        let persons = mention.nature == Nature::Person && other.nature == Nature::Person;
        let joined = matches!(self.document.word(name.end), "and" | "&");
        (persons && joined && given(name.start) && given(full.start))
            .then(|| key(self.document.word(full.end - 1)).to_lowercase())
    }

    fn cluster_of_name(&self, m: usize) -> Option<usize> {
        let mention = &self.mentions.list[m];
        if let Some(known) = referent(mention) {
            let same = self.by_known.get(&known).copied();
            if let Some(c) = same.filter(|&c| self.list[c].known == Some(known)) {
                return Some(c);
            }
        }
        let words = self.name_words(mention);
        if words.is_empty() || self.is_one_of_them(mention) {
            return None;
        }
        let mut fits: Vec<usize> = words
            .iter()
            .cloned()
            .chain(initials(&words))
            .filter_map(|word| self.by_word.get(&word))
            .flatten()
            .copied()
            .collect();
        fits.sort_unstable();
        fits.dedup();
        fits.retain(|&c| self.same_name(&self.list[c], mention, &words));
        match fits.as_slice() {
            [] => None,
            [one] => Some(*one),
            many => {
                // Two people of one name: the exact name first, then whoever has just been named, unless the other is spoken of
                // all the time.
                let exact = many.iter().copied().find(|&c| self.list[c].name == words);
                let most = || {
                    let key =
                        |&c: &usize| (self.list[c].mentions.len(), self.list[c].mentions.last().copied());
                    many.iter().copied().max_by_key(key)
                };
                exact.or_else(|| self.just_named(many, m)).or_else(most)
            }
        }
    }

    /// "a Democrat": one more of them.
    fn is_one_of_them(&self, mention: &Mention) -> bool {
        let indefinite = |k: usize| matches!(&*self.document.tokens[k].lemma, "a" | "an" | "another");
        mention.is_follower() && self.document.children(mention.head).any(indefinite)
    }

    /// Of these clusters the one that was named in full right before mention `m`, where none of the others rules the article.
    fn just_named(&self, many: &[usize], m: usize) -> Option<usize> {
        let tokens = &self.document.tokens;
        let here = tokens[self.mentions.list[m].head].sentence;
        let back = |c: usize| {
            let last = self.list[c].mentions.last().map_or(0, |&last| self.mentions.list[last].head);
            here - tokens[last].sentence
        };
        let latest = many.iter().copied().min_by_key(|&c| (back(c), c))?;
        let rules = |&c: &usize| {
            c != latest
                && (back(c) == back(latest) || self.list[c].mentions.len() >= RULING && back(c) <= AWAY)
        };
        (back(latest) <= JUST && !many.iter().any(rules)).then_some(latest)
    }

    fn same_name(&self, cluster: &Cluster, mention: &Mention, words: &[String]) -> bool {
        if cluster.name.is_empty() || cluster.mentions.is_empty() {
            return false;
        }
        if let (Some(a), Some(b)) = (cluster.known, referent(mention))
            && a != b
        {
            return false;
        }
        let (short, long) = if words.len() <= cluster.name.len() {
            (words, &cluster.name[..])
        } else {
            (&cluster.name[..], words)
        };
        let exact = short == long;
        let part = long.windows(short.len()).any(|window| window == short);
        match (cluster.nature, mention.nature) {
            (Nature::Person, Nature::Person) => {
                let gender = cluster.gender == mention.gender
                    || cluster.gender == Gender::Unknown
                    || mention.gender == Gender::Unknown;
                let given_and_last = short.len() > 1 && short[0] == long[0] && short.last() == long.last();
                gender && (part || given_and_last)
            }
            // "Cipolli" in a headline, taken for a firm, and the Tom Cipolli of the text below.
            (Nature::Organization | Nature::Country | Nature::People, Nature::Person)
                if is_surname_of(cluster, words) =>
            {
                true
            }
            // A surname that the engine takes for something else.
            (Nature::Person, Nature::Organization | Nature::Country) => {
                mention.known.is_none()
                    && words.len() == 1
                    && cluster.name.len() > 1
                    && long.last() == short.last()
            }
            (Nature::Organization, Nature::Organization | Nature::Person) => {
                let person = mention.nature == Nature::Person;
                let acronym = !person
                    && is_acronym(
                        self.document.slice(mention.name.clone().unwrap_or_default()),
                        &cluster.name,
                    )
                    || is_acronym(&cluster.name.concat().to_uppercase(), words);
                let prefix = !person
                    && mention.known.is_none()
                    && words.len() < cluster.name.len()
                    && cluster.name.starts_with(words)
                    && words.concat().len() > 3
                    && self.lexicons.known.role(&words.join(" ")).is_none()
                    && self.lexicons.known.name(&words.join(" ")).is_empty();
                exact || acronym || prefix || !person && self.is_head_noun_of(cluster, mention, words)
            }
            (a, b) => exact && (a == b || mention.known.is_none() && cluster.known.is_none()),
        }
    }

    /// "The Commission", "the Bank" after the European Commission, the Bank of England: its head noun, with the article.
    fn is_head_noun_of(&self, cluster: &Cluster, mention: &Mention, words: &[String]) -> bool {
        let [word] = words else { return false };
        let Some(name) = mention.name.clone().filter(|_| mention.known.is_none()) else { return false };
        let article = name.start > 0 && self.document.word(name.start - 1).eq_ignore_ascii_case("the")
            || self.document.word(name.start).eq_ignore_ascii_case("the");
        let of = cluster.name.iter().position(|part| part == "of");
        let head = of.map_or(cluster.name.last(), |of| cluster.name.get(of.wrapping_sub(1)));
        article && cluster.name.len() > 1 && head == Some(word)
    }

    /// "the Syrian Democratic Forces (SDF)": whatever follows a name in parentheses as a name is its short form.
    fn parentheses(&mut self) {
        for m in 0..self.mentions.list.len() {
            let mention = &self.mentions.list[m];
            let Some(name) = mention.name.clone().filter(|_| mention.nature != Nature::Person) else {
                continue;
            };
            if name.start < 2 || self.document.word(name.start - 1) != "(" {
                continue;
            }
            let closes = name.end < self.document.tokens.len() && self.document.word(name.end) == ")";
            let short = name.len() == 1
                && self.document.slice(name.clone()).chars().filter(|c| c.is_uppercase()).count() > 1;
            let before = self.mentions.list.iter().position(|other| {
                other.kind == MentionKind::Name
                    && other.name.as_ref().is_some_and(|n| n.end == name.start - 1)
            });
            if let (true, true, Some(before)) = (closes, short, before)
                && let (Some(into), Some(from)) = (self.of[before], self.of[m])
                && (self.list[from].known.is_none() || self.list[from].known == self.list[into].known)
            {
                // Later short forms were clustered with the one in parentheses.
                self.merge(into, from);
            }
        }
    }

    fn nominals(&mut self) {
        for m in 0..self.mentions.list.len() {
            let mention = &self.mentions.list[m];
            if mention.kind != MentionKind::Nominal {
                continue;
            }
            let found = self
                .apposition(m)
                .or_else(|| self.copula(m))
                .or_else(|| self.antecedent(m))
                .or_else(|| self.of_that_age(m))
                .or_else(|| self.named_below(m));
            let role = mention.role.map(|r| &self.lexicons.entries.role[r]);
            // "the country" by itself is nobody; only what it refers to acts.
            let empty = role.is_some_and(|role| role.kind == RoleKind::Organization)
                && self.is_state_noun(mention)
                && self.codes[m].country.is_none();
            match found {
                Some(c) => self.add(c, m),
                None if empty => {}
                None => {
                    let c = self.start(m);
                    self.add(c, m);
                }
            }
        }
    }

    fn is_state_noun(&self, mention: &Mention) -> bool {
        let lemma = &*self.document.tokens[top(self.document, mention.role_tokens.clone())].lemma;
        matches!(lemma, "country" | "nation" | "kingdom" | "republic" | "state")
    }

    /// "Juan Pérez, the foreign minister": the nominal beside the name.
    fn apposition(&self, m: usize) -> Option<usize> {
        let document = self.document;
        let mention = &self.mentions.list[m];
        let up = (document.tokens[mention.head].deprel == Deprel::Appos)
            .then(|| document.tokens[mention.head].head);
        let down = document
            .children(mention.head)
            .find(|&k| k > mention.head && document.tokens[k].deprel == Deprel::Appos);
        [up, down].into_iter().flatten().find_map(|other| {
            let other = self.mentions.headed_by(other)?;
            let beside = &self.mentions.list[other];
            if beside.kind == MentionKind::Pronoun || beside.adjective {
                return None;
            }
            let fits = match (mention.nature, beside.nature) {
                (Nature::Person, Nature::Person) => {
                    mention.gender == beside.gender
                        || mention.gender == Gender::Unknown
                        || beside.gender == Gender::Unknown
                }
                (Nature::Organization, Nature::Organization) => true,
                (Nature::Organization, Nature::Country) => self.is_state_noun(mention),
                (Nature::People, Nature::People) => mention.number != Number::Singular,
                (Nature::People, Nature::Organization) => mention.number != Number::Plural,
                _ => false,
            };
            if fits { self.of[other] } else { None }
        })
    }

    /// "Maria Ilic is the foreign minister." Present tense only: a past one need not hold.
    fn copula(&self, m: usize) -> Option<usize> {
        let document = self.document;
        let mention = &self.mentions.list[m];
        let cop = document.children(mention.head).find(|&k| document.tokens[k].deprel == Deprel::Cop)?;
        if !matches!(document.word(cop).to_lowercase().as_str(), "is" | "are" | "'s" | "’s") {
            return None;
        }
        let unsure = document.children(mention.head).any(|k| {
            matches!(
                document.word(k).to_lowercase().as_str(),
                "not" | "n't" | "n’t" | "if" | "whether" | "no" | "?" | "never"
            )
        });
        let subject =
            document.children(mention.head).find(|&k| document.tokens[k].deprel == Deprel::Nsubj)?;
        let subject = self.mentions.headed_by(subject)?;
        let other = &self.mentions.list[subject];
        let fits = other.kind == MentionKind::Name
            && other.nature == mention.nature
            && mention.number != Number::Plural;
        if fits && !unsure { self.of[subject] } else { None }
    }

    /// The role noun of a title or nominal, whole and its last word, and what else modifies it.
    fn role_words(&self, mention: &Mention) -> (Vec<String>, Vec<String>) {
        if mention.role_tokens.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let lemma = |k: usize| in_full(self.document.tokens[k].lemma.to_lowercase());
        let whole: Vec<String> = mention.role_tokens.clone().map(lemma).collect();
        let mut roles = vec![whole.join(" ")];
        let head = lemma(top(self.document, mention.role_tokens.clone()));
        if whole.len() > 1 {
            roles.push(head);
        }
        let modifiers = (mention.tokens.start..mention.role_tokens.start)
            .filter(|&k| {
                let token = &self.document.tokens[k];
                let describes = matches!(token.deprel, Deprel::Amod | Deprel::Compound | Deprel::Nummod)
                    && matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb);
                let country = self
                    .mentions
                    .headed_by(k)
                    .is_some_and(|m| self.mentions.list[m].nature == Nature::Country);
                describes && !country && !matches!(self.document.word(k), "own" | "same")
            })
            .map(lemma)
            .collect();
        (roles, modifiers)
    }

    /// "The mayor of Port Sar resigned. Mayor Ana Crewe was charged": the one of that title who is named right after.
    fn named_below(&self, m: usize) -> Option<usize> {
        let document = self.document;
        let mention = &self.mentions.list[m];
        let (roles, modifiers) = self.role_words(mention);
        let role = roles.first()?;
        let past =
            modifiers.iter().any(|word| matches!(word.as_str(), "former" | "ex" | "deputy" | "acting"));
        // "The role of first lady" is nobody's.
        let article = document.children(mention.head).any(|k| document.tokens[k].deprel == Deprel::Det);
        if mention.nature != Nature::Person || mention.number != Number::Singular || past || !article {
            return None;
        }
        let sentence = document.tokens[mention.head].sentence;
        let mut below = self.list.iter().enumerate().filter(|(_, cluster)| {
            let Some(&first) = cluster.mentions.first() else { return false };
            let named = &self.mentions.list[first];
            let at = document.tokens[named.head].sentence;
            let same_title = || {
                let (titles, described) = self.role_words(named);
                titles.first() == Some(role) && (modifiers.is_empty() || described == modifiers)
            };
            first > m
                && named.kind == MentionKind::Name
                && cluster.nature == Nature::Person
                && at > sentence
                && at <= sentence + NAMED_BELOW
                && same_title()
        });
        let (c, cluster) = below.next()?;
        let own = &self.codes[m].country;
        let countries = own.is_none() || cluster.code.country.is_none() || *own == cluster.code.country;
        let genders = cluster.gender == mention.gender
            || cluster.gender == Gender::Unknown
            || mention.gender == Gender::Unknown;
        (below.next().is_none() && countries && genders).then_some(c)
    }

    /// "the 43-year-old": whoever is said to be 43, else the one person named last.
    fn of_that_age(&self, m: usize) -> Option<usize> {
        let document = self.document;
        let mention = &self.mentions.list[m];
        let age = |head: usize| head.checked_sub(4).map(|k| document.word(k));
        if mention.role.is_some() || !mention.definite || mention.nature != Nature::Person {
            return None;
        }
        let sentence = document.tokens[mention.head].sentence;
        let person = |other: &usize| {
            let one = &self.mentions.list[*other];
            one.kind != MentionKind::Pronoun
                && self.of[*other].is_some_and(|c| self.list[c].nature == Nature::Person)
        };
        // "Ana Swan, 43,", "a 43-year-old baker".
        let said = |other: &usize| {
            let one = &self.mentions.list[*other];
            let behind = one.tokens.end;
            let apart = behind + 1 < document.tokens.len() && document.word(behind) == ",";
            apart && Some(document.word(behind + 1)) == age(mention.head)
                || one.tokens.clone().any(|k| Some(document.word(k)) == age(mention.head))
        };
        let last = |other: &usize| {
            let head = self.mentions.list[*other].head;
            sentence - document.tokens[head].sentence <= JUST
                && !pronoun::bound_heads(document, mention.head, head)
        };
        let mut persons = (0..m).rev().filter(person);
        let same_age = persons.clone().find(said);
        same_age.or_else(|| persons.find(last)).and_then(|other| self.of[other])
    }

    /// What a definite nominal takes up: "the minister", "the group", "police" again.
    fn antecedent(&self, m: usize) -> Option<usize> {
        let mention = &self.mentions.list[m];
        let (roles, modifiers) = self.role_words(mention);
        let role = &self.lexicons.entries.role[mention.role?];
        let bare_plural = !mention.definite
            && modifiers.is_empty()
            && role.kind != RoleKind::Person
            && mention.tokens.len() == 1;
        let possessed =
            self.document.children(mention.head).any(|k| self.document.tokens[k].deprel == Deprel::NmodPoss);
        if !(mention.definite || bare_plural) || possessed && self.codes[m].country.is_none() {
            return None;
        }
        let sentence = self.document.tokens[mention.head].sentence;
        let mut fits: Vec<(usize, usize)> = Vec::new();
        let narrower = |c: &Cluster| self.shares_sector(c, m) && c.roles.contains(&roles[roles.len() - 1]);
        // "the network of caves" is no broadcaster.
        let of = self.document.children(mention.head).any(|k| {
            self.document.tokens[k].deprel == Deprel::Nmod
                && self.document.children(k).any(|case| self.document.word(case) == "of")
        });
        for (c, cluster) in self.list.iter().enumerate() {
            let Some(&last) = cluster.mentions.iter().rev().find(|&&other| other < m) else { continue };
            let distance = sentence - self.document.tokens[self.mentions.list[last].head].sentence;
            let code = &self.codes[m];
            let countries = code.country.is_none()
                || cluster.code.country.is_none()
                || code.country == cluster.code.country;
            let named = !cluster.name.is_empty();
            let described =
                modifiers.iter().all(|word| cluster.modifiers.contains(word) || cluster.name.contains(word));
            let same_nature = cluster.nature == mention.nature
                || (mention.nature == Nature::Organization
                    && cluster.nature == Nature::Country
                    && self.is_state_noun(mention))
                || (mention.nature == Nature::People
                    && cluster.nature == Nature::Organization
                    && mention.number != Number::Plural);
            let genders = cluster.gender == mention.gender
                || cluster.gender == Gender::Unknown
                || mention.gender == Gender::Unknown
                || mention.nature != Nature::Person;
            // "the presidential spokesman" for the only spokesman of a house of the state that is near.
            let described = described || named && distance <= 3 && narrower(cluster);
            // "banks" are not the bank named above.
            let apart = mention.nature == Nature::Organization
                && mention.number == Number::Plural
                && named
                && cluster.number != Number::Plural;
            // "Trump slammed the president": two parts of one clause are two.
            let beside = || {
                let mut heads = cluster.mentions.iter().map(|&other| self.mentions.list[other].head);
                heads.any(|k| pronoun::bound_heads(self.document, mention.head, k))
            };
            // "the army" is not the National Liberation Army that it fights.
            let rebels = self.codes[m].sectors.iter().any(|s| s == "MIL")
                && cluster.code.sectors.iter().any(|s| s == "REB" || s == "UAF");
            if !(countries && described && same_nature && genders) || apart || rebels || beside() {
                continue;
            }
            let same_word = cluster.roles.contains(&roles[0]);
            let by_name = named
                && cluster.nature == Nature::Organization
                && cluster.name.contains(&roles[roles.len() - 1]);
            let wider = distance <= 2 && !of && self.is_wider(mention, cluster, &roles[0]);
            // Without a name the same noun may mean others: only close by, or for bodies.
            let reach = if named { 40 } else { 6 };
            if (same_word || by_name) && distance <= reach || wider {
                fits.push((distance, c));
            }
        }
        fits.sort_unstable();
        match fits.as_slice() {
            [] => None,
            [(_, one)] => Some(*one),
            // Several: whoever spoke last, where this one speaks, else the nearest one, if it is in this or the last sentence
            // and the next is not.
            [(near, c), (far, _), ..] => self
                .last_speaker(m, &fits)
                .or_else(|| (*near <= 1 && *far > *near + 1 || *near == 0 && *far >= 1).then_some(*c)),
        }
    }

    /// "The company said", after another company was said to have spoken and others were only named: of these clusters the
    /// one that has spoken last before mention `m`.
    fn last_speaker(&self, m: usize, fits: &[(usize, usize)]) -> Option<usize> {
        let document = self.document;
        let head = self.mentions.list[m].head;
        let sources =
            || document.attributions.iter().filter(|a| a.role == Role::Source && !a.tokens.is_empty());
        if !sources().any(|source| source.tokens.contains(&head)) {
            return None;
        }
        let sentence = |token: usize| document.tokens[token].sentence;
        let near = |source: &&Attribution| {
            source.tokens.end <= head && sentence(head) - sentence(source.tokens.start) <= SPEAKS_ON
        };
        // "The ship's owner, Norfisk, said": each of its words may be who is meant.
        let spoke = sources().filter(near).flat_map(|source| {
            let inside = source.tokens.clone().filter_map(|k| self.of[self.mentions.headed_by(k)?]);
            inside.filter(|c| fits.iter().any(|(_, fit)| fit == c)).map(|c| (source.tokens.end, c))
        });
        spoke.max().map(|(_, c)| c)
    }

    /// True if mention and cluster are known to be of one sector.
    fn shares_sector(&self, cluster: &Cluster, m: usize) -> bool {
        let sectors = &self.codes[m].sectors;
        sectors.iter().any(|sector| cluster.code.sectors.contains(sector))
    }

    /// "the group" for an armed group, "the company" for a firm, "the country" for a state.
    fn is_wider(&self, mention: &Mention, cluster: &Cluster, role: &str) -> bool {
        let has = |sectors: &[&str]| cluster.code.sectors.iter().any(|s| sectors.contains(&s.as_str()));
        let country = cluster.code.country.as_deref();
        let one = mention.number != Number::Plural;
        let body = one && cluster.nature == Nature::Organization && !cluster.name.is_empty();
        let person = one && cluster.nature == Nature::Person && !cluster.name.is_empty();
        let post = |roles: &[&str]| person && cluster.roles.iter().any(|role| roles.contains(&role.as_str()));
        let of_engine =
            cluster.mentions.iter().any(|&m| self.mentions.list[m].name_type == Some(NameType::Org));
        match role {
            "group" | "organization" | "organisation" | "movement" => {
                body && !has(&["GOV", "LEG", "JUD", "BUS", "COP", "MIL"]) && country != Some("MNC")
            }
            "militia" | "insurgency" | "faction" | "rebel group" | "armed group" | "terrorist group"
            | "militant group" => body && has(&["REB", "UAF", "PRM"]),
            "company" | "firm" | "business" | "corporation" | "manufacturer" | "maker" | "retailer"
            | "giant" => {
                body && (has(&["BUS"])
                    || country == Some("MNC")
                    || cluster.code.sectors.is_empty() && of_engine)
            }
            "official" => person && has(&["GOV", "MIL", "COP", "JUD", "LEG"]),
            "leader" => post(&[
                "president",
                "prime minister",
                "premier",
                "chancellor",
                "chairman",
                "chief",
                "king",
                "secretary",
            ]),
            "lawmaker" | "politician" | "legislator" => person && has(&["LEG"]),
            "diplomat" => post(&["ambassador", "envoy", "consul", "charge d'affaires", "negotiator"]),
            "officer" => person && has(&["MIL", "COP"]),
            "lawyer" => post(&["attorney", "solicitor", "barrister", "counsel"]),
            "party" => body && has(&["PTY"]),
            "newspaper" | "paper" | "network" | "broadcaster" | "outlet" | "magazine" | "news agency" => {
                body && has(&["JRN"])
            }
            "agency" => body && has(&["SPY", "GOV", "COP"]),
            "bloc" | "alliance" | "body" | "union" => {
                body && matches!(country, Some("IGO" | "EUR" | "UNO" | "IMG"))
            }
            "charity" | "ngo" | "nonprofit" | "watchdog" => body && country == Some("NGO"),
            "court" => body && has(&["JUD"]),
            "ministry" | "department" | "bureau" => body && has(&["GOV"]),
            "university" | "school" | "college" => body && has(&["EDU"]),
            _ => cluster.nature == Nature::Country && cluster.known.is_some() && self.is_state_noun(mention),
        }
    }
}

/// Titles as they are shortened before a name: "Gen. Omar Bakri" is "the general" afterwards.
const SHORT_TITLES: [(&str, &str); 20] = [
    ("adm.", "admiral"),
    ("brig.", "brigadier"),
    ("capt.", "captain"),
    ("cmdr.", "commander"),
    ("col.", "colonel"),
    ("cpl.", "corporal"),
    ("det.", "detective"),
    ("dr.", "doctor"),
    ("gen.", "general"),
    ("gov.", "governor"),
    ("insp.", "inspector"),
    ("lt.", "lieutenant"),
    ("maj.", "major"),
    ("prof.", "professor"),
    ("rep.", "representative"),
    ("rev.", "reverend"),
    ("sen.", "senator"),
    ("sgt.", "sergeant"),
    ("supt.", "superintendent"),
    ("atty.", "attorney"),
];

fn in_full(title: String) -> String {
    let full = SHORT_TITLES.iter().find(|(short, _)| *short == title);
    full.map_or(title, |(_, full)| (*full).to_string())
}

/// True of a cluster under one word that no lexicon knows, if these are the words of a person with that surname.
fn is_surname_of(cluster: &Cluster, words: &[String]) -> bool {
    cluster.known.is_none()
        && cluster.name.len() == 1
        && words.len() > 1
        && words.last() == cluster.name.first()
}

/// True if this mention names in full the person that the cluster was not taken for so far.
fn named_in_full(cluster: &Cluster, mention: &Mention, words: &[String]) -> bool {
    mention.nature == Nature::Person && cluster.nature != Nature::Person && is_surname_of(cluster, words)
}

/// Whom a name stands for by the lexicons: a state is the same by its name, adjective or capital; its people
/// and its palace are not, and a body's members are not the body.
fn referent(mention: &Mention) -> Option<Known> {
    match mention.known? {
        Known::Capital(i) => Some(Known::Country(i)),
        Known::Demonym(i) if mention.adjective => Some(Known::Country(i)),
        Known::Organization(_) if mention.kind == MentionKind::Nominal => None,
        other => Some(other),
    }
}

/// What a name of these words is shortened to, with and without its small words.
fn initials(words: &[String]) -> impl Iterator<Item = String> {
    let firsts = |small: bool| -> Option<String> {
        let kept = words.iter().filter(|word| small || !is_small(word));
        let letters: String = kept.filter_map(|word| word.chars().next()).collect();
        (letters.chars().count() > 1).then_some(letters)
    };
    [firsts(true), firsts(false)].into_iter().flatten()
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "in" | "on" | "to" | "de" | "la")
}

/// True if `short` is made of the first letters of these words: "SDF" of syrian democratic forces.
fn is_acronym(short: &str, words: &[String]) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.len() < 2 || letters.len() > 7 || letters.iter().any(|c| !c.is_uppercase()) || words.len() < 2
    {
        return false;
    }
    let all: Vec<char> = words.iter().filter_map(|word| word.chars().next()).collect();
    let main: Vec<char> =
        words.iter().filter(|word| !is_small(word)).filter_map(|word| word.chars().next()).collect();
    let same = |firsts: &[char]| {
        firsts.len() == letters.len()
            && firsts.iter().zip(&letters).all(|(a, b)| a.to_uppercase().eq(b.to_uppercase()))
    };
    same(&all) || same(&main)
}
