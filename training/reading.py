"""Reads documents with a network as the runtime does, window by window, and decodes what each head says."""
import numpy as np
import torch

from decode import allowed_steps, marginals, tree, viterbi
from lemmas import lemma_of
from network import HEADS, PAIRS, half_precision
from windows import arrays, batches, reading_windows


def predictor(network, bfloat16=True, heads=HEADS):
    """inputs (arrays of windows.py) → {head: numpy array}"""
    def predict(inputs):
        with torch.no_grad(), half_precision(bfloat16):
            out = network(**{k: torch.from_numpy(v) for k, v in inputs.items()}, heads=heads)
            return {k: v.numpy() for k, v in out.items()}

    return predict


def read(documents, network, labels, predict, known_lemmas=None, by_sentence=False, pieces_max=3000):
    """One reading a document: a list of paragraphs with `attr`, `ner`, `fact` (scores of words), `attribution` and `names`
    (BIO), `starts`, `xpos`, `upos`, `lemmas`, `heads`, `relations`; links and parties are asked of `link_score` and `party`, the odds of tags of `odds`. Where
    `predict` leaves heads out, what they would say stays empty."""
    readings = {id(d): Reading(d, labels) for d in documents}
    windows = [w for d in documents for w in reading_windows(d, by_sentence)]
    for batch in batches(windows, pieces_max):
        out = predict(arrays(batch))
        for i, w in enumerate(batch):
            n = len(w["at"]) + 1
            logits = {k: v[i, :n] for k, v in out.items()}
            logits.update({k: logits[k][:, :n] for k in PAIRS if k in logits})
            readings[id(w["document"])].add(w, logits, network, labels, known_lemmas or {}, by_sentence)
    return [readings[id(d)].finish(network, labels) for d in documents]


class Reading:
    def __init__(self, document, labels):
        self.document, self.windows, self.place = document, [], {}
        self.paragraphs = []
        for p in document["paragraphs"]:
            n = len(p["words"])
            sizes = {"attr": len(labels["attr"]), "ner": len(labels["ner"]), "fact": 8, "event": 17}
            scores = {k: np.zeros((n, size), "f4") for k, size in sizes.items()}
            self.paragraphs.append({**scores, "starts": [], "heads": [0] * n,
                                    **{k: [None] * n for k in ("xpos", "upos", "lemmas", "relations")}})

    def add(self, window, logits, network, labels, known_lemmas, by_sentence):
        at = window["at"]
        column = {place: k + 1 for k, place in enumerate(at)}
        for place in at:
            self.place[place] = len(self.windows)
        self.windows.append(({k: logits[k] for k in ("link", "who", "whom") if k in logits}, column))
        for head in ("attr", "ner", "fact", "event"):
            if head in logits:
                for k, (number, word) in enumerate(at):
                    self.paragraphs[number][head][word] = logits[head][k + 1]
        if "arc" in logits:
            self._parse(window, logits, network, labels, known_lemmas, by_sentence)

    def _parse(self, window, logits, network, labels, known_lemmas, by_sentence):
        at, paragraphs = window["at"], self.document["paragraphs"]
        best = {k: logits[k].argmax(-1) for k in ("xpos", "upos", "lemma")}
        starts, bounds = logits["start"][:, 0] > 0, []
        for k, (number, word) in enumerate(at):
            p, out = paragraphs[number], self.paragraphs[number]
            form, xpos = p["words"][word], labels["xpos"][best["xpos"][k + 1]]
            out["xpos"][word], out["upos"][word] = xpos, labels["upos"][best["upos"][k + 1]]
            out["lemmas"][word] = lemma_of(form, xpos, labels["lemma"][best["lemma"][k + 1]], known_lemmas)
            begins = word in p["starts"] if by_sentence else starts[k + 1]
            if begins or k == 0 or word == 0:
                bounds.append(k)
                out["starts"].append(word)
        weight, bias = (getattr(network.rel_o, n).detach().float().numpy() for n in ("weight", "bias"))
        root = labels["rel"].index("root")
        for a, b in zip(bounds, [*bounds[1:], len(at)]):
            rows = logits["arc"][a + 1 : b + 1]
            heads = tree(np.concatenate([rows[:, :1], rows[:, a + 1 : b + 1]], 1))
            columns = np.where(heads == 0, 0, heads + a)
            scores = np.maximum(logits["rel_d"][a + 1 : b + 1] + logits["rel_h"][columns], 0) @ weight.T + bias
            scores[:, root] = np.where(heads == 0, 1e9, -1e9)
            offset = at[a][1]
            for k in range(a, b):
                out = self.paragraphs[at[k][0]]
                out["heads"][at[k][1]] = int(heads[k - a]) + offset if heads[k - a] else 0
                out["relations"][at[k][1]] = labels["rel"][int(scores[k - a].argmax())]

    def finish(self, network, labels):
        attr_steps, ner_steps = allowed_steps(labels["attr"]), allowed_steps(labels["ner"])
        transitions = network.trans.detach().float().numpy()
        self.chain = attr_steps, transitions
        for p in self.paragraphs:
            p["starts"].sort()
            p["attribution"] = [labels["attr"][k] for k in viterbi(p["attr"], attr_steps, transitions)]
            p["names"] = [labels["ner"][k] for k in viterbi(p["ner"], ner_steps)]
        return self

    def odds(self, number):
        """Probability of every tag of attribution for the words of a paragraph."""
        return marginals(self.paragraphs[number]["attr"], *self.chain)

    def link_score(self, place, goal):
        """Score of `goal` (None = nothing) for `place`; −∞ where they were not read in one window."""
        scores, column = self.windows[self.place[place]]
        row = scores["link"][column[place]]
        if goal is None:
            return float(row[0])
        return float(row[column[goal]]) if goal in column else -np.inf

    def party(self, task, place, sentence):
        """The word of its sentence (a range of words) that stands for who does (`who`) or suffers (`whom`) what the word at
        `place` tells; None = nobody."""
        scores, column = self.windows[self.place[place]]
        row = scores[task][column[place]]
        words = [(float(row[column[place[0], word]]), word) for word in sentence if (place[0], word) in column]
        score, word = max(words)
        return word if score > row[0] else None
