//! The best tree of a sentence: a maximum spanning arborescence with exactly one root.
//!
//! In most sentences the best head of every word makes a tree already. Else Chu-Liu-Edmonds runs (Edmonds 1967), with a
//! charge on every root but the first, which makes the answer the best of all trees with one root.

/// Charge on a root, far above any sum of scores.
const ROOT_CHARGE: f64 = 1e6;
const NEVER: f64 = -1e12;

/// Working memory, kept from one sentence to the next.
#[derive(Default)]
pub(crate) struct Scratch {
    /// scores[dependent · nodes + head]; node 0 is the root's head, node i + 1 is word i.
    scores: Vec<f64>,
    heads: Vec<usize>,
    alive: Vec<bool>,
    mark: Vec<usize>,
    contracted: Vec<Contraction>,
}

/// A cycle made one node, which bears the number of its first word.
struct Contraction {
    /// (word, its head in the cycle)
    cycle: Vec<(usize, usize)>,
    /// For each node outside as a head: the word of the cycle it would take.
    enters: Vec<usize>,
    /// For each node outside as a dependent: the word of the cycle that would be its head.
    leaves: Vec<usize>,
}

/// Heads of `n` words, into `heads`: 0 for the root, k for word k - 1. `score(i, k)` tells how well k (so numbered) suits
/// as the head of word i. Scores that are no numbers count as very low.
pub(crate) fn tree(
    n: usize,
    score: impl Fn(usize, usize) -> f32,
    scratch: &mut Scratch,
    heads: &mut Vec<usize>,
) {
    heads.clear();
    if n == 0 {
        return;
    }
    let nodes = n + 1;
    scratch.scores.clear();
    scratch.scores.resize(nodes * nodes, NEVER);
    for i in 1..nodes {
        for k in (0..nodes).filter(|&k| k != i) {
            let s = f64::from(score(i - 1, k));
            scratch.scores[i * nodes + k] = if s.is_finite() { s.clamp(-1e4, 1e4) } else { -1e4 };
        }
    }
    scratch.alive.clear();
    scratch.alive.resize(nodes, true);
    scratch.heads.clear();
    scratch.heads.resize(nodes, 0);
    for i in 1..nodes {
        scratch.heads[i] = scratch.best_head(i, nodes);
    }
    let roots = scratch.heads[1..].iter().filter(|&&h| h == 0).count();
    if roots != 1 || scratch.cycle(nodes).is_some() {
        for i in 1..nodes {
            scratch.scores[i * nodes] -= ROOT_CHARGE;
            scratch.heads[i] = scratch.best_head(i, nodes);
        }
        scratch.solve(nodes);
    }
    heads.extend_from_slice(&scratch.heads[1..]);
}

impl Scratch {
    fn best_head(&self, i: usize, nodes: usize) -> usize {
        let row = &self.scores[i * nodes..][..nodes];
        let mut best = usize::from(i == 0);
        let mut found = f64::NEG_INFINITY;
        for (k, (&score, &alive)) in row.iter().zip(&self.alive).enumerate() {
            if k != i && alive && score > found {
                (best, found) = (k, score);
            }
        }
        best
    }

    /// A node on a cycle of the present heads.
    fn cycle(&mut self, nodes: usize) -> Option<usize> {
        self.mark.clear();
        self.mark.resize(nodes, 0);
        self.mark[0] = usize::MAX;
        for start in 1..nodes {
            let mut at = start;
            while self.alive[at] && self.mark[at] == 0 {
                self.mark[at] = start;
                at = self.heads[at];
            }
            if self.alive[at] && self.mark[at] == start {
                return Some(at);
            }
        }
        None
    }

    fn solve(&mut self, nodes: usize) {
        self.contracted.clear();
        while let Some(on) = self.cycle(nodes) {
            self.contract(on, nodes);
        }
        while let Some(step) = self.contracted.pop() {
            let joint = step.cycle[0].0;
            for &(word, _) in &step.cycle {
                self.alive[word] = true;
            }
            let inside = |node: usize| step.cycle.iter().any(|&(word, _)| word == node);
            for node in 1..nodes {
                if self.alive[node] && self.heads[node] == joint && !inside(node) {
                    self.heads[node] = step.leaves[node];
                }
            }
            let head = self.heads[joint];
            for &(word, within) in &step.cycle {
                self.heads[word] = within;
            }
            self.heads[step.enters[head]] = head;
        }
    }

    fn contract(&mut self, on: usize, nodes: usize) {
        let mut cycle = vec![(on, self.heads[on])];
        let mut at = self.heads[on];
        while at != on {
            cycle.push((at, self.heads[at]));
            at = self.heads[at];
        }
        let own: Vec<f64> = cycle.iter().map(|&(word, head)| self.scores[word * nodes + head]).collect();
        for &(word, _) in &cycle[1..] {
            self.alive[word] = false;
        }
        let (mut enters, mut leaves) = (vec![on; nodes], vec![on; nodes]);
        for node in (0..nodes).filter(|&node| node != on && self.alive[node]) {
            // The node as a head: what is gained or lost if the cycle is entered at this word instead of going round.
            // The node as a dependent: its best head in the cycle.
            let (mut gain, mut head_score) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
            for (&(word, _), own) in cycle.iter().zip(&own) {
                let entering = self.scores[word * nodes + node] - own;
                if entering > gain {
                    (gain, enters[node]) = (entering, word);
                }
                let leaving = self.scores[node * nodes + word];
                if leaving > head_score {
                    (head_score, leaves[node]) = (leaving, word);
                }
            }
            self.scores[on * nodes + node] = gain;
            self.scores[node * nodes + on] = head_score;
        }
        self.contracted.push(Contraction { cycle, enters, leaves });
        for node in (1..nodes).filter(|&node| self.alive[node]) {
            self.heads[node] = self.best_head(node, nodes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn solve(n: usize, scores: &[f32]) -> Vec<usize> {
        let mut heads = Vec::new();
        tree(n, |i, k| scores[i * (n + 1) + k], &mut Scratch::default(), &mut heads);
        heads
    }

    /// One root, and every word is under it.
    fn is_tree(heads: &[usize]) -> bool {
        let reaches = |mut at: usize| {
            for _ in 0..=heads.len() {
                if at == 0 {
                    return true;
                }
                at = heads[at - 1];
            }
            false
        };
        heads.iter().filter(|&&h| h == 0).count() == 1 && (1..=heads.len()).all(reaches)
    }

    fn total(heads: &[usize], scores: &[f32]) -> f64 {
        let n = heads.len();
        heads.iter().enumerate().map(|(i, &h)| f64::from(scores[i * (n + 1) + h])).sum()
    }

    /// The best of all trees, by trying every assignment of heads.
    fn best_total(n: usize, scores: &[f32]) -> f64 {
        let mut heads = vec![0; n];
        let mut best = f64::NEG_INFINITY;
        loop {
            if is_tree(&heads) {
                best = best.max(total(&heads, scores));
            }
            let Some(i) = heads.iter().position(|&h| h < n) else { return best };
            heads[i] += 1;
            heads[..i].fill(0);
        }
    }

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Words 1 and 2 want each other; word 1 is the better root.
        assert_eq!(solve(2, &[1.0, 0.0, 9.0, 0.0, 9.0, 0.0]), [0, 1]);
        assert_eq!(solve(1, &[-5.0, 0.0]), [0]);
        assert!(solve(0, &[]).is_empty());
    }

    #[test]
    fn scores_that_are_no_numbers_still_give_a_tree() {
        assert!(is_tree(&solve(5, &[f32::NAN; 30])));
        assert!(is_tree(&solve(5, &[f32::INFINITY; 30])));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn no_tree_is_better(n in 1usize..6, scores in prop::collection::vec(-9i8..9, 30)) {
            let scores: Vec<f32> = scores[..n * (n + 1)].iter().map(|&s| f32::from(s)).collect();
            let heads = solve(n, &scores);
            prop_assert!(is_tree(&heads));
            prop_assert_eq!(total(&heads, &scores), best_total(n, &scores));
        }

        #[test]
        fn long_sentences_are_trees(n in 1usize..120, seed in any::<u64>()) {
            let mut state = seed | 1;
            let scores: Vec<f32> = (0..n * (n + 1)).map(|_| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                (state >> 40) as f32 / 1e6
            }).collect();
            prop_assert!(is_tree(&solve(n, &scores)));
        }
    }
}
