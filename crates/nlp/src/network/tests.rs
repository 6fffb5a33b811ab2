//! The network against PyTorch, every kernel against the portable one, the arithmetic against double precision.

use proptest::prelude::*;
use serde_json::Value;

use super::attention::{self, padded};
use super::float::{self, Float, Norm};
use super::int8::{Int8, PANEL};
use super::kernels::Kernels;
use super::{Input, Logits, Network, Scratch};
use crate::model::Model;

static MODEL: &[u8] = include_bytes!("../../model/hearsay-en.hsm");
static REFERENCE: &str = include_str!("../../tests/reference.json");

/// How far answers lie from PyTorch's.
#[derive(Debug, Default)]
struct Distance {
    /// Largest difference of a score.
    most: f32,
    /// Scores' largest size, to compare it with.
    size: f32,
    /// Decisions (the best class of a head for a word), and how many of them differ.
    decisions: usize,
    different: usize,
}

impl Distance {
    fn add(&mut self, ours: &[f32], theirs: &Value) {
        let theirs: Vec<f32> = numbers(theirs).collect();
        assert_eq!(ours.len(), theirs.len());
        for (a, b) in ours.iter().zip(&theirs) {
            self.most = self.most.max((a - b).abs());
            self.size = self.size.max(b.abs());
        }
        if ours.len() > 1 {
            self.decisions += 1;
            self.different += usize::from(best(ours) != best(&theirs));
        }
    }
}

fn numbers(value: &Value) -> impl Iterator<Item = f32> {
    value.as_array().expect("a list").iter().map(|v| v.as_f64().expect("a number") as f32)
}

fn best(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).expect("scores")
}

fn integers<T: TryFrom<i64>>(value: &Value) -> Vec<T> {
    let integer = |v: &Value| v.as_i64().and_then(|n| T::try_from(n).ok()).expect("a small integer");
    value.as_array().expect("a list").iter().map(integer).collect()
}

const HEADS: [&str; 10] = ["attr", "ner", "xpos", "upos", "lemma", "fact", "rel_d", "rel_h", "arc", "link"];

fn scores<'s>(logits: &Logits<'s>, head: &str, row: usize) -> &'s [f32] {
    match head {
        "attr" => logits.attr(row),
        "ner" => logits.ner(row),
        "xpos" => logits.xpos(row),
        "upos" => logits.upos(row),
        "lemma" => logits.lemma(row),
        "fact" => logits.fact(row),
        "rel_d" => logits.rel_d(row),
        "rel_h" => logits.rel_h(row),
        "arc" => logits.arc(row),
        "link" => logits.link(row),
        other => panic!("no head {other}"),
    }
}

/// Runs a file of windows with PyTorch's answers; gives the distance for each head.
fn compare(network: &Network, reference: &str) -> [(&'static str, Distance); 10] {
    let reference: Value = serde_json::from_str(reference).expect("JSON");
    let mut distances = HEADS.map(|head| (head, Distance::default()));
    let mut scratch = Scratch::default();
    for passage in reference["passages"].as_array().expect("passages") {
        for window in passage["windows"].as_array().expect("windows") {
            let (ids, shapes, first) =
                (integers(&window["ids"]), integers(&window["shapes"]), integers(&window["first"]));
            let logits = network.run(Input { ids: &ids, shapes: &shapes, first: &first }, &mut scratch);
            assert_eq!(logits.rows(), first.len());
            for (head, distance) in &mut distances {
                for row in 0..first.len() {
                    distance.add(scores(&logits, head, row), &window["logits"][*head][row]);
                }
            }
            for row in 0..first.len() {
                let start: f32 = numbers(&window["logits"]["start"][row]).next().expect("one number");
                assert!((logits.start(row) > 0.0) == (start > 0.0) || start.abs() < 0.5);
            }
        }
    }
    distances
}

/// With the folder of a model's full-precision and small-integer files and its reference answers in `HEARSAY_MODELS`.
#[test]
#[ignore = "needs the full-precision model, which is not in the repository"]
fn full_precision_is_pytorch() {
    let folder = std::path::PathBuf::from(std::env::var("HEARSAY_MODELS").expect("HEARSAY_MODELS"));
    let reference = std::fs::read_to_string(folder.join("reference.json")).expect("reference.json");
    for file in ["baseline.f32.hsm", "baseline.int8.hsm"] {
        let model = Model::parse(std::fs::read(folder.join(file)).expect(file)).expect(file);
        let network = Network::new(model).expect(file);
        for (head, distance) in compare(&network, &reference) {
            println!("{file} {head} {distance:?}");
            if file.contains("f32") {
                assert!(distance.most < 2e-3 && distance.different == 0, "{head}: {distance:?}");
            }
        }
    }
}
