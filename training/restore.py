"""A model container → a checkpoint to go on training from.

  restore.py MODEL.hsm OUT.pt

The released file holds the encoder's products in int8 with one scale a row and the heads in f16; multiplied out they are a
checkpoint that scores as the file does. So no other file is needed to go on from what was released.
"""
import argparse

import numpy as np
import torch

from export import is_product, read

NO_PARAMETER = ("vocab", "lemmas")


def restored(header, arrays):
    """{"model", "labels"} as train.py saves them."""
    weights = {}
    for name, array in arrays.items():
        if name in NO_PARAMETER or name.endswith(".scale"):
            continue
        value = array.astype(np.float32)
        if is_product(name) and array.dtype == np.int8:
            value *= arrays[name.replace(".weight", ".scale")][:, None]
        weights[name] = torch.from_numpy(value)
    return {"model": weights, "labels": header["labels"]}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("out")
    o = ap.parse_args()
    torch.save(restored(*read(o.model)), o.out)


if __name__ == "__main__":
    main()
