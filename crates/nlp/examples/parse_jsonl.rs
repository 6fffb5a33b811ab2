//! `parse --format jsonl FILE…`: one JSON object a file with its tokens, offsets in characters.
//! With `--all`, paragraphs, names and attributions too; with `--time`, the speed and nothing else.

use hearsay_nlp::{Document, Engine, Scratch};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let time = paths.iter().any(|p| p == "--time");
    let all = paths.iter().any(|p| p == "--all");
    paths.retain(|p| !matches!(p.as_str(), "parse" | "--format" | "jsonl" | "--time" | "--all"));
    let model = std::env::var("HEARSAY_MODEL").ok();
    let own = model
        .map(|path| Engine::from_bytes(std::fs::read(path)?).map_err(Box::<dyn std::error::Error>::from));
    let own = own.transpose()?;
    let engine = match &own {
        Some(engine) => engine,
        None => Engine::embedded()?,
    };
    let mut scratch = Scratch::default();
    let started = std::time::Instant::now();
    let mut words = 0;
    for path in paths {
        let text = std::fs::read_to_string(&path)?;
        let document = engine.read_with(&mut scratch, &text);
        words += document.tokens.len();
        if time {
            continue;
        }
        let mut line = json!({"file": path, "tokens": tokens(&document)});
        if all {
            let ends = |r: &std::ops::Range<usize>| [r.start, r.end];
            line["paragraphs"] = document.paragraphs.iter().map(ends).collect::<Vec<_>>().into();
            let spans = document.attributions.iter();
            let spans =
                spans.map(|s| json!([format!("{:?}", s.role), s.tokens.start, s.tokens.end, s.belongs_to]));
            line["attributions"] = spans.collect::<Vec<_>>().into();
            let facts = document.tokens.iter().map(|t| [t.factuality, t.predicate]);
            line["facts"] = facts.map(|f| json!(f)).collect::<Vec<_>>().into();
        }
        println!("{line}");
    }
    if time {
        let seconds = started.elapsed().as_secs_f64();
        println!("{words} words, {:.0} a second", words as f64 / seconds);
    }
    Ok(())
}

fn tokens(document: &Document) -> Vec<Value> {
    let mut names = vec![("O", String::new()); document.tokens.len()];
    for name in &document.names {
        for i in name.tokens.clone() {
            names[i] = (if i == name.tokens.start { "B-" } else { "I-" }, name.kind.as_str().to_owned());
        }
    }
    let (mut chars, mut at) = (0, 0);
    let mut out = Vec::new();
    for (i, token) in document.tokens.iter().enumerate() {
        chars += document.text[at..token.start].chars().count();
        let text = document.text_of(token);
        let end = chars + text.chars().count();
        let starts = document.sentences[token.sentence].start == i;
        out.push(json!({
            "start": chars, "end": end, "text": text, "upos": token.upos.as_str(), "xpos": token.xpos.as_str(),
            "lemma": token.lemma, "head": token.head, "deprel": token.deprel.as_str(),
            "name": format!("{}{}", names[i].0, names[i].1), "sent_start": starts,
        }));
        (chars, at) = (end, token.end);
    }
    out
}
