//! Which source a cue has, and which cue a content has.

use std::ops::Range;

use crate::document::{Attribution, Role};

/// The scores of one window, kept until the spans of its last paragraph are known.
#[derive(Default)]
pub(crate) struct LinkScores {
    /// The words it answers for. Word `words.start + i` is row and column `i + 1`; column 0 is "none".
    pub words: Range<usize>,
    /// Row after row.
    pub scores: Vec<f32>,
}

impl LinkScores {
    fn row(&self, word: usize) -> &[f32] {
        let width = self.words.len() + 1;
        &self.scores[(word - self.words.start + 1) * width..][..width]
    }
}

/// Fills `belongs_to` and `margin` of the spans from `from` on, whose first words lie in `windows`: a cue belongs to the
/// source, a content to the cue, whose first word its own first word scores highest, or to none.
pub(crate) fn link(spans: &mut [Attribution], from: usize, windows: &[LinkScores]) {
    for window in windows {
        let begin = from + spans[from..].partition_point(|s| s.tokens.start < window.words.start);
        let end = from + spans[from..].partition_point(|s| s.tokens.start < window.words.end);
        for i in begin..end {
            let wanted = match spans[i].role {
                Role::Cue => Role::Source,
                Role::Content => Role::Cue,
                Role::Source => continue,
            };
            let row = window.row(spans[i].tokens.start);
            let (mut chosen, mut highest, mut second) = (None, row[0], f32::NEG_INFINITY);
            for (k, other) in spans[begin..end].iter().enumerate().filter(|(_, other)| other.role == wanted) {
                let score = row[other.tokens.start - window.words.start + 1];
                if score > highest {
                    second = highest;
                    (chosen, highest) = (Some(begin + k), score);
                } else if score > second {
                    second = score;
                }
            }
            spans[i].belongs_to = chosen;
            spans[i].margin = if chosen.is_some() { highest - second } else { 0.0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(role: Role, tokens: Range<usize>) -> Attribution {
        Attribution { tokens, role, belongs_to: None, margin: 0.0 }
    }

    #[test]
    fn each_takes_the_best_of_the_right_kind() {
        // Words 10–14: Source, Cue, Content (two words), Cue.
        let mut spans = vec![
            span(Role::Source, 10..11),
            span(Role::Cue, 11..12),
            span(Role::Content, 12..14),
            span(Role::Cue, 14..15),
        ];
        let mut scores = vec![0.0; 36];
        scores[2 * 6 + 1] = 3.0; // the first cue wants the source,
        scores[2 * 6 + 3] = 9.0; // and a content still more, which it cannot have;
        scores[3 * 6 + 2] = 2.0; // the content wants either cue,
        scores[3 * 6 + 5] = 2.5; // the second more;
        scores[5 * 6 + 1] = -1.0; // the second cue wants none.
        link(&mut spans, 0, &[LinkScores { words: 10..15, scores }]);
        let found: Vec<_> = spans.iter().map(|s| (s.belongs_to, s.margin)).collect();
        assert_eq!(found, [(None, 0.0), (Some(0), 3.0), (Some(3), 0.5), (None, 0.0)]);
    }
}
