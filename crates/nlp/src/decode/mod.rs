//! From scores to labels. Nothing here knows the network: each file takes scores and gives an answer.

pub(crate) mod bio;
mod inflection;
pub(crate) mod lemma;
pub(crate) mod link;
pub(crate) mod name;
pub(crate) mod start;
pub(crate) mod tag;
pub(crate) mod tree;

/// Index of the highest score; the first among equals, 0 for none.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, &score) in scores.iter().enumerate().skip(1) {
        if score > scores[best] {
            best = i;
        }
    }
    best
}
