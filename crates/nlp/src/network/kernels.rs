//! The arithmetic, compiled once for each instruction set, and the choice among them.

use std::ops::Range;
use std::sync::LazyLock;

use super::attention::{self, Heads};
use super::float::{self, COLUMNS, Factors, Float, Norm};
use super::int8::{self, Int8, PANEL};

/// An instruction set: what differs between machines. All else is plain Rust, which the compiler puts into vectors.
pub(super) trait Isa {
    /// Rows of one integer tile: as many as the registers hold.
    const INT8_ROWS: usize;
    /// Rows of one tile in single precision.
    const FLOAT_ROWS: usize;

    /// `R` rows of quantised numbers times one panel of weights, added to `start`.
    ///
    /// # Safety
    /// The machine has the instructions.
    unsafe fn int8_tile<const R: usize>(q: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; R];

    /// `R` rows of a product in single precision, added to `start`. Each sum runs through the depth in order, product and
    /// sum rounded one after the other.
    ///
    /// # Safety
    /// The machine has the instructions.
    #[inline(always)]
    unsafe fn float_tile<const R: usize>(factors: Factors, start: &[f32; COLUMNS]) -> [[f32; COLUMNS]; R] {
        float::portable_tile(factors, start)
    }
}

/// Any machine.
pub(super) struct Portable;

impl Isa for Portable {
    const INT8_ROWS: usize = 4;
    const FLOAT_ROWS: usize = 2;

    #[inline(always)]
    unsafe fn int8_tile<const R: usize>(q: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; R] {
        int8::portable_tile(q, panel, start)
    }
}

/// Calls a function with a number of rows, at most eight, made a constant: then sums can stay in registers.
macro_rules! with_rows {
    ($most:expr, $rows:expr, $R:ident => $call:expr) => {
        with_rows!(@ $most, $rows, $R, $call, 1 2 3 4 5 6 7 8)
    };
    (@ $most:expr, $rows:expr, $R:ident, $call:expr, $($n:literal)*) => {
        match $rows {
            $($n if $n <= $most => { const $R: usize = $n; $call })*
            _ => unreachable!("a tile has at most {} rows", $most),
        }
    };
}
pub(super) use with_rows;

/// The network's operations, for one instruction set. Each gives the same bits in all of them.
#[allow(clippy::type_complexity)]
pub(super) struct Kernels {
    pub name: &'static str,
    int8_product: unsafe fn(&Int8, &[u8], &[f32], Range<usize>, &mut [f32], usize),
    float_product: unsafe fn(&Float, &[f32], Range<usize>, &mut [f32], usize),
    quantise: unsafe fn(&[f32], usize, &mut [u8], &mut [f32]),
    add_norm: unsafe fn(&mut [f32], &[f32], &Norm),
    gelu: unsafe fn(&mut [f32]),
    attend: unsafe fn(&Heads, &mut [f32], &mut [f32]),
    similarities: unsafe fn(&[f32], &[f32], usize, &mut [f32], &mut [f32]),
}

macro_rules! kernels {
    ($name:literal, $isa:ty $(, $features:literal)?) => {{
        $(#[target_feature(enable = $features)])?
        fn int8_product(w: &Int8, q: &[u8], s: &[f32], columns: Range<usize>, out: &mut [f32], stride: usize) {
            int8::product::<$isa>(w, q, s, columns, out, stride);
        }
        $(#[target_feature(enable = $features)])?
        fn float_product(w: &Float, x: &[f32], columns: Range<usize>, out: &mut [f32], stride: usize) {
            float::product::<$isa>(w, x, columns, out, stride);
        }
        $(#[target_feature(enable = $features)])?
        fn quantise(x: &[f32], width: usize, q: &mut [u8], scales: &mut [f32]) {
            float::quantise(x, width, q, scales);
        }
        $(#[target_feature(enable = $features)])?
        fn add_norm(x: &mut [f32], y: &[f32], norm: &Norm) {
            float::add_norm(x, y, norm);
        }
        $(#[target_feature(enable = $features)])?
        fn gelu(x: &mut [f32]) {
            float::gelu_all(x);
        }
        $(#[target_feature(enable = $features)])?
        fn attend(heads: &Heads, work: &mut [f32], out: &mut [f32]) {
            attention::attend::<$isa>(heads, work, out);
        }
        $(#[target_feature(enable = $features)])?
        fn similarities(a: &[f32], b: &[f32], width: usize, work: &mut [f32], out: &mut [f32]) {
            attention::similarities::<$isa>(a, b, width, work, out);
        }
        Kernels { name: $name, int8_product, float_product, quantise, add_norm, gelu, attend, similarities }
    }};
}

impl Kernels {
    /// The best kernels this machine can run.
    pub fn best() -> &'static Kernels {
        &Kernels::available()[0]
    }

    /// All kernels this machine can run, best first; the portable ones come last.
    pub fn available() -> &'static [Kernels] {
        static AVAILABLE: LazyLock<Vec<Kernels>> = LazyLock::new(|| {
            #[allow(unused_mut)]
            let mut list = vec![kernels!("portable", Portable)];
            #[cfg(target_arch = "x86_64")]
            {
                use super::x86::{Avx2, Avx512Vnni, AvxVnni};
                if is_x86_feature_detected!("avx2") {
                    list.push(kernels!("avx2", Avx2, "avx2"));
                }
                if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni") {
                    list.push(kernels!("avx-vnni", AvxVnni, "avx2,avxvnni"));
                }
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni")
                {
                    list.push(kernels!(
                        "avx512-vnni",
                        Avx512Vnni,
                        "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"
                    ));
                }
            }
            list.reverse();
            list
        });
        &AVAILABLE
    }
}

// SAFETY of all calls below: a table is only ever handed out by `available`, which found its instructions.
#[allow(clippy::undocumented_unsafe_blocks)]
impl Kernels {
    /// Quantised rows times columns of `weights` (whole panels), one row of `out` every `stride` numbers.
    pub fn int8_product(
        &self,
        weights: &Int8,
        q: &[u8],
        scales: &[f32],
        columns: Range<usize>,
        out: &mut [f32],
        stride: usize,
    ) {
        unsafe { (self.int8_product)(weights, q, scales, columns, out, stride) }
    }

    /// Rows times columns of `weights`, one row of `out` every `stride` numbers.
    pub fn float_product(
        &self,
        weights: &Float,
        x: &[f32],
        columns: Range<usize>,
        out: &mut [f32],
        stride: usize,
    ) {
        unsafe { (self.float_product)(weights, x, columns, out, stride) }
    }

    /// See [`float::quantise`].
    pub fn quantise(&self, x: &[f32], width: usize, q: &mut [u8], scales: &mut [f32]) {
        unsafe { (self.quantise)(x, width, q, scales) }
    }

    /// See [`float::add_norm`].
    pub fn add_norm(&self, x: &mut [f32], y: &[f32], norm: &Norm) {
        unsafe { (self.add_norm)(x, y, norm) }
    }

    /// See [`float::gelu`].
    pub fn gelu(&self, x: &mut [f32]) {
        unsafe { (self.gelu)(x) }
    }

    /// See [`attention::attend`].
    pub fn attend(&self, heads: &Heads, work: &mut [f32], out: &mut [f32]) {
        unsafe { (self.attend)(heads, work, out) }
    }

    /// See [`attention::similarities`].
    pub fn similarities(&self, a: &[f32], b: &[f32], width: usize, work: &mut [f32], out: &mut [f32]) {
        unsafe { (self.similarities)(a, b, width, work, out) }
    }
}
