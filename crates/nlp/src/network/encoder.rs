//! The encoder: embeddings, then layers of attention and feed-forward products (Devlin et al. 2019).

use super::Input;
use super::attention::Heads;
use super::buffer::Buffer;
use super::float::Norm;
use super::kernels::Kernels;
use super::linear::{Linear, Quantised};
use crate::model::{Model, ModelError};

/// Pieces put through a layer together: few enough for their numbers to stay in the second-level cache, enough for the
/// weights to be worth fetching.
const BLOCK: usize = 48;

pub(super) struct Encoder {
    positions: Vec<f32>,
    shapes: Vec<f32>,
    /// One factor for each wordpiece, if their vectors are small integers. The vectors themselves stay in the model.
    scale: Option<Vec<f32>>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    /// Queries (scaled as attention wants them), keys, values.
    qkv: Linear,
    o: Linear,
    norm1: Norm,
    f1: Linear,
    f2: Linear,
    norm2: Norm,
}

/// Working memory of the encoder.
#[derive(Default)]
pub(super) struct Work {
    x: Buffer<f32>,
    y: Buffer<f32>,
    answered: Buffer<f32>,
    queries: Buffer<f32>,
    keys_values: Buffer<f32>,
    context: Buffer<f32>,
    wide: Buffer<f32>,
    attention: Buffer<f32>,
    quantised: Quantised,
}

impl Encoder {
    pub fn load(model: &Model) -> Result<Encoder, ModelError> {
        let dims = model.dims();
        Ok(Encoder {
            positions: model.floats("pe.weight", &[dims.positions, dims.hidden])?,
            shapes: model.floats("sh.weight", &[dims.shapes, dims.hidden])?,
            scale: model.matrix("we", [dims.vocab, dims.hidden])?.scale,
            norm: norm(model, "ln")?,
            layers: (0..dims.layers)
                .map(|i| Layer::load(model, &format!("L.{i}")))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Leaves the vectors of the pieces `input.first` in `work`.
    pub fn run(&self, kernels: &Kernels, model: &Model, input: Input, work: &mut Work) {
        let dims = model.dims();
        let (hidden, pieces) = (dims.hidden, input.ids.len());
        work.grow(model, pieces, input.first.len());
        self.embed(kernels, model, input, &mut work.x[..pieces * hidden], &mut work.y);
        for (i, layer) in self.layers.iter().enumerate() {
            let Work { x, y, answered, queries, keys_values, context, wide, attention, quantised } =
                &mut *work;
            let mut x = &mut x[..pieces * hidden];
            let keys_values = &mut keys_values[..pieces * 2 * hidden];
            for (x, keys_values) in blocks(x, hidden).zip(blocks_mut(keys_values, 2 * hidden)) {
                layer.qkv.apply_columns(kernels, x, quantised, hidden..3 * hidden, keys_values, 2 * hidden);
            }
            // Every piece is looked at, but in the end only some are asked for.
            if i + 1 == self.layers.len() {
                for (to, &piece) in answered.chunks_exact_mut(hidden).zip(input.first) {
                    let piece = (piece as usize).min(pieces - 1);
                    to.copy_from_slice(&x[piece * hidden..][..hidden]);
                }
                x = &mut answered[..input.first.len() * hidden];
            }
            for (x, queries) in blocks(x, hidden).zip(blocks_mut(&mut queries[..x.len()], hidden)) {
                layer.qkv.apply_columns(kernels, x, quantised, 0..hidden, queries, hidden);
            }
            let heads = Heads { heads: dims.heads, hidden, queries: &queries[..x.len()], keys_values };
            let context = &mut context[..x.len()];
            kernels.attend(&heads, attention, context);
            for (x, context) in blocks_mut(x, hidden).zip(blocks(context, hidden)) {
                layer.o.apply(kernels, context, quantised, y);
                kernels.add_norm(x, y, &layer.norm1);
                let wide = &mut wide[..x.len() / hidden * dims.ffn];
                layer.f1.apply(kernels, x, quantised, wide);
                kernels.gelu(wide);
                layer.f2.apply(kernels, wide, quantised, y);
                kernels.add_norm(x, y, &layer.norm2);
            }
        }
    }

    /// Sums of the embeddings of pieces, places and shapes. What is out of range is read as the last of its kind.
    fn embed(&self, kernels: &Kernels, model: &Model, input: Input, x: &mut [f32], word: &mut [f32]) {
        let dims = model.dims();
        let hidden = dims.hidden;
        let table =
            model.tensor("we.weight", &[dims.vocab, hidden]).expect("it was there when the network was made");
        for (place, x) in x.chunks_exact_mut(hidden).enumerate() {
            let id = (input.ids[place] as usize).min(dims.vocab - 1);
            let shape = usize::from(input.shapes.get(place).copied().unwrap_or(0)).min(dims.shapes - 1);
            let position = &self.positions[place.min(dims.positions - 1) * hidden..][..hidden];
            let shape = &self.shapes[shape * hidden..][..hidden];
            for ((x, p), s) in x.iter_mut().zip(position).zip(shape) {
                *x = p + s;
            }
            let word = &mut word[..hidden];
            let row = table.row(id, hidden);
            match &self.scale {
                Some(scale) => {
                    word.iter_mut().zip(row.bytes).for_each(|(w, &b)| *w = f32::from(b as i8) * scale[id])
                }
                None => word.iter_mut().zip(row.floats()).for_each(|(w, f)| *w = f),
            }
            kernels.add_norm(x, word, &self.norm);
        }
    }
}

impl Layer {
    fn load(model: &Model, name: &str) -> Result<Layer, ModelError> {
        let dims = model.dims();
        let hidden = dims.hidden;
        let named = |part| format!("{name}.{part}");
        let qkv = named("qkv");
        let bias = model.floats(&named("qkv.bias"), &[3 * hidden])?;
        // Attention takes powers of two of scores over √(width of a head).
        let factor = std::f32::consts::LOG2_E / ((hidden / dims.heads) as f32).sqrt();
        Ok(Layer {
            qkv: Linear::stack(model, &[(&qkv, bias)], hidden, hidden, factor)?,
            o: Linear::load(model, &named("o"), hidden, hidden)?,
            norm1: norm(model, &named("ln1"))?,
            f1: Linear::load(model, &named("f1"), dims.ffn, hidden)?,
            f2: Linear::load(model, &named("f2"), hidden, dims.ffn)?,
            norm2: norm(model, &named("ln2"))?,
        })
    }
}

fn norm(model: &Model, name: &str) -> Result<Norm, ModelError> {
    let read = |part| model.floats(&format!("{name}.{part}"), &[model.dims().hidden]);
    Ok(Norm { weight: read("weight")?, bias: read("bias")? })
}

impl Work {
    /// The first `len` numbers of the answer, and memory to go on with.
    pub fn answer(&mut self, len: usize) -> (&[f32], &mut Quantised) {
        (&self.answered[..len], &mut self.quantised)
    }

    fn grow(&mut self, model: &Model, pieces: usize, rows: usize) {
        let dims = model.dims();
        let (hidden, most) = (dims.hidden, pieces.max(rows));
        self.x.grow(pieces * hidden);
        self.y.grow((BLOCK + 6) * hidden);
        self.answered.grow(rows * hidden);
        self.queries.grow(most * hidden);
        self.keys_values.grow(pieces * 2 * hidden);
        self.context.grow(most * hidden);
        self.wide.grow((BLOCK + 6) * dims.ffn);
        self.attention.grow(Heads::work(hidden, dims.heads, pieces));
    }
}

/// Rows of `width` numbers in blocks of like size.
fn blocks(rows: &[f32], width: usize) -> impl Iterator<Item = &[f32]> {
    rows.chunks(block_len(rows.len(), width))
}

fn blocks_mut(rows: &mut [f32], width: usize) -> impl Iterator<Item = &mut [f32]> {
    rows.chunks_mut(block_len(rows.len(), width))
}

fn block_len(len: usize, width: usize) -> usize {
    let rows = len / width;
    rows.div_ceil(rows.div_ceil(BLOCK).max(1)).max(1).next_multiple_of(6) * width
}
