//! What share of the machine's integer arithmetic the network uses, on one core.
//!
//! `cargo run --release -p hearsay-nlp --example peak [pieces] [pieces a word]`

use hearsay_nlp::measure;

static MODEL: &[u8] = include_bytes!("../model/hearsay-en.hsm");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut numbers = std::env::args().skip(1).map(|n| n.parse::<usize>());
    let pieces = numbers.next().transpose()?.unwrap_or(150);
    let step = numbers.next().transpose()?.unwrap_or(1);
    println!("windows of {pieces} wordpieces, a word every {step}; one core, best of many");
    for s in measure::speeds(MODEL, pieces, step)? {
        let limit = s.peak / s.operations;
        println!(
            "{:<12} product alone {:>6.0} GOP/s = {:>6.0} wordpieces/s; network {:>6.0} wordpieces/s, {:>3.0} %",
            s.kernels,
            s.peak / 1e9,
            limit,
            s.pieces,
            100.0 * s.pieces / limit
        );
    }
    Ok(())
}
