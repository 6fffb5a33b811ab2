//! What share of the machine's integer arithmetic the network uses, on one core.
//!
//! `cargo run --release -p hearsay-nlp --example peak [PIECES [WORDS [MODEL]]] [all]`

use hearsay_nlp::measure;

static MODEL: &[u8] = include_bytes!("../model/hearsay-en.hsm");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let all = arguments.pop_if(|a| a == "all").is_some();
    let number = |i: usize, default| arguments.get(i).map_or(Ok(default), |a| a.parse());
    let (pieces, words) = (number(0, 150)?, number(1, 115)?);
    println!("windows of {pieces} wordpieces, {words} of them asked for; one core, best of many");
    for name in measure::kernels().take(if all { usize::MAX } else { 1 }) {
        let model = match arguments.get(2) {
            Some(path) => std::fs::read(path)?.into(),
            None => std::borrow::Cow::Borrowed(MODEL),
        };
        let Some(s) = measure::speeds(name, model, pieces, words)? else { continue };
        let limit = s.peak / s.operations;
        println!(
            "{name:<12} product alone {:>6.0} GOP/s = {limit:>6.0} wordpieces/s; network {:>6.0} wordpieces/s, {:>3.1} %; \
             loaded in {:.0} ms",
            s.peak / 1e9,
            s.pieces,
            100.0 * s.pieces / limit,
            1e3 * s.load
        );
    }
    Ok(())
}
