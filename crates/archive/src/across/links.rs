//! Which earlier article an article copies, and which one it follows on.
//!
//! Both are functions of the set of articles of a few days, taken in the order of publication: of each pair the later one
//! points back, and every article points to at most one. Stories are the trees that this makes, a copy hangs on its
//! original. Nothing depends on the order in which articles came into the archive, and an article that comes late can only
//! change the pointers of the days that look back on it.

use super::sketch::{HASHES, NAME_WEIGHT, Sketch, likeness};
use rustc_hash::{FxHashMap, FxHashSet};

/// Days back that an article looks for what it copies or follows.
pub const DAYS_BACK: i32 = 3;

/// Share of common shingles from which a text is a copy.
pub const COPY_MIN: f64 = 0.5;

/// Likeness (cosine) from which two articles tell of the same happening.
const STORY_MIN: f32 = 0.26;

/// Likeness is worth less with every day between: yesterday's story goes on more often than last week's.
const FADE_PER_DAY: f32 = 0.06;

/// MinHash values of one band; texts that agree on a whole band are compared. Sixteen bands find nine of ten pairs that have
/// six tenths of their shingles in common.
const BAND: usize = 4;

/// Terms of an article that look for others, the weightiest ones.
const SEEKERS: usize = 24;

/// Terms in a larger share of the articles than this look for nothing, once there are enough articles to tell.
const COMMON_SHARE: usize = 8;
const COMMON_MIN: usize = 64;

/// Candidates that are compared in full.
const CANDIDATES_MAX: usize = 48;

/// An article that takes part.
#[derive(Clone, Debug)]
pub struct Doc {
    /// Its number in the archive.
    pub no: i64,
    /// Its id; decides between articles of the same moment.
    pub id: String,
    /// What is kept of its text.
    pub sketch: Sketch,
}

/// Where an article points to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Link {
    /// The article it copies.
    pub copy_of: Option<i64>,
    /// The article it follows on; the same, if it copies one.
    pub follows: Option<i64>,
}

/// Sorts into the order in which all comparisons are made.
pub fn in_order(docs: &mut [Doc]) {
    docs.sort_unstable_by(|a, b| {
        (&a.sketch.day, a.sketch.moment, &a.id).cmp(&(&b.sketch.day, b.sketch.moment, &b.id))
    });
}

/// The links of the articles from `first` on; those before it are only pointed to. `docs` are in order.
pub fn links(docs: &[Doc], first: usize) -> Vec<Link> {
    let idf = idf(docs);
    let vectors: Vec<Vec<(u32, f32)>> = docs.iter().map(|doc| vector(doc, &idf)).collect();
    let common = docs.len() / COMMON_SHARE;
    let df = |hash: u32| idf.get(&hash).map_or(0, |(df, _)| *df as usize);
    let mut postings: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
    let mut bands: FxHashMap<(usize, u64), Vec<u32>> = FxHashMap::default();
    let mut scores: FxHashMap<u32, f32> = FxHashMap::default();
    let mut out = Vec::with_capacity(docs.len() - first);
    for (at, doc) in docs.iter().enumerate() {
        if at >= first {
            let copy_of = copied(docs, doc, &bands);
            let follows = copy_of.or_else(|| {
                let mut seekers: Vec<(u32, f32)> = vectors[at].clone();
                seekers.retain(|(hash, _)| docs.len() < COMMON_MIN || df(*hash) <= common);
                seekers.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                seekers.truncate(SEEKERS);
                scores.clear();
                for (hash, weight) in &seekers {
                    for (other, its) in postings.get(hash).into_iter().flatten() {
                        *scores.entry(*other).or_default() += weight * its;
                    }
                }
                best(docs, &vectors, at, &scores)
            });
            out.push(Link {
                copy_of: copy_of.map(|other| docs[other].no),
                follows: follows.map(|other| docs[other].no),
            });
        }
        for (hash, weight) in &vectors[at] {
            postings.entry(*hash).or_default().push((at as u32, *weight));
        }
        for band in band_keys(&doc.sketch.hashes) {
            bands.entry(band).or_default().push(at as u32);
        }
    }
    out
}

/// One key for each band, with the number of the band.
pub fn band_keys(hashes: &[u32]) -> impl Iterator<Item = (usize, u64)> + '_ {
    let key =
        |part: &[u32]| part.iter().fold(0, |h, value| crate::hash::mix(h ^ u64::from(*value)).rotate_left(9));
    hashes[..hashes.len() / HASHES * HASHES].chunks(BAND).enumerate().map(move |(i, part)| (i, key(part)))
}

/// The earliest article that this one has most of its text in common with.
fn copied(docs: &[Doc], doc: &Doc, bands: &FxHashMap<(usize, u64), Vec<u32>>) -> Option<usize> {
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    for band in band_keys(&doc.sketch.hashes) {
        seen.extend(bands.get(&band).into_iter().flatten());
    }
    let is_copy =
        |other: &&u32| likeness(&docs[**other as usize].sketch.hashes, &doc.sketch.hashes) >= COPY_MIN;
    seen.iter().filter(is_copy).min().map(|other| *other as usize)
}

/// The most alike of the candidates, if it is alike enough.
fn best(docs: &[Doc], vectors: &[Vec<(u32, f32)>], at: usize, scores: &FxHashMap<u32, f32>) -> Option<usize> {
    let mut candidates: Vec<(u32, f32)> = scores.iter().map(|(other, score)| (*other, *score)).collect();
    let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    candidates.sort_unstable_by(order);
    candidates.truncate(CANDIDATES_MAX);
    for (other, score) in &mut candidates {
        let other = *other as usize;
        let days = crate::day::between(&docs[other].sketch.day, &docs[at].sketch.day).unwrap_or(0);
        *score =
            cosine(&vectors[other], &vectors[at]) * (1.0 - FADE_PER_DAY * days.clamp(0, DAYS_BACK) as f32);
    }
    candidates.sort_unstable_by(order);
    candidates.first().filter(|(_, score)| *score >= STORY_MIN).map(|(other, _)| *other as usize)
}

/// How many of the articles have a term, and what that makes it worth.
fn idf(docs: &[Doc]) -> FxHashMap<u32, (u32, f32)> {
    let mut df: FxHashMap<u32, (u32, f32)> = FxHashMap::default();
    for doc in docs {
        doc.sketch.terms.iter().for_each(|term| df.entry(term.hash).or_default().0 += 1);
    }
    // As if there were a few hundred other articles, so that in a small archive words that all articles share still count.
    const OTHERS: f32 = 400.0;
    let n = docs.len() as f32 + OTHERS;
    for (df, idf) in df.values_mut() {
        *idf = (n / (*df as f32 + 1.0)).ln();
    }
    df
}

/// Weights by term, of length 1, in the order of the terms.
fn vector(doc: &Doc, idf: &FxHashMap<u32, (u32, f32)>) -> Vec<(u32, f32)> {
    let weight = |term: &super::sketch::Term| {
        let boost = if term.is_name { NAME_WEIGHT } else { 1.0 };
        (1.0 + f32::from(term.n).ln()) * idf.get(&term.hash).map_or(0.0, |(_, idf)| *idf) * boost
    };
    let mut vector: Vec<(u32, f32)> = doc.sketch.terms.iter().map(|term| (term.hash, weight(term))).collect();
    let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, w)| *w /= length);
    }
    vector
}

fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}
