//! Who looks at whom: attention over the pieces of a window, and the scores of pairs of words.

use super::float::{COLUMNS, Factors, block, softmax};
use super::kernels::Isa;

const ZERO: [f32; COLUMNS] = [0.0; COLUMNS];

/// Numbers filled up to, so that rows of scores are whole blocks.
pub(super) fn padded(n: usize) -> usize {
    n.next_multiple_of(COLUMNS)
}

/// What attention reads.
pub(super) struct Heads<'a> {
    pub heads: usize,
    /// Width of all heads together.
    pub hidden: usize,
    /// One row for each place that looks, already multiplied by log2(e) / √(width of a head).
    pub queries: &'a [f32],
    /// For each place that is looked at its key, then its value.
    pub keys_values: &'a [f32],
}

impl Heads<'_> {
    fn keys(&self) -> usize {
        self.keys_values.len() / (2 * self.hidden)
    }

    /// Numbers of working memory that [`attend`] needs for so many pieces.
    pub fn work(hidden: usize, heads: usize, keys: usize) -> usize {
        (2 * hidden / heads + 8) * padded(keys)
    }
}

/// Multi-head attention (Vaswani et al. 2017): one row of `hidden` numbers in `out` for each query.
#[inline(always)]
pub(super) fn attend<I: Isa>(it: &Heads, work: &mut [f32], out: &mut [f32]) {
    let (hidden, keys, width) = (it.hidden, it.keys(), it.hidden / it.heads);
    let (columns, rows) = (padded(keys), it.queries.len() / hidden);
    let (transposed, work) = work.split_at_mut(width * columns);
    let (values, work) = work.split_at_mut(width * columns);
    let scores = &mut work[..I::FLOAT_ROWS * columns];
    for h in 0..it.heads {
        let head = h * width;
        transpose(&it.keys_values[head..], 2 * hidden, keys, width, transposed);
        for (value, piece) in values.chunks_exact_mut(width).zip(it.keys_values.chunks_exact(2 * hidden)) {
            value.copy_from_slice(&piece[hidden + head..][..width]);
        }
        for row in (0..rows).step_by(I::FLOAT_ROWS) {
            let rows = I::FLOAT_ROWS.min(rows - row);
            let queries = &it.queries[row * hidden + head..];
            for c in (0..columns).step_by(COLUMNS) {
                let b = &transposed[c..];
                let factors = Factors { a: queries, a_stride: hidden, b, b_stride: columns, depth: width };
                block::<I>(factors, rows, &ZERO, &mut scores[c..], columns);
            }
            for scores in scores.chunks_exact_mut(columns) {
                scores[keys..].fill(f32::NEG_INFINITY);
            }
            let mut sums = [0.0; 8];
            softmax(&mut scores[..rows * columns], columns, &mut sums);
            let out = &mut out[row * hidden + head..];
            for c in (0..width).step_by(COLUMNS) {
                let b = &values[c..];
                let factors = Factors { a: scores, a_stride: columns, b, b_stride: width, depth: keys };
                block::<I>(factors, rows, &ZERO, &mut out[c..], hidden);
            }
            for (out, sum) in out.chunks_mut(hidden).zip(&sums[..rows]) {
                let share = 1.0 / sum;
                out[..width].iter_mut().for_each(|x| *x *= share);
            }
        }
    }
}

/// Products of each row of `a` with each row of `b` (both `width` wide): rows of `out` are [`padded`] to whole blocks.
/// `work` takes `b` transposed.
#[inline(always)]
pub(super) fn similarities<I: Isa>(a: &[f32], b: &[f32], width: usize, work: &mut [f32], out: &mut [f32]) {
    let columns = padded(b.len() / width);
    transpose(b, width, b.len() / width, width, work);
    let rows = a.len() / width;
    for c in (0..columns).step_by(COLUMNS) {
        for row in (0..rows).step_by(I::FLOAT_ROWS) {
            let n = I::FLOAT_ROWS.min(rows - row);
            let (a, b) = (&a[row * width..], &work[c..]);
            let factors = Factors { a, a_stride: width, b, b_stride: columns, depth: width };
            block::<I>(factors, n, &ZERO, &mut out[row * columns + c..], columns);
        }
    }
}

/// Turns `rows` rows of `width` numbers (a multiple of four), `stride` apart, into columns.
#[inline(always)]
fn transpose(from: &[f32], stride: usize, rows: usize, width: usize, to: &mut [f32]) {
    const SIDE: usize = 4;
    let columns = padded(rows);
    for row in (0..rows).step_by(SIDE) {
        // Beyond the last row, its own numbers fill columns that nobody reads.
        let rows: [&[f32]; SIDE] =
            std::array::from_fn(|r| &from[(row + r).min(rows - 1) * stride..][..width]);
        for column in (0..width).step_by(SIDE) {
            let square: [[f32; SIDE]; SIDE] =
                std::array::from_fn(|r| std::array::from_fn(|c| rows[r][column + c]));
            for c in 0..SIDE {
                let to: &mut [f32; SIDE] =
                    to[(column + c) * columns + row..].first_chunk_mut().expect("padded");
                *to = std::array::from_fn(|r| square[r][c]);
            }
        }
    }
}
