"""Everything an earlier model says of a text, beside the labels that the text has.

  teach.py CHECKPOINT IN.jsonl OUT.jsonl --tokenizer tokenizer.json --lexicon TRAIN.conllu … [--teacher LARGE]

A corpus that has labels for one head only lets the others drift on texts like its own: the encoder learns to tell such texts
apart and forgets there what it is not asked for. So the event corpora carry the earlier model's tags, trees, names,
attributions and factuality as well ("learning without forgetting", Li & Hoiem 2016).

With `--teacher` the attributions and their links are those of a larger network that was trained on the same labels, and with
`--acts` those of another give the acts and their parties, where the text has none of its own: the small one learns them from it
on text that nobody has labelled. Where a teacher is in doubt, `doubts` say how much it gives to every class (Hinton et al. 2015).
"""
import argparse

import numpy as np
import torch

import attribution
import lemmas
import statements
import treebank
from decode import shares
from documents import all_paragraphs, load, save
from export import load as load_network
from labels import spans
from reading import predictor, read
from windows import add_inputs
from words import Wordpieces


SURE = 0.97  # a teacher's label that has this much is taken as it is


def taught(document, reading, teacher=None, acts=None):
    for number, (p, r) in enumerate(zip(document["paragraphs"], reading.paragraphs)):
        for key in ("starts", "xpos", "upos", "lemmas", "heads", "relations", "names", "attribution"):
            p[key] = r[key]
        odds = np.exp(r["fact"][:, :7] - r["fact"][:, :7].max(1, keepdims=True))
        values = odds @ np.arange(-3, 4) / odds.sum(1)
        p["facts"] = [[int(w), round(float(values[w]), 2)] for w in np.flatnonzero(r["fact"][:, 7] > 0)]
        if acts and "events" not in p:
            add_events(p, number, acts)
        for key in ("pieces", "shapes"):
            del p[key]
    if teacher:
        add_statements(document, teacher)
    return document


def add_events(p, number, teacher):
    """The class of each predicate, and of what the teacher takes for an act; the parties of acts."""
    scores = teacher.paragraphs[number]["event"]
    classes, facts = scores.argmax(1), {word for word, _ in p["facts"]}
    p["events"] = [[k, int(kind)] for k, kind in enumerate(classes) if kind or k in facts]
    add_doubts(p, "event", shares(scores), [k for k, _ in p["events"]])
    bounds = [*p["starts"], len(p["words"])]
    p["parties"] = []
    for a, b in zip(bounds, bounds[1:]):
        for word in range(a, b):
            if classes[word]:
                p["parties"].append([word, *(teacher.party(task, (number, word), range(a, b)) for task in ("who", "whom"))])


def add_doubts(p, task, odds, words):
    p.setdefault("doubts", {})[task] = [[k, [round(float(o), 3) for o in odds[k]]] for k in words if odds[k].max() < SURE]


def add_statements(document, teacher):
    """The teacher's attribution, and its links as attribution.py has them."""
    for number, (p, t) in enumerate(zip(document["paragraphs"], teacher.paragraphs)):
        p["attribution"], p["links"] = t["attribution"], []
        add_doubts(p, "attr", teacher.odds(number), range(len(p["words"])))
    goals = {}
    for event in statements.decode(teacher, silent="keep"):
        for role, target in (("Cue", "Source"), ("Content", "Cue")):
            for span in event[role]:
                goals[span[:2]] = list(event[target][0][:2]) if event[target] else attribution.NONE
    for number, p in enumerate(document["paragraphs"]):
        for role, a, _ in spans(p["attribution"]):
            if role != "Source":
                p["links"].append([a, goals.get((number, a), attribution.NONE)])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("input")
    ap.add_argument("output")
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--lexicon", nargs="*", default=[])
    ap.add_argument("--teacher", help="of attributions")
    ap.add_argument("--acts", help="teacher of acts and their parties")
    ap.add_argument("--threads", type=int, default=1)
    o = ap.parse_args()
    torch.set_num_threads(o.threads)
    network, labels = load_network(o.checkpoint)
    known = lemmas.lexicon(p for path in o.lexicon for p in all_paragraphs(treebank.read(path)))
    wordpieces = Wordpieces(o.tokenizer)
    documents = [add_inputs(d, wordpieces) for d in load(o.input)]
    readings = read(documents, network, labels, predictor(network), known)
    teachers = []
    for path, heads in ((o.teacher, ("attr", "link")), (o.acts, ("event", "who", "whom"))):
        teachers.append([None] * len(documents))
        if path:
            network, labels = load_network(path)
            teachers[-1] = read(documents, network, labels, predictor(network, heads=heads))
    save(o.output, [taught(*each) for each in zip(documents, readings, *teachers)])


if __name__ == "__main__":
    main()
