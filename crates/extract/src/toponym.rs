//! Which words name places: names by the engine, by the lexicons, and by where they stand.
//!
//! The engine sees most of them. What it takes for a person or a body, or does not name at all, is a place only where
//! the gazetteer has it and something beside it says so: "in", a region that contains it, a list of places, "man" or
//! "police" behind it, or the same name elsewhere in the article. Inside the name of a public institution the place
//! it belongs to is named too: "Dallas Police Department".

use crate::gazetteer::{self, Kind};
use crate::gender;
use crate::known::Known;
use crate::lexicon::Lexicons;
use crate::mention::{Gender, MentionKind, Mentions, top};
use crate::place_words::{
    goes_with_of, is_force, is_institution, is_local, is_local_body, is_ordinary, is_road,
};
use hearsay_nlp::{Document, Name, NameType, Upos};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The tokens of every place name, in order, never overlapping. "Paris, Texas" is two.
pub fn toponyms(document: &Document, lexicons: &Lexicons, mentions: &Mentions) -> Vec<Range<usize>> {
    let mut found = Found {
        document,
        lexicons,
        spans: Vec::new(),
        taken: vec![false; document.tokens.len()],
        keys: FxHashSet::default(),
        surnames: surnames(document),
    };
    for sentence in &document.sentences {
        if let Some(span) = found.dateline(sentence.clone()) {
            found.take(span);
        }
    }
    // A state's name of several words before the pieces that the engine may make of it.
    found.take_states(mentions, 2);
    for name in names_of(document, &[NameType::Gpe, NameType::Loc, NameType::Fac]) {
        for part in found.parts(name.tokens.clone()) {
            if !found.is_of_a_people(&part) {
                found.take(part);
            }
        }
    }
    found.take_states(mentions, 1);
    // Twice: what the first round finds is known elsewhere in the second.
    for _ in 0..2 {
        for name in names_of(document, &[NameType::Org, NameType::Person, NameType::Product]) {
            let span = found.without_party(name.tokens.clone());
            let of_party = span.start > name.tokens.start;
            if found.stands_as_a_place(&span, Some(name.kind), of_party) {
                found.take(span);
            }
        }
        found.unnamed();
    }
    for name in names_of(document, &[NameType::Org, NameType::Event, NameType::Person]) {
        for span in found.inside(name) {
            found.take(span);
        }
    }
    let Found { mut spans, .. } = found;
    for span in &mut spans {
        widen(document, span);
    }
    spans.sort_by_key(|span| span.start);
    spans.dedup_by(|b, a| b.start < a.end);
    spans
}

/// Place names that begin the names of bodies or follow their "of": "Kentucky" in "Kentucky State Police".
pub fn hints(document: &Document) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for name in names_of(document, &[NameType::Org, NameType::Fac]) {
        let after_of = name.tokens.clone().find(|&i| document.word(i) == "of").map(|i| i + 1);
        for start in [Some(name.tokens.start), after_of].into_iter().flatten() {
            let start =
                start + usize::from(start < name.tokens.end && document.tokens[start].upos == Upos::Det);
            let longest = (start + 1..name.tokens.end.min(start + 3) + 1).rev().map(|end| start..end);
            let mut inside =
                longest.filter(|span| span.len() < name.tokens.len() && span.end <= name.tokens.end);
            found.extend(inside.find(|span| is_large(document.slice(span.clone()), 8.0)));
        }
    }
    found
}

fn names_of<'a>(document: &'a Document, kinds: &'a [NameType]) -> impl Iterator<Item = &'a Name> {
    document.names.iter().filter(|name| kinds.contains(&name.kind))
}

/// The words of people's full names: alone, they are more likely those people than places.
fn surnames(document: &Document) -> FxHashSet<&str> {
    let full = names_of(document, &[NameType::Person]).filter(|name| name.tokens.len() > 1);
    full.filter(|name| !name.tokens.clone().any(|k| document.word(k) == "-"))
        .flat_map(|name| name.tokens.clone().map(|k| document.word(k)))
        .collect()
}

/// A place of this name has more than e^`least` inhabitants, or is a region.
fn is_large(name: &str, least: f32) -> bool {
    gazetteer::find(name).iter().any(|place| place.log_population > least && !place.alternate)
}

/// The names found so far.
struct Found<'a> {
    document: &'a Document,
    lexicons: &'a Lexicons,
    spans: Vec<Range<usize>>,
    taken: Vec<bool>,
    /// What the places found so far are called.
    keys: FxHashSet<String>,
    surnames: FxHashSet<&'a str>,
}

impl Found<'_> {
    fn word(&self, i: usize) -> &str {
        self.document.word(i)
    }

    fn text(&self, span: &Range<usize>) -> &str {
        self.document.slice(span.clone())
    }

    fn take(&mut self, span: Range<usize>) {
        if span.is_empty() || self.taken[span.clone()].iter().any(|&taken| taken) {
            return;
        }
        self.taken[span.clone()].fill(true);
        if self.is_in_gazetteer(&span) {
            self.keys.insert(gazetteer::key(self.text(&span)));
        }
        self.spans.push(span);
    }

    /// States and capitals by the lexicons, of at least `words` words.
    fn take_states(&mut self, mentions: &Mentions, words: usize) {
        for mention in &mentions.list {
            if let (MentionKind::Name, false, Some(Known::Country(_) | Known::Capital(_)), Some(name)) =
                (mention.kind, mention.adjective, mention.known, mention.name.clone())
                && name.len() >= words
            {
                self.take(name);
            }
        }
    }

    fn is_listed(&self, span: &Range<usize>) -> bool {
        self.keys.contains(&gazetteer::key(self.text(span)))
    }

    fn is_in_gazetteer(&self, span: &Range<usize>) -> bool {
        let text = self.text(span);
        !gazetteer::find(text).is_empty()
            || self.is_country(span)
            || text.starts_with(char::is_uppercase) && !gazetteer::find(&format!("{text} County")).is_empty()
    }

    fn is_country(&self, span: &Range<usize>) -> bool {
        self.lexicons.known.name(self.text(span)).iter().any(|known| matches!(known, Known::Country(_)))
    }

    /// A person, a body or a government's seat by the lexicons.
    fn is_somebody(&self, span: &Range<usize>) -> bool {
        let known = self.lexicons.known.name(self.text(span));
        known
            .iter()
            .any(|known| matches!(known, Known::Organization(_) | Known::Person(_) | Known::Metonym(_)))
    }

    /// "Turkish", "South Ossetian": an adjective, which the engine at times takes for the place itself.
    fn is_of_a_people(&self, span: &Range<usize>) -> bool {
        let known = self.lexicons.known.name(self.text(span));
        let adjective = self.document.tokens[top(self.document, span.clone())].upos == Upos::Adj;
        !self.is_in_gazetteer(span)
            && (adjective || known.iter().any(|known| matches!(known, Known::Demonym(_))))
    }

    /// Written as no place is: "Miss" for "Miss.", "BA", "South" alone.
    fn is_written_otherwise(&self, span: &Range<usize>) -> bool {
        let text = self.text(span);
        let short = text.chars().filter(|c| c.is_alphabetic()).count() < 5;
        let shouted = !text.chars().any(char::is_lowercase);
        let ordinary = span.len() == 1 && is_ordinary(text);
        let abbreviation = short && !text.ends_with('.') && !self.is_country(span) && {
            let found = gazetteer::find(text);
            found.iter().any(|p| {
                p.kind == Kind::Admin1 && gazetteer::key(&gazetteer::name(p.id)) != gazetteer::key(text)
            })
        };
        ordinary || abbreviation || short && shouted && !self.is_state_or_region(span)
    }

    /// A state, or a first-level region by its own name or by the abbreviation that newspapers use.
    fn is_state_or_region(&self, span: &Range<usize>) -> bool {
        let text = self.text(span);
        self.is_country(span)
            || gazetteer::find(text).iter().any(|place| {
                let own = gazetteer::key(&gazetteer::name(place.id)) == gazetteer::key(text);
                let abbreviated = text.ends_with('.') && matches!(place.country, "USA" | "CAN");
                place.kind == Kind::Admin1 && (own || abbreviated)
            })
    }

    /// Cuts a name at its commas, and at a hyphen between two places; articles, possessive marks and a party before
    /// it off its edges.
    fn parts(&self, tokens: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = tokens.start;
        for i in tokens.start..=tokens.end {
            let cut = i == tokens.end
                || matches!(self.word(i), "," | "(" | ")" | ";" | "/")
                || matches!(self.word(i), "-" | "–") && self.joins_two(&tokens, i);
            if !cut {
                continue;
            }
            let mut part = self.without_party(start..i);
            while part.len() > 1 && matches!(self.document.tokens[part.start].upos, Upos::Det | Upos::Adp) {
                part.start += 1;
            }
            while part.len() > 1 && matches!(self.word(part.end - 1), "'s" | "’s" | "'" | "’") {
                part.end -= 1;
            }
            if !part.is_empty() {
                parts.push(part);
            }
            start = i + 1;
        }
        parts
    }

    /// "Washington-Moscow": a place on either side, and none of the whole name.
    fn joins_two(&self, tokens: &Range<usize>, hyphen: usize) -> bool {
        let (before, behind) = (tokens.start..hyphen, hyphen + 1..tokens.end);
        !before.is_empty()
            && !behind.is_empty()
            && !self.is_in_gazetteer(tokens)
            && self.is_in_gazetteer(&before)
            && self.is_in_gazetteer(&behind)
    }

    /// "D-Chicopee": the party before a politician's place.
    fn without_party(&self, span: Range<usize>) -> Range<usize> {
        let party = span.len() > 2
            && matches!(self.word(span.start), "D" | "R" | "I" | "DFL" | "Con" | "Lab")
            && matches!(self.word(span.start + 1), "-" | "–");
        if party { span.start + 2..span.end } else { span }
    }

    /// Something beside this name says that it is a place.
    fn stands_as_a_place(&self, span: &Range<usize>, kind: Option<NameType>, of_party: bool) -> bool {
        let free = !self.taken[span.clone()].iter().any(|&taken| taken);
        if !free || span.is_empty() || self.is_somebody(span) || !self.is_in_gazetteer(span) {
            return false;
        }
        // "B.C. lab": the engine may take the dots for somebody's initials.
        let text = self.text(span);
        if span.len() == 1 && text.matches('.').count() > 1 && self.is_state_or_region(span) {
            return true;
        }
        let person = kind == Some(NameType::Person);
        let shouted = !text.chars().any(char::is_lowercase);
        if self.is_written_otherwise(span)
            || person && shouted
            || span.len() == 1 && self.surnames.contains(self.word(span.start))
        {
            return false;
        }
        of_party
            || !person && self.is_state_or_region(span)
            || self.is_listed(span)
            || self.is_introduced(span, person)
            || self.is_contained(span)
            || self.is_followed(span)
            || self.is_in_a_list(span)
    }

    /// "in", "near", "north of", "residents of", "43, of", "R-".
    fn is_introduced(&self, span: &Range<usize>, person: bool) -> bool {
        let Some(before) = span.start.checked_sub(1) else { return false };
        let back = |n: usize| before.checked_sub(n).filter(|&k| !self.document.word(k).is_empty());
        match self.word(before).to_lowercase().as_str() {
            "in" | "near" | "outside" | "throughout" | "across" => true,
            "from" => !person,
            "of" => back(1).is_some_and(|k| {
                let token = &self.document.tokens[k];
                let aged = self.word(k) == "," && back(2).is_some_and(|k| self.is_number(k));
                let named = self.document.names.iter().any(|name| {
                    name.kind == NameType::Person && name.tokens.end == k + 1 && name.tokens.len() > 1
                });
                aged || named || goes_with_of(&token.lemma)
            }),
            "-" | "–" => back(1).is_some_and(|k| matches!(self.word(k), "D" | "R" | "DFL")),
            _ => false,
        }
    }

    fn is_number(&self, k: usize) -> bool {
        self.word(k).bytes().all(|b| b.is_ascii_digit())
    }

    /// "Ravenel, S.C.": a region or state behind the comma that holds a place of this name.
    fn is_contained(&self, span: &Range<usize>) -> bool {
        let sentence = &self.document.sentences[self.document.tokens[span.start].sentence];
        if span.end + 1 >= sentence.end || self.word(span.end) != "," {
            return false;
        }
        let inner = gazetteer::find(self.text(span));
        let longest = (span.end + 2..=sentence.end.min(span.end + 4)).rev();
        longest.map(|end| span.end + 1..end).any(|outer| {
            let text = self.text(&outer);
            if !text.starts_with(char::is_uppercase) {
                return false;
            }
            let regions = gazetteer::find(text);
            let region = regions.iter().filter(|region| region.kind == Kind::Admin1).any(|region| {
                inner.iter().any(|p| {
                    p.country == region.country && p.admin1 == region.admin1 && p.kind != Kind::Admin1
                })
            });
            let state = self.lexicons.known.name(text).iter().any(|known| match known {
                Known::Country(i) => {
                    let code = &self.lexicons.entries.country[*i as usize].code;
                    inner.iter().any(|place| place.country == *code)
                }
                _ => false,
            });
            region || state
        })
    }

    /// "a Chapin man", "Delta police": people and bodies called by their place.
    fn is_followed(&self, span: &Range<usize>) -> bool {
        let sentence = &self.document.sentences[self.document.tokens[span.start].sentence];
        span.end < sentence.end && is_local(self.word(span.end))
    }

    /// "Becker, Clay and Douglas": places on either side.
    fn is_in_a_list(&self, span: &Range<usize>) -> bool {
        let joins = |k: usize| matches!(self.word(k), "," | "and" | "or" | "&");
        let before = span.start >= 2 && joins(span.start - 1) && {
            let k =
                if self.word(span.start - 2) == "," { span.start.saturating_sub(3) } else { span.start - 2 };
            self.taken[k]
        };
        let behind = span.end + 1 < self.taken.len() && joins(span.end) && {
            let k = if joins(span.end + 1) { (span.end + 2).min(self.taken.len() - 1) } else { span.end + 1 };
            self.taken[k]
        };
        before && behind
    }

    /// Capitalised words without a name of the engine: the longest beginning of each run that stands as a place.
    fn unnamed(&mut self) {
        let mut named = vec![false; self.document.tokens.len()];
        self.document.names.iter().for_each(|name| named[name.tokens.clone()].fill(true));
        let mut i = 0;
        while i < named.len() {
            let free = |k: usize| !named[k] && self.document.tokens[k].upos == Upos::Propn;
            if !free(i) || !self.word(i).starts_with(char::is_uppercase) {
                i += 1;
                continue;
            }
            let sentence_end = self.document.sentences[self.document.tokens[i].sentence].end;
            let end = (i..sentence_end).find(|&k| !free(k)).unwrap_or(sentence_end);
            let found = (i + 1..=end.min(i + 4))
                .rev()
                .map(|to| i..to)
                .find(|span| self.stands_as_a_place(span, None, false));
            if let Some(span) = found {
                self.take(span);
            }
            i = end;
        }
    }

    /// "EDMONTON — The city …", "CAIRO (AP) - …": the place an article is sent from.
    fn dateline(&self, sentence: Range<usize>) -> Option<Range<usize>> {
        let i = sentence.start;
        let shouted = |k: usize| {
            let word = self.word(k);
            word.chars().count() > 2
                && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\''))
        };
        let mut end = i;
        while end < sentence.end && end < i + 4 && shouted(end) {
            end += 1;
        }
        if end == i || end >= sentence.end {
            return None;
        }
        let closes =
            (end..(end + 8).min(sentence.end)).any(|k| matches!(self.word(k), "—" | "–" | "-" | "--" | "―"));
        let span = i..end;
        (closes && self.is_in_gazetteer(&span)).then_some(span)
    }

    /// The places that the name of a public institution holds: at its beginning, or behind its last "of".
    fn inside(&self, name: &Name) -> Vec<Range<usize>> {
        let tokens = name.tokens.clone();
        if tokens.len() < 2 || self.is_of_no_state(&tokens) {
            return Vec::new();
        }
        let start = tokens.start + usize::from(self.document.tokens[tokens.start].upos == Upos::Det);
        let sentence_end = self.document.sentences[self.document.tokens[start].sentence].end;
        let person = name.kind == NameType::Person;
        let names = |span: &Range<usize>| {
            let text = self.text(span);
            let first_name =
                span.len() == 1 && gender::of_first_name(self.word(span.start)) != Gender::Unknown;
            let large = self.is_country(span) || is_large(text, 9.2);
            text.starts_with(char::is_uppercase)
                && !self.is_written_otherwise(span)
                && (self.is_listed(span) || large && !first_name)
        };
        let mut found = Vec::new();
        if !is_road(self.word(tokens.end - 1)) {
            // "Quebec Health Minister": the role may stand right behind the name.
            let reach = |at: usize| if person { at + 1 } else { (tokens.end + 1).min(sentence_end) };
            let pieces = |from: usize| (from + 1..tokens.end.min(from + 4)).rev().map(move |end| from..end);
            let own = |at: usize| matches!(self.word(at), "'s" | "’s" | "'" | "’");
            let serves = |span: &Range<usize>| {
                let mut bodies = (span.end..tokens.end).filter(|&k| is_local_body(self.word(k)));
                // "Brant OPP": nobody is called so.
                let local = bodies.any(|k| !person || is_force(self.word(k)));
                names(span) && self.is_public(span.end..reach(span.end))
                    || local && !self.is_written_otherwise(span) && self.is_in_gazetteer(span)
                    || !person && names(span) && self.is_state_or_region(span)
            };
            let longest = pieces(start).find(|span| names(span) || serves(span));
            let first = longest.filter(|span| serves(span) && !own(span.end));
            // "Western Pennsylvania Kennel Association"
            let second = || {
                let inside = is_ordinary(self.word(start)) && !person;
                pieces(start + 1).find(|span| inside && names(span) && self.is_state_or_region(span))
            };
            found.extend(first.or_else(second));
        }
        let of = tokens.clone().rev().find(|&k| matches!(self.word(k), "of" | "in" | "for"));
        if let Some(of) = of {
            let from = of + 1 + usize::from(of + 2 < tokens.end && self.word(of + 1) == "the");
            let longest = (from + 1..=tokens.end).rev().map(|end| from..end).find(names);
            // "Innocence Project of Texas": a region says where also of a private body.
            found.extend(
                longest
                    .filter(|span| !person && (self.is_public(start..of) || self.is_state_or_region(span))),
            );
        } else if name.kind == NameType::Org {
            // "CTV Winnipeg", where the article speaks of Winnipeg; "Environment Canada".
            let mut last = (start + 1..tokens.end).map(|from| from..tokens.end);
            let named = |span: &Range<usize>| {
                self.is_listed(span)
                    || self.is_country(span) && span.len() == 1 && self.word(span.start).len() > 4
            };
            found.extend(last.find(|span| named(span) && !self.is_written_otherwise(span)));
        }
        found
    }

    /// Among these words is what public institutions and offices are called.
    fn is_public(&self, mut tokens: Range<usize>) -> bool {
        tokens
            .any(|k| is_institution(self.word(k)) || self.lexicons.known.role_at(self.document, k).is_some())
    }

    /// A company, a newspaper, a world-wide body: its name says nothing of where.
    fn is_of_no_state(&self, tokens: &Range<usize>) -> bool {
        self.lexicons.known.name(self.text(tokens)).iter().any(|known| match known {
            Known::Organization(o) => {
                let body = &self.lexicons.entries.organization[*o as usize];
                self.lexicons.known.country(&body.country).is_none()
                    || body.sectors.iter().any(|s| s == "JRN")
            }
            _ => false,
        })
    }
}

/// "Laurel" before "County": the whole is the name.
fn widen(document: &Document, span: &mut Range<usize>) {
    let sentence = &document.sentences[document.tokens[span.start].sentence];
    if span.end < sentence.end
        && matches!(
            document.word(span.end),
            "County"
                | "Parish"
                | "Province"
                | "Oblast"
                | "Governorate"
                | "Island"
                | "Islands"
                | "Township"
                | "Twp."
                | "Twp"
                | "Co."
        )
    {
        span.end += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::mentions;
    use crate::testing::named;

    fn places(text: &str) -> Vec<String> {
        let document = named(text);
        let lexicons = Lexicons::embedded();
        let mentions = mentions(&document, &lexicons.entries, &lexicons.known);
        let spans = toponyms(&document, lexicons, &mentions);
        spans.into_iter().map(|span| document.slice(span).to_string()).collect()
    }

    #[test]
    fn a_place_within_a_place_is_two() {
        assert_eq!(places("near [GPE Paris , Texas]"), ["Paris", "Texas"]);
        assert_eq!(places("the [GPE Warsaw - Berlin] train"), ["Warsaw", "Berlin"]);
    }

    #[test]
    fn public_bodies_name_their_place() {
        assert_eq!(places("The [ORG Dallas Police Department] said so"), ["Dallas"]);
        assert_eq!(places("at the [ORG University of Nairobi]"), ["Nairobi"]);
        assert_eq!(places("the [ORG Edgar County Community Foundation]"), ["Edgar County"]);
        assert_eq!(places("[ORG Eastern Kentucky University] closed"), ["Kentucky"]);
        assert_eq!(places("[PERSON Lubbock PD] responded"), ["Lubbock"]);
        assert_eq!(places("[PERSON LUBBOCK COURT] was born"), [""; 0]);
        // A newspaper and a company are called by a place and are elsewhere.
        assert_eq!(places("told the [ORG Washington Post]"), [""; 0]);
        assert_eq!(places("the [ORG Department of Justice] said"), [""; 0]);
    }

    #[test]
    fn what_the_engine_takes_for_somebody() {
        assert_eq!(places("Anna Reyes , 43 , of [PERSON Lubbock]"), ["Lubbock"]);
        assert_eq!(places("a [PERSON Lubbock] man"), ["Lubbock"]);
        assert_eq!(places("from [PERSON Lubbock] , Texas"), ["Lubbock", "Texas"]);
        assert_eq!(places("Sen. Ann Ruiz , [PERSON D - Laredo] , voted"), ["Laredo"]);
        assert_eq!(places("[GPE Laredo] is growing . [ORG Laredo] pays"), ["Laredo", "Laredo"]);
        assert_eq!(places("[PERSON B.C.] lab tests it"), ["B.C."]);
        // Nothing says that these are no people, or somebody of that name is in the text.
        assert_eq!(places("[PERSON Lubbock] smiled"), [""; 0]);
        assert_eq!(places("[PERSON Jackson Tyler] came ; a [PERSON Tyler] man"), [""; 0]);
    }

    #[test]
    fn words_that_are_also_towns() {
        assert_eq!(places("the [PERSON Miss] Teen pageant in [ORG Justice]"), [""; 0]);
        assert_eq!(places("the [GPE Turkish] capital"), [""; 0]);
    }

    #[test]
    fn datelines() {
        assert_eq!(places("LUSAKA -- The minister resigned"), ["LUSAKA"]);
        assert_eq!(places("BREAKING -- The minister resigned"), [""; 0]);
    }
}
