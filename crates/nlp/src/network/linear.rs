//! A linear layer, whatever its numbers are stored as.

use std::ops::Range;

use super::buffer::Buffer;
use super::float::Float;
use super::int8::Int8;
use super::kernels::Kernels;
use crate::model::{Model, ModelError, Type};

/// y = W x + b.
pub(super) enum Linear {
    Int8(Int8),
    Float(Float),
}

/// Working memory of a layer: its inputs as small integers, one factor a row.
#[derive(Default)]
pub(super) struct Quantised {
    q: Buffer<u8>,
    scales: Vec<f32>,
}

impl Linear {
    /// Reads a layer with its bias, the tensor `NAME.bias`.
    pub fn load(model: &Model, name: &str, outputs: usize, inputs: usize) -> Result<Linear, ModelError> {
        let bias = model.floats(&format!("{name}.bias"), &[outputs])?;
        Linear::stack(model, &[(name, bias)], inputs, 0, 1.0)
    }

    /// Reads layers (name, bias) with the same inputs and stacks their outputs. It computes with small integers if all of
    /// them are stored so, or all in half precision. The first `scaled` outputs are multiplied by `factor`.
    pub fn stack(
        model: &Model,
        layers: &[(&str, Vec<f32>)],
        inputs: usize,
        scaled: usize,
        factor: f32,
    ) -> Result<Linear, ModelError> {
        let matrices: Result<Vec<_>, _> =
            layers.iter().map(|(name, bias)| model.matrix(name, [bias.len(), inputs])).collect();
        let matrices = matrices?;
        let mut bias: Vec<f32> = layers.iter().flat_map(|(_, bias)| bias.iter().copied()).collect();
        bias[..scaled].iter_mut().for_each(|b| *b *= factor);

        if matrices.iter().all(|m| m.tensor.dtype == Type::I8) {
            let weights = matrices.iter().flat_map(|m| m.tensor.bytes.chunks_exact(inputs));
            let mut scale: Vec<f32> =
                matrices.iter().flat_map(|m| m.scale.iter().flatten().copied()).collect();
            scale[..scaled].iter_mut().for_each(|s| *s *= factor);
            return Ok(Linear::Int8(Int8::pack(weights, &scale, &bias, inputs)));
        }
        let mut weights: Vec<f32> = matrices.iter().flat_map(|m| m.values()).collect();
        weights[..scaled * inputs].iter_mut().for_each(|w| *w *= factor);
        // Half precision saves room in the file; the layer is computed with small integers all the same.
        if matrices.iter().all(|m| m.tensor.dtype == Type::F16) {
            let (small, scale) = small_integers(&weights, inputs);
            return Ok(Linear::Int8(Int8::pack(small.chunks_exact(inputs), &scale, &bias, inputs)));
        }
        Ok(Linear::Float(Float::pack(&weights, &bias, inputs)))
    }

    /// Outputs of one row, with those that only fill up the last panel.
    pub fn outputs(&self) -> usize {
        match self {
            Linear::Int8(w) => w.outputs(),
            Linear::Float(w) => w.outputs(),
        }
    }

    /// All outputs for each row of `x`, in rows of `out` that follow one another.
    pub fn apply(&self, kernels: &Kernels, x: &[f32], work: &mut Quantised, out: &mut [f32]) {
        self.apply_columns(kernels, x, work, 0..self.outputs(), out, self.outputs());
    }

    /// Some outputs for each row of `x`, in rows of `out` that are `stride` apart.
    pub fn apply_columns(
        &self,
        kernels: &Kernels,
        x: &[f32],
        work: &mut Quantised,
        columns: Range<usize>,
        out: &mut [f32],
        stride: usize,
    ) {
        match self {
            Linear::Float(weights) => kernels.float_product(weights, x, columns, out, stride),
            Linear::Int8(weights) => {
                work.q.grow(x.len());
                work.scales.resize(x.len() / weights.inputs, 0.0);
                kernels.quantise(x, weights.inputs, &mut work.q, &mut work.scales);
                kernels.int8_product(weights, &work.q, &work.scales, columns, out, stride);
            }
        }
    }
}

/// Weights rounded to eight bits, symmetric about zero, with one factor for each row of `width`.
fn small_integers(weights: &[f32], width: usize) -> (Vec<u8>, Vec<f32>) {
    let mut small = Vec::with_capacity(weights.len());
    let mut scales = Vec::with_capacity(weights.len() / width);
    for row in weights.chunks_exact(width) {
        let scale = row.iter().fold(1e-8_f32, |most, w| most.max(w.abs())) / 127.0;
        small.extend(row.iter().map(|w| (w / scale).round_ties_even() as i8 as u8));
        scales.push(scale);
    }
    (small, scales)
}
