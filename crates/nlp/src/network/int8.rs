//! Products with weights of eight bits: activations are quantised row by row, sums are exact in 32 bits.
//!
//! A row's answer depends on that row alone, and every kernel gives the same sums.

use std::ops::Range;

use super::buffer::Buffer;
use super::kernels::{Isa, with_rows};

/// Columns of one panel of weights: four vectors of 16 sums.
pub(super) const PANEL: usize = 64;

/// Inputs multiplied in one step: four bytes fill a lane of 32 bits.
const GROUP: usize = 4;

/// A matrix of small integers, packed for the kernels.
pub(super) struct Int8 {
    pub inputs: usize,
    /// `[outputs / PANEL][inputs / GROUP][PANEL][GROUP]`
    panels: Buffer<i8>,
    /// Activations carry an offset of 128: sums begin at -128 · (the column's weights added up).
    start: Vec<i32>,
    scale: Vec<f32>,
    bias: Vec<f32>,
}

impl Int8 {
    /// Packs rows of weights, one for each output. The number of inputs is a multiple of four; outputs are filled up with zeros
    /// to whole panels.
    pub fn pack<'w>(
        weights: impl Iterator<Item = &'w [u8]>,
        scale: &[f32],
        bias: &[f32],
        inputs: usize,
    ) -> Int8 {
        let outputs = scale.len().next_multiple_of(PANEL);
        let pad =
            |values: &[f32]| values.iter().copied().chain(std::iter::repeat(0.0)).take(outputs).collect();
        let mut packed = Int8 {
            inputs,
            panels: Buffer::new(outputs * inputs),
            start: vec![0; outputs],
            scale: pad(scale),
            bias: pad(bias),
        };
        for (output, row) in weights.enumerate() {
            let total: i32 = row.iter().map(|&w| i32::from(w as i8)).sum();
            packed.start[output] = -128 * total;
            let panel = &mut packed.panels[output / PANEL * PANEL * inputs..][..PANEL * inputs];
            let places = panel[output % PANEL * GROUP..].chunks_mut(PANEL * GROUP);
            for (place, group) in places.zip(row.chunks_exact(GROUP)) {
                for (to, &from) in place.iter_mut().zip(group) {
                    *to = from as i8;
                }
            }
        }
        packed
    }

    pub fn outputs(&self) -> usize {
        self.start.len()
    }
}

/// Quantised rows times the columns `columns` (whole panels) of `weights`: one row of `out` every `stride` numbers.
#[inline(always)]
pub(super) fn product<I: Isa>(
    weights: &Int8,
    q: &[u8],
    scales: &[f32],
    columns: Range<usize>,
    out: &mut [f32],
    stride: usize,
) {
    let depth = weights.inputs;
    for first in columns.clone().step_by(PANEL) {
        let out = &mut out[first - columns.start..];
        for (i, scales) in scales.chunks(I::INT8_ROWS).enumerate() {
            let row = i * I::INT8_ROWS;
            let (q, out) = (&q[row * depth..], &mut out[row * stride..]);
            with_rows!(I::INT8_ROWS, scales.len(), R => strip::<I, R>(weights, first, q, scales, out, stride));
        }
    }
}

/// `R` rows times one panel, back to single precision.
#[inline(always)]
fn strip<I: Isa, const R: usize>(
    weights: &Int8,
    first: usize,
    q: &[u8],
    scales: &[f32],
    out: &mut [f32],
    stride: usize,
) {
    let depth = weights.inputs;
    let panel = &weights.panels[first * depth..][..PANEL * depth];
    let start = weights.start[first..].first_chunk().expect("a whole panel");
    // SAFETY: this is compiled into functions that are only called where `I` is available.
    let sums: [[i32; PANEL]; R] = unsafe { I::int8_tile(&q[..R * depth], panel, start) };
    let scale: &[f32; PANEL] = weights.scale[first..].first_chunk().expect("a whole panel");
    let bias: &[f32; PANEL] = weights.bias[first..].first_chunk().expect("a whole panel");
    for r in 0..R {
        let out: &mut [f32; PANEL] = out[r * stride..].first_chunk_mut().expect("a whole panel");
        for c in 0..PANEL {
            out[c] = sums[r][c] as f32 * (scales[r] * scale[c]) + bias[c];
        }
    }
}

/// The plain form of a tile: `R` rows of quantised numbers times one panel.
#[inline(always)]
pub(super) fn portable_tile<const R: usize>(
    q: &[u8],
    panel: &[i8],
    start: &[i32; PANEL],
) -> [[i32; PANEL]; R] {
    let depth = q.len() / R;
    let mut sums = [*start; R];
    for (g, panel) in panel.chunks_exact(PANEL * GROUP).enumerate() {
        // One input after the other, widened once for all rows: long loops that compilers put into vectors.
        let mut weights = [[0i16; PANEL]; GROUP];
        for c in 0..PANEL {
            for k in 0..GROUP {
                weights[k][c] = i16::from(panel[c * GROUP + k]);
            }
        }
        for r in 0..R {
            let q: &[u8; GROUP] = q[r * depth + g * GROUP..].first_chunk().expect("whole groups");
            for k in 0..GROUP {
                for c in 0..PANEL {
                    sums[r][c] += i32::from(weights[k][c]) * i32::from(q[k]);
                }
            }
        }
    }
    sums
}
