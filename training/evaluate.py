"""Scores a checkpoint on the development sets.

  evaluate.py CHECKPOINT --tokenizer tokenizer.json [--attribution A.jsonl] [--treebank E.jsonl …] [--names ewt-dev.iob2]
              [--facts U.jsonl …] [--events V.jsonl] [--lexicon TRAIN.conllu …] [--int8] [--brat DIR]

Words are given (gold, or those of the training's tokeniser), sentences are predicted, paragraphs known. --int8 simulates
the shipped arithmetic: weights by row and activations by row in symmetric int8. --names needs the treebank of that name.
"""
import argparse
import pathlib

import numpy as np
import torch

import lemmas
import statements
import treebank
from documents import all_paragraphs, load
from event_types import CLASSES
from export import is_product, load as load_network, quantise_rows
from labels import spans
from name_rules import trimmed
from reading import predictor, read
from windows import add_inputs
from words import Wordpieces

UNIVERSAL = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def simulate_int8(network):
    """Rounds weights and, row by row, the inputs of the encoder's products as the int8 runtime does."""
    def rounded(_, inputs):
        scale = inputs[0].abs().amax(-1, keepdim=True).clamp(min=1e-8) / 127
        return (torch.round(inputs[0] / scale) * scale,)

    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if is_product(name):
                weights, scale = quantise_rows(parameter.numpy())
                parameter.copy_(torch.from_numpy(weights * scale[:, None]))
        for layer in network.L:
            for product in (layer.qkv, layer.o, layer.f1, layer.f2):
                product.register_forward_pre_hook(rounded)


def f1(matched, predicted, wanted):
    return f"{200 * matched / max(1, predicted + wanted):.1f}"


def span_scores(pairs):
    """F1 by type of exact spans; pairs of BIO tags (gold, predicted)."""
    counts = {}
    for right, mine in pairs:
        right, mine = set(spans(right)), set(spans(mine))
        for n, group in enumerate((right & mine, mine, right)):
            for kind, _, _ in group:
                counts.setdefault(kind, [0, 0, 0])[n] += 1
    return " ".join(f"{kind} {f1(*c)}" for kind, c in sorted(counts.items(), key=lambda item: -item[1][2]))


def attribution(documents, readings, brat=None):
    flat = [(p["attribution"], r["attribution"]) for d, reading in zip(documents, readings)
            for p, r in zip(d["paragraphs"], reading.paragraphs)]
    print("attribution, exact spans:", span_scores(flat))
    for name, decoder in (("links", statements.decode), ("nearest", statements.nearest)):
        triples = [(d, statements.gold(d), decoder(x)) for d, x in zip(documents, readings)]
        p, r, f = statements.score(triples, statements.spoken_words)
        print(f"attribution by {name}: P {100 * p:.1f} R {100 * r:.1f} F1 {100 * f:.1f}", flush=True)
    if brat:
        for d, reading in zip(documents, readings):
            lines = statements.to_brat(d, statements.decode(reading))
            pathlib.Path(brat, d["name"] + ".ann").write_text(lines, encoding="utf8")


def trees(name, documents, readings):
    total, hits, sentences = 0, dict.fromkeys(("xpos", "upos", "lemmas", "UAS", "LAS"), 0), [0, 0, 0]
    for p, r in ((p, r) for d, x in zip(documents, readings) for p, r in zip(d["paragraphs"], x.paragraphs)):
        n = len(p["words"])
        total += n
        for key in ("xpos", "upos", "lemmas"):
            hits[key] += sum(a == b for a, b in zip(p[key], r[key]))
        right = [a == b for a, b in zip(p["heads"], r["heads"])]
        hits["UAS"] += sum(right)
        hits["LAS"] += sum(a and b == c for a, b, c in zip(right, p["relations"], r["relations"]))
        gold, mine = (set(zip(s, [*s[1:], n])) for s in (p["starts"], r["starts"]))
        sentences = [a + b for a, b in zip(sentences, (len(gold & mine), len(mine), len(gold)))]
    print(name, " ".join(f"{k} {100 * v / total:.2f}" for k, v in hits.items()), "sentences", f1(*sentences), flush=True)


def universal_names(path, documents, readings):
    """PER, ORG and LOC, exact spans, on an IOB2 file whose sentences are matched with the treebank's by their words."""
    gold, rows = {}, []
    for line in [*open(path, encoding="utf8"), ""]:
        columns = line.rstrip("\n").split("\t")
        if len(columns) >= 3 and line[0] != "#":
            rows.append((columns[1], columns[2]))
        elif rows and not line.startswith("#"):
            words, tags = zip(*rows)
            gold.setdefault(words, []).append(tags)
            rows = []
    counts = {kind: [0, 0, 0] for kind in ("PER", "ORG", "LOC", "all")}
    for p, r in ((p, r) for d, x in zip(documents, readings) for p, r in zip(d["paragraphs"], x.paragraphs)):
        found = [(UNIVERSAL[kind], *trimmed(p["words"], "", a, b)) for kind, a, b in spans(r["names"]) if kind in UNIVERSAL]
        for start, end in zip(p["starts"], [*p["starts"][1:], len(p["words"])]):
            words = tuple(p["words"][start:end])
            if gold.get(words):
                tags = gold[words].pop(0)
                right = {(k, *trimmed(words, "", a, b)) for k, a, b in spans(tags) if k in counts}
                mine = {(k, a - start, b - start) for k, a, b in found if start <= a and b <= end}
                for kind in ("PER", "ORG", "LOC"):
                    one = [{s for s in group if s[0] == kind} for group in (right & mine, mine, right)]
                    for key in (kind, "all"):
                        counts[key] = [c + len(group) for c, group in zip(counts[key], one)]
    print("names", "; ".join(f"{k} P {100 * m / max(1, p):.1f} R {100 * m / max(1, g):.1f} F {f1(m, p, g)}"
                             for k, (m, p, g) in counts.items()), flush=True)


def factuality(name, documents, readings):
    gold, mine, found = [], [], [0, 0, 0]
    for p, r in ((p, r) for d, x in zip(documents, readings) for p, r in zip(d["paragraphs"], x.paragraphs)):
        odds = np.exp(r["fact"][:, :7] - r["fact"][:, :7].max(1, keepdims=True))
        value = odds @ np.arange(-3, 4) / odds.sum(1)
        gold += [v for _, v in p["facts"]]
        mine += [float(value[w]) for w, _ in p["facts"]]
        right, yes = {w for w, _ in p["facts"]}, set(np.flatnonzero(r["fact"][:, 7] > 0))
        found = [a + b for a, b in zip(found, (len(right & yes), len(yes), len(right)))]
    gold, mine = np.array(gold), np.array(mine)
    three = [np.where(v >= 1.5, 0, np.where(v <= -1.5, 2, 1)) for v in (gold, mine)]
    same = three[0] == three[1]
    each = [2 * (same & (three[0] == k)).sum() / max(1, (three[0] == k).sum() + (three[1] == k).sum()) for k in range(3)]
    r = np.corrcoef(gold, mine)[0, 1]
    print(f"factuality {name}: MAE {np.abs(gold - mine).mean():.3f} r {r:.3f} macro-F1 {np.mean(each):.3f} "
          f"(happened {each[0]:.2f} uncertain {each[1]:.2f} not {each[2]:.2f}); predicates F1 {f1(*found)}", flush=True)


def event_types(documents, readings):
    """Marked words: F1 of each class, of "any event", and how many are lost where "none" is likely."""
    gold, scores = [], []
    for p, r in ((p, r) for d, x in zip(documents, readings) for p, r in zip(d["paragraphs"], x.paragraphs)):
        gold += [kind for _, kind in p["events"]]
        scores += [r["event"][word] for word, _ in p["events"]]
    gold, mine = np.array(gold), np.argmax(scores, 1)
    each = {name: f1(((gold == n) & (mine == n)).sum(), (mine == n).sum(), (gold == n).sum()) for n, name in enumerate(CLASSES)}
    print("event types:", " ".join(f"{name} {value}" for name, value in each.items()), "macro-F1 of types",
          f"{np.mean([float(each[name]) for name in CLASSES[1:]]):.1f}; any event F1",
          f1(((gold > 0) & (mine > 0)).sum(), (mine > 0).sum(), (gold > 0).sum()), flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("--tokenizer", required=True)
    for name in ("attribution", "treebank", "facts", "events", "lexicon"):
        ap.add_argument("--" + name, nargs="*", default=[])
    ap.add_argument("--names")
    ap.add_argument("--int8", action="store_true")
    ap.add_argument("--f32", action="store_true", help="no bfloat16 products")
    ap.add_argument("--brat", help="folder for the attributions found")
    o = ap.parse_args()
    torch.set_num_threads(1)
    network, labels = load_network(o.checkpoint)
    if o.int8:
        simulate_int8(network)
    known = lemmas.lexicon(p for path in o.lexicon for p in all_paragraphs(treebank.read(path)))
    wordpieces, predict = Wordpieces(o.tokenizer), predictor(network, not (o.int8 or o.f32))

    def read_file(path):
        documents = [add_inputs(d, wordpieces) for d in load(path)]
        return documents, read(documents, network, labels, predict, known)

    for path in o.attribution:
        attribution(*read_file(path), o.brat)
    for path in o.treebank:
        documents, readings = read_file(path)
        trees(pathlib.Path(path).stem, documents, readings)
        if o.names and "ewt" in path:
            universal_names(o.names, documents, readings)
    for path in o.facts:
        factuality(pathlib.Path(path).stem, *read_file(path))
    for path in o.events:
        event_types(*read_file(path))


if __name__ == "__main__":
    main()
