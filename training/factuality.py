"""Factuality of predicates (unified-factuality JSONL: space-separated words, targets with a value from −3 to 3)."""
import json

BINS = [-3, -2, -1, 0, 1, 2, 3]


def read(path):
    """One document a file of the corpus, one paragraph a sentence; `facts`: [[word, value]]."""
    documents = {}
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        words = row["text"].split(" ")
        if all(words):
            document = documents.setdefault(row["file_idx"], {"name": str(row["file_idx"]), "paragraphs": []})
            facts = [[t["span1"][0], float(t["label"])] for t in row["targets"]]
            document["paragraphs"].append({"words": words, "starts": [0], "facts": facts})
    return list(documents.values())


def soft_target(value):
    """Weights of the seven bins: the two nearest share the value."""
    value = min(3.0, max(-3.0, value)) + 3
    low = min(5, int(value))
    out = [0.0] * len(BINS)
    out[low], out[low + 1] = 1 - (value - low), value - low
    return out
