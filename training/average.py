"""Mean of the weights of several checkpoints of one network, as one checkpoint.

  average.py OUT.pt CHECKPOINT=SHARE CHECKPOINT=SHARE …

Networks that were trained on from common weights lie in one valley; their mean generalises better than each of them
(Wortsman et al. 2022, "Model soups"), and costs nothing to run. Shares are divided by their sum.
"""
import argparse
import sys

import torch


def averaged(checkpoints, shares):
    """One checkpoint; the labels of all must be the same."""
    labels = checkpoints[0]["labels"]
    if any(c["labels"] != labels for c in checkpoints):
        sys.exit("the checkpoints have different labels")
    total, mean = sum(shares), {}
    for name, first in checkpoints[0]["model"].items():
        parts = [share / total * c["model"][name].float() for c, share in zip(checkpoints, shares)]
        mean[name] = torch.stack(parts).sum(0).to(first.dtype)
    return {"model": mean, "labels": labels}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("parts", nargs="+", metavar="CHECKPOINT=SHARE")
    o = ap.parse_args()
    parts = [part.rsplit("=", 1) for part in o.parts]
    checkpoints = [torch.load(path, weights_only=True) for path, _ in parts]
    torch.save(averaged(checkpoints, [float(share) for _, share in parts]), o.out)


if __name__ == "__main__":
    main()
