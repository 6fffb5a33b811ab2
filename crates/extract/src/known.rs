//! Who a written name or role noun stands for, by the lexicons alone.

use crate::lexicon::{Country, Entries, Organization, Person, Role};
use hearsay_nlp::{Document, Upos};
use hearsay_record::CueClass;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A lexicon entry that a name can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Known {
    /// A state, by its own name.
    Country(u32),
    /// A state, by its adjective or its people.
    Demonym(u32),
    /// A state, by its capital.
    Capital(u32),
    /// A state's government, by where it sits.
    Metonym(u32),
    /// Somebody.
    Person(u32),
    /// A body.
    Organization(u32),
}

/// The names and role nouns of all lexicons, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub struct Index {
    names: FxHashMap<Box<str>, Vec<Known>>,
    roles: FxHashMap<Box<str>, u32>,
    role_starts: FxHashSet<Box<str>>,
    countries: FxHashMap<Box<str>, u32>,
    sayings: FxHashSet<Box<str>>,
    askings: FxHashSet<Box<str>>,
}

/// The longest name or role noun in tokens.
const LONGEST_NAME: usize = 9;
const LONGEST_ROLE: usize = 5;

impl Index {
    /// Indexes all names, demonyms, metonyms and role nouns. Later entries stand before earlier ones.
    pub fn new(entries: &Entries) -> Self {
        let mut index = Index::default();
        for (i, country) in entries.country.iter().enumerate() {
            index.add_country(i as u32, country);
        }
        for (i, person) in entries.person.iter().enumerate() {
            index.add_person(i as u32, person);
        }
        for (i, body) in entries.organization.iter().enumerate() {
            index.add_organization(i as u32, body);
        }
        for (i, role) in entries.role.iter().enumerate() {
            index.add_role(i as u32, role);
        }
        let speaks =
            |class| !matches!(class, CueClass::Know | CueClass::Show | CueClass::Support | CueClass::Oppose);
        for cue in entries.cue.iter().filter(|cue| speaks(cue.class)) {
            index.sayings.extend(cue.verbs.iter().map(|pattern| pattern.head.as_str().into()));
        }
        for cue in entries.cue.iter().filter(|cue| cue.class == CueClass::Ask) {
            let bare = cue.verbs.iter().filter(|pattern| pattern.elements.is_empty());
            index.askings.extend(bare.map(|pattern| pattern.head.as_str().into()));
        }
        index
    }

    /// True for the lemma of a verb by which somebody puts words or thoughts: "say", "insist", "hope".
    pub fn is_saying(&self, lemma: &str) -> bool {
        self.sayings.contains(lemma)
    }

    /// True for the lemma of a verb that asks, whatever it governs: "ask", "query".
    pub fn is_asking(&self, lemma: &str) -> bool {
        self.askings.contains(lemma)
    }

    fn add_country(&mut self, i: u32, country: &Country) {
        self.countries.insert(country.code.as_str().into(), i);
        for name in std::iter::once(&country.name).chain(&country.aliases) {
            self.add(name, Known::Country(i));
        }
        for demonym in &country.demonyms {
            self.add(demonym, Known::Demonym(i));
            if !demonym.ends_with(['s', 'h', 'z']) {
                self.add(&format!("{demonym}s"), Known::Demonym(i));
            }
        }
        self.add(&country.capital, Known::Capital(i));
        for metonym in &country.metonyms {
            self.add(metonym, Known::Metonym(i));
        }
    }

    fn add_person(&mut self, i: u32, person: &Person) {
        for name in std::iter::once(&person.name).chain(&person.aliases) {
            self.add(name, Known::Person(i));
        }
    }

    fn add_organization(&mut self, i: u32, body: &Organization) {
        for name in std::iter::once(&body.name).chain(&body.aliases) {
            self.add(name, Known::Organization(i));
        }
    }

    fn add_role(&mut self, i: u32, role: &Role) {
        for noun in &role.nouns {
            let words: Vec<String> = noun.split([' ', '-']).filter(|w| !w.is_empty()).map(singular).collect();
            if let Some(first) = words.first() {
                self.role_starts.insert(first.as_str().into());
                self.roles.insert(words.join(" ").into(), i);
            }
        }
    }

    fn add(&mut self, name: &str, known: Known) {
        let key = key(name);
        if key.is_empty() {
            return;
        }
        let found = self.names.entry(key.into()).or_default();
        if !found.contains(&known) {
            found.insert(0, known);
        }
    }

    /// Everything that this name can stand for; none if it is not known.
    pub fn name(&self, name: &str) -> &[Known] {
        let key = key(name);
        if let Some(found) = self.names.get(key.as_str()) {
            return found;
        }
        // "SUDAN" in a headline; longer names are lowered by `key` already.
        let shouted = key.len() > 3 && key.bytes().all(|b| b.is_ascii_uppercase());
        let lowered =
            if shouted { key[..1].to_string() + &key[1..].to_ascii_lowercase() } else { return &[] };
        self.names.get(lowered.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Index of the country with this code.
    pub fn country(&self, code: &str) -> Option<usize> {
        self.countries.get(code).map(|&i| i as usize)
    }

    /// The longest known name that starts at token `i`, with what it can stand for.
    pub fn name_at(&self, document: &Document, i: usize) -> Option<(Range<usize>, &[Known])> {
        let sentence = &document.sentences[document.tokens[i].sentence];
        let end = (i + LONGEST_NAME).min(sentence.end);
        (i + 1..=end).rev().find_map(|to| {
            let last = document.word(to - 1);
            // "Mexico's" is looked up as "Mexico"; the mark is no part of the name.
            let possessive = to > i + 1 && matches!(last, "'s" | "’s" | "'" | "’");
            if possessive || matches!(document.tokens[to - 1].upos, Upos::Punct) {
                return None;
            }
            let found = self.name(document.slice(i..to));
            (!found.is_empty()).then_some((i..to, found))
        })
    }

    /// The role noun of these words ("foreign minister"), as an index into the role entries.
    pub fn role(&self, words: &str) -> Option<usize> {
        let words: Vec<String> = words.split([' ', '-']).filter(|w| !w.is_empty()).map(singular).collect();
        self.roles.get(words.join(" ").as_str()).map(|&i| i as usize)
    }

    /// The longest role noun that starts at token `i`, as an index into the role entries.
    pub fn role_at(&self, document: &Document, i: usize) -> Option<(Range<usize>, usize)> {
        self.role_at_most(document, i, LONGEST_ROLE)
    }

    /// As [`Index::role_at`], in at most `longest` tokens.
    pub fn role_at_most(
        &self,
        document: &Document,
        i: usize,
        longest: usize,
    ) -> Option<(Range<usize>, usize)> {
        let first = role_word(document, i);
        if !self.role_starts.contains(first.as_str()) {
            return None;
        }
        let sentence = &document.sentences[document.tokens[i].sentence];
        let end = (i + longest).min(sentence.end);
        let mut words = first;
        let mut best = self.roles.get(words.as_str()).map(|&role| (i..i + 1, role as usize));
        for k in i + 1..end {
            if document.word(k) == "-" {
                continue;
            }
            words.push(' ');
            words.push_str(&role_word(document, k));
            if let Some(&role) = self.roles.get(words.as_str()) {
                best = Some((i..k + 1, role as usize));
            }
        }
        best
    }
}

/// A word of a role noun as it is looked up: nouns by their lemma, the rest as written.
fn role_word(document: &Document, i: usize) -> String {
    let token = &document.tokens[i];
    match token.upos {
        Upos::Noun => singular(&token.lemma),
        _ => singular(document.word(i)),
    }
}

/// Lower case, with a plural ending cut off: alike for the lexicon's words and the text's.
fn singular(word: &str) -> String {
    let mut word = word.to_lowercase();
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        word.pop();
    }
    word
}

/// A name as it is looked up: letters and digits only, without article, marks and blanks. Case stays, but for
/// the first letter and for names written in capitals throughout.
pub fn key(name: &str) -> String {
    let name = name.trim();
    let name = ["the ", "The ", "THE "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    let name = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    let shouted =
        name.chars().filter(|c| c.is_alphabetic()).count() > 5 && !name.chars().any(char::is_lowercase);
    let mut key = String::with_capacity(name.len());
    let mut inside_word = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            inside_word = false;
            continue;
        }
        let first = key.is_empty();
        fold(c, |c| {
            if shouted && inside_word {
                key.extend(c.to_lowercase());
            } else if first && key.is_empty() {
                key.extend(c.to_uppercase());
            } else {
                key.push(c);
            }
        });
        inside_word = true;
    }
    key
}

/// Hands on the letter without its marks: "é" as "e", "ß" as "ss".
pub fn fold(c: char, mut to: impl FnMut(char)) {
    if c.is_ascii() {
        return to(c);
    }
    const TABLE: [(&str, &str); 50] = [
        ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "a"),
        ("ÀÁÂÃÄÅĀĂĄẠẢẤẦ", "A"),
        ("çćĉċč", "c"),
        ("ÇĆĈĊČ", "C"),
        ("ďđð", "d"),
        ("ĎĐÐ", "D"),
        ("èéêëēĕėęěẹẻẽếềểễệǝə", "e"),
        ("ÈÉÊËĒĔĖĘĚẸẾỀ", "E"),
        ("ĝğġģǧ", "g"),
        ("ĜĞĠĢ", "G"),
        ("ĥħḥḩ", "h"),
        ("ĤĦḤḨ", "H"),
        ("ìíîïĩīĭįıỉịǐ", "i"),
        ("ÌÍÎÏĨĪĬĮİỈỊ", "I"),
        ("ĵ", "j"),
        ("Ĵ", "J"),
        ("ķḳ", "k"),
        ("ĶḲ", "K"),
        ("ĺļľŀł", "l"),
        ("ĹĻĽĿŁ", "L"),
        ("ñńņňŉṇ", "n"),
        ("ÑŃŅŇṆ", "N"),
        ("òóôõöøōŏőơọỏốồổỗộớờởỡợǒ", "o"),
        ("ÒÓÔÕÖØŌŎŐƠỌỐỒ", "O"),
        ("ŕŗřṛ", "r"),
        ("ŔŖŘ", "R"),
        ("śŝşšșṣ", "s"),
        ("ŚŜŞŠȘṢ", "S"),
        ("ţťŧțṭ", "t"),
        ("ŢŤŦȚṬ", "T"),
        ("ùúûüũūŭůűųưụủứừửữựǔ", "u"),
        ("ÙÚÛÜŨŪŬŮŰŲƯỤ", "U"),
        ("ŵ", "w"),
        ("Ŵ", "W"),
        ("ýÿŷỳỵỷỹ", "y"),
        ("ÝŸŶ", "Y"),
        ("źżžẓ", "z"),
        ("ŹŻŽẒ", "Z"),
        ("æ", "ae"),
        ("Æ", "Ae"),
        ("œ", "oe"),
        ("Œ", "Oe"),
        ("ß", "ss"),
        ("þ", "th"),
        ("Þ", "Th"),
        ("ʻʼʾʿ‘’", ""),
        ("\u{301}\u{300}\u{308}\u{303}\u{302}", ""),
        ("ẞ", "SS"),
        ("ĸ", "k"),
        ("ſ", "s"),
    ];
    match TABLE.iter().find(|(marked, _)| marked.contains(c)) {
        Some((_, plain)) => plain.chars().for_each(to),
        None => to(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        assert_eq!(key("al-Shabaab"), key("Al Shabaab"));
        assert_eq!(key("U.S."), key("the US"));
        assert_eq!(key("Enrique Peña Nieto"), key("Enrique Pena Nieto"));
        assert_eq!(key("SUDAN’S"), "SUDAN");
        assert_eq!(key("HEZBOLLAH"), key("Hezbollah"));
        assert_ne!(key("us"), key("US"));
    }

    #[test]
    fn role_words_lose_their_plural() {
        assert_eq!(singular("Ministers"), "minister");
        assert_eq!(singular("authorities"), "authority");
        assert_eq!(singular("press"), "press");
    }
}
