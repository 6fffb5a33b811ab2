//! The words of texts on standard input, one JSON array of byte ranges a text; texts are separated by a zero byte.
//! With `--time`, the speed instead.

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    if std::env::args().any(|a| a == "--time") {
        let mut words = Vec::new();
        let started = std::time::Instant::now();
        let mut n = 0;
        for _ in 0..10 {
            for text in input.split('\0') {
                words.clear();
                hearsay_nlp::words_into(text, &mut words);
                n += words.len();
            }
        }
        let seconds = started.elapsed().as_secs_f64();
        println!("{n} words, {:.2} million a second", n as f64 / seconds / 1e6);
        return Ok(());
    }
    for text in input.split('\0') {
        let spans: Vec<String> =
            hearsay_nlp::words(text).iter().map(|w| format!("[{},{}]", w.start, w.end)).collect();
        println!("[{}]", spans.join(","));
    }
    Ok(())
}
