#!/usr/bin/env python3
"""The Spark job on a standalone cluster of two workers on this machine: how much of its tasks' time is extraction, and how large
what comes out is.

usage: cluster.py IN.jsonl FOLDER [PARTS]      (FOLDER is made, and holds the cluster's logs and the job's output)
"""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "python" / "tests"))

import pyarrow.dataset
from cluster import PYTHON_TIMES, Cluster, tasks

articles, folder = sys.argv[1], pathlib.Path(sys.argv[2])
parts = sys.argv[3] if len(sys.argv) > 3 else "2"
out = folder / "out"
with Cluster(folder / "cluster") as cluster:
    begun = time.monotonic()
    job = cluster.submit(articles, str(out), "--parts", parts, "--group", parts)
    assert job.wait() == 0, cluster.log()
    print(f"{time.monotonic() - begun:.0f} s; {cluster.log().splitlines()[-1].split(']')[-1].strip()}")

# The stage of extraction is the one that runs longest, in as many tasks as there are parts.
stages: dict[int, list[dict[str, float]]] = {}
for stage, times in tasks(cluster.events):
    stages.setdefault(stage, []).append(times)
of_parts = [runs for runs in stages.values() if len(runs) == int(parts)]
extraction = max(of_parts, key=lambda runs: sum(run["run"] for run in runs))
files = [str(path) for path in (out / "_work" / "extracted").rglob("*.parquet")]
seconds = [sum(pyarrow.dataset.dataset(file).to_table(columns=["seconds"]).column("seconds").to_pylist()) for file in files]
run = sum(one["run"] for one in extraction)
print(f"{len(extraction)} tasks of extraction, {run:.1f} s, of that extracting {sum(seconds):.1f} s: {sum(seconds) / run:.1%}")
for name in PYTHON_TIMES:
    told = [one[name] for one in extraction if name in one]
    print(f"  {name}: {sum(told):.1f} s, {max(told, default=0):.1f} s in one task")
print("  seconds of each task:", *(f"{one['run']:.1f}" for one in extraction))

tables = [path for path in (out / "articles").rglob("*.parquet")]
words = sum(pyarrow.dataset.dataset([str(path) for path in tables]).to_table(columns=["words"]).column("words").to_pylist())
for name in ("articles", "reports", "statements", "records"):
    size = sum(path.stat().st_size for path in (out / name).rglob("*.parquet"))
    print(f"{name}: {size} bytes, {size / words:.1f} a word of {words}")
