//! Where: place names resolved to places, and the place of an event.
//!
//! Each name has the gazetteer's candidates. What decides between them, in this order: a qualifier beside the name
//! ("Paris, Texas"; "Syria's Aleppo"), what else the article names (states and regions that contain the candidate,
//! places near it; Leidner's spatial minimality), and how many people live there. A name keeps one meaning
//! throughout an article.

use crate::gazetteer::{self, Entry, Id, Kind};
use crate::known::Known;
use crate::lexicon::Lexicons;
use crate::mention::{MentionKind, Mentions};
use crate::phrase;
use crate::place_words::{is_generic, is_road, without_generic_words};
use crate::toponym::{hints, toponyms};
use hearsay_nlp::{Deprel, Document, NameType, Upos};
use hearsay_record::PlaceKind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A place named in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceEntity {
    /// As the gazetteer or the lexicon writes it, else as the text does.
    pub name: String,
    /// What sort.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Token ranges, in order.
    pub mentions: Vec<Range<usize>>,
}

/// All places of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// In the order of their first mention.
    pub list: Vec<PlaceEntity>,
    /// For every token the place whose name it belongs to.
    pub of_token: Vec<Option<u32>>,
}

/// How much each kind of evidence weighs, set on news with known coordinates.
mod weight {
    /// For each factor e of inhabitants.
    pub const POPULATION: f64 = 0.46;
    /// A state or territory by its own name.
    pub const COUNTRY: f64 = 7.0;
    /// A capital is spoken of more than its size says.
    pub const CAPITAL: f64 = 1.2;
    /// Found by another name than its own.
    pub const ALTERNATE: f64 = -1.0;
    /// A first-level region by its own name, against a city of that name.
    pub const ADMIN1: f64 = -0.5;
    /// A sea, river, region or building: its name is seldom another's.
    pub const NATURAL: f64 = 1.2;
    /// The state around it is named.
    pub const IN_COUNTRY: f64 = 2.4;
    /// The first-level region around it is named.
    pub const IN_ADMIN1: f64 = 2.9;
    /// Other places of the article are near.
    pub const NEAR: f64 = 5.5;
    /// At this distance in kilometres nearness falls to a third.
    pub const NEAR_KM: f64 = 86.0;
    /// Sum over the others beyond which nearness counts no more.
    pub const NEAR_MOST: f64 = 0.66;
    /// A qualifier beside the name.
    pub const QUALIFIED: f64 = 80.0;
}

/// One possible meaning of a name.
#[derive(Clone, Debug)]
struct Candidate {
    /// Index into the countries, for a state.
    state: Option<usize>,
    id: Option<Id>,
    kind: Kind,
    country: String,
    admin1: String,
    lat: f64,
    lon: f64,
    geonames: Option<u32>,
    prior: f64,
    score: f64,
    share: f64,
}

/// A name with all its mentions.
struct Name {
    spans: Vec<Range<usize>>,
    /// How often it stands inside the names of bodies, where it names no place but tells where the article is set.
    hints: usize,
    candidates: Vec<Candidate>,
    /// For a name that nothing bears: the name inside it or behind it ("Squirrel Hill in Pittsburgh") that tells
    /// where it lies.
    within: Option<usize>,
}

impl Name {
    fn new(candidates: Vec<Candidate>) -> Name {
        Name { spans: Vec::new(), hints: 0, candidates, within: None }
    }

    fn best(&self) -> Option<&Candidate> {
        self.candidates.iter().reduce(|a, b| if b.score > a.score { b } else { a })
    }
}

/// A name with more meanings than this keeps the most populous.
const CANDIDATES_MAX: usize = 40;
/// The rounds of weighing: warm ones first, in which unlikely meanings still count.
const WARMTHS: [f64; 4] = [3.0, 2.0, 1.0, 0.7];

/// Finds and resolves the places of a document. `outlet` (the publisher's name) helps where it names a place.
pub fn places(document: &Document, lexicons: &Lexicons, mentions: &Mentions, outlet: Option<&str>) -> Places {
    let spans = toponyms(document, lexicons, mentions);
    resolve(document, lexicons, mentions, &spans, outlet)
}

fn resolve(
    document: &Document,
    lexicons: &Lexicons,
    mentions: &Mentions,
    spans: &[Range<usize>],
    outlet: Option<&str>,
) -> Places {
    let (names, name_of_span) = weighed(document, lexicons, mentions, spans, outlet);
    collect(document, lexicons, spans, &name_of_span, &names)
}

/// One thing that a name could mean, for whoever asks why.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// As the gazetteer or the lexicon writes it.
    pub name: String,
    /// ISO 3166-1 alpha-3; empty if there is none.
    pub country: String,
    /// First-level region; empty if there is none.
    pub admin1: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// What its size and kind alone say for it.
    pub prior: f64,
    /// … with all that the article says. The highest is taken.
    pub score: f64,
}

/// What the name at token `at` could mean, the likeliest first, weighed as in [`places`].
pub fn meanings(
    document: &Document,
    lexicons: &Lexicons,
    mentions: &Mentions,
    outlet: Option<&str>,
    at: usize,
) -> Vec<Meaning> {
    let spans = toponyms(document, lexicons, mentions);
    let (names, name_of_span) = weighed(document, lexicons, mentions, &spans, outlet);
    let Some(s) = spans.iter().position(|span| span.contains(&at)) else { return Vec::new() };
    let mut candidates = names[name_of_span[s]].candidates.clone();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let meaning = |c: Candidate| Meaning {
        name: match (c.state, c.id) {
            (Some(i), _) => lexicons.entries.country[i].name.clone(),
            (None, Some(id)) => gazetteer::name(id),
            (None, None) => document.slice(spans[s].clone()).to_string(),
        },
        country: c.country,
        admin1: c.admin1,
        geonames: c.geonames,
        prior: c.prior,
        score: c.score,
    };
    candidates.into_iter().map(meaning).collect()
}

/// Names with their candidates weighed, and the index of the name of every span.
fn weighed(
    document: &Document,
    lexicons: &Lexicons,
    mentions: &Mentions,
    spans: &[Range<usize>],
    outlet: Option<&str>,
) -> (Vec<Name>, Vec<usize>) {
    let mut names: Vec<Name> = Vec::new();
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    let mut name_of_span = Vec::with_capacity(spans.len());
    for span in spans {
        let written = written(document, span);
        let n = *by_key.entry(gazetteer::key(&written)).or_insert_with(|| {
            names.push(Name::new(candidates(lexicons, &written)));
            names.len() - 1
        });
        names[n].spans.push(span.clone());
        name_of_span.push(n);
    }
    for span in hints(document) {
        let n = named(lexicons, &mut names, &mut by_key, document.slice(span));
        names[n].hints += 1;
    }
    for n in 0..names.len() {
        if names[n].candidates.is_empty() && !names[n].spans.is_empty() {
            let span = names[n].spans[0].clone();
            names[n].within = part(document, lexicons, &mut names, &mut by_key, &span);
        }
    }
    let paper = outlet.map(|outlet| outlet_places(lexicons, outlet)).unwrap_or_default();
    let demonyms = demonyms(lexicons, mentions);
    qualify(document, spans, &name_of_span, &mut names);
    for warmth in WARMTHS {
        weigh(&mut names, &demonyms, &paper, warmth);
    }
    (names, name_of_span)
}

/// The index of the name that is written so.
fn named(
    lexicons: &Lexicons,
    names: &mut Vec<Name>,
    by_key: &mut FxHashMap<String, usize>,
    written: &str,
) -> usize {
    *by_key.entry(gazetteer::key(written)).or_insert_with(|| {
        names.push(Name::new(candidates(lexicons, written)));
        names.len() - 1
    })
}

/// The words of a place name; in a list of counties ("Grayson and Love counties") with what all of them are.
fn written(document: &Document, span: &Range<usize>) -> String {
    let text = document.slice(span.clone());
    let sentence = &document.sentences[document.tokens[span.start].sentence];
    let listed = (span.end..sentence.end.min(span.end + 16))
        .find(|&k| {
            let joins = matches!(document.word(k), "," | "and" | "or" | "&");
            !joins && document.tokens[k].upos != Upos::Propn
        })
        .is_some_and(|k| matches!(document.word(k), "counties" | "Counties"));
    if listed && !text.ends_with("County") { format!("{text} County") } else { text.to_string() }
}

/// The place that a name without a meaning of its own holds: "Dublin Community Center" lies in Dublin, "New Hampshire
/// State Veterans Cemetery" in New Hampshire. Of a road only if the article speaks of that place.
fn part(
    document: &Document,
    lexicons: &Lexicons,
    names: &mut Vec<Name>,
    by_key: &mut FxHashMap<String, usize>,
    span: &Range<usize>,
) -> Option<usize> {
    let road = span.clone().any(|k| is_road(document.word(k)));
    let of = span.clone().find(|&k| document.word(k) == "of").map(|k| k + 1..span.end);
    let beginnings = (span.start + 1..span.end).rev().map(|end| span.start..end);
    let ends = (span.start + 1..span.end).map(|start| start..span.end);
    for (piece, beginning) in
        of.into_iter().chain(beginnings).map(|piece| (piece, true)).chain(ends.map(|piece| (piece, false)))
    {
        let text = document.slice(piece);
        if !text.starts_with(char::is_uppercase) {
            continue;
        }
        let key = gazetteer::key(text);
        if let Some(&n) = by_key.get(&key) {
            if !names[n].candidates.is_empty() {
                return Some(n);
            }
        } else if beginning && !road && !candidates(lexicons, text).is_empty() {
            let n = named(lexicons, names, by_key, text);
            names[n].hints += 1;
            return Some(n);
        }
    }
    None
}

fn candidates(lexicons: &Lexicons, written: &str) -> Vec<Candidate> {
    if is_generic(written) {
        return Vec::new();
    }
    let mut found = exact(lexicons, written);
    if found.is_empty() {
        found = exact(lexicons, &format!("{written} County"));
    }
    let mut rest = written;
    // "Far North Queensland" loses one word after the other.
    while found.is_empty()
        && let Some((bare, wanted)) = without_generic_words(rest)
    {
        rest = bare;
        found = exact(lexicons, bare);
        for candidate in &mut found {
            if wanted.is_some_and(|kind| kind == candidate.kind) {
                candidate.prior += 3.0;
            }
        }
    }
    for known in lexicons.known.name(written) {
        if let Known::Capital(i) = *known {
            let code = &lexicons.entries.country[i as usize].code;
            let cities = found.iter_mut().filter(|c| c.country == *code && c.kind == Kind::City);
            if let Some(capital) = cities.max_by(|a, b| a.prior.total_cmp(&b.prior)) {
                capital.prior += weight::CAPITAL;
            }
        }
    }
    found.sort_by(|a, b| b.prior.total_cmp(&a.prior));
    found.truncate(CANDIDATES_MAX);
    let best = found.first().map_or(0.0, |c| c.prior);
    for candidate in &mut found {
        candidate.score = candidate.prior;
        candidate.share = ((candidate.prior - best) / WARMTHS[0]).exp();
    }
    normalise(&mut found);
    found
}

fn exact(lexicons: &Lexicons, written: &str) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = gazetteer::find(written).into_iter().map(from_entry).collect();
    // "U.N." is no village called Un.
    if written.contains('.') && written.len() < 6 && !written.chars().any(char::is_lowercase) {
        let own = |id: Id| gazetteer::key(&gazetteer::name(id)) == gazetteer::key(written);
        found.retain(|c| c.kind != Kind::City || !c.id.is_some_and(own));
    }
    for known in lexicons.known.name(written) {
        if let Known::Country(i) = *known {
            let country = &lexicons.entries.country[i as usize];
            // "England" stands for the state in politics; on the map it is a part of it.
            if country.name != written
                && found.iter().any(|c| c.country == country.code && c.kind == Kind::Admin1)
            {
                continue;
            }
            if let (Some(lat), Some(lon)) = (country.lat, country.lon) {
                // A region or state of the same name is hardly ever meant: Mexico in Mexico.
                found.retain(|c| {
                    !(c.country == country.code && matches!(c.kind, Kind::Region | Kind::Admin1))
                });
                found.push(Candidate {
                    state: Some(i as usize),
                    id: None,
                    kind: Kind::Admin1,
                    country: country.code.clone(),
                    admin1: String::new(),
                    lat,
                    lon,
                    geonames: None,
                    prior: weight::COUNTRY,
                    score: 0.0,
                    share: 0.0,
                });
            }
        }
    }
    found
}

fn from_entry(entry: Entry) -> Candidate {
    let mut prior = weight::POPULATION * f64::from(entry.log_population);
    if entry.alternate {
        prior += weight::ALTERNATE;
    }
    prior += match entry.kind {
        Kind::City | Kind::County => 0.0,
        Kind::Admin1 => weight::ADMIN1,
        _ => weight::NATURAL,
    };
    Candidate {
        state: None,
        id: Some(entry.id),
        kind: entry.kind,
        country: entry.country.to_string(),
        admin1: entry.admin1.to_string(),
        lat: entry.lat,
        lon: entry.lon,
        geonames: entry.geonames,
        prior,
        score: 0.0,
        share: 0.0,
    }
}

fn normalise(candidates: &mut [Candidate]) {
    let sum: f64 = candidates.iter().map(|c| c.share).sum();
    if sum > 0.0 {
        candidates.iter_mut().for_each(|c| c.share /= sum);
    }
}

/// Country codes with how often their adjectives and peoples occur.
fn demonyms(lexicons: &Lexicons, mentions: &Mentions) -> Vec<(String, f64)> {
    let mut counts: Vec<(String, f64)> = Vec::new();
    for mention in &mentions.list {
        if let (MentionKind::Name, Some(Known::Demonym(i))) = (mention.kind, mention.known) {
            let code = &lexicons.entries.country[i as usize].code;
            match counts.iter_mut().find(|(other, _)| other == code) {
                Some((_, n)) => *n += 0.5,
                None => counts.push((code.clone(), 0.5)),
            }
        }
    }
    counts
}

/// Places in the name of the publisher: "Edmonton Journal", "The Times of India".
fn outlet_places(lexicons: &Lexicons, outlet: &str) -> Vec<Candidate> {
    let words: Vec<&str> = outlet.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2).collect();
    for length in (1..=2.min(words.len())).rev() {
        for window in words.windows(length) {
            let mut found = candidates(lexicons, &window.join(" "));
            found.retain(|c| c.prior > 4.6);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// "Paris, Texas", "Aleppo in Syria", "Texas's Lamar County": the one inside the other.
fn qualify(document: &Document, spans: &[Range<usize>], name_of_span: &[usize], names: &mut [Name]) {
    for s in 0..spans.len().saturating_sub(1) {
        let (a, b) = (spans[s].clone(), spans[s + 1].clone());
        if b.start < a.end || b.start > a.end + 3 || name_of_span[s] == name_of_span[s + 1] {
            continue;
        }
        let between: Vec<&str> = (a.end..b.start).map(|i| document.word(i)).collect();
        let (inner, outer) = match between.as_slice() {
            [","] | ["in"] | [",", "in"] | ["("] | [] | ["in", "the"] => {
                (name_of_span[s], name_of_span[s + 1])
            }
            ["'s"] | ["’s"] | ["'"] | ["’"] => (name_of_span[s + 1], name_of_span[s]),
            _ => continue,
        };
        // "Russia, Georgia and Ukraine" is a list: a state is no town of the next one.
        let both_states =
            [inner, outer].iter().all(|&n| names[n].candidates.iter().any(|c| c.state.is_some()));
        if both_states {
            continue;
        }
        if names[inner].candidates.is_empty() && names[inner].within.is_none() {
            names[inner].within = Some(outer);
            continue;
        }
        let mut fits: Vec<(usize, usize, f64)> = Vec::new();
        for (i, c) in names[inner].candidates.iter().enumerate() {
            for (o, container) in names[outer].candidates.iter().enumerate() {
                if holds(container, c) {
                    fits.push((i, o, c.prior + container.prior));
                }
            }
        }
        // Only what the pair can mean together: the best pair, and whatever shares its container.
        if let Some(&(_, o, _)) = fits.iter().max_by(|x, y| x.2.total_cmp(&y.2)) {
            names[outer].candidates[o].prior += weight::QUALIFIED;
            for &(i, _, _) in fits.iter().filter(|fit| fit.1 == o) {
                names[inner].candidates[i].prior += weight::QUALIFIED;
            }
        }
    }
}

fn holds(container: &Candidate, c: &Candidate) -> bool {
    if container.state.is_some() {
        return c.country == container.country && c.state.is_none();
    }
    match container.kind {
        Kind::Admin1 => {
            c.kind != Kind::Admin1
                && c.country == container.country
                && !c.admin1.is_empty()
                && c.admin1 == container.admin1
        }
        Kind::County => c.kind == Kind::City && c.country == container.country && km(container, c) < 60.0,
        Kind::City => {
            c.kind != Kind::Admin1 && c.state.is_none() && c.id != container.id && km(container, c) < 30.0
        }
        _ => false,
    }
}

/// Kilometres between two places, on a sphere.
fn km(a: &Candidate, b: &Candidate) -> f64 {
    let (dlat, dlon) = ((b.lat - a.lat).to_radians(), (b.lon - a.lon).to_radians());
    let h = (dlat / 2.0).sin().powi(2)
        + a.lat.to_radians().cos() * b.lat.to_radians().cos() * (dlon / 2.0).sin().powi(2);
    12742.0 * h.sqrt().min(1.0).asin()
}

/// One round: every candidate is weighed against what the other names mean by now.
fn weigh(names: &mut [Name], demonyms: &[(String, f64)], paper: &[Candidate], warmth: f64) {
    let mut scores: Vec<Vec<f64>> = Vec::with_capacity(names.len());
    for (n, name) in names.iter().enumerate() {
        let alone = name.candidates.len() < 2;
        scores.push(
            name.candidates
                .iter()
                .map(|c| if alone { c.prior } else { c.prior + support(names, n, c, demonyms, paper) })
                .collect(),
        );
    }
    for (name, scores) in names.iter_mut().zip(scores) {
        let best = scores.iter().copied().fold(f64::MIN, f64::max);
        for (candidate, score) in name.candidates.iter_mut().zip(scores) {
            candidate.score = score;
            candidate.share = ((score - best) / warmth).exp();
        }
        normalise(&mut name.candidates);
    }
}

fn support(names: &[Name], n: usize, c: &Candidate, demonyms: &[(String, f64)], paper: &[Candidate]) -> f64 {
    let mut in_country =
        demonyms.iter().find(|(code, _)| *code == c.country).map_or(0.0, |(_, count)| *count);
    let mut in_admin1 = 0.0;
    let mut near = 0.0;
    for (m, other) in names.iter().enumerate() {
        if m == n {
            continue;
        }
        let times = ((other.spans.len() + other.hints) as f64).sqrt();
        let mut nearest = 0.0f64;
        for o in other.candidates.iter().filter(|o| o.share > 0.01) {
            if !o.country.is_empty() && o.country == c.country {
                in_country += o.share * if o.state.is_some() { times } else { 0.4 };
                if !o.admin1.is_empty() && o.admin1 == c.admin1 {
                    in_admin1 += o.share * if o.kind == Kind::Admin1 { times } else { 0.4 };
                }
            }
            let point = o.state.is_none() && !matches!(o.kind, Kind::Admin1 | Kind::Region | Kind::Water);
            let close = (o.lat - c.lat).abs() < 4.0;
            if point && close {
                nearest = nearest.max(o.share * (-km(o, c) / weight::NEAR_KM).exp());
            }
        }
        near += nearest;
    }
    for o in paper {
        if o.country == c.country {
            in_country += o.share;
            if !o.admin1.is_empty() && o.admin1 == c.admin1 {
                in_admin1 += o.share;
            }
            near += o.share * (-km(o, c) / weight::NEAR_KM).exp();
        }
    }
    weight::IN_COUNTRY * (in_country / 1.5).tanh()
        + weight::IN_ADMIN1 * (in_admin1 / 1.5).tanh()
        + weight::NEAR * near.min(weight::NEAR_MOST)
}

fn collect(
    document: &Document,
    lexicons: &Lexicons,
    spans: &[Range<usize>],
    name_of_span: &[usize],
    names: &[Name],
) -> Places {
    let mut places = Places { list: Vec::new(), of_token: vec![None; document.tokens.len()] };
    let mut place_of_name: Vec<Option<usize>> = vec![None; names.len()];
    let mut by_identity: FxHashMap<(Option<Id>, Option<usize>), usize> = FxHashMap::default();
    for (span, &n) in spans.iter().zip(name_of_span) {
        let p = *place_of_name[n].get_or_insert_with(|| {
            let best = names[n].best();
            let identity = best.map(|c| (c.id, c.state));
            if let Some(&p) = identity.and_then(|identity| by_identity.get(&identity)) {
                return p;
            }
            let mut place = entity(document, lexicons, best, span);
            if let (None, Some(c)) = (best, names[n].within.and_then(|m| names[m].best())) {
                lie_in(&mut place, c);
            }
            places.list.push(place);
            by_identity.extend(identity.map(|identity| (identity, places.list.len() - 1)));
            places.list.len() - 1
        });
        places.list[p].mentions.push(span.clone());
        places.of_token[span.clone()].fill(Some(p as u32));
    }
    places
}

/// A place that the gazetteer has not takes state and region from the one around it, and the point from a town or
/// county: a state is too wide to say where in it something is.
fn lie_in(place: &mut PlaceEntity, around: &Candidate) {
    place.country = Some(around.country.clone()).filter(|country| !country.is_empty());
    place.admin1 = Some(around.admin1.clone()).filter(|admin1| !admin1.is_empty());
    if around.state.is_none() && !matches!(around.kind, Kind::Admin1 | Kind::Region) {
        (place.lat, place.lon) = (Some(around.lat), Some(around.lon));
    }
}

fn entity(
    document: &Document,
    lexicons: &Lexicons,
    best: Option<&Candidate>,
    span: &Range<usize>,
) -> PlaceEntity {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
    let written = document.slice(span.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(c) = best else {
        return PlaceEntity {
            name: written,
            kind: PlaceKind::Other,
            country: None,
            admin1: None,
            lat: None,
            lon: None,
            geonames: None,
            mentions: Vec::new(),
        };
    };
    let name = match (c.state, c.id) {
        (Some(i), _) => lexicons.entries.country[i].name.clone(),
        (None, Some(id)) => gazetteer::name(id),
        (None, None) => written,
    };
    PlaceEntity {
        name,
        kind: match (c.state, c.kind) {
            (Some(_), _) => PlaceKind::Country,
            (None, Kind::City) => PlaceKind::City,
            (None, Kind::Admin1) => PlaceKind::Admin1,
            _ => PlaceKind::Other,
        },
        country: some(&c.country),
        admin1: some(&c.admin1),
        lat: Some(c.lat),
        lon: Some(c.lon),
        geonames: c.geonames,
        mentions: Vec::new(),
    }
}

impl Places {
    /// The country that the place named by these tokens lies in.
    pub fn country_of(&self, tokens: Range<usize>) -> Option<String> {
        let place = tokens.into_iter().find_map(|i| self.of_token.get(i).copied().flatten())?;
        self.list[place as usize].country.clone()
    }

    /// The place that an event is said to have happened in: what an "in", "at" or "near" ties to its trigger, or
    /// to the noun or verb its trigger hangs on. Never merely the nearest name.
    pub fn of_event(&self, document: &Document, trigger: usize) -> Option<usize> {
        phrase::carriers(document, trigger).find_map(|at| self.tied_to(document, at))
    }

    /// The same by whoever it was done to: "arrested two men in Kabul", whatever the phrase was hung on.
    pub fn of_goal(&self, document: &Document, trigger: usize) -> Option<usize> {
        let goal = |k: &usize| matches!(document.tokens[*k].deprel, Deprel::Obj | Deprel::NsubjPass);
        let near = |k: usize| {
            document.children(k).any(|c| {
                document.tokens[c].deprel == Deprel::Case
                    && matches!(document.word(c), "in" | "at" | "near" | "outside" | "inside")
            })
        };
        document.children(trigger).filter(goal).find_map(|goal| {
            let behind = |k: &usize| *k > goal && document.tokens[*k].deprel == Deprel::Nmod && near(*k);
            document.children(goal).filter(behind).find_map(|k| self.named_in(document, k))
        })
    }

    fn tied_to(&self, document: &Document, head: usize) -> Option<usize> {
        document
            .children(head)
            .filter(|&k| matches!(document.tokens[k].deprel, Deprel::Obl | Deprel::Nmod))
            .find_map(|k| {
                let case = document.children(k).find(|&c| document.tokens[c].deprel == Deprel::Case)?;
                let case = document.word(case).to_lowercase();
                let locative = matches!(
                    case.as_str(),
                    "in" | "at" | "near" | "outside" | "inside" | "around" | "within"
                );
                // What is decided on a court or spread across a party happens nowhere near its seat.
                let wide = matches!(case.as_str(), "on" | "across" | "throughout" | "along" | "off" | "over")
                    && !document
                        .names
                        .iter()
                        .any(|name| name.kind == NameType::Org && name.tokens.contains(&k));
                if !locative && !wide {
                    return None;
                }
                // "called on Karvania": no place.
                let state = |&p: &usize| case == "on" && self.list[p].kind == PlaceKind::Country;
                self.named_in(document, k).filter(|p| !state(p))
            })
    }

    /// The place that a phrase names: its head, or what specifies it ("the city of Aleppo", "a market in Kabul").
    pub fn named_in(&self, document: &Document, noun: usize) -> Option<usize> {
        let place = |i: usize| self.of_token[i].map(|p| p as usize);
        // "killed in a U.S. strike": whose it was.
        let state = |k: usize| place(k).is_some_and(|p| self.list[p].kind == PlaceKind::Country);
        place(noun).or_else(|| {
            document.children(noun).find_map(|k| {
                let owns =
                    matches!(document.tokens[k].deprel, Deprel::Compound | Deprel::NmodPoss) && state(k);
                let towards = document.children(k).any(|c| {
                    document.tokens[c].deprel == Deprel::Case
                        && matches!(document.word(c), "against" | "by" | "from" | "on" | "to" | "with")
                });
                let fits = matches!(
                    document.tokens[k].deprel,
                    Deprel::Nmod
                        | Deprel::NmodPoss
                        | Deprel::Compound
                        | Deprel::Appos
                        | Deprel::Flat
                        | Deprel::NmodDesc
                );
                if fits && !owns && !towards {
                    place(k).or_else(|| self.named_in_once(document, k))
                } else {
                    None
                }
            })
        })
    }

    fn named_in_once(&self, document: &Document, noun: usize) -> Option<usize> {
        let mut below = document
            .children(noun)
            .filter(|&k| matches!(document.tokens[k].deprel, Deprel::Nmod | Deprel::Appos));
        below.find_map(|k| self.of_token[k].map(|p| p as usize))
    }
}
