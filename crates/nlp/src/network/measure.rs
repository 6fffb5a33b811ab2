//! How fast the network runs, and how fast it could: for `examples/peak.rs`, not for use.

use std::borrow::Cow;
use std::hint::black_box;
use std::time::{Duration, Instant};

use super::int8::Int8;
use super::kernels::Kernels;
use super::{Input, Network, Scratch};
use crate::model::{Model, ModelError};

/// Best speeds of one core over several tries.
pub struct Speeds {
    /// Operations a second (a product and a sum are two) of the integer product alone, all its numbers in the
    /// first-level cache.
    pub peak: f64,
    /// Wordpieces a second of the whole network.
    pub pieces: f64,
    /// Seconds to make the network from the bytes of its file, once.
    pub load: f64,
    /// Operations for one wordpiece in the encoder's integer products.
    pub operations: f64,
}

/// The kernels this machine has, best first.
pub fn kernels() -> impl Iterator<Item = &'static str> {
    Kernels::available().iter().map(|k| k.name)
}

/// Measures the kernels called `name`, on windows of `pieces` wordpieces of which `words` are asked for. None if this
/// machine does not have them.
pub fn speeds(
    name: &str,
    model: impl Into<Cow<'static, [u8]>>,
    pieces: usize,
    words: usize,
) -> Result<Option<Speeds>, ModelError> {
    let Some(kernels) = Kernels::available().iter().find(|k| k.name == name) else { return Ok(None) };
    let start = Instant::now();
    let network = Network::with_kernels(Model::parse(model)?, kernels)?;
    let load = start.elapsed().as_secs_f64();
    let dims = network.model().dims();
    let ids: Vec<u32> = (0..pieces).map(|i| (1000 + i * 7919 % 20_000) as u32).collect();
    let shapes = vec![0; pieces];
    let first: Vec<u32> = (0..words).map(|w| (w * pieces / words) as u32).collect();
    let mut scratch = Scratch::default();
    let run = || {
        black_box(network.run(Input { ids: &ids, shapes: &shapes, first: &first }, &mut scratch).attr(0));
    };
    let layer = dims.hidden * (4 * dims.hidden + 2 * dims.ffn);
    Ok(Some(Speeds {
        peak: peak(kernels),
        pieces: pieces as f64 / best(run),
        load,
        operations: (2 * dims.layers * layer) as f64,
    }))
}

/// A product whose weights are one panel and whose rows are one strip.
fn peak(kernels: &Kernels) -> f64 {
    const DEPTH: usize = 384;
    const ROWS: usize = 24;
    let weights = Int8::pack([1u8; DEPTH].chunks(DEPTH).cycle().take(64), &[1.0; 64], &[0.0; 64], DEPTH);
    let (q, scales, mut out) = ([1u8; ROWS * DEPTH], [1.0; ROWS], [0.0; ROWS * 64]);
    let seconds = best(|| {
        for _ in 0..100 {
            kernels.int8_product(black_box(&weights), &q, &scales, 0..64, black_box(&mut out), 64);
        }
    });
    100.0 * (2 * DEPTH * ROWS * 64) as f64 / seconds
}

/// Seconds of the fastest run within a while: other programs only ever make it slower.
fn best(mut run: impl FnMut()) -> f64 {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    while begin.elapsed() < Duration::from_secs(2) {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed());
    }
    best.as_secs_f64()
}
