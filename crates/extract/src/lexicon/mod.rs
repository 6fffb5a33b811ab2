//! The lexicons: what the language knows, as data, with the indexes that analysis asks.

mod entry;
mod file;
mod origin;
mod pattern;
mod phrases;

pub use entry::{
    Class, Commitment, Country, Entries, Loaded, NounClass, Organization, Person, Pos, Role, RoleKind,
    RoleName, Signature,
};
pub use file::{LexiconError, parse};
use origin::Origins;
pub use pattern::{Element, Filter, Pattern, Slot};
pub use phrases::Phrases;

use crate::{cue, known};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// All lexicons, ready to be asked.
#[derive(Clone, Debug)]
pub struct Lexicons {
    /// Everything as written, in order.
    pub entries: Entries,
    /// Names and role nouns.
    pub known: known::Index,
    /// Frames by the lemma of a pattern's head: verbs and predicative adjectives.
    pub frame_verbs: ByHead,
    /// Frames by the lemma of a pattern's head: event nouns.
    pub frame_nouns: ByHead,
    /// Light verbs by lemma.
    pub light_verbs: ByHead,
    /// Cues.
    pub cues: cue::Index,
    /// Context words, as indexes into the contexts.
    pub context_words: Phrases<u32>,
    /// Source nouns, as indexes into the sources.
    pub source_nouns: Phrases<u32>,
    /// Loaded words, as indexes into the loaded entries.
    pub loaded_words: Phrases<u32>,
    /// Signatures by the lemma of their governing word, as indexes into the signatures.
    signatures: FxHashMap<Box<str>, Vec<SignatureWord>>,
    /// Classes by lemma, one bit each.
    classes: FxHashMap<Box<str>, u32>,
    /// Where the entries of the user's files stand.
    origins: Origins,
    hash: u64,
}

/// Where a pattern stands: its entry, and its place among the entry's patterns of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternRef {
    /// Index of the entry.
    pub entry: u32,
    /// Index of the pattern in the entry's `verbs` or `nouns`.
    pub pattern: u32,
}

/// Patterns by the lemma of their head.
#[derive(Clone, Debug, Default)]
pub struct ByHead(FxHashMap<Box<str>, Vec<PatternRef>>);

impl ByHead {
    /// Patterns whose head has this lemma, later entries first.
    pub fn get(&self, lemma: &str) -> &[PatternRef] {
        self.0.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Adds the patterns of an entry; later entries stand before earlier ones.
    pub fn add(&mut self, patterns: &[Pattern], entry: usize) {
        for (i, pattern) in patterns.iter().enumerate() {
            let at = PatternRef { entry: entry as u32, pattern: i as u32 };
            match self.0.get_mut(pattern.head.as_str()) {
                Some(list) => list.insert(0, at),
                None => drop(self.0.insert(pattern.head.as_str().into(), vec![at])),
            }
        }
    }
}

/// One governing word of a signature.
#[derive(Clone, Debug)]
pub struct SignatureWord {
    /// Index into the signatures.
    pub signature: u32,
    /// The particle it needs.
    pub particle: Option<Box<str>>,
    /// All words of a phrase; empty for a single word.
    pub phrase: Box<[Box<str>]>,
}

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicons.bin"));

static ORIGINS_BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/origins.bin"));

/// Where the built-in entries stand; unpacked when somebody asks.
static ORIGINS: LazyLock<Origins> = LazyLock::new(|| {
    postcard::from_bytes(ORIGINS_BLOB).expect("the build packed these bytes from the same type")
});

static EMBEDDED: LazyLock<Lexicons> = LazyLock::new(|| {
    let entries = postcard::from_bytes(BLOB).expect("the build packed these bytes from the same types");
    Lexicons::new(entries, hash(BLOB, SEED))
});

impl Lexicons {
    /// The lexicons that are compiled in. The first call unpacks and indexes them.
    pub fn embedded() -> &'static Lexicons {
        &EMBEDDED
    }

    /// The compiled-in lexicons with files of the user on top: `(name, content)`, in order. An entry with the
    /// identity of an earlier one (`id`, country code, name) takes its place. The errors name file and line.
    pub fn with_files(files: &[(String, String)]) -> Result<Lexicons, Vec<LexiconError>> {
        let mut entries: Entries =
            postcard::from_bytes(BLOB).expect("the build packed these bytes from the same types");
        let mut state = hash(BLOB, SEED);
        let mut wrong = Vec::new();
        let mut origins = Origins::default();
        for (name, text) in files {
            match parse(name, text) {
                Ok(more) => {
                    origins.add(name, text, &entries, &more);
                    entries.add(more);
                }
                Err(errors) => wrong.extend(errors),
            }
            state = hash(text.as_bytes(), state);
        }
        if wrong.is_empty() { Ok(Lexicons { origins, ..Lexicons::new(entries, state) }) } else { Err(wrong) }
    }

    /// File and line of an entry: by its id, code or name, or by its number among all of its section.
    pub fn origin(&self, section: &str, key: &str) -> Option<(String, usize)> {
        let found = self.origins.of(section, key).or_else(|| ORIGINS.of(section, key));
        found.map(|(file, line)| (file.to_string(), line))
    }

    /// The number that role `k` has among the roles as written; none if it comes from a class of nouns.
    pub fn written_role(&self, k: usize) -> Option<usize> {
        k.checked_sub(people(&self.entries).len())
    }

    /// Sixteen hexadecimal digits that change with any change of the content.
    pub fn hash(&self) -> String {
        format!("{:016x}", self.hash)
    }

    /// The signatures whose governing word has this lemma.
    pub fn signatures(&self, lemma: &str) -> &[SignatureWord] {
        self.signatures.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// True if a noun with this lemma is of this class by classes.toml.
    pub fn is_class(&self, lemma: &str, class: Class) -> bool {
        self.classes.get(lemma).is_some_and(|bits| bits & (1 << class as u32) != 0)
    }

    fn new(mut entries: Entries, hash: u64) -> Lexicons {
        let people = people(&entries);
        entries.role.splice(0..0, people);
        let mut made = Lexicons {
            known: known::Index::new(&entries),
            frame_verbs: ByHead::default(),
            frame_nouns: ByHead::default(),
            light_verbs: ByHead::default(),
            cues: cue::Index::new(&entries),
            context_words: Phrases::default(),
            source_nouns: Phrases::default(),
            loaded_words: Phrases::default(),
            signatures: FxHashMap::default(),
            classes: FxHashMap::default(),
            origins: Origins::default(),
            hash,
            entries: Entries::default(),
        };
        for (i, frame) in entries.frame.iter().enumerate() {
            made.frame_verbs.add(&frame.verbs, i);
            made.frame_nouns.add(&frame.nouns, i);
        }
        for (i, light) in entries.light.iter().enumerate() {
            made.light_verbs.add(&light.verbs, i);
        }
        for (i, context) in entries.context.iter().enumerate() {
            context.words.iter().for_each(|phrase| made.context_words.add(phrase, i as u32));
        }
        for (i, source) in entries.source.iter().enumerate() {
            source.nouns.iter().for_each(|noun| made.source_nouns.add(noun, i as u32));
        }
        for (i, loaded) in entries.loaded.iter().enumerate() {
            loaded.words.iter().for_each(|phrase| made.loaded_words.add(phrase, i as u32));
        }
        for class in &entries.class {
            for noun in &class.nouns {
                *made.classes.entry(noun.as_str().into()).or_default() |= 1 << class.name as u32;
            }
        }
        for (i, signature) in entries.signature.iter().enumerate() {
            for words in &signature.words {
                let (lemma, particle) = match words.split_once(" ~") {
                    Some((lemma, particle)) => (lemma, Some(Box::<str>::from(particle))),
                    None => (words.as_str(), None),
                };
                // A phrase is found by any of its words, since any may be the one that hangs on what it governs.
                let phrase: Box<[Box<str>]> = match lemma.contains(' ') {
                    true => lemma.split(' ').map(Box::from).collect(),
                    false => Box::default(),
                };
                for key in lemma.split(' ') {
                    let word = SignatureWord {
                        signature: i as u32,
                        particle: particle.clone(),
                        phrase: phrase.clone(),
                    };
                    made.signatures.entry(key.into()).or_default().push(word);
                }
            }
        }
        made.entries = entries;
        made
    }
}

/// Nouns of people and bodies in classes.toml are roles too, of no sector, unless an entry of roles.toml says more.
fn people(entries: &Entries) -> Vec<Role> {
    let role = |class: &NounClass| {
        let kind = match class.name {
            Class::Person | Class::Armed | Class::Crowd | Class::Official | Class::Actor => RoleKind::Person,
            Class::Group | Class::Org => RoleKind::Group,
            _ => return None,
        };
        let nouns = class.nouns.clone();
        Some(Role { nouns, kind, sectors: Vec::new(), yes: Vec::new(), no: Vec::new() })
    };
    entries.class.iter().filter_map(role).collect()
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits, so that the same content has the same hash on every machine.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    bytes.iter().fold(seed, |state, &byte| (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
