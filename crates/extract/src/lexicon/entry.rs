//! What a lexicon file holds, entry by entry. The same types are read from TOML and from the compiled-in blob.

use super::pattern::Pattern;
use hearsay_record::{CueClass, EventType, LanguageKind, SourceKind, Status};
use serde::{Deserialize, Serialize};

/// All entries of one file, or of all files together, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Entries {
    /// Predicates and what events they tell.
    pub frame: Vec<Frame>,
    /// Verbs that only carry an event noun.
    pub light: Vec<Light>,
    /// Words that attribute.
    pub cue: Vec<Cue>,
    /// Words that do not, though they stand like those that do.
    pub not_cue: Vec<NotCue>,
    /// Words that govern factuality.
    pub signature: Vec<Signature>,
    /// Noun classes.
    pub class: Vec<NounClass>,
    /// Words that give an event a context.
    pub context: Vec<Context>,
    /// States and territories.
    pub country: Vec<Country>,
    /// People in the news.
    pub person: Vec<Person>,
    /// Bodies with a name.
    pub organization: Vec<Organization>,
    /// Role nouns.
    pub role: Vec<Role>,
    /// Nouns that stand for a source.
    pub source: Vec<SourceNoun>,
    /// Loaded words, hedges and weasel phrases.
    pub loaded: Vec<Loaded>,
}

/// Predicates that tell one kind of event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Unique; shown in every event it codes.
    pub id: String,
    /// PLOVER type. `NONE` in the file: the words tell no event, and keep wider entries from matching.
    #[serde(rename = "type", with = "event_type")]
    pub kind: Option<EventType>,
    /// Of words that tell no event: the network may be so sure of an act that they tell it all the same.
    #[serde(default)]
    pub unless: Option<f32>,
    /// One of the type's modes.
    #[serde(default)]
    pub mode: Option<String>,
    /// CAMEO code, 2 to 4 digits.
    #[serde(default)]
    pub cameo: Option<String>,
    /// PLOVER contexts that always hold.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// Patterns with a verb (or predicative adjective) at their head.
    #[serde(default)]
    pub verbs: Vec<Pattern>,
    /// Patterns with an event noun at their head.
    #[serde(default)]
    pub nouns: Vec<Pattern>,
    /// Sentences it must code.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences it must not code.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Verbs that only carry an event noun: "carry out an attack", "face sanctions".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Light {
    /// Patterns; the event noun is the object, or what stands at the element with the role `E`: `come under=E`.
    pub verbs: Vec<Pattern>,
    /// The noun's role that the verb's subject fills: `A`, `R` or `B`.
    pub slot: RoleName,
    /// Nouns that go with these verbs; empty: every event noun.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Sentences in which the noun's frame must be found.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which it must not.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Roles of an event, as patterns write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RoleName {
    /// Actor.
    A,
    /// Recipient.
    R,
    /// Actor and recipient at once: each side of talks.
    B,
    /// Theme: looked at, not stored.
    T,
    /// Place.
    P,
    /// In light verbs: the event noun.
    E,
}

/// Words that attribute, of one class and one behaviour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// What is done by saying it.
    pub class: CueClass,
    /// Patterns with a verb at their head.
    #[serde(default)]
    pub verbs: Vec<Pattern>,
    /// Patterns with a noun at their head.
    #[serde(default)]
    pub nouns: Vec<Pattern>,
    /// Adverbs.
    #[serde(default)]
    pub adverbs: Vec<String>,
    /// Fixed words, matched as they stand.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The cue itself denies saying: "decline to say".
    #[serde(default)]
    pub negated: bool,
    /// The subject of the verb is part of what is claimed, and nobody is the source: "seem".
    #[serde(default)]
    pub raising: bool,
    /// Set phrases that nobody stands behind: "rumour has it".
    #[serde(default)]
    pub sourceless: bool,
    /// Sentences that must hold a statement with this cue: `S[source] K[cue] C[content]`.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences that must not.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Words that attribute nothing unless a clause or quotation follows, though a person and a thing stand beside them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotCue {
    /// Patterns with a verb at their head.
    pub verbs: Vec<Pattern>,
    /// Sentences without any statement.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences that hold a statement.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Words that govern how factual what they govern is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Unique.
    pub id: String,
    /// Lemmas; may end in a particle: `hold ~off`.
    pub words: Vec<String>,
    /// Part of speech of the governing word.
    pub pos: Pos,
    /// How the governed word hangs on it: a relation, or a preposition. Empty: any way.
    #[serde(default)]
    pub via: Vec<String>,
    /// Part of speech of what an adverb stands on; none: any.
    #[serde(default)]
    pub of: Option<Pos>,
    /// What it makes of what it governs when it is itself certain.
    pub positive: Commitment,
    /// … when it is negated. None: as `positive` with the value 0 and hypothetical.
    #[serde(default)]
    pub negative: Option<Commitment>,
    /// `The rebels failed to *seize* the airport. = -3 negated`
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which the entry must not decide, written the same way with what is right.
    #[serde(default)]
    pub no: Vec<String>,
}

/// A value and a status.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// FactBank's −3 … 3.
    pub value: f32,
    /// How it presents what it governs.
    pub status: Status,
}

/// Part of speech of a governing word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the words are their own documentation
pub enum Pos {
    Verb,
    Noun,
    Adjective,
    Adverb,
    Auxiliary,
    Conjunction,
    Determiner,
    Preposition,
}

/// Nouns of one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NounClass {
    /// The class, as patterns write it behind `@`.
    #[serde(rename = "id", alias = "name", with = "class_name")]
    pub name: Class,
    /// Lemmas; may have several words.
    #[serde(alias = "words")]
    pub nouns: Vec<String>,
    /// Sentences with a noun of the class: `A column of *troops* crossed the bridge.`
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which the marked noun is not of it.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Classes of nouns that a pattern can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the words are their own documentation
pub enum Class {
    // From names and roles.
    Person,
    Group,
    Org,
    Country,
    Actor,
    // From classes.toml.
    Armed,
    Crowd,
    Official,
    Place,
    Building,
    Vehicle,
    Weapon,
    Money,
    Goods,
    Document,
    Plan,
    Statement,
    Event,
    Abstract,
    Body,
    Measure,
    Part,
    Disaster,
    // What makes a coded word no news of this kind (untold.rs).
    Accident,
    Own,
    Survey,
    Violence,
    Sport,
    Justice,
}

impl Class {
    /// All classes, in order.
    pub const ALL: [Class; 29] = {
        use Class::*;
        [
            Person, Group, Org, Country, Actor, Armed, Crowd, Official, Place, Building, Vehicle, Weapon,
            Money, Goods, Document, Plan, Statement, Event, Abstract, Body, Measure, Part, Disaster,
            Accident, Own, Survey, Violence, Sport, Justice,
        ]
    };

    /// As patterns write it, without the `@`.
    pub fn name(self) -> &'static str {
        use Class::*;
        match self {
            Person => "person",
            Group => "group",
            Org => "org",
            Country => "country",
            Actor => "actor",
            Armed => "armed",
            Crowd => "crowd",
            Official => "official",
            Place => "place",
            Building => "building",
            Vehicle => "vehicle",
            Weapon => "weapon",
            Money => "money",
            Goods => "goods",
            Document => "document",
            Plan => "plan",
            Statement => "statement",
            Event => "event",
            Abstract => "abstract",
            Body => "body",
            Measure => "measure",
            Part => "part",
            Disaster => "disaster",
            Accident => "accident",
            Own => "own",
            Survey => "survey",
            Violence => "violence",
            Sport => "sport",
            Justice => "justice",
        }
    }
}

/// Words that give an event one of PLOVER's contexts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// PLOVER's word for it.
    #[serde(alias = "id", alias = "context")]
    pub name: String,
    /// Words and phrases, in dictionary form.
    #[serde(alias = "phrases")]
    pub words: Vec<String>,
    /// Sentences whose event must have it.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences whose event must not.
    #[serde(default)]
    pub no: Vec<String>,
}

/// A state or territory.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: String,
    /// Common English name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Adjective and people.
    pub demonyms: Vec<String>,
    /// Stands for its government too.
    pub capital: String,
    /// Other places that stand for its government.
    pub metonyms: Vec<String>,
    /// Wikidata item.
    pub wikidata: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `[Mexico] signed the treaty.`
    pub yes: Vec<String>,
    /// Brackets around what must not be taken as this country.
    pub no: Vec<String>,
}

/// Somebody in the news.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// Other names; a last name alone only if it is unmistakable.
    pub aliases: Vec<String>,
    /// Country code.
    pub country: String,
    /// Wikidata item.
    pub wikidata: String,
    /// Offices held, with dates.
    pub posts: Vec<Post>,
    /// `[Claudia Sheinbaum] met governors.`
    pub yes: Vec<String>,
    /// Brackets around what must not be taken as this person.
    pub no: Vec<String>,
}

/// An office held for a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Post {
    /// `president`
    pub title: String,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// First day, month or year; empty: not known.
    pub from: String,
    /// Last day, month or year; empty: still in office.
    pub to: String,
}

/// A body with a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Organization {
    /// Common English name.
    pub name: String,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
    /// Country code, or IGO UNO EUR NGO ISM IMG MNC.
    pub country: String,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// Wikidata item.
    pub wikidata: String,
    /// `[Hezbollah] fired rockets.`
    pub yes: Vec<String>,
    /// Brackets around what must not be taken as this body.
    pub no: Vec<String>,
}

/// Role nouns of one kind and sector.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Lemmas; may have several words.
    pub nouns: Vec<String>,
    /// One person, several, or a body.
    pub kind: RoleKind,
    /// PLOVER sectors.
    #[serde(default)]
    pub sectors: Vec<String>,
    /// `A Turkish [policeman] was arrested.`
    #[serde(default)]
    pub yes: Vec<String>,
    /// Brackets around what must not be taken as this role.
    #[serde(default)]
    pub no: Vec<String>,
}

/// One person or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the words are their own documentation
pub enum RoleKind {
    Person,
    Group,
    Organization,
}

/// Nouns that stand for a source without a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceNoun {
    /// Lemmas; may have several words.
    pub nouns: Vec<String>,
    /// What sort of source.
    pub kind: SourceKind,
    /// `S[Critics] say the law is unclear.`
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which it is none.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Words that colour the writer's voice, of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loaded {
    /// What they do.
    pub kind: LanguageKind,
    /// Words and phrases, as written or in dictionary form.
    #[serde(default)]
    pub words: Vec<String>,
    /// Part of speech that a single word must have; none: any.
    #[serde(default)]
    pub pos: Option<Pos>,
    /// Instead of words: a few words in quotation marks.
    #[serde(default)]
    pub quoted: bool,
    /// Lemmas that keep it from matching when they stand right before it.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// … right behind it, as written.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// `The *so-called* experts met.`
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which the marked words are not.
    #[serde(default)]
    pub no: Vec<String>,
}

/// A class is named with or without its `@`.
mod class_name {
    use super::Class;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(class: &Class, out: S) -> Result<S::Ok, S::Error> {
        class.name().serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Class, D::Error> {
        let name = String::deserialize(input)?;
        let bare = name.trim_start_matches('@');
        let known = Class::ALL.into_iter().find(|class| class.name() == bare);
        known.ok_or_else(|| {
            D::Error::custom(super::super::pattern::unknown("class", bare, &Class::ALL.map(Class::name)))
        })
    }
}

/// `NONE` in a file is no type.
mod event_type {
    use hearsay_record::EventType;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(kind: &Option<EventType>, out: S) -> Result<S::Ok, S::Error> {
        kind.map_or("NONE", EventType::name).serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<EventType>, D::Error> {
        let name = String::deserialize(input)?;
        if name == "NONE" {
            return Ok(None);
        }
        let known = EventType::ALL.into_iter().find(|kind| kind.name() == name);
        known.map(Some).ok_or_else(|| {
            let names = EventType::ALL.map(EventType::name);
            D::Error::custom(super::super::pattern::unknown("event type", &name, &names))
        })
    }
}
