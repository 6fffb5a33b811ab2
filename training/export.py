"""A checkpoint → the model container that the program reads.

  export.py CHECKPOINT OUT.hsm --kind int8|f32 --tokenizer tokenizer.json --treebanks A.conllu B.conllu
            [--name NAME --version VERSION]

Layout: 8 bytes `HEARSAY1`; u64 (little-endian) length of the header; the header, JSON; zeros up to a multiple of 64; then
the tensors, each at a multiple of 64 from the first. In the int8 kind the word table and the products of the encoder are
symmetric int8 with one f32 scale a row; heads and the two small tables are f16; biases, norms and scales f32.
"""
import argparse
import json
import struct

import numpy as np
import torch

import lemmas
import treebank
from event_types import CLASSES
from network import ARC, LARGE, LINK, PARTY, POSITIONS, RELATION, SMALL, VOCABULARY, Network
from words import SHAPE_IDS, Wordpieces

MAGIC, ALIGNMENT = b"HEARSAY1", 64
TYPES = {"float32": "f32", "float16": "f16", "int8": "i8", "uint8": "u8"}


def load(path, seed=0):
    """(network, labels) of a checkpoint. Heads that an older checkpoint lacks are drawn at random from `seed`."""
    checkpoint = torch.load(path, map_location="cpu")
    labels = checkpoint["labels"]
    torch.manual_seed(seed)
    network = Network(labels, LARGE if "distance.weight" in checkpoint["model"] else SMALL)
    missing, unknown = network.load_state_dict({k: v.float() for k, v in checkpoint["model"].items()}, strict=False)
    if unknown or any(not name.startswith(("link_", "fact", "event", "who_", "whom_")) for name in missing):
        raise SystemExit(f"{path}: missing {missing}, unknown {unknown}")
    return network.eval(), labels


def quantise_rows(weight):
    """(int8, scales): value = int8 · scale of its row, symmetric, the largest magnitude at 127."""
    scale = np.maximum(np.abs(weight).max(1), 1e-8) / 127
    return np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def is_product(name):
    """The word table and the four products of each layer: what the int8 kind quantises."""
    return name == "we.weight" or (name.startswith("L.") and name.split(".")[2] in ("qkv", "o", "f1", "f2")
                                   and name.endswith(".weight"))


def tensors(network, kind):
    """{name: array} in file order."""
    out = {}
    for name, value in network.state_dict().items():
        value = value.detach().float().numpy()
        if kind == "f32":
            out[name] = value
        elif is_product(name):
            out[name], out[name.replace(".weight", ".scale")] = quantise_rows(value)
        else:
            small = value.ndim == 1 or name == "trans"
            out[name] = value if small else value.astype(np.float16)
    return out


def text_tensor(lines):
    return np.frombuffer("".join(line + "\n" for line in lines).encode(), np.uint8)


def write(path, network, labels, kind, vocabulary, lexicon, name, version):
    arrays = tensors(network, kind)
    arrays["vocab"] = text_tensor(vocabulary)
    arrays["lemmas"] = text_tensor(sorted("\t".join((form, xpos, lemma)) for (form, xpos), lemma in lexicon.items()))
    listed, offset = [], 0
    for key, array in arrays.items():
        listed.append({"name": key, "dtype": TYPES[array.dtype.name], "shape": list(array.shape), "offset": offset})
        offset += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    dims = {"hidden": SMALL.hidden, "heads": SMALL.attention_heads, "layers": SMALL.layers, "ffn": SMALL.feed_forward,
            "vocab": VOCABULARY, "positions": POSITIONS, "shapes": SHAPE_IDS, "arc": ARC, "rel": RELATION, "link": LINK, "party": PARTY}
    wanted = {key: labels[key] for key in ("attr", "ner", "xpos", "upos", "rel", "lemma")}
    wanted["event"] = CLASSES
    header = {"name": name, "version": version, "dims": dims, "labels": wanted, "tensors": listed}
    header = json.dumps(header, ensure_ascii=False).encode()
    with open(path, "wb") as out:
        out.write(MAGIC + struct.pack("<Q", len(header)) + header)
        out.write(bytes(-out.tell() % ALIGNMENT))
        for array in arrays.values():
            out.write(np.ascontiguousarray(array).tobytes())
            out.write(bytes(-array.nbytes % ALIGNMENT))


def read(path):
    """(header, {name: array}) of a container, for checking."""
    data = open(path, "rb").read()
    length = struct.unpack("<Q", data[8:16])[0]
    header = json.loads(data[16 : 16 + length])
    start = -(-(16 + length) // ALIGNMENT) * ALIGNMENT
    types = {short: long for long, short in TYPES.items()}
    out = {}
    for t in header["tensors"]:
        count = int(np.prod(t["shape"]))
        out[t["name"]] = np.frombuffer(data, types[t["dtype"]], count, start + t["offset"]).reshape(t["shape"])
    return header, out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--kind", choices=("int8", "f32"), default="int8")
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--treebanks", nargs="+", required=True)
    ap.add_argument("--name", default="hearsay-en")
    ap.add_argument("--version", default="0.1.0")
    ap.add_argument("--seed", type=int, default=0)
    o = ap.parse_args()
    network, labels = load(o.checkpoint, o.seed)
    known = lemmas.lexicon(p for path in o.treebanks for d in treebank.read(path) for p in d["paragraphs"])
    write(o.out, network, labels, o.kind, Wordpieces(o.tokenizer).vocabulary(), known, o.name, o.version)
    header, arrays = read(o.out)
    size = sum(a.nbytes for a in arrays.values())
    print(f"{o.out}: {size / 1e6:.1f} MB, {len(header['tensors'])} tensors, {len(known)} lemmas "
          f"({arrays['lemmas'].nbytes / 1e3:.0f} kB)")


if __name__ == "__main__":
    main()
