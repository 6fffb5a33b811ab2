//! The best sequence of BIO tags for a row of words (Viterbi 1967).

use std::ops::Range;

const FORBIDDEN: f32 = -1e4;

/// A set of BIO tags, with what it costs to go from one to the next.
pub(crate) struct Tags<K> {
    /// For each tag, whether it continues a span, and its kind (None: outside).
    tags: Vec<(bool, Option<K>)>,
    /// steps[to · count + from]
    steps: Vec<f32>,
}

/// Working memory, kept from one sequence to the next.
#[derive(Default)]
pub(crate) struct Scratch {
    best: Vec<f32>,
    next: Vec<f32>,
    came: Vec<u8>,
    path: Vec<u8>,
}

impl<K: Copy + PartialEq> Tags<K> {
    /// From labels such as "O", "B-Cue", "I-Cue". `kind` reads what stands behind the hyphen; a label it does not know counts
    /// as outside. `transitions[from · count + to]` are learned costs.
    pub fn new(labels: &[String], kind: impl Fn(&str) -> Option<K>, transitions: Option<&[f32]>) -> Self {
        let parse = |label: &String| match label.split_once('-') {
            Some((prefix, rest)) => (prefix == "I", kind(rest)),
            None => (false, None),
        };
        let tags: Vec<_> = labels.iter().map(parse).collect();
        let count = tags.len();
        let mut steps = vec![0.0; count * count];
        for (to, &(continues, kind)) in tags.iter().enumerate() {
            for (from, &(_, kind_before)) in tags.iter().enumerate() {
                let allowed = !continues || (kind.is_some() && kind == kind_before);
                let learned = transitions.and_then(|t| t.get(from * count + to)).copied().unwrap_or(0.0);
                steps[to * count + from] = if allowed { learned } else { FORBIDDEN };
            }
        }
        Tags { tags, steps }
    }

    /// Number of tags.
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// The spans of the best sequence, with their kinds, in order. `scores` holds one row a word.
    pub fn decode(&self, scores: &[f32], scratch: &mut Scratch, out: &mut Vec<(K, Range<usize>)>) {
        let count = self.len();
        out.clear();
        if count == 0 || scores.len() < count {
            return;
        }
        let Scratch { best, next, came, path } = scratch;
        let start = |&(continues, _): &(bool, Option<K>)| if continues { FORBIDDEN } else { 0.0 };
        best.clear();
        best.extend(scores.iter().zip(&self.tags).map(|(s, tag)| s + start(tag)));
        came.clear();
        for row in scores.chunks_exact(count).skip(1) {
            next.clear();
            for (to, score) in row.iter().enumerate() {
                let steps = &self.steps[to * count..][..count];
                let (mut from, mut highest) = (0, f32::NEG_INFINITY);
                for (i, (b, step)) in best.iter().zip(steps).enumerate() {
                    if b + step > highest {
                        (from, highest) = (i, b + step);
                    }
                }
                came.push(from as u8);
                next.push(highest + score);
            }
            std::mem::swap(best, next);
        }
        path.clear();
        path.push(super::best(best) as u8);
        for row in came.rchunks_exact(count) {
            path.push(row[usize::from(path[path.len() - 1])]);
        }
        path.reverse();
        for (i, &tag) in path.iter().enumerate() {
            let (continues, kind) = self.tags[usize::from(tag)];
            match (kind, out.last_mut()) {
                (Some(kind), Some((open, span))) if continues && *open == kind && span.end == i => {
                    span.end = i + 1
                }
                (Some(kind), _) => out.push((kind, i..i + 1)),
                (None, _) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tags(transitions: Option<&[f32]>) -> Tags<usize> {
        let labels = ["O", "B-Cue", "I-Cue", "B-Source", "I-Source"].map(String::from);
        Tags::new(&labels, |kind| ["Cue", "Source"].iter().position(|&k| k == kind), transitions)
    }

    fn decode(tags: &Tags<usize>, scores: &[f32]) -> Vec<(usize, Range<usize>)> {
        let mut out = Vec::new();
        tags.decode(scores, &mut Scratch::default(), &mut out);
        out
    }

    #[test]
    fn a_span_never_begins_inside() {
        // The second word wants I-Source, which only B-Source may precede.
        let scores = [1.0, 0.0, 0.0, 0.9, 0.0, /**/ 0.0, 0.0, 0.0, 0.0, 5.0];
        assert_eq!(decode(&tags(None), &scores), [(1, 0..2)]);
        let alone = [0.0, 0.0, 9.0, 0.0, 0.0];
        assert_eq!(decode(&tags(None), &alone), []);
    }

    #[test]
    fn two_spans_may_touch() {
        let scores = [
            0., 2., 0., 0., 0., /**/ 0., 2., 0., 0., 0., /**/ 0., 0., 2., 0., 0., /**/ 0., 0.,
            0., 2., 0.,
        ];
        assert_eq!(decode(&tags(None), &scores), [(0, 0..1), (0, 1..3), (1, 3..4)]);
    }

    #[test]
    fn learned_steps_count() {
        let mut steps = [0.0; 25];
        steps[1] = 3.0; // O → B-Cue
        let scores = [0.0, 0.0, 0.0, 0.0, 0.0, /**/ 2.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(decode(&tags(Some(&steps)), &scores), [(0, 1..2)]);
    }

    proptest! {
        /// As good as the best of all allowed sequences.
        #[test]
        fn nothing_is_better(words in 1usize..5, raw in prop::collection::vec(-9i8..9, 25), learned in prop::collection::vec(-3i8..3, 25)) {
            let learned: Vec<f32> = learned.iter().map(|&x| f32::from(x)).collect();
            let tags = tags(Some(&learned));
            let scores: Vec<f32> = raw[..words * 5].iter().map(|&x| f32::from(x)).collect();
            let value = |path: &[usize]| {
                path.iter().enumerate().map(|(i, &t)| {
                    let step = if i > 0 { tags.steps[t * 5 + path[i - 1]] } else if tags.tags[t].0 { FORBIDDEN } else { 0.0 };
                    scores[i * 5 + t] + step
                }).sum::<f32>()
            };
            let mut best = f32::NEG_INFINITY;
            for number in 0..5usize.pow(words as u32) {
                let path: Vec<usize> = (0..words).map(|i| number / 5usize.pow(i as u32) % 5).collect();
                best = best.max(value(&path));
            }
            let mut scratch = Scratch::default();
            tags.decode(&scores, &mut scratch, &mut Vec::new());
            let path: Vec<usize> = scratch.path.iter().map(|&t| usize::from(t)).collect();
            prop_assert_eq!(value(&path), best);
        }
    }
}
