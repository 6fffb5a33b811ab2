"""Everything an earlier model says of a text, beside the labels that the text has.

  teach.py CHECKPOINT IN.jsonl OUT.jsonl --tokenizer tokenizer.json --lexicon TRAIN.conllu …

A corpus that has labels for one head only lets the others drift on texts like its own: the encoder learns to tell such texts
apart and forgets there what it is not asked for. So the event corpora carry the earlier model's tags, trees, names,
attributions and factuality as well ("learning without forgetting", Li & Hoiem 2016).
"""
import argparse

import numpy as np
import torch

import lemmas
import treebank
from documents import all_paragraphs, load, save
from export import load as load_network
from reading import predictor, read
from windows import add_inputs
from words import Wordpieces


def taught(document, reading):
    for p, r in zip(document["paragraphs"], reading.paragraphs):
        for key in ("starts", "xpos", "upos", "lemmas", "heads", "relations", "names", "attribution"):
            p[key] = r[key]
        odds = np.exp(r["fact"][:, :7] - r["fact"][:, :7].max(1, keepdims=True))
        values = odds @ np.arange(-3, 4) / odds.sum(1)
        p["facts"] = [[int(w), round(float(values[w]), 2)] for w in np.flatnonzero(r["fact"][:, 7] > 0)]
        for key in ("pieces", "shapes"):
            del p[key]
    return document


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("input")
    ap.add_argument("output")
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--lexicon", nargs="*", default=[])
    o = ap.parse_args()
    torch.set_num_threads(1)
    network, labels = load_network(o.checkpoint)
    known = lemmas.lexicon(p for path in o.lexicon for p in all_paragraphs(treebank.read(path)))
    wordpieces = Wordpieces(o.tokenizer)
    documents = [add_inputs(d, wordpieces) for d in load(o.input)]
    readings = read(documents, network, labels, predictor(network), known)
    save(o.output, [taught(d, r) for d, r in zip(documents, readings)])


if __name__ == "__main__":
    main()
