//! Articles that nobody wrote, made from records of articles that somebody did: the same sentences about other people, in other
//! words, on another day.
//!
//! They come in stories, most of one article and a few of dozens: copies with small edits, the same happening in other words,
//! and other articles about the same people. Names, words and outlets are drawn so that a few are frequent and most are
//! rare (Zipf), because that is what indexes and lists of postings meet. Everything depends on the number of the article only.

use hearsay_record::{ActorKind, PlaceKind, Record, Span};
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

/// Articles of one day, as in a year that has a million.
pub const PER_DAY: usize = 2740;

/// Names of people and bodies that there are.
const NAMES: f64 = 200_000.0;

/// Outlets that there are.
const OUTLETS: f64 = 900.0;

/// Shortest words that give way to others.
const LETTERS_MIN: usize = 5;

/// A record to make others from.
pub struct Pattern {
    record: Record,
    chars: Vec<char>,
    /// Runs of letters and digits: from, to, and what may become of them.
    tokens: Vec<(usize, usize, Token)>,
    /// Words of names: whose, and which part counted from the end.
    names: FxHashMap<String, (usize, usize)>,
}

enum Token {
    Stays,
    /// Part `n` of the name of the actor of this place.
    Name(usize, usize),
    /// The place of this number.
    Place(usize),
    /// By its hash, in the class of words that end like it.
    Word(u64, usize),
    Number,
}

/// All patterns, and the words that they use.
pub struct World {
    patterns: Vec<Pattern>,
    classes: Vec<Vec<String>>,
    /// Cities and regions.
    places: [Vec<hearsay_record::Place>; 2],
}

const ENDINGS: &[&str] = &["ing", "ed", "ly", "ion", "s", ""];

fn class(word: &str) -> usize {
    ENDINGS.iter().position(|end| word.ends_with(end)).unwrap_or(ENDINGS.len() - 1)
}

impl World {
    /// Looks at the records.
    pub fn new(records: Vec<Record>) -> World {
        let mut classes = vec![Vec::new(); ENDINGS.len()];
        let patterns: Vec<Pattern> = records.into_iter().map(Pattern::new).collect();
        for pattern in &patterns {
            for (from, to, token) in &pattern.tokens {
                if let Token::Word(_, class) = token {
                    // As often as it is used, so that frequent words stay frequent.
                    classes[*class].push(pattern.chars[*from..*to].iter().collect());
                }
            }
        }
        let all = || patterns.iter().flat_map(|pattern| &pattern.record.places);
        let of =
            |kind| all().filter(|place| place.kind == kind && place.geonames.is_some()).cloned().collect();
        let places = [of(PlaceKind::City), of(PlaceKind::Admin1)];
        World { patterns, classes, places }
    }

    /// The article of this number.
    pub fn article(&self, place: &Place) -> Record {
        let story = mix(place.story as u64 ^ 0x5EED);
        let own = mix(place.number as u64 ^ 0xA871C1E);
        let at = |k: u64| (mix(story ^ k) % self.patterns.len() as u64) as usize;
        let kind = if place.nth == 0 { 0 } else { own % 100 };
        // Copies, the same in other words, and something else about the same people.
        let (pattern, edits, reworded) = match kind {
            0..45 => (&self.patterns[at(0)], if place.nth == 0 { 0 } else { 2 }, 0),
            45..75 => (&self.patterns[at(0)], 0, 60),
            _ => (&self.patterns[at(1 + own / 100 % 3)], 0, 40),
        };
        let text = Reworded { world: self, story, own, edits, reworded };
        text.record(pattern, place)
    }
}

/// Where an article stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Of all articles.
    pub number: usize,
    /// Its story.
    pub story: usize,
    /// Which article of the story it is.
    pub nth: usize,
}

/// All articles one after another: most stories have one.
pub fn places() -> impl Iterator<Item = Place> {
    let size = |story: usize| {
        let r = mix(story as u64 ^ 0x512E);
        let of = |least: u64, span: u64| (least + r / 100 % span) as usize;
        match r % 100 {
            0..55 => 1,
            55..75 => 2,
            75..90 => of(3, 3),
            90..98 => of(6, 10),
            _ => of(16, 45),
        }
    };
    (0..)
        .flat_map(move |story| (0..size(story)).map(move |nth| (story, nth)))
        .enumerate()
        .map(|(number, (story, nth))| Place { number, story, nth })
}

impl Pattern {
    fn new(record: Record) -> Pattern {
        let chars: Vec<char> = record.article.text.chars().collect();
        let mut names: FxHashMap<String, (usize, usize)> = FxHashMap::default();
        for (k, actor) in record.actors.iter().enumerate() {
            if matches!(actor.kind, ActorKind::Person | ActorKind::Organization) {
                let words: Vec<&str> = actor.name.split(|c: char| !c.is_alphanumeric()).collect();
                for (i, word) in words.iter().rev().enumerate() {
                    if word.starts_with(char::is_uppercase) && word.len() > 2 {
                        names.entry(word.to_string()).or_insert((k, i));
                    }
                }
            }
        }
        for place in &record.places {
            for word in place.name.split(|c: char| !c.is_alphanumeric()) {
                names.remove(word);
            }
        }
        let mut spots: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
        for (k, place) in record.places.iter().enumerate() {
            if is_spot(place) {
                spots.extend(place.mentions.iter().map(|span| (span.start, (span.end, k))));
            }
        }
        // What makes an event or a statement stays what it is.
        let mut fixed: FxHashSet<usize> = FxHashSet::default();
        for event in &record.events {
            fixed.extend(event.trigger.start..event.trigger.end);
        }
        for statement in &record.statements {
            fixed.extend(statement.cue.span.start..statement.cue.span.end);
        }
        let mut tokens = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            if !chars[at].is_alphanumeric() {
                at += 1;
                continue;
            }
            let from = at;
            if let Some((end, place)) = spots.get(&from) {
                at = *end;
                tokens.push((from, at, Token::Place(*place)));
                continue;
            }
            while at < chars.len() && chars[at].is_alphanumeric() {
                at += 1;
            }
            let word: String = chars[from..at].iter().collect();
            let token = match names.get(&word) {
                _ if fixed.contains(&from) => Token::Stays,
                Some((actor, part)) => Token::Name(*actor, *part),
                None if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) => Token::Number,
                None if word.len() >= LETTERS_MIN && word.bytes().all(|b| b.is_ascii_lowercase()) => {
                    Token::Word(word.bytes().fold(7, |h, b| mix(h ^ u64::from(b))), class(&word))
                }
                None => Token::Stays,
            };
            tokens.push((from, at, token));
        }
        Pattern { record, chars, tokens, names }
    }
}

/// How one article differs from its pattern.
struct Reworded<'w> {
    world: &'w World,
    story: u64,
    own: u64,
    /// Words in a hundred that this article alone has otherwise.
    edits: u64,
    /// The same, of a text in other words.
    reworded: u64,
}

impl Reworded<'_> {
    fn record(&self, pattern: &Pattern, place: &Place) -> Record {
        let mut record = pattern.record.clone();
        let mut chars: Vec<char> = Vec::with_capacity(pattern.chars.len() + 64);
        // Where every character of the old text stands in the new one.
        let mut moved: Vec<usize> = Vec::with_capacity(pattern.chars.len() + 1);
        let mut at = 0;
        for (from, to, token) in &pattern.tokens {
            let Some(word) = self.word(pattern, *from, token) else { continue };
            moved.extend(chars.len()..chars.len() + (from - at));
            chars.extend(&pattern.chars[at..*from]);
            let n = word.chars().count();
            moved.extend((0..to - from).map(|i| chars.len() + i.min(n)));
            chars.extend(word.chars());
            at = *to;
        }
        moved.extend(chars.len()..=chars.len() + (pattern.chars.len() - at));
        chars.extend(&pattern.chars[at..]);
        each_span(&mut record, |span| {
            (span.start, span.end) = (moved[span.start], moved[span.end]);
            span.text = chars[span.start..span.end].iter().collect();
        });
        record.article.text = chars.into_iter().collect();
        for (k, place) in record.places.iter_mut().enumerate() {
            if let Some(other) = self.place(pattern, k).filter(|_| is_spot(place)).cloned() {
                *place =
                    hearsay_record::Place { id: place.id.clone(), mentions: place.mentions.clone(), ..other };
            }
        }
        self.rename(pattern, &mut record);
        self.date(&mut record, place);
        for count in record.events.iter_mut().flat_map(|event| &mut event.counts) {
            if let Ok(n) = count.span.text.parse::<f64>() {
                (count.min, count.max) = (Some(n), Some(n));
            }
        }
        record
    }

    /// What stands for a token; none if it stays.
    fn word(&self, pattern: &Pattern, from: usize, token: &Token) -> Option<String> {
        match *token {
            Token::Stays => None,
            Token::Name(actor, part) => Some(self.name(actor, part)),
            Token::Place(place) => self.place(pattern, place).map(|place| place.name.clone()),
            // A few reports give another figure.
            Token::Number if self.own.is_multiple_of(10) => {
                Some((mix(self.own ^ from as u64) % 200 + 2).to_string())
            }
            Token::Number => Some((mix(self.story ^ pattern.chars[from] as u64) % 200 + 2).to_string()),
            Token::Word(hash, class) => {
                let here = mix(self.own ^ from as u64) % 100;
                let seed = match () {
                    () if here < self.edits => self.own ^ from as u64,
                    () if here < self.reworded => self.own ^ hash,
                    () if mix(hash ^ self.story) % 10 < 9 => self.story ^ hash,
                    () => return None,
                };
                let words = &self.world.classes[class];
                Some(words[(mix(seed) % words.len() as u64) as usize].clone())
            }
        }
    }

    /// What stands for a place, if there is another of its kind.
    fn place(&self, pattern: &Pattern, place: usize) -> Option<&hearsay_record::Place> {
        let kind = usize::from(pattern.record.places[place].kind == PlaceKind::Admin1);
        let pool = &self.world.places[kind];
        pool.get((mix(self.story ^ (place as u64) << 40) % pool.len().max(1) as u64) as usize)
    }

    /// Part of a name, counted from its end.
    fn name(&self, actor: usize, part: usize) -> String {
        const SYLLABLES: &[&str] = &[
            "ka", "vel", "mor", "tan", "si", "ro", "len", "dar", "bi", "sho", "quin", "pra", "el", "ost",
            "ur", "fa", "gri", "nov", "ha", "zem", "ti", "al", "co", "rus", "ja", "men", "wi", "th", "ber",
            "lo", "ny", "ade",
        ];
        let rank = zipf(mix(self.story ^ (actor as u64) << 20), NAMES);
        let mut h = mix(rank as u64 * 8 + part as u64);
        // Given names are shared by many.
        if part > 0 {
            h = mix(h % 400);
        }
        let syllable = |k: u32| SYLLABLES[(h >> (k * 8)) as usize % SYLLABLES.len()];
        let name: String = (0..2 + (h >> 60) as u32 % 2).map(syllable).collect();
        name[..1].to_uppercase() + &name[1..]
    }

    fn rename(&self, pattern: &Pattern, record: &mut Record) {
        let new = |name: &str| -> String {
            let mut out = String::new();
            let mut word = String::new();
            for c in name.chars().chain(['\0']) {
                if c.is_alphanumeric() {
                    word.push(c);
                    continue;
                }
                match pattern.names.get(&word) {
                    Some((actor, part)) => out += &self.name(*actor, *part),
                    None => out += &word,
                }
                word.clear();
                out.extend((c != '\0').then_some(c));
            }
            out
        };
        for actor in &mut record.actors {
            if matches!(actor.kind, ActorKind::Person | ActorKind::Organization) {
                let name = new(&actor.name);
                if name != actor.name {
                    actor.wikidata = None;
                }
                actor.name = name;
            }
        }
        let sources = record.statements.iter_mut().filter_map(|statement| statement.source.name.as_mut());
        for name in sources.chain(record.profile.single_source.iter_mut().map(|passage| &mut passage.name)) {
            *name = new(name);
        }
        record.article.title = record.article.title.as_deref().map(new);
    }

    fn date(&self, record: &mut Record, place: &Place) {
        const START: Date = Date::constant(2025, 1, 1);
        let before: Option<Date> =
            record.article.published.as_deref().and_then(|day| day.get(..10)?.parse().ok());
        let late = if place.nth == 0 { 0 } else { self.own / 7 % 3 };
        let day = START + ((place.number / PER_DAY) as i64 + late as i64).days();
        let apart = before.map_or(0, |before| before.until(day).map_or(0, |span| span.get_days()));
        for date in record.events.iter_mut().filter_map(|event| event.date.as_mut()) {
            for end in [&mut date.start, &mut date.end] {
                if let Ok(old) = end.parse::<Date>() {
                    *end = (old + apart.days()).to_string();
                }
            }
        }
        let article = &mut record.article;
        let outlet = zipf(mix(self.own ^ 0x0017), OUTLETS);
        article.id = format!("m{}", place.number);
        article.url = Some(format!("https://outlet{outlet}.example/{}", place.number));
        article.outlet = Some(format!("Outlet {outlet}"));
        article.published = Some(format!("{day}T{:02}:{:02}:00Z", self.own % 24, self.own / 24 % 60));
    }
}

fn is_spot(place: &hearsay_record::Place) -> bool {
    matches!(place.kind, PlaceKind::City | PlaceKind::Admin1)
}

fn each_span(record: &mut Record, mut change: impl FnMut(&mut Span)) {
    record.sentences.iter_mut().for_each(&mut change);
    record.actors.iter_mut().flat_map(|actor| &mut actor.mentions).for_each(&mut change);
    for statement in &mut record.statements {
        statement.source.span.iter_mut().for_each(&mut change);
        change(&mut statement.cue.span);
        statement.content.iter_mut().for_each(&mut change);
    }
    for event in &mut record.events {
        change(&mut event.trigger);
        event.actors.iter_mut().chain(&mut event.recipients).for_each(|argument| change(&mut argument.span));
        event.date.iter_mut().filter_map(|date| date.span.as_mut()).for_each(&mut change);
        event.counts.iter_mut().for_each(|count| change(&mut count.span));
    }
    record.places.iter_mut().flat_map(|place| &mut place.mentions).for_each(&mut change);
    record.language.iter_mut().for_each(|language| change(&mut language.span));
    record.diagnostics.iter_mut().filter_map(|told| told.span.as_mut()).for_each(&mut change);
}

/// A rank below `n`, the first ones the most often.
fn zipf(h: u64, n: f64) -> usize {
    let u = (h >> 11) as f64 / (1_u64 << 53) as f64;
    (u * n.ln()).exp() as usize
}

/// The finish of SplitMix64.
fn mix(mut h: u64) -> u64 {
    h = h.wrapping_add(0x9E37_79B9_7F4A_7C15);
    h = (h ^ (h >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    h ^ (h >> 31)
}
