"""One encoder (all-MiniLM-L6-v2: 6 layers, 384 wide), read once; every task is a light head on a word's first piece."""
import torch
import torch.nn.functional as F
from torch import nn

from words import SHAPE_IDS

HIDDEN, ATTENTION_HEADS, LAYERS, FEED_FORWARD = 384, 12, 6, 1536
VOCABULARY, POSITIONS = 30522, 512
ARC, RELATION, LINK, PARTY = 192, 128, 128, 64
FACT_BINS = 7                     # factuality −3 … 3, and one more logit: is the word a predicate?
MASKED = -1e4
EVENT_CLASSES = 17                # none, and the sixteen root types of PLOVER (event_types.py)
HEADS = ("attr", "ner", "start", "xpos", "upos", "lemma", "arc", "rel_d", "rel_h", "link", "fact", "event", "who", "whom")
PAIRS = ("arc", "link", "who", "whom")


class Layer(nn.Module):
    """A BERT layer with query, key and value in one product, written out as the runtime computes it."""

    def __init__(self, dropout=0.1):
        super().__init__()
        self.dropout = dropout
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.o = nn.Linear(HIDDEN, HIDDEN)
        self.ln1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.f1 = nn.Linear(HIDDEN, FEED_FORWARD)
        self.f2 = nn.Linear(FEED_FORWARD, HIDDEN)
        self.ln2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        width = HIDDEN // ATTENTION_HEADS
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, width).permute(2, 0, 3, 1, 4)
        attention = torch.softmax((q * width**-0.5) @ k.transpose(-1, -2) + mask, -1) @ v
        x = self.ln1(x + self._dropped(self.o(attention.transpose(1, 2).reshape(batch, length, HIDDEN))))
        return self.ln2(x + self._dropped(self.f2(F.gelu(self.f1(x)))))

    def _dropped(self, x):
        return F.dropout(x, self.dropout, self.training)


class Network(nn.Module):
    """Parameter names are those of the model container.

    Arcs are biaffine (Dozat & Manning 2017) with column 0 = [CLS] = ROOT; relation labels are additive, because d and h
    can then be computed before the heads are known. Links of attribution are scored like arcs, column 0 = none, and so is
    who does what a predicate tells, and to whom."""

    def __init__(self, labels, dropout=0.1):
        super().__init__()
        self.dropout = dropout
        self.we = nn.Embedding(VOCABULARY, HIDDEN)
        self.pe = nn.Embedding(POSITIONS, HIDDEN)
        self.sh = nn.Embedding(SHAPE_IDS, HIDDEN)
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.L = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.attr = nn.Linear(HIDDEN, len(labels["attr"]))
        self.trans = nn.Parameter(torch.zeros(len(labels["attr"]), len(labels["attr"])))
        self.ner = nn.Linear(HIDDEN, len(labels["ner"]))
        self.start = nn.Linear(HIDDEN, 1)
        self.xpos = nn.Linear(HIDDEN, len(labels["xpos"]))
        self.upos = nn.Linear(HIDDEN, len(labels["upos"]))
        self.lemma = nn.Linear(HIDDEN, len(labels["lemma"]))
        self.arc_d, self.arc_h = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.arc_u, self.arc_b = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1, bias=False)
        self.rel_d, self.rel_h = nn.Linear(HIDDEN, RELATION), nn.Linear(HIDDEN, RELATION, bias=False)
        self.rel_o = nn.Linear(RELATION, len(labels["rel"]))
        self.link_d, self.link_h = nn.Linear(HIDDEN, LINK), nn.Linear(HIDDEN, LINK)
        self.link_u, self.link_b = nn.Linear(LINK, LINK, bias=False), nn.Linear(LINK, 1, bias=False)
        self.who_d, self.who_h = nn.Linear(HIDDEN, PARTY), nn.Linear(HIDDEN, PARTY)
        self.who_u, self.who_b = nn.Linear(PARTY, PARTY, bias=False), nn.Linear(PARTY, 1, bias=False)
        self.whom_d, self.whom_h = nn.Linear(HIDDEN, PARTY), nn.Linear(HIDDEN, PARTY)
        self.whom_u, self.whom_b = nn.Linear(PARTY, PARTY, bias=False), nn.Linear(PARTY, 1, bias=False)
        self.fact = nn.Linear(HIDDEN, FACT_BINS + 1)
        self.event = nn.Linear(HIDDEN, EVENT_CLASSES)
        nn.init.normal_(self.sh.weight, 0, 0.01)  # almost nothing at first: the pretrained encoder is not disturbed
        for head in (self.attr, self.ner, self.start, self.xpos, self.upos, self.lemma, self.fact, self.event):
            nn.init.normal_(head.weight, 0, 0.02)
            nn.init.zeros_(head.bias)

    def load_sentence_encoder(self, path):
        """The weights of `sentence-transformers/all-MiniLM-L6-v2` (safetensors); the heads stay as they are."""
        from safetensors.torch import load_file

        w = {name.replace("0.auto_model.", ""): tensor for name, tensor in load_file(path).items()}
        with torch.no_grad():
            self.we.weight.copy_(w["embeddings.word_embeddings.weight"])
            segment = w["embeddings.token_type_embeddings.weight"][0]  # constant here, so folded into the positions
            self.pe.weight.copy_(w["embeddings.position_embeddings.weight"] + segment)
            self.ln.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.ln.bias.copy_(w["embeddings.LayerNorm.bias"])
            parts = {"o": "attention.output.dense", "ln1": "attention.output.LayerNorm", "f1": "intermediate.dense",
                     "f2": "output.dense", "ln2": "output.LayerNorm"}
            for i, layer in enumerate(self.L):
                at = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    qkv = [w[f"{at}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(qkv))
                    for mine, theirs in parts.items():
                        getattr(getattr(layer, mine), kind).copy_(w[f"{at}{theirs}.{kind}"])

    def encode(self, ids, shapes, mask):
        x = self.ln(self.we(ids) + self.pe.weight[: ids.shape[1]] + self.sh(shapes))
        x = F.dropout(x, self.dropout, self.training)
        mask = ((1 - mask) * MASKED)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            mask = mask.bfloat16()
        for layer in self.L:
            x = layer(x, mask)
        return x

    def forward(self, ids, shapes, mask, first, heads=HEADS):
        """{head: (B, 1 + W, ·)}, row 0 being [CLS]; `heads` names those wanted. arc[b, i, h], and the other PAIRS: h for i."""
        x = self.encode(ids, shapes, mask)
        x = x.gather(1, first[:, :, None].expand(-1, -1, HIDDEN))
        x = F.dropout(x, self.dropout, self.training)
        out = {}
        for name in heads:
            if name in PAIRS:
                d, h, u, b = (getattr(self, f"{name}_{part}") for part in "dhub")
                d = F.dropout(F.gelu(d(x)), 2 * self.dropout, self.training)
                h = F.dropout(F.gelu(h(x)), 2 * self.dropout, self.training)
                out[name] = u(d) @ h.transpose(1, 2) + b(h).transpose(1, 2)
            else:
                out[name] = getattr(self, name)(x)
        return {name: value.float() for name, value in out.items()}

    def relations(self, rel_d, rel_h, heads):
        """Label scores of words (B, W, ·) whose heads are the given columns of rel_h (B, 1 + W, ·)."""
        chosen = rel_h.gather(1, heads[:, :, None].expand(-1, -1, rel_h.shape[2]))
        return self.rel_o(F.relu(rel_d + chosen))
