"""Targets of a batch of windows, and the losses of the heads."""
import numpy as np
import torch
import torch.nn.functional as F

from decode import FORBIDDEN, allowed_steps
from factuality import BINS, soft_target
from labels import NO_LOSS, ROLES, bio_tags
from lemmas import script
from network import EVENT_CLASSES

WEIGHTS = {"attr": 1.0, "link": 0.5, "ner": 0.5, "arc": 1.0, "rel": 0.5, "xpos": 0.5, "upos": 0.25, "lemma": 0.5,
           "start": 0.5, "value": 0.5, "predicate": 0.5, "event": 1.0,
           "who": 1.0, "whom": 1.0}
WORD_TASKS = {"attr": "attribution", "ner": "names", "xpos": "xpos", "upos": "upos", "rel": "relations", "lemma": "lemmas"}


def number_labels(document, labels):
    """Class numbers beside the labels of each paragraph, NO_LOSS where a label is not among the classes."""
    for p in document["paragraphs"]:
        for task, key in WORD_TASKS.items():
            if key in p:
                number = {label: n for n, label in enumerate(labels[task])}
                values = map(script, p["words"], p[key]) if task == "lemma" else p[key]
                p["#" + task] = [number.get(v, NO_LOSS) for v in values]
        if "doubts" in p:
            p["#doubts"] = [(task, word, np.array(odds, "f4")) for task, doubts in p["doubts"].items() for word, odds in doubts]
    return document


def targets(batch):
    """{task: array (B, W)} of the predicted words, NO_LOSS = none; `sentence` numbers the sentences of a window, `head` and
    `link` are columns of `first`; `value` (B, W, 7) are soft bins of factuality; `attr_odds` and `event_odds` (B, W, classes) are
    1 for the class of the word, or what a teacher in doubt gives to each."""
    words = max(len(w["at"]) for w in batch)
    out = {t: np.full((len(batch), words), NO_LOSS, "i8") for t in (*WORD_TASKS, "start", "head", "link", "predicate", "event", "who", "whom")}
    out["sentence"] = np.full((len(batch), words), -1, "i8")
    out["value"] = np.zeros((len(batch), words, len(BINS)), "f4")
    doubtful = []
    for i, w in enumerate(batch):
        paragraphs = w["document"]["paragraphs"]
        column = {at: k + 1 for k, at in enumerate(w["at"])}
        used = sorted({number for number, _ in w["at"]})
        starts = {n: set(paragraphs[n]["starts"]) for n in used if "heads" in paragraphs[n]}
        sentence = -1
        for k, (number, word) in enumerate(w["at"]):
            p = paragraphs[number]
            for task in WORD_TASKS:
                if "#" + task in p:
                    out[task][i, k] = p["#" + task][word]
            if "facts" in p:
                out["predicate"][i, k] = 0
            if number in starts:
                begins = word in starts[number]
                sentence += begins
                out["start"][i, k], out["sentence"][i, k] = begins, sentence
                head = p["heads"][word]
                out["head"][i, k] = column.get((number, head - 1), NO_LOSS) if head else 0
        for number in used:
            for word, value in paragraphs[number].get("facts", ()):
                if (number, word) in column:
                    k = column[number, word] - 1
                    out["predicate"][i, k], out["value"][i, k] = 1, soft_target(value)
            for word, kind in paragraphs[number].get("events", ()):
                if (number, word) in column:
                    out["event"][i, column[number, word] - 1] = kind
            for word, *parties in paragraphs[number].get("parties", ()):
                if (number, word) in column:
                    for task, party in zip(("who", "whom"), parties):
                        out[task][i, column[number, word] - 1] = 0 if party is None else column.get((number, party), NO_LOSS)
            for word, goal in paragraphs[number].get("links", ()):
                if (number, word) in column:
                    out["link"][i, column[number, word] - 1] = column.get(tuple(goal), 0)
            doubtful += [(task, i, column[number, word] - 1, odds) for task, word, odds in paragraphs[number].get("#doubts", ())
                         if (number, word) in column]
        if out["attr"][i, 0] > 0 and out["attr"][i, 0] % 2 == 0:
            out["attr"][i, 0] -= 1  # a window may begin inside a span: I- → B-, as the decoder wants
    for task, classes in (("attr", len(bio_tags(ROLES))), ("event", EVENT_CLASSES)):
        out[task + "_odds"] = np.eye(classes, dtype="f4")[out[task].clip(0)] * (out[task] >= 0)[:, :, None]
    for task, i, k, odds in doubtful:
        out[task + "_odds"][i, k] = odds
    inside, begins = out["attr_odds"][:, 0, 2::2], out["attr_odds"][:, 0, 1::2]
    begins += inside
    inside[:] = 0
    return {task: torch.from_numpy(value) for task, value in out.items()}


def crf(scores, gold, odds, tags, transitions):
    """Negative log-likelihood a word of a linear chain in which steps that BIO forbids have FORBIDDEN; where a teacher is in doubt
    about tags, its `odds` of each count, and its best tags for the steps. Windows are padded at their ends with NO_LOSS."""
    steps, starts = map(torch.from_numpy, allowed_steps(tags))
    table = transitions.masked_fill(~steps, FORBIDDEN)
    first = torch.where(starts, 0.0, FORBIDDEN)
    real, gold = gold >= 0, gold.clamp(min=0)
    total = scores[:, 0] + first
    for t in range(1, scores.shape[1]):
        new = torch.logsumexp(total[:, :, None] + table, 1) + scores[:, t]
        total = torch.where(real[:, t, None], new, total)
    own = (scores * odds).sum((1, 2)) + first[gold[:, 0]]
    own = own + (table[gold[:, :-1], gold[:, 1:]] * real[:, 1:]).sum(1)
    return (torch.logsumexp(total, 1) - own).sum() / real.sum()


def disagreement(one, other, gold):
    """{task: loss}: how far two readings of the same words, which dropout makes differ, are from each other (Liang et al. 2021): the
    symmetric divergence a word of the tags and classes, and of the parties of acts."""
    same, result = within_sentences(gold), {}
    for task in ("attr", "event", "who", "whom"):
        words = gold[task] >= 0
        if task in one and words.any():
            scores = [out[task][:, 1:] for out in (one, other)]
            if task in ("who", "whom"):
                scores = [s.masked_fill(~same, FORBIDDEN) for s in scores]
            p, q = (s[words].log_softmax(-1) for s in scores)
            result[task] = sum(F.kl_div(a, b, reduction="batchmean", log_target=True) for a, b in ((p, q), (q, p))) / 2
    return result


def within_sentences(gold):
    """(B, W, 1 + W): which columns are in the sentence of a word, or none: heads and parties are."""
    same = gold["sentence"][:, :, None] == gold["sentence"][:, None, :]
    return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)


def losses(network, out, gold, labels):
    """{task: loss} of those tasks that have both an output and a target in this batch."""
    result = {}

    def words(task, scores):
        if (gold[task] >= 0).any():
            result[task] = F.cross_entropy(scores.flatten(0, 1), gold[task].flatten(), ignore_index=NO_LOSS)

    for task in ("ner", "xpos", "upos", "lemma"):
        if task in out:
            words(task, out[task][:, 1:])
    if "event" in out and (gold["event"] >= 0).any():
        known = gold["event"] >= 0
        result["event"] = F.cross_entropy(out["event"][:, 1:][known], gold["event_odds"][known])
    labelled = gold["attr"][:, 0] >= 0
    if "attr" in out and labelled.any():
        scores, tags, odds = (each[labelled] for each in (out["attr"][:, 1:], gold["attr"], gold["attr_odds"]))
        result["attr"] = crf(scores, tags, odds, labels["attr"], network.trans)
    if "link" in out:
        inside = torch.cat([torch.ones_like(gold["attr"][:, :1], dtype=torch.bool), gold["attr"] >= 0], 1)
        gold_link = out["link"][:, 1:].masked_fill(~inside[:, None], FORBIDDEN)
        words("link", gold_link)
    if "start" in out:
        known = gold["start"] >= 0
        result["start"] = F.binary_cross_entropy_with_logits(out["start"][:, 1:, 0][known], gold["start"][known].float())
    same = within_sentences(gold)
    for task in ("who", "whom"):
        if task in out:
            # Marks were made on another cut into sentences: a party beyond the bounds of this one teaches nothing.
            within = same.gather(2, gold[task].clamp(min=0)[:, :, None])[:, :, 0]
            gold[task] = gold[task].masked_fill(~within, NO_LOSS)
            words(task, out[task][:, 1:].masked_fill(~same, FORBIDDEN))
    if "arc" in out:
        words("head", out["arc"][:, 1:].masked_fill(~same, FORBIDDEN))
        result["arc"] = result.pop("head")
        relations = network.relations(out["rel_d"][:, 1:], out["rel_h"], gold["head"].clamp(min=0))
        known = torch.where(gold["head"] >= 0, gold["rel"], NO_LOSS)
        result["rel"] = F.cross_entropy(relations.flatten(0, 1), known.flatten(), ignore_index=NO_LOSS)
    if "fact" in out:
        scores, known, yes = out["fact"][:, 1:], gold["predicate"] >= 0, gold["predicate"] == 1
        result["predicate"] = F.binary_cross_entropy_with_logits(scores[..., -1][known], gold["predicate"][known].float())
        if yes.any():
            bins, soft = scores[..., :-1][yes], gold["value"][yes]
            centres = torch.tensor(BINS, dtype=bins.dtype)
            gap = bins.softmax(-1) @ centres - soft @ centres
            result["value"] = F.cross_entropy(bins, soft) + 0.5 * gap.abs().mean()  # the mean error is what is scored
    return result
