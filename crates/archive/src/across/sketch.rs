//! What is kept of a text to compare it with others: a MinHash of its shingles, and its telling words and names.

use super::credit::credit;
use super::stopwords::is_stopword;
use crate::hash::{hash, mix};
use crate::{day, key};
use hearsay_record::{ActorKind, Article, Record};
use rustc_hash::FxHashMap;

/// Values of a MinHash (Broder 1997): the share of equal ones estimates the share of common shingles within about 6 %.
pub const HASHES: usize = 64;

/// Words of a shingle.
const SHINGLE: usize = 4;

/// Texts with fewer shingles are too short for a comparison.
const SHINGLES_MIN: usize = 12;

/// Terms kept of a text, the most frequent ones.
const TERMS_MAX: usize = 128;

/// Words looked at for terms; news says first what it is about.
const WORDS_MAX: usize = 600;

/// A name counts as much as so many words.
pub const NAME_WEIGHT: f32 = 2.5;

/// What is kept of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// Publication day, empty if it is not known.
    pub day: String,
    /// Publication time in seconds since 1970; a day alone counts as its beginning.
    pub moment: i64,
    /// Empty for a text that is too short.
    pub hashes: Vec<u32>,
    /// By hash, in order.
    pub terms: Vec<Term>,
    /// Agency, else outlet, else host: who is behind the report. Empty if nothing is known.
    pub behind: String,
}

/// One word or name of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Hash of the word or of the key of the name.
    pub hash: u32,
    /// How often it stands there.
    pub n: u8,
    /// An actor or a place with a name.
    pub is_name: bool,
}

/// The sketch of an article.
pub fn sketch(record: &Record) -> Sketch {
    let article = &record.article;
    let (day, moment, hashes) = of_text(article);
    Sketch {
        day,
        moment,
        hashes,
        terms: terms(record),
        behind: credit(&article.authors, &article.text).map(String::from).unwrap_or_else(|| outlet(record)),
    }
}

/// Day, moment and MinHash: what does not need the record.
pub fn of_text(article: &Article) -> (String, i64, Vec<u32>) {
    let words: Vec<u32> = words(&article.text).map(|word| hash(word.as_bytes()) as u32).collect();
    (
        article.published.as_deref().and_then(day::first).unwrap_or_default(),
        article.published.as_deref().map_or(0, moment),
        minhash(&words),
    )
}

fn outlet(record: &Record) -> String {
    let host = |url: &String| {
        let rest = url.split_once("://")?.1;
        let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
        Some(host.strip_prefix("www.").unwrap_or(&host).to_string())
    };
    let article = &record.article;
    article.outlet.clone().or_else(|| article.url.as_ref().and_then(host)).unwrap_or_default()
}

fn moment(published: &str) -> i64 {
    if let Ok(time) = published.parse::<jiff::Timestamp>() {
        return time.as_second();
    }
    let day: Option<jiff::civil::Date> = published.get(..10).and_then(|day| day.parse().ok());
    let zoned = day.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok());
    zoned.map_or(0, |zoned| zoned.timestamp().as_second())
}

/// Words in lower case, numbers among them.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn minhash(words: &[u32]) -> Vec<u32> {
    if words.len() < SHINGLE + SHINGLES_MIN {
        return Vec::new();
    }
    let mut least = vec![u32::MAX; HASHES];
    for shingle in words.windows(SHINGLE) {
        let one = shingle.iter().fold(0_u64, |h, word| mix(h ^ u64::from(*word)).rotate_left(7));
        // Two independent halves make as many hash functions as are wanted (Kirsch and Mitzenmacher 2006).
        let (a, b) = (one as u32, (one >> 32) as u32 | 1);
        for (i, least) in least.iter_mut().enumerate() {
            let value = mix(u64::from(a.wrapping_add(b.wrapping_mul(i as u32)))) as u32;
            *least = (*least).min(value);
        }
    }
    least
}

/// The share of shingles that two texts have in common, as far as the hashes tell.
pub fn likeness(a: &[u32], b: &[u32]) -> f64 {
    if a.is_empty() || a.len() != b.len() {
        return 0.0;
    }
    a.iter().zip(b).filter(|(a, b)| a == b).count() as f64 / a.len() as f64
}

fn terms(record: &Record) -> Vec<Term> {
    let mut counts: FxHashMap<(u32, bool), u8> = FxHashMap::default();
    let mut count = |text: &str, is_name: bool, n: usize| {
        let seen = counts.entry((hash(text.as_bytes()) as u32, is_name)).or_default();
        *seen = seen.saturating_add(n.min(255) as u8);
    };
    for word in words(&record.article.text).take(WORDS_MAX) {
        if word.chars().count() > 2 && !is_stopword(&word) {
            count(stem(&word), false, 1);
        }
    }
    for actor in &record.actors {
        if !matches!(actor.kind, ActorKind::Group | ActorKind::Unnamed) {
            // A person is the same with and without a country that the lexicon knows.
            let key = key::actor(actor);
            count(key.rsplit_once('|').map_or(key.as_str(), |(name, _)| name), true, actor.mentions.len());
        }
    }
    for place in &record.places {
        count(&key::place(place), true, place.mentions.len());
    }
    let mut terms: Vec<Term> =
        counts.into_iter().map(|((hash, is_name), n)| Term { hash, n, is_name }).collect();
    terms.sort_unstable_by_key(|term| (!term.is_name, std::cmp::Reverse(term.n), term.hash));
    terms.truncate(TERMS_MAX);
    terms.sort_unstable_by_key(|term| (term.hash, term.is_name));
    terms
}

/// The telling words of a sentence as hashes, in order, each once.
pub fn told_by(sentence: &str) -> Vec<u32> {
    let telling = words(sentence).filter(|word| word.chars().count() > 2 && !is_stopword(word));
    let mut told: Vec<u32> = telling.map(|word| hash(stem(&word).as_bytes()) as u32).collect();
    told.sort_unstable();
    told.dedup();
    told
}

/// The first word of what tells an event, without its ending: calls, called, calling.
pub fn base(trigger: &str) -> String {
    let word = words(trigger).next().unwrap_or_default();
    let short = ["ing", "ed", "es", "s", "e"].iter().find_map(|end| word.strip_suffix(end));
    short.filter(|short| short.chars().count() > 2).unwrap_or(&word).to_string()
}

/// Plural and past tense share a stem; more would confuse names.
fn stem(word: &str) -> &str {
    for end in ["ing", "ed", "es", "s"] {
        if let Some(stem) = word.strip_suffix(end).filter(|stem| stem.chars().count() > 3) {
            return stem;
        }
    }
    word
}

/// As bytes, for the archive.
pub fn pack_hashes(hashes: &[u32]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect()
}

/// The way back.
pub fn unpack_hashes(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

/// As bytes, for the archive: hash, then the count with the mark of a name in the highest bit.
pub fn pack_terms(terms: &[Term]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(terms.len() * 5);
    for term in terms {
        bytes.extend_from_slice(&term.hash.to_le_bytes());
        bytes.push(term.n.min(127) | if term.is_name { 128 } else { 0 });
    }
    bytes
}

/// The way back.
pub fn unpack_terms(bytes: &[u8]) -> Vec<Term> {
    let term = |b: &[u8]| Term {
        hash: u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
        n: b[4] & 127,
        is_name: b[4] & 128 != 0,
    };
    bytes.chunks_exact(5).map(term).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The coast guard seized a trawler in the strait on Tuesday night and arrested nine sailors, the navy \
        said on Wednesday. The boat had entered the waters of the republic and ignored three warnings, a spokesman told \
        reporters in the capital. Nobody was hurt, he said, and the crew would see a judge on Friday.";

    fn like(a: &str, b: &str) -> f64 {
        let of =
            |text: &str| minhash(&words(text).map(|word| hash(word.as_bytes()) as u32).collect::<Vec<_>>());
        likeness(&of(a), &of(b))
    }

    #[test]
    fn copies_are_alike_and_other_texts_are_not() {
        assert_eq!(like(STORY, &STORY.to_uppercase()), 1.0);
        let edited = STORY.replace("Nobody was hurt, he said, and the", "The");
        assert!(like(STORY, &edited) > 0.6, "{}", like(STORY, &edited));
        let other = "Prices of bread rose again in March, the bureau of statistics reported on Wednesday, and bakers warned that \
            flour would cost a fifth more by the summer because of the drought in the north of the country.";
        assert!(like(STORY, other) < 0.1);
        assert_eq!(like("Too short to tell.", "Too short to tell."), 0.0);
    }

    #[test]
    fn packing_loses_nothing() {
        let terms =
            vec![Term { hash: 7, n: 3, is_name: true }, Term { hash: u32::MAX, n: 127, is_name: false }];
        assert_eq!(unpack_terms(&pack_terms(&terms)), terms);
        assert_eq!(unpack_hashes(&pack_hashes(&[1, u32::MAX])), [1, u32::MAX]);
    }

    #[test]
    fn times_are_in_order() {
        assert_eq!(moment("1970-01-02"), 86_400);
        assert!(moment("2025-03-05T10:00:00+01:00") < moment("2025-03-05T09:30:00Z"));
    }
}
