"""Names by an earlier model beside every word, for corpora that have no gold names (or only some).

  silver.py CHECKPOINT IN.jsonl OUT.jsonl --tokenizer tokenizer.json

Adds to each paragraph `silver` (BIO tags) and `sure` (the tag's probability, in percent).
"""
import argparse

import numpy as np
import torch

from decode import allowed_steps, viterbi
from documents import all_paragraphs
from documents import load as load_documents
from documents import save as save_documents
from export import load
from network import half_precision
from windows import add_inputs, arrays, batches, reading_windows
from words import Wordpieces


def label(network, tags, documents, pieces_max=4000):
    for p in all_paragraphs(documents):
        p["scores"] = np.zeros((len(p["words"]), len(tags)), "f4")
        p["scores"][:, 0] = 1
    for batch in batches([w for d in documents for w in reading_windows(d)], pieces_max):
        inputs = arrays(batch)
        with torch.no_grad(), half_precision():
            out = network(*(torch.from_numpy(inputs[k]) for k in ("ids", "shapes", "mask", "first")), heads=("ner",))["ner"]
        for w, scores in zip(batch, out.numpy()):
            for k, (p, word) in enumerate(w["at"]):
                w["document"]["paragraphs"][p]["scores"][word] = scores[k + 1]
    allowed = allowed_steps(tags)
    for p in all_paragraphs(documents):
        scores = p.pop("scores")
        path = viterbi(scores, allowed)
        odds = np.exp(scores - scores.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        p["silver"] = [tags[k] for k in path]
        p["sure"] = [int(100 * odds[i, k]) for i, k in enumerate(path)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("source")
    ap.add_argument("out")
    ap.add_argument("--tokenizer", required=True)
    o = ap.parse_args()
    torch.set_num_threads(1)
    network, labels = load(o.checkpoint)
    wordpieces = Wordpieces(o.tokenizer)
    documents = [add_inputs(d, wordpieces) for d in load_documents(o.source)]
    label(network, labels["ner"], documents)
    for p in all_paragraphs(documents):
        del p["pieces"], p["shapes"]
    save_documents(o.out, documents)


if __name__ == "__main__":
    main()
