"""One encoder (all-MiniLM-L6-v2: 6 layers, 384 wide), read once; every task is a light head on a word's first piece.

The same heads also stand on a larger encoder (all-mpnet-base-v2: 12 layers, 768 wide), which is never shipped: it teaches.
"""
import dataclasses
import math

import torch
import torch.nn.functional as F
from torch import nn

from words import CLS, PAD, SEP, SHAPE_IDS

VOCABULARY, POSITIONS = 30522, 512
ARC, RELATION, LINK, PARTY = 192, 128, 128, 64
FACT_BINS = 7                     # factuality −3 … 3, and one more logit: is the word a predicate?
MASKED = -1e4
EVENT_CLASSES = 17                # none, and the sixteen root types of PLOVER (event_types.py)
HEADS = ("attr", "ner", "start", "xpos", "upos", "lemma", "arc", "rel_d", "rel_h", "link", "fact", "event", "who", "whom")
PAIRS = ("arc", "link", "who", "whom")


def half_precision(wanted=True):
    """A context of bfloat16 products, where the processor has them: emulated ones take twenty times as long."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=wanted and torch.ops.mkldnn._is_mkldnn_bf16_supported())


class Dropout(nn.Module):
    """Dropout whose masks are slices of one long random tensor, from a place drawn anew each time: to draw every element of
    every mask took a sixth of a training's time. Where no gradient is wanted, nothing is dropped."""

    LENGTH = 1 << 23

    def __init__(self, rate):
        super().__init__()
        self.rate, self.masks = rate, None

    def forward(self, x):
        if not (self.training and self.rate and torch.is_grad_enabled()):
            return x
        if self.masks is None:
            self.masks = ((torch.rand(self.LENGTH) >= self.rate) / (1 - self.rate)).bfloat16()
        at = int(torch.randint(self.LENGTH - x.numel(), ()))
        return x * self.masks[at : at + x.numel()].view(x.shape)


@dataclasses.dataclass(frozen=True)
class Size:
    """An encoder's measures; `distances` is the number of buckets of its relative positions, 0 where it has none."""
    hidden: int
    attention_heads: int
    layers: int
    feed_forward: int
    epsilon: float
    distances: int


SMALL = Size(384, 12, 6, 1536, 1e-12, 0)    # all-MiniLM-L6-v2: what is shipped
LARGE = Size(768, 12, 12, 3072, 1e-5, 32)   # all-mpnet-base-v2: the teacher
FARTHEST = 128                              # distances from here on share a bucket


class Layer(nn.Module):
    """A BERT layer with query, key and value in one product, written out as the runtime computes it."""

    def __init__(self, size, dropout):
        super().__init__()
        self.dropout, self.heads, hidden = dropout, size.attention_heads, size.hidden
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.o = nn.Linear(hidden, hidden)
        self.ln1 = nn.LayerNorm(hidden, eps=size.epsilon)
        self.f1 = nn.Linear(hidden, size.feed_forward)
        self.f2 = nn.Linear(size.feed_forward, hidden)
        self.ln2 = nn.LayerNorm(hidden, eps=size.epsilon)

    def forward(self, x, mask):
        batch, length, hidden = x.shape
        width = hidden // self.heads
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width).permute(2, 0, 3, 1, 4)
        attention = torch.softmax((q * width**-0.5) @ k.transpose(-1, -2) + mask, -1) @ v
        x = self.ln1(x + self.dropout(self.o(attention.transpose(1, 2).reshape(batch, length, hidden))))
        return self.ln2(x + self.dropout(self.f2(F.gelu(self.f1(x)))))


class Network(nn.Module):
    """Parameter names are those of the model container.

    Arcs are biaffine (Dozat & Manning 2017) with column 0 = [CLS] = ROOT; relation labels are additive, because d and h
    can then be computed before the heads are known. Links of attribution are scored like arcs, column 0 = none, and so is
    who does what a predicate tells, and to whom."""

    def __init__(self, labels, size=SMALL, dropout=0.1):
        super().__init__()
        self.size, hidden = size, size.hidden
        self.dropout, self.double_dropout = Dropout(dropout), Dropout(2 * dropout)
        self.we = nn.Embedding(VOCABULARY, hidden)
        self.pe = nn.Embedding(POSITIONS, hidden)
        self.sh = nn.Embedding(SHAPE_IDS, hidden)
        self.ln = nn.LayerNorm(hidden, eps=size.epsilon)
        self.L = nn.ModuleList(Layer(size, self.dropout) for _ in range(size.layers))
        if size.distances:
            self.distance = nn.Embedding(size.distances, size.attention_heads)
        self.attr = nn.Linear(hidden, len(labels["attr"]))
        self.trans = nn.Parameter(torch.zeros(len(labels["attr"]), len(labels["attr"])))
        self.ner = nn.Linear(hidden, len(labels["ner"]))
        self.start = nn.Linear(hidden, 1)
        self.xpos = nn.Linear(hidden, len(labels["xpos"]))
        self.upos = nn.Linear(hidden, len(labels["upos"]))
        self.lemma = nn.Linear(hidden, len(labels["lemma"]))
        self.arc_d, self.arc_h = nn.Linear(hidden, ARC), nn.Linear(hidden, ARC)
        self.arc_u, self.arc_b = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1, bias=False)
        self.rel_d, self.rel_h = nn.Linear(hidden, RELATION), nn.Linear(hidden, RELATION, bias=False)
        self.rel_o = nn.Linear(RELATION, len(labels["rel"]))
        self.link_d, self.link_h = nn.Linear(hidden, LINK), nn.Linear(hidden, LINK)
        self.link_u, self.link_b = nn.Linear(LINK, LINK, bias=False), nn.Linear(LINK, 1, bias=False)
        self.who_d, self.who_h = nn.Linear(hidden, PARTY), nn.Linear(hidden, PARTY)
        self.who_u, self.who_b = nn.Linear(PARTY, PARTY, bias=False), nn.Linear(PARTY, 1, bias=False)
        self.whom_d, self.whom_h = nn.Linear(hidden, PARTY), nn.Linear(hidden, PARTY)
        self.whom_u, self.whom_b = nn.Linear(PARTY, PARTY, bias=False), nn.Linear(PARTY, 1, bias=False)
        self.fact = nn.Linear(hidden, FACT_BINS + 1)
        self.event = nn.Linear(hidden, EVENT_CLASSES)
        nn.init.normal_(self.sh.weight, 0, 0.01)  # almost nothing at first: the pretrained encoder is not disturbed
        for head in (self.attr, self.ner, self.start, self.xpos, self.upos, self.lemma, self.fact, self.event):
            nn.init.normal_(head.weight, 0, 0.02)
            nn.init.zeros_(head.bias)

    def load_sentence_encoder(self, path):
        """The weights of `sentence-transformers/all-MiniLM-L6-v2` or `all-mpnet-base-v2` (safetensors), by our size; the heads
        stay as they are."""
        from safetensors.torch import load_file

        w = {name.replace("0.auto_model.", ""): tensor for name, tensor in load_file(path).items()}
        parts = {"f1": "intermediate.dense", "f2": "output.dense", "ln2": "output.LayerNorm"}
        words, positions = w["embeddings.word_embeddings.weight"], w["embeddings.position_embeddings.weight"]
        if self.size.distances:
            # BERT's vocabulary behind four pieces of its own; of these, three stand where BERT has [PAD], [CLS] and [SEP].
            words = words[4 : 4 + VOCABULARY].clone()
            for piece, own in ((PAD, 1), (CLS, 0), (SEP, 2)):
                words[piece] = w["embeddings.word_embeddings.weight"][own]
            positions = positions[2:]
            parts.update({"o": "attention.attn.o", "ln1": "attention.LayerNorm"})
            products = ("attention.attn.q", "attention.attn.k", "attention.attn.v")
        else:
            positions = positions + w["embeddings.token_type_embeddings.weight"][0]  # constant here, so folded in
            parts.update({"o": "attention.output.dense", "ln1": "attention.output.LayerNorm"})
            products = ("attention.self.query", "attention.self.key", "attention.self.value")
        with torch.no_grad():
            self.we.weight.copy_(words)
            self.pe.weight.copy_(positions)
            self.ln.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.ln.bias.copy_(w["embeddings.LayerNorm.bias"])
            if self.size.distances:
                self.distance.weight.copy_(w["encoder.relative_attention_bias.weight"])
            for i, layer in enumerate(self.L):
                at = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    getattr(layer.qkv, kind).copy_(torch.cat([w[f"{at}{n}.{kind}"] for n in products]))
                    for mine, theirs in parts.items():
                        getattr(getattr(layer, mine), kind).copy_(w[f"{at}{theirs}.{kind}"])

    def distances(self, length):
        """Bias of attention by relative position (1, heads, length, length): near ones one by one, far ones by logarithm, those
        before and behind apart (Raffel et al. 2020)."""
        at = torch.arange(length)
        away = at[None, :] - at[:, None]
        half = self.size.distances // 2
        exact = half // 2
        far = exact + (torch.log(away.abs().clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
        bucket = torch.where(away.abs() < exact, away.abs(), far.clamp(max=half - 1)) + half * (away > 0)
        return self.distance(bucket).permute(2, 0, 1)[None]

    def encode(self, ids, shapes, mask, frozen=0, readings=1):
        mask = ((1 - mask) * MASKED)[:, None, None, :]
        if self.size.distances:
            mask = mask + self.distances(ids.shape[1])
        if torch.is_autocast_enabled("cpu"):
            mask = mask.bfloat16()
        with torch.set_grad_enabled(torch.is_grad_enabled() and not frozen):
            x = self.dropout(self.ln(self.we(ids) + self.pe.weight[: ids.shape[1]] + self.sh(shapes)))
            for layer in self.L[:frozen]:
                x = layer(x, mask)
        x = x.repeat(readings, 1, 1)
        if mask.shape[0] > 1:
            mask = mask.repeat(readings, 1, 1, 1)
        for layer in self.L[frozen:]:
            x = layer(x, mask)
        return x

    def forward(self, ids, shapes, mask, first, heads=HEADS, frozen=0, readings=1):
        """{head: (B, 1 + W, ·)}, row 0 being [CLS]; `heads` names those wanted. arc[b, i, h], and the other PAIRS: h for i.
        The `frozen` lowest layers learn nothing. With several `readings`, the batch stands as often one below the other, read
        under other dropout each time."""
        x = self.encode(ids, shapes, mask, frozen, readings)
        x = x.gather(1, first.repeat(readings, 1)[:, :, None].expand(-1, -1, self.size.hidden))
        x = self.dropout(x)
        out = {}
        for name in heads:
            if name in PAIRS:
                d, h, u, b = (getattr(self, f"{name}_{part}") for part in "dhub")
                d = self.double_dropout(F.gelu(d(x)))
                h = self.double_dropout(F.gelu(h(x)))
                out[name] = u(d) @ h.transpose(1, 2) + b(h).transpose(1, 2)
            else:
                out[name] = getattr(self, name)(x)
        return {name: value.float() for name, value in out.items()}

    def relations(self, rel_d, rel_h, heads):
        """Label scores of words (B, W, ·) whose heads are the given columns of rel_h (B, 1 + W, ·)."""
        chosen = rel_h.gather(1, heads[:, :, None].expand(-1, -1, rel_h.shape[2]))
        return self.rel_o(F.relu(rel_d + chosen))
