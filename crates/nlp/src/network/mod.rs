//! The network: an encoder of wordpieces, and heads over the first piece of each word.
//!
//! [`Network::run`] takes one window and gives the scores of every head; decoding them is not done here. The same window
//! gives the same bits on every machine, alone or after others.

// In arithmetic on tiles and lanes, indices say more than iterators.
#![allow(clippy::needless_range_loop)]

mod attention;
mod buffer;
mod encoder;
mod float;
mod heads;
mod int8;
mod kernels;
mod linear;
pub mod measure;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "x86_64")]
mod x86;

use crate::model::{Dims, Model, ModelError};
use encoder::Encoder;
use heads::Heads;
pub(crate) use heads::Logits;
use kernels::Kernels;

/// One window of text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    /// Wordpieces. A number out of range is read as the last piece.
    pub ids: &'a [u32],
    /// For each piece, the shape of its word, and whether it is quoted.
    pub shapes: &'a [u8],
    /// The pieces that are answered for, one row each: first `[CLS]`, which stands for "none" and for the root of trees,
    /// then the first piece of each word.
    pub first: &'a [u32],
}

/// A network ready to run.
pub(crate) struct Network {
    model: Model,
    kernels: &'static Kernels,
    encoder: Encoder,
    heads: Heads,
}

/// Working memory of a run, kept from one window to the next. One for each thread.
#[derive(Default)]
pub(crate) struct Scratch {
    encoder: encoder::Work,
    heads: heads::Work,
}

impl Network {
    /// Packs the weights of `model` for this machine.
    pub fn new(model: Model) -> Result<Network, ModelError> {
        Network::with_kernels(model, Kernels::best())
    }

    fn with_kernels(model: Model, kernels: &'static Kernels) -> Result<Network, ModelError> {
        check(model.dims())?;
        Ok(Network { kernels, encoder: Encoder::load(&model)?, heads: Heads::load(&model)?, model })
    }

    /// The model it was made from, with its labels and texts.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The scores of all heads for one window.
    pub fn run<'s>(&'s self, input: Input, scratch: &'s mut Scratch) -> Logits<'s> {
        let rows = if input.ids.is_empty() { 0 } else { input.first.len() };
        let Scratch { encoder, heads } = scratch;
        if rows > 0 {
            self.encoder.run(self.kernels, &self.model, input, encoder);
            let (x, quantised) = encoder.answer(rows * self.model.dims().hidden);
            self.heads.run(self.kernels, x, rows, quantised, heads);
        }
        Logits { heads: &self.heads, kernels: self.kernels, work: heads, rows }
    }
}

/// The kernels work on whole panels, and divide by what must not be zero.
fn check(dims: &Dims) -> Result<(), ModelError> {
    let panel = int8::PANEL;
    let rules = [
        (dims.hidden > 0 && dims.hidden.is_multiple_of(panel), "its width is no multiple of 64"),
        (dims.ffn > 0 && dims.ffn.is_multiple_of(panel), "its feed-forward width is no multiple of 64"),
        (
            dims.heads > 0 && dims.hidden.is_multiple_of(32 * dims.heads),
            "the width of its attention heads is no multiple of 32",
        ),
        (dims.layers > 0, "it has no layers"),
        (dims.vocab > 0 && dims.positions > 0 && dims.shapes > 0, "it has no embeddings"),
        (
            [dims.arc, dims.link].iter().all(|w| *w > 0 && w.is_multiple_of(panel)),
            "the width of its arcs or links is no multiple of 64",
        ),
        (dims.party.is_multiple_of(panel), "the width of its parties is no multiple of 64"),
        (dims.rel > 0 && dims.rel.is_multiple_of(4), "the width of its relations is no multiple of 4"),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, problem)) => Err(ModelError::Dimensions(problem)),
        None => Ok(()),
    }
}
