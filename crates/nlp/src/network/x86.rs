//! Integer tiles for x86-64. All sums are exact: no instruction here saturates.

use std::arch::x86_64::*;

use super::float::{COLUMNS, Factors};
use super::int8::PANEL;
use super::kernels::Isa;

/// 512-bit vectors with byte dot products (Ice Lake, Zen 4 and later).
pub(super) struct Avx512Vnni;

impl Isa for Avx512Vnni {
    const INT8_ROWS: usize = 6;
    const FLOAT_ROWS: usize = 6;

    #[inline(always)]
    unsafe fn int8_tile<const R: usize>(q: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; R] {
        let depth = q.len() / R;
        assert!(q.len() == R * depth && panel.len() == PANEL * depth);
        let mut sums = [[0; PANEL]; R];
        // SAFETY: the caller vouches for the instructions. Every load stays within the slices: group g of row r lies
        // at r · depth + 4g < q.len(), and the panel holds 256 bytes for each group.
        unsafe {
            let first: [__m512i; 4] =
                std::array::from_fn(|j| _mm512_loadu_si512(start.as_ptr().add(16 * j).cast()));
            let mut tile = [first; R];
            for g in 0..depth / 4 {
                let panel = panel.as_ptr().add(g * 4 * PANEL);
                let w: [__m512i; 4] = std::array::from_fn(|j| _mm512_loadu_si512(panel.add(64 * j).cast()));
                for r in 0..R {
                    let x = q.as_ptr().add(r * depth + 4 * g).cast::<i32>().read_unaligned();
                    let x = _mm512_set1_epi32(x);
                    for j in 0..4 {
                        tile[r][j] = _mm512_dpbusd_epi32(tile[r][j], x, w[j]);
                    }
                }
            }
            for r in 0..R {
                for j in 0..4 {
                    _mm512_storeu_si512(sums[r].as_mut_ptr().add(16 * j).cast(), tile[r][j]);
                }
            }
        }
        sums
    }

    #[inline(always)]
    unsafe fn float_tile<const R: usize>(it: Factors, start: &[f32; COLUMNS]) -> [[f32; COLUMNS]; R] {
        assert!(it.hold(R));
        let mut sums = [[0.0; COLUMNS]; R];
        // SAFETY: the caller vouches for the instructions, the assertion for the addresses.
        unsafe {
            let first = [_mm512_loadu_ps(start.as_ptr()), _mm512_loadu_ps(start.as_ptr().add(16))];
            let mut tile = [first; R];
            for k in 0..it.depth {
                let b = it.b.as_ptr().add(k * it.b_stride);
                let b = [_mm512_loadu_ps(b), _mm512_loadu_ps(b.add(16))];
                for r in 0..R {
                    let x = _mm512_set1_ps(*it.a.as_ptr().add(r * it.a_stride + k));
                    for j in 0..2 {
                        tile[r][j] = _mm512_add_ps(tile[r][j], _mm512_mul_ps(x, b[j]));
                    }
                }
            }
            for r in 0..R {
                for j in 0..2 {
                    _mm512_storeu_ps(sums[r].as_mut_ptr().add(16 * j), tile[r][j]);
                }
            }
        }
        sums
    }
}

/// 256-bit vectors with byte dot products (Alder Lake, Zen 5 and later).
pub(super) struct AvxVnni;

impl Isa for AvxVnni {
    const INT8_ROWS: usize = 6;
    const FLOAT_ROWS: usize = 5;

    #[inline(always)]
    unsafe fn int8_tile<const R: usize>(q: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; R] {
        let depth = q.len() / R;
        assert!(q.len() == R * depth && panel.len() == PANEL * depth);
        let mut sums = [[0; PANEL]; R];
        // The panel is crossed in four parts of 16 columns: that many sums fit the 16 registers.
        for part in (0..PANEL).step_by(16) {
            // SAFETY: as above.
            unsafe {
                let start = start.as_ptr().add(part);
                let first = [_mm256_loadu_si256(start.cast()), _mm256_loadu_si256(start.add(8).cast())];
                let mut tile = [first; R];
                for g in 0..depth / 4 {
                    let panel = panel.as_ptr().add(g * 4 * PANEL + 4 * part);
                    let w = [_mm256_loadu_si256(panel.cast()), _mm256_loadu_si256(panel.add(32).cast())];
                    for r in 0..R {
                        let x = q.as_ptr().add(r * depth + 4 * g).cast::<i32>().read_unaligned();
                        let x = _mm256_set1_epi32(x);
                        for j in 0..2 {
                            tile[r][j] = _mm256_dpbusd_avx_epi32(tile[r][j], x, w[j]);
                        }
                    }
                }
                for r in 0..R {
                    for j in 0..2 {
                        _mm256_storeu_si256(sums[r].as_mut_ptr().add(part + 8 * j).cast(), tile[r][j]);
                    }
                }
            }
        }
        sums
    }

    #[inline(always)]
    unsafe fn float_tile<const R: usize>(factors: Factors, start: &[f32; COLUMNS]) -> [[f32; COLUMNS]; R] {
        // SAFETY: as the caller says.
        unsafe { float_tile(factors, start) }
    }
}

/// 256-bit vectors without byte dot products: bytes are widened to 16 bits, whose products cannot overflow.
pub(super) struct Avx2;

impl Isa for Avx2 {
    const INT8_ROWS: usize = 2;
    const FLOAT_ROWS: usize = 5;

    #[inline(always)]
    unsafe fn int8_tile<const R: usize>(q: &[u8], panel: &[i8], start: &[i32; PANEL]) -> [[i32; PANEL]; R] {
        let depth = q.len() / R;
        assert!(q.len() == R * depth && panel.len() == PANEL * depth);
        let mut sums = [*start; R];
        for part in (0..PANEL).step_by(16) {
            // SAFETY: as above. Each load of the panel takes 16 bytes: four columns of one group.
            unsafe {
                // Two sums a column, of the even and of the odd half of each group.
                let mut tile = [[_mm256_setzero_si256(); 4]; R];
                for g in 0..depth / 4 {
                    let panel = panel.as_ptr().add(g * 4 * PANEL + 4 * part);
                    let w: [__m256i; 4] = std::array::from_fn(|j| {
                        _mm256_cvtepi8_epi16(_mm_loadu_si128(panel.add(16 * j).cast()))
                    });
                    for r in 0..R {
                        let x = q.as_ptr().add(r * depth + 4 * g).cast::<i32>().read_unaligned();
                        let x = _mm256_cvtepu8_epi16(_mm_set1_epi32(x));
                        for j in 0..4 {
                            tile[r][j] = _mm256_add_epi32(tile[r][j], _mm256_madd_epi16(x, w[j]));
                        }
                    }
                }
                for r in 0..R {
                    for j in 0..4 {
                        let mut halves = [0i32; 8];
                        _mm256_storeu_si256(halves.as_mut_ptr().cast(), tile[r][j]);
                        for c in 0..4 {
                            sums[r][part + 4 * j + c] += halves[2 * c] + halves[2 * c + 1];
                        }
                    }
                }
            }
        }
        sums
    }

    #[inline(always)]
    unsafe fn float_tile<const R: usize>(factors: Factors, start: &[f32; COLUMNS]) -> [[f32; COLUMNS]; R] {
        // SAFETY: as the caller says.
        unsafe { float_tile(factors, start) }
    }
}

/// A tile in single precision; the caller has AVX2.
#[inline(always)]
unsafe fn float_tile<const R: usize>(it: Factors, start: &[f32; COLUMNS]) -> [[f32; COLUMNS]; R] {
    assert!(it.hold(R));
    let mut sums = [[0.0; COLUMNS]; R];
    for part in (0..COLUMNS).step_by(16) {
        // SAFETY: the caller vouches for the instructions, the assertion for the addresses.
        unsafe {
            let start = start.as_ptr().add(part);
            let first = [_mm256_loadu_ps(start), _mm256_loadu_ps(start.add(8))];
            let mut tile = [first; R];
            for k in 0..it.depth {
                let b = it.b.as_ptr().add(k * it.b_stride + part);
                let b = [_mm256_loadu_ps(b), _mm256_loadu_ps(b.add(8))];
                for r in 0..R {
                    let x = _mm256_set1_ps(*it.a.as_ptr().add(r * it.a_stride + k));
                    for j in 0..2 {
                        tile[r][j] = _mm256_add_ps(tile[r][j], _mm256_mul_ps(x, b[j]));
                    }
                }
            }
            for r in 0..R {
                for j in 0..2 {
                    _mm256_storeu_ps(sums[r].as_mut_ptr().add(part + 8 * j), tile[r][j]);
                }
            }
        }
    }
    sums
}
