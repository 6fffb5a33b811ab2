//! The arithmetic in single precision: activation functions, layer norm, quantisation, and products of matrices.
//!
//! Every function is compiled once for each instruction set (see `kernels`), and gives the same bits in each: sums run in
//! one fixed order over sixteen lanes, and a product and a sum are never fused. So the answer for a text does not depend
//! on the machine.

use std::ops::Range;

use super::buffer::Buffer;
use super::kernels::{Isa, with_rows};

/// Numbers handled at once; sums are kept in as many parts.
const LANES: usize = 16;

/// Columns of a product computed at once.
pub(super) const COLUMNS: usize = 32;

/// Adding and subtracting this rounds a number below 2^22 to the nearest integer, ties to even. The sum's low bits are
/// the integer itself.
const ROUND: f32 = 12_582_912.0;

/// 2^x for x ≤ 0, within 3e-7 of it relatively; 0 below -127.
#[inline(always)]
pub(super) fn exp2(x: f32) -> f32 {
    let x = if x > -127.0 { x } else { -127.0 };
    let shifted = x + ROUND;
    let f = x - (shifted - ROUND);
    // Minimax polynomial on [-1/2, 1/2].
    let p = 0.001_327_647_2 * f + 0.009_675_542;
    let p = p * f + 0.055_507_13;
    let p = p * f + 0.240_221_2;
    let p = p * f + 0.693_146_94;
    let p = p * f + 1.000_000_1;
    p * f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

/// x Φ(x), with Φ the normal distribution function (Hendrycks & Gimpel 2016, the exact form); within 4e-6 for |x| ≤ 10.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    const END: f32 = 4.75;
    let c = if x < END { x } else { END };
    let c = if c > -END { c } else { -END };
    // Φ(c) - 1/2 = c P(u) with u in [-1, 1]: minimax polynomial, its error weighted by |c|.
    let u = c * c * (2.0 / (END * END)) - 1.0;
    let p = 0.001_280_267_6 * u - 0.003_771_045;
    let p = p * u + 0.005_015_966_5;
    let p = p * u - 0.007_168_800_6;
    let p = p * u + 0.013_405_633;
    let p = p * u - 0.021_649_567;
    let p = p * u + 0.030_402_854;
    let p = p * u - 0.040_568_225;
    let p = p * u + 0.053_235_26;
    let p = p * u - 0.073_667_55;
    let p = p * u + 0.148_748_3;
    x * (c * p + 0.5)
}

/// Applies [`gelu`] to every number.
#[inline(always)]
pub(super) fn gelu_all(x: &mut [f32]) {
    for v in x {
        *v = gelu(*v);
    }
}

/// Adds the lanes pairwise, always in the same order.
#[inline(always)]
fn sum(mut lanes: [f32; LANES]) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// For each row of `width` numbers: x becomes (x + y - mean) / deviation · weight + bias (Ba et al. 2016).
#[inline(always)]
pub(super) fn add_norm(x: &mut [f32], y: &[f32], norm: &Norm) {
    let width = norm.weight.len();
    for (x, y) in x.chunks_exact_mut(width).zip(y.chunks_exact(width)) {
        let mut total = [0.0; LANES];
        for (x, y) in x.chunks_exact_mut(LANES).zip(y.chunks_exact(LANES)) {
            for i in 0..LANES {
                x[i] += y[i];
                total[i] += x[i];
            }
        }
        let mean = sum(total) / width as f32;
        let mut squares = [0.0; LANES];
        for x in x.chunks_exact(LANES) {
            for i in 0..LANES {
                squares[i] += (x[i] - mean) * (x[i] - mean);
            }
        }
        let factor = 1.0 / (sum(squares) / width as f32 + 1e-12).sqrt();
        for ((x, w), b) in x.iter_mut().zip(&norm.weight).zip(&norm.bias) {
            *x = (*x - mean) * factor * w + b;
        }
    }
}

/// Turns scores in base 2 into weights: x becomes 2^(x - max). Returns 1 / their sum, by which they are still to be
/// multiplied. The length is a multiple of [`LANES`].
#[inline(always)]
pub(super) fn softmax(x: &mut [f32]) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for x in x.chunks_exact(LANES) {
        for i in 0..LANES {
            lanes[i] = if x[i] > lanes[i] { x[i] } else { lanes[i] };
        }
    }
    let max = lanes.into_iter().fold(f32::NEG_INFINITY, |a, b| if b > a { b } else { a });
    let mut total = [0.0; LANES];
    for x in x.chunks_exact_mut(LANES) {
        for i in 0..LANES {
            x[i] = exp2(x[i] - max);
            total[i] += x[i];
        }
    }
    1.0 / sum(total)
}

/// Each row of `width` numbers as small integers: row ≈ (q - 128) · scale, with |q - 128| ≤ 127.
///
/// The offset makes the integers unsigned, as the dot-product instructions of x86 want one side to be.
#[inline(always)]
pub(super) fn quantise(x: &[f32], width: usize, q: &mut [u8], scales: &mut [f32]) {
    for ((x, q), scale) in x.chunks_exact(width).zip(q.chunks_exact_mut(width)).zip(scales) {
        // Without their sign bit, floats are ordered as their bits are.
        let largest = x.iter().fold(0, |m: u32, v| m.max(v.to_bits() & 0x7fff_ffff));
        let largest = f32::from_bits(largest).max(1e-8);
        *scale = largest / 127.0;
        let factor = 127.0 / largest;
        for (q, x) in q.iter_mut().zip(x) {
            *q = (x * factor + ROUND).to_bits() as u8 ^ 0x80;
        }
    }
}

/// Weight and bias of a layer norm.
pub(super) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// A matrix in single precision, packed for the kernels.
pub(super) struct Float {
    inputs: usize,
    /// `[outputs / COLUMNS][inputs][COLUMNS]`
    panels: Buffer<f32>,
    bias: Vec<f32>,
}

impl Float {
    /// Packs rows of weights, one for each output; outputs are filled up with zeros to whole panels.
    pub fn pack(weights: &[f32], bias: &[f32], inputs: usize) -> Float {
        let outputs = bias.len().next_multiple_of(COLUMNS);
        let mut panels = Buffer::new(outputs * inputs);
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let panel = &mut panels[output / COLUMNS * COLUMNS * inputs..][..COLUMNS * inputs];
            for (place, &x) in panel[output % COLUMNS..].iter_mut().step_by(COLUMNS).zip(row) {
                *place = x;
            }
        }
        let bias = bias.iter().copied().chain(std::iter::repeat(0.0)).take(outputs).collect();
        Float { inputs, panels, bias }
    }

    pub fn outputs(&self) -> usize {
        self.bias.len()
    }
}

/// Rows times the columns `columns` (whole panels) of `weights`: one row of `out` every `stride` numbers.
#[inline(always)]
pub(super) fn product<I: Isa>(
    weights: &Float,
    x: &[f32],
    columns: Range<usize>,
    out: &mut [f32],
    stride: usize,
) {
    let depth = weights.inputs;
    for first in columns.clone().step_by(COLUMNS) {
        let panel = &weights.panels[first * depth..][..COLUMNS * depth];
        let bias = weights.bias[first..].first_chunk().expect("a whole panel");
        let out = &mut out[first - columns.start..];
        for (i, x) in x.chunks(I::FLOAT_ROWS * depth).enumerate() {
            let out = &mut out[i * I::FLOAT_ROWS * stride..];
            block::<I>(x, depth, x.len() / depth, panel, COLUMNS, depth, bias, out, stride);
        }
    }
}

/// `rows` rows of `a` (`depth` long, `a_stride` apart) times [`COLUMNS`] columns of `b` (`depth` rows, `b_stride` apart),
/// added to `start`, into rows of `out`.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
pub(super) fn block<I: Isa>(
    a: &[f32],
    a_stride: usize,
    rows: usize,
    b: &[f32],
    b_stride: usize,
    depth: usize,
    start: &[f32; COLUMNS],
    out: &mut [f32],
    out_stride: usize,
) {
    with_rows!(I::FLOAT_ROWS, rows, R => {
        let sums: [[f32; COLUMNS]; R] = tile(a, a_stride, b, b_stride, depth, start);
        for r in 0..R {
            out[r * out_stride..][..COLUMNS].copy_from_slice(&sums[r]);
        }
    });
}

#[inline(always)]
fn tile<const R: usize>(
    a: &[f32],
    a_stride: usize,
    b: &[f32],
    b_stride: usize,
    depth: usize,
    start: &[f32; COLUMNS],
) -> [[f32; COLUMNS]; R] {
    let mut sums = [*start; R];
    let rows: [&[f32]; R] = std::array::from_fn(|r| &a[r * a_stride..][..depth]);
    for k in 0..depth {
        let b: &[f32; COLUMNS] = b[k * b_stride..].first_chunk().expect("b has `depth` rows");
        for r in 0..R {
            let x = rows[r][k];
            for c in 0..COLUMNS {
                sums[r][c] += x * b[c];
            }
        }
    }
    sums
}
