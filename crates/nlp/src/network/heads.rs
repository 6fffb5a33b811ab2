//! The heads: what the network says about each word, and about pairs of words.

use std::ops::Range;

use super::attention::padded;
use super::buffer::Buffer;
use super::kernels::Kernels;
use super::linear::{Linear, Quantised};
use crate::model::{Model, ModelError};

/// Outputs of the factuality head: seven values from -3 to 3, and whether the word is a predicate.
const FACT: usize = 8;

pub(super) struct Heads {
    /// The heads of single words, side by side.
    words: Linear,
    columns: Columns,
    arc: Pairs,
    link: Pairs,
    /// Who does it and to whom; none in a model without these heads.
    parties: Option<[Pairs; 2]>,
    relation: Linear,
}

/// Where each head lies among the outputs of `words`.
struct Columns {
    attr: Range<usize>,
    ner: Range<usize>,
    start: Range<usize>,
    xpos: Range<usize>,
    upos: Range<usize>,
    lemma: Range<usize>,
    fact: Range<usize>,
    event: Range<usize>,
    rel_d: Range<usize>,
    rel_h: Range<usize>,
}

/// Scores of pairs of words, biaffine (Dozat & Manning 2017): (U d_i + b) · h_j.
struct Pairs {
    d: Linear,
    h: Linear,
    u: Linear,
    width: usize,
}

/// The scores of all heads, and the working memory of those of pairs.
#[derive(Default)]
pub(super) struct Work {
    words: Buffer<f32>,
    arc: Buffer<f32>,
    link: Buffer<f32>,
    who: Buffer<f32>,
    whom: Buffer<f32>,
    d: Buffer<f32>,
    h: Buffer<f32>,
    u: Buffer<f32>,
    transposed: Buffer<f32>,
}

/// The scores of one window. Row 0 is `[CLS]`, row k the k-th word asked for.
#[derive(Clone, Copy)]
pub(crate) struct Logits<'s> {
    pub(super) heads: &'s Heads,
    pub(super) kernels: &'static Kernels,
    pub(super) work: &'s Work,
    pub(super) rows: usize,
}

impl Heads {
    pub fn load(model: &Model) -> Result<Heads, ModelError> {
        let (dims, labels) = (model.dims(), model.labels());
        let mut names = Vec::new();
        let mut end = 0;
        let mut head = |name, outputs| {
            names.push((name, outputs));
            end += outputs;
            end - outputs..end
        };
        let columns = Columns {
            attr: head("attr", labels.attr.len()),
            ner: head("ner", labels.ner.len()),
            start: head("start", 1),
            xpos: head("xpos", labels.xpos.len()),
            upos: head("upos", labels.upos.len()),
            lemma: head("lemma", labels.lemma.len()),
            fact: head("fact", FACT),
            event: if labels.event.is_empty() { 0..0 } else { head("event", labels.event.len()) },
            rel_d: head("rel_d", dims.rel),
            rel_h: head("rel_h", dims.rel),
        };
        let mut layers = Vec::new();
        for (name, outputs) in names {
            // A relation's score is made of two terms; their one bias is with the first.
            let bias = match name {
                "rel_h" => vec![0.0; outputs],
                _ => model.floats(&format!("{name}.bias"), &[outputs])?,
            };
            layers.push((name, bias));
        }
        Ok(Heads {
            words: Linear::stack(model, &layers, dims.hidden, 0, 1.0)?,
            columns,
            arc: Pairs::load(model, ["arc_d", "arc_h", "arc_u", "arc_b.weight"], dims.arc)?,
            link: Pairs::load(model, ["link_d", "link_h", "link_u", "link_b.weight"], dims.link)?,
            parties: match dims.party {
                0 => None,
                width => Some([
                    Pairs::load(model, ["who_d", "who_h", "who_u", "who_b.weight"], width)?,
                    Pairs::load(model, ["whom_d", "whom_h", "whom_u", "whom_b.weight"], width)?,
                ]),
            },
            relation: Linear::load(model, "rel_o", labels.rel.len(), dims.rel)?,
        })
    }

    /// Scores for rows of `x`, the vectors of words.
    pub fn run(&self, kernels: &Kernels, x: &[f32], rows: usize, quantised: &mut Quantised, work: &mut Work) {
        let Work { words, arc, link, who, whom, d, h, u, transposed } = work;
        words.grow(rows * self.words.outputs());
        self.words.apply(kernels, x, quantised, words);
        let parties = self.parties.iter().flatten().zip([who, whom]);
        for (pairs, out) in [(&self.arc, arc), (&self.link, link)].into_iter().chain(parties) {
            let len = rows * pairs.width;
            for buffer in [&mut *d, &mut *h, &mut *u] {
                buffer.grow(len);
            }
            let (d, h, u) = (&mut d[..len], &mut h[..len], &mut u[..len]);
            pairs.d.apply(kernels, x, quantised, d);
            pairs.h.apply(kernels, x, quantised, h);
            kernels.gelu(d);
            kernels.gelu(h);
            pairs.u.apply(kernels, d, quantised, u);
            transposed.grow(pairs.width * padded(rows));
            out.grow(rows * padded(rows));
            kernels.similarities(u, h, pairs.width, transposed, out);
        }
    }
}

impl Pairs {
    fn load(model: &Model, [d, h, u, b]: [&str; 4], width: usize) -> Result<Pairs, ModelError> {
        let hidden = model.dims().hidden;
        // d · U h + b · h is (U d + b) · h.
        let bias = model.floats(b, &[1, width])?;
        Ok(Pairs {
            d: Linear::load(model, d, width, hidden)?,
            h: Linear::load(model, h, width, hidden)?,
            u: Linear::stack(model, &[(u, bias)], width, 0, 1.0)?,
            width,
        })
    }
}

impl<'s> Logits<'s> {
    /// Number of rows: 1 for `[CLS]` and 1 for each word.
    #[cfg(test)]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Attribution classes of a row.
    pub fn attr(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.attr)
    }

    /// Name classes of a row.
    pub fn ner(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.ner)
    }

    /// Does a sentence start here? Above 0 is yes.
    pub fn start(&self, row: usize) -> f32 {
        self.word(row, &self.heads.columns.start)[0]
    }

    /// Treebank tags of a row.
    pub fn xpos(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.xpos)
    }

    /// Universal tags of a row.
    pub fn upos(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.upos)
    }

    /// Lemma scripts of a row.
    pub fn lemma(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.lemma)
    }

    /// Factuality of a row: seven values from -3 to 3, then whether the word is a predicate at all (above 0 is yes).
    pub fn fact(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.fact)
    }

    /// Event classes of a row; none in a model without that head.
    pub fn event(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.event)
    }

    /// What a row as a dependent says about its relation to its head; see [`Logits::relate`].
    #[cfg(test)]
    pub fn rel_d(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.rel_d)
    }

    /// What a row as a head says about the relations of its dependents.
    #[cfg(test)]
    pub fn rel_h(&self, row: usize) -> &'s [f32] {
        self.word(row, &self.heads.columns.rel_h)
    }

    /// Every row as the syntactic head of `row`; 0 is the root.
    pub fn arc(&self, row: usize) -> &'s [f32] {
        &self.work.arc[row * padded(self.rows)..][..self.rows]
    }

    /// Every row as what the attribution span that starts at `row` belongs to; 0 is nothing.
    pub fn link(&self, row: usize) -> &'s [f32] {
        &self.work.link[row * padded(self.rows)..][..self.rows]
    }

    /// Every row as the doer of what `row` tells; 0 is nobody. Empty in a model without that head.
    pub fn who(&self, row: usize) -> &'s [f32] {
        self.party(&self.work.who, row)
    }

    /// Every row as the one to whom it is done; 0 is nobody.
    pub fn whom(&self, row: usize) -> &'s [f32] {
        self.party(&self.work.whom, row)
    }

    fn party(&self, scores: &'s [f32], row: usize) -> &'s [f32] {
        if self.heads.parties.is_some() { &scores[row * padded(self.rows)..][..self.rows] } else { &[] }
    }

    /// Scores of the relations of words to their heads, W relu(d + h), for pairs (row, row of its head). Each pair gets the same
    /// number of scores: as many as there are relations, then zeros.
    pub fn relate(&self, pairs: &[(usize, usize)], out: &mut Vec<f32>) {
        let columns = &self.heads.columns;
        let mut sums = Vec::with_capacity(pairs.len() * columns.rel_d.len());
        for &(row, head) in pairs {
            let terms = self.word(row, &columns.rel_d).iter().zip(self.word(head, &columns.rel_h));
            sums.extend(terms.map(|(d, h)| (d + h).max(0.0)));
        }
        out.clear();
        out.resize(pairs.len() * self.heads.relation.outputs(), 0.0);
        self.heads.relation.apply(self.kernels, &sums, &mut Quantised::default(), out);
    }

    fn word(&self, row: usize, columns: &Range<usize>) -> &'s [f32] {
        let width = self.heads.words.outputs();
        &self.work.words[row * width..][..width][columns.clone()]
    }
}
