"""Trains the network on all tasks at once, until a time of day or for some minutes.

  train.py OUT.pt --tokenizer tokenizer.json (--start CHECKPOINT | --encoder model.safetensors | --teacher model.safetensors)
           --attribution A.jsonl --treebank E.jsonl G.jsonl --facts-news U.jsonl M.jsonl --facts-web W.jsonl
           --names R.jsonl T.jsonl (--minutes N | --until HH:MM)

A batch comes from one corpus; the corpus furthest behind its share of the wordpieces goes next. The learning rate follows
the clock (warm-up, then linearly to 0), so that a run ends when it must. OUT.pt holds the weights and OUT.ema.pt their
moving average.
"""
import argparse
import datetime
import gc
import random
import re
import time

import numpy as np
import torch

import augment
from documents import load as load_documents
from labels import label_sets
from losses import WEIGHTS, disagreement, losses, number_labels, targets
from network import LARGE, SMALL, Network, half_precision
from windows import add_inputs, arrays, batches, merged, training_windows
from words import Wordpieces

TREE = ("ner", "start", "xpos", "upos", "lemma", "arc", "rel_d", "rel_h")
# Per corpus: share of the pieces, heads that learn from it, weight of its losses, whether sentences are its units.
CORPORA = {
    "attribution": (0.33, ("attr", "link", "ner"), 1.0, False),
    "treebank": (0.14, TREE, 1.0, True),
    "facts_news": (0.04, ("fact",), 1.0, True),
    "facts_web": (0.02, ("fact",), 0.3, True),
    "names": (0.03, ("ner",), 1.0, False),
    "taught": (0.20, (*TREE, "attr", "link", "fact"), 1.0, False),
    "events": (0.44, (*TREE, "attr", "fact", "event", "who", "whom"), 1.0, False),
}
WARM_UP = 0.05
CLIP_NORM = 1.0


class Stream:
    """Endless batches of one corpus; the windows are cut anew at each pass."""

    def __init__(self, name, documents, wordpieces, names, pieces_max, short, rng):
        self.name, self.documents, self.pieces_max, self.random = name, documents, pieces_max, rng
        self.wordpieces, self.names, self.short = wordpieces, names, short
        self.share, self.heads, self.weight, self.by_sentence = CORPORA[name]
        self.queue, self.pieces = [], 0
        self.size = sum(len(ids) for d in documents for p in d["paragraphs"] for ids in p["pieces"])

    def next(self):
        if not self.queue:
            self.queue = batches([w for d in self.documents for w in self._cut(d)], self.pieces_max, self.random)
        batch = self.queue.pop()
        self.pieces += sum(len(w["ids"]) for w in batch)
        return batch

    def _cut(self, document):
        if self.by_sentence and self.random.random() < 0.5:
            document = merged(document)
        document = augment.varied(document, self.random, self.wordpieces, self.names)
        # Short texts are read too: some documents are cut into windows of a sentence or two.
        short = self.random.random() < self.short
        return training_windows(document, self.random, self.by_sentence, self.random.choice((8, 16, 32, 64)) if short else 160)

    def passes(self):
        return self.pieces / self.size


def start_network(o, treebanks):
    """(network, labels): from a checkpoint, or from the sentence encoder with fresh heads."""
    if o.start:
        from export import load

        return load(o.start, o.seed)
    labels = label_sets(treebanks)
    network = Network(labels, LARGE if o.teacher else SMALL)
    network.load_sentence_encoder(o.teacher or o.encoder)
    return network, labels


def optimiser(network, encoder_rate, head_rate):
    """AdamW with one rate for the encoder and one for the heads; `peak` is what the clock scales."""
    groups = {"encoder": [], "head": []}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        groups["encoder" if name.startswith(("we.", "pe.", "sh.", "ln.", "L.", "distance.")) else "head"].append(parameter)
    peaks = {"encoder": encoder_rate, "head": head_rate}
    return torch.optim.AdamW([{"params": p, "lr": 0.0, "peak": peaks[n]} for n, p in groups.items() if p], weight_decay=0.01,
                             betas=(0.9, 0.98), fused=True)


class Average:
    """Moving average of the weights; short at first, so that it does not keep the start."""

    def __init__(self, network, decay):
        self.decay, self.steps = decay, 0
        self.live = {name: p for name, p in network.named_parameters() if p.requires_grad}
        self.mean = [p.detach().clone() for p in self.live.values()]

    def update(self):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            torch._foreach_lerp_(self.mean, [p.detach() for p in self.live.values()], 1 - decay)

    def state(self, network):
        return {**network.state_dict(), **dict(zip(self.live, self.mean))}


def family(name):
    """The head that a parameter, or one of the outputs of a pair, belongs to: `who_d.weight`, `rel_h` → who, rel."""
    return re.split("[._]", name)[0]


def learns(parameter, only, frozen):
    """Whether it is among the heads to be learnt alone, if any, and above the frozen layers, if any."""
    below = tuple(f"L.{layer}." for layer in range(frozen)) + (("we.", "pe.", "sh.", "ln.") if frozen else ())
    return (not only or family(parameter) in only) and not parameter.startswith(below)


def save(path, network, average, labels):
    torch.save({"model": network.state_dict(), "labels": labels}, path)
    torch.save({"model": average.state(network), "labels": labels}, str(path).replace(".pt", ".ema.pt"))


def seconds_left(o):
    if o.minutes:
        return 60 * o.minutes
    now = datetime.datetime.now()
    hour, minute = map(int, o.until.split(":"))
    return (now.replace(hour=hour, minute=minute, second=0) - now).total_seconds()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--start")
    ap.add_argument("--encoder")
    ap.add_argument("--teacher", help="all-mpnet-base-v2: trains the large network")
    for name in CORPORA:
        ap.add_argument("--" + name.replace("_", "-"), nargs="*", default=[])
    ap.add_argument("--share", nargs="*", default=[], metavar="CORPUS=SHARE", help="other shares of the pieces than CORPORA has")
    ap.add_argument("--heads", nargs="*", default=[], metavar="CORPUS=HEAD,HEAD", help="other heads than CORPORA has")
    ap.add_argument("--minutes", type=float)
    ap.add_argument("--until")
    ap.add_argument("--encoder-rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=5e-4)
    ap.add_argument("--average", type=float, default=0.999)
    ap.add_argument("--pieces", type=int, default=2000, help="of a batch")
    ap.add_argument("--short", type=float, default=0.0, help="share of documents cut into short windows")
    ap.add_argument("--consistency", type=float, default=0.0, metavar="WEIGHT",
                    help="read attributions and acts twice, and learn that both readings agree")
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--only", nargs="*", default=[], metavar="HEAD", help="learn these heads alone, on the encoder as it is")
    ap.add_argument("--frozen", type=int, default=0, help="the word table and this many of the lowest layers stay as they are, are read once for both readings, and without dropout")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--save-every", type=float, default=240, help="seconds")
    o = ap.parse_args()
    for corpus, share in (given.split("=") for given in o.share):
        CORPORA[corpus] = (float(share), *CORPORA[corpus][1:])
    for corpus, heads in (given.split("=") for given in o.heads):
        share, _, weight, by_sentence = CORPORA[corpus]
        CORPORA[corpus] = (share, tuple(heads.split(",")), weight, by_sentence)
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    began, seconds = time.time(), seconds_left(o)
    wordpieces = Wordpieces(o.tokenizer)
    corpora = {name: [add_inputs(d, wordpieces) for path in getattr(o, name) for d in load_documents(path)]
               for name in CORPORA}
    network, labels = start_network(o, corpora["treebank"])
    network.train()
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(learns(name, o.only, o.frozen))
    names = augment.name_stock(d for documents in corpora.values() for d in documents)
    streams = [Stream(name, [number_labels(d, labels) for d in documents], wordpieces, names, o.pieces, o.short, rng)
               for name, documents in corpora.items() if documents]
    optimizer, average = optimiser(network, o.encoder_rate, o.head_rate), Average(network, o.average)
    gc.collect()
    gc.freeze()  # the documents are millions of objects, and none of them is ever let go
    step, sums, reported, saved, pieces = 0, {}, time.time(), time.time(), 0
    print({s.name: s.size for s in streams}, flush=True)
    while (done := (time.time() - began) / seconds) < 1:
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * min(1, (done + 0.001) / WARM_UP) * max(0.01, 1 - done)
        stream = min(streams, key=lambda s: s.pieces / s.share)
        batch = stream.next()
        heads = [head for head in stream.heads if not o.only or family(head) in o.only]
        inputs = {k: torch.from_numpy(v) for k, v in arrays(batch).items()}
        readings = 2 if o.consistency and {"attr", "event"} & set(heads) else 1
        with half_precision():
            out = network(**inputs, heads=heads, frozen=o.frozen, readings=readings)
        gold = targets(batch)
        outs = [dict(zip(out, values)) for values in zip(*(value.chunk(readings) for value in out.values()))]
        each = [losses(network, one, gold, labels) for one in outs]
        parts = {task: sum(loss[task] for loss in each) / readings for task in each[0]}
        if readings == 2:
            for task, loss in disagreement(*outs, gold).items():
                parts[task] = parts[task] + o.consistency * loss
        (stream.weight * sum(WEIGHTS[task] * loss for task, loss in parts.items())).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)
        optimizer.step()
        optimizer.zero_grad()
        average.update()
        step += 1
        for task, loss in parts.items():
            several = task in ("ner", "value", "predicate")
            sums.setdefault(f"{stream.name}.{task}" if several else task, []).append(loss.item())
        now = time.time()
        if now - reported > 30:
            total = sum(s.pieces for s in streams)
            print(f"{now - began:.0f} s, step {step}, {(total - pieces) / (now - reported):.0f} pieces/s; passes "
                  + " ".join(f"{s.name} {s.passes():.2f}" for s in streams) + "; losses "
                  + " ".join(f"{task} {np.mean(values):.3f}" for task, values in sorted(sums.items())), flush=True)
            sums, reported, pieces = {}, now, total
        if now - saved > o.save_every:
            save(o.out, network, average, labels)
            saved = now
    save(o.out, network, average, labels)
    print(f"{time.time() - began:.0f} s, {step} steps", flush=True)


if __name__ == "__main__":
    main()
