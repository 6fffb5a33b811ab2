//! The arithmetic in single precision: activation functions, layer norm, quantisation, and products of matrices.
//!
//! Every function is compiled once for each instruction set (see `kernels`), and gives the same bits in each: sums run in
//! one fixed order over sixteen lanes, and a product and a sum are never fused. So the answer for a text does not depend
//! on the machine.

use std::hint::black_box;
use std::ops::Range;

use super::buffer::Buffer;
use super::kernels::{Isa, with_rows};

/// Numbers handled at once; sums are kept in as many parts.
pub(super) const LANES: usize = 16;

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
    // Minimax polynomial on [-1/2, 1/2], in pairs (Estrin 1960): a long chain of sums would leave the processor waiting.
    let (f2, c01, c23, c45) = (
        f * f,
        1.000_000_1 + 0.693_146_94 * f,
        0.240_221_2 + 0.055_507_13 * f,
        0.009_675_542 + 0.001_327_647_2 * f,
    );
    let p = c01 + f2 * (c23 + f2 * c45);
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
    let u2 = u * u;
    let u4 = u2 * u2;
    let low = (0.148_748_3 - 0.073_667_55 * u) + u2 * (0.053_235_26 - 0.040_568_225 * u);
    let middle = (0.030_402_854 - 0.021_649_567 * u) + u2 * (0.013_405_633 - 0.007_168_800_6 * u);
    let high = (0.005_015_966_5 - 0.003_771_045 * u) + u2 * 0.001_280_267_6;
    let p = (low + u4 * middle) + (u4 * u4) * high;
    x * (c * p + 0.5)
}

/// Applies [`gelu`] to every number.
#[inline(always)]
pub(super) fn gelu_all(x: &mut [f32]) {
    for v in x {
        *v = gelu(*v);
    }
}

/// Adds the lanes (or takes their maximum) pairwise, always in the same order.
#[inline(always)]
fn fold(lanes: [f32; LANES], with: impl Fn(f32, f32) -> f32) -> f32 {
    // The steps are hidden from each other, or the optimiser would take the vectors of one apart to suit the next.
    let lanes = black_box(lanes);
    let mut four = [0.0; 4];
    for i in 0..4 {
        four[i] = with(with(lanes[i], lanes[i + 8]), with(lanes[i + 4], lanes[i + 12]));
    }
    let [a, b, c, d] = black_box(four);
    with(with(a, c), with(b, d))
}

#[inline(always)]
fn sum(lanes: [f32; LANES]) -> f32 {
    fold(lanes, |a, b| a + b)
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

/// Turns rows of scores in base 2 into weights: x becomes 2^(x - max). `sums` receives the sum of each row, by which it is
/// still to be divided. The length of a row, `width`, is a multiple of [`LANES`].
#[inline(always)]
pub(super) fn softmax(rows: &mut [f32], width: usize, sums: &mut [f32]) {
    // All maxima first: then no row waits for the one before.
    for (x, most) in rows.chunks_exact(width).zip(&mut *sums) {
        let mut lanes = [f32::NEG_INFINITY; LANES];
        for x in x.chunks_exact(LANES) {
            for i in 0..LANES {
                lanes[i] = if x[i] > lanes[i] { x[i] } else { lanes[i] };
            }
        }
        *most = fold(lanes, |a, b| if a > b { a } else { b });
    }
    for (x, sum) in rows.chunks_exact_mut(width).zip(sums) {
        let most = *sum;
        let mut total = [0.0; LANES];
        for x in x.chunks_exact_mut(LANES) {
            for i in 0..LANES {
                x[i] = exp2(x[i] - most);
                total[i] += x[i];
            }
        }
        *sum = fold(total, |a, b| a + b);
    }
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
            let factors = Factors { a: x, a_stride: depth, b: panel, b_stride: COLUMNS, depth };
            block::<I>(factors, x.len() / depth, bias, out, stride);
        }
    }
}

/// Two matrices to be multiplied: rows of `a` (`depth` long, `a_stride` apart) and [`COLUMNS`] columns of `b` (`depth` rows,
/// `b_stride` apart).
#[derive(Clone, Copy)]
pub(super) struct Factors<'a> {
    pub a: &'a [f32],
    pub a_stride: usize,
    pub b: &'a [f32],
    pub b_stride: usize,
    pub depth: usize,
}

impl Factors<'_> {
    /// Are these many rows, and all columns, within the slices? Kernels read them by address.
    #[inline(always)]
    pub fn hold(&self, rows: usize) -> bool {
        let ends = |slice: &[f32], rows: usize, stride, width| {
            rows == 0 || slice.len() >= (rows - 1) * stride + width
        };
        ends(self.a, rows, self.a_stride, self.depth) && ends(self.b, self.depth, self.b_stride, COLUMNS)
    }
}

/// The product of `rows` rows, added to `start`, into rows of `out`.
#[inline(always)]
pub(super) fn block<I: Isa>(
    factors: Factors,
    rows: usize,
    start: &[f32; COLUMNS],
    out: &mut [f32],
    out_stride: usize,
) {
    with_rows!(I::FLOAT_ROWS, rows, R => {
        // SAFETY: this is compiled into functions that are only called where `I` is available.
        let sums: [[f32; COLUMNS]; R] = unsafe { I::float_tile(factors, start) };
        for r in 0..R {
            out[r * out_stride..][..COLUMNS].copy_from_slice(&sums[r]);
        }
    });
}

/// The plain form of a tile.
#[inline(always)]
pub(super) fn portable_tile<const R: usize>(it: Factors, start: &[f32; COLUMNS]) -> [[f32; COLUMNS]; R] {
    debug_assert!(it.hold(R));
    let mut sums = [*start; R];
    let rows: [&[f32]; R] = std::array::from_fn(|r| &it.a[r * it.a_stride..][..it.depth]);
    for k in 0..it.depth {
        let b: &[f32; COLUMNS] = it.b[k * it.b_stride..].first_chunk().expect("b has `depth` rows");
        for r in 0..R {
            let x = rows[r][k];
            for c in 0..COLUMNS {
                sums[r][c] += x * b[c];
            }
        }
    }
    sums
}
