//! Country and sectors of a mention: from its lexicon entry, its role noun, and the words around it.
//!
//! "Turkish police" is TUR COP, "rebels in eastern Congo" COD REB, "a Hamas official" what Hamas is. What is not
//! written and not in a lexicon stays open; nothing is guessed from the rest of the article.

use crate::known::Known;
use crate::lexicon::{Lexicons, Person, RoleKind};
use crate::mention::{Mention, MentionKind, Mentions, Nature};
use hearsay_nlp::{Deprel, Document};

/// Country and sectors, as far as known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC.
    pub country: Option<String>,
    /// PLOVER sectors, the most telling first.
    pub sectors: Vec<String>,
}

/// What codes are made from.
#[derive(Clone, Copy)]
pub struct Coder<'a> {
    /// The text.
    pub document: &'a Document,
    /// The lexicons.
    pub lexicons: &'a Lexicons,
    /// All mentions.
    pub mentions: &'a Mentions,
    /// Publication date, `2025-02-20`.
    pub published: Option<&'a str>,
    /// For a mention that names a place: the country it lies in.
    pub place_country: &'a dyn Fn(usize) -> Option<String>,
    /// For a pronoun: the code of whom it refers to.
    pub pronoun: &'a dyn Fn(usize) -> Option<Code>,
}

/// Phrases inside phrases are followed this deep.
const DEPTH: usize = 4;

impl Coder<'_> {
    /// The code of mention `m`.
    pub fn code(&self, m: usize) -> Code {
        self.at_depth(m, DEPTH)
    }

    fn at_depth(&self, m: usize, depth: usize) -> Code {
        let mention = &self.mentions.list[m];
        if depth == 0 {
            return Code::default();
        }
        match mention.kind {
            MentionKind::Pronoun => (self.pronoun)(m).unwrap_or_default(),
            MentionKind::Nominal => match mention.known {
                Some(body) => self.known(mention, body, depth), // "two Republicans" have the code of their party
                None => self.nominal(mention, depth),
            },
            MentionKind::Name => match mention.known {
                Some(known) => self.known(mention, known, depth),
                None if mention.nature == Nature::Country => {
                    Code { country: (self.place_country)(m), sectors: Vec::new() }
                }
                None if mention.nature == Nature::Organization => self.unknown_body(m, mention, depth),
                None => self.nominal(mention, depth),
            },
        }
    }

    fn known(&self, mention: &Mention, known: Known, depth: usize) -> Code {
        let entries = &self.lexicons.entries;
        let state = |i: u32, sectors: &[&str]| Code {
            country: Some(entries.country[i as usize].code.clone()),
            sectors: sectors.iter().map(|s| s.to_string()).collect(),
        };
        match known {
            Known::Country(i) | Known::Capital(i) => state(i, &[]),
            Known::Metonym(i) => state(i, &["GOV"]),
            Known::Demonym(i) if mention.adjective => state(i, &[]),
            Known::Demonym(i) => state(i, &["CVL"]),
            Known::Organization(i) => {
                let body = &entries.organization[i as usize];
                Code { country: some(&body.country), sectors: body.sectors.clone() }
            }
            Known::Person(i) => {
                let person = &entries.person[i as usize];
                let mut sectors = sectors_at(person, self.published);
                if sectors.is_empty() {
                    sectors = self.nominal(mention, depth).sectors;
                }
                if sectors.is_empty() && !person.posts.is_empty() {
                    sectors = former(person.posts.iter().flat_map(|post| post.sectors.clone()).collect());
                }
                Code { country: some(&person.country), sectors }
            }
        }
    }

    /// A body that no lexicon has: "Turkish Foreign Ministry", "Supreme Court of Pakistan".
    fn unknown_body(&self, m: usize, mention: &Mention, depth: usize) -> Code {
        let name = mention.name.clone().unwrap_or(mention.tokens.clone());
        let mut code = self.modifiers(mention, depth);
        let text = |k: usize| self.document.word(k);
        for k in name.clone() {
            // Longest role noun first, the last one decides: "Human Rights Court" is a court.
            if let Some(role) =
                (k..name.end).rev().find_map(|to| self.lexicons.known.role(self.document.slice(k..to + 1)))
            {
                let entry = &self.lexicons.entries.role[role];
                if entry.kind != RoleKind::Person && !entry.sectors.is_empty() {
                    code.sectors = entry.sectors.clone();
                }
            }
            if code.country.is_none() && text(k).starts_with(char::is_uppercase) {
                code.country = self.lexicons.known.name_at(self.document, k).and_then(|(_, found)| {
                    found.iter().find_map(|known| match known {
                        Known::Country(i) | Known::Demonym(i) => {
                            Some(self.lexicons.entries.country[*i as usize].code.clone())
                        }
                        _ => None,
                    })
                });
            }
        }
        // "University of Bergen", "Dallas Police Department": where the place in a public body's name lies.
        let public = ["COP", "EDU", "GOV", "JUD", "LEG", "MED"];
        if code.country.is_none() && code.sectors.iter().any(|s| public.contains(&s.as_str())) {
            code.country = (self.place_country)(m);
        }
        code
    }

    /// A role noun, or a name with a title, with what modifies it.
    fn nominal(&self, mention: &Mention, depth: usize) -> Code {
        let role = mention.role.map(|role| &self.lexicons.entries.role[role]);
        let own = role.map(|role| role.sectors.clone()).unwrap_or_default();
        let found = self.modifiers(mention, depth);
        // "a Hamas official", "an army spokesman": the body's sectors, when the noun says no more than that.
        let mut sectors = found.sectors;
        let general = own.is_empty() || own == ["GOV"] || own == ["ELI"] || own == ["CVL"];
        if sectors.is_empty() || !general {
            for sector in own {
                let soldier_of_rebels = sector == "MIL" && sectors.iter().any(|s| s == "REB");
                if !sectors.contains(&sector) && !soldier_of_rebels {
                    sectors.push(sector);
                }
            }
        }
        let past = mention.tokens.clone().any(|k| {
            let word = self.document.word(k).to_lowercase();
            matches!(
                word.as_str(),
                "former" | "ex" | "ex-president" | "ousted" | "deposed" | "retired" | "onetime"
            )
        });
        Code { country: found.country, sectors: if past { former(sectors) } else { sectors } }
    }

    /// What adjectives, possessors, compounds and "of" or "in" phrases say.
    fn modifiers(&self, mention: &Mention, depth: usize) -> Code {
        let mut code = Code::default();
        let mut possessor_state = None;
        let document = self.document;
        let core =
            mention.role_tokens.start.min(mention.name.as_ref().map_or(mention.head, |name| name.start));
        let role_head = if mention.role_tokens.is_empty() {
            mention.head
        } else {
            crate::mention::top(document, mention.role_tokens.clone())
        };
        let own = |k: usize| {
            mention.name.as_ref().is_some_and(|name| name.contains(&k)) || mention.role_tokens.contains(&k)
        };
        // "Governor Elias Okoro of Rivers State": the phrase is no part of the name but tells the office's place.
        let of_office = document
            .children(mention.head)
            .filter(|&k| k >= mention.tokens.end && mention.name.is_some() && mention.role.is_some());
        for k in mention.tokens.clone().chain(of_office) {
            if own(k) || k == mention.head && mention.name.is_none() && mention.head == role_head {
                continue;
            }
            let token = &document.tokens[k];
            // Before the noun: "Turkish", "US", "Hamas", "Mexico's", "army".
            if k < core.max(mention.head) {
                if let Some(m) =
                    self.mentions.headed_by(k).filter(|&m| self.mentions.list[m].head != mention.head)
                {
                    let other = &self.mentions.list[m];
                    let possessor = token.deprel == Deprel::NmodPoss;
                    let inner = self.at_depth(m, depth - 1);
                    // "his Senegalese counterpart" is of Senegal, not of "his" state.
                    if other.kind == MentionKind::Pronoun {
                        possessor_state = inner.country;
                    } else if code.country.is_none() {
                        code.country = inner.country;
                    }
                    let body = other.nature == Nature::Organization
                        || matches!(other.known, Some(Known::Metonym(_)));
                    // "the rebels' spokesman" speaks for rebels, "the mayor's daughter" is no mayor.
                    let owners = other.kind == MentionKind::Nominal && other.nature == Nature::People;
                    let theirs = possessor
                        && owners
                        && inner.sectors.iter().any(|sector| THEIR_OWN.contains(&sector.as_str()));
                    if code.sectors.is_empty() && body && !other.adjective
                        || theirs
                        || (!possessor && other.kind == MentionKind::Nominal)
                    {
                        code.sectors = inner.sectors;
                    }
                } else if let Some((span, role)) = self.lexicons.known.role_at(document, k)
                    && span.end <= core.max(mention.head)
                    && matches!(
                        token.deprel,
                        Deprel::Compound | Deprel::Amod | Deprel::NmodDesc | Deprel::Flat
                    )
                    && code.sectors.is_empty()
                {
                    code.sectors = self.lexicons.entries.role[role].sectors.clone();
                }
                continue;
            }
            // Behind it: "of Mexico", "in eastern Congo", "for Hezbollah".
            if token.deprel == Deprel::Nmod
                && (token.head == mention.head || token.head == role_head)
                && let Some(m) = self.mentions.headed_by(k).or_else(|| self.mentions.covering(k))
                && self.mentions.list[m].head != mention.head
            {
                let case = document.children(k).find(|&c| document.tokens[c].deprel == Deprel::Case);
                let case = case.map(|c| document.word(c).to_lowercase()).unwrap_or_default();
                let other = &self.mentions.list[m];
                let place = other.nature == Nature::Country;
                let inner = match case.as_str() {
                    "of" | "for" | "at" | "from" | "with" => self.at_depth(m, depth - 1),
                    "in" | "within" | "inside" | "near" | "across" if place => self.at_depth(m, depth - 1),
                    _ => continue,
                };
                if code.country.is_none() {
                    code.country = inner.country;
                }
                if code.sectors.is_empty() && other.nature != Nature::Person && !place {
                    code.sectors = inner.sectors;
                }
            }
        }
        // "its neighbour" is another state.
        let other = mention.role_tokens.clone().any(|k| COUNTERPARTS.contains(&&*document.tokens[k].lemma));
        code.country = code.country.or(possessor_state.filter(|_| !other));
        // A name's place as a bare location ("rebels in eastern Congo", where only "Congo" or a city is a name).
        if code.country.is_none() {
            let of_place = mention.tokens.clone().filter(|&k| k > core).find_map(|k| {
                let m = self.mentions.headed_by(k)?;
                let direct = document.tokens[k].head == mention.head || document.tokens[k].head == role_head;
                (direct && self.mentions.list[m].nature == Nature::Country)
                    .then(|| self.at_depth(m, depth - 1).country)?
            });
            code.country = of_place;
        }
        code
    }
}

/// Sectors of those whose spokesmen, leaders and men are of them too.
const THEIR_OWN: [&str; 7] = ["REB", "UAF", "SEP", "OPP", "PTY", "PRM", "CRM"];

/// Whoever stands on another side than the one that the word before it says.
const COUNTERPARTS: [&str; 9] =
    ["adversary", "ally", "enemy", "foe", "neighbor", "neighbour", "opponent", "partner", "rival"];

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

/// Those who no longer hold office are elites (PLOVER manual, sector ELI).
fn former(sectors: Vec<String>) -> Vec<String> {
    if sectors.iter().any(|s| matches!(s.as_str(), "GOV" | "LEG" | "JUD" | "MIL" | "COP" | "SPY")) {
        vec!["ELI".to_string()]
    } else {
        sectors
    }
}

/// The sectors of the posts that somebody holds on this day; without a day, of the last post in the entry.
pub fn sectors_at(person: &Person, published: Option<&str>) -> Vec<String> {
    let mut sectors: Vec<String> = Vec::new();
    let held = person.posts.iter().filter(|post| match published {
        Some(day) => holds(day, &post.from, &post.to),
        None => post.to.is_empty(),
    });
    for sector in held.flat_map(|post| &post.sectors) {
        if !sectors.contains(sector) {
            sectors.push(sector.clone());
        }
    }
    if sectors.is_empty() && published.is_none() {
        sectors = person.posts.last().map(|post| post.sectors.clone()).unwrap_or_default();
    }
    sectors
}

/// Dates are compared as far as they are known: "2024" holds all of 2024.
pub fn holds(day: &str, from: &str, to: &str) -> bool {
    let head = |length: usize| day.get(..length.min(day.len())).unwrap_or(day);
    head(from.len()) >= from && (to.is_empty() || head(to.len()) <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_hold_as_exactly_as_their_dates() {
        assert!(holds("2024-10-01", "2024-10-01", ""));
        assert!(!holds("2024-09-30", "2024-10-01", ""));
        assert!(holds("2018-07-04", "2012", "2018-11"));
        assert!(!holds("2019-01-01", "2012", "2018"));
    }
}
